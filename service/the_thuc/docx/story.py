"""Walks one story (body, header, note) and notes each paragraph with what its lines and boxes are told from later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.the_thuc.docx.bounds import Bounds
from service.the_thuc.docx.drawingml import read_drawing
from service.the_thuc.docx.inline import Content, Inline, merge_alike
from service.the_thuc.docx.layers import AUTOSPACING_PT, NO_RUN, FrameLayer, ParaLayer, read_para_layer, read_run_layer
from service.the_thuc.docx.sections import SectionPlan
from service.the_thuc.docx.shapes import DrawnLine, Edges, Ground, TextBox
from service.the_thuc.docx.styles import ParaLook, Styles
from service.the_thuc.docx.table_lines import CellLine, read_lines
from service.the_thuc.docx.tables import CellPlan, TablePlan, read_table
from service.the_thuc.docx.values import POINTS_PER_MM, Element, W, children
from service.the_thuc.docx.vml import read_vml
from service.the_thuc.model import Align, Area, Cell, Frame, Paragraph, Spacing, Span, Table

SINGLE = Spacing("boi_so", 1.0)
_FRAME_PLACES: Mapping[str, Align] = {"center": "giua", "right": "phai", "outside": "phai"}
_FRAME_ANCHORS = {"text": "column"}
# What makes a cell that only continues the one above it worth reading.
_CONTENT = tuple(f"{W}{name}" for name in ("t", "drawing", "pict", "object", "sym"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where paragraphs stand: `edges` None is the column of the section. `container` tells cells and boxes apart."""

    container: int = 0
    edges: Edges | None = None
    cell: Cell | None = None
    table_style: str = ""
    in_box: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A paragraph with its container, its properties, and the size of its mark, which is its height when empty."""

    paragraph: Paragraph
    container: int
    layer: ParaLayer
    mark_pt: float


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a layout table: the table, the container it stands in, its first paragraph and the one behind it."""

    table: int
    container: int
    first: int
    end: int
    line: CellLine


@dataclass
class Found:
    """What a story holds. `drawn`: lines with their anchor's place, `boxed`: places of what a frame surrounds."""

    noted: list[Noted] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    drawn: list[tuple[int, DrawnLine]] = field(default_factory=list)
    table_lines: list[TableLine] = field(default_factory=list)
    boxed: list[tuple[int, Frame]] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """What every story of a DOCX is read with. `edge_at_text`: tables are set as Word before 2013 set them.

    `bounds` counts over all of them.
    """

    styles: Styles
    sections: Sequence[SectionPlan]
    numbers: Mapping[Element, int]
    edge_at_text: bool
    bounds: Bounds = field(default_factory=Bounds)


class Story:
    """Reads one story; `found` is filled as it goes, paragraphs numbered from `first`."""

    def __init__(self, source: Source, root: Element, area: Area, *, section: int = 0, first: int = 0) -> None:
        self._source = source
        self._styles = source.styles
        self._area: Area = area
        self._first = first
        self.section = section
        self.inline = Inline(source.styles, root)
        self.found = Found()
        # The section in which each note is pointed at, by kind: it gives the note its column.
        self.note_sections: dict[str, list[int]] = {kind: [] for kind in self.inline.notes}
        self._column = 0
        self._containers = 0
        self._break_due = False

    def read(self, container: Element, place: Place | None = None) -> None:
        """Reads the paragraphs and tables of a body, cell, box, header or note."""
        at = place or Place()
        for child in children(container):
            if child.tag == f"{W}p":
                self._paragraph(child, at)
            elif child.tag == f"{W}tbl":
                self._table(child, at)

    # ---- tables --------------------------------------------------------------------------------------------

    def _table(self, element: Element, place: Place) -> None:
        plan = read_table(
            element, place.edges or self._column_edges(), self._styles, edge_at_text=self._source.edge_at_text
        )
        framed, lines = read_lines(plan)
        index, first = len(self.found.tables), len(self.found.noted)
        self.found.tables.append(self._record(index, plan, framed))
        for row_index, row in enumerate(plan.rows):
            for at, cell in enumerate(row):
                if not cell.continued or next(cell.element.iter(*_CONTENT), None) is not None:
                    self._cell(cell, Cell(index, row_index, at, len(row), framed), plan.style, place)
        end = len(self.found.noted)
        self.found.table_lines += [TableLine(index, place.container, first, end, line) for line in lines]

    def _record(self, index: int, plan: TablePlan, framed: bool) -> Table:
        return Table(
            index=index,
            section=self.section,
            framed=framed,
            left_mm=plan.edges.left,
            width_mm=plan.edges.width,
            rows=len(plan.rows),
            header_rows=plan.header_rows,
            rows_kept=plan.rows_kept,
        )

    def _cell(self, plan: CellPlan, cell: Cell, style: str, place: Place) -> None:
        # A table that names no style has the default one, which the empty name would leave out.
        named = style or self._styles.default_table
        self.read(plan.element, Place(self._new_container(), plan.text, cell, named, place.in_box))

    def _new_container(self) -> int:
        self._containers += 1
        return self._containers

    # ---- paragraphs ----------------------------------------------------------------------------------------

    def _plan(self) -> SectionPlan:
        return self._source.sections[min(self.section, len(self._source.sections) - 1)]

    def _column_edges(self) -> Edges:
        columns = self._plan().columns
        return columns[self._column % len(columns)]

    def _paragraph(self, element: Element, place: Place) -> None:
        properties = element.find(f"{W}pPr")
        look = self._styles.paragraph(read_para_layer(properties), place.table_style)
        content = self.inline.read(element, look)
        for kind, notes in self.inline.notes.items():
            self.note_sections[kind] += [self.section] * (len(notes) - len(self.note_sections[kind]))
        self._column += content.columns_first
        noted = self._note(element, properties, look, content, place)
        self._column += content.columns - content.columns_first
        self._break_due = content.break_last
        at = len(self.found.noted)
        self.found.noted.append(noted)
        self._read_drawings(at, content, place)
        if place.container == 0 and properties is not None and properties.find(f"{W}sectPr") is not None:
            self.section += 1
            self._column = 0
            self._break_due = False

    def _note(
        self, element: Element, properties: Element | None, look: ParaLook, content: Content, place: Place
    ) -> Noted:
        layer = look.layer
        edges, align = place.edges or self._column_edges(), layer.align or "trai"
        if layer.frame is not None:
            edges, align = self._framed(layer.frame, edges, align)
        spans = merge_alike(content.spans)
        mark_pt = 0.0
        if look.number is not None or not content.texts:
            mark = NO_RUN if properties is None else read_run_layer(properties.find(f"{W}rPr"), self._styles.theme)
            mark_pt = self._styles.run(mark, look).ascii.size_pt
            if look.number is not None:
                level = self._styles.numbering.level(look.number, look.level)
                label = self._styles.numbering.label(look.number, look.level)
                if label and level is not None:
                    shown = self._styles.number(level, mark, look)
                    text = label.upper() if shown.upper else label
                    spans = (Span(text, shown.ascii, automatic=True, hidden=shown.hidden), *spans)
        self._source.bounds.take(sum(len(span.text) for span in spans))
        paragraph = Paragraph(
            index=self._first + len(self.found.noted),
            spans=spans,
            area=self._area,
            section=self.section,
            cell=place.cell,
            in_box=place.in_box or layer.frame is not None,
            align=align,
            left_mm=edges.left + (layer.left or 0.0) / POINTS_PER_MM,
            right_mm=edges.right - (layer.right or 0.0) / POINTS_PER_MM,
            first_line_mm=(layer.first or 0.0) / POINTS_PER_MM,
            before_pt=AUTOSPACING_PT if layer.before_auto else layer.before or 0.0,
            after_pt=AUTOSPACING_PT if layer.after_auto else layer.after or 0.0,
            spacing=layer.spacing or SINGLE,
            keep_next=bool(layer.keep_next),
            contextual=bool(layer.contextual),
            page_break_before=bool(layer.page_break) or content.break_first or self._break_due,
            style=look.style_name,
            element=self._source.numbers.get(element),
            tabs=tuple(replace(one, at_mm=edges.left + one.at_mm) for one in layer.tabs or () if one.kind != "bo"),
        )
        return Noted(paragraph, place.container, layer, mark_pt)

    def _framed(self, frame: FrameLayer, column: Edges, align: Align) -> tuple[Edges, Align]:
        """Where a frame (`w:framePr`) puts its paragraph; one without a width is as wide as its text."""
        ground = self._ground(column, column, align, in_cell=False)
        edges = ground.edges(_FRAME_ANCHORS.get(frame.anchor, frame.anchor), stay_in_cell=False) or column
        if frame.width is None:
            if frame.align:
                return edges, _FRAME_PLACES.get(frame.align, "trai")
            return edges.inner((frame.x or 0.0) / POINTS_PER_MM, 0.0), "trai"
        width = frame.width / POINTS_PER_MM
        starts = {"giua": (edges.left + edges.right - width) / 2, "phai": edges.right - width}
        place = _FRAME_PLACES.get(frame.align, "trai")
        left = starts.get(place, edges.left + (frame.x or 0.0) / POINTS_PER_MM)
        return Edges(left, left + width), align

    # ---- drawings ------------------------------------------------------------------------------------------

    def _ground(self, column: Edges, paragraph: Edges, align: Align | None, *, in_cell: bool) -> Ground:
        plan = self._plan()
        return Ground(Edges(0.0, plan.section.width_mm), plan.margins, column, paragraph, align, in_cell)

    def _read_drawings(self, at: int, content: Content, place: Place) -> None:
        if not content.drawings:
            return
        paragraph = self.found.noted[at].paragraph
        own = Edges(paragraph.left_mm, paragraph.right_mm)
        column = place.edges or self._column_edges()
        ground = self._ground(column, own, paragraph.align, in_cell=place.cell is not None)
        for drawing in content.drawings:
            is_modern = drawing.tag == f"{W}drawing"
            drawn = read_drawing(drawing, ground, self._styles.theme) if is_modern else read_vml(drawing, ground)
            for one in drawn:
                if isinstance(one, TextBox):
                    self._box(one, column)
                else:
                    self.found.drawn.append((at, one))

    def _box(self, box: TextBox, column: Edges) -> None:
        first = len(self.found.noted)
        due, self._break_due = self._break_due, False
        self.read(box.content, Place(self._new_container(), box.text or column, in_box=True))
        self._break_due = due
        if box.frame is not None:
            self.found.boxed += [(at, box.frame) for at in range(first, len(self.found.noted))]
