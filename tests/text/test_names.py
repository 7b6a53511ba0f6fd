"""Names of agencies in lines: never parted inside their words, at any width of the column."""

from __future__ import annotations

import pytest

from service.text.metrics import width_mm
from service.text.names import break_name, in_sentence


@pytest.mark.parametrize("available", [56, 60, 66, 72])
def test_the_fronts_name_is_never_broken_inside_its_words(available: float) -> None:
    name = "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ IA LÂM"
    lines = break_name(name, 13, "bold", available)
    assert " ".join(lines) == name
    assert all(width_mm(line, 13, "bold") <= available for line in lines)
    for phrase in ("ỦY BAN", "MẶT TRẬN TỔ QUỐC", "VIỆT NAM", "XÃ IA LÂM"):
        assert any(phrase in line for line in lines), lines


def test_a_name_in_capitals_is_written_small_inside_a_sentence() -> None:
    assert in_sentence("ỦY BAN NHÂN DÂN\nXÃ IA LÂM") == "Ủy ban nhân dân xã Ia Lâm"
    assert in_sentence("Phòng VH-XH") == "Phòng VH-XH"
