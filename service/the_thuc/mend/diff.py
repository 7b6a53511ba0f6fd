"""The words of a paper before and after, for people: which lines went and which came."""

from __future__ import annotations

from difflib import SequenceMatcher

from service.the_thuc.docx.read import read_docx
from service.the_thuc.model import Measured

GONE, CAME = "- ", "+ "
SAME = "Lời văn không đổi."
_HEADS = {"dau_trang": "Đầu trang: ", "chan_trang": "Chân trang: "}


def text_diff(before: bytes, after: bytes) -> str:
    """The lines that differ between two DOCX, each behind "- " (bỏ) or "+ " (thêm); `SAME` where none does.

    Raises:
        DocxUnreadable: one of them cannot be read.
    """
    old, new = _lines(read_docx(before)), _lines(read_docx(after))
    told: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            told += [GONE + line for line in old[first:last]]
            told += [CAME + line for line in new[start:end]]
    return "\n".join(told) or SAME


def _lines(measured: Measured) -> list[str]:
    """The paragraphs with text: the running text, then what stands in the margins of the pages, each once."""
    lines = [paragraph.text for paragraph in measured.paragraphs if paragraph.text]
    margins = [
        _HEADS.get(paragraph.area, "") + paragraph.text
        for section in measured.sections
        for kinds in (section.headers, section.footers)
        for paragraphs in kinds.values()
        for paragraph in paragraphs
        if paragraph.text
    ]
    return lines + list(dict.fromkeys(margins))
