"""The findings of a paper's DOCX and of its PDF become one list."""

from __future__ import annotations

from service.findings import Finding, Level
from service.the_thuc.checker import merge_findings


def finding(rule: str, level: Level = "error") -> Finding:
    return Finding(rule, "Nghị định số 30/2020/NĐ-CP", level, "Quốc hiệu", "cỡ chữ 13", "cỡ 14", "Đặt lại cỡ chữ.")


def test_what_both_files_have_is_told_once_as_of_the_docx() -> None:
    of_docx, of_pdf = finding("ND30-QH-FMT"), finding("ND30-QH-FMT", "warning")
    assert merge_findings([of_docx], [of_pdf, finding("ND30-FONT-SUBST")]) == (of_docx, finding("ND30-FONT-SUBST"))


def test_what_one_file_has_several_times_stays() -> None:
    twice = (finding("ND30-CC-SEMI"), finding("ND30-CC-SEMI", "warning"))
    assert merge_findings(twice, ()) == twice
    assert merge_findings((), twice) == twice


def test_what_is_unknown_in_one_file_hides_nothing_that_the_other_tells() -> None:
    assert merge_findings([finding("ND30-QH-FMT", "unknown")], [finding("ND30-QH-FMT")]) == (finding("ND30-QH-FMT"),)
    assert merge_findings([], [finding("ND30-QH-FMT", "unknown")]) == ()
