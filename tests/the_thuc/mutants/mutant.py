"""What a mutant is: a clean paper, one fault put into it, and the rule that has to tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.the_thuc.mutants.package import Change


@dataclass(frozen=True)
class Mutant:
    """`paper` is the sample the fault is put into; `what` says the fault in a few Vietnamese words."""

    rule: str
    what: str
    paper: str
    change: Change

    @property
    def id(self) -> str:
        """How the test is called."""
        return f"{self.rule}: {self.what}"


def on(paper: str, *entries: tuple[str, str, Change]) -> tuple[Mutant, ...]:
    """Mutants of one paper: rule, what is wrong, the change."""
    return tuple(Mutant(rule, what, paper, change) for rule, what, change in entries)
