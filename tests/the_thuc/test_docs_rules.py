"""The rules docs/rules.md shows are rules of the catalog as they stand, and its check tells what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from service.rules.kiem_tra.load import catalog
from service.rules.kiem_tra.model import CheckRule
from service.rules.load import prove_table, read_table, rule_sets
from service.the_thuc import run
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks import all_checks
from service.the_thuc.checks.parts import tell
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import number
from tests.the_thuc.checks.papers_head import STATE_PLAN, Draft, paper

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
Tell = Callable[[Draft], Mapping[str, str]]
BLOCKS = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS.findall(PAGE.read_text(encoding="utf-8")) if name == language]


@pytest.fixture
def rules(tmp_path: Path) -> tuple[CheckRule, ...]:
    file = tmp_path / "rules.toml"
    file.write_text("\n".join(blocks("toml")), encoding="utf-8")
    tables = {name: table for name, table in read_table(file).items() if isinstance(table, dict)}
    return tuple(prove_table(CheckRule, "docs/rules", {**table, "id": name}) for name, table in tables.items())


def check() -> Check:
    """The check of the page, as it stands there."""
    known: dict[str, object] = {
        "Iterator": Iterator, "Paper": Paper, "CheckRule": CheckRule, "Fault": Fault, "Unknown": Unknown,
        "tell": tell, "number": number,
    }  # fmt: skip
    (source,) = blocks("python")
    exec(source, known)  # noqa: S102 the project's own page
    made = known["check_short"]
    assert callable(made)
    return made


@pytest.fixture
def told(rules: tuple[CheckRule, ...], monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Runs the page's rules alone over a paper; gives the levels by rule."""
    monkeypatch.setattr(run, "rules_of", lambda rule_set: rules)
    monkeypatch.setattr(run, "all_checks", lambda: {**all_checks(), rules[-1].kiem or "": check()})
    return lambda draft: {one.finding.rule: one.finding.level for one in run.check_paper(paper(draft))}


def test_the_rules_of_the_page_rest_on_law_and_take_no_id_that_is_used(rules: tuple[CheckRule, ...]) -> None:
    for rule in rules:
        assert rule.id not in catalog("nha_nuoc")
        assert "Phụ lục I" in rule.citation(rule_set := rule_sets()["nd30"])
        assert rule.belongs_to(rule_set)
    assert rules[0].kiem in all_checks()


@pytest.mark.parametrize(
    ("draft", "levels"),
    [
        (STATE_PLAN, {}),
        (STATE_PLAN.edit("trich_yeu", text="một " * 41), {"ND30-TY-GON": "info"}),
        (STATE_PLAN.having(ten_loai=STATE_PLAN.pieces["ten_loai"] * 2), {"ND30-TL-DONG": "warning"}),
    ],
)
def test_they_tell_of_a_fault_and_of_nothing_else(draft: Draft, levels: dict[str, str], told: Tell) -> None:
    assert told(draft) == levels
