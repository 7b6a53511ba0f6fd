"""Reads a PDF into the measured model; the order of the steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.the_thuc.model import Box, Cell, Font, Measured, Page
from service.the_thuc.pdf.areas import PageAreas, part_areas, repeated_lines
from service.the_thuc.pdf.build import Built, attach_rules, finish, frame_of, measure_gaps
from service.the_thuc.pdf.decoration import loose_segments, shade, underline
from service.the_thuc.pdf.document import OpenPage, PdfUnreadable, opened
from service.the_thuc.pdf.drawing import Segment, joined
from service.the_thuc.pdf.flows import Flow, Room, order_page, text_room, widest_room
from service.the_thuc.pdf.grids import Grid, find_grids
from service.the_thuc.pdf.lines import TextLine, form_lines
from service.the_thuc.pdf.objects import FontShelf, PageObjects, PageReader, RightEdges
from service.the_thuc.pdf.paragraphs import Draft, goes_on, part_paragraphs, usual_pitches

# A page with a picture over most of it and fewer letters than a stamp or a page number has is a scan.
SCAN_PICTURE = 0.5
SCAN_LETTERS = 40
# Edges of tables on two pages that are one table agree this well.
SAME_TABLE_MM = 0.5


@dataclass
class _Sheet:
    """A page on its way: what it holds, its lines, and in the end its flows."""

    objects: PageObjects
    grids: list[Grid]
    lines: list[TextLine]
    rules: list[Segment]


def read_pdf(pdf: bytes) -> Measured:
    """What a PDF shows: paragraphs in reading order (header, running text, footnotes, footer of each page), pages, fonts.

    A paragraph that goes on over a page's end is one, of the page it begins on. Text that is not shown (invisible,
    off the sheet) is left out. `Font.to_unicode` is false where letters of the font cannot be read back.

    Raises:
        PdfUnreadable: broken, encrypted, a scan, or too large; its `cause` tells which.
    """
    fonts = FontShelf()
    with opened(pdf) as document:
        sheets = []
        for number in range(1, document.page_count + 1):
            with document.page(number) as page:
                sheets.append(_read_page(page, fonts))
        info = document.info()
    _require_text(sheets)
    repeated = repeated_lines((sheet.objects.height_mm, sheet.lines) for sheet in sheets)
    areas = [
        part_areas(sheet.lines, sheet.rules, sheet.objects.height_mm, tagged=sheet.objects.tagged, repeated=repeated)
        for sheet in sheets
    ]
    rooms = _rooms(sheets, areas)
    built = _build(sheets, areas, rooms)
    return Measured(
        source="pdf",
        paragraphs=tuple(finish(one, index) for index, one in enumerate(built)),
        pages=tuple(_page(sheet, area) for sheet, area in zip(sheets, areas, strict=True)),
        fonts=tuple(
            Font(facts.name, facts.embedded, facts.name not in fonts.unmapped) for facts in fonts.facts.values()
        ),
        info=info,
    )


def _read_page(page: OpenPage, fonts: FontShelf) -> _Sheet:
    objects = PageReader(page, fonts).read()
    segments = joined(objects.segments)
    grids = find_grids(segments, objects.width_mm, objects.height_mm)
    lines = form_lines(page.number, objects.pieces, grids, RightEdges(page).of)
    lines, rules = underline(shade(lines, objects.areas), loose_segments(segments, grids))
    return _Sheet(objects, grids, lines, rules)


def _require_text(sheets: list[_Sheet]) -> None:
    """Raises where the paper is a picture of a paper."""
    scans = 0
    letters = 0
    for sheet in sheets:
        objects = sheet.objects
        count = sum(len(piece.text) for piece in objects.pieces)
        letters += count
        covered = sum((p.right - p.left) * (p.bottom - p.top) for p in objects.pictures)
        scans += count < SCAN_LETTERS and covered > SCAN_PICTURE * objects.width_mm * objects.height_mm
    if not letters or scans * 2 > len(sheets):
        raise PdfUnreadable("scan", f"{letters} letters, {scans} of {len(sheets)} pages are pictures")


def _rooms(sheets: list[_Sheet], areas: list[PageAreas]) -> list[Room]:
    """The edges of the running text of each page; a page that does not tell has those of the pages of its size."""
    told = [text_room(area.body) for area in areas]
    by_size = {}
    for sheet, room in zip(sheets, told, strict=True):
        if room:
            by_size.setdefault((round(sheet.objects.width_mm), round(sheet.objects.height_mm)), room)
    return [
        room
        or by_size.get((round(sheet.objects.width_mm), round(sheet.objects.height_mm)))
        or widest_room(area.body, sheet.grids)
        for sheet, area, room in zip(sheets, areas, told, strict=True)
    ]


def _build(sheets: list[_Sheet], areas: list[PageAreas], rooms: list[Room]) -> list[Built]:
    bodies = [
        order_page(area.body, sheet.grids, room) for sheet, area, room in zip(sheets, areas, rooms, strict=True)
    ]
    pitches = usual_pitches(flow for flows in bodies for flow in flows)
    everything: list[Built] = []
    open_end: Built | None = None
    tables = _Tables()
    for sheet, area, room, body in zip(sheets, areas, rooms, bodies, strict=True):
        on_page: list[Built] = []
        if open_end:
            on_page.append(open_end)
        flows = [Flow("head", room, [line]) for line in area.head]
        flows += body
        flows += [Flow("note", room, area.notes)] if area.notes else []
        flows += [Flow("foot", room, [line]) for line in area.foot]
        first_body = next(iter(body), None)
        for flow in flows:
            drafts = part_paragraphs(flow, pitches)
            is_open = flow is first_body and flow.kind == "body" and open_end is not None
            if is_open and open_end and goes_on(open_end.draft, drafts[0]):
                open_end.draft.lines += drafts[0].lines
                drafts = drafts[1:]
            made = list(_built(drafts, sheet, area, tables))
            measure_gaps([open_end, *made] if is_open and open_end else made, pitches)
            everything += made
            on_page += made
        rules = [rule for rule in sheet.rules if rule is not area.separator]
        attach_rules(on_page, rules, sheet.objects.number)
        last = body[-1] if body else None
        open_end = next((one for one in reversed(on_page) if last and one.draft.flow.kind == "body"), None)
        if open_end and last and open_end.draft.lines[-1] is not last.lines[-1]:
            open_end = None
    return everything


def _built(drafts: Iterable[Draft], sheet: _Sheet, area: PageAreas, tables: _Tables) -> Iterator[Built]:
    for draft in drafts:
        flow = draft.flow
        built = Built(draft, notes=bool(area.notes))
        if flow.grid is not None and flow.cell:
            grid = sheet.grids[flow.grid]
            if grid.is_frame:
                built.frame = frame_of(grid)
            else:
                table, offset = tables.number(sheet.objects.number, flow.grid, grid)
                cell = flow.cell
                built.cell = Cell(table, cell.row + offset, cell.column, cell.columns, framed=True)
        yield built


class _Tables:
    """Numbers the drawn tables of a document; one that goes on over a page's end keeps its number."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[int, int]] = {}
        self._count = 0
        self._last: tuple[int, Grid, int, int] | None = None

    def number(self, page: int, position: int, grid: Grid) -> tuple[int, int]:
        """The number of a table, and how many rows of it stand on pages before."""
        if (page, position) not in self._known:
            self._known[page, position] = self._next(page, position, grid)
        return self._known[page, position]

    def _next(self, page: int, position: int, grid: Grid) -> tuple[int, int]:
        number, offset = self._count, 0
        if self._last and position == 0 and self._last[0] == page - 1 and _same_columns(self._last[1], grid):
            number, offset = self._last[2], self._last[3]
        else:
            self._count += 1
        self._last = (page, grid, number, offset + len(grid.rows) - 1)
        return number, offset


def _same_columns(one: Grid, other: Grid) -> bool:
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) < SAME_TABLE_MM for a, b in zip(one.columns, other.columns, strict=True)
    )


def _page(sheet: _Sheet, area: PageAreas) -> Page:
    objects = sheet.objects
    number = objects.number
    tables = tuple(_box(number, grid.bounds) for grid in sheet.grids if not grid.is_frame)
    pictures = tuple(Box(number, *picture) for picture in objects.pictures)
    text = [(line.left, line.top, line.right, line.bottom) for line in [*area.body, *area.notes]]
    drawn = [(s.start, s.at, s.end, s.at) for s in sheet.rules] + [grid.bounds for grid in sheet.grids]
    ink = [(line.left, line.top, line.right, line.bottom) for line in sheet.lines]
    return Page(
        number=number,
        width_mm=objects.width_mm,
        height_mm=objects.height_mm,
        text=_around(number, text),
        ink=_around(number, [*ink, *drawn, *objects.pictures]),
        tables=tables,
        pictures=pictures,
    )


def _box(number: int, bounds: tuple[float, float, float, float]) -> Box:
    return Box(number, *bounds)


def _around(number: int, boxes: list[tuple[float, float, float, float]]) -> Box | None:
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(number, min(lefts), min(tops), max(rights), max(bottoms))
