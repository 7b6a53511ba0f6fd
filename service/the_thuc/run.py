"""Runs the catalog over a paper: each rule's check, its faults turned into findings with id, level and citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from service.findings import Finding
from service.rules.kiem_tra.load import rules_of
from service.rules.kiem_tra.model import CheckRule
from service.the_thuc.check import Unknown
from service.the_thuc.checks import all_checks
from service.the_thuc.model import Box, Paragraph
from service.the_thuc.paper import Paper

# Nobody reads further; the rest is counted. A file made of faults must not make a report of a thousand pages.
MAX_TOLD = 100


@dataclass(frozen=True)
class Marked:
    """A finding with the places in the file it speaks of."""

    finding: Finding
    paragraphs: tuple[Paragraph, ...] = ()
    boxes: tuple[Box, ...] = ()


def check_paper(paper: Paper) -> tuple[Marked, ...]:
    """What the rules find in a paper, in the order of the catalog."""
    return tuple(marked for rule in rules_of(paper.rule_set) for marked in _run(paper, rule))


def _run(paper: Paper, rule: CheckRule) -> Iterator[Marked]:
    if rule.kiem is None or paper.measured.source not in rule.do:
        return
    citation = rule.citation(paper.rule_set)
    every = all_checks()[rule.kiem](paper, rule)
    for told in islice(every, MAX_TOLD):
        if isinstance(told, Unknown):
            finding = Finding(rule.id, citation, "unknown", told.where, rule.ten, told.reason, rule.sua)
            yield Marked(finding, told.paragraphs)
        else:
            level = told.level or rule.muc
            finding = Finding(rule.id, citation, level, told.where, told.expected, told.found, told.fix or rule.sua)
            yield Marked(finding, told.paragraphs, told.boxes)
    if (more := sum(1 for _ in every)) > 0:
        reason = f"còn {more} chỗ nữa, không liệt kê vì quá nhiều"
        yield Marked(Finding(rule.id, citation, "unknown", "", rule.ten, reason, rule.sua))
