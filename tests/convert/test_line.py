"""The line before the forks: first come, first served, bounded in length and in time."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from service.convert.warm.line import Busy, Line
from tests.convert.forks import wait_until


class Crowd:
    """People in a line, each in a thread of its own, who note in which order they got their place."""

    def __init__(self, line: Line, threads: ThreadPoolExecutor) -> None:
        self._line, self._threads = line, threads
        self.order: list[str] = []

    def come(self, name: str, *, again: bool = False, alone: bool = False) -> Future[None]:
        """One more comes, and stands in the line when this returns."""
        before = self._line.waiting
        told = self._threads.submit(self._work, name, again=again, alone=alone)
        wait_until(lambda: self._line.waiting == before + 1)
        return told

    def _work(self, name: str, *, again: bool, alone: bool) -> None:
        with self._line.place(again=again, alone=alone):
            self.order.append(f"{name} beside {self._line.working - 1}" if alone else name)


def test_who_came_first_goes_first() -> None:
    line = Line(1, 64, 20.0)
    with ThreadPoolExecutor(40) as threads:
        crowd = Crowd(line, threads)
        with line.place():
            told = [crowd.come(str(number)) for number in range(40)]
        for one in told:
            one.result(10)
    assert crowd.order == [str(number) for number in range(40)]
    assert (line.working, line.waiting) == (0, 0)


def test_nobody_steps_in_between_a_place_that_is_free_and_who_waits_for_it() -> None:
    """Whoever leaves and comes back at once, as fast as it can, does not keep another from its turn."""
    came_back: list[int] = []
    stood: list[int] = []

    class Noting(Line):
        def _call(self) -> None:
            # Asked under the lock by whoever has just taken its place in the line, before anybody can move on.
            if threading.current_thread() is threading.main_thread():
                stood.append(len(came_back))
            super()._call()

    line = Noting(1, 64, 20.0)
    done = threading.Event()

    def come_and_go() -> None:
        while not done.is_set():
            with line.place():
                came_back.append(line.waiting)

    with ThreadPoolExecutor(3) as threads:
        greedy = [threads.submit(come_and_go) for _ in range(2)]
        try:
            wait_until(lambda: len(came_back) > 100)
            for _ in range(50):
                stood.clear()
                with line.place():
                    # Two were before it at the most, and each had one turn.
                    assert len(came_back) <= stood[0] + 2
        finally:
            done.set()
        for one in greedy:
            one.result(10)


def test_as_many_work_as_there_are_places_and_no_more() -> None:
    line = Line(3, 64, 20.0)
    seen: list[int] = []

    def work(_: int) -> None:
        with line.place():
            seen.append(line.working)
            time.sleep(0.002)

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(work, range(60)))
    assert max(seen) == 3


def test_who_was_let_in_before_goes_before_who_was_not_and_may_ask_to_be_alone() -> None:
    line = Line(2, 1, 20.0)
    with ThreadPoolExecutor(4) as threads:
        crowd = Crowd(line, threads)
        with line.place():
            # A place is free, yet whoever asks to be alone waits, and so does who comes after; in a full line too.
            told = [crowd.come("alone", alone=True), crowd.come("again", again=True)]
            with pytest.raises(Busy), line.place():
                pass
            assert crowd.order == []
        for one in told:
            one.result(10)
    assert crowd.order == ["alone beside 0", "again"]


def test_the_line_is_bounded() -> None:
    line = Line(1, 2, 20.0)
    with ThreadPoolExecutor(2) as threads:
        crowd = Crowd(line, threads)
        with line.place():
            told = [crowd.come("1"), crowd.come("2")]
            begun = time.monotonic()
            with pytest.raises(Busy, match="full"), line.place():
                pass
            assert time.monotonic() - begun < 1
        for one in told:
            one.result(10)
    assert (crowd.order, line.refused) == (["1", "2"], 1)


def test_who_has_waited_too_long_leaves_the_line_to_the_others() -> None:
    line = Line(2, 64, 30.0)
    with ThreadPoolExecutor(2) as threads:
        crowd = Crowd(line, threads)
        with line.place():
            asking = threads.submit(line._enter, time.monotonic() - 29.5, again=True, alone=True)
            wait_until(lambda: line.waiting == 1)
            other = crowd.come("behind")
            with pytest.raises(Busy, match="waited"):
                asking.result(10)
            # The place was free all the time, but for the one who asked to be alone.
            other.result(5)
    assert (line.working, line.waiting, line.refused) == (0, 0, 1)


@pytest.mark.parametrize("is_free", [False, True], ids=["while it waits", "when its turn has come"])
def test_whoever_is_interrupted_gives_its_turn_on(is_free: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(1, 64, 20.0)

    def interrupt(*_: object) -> bool:
        raise KeyboardInterrupt

    with ExitStack() as held:
        if not is_free:
            held.enter_context(line.place())
        with monkeypatch.context() as patched:
            patched.setattr(threading.Event, "wait", interrupt)
            with pytest.raises(KeyboardInterrupt), line.place():
                pass
    assert (line.working, line.waiting) == (0, 0)
