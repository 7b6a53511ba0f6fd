"""`vanthu rules`: the catalog as a list, one rule in full, and the same as JSON."""

from __future__ import annotations

import json
import re

from service.cli_errors import ExitCode
from service.rules_view import all_rules, as_json
from tests.cli.calls import Vanthu


def test_list_has_a_line_for_every_rule(vanthu: Vanthu) -> None:
    called = vanthu("rules")
    assert (called.code, called.err) == (ExitCode.OK, "")
    for rule in all_rules().values():
        assert f"  {rule.id} " in called.out
        assert rule.ten in called.out


def test_a_rule_tells_level_law_dates_what_is_allowed_and_how_to_mend(vanthu: Vanthu) -> None:
    called = vanthu("rules", "nd30-qh-fmt")
    assert (called.code, called.err) == (ExitCode.OK, "")
    for words in (
        "ND30-QH-FMT",
        "Mức: lỗi",
        "Nghị định số 30/2020/NĐ-CP (từ 05/3/2020)",
        "Phụ lục I, Phần I, Mục II, khoản 1",
        "cỡ chữ 12 hoặc 13, in hoa, đậm, đứng, căn giữa",
        "Cách sửa: ",
    ):
        assert words in called.out


def test_a_party_rule_tells_both_guidances_with_their_dates(vanthu: Vanthu) -> None:
    out = vanthu("rules", "HD05-TITLE-STYLE").out
    assert "từ 03/4/2018 đến 26/5/2026" in out
    assert "từ 27/5/2026" in out


def test_json_holds_the_same(vanthu: Vanthu) -> None:
    every = json.loads(vanthu("rules", "--json").out)
    assert [one["rule"] for one in every] == list(all_rules())
    one = json.loads(vanthu("rules", "HD05-TITLE-STYLE", "--json").out)
    assert {rule_set["id"] for rule_set in one["rule_sets"]} == {"hd36", "hd05"}


def test_an_unknown_id_gets_the_nearest_ones(vanthu: Vanthu) -> None:
    called = vanthu("rules", "ND30-QH-FNT")
    assert called.code == ExitCode.WRONG_USAGE
    assert "ND30-QH-FMT" in called.err


def test_what_is_allowed_is_told_in_words_and_of_this_rule_alone(vanthu: Vanthu) -> None:
    expected = {
        "ND30-PAGE-MARGIN-TOP": "Cho phép: lề trên 20–25 mm\n",
        "ND30-CQ-LINE": "Cho phép: nét kẻ liền dài từ 1/3 đến 1/2 dòng chữ\n",
        "ND30-SO-PATTERN": "Cho phép: “Số: [số]/[tên loại viết tắt]-[tên cơ quan viết tắt]”\n",
        "ND30-BODY-INDENT": "Cho phép: dòng đầu lùi 10 hoặc 12,7 mm\n",
        "ND30-CC-SEMI": "Cho phép: mỗi căn cứ kết thúc bằng “;”\n",
        "ND30-KG-MULTI": "Cho phép: đầu dòng “-”, cuối mỗi dòng “;”, cuối dòng cuối “.”\n",
        "HD05-BODY-LINE": "Cho phép: giãn dòng chính xác 18–22 pt\n",
        "HD05-PAGE-MARGIN-LEFT": "Cho phép: lề trái 30 mm; mặt sau của trang in hai mặt 15 mm\n",
    }
    for rule, line in expected.items():
        assert line in vanthu("rules", rule).out


def test_no_rule_shows_the_keys_of_its_table() -> None:
    for rule in all_rules().values():
        for rule_set in as_json(rule)["rule_sets"]:  # type: ignore[attr-defined]
            assert not re.search(r"[a-z]_[a-z]|=|[{}]|la_ma|\bco_chu", rule_set["allowed"]), rule.id


def test_a_party_rule_tells_what_each_guidance_allows(vanthu: Vanthu) -> None:
    out = vanthu("rules", "HD05-BODY-LINE").out
    assert "Cho phép: giãn dòng chính xác từ 18 pt trở lên\n" in out
    out = vanthu("rules", "HD05-NN-PUNCT").out
    assert "cuối mỗi dòng “;”" in out
    assert "cuối mỗi dòng “,”" in out
