"""Right papers of both families, measured in either file, and what may look like a fault and is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.the_thuc.checks.papers_body import Kit, party_kit, state_kit, tell

KITS: dict[str, Callable[[], Kit]] = {
    "nd30": state_kit,
    "hd05": party_kit,
    "hd36": lambda: party_kit("hd36"),
    "nd30-pdf": lambda: state_kit("pdf"),
    "hd05-pdf": lambda: party_kit(source="pdf"),
}


@pytest.mark.parametrize("name", KITS)
def test_a_right_paper_yields_nothing(name: str) -> None:
    found = [(m.finding.rule, m.finding.level, m.finding.expected, m.finding.found) for m in tell(KITS[name]())]
    assert found == []
