"""Where on the page a paragraph stands: left or right half, or across; what shares a paragraph is taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from service.the_thuc.model import Line, Measured, Paragraph, Span

Side = Literal["trai", "phai", "ngang"]

# A paragraph that may fill this share of the sheet stands in no column.
FULL_SHARE = 0.62
SHEET_MM = 210.0
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
    if paragraph.cell is None and not paragraph.lines and paragraph.right_mm - paragraph.left_mm > FULL_SHARE * sheet:
        return "ngang"
    if paragraph.lines and paragraph.right_mm - paragraph.left_mm > FULL_SHARE * sheet:
        return "ngang"
    centre = (paragraph.left_mm + paragraph.right_mm) / 2
    if paragraph.cell is None and not paragraph.in_box and abs(centre - sheet / 2) < sheet / 12:
        return "ngang"
    return "trai" if centre < sheet / 2 else "phai"


def apart(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs with those that hold two columns parted by tabs taken apart, in reading order."""
    for paragraph in paragraphs:
        pieces = list(_split_columns(paragraph)) if 0 < paragraph.raw.strip().count("\t") <= MOST_TABS else []
        yield from pieces if len(pieces) > 1 else [paragraph]


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


def _split(paragraph: Paragraph, sign: str) -> list[list[Span]]:
    """The spans between signs, groups without letters left out."""
    groups: list[list[Span]] = [[]]
    for span in paragraph.spans:
        first, *others = span.text.split(sign)
        groups[-1].append(replace(span, text=first))
        groups.extend([replace(span, text=other)] for other in others)
    return [group for group in groups if any(span.text.strip() for span in group)]


def _split_columns(paragraph: Paragraph) -> Iterator[Paragraph]:
    filled = _split(paragraph, "\t")
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
