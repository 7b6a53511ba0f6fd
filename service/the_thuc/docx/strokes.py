"""Gives drawn lines and frames to the paragraphs they belong to: borders, shapes, lines of layout tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.text.metrics import SINGLE_LINE
from service.the_thuc.docx.layers import Border
from service.the_thuc.docx.shapes import DrawnLine, Edges
from service.the_thuc.docx.story import Found, Noted, TableLine
from service.the_thuc.docx.values import POINTS_PER_MM
from service.the_thuc.model import Frame, Paragraph, Stroke

# How far back (paragraphs) a line looks for the text it stands under; farther than this it is under none.
_REACH = 60
_DEFAULT_SIZE_PT = 10.0


class Ruler:
    """Finds for each line of one story its paragraph; `finish` gives the paragraphs with what was found."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._noted: Sequence[Noted] = found.noted
        self._under: dict[int, list[Stroke]] = {}
        self._frames: dict[int, Frame] = {}

    def finish(self) -> tuple[Paragraph, ...]:
        """The paragraphs in their order, lines and frames given out."""
        for at, frame in self._found.boxed:
            if self._has_text(at):
                self._frames[at] = frame
        for at, noted in enumerate(self._noted):
            layer = noted.layer
            if layer.top is not None or layer.bottom is not None:
                self._border(at)
        for at, line in self._found.drawn:
            self._drawn(at, line)
        for table_line in self._found.table_lines:
            self._table_line(table_line)
        return tuple(self._finished(at, noted.paragraph) for at, noted in enumerate(self._noted))

    def _finished(self, at: int, paragraph: Paragraph) -> Paragraph:
        if at not in self._under and at not in self._frames:
            return paragraph
        return replace(paragraph, under=tuple(self._under.get(at, ())), frame=self._frames.get(at))

    def _give(self, at: int, stroke: Stroke) -> None:
        self._under.setdefault(at, []).append(stroke)

    def _has_text(self, at: int) -> bool:
        return bool(self._noted[at].paragraph.shown)

    # ---- borders -------------------------------------------------------------------------------------------

    def _border(self, at: int) -> None:
        noted = self._noted[at]
        layer, has_text = noted.layer, self._has_text(at)
        top, bottom = _seen(layer.top), _seen(layer.bottom)
        sides = _seen(layer.left_border), _seen(layer.right_border)
        joins_above, joins_below = self._joins(at, at - 1), self._joins(at, at + 1)
        if top and bottom and all(sides):
            if has_text:
                self._frames[at] = _frame(noted, top, joined=joins_above or joins_below)
            return
        # Word draws the borders of like neighbours once, around all of them.
        if top and not joins_above:
            above, same = self._above(at, _edges(noted.paragraph), step=1)
            self._give(above, _stroke(noted.paragraph, top, sure=same and not has_text))
        if bottom and not joins_below:
            if has_text:
                self._give(at, _stroke(noted.paragraph, bottom, sure=True))
            else:
                above, same = self._above(at, _edges(noted.paragraph), step=1)
                self._give(above, _stroke(noted.paragraph, bottom, sure=same))

    def _joins(self, at: int, other: int) -> bool:
        """Whether two neighbours have one border around both of them."""
        if not 0 <= other < len(self._noted):
            return False
        one, two = self._noted[at], self._noted[other]
        return (
            one.container == two.container
            and _borders(one) == _borders(two)
            and _edges(one.paragraph) == _edges(two.paragraph)
        )

    def _above(self, at: int, edges: Edges, *, step: int = 0) -> tuple[int, bool]:
        """The nearest paragraph with text, from `step` above on, and whether it is in the same cell, box or area.

        Without any in reach the paragraph itself keeps what is looked for.
        """
        container = self._noted[at].container
        elsewhere: int | None = None
        for other in range(at - step, max(at - _REACH, -1), -1):
            noted = self._noted[other]
            if not self._has_text(other):
                continue
            if noted.container == container:
                return other, True
            if elsewhere is None and not noted.paragraph.in_box and _overlap(_edges(noted.paragraph), edges):
                elsewhere = other
        return (at, True) if elsewhere is None else (elsewhere, False)

    # ---- shapes --------------------------------------------------------------------------------------------

    def _drawn(self, at: int, line: DrawnLine) -> None:
        has_text = self._has_text(at)
        left = line.left_mm
        edges = _edges(self._noted[at].paragraph) if left is None else Edges(left, left + line.length_mm)
        if line.y_pt is not None:
            target = self._beside(at, line.y_pt)
            chosen, same = self._above(target, edges)
            nearest = at if has_text else self._above(at, edges)[0]
            over = chosen == self._cell_above(at)
            self._give(chosen, line.stroke(sure=same and (chosen == nearest or over)))
        else:
            chosen, same = self._above(at, edges)
            self._give(chosen, line.stroke(sure=same and line.inline and not has_text))

    def _beside(self, at: int, y_pt: float) -> int:
        """The paragraph of the same container that a height below the top of another belongs to.

        A line belongs to the text it stands under, up to half way into the next line.
        """
        before = self._neighbour(at, -1)
        while before is not None and y_pt <= self._pitch_pt(at) / 2:
            y_pt += self._height_pt(before)
            at, before = before, self._neighbour(before, -1)
        if before is None and y_pt <= self._pitch_pt(at) / 2 and (upper := self._cell_above(at)) is not None:
            return upper
        after = self._neighbour(at, 1)
        while after is not None and y_pt > self._height_pt(at) + self._pitch_pt(after) / 2:
            y_pt -= self._height_pt(at)
            at, after = after, self._neighbour(after, 1)
        return at

    def _neighbour(self, at: int, step: int) -> int | None:
        """The next paragraph of the same container, up or down."""
        container = self._noted[at].container
        for other in range(at + step, at + step * _REACH, step):
            if not 0 <= other < len(self._noted):
                return None
            if self._noted[other].container == container:
                return other
        return None

    def _cell_above(self, at: int) -> int | None:
        """The last paragraph with text of the cell above, in the same column of a layout table."""
        cell = self._noted[at].paragraph.cell
        if cell is None or cell.framed:
            return None
        for other in range(at - 1, max(at - _REACH, -1), -1):
            there = self._noted[other].paragraph.cell
            if there is None or there.table != cell.table:
                return None
            same = (there.row, there.column, there.columns) == (cell.row - 1, cell.column, cell.columns)
            if same and self._has_text(other):
                return other
        return None

    def _pitch_pt(self, at: int) -> float:
        """About the height of one line of a paragraph."""
        noted = self._noted[at]
        shown = noted.paragraph.shown
        size = (shown[0].letters.size_pt if shown else noted.mark_pt) or _DEFAULT_SIZE_PT
        spacing = noted.paragraph.spacing
        if spacing is None or spacing.kind == "boi_so":
            return size * SINGLE_LINE * (1.0 if spacing is None else spacing.value)
        return spacing.value if spacing.kind == "chinh_xac" else max(spacing.value, size * SINGLE_LINE)

    def _height_pt(self, at: int) -> float:
        """About the height of a paragraph with its gaps."""
        paragraph = self._noted[at].paragraph
        lines = max(1, len(paragraph.widths_mm))
        return (paragraph.before_pt or 0.0) + (paragraph.after_pt or 0.0) + lines * self._pitch_pt(at)

    # ---- lines of layout tables ----------------------------------------------------------------------------

    def _table_line(self, told: TableLine) -> None:
        line = told.line
        stroke = Stroke(
            line.edges.width,
            line.edges.left,
            line.border.thick_pt,
            line.border.solid,
            line.border.color,
        )
        at = next(self._texts_above(told), None)
        if at is not None:
            self._give(at, stroke)
        elif told.first > 0:
            above, _ = self._above(told.first - 1, line.edges)
            self._give(above, replace(stroke, sure=self._noted[above].container == told.container))

    def _texts_above(self, told: TableLine) -> Iterator[int]:
        """Texts of the table above a line, nearest first; a row more than one above only if the one between is bare."""
        centre = (told.line.edges.left + told.line.edges.right) / 2
        found = [
            (cell.row, at)
            for at in range(told.first, told.end)
            if (cell := self._noted[at].paragraph.cell) is not None
            and cell.table == told.table
            and cell.row < told.line.rows_above
            and self._has_text(at)
            and self._noted[at].paragraph.left_mm <= centre <= self._noted[at].paragraph.right_mm
        ]
        yield from (at for _, at in sorted(found, reverse=True))


def _seen(border: Border | None) -> Border | None:
    return border if border is not None and border.visible else None


def _borders(noted: Noted) -> tuple[Border | None, ...]:
    layer = noted.layer
    return layer.top, layer.left_border, layer.bottom, layer.right_border


def _edges(paragraph: Paragraph) -> Edges:
    return Edges(paragraph.left_mm, paragraph.right_mm)


def _overlap(one: Edges, other: Edges) -> bool:
    return one.left < other.right and other.left < one.right


def _stroke(paragraph: Paragraph, border: Border, *, sure: bool) -> Stroke:
    width = max(paragraph.right_mm - paragraph.left_mm, 0.0)
    return Stroke(width, paragraph.left_mm, border.thick_pt, border.solid, border.color, sure=sure)


def _frame(noted: Noted, border: Border, *, joined: bool) -> Frame:
    """The frame from middle to middle of its lines; its height is known of lines set exactly."""
    paragraph, layer = noted.paragraph, noted.layer

    def outward(*sides: Border | None) -> float:
        # Each line stands outside the text: its distance, and half its own width to the middle.
        return sum(side.space_pt + side.thick_pt / 2 for side in sides if side is not None) / POINTS_PER_MM

    height = None
    if paragraph.spacing is not None and paragraph.spacing.kind == "chinh_xac" and not joined:
        lines = max(1, len(paragraph.widths_mm))
        height = lines * paragraph.spacing.value / POINTS_PER_MM + outward(layer.top, layer.bottom)
    width = paragraph.right_mm - paragraph.left_mm + outward(layer.left_border, layer.right_border)
    return Frame(width, height, border.color)
