"""Hosts that are lost, do not start or hang, with hosts that do what the test says."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.convert.warm import hosts as hosts_module
from service.convert.warm.hosts import Closed, Hosts
from service.convert.warm.office import NoOffice, OfficeLost, WarmOffice
from service.errors import ConverterMissing
from tests.convert.forks import FakeFork, FakeOffice, wait_until


class Launcher:
    """Starts the hosts it was given, then refuses."""

    def __init__(self) -> None:
        self.next: list[FakeOffice | Exception] = []
        self.launched = 0

    def __call__(self) -> WarmOffice:
        self.launched += 1
        office = self.next.pop(0) if self.next else FakeOffice()
        if isinstance(office, Exception):
            raise office
        return office.real


@pytest.fixture
def launcher() -> Launcher:
    return Launcher()


@pytest.fixture
def hosts(launcher: Launcher) -> Iterator[Hosts]:
    made = Hosts(launcher, 2)
    yield made
    made.close()


def seconds(do: Callable[[], object]) -> float:
    begun = time.monotonic()
    do()
    return time.monotonic() - begun


def hanging() -> FakeOffice:
    """A host that does not become ready before it is ended."""
    office = FakeOffice()
    office.becomes_ready = lambda: office.ended.wait(30)
    return office


def is_refused(hosts: Hosts, why: str) -> None:
    with pytest.raises(NoOffice, match=why):
        hosts.take()


def test_a_fork_is_there_for_the_first_who_asks_and_others_are_kept_ready(hosts: Hosts, launcher: Launcher) -> None:
    office = FakeOffice()
    launcher.next = [office]
    fork = hosts.take()
    hosts.put_back(fork, sound=True)
    assert not fork.is_alive
    wait_until(lambda: sum(one.is_alive for one in office.forks) == 2)
    taken = [hosts.take() for _ in range(4)]
    assert len({id(one) for one in taken}) == 4
    for one in taken:
        hosts.put_back(one, sound=True)
    assert launcher.launched == hosts.started == 1


def test_one_bad_start_is_not_for_ever(
    hosts: Hosts, launcher: Launcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(hosts_module, "PAUSE_S", 0.3)
    launcher.next = [OfficeLost("no library")]
    with pytest.raises(NoOffice, match="no library"):
        hosts.warm_up()
    assert hosts.why_none == "no library"
    assert "cold way: no library" in caplog.text
    for _ in range(20):
        is_refused(hosts, "no library")
    assert launcher.launched == 1, "no host is tried in the pause"
    time.sleep(0.3)
    is_refused(hosts, "no library")
    wait_until(lambda: hosts.why_none == "")
    hosts.put_back(hosts.take(), sound=True)
    assert hosts.started == 1


@pytest.mark.parametrize(
    "error", [OSError("full"), ConverterMissing(reason="upgraded"), RuntimeError("what"), MemoryError()]
)
def test_whatever_a_start_raises_documents_are_told_and_the_next_start_is_tried(
    error: Exception, hosts: Hosts, launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts_module, "PAUSE_S", 0.0)
    launcher.next = [error]
    with pytest.raises(NoOffice):
        hosts.warm_up()
    assert hosts.why_none == (str(error) or "MemoryError()")
    hosts.warm_up()
    hosts.put_back(hosts.take(), sound=True)


def test_a_lost_host_is_replaced_and_it_is_logged(
    hosts: Hosts, launcher: Launcher, caplog: pytest.LogCaptureFixture
) -> None:
    first = FakeOffice()
    launcher.next = [first]
    hosts.put_back(hosts.take(), sound=True)
    first.is_alive = False
    hosts.put_back(hosts.take(), sound=True)
    assert (launcher.launched, hosts.started, first.ended.is_set()) == (2, 2, True)
    assert "was lost after 1 documents" in caplog.text


def test_a_start_that_hangs_keeps_nobody_long(
    hosts: Hosts, launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those who came first wait a little, together; whoever comes then is told at once."""
    monkeypatch.setattr(hosts_module, "PATIENCE_S", 0.5)
    launcher.next = [hanging()]
    with ThreadPoolExecutor(4) as threads:
        begun = time.monotonic()
        list(threads.map(lambda _: is_refused(hosts, "being started"), range(4)))
    assert 0.4 < time.monotonic() - begun < 3
    assert seconds(lambda: is_refused(hosts, "being started")) < 0.2
    assert launcher.launched == 1


def test_closing_does_not_wait_for_a_start(hosts: Hosts, launcher: Launcher) -> None:
    office = hanging()
    launcher.next = [office]
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(hosts.take)
        wait_until(lambda: hosts._coming is not None)
        assert seconds(hosts.close) < 2
        with pytest.raises(Closed):
            waiting.result(5)
    assert office.ended.is_set()
    with pytest.raises(Closed):
        hosts.take()
    with pytest.raises(Closed):
        hosts.warm_up()
    # Its own: another pool of this process may have one.
    assert hosts._keeper is not None
    assert not hosts._keeper.is_alive()


def test_closing_while_the_host_becomes_ready_leaves_none(hosts: Hosts, launcher: Launcher) -> None:
    office, go_on = FakeOffice(), threading.Event()
    office.becomes_ready = lambda: go_on.wait(10)
    launcher.next = [office]
    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(hosts.warm_up)
        wait_until(lambda: hosts._coming is not None)
        closing = threads.submit(hosts.close)
        wait_until(office.ended.is_set)
        go_on.set()
        closing.result(5)
        with pytest.raises(Closed):
            waiting.result(5)


def test_a_host_that_gives_no_fork_is_no_host(hosts: Hosts, launcher: Launcher) -> None:
    first = FakeOffice()
    launcher.next = [first]
    hosts.warm_up()
    wait_until(lambda: len(first.forks) == 2)

    def refuse(_documents: int = 1) -> object:
        raise OfficeLost("too many processes")

    first.fork = refuse  # type: ignore[method-assign, assignment]
    taken = [hosts.take(), hosts.take()]
    is_refused(hosts, "too many processes")
    for fork in taken:
        hosts.put_back(fork, sound=True)


def use(hosts: Hosts, times: int) -> None:
    for _ in range(times):
        hosts.put_back(hosts.take(), sound=True)


def test_a_worn_host_serves_until_the_next_is_ready_and_its_last_fork_has_ended(launcher: Launcher) -> None:
    old, new, go_on = FakeOffice(), FakeOffice(), threading.Event()
    new.becomes_ready = lambda: go_on.wait(10)
    launcher.next = [old, new]
    hosts = Hosts(launcher, 2, most_documents=3)
    try:
        at_work = hosts.take()
        use(hosts, 3)
        wait_until(lambda: launcher.launched == 2)
        assert seconds(lambda: use(hosts, 5)) < 0.5, "nobody waits for the new one"
        assert not new.forks
        go_on.set()
        wait_until(lambda: hosts.replaced == 1)
        assert len(new.forks) >= 2, "it has its forks ready when it begins to serve"
        use(hosts, 1)
        assert not old.ended.is_set()
        assert not hosts.is_serving(at_work)
        hosts.put_back(at_work, sound=True)
        wait_until(old.ended.is_set)
        assert (hosts.started, hosts.replaced, hosts.why_none) == (2, 1, "")
    finally:
        hosts.close()
    assert new.ended.is_set()


def test_a_host_that_has_grown_is_replaced(launcher: Launcher) -> None:
    old = FakeOffice()
    launcher.next = [old]
    hosts = Hosts(launcher, 1, most_grown_kb=1000)
    try:
        use(hosts, 5)
        old.grown_kb = 999
        use(hosts, 5)
        assert launcher.launched == 1
        old.grown_kb = 1000
        use(hosts, 1)
        wait_until(old.ended.is_set)
        assert hosts.replaced == 1
    finally:
        hosts.close()


def test_a_worn_host_goes_on_where_no_other_can_be_started(
    launcher: Launcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(hosts_module, "PAUSE_S", 0.3)
    launcher.next = [FakeOffice(), OfficeLost("no memory")]
    hosts = Hosts(launcher, 1, most_documents=2)
    try:
        use(hosts, 2)
        wait_until(lambda: "the old one goes on: no memory" in caplog.text)
        use(hosts, 20)
        assert (launcher.launched, hosts.replaced, hosts.why_none) == (2, 0, "")
        time.sleep(0.3)
        use(hosts, 1)
        wait_until(lambda: hosts.replaced == 1)
    finally:
        hosts.close()


def test_a_fork_that_was_made_while_its_host_was_ended_is_not_given_out(hosts: Hosts, launcher: Launcher) -> None:
    old, new = FakeOffice(), FakeOffice()
    launcher.next = [old, new]
    use(hosts, 1)
    make = old.fork

    def give_way(documents: int = 1) -> FakeFork:
        fork = make(documents)
        host, hosts._host = hosts._host, None
        assert host is not None
        hosts._drop(host)
        return fork

    wait_until(lambda: len(old.forks) == 3)
    old.fork = give_way  # type: ignore[method-assign]
    fork = hosts.take(2)
    assert [one for one in old.forks if one.is_alive] == []
    assert id(fork) in {id(one) for one in new.forks}
    hosts.put_back(fork, sound=True)


def test_closing_ends_those_that_were_replaced_too(launcher: Launcher) -> None:
    old = FakeOffice()
    launcher.next = [old]
    hosts = Hosts(launcher, 1, most_documents=1)
    hosts.take()
    use(hosts, 1)
    wait_until(lambda: hosts.replaced == 1)
    assert not old.ended.is_set()
    hosts.close()
    assert old.ended.is_set()


def test_the_keeper_survives_whatever_happens_to_it(
    hosts: Hosts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    use(hosts, 1)
    with monkeypatch.context() as patched:
        patched.setattr(hosts, "_fill", lambda _: 1 / 0)
        hosts._wanted.set()
        wait_until(lambda: "ZeroDivisionError" in caplog.text)
    office = hosts._host
    assert office is not None
    office.office.end()
    use(hosts, 1)
    assert hosts.started == 2
