"""Faults in papers not made here are told by their rule, in whatever shape; and nothing else is called an error."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.the_thuc.foreign.corpus import PARTY_PLAN, PLAN_BODY, STATE_LETTER, STATE_PLAN
from tests.the_thuc.foreign.papers import Words, make
from tests.the_thuc.foreign.parts import rewritten
from tests.the_thuc.foreign.told import rules_told, told

SHAPES: tuple[dict[str, Any], ...] = (
    {},
    {"head": "breaks", "foot": "breaks"},
    {"head": "all_breaks", "foot": "tabs"},
    {"head": "boxes", "foot": "indent_box"},
    {"head": "tabs", "numbering": True},
    {"head": "one_cell", "rule": "border", "normal": "word365"},
)
STATE_FAULTS: dict[str, dict[str, Any]] = {
    "ND30-SO-PATTERN": {"number": "Số 982/KH-UBND"},
    "ND30-SO-TYPEABBR": {"number": "Số: 982/BC-UBND"},
    "ND30-DD-FORM": {"date": "Nghệ An ngày 19 tháng 11 năm 2025"},
    "ND30-KY-PREFIX": {"authority": ("T/M ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")},
    "ND30-KY-NAME": {"name": "PHAN THÀNH VINH"},
    "ND30-NN-LUU": {"recipients": ("- Bộ Nội vụ;", "- Lưu VT, NC.")},
    "ND30-NN-LIST": {"recipients": ("- Bộ Nội vụ,", "- Lưu: VT, NC.")},
}
PARTY_FAULTS: dict[str, dict[str, Any]] = {
    "HD05-NUM-COLON": {"number": "Số: 07-KH/ĐU"},
    "HD05-BODY-END": {"body": (*PARTY_PLAN.body[:-1], PARTY_PLAN.body[-1] + "/.")},
    "HD05-SIGN-AUTH-FORM": {"authority": ("TM. BAN THƯỜNG VỤ",)},
    "HD05-NN-PUNCT": {"recipients": ("- Thường trực Đảng ủy xã;", "- Lưu Văn phòng Đảng ủy.")},
    "HD05-NN-LUU": {"recipients": ("- Thường trực Đảng ủy xã,", "- Lưu: VT.")},
}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("rule", STATE_FAULTS)
def test_a_fault_of_a_state_paper_is_told_in_every_shape(rule: str, shape: dict[str, Any]) -> None:
    assert rules_told(make(replace(STATE_PLAN, **STATE_FAULTS[rule]), **shape), "error") == {rule}


@pytest.mark.parametrize("shape", [one for one in SHAPES if one.get("head") != "breaks"], ids=str)
@pytest.mark.parametrize("rule", PARTY_FAULTS)
def test_a_fault_of_a_party_paper_is_told_in_every_shape(rule: str, shape: dict[str, Any]) -> None:
    assert rules_told(make(replace(PARTY_PLAN, **PARTY_FAULTS[rule]), **shape), "error") == {rule}


@pytest.mark.parametrize("head", ["table", "breaks", "boxes", "one_cell", "all_breaks"])
def test_an_underlined_motto_is_no_drawn_line(head: str) -> None:
    assert rules_told(make(STATE_PLAN, head=head, rule="underline"), "error") == {"ND30-TN-LINE", "ND30-CQ-LINE"}


@pytest.mark.parametrize("foot", ["table", "tabs", "breaks", "indent_box"])
def test_a_letter_without_as_above_is_told(foot: str) -> None:
    words = replace(STATE_LETTER, recipients=("- Phòng NVDTPC (để biết);", "- Lưu: VT, QLDN3."))
    assert rules_told(make(words, foot=foot), "error") == {"ND30-NN-NHUTREN"}


def test_a_law_cited_in_quotes_has_numbers_of_its_own() -> None:
    cited = (
        "Căn cứ Điều 10 Thông tư số 111/2013/TT-BTC ngày 15/8/2013 của Bộ Tài chính quy định:",
        "“Điều 10. Căn cứ tính thuế đối với thu nhập từ đầu tư vốn", "3. Thu nhập từ đầu tư vốn là thu nhập chịu thuế.",
        "d) Thuế suất áp dụng theo Biểu thuế toàn phần.”",
    )  # fmt: skip
    words = replace(STATE_LETTER, body=(STATE_LETTER.body[0], *cited, *cited, STATE_LETTER.body[-1]))
    assert told(make(words)) == []


def test_a_number_behind_a_line_break_is_not_missed() -> None:
    at = PLAN_BODY.index("#II. NỘI DUNG")
    joined = f"{PLAN_BODY[at - 1]}\n{PLAN_BODY[at].lstrip('#')}"
    words = replace(STATE_PLAN, body=(*PLAN_BODY[: at - 1], joined, *PLAN_BODY[at + 1 :]))
    assert rules_told(make(words)) == {"ND30-BODY-NOFAKE"}


def test_a_tab_behind_the_mark_of_an_item_parts_no_columns() -> None:
    body = tuple(re.sub(r"^(-|\w\)|\d\.) ", r"\1\t", line) for line in PLAN_BODY)
    assert told(make(replace(STATE_PLAN, body=body))) == []


def test_a_tab_in_running_text_parts_no_columns() -> None:
    body = (PLAN_BODY[0].replace(" ban hành ", " ban hành\t", 1), *PLAN_BODY[1:])
    assert rules_told(make(replace(STATE_PLAN, body=body))) == {"ND30-BODY-NOFAKE"}


@pytest.mark.parametrize("added", [False, True])
def test_word_leaves_the_larger_of_two_gaps_unless_the_paper_adds_them(added: bool) -> None:
    paper = make(STATE_PLAN, noise=False)
    for _ in PLAN_BODY:
        paper = rewritten(paper, 'w:before="120" w:after="120"', 'w:before="60" w:after="60"')
    if added:
        add = "<w:doNotUseHTMLParagraphAutoSpacing/><w:compatSetting"
        paper = rewritten(paper, "<w:compatSetting", add, part="word/settings.xml")
    assert rules_told(paper, "error") == (set() if added else {"ND30-BODY-PARASPACE"})


def test_a_line_break_between_name_of_the_type_and_subject_parts_them() -> None:
    words: Words = replace(STATE_PLAN, kind=f"{STATE_PLAN.kind}\n{STATE_PLAN.subject}", subject="")
    assert rules_told(make(words), "error") == {"ND30-TY-LINE"}
