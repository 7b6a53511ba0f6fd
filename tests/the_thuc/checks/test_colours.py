"""Black letters, no underline, sizes that go together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.rules.model import RuleSet
from service.the_thuc.model import Cell, Letters, Paragraph, Span
from service.the_thuc.paper import BodyItem, Paper
from tests.the_thuc.checks.papers_page import (
    FONT,
    HD05,
    ND30,
    centred,
    dressed,
    faults,
    para,
    right_docx,
    right_pdf,
    unknowns,
    with_measured,
    with_part,
)


def adding(paper: Paper, *paragraphs: Paragraph) -> Paper:
    return with_measured(paper, paragraphs=(*paper.measured.paragraphs, *paragraphs))


def coloured(colour: str, text: str = "Chữ màu") -> Paragraph:
    return dressed(para(text), lambda one: replace(one, color=colour))


@pytest.mark.parametrize(("rule_set", "rule"), [(ND30, "ND30-COLOR-BLACK"), (HD05, "HD05-FONT-COLOR")])
def test_letters_are_black(rule_set: RuleSet, rule: str) -> None:
    assert faults(adding(right_docx(rule_set), coloured("0000FF"))) == {rule: "error"}
    assert faults(adding(right_pdf(rule_set), coloured("FF0000"))) == {rule: "error"}
    # A converter's black is a little off; a DOCX that asks for it says so.
    assert faults(adding(right_pdf(rule_set), coloured("231F20"))) == {}
    assert faults(adding(right_docx(rule_set), coloured("0D0D0D"))) == {rule: "warning"}


def test_the_urgency_may_be_red_found_or_not() -> None:
    red = dressed(centred("HỎA TỐC", 13, bold=True), lambda one: replace(one, color="FF0000"))
    assert faults(with_part(right_docx(ND30), "do_khan", red)) == {}
    assert faults(adding(right_docx(ND30), red)) == {}


def test_marked_letters_are_told_but_not_the_shaded_head_of_a_table() -> None:
    marked = dressed(para("Tô vàng"), lambda one: replace(one, shaded=True))
    assert faults(adding(right_docx(ND30), marked)) == {"ND30-COLOR-BLACK": "warning"}
    in_table = replace(marked, cell=Cell(0, 0, 0, 3, framed=True))
    assert faults(adding(right_docx(ND30), in_table)) == {}


def test_underlined_letters_are_told_of_a_state_paper_alone() -> None:
    lined = dressed(para("Gạch chân"), lambda one: replace(one, underline=True))
    assert faults(adding(right_docx(ND30), lined)) == {"ND30-STYLE-NOUNDERLINE": "warning"}
    assert faults(adding(right_docx(HD05), lined)) == {}
    address = dressed(para("vanphong@binhphu.gov.vn"), lambda one: replace(one, underline=True))
    assert faults(adding(right_docx(ND30), address)) == {}


def sized(paragraph: Paragraph, size: float) -> Paragraph:
    return dressed(paragraph, lambda one: replace(one, size_pt=size))


@pytest.mark.parametrize(("quoc_hieu", "tieu_ngu", "ngay", "right"), [
    (12, 13, 13, True), (13, 14, 14, True), (12, 14, 14, False), (13, 14, 13, False), (13, 13, 14, False),
    (13, 15, 14, True),  # 15 is no size of the motto at all: its own rule tells
])  # fmt: skip
def test_sizes_of_the_head_are_of_one_set(quoc_hieu: int, tieu_ngu: int, ngay: int, right: bool) -> None:
    paper = right_docx(ND30)
    for name, size in (("quoc_hieu", quoc_hieu), ("tieu_ngu", tieu_ngu), ("dia_danh_ngay", ngay)):
        paper = with_part(paper, name, sized(paper.components[name].first, size))
    assert faults(paper) == ({} if right else {"ND30-SIZE-SET": "error"})


def test_sizes_of_a_doubtful_head_are_unknown() -> None:
    paper = right_docx(ND30)
    small = dressed(paper.components["quoc_hieu"].first, lambda one: replace(one, size_pt=12.0))
    doubtful = with_part(paper, "quoc_hieu", small, sure=False)
    assert faults(doubtful) == {}
    assert "ND30-SIZE-SET" in unknowns(doubtful)


def test_the_body_keeps_to_one_size_its_tables_left_out() -> None:
    paper = right_docx(ND30)
    small = para("Đoạn này dùng cỡ chữ khác hẳn với phần còn lại của văn bản.", 13)
    other = replace(paper, body=(*paper.body, BodyItem(small, "than", rest=small.text)))
    assert faults(other) == {"ND30-SIZE-BODY-UNIFORM": "warning"}
    assert faults(replace(paper, body=(*paper.body, BodyItem(small, "bang", rest=small.text)))) == {}
    word = replace(
        small, spans=(Span("m", Letters(FONT, 10.0)), Span(paper.body[0].paragraph.text, Letters(FONT, 14.0)))
    )
    assert faults(replace(paper, body=(*paper.body, BodyItem(word, "trich")))) == {}
