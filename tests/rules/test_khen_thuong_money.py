"""Bonus money of awards, transcribed from the decree and the Party's guidance and compared with what is computed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from schemas.khen_thuong.awards import Proposed, award_of
from schemas.khen_thuong.facts import KinhPhi
from schemas.khen_thuong.money import bonus, bonus_lines
from schemas.khen_thuong.rows import AnyRow, CaNhan, HoGiaDinh, TapThe
from service.rules.khen_thuong.load import base_salary_on, khen_thuong_rules
from service.rules.khen_thuong.model import CheDoKhen

OLD_DAY, NEW_DAY = date(2026, 6, 30), date(2026, 7, 1)
PERSON = CaNhan(danh_xung="Bà", ho_ten="Ksor H’Nhan", don_vi="Thôn Ia Dreng")
HOUSEHOLD = HoGiaDinh(danh_xung="Ông", ten_chu_ho="Rơ Châm Bơ", dia_chi="Làng Dreng")
GROUP = TapThe(ten="Thôn Ia Dreng")
CELL = TapThe(ten="Chi bộ thôn Ia Dreng")
PARTY_BASE = TapThe(ten="Đảng bộ Công an xã")

# Award, receiver, coefficient, đồng at 2.340.000 (to 30/6/2026), đồng at 2.530.000 (from 01/7/2026).
# Nghị định 152/2025/NĐ-CP, Điều 49 đến 54: coefficient × base salary, rounded up to 10.000 đồng.
STATE = [
    ("Giấy khen", PERSON, 0.3, 710_000, 760_000),
    ("Giấy khen", HOUSEHOLD, 0.45, 1_060_000, 1_140_000),
    ("Giấy khen", GROUP, 0.6, 1_410_000, 1_520_000),
    ("Lao động tiên tiến", PERSON, 0.3, 710_000, 760_000),
    ("Chiến sĩ tiên tiến", PERSON, 0.3, 710_000, 760_000),
    ("Tập thể lao động tiên tiến", GROUP, 0.8, 1_880_000, 2_030_000),
    ("Đơn vị tiên tiến", GROUP, 0.8, 1_880_000, 2_030_000),
    ("Chiến sĩ thi đua cơ sở", PERSON, 1.0, 2_340_000, 2_530_000),
    ("Tập thể lao động xuất sắc", GROUP, 1.5, 3_510_000, 3_800_000),
    ("Đơn vị quyết thắng", GROUP, 1.5, 3_510_000, 3_800_000),
    ("Thôn, tổ dân phố văn hóa", GROUP, 1.5, 3_510_000, 3_800_000),
    ("Xã, phường, đặc khu tiêu biểu", GROUP, 2.0, 4_680_000, 5_060_000),
    ("Chiến sĩ thi đua tỉnh", PERSON, 3.0, 7_020_000, 7_590_000),
    ("Chiến sĩ thi đua toàn quốc", PERSON, 4.5, 10_530_000, 11_390_000),
    ("Cờ thi đua của Ủy ban nhân dân tỉnh", GROUP, 8.0, 18_720_000, 20_240_000),
    ("Cờ thi đua của Chính phủ", GROUP, 12.0, 28_080_000, 30_360_000),
    ("Bằng khen", PERSON, 1.5, 3_510_000, 3_800_000),
    ("Bằng khen", GROUP, 3.0, 7_020_000, 7_590_000),
    ("Bằng khen của Thủ tướng Chính phủ", PERSON, 3.5, 8_190_000, 8_860_000),
    ("Bằng khen của Thủ tướng Chính phủ", GROUP, 7.0, 16_380_000, 17_710_000),
]
# Award, receiver, years in a row, coefficient, đồng at 2.530.000. Hướng dẫn 56-HD/VPTW, rounded as the State does.
PARTY = [
    ("Giấy khen", PERSON, None, 0.3, 760_000),
    ("Giấy khen", PERSON, 4, 0.3, 760_000),
    ("Giấy khen", PERSON, 5, 1.0, 2_530_000),
    ("Bằng khen", PERSON, 5, 1.5, 3_800_000),
    ("Giấy khen", CELL, None, 0.6, 1_520_000),
    ("Giấy khen", CELL, 5, 1.5, 3_800_000),
    ("Giấy khen", PARTY_BASE, None, 2.0, 5_060_000),
    ("Bằng khen", PARTY_BASE, 5, 5.0, 12_650_000),
    ("Cờ", PARTY_BASE, 5, 8.0, 20_240_000),
]


def money(award: str, row: AnyRow, day: date, che_do: CheDoKhen = "nha_nuoc") -> list[int]:
    """What the program pays for one row, line by line."""
    kind = {TapThe: "tap_the", HoGiaDinh: "ho_gia_dinh", CaNhan: "ca_nhan"}[type(row)]
    proposed = Proposed(kind, 0, row, award)  # type: ignore[arg-type]
    return [line.total for line in bonus_lines([proposed], KinhPhi(nguon="Quỹ"), che_do, day)]


@pytest.mark.parametrize(("award", "row", "coefficient", "old", "new"), STATE)
def test_a_state_award_is_paid_as_the_decree_says(
    award: str, row: AnyRow, coefficient: float, old: int, new: int
) -> None:
    assert money(award, row, OLD_DAY) == [old]
    assert money(award, row, NEW_DAY) == [new]
    assert bonus(coefficient, 2_340_000, 10_000) == old
    assert bonus(coefficient, 2_530_000, 10_000) == new


@pytest.mark.parametrize(("award", "row", "years", "coefficient", "new"), PARTY)
def test_a_party_award_is_paid_as_the_guidance_says(
    award: str, row: AnyRow, years: int | None, coefficient: float, new: int
) -> None:
    assert money(award, row.model_copy(update={"so_nam_lien_tuc": years}), NEW_DAY, "dang") == [new]
    assert bonus(coefficient, 2_530_000, 10_000) == new


def test_no_award_of_the_rules_pays_anything_that_is_not_written_down_here() -> None:
    def paid(che_do: str) -> set[tuple[str, float]]:
        awards = [award for award in khen_thuong_rules().hinh_thuc.values() if award.che_do == che_do]
        return {(award.ten, coefficient) for award in awards for coefficient in award.he_so.values()}

    assert paid("nha_nuoc") == {(award, coefficient) for award, _, coefficient, _, _ in STATE}
    assert paid("dang") == {(award, coefficient) for award, _, _, coefficient, _ in PARTY}
    assert {award.ten for award in khen_thuong_rules().hinh_thuc.values() if not award.he_so} == {"Gia đình văn hóa"}


def test_a_title_without_money_is_not_paid() -> None:
    assert money("Gia đình văn hóa", HOUSEHOLD, NEW_DAY) == []


@pytest.mark.parametrize(
    ("first", "last", "salary"),
    [
        (date(2023, 7, 1), date(2024, 6, 30), 1_800_000),
        (date(2024, 7, 1), date(2026, 6, 30), 2_340_000),
        (date(2026, 7, 1), date(2030, 12, 31), 2_530_000),
    ],
)
def test_the_base_salary_of_a_day(first: date, last: date, salary: int) -> None:
    assert base_salary_on(first) == base_salary_on(last) == salary
    assert base_salary_on(first - timedelta(days=1)) != salary


def test_before_the_first_known_salary_there_is_none() -> None:
    assert base_salary_on(date(2023, 6, 30)) is None


@pytest.mark.parametrize(
    ("coefficient", "salary", "amount"),
    [
        (0.3, 2_530_000, 760_000),  # 759.000
        (1.0, 2_530_000, 2_530_000),  # already a multiple
        (0.3, 1_800_000, 540_000),
        (0.1, 2_234_000, 230_000),  # 223.400, never down
        (0.45, 2_340_000, 1_060_000),  # 1.053.000
        (1.1, 10_000_000, 11_000_000),  # no fraction that a binary number would add
        (0.07, 1_000_000, 70_000),
    ],
)
def test_money_is_rounded_up_to_ten_thousand(coefficient: float, salary: int, amount: int) -> None:
    assert bonus(coefficient, salary, 10_000) == amount


def test_both_regimes_round_alike_and_the_tables_begin_with_their_instruments() -> None:
    rules = khen_thuong_rules().tien_thuong
    assert {che_do: (rule.lam_tron, rule.tu) for che_do, rule in rules.items()} == {
        "nha_nuoc": (10_000, date(2025, 7, 1)),
        "dang": (10_000, date(2015, 10, 27)),
    }


@pytest.mark.parametrize("award", ["Bằng khen của Thủ tướng Chính phủ", "Cờ thi đua của Chính phủ", "Bằng khen"])
def test_the_longer_name_decides_which_award_is_meant(award: str) -> None:
    found = award_of(Proposed("tap_the", 0, GROUP, award), "nha_nuoc")
    assert found is not None
    assert found.ten == award
