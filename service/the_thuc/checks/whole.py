"""The paper as a whole: every paragraph wherever it stands, paragraphs gathered by what they share, their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from service.the_thuc.model import Measured, Paragraph, Span, Table
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import quoted

WHOLE = "Toàn văn bản"
# More letters than one A4 page holds at 13 pt, single spaced, within the narrowest margins: about 95 × 50.
SURELY_TWO_PAGES = 6_000
# What stands in quotation marks is somebody else's writing.
# What is opened and never closed is taken whole, so that a text of opening marks is read once and not for each of them.
_QUOTED = re.compile(r"“[^”]*(?P<open>\Z)?”?|\"[^\"]*\"")
_STRAIGHT = re.compile(r"\"[^\"]*\"")


def everything(measured: Measured) -> tuple[Paragraph, ...]:
    """All paragraphs, those of headers and footers included, each once."""
    seen = {id(paragraph) for paragraph in measured.paragraphs}
    more = []
    for paragraph in _in_margins(measured):
        if id(paragraph) not in seen:
            seen.add(id(paragraph))
            more.append(paragraph)
    return (*measured.paragraphs, *more)


def _in_margins(measured: Measured) -> Iterator[Paragraph]:
    for section in measured.sections:
        for kinds in (section.headers, section.footers):
            for paragraphs in kinds.values():
                yield from paragraphs


def place_of_table(paper: Paper, table: Table) -> tuple[str, tuple[Paragraph, ...]]:
    """What people call a table that bears no number: by its first row, with the first cell that says something.

    Tables are not counted: those that only lay out head and signature count too, and captions count otherwise.
    """
    cells = [(one.cell.row, one) for one in paper.measured.paragraphs if one.cell and one.cell.table == table.index]
    said = [(row, one) for row, one in cells if one.text]
    if not said:
        return "Bảng không có chữ", ()
    top, first = said[0]
    return f"Bảng có hàng đầu {quoted(', '.join(one.text for row, one in said if row == top))}", (first,)


def spans_of(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Paragraph, Span]]:
    """Every span that puts letters on the paper, with its paragraph."""
    for paragraph in paragraphs:
        for span in paragraph.shown:
            yield paragraph, span


class Gathered:
    """Paragraphs by what they share, in the order found, each paragraph once."""

    def __init__(self) -> None:
        self._groups: dict[str, dict[int, Paragraph]] = {}

    def add(self, key: str, paragraph: Paragraph) -> None:
        """Puts a paragraph under a key."""
        self._groups.setdefault(key, {})[id(paragraph)] = paragraph

    def items(self) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
        """Every key with its paragraphs."""
        for key, group in self._groups.items():
            yield key, tuple(group.values())


def shown(paragraphs: Sequence[Paragraph]) -> str:
    """The first paragraph's text and how many more there are: "“Điều 1…” và 3 đoạn khác"."""
    others = len(paragraphs) - 1
    return quoted(paragraphs[0].text) + (f" và {others} đoạn khác" if others else "")


def place(paragraph: Paragraph) -> str:
    """Where a paragraph stands, for people."""
    names = {"than": "Nội dung", "dau_trang": "Đầu trang", "chan_trang": "Chân trang", "chu_thich": "Chú thích"}
    return names[paragraph.area] + (f", trang {paragraph.page}" if paragraph.page else "")


def parts_of(paper: Paper, names: Iterable[str]) -> frozenset[int]:
    """The identities of the paragraphs of components, to leave them out."""
    return frozenset(id(paragraph) for part in paper.get(*names) for paragraph in part.paragraphs)


def surely_two_pages(paper: Paper) -> bool:
    """Whether a paper certainly has two pages or more; false where it may."""
    if paper.measured.pages:
        return len(paper.measured.pages) > 1
    running = [paragraph for paragraph in paper.measured.paragraphs if paragraph.area == "than" and paragraph.text]
    if any(paragraph.page_break_before for paragraph in running[1:]):
        return True
    filled = {paragraph.section for paragraph in running}
    if any(section.new_page for section in paper.measured.sections[1:] if section.index in filled):
        return True
    return sum(len(paragraph.text) for paragraph in running) > SURELY_TWO_PAGES


def without_quotes(text: str) -> str:
    """A text of the same length with blanks where another's words are quoted."""
    if "“" not in text and '"' not in text:
        return text
    return _QUOTED.sub(_blanked, text)


def _blanked(found: re.Match[str]) -> str:
    if found["open"] is None:
        return " " * len(found[0])
    return _STRAIGHT.sub(lambda inner: " " * len(inner[0]), found[0])
