"""What an entry of the checker's catalog holds: which check runs, on what, how grave a fault is, how to mend it.

An entry holds no value of the law. `can_cu` names the table of the rule set that does, and through it comes the
citation too; a rule set that says otherwise (36-HD/VPTW) changes what is demanded without another entry.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from service.rules.model import CitedRule, Rule, RuleSet
from service.rules.values import Word

Level = Literal["error", "warning", "info"]
Source = Literal["docx", "pdf"]
RuleId = Annotated[str, Field(pattern=r"^(ND30|HD05)(-[A-Z0-9]+)+$")]


class CheckRule(Rule):
    """One rule of the catalog.

    `kiem` names the check, None for a rule that only a person can judge. `doi_tuong` are the components it looks at,
    by their names in the rule set. `do` is where it can be measured, `bo` the rule sets it belongs to (all of the
    family when empty). `tham_so` are the check's own parameters; a figure of the law never stands there.
    """

    id: RuleId
    ten: Word
    muc: Level
    kiem: Word | None = None
    can_cu: str
    sua: Word
    doi_tuong: tuple[Word, ...] = ()
    do: tuple[Source, ...] = ("docx", "pdf")
    bo: tuple[Word, ...] = ()
    tham_so: dict[str, str | int | float | bool | tuple[str, ...]] = Field(default_factory=dict)
    ghi_chu: str = ""

    def belongs_to(self, rule_set: RuleSet) -> bool:
        """Whether papers under this rule set are held to it."""
        return not self.bo or rule_set.id in self.bo

    def table(self, rule_set: RuleSet) -> CitedRule:
        """The table of the rule set that `can_cu` names; the rule set itself for an empty path.

        Raises:
            LookupError: there is none.
        """
        node: object = rule_set
        for key in self.can_cu.split(".") if self.can_cu else ():
            node = node.get(key) if isinstance(node, dict) else getattr(node, key, None)
        if not isinstance(node, CitedRule):
            raise LookupError(self.can_cu)
        return node

    def citation(self, rule_set: RuleSet) -> str:
        """The place of the law it rests on, as a person can look it up."""
        return rule_set.citation(self.table(rule_set))

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter that is a list of words; empty when absent."""
        value = self.tham_so.get(name, ())
        return value if isinstance(value, tuple) else (str(value),)

    def number(self, name: str, default: float = 0.0) -> float:
        """A parameter that is a number."""
        value = self.tham_so.get(name, default)
        return float(value) if isinstance(value, (int, float)) else default

    def flag(self, name: str) -> bool:
        """A parameter that is true or false; absent is false."""
        return bool(self.tham_so.get(name, False))


class Tolerance(CitedRule):
    """What a measurement may be off by before it counts: type sizes in points, lengths and places in millimetres.

    `ty_le` is a share of a drawn line's length.
    """

    co_chu_pt: float
    dai_mm: float
    vi_tri_mm: float
    gian_dong_pt: float
    ty_le: float
    cung_dong_mm: float


class Tolerances(Rule):
    """Tolerances by what was measured: a DOCX says its figures, a PDF is measured."""

    docx: Tolerance
    pdf: Tolerance

    def of(self, source: Source) -> Tolerance:
        """The tolerances for a source."""
        return self.docx if source == "docx" else self.pdf
