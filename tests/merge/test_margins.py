"""The tables of head and foot keep within the margins an office chose, by what they say and by their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.form.papers import PARTY, STATE, changed
from tests.merge.conftest import Merged, W

Merge = Callable[[Mapping[str, Any]], Merged]

TWIPS_PER_MM = 1440 / 25.4
WIDE = {"le_trai_mm": 35, "le_phai_mm": 20}


@pytest.mark.parametrize(
    ("record", "text_mm"),
    [(changed(STATE, co_quan={"lua_chon": WIDE}), 155), (STATE, 165), (PARTY, 165)],
    ids=["wide margins", "State", "Party"],
)
def test_head_and_foot_are_as_wide_as_the_text(merge: Merge, record: dict[str, Any], text_mm: float) -> None:
    tables = [
        table for table in merge(record).body.findall(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblCaption") is not None
    ]
    assert len(tables) == 2
    for table in tables:
        said = table.find(f"{W}tblPr/{W}tblW")
        assert said is not None
        cells = [width for row in table.findall(f"{W}tr")[:1] for width in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")]
        columns = table.findall(f"{W}tblGrid/{W}gridCol")
        for widths in ([said], cells, columns):
            total = sum(int(one.get(f"{W}w", "0")) for one in widths)
            assert total / TWIPS_PER_MM == pytest.approx(text_mm, abs=0.1)
