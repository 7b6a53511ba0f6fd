"""The sheet: size, orientation, margins as a DOCX says and a PDF shows them, what stands outside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.rules.model import RuleSet
from service.the_thuc.model import Box, Paragraph, Table
from service.the_thuc.paper import Paper
from tests.the_thuc.checks.papers_page import (
    HD05,
    ND30,
    drawn,
    faults,
    page_of,
    para,
    right_docx,
    right_pdf,
    told,
    unknowns,
    with_measured,
    with_part,
    with_section,
)

FRAMED = Table(0, 0, framed=True, left_mm=28.1, width_mm=168.0, rows=3, header_rows=1, rows_kept=True)


def shifted(paper: Paper, *, left: float = 0.0, right: float = 0.0, down: float = 0.0) -> Paper:
    """The paper's running text moved, in millimetres; the head stays."""
    moved = []
    for paragraph in paper.measured.paragraphs:
        if paragraph.area == "than" and len(paragraph.lines) > 1:
            lines = tuple(
                replace(
                    line,
                    baseline_mm=line.baseline_mm + down,
                    box=replace(
                        line.box,
                        left=line.box.left + left,
                        right=line.box.right + (right if line is not paragraph.lines[-1] else 0.0),
                    ),
                )
                for line in paragraph.lines
            )
            moved.append(replace(paragraph, lines=lines))
        elif paragraph.area == "than" and left > 0:
            moved.append(paragraph if paragraph.left_mm >= 30 + left else replace(paragraph, lines=()))
        else:
            moved.append(paragraph)
    return with_measured(paper, paragraphs=tuple(moved))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"width_mm": 215.9, "height_mm": 279.4}, "PAGE-SIZE"),
        ({"top_mm": 19.5}, "PAGE-MARGIN-TOP"),
        ({"top_mm": 25.5}, "PAGE-MARGIN-TOP"),
        ({"bottom_mm": 15.0}, "PAGE-MARGIN-BOTTOM"),
        ({"left_mm": 25.0}, "PAGE-MARGIN-LEFT"),
        ({"right_mm": 25.0}, "PAGE-MARGIN-RIGHT"),
    ],
)
@pytest.mark.parametrize(("rule_set", "prefix"), [(ND30, "ND30-"), (HD05, "HD05-")])
def test_what_a_docx_says_of_its_page_is_held_against_the_rules(
    rule_set: RuleSet, prefix: str, changes: dict[str, float], rule: str
) -> None:
    broken = faults(with_section(right_docx(rule_set), 0, **changes))
    # The number stands in the middle of the old margins.
    broken.pop(f"{prefix}PAGENUM-POS", None)
    broken.pop("ND30-PAGE-OVERFLOW", None)
    assert broken == {prefix + rule: "error"}


def test_a_state_paper_may_choose_within_the_ranges_where_a_party_paper_may_not() -> None:
    wide = {"top_mm": 25.0, "bottom_mm": 25.2, "left_mm": 30.0, "right_mm": 15.0}
    assert faults(with_section(right_docx(ND30), 0, **wide)) == {}
    assert set(faults(with_section(right_docx(HD05), 0, **wide))) == {
        "HD05-PAGE-MARGIN-TOP", "HD05-PAGE-MARGIN-BOTTOM",
    }  # fmt: skip


def test_the_margin_found_is_told_in_millimetres_with_what_is_allowed() -> None:
    (found,) = told(with_section(right_docx(ND30), 0, top_mm=15.0))
    assert (found.finding.expected, found.finding.found) == ("lề trên 20–25 mm", "lề trên 15 mm")
    assert found.finding.place == "Phân đoạn 1"


def test_margins_of_a_lying_annex_are_a_warning_and_it_needs_a_table() -> None:
    lying = with_section(right_docx(ND30), 1, width_mm=297.0, height_mm=210.0, landscape=True, left_mm=20.0, headers={})
    table = replace(FRAMED, section=1, left_mm=20.0)
    assert faults(with_measured(lying, tables=(table,))) == {"ND30-PAGE-MARGIN-LEFT": "warning"}
    assert faults(lying)["ND30-PAGE-ORIENT"] == "error"
    unframed = with_measured(lying, tables=(replace(table, framed=False),))
    assert "ND30-PAGE-ORIENT" in unknowns(unframed)


def test_mirrored_margins_are_the_partys_and_doubtful_in_a_state_paper() -> None:
    assert faults(with_measured(right_docx(HD05), mirrored=True)) == {}
    assert faults(with_measured(right_docx(ND30), mirrored=True)) == {"ND30-PAGE-MARGIN-LEFT": "warning"}


def test_a_gutter_is_told_of_a_party_paper_and_counts_as_left_margin_of_a_state_paper() -> None:
    party = with_section(right_docx(HD05), 0, gutter_mm=5.0, left_mm=25.0)
    assert faults(party) == {"HD05-PAGE-GUTTER": "warning"}
    assert faults(with_section(right_docx(ND30), 0, gutter_mm=5.0, left_mm=25.0)) == {}


def test_a5_is_for_administrative_papers_of_the_party() -> None:
    small = right_docx(HD05)
    sections = tuple(replace(one, width_mm=148.0, height_mm=210.0) for one in small.measured.sections)
    small = with_measured(small, sections=sections)
    broken = faults(small)
    assert "HD05-PAGE-SIZE" not in broken
    assert broken["HD05-PAGE-SIZE-A5"] == "warning"
    assert "HD05-PAGE-SIZE-A5" not in faults(replace(small, loai="giay_moi"))
    assert "HD05-PAGE-SIZE-A5" in unknowns(replace(small, loai=None))


@pytest.mark.parametrize(
    ("move", "rule"),
    [
        ({"left": -6.0}, "ND30-PAGE-MARGIN-LEFT"),
        ({"left": 8.0}, "ND30-PAGE-MARGIN-LEFT"),
        ({"right": 6.0}, "ND30-PAGE-MARGIN-RIGHT"),
        ({"right": -9.0}, "ND30-PAGE-MARGIN-RIGHT"),
        ({"down": -45.0}, "ND30-PAGE-MARGIN-TOP"),
        ({"down": 165.0}, "ND30-PAGE-MARGIN-BOTTOM"),
    ],
)
def test_a_pdf_shows_margins_by_its_lines(move: dict[str, float], rule: str) -> None:
    assert faults(shifted(right_pdf(ND30), **move)) == {rule: "error"}


def test_a_pdf_within_the_range_is_right() -> None:
    assert faults(shifted(right_pdf(ND30), left=3.0, right=-3.0)) == {}


def test_lines_of_a_state_pdf_at_30_mm_are_wrong_for_nobody_and_35_mm_is_too_far_for_the_party() -> None:
    assert faults(right_pdf(HD05)) == {}
    assert faults(shifted(right_pdf(HD05), left=4.0)) == {"HD05-PAGE-MARGIN-LEFT": "error"}


def test_the_back_of_a_party_sheet_has_its_margins_the_other_way_round() -> None:
    paper = right_pdf(HD05)
    turned = []
    for paragraph in paper.measured.paragraphs:
        if paragraph.page == 2 and paragraph.area == "than":
            lines = tuple(
                replace(line, box=replace(line.box, left=line.box.left - 15, right=line.box.right - 15))
                for line in paragraph.lines
            )
            paragraph = replace(paragraph, lines=lines)
        elif paragraph.area == "dau_trang":
            paragraph = replace(paragraph, left_mm=paragraph.left_mm - 15, right_mm=paragraph.right_mm - 15)
        turned.append(paragraph)
    assert faults(with_measured(paper, paragraphs=tuple(turned))) == {}


def test_one_line_proves_no_margin() -> None:
    paper = right_pdf(ND30)
    lone = drawn(para("Một dòng duy nhất."), 1, 60.0, 45.0, 120.0)
    lone_paper = with_measured(replace(paper, components={}), paragraphs=(lone,), pages=(page_of(1),))
    assert faults(lone_paper) == {}
    assert {"ND30-PAGE-MARGIN-LEFT", "ND30-PAGE-MARGIN-RIGHT"} <= unknowns(lone_paper)


def test_a_line_that_stands_out_of_the_rest_is_told_as_such() -> None:
    paper = right_pdf(ND30)
    out = drawn(para("Dòng này bắt đầu ngoài lề."), 2, 150.0, 20.0, 100.0)
    assert faults(with_measured(paper, paragraphs=(*paper.measured.paragraphs, out))) == {"ND30-PAGE-OVERFLOW": "error"}
    # A stamp, and what stands in a shape, may.
    assert faults(with_part(paper, "lien_he", out)) == {}
    boxed = replace(out, in_box=True)
    assert faults(with_measured(paper, paragraphs=(*paper.measured.paragraphs, boxed))) == {}


def test_a_table_may_stand_out_by_its_padding_and_no_more() -> None:
    docx = right_docx(ND30)
    assert faults(with_measured(docx, tables=(FRAMED,))) == {}
    assert faults(with_measured(docx, tables=(replace(FRAMED, width_mm=180.0),))) == {"ND30-PAGE-OVERFLOW": "error"}
    assert faults(with_measured(docx, tables=(replace(FRAMED, width_mm=180.0, framed=False),))) == {}
    pdf = right_pdf(ND30)
    wide, fitting = (replace(page_of(2), tables=(Box(2, 28.1, 100, end, 150),)) for end in (205.0, 196.5))
    assert faults(with_measured(pdf, pages=(page_of(1), wide))) == {"ND30-PAGE-OVERFLOW": "error"}
    assert faults(with_measured(pdf, pages=(page_of(1), fitting))) == {}


def test_a_paragraph_of_a_docx_with_a_negative_indent_stands_out() -> None:
    paper = right_docx(ND30)
    out = replace(para("Thụt lề âm."), left_mm=20.0)
    assert faults(with_measured(paper, paragraphs=(*paper.measured.paragraphs, out))) == {"ND30-PAGE-OVERFLOW": "error"}
    hanging = replace(para("- Treo"), left_mm=37.0, first_line_mm=-7.0)
    assert faults(with_measured(paper, paragraphs=(*paper.measured.paragraphs, hanging))) == {}


def test_a_lying_page_of_a_pdf_needs_a_table_on_it_or_beside_it() -> None:
    paper = right_pdf(ND30)
    lying = page_of(3, landscape=True)
    number = replace(paper.measured.paragraphs[-1], page=3, left_mm=155.0, right_mm=157.0)
    number = replace(number, spans=tuple(replace(span, text="3") for span in number.spans))
    paragraphs = (*paper.measured.paragraphs, number)
    pages = (*paper.measured.pages, lying)
    assert faults(with_measured(paper, pages=pages, paragraphs=paragraphs)) == {"ND30-PAGE-ORIENT": "error"}
    tabled = (*paper.measured.pages, replace(lying, tables=(Box(3, 31, 30, 270, 150),)))
    assert faults(with_measured(paper, pages=tabled, paragraphs=paragraphs)) == {}


def test_the_size_of_a_pdf_page() -> None:
    paper = right_pdf(ND30)
    letter = replace(page_of(2), height_mm=279.4, width_mm=215.9)
    found = faults(with_measured(paper, pages=(page_of(1), letter)))
    assert found["ND30-PAGE-SIZE"] == "error"
    assert faults(with_measured(paper, pages=(page_of(1), replace(page_of(2), height_mm=297.04)))) == {}


def test_a_page_of_nothing_but_a_table_is_looked_at_too() -> None:
    paper = right_pdf(ND30)
    number = replace(paper.measured.paragraphs[-1], page=3)
    number = replace(number, spans=tuple(replace(span, text="3") for span in number.spans))
    third = replace(page_of(3), tables=(Box(3, 15, 30, 195, 150),))
    wide = with_measured(paper, pages=(*paper.measured.pages, third), paragraphs=(*paper.measured.paragraphs, number))
    assert faults(wide) == {"ND30-PAGE-OVERFLOW": "error"}


@pytest.mark.parametrize(
    ("rule_set", "rule"), [(ND30, "ND30-PAGE-MARGIN-TOP"), (HD05, "HD05-PAGE-MARGIN-TOP")], ids=["State", "Party"]
)
def test_a_text_that_begins_low_on_every_page_tells_of_the_upper_margin(rule_set: RuleSet, rule: str) -> None:
    def lower(paragraph: Paragraph) -> Paragraph:
        lines = tuple(
            replace(line, baseline_mm=line.baseline_mm + 12, box=replace(line.box, top=line.box.top + 12))
            for line in paragraph.lines
        )
        return replace(paragraph, lines=lines) if paragraph.area == "than" else paragraph

    paper = right_pdf(rule_set)
    moved = tuple(lower(one) for one in paper.measured.paragraphs)
    assert rule in faults(with_measured(paper, paragraphs=moved))
