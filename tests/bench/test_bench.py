"""The bench measures what it says: every contender, on papers that say what only they should."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from service.settings import load_settings
from tests.bench.contenders import Ours
from tests.bench.measure import Times, measure
from tests.bench.papers import AWARD_ROWS, papers

pytestmark = pytest.mark.soffice


def test_one_round_times_every_contender() -> None:
    letter = papers()[1]
    times = measure(letter, load_settings(), rounds=10)
    assert {name: len(taken) for name, taken in times.of.items()} == {
        "warm": 10, "merge": 10, "bare": 10, "stock": 2, "cold": 2,
    }  # fmt: skip
    assert times.median("stock") > times.median("warm") > times.median("merge")


def test_a_paper_of_another_record_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    letter, make = papers()[1], Ours.make

    def stale(self: Ours, record: Mapping[str, Any]) -> bytes:
        return make(self, letter.numbered(999))

    monkeypatch.setattr(Ours, "make", stale)
    with pytest.raises(AssertionError, match="lần1 is missing"):
        measure(letter, load_settings(), rounds=1)


def test_the_list_of_awards_is_long_and_no_two_names_are_alike() -> None:
    persons = papers()[2].numbered(1)["ca_nhan"]
    assert len({person["ho_ten"] for person in persons}) == AWARD_ROWS


def test_the_middle_and_the_spread() -> None:
    times = Times()
    times.of["x"] = [1.0] * 19 + [3.0]
    assert (times.median("x"), times.spread("x")) == (1.0, 3.0)
