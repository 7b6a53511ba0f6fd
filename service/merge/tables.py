"""Tables of a body: merged cells, repeated header rows, column widths that fit their content."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from service.merge.look import Look
from service.merge.ooxml import Element, cell, paragraph, row, table, w
from service.merge.styles import style_id
from service.text.blocks import Table
from service.text.inline import Run, parse_inline, plain_text
from service.text.metrics import font_style, width_mm, wrap_lines

RunBuilder = Callable[[Run], list[Element]]

LEFT, ABOVE = "<", "^"
_NUMBER = re.compile(r"^[+-]?\d[\d.,%\s]*$")
# A column whose longest entry is no longer than this is set in the middle (TT, ĐVT, marks).
SHORT_ENTRY = 6


@dataclass(frozen=True)
class Cell:
    """One printed cell: text, how many columns and rows it covers."""

    text: str
    columns: int
    rows: int


@dataclass(frozen=True)
class TablePage:
    """The room on a page in millimetres, and how many last rows stay on the page of what follows the table."""

    width_mm: float
    height_mm: float
    keep_rows: int = 0


def build_table(block: Table, look: Look, page: TablePage, make_run: RunBuilder) -> list[Element]:
    """Caption, unit line and the table itself, as wide as the text.

    A row moves whole to the next page, unless it and the repeated header are higher than a page.
    """
    elements = []
    if block.ten:
        elements.append(_text_paragraph("ten_bang", block.ten, make_run))
    if block.don_vi:
        elements.append(_text_paragraph("don_vi_bang", block.don_vi, make_run))
    rule = look.rule_set.bang
    widths = column_widths(block, look, page.width_mm)
    aligned = _alignments(block)
    rows = []
    laid = grid(block)
    heights = [_row_height_mm(cells, widths, look) for cells in laid]
    room = page.height_mm - sum(heights[: block.so_dong_tieu_de])
    kept_from = len(laid) - page.keep_rows
    for cells, height, index in zip(laid, heights, range(len(laid)), strict=True):
        is_header = index < block.so_dong_tieu_de
        built, column = [], 0
        for entry in cells:
            align = "center" if is_header else aligned[column]
            # A row that is one merged cell behind its number names what follows.
            keep = index >= kept_from or (not is_header and _names_a_group(cells, block))
            built.append(_cell(entry, widths, column, align, make_run, bold=is_header, keep_next=keep))
            column += entry.columns
        rows.append(row(*built, cant_split=height <= room, header=is_header))
    padding = (rule.dem_o_mm, rule.dem_tren_duoi_mm)
    title = plain_text(block.ten or "Bảng")
    elements.append(table(widths, *rows, name=title, border_pt=rule.ke_pt, padding_mm=padding))
    return elements


def _names_a_group(cells: Sequence[Cell], block: Table) -> bool:
    columns = len(block.hang[0])
    return columns > 1 and cells[-1].columns >= max(2, columns - 1) and cells[-1].rows == 1


def _row_height_mm(cells: Sequence[Cell], widths: Sequence[float], look: Look) -> float:
    """Height of a row: that of its fullest cell. Cells over several rows are left out, they have the room of all."""
    rule = look.rule_set.bang
    size, style = look.size_pt("bang"), font_style(bold=True, italic=False)
    lines, column = 1, 0
    for entry in cells:
        if entry.rows == 1:
            room = sum(widths[column : column + entry.columns]) - 2 * rule.dem_o_mm
            lines = max(lines, len(wrap_lines(plain_text(entry.text), size, style, room)))
        column += entry.columns
    return lines * look.line_height_mm("bang") + 2 * rule.dem_tren_duoi_mm


def grid(block: Table) -> list[list[Cell]]:
    """The cells of each row with their spans; a cell covered from above has `rows` 0."""
    rows: list[list[Cell]] = []
    for r, texts in enumerate(block.hang):
        cells: list[Cell] = []
        c = 0
        while c < len(texts):
            columns = _span_columns(block.hang, r, c)
            if texts[c] == ABOVE:
                cells.append(Cell("", columns, 0))
            else:
                cells.append(Cell(_unescape(texts[c]), columns, _span_rows(block.hang, r, c)))
            c += columns
        rows.append(cells)
    return rows


def column_widths(block: Table, look: Look, available_mm: float) -> list[float]:
    """Widths in millimetres that sum to the available width: no column narrower than its longest word if it fits.

    Short entries such as names stay on one line where there is room; what is left goes to the long ones so that they
    need about the same number of lines.
    """
    count = len(block.hang[0])
    padding = 2 * look.rule_set.bang.dem_o_mm + CELL_SLACK_MM
    least, wished = [MIN_COLUMN_MM] * count, [MIN_COLUMN_MM] * count
    for r, texts in enumerate(block.hang):
        for c, text in enumerate(texts):
            if text in (LEFT, ABOVE) or _span_columns(block.hang, r, c) > 1:
                continue
            style = font_style(bold=r < block.so_dong_tieu_de, italic=False)
            size = look.size_pt("bang")
            printed = plain_text(_unescape(text))
            longest = max((width_mm(word, size, style) for word in printed.split()), default=0.0)
            whole = width_mm(printed, size, style)
            least[c] = max(least[c], longest + padding)
            wished[c] = max(wished[c], min(whole, available_mm) + padding)
    if sum(least) >= available_mm:
        return [width * available_mm / sum(least) for width in least]
    wished = _between(least, wished)
    if sum(wished) <= available_mm:
        # Everything fits on one line: the rest goes to the columns in proportion to their content.
        return [wish * available_mm / sum(wished) for wish in wished]
    tried = []
    for line_mm in SHORT_LINES_MM:
        short = [max(low, min(wish, line_mm)) for low, wish in zip(least, wished, strict=True)]
        if sum(short) < available_mm:
            widths = _fit(available_mm, partial(_shared, short, wished, available_mm))
            lines = max(wish / width for wish, width in zip(wished, widths, strict=True))
            tried.append((max(lines, FEW_LINES), -line_mm, widths))
    if tried:
        return min(tried)[2]
    # Too many columns even for that: each gets up to one common width.
    return _fit(available_mm, lambda share: _between(least, [min(wish, share) for wish in wished]))


def _shared(short: Sequence[float], wished: Sequence[float], available_mm: float, share: float) -> list[float]:
    return _between(short, [wish * share / available_mm for wish in wished])


def _between(least: Sequence[float], wished: Sequence[float]) -> list[float]:
    return [max(pair) for pair in zip(least, wished, strict=True)]


def _fit(available_mm: float, widths_of: Callable[[float], list[float]]) -> list[float]:
    """The widest columns that fit, of widths that grow with a share between nothing and the available width."""
    low, high = 0.0, available_mm
    for _ in range(HALVINGS):
        share = (low + high) / 2
        if sum(widths_of(share)) > available_mm:
            high = share
        else:
            low = share
    widths = widths_of(low)
    return [width * available_mm / sum(widths) for width in widths]


def _span_columns(rows: Sequence[Sequence[str]], r: int, c: int) -> int:
    texts = rows[r]
    end = c + 1
    if texts[c] == ABOVE:
        # A covered cell is as wide as the cell it belongs to.
        top = r
        while rows[top][c] == ABOVE:
            top -= 1
        while end < len(texts) and rows[top][end] == LEFT:
            end += 1
        return end - c
    while end < len(texts) and texts[end] == LEFT:
        end += 1
    return end - c


def _span_rows(rows: Sequence[Sequence[str]], r: int, c: int) -> int:
    end = r + 1
    while end < len(rows) and rows[end][c] == ABOVE:
        end += 1
    return end - r


def _cell(
    entry: Cell,
    widths: Sequence[float],
    column: int,
    align: str,
    make_run: RunBuilder,
    *,
    bold: bool,
    keep_next: bool,
) -> Element:
    properties = []
    if entry.columns > 1:
        properties.append(w("gridSpan", val=str(entry.columns)))
    if entry.rows != 1:
        properties.append(w("vMerge") if entry.rows == 0 else w("vMerge", val="restart"))
    properties.append(w("vAlign", val="center"))
    runs: list[Element] = []
    for run in parse_inline(entry.text):
        runs += make_run(Run(run.text, True, run.italic, run.footnote) if bold else run)
    layout = [*([w("keepNext")] if keep_next else []), *([w("jc", val=align)] if align != "left" else [])]
    content = paragraph(style_id("bang"), *runs, properties=layout)
    return cell(sum(widths[column : column + entry.columns]), content, properties=properties)


def _alignments(block: Table) -> list[str]:
    """Numbers right, short entries in the middle, text left; judged over the rows below the header."""
    body = block.hang[block.so_dong_tieu_de :]
    aligned = []
    for column in range(len(block.hang[0])):
        entries = [plain_text(texts[column]) for texts in body if texts[column] not in ("", LEFT, ABOVE)]
        if entries and all(len(entry) <= SHORT_ENTRY for entry in entries):
            aligned.append("center")
        elif entries and all(_NUMBER.match(entry) for entry in entries):
            aligned.append("right")
        else:
            aligned.append("left")
    return aligned


def _text_paragraph(component: str, text: str, make_run: RunBuilder) -> Element:
    return paragraph(style_id(component), *(element for run in parse_inline(text) for element in make_run(run)))


def _unescape(text: str) -> str:
    return text[1:] if text in (f"\\{LEFT}", f"\\{ABOVE}") else text


MIN_COLUMN_MM = 8.0
# What an entry may be long and still keep to one line: a name with its form of address at 12 pt, and less where long
# entries would need more than a few lines otherwise.
SHORT_LINES_MM = (46.0, 36.0, 28.0, 20.0)
FEW_LINES = 3.0
# Enough to find a width of a page to less than a thousandth of a millimetre.
HALVINGS = 24
# Renderers round widths; without a little room a word that just fits is parted.
CELL_SLACK_MM = 0.6
