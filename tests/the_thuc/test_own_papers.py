"""Our own house first: no paper we make has an error of form, as DOCX or PDF, whatever it is given."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from service.pipeline import Produced, produce
from service.the_thuc.checker import check_docx, check_pdf
from tests.the_thuc.conftest import SAMPLES, patient_settings
from tests.the_thuc.generated import generated

GENERATED = dict(generated())
FILES = sorted(path for path in SAMPLES.glob("*/*.json"))


@cache
def _made(text: str) -> Produced:
    return produce(json.loads(text), patient_settings())


def errors(produced: Produced, source: str) -> list[str]:
    """What the checker calls an error in one of a paper's files."""
    assert produced.pdf is not None
    checked = check_docx(produced.docx) if source == "docx" else check_pdf(produced.pdf)
    assert checked.paper is not None
    assert checked.paper.rule_set.id == produced.rule_set
    return [f"{one.rule}: {one.place}: {one.found}" for one in checked.findings if one.level == "error"]


@pytest.mark.soffice
@pytest.mark.parametrize("source", ["docx", "pdf"])
@pytest.mark.parametrize("name", GENERATED)
def test_a_paper_of_generated_data_keeps_the_form(name: str, source: str) -> None:
    assert errors(_made(json.dumps(GENERATED[name])), source) == []


@pytest.mark.soffice
@pytest.mark.parametrize("source", ["docx", "pdf"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_sample_keeps_the_form(path: Path, source: str) -> None:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert errors(_made(json.dumps(record)), source) == []
