"""What paragraphs look like: alignment, indents, gaps, what keeps them together, where pages break."""

from __future__ import annotations

import pytest

from service.the_thuc.model import Align, Spacing
from tests.the_thuc.docx.build import LEFT_MM, RIGHT_MM, SECTION, first, mm, p, ppr, r, read, style

PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


@pytest.mark.parametrize(
    ("value", "align"),
    [
        ("both", "deu"), ("distribute", "deu"), ("center", "giua"), ("left", "trai"), ("start", "trai"),
        ("right", "phai"), ("end", "phai"), ("sai", "trai"),
    ],
)  # fmt: skip
def test_alignment(value: str, align: Align) -> None:
    assert first(p("chữ", f'<w:jc w:val="{value}"/>')).align == align


def test_what_nobody_says() -> None:
    paragraph = first(p("chữ"))
    assert (paragraph.align, paragraph.first_line_mm, paragraph.before_pt, paragraph.after_pt) == ("trai", 0, 0, 0)
    assert paragraph.spacing == Spacing("boi_so", 1.0)
    assert (paragraph.keep_next, paragraph.contextual, paragraph.page_break_before) == (False, False, False)
    assert paragraph.left_mm == pytest.approx(LEFT_MM, abs=0.02)
    assert paragraph.right_mm == pytest.approx(RIGHT_MM, abs=0.02)


def test_indents_are_taken_from_the_column() -> None:
    paragraph = first(p("chữ", '<w:ind w:left="567" w:right="284" w:firstLine="720"/>'))
    assert paragraph.left_mm == pytest.approx(LEFT_MM + 10, abs=0.02)
    assert paragraph.right_mm == pytest.approx(RIGHT_MM - mm(284), abs=0.02)
    assert paragraph.first_line_mm == pytest.approx(12.7)


def test_indents_by_other_names_and_units() -> None:
    paragraph = first(p("chữ", '<w:ind w:start="1cm" w:end="12pt" w:hanging="0.5in"/>'))
    assert paragraph.left_mm == pytest.approx(LEFT_MM + 10, abs=0.02)
    assert paragraph.right_mm == pytest.approx(RIGHT_MM - mm(240), abs=0.02)
    assert paragraph.first_line_mm == pytest.approx(-12.7)


def test_indents_are_inherited_one_by_one() -> None:
    styles = style("Goc", ppr('<w:ind w:left="567" w:hanging="284"/>')) + style(
        "Con", ppr('<w:ind w:firstLine="720"/>'), base="Goc"
    )
    paragraph = first(p("chữ", '<w:pStyle w:val="Con"/><w:ind w:right="567"/>'), styles=styles)
    assert paragraph.left_mm == pytest.approx(LEFT_MM + 10, abs=0.02)
    assert paragraph.right_mm == pytest.approx(RIGHT_MM - 10, abs=0.02)
    assert paragraph.first_line_mm == pytest.approx(12.7)


@pytest.mark.parametrize(
    ("attributes", "spacing"),
    [
        ('w:line="276" w:lineRule="auto"', Spacing("boi_so", 1.15)),
        ('w:line="360"', Spacing("boi_so", 1.5)),
        ('w:line="360" w:lineRule="exact"', Spacing("chinh_xac", 18.0)),
        ('w:line="300" w:lineRule="atLeast"', Spacing("it_nhat", 15.0)),
        ('w:line="0" w:lineRule="atLeast"', Spacing("boi_so", 1.0)),
        ('w:line="sai"', Spacing("boi_so", 1.0)),
    ],
)
def test_distance_of_lines(attributes: str, spacing: Spacing) -> None:
    assert first(p("chữ", f"<w:spacing {attributes}/>")).spacing == spacing


def test_a_distance_without_a_rule_is_a_multiple_whatever_the_style_says() -> None:
    styles = style("Co", ppr('<w:spacing w:line="360" w:lineRule="exact" w:after="120"/>'))
    paragraph = first(p("chữ", '<w:pStyle w:val="Co"/><w:spacing w:line="240"/>'), styles=styles)
    assert paragraph.spacing == Spacing("boi_so", 1.0)
    assert paragraph.after_pt == 6


def test_gaps_come_from_defaults_styles_and_the_paragraph() -> None:
    gaps = "<w:pPr><w:spacing w:after='160' w:line='259'/></w:pPr>"
    defaults = f"<w:docDefaults><w:pPrDefault>{gaps}</w:pPrDefault></w:docDefaults>"
    styles = defaults + style("Goc", ppr('<w:spacing w:before="120"/>'), default=True)
    paragraph = first(p("chữ", '<w:spacing w:after="0"/>'), styles=styles)
    assert (paragraph.before_pt, paragraph.after_pt) == (6, 0)
    assert paragraph.spacing == Spacing("boi_so", 259 / 240)
    assert first(p("chữ"), styles=styles).after_pt == 8


def test_automatic_gaps_are_fourteen_points() -> None:
    paragraph = first(
        p("chữ", '<w:spacing w:before="100" w:beforeAutospacing="1" w:after="100" w:afterAutospacing="0"/>')
    )
    assert (paragraph.before_pt, paragraph.after_pt) == (14, 5)


def test_what_keeps_paragraphs() -> None:
    paragraph = first(p("chữ", "<w:keepNext/><w:pageBreakBefore/><w:contextualSpacing/>"))
    assert (paragraph.keep_next, paragraph.page_break_before, paragraph.contextual) == (True, True, True)
    styles = style("Giu", ppr("<w:keepNext/>"))
    assert first(p("chữ", '<w:pStyle w:val="Giu"/><w:keepNext w:val="0"/>'), styles=styles).keep_next is False


def test_a_break_before_the_text_starts_a_page() -> None:
    plain, broken = read(p("một") + p("", "", "", PAGE_BREAK + r("hai"))).paragraphs
    assert (plain.page_break_before, broken.page_break_before) == (False, True)


def test_a_break_behind_the_text_lets_the_next_paragraph_start_a_page() -> None:
    one, two, three = read(p("một", "", "", PAGE_BREAK) + p("hai") + p("ba")).paragraphs
    assert [one.page_break_before, two.page_break_before, three.page_break_before] == [False, True, False]


def test_a_break_alone_in_its_paragraph_starts_a_page_for_the_next() -> None:
    measured = read(p("một") + p("", "", "", PAGE_BREAK) + p("hai"))
    assert [one.page_break_before for one in measured.paragraphs] == [False, True, True]


def test_columns_of_a_section() -> None:
    section = SECTION.replace("</w:sectPr>", '<w:cols w:num="2" w:space="567"/></w:sectPr>')
    column_break = '<w:r><w:br w:type="column"/></w:r>'
    left, right, after = read(
        p("trái") + p("", "", "", column_break + r("phải")) + p("nữa"), section=section
    ).paragraphs
    assert (left.left_mm, left.right_mm) == pytest.approx((30, 30 + 77.5), abs=0.03)
    assert (right.left_mm, right.right_mm) == pytest.approx((30 + 87.5, 195), abs=0.03)
    assert after.left_mm == right.left_mm


def test_style_names_are_those_people_see() -> None:
    styles = style("Normal", default=True) + style("Than")
    named, default = read(p("a", '<w:pStyle w:val="Than"/>') + p("b"), styles=styles).paragraphs
    assert (named.style, default.style) == ("Than name", "Normal name")
