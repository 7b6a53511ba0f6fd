"""Bonus money of an award proposal: who is paid, by which coefficient, on which day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.form.papers import changed
from tests.khen_thuong.records import PARTY_AWARD, STATE_AWARD, people
from tests.khen_thuong.test_made_text import text_of
from tests.khen_thuong.test_rules import codes, is_valid

PERSON = STATE_AWARD["ca_nhan"][0]
FUND = {"nguon": "quỹ"}


def money_of(**changes: Any) -> str:
    return " ".join(text_of(changed(STATE_AWARD, **{"kinh_phi": FUND, **changes})))


def test_a_form_is_paid_beside_a_title() -> None:
    rows = [PERSON, {**PERSON, "hinh_thuc": "Lao động tiên tiến"}]
    text = money_of(ca_nhan=rows)
    assert "Giấy khen, cá nhân: 01 × 760.000" in text
    assert "Danh hiệu “Lao động tiên tiến”, cá nhân: 01 × 760.000" in text
    assert "dự kiến là 1.520.000 đồng" in text


def test_the_table_holds_from_its_day_on() -> None:
    early = {"ngay_ban_hanh": "2025-06-30", "cuoc_hop": {"ngay": "2025-06-20"}, "ky_xet": {"nam": 2025}}
    assert codes(changed(STATE_AWARD, **early, kinh_phi=FUND)) == {("he-so-khong-co", "/kinh_phi/he_so")}
    later = changed(STATE_AWARD, **early, kinh_phi={**FUND, "ngay_quyet_dinh": "2025-07-01"})
    assert "02 × 710.000 đồng" in " ".join(text_of(later))


def test_an_own_coefficient_is_of_one_receiver() -> None:
    own = {**FUND, "he_so": [{"hinh_thuc": "Giấy khen", "doi_tuong": "tap_the", "he_so": 1.0}]}
    text = money_of(kinh_phi=own, tap_the=[{"ten": "Thôn 1"}])
    assert "Giấy khen, tập thể: 01 × 2.530.000" in text
    assert "Giấy khen, cá nhân: 02 × 760.000" in text


@pytest.mark.parametrize(("day", "passes"), [("2026-12-04", False), ("2026-12-05", True), ("2027-01-10", True)])
def test_a_decision_is_not_before_the_proposal(day: str, passes: bool) -> None:
    record = changed(STATE_AWARD, kinh_phi={**FUND, "ngay_quyet_dinh": day})
    if passes:
        assert is_valid(record)
    else:
        assert codes(record) == {("ngay-lui", "/kinh_phi/ngay_quyet_dinh")}


def test_a_decision_may_fall_on_a_day_of_the_month_that_a_draft_leaves_open() -> None:
    record = changed(STATE_AWARD, ngay_ban_hanh="2026-12", kinh_phi={**FUND, "ngay_quyet_dinh": "2026-12-10"})
    assert is_valid(record)


def test_an_award_without_money_has_none() -> None:
    family = {"danh_xung": "Ông", "ten_chu_ho": "Rơ Châm Bơ", "dia_chi": "Làng Krông", "hinh_thuc": "Gia đình văn hóa"}
    text = money_of(ca_nhan=[], ho_gia_dinh=[family, {**family, "ten_chu_ho": "A Lý", "hinh_thuc": "Giấy khen"}])
    assert "Giấy khen, hộ gia đình: 01 × 1.140.000" in text
    assert "Gia đình văn hóa”, hộ" not in text


def test_party_cells_tell_members_of_one_name_apart() -> None:
    member = PARTY_AWARD["ca_nhan"][0]
    assert is_valid(changed(PARTY_AWARD, ca_nhan=[member, {**member, "chi_bo": "Chi bộ thôn 2"}]))
    assert codes(changed(PARTY_AWARD, ca_nhan=[member, member])) == {("de-nghi-trung", "/ca_nhan/1")}


def test_what_the_centre_decides_no_commune_does() -> None:
    record = changed(STATE_AWARD, hinh_thuc="Bằng khen của Thủ tướng Chính phủ", ca_nhan=people(1))
    assert codes(record) == {("vuot-tham-quyen", "/ca_nhan/0")}


@pytest.mark.parametrize(("years", "coefficient"), [(1, "760.000"), (4, "760.000"), (5, "2.530.000")])
def test_a_party_letter_after_five_years_in_a_row_is_worth_more(years: int, coefficient: str) -> None:
    rows = [{**PARTY_AWARD["ca_nhan"][0], "so_nam_lien_tuc": years}]
    assert f"01 × {coefficient} đồng" in " ".join(text_of(changed(PARTY_AWARD, ca_nhan=rows, kinh_phi=FUND)))
