"""Reads a PDF into the measured model; the order of the steps."""

from __future__ import annotations

from service.the_thuc.model import Box, Font, Measured, Page
from service.the_thuc.pdf.areas import PageAreas, part_areas, repeated_lines
from service.the_thuc.pdf.assemble import Sheet, assemble
from service.the_thuc.pdf.build import finish
from service.the_thuc.pdf.decoration import loose_segments, shade, underline
from service.the_thuc.pdf.document import OpenPage, PdfUnreadable, opened
from service.the_thuc.pdf.drawing import joined
from service.the_thuc.pdf.garbled import is_garbled
from service.the_thuc.pdf.grids import find_grids
from service.the_thuc.pdf.lines import form_lines
from service.the_thuc.pdf.objects import FontShelf, PageReader, RightEdges

__all__ = ["PdfUnreadable", "read_pdf"]

# A page with a picture over most of it and fewer letters than a stamp or a page number has is a scan.
SCAN_PICTURE = 0.5
SCAN_LETTERS = 40
# What is read of all pages together: a thesis of 300 pages has a third of the objects and half of the letters. A
# paragraph so long is no paragraph, and what looks at each letter of it for all the others would take minutes.
MAX_ALL_OBJECTS, MAX_LETTERS, MAX_PARAGRAPH_LETTERS = 250_000, 2_000_000, 60_000


def read_pdf(pdf: bytes) -> Measured:
    """What a PDF shows: paragraphs in reading order (header, text, footnotes, footer of each page), pages, fonts.

    A paragraph that goes on over a page's end is one, of the page it begins on. Text that is not shown (invisible,
    off the sheet) is left out. `Font.to_unicode` is false where letters of the font cannot be read back.

    Raises:
        PdfUnreadable: broken, encrypted, a scan, or too large; its `cause` tells which.
    """
    fonts = FontShelf()
    with opened(pdf) as document:
        sheets = []
        objects = letters = 0
        for number in range(1, document.page_count + 1):
            with document.page(number) as page:
                sheet, seen = _read_page(page, fonts)
            sheets.append(sheet)
            objects += seen
            letters += sum(len(piece.text) for piece in sheet.objects.pieces)
            if objects > MAX_ALL_OBJECTS or letters > MAX_LETTERS:
                raise PdfUnreadable("too_large", f"{objects} objects, {letters} letters up to page {number}")
        info = document.info()
    _require_text(sheets)
    repeated = repeated_lines((sheet.objects.height_mm, sheet.lines) for sheet in sheets)
    areas = [
        part_areas(sheet.lines, sheet.rules, sheet.objects.height_mm, tagged=sheet.objects.tagged, repeated=repeated)
        for sheet in sheets
    ]
    paragraphs = tuple(finish(one, index) for index, one in enumerate(assemble(sheets, areas)))
    if any(len(one.raw) > MAX_PARAGRAPH_LETTERS for one in paragraphs):
        raise PdfUnreadable("too_large", f"a paragraph of more than {MAX_PARAGRAPH_LETTERS} letters")
    return Measured(
        source="pdf",
        paragraphs=paragraphs,
        pages=tuple(_page(sheet, area) for sheet, area in zip(sheets, areas, strict=True)),
        fonts=tuple(
            Font(facts.name, facts.embedded, facts.name not in fonts.unmapped) for facts in fonts.facts.values()
        ),
        garbled=is_garbled(paragraphs),
        info=info,
    )


def _read_page(page: OpenPage, fonts: FontShelf) -> tuple[Sheet, int]:
    """A page, and how many objects it holds."""
    reader = PageReader(page, fonts)
    objects = reader.read()
    segments = joined(objects.segments)
    grids = find_grids(segments, objects.width_mm, objects.height_mm)
    lines = form_lines(page.number, objects.pieces, grids, RightEdges(page).of)
    lines, rules = underline(shade(lines, objects.areas), loose_segments(segments, grids))
    return Sheet(objects, grids, lines, rules), reader.seen


def _require_text(sheets: list[Sheet]) -> None:
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


def _page(sheet: Sheet, area: PageAreas) -> Page:
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
