"""The checker's catalog: complete, each rule resting on a table of its rule sets, each check there and used."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from service.merge.notes import IN_CATALOG
from service.rules.kiem_tra.load import catalog, rules_of, tolerances
from service.rules.kiem_tra.model import CheckRule
from service.rules.load import rule_sets
from service.rules.model import Khoi
from service.the_thuc import checks
from service.the_thuc.checks import all_checks

EVERY = [rule for khoi in get_args(Khoi) for rule in catalog(khoi).values()]


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_a_rule_names_law_check_and_components_that_exist(rule: CheckRule) -> None:
    khoi: Khoi = "nha_nuoc" if rule.id.startswith("ND30-") else "dang"
    assert catalog(khoi)[rule.id] is rule
    assert rule.kiem is None or rule.kiem in all_checks()
    assert rule.kiem is not None or rule.ghi_chu, "a rule no machine judges says why"
    assert rule.do, "measured nowhere"
    assert rule.sua.endswith("."), "how to mend is a sentence"
    assert not re.search(r"[^\W\d_]{3,}\.$", rule.ten), "what it demands is no sentence"
    for rule_set in rule_sets().values():
        if rule_set.khoi == khoi and rule.belongs_to(rule_set):
            assert len(rule.citation(rule_set)) > 3


def test_every_check_is_called_by_a_rule() -> None:
    called = {rule.kiem for rule in EVERY}
    assert [name for name in all_checks() if name not in called] == []


def test_parameters_of_rules_are_read_by_checks_and_no_check_reads_another() -> None:
    read = set()
    for file in Path(checks.__file__).parent.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                name = node.args[0]
                if node.func.attr in ("words", "number", "flag") and isinstance(name, ast.Constant):
                    read.add(name.value)
    assert read == {name for rule in EVERY for name in rule.tham_so}


def test_rules_of_a_rule_set_are_those_of_its_family() -> None:
    assert {rule.id.split("-")[0] for rule in rules_of(rule_sets()["nd30"])} == {"ND30"}
    assert {rule.id.split("-")[0] for rule in rules_of(rule_sets()["hd36"])} == {"HD05"}


def test_a_measured_file_is_given_more_room_than_one_that_says_its_figures() -> None:
    assert tolerances().pdf.co_chu_pt > tolerances().docx.co_chu_pt


@pytest.mark.parametrize("khoi", get_args(Khoi))
def test_what_is_noticed_in_the_input_bears_ids_of_the_catalog(khoi: Khoi) -> None:
    assert set(IN_CATALOG[khoi].values()) <= set(catalog(khoi))
