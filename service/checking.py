"""The order of the steps for a file brought in to be checked; every entrance goes through `check_file`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from service.convert.soffice import build_converter
from service.findings import Level
from service.settings import Settings
from service.the_thuc.checker import Checked, check_docx, check_pdf
from service.the_thuc.intake import Admitted, admit
from service.the_thuc.locate.locate import Given
from service.the_thuc.model import Measured
from service.the_thuc.pdf.read import PdfUnreadable, read_pdf
from service.the_thuc.pictures import Mark, draw_marked
from service.the_thuc.places import find_places
from service.the_thuc.run import Marked

if TYPE_CHECKING:
    from service.the_thuc.mend.mend import Mended

RENEWED = "tệp .doc được đổi sang .docx rồi mới kiểm tra"


@dataclass(frozen=True)
class Listed:
    """A finding with the number it has in every list, report and picture of this check."""

    number: int
    marked: Marked

    @property
    def level(self) -> Level:
        """Its level."""
        return self.marked.finding.level


@dataclass(frozen=True)
class FileChecked:
    """What a file is and what was found in it. `content` is what was checked: a DOCX, also for a .doc, or a PDF.

    `notes` are Vietnamese phrases without a full stop on how it was read; `given` is what was known of the paper.
    """

    kind: Literal["docx", "doc", "pdf"]
    content: bytes
    checked: Checked
    notes: tuple[str, ...] = ()
    given: Given | None = None

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The findings, the gravest first, in each level in the order of the catalog."""
        order = get_args(Level)
        marked = sorted(self.checked.marked, key=lambda one: order.index(one.finding.level))
        return tuple(Listed(number, one) for number, one in enumerate(marked, start=1))

    @property
    def counts(self) -> Mapping[Level, int]:
        """How many findings each level has, the gravest level first."""
        told = Counter(one.level for one in self.checked.findings)
        return {level: told[level] for level in get_args(Level)}


def check_file(content: bytes, settings: Settings, given: Given | None = None, *, name: str = "") -> FileChecked:
    """Checks the form of a DOCX, a .doc or a PDF.

    Args:
        content: the file.
        settings: the settings.
        given: what is known of the paper.
        name: what the sender calls the file, used in wording only.

    Raises:
        FileRefused: it is none of the three, dangerous, broken, locked, or a scan.
        ConversionError: LibreOffice is missing, too slow, or cannot open a .doc.
    """
    admitted = admit(content, max_bytes=settings.max_input_bytes, name=name)
    readable = _renewed(admitted, settings) if admitted.kind == "doc" else admitted
    checked = _check(readable, given)
    return FileChecked(admitted.kind, readable.content, checked, readable.notes, given)


def draw_pages(file: FileChecked, settings: Settings, *, unknown: bool = False) -> tuple[bytes, ...]:
    """PNG pictures of the pages, the places of the findings framed and numbered.

    Those of level unknown are left out unless `unknown` asks for them.

    Raises:
        ConversionError: LibreOffice is missing, too slow, or draws no pages of a DOCX.
    """
    listed = [one for one in file.listed if unknown or one.level != "unknown"]
    measured = file.checked.measured
    if file.kind == "pdf":
        pdf, shown = file.content, measured
    else:
        pdf = build_converter(settings).pages_of(file.content)
        shown = _shown(pdf)
    places = find_places((one.marked for one in listed), measured, shown)
    marks = [Mark(one.number, one.level, box) for one, boxes in zip(listed, places, strict=True) for box in boxes]
    return draw_marked(pdf, marks)


def _shown(pdf: bytes) -> Measured:
    """The pages of a DOCX as measured; nothing on them where they hold no text, as those of pictures."""
    try:
        return read_pdf(pdf)
    except PdfUnreadable:
        return Measured("pdf", ())


def with_comments(file: FileChecked, *, unknown: bool = False) -> bytes:
    """The DOCX of a Word file with its findings as comments.

    Raises:
        FileRefused: it cannot be written into.
    """
    from service.the_thuc.remarks import with_remarks

    return with_remarks(file.content, [one.marked for one in file.listed], unknown=unknown)


def mend_file(file: FileChecked) -> Mended:
    """The DOCX of a Word file with what a program can mend mended, and what is left to its writer.

    Raises:
        FileRefused: it cannot be written into.
    """
    from service.the_thuc.mend.mend import mend

    return mend(file.content, file.checked, file.given)


def _renewed(admitted: Admitted, settings: Settings) -> Admitted:
    """A .doc as DOCX, which has to pass the door like any other."""
    docx = build_converter(settings).to_docx(admitted.content)
    again = admit(docx, max_bytes=settings.max_input_bytes)
    return Admitted(again.kind, again.content, (*admitted.notes, *again.notes, RENEWED))


def _check(admitted: Admitted, given: Given | None) -> Checked:
    return check_pdf(admitted.content, given) if admitted.kind == "pdf" else check_docx(admitted.content, given)
