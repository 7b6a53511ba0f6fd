"""Forks leased to the documents of one sender: how many are made, and what becomes of them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest

from service.convert.warm.office import OfficeLost
from service.convert.warm.pool import PoolLimits, WarmPool
from tests.convert.forks import Act, FakeFork, FakeOffice, lose, wait_until

EACH = 3


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(deque())


@pytest.fixture
def pool(office: FakeOffice) -> Iterator[WarmPool]:
    made = WarmPool(lambda: office.real, PoolLimits(workers=2, waiting=64))
    yield made
    made.close()


def leased(office: FakeOffice) -> list[FakeFork]:
    return [fork for fork in office.forks if fork.documents == EACH]


def convert(pool: WarmPool, name: str, **choices: Any) -> None:
    pool.convert(name.encode(), {"source": name}, **choices)


def test_a_fork_does_so_many_documents_one_after_the_other_and_ends(pool: WarmPool, office: FakeOffice) -> None:
    with closing(pool.lease(EACH)) as lease:
        for name in "abcdefg":
            convert(pool, name, lease=lease)
        forks = leased(office)
        assert [fork.converted for fork in forks] == [["a", "b", "c"], ["d", "e", "f"], ["g"]]
        assert [fork.is_alive for fork in forks] == [False, False, True]
    assert not any(fork.is_alive for fork in leased(office))
    assert pool.counts.converted == 7


def test_others_never_get_a_fork_of_a_batch(pool: WarmPool, office: FakeOffice) -> None:
    with closing(pool.lease(EACH)) as one, closing(pool.lease(EACH)) as other:
        for number in range(2):
            convert(pool, f"one {number}", lease=one)
            convert(pool, f"other {number}", lease=other)
            convert(pool, f"nobody's {number}")
    used = [fork.converted for fork in office.forks if fork.converted]
    assert sorted(used) == [["nobody's 0"], ["nobody's 1"], ["one 0", "one 1"], ["other 0", "other 1"]]


def test_a_fork_is_used_by_one_thread_at_a_time(pool: WarmPool, office: FakeOffice) -> None:
    both = threading.Barrier(2)
    office.acts.extend([lambda: both.wait(10)] * 2)
    with closing(pool.lease(EACH)) as lease, ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda name: convert(pool, name, lease=lease), "ab"))
        convert(pool, "c", lease=lease)
    assert sorted(len(fork.converted) for fork in leased(office)) == [1, 2]


def test_a_fork_that_is_lost_in_the_middle_loses_nothing(pool: WarmPool, office: FakeOffice) -> None:
    """The document gets a new fork that does nothing else; those after it get one that was not there before."""
    fine: Act = lambda: None  # noqa: E731
    office.acts.extend([fine, lose])
    with closing(pool.lease(EACH)) as lease:
        for name in "abcd":
            convert(pool, name, lease=lease)
    assert [fork.converted for fork in leased(office)] == [["a"], ["c", "d"]]
    assert ["b"] in [fork.converted for fork in office.forks if fork.documents == 1]
    assert (pool.counts.lost, pool.counts.converted) == (1, 4)


def test_a_fork_that_told_an_error_or_saw_one_of_ours_is_not_used_again(
    pool: WarmPool, office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ValueError("ours")

    with closing(pool.lease(EACH)) as lease:
        with pytest.raises(ValueError, match="ours"):
            convert(pool, "a", meanwhile=fail, lease=lease)
        with monkeypatch.context() as patched:
            patched.setattr(FakeFork, "convert", lambda *_: {"error": "not loaded"})
            convert(pool, "b", lease=lease)
        convert(pool, "c", lease=lease)
    assert [(fork.converted, fork.is_alive) for fork in leased(office)] == [([], False), ([], False), (["c"], False)]


def test_whoever_works_when_the_batch_ends_keeps_no_fork(pool: WarmPool, office: FakeOffice) -> None:
    go_on = threading.Event()
    office.acts.append(lambda: go_on.wait(10))
    lease = pool.lease(EACH)
    with ThreadPoolExecutor(1) as threads:
        late = threads.submit(convert, pool, "late", lease=lease)
        wait_until(lambda: not office.acts)
        lease.close()
        go_on.set()
        late.result(10)
    convert(pool, "later", lease=lease)
    assert [fork.converted for fork in leased(office)] == [["late"]]
    assert not leased(office)[0].is_alive


def test_forks_of_a_host_that_was_lost_are_not_used(pool: WarmPool) -> None:
    lost, new = FakeOffice(), FakeOffice()
    next_ones = [lost, new]
    pool.hosts._launch = lambda: next_ones.pop(0).real
    with closing(pool.lease(EACH)) as lease:
        convert(pool, "a", lease=lease)
        lost.is_alive = False
        for fork in lost.forks:
            fork.is_alive = False
        convert(pool, "b", lease=lease)
    assert [fork.converted for fork in leased(lost) + leased(new)] == [["a"], ["b"]]


def test_a_document_that_ends_two_forks_fails_alone(pool: WarmPool, office: FakeOffice) -> None:
    office.acts.extend([lose, lose])
    with closing(pool.lease(EACH)) as lease:
        with pytest.raises(OfficeLost):
            convert(pool, "bad", lease=lease)
        convert(pool, "good", lease=lease)
    assert ["good"] in [fork.converted for fork in leased(office)]


def test_after_a_pdf_that_is_not_right_the_next_documents_get_new_forks(pool: WarmPool, office: FakeOffice) -> None:
    with closing(pool.lease(EACH)) as lease:
        convert(pool, "a", lease=lease)
        lease.renew()
        convert(pool, "b", lease=lease)
        assert [(fork.converted, fork.is_alive) for fork in leased(office)] == [(["a"], False), (["b"], True)]
