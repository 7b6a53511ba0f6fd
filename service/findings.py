"""A finding: something about a paper worth telling, with the rule it rests on. Data, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

Level = Literal["error", "warning", "info", "unknown"]
# From the gravest to the least.
GRAVITY: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True)
class Finding:
    """`place` is a JSON pointer of the input or a place in the paper; `expected`, `found`, `fix` are Vietnamese."""

    rule: str
    citation: str
    level: Level
    place: str
    expected: str
    found: str
    fix: str


def join_findings(noticed: tuple[Finding, ...], checked: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What was noticed in an input and what was found in the finished paper, each rule told once.

    The input's place is the better one to mend at; how grave it is the finished paper says.
    """
    levels = {one.rule: one.level for one in sorted(checked, key=_gravity, reverse=True)}
    told = {one.rule for one in noticed}
    kept = tuple(replace(one, level=_graver(one.level, levels.get(one.rule))) for one in noticed)
    return kept + tuple(one for one in checked if one.rule not in told)


def _gravity(finding: Finding) -> int:
    return GRAVITY.index(finding.level)


def _graver(level: Level, other: Level | None) -> Level:
    return level if other is None else min(level, other, key=GRAVITY.index)
