"""Finds tables and frames among the drawn lines of a page, and the cell a place lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from service.the_thuc.pdf.drawing import Segment

# Lines meet where they come this near to each other.
MEETING_MM = 1.0
# Lines of a table nearer than this are drawn as one edge.
SAME_EDGE_MM = 0.6
# What is lower or narrower is a mark, not a frame.
LEAST_MM = 3.0
# A border around most of the page frames no text.
PAGE_BORDER = 0.8
# Beyond so many pairs of lines a page is a drawing.
MAX_PAIRS = 400_000


class GridCell(NamedTuple):
    """A cell of a drawn table by its edges: `row` and `column` count from 0, `columns` are the cells of its row."""

    row: int
    column: int
    columns: int
    left: float
    right: float
    top: float
    bottom: float


@dataclass
class Grid:
    """Lines that hang together: a table, or a frame where they enclose one cell."""

    rows: list[float]
    columns: list[float]
    level: dict[int, list[Segment]]
    upright: dict[int, list[Segment]]
    color: str
    _known: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    @property
    def is_frame(self) -> bool:
        """Whether it is one cell."""
        return len(self.rows) == 2 and len(self.columns) == 2

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom, in the middle of the lines."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies within."""
        return self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]

    def cell_at(self, x: float, y: float) -> GridCell:
        """The cell a place within lies in; drawn lines part cells, where none is drawn cells are one."""
        across = min(max(bisect_right(self.columns, x) - 1, 0), len(self.columns) - 2)
        down = min(max(bisect_right(self.rows, y) - 1, 0), len(self.rows) - 2)
        if (across, down) not in self._known:
            self._known[across, down] = self._cell(across, down)
        return self._known[across, down]

    def _cell(self, across: int, down: int) -> GridCell:
        x = (self.columns[across] + self.columns[across + 1]) / 2
        top = next((row for row in range(down, -1, -1) if self._is_drawn(self.level, row, x)), 0)
        bottom = next((row for row in range(down + 1, len(self.rows)) if self._is_drawn(self.level, row, x)), -1)
        # The columns of a cell that spans rows are those of its first row.
        first = (self.rows[top] + self.rows[top + 1]) / 2
        edges = [edge for edge in range(len(self.columns)) if self._is_drawn(self.upright, edge, first)]
        left = max((edge for edge in edges if edge <= across), default=0)
        right = min((edge for edge in edges if edge > across), default=len(self.columns) - 1)
        return GridCell(
            row=top,
            column=sum(edge < left for edge in edges),
            columns=max(len(edges) - 1, 1),
            left=self.columns[left],
            right=self.columns[right],
            top=self.rows[top],
            bottom=self.rows[bottom],
        )

    @staticmethod
    def _is_drawn(lines: dict[int, list[Segment]], edge: int, at: float) -> bool:
        return any(line.start - MEETING_MM <= at <= line.end + MEETING_MM for line in lines[edge])


def find_grids(segments: list[Segment], page_width_mm: float, page_height_mm: float) -> list[Grid]:
    """The tables and frames that joined segments draw, from top to bottom."""
    level = [segment for segment in segments if segment.level]
    upright = [segment for segment in segments if not segment.level]
    if len(level) * len(upright) > MAX_PAIRS:
        return []
    grids = []
    for rows, columns in _hanging_together(level, upright):
        row_edges, column_edges = _edges(rows), _edges(columns)
        if len(row_edges) < 2 or len(column_edges) < 2:
            continue
        width, height = column_edges[-1] - column_edges[0], row_edges[-1] - row_edges[0]
        is_border = width > page_width_mm * PAGE_BORDER and height > page_height_mm * PAGE_BORDER
        if min(width, height) < LEAST_MM or (is_border and len(row_edges) == len(column_edges) == 2):
            continue
        grids.append(
            Grid(row_edges, column_edges, _by_edge(rows, row_edges), _by_edge(columns, column_edges), rows[0].color)
        )
    return sorted(grids, key=lambda grid: grid.rows[0])


def _hanging_together(level: list[Segment], upright: list[Segment]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """Level and upright lines that meet, directly or by others."""
    group_of = list(range(len(level) + len(upright)))

    def root(member: int) -> int:
        while group_of[member] != member:
            group_of[member] = group_of[group_of[member]]
            member = group_of[member]
        return member

    for u, line in enumerate(upright, start=len(level)):
        top, bottom = line.start - MEETING_MM, line.end + MEETING_MM
        for n, other in enumerate(level):
            if top <= other.at <= bottom and other.start - MEETING_MM <= line.at <= other.end + MEETING_MM:
                group_of[root(n)] = root(u)
    groups: defaultdict[int, tuple[list[Segment], list[Segment]]] = defaultdict(lambda: ([], []))
    for member in range(len(group_of)):
        if member < len(level):
            groups[root(member)][0].append(level[member])
        else:
            groups[root(member)][1].append(upright[member - len(level)])
    yield from groups.values()


def _edges(lines: Iterable[Segment]) -> list[float]:
    edges: list[float] = []
    for at in sorted(line.at for line in lines):
        if not edges or at - edges[-1] > SAME_EDGE_MM:
            edges.append(at)
    return edges


def _by_edge(lines: Iterable[Segment], edges: list[float]) -> dict[int, list[Segment]]:
    found: dict[int, list[Segment]] = {edge: [] for edge in range(len(edges))}
    for line in lines:
        found[max(bisect_right(edges, line.at) - 1, 0)].append(line)
    return found
