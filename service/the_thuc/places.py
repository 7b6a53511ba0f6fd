"""Where on the pages the places of findings are; paragraphs of a DOCX are found in its PDF by their text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from service.the_thuc.model import Area, Box, Line, Measured, Paragraph
from service.the_thuc.run import Marked

_FLOWS: tuple[Area, ...] = ("than", "chu_thich")
# So many letters are enough to know a text by, wherever the line that ends it goes on.
_TELLING = 8
# Lines are looked up by their first letters, up to so many.
_HEAD = 3


def find_places(marked: Iterable[Marked], measured: Measured, shown: Measured) -> Iterator[tuple[Box, ...]]:
    """For each marked finding its boxes, one a paragraph and page; none where nothing of the page is meant or found.

    Args:
        marked: findings.
        measured: what they were found in.
        shown: the pages as measured: the same for a PDF, the PDF made of it for a DOCX.
    """
    finder = None if measured is shown else _Finder(measured, shown)
    for one in marked:
        boxes = list(one.boxes)
        for paragraph in one.paragraphs:
            boxes += _around(paragraph.lines if finder is None else finder.lines_of(paragraph))
        yield tuple(dict.fromkeys(boxes))


def _around(lines: Iterable[Line]) -> Iterator[Box]:
    """A box around the lines of each page."""
    by_page: dict[int, list[Box]] = defaultdict(list)
    for line in lines:
        by_page[line.box.page].append(line.box)
    for page, boxes in by_page.items():
        yield Box(
            page,
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )


class _Finder:
    """The lines that a DOCX's paragraphs became."""

    def __init__(self, docx: Measured, pdf: Measured) -> None:
        self._pdf = pdf
        self._whole = {(one.area, one.index): one.text for one in docx.paragraphs}
        self._lines: dict[tuple[Area, int], Sequence[Line]] = {}
        for area in _FLOWS:
            flow = _Flow([line for paragraph in pdf.in_area(area) for line in paragraph.lines])
            for paragraph in docx.in_area(area):
                self._lines[area, paragraph.index] = flow.take(paragraph)

    def lines_of(self, paragraph: Paragraph) -> Sequence[Line]:
        """The lines of a paragraph, or of the part of one that a check took it for."""
        if paragraph.area not in _FLOWS:
            return self._in_margin(paragraph)
        name = (paragraph.area, paragraph.index)
        lines = self._lines.get(name, ())
        if paragraph.text == self._whole.get(name):
            return lines
        part = _solid(paragraph.text)
        meant = [line for line in lines if (text := _solid(_text(line))) in part or part in text]
        return meant or lines

    def _in_margin(self, paragraph: Paragraph) -> Sequence[Line]:
        """Headers and footers stand on many pages: the first that says the same, else the first."""
        there = [one for one in self._pdf.in_area(paragraph.area) if one.lines]
        same = (one for one in there if one.text == paragraph.text)
        found = next(same, there[0] if there else None)
        return () if found is None else found.lines


class _Flow:
    """Lines in reading order, handed out to paragraphs: to each those that say its text, nearest to the last ones."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._exact = _Letters(lines, _solid)
        # Signs of a font of symbols come out otherwise, marks that stand apart from their letters may get lost.
        self._loose = _Letters(lines, _words)
        self._used: set[int] = set()
        self._near = 0

    def take(self, paragraph: Paragraph) -> Sequence[Line]:
        """The lines of a paragraph; those of its pieces where it stands in columns; none where no lines say it."""
        whole = self._take(paragraph.text)
        return whole or [line for piece in _pieces(paragraph) for line in self._take(piece)]

    def _take(self, text: str) -> Sequence[Line]:
        for letters in (self._exact, self._loose):
            found = letters.find(text, self._near, self._used)
            if found is not None:
                self._used.update(found)
                self._near = found.stop
                return self._lines[found.start : found.stop]
        return ()


class _Letters:
    """The letters of all lines in a row, and where each line begins."""

    def __init__(self, lines: Sequence[Line], reduce: Callable[[str], str]) -> None:
        self._reduce = reduce
        self._starts: list[int] = []
        self._heads: dict[str, list[int]] = defaultdict(list)
        texts = [reduce(_text(line)) for line in lines]
        place = 0
        for text in texts:
            self._starts.append(place)
            place += len(text)
        self._all = "".join(texts)
        for number, start in enumerate(self._starts):
            for length in range(1, _HEAD + 1):
                self._heads[self._all[start : start + length]].append(number)

    def find(self, text: str, near: int, used: set[int]) -> range | None:
        """The numbers of the lines that say a text, the nearest to line `near` that nobody has; None without any."""
        wanted = self._reduce(text)
        candidates = self._heads.get(wanted[:_HEAD], []) if wanted else []
        middle = bisect_left(candidates, near)
        after = next((found for one in candidates[middle:] if (found := self._said(wanted, one, used))), None)
        reach = len(self._starts) if after is None else after.start - near
        for one in reversed(candidates[:middle]):
            if near - one >= reach:
                break
            if found := self._said(wanted, one, used):
                return found
        return after

    def _said(self, wanted: str, number: int, used: set[int]) -> range | None:
        start = self._starts[number]
        if number in used or not self._all.startswith(wanted, start):
            return None
        end = start + len(wanted)
        stop = bisect_left(self._starts, end, lo=number)
        ends_line = end == (self._starts[stop] if stop < len(self._starts) else len(self._all))
        return range(number, stop) if ends_line or len(wanted) >= _TELLING else None


def _pieces(paragraph: Paragraph) -> Iterator[str]:
    """What tabs part, and the number that the program set before it."""
    spans = (span for span in paragraph.spans if not (span.hidden or span.note))
    parted = "".join(f"{span.text}\t" if span.automatic else span.text for span in spans)
    yield from (piece for piece in parted.split("\t") if piece.strip())


def _text(line: Line) -> str:
    return "".join(span.text for span in line.spans if not span.note)


def _solid(text: str) -> str:
    """Every sign but white space and what has no width."""
    return "".join(
        char for char in unicodedata.normalize("NFC", text) if not char.isspace() and unicodedata.category(char) != "Cf"
    )


def _words(text: str) -> str:
    """Letters and digits alone, without the marks above and below them."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if char.isalnum())
