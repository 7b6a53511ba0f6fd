"""Which half of the sheet a paragraph stands in: where the locator looks for issuer, emblem words and signature."""

from __future__ import annotations

import pytest

from service.the_thuc.locate.columns import Side, side
from service.the_thuc.model import Box, Cell, Letters, Line, Measured, Page, Paragraph, Section, Span

SPANS = (Span("UBND XÃ IA LÂM", Letters("Times New Roman", 13)),)
DOCX = Measured("docx", (), sections=(Section(0, 210, 297, 20, 20, 30, 15),))
PDF = Measured("pdf", (), pages=(Page(1, 210, 297, text=Box(1, 30, 20, 195, 277)),))


def of_docx(left: float, right: float, *, in_cell: bool = False) -> Paragraph:
    cell = Cell(0, 0, 0, 1, framed=False) if in_cell else None
    return Paragraph(0, SPANS, left_mm=left, right_mm=right, cell=cell)


def of_pdf(left: float, right: float) -> Paragraph:
    line = Line(SPANS, Box(1, left, 20, right, 25), 25.0)
    return Paragraph(0, SPANS, page=1, left_mm=left, right_mm=right, lines=(line,))


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        (30, 95, "trai"),
        (105, 195, "phai"),
        (12, 138, "trai"),  # six tenths of the sheet: a long name of an issuer is still a column
        (5, 140, "ngang"),  # more than may be one
        (90, 130, "ngang"),  # short, and in the middle of the sheet
        (50, 120, "trai"),  # short, and 20 mm from it
    ],
)
def test_lines_of_a_pdf_stand_where_their_letters_do(left: float, right: float, wanted: Side) -> None:
    assert side(PDF, of_pdf(left, right)) == wanted
    assert side(DOCX, of_docx(left, right)) == wanted


def test_the_edges_of_a_cell_bound_a_column_however_wide() -> None:
    assert side(DOCX, of_docx(5, 140, in_cell=True)) == "trai"
    assert side(DOCX, of_docx(90, 130, in_cell=True)) == "phai"
