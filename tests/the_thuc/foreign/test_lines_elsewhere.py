"""Lines under the head drawn from where Word happened to hold them: another cell, the paragraph behind, the page."""

from __future__ import annotations

import pytest

from tests.the_thuc.foreign.corpus import STATE_PLAN
from tests.the_thuc.foreign.papers import LEFT, MM, RIGHT, SINGLE, make, width
from tests.the_thuc.foreign.parts import connector, para, rewritten
from tests.the_thuc.foreign.told import rules_told

MOTTO, NAME = width("Độc lập - Tự do - Hạnh phúc", 14), width("TỈNH NGHỆ AN", 13) / 2
MARGIN_MM = 30.0
EMPTY = para("", SINGLE)


def lines(*, down_mm: float, anchor: str = "column", page: bool = False, motto_share: float = 1.0) -> str:
    """Both lines of the head, put by their distance from the column's or the sheet's edge."""
    edge = MARGIN_MM if anchor == "page" else 0.0
    motto = MOTTO * motto_share
    right = edge + (LEFT + RIGHT / 2) / MM - motto / 2
    left = edge + LEFT / 2 / MM - NAME / 2
    drawn = "".join(
        connector(length, at, down_mm=down_mm, anchor=anchor) for length, at in ((motto, right), (NAME, left))
    )
    return drawn.replace('positionV relativeFrom="paragraph"', 'positionV relativeFrom="page"') if page else drawn


def held(where: str, drawn: str) -> bytes:
    """A right paper without lines, these put in: behind the head's table, before it, or in the name of the type."""
    paper = make(STATE_PLAN, rule="none")
    if where == "before":
        return rewritten(paper, "<w:body>", f"<w:body>{para(drawn, SINGLE)}")
    if where == "behind":
        return rewritten(paper, f"</w:tbl>{EMPTY}", f"</w:tbl>{para(drawn, SINGLE)}")
    words = f">{where}</w:t></w:r>"
    return rewritten(paper, words, words + drawn)


FLOATING = {
    "behind": lines(down_mm=-5.2),
    "before": lines(down_mm=17.5),
    "KẾ HOẠCH": lines(down_mm=31.5, anchor="page", page=True),
}


@pytest.mark.parametrize("where", FLOATING)
def test_a_line_held_elsewhere_is_unknown(where: str) -> None:
    paper = held(where, FLOATING[where])
    assert rules_told(paper) == set()
    assert rules_told(paper, "unknown") >= {"ND30-TN-LINE", "ND30-CQ-LINE"}


@pytest.mark.parametrize("where", FLOATING)
def test_a_line_held_elsewhere_and_too_short_is_an_error(where: str) -> None:
    drawn = {
        "behind": lines(down_mm=-5.2, motto_share=0.6),
        "before": lines(down_mm=17.5, motto_share=0.6),
        "KẾ HOẠCH": lines(down_mm=31.5, anchor="page", page=True, motto_share=0.6),
    }
    assert rules_told(held(where, drawn[where]), "error") == {"ND30-TN-LINE"}


def test_a_line_at_the_top_of_the_cell_below_is_that_of_the_name() -> None:
    drawn = held("Số: 982/KH-UBND", connector(NAME, down_mm=0.5))
    assert "ND30-CQ-LINE" not in rules_told(drawn, "error", "unknown")
