"""What is told of a paper when a check has much to say, or breaks."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from service.rules.kiem_tra.load import rules_of
from service.rules.kiem_tra.model import CheckRule
from service.the_thuc import run
from service.the_thuc.check import Fault, Unknown
from service.the_thuc.checker import check_docx
from service.the_thuc.checks import all_checks
from service.the_thuc.paper import Paper
from tests.the_thuc.conftest import Make
from tests.the_thuc.mutants.state_mutants import PLAN

BROKEN = "ND30-QH-FMT"
NAME = "Nguyễn Văn A"


@pytest.mark.allows_broken_checks
def test_a_check_that_breaks_is_told_and_the_others_are_heard(
    made_docx: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    docx = made_docx(PLAN).docx
    before = check_docx(docx)
    assert before.paper is not None
    (rule,) = (one for one in rules_of(before.paper.rule_set) if one.id == BROKEN)

    def breaks(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
        if rule.id == BROKEN:
            yield Fault("Quốc hiệu", "chữ đậm", "chữ thường")
            raise KeyError(NAME)
        yield from original(paper, rule)

    name = str(rule.kiem)
    original = all_checks()[name]
    others = dict(all_checks())
    monkeypatch.setattr(run, "all_checks", lambda: {**others, name: breaks})
    with caplog.at_level(logging.ERROR):
        after = check_docx(docx)
    own = [one for one in after.findings if one.rule == BROKEN]
    assert [one.level for one in own] == ["error", "warning"], "what it had told before stands, then that it broke"
    assert "chương trình gặp lỗi" in own[1].found
    assert [one for one in after.findings if one.rule != BROKEN] == [o for o in before.findings if o.rule != BROKEN]
    assert BROKEN in caplog.text
    assert "KeyError" in caplog.text
    assert NAME not in caplog.text, "a log holds nothing of a paper"
