"""Collects what was mended or noticed while a paper was put together."""

from __future__ import annotations

from collections.abc import Mapping

from service.findings import Finding, Level
from service.rules.model import CitedRule, Khoi, RuleSet

# What the checker finds in the finished paper too has the checker's id, so that it is told once.
IN_CATALOG: Mapping[Khoi, Mapping[str, str]] = {
    "nha_nuoc": {
        "HD-SEQ": "ND30-HD-SEQ",
        "KY-HO-TEN": "ND30-KY-NODEGREE",
        "KY-HO-TEN-CHU": "ND30-KY-NAME",
        "DD-MOT-DONG": "ND30-DD-ONELINE",
        "DD-NAM": "ND30-DD-VALID",
    },
    "dang": {
        "HD-SEQ": "HD05-HEAD-SEQ",
        "KY-HO-TEN": "HD05-SIGN-NAME",
        "KY-HO-TEN-CHU": "HD05-SIGN-NAME",
        "DD-NAM": "HD05-DATE-FORMAT",
    },
}


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
        """One finding; the rule's id is the checker's where it has one, else put under its rule set's prefix."""
        known = IN_CATALOG[self._rule_set.khoi].get(rule_id)
        self._findings.append(
            Finding(
                rule=known or f"{self._rule_set.id.upper()}-{rule_id}",
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
