"""Puts pieces of text together to lines: one baseline, one column, raised marks of footnotes within their line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest
from operator import attrgetter

from service.the_thuc.model import Box, Letters, Line, Span
from service.the_thuc.pdf.grids import Grid, GridCell
from service.the_thuc.pdf.objects import Piece

# Pieces on one line have one baseline; makers of files round it.
SAME_BASELINE_MM = 0.25
# Two pieces further apart than this stand in different columns (the head and the signature); a word's gap in
# justified text is narrower, unless all gaps of the line are wide.
COLUMN_GAP_MM = 6.0
# Where tags say that two pieces are of different paragraphs, a gap of a word's width parts them.
TAGGED_GAP_MM = 1.5
# A gap so wide within one tagged paragraph is a tab's, unless the words beside it say that something is left open.
TAB_GAP_MM = 8.0
LEFT_OPEN = re.compile(r"(?:số:?|ngày|tháng|năm|[…._])$", re.IGNORECASE)
GOES_ON = re.compile(r"[/.…_,;:-]|tháng|năm", re.IGNORECASE)
# How many times wider than the other gaps of the line a gap is that parts columns.
WIDER_THAN_WORDS = 2.0
# From this part of the size on, a gap without any blank in the file is one to the reader.
BLANK = 0.16
# A raised mark: so much smaller, and so much above the baseline, in parts of the line's size.
RAISED_SIZE, RAISED_LEAST, RAISED_MOST = 0.86, 0.12, 0.75
MM_PER_PT = 25.4 / 72


@dataclass(frozen=True)
class TextLine:
    """A line of text within one column, not yet a `Line`: its pieces from left to right.

    `right` ends where the last letter's room ends, `raised` numbers the pieces that stand above the baseline.
    """

    page: int
    pieces: tuple[Piece, ...]
    right: float
    raised: frozenset[int] = frozenset()
    grid: int | None = None
    cell: GridCell | None = None

    @property
    def left(self) -> float:
        """Where its first letter's room begins."""
        return self.pieces[0].left

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2

    @cached_property
    def baseline(self) -> float:
        """Of its letters that are not raised."""
        return next((p.baseline for n, p in enumerate(self.pieces) if n not in self.raised), self.pieces[0].baseline)

    @cached_property
    def size_pt(self) -> float:
        """The size most of its letters have."""
        weights: defaultdict[float, int] = defaultdict(int)
        for piece in self.pieces:
            weights[piece.letters.size_pt] += len(piece.text)
        return max(weights, key=lambda size: (weights[size], size))

    @cached_property
    def looks(self) -> frozenset[tuple[float, bool, bool]]:
        """Size, weight and slant of its letters, raised marks left out."""
        return frozenset(
            (p.letters.size_pt, p.letters.bold, p.letters.italic)
            for n, p in enumerate(self.pieces)
            if n not in self.raised
        )

    @cached_property
    def text(self) -> str:
        """What it says, raised marks too."""
        return "".join(self._words())

    @property
    def block(self) -> int | None:
        """The paragraph that tags put it in."""
        return next((piece.tag.block for piece in self.pieces if piece.tag), None)

    @property
    def blank_after(self) -> bool:
        """Whether the file has white space at its end."""
        return self.pieces[-1].blank_after

    @property
    def top(self) -> float:
        """Where its ink begins."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Where its ink ends."""
        return max(piece.bottom for piece in self.pieces)

    def _words(self) -> Iterator[str]:
        """The text of each piece with the blank that follows it."""
        for piece, following in zip_longest(self.pieces, self.pieces[1:]):
            yield f"{piece.text} " if following and has_blank(piece, following) else piece.text

    def as_line(self, *, notes: bool) -> Line:
        """The line of the model; `notes`: raised marks point to footnotes, else they are but small."""
        looks: list[tuple[Letters, bool, list[str]]] = []
        for number, (piece, words) in enumerate(zip(self.pieces, self._words(), strict=True)):
            note = notes and number in self.raised
            if looks and looks[-1][0] == piece.letters and looks[-1][1] == note:
                looks[-1][2].append(words)
            else:
                looks.append((piece.letters, note, [words]))
        spans = tuple(Span("".join(words), letters, note=note) for letters, note, words in looks)
        box = Box(self.page, self.left, self.top, self.right, self.bottom)
        return Line(spans, box, self.baseline)


def has_blank(before: Piece, after: Piece) -> bool:
    """Whether a reader sees a blank between two neighbours."""
    # Where the height changes PDFium supplies blanks that are none.
    is_level = abs(before.baseline - after.baseline) <= SAME_BASELINE_MM
    if is_level and (before.blank_after or after.blank_before):
        return True
    size = min(before.letters.size_pt, after.letters.size_pt)
    return after.left - before.right > BLANK * size * MM_PER_PT


def form_lines(
    page: int, pieces: list[Piece], grids: list[Grid], right_edge: Callable[[Piece], float]
) -> list[TextLine]:
    """The lines of a page by baseline and place."""
    places: defaultdict[tuple[int, GridCell] | None, list[Piece]] = defaultdict(list)
    for piece in pieces:
        places[_place(piece, grids)].append(piece)
    lines = []
    for place, members in places.items():
        for together in _on_one_height(members):
            for column in _columns(together):
                kept = tuple(piece for piece, _ in column)
                raised = frozenset(number for number, (_, is_raised) in enumerate(column) if is_raised)
                right = max(right_edge(kept[-1]), max(piece.right for piece in kept))
                grid, cell = place or (None, None)
                lines.append(TextLine(page, kept, right, raised, grid, cell))
    return sorted(lines, key=attrgetter("baseline", "left"))


def _place(piece: Piece, grids: list[Grid]) -> tuple[int, GridCell] | None:
    x, y = (piece.left + piece.right) / 2, piece.baseline - piece.letters.size_pt * MM_PER_PT / 4
    for number, grid in enumerate(grids):
        if grid.holds(x, y):
            return number, grid.cell_at(x, y)
    return None


def _on_one_height(pieces: list[Piece]) -> Iterator[list[tuple[Piece, bool]]]:
    """Pieces of one baseline from left to right, each with whether it is raised above it."""
    heights: list[list[Piece]] = []
    for piece in sorted(pieces, key=attrgetter("baseline")):
        if heights and piece.baseline - heights[-1][0].baseline <= SAME_BASELINE_MM:
            heights[-1].append(piece)
        else:
            heights.append([piece])
    raised: defaultdict[int, list[Piece]] = defaultdict(list)
    for number, height in enumerate(heights):
        home = _line_of_marks(heights, number)
        if home is not None:
            raised[home] += height
            height.clear()
    for number, height in enumerate(heights):
        if height:
            marked = [(piece, False) for piece in height] + [(piece, True) for piece in raised[number]]
            yield sorted(marked, key=lambda item: item[0].left)


def _line_of_marks(heights: list[list[Piece]], number: int) -> int | None:
    """The height a few small pieces belong to as raised marks: one a little below, each next to larger letters."""
    marks = heights[number]
    if not marks:
        return None
    for below in range(number + 1, len(heights)):
        line = heights[below]
        size = max(piece.letters.size_pt for piece in line)
        rise = (line[0].baseline - marks[0].baseline) / MM_PER_PT
        if rise > RAISED_MOST * size:
            return None
        if rise >= RAISED_LEAST * size and all(
            mark.letters.size_pt <= RAISED_SIZE * size and any(_touch(mark, piece) for piece in line) for mark in marks
        ):
            return below
    return None


def _touch(mark: Piece, piece: Piece) -> bool:
    near = piece.letters.size_pt * MM_PER_PT / 2
    return -near < mark.left - piece.right < near or -near < piece.left - mark.right < near


def _columns(pieces: list[tuple[Piece, bool]]) -> Iterator[list[tuple[Piece, bool]]]:
    """Pieces of one height parted where a gap is wide; the same letters drawn twice, for weight, count once."""
    kept: list[tuple[Piece, bool]] = []
    for item in pieces:
        if not (kept and _is_shadow(item[0], kept[-1][0])):
            kept.append(item)
    gaps = [after[0].left - before[0].right for before, after in pairwise(kept)]
    words = sorted(gap for gap in gaps if gap > 0.8)
    usual = words[len(words) // 2] if len(words) > 2 else 0.0
    column = kept[:1]
    for (before, _), item, gap in zip(kept, kept[1:], gaps, strict=False):
        if _parts(before, item[0], gap, usual):
            yield column
            column = []
        column.append(item)
    yield column


def _parts(before: Piece, after: Piece, gap: float, usual: float) -> bool:
    if before.tag and after.tag and before.tag.block != after.tag.block:
        return gap > TAGGED_GAP_MM
    if before.tag and after.tag:
        # Within one paragraph only a tab is so wide, or room left to fill in.
        filled_in = LEFT_OPEN.search(before.text.rstrip()) or GOES_ON.match(after.text.lstrip())
        return gap > TAB_GAP_MM and gap > usual * WIDER_THAN_WORDS and not filled_in
    return gap > COLUMN_GAP_MM and gap > usual * WIDER_THAN_WORDS


def _is_shadow(piece: Piece, before: Piece) -> bool:
    return piece.text == before.text and piece.left - before.left < 0.3
