"""Annexes: announced, numbered, labelled, titled, with what they go with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.rules.model import RuleSet
from service.the_thuc.model import Letters, Paragraph, Span
from service.the_thuc.paper import AnnexFound, BodyItem, Paper
from tests.the_thuc.checks.papers_page import (
    FONT,
    HD05,
    ND30,
    centred,
    faults,
    para,
    right_docx,
    told,
    unknowns,
    with_part,
)


def saying(paper: Paper, *texts: str) -> Paper:
    """The paper with another body."""
    return replace(paper, body=tuple(BodyItem(para(text), "than", rest=text) for text in texts))


def with_annex(paper: Paper, index: int, **changes: object) -> Paper:
    """The paper with one annex changed."""
    annexes = list(paper.annexes)
    annexes[index] = replace(annexes[index], **changes)  # type: ignore[arg-type]
    return replace(paper, annexes=tuple(annexes))


def label(text: str, size: float = 14, *, bold: bool = True) -> Paragraph:
    return centred(text, size, bold=bold)


def alone(paper: Paper, text: str = "Phụ lục") -> Paper:
    """The paper with its first annex only, labelled so."""
    return with_annex(replace(paper, annexes=paper.annexes[:1]), 0, label=label(text))


@pytest.mark.parametrize(
    "text",
    [
        "Nội dung tại Phụ lục I và Phụ lục II.",
        "Nội dung tại các phụ lục I, II ban hành kèm theo.",
        "Nội dung tại Phụ lục I - II.",
        "Nội dung tại các phụ lục kèm theo.",
        "Nội dung tại Phụ lục I và II kèm theo Kế hoạch này.",
    ],
)
def test_an_announced_annex_is_right_however_it_is_named(text: str) -> None:
    assert faults(saying(right_docx(ND30), text)) == {}


def test_an_annex_that_nothing_announces_is_told_by_its_label() -> None:
    paper = saying(right_docx(ND30), "Nội dung tại Phụ lục I kèm theo Kế hoạch này.")
    assert faults(paper) == {"ND30-PL-MENTION": "error"}
    (found,) = told(paper)
    assert found.finding.place == "Phụ lục II"
    assert faults(saying(right_docx(HD05), "Không nhắc gì."))["HD05-APPX-REF"] == "warning"


def test_annexes_of_other_papers_are_none_of_ours() -> None:
    text = "Nội dung tại Phụ lục I, Phụ lục II; mẫu theo Phụ lục III ban hành kèm theo Nghị định số 30/2020/NĐ-CP."
    assert told(saying(right_docx(ND30), text)) == []


def test_an_annex_of_our_own_that_is_not_there_may_be_another_file() -> None:
    text = "Nội dung tại Phụ lục I, Phụ lục II và Phụ lục III kèm theo Kế hoạch này."
    paper = saying(right_docx(ND30), text)
    assert faults(paper) == {"ND30-PL-MENTION": "warning"}
    none = replace(saying(right_docx(ND30), "Nội dung tại Phụ lục I kèm theo Kế hoạch này."), annexes=())
    assert faults(none) == {}
    assert "ND30-PL-MENTION" in unknowns(none)


def test_without_a_known_body_nothing_is_told() -> None:
    paper = replace(right_docx(ND30), body=())
    assert faults(paper) == {}
    assert unknowns(paper) == {"ND30-PL-MENTION"}


def test_a_list_that_bears_its_own_name_needs_no_label() -> None:
    title = (centred("DANH SÁCH", 14, bold=True), centred("được khen thưởng", 14, bold=True))
    listed = AnnexFound(None, title, None, (), starts_page=True, section=1)
    paper = replace(right_docx(ND30), annexes=(replace(listed, reference=right_docx(ND30).annexes[0].reference),))
    assert faults(saying(paper, "Tặng thưởng (có danh sách kèm theo).")) == {}
    assert faults(saying(paper, "Không nhắc gì.")) == {"ND30-PL-MENTION": "error"}


@pytest.mark.parametrize(("rule_set", "rule", "level", "wrong"), [
    (ND30, "ND30-PL-ROMAN", "error", "Phụ lục 2"), (HD05, "HD05-APPX-NUMERAL", "warning", "Phụ lục II"),
    (ND30, "ND30-PL-ROMAN", "error", "Phụ lục"), (ND30, "ND30-PL-ROMAN", "error", "Phụ lục I"),
])  # fmt: skip
def test_several_annexes_are_numbered_in_order(rule_set: RuleSet, rule: str, level: str, wrong: str) -> None:
    paper = with_annex(right_docx(rule_set), 1, label=label(wrong))
    broken = faults(saying(paper, "Nội dung tại các phụ lục kèm theo."))
    assert broken == {rule: level}


def test_a_gap_in_the_numbers_may_be_another_file() -> None:
    paper = with_annex(right_docx(ND30), 1, label=label("Phụ lục III"))
    assert faults(saying(paper, "Nội dung tại các phụ lục kèm theo.")) == {"ND30-PL-ROMAN": "warning"}


def test_a_single_annex_has_no_number() -> None:
    paper = saying(right_docx(ND30), "Nội dung tại Phụ lục kèm theo.")
    assert faults(alone(paper)) == {}
    assert faults(alone(paper, "Phụ lục I")) == {"ND30-PL-ROMAN": "error"}
    more = saying(alone(paper, "Phụ lục I"), "Nội dung tại Phụ lục I và Phụ lục II.")
    assert "ND30-PL-ROMAN" not in faults(more)
    assert "ND30-PL-ROMAN" in unknowns(more)


@pytest.mark.parametrize("wrong", [label("PHỤ LỤC I"), label("Phụ lục I", 13), label("Phụ lục I", bold=False),
                                   label("Phụ lục I: DANH MỤC"), centred("Phụ lục I", 14, bold=True, italic=True),
                                   replace(label("Phụ lục I"), align="trai")])  # fmt: skip
def test_the_label_of_a_state_annex(wrong: Paragraph) -> None:
    assert faults(with_annex(right_docx(ND30), 0, label=wrong)) == {"ND30-PL-LABEL": "error"}


def test_a_label_and_title_parted_by_a_break_stand_on_lines_of_their_own() -> None:
    broken = replace(label("x"), spans=(Span("Phụ lục I\nDANH MỤC", Letters(FONT, 14.0, bold=True)),))
    assert faults(with_annex(right_docx(ND30), 0, label=broken, title=())) == {}


@pytest.mark.parametrize("wrong", [label("Danh mục công việc"), label("DANH MỤC", 12), label("DANH MỤC", bold=False)])
def test_the_title_of_a_state_annex(wrong: Paragraph) -> None:
    assert faults(with_annex(right_docx(ND30), 0, title=(wrong,))) == {"ND30-PL-TITLE": "error"}


@pytest.mark.parametrize(
    "text",
    ["Kèm theo Kế hoạch số 05/KH-UBND", "(Kèm theo Kế hoạch số 06/KH-UBND ngày 05 tháng 02 năm 2026 của UBND xã)",
     "(Kèm theo Kế hoạch số 05/KH-UBND ngày 06 tháng 02 năm 2026 của UBND xã)"],
)  # fmt: skip
def test_the_reference_names_this_paper(text: str) -> None:
    wrong = centred(text, 14, italic=True)
    assert faults(with_annex(right_docx(ND30), 0, reference=wrong)) == {"ND30-PL-REF": "error"}


@pytest.mark.parametrize(
    "text",
    ["(Kèm theo Kế hoạch số        /KH-UBND ngày     tháng 02 năm 2026 của UBND xã)",
     "(Ban hành kèm theo Quyết định số 05/KH-UBND ngày 05/02/2026 của UBND xã)"],
)  # fmt: skip
def test_a_reference_may_leave_number_and_date_open(text: str) -> None:
    assert faults(with_annex(right_docx(ND30), 0, reference=centred(text, 13, italic=True))) == {}


def test_a_reference_of_a_draft_is_not_held_against_its_number() -> None:
    draft = with_part(right_docx(ND30), "so_ky_hieu", centred("Số:        /KH-UBND", 13))
    assert faults(replace(draft, ngay=None)) == {}


def test_the_letters_of_the_reference_and_its_absence() -> None:
    upright = centred("(Kèm theo Kế hoạch số 05/KH-UBND của UBND xã)", 14)
    assert faults(with_annex(right_docx(ND30), 0, reference=upright)) == {"ND30-PL-REF": "error"}
    assert faults(with_annex(right_docx(ND30), 0, reference=None)) == {"ND30-PL-REF": "warning"}
    assert faults(with_annex(right_docx(HD05), 0, reference=None)) == {"HD05-APPX-REF": "warning"}


def test_an_annex_begins_a_page() -> None:
    assert faults(with_annex(right_docx(ND30), 0, starts_page=False)) == {"ND30-PL-NEWPAGE": "warning"}
    assert unknowns(with_annex(right_docx(ND30), 0, starts_page=None)) == {"ND30-PL-NEWPAGE"}
