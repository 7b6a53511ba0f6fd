"""The proof of mending: each single fault that needs no judgement goes, no other comes, and no word changes untold."""

from __future__ import annotations

import random
from functools import cache

import pytest

from service.rules_view import all_rules
from service.the_thuc.checker import Checked, check_docx
from service.the_thuc.mend.mend import Mended, mend
from service.the_thuc.mend.table import REPAIRS
from tests.the_thuc.conftest import SAMPLES, Make
from tests.the_thuc.mend.words_told import lines_as_told, lines_of
from tests.the_thuc.mutants.mutant import Mutant
from tests.the_thuc.mutants.package import both, mutate
from tests.the_thuc.mutants.party_mutants import PARTY_MUTANTS
from tests.the_thuc.mutants.state_mutants import STATE_MUTANTS

MUTANTS = [one for one in (*STATE_MUTANTS, *PARTY_MUTANTS) if "docx" in all_rules()[one.rule].do]
# Faults in words or order, of rules that otherwise are mended: only their writer knows what is meant.
JUDGED = {
    "ND30-QH-TEXT: Quốc hiệu thiếu chữ",
    "ND30-QH-TEXT: CỘNG HÒA viết sai",
    "ND30-DD-FORM: ngày viết gạch chéo",
    "ND30-DD-VALID: 31 tháng 02",
    "ND30-DD-VALID: 31 tháng 4",
    "ND30-HD-PHANCHUONG: Phần 1 số Ả Rập",
    "ND30-KY-NAME: họ tên in hoa",
    "ND30-NN-LUU: thiếu dòng Lưu",
    "ND30-NN-LUU: Lưu không có VT",
    "ND30-NN-LUU: Lưu kiểu Đảng",
    "ND30-PL-REF: dòng Kèm theo sai số",
    "HD05-TITLE-TEXT: tiêu đề thiếu chữ",
    "HD05-TITLE-TEXT: đổi chỗ hai cột",
    "HD05-NUM-FORMAT: thiếu ký hiệu cơ quan",
    "HD05-DATE-FORMAT: 31 tháng 02",
    "HD05-DATE-FORMAT: ngày viết gạch chéo",
    "HD05-SIGN-NAME: họ tên in hoa",
    "HD05-SIGN-NAME: họ tên có đồng chí",
    "HD05-NN-LUU: Lưu: VT kiểu Nhà nước",
    "HD05-NN-LUU: thiếu dòng Lưu",
}
# What of all mutants is mended at least; the rest needs a person.
LEAST_MENDED = 180
PAPERS = sorted(f"{one.parent.name}/{one.stem}" for one in SAMPLES.glob("*/*.json") if not one.stem.endswith(".khoi"))


def is_mendable(mutant: Mutant) -> bool:
    return (all_rules()[mutant.rule].kiem or "") in REPAIRS and mutant.id not in JUDGED


def errors(checked: Checked) -> list[str]:
    return sorted(one.rule for one in checked.findings if one.level == "error")


@cache
def faulty(mutant: Mutant, clean: bytes) -> bytes:
    return mutate(clean, mutant.change)


@cache
def mended(content: bytes) -> Mended:
    return mend(content, check_docx(content))


def must_be_safe(content: bytes, result: Mended) -> None:
    """No error more than before, no word changed untold, and nothing left that could be mended."""
    before, after = check_docx(content), check_docx(result.docx)
    assert result.left == after.findings
    gone = errors(before)
    for rule in errors(after):
        assert rule in gone
        gone.remove(rule)
    assert lines_of(result.docx) == lines_as_told(content, result.done)
    again = mend(result.docx, after)
    assert (again.docx, again.done) == (result.docx, ())


@pytest.mark.parametrize("mutant", [one for one in MUTANTS if is_mendable(one)], ids=lambda mutant: mutant.id)
def test_the_fault_is_mended(mutant: Mutant, made_docx: Make) -> None:
    result = mended(faulty(mutant, made_docx(mutant.paper).docx))
    assert result.done
    assert mutant.rule not in {one.rule for one in result.left if one.level in ("error", "warning")}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.id)
def test_mending_is_safe(mutant: Mutant, made_docx: Make) -> None:
    content = faulty(mutant, made_docx(mutant.paper).docx)
    must_be_safe(content, mended(content))


@pytest.mark.parametrize("mutant", [one for one in MUTANTS if not is_mendable(one)], ids=lambda mutant: mutant.id)
def test_what_needs_judgement_is_left_as_it_is(mutant: Mutant, made_docx: Make) -> None:
    content = faulty(mutant, made_docx(mutant.paper).docx)
    result = mended(content)
    assert mutant.rule not in {change.rule for change in result.done}
    assert mutant.rule in {one.rule for one in result.left}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_clean_paper_stays_byte_for_byte(paper: str, made_docx: Make) -> None:
    content = made_docx(paper).docx
    result = mended(content)
    assert (result.docx, result.done) == (content, ())


@pytest.mark.parametrize("seed", range(12))
def test_many_faults_together_are_mended_as_safely(seed: int, made_docx: Make) -> None:
    chosen = random.Random(seed)  # noqa: S311 the same faults every time, nothing secret
    paper = chosen.choice(sorted({one.paper for one in MUTANTS}))
    own = [one for one in MUTANTS if one.paper == paper and is_mendable(one)]
    # Of two faults of one rule the second may undo the first.
    faults = list({one.rule: one for one in chosen.sample(own, min(8, len(own)))}.values())
    try:
        content = mutate(made_docx(paper).docx, both(*(one.change for one in faults)))
    except AssertionError:
        pytest.skip("two faults exclude each other")
    result = mended(content)
    assert result.done
    must_be_safe(content, result)


def test_the_share_that_is_mended() -> None:
    assert sum(map(is_mendable, MUTANTS)) >= LEAST_MENDED


def test_what_is_left_to_people_is_told_by_mutants_that_there_are() -> None:
    assert {one.id for one in MUTANTS} >= JUDGED
