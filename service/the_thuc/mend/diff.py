"""The words of a paper before and after, for people: which lines went and which came."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby

from service.the_thuc.docx.read import read_docx
from service.the_thuc.model import Measured

GONE, CAME = "- ", "+ "
SAME = "Lời văn không đổi."
_MOST_PAIRS = 4_000_000
_HEADS = {"dau_trang": "Đầu trang: ", "chan_trang": "Chân trang: "}


def text_diff(before: bytes, after: bytes) -> str:
    """The lines that differ between two DOCX, each behind "- " (bỏ) or "+ " (thêm); `SAME` where none does.

    Raises:
        DocxUnreadable: one of them cannot be read.
    """
    old, new = _lines(read_docx(before)), _lines(read_docx(after))
    told: list[str] = []
    for gone, came in _differing(old, new):
        told += [GONE + line for line in gone]
        told += [CAME + line for line in came]
    return "\n".join(told) or SAME


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The pieces of two texts that differ. Mending keeps paragraphs, so lines are compared one by one where it did."""
    if len(old) == len(new):
        for changed, pairs in groupby(zip(old, new, strict=True), key=lambda pair: pair[0] != pair[1]):
            if changed:
                gone, came = zip(*pairs, strict=True)
                yield list(gone), list(came)
        return
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    # Beyond this the search for what is alike takes longer than anybody waits: equal lines are the worst.
    if len(old) * len(new) > _MOST_PAIRS:
        yield old, new
        return
    for kind, first, last, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield old[first:last], new[begin:stop]


def _alike(one: list[str], other: list[str]) -> int:
    """How many first lines two texts share."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


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
