"""A finding: something about a paper worth telling, with the rule it rests on. Data, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info", "unknown"]


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
