"""The door to the checker: every file passes it before anything else parses it or LibreOffice sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.docx_package.parts import COMPOUND_START, ZIP_START
from service.errors import ErrorCode, FileRefused
from service.records import megabytes
from service.the_thuc.intake.doc import check_doc
from service.the_thuc.intake.docx import check_docx
from service.the_thuc.intake.pdf import HEADER_WITHIN, PDF_START, check_pdf
from service.the_thuc.intake.unknown import unknown_file

# A paper of the offices has a few pages, a collection a few hundred.
MAX_PAGES = 1000


@dataclass(frozen=True)
class Admitted:
    """A file that was let in: what it is, going by its content and never by its name.

    `notes` are Vietnamese phrases without a full stop: what the sender should know although it does no harm here.
    """

    kind: Literal["docx", "doc", "pdf"]
    content: bytes
    notes: tuple[str, ...] = ()


def admit(content: bytes, *, max_bytes: int, max_pages: int = MAX_PAGES, name: str = "") -> Admitted:
    """Let a file in that is a Word document or a PDF and does no harm to who reads it.

    `max_bytes` bounds the file, `max_pages` a PDF; `name` is what the sender calls it, used in wording only.

    Raises:
        FileRefused: with the code and the Vietnamese details of why.
    """
    if not content:
        raise FileRefused(ErrorCode.FILE_EMPTY)
    if len(content) > max_bytes:
        raise FileRefused(ErrorCode.FILE_TOO_LARGE, size=megabytes(len(content)), limit=megabytes(max_bytes))
    if content.startswith(ZIP_START):
        check_docx(content, name)
        return Admitted("docx", content)
    if content.startswith(COMPOUND_START):
        check_doc(content, name)
        return Admitted("doc", content)
    if PDF_START in content[:HEADER_WITHIN]:
        return Admitted("pdf", content, check_pdf(content, max_pages))
    raise unknown_file(content, name)
