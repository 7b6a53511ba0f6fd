r"""Tables in outline text: rows between pipes, `|---|` after the header rows, `\|` for a pipe inside a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from service.text.blocks import MAX_COLUMNS, MAX_HEADER_ROWS
from service.text.cells import Rows, bad_merge, cell_spans

_PIPE = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"-{3,}|:-+:?|-+:")
_ESCAPED_DASHES = re.compile(r"\\+(?:-{3,}|:-+:?|-+:)")
_UNIT = re.compile(r"\(?(?:Đơn vị tính|Đơn vị|ĐVT)\b ?:? ?\S.{0,100}")
_CAPTION = re.compile(r"(?:Bảng|BẢNG|Biểu|BIỂU)(?:(?: số| SỐ)? [\dIVXLC][\dIVXLC.]{0,7}[.:]?(?: .{1,400})?|: .{1,400})")


@dataclass(frozen=True)
class TableText:
    """Rows made into a table, and what had to be mended on the way."""

    rows: Rows
    header: int
    uneven: bool
    merges_dropped: bool
    header_too_tall: bool


def read_row(text: str) -> tuple[str, ...] | None:
    """The cells of a line `| a | b |` as they stand, None when it is no such line or has more than a table may."""
    if len(text) < 2 or text[0] != "|" or text[-1] != "|" or text[-2] == "\\":
        return None
    if text.count("|") > 4 * MAX_COLUMNS:
        return None
    cells = tuple(cell.strip() for cell in _PIPE.split(text)[1:-1])
    return cells if len(cells) <= MAX_COLUMNS else None


def write_row(cells: Sequence[str]) -> str:
    """The line of a row."""
    return "| " + " | ".join(_write_cell(cell) for cell in cells) + " |"


def write_separator(columns: int) -> str:
    """The line after the header rows."""
    return "|" + "---|" * columns


def is_separator(cells: Sequence[str]) -> bool:
    """Whether a row is a line of dashes."""
    return all(_DASHES.fullmatch(cell) for cell in cells)


def is_unit(text: str) -> bool:
    """Whether a line reads like the unit line of a table: `Đơn vị tính: triệu đồng`."""
    return _UNIT.fullmatch(text) is not None


def is_caption(text: str) -> bool:
    """Whether a line reads like the name of a table: `Bảng 1. Tiến độ`, `Biểu số 2`, `Bảng: Tiến độ`."""
    return _CAPTION.fullmatch(text) is not None


def begins_table(
    above: Sequence[tuple[str, ...]],
    cells: tuple[str, ...],
    below: Iterable[tuple[str, ...]],
    *,
    spaced: bool,
) -> bool:
    """Whether a row after a blank line begins a table of its own.

    It does when a line of dashes ends its header, the rows directly below being looked at; and, unless blank lines
    stand between the rows anyway (`spaced`), when the table above has other numbers of cells.
    """
    if not above or "^" in cells:
        return False
    if is_separator(cells):
        return not spaced and any(is_separator(row) for row in above[: MAX_HEADER_ROWS + 1])
    for row in islice(below, MAX_HEADER_ROWS):
        if is_separator(row):
            return True
    return not spaced and len(cells) not in {len(above[0]), len(above[-1])}


def is_second_separator(above: Sequence[tuple[str, ...]], cells: tuple[str, ...]) -> bool:
    """Whether a row is a line of dashes in a table whose header another one ended."""
    return is_separator(cells) and any(is_separator(row) for row in above[: MAX_HEADER_ROWS + 1])


def may_split(above: Sequence[tuple[str, ...]]) -> bool:
    """Whether the row above a second line of dashes may head a new table, and the table above it keep rows.

    Where the first table would be left with its header alone, the dashes are lines drawn between rows.
    """
    *before, header = above
    return not is_separator(header) and "^" not in header and bool(before) and not is_separator(before[-1])


def read_table(lines: Sequence[tuple[str, ...]]) -> TableText:
    """A table from its rows as typed.

    The first row of dashes ends the header; without one the first row is the header, with the rows its merged cells
    reach into. Short rows get empty cells; merge signs that make no rectangle are kept as the characters they are.
    """
    edge = next((number for number, cells in enumerate(lines) if is_separator(cells)), None)
    too_tall = edge is not None and edge > MAX_HEADER_ROWS
    if too_tall or len(lines) == 1:
        edge = None
    rows = [tuple(_read_cell(cell) for cell in cells) for number, cells in enumerate(lines) if number != edge]
    width = max(len(row) for row in rows)
    uneven = any(len(row) != width for row in rows)
    table: Rows = tuple((*row, *("",) * (width - len(row))) for row in rows)
    header = edge if edge is not None else _natural_header(table)
    merges_dropped = bad_merge(table, header) is not None
    if merges_dropped:
        table = tuple(tuple("\\" + cell if cell in {"<", "^"} else cell for cell in row) for row in table)
        header = edge if edge is not None else 1
    return TableText(table, header, uneven, merges_dropped, too_tall)


def _natural_header(rows: Rows) -> int:
    """One row and the rows that cells merged with it reach into; none if that is the whole table."""
    if bad_merge(rows, 0) is not None:
        return 1
    reach = [0] * len(rows)
    for (row, _), (height, _) in cell_spans(rows).items():
        reach[row] = max(reach[row], row + height)
    header, row = reach[0], 0
    while row < header:
        header, row = max(header, reach[row]), row + 1
    if header == len(rows) > 1:
        return 0
    return min(header, 1) if header > MAX_HEADER_ROWS else header


def _read_cell(cell: str) -> str:
    if _ESCAPED_DASHES.fullmatch(cell):
        return cell[1:]
    return cell.replace("\\|", "|")


def _write_cell(cell: str) -> str:
    if _DASHES.fullmatch(cell) or _ESCAPED_DASHES.fullmatch(cell):
        return "\\" + cell
    return cell.replace("|", "\\|")
