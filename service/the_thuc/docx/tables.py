"""Lays out tables: where each cell and its text stand on the sheet, and what of a table holds together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.the_thuc.docx.layers import Border, read_border
from service.the_thuc.docx.shapes import Edges, aligned
from service.the_thuc.docx.styles import Styles
from service.the_thuc.docx.values import TWIPS_PER_MM, Element, W, children, is_on, mm, number, val, whole

# The room at either side in cells of a table that says nothing of it: Word's own 0.19 cm.
_CELL_ROOM_MM = 108 / TWIPS_PER_MM
# Widths in percent are counted in fiftieths, or written with a sign.
_WHOLE_FIFTIETHS = 5000.0
_WHOLE_PERCENT = 100.0
_MOST_SPAN = 1000
_SIDES = {"top": "top", "left": "left", "start": "left", "bottom": "bottom", "right": "right", "end": "right",
          "insideH": "insideH", "insideV": "insideV"}  # fmt: skip
_PLACES = {"center": "center", "right": "right", "end": "right"}

Borders = Mapping[str, Border]
NO_BORDERS: Borders = {}


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell: its bounds, those of its text, its own borders. `continued`: it belongs to the cell above it."""

    element: Element
    outer: Edges
    text: Edges
    borders: Borders
    continued: bool


@dataclass(frozen=True)
class TablePlan:
    """A table as laid out; `borders` are those of the table as a whole."""

    style: str
    edges: Edges
    rows: tuple[tuple[CellPlan, ...], ...]
    borders: Borders
    header_rows: int
    rows_kept: bool


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a `w:tc` says; lengths are millimetres."""

    element: Element
    span: int
    width: float | None
    room: Mapping[str, float]
    borders: Borders
    continued: bool


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Cell, ...]
    before: int
    is_head: bool
    is_kept: bool


def read_table(table: Element, column: Edges, styles: Styles, *, edge_at_text: bool) -> TablePlan:
    """Lays out a `w:tbl` in a column; `edge_at_text` as older Word did: the first cell's text at the indent."""
    own = table.find(f"{W}tblPr")
    style = val(_find(own, "tblStyle"))
    chain = [part.find(f"{W}tblPr") for part in styles.table_chain(style)]
    sources = [one for one in (*chain, own) if one is not None]
    room = {"left": _CELL_ROOM_MM, "right": _CELL_ROOM_MM}
    borders: dict[str, Border] = {}
    for source in sources:
        room |= _room(source.find(f"{W}tblCellMar"))
        borders |= read_borders(source.find(f"{W}tblBorders"))
    rows = [_row(row) for row in children(table) if row.tag == f"{W}tr"]
    grid = _grid(table, own, column, rows)
    widths = [_widths(row, grid) for row in rows]
    starts = [sum(grid[: row.before]) for row in rows]
    width = max((start + sum(cells) for start, cells in zip(starts, widths, strict=True)), default=0.0)
    left = _left(own, sources, column, width, room["left"] if edge_at_text else 0.0)
    heads = [row.is_head for row in rows]
    return TablePlan(
        style=style,
        edges=Edges(left, left + width),
        rows=tuple(
            tuple(_place(row, left + start, cells, room))
            for row, start, cells in zip(rows, starts, widths, strict=True)
        ),
        borders=borders,
        header_rows=heads.index(False) if False in heads else len(heads),
        rows_kept=bool(rows) and all(row.is_kept for row in rows),
    )


def read_borders(element: Element | None) -> Borders:
    """The borders in a `w:tblBorders` or `w:tcBorders`, by side."""
    if element is None:
        return NO_BORDERS
    found = ((_SIDES.get(str(side.tag).removeprefix(W)), read_border(side)) for side in element)
    return {name: border for name, border in found if name is not None and border is not None}


def _find(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(f"{W}{name}")


def _row(row: Element) -> _Row:
    said = row.find(f"{W}trPr")
    return _Row(
        cells=tuple(_cell(cell) for cell in children(row) if cell.tag == f"{W}tc"),
        before=min(max(whole(val(_find(said, "gridBefore"))) or 0, 0), _MOST_SPAN),
        is_head=is_on(_find(said, "tblHeader")),
        is_kept=is_on(_find(said, "cantSplit")),
    )


def _cell(cell: Element) -> _Cell:
    said = cell.find(f"{W}tcPr")
    by_tag = {} if said is None else {child.tag: child for child in said}
    width, merged = by_tag.get(f"{W}tcW"), by_tag.get(f"{W}vMerge")
    has_length = width is not None and width.get(f"{W}type", "dxa") == "dxa"
    return _Cell(
        element=cell,
        span=min(max(whole(val(by_tag.get(f"{W}gridSpan"))) or 1, 1), _MOST_SPAN),
        width=(mm(width.get(f"{W}w")) or None) if width is not None and has_length else None,
        room=_room(by_tag.get(f"{W}tcMar")),
        borders=read_borders(by_tag.get(f"{W}tcBorders")),
        continued=merged is not None and val(merged) != "restart",
    )


def _room(margins: Element | None) -> Mapping[str, float]:
    """The room at the sides that a `w:tblCellMar` or `w:tcMar` asks for."""
    if margins is None:
        return {}
    found = {}
    for side in margins:
        name, length = _SIDES.get(str(side.tag).removeprefix(W)), mm(side.get(f"{W}w"))
        if name in ("left", "right") and length is not None:
            found[name] = length
    return found


def _grid(table: Element, own: Element | None, column: Edges, rows: Sequence[_Row]) -> list[float]:
    """The widths of the grid's columns; shared out evenly where the file leaves them to the program."""
    grid = [mm(one.get(f"{W}w")) or 0.0 for one in table.findall(f"{W}tblGrid/{W}gridCol")]
    if sum(grid) > 0:
        return grid
    count = max((row.before + sum(cell.span for cell in row.cells) for row in rows), default=0) or 1
    return [_table_width(_find(own, "tblW"), column) / count] * count


def _table_width(said: Element | None, column: Edges) -> float:
    text, kind = ("", "auto") if said is None else (said.get(f"{W}w", ""), said.get(f"{W}type", "dxa"))
    if text.endswith("%") or kind == "pct":
        parts = _WHOLE_PERCENT if text.endswith("%") else _WHOLE_FIFTIETHS
        share = number(text.removesuffix("%"))
        return column.width * share / parts if share else column.width
    return (mm(text) if kind == "dxa" else None) or column.width


def _widths(row: _Row, grid: Sequence[float]) -> list[float]:
    """The widths of a row's cells: their own as in Word, where all have one, else those of the grid."""
    own = [cell.width for cell in row.cells]
    if all(own):
        return [width or 0.0 for width in own]
    widths, at = [], row.before
    for cell in row.cells:
        widths.append(sum(grid[at : at + cell.span]) or cell.width or 0.0)
        at += cell.span
    return widths


def _left(own: Element | None, sources: Sequence[Element], column: Edges, width: float, shift: float) -> float:
    """The left edge of a table: floating, aligned, or so far from the column's edge."""
    floating = _find(own, "tblpPr")
    if floating is not None and (place := _PLACES.get(floating.get(f"{W}tblpXSpec", ""))):
        return aligned(column, place, width)
    places = [one.find(f"{W}jc") for one in sources]
    place = _PLACES.get(next((val(one) for one in reversed(places) if one is not None), ""))
    if place is not None:
        return aligned(column, place, width)
    indents = [one.find(f"{W}tblInd") for one in sources]
    indent = next((one for one in reversed(indents) if one is not None), None)
    return column.left - shift + ((mm(indent.get(f"{W}w")) or 0.0) if indent is not None else 0.0)


def _place(row: _Row, left: float, widths: Sequence[float], room: Mapping[str, float]) -> Iterator[CellPlan]:
    for cell, width in zip(row.cells, widths, strict=True):
        outer = Edges(left, left + width)
        sides = {**room, **cell.room} if cell.room else room
        yield CellPlan(cell.element, outer, outer.inner(sides["left"], sides["right"]), cell.borders, cell.continued)
        left += width
