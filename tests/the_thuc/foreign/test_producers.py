"""Papers as Google Docs, WPS Office and Word 365 write them: none of their habits is a fault, and none hides one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.the_thuc.foreign.corpus import PARTY_PLAN, PLAN_BODY, RIGHT, STATE_PLAN
from tests.the_thuc.foreign.papers import Shape, Words, make
from tests.the_thuc.foreign.parts import look, rewritten, text
from tests.the_thuc.foreign.producers import PRODUCERS
from tests.the_thuc.foreign.told import rules_told, told

# Words put for others, or pieces of the document for others.
Fault = dict[str, Any] | tuple[str, str]
NO_NUMBER = ('<w:headerReference w:type="default" r:id="header1"/>', "")
NARROW = ('w:left="1701"', 'w:left="1134"')


def resized(words: str, size: float, wrong: float) -> tuple[str, str]:
    run = text(words, look(size, b=True))
    return run, text(words, look(wrong, b=True))


def long(words: Words, item: int) -> Words:
    """The paper with one of its items so often that it surely has two pages."""
    return replace(words, body=(*words.body[:item], *[words.body[item]] * 60, *words.body[item:]))


# What is wrong, the rule that tells it, and one the fault may break by its nature: a smaller line of words has too long
# a rule below; where the margin moves, what was put by its distance from it stands no longer in the middle.
FAULTS: dict[str, tuple[Words, Fault, str, str]] = {
    "motto": (STATE_PLAN, resized("Độc lập - Tự do - Hạnh phúc", 14, 12), "ND30-TN-FMT", "ND30-TN-LINE"),
    "day": (STATE_PLAN, {"date": "Nghệ An, ngày 5 tháng 11 năm 2025"}, "ND30-DD-DAYZERO", ""),
    "end": (STATE_PLAN, {"body": (*PLAN_BODY[:-1], PLAN_BODY[-1].removesuffix("./."))}, "ND30-END-MARK", ""),
    "number": (long(STATE_PLAN, -3), NO_NUMBER, "ND30-PAGENUM-EXISTS", ""),
    "margin": (STATE_PLAN, NARROW, "ND30-PAGE-MARGIN-LEFT", "ND30-TY-LINE"),
    "title": (PARTY_PLAN, resized("ĐẢNG CỘNG SẢN VIỆT NAM", 15, 14), "HD05-TITLE-STYLE", "HD05-TITLE-LINE"),
    "Party's day": (PARTY_PLAN, {"date": "Ia Lâm, ngày 5 tháng 10 năm 2025"}, "HD05-DATE-FORMAT", ""),
    "Party's number": (long(PARTY_PLAN, -3), NO_NUMBER, "HD05-PAGENUM-PRESENT", ""),
    "Party's margin": (PARTY_PLAN, NARROW, "HD05-PAGE-MARGIN-LEFT", ""),
}


def made_by(producer: str, words: Words, fault: Fault | None = None) -> bytes:
    dress, usual = PRODUCERS[producer]
    paper = make(replace(words, **fault) if isinstance(fault, dict) else words, replace(Shape(), **usual))
    return dress(rewritten(paper, *fault) if isinstance(fault, tuple) else paper)


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("words", RIGHT)
def test_a_right_paper_has_no_error(words: str, producer: str) -> None:
    assert told(made_by(producer, RIGHT[words])) == []


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_its_rule(name: str, producer: str) -> None:
    words, fault, rule, also = FAULTS[name]
    found = rules_told(made_by(producer, words, fault), "error", "warning", "info")
    assert found - {also} == {rule}
