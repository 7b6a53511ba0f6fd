"""Every value of a rule set says where in the law it stands, so that a person can look it up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import BaseModel

from service.rules.load import rule_sets
from service.rules.model import CitedRule, RuleSet

ND30, HD36, HD05 = (rule_sets()[name] for name in ("nd30", "hd36", "hd05"))
SETS = list(rule_sets().items())

# Component: sizes the law allows, capitals, bold, italic, alignment.
# Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, III, V.

CITED = {
    "nd30": {
        "can_cu": "Mục II, khoản 6, điểm a, e", "than": "Mục II, khoản 6, điểm e", "so_ky_hieu": "Mục II, khoản 3",
        "dia_danh_ngay": "Mục II, khoản 4", "ten_loai": "Mục II, khoản 5", "trich_yeu": "Mục II, khoản 5",
        "trich_yeu_cong_van": "Mục II, khoản 5", "quoc_hieu": "Mục II, khoản 1", "tieu_ngu": "Mục II, khoản 1",
        "ten_cap_tren": "Mục II, khoản 2", "ten_co_quan": "Mục II, khoản 2", "do_khan": "Mục III, khoản 2, điểm b",
        "kinh_gui": "Mục II, khoản 9", "dieu": "Mục II, khoản 6, điểm đ", "quyen_han": "Mục II, khoản 7, điểm b",
        "chuc_vu": "Mục II, khoản 7, điểm c", "ho_ten": "Mục II, khoản 7, điểm c", "noi_nhan": "Mục II, khoản 9",
        "nhan_noi_nhan": "Mục II, khoản 9", "nguoi_soan_thao": "Mục III, khoản 3", "lien_he": "Mục III, khoản 4",
        "so_trang": "Mục I, khoản 7", "nhan_phu_luc": "Mục III, khoản 1, điểm b",
        "kem_theo": "Mục III, khoản 1, điểm c",
    },
    "hd05": {
        "tieu_de_dang": "Mục I, điểm 1.2", "ten_co_quan": "Mục I, điểm 2.2", "so_ky_hieu": "Mục I, điểm 3.2",
        "dia_danh_ngay": "Mục I, điểm 4.2", "ten_loai": "Mục I, điểm 5.2", "trich_yeu": "Mục I, điểm 5.2",
        "can_cu": "Mục I, điểm 6.2.3", "than": "Mục I, điểm 6.2.2", "quyen_han": "Mục I, điểm 7.1",
        "noi_nhan": "Mục I, điểm 9.2", "do_khan": "Mục II, điểm 3", "nguoi_soan_thao": "Mục II, điểm 5",
        "lien_he": "Mục II, điểm 6", "so_trang": "Mục IV, điểm 5.1", "nhan_phu_luc": "Mục II, điểm 1.2",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule_set", "component", "place"),
    [(rule_sets()[name], component, place) for name, places in CITED.items() for component, place in places.items()],
)
def test_a_component_cites_the_place_that_regulates_it(rule_set: RuleSet, component: str, place: str) -> None:
    assert place in rule_set.citation(rule_set.thanh_phan[component])


def test_periods() -> None:
    assert {name: (rule.hieu_luc_tu, rule.hieu_luc_den) for name, rule in rule_sets().items()} == {
        "nd30": (date(2020, 3, 5), None),
        "hd36": (date(2018, 4, 3), date(2026, 5, 26)),
        "hd05": (date(2026, 5, 27), None),
    }


def cited(rule_set: RuleSet) -> Iterator[tuple[str, CitedRule]]:
    """Every table with a citation, by its place."""
    stack: list[tuple[str, object]] = [("", rule_set)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, BaseModel):
            if isinstance(value, CitedRule):
                yield place, value
            stack.extend((f"{place}.{name}", getattr(value, name)) for name in type(value).model_fields)
        elif isinstance(value, dict):
            stack.extend((f"{place}.{key}", item) for key, item in value.items())


@pytest.mark.parametrize("name", ["nd30", "hd36", "hd05"])
def test_every_table_is_cited_so_that_a_person_can_look_it_up(name: str) -> None:
    rule_set = rule_sets()[name]
    tables = dict(cited(rule_set))
    assert len(tables) > 40
    for place, rule in tables.items():
        citation = rule_set.citation(rule)
        if rule.regulated and rule is not rule_set:
            assert citation.startswith(f"{rule_set.ten}, "), place
            if name == "nd30":
                places = ("Phụ lục I, Phần I, Mục", "Phụ lục I, Phần II, Mục", "Phụ lục II, Mục", "Điều 7")
                assert any(part in citation for part in places), place
            else:
                assert "Phần II, Mục" in citation or "Quy định số 66-QĐ/TW" in citation, place
        else:
            assert citation == rule.dieu_khoan, place


def test_what_is_taken_over_is_cited_as_taken_over() -> None:
    assert HD36.citation(HD36.ky) == (
        "Hướng dẫn số 36-HD/VPTW, lấy theo Hướng dẫn số 05-HD/VPTW, Phần II, Mục I, điểm 7.1"
    )
    assert HD36.thanh_phan["bang"].dieu_khoan == HD05.thanh_phan["bang"].dieu_khoan
