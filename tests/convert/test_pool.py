"""The queue before the forks, with forks that do what the test says."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pytest

from service.convert.warm.office import OfficeLost, WarmOffice
from service.convert.warm.pool import Busy, PoolLimits, WarmPool
from service.errors import ConverterMissing

Act = Callable[[], object]


class FakeFork:
    """Does the next act of the script, before the time for what is done meanwhile."""

    is_alive = True

    def __init__(self, acts: deque[Act]) -> None:
        self._acts = acts

    def convert(self, _job: Mapping[str, str], _timeout_s: float, meanwhile: Act | None) -> dict[str, Any]:
        if self._acts:
            self._acts.popleft()()
        if meanwhile is not None:
            meanwhile()
        return {}

    def kill(self) -> None: ...

    leave = kill


class FakeOffice:
    """A host of such forks."""

    is_alive = True

    def __init__(self, acts: deque[Act]) -> None:
        self._acts = acts

    def fork(self) -> FakeFork:
        return FakeFork(self._acts)

    def close(self) -> None: ...


MakePool = Callable[..., WarmPool]


@pytest.fixture
def acts() -> deque[Act]:
    """What the next forks do."""
    return deque()


@pytest.fixture
def make_pool(acts: deque[Act]) -> Iterator[MakePool]:
    made: list[WarmPool] = []

    def make(**limits: float) -> WarmPool:
        pool = WarmPool(lambda: cast("WarmOffice", FakeOffice(acts)), PoolLimits(**limits))  # type: ignore[arg-type]
        made.append(pool)
        return pool

    yield make
    for pool in made:
        pool.close()


def lose() -> None:
    raise OfficeLost("lost")


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_what_is_done_meanwhile_is_done_once_whichever_fork_gives_the_time(
    make_pool: MakePool, acts: deque[Act]
) -> None:
    done: list[str] = []
    acts.append(lose)
    make_pool().convert(b"1", {}, lambda: done.append("x"))
    assert done == ["x"]


def test_what_was_converted_after_all_is_not_held_against_a_document(make_pool: MakePool, acts: deque[Act]) -> None:
    pool = make_pool()
    for _ in range(4):
        acts.append(lose)
        pool.convert(b"1", {})
    assert pool.counts.lost == 4


def test_a_second_turn_has_a_wait_of_its_own_and_a_place_in_a_full_queue(make_pool: MakePool, acts: deque[Act]) -> None:
    pool = make_pool(workers=2, waiting=0, wait_s=1.0)
    leave = threading.Event()

    def lose_late() -> None:
        time.sleep(1.1)
        lose()

    with ThreadPoolExecutor(2) as threads:
        acts.append(lose_late)
        lost = threads.submit(pool.convert, b"1", {})
        wait_until(lambda: not acts)
        acts.append(lambda: leave.wait(10))
        neighbour = threads.submit(pool.convert, b"2", {})
        wait_until(lambda: pool._turn.asking_alone == 1)
        leave.set()
        lost.result()
        neighbour.result()


def test_who_gives_up_asking_to_be_alone_lets_the_others_in(make_pool: MakePool) -> None:
    pool = make_pool(workers=2, wait_s=30.0)
    with ThreadPoolExecutor(2) as threads, pool._place(time.monotonic()):
        asking = threads.submit(pool._enter, time.monotonic() - 29.5, alone=True)
        wait_until(lambda: pool._turn.asking_alone == 1)
        other = threads.submit(pool.convert, b"1", {})
        with pytest.raises(Busy):
            asking.result(10)
        other.result(5)


def test_who_keeps_forks_ready_goes_on_whatever_a_start_raises(
    make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, tried = make_pool(), []

    def start(error: Exception) -> WarmOffice:
        tried.append(error)
        raise error

    pool.warm_up()
    for error in (OSError("no room"), ConverterMissing(reason="being upgraded"), OfficeLost("no library")):
        monkeypatch.setattr(pool, "_start", lambda error=error: start(error))
        with pool._lock:
            pool._drop()
        pool._wanted.set()
        wait_until(lambda error=error: error in tried)  # type: ignore[misc]
        time.sleep(0.02)
    assert pool._keeper is not None
    assert pool._keeper.is_alive()


def test_the_second_try_has_no_neighbours_and_goes_before_those_who_come_later(
    make_pool: MakePool, acts: deque[Act]
) -> None:
    pool = make_pool(workers=2)
    leave = threading.Event()
    order: list[str] = []
    acts.extend([lambda: leave.wait(10), lose])
    with ThreadPoolExecutor(3) as threads:
        held = threads.submit(pool.convert, b"held", {})
        wait_until(lambda: pool._turn.working == 1)
        again = threads.submit(pool.convert, b"again", {}, lambda: order.append(f"again beside {pool._turn.working}"))
        wait_until(lambda: pool._turn.asking_alone == 1)
        # A place is free, yet whoever comes now has to wait.
        later = threads.submit(pool.convert, b"later", {}, lambda: order.append("later"))
        wait_until(lambda: pool._turn.waiting == 2)
        assert order == []
        leave.set()
        for one in (held, again, later):
            one.result(10)
    assert order == ["again beside 1", "later"]
