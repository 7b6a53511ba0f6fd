"""The proof of the checker: each single fault put into a clean paper is told by the rule it breaks, in DOCX and PDF."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from service.convert.package_check import SoundDocx
from service.convert.pdf_facts import PdfMeta
from service.convert.soffice import build_converter
from service.findings import Finding
from service.rules_view import all_rules
from service.the_thuc.checker import check_docx, check_pdf
from tests.the_thuc.conftest import Make, patient_settings
from tests.the_thuc.mutants.conformance import MUTANTS
from tests.the_thuc.mutants.mutant import Mutant
from tests.the_thuc.mutants.package import mutate

PAPERS = sorted({mutant.paper for mutant in MUTANTS})
ON_PDF = [mutant for mutant in MUTANTS if "pdf" in all_rules()[mutant.rule].do]
ON_DOCX = [mutant for mutant in MUTANTS if "docx" in all_rules()[mutant.rule].do]


def graver(findings: Iterable[Finding]) -> set[str]:
    """The rules of the errors among findings."""
    return {finding.rule for finding in findings if finding.level == "error"}


def must_tell_only(mutant: Mutant, findings: Iterable[Finding]) -> None:
    """The fault is told by its rule, as a warning at least, and no other rule calls anything an error."""
    told = {finding.rule for finding in findings if finding.level in ("error", "warning")}
    assert mutant.rule in told
    assert graver(findings) <= {mutant.rule, *mutant.also}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_clean_paper_has_no_error_as_docx(paper: str, made_docx: Make) -> None:
    assert graver(check_docx(made_docx(paper).docx).findings) == set()


@pytest.mark.soffice
@pytest.mark.parametrize("paper", PAPERS)
def test_a_clean_paper_has_no_error_as_pdf(paper: str, made_both: Make) -> None:
    pdf = made_both(paper).pdf
    assert pdf is not None
    assert graver(check_pdf(pdf).findings) == set()


@pytest.mark.parametrize("mutant", ON_DOCX, ids=lambda mutant: mutant.id)
def test_the_fault_is_told_in_the_docx_by_its_rule(mutant: Mutant, made_docx: Make) -> None:
    must_tell_only(mutant, check_docx(mutate(made_docx(mutant.paper).docx, mutant.change), mutant.given).findings)


@pytest.mark.soffice
@pytest.mark.parametrize("mutant", ON_PDF, ids=lambda mutant: mutant.id)
def test_the_fault_is_told_in_the_pdf_by_its_rule(mutant: Mutant, made_docx: Make) -> None:
    docx = mutate(made_docx(mutant.paper).docx, mutant.change)
    pdf = build_converter(patient_settings()).to_pdf(SoundDocx(docx), PdfMeta(title="", author="", subject=""))
    must_tell_only(mutant, check_pdf(pdf, mutant.given).findings)
