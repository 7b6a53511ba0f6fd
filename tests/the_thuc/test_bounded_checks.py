"""Checking, telling and mending a paper take no longer than it is long, whatever it says and however often."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import pytest

from service.the_thuc import run
from service.the_thuc.checker import Checked, check_docx
from service.the_thuc.checks.measures import _BLANK, _FAKED
from service.the_thuc.docx.bounds import MAX_PARAGRAPH_LETTERS
from service.the_thuc.locate.locate import Given
from service.the_thuc.mend import mend as mending
from tests.the_thuc.conftest import Make
from tests.the_thuc.mutants.package import Package, W, letters, mutate
from tests.the_thuc.mutants.state_mutants import PLAN

T = TypeVar("T")
SECONDS = 12.0


def quickly(work: Callable[[], T]) -> T:
    begun = time.process_time()
    result = work()
    assert time.process_time() - begun < SECONDS
    return result


@pytest.mark.parametrize(
    "unit",
    ["\u00a0", "“", '"a', "số 1/A-", "số ", "ngày ", "1.", "- ", "a\t", ".", "căn cứ ", "(", "e\u0301", "{{", "KT. "],
    ids=ascii,
)
def test_a_paragraph_of_one_thing_over_and_over(made_docx: Make, unit: str) -> None:
    words = f"a{unit * (MAX_PARAGRAPH_LETTERS // len(unit) - 2)}b"

    def change(package: Package) -> None:
        for paragraph in package.paragraphs("Than")[:2]:
            first, *others = paragraph.iter(f"{W}t")
            first.text = words
            for other in others:
                other.text = ""

    content = mutate(made_docx(PLAN).docx, change)
    assert quickly(lambda: check_docx(content)).paper is not None


def test_runs_of_blanks_are_read_once() -> None:
    blanks = "\u00a0" * 100_000
    assert quickly(lambda: _BLANK.findall(f"a{blanks}b")) == []
    assert len(quickly(lambda: _FAKED.findall(f"a{blanks}b"))) == 1
    assert _BLANK.sub("…", "số   , ngày   tháng  năm  , hai  chữ  /") == "…, ………, hai  chữ…/"


def test_faults_beyond_those_anybody_reads_are_counted(made_docx: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    content = mutate(made_docx(PLAN).docx, letters("Than", size=20))
    whole = check_docx(content).findings
    monkeypatch.setattr(run, "MAX_TOLD", 0)
    counted = check_docx(content).findings
    assert counted
    assert {one.level for one in counted} == {"unknown"}
    assert {one.rule for one in counted} == {one.rule for one in whole}
    assert all(one.found.startswith("còn ") and "chỗ nữa" in one.found for one in counted)


def test_a_paper_is_not_checked_anew_without_end_to_be_mended(made_docx: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    content = mutate(made_docx(PLAN).docx, letters("Than", size=12))
    checked, tries = check_docx(content), 0
    really = check_docx

    def counted(docx: bytes, given: Given | None = None) -> Checked:
        nonlocal tries
        tries += 1
        return really(docx, given)

    monkeypatch.setattr("service.the_thuc.mend.mend.check_docx", counted)
    monkeypatch.setattr(mending, "_MOST_CHECKED", 1)
    assert mending.mend(content, checked).done
    assert tries == 1
