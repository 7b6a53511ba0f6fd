"""Documents that are kept out for a while."""

from __future__ import annotations

import pytest

from service.convert.warm import quarantine
from service.convert.warm.quarantine import KEPT_S, KILLS, Quarantine, Quarantined


class Clock:
    """Moments that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_kept_out_after_the_last_kill_for_a_while_and_then_let_in() -> None:
    clock = Clock()
    kept = Quarantine(clock)
    for _ in range(KILLS):
        kept.check("bad")
        clock.now += 10
        kept.note("bad")
    clock.now += KEPT_S - 1
    with pytest.raises(Quarantined) as caught:
        kept.check("bad")
    assert caught.value.left_s == 1
    assert len(kept) == 1
    kept.check("good")
    clock.now += 1
    kept.check("bad")
    assert len(kept) == 0
    # What was long ago does not count beside what is now.
    kept.note("bad")
    kept.check("bad")


def test_what_was_converted_after_all_is_forgotten() -> None:
    kept = Quarantine()
    for _ in range(3):
        kept.note("1")
        kept.clear("1")
    kept.check("1")


def test_the_oldest_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "MOST", 3)
    kept = Quarantine()
    for key in "aabbaccdd":
        kept.note(key)
    kept.check("b")
    for key in "acd":
        with pytest.raises(Quarantined):
            kept.check(key)
