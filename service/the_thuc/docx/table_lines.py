"""Tells a table that draws lines from a mere layout, and finds the single lines that a layout draws under texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from service.the_thuc.docx.layers import Border
from service.the_thuc.docx.shapes import Edges
from service.the_thuc.docx.tables import CellPlan, TablePlan

# Level lines at no more heights than this and none upright: a layout with lines under its texts.
_MOST_LAYOUT_LINES = 2
# Pieces of a line whose ends are so near (mm) are one.
_TOUCHING_MM = 0.3


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line in a layout table, with so many rows above it."""

    rows_above: int
    edges: Edges
    border: Border


def read_lines(table: TablePlan) -> tuple[bool, tuple[CellLine, ...]]:
    """Whether a table draws lines as tables do; if not, the single lines it draws all the same.

    Few cells with upright lines are a bracket or a box in a layout; upright lines alone part its columns.
    """
    boxed = bare = 0
    lines: list[CellLine] = []
    has_level = False
    for at, row in enumerate(table.rows):
        for cell, first, last in _with_ends(row):
            level = _level_lines(table, cell, at)
            has_level = has_level or any(border for _, border in level)
            if _shows(table, cell, "left", first) or _shows(table, cell, "right", last):
                boxed += 1
            else:
                bare += 1
                lines += [CellLine(above, cell.outer, border) for above, border in level if border is not None]
    heights = {line.rows_above for line in lines}
    if (has_level and boxed and boxed >= bare) or len(heights) > _MOST_LAYOUT_LINES:
        return True, ()
    return False, tuple(_joined(lines))


def _with_ends(row: Sequence[CellPlan]) -> Iterator[tuple[CellPlan, bool, bool]]:
    """The cells of a row with whether each is the first and the last."""
    last = len(row) - 1
    return ((cell, at == 0, at == last) for at, cell in enumerate(row))


def _shows(table: TablePlan, cell: CellPlan, side: str, outer: bool) -> Border | None:
    """The border at one side of a cell if it can be seen: its own, else the table's for that place."""
    inside = "insideV" if side in ("left", "right") else "insideH"
    border = cell.borders.get(side) or table.borders.get(side if outer else inside)
    return border if border is not None and border.visible else None


def _level_lines(table: TablePlan, cell: CellPlan, row: int) -> tuple[tuple[int, Border | None], ...]:
    """How many rows are above the two lines above and below a cell, and the lines as far as they are seen."""
    above = _shows(table, cell, "top", row == 0)
    below = _shows(table, cell, "bottom", row == len(table.rows) - 1)
    return (row, above), (row + 1, below)


def _joined(lines: Sequence[CellLine]) -> Iterable[CellLine]:
    """Lines of neighbouring cells as one, and the two that neighbours above each other share."""
    joined: list[CellLine] = []
    for line in sorted(lines, key=lambda one: (one.rows_above, one.edges.left)):
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.rows_above == line.rows_above
            and line.edges.left <= before.edges.right + _TOUCHING_MM
        ):
            right = max(before.edges.right, line.edges.right)
            joined[-1] = replace(before, edges=Edges(before.edges.left, right))
        else:
            joined.append(line)
    return joined
