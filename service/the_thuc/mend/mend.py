"""Mends a DOCX by what the checker found in it, and holds every repair to the checker again.

A repair is kept where it helps its rule and makes no new error; what does neither is taken back. So a DOCX that has
been mended has nothing left to mend, and is never worse than it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from service.findings import Finding
from service.rules.kiem_tra.load import rules_of
from service.rules.kiem_tra.model import CheckRule
from service.the_thuc.checker import Checked, check_docx
from service.the_thuc.docx.package import DocxUnreadable
from service.the_thuc.edit.parts import Parts
from service.the_thuc.locate.locate import Given
from service.the_thuc.mend.desk import Desk, Task
from service.the_thuc.mend.table import REPAIRS

# A repair may bring another fault to light; after so many rounds none did in any paper tried.
_ROUNDS = 6
# Paragraphs checked over all tries: a paper of 20 pages may be tried a hundred times, a book three times.
_MOST_CHECKED = 50_000


@dataclass(frozen=True)
class Change:
    """What was done: by which rule, where, how it was and how it is. Words of the text stand as they read."""

    rule: str
    where: str
    before: str
    after: str


@dataclass(frozen=True)
class Mended:
    """A mended DOCX, what was done, and the findings that remain; the same bytes where nothing was done."""

    docx: bytes
    done: tuple[Change, ...]
    left: tuple[Finding, ...]


@dataclass(frozen=True)
class _State:
    """A DOCX with what the checker says of it and what has been done to it."""

    docx: bytes
    checked: Checked
    done: tuple[Change, ...] = ()


def mend(docx: bytes, checked: Checked, given: Given | None = None) -> Mended:
    """Mends what needs no judgement.

    Args:
        docx: a DOCX that has been let in as safe.
        checked: what `check_docx` found in that very file.
        given: what it was checked with.

    Raises:
        DocxUnreadable: it cannot be read.
    """
    state, effort = _State(docx, checked), _Effort(given)
    for _ in range(_ROUNDS):
        after = _round(state, effort)
        if after.docx == state.docx:
            break
        state = after
    return Mended(state.docx, state.done, state.checked.findings)


def why_left(finding: Finding, checked: Checked) -> str:
    """Why a finding was not mended, as a Vietnamese phrase without a full stop; `checked` is what it is from."""
    if finding.level == "unknown":
        return "chưa kết luận được nên không tự sửa"
    rules = {} if checked.paper is None else {rule.id: rule for rule in rules_of(checked.paper.rule_set)}
    rule = rules.get(finding.rule)
    if rule is None or (rule.kiem or "") not in REPAIRS:
        return "cần người soạn thảo quyết định"
    return "tự sửa thì không chắc giữ nguyên được nội dung"


class _Effort:
    """What may still be tried: each try checks the whole paper anew, and a long one is not checked a hundred times."""

    def __init__(self, given: Given | None) -> None:
        self._given = given
        self._left = _MOST_CHECKED

    @property
    def is_spent(self) -> bool:
        return self._left <= 0

    def check(self, docx: bytes) -> Checked:
        checked = check_docx(docx, self._given)
        self._left -= len(checked.measured.paragraphs)
        return checked


def _round(state: _State, effort: _Effort) -> _State:
    """Everything that can be mended at once; where that does harm or part of it is in vain, one rule after another."""
    rules = _mendable(state.checked)
    if not rules:
        return state
    whole = _tried(state, rules, effort)
    if whole is None or _is_good(state, whole, rules):
        return whole or state
    for rule in rules:
        tried = _tried(state, (rule,), effort)
        if tried is not None and _is_good(state, tried, (rule,)):
            state = tried
    return state


def _mendable(checked: Checked) -> tuple[CheckRule, ...]:
    """The rules with findings that some repair may mend, in the order of the catalog."""
    if checked.paper is None:
        return ()
    told = {one.rule for one in checked.findings if one.level != "unknown"}
    return tuple(rule for rule in rules_of(checked.paper.rule_set) if rule.id in told and (rule.kiem or "") in REPAIRS)


def _tried(state: _State, rules: Iterable[CheckRule], effort: _Effort) -> _State | None:
    """The DOCX with these rules' repairs; None where they change nothing, or nothing more may be tried."""
    paper = state.checked.paper
    if paper is None or effort.is_spent:
        return None
    try:
        parts = Parts(state.docx)
    except DocxUnreadable:
        # The strict vocabulary can be read and not be written.
        return None
    desk = Desk(parts, paper)
    done: dict[Change, None] = {}
    for rule in rules:
        for marked in state.checked.marked:
            finding = marked.finding
            if finding.rule != rule.id or finding.level == "unknown":
                continue
            for repair in REPAIRS[rule.kiem or ""]:
                for before, after in repair(desk, Task(rule, marked)):
                    done[Change(rule.id, finding.place, before, after)] = None
    docx = parts.save()
    if docx == state.docx:
        return None
    return _State(docx, effort.check(docx), (*state.done, *done))


def _is_good(before: _State, after: _State, rules: Iterable[CheckRule]) -> bool:
    """Whether a try makes no error and leaves no rule's findings as they were where something was done for it."""
    if after.checked.paper is None or _errors(after.checked) - _errors(before.checked):
        return False
    worked = {change.rule for change in after.done[len(before.done) :]}
    return all(_told(before.checked, rule) != _told(after.checked, rule) for rule in rules if rule.id in worked)


def _errors(checked: Checked) -> Counter[str]:
    return Counter(one.rule for one in checked.findings if one.level == "error")


def _told(checked: Checked, rule: CheckRule) -> Counter[Finding]:
    return Counter(one for one in checked.findings if one.rule == rule.id)
