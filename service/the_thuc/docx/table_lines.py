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

    Upright lines alone are a bracket or part two columns of a layout.
    """
    has_upright = _has_upright(table)
    if has_upright and next(_level_lines(table), None) is not None:
        return True, ()
    lines = [] if has_upright else list(_level_lines(table))
    if len({line.rows_above for line in lines}) > _MOST_LAYOUT_LINES:
        return True, ()
    return False, tuple(_joined(lines))


def _has_upright(table: TablePlan) -> bool:
    return any(
        _shows(table, cell, side, outer)
        for row in table.rows
        for at, cell in enumerate(row)
        for side, outer in (("left", at == 0), ("right", at == len(row) - 1))
    )


def _shows(table: TablePlan, cell: CellPlan, side: str, outer: bool) -> Border | None:
    """The border at one side of a cell if it can be seen: its own, else the table's for that place."""
    inside = "insideV" if side in ("left", "right") else "insideH"
    border = cell.borders.get(side) or table.borders.get(side if outer else inside)
    return border if border is not None and border.visible else None


def _level_lines(table: TablePlan) -> Iterator[CellLine]:
    last = len(table.rows) - 1
    for at, row in enumerate(table.rows):
        for cell in row:
            for side, outer, rows_above in (("top", at == 0, at), ("bottom", at == last, at + 1)):
                border = _shows(table, cell, side, outer)
                if border is not None:
                    yield CellLine(rows_above, cell.outer, border)


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
