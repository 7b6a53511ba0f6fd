"""Writes docs/conformance.md: every rule of the checker against the single faults that prove it.

Run as a module to write the page anew: `python -m tests.the_thuc.mutants.conformance`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from service.rules.kiem_tra.load import catalog
from service.rules.kiem_tra.model import CheckRule
from service.rules.model import Khoi
from service.rules_view import FAMILIES, LEVELS
from tests.the_thuc.mutants.further_mutants import FURTHER_MUTANTS
from tests.the_thuc.mutants.mutant import Mutant
from tests.the_thuc.mutants.party_mutants import PARTY_MUTANTS
from tests.the_thuc.mutants.state_mutants import STATE_MUTANTS

MUTANTS: tuple[Mutant, ...] = (*STATE_MUTANTS, *PARTY_MUTANTS, *FURTHER_MUTANTS)
PAGE = Path(__file__).resolve().parents[3] / "docs/conformance.md"
INTRODUCTION = """\
# What proves the checker

Made by `python -m tests.the_thuc.mutants.conformance`; a test holds this page to what is run. Each fault is put alone
into a finished, clean paper; `tests/the_thuc/test_mutants.py` demands that the checker tells of it by its rule's id,
in the DOCX and, where the rule can be measured there, in the PDF that LibreOffice makes of it, and that no other rule
calls anything an error (but for those a fault breaks by its nature, which are listed with it in the source). The clean
papers have no error at all.
"""


def faults_of(rule: CheckRule) -> tuple[Mutant, ...]:
    """The mutants of a rule."""
    return tuple(mutant for mutant in MUTANTS if mutant.rule == rule.id)


def measured_on(rule: CheckRule) -> str:
    """In which files a rule is measured."""
    return ", ".join(source.upper() for source in rule.do) if rule.kiem else "a person"


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_counts(), *_tables()]) + "\n"


def _counts() -> Iterator[str]:
    rules = [rule for khoi in FAMILIES for rule in catalog(khoi).values()]
    errors = [rule for rule in rules if rule.muc == "error" and rule.kiem]
    yield "| what | count |"
    yield "|---|---|"
    yield f"| rules | {len(rules)} |"
    yield f"| of them judged by a person | {sum(1 for rule in rules if not rule.kiem)} |"
    yield f"| rules of level error with a check | {len(errors)} |"
    yield f"| of them broken by at least one fault | {sum(1 for rule in errors if faults_of(rule))} |"
    yield f"| single faults | {len(MUTANTS)} |"
    yield f"| faults measured in a DOCX | {_measured('docx')} |"
    yield f"| faults measured in a PDF | {_measured('pdf')} |"


def _measured(source: str) -> int:
    rules = {rule.id: rule for khoi in FAMILIES for rule in catalog(khoi).values()}
    return sum(1 for mutant in MUTANTS if source in rules[mutant.rule].do)


def _tables() -> Iterator[str]:
    khoi: Khoi
    for khoi, name in FAMILIES.items():
        yield f"\n## {name}\n"
        yield "| rule | level | measured in | single faults |"
        yield "|---|---|---|---|"
        for rule in catalog(khoi).values():
            faults = "; ".join(mutant.what for mutant in faults_of(rule)) or ("" if rule.kiem else rule.ghi_chu)
            yield f"| {rule.id} | {LEVELS[rule.muc]} | {measured_on(rule)} | {faults} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
