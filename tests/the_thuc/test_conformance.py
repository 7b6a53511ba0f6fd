"""The page that shows rules against faults is true, and no rule of level error is without a fault that breaks it."""

from __future__ import annotations

import pytest

from service.rules.kiem_tra.model import CheckRule
from service.rules_view import all_rules
from tests.the_thuc.mutants.conformance import MUTANTS, PAGE, faults_of, page

ERRORS = [rule for rule in all_rules().values() if rule.muc == "error" and rule.kiem]


def test_the_page_shows_what_is_run() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("rule", ERRORS, ids=lambda rule: rule.id)
def test_a_rule_of_level_error_is_broken_by_a_fault(rule: CheckRule) -> None:
    assert faults_of(rule)


def test_every_fault_is_of_a_rule_and_told_apart_by_its_name() -> None:
    assert {mutant.rule for mutant in MUTANTS} <= set(all_rules())
    assert len({(mutant.id, mutant.paper) for mutant in MUTANTS}) == len(MUTANTS)
