"""Placeholders, decimals, file properties, the regime, tone marks, long tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.rules.model import RuleSet
from service.the_thuc.model import Cell, Table
from tests.the_thuc.checks.papers_page import (
    HD05,
    HD36,
    ND30,
    centred,
    faults,
    para,
    right_docx,
    told,
    unknowns,
    with_measured,
    with_part,
    with_text,
)

BOTH = pytest.mark.parametrize(("rule_set", "rule"), [(ND30, "ND30-DRAFT-LEFTOVER"), (HD05, "HD05-PLACEHOLDER")])


@BOTH
@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Giao {{ don_vi }} chủ trì.", "error"),
        ("Giao {% if x %} chủ trì.", "error"),
        ("Giao <<Đơn vị>> chủ trì.", "error"),
        ("Giao [tên đơn vị] chủ trì.", "error"),
        ("Giao [...] chủ trì.", "error"),
        ("Giao xxx chủ trì.", "error"),
        ("Giao XXXX chủ trì.", "error"),
        ("Giao XXX chủ trì.", "warning"),
        ("Giao ………… chủ trì.", "warning"),
        ("Giao ______ chủ trì.", "warning"),
    ],
)
def test_what_was_not_filled_in(rule_set: RuleSet, rule: str, text: str, level: str) -> None:
    assert faults(with_text(right_docx(rule_set), text)) == {rule: level}


@pytest.mark.parametrize(
    "text",
    [
        "Các đơn vị: phòng, ban, trường học...",
        "Các đơn vị: phòng, ban, trường học…",
        "Ngày ..... tháng ..... năm 2026 tổ chức họp.",
        "Theo Công văn số ………/UBND-VX của tỉnh.",
        "Theo Nghị quyết Đại hội lần thứ XXX và Phụ lục XXX.",
        "Ông nêu: “Chúng ta [...] cùng làm ……… việc này”.",
        "Xem trang 5 [1], [2].",
        "_________",
    ],
)
def test_what_may_stand(text: str) -> None:
    assert faults(with_text(right_docx(ND30), text)) == {}


def test_a_form_to_fill_in_has_its_dots_and_brackets() -> None:
    paper = right_docx(ND30)
    row = replace(para("Họ và tên: …………………"), cell=Cell(0, 0, 0, 2, framed=True))
    assert faults(with_measured(paper, paragraphs=(*paper.measured.paragraphs, row))) == {}
    form = para("Họ và tên: ………………… [tên đơn vị]")
    annexed = replace(paper.annexes[0], paragraphs=(*paper.annexes[0].paragraphs, form))
    changed = replace(
        with_measured(paper, paragraphs=(*paper.measured.paragraphs, form)), annexes=(annexed, paper.annexes[1])
    )
    assert faults(changed) == {"ND30-DRAFT-LEFTOVER": "warning"}


@BOTH
def test_traces_of_drafting(rule_set: RuleSet, rule: str) -> None:
    paper = with_measured(right_docx(rule_set), leftovers=("2 nhận xét", "sửa đổi chưa chấp nhận"))
    assert [marked.finding.rule for marked in told(paper)] == [rule, rule]
    assert told(paper)[0].finding.found == "2 nhận xét"


@pytest.mark.parametrize("text", ["Đạt tỷ lệ 12.5% kế hoạch.", "Kinh phí 1.5 tỷ đồng.", "Diện tích 3.75ha."])
def test_decimals_have_a_comma(text: str) -> None:
    assert faults(with_text(right_docx(ND30), text)) == {"ND30-NUM-DECIMAL": "warning"}
    assert faults(with_text(right_docx(HD05), text)) == {}


@pytest.mark.parametrize(
    "text",
    ["Đạt tỷ lệ 12,5% kế hoạch.", "Kinh phí 1.500 tỷ đồng.", "Theo điểm 2.1 mục này.", "Ngày 05.12 họp.",
     "1.2 triệu hộ dân.", "Cách 1.234.567 km.", "Bản “tăng 12.5%” giữ nguyên.", "Tại 192.168.1.10 haproxy."],
)  # fmt: skip
def test_what_is_no_decimal_point(text: str) -> None:
    assert faults(with_text(right_docx(ND30), text)) == {}


def test_the_title_among_the_properties() -> None:
    paper = right_docx(ND30)
    for title in ("", "Kế hoạch Về cải cách hành chính", "05/KH-UBND"):
        assert faults(with_measured(paper, info={"title": title})) == {}
    assert faults(with_measured(paper, info={"title": "Báo cáo năm 2019"})) == {"ND30-META": "info"}


@pytest.mark.parametrize(
    ("rule_set", "day", "found"),
    [
        (HD05, date(2018, 1, 5), "ngày 05/01/2018, chương trình không có quy tắc của thời kỳ đó"),
        (HD05, date(2026, 5, 26), "đang kiểm tra theo Hướng dẫn số 05-HD/VPTW"),
        (HD36, date(2026, 5, 27), "đang kiểm tra theo Hướng dẫn số 36-HD/VPTW"),
    ],
)
def test_the_regime_of_the_date(rule_set: RuleSet, day: date, found: str) -> None:
    paper = replace(right_docx(rule_set), ngay=day)
    (marked,) = [one for one in told(paper) if one.finding.rule == "HD05-REGIME"]
    assert (marked.finding.level, marked.finding.found) == ("error", found)


def test_an_open_date_has_no_regime_and_one_that_cannot_be_read_is_unknown() -> None:
    paper = replace(right_docx(HD05), ngay=None)
    assert "HD05-REGIME" in unknowns(paper)
    blank = with_part(paper, "dia_danh_ngay", centred("Bình Phú, ngày      tháng 6 năm 2026", 14, italic=True))
    assert "HD05-REGIME" not in unknowns(blank)
    missing = replace(paper, components={})
    assert "HD05-REGIME" in unknowns(missing)


def test_tone_marks_stand_one_way() -> None:
    paper = right_docx(HD05)
    assert faults(with_text(paper, "Đảng ủy xã hòa giải.")) == {"HD05-TONE-CONSIST": "warning"}
    assert faults(with_text(paper, "Tỉnh uỷ hoà giải ở Khánh Hòa với bà Thúy, quý này hoàn toàn khoẻ.")) == {}
    assert faults(with_text(right_docx(ND30), "Tỉnh uỷ và Đảng ủy.")) == {}


def test_long_tables_repeat_their_head() -> None:
    table = Table(0, 0, framed=True, left_mm=30, width_mm=165, rows=12, header_rows=0, rows_kept=True)
    paper = right_docx(HD05)
    assert faults(with_measured(paper, tables=(table,))) == {"HD05-TABLE-HEADER": "info"}
    for right in (replace(table, header_rows=1), replace(table, rows=5), replace(table, framed=False)):
        assert faults(with_measured(paper, tables=(right,))) == {}
    split = replace(table, header_rows=1, rows_kept=False)
    assert faults(with_measured(paper, tables=(split,))) == {"HD05-TABLE-HEADER": "info"}
