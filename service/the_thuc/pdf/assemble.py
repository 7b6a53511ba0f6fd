"""Assembles the pages of a document: flows in reading order, paragraphs over a page's end, tables, rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from service.the_thuc.pdf.areas import PageAreas
from service.the_thuc.pdf.build import Built, attach_rules, frame_of, measure_gaps
from service.the_thuc.pdf.drawing import Segment
from service.the_thuc.pdf.flows import Flow, Room, order_page, text_room, widest_room
from service.the_thuc.pdf.grids import Grid
from service.the_thuc.pdf.lines import TextLine
from service.the_thuc.pdf.objects import PageObjects
from service.the_thuc.pdf.paragraphs import Draft, goes_on, part_paragraphs, usual_pitches
from service.the_thuc.pdf.tables import Tables

# A page's room narrower than this share of another's is that of some short lines.
NARROW = 0.75


@dataclass(frozen=True)
class Sheet:
    """A page on its way: what it holds, its drawn tables, its lines, and the rules besides tables and underlines."""

    objects: PageObjects
    grids: list[Grid]
    lines: list[TextLine]
    rules: list[Segment]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in whole millimetres, by which pages are told to be alike."""
        return round(self.objects.width_mm), round(self.objects.height_mm)

    @property
    def is_front(self) -> bool:
        """Whether it is the front of a sheet where both sides are printed."""
        return self.objects.number % 2 == 1


def assemble(sheets: list[Sheet], areas: list[PageAreas]) -> list[Built]:
    """Every paragraph of the document, in reading order."""
    rooms = _rooms(sheets, areas)
    bodies = [order_page(area.body, sheet.grids, room) for sheet, area, room in zip(sheets, areas, rooms, strict=True)]
    pitches = usual_pitches(flow for flows in bodies for flow in flows)
    everything: list[Built] = []
    tables = Tables()
    open_end: Built | None = None
    for sheet, area, room, body in zip(sheets, areas, rooms, bodies, strict=True):
        pages_own: list[Built] = []
        for is_drawn, flows in groupby(_in_order(area, body, room), key=lambda flow: flow.grid):
            parted = [part_paragraphs(flow, pitches) for flow in flows]
            if is_drawn is not None:
                pages_own += _in_grid([draft for drafts in parted for draft in drafts], sheet, area, tables)
                continue
            for drafts in parted:
                begun = open_end if body and drafts[0].flow is body[0] else None
                pages_own += _in_flow(drafts, area, begun, pitches)
        everything += pages_own
        on_page = [open_end, *pages_own] if open_end else pages_own
        attach_rules(on_page, [rule for rule in sheet.rules if rule is not area.separator], sheet.objects.number)
        open_end = _open_end(on_page, body)
    return everything


def _in_flow(drafts: list[Draft], area: PageAreas, begun: Built | None, pitches: Mapping[float, float]) -> list[Built]:
    """The paragraphs of a run of text or a column; the first may be the rest of one `begun` on the page before."""
    made = [Built(draft, notes=bool(area.notes)) for draft in drafts]
    if begun and goes_on(begun.draft, drafts[0]):
        begun.draft.lines += drafts[0].lines
        measure_gaps([begun, *made[1:]], pitches)
        return made[1:]
    measure_gaps(made, pitches)
    return made


def _open_end(on_page: list[Built], body: list[Flow]) -> Built | None:
    """The paragraph that ends the running text of a page, if it stands across the page and so may go on."""
    if not body or body[-1].kind != "body":
        return None
    last = body[-1].lines[-1]
    return next((one for one in on_page if one.draft.lines[-1] is last), None)


def _in_order(area: PageAreas, body: list[Flow], room: Room) -> Iterator[Flow]:
    for line in area.head:
        yield Flow("head", room, [line])
    yield from body
    if area.notes:
        yield Flow("note", room, area.notes)
    for line in area.foot:
        yield Flow("foot", room, [line])


def _in_grid(drafts: list[Draft], sheet: Sheet, area: PageAreas, tables: Tables) -> Iterator[Built]:
    """The paragraphs of one table or frame."""
    position = drafts[0].flow.grid or 0
    grid = sheet.grids[position]
    notes = bool(area.notes)
    if grid.is_frame:
        for draft in drafts:
            yield Built(draft, notes, frame=frame_of(grid))
        return
    of_page = [number for number, other in enumerate(sheet.grids) if not other.is_frame]
    for draft, cell in tables.place(sheet.objects.number, of_page.index(position), grid, drafts):
        yield Built(draft, notes, cell=cell)


def _rooms(sheets: list[Sheet], areas: list[PageAreas]) -> list[Room]:
    """The edges of the running text of each page; a page that does not tell has those of the pages of its size.

    Pages on the same side of a sheet come first: printed on both, a back has the margins of a front exchanged. A page
    whose lines are all short seems to have a room as narrow as they are: it does not tell either.
    """
    told = [text_room(area.body) for area in areas]
    widest: dict[object, Room] = {}
    for sheet, room in zip(sheets, told, strict=True):
        for key in (sheet.size, sheet.is_front), sheet.size:
            if room and (key not in widest or room.width > widest[key].width):
                widest[key] = room
    rooms = []
    for sheet, area, room in zip(sheets, areas, told, strict=True):
        known = (room, widest.get((sheet.size, sheet.is_front)), widest.get(sheet.size))
        rooms.append(_first_wide(known) or widest_room(area.body, sheet.grids))
    return rooms


def _first_wide(known: Sequence[Room | None]) -> Room | None:
    """The first room that is not narrow beside the last."""
    last = known[-1]
    return next((room for room in known if room and last and room.width >= NARROW * last.width), None)
