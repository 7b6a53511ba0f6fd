"""Collects what was mended or noticed while a paper was put together."""

from __future__ import annotations

from service.findings import Finding, Level
from service.rules.model import CitedRule, RuleSet


def start_of(text: str) -> str:
    """The beginning of a text, long enough to know it by."""
    return text if len(text) <= 40 else f"{text[:40]}…"


class Notes:
    """A list of findings in the making, for one paper."""

    def __init__(self, rule_set: RuleSet) -> None:
        self._rule_set = rule_set
        self._findings: list[Finding] = []

    def add(
        self, rule_id: str, rule: CitedRule, place: str, *, expected: str, found: str, fix: str, level: Level = "info"
    ) -> None:
        """One finding; the rule's id is put under its rule set's prefix."""
        self._findings.append(
            Finding(
                rule=f"{self._rule_set.id.upper()}-{rule_id}",
                citation=self._rule_set.citation(rule),
                level=level,
                place=place,
                expected=expected,
                found=found,
                fix=fix,
            )
        )

    def all(self) -> tuple[Finding, ...]:
        """Every finding so far, in order."""
        return tuple(self._findings)
