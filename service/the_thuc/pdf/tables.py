"""Numbers the drawn tables of a document: one that goes on over a page's end stays one, with its head told once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from service.the_thuc.model import Cell
from service.the_thuc.pdf.grids import Grid
from service.the_thuc.pdf.paragraphs import Draft

# Edges of tables on two pages that are one table agree this well.
SAME_TABLE_MM = 0.5


@dataclass
class _Table:
    number: int
    grid: Grid
    page: int
    rows: int
    head: dict[int, list[str]] = field(default_factory=dict)


class Tables:
    """Gives paragraphs their cells; used page by page, from the first."""

    def __init__(self) -> None:
        self._count = 0
        self._last: _Table | None = None

    def place(self, page: int, position: int, grid: Grid, drafts: list[Draft]) -> list[tuple[Draft, Cell]]:
        """The paragraphs of a table in their cells, `position` counts the page's tables.

        Rows at the top of a page that repeat those the table began with are its head set again, and left out.
        """
        texts = _texts_by_row(drafts)
        known = self._last
        if known and position == 0 and known.page == page - 1 and _same_columns(known.grid, grid):
            repeated = 0
            while texts.get(repeated) and texts.get(repeated) == known.head.get(repeated):
                repeated += 1
            if repeated == len(texts):
                repeated = 0
        else:
            known, repeated = _Table(self._count, grid, page, 0, texts), 0
            self._count += 1
        offset = known.rows - repeated
        self._last = _Table(known.number, grid, page, offset + len(grid.rows) - 1, known.head)
        return [
            (draft, Cell(known.number, cell.row + offset, cell.column, cell.columns, framed=True))
            for draft in drafts
            if (cell := draft.flow.cell) and cell.row >= repeated
        ]


def _texts_by_row(drafts: list[Draft]) -> dict[int, list[str]]:
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for draft in drafts:
        if draft.flow.cell:
            texts[draft.flow.cell.row] += [line.text for line in draft.lines]
    return dict(texts)


def _same_columns(one: Grid, other: Grid) -> bool:
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) < SAME_TABLE_MM for a, b in zip(one.columns, other.columns, strict=True)
    )
