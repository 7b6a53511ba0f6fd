"""What a check is: a function that looks at a paper for one rule and yields faults, or says that it cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from service.rules.kiem_tra.model import CheckRule, Level
from service.the_thuc.model import Box, Paragraph
from service.the_thuc.paper import Paper


@dataclass(frozen=True)
class Fault:
    """A place where a paper departs from a rule, in Vietnamese phrases without a full stop.

    `where` names the place for people ("Quốc hiệu", "khoản 3, mục II"); `paragraphs` and `boxes` are what gets marked.
    `level` is for cases less grave than the rule as such, `fix` for cases mended otherwise than the rule says.
    """

    where: str
    expected: str
    found: str
    paragraphs: tuple[Paragraph, ...] = ()
    boxes: tuple[Box, ...] = ()
    level: Level | None = None
    fix: str = ""


@dataclass(frozen=True)
class Unknown:
    """What a check could not tell, and why, as a Vietnamese phrase: never a pass, never a fault."""

    where: str
    reason: str
    paragraphs: tuple[Paragraph, ...] = ()


class Check(Protocol):
    """A check: one rule, one paper. It yields nothing where the rule holds or has nothing to say."""

    def __call__(self, paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
        """The faults, and what cannot be told."""
        ...
