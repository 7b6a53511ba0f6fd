"""Where on the page a paragraph stands: left or right half, or across; lines parted by tabs are taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from service.the_thuc.model import Measured, Paragraph, Span

Side = Literal["trai", "phai", "ngang"]

# A paragraph that may fill this share of the sheet stands in no column.
FULL_SHARE = 0.62
SHEET_MM = 210.0


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
        pieces = list(_split(paragraph)) if "\t" in paragraph.raw.strip() else []
        yield from pieces if len(pieces) > 1 else [paragraph]


def _split(paragraph: Paragraph) -> Iterator[Paragraph]:
    groups: list[list[Span]] = [[]]
    for span in paragraph.spans:
        first, *others = span.text.split("\t")
        groups[-1].append(replace(span, text=first))
        groups.extend([replace(span, text=other)] for other in others)
    filled = [group for group in groups if any(span.text.strip() for span in group)]
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
