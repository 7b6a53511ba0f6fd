"""A letter on the finished page: no name of type, the subject under the number, the date level with the number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.rules.load import rule_sets
from service.rules.model import RuleSet
from tests.form.measure import Page, TextLine
from tests.form.papers import LETTER, PARTY_LETTER, changed
from tests.form.test_components import PLACE_MM, require_style

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

CASES = {
    "nd30": (LETTER, "Số: 07/VHXH-VX", ["V/v rà soát hộ nghèo năm 2026"]),
    "hd05": (PARTY_LETTER, "Số 05-CV/ĐU", ["về việc chuẩn bị hội nghị trực tuyến"]),
    "hd36": (
        changed(PARTY_LETTER, ngay_ban_hanh="2025-09-05", trich_yeu="chuẩn bị hội nghị trực tuyến"),
        "Số 05-CV/ĐU",
        ["chuẩn bị hội nghị trực tuyến"],
    ),
}
LONG_SUBJECT = (
    "rà soát, thống kê, tổng hợp số liệu hộ nghèo, hộ cận nghèo và kết quả thực hiện các chương trình mục tiêu quốc "
    "gia 6 tháng đầu năm 2026 trên địa bàn xã"
)


def subject_lines(page: Page, number: TextLine) -> list[TextLine]:
    """The lines of the left column below the number, down to the addressees."""
    label = page.starting("Kính gửi")
    return [
        line
        for line in page.lines
        if number.baseline + 1 < line.baseline < label.baseline - 1 and line.x1 < page.width / 2
    ]


@pytest.fixture(params=list(CASES))
def rule_set(request: pytest.FixtureRequest) -> RuleSet:
    return rule_sets()[request.param]


def test_number_and_subject_stand_centred_under_the_issuer(rule_set: RuleSet, pages: Pages) -> None:
    record, symbol, subject = CASES[rule_set.id]
    page = pages(record)[0]
    number = page.find(symbol)
    lines = subject_lines(page, number)
    assert [line.text for line in lines] == subject
    for line in lines:
        require_style(line, rule_set, "trich_yeu_cong_van")
        assert line.centre == pytest.approx(number.centre, abs=PLACE_MM)
    assert number.baseline == pytest.approx(page.starting("Ia Lâm, ngày").baseline, abs=1)


def test_the_state_subject_keeps_six_points_from_the_number(pages: Pages) -> None:
    page = pages(LETTER)[0]
    number = page.find("Số: 07/VHXH-VX")
    (line,) = subject_lines(page, number)
    single_mm = 1.149 * line.runs[0].size * 25.4 / 72
    gap_pt = (line.baseline - number.baseline - single_mm) * 72 / 25.4
    assert gap_pt == pytest.approx(rule_sets()["nd30"].thanh_phan["trich_yeu_cong_van"].truoc_pt, abs=0.5)


def test_no_name_of_type_no_rule_and_no_dashes(rule_set: RuleSet, pages: Pages) -> None:
    record, symbol, _ = CASES[rule_set.id]
    page = pages(record)[0]
    assert not any("CÔNG VĂN" in line.text or line.text == "-----" for line in page.lines)
    assert not [stroke for stroke in page.strokes if stroke.y > page.find(symbol).baseline]


def test_a_long_subject_is_balanced_within_the_column_and_does_not_widen_it(pages: Pages) -> None:
    page, short = pages(changed(LETTER, trich_yeu=LONG_SUBJECT))[0], pages(LETTER)[0]
    number = page.find("Số: 07/VHXH-VX")
    lines = subject_lines(page, number)
    assert " ".join(line.text for line in lines) == f"V/v {LONG_SUBJECT}"
    assert 4 <= len(lines) <= 5
    assert min(line.width for line in lines) > 0.7 * max(line.width for line in lines)
    title = page.starting("CỘNG HÒA")
    assert all(line.x1 < title.x0 for line in lines)
    assert all(line.x0 > 29.5 for line in lines)
    for text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHÒNG VĂN HÓA - XÃ HỘI", "Số: 07/VHXH-VX"):
        assert page.find(text).x0 == pytest.approx(short.find(text).x0, abs=0.2)
    assert page.starting("Ia Lâm, ngày").baseline == pytest.approx(number.baseline, abs=1)
    assert page.starting("Kính gửi").baseline > lines[-1].baseline + 4


@pytest.mark.parametrize(
    ("fields", "symbol"),
    [
        ({"ky_hieu_don_vi": None}, "Số: 07/VHXH"),
        ({"so_van_ban": None, "so_ky_hieu": "2047/UBND-VX"}, "Số: 2047/UBND-VX"),
    ],
)
def test_the_symbol_follows_what_is_given(pages: Pages, fields: dict[str, Any], symbol: str) -> None:
    assert pages(changed(LETTER, **fields))[0].find(symbol)


def test_the_recipients_begin_with_as_above(rule_set: RuleSet, pages: Pages) -> None:
    record, _, _ = CASES[rule_set.id]
    page = pages(record)[-1]
    label = page.find("Nơi nhận:")
    first = min(
        (line for line in page.lines if line.baseline > label.baseline + 1 and line.x1 < page.width / 2),
        key=lambda line: line.baseline,
    )
    assert first.text == f"- Như trên{rule_set.cau_chu.noi_nhan_giua}"
