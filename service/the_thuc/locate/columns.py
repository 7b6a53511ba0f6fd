"""Where on the page a paragraph stands: left or right half, or across; what shares a paragraph is taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from service.the_thuc.model import Line, Measured, Paragraph, Span, Stroke, plain

Side = Literal["trai", "phai", "ngang"]

# A paragraph that may fill this share of the sheet stands in no column.
FULL_SHARE = 0.62
# Text whose middle is so near to the sheet's middle is set in the middle of it.
CENTRAL_SHARE = 1 / 12
SHEET_MM = 210.0
# Text goes on to the next stop behind it; what stands there is reckoned, and given a little room.
STOP_MM = 0.1
SLACK_MM = 0.5
UNBOUNDED_MM = 10_000.0
# What is longer is running text with a tab in it.
LONGEST_PIECE = 120
# A mark behind which a tab stands begins an item and no column.
_LONE_MARK = re.compile(r"[-–—+*•]|\(?[\wĐđ.]{1,7}[.)/]|\(?[\wĐđ]\)?")
# Writers part two columns with a row of tabs; what so many part is no columns.
MOST_TABS = 16


def sheet_width(measured: Measured, paragraph: Paragraph) -> float:
    """The width of the sheet a paragraph stands on, in millimetres."""
    if measured.pages and paragraph.page is not None:
        return measured.pages[paragraph.page - 1].width_mm
    if measured.sections:
        return measured.sections[min(paragraph.section, len(measured.sections) - 1)].width_mm
    return SHEET_MM


def side(measured: Measured, paragraph: Paragraph) -> Side:
    """The half of the sheet a paragraph stands in."""
    sheet = sheet_width(measured, paragraph)
    # The edges of a cell bound its column; those of lines are the letters' own, in a cell or not.
    fills = paragraph.right_mm - paragraph.left_mm > FULL_SHARE * sheet
    if fills and (paragraph.lines or paragraph.cell is None):
        return "ngang"
    centre = (paragraph.left_mm + paragraph.right_mm) / 2
    if paragraph.cell is None and not paragraph.in_box and abs(centre - sheet / 2) < CENTRAL_SHARE * sheet:
        return "ngang"
    return "trai" if centre < sheet / 2 else "phai"


def apart(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs with those that hold columns parted by tabs taken apart, in reading order."""
    for paragraph in paragraphs:
        yield from _columns(paragraph) if 0 < paragraph.raw.rstrip().count("\t") <= MOST_TABS else [paragraph]


def _columns(paragraph: Paragraph) -> list[Paragraph]:
    """What stands at each tab; the paragraph itself where the tabs part no columns."""
    pieces = _split(paragraph, "\t")
    if len(pieces) > 1 and _LONE_MARK.fullmatch(_text(pieces[0])):
        return [paragraph]
    if any(len(_text(piece)) > LONGEST_PIECE for piece in pieces):
        return [paragraph]
    if not any(stop.kind != "trai" for stop in paragraph.tabs):
        return list(_halves(paragraph, pieces)) if len(pieces) > 1 else [paragraph]
    return list(_at_stops(paragraph))


def _at_stops(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The pieces of a paragraph where the stops of its tabs put them."""
    at = paragraph.left_mm + (paragraph.first_line_mm or 0.0)
    groups = list(_groups(paragraph, "\t"))
    filled = [number for number, group in enumerate(groups) if _text(group)]
    for number, group in enumerate(groups):
        stop = next((one for one in paragraph.tabs if one.at_mm > at + STOP_MM), None) if number else None
        piece = replace(paragraph, spans=tuple(group), tabs=(), first_line_mm=0.0, right_mm=UNBOUNDED_MM)
        width = piece.width_mm
        place = at if stop is None else stop.at_mm
        shares = {"trai": 0.0, "giua": 0.5, "phai": 1.0}
        left = max(place - width * shares.get("trai" if stop is None else stop.kind, 0.0), at)
        at = max(left + width, place if stop is not None else at)
        if number in filled:
            # Behind a tab without a stop of its own nobody knows.
            known = number == 0 or stop is not None
            align = ("trai" if stop is None or stop.kind == "bo" else stop.kind) if known else None
            under = paragraph.under if len(filled) == 1 else tuple(_strokes_at(paragraph, left, left + width))
            yield replace(piece, align=align, left_mm=left - SLACK_MM, right_mm=left + width + SLACK_MM, under=under)


def _strokes_at(paragraph: Paragraph, left: float, right: float) -> Iterator[Stroke]:
    """The drawn lines of a paragraph that have their middle under a piece of it."""
    for stroke in paragraph.under:
        if stroke.centre_mm is not None and left <= stroke.centre_mm <= right:
            yield stroke


def first_line_apart(paragraph: Paragraph) -> tuple[Paragraph, Paragraph] | None:
    """The first line of a paragraph and the rest, where a line break of the writer or the PDF's lines part them."""
    if len(paragraph.lines) > 1:
        first, rest = paragraph.lines[:1], paragraph.lines[1:]
        return _of_lines(paragraph, first), replace(_of_lines(paragraph, rest), under=paragraph.under)
    groups = _split(paragraph, "\n")
    if len(groups) < 2:
        return None
    upper = replace(paragraph, spans=tuple(groups[0]), under=(), after_pt=None)
    return upper, replace(paragraph, spans=tuple(span for group in groups[1:] for span in group), before_pt=None)


def _of_lines(paragraph: Paragraph, lines: tuple[Line, ...]) -> Paragraph:
    spans = tuple(span for line in lines for span in line.spans)
    left, right = min(line.box.left for line in lines), max(line.box.right for line in lines)
    return replace(paragraph, lines=lines, spans=spans, left_mm=left, right_mm=right, under=())


def _text(group: Iterable[Span]) -> str:
    return plain("".join(span.text for span in group if not (span.hidden or span.note)))


def _groups(paragraph: Paragraph, sign: str) -> list[list[Span]]:
    """The spans between signs."""
    groups: list[list[Span]] = [[]]
    for span in paragraph.spans:
        first, *others = span.text.split(sign)
        groups[-1].append(replace(span, text=first))
        groups.extend([replace(span, text=other)] for other in others)
    return groups


def _split(paragraph: Paragraph, sign: str) -> list[list[Span]]:
    """The spans between signs, groups without letters left out."""
    return [group for group in _groups(paragraph, sign) if any(span.text.strip() for span in group)]


def _halves(paragraph: Paragraph, filled: list[list[Span]]) -> Iterator[Paragraph]:
    """Pieces whose places nobody knows, side by side."""
    width = (paragraph.right_mm - paragraph.left_mm) / max(len(filled), 1)
    for number, group in enumerate(filled):
        left = paragraph.left_mm + number * width
        yield replace(
            paragraph,
            spans=tuple(group),
            align=None,
            left_mm=left,
            right_mm=left + width,
            under=paragraph.under if number == len(filled) - 1 else (),
        )
