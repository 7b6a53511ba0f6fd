"""Documents through forks that do what the test says: what is tried again, and what is held against a document."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.convert.warm.office import DeadlinePassed, NoOffice, OfficeLost, WarmOffice
from service.convert.warm.pool import PoolLimits, WarmPool
from service.convert.warm.quarantine import Quarantined
from tests.convert.forks import Act, FakeOffice, lose, wait_until

MakePool = Callable[..., WarmPool]


@pytest.fixture
def acts() -> deque[Act]:
    """What the next forks do."""
    return deque()


@pytest.fixture
def offices() -> list[FakeOffice]:
    """The hosts that were started."""
    return []


@pytest.fixture
def make_pool(acts: deque[Act], offices: list[FakeOffice]) -> Iterator[MakePool]:
    made: list[WarmPool] = []

    def make(**limits: float) -> WarmPool:
        def launch() -> WarmOffice:
            offices.append(FakeOffice(acts))
            return offices[-1].real

        made.append(WarmPool(launch, PoolLimits(**limits)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for pool in made:
        pool.close()


def late(*, was_at_work: bool) -> Act:
    def be_late() -> None:
        raise DeadlinePassed("late", was_at_work=was_at_work)

    return be_late


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
        wait_until(lambda: pool.line.waiting == 1)
        leave.set()
        lost.result()
        neighbour.result()


def test_the_second_try_has_no_neighbours_and_goes_before_those_who_come_later(
    make_pool: MakePool, acts: deque[Act]
) -> None:
    pool = make_pool(workers=2)
    leave = threading.Event()
    order: list[str] = []
    acts.extend([lambda: leave.wait(10), lose])
    with ThreadPoolExecutor(3) as threads:
        held = threads.submit(pool.convert, b"held", {})
        wait_until(lambda: pool.line.working == 1)
        again = threads.submit(pool.convert, b"again", {}, lambda: order.append(f"again beside {pool.line.working}"))
        wait_until(lambda: pool.line.waiting == 1)
        # A place is free, yet whoever comes now has to wait.
        later = threads.submit(pool.convert, b"later", {}, lambda: order.append("later"))
        wait_until(lambda: pool.line.waiting == 2)
        assert order == []
        leave.set()
        for one in (held, again, later):
            one.result(10)
    assert order == ["again beside 1", "later"]


def test_what_dies_twice_is_kept_out(make_pool: MakePool, acts: deque[Act]) -> None:
    pool = make_pool()
    acts.extend([lose, lose])
    with pytest.raises(OfficeLost):
        pool.convert(b"bad", {})
    with pytest.raises(Quarantined):
        pool.convert(b"bad", {})
    pool.convert(b"good", {})
    assert (pool.counts.lost, pool.counts.converted) == (2, 1)


def test_what_takes_too_long_twice_is_kept_out_if_it_was_at_work(make_pool: MakePool, acts: deque[Act]) -> None:
    pool = make_pool()
    for was_at_work in (False, False, True, True):
        acts.append(late(was_at_work=was_at_work))
        with pytest.raises(DeadlinePassed):
            pool.convert(b"slow", {})
    with pytest.raises(Quarantined):
        pool.convert(b"slow", {})
    assert (pool.counts.killed, pool.counts.lost) == (4, 0)


def losing_host(offices: list[FakeOffice]) -> Act:
    """A fork is lost, and the host with it."""

    def lose_both() -> None:
        offices[-1].is_alive = False
        lose()

    return lose_both


def test_a_fork_that_is_lost_with_its_host_is_not_held_against_its_document(
    make_pool: MakePool, acts: deque[Act], offices: list[FakeOffice]
) -> None:
    pool = make_pool()
    lose_host = losing_host(offices)
    for _ in range(3):
        acts.append(lose_host)
        pool.convert(b"1", {})
    acts.extend([lose_host, lose_host])
    with pytest.raises(NoOffice):
        pool.convert(b"1", {})
    pool.convert(b"1", {})
    assert pool.hosts.started == 6


def test_who_loses_both_forks_because_the_pool_is_closed_goes_no_other_way(
    make_pool: MakePool, acts: deque[Act], offices: list[FakeOffice]
) -> None:
    pool = make_pool()

    def close() -> None:
        pool.close()
        lose()

    acts.extend([losing_host(offices), close])
    with pytest.raises(OfficeLost) as caught:
        pool.convert(b"1", {})
    assert not isinstance(caught.value, NoOffice)


def test_what_is_kept_out_while_it_waits_is_not_let_in(make_pool: MakePool, acts: deque[Act]) -> None:
    pool = make_pool(workers=1)
    go_on = threading.Event()

    def lose_late() -> None:
        go_on.wait(10)
        lose()

    acts.extend([lose_late, *[lose] * 5])
    with ThreadPoolExecutor(3) as threads:
        same = [threads.submit(pool.convert, b"bad", {}) for _ in range(3)]
        wait_until(lambda: pool.line.waiting == 2)
        go_on.set()
        kinds = [type(one.exception(10)) for one in same]
    assert sorted(kinds, key=str) == [OfficeLost, OfficeLost, Quarantined]
    assert pool.counts.lost == 4, "each of those that were let in lost its two forks"
