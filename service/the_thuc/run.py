"""Runs the catalog over a paper: each rule's check, its faults turned into findings with id, level and citation."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from service.findings import Finding
from service.rules.kiem_tra.load import rules_of
from service.rules.kiem_tra.model import CheckRule
from service.the_thuc.check import Check, Unknown
from service.the_thuc.checks import all_checks
from service.the_thuc.model import Box, Paragraph
from service.the_thuc.paper import Paper

# Nobody reads further; the rest is counted. A file made of faults must not make a report of a thousand pages.
MAX_TOLD = 100

_LOG = logging.getLogger(__name__)
# Whoever runs this decides where it goes; a command says what concerns its user by findings.
_LOG.addHandler(logging.NullHandler())


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
    """What a rule finds. A check that breaks costs its own verdict only, and never reads as passed."""
    if rule.kiem is None or paper.measured.source not in rule.do:
        return
    try:
        yield from _told(paper, rule, all_checks()[rule.kiem])
    except Exception as error:
        # Not the error's words, which may quote the paper.
        place = "".join(traceback.format_tb(error.__traceback__))
        _LOG.error("check of %s broke: %s\n%s", rule.id, type(error).__name__, place)
        found = "chương trình gặp lỗi khi xét quy định này, nên chưa xét hết được"
        fix = "Hãy tự đối chiếu văn bản với quy định này, và báo lỗi cho người phụ trách phần mềm."
        yield Marked(Finding(rule.id, rule.citation(paper.rule_set), "warning", "", rule.ten, found, fix))


def _told(paper: Paper, rule: CheckRule, check: Check) -> Iterator[Marked]:
    citation = rule.citation(paper.rule_set)
    every = check(paper, rule)
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
