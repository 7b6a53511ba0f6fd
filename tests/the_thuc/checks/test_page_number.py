"""The page number: there, not on page 1, in its place, in its form, from 1, each annex for itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.rules.model import RuleSet
from service.the_thuc.model import Letters, Paragraph, Span
from service.the_thuc.paper import Paper
from tests.the_thuc.checks.papers_page import (
    FONT,
    HD05,
    ND30,
    centred,
    drawn,
    faults,
    numbered,
    page_field,
    page_of,
    para,
    right_docx,
    right_pdf,
    told,
    unknowns,
    with_measured,
    with_section,
    with_text,
)

BOTH = pytest.mark.parametrize(
    ("rule_set", "present", "first", "place"),
    [
        (ND30, "ND30-PAGENUM-EXISTS", "ND30-PAGENUM-FIRST", "ND30-PAGENUM-POS"),
        (HD05, "HD05-PAGENUM-PRESENT", "HD05-PAGENUM-FIRST", "HD05-PAGENUM-POS"),
    ],
)


def with_header(paper: Paper, *paragraphs: Paragraph, footer: bool = False, **changes: object) -> Paper:
    """The paper with these paragraphs as the running header, or footer, of the first section alone."""
    place = "footers" if footer else "headers"
    paper = with_measured(paper, sections=tuple(replace(one, headers={}) for one in paper.measured.sections))
    return with_section(paper, 0, **{place: {"default": paragraphs, "first": ()}}, **changes)


def one_section(paper: Paper) -> Paper:
    """The paper's main part alone."""
    main = tuple(paragraph for paragraph in paper.measured.paragraphs if paragraph.section == 0)
    return with_measured(replace(paper, annexes=()), paragraphs=main, sections=paper.measured.sections[:1])


def with_numbers(paper: Paper, *numbers: Paragraph) -> Paper:
    """A PDF with these page numbers in place of its own."""
    kept = tuple(one for one in paper.measured.paragraphs if one.area == "than")
    return with_measured(paper, paragraphs=(*kept, *numbers))


@BOTH
def test_a_docx_of_several_pages_has_a_number(rule_set: RuleSet, present: str, first: str, place: str) -> None:
    assert faults(with_header(right_docx(rule_set), para(""))) == {present: "error"}
    typed = with_header(right_docx(rule_set), replace(page_field(), spans=(Span("2", Letters(FONT, 14.0)),)))
    assert faults(typed) == {present: "error"}
    assert "gõ tay" in told(typed)[0].finding.found


def test_a_short_docx_without_number_may_be_of_one_page() -> None:
    short = with_header(one_section(right_docx(ND30)))
    assert faults(short) == {}
    assert unknowns(short) == {"ND30-PAGENUM-EXISTS"}
    long = with_header(with_text(one_section(right_docx(ND30)), *["Các đơn vị tổ chức thực hiện. " * 50] * 6))
    assert faults(long) == {"ND30-PAGENUM-EXISTS": "error"}


def test_a_header_for_even_pages_without_number_is_unknown() -> None:
    paper = right_docx(ND30)
    headers = {"default": (page_field(),), "even": (para(""),), "first": ()}
    assert "ND30-PAGENUM-EXISTS" in unknowns(with_section(paper, 0, headers=headers))


@BOTH
def test_page_1_shows_none(rule_set: RuleSet, present: str, first: str, place: str) -> None:
    assert faults(with_section(right_docx(rule_set), 0, title_page=False)) == {first: "error"}
    headers = {"default": (page_field(),), "first": (page_field(text="1"),)}
    assert faults(with_section(right_docx(rule_set), 0, headers=headers)) == {first: "error"}
    paper = right_pdf(rule_set)
    assert faults(with_numbers(paper, numbered("1", 1), numbered("2", 2))) == {first: "error"}


@BOTH
def test_a_pdf_has_numbers_from_page_2_on(rule_set: RuleSet, present: str, first: str, place: str) -> None:
    assert faults(with_numbers(right_pdf(rule_set))) == {present: "error"}
    assert faults(with_measured(with_numbers(right_pdf(rule_set)), pages=(page_of(1),))) == {}


def test_the_first_page_of_an_annex_needs_no_number() -> None:
    paper = with_measured(right_pdf(ND30), pages=tuple(map(page_of, (1, 2, 3, 4))))
    followed = with_numbers(paper, numbered("2", 2), numbered("2", 4))
    assert faults(followed) == {}
    assert faults(with_numbers(paper, numbered("2", 2), numbered("4", 4))) == {"ND30-PAGENUM-EXISTS": "error"}


def test_a_last_page_that_begins_as_an_annex_does_is_unknown() -> None:
    paper = with_measured(right_pdf(ND30), pages=tuple(map(page_of, (1, 2, 3))))
    title = replace(drawn(centred("DANH SÁCH", bold=True), 3, 30.0, 90.0, 130.0), align="giua")
    annexed = with_measured(paper, paragraphs=(*paper.measured.paragraphs, title))
    assert faults(annexed) == {}
    assert "ND30-PAGENUM-EXISTS" in unknowns(annexed)
    running = drawn(para("Các đơn vị thực hiện."), 3, 30.0, 30.0, 130.0)
    assert faults(with_measured(paper, paragraphs=(*paper.measured.paragraphs, running))) == {
        "ND30-PAGENUM-EXISTS": "error"
    }


@BOTH
def test_the_number_stands_in_the_middle_of_the_upper_margin(
    rule_set: RuleSet, present: str, first: str, place: str
) -> None:
    docx, pdf = right_docx(rule_set), right_pdf(rule_set)
    assert faults(with_header(docx, replace(page_field(), area="chan_trang"), footer=True)) == {place: "error"}
    assert faults(with_header(docx, replace(page_field(), align="phai"))) == {place: "error"}
    assert faults(with_header(docx, replace(page_field(), left_mm=50.0))) == {place: "error"}
    assert faults(with_numbers(pdf, numbered("2", 2, centre=190.0))) == {place: "error"}
    assert faults(with_numbers(pdf, replace(numbered("2", 2, baseline=287.0), area="chan_trang"))) == {place: "error"}


def test_a_number_behind_a_tab_or_in_a_shape_is_unknown() -> None:
    paper = right_docx(ND30)
    spans = (Span("\t", Letters(FONT, 14.0)), *page_field().spans)
    for number in (replace(page_field(), spans=spans, align="trai"), replace(page_field(), in_box=True)):
        changed = with_header(paper, number)
        assert faults(changed) == {}
        assert "ND30-PAGENUM-POS" in unknowns(changed)


def test_a_number_in_the_middle_of_wrong_margins_is_no_second_fault() -> None:
    paper = right_pdf(ND30)
    moved = []
    for paragraph in paper.measured.paragraphs:
        lines = tuple(
            replace(line, box=replace(line.box, left=line.box.left - 10, right=line.box.right - 10))
            for line in paragraph.lines
        )
        moved.append(replace(paragraph, lines=lines, left_mm=paragraph.left_mm - 10, right_mm=paragraph.right_mm - 10))
    assert faults(with_measured(paper, paragraphs=tuple(moved))) == {
        "ND30-PAGE-MARGIN-LEFT": "error", "ND30-PAGE-MARGIN-RIGHT": "error",
    }  # fmt: skip


def test_the_distance_to_the_edge_is_the_partys() -> None:
    assert faults(with_section(right_docx(HD05), 0, header_mm=12.5)) == {"HD05-PAGENUM-POS": "error"}
    assert faults(with_section(right_docx(HD05), 0, header_mm=11.5)) == {}
    assert faults(with_section(right_docx(ND30), 0, header_mm=12.5)) == {}
    assert faults(with_numbers(right_pdf(HD05), numbered("2", 2, baseline=18.0))) == {"HD05-PAGENUM-POS": "error"}
    below_other = with_header(right_docx(HD05), para(""), page_field())
    assert faults(below_other) == {}
    assert "HD05-PAGENUM-POS" in unknowns(below_other)


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [("Trang 2", 14, False, False), ("- 2 -", 14, False, False), ("2/5", 14, False, False), ("ii", 14, False, False),
     ("2", 12, False, False), ("2", 14, True, False), ("2", 14, False, True)],
)  # fmt: skip
def test_the_form_of_a_state_number(text: str, size: float, bold: bool, italic: bool) -> None:
    letters = Letters(FONT, float(size), bold=bold, italic=italic)
    number = numbered("2", 2)
    shown = replace(number, spans=(Span(text, letters),))
    assert faults(with_numbers(right_pdf(ND30), shown)) == {"ND30-PAGENUM-FORM": "error"}


def test_the_form_of_a_number_in_a_docx() -> None:
    dashes = (Span("- ", Letters(FONT, 14.0)), *page_field().spans, Span(" -", Letters(FONT, 14.0)))
    paper = right_docx(ND30)
    assert faults(with_header(paper, replace(page_field(), spans=dashes))) == {"ND30-PAGENUM-FORM": "error"}
    assert faults(with_header(paper, page_field(13))) == {}
    assert faults(with_header(paper, page_field(11))) == {"ND30-PAGENUM-FORM": "error"}
    assert faults(with_header(paper, page_field(text=""))) == {}
    assert faults(with_section(paper, 0, number_format="lowerRoman")) == {"ND30-PAGENUM-FORM": "error"}


def test_the_form_of_a_party_number() -> None:
    assert faults(with_numbers(right_pdf(HD05), numbered("2", 2, size=13.0, baseline=14.1))) == {
        "HD05-PAGENUM-SIZE": "warning"
    }
    assert faults(with_section(right_docx(HD05), 0, number_format="upperRoman")) == {"HD05-PAGENUM-PRESENT": "error"}


def test_the_main_text_is_numbered_from_1_without_a_break() -> None:
    assert faults(with_section(right_docx(ND30), 0, restart=3)) == {"ND30-PAGENUM-START": "error"}
    assert faults(with_section(right_docx(ND30), 0, restart=1)) == {}
    assert faults(with_numbers(right_pdf(ND30), numbered("3", 2))) == {"ND30-PAGENUM-START": "error"}
    # Without a known annex a restart may be one.
    unfound = replace(right_docx(ND30), annexes=())
    assert "ND30-PAGENUM-START" in unknowns(unfound)
    assert faults(unfound) == {}
    assert faults(with_section(unfound, 2, restart=7)) == {"ND30-PAGENUM-START": "error"}


@pytest.mark.parametrize(
    ("rule_set", "rule", "level"),
    [(ND30, "ND30-PAGENUM-APPENDIX", "error"), (HD05, "HD05-APPX-PAGENUM", "warning")],
)
def test_every_annex_is_numbered_for_itself(rule_set: RuleSet, rule: str, level: str) -> None:
    paper = right_docx(rule_set)
    assert faults(with_section(paper, 2, restart=None, title_page=False)) == {rule: level}
    assert faults(with_section(paper, 1, restart=4)) == {rule: level}
    # An annex that shows no number on its first page may have but one.
    assert faults(with_section(paper, 2, restart=None)) == {}
    assert rule in unknowns(with_section(paper, 2, restart=None))
    same = replace(paper, annexes=(paper.annexes[0], replace(paper.annexes[1], section=1)))
    assert faults(same) == {rule: level}


def test_the_numbers_of_an_annex_in_a_pdf() -> None:
    paper = with_measured(right_pdf(ND30), pages=tuple(map(page_of, (1, 2, 3, 4))))
    annexed = replace(paper, annexes=(replace(right_docx(ND30).annexes[0], first_page=3),))
    annexed = with_text_mention(annexed)
    right = with_numbers(annexed, numbered("2", 2), numbered("1", 3), numbered("2", 4))
    assert "ND30-PAGENUM-APPENDIX" not in faults(right)
    for wrong in ((numbered("3", 3), numbered("4", 4)), (numbered("4", 4),)):
        assert faults(with_numbers(annexed, numbered("2", 2), *wrong)).get("ND30-PAGENUM-APPENDIX") == "error"


def with_text_mention(paper: Paper) -> Paper:
    """The paper, announcing an annex."""
    item = replace(
        paper.body[0], paragraph=para("Chi tiết tại Phụ lục kèm theo."), rest="Chi tiết tại Phụ lục kèm theo."
    )
    return replace(paper, body=(*paper.body, item))
