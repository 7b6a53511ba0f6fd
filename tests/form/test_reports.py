"""Reports on the finished page: parts and chapters, tables with merged cells and totals, numbers as they were typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.rules.load import rule_sets
from service.rules.model import RuleSet
from tests.form.measure import Page
from tests.form.papers import PARTY_REPORT, REPORT, changed
from tests.form.test_components import PLACE_MM, require_style, text_edges

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

ND30, HD05 = rule_sets()["nd30"], rule_sets()["hd05"]
BOTH = pytest.mark.parametrize(("record", "rule_set"), [(REPORT, ND30), (PARTY_REPORT, HD05)], ids=["State", "Party"])
NUMBERS = ["1.234,5", "2.345,678", "0,05", "99,96%", "+12", "-3,4", "1 234"]


def outline(rows: int = 0, number: str = "Phần I") -> str:
    table = [
        "Bảng 1. Diện tích cây trồng",
        "Đơn vị tính: ha",
        "| TT | Cây trồng | Năm 2025 | < | Năm 2026 | < |",
        "| ^ | ^ | Kế hoạch | Thực hiện | Kế hoạch | Thực hiện |",
        "|---|---|---|---|---|---|",
        *(f"| {n} | Cây trồng thứ {n} | {n}.234,5 | {n},25 | {n}00 | {n}.000 |" for n in range(1, rows + 1)),
        "|  | **Tổng cộng** | **1.234,5** | **6,25** | **100** | **1.000** |",
    ]
    lines = [
        "Cơ quan báo cáo như sau:",
        number,
        "KẾT QUẢ THỰC HIỆN",
        "I. VỀ KINH TẾ",
        f"1. Diện tích đạt {'; '.join(NUMBERS)}.",
        *(table if rows else []),
        "2. Chăn nuôi ổn định.",
        number.replace("I", "II") if number.endswith("I") else "Phần thứ hai",
        "PHƯƠNG HƯỚNG",
        "1. Tiếp tục thực hiện.",
        "Trên đây là báo cáo của cơ quan.",
    ]
    return "\n".join(lines)


@BOTH
def test_title_and_symbol_are_those_of_a_report(pages: Pages, record: dict[str, Any], rule_set: RuleSet) -> None:
    page = pages(record)[0]
    require_style(page.find("BÁO CÁO"), rule_set, "ten_loai")
    assert page.find("Số: 07/BC-VHXH" if rule_set is ND30 else "Số 05-BC/ĐU")


@BOTH
@pytest.mark.parametrize("number", ["Phần I", "Phần thứ nhất"])
def test_parts_stand_centred_with_their_title_in_capitals_below(
    pages: Pages, record: dict[str, Any], rule_set: RuleSet, number: str
) -> None:
    page = pages(changed(record, noi_dung=outline(number=number)))[0]
    label, title = page.find(number), page.find("KẾT QUẢ THỰC HIỆN")
    left, right = text_edges(rule_set)
    for line, component in ((label, "nhan_phan"), (title, "ten_phan")):
        require_style(line, rule_set, component)
        assert line.centre == pytest.approx((left + right) / 2, abs=PLACE_MM)
    assert 0 < title.baseline - label.baseline < 9
    # Between the heading and the paragraph below stand the 6 points that every paragraph has.
    below = page.lines[page.lines.index(title) + 1]
    gap_pt = (below.baseline - title.baseline) * 72 / 25.4 - 1.149 * 14
    assert gap_pt >= 5.5
    second = page.find("Phần II" if number == "Phần I" else "Phần thứ hai")
    require_style(second, rule_set, "nhan_phan")


@BOTH
def test_numbers_are_printed_as_they_were_typed(pages: Pages, record: dict[str, Any], rule_set: RuleSet) -> None:
    page = pages(changed(record, noi_dung=outline(rows=3)))[0]
    text = " ".join(line.text for line in page.lines)
    for number in NUMBERS:
        assert number in text, number
    assert [line.text for line in page.lines if line.text.startswith("1. Diện tích đạt 1.234,5")]


@BOTH
def test_a_table_shows_merged_headers_caption_unit_and_totals(
    pages: Pages, record: dict[str, Any], rule_set: RuleSet
) -> None:
    page = pages(changed(record, noi_dung=outline(rows=3)))[0]
    left, right = text_edges(rule_set)
    caption, unit = page.find("Bảng 1. Diện tích cây trồng"), page.find("Đơn vị tính: ha")
    require_style(caption, rule_set, "ten_bang")
    require_style(unit, rule_set, "don_vi_bang")
    assert caption.centre == pytest.approx((left + right) / 2, abs=PLACE_MM)
    assert unit.x1 == pytest.approx(right, abs=PLACE_MM)
    assert caption.baseline < unit.baseline < page.find("Năm 2025").baseline
    plan, done = [line for line in page.lines if line.text in ("Kế hoạch", "Thực hiện")][:2]
    assert page.find("Năm 2025").centre == pytest.approx((plan.x0 + done.x1) / 2, abs=4)
    name = page.find("Cây trồng")
    assert page.find("Năm 2025").baseline < name.baseline < plan.baseline
    total = next(line for line in page.lines if line.text == "Tổng cộng")
    assert total.bold
    on_line = [line for line in page.lines if abs(line.baseline - total.baseline) < 0.5]
    assert [line.text for line in sorted(on_line, key=lambda line: line.x0)] == [
        "Tổng cộng", "1.234,5", "6,25", "100", "1.000"
    ]  # fmt: skip
    assert all(line.bold for line in on_line)


@BOTH
def test_a_table_over_pages_repeats_both_header_rows(pages: Pages, record: dict[str, Any], rule_set: RuleSet) -> None:
    all_pages = pages(changed(record, noi_dung=outline(rows=60)))
    row = re.compile(r"Cây trồng thứ (\d+)")
    holding = [page for page in all_pages if any(row.search(line.text) for line in page.lines)]
    assert len(holding) >= 2
    for page in holding:
        assert page.find("Năm 2026")
        assert len([line for line in page.lines if line.text == "Thực hiện"]) == 2
    rows = [int(found[1]) for page in all_pages for line in page.lines if (found := row.search(line.text))]
    assert rows == list(range(1, 61))
    for page in holding:
        assert all(line.x0 > text_edges(rule_set)[0] - PLACE_MM for line in page.lines)
        assert all(line.x1 < text_edges(rule_set)[1] + PLACE_MM for line in page.lines)
