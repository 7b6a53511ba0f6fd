"""Orders the running text of a page: across the page, in columns that stand side by side, in cells of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Literal, NamedTuple

from service.text.metrics import SINGLE_LINE
from service.the_thuc.pdf.document import MM_PER_PT
from service.the_thuc.pdf.grids import Grid, GridCell
from service.the_thuc.pdf.lines import COLUMN_GAP_MM, TextLine

FlowKind = Literal["body", "column", "cell", "frame", "head", "note", "foot"]

# Edges that lie this near are one edge, and so many lines make one.
EDGE_MM = 0.6
EDGE_LINES = 3
# A full line of justified text ends this near to the edge.
FULL_EDGE_MM = 1.2
# Two lines stand side by side when their baselines differ by less, in parts of the size.
SAME_ROW = 0.45
# A line below two columns belongs to one of them when it has its middle or its left edge, this near.
IN_COLUMN_MM = 3.0
SAME_LEFT_MM = 1.0
# A left column goes on over a gap of at most so many lines; a right one down to the signer's name.
LINES_APART = 3.0
# One row of two pieces, no wider apart and alone, is a line with a tab.
TAB_MM = 20.0
# Cells keep letters off their lines by about this.
CELL_PADDING_MM = 2.0


class Room(NamedTuple):
    """The edges between which a text runs."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left


@dataclass
class Flow:
    """Lines that are read one after the other in one room."""

    kind: FlowKind
    room: Room
    lines: list[TextLine]
    grid: int | None = None
    cell: GridCell | None = None


def text_room(lines: Iterable[TextLine]) -> Room | None:
    """The edges of the running text, as most lines keep them; None where too few lines tell.

    The right edge is told by lines that are carried on at the left edge: others may end at one place by chance, as
    two even lines of a subject and a third line do.
    """
    free = sorted((line for line in lines if line.grid is None), key=attrgetter("baseline", "left"))
    left = _edge([line.left for line in free], first=True)
    if left is None:
        return None
    carried = [line.right for line, below in pairwise(free) if abs(below.left - left) < EDGE_MM]
    right = _edge(carried, first=False)
    return Room(left, right) if right is not None and left < right else None


def widest_room(lines: Iterable[TextLine], grids: Iterable[Grid]) -> Room:
    """From the leftmost to the rightmost edge of anything."""
    spans = [(line.left, line.right) for line in lines] + [(g.bounds[0], g.bounds[2]) for g in grids]
    return Room(min((left for left, _ in spans), default=0.0), max((right for _, right in spans), default=0.0))


def _edge(values: list[float], *, first: bool) -> float | None:
    """The outermost edge that several lines share."""
    cluster: list[float] = []
    for value in sorted(values, reverse=not first):
        if cluster and abs(value - cluster[0]) > EDGE_MM:
            if len(cluster) >= EDGE_LINES:
                return median(cluster)
            cluster = []
        cluster.append(value)
    return median(cluster) if len(cluster) >= EDGE_LINES else None


def order_page(lines: list[TextLine], grids: list[Grid], room: Room) -> list[Flow]:
    """The flows of the running text in reading order: of columns side by side the left one first."""
    page = _Page(room)
    tables = sorted({line.grid for line in lines if line.grid is not None}, key=lambda number: grids[number].rows[0])
    for row in _rows(line for line in lines if line.grid is None):
        while tables and grids[tables[0]].rows[0] < row[0].baseline:
            page.take_grid(tables[0], grids[tables[0]], lines)
            tables.pop(0)
        page.take_row(row)
    for number in tables:
        page.take_grid(number, grids[number], lines)
    return page.finish()


def _rows(lines: Iterable[TextLine]) -> Iterator[list[TextLine]]:
    """Lines side by side, from left to right."""
    row: list[TextLine] = []
    for line in sorted(lines, key=attrgetter("baseline")):
        near = row and line.baseline - row[0].baseline < SAME_ROW * line.size_pt * MM_PER_PT
        if near and all(line.left > other.right or line.right < other.left for other in row):
            row.append(line)
            continue
        if row:
            yield sorted(row, key=attrgetter("left"))
        row = [line]
    if row:
        yield sorted(row, key=attrgetter("left"))


@dataclass
class _Column:
    lines: list[TextLine] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    def is_like(self, line: TextLine, other: TextLine) -> bool:
        """Whether a line stands as another of this column does."""
        if line.block is not None and line.block == other.block:
            return True
        return abs(line.centre - other.centre) < IN_COLUMN_MM or abs(line.left - other.left) < IN_COLUMN_MM


class _Page:
    """Takes rows and tables from top to bottom and makes flows of them."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._flows: list[Flow] = []
        self._body: list[TextLine] = []
        self._columns: list[_Column] = []
        self._rows_taken = 0

    def take_grid(self, number: int, grid: Grid, lines: list[TextLine]) -> None:
        self._close()
        self._flush()
        cells: defaultdict[GridCell, list[TextLine]] = defaultdict(list)
        for line in lines:
            if line.grid == number and line.cell:
                cells[line.cell].append(line)
        for cell in sorted(cells):
            room = Room(cell.left + CELL_PADDING_MM, cell.right - CELL_PADDING_MM)
            self._flows.append(Flow("frame" if grid.is_frame else "cell", room, cells[cell], number, cell))

    def take_row(self, row: list[TextLine]) -> None:
        if self._columns and self._goes_on(row):
            return
        self._close()
        if len(row) == 1:
            self._body.append(row[0])
            return
        self._columns = [_Column([line]) for line in row]
        self._rows_taken = 1
        self._draw_from_above()

    def finish(self) -> list[Flow]:
        self._close()
        self._flush()
        return self._flows

    def _goes_on(self, row: list[TextLine]) -> bool:
        """Puts a row into the columns if it belongs there."""
        homes = [self._home(line) for line in row]
        if any(home is None for home in homes) and (len(row) == 1 or any(self._bridges(line) for line in row)):
            return False
        if len(row) == 1 and homes[0] is not None and not self._belongs(row[0], homes[0]):
            return False
        for line, home in zip(row, homes, strict=True):
            if home is None:
                self._columns.append(_Column([line]))
            else:
                self._columns[home].lines.append(line)
        self._columns.sort(key=attrgetter("left"))
        self._rows_taken += 1
        return True

    def _overlapped(self, line: TextLine) -> list[int]:
        return [n for n, column in enumerate(self._columns) if line.left < column.right and line.right > column.left]

    def _home(self, line: TextLine) -> int | None:
        """The column a line stands in: one, or the first of several if it begins there and leaves the last one free."""
        overlapped = self._overlapped(line)
        if not overlapped:
            return None
        first = overlapped[0]
        if len(overlapped) == 1:
            return first
        is_long = overlapped[-1] < len(self._columns) - 1 and abs(line.left - self._columns[first].left) < SAME_LEFT_MM
        return first if is_long else None

    def _bridges(self, line: TextLine) -> bool:
        return len(self._overlapped(line)) > 1

    def _belongs(self, line: TextLine, home: int) -> bool:
        column = self._columns[home]
        last = column.lines[-1]
        if not column.is_like(line, last):
            return False
        return home > 0 or line.baseline - last.baseline < LINES_APART * SINGLE_LINE * line.size_pt * MM_PER_PT

    def _draw_from_above(self) -> None:
        """Lines of a column above the first row that has two: a column may begin higher than the other."""
        at_top = not self._flows and all(self._home(line) == 0 for line in self._body)
        while self._body:
            line = self._body[-1]
            home = self._home(line)
            if home is None or (home == 0 and not at_top):
                return
            first = self._columns[home].lines[0]
            near = first.baseline - line.baseline < LINES_APART * SINGLE_LINE * line.size_pt * MM_PER_PT
            if not near or not self._columns[home].is_like(line, first):
                return
            self._columns[home].lines.insert(0, self._body.pop())

    def _close(self) -> None:
        """Ends columns side by side, if any are open."""
        columns, self._columns = self._columns, []
        if not columns:
            return
        if self._rows_taken == 1 and all(len(column.lines) == 1 for column in columns):
            lines = [column.lines[0] for column in columns]
            gaps = [after.left - before.right for before, after in pairwise(lines)]
            if max(gaps) < TAB_MM and len({line.block for line in lines}) == 1:
                pieces = tuple(piece for line in lines for piece in line.pieces)
                self._body.append(replace(lines[0], pieces=pieces, right=lines[-1].right, raised=frozenset()))
                return
        self._flush()
        for number, column in enumerate(columns):
            left = self._room.left if number == 0 else columns[number - 1].right + COLUMN_GAP_MM / 2
            right = self._room.right if number == len(columns) - 1 else columns[number + 1].left - COLUMN_GAP_MM / 2
            self._flows.append(Flow("column", Room(left, max(right, column.right)), column.lines))

    def _flush(self) -> None:
        if self._body:
            self._flows.append(Flow("body", self._room, self._body))
            self._body = []
