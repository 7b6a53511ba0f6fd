"""`vanthu rules`: the catalog as a list, one rule in full, and the same as JSON."""

from __future__ import annotations

import json

from service.cli_errors import ExitCode
from service.rules_view import all_rules
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
        "Nghị định số 30/2020/NĐ-CP (từ 05/03/2020)",
        "Phụ lục I, Phần I, Mục II, khoản 1",
        "cỡ chữ 12 hoặc 13, in hoa, đậm, đứng, căn giữa",
        "Cách sửa: ",
    ):
        assert words in called.out


def test_a_party_rule_tells_both_guidances_with_their_dates(vanthu: Vanthu) -> None:
    out = vanthu("rules", "HD05-TITLE-STYLE").out
    assert "từ 03/04/2018 đến 26/05/2026" in out
    assert "từ 27/05/2026" in out


def test_json_holds_the_same(vanthu: Vanthu) -> None:
    every = json.loads(vanthu("rules", "--json").out)
    assert [one["rule"] for one in every] == list(all_rules())
    one = json.loads(vanthu("rules", "HD05-TITLE-STYLE", "--json").out)
    assert {rule_set["id"] for rule_set in one["rule_sets"]} == {"hd36", "hd05"}


def test_an_unknown_id_gets_the_nearest_ones(vanthu: Vanthu) -> None:
    called = vanthu("rules", "ND30-QH-FNT")
    assert called.code == ExitCode.WRONG_USAGE
    assert "ND30-QH-FMT" in called.err
