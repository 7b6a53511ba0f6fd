"""Every paragraph of a DOCX is found on the pages made of it, each at its own place."""

from __future__ import annotations

import pytest

from service.findings import Finding
from service.the_thuc.docx.read import read_docx
from service.the_thuc.model import Box, Letters, Line, Measured, Paragraph, Span
from service.the_thuc.pdf.read import read_pdf
from service.the_thuc.places import find_places
from service.the_thuc.run import Marked
from tests.the_thuc.conftest import Make

FINDING = Finding("R", "c", "error", "p", "e", "f", "x")
LETTERS = Letters("Times New Roman", 14)


def paragraph(index: int, text: str, *lines: tuple[str, Box]) -> Paragraph:
    return Paragraph(
        index, (Span(text, LETTERS),), lines=tuple(Line((Span(part, LETTERS),), box, box.bottom) for part, box in lines)
    )


def marked(*paragraphs: Paragraph) -> Marked:
    return Marked(FINDING, paragraphs)


@pytest.mark.soffice
@pytest.mark.parametrize(
    "sample", ["to_trinh_khen_thuong/dan-van-kheo-2026", "ke_hoach/dan-van-kheo-2026", "cong_van/bo-sung-ho-so"]
)
def test_all_paragraphs_of_a_paper_are_found_once(made_both: Make, sample: str) -> None:
    made = made_both(sample)
    assert made.pdf is not None
    docx, pdf = read_docx(made.docx), read_pdf(made.pdf)
    wanted = [one for one in docx.paragraphs if one.text]
    assert len(wanted) > 15
    places = list(find_places([marked(one) for one in wanted], docx, pdf))
    boxes = [box for there in places for box in there]
    assert all(places)
    assert len(set(boxes)) == len(boxes)
    lines = [line for one in pdf.paragraphs for line in one.lines]
    for one, there in zip(wanted, places, strict=True):
        said = "".join(_said(line) for line in lines if any(_within(line.box, outer) for outer in there))
        assert said == "".join(one.text.split())


def _said(line: Line) -> str:
    return "".join("".join(span.text for span in line.spans if not span.note).split())


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.page == outer.page
        and outer.left <= inner.left
        and inner.right <= outer.right
        and outer.top <= inner.top
        and inner.bottom <= outer.bottom
    )


def test_equal_texts_get_their_own_lines_in_order() -> None:
    rows = [Box(1, 30, top, 40, top + 5) for top in (50, 60, 70)]
    shown = Measured("pdf", tuple(paragraph(at, "Đạt", ("Đạt", box)) for at, box in enumerate(rows)))
    docx = Measured("docx", tuple(paragraph(at, "Đạt") for at in range(3)))
    places = list(find_places([marked(one) for one in docx.paragraphs], docx, shown))
    assert places == [(box,) for box in rows]


def test_a_paragraph_over_two_pages_has_a_box_on_each() -> None:
    upper, lower, next_page = Box(1, 30, 270, 190, 275), Box(1, 30, 276, 180, 281), Box(2, 30, 20, 60, 25)
    text = "Một đoạn văn dài sang trang sau"
    lines = (("Một đoạn ", upper), ("văn dài ", lower), ("sang trang sau", next_page))
    shown = Measured("pdf", (paragraph(0, text, *lines),))
    assert list(find_places([marked(*shown.paragraphs)], shown, shown)) == [(Box(1, 30, 270, 190, 281), next_page)]


def test_columns_parted_by_tabs_are_found_piece_by_piece() -> None:
    left, right = Box(1, 30, 20, 80, 25), Box(1, 110, 20, 190, 25)
    shown = Measured(
        "pdf", (paragraph(0, "XÃ IA LÂM", ("XÃ IA LÂM", left)), paragraph(1, "Độc lập", ("Độc lập", right)))
    )
    docx = Measured("docx", (paragraph(0, "\tXÃ IA LÂM\tĐộc lập"),))
    assert list(find_places([marked(*docx.paragraphs)], docx, shown)) == [(Box(1, 30, 20, 190, 25),)]
    # A check may look at one of the columns alone.
    assert list(find_places([marked(paragraph(0, "Độc lập"))], docx, shown)) == [(right,)]


def test_what_the_pages_do_not_say_has_no_place() -> None:
    shown = Measured("pdf", (paragraph(0, "Khác", ("Khác", Box(1, 30, 20, 80, 25))),))
    docx = Measured("docx", (paragraph(0, "Không có trên trang"),))
    assert list(find_places([marked(*docx.paragraphs), marked()], docx, shown)) == [(), ()]


def test_signs_and_marks_that_come_out_otherwise_do_not_matter() -> None:
    box = Box(1, 30, 20, 80, 25)
    shown = Measured("pdf", (paragraph(0, "\uf0b7 va\u0300 chi ca", ("\uf0b7 va\u0300 chi ca", box)),))
    docx = Measured("docx", (paragraph(0, "• và chị cả"),))
    assert list(find_places([marked(*docx.paragraphs)], docx, shown)) == [(box,)]
