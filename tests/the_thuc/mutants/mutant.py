"""What a mutant is: a clean paper, one fault put into it, and the rule that has to tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from service.the_thuc.locate.locate import Given
from tests.the_thuc.mutants.package import Change


@dataclass(frozen=True)
class Mutant:
    """`paper` is the sample or generated case the fault is put into; `what` says the fault in a few Vietnamese words.

    `also` are rules that the same fault breaks by its nature: a narrower motto has a line too long for it.
    """

    rule: str
    what: str
    paper: str
    change: Change
    also: tuple[str, ...] = ()
    given: Given | None = None

    @property
    def id(self) -> str:
        """How the test is called."""
        return f"{self.rule}: {self.what}"


Entry = tuple[str, str, Change] | tuple[str, str, Change, str]


def on(paper: str, *entries: Entry) -> tuple[Mutant, ...]:
    """Mutants of one paper: rule, what is wrong, the change, and other rules it breaks, parted by blanks."""
    return tuple(
        Mutant(rule, what, paper, change, tuple(" ".join(also).split())) for rule, what, change, *also in entries
    )
