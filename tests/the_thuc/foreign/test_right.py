"""Right papers in the shapes Word's users give them yield no error, whatever the shape."""

from __future__ import annotations

from typing import Any

import pytest

from tests.the_thuc.foreign.corpus import RIGHT
from tests.the_thuc.foreign.papers import make
from tests.the_thuc.foreign.told import told

SHAPES: dict[str, dict[str, Any]] = {
    "plain": {},
    **{f"head-{name}": {"head": name} for name in ("table_grid", "breaks", "boxes", "one_cell", "all_breaks", "tabs")},
    **{f"rule-{name}": {"rule": name} for name in ("next_connector", "vml", "border")},
    **{f"foot-{name}": {"foot": name} for name in ("table_grid", "indent_box", "tabs", "breaks")},
    **{f"number-{name}": {"number": name} for name in ("gallery", "frame", "simple", "tab", "box")},
    **{f"normal-{name}": {"normal": name} for name in ("word365", "theme")},
    "quiet": {"noise": False},
    "numbering": {"numbering": True},
    "characters": {"first_chars": True},
    "list-paragraph": {"list_paragraph": True},
    "set-a": {"size_set": "12"},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("words", RIGHT)
def test_a_right_paper_has_no_error(words: str, shape: str) -> None:
    found = told(make(RIGHT[words], **SHAPES[shape]))
    if (words, shape) == ("state_letter", "head-all_breaks"):
        # A line break cannot have the gap that a letter's subject keeps from the number.
        found.remove(("ND30-TYCV-FMT", "cách Số, ký hiệu 6 pt", "cách 0 pt"))
    assert found == []
