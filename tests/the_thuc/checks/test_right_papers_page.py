"""Right papers break no rule of page, annexes, stamps and capitals."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from service.rules.kiem_tra.load import catalog
from service.rules.model import RuleSet
from service.the_thuc.checks import all_checks
from service.the_thuc.paper import Paper
from tests.the_thuc.checks.papers_page import HD05, HD36, ND30, OWN, right_docx, right_pdf, told


@pytest.mark.parametrize("rule_set", [ND30, HD05, HD36], ids=lambda rule_set: rule_set.id)
@pytest.mark.parametrize("build", [right_docx, right_pdf])
def test_a_right_paper_breaks_nothing_and_leaves_nothing_open(
    build: Callable[[RuleSet], Paper], rule_set: RuleSet
) -> None:
    assert [marked.finding for marked in told(build(rule_set))] == []


def test_every_rule_is_there_and_its_check_too() -> None:
    entries = {**catalog("nha_nuoc"), **catalog("dang")}
    for rule in OWN:
        entry = entries[rule]
        assert entry.kiem is None or entry.kiem in all_checks(), rule
        assert entry.kiem is not None or entry.ghi_chu, rule
        assert not entry.ten.endswith("."), rule
        assert re.search(r"[.]$", entry.sua), rule


def test_all_capital_rules_of_the_decree_are_listed() -> None:
    assert {f"ND30-CAP-{number:02d}" for number in range(1, 23)} <= set(catalog("nha_nuoc"))
