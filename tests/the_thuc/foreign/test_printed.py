"""The same papers printed by LibreOffice: tabs and line breaks part columns and components in a PDF too."""

from __future__ import annotations

from typing import Any

import pytest

from service.convert.soffice import build_converter
from tests.the_thuc.conftest import patient_settings
from tests.the_thuc.foreign.corpus import RIGHT
from tests.the_thuc.foreign.papers import make
from tests.the_thuc.foreign.told import rules_told

SHAPES: dict[str, tuple[str, dict[str, Any]]] = {
    "tables": ("state_plan", {}),
    "tabs": ("state_plan", {"head": "tabs", "foot": "tabs"}),
    "tabs of the Party": ("party_plan", {"head": "tabs", "foot": "tabs"}),
    "breaks": ("state_letter", {"head": "breaks", "foot": "breaks"}),
    "one paragraph a column": ("state_plan", {"head": "all_breaks"}),
    "boxes": ("party_plan", {"head": "boxes"}),
    "a box of recipients": ("state_letter", {"foot": "indent_box"}),
}


@pytest.mark.soffice
@pytest.mark.parametrize("shape", SHAPES)
def test_a_right_paper_printed_has_no_error(shape: str) -> None:
    words, choices = SHAPES[shape]
    pdf = build_converter(patient_settings()).pages_of(make(RIGHT[words], **choices))
    # The machine that prints may have no Times New Roman.
    assert {rule for rule in rules_told(pdf, "error") if not rule.endswith(("-FONT-SUBST", "-FONT-FAMILY"))} == set()
