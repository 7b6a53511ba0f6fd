"""Hosts and the forks kept ready of them: one serves, another is made ready before it is given up or once it is lost.

All starting is done by a thread of its own. Whoever needs a fork waits a little for it, and is then told that there
is none now rather than kept.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from service.convert.warm.office import Fork, NoOffice, OfficeLost, WarmOffice

# A host that is not ready by then is ended.
START_S = 60.0
# A document waits so long for a host that is being started, which takes two or three seconds where it goes well.
PATIENCE_S = 10.0
# A host is replaced after so many documents, or grown by so much: what LibreOffice keeps of each fork is nothing that
# is known, and this bounds what is not.
MOST_DOCUMENTS = 10_000
MOST_GROWN_KB = 512 * 1024
# After a bad start no other is tried for so long.
PAUSE_S = 60.0
_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())


class Closed(OfficeLost):
    """The hosts were closed."""


@dataclass
class _Host:
    """A host, the forks of it that are out, and the documents they have converted."""

    office: WarmOffice
    out: int = 0
    documents: int = 0
    dropped: bool = False
    ready: deque[Fork] = field(default_factory=deque)


class Hosts:
    """Gives out forks. Safe in threads."""

    def __init__(
        self,
        launch: Callable[[], WarmOffice],
        ready: int,
        most_documents: int = MOST_DOCUMENTS,
        most_grown_kb: int = MOST_GROWN_KB,
    ) -> None:
        """`launch` starts a host without waiting for it, or raises; `ready` forks are kept for who comes next."""
        self._launch = launch
        self._most_documents, self._most_grown_kb = most_documents, most_grown_kb
        self._wanted_ready = ready
        self._changed = threading.Condition()
        self._asking = threading.Lock()
        self._wanted = threading.Event()
        self._keeper: threading.Thread | None = None
        self._host: _Host | None = None
        self._coming: WarmOffice | None = None
        # Those that were replaced, as long as forks of them work.
        self._retired: list[_Host] = []
        self._out: dict[Fork, _Host] = {}
        self._asked_at: float | None = None
        self._retry_at = 0.0
        self._tries = 0
        self._started = self._replaced = 0
        self._why = ""
        self._closed = False

    @property
    def why_none(self) -> str:
        """Why there is no host, in English; "" where there is one, or none was asked for yet."""
        return "" if self._living() else self._why

    @property
    def is_there(self) -> bool:
        """Whether there is a host now."""
        return self._living() is not None

    @property
    def is_closed(self) -> bool:
        """Whether this was closed."""
        return self._closed

    @property
    def replaced(self) -> int:
        """How many hosts gave way to another, after so many documents or with so much memory."""
        return self._replaced

    @property
    def groups(self) -> list[int]:
        """The process groups of all hosts there are."""
        with self._changed:
            hosts = [*self._retired, *([self._host] if self._host else [])]
            offices = [host.office for host in hosts] + ([self._coming] if self._coming else [])
        return [office.pid for office in offices if office.is_alive]

    @property
    def started(self) -> int:
        """How many hosts became ready so far."""
        return self._started

    @property
    def has_walls(self) -> bool:
        """Whether the forks of the host that serves now are kept from each other's folders."""
        host = self._host
        return host is not None and host.office.has_walls

    def warm_up(self) -> None:
        """Starts a host now rather than for the first document, and waits until it is ready.

        Raises:
            NoOffice: none can be started, or none could a moment ago.
        """
        with self._changed:
            tries = self._tries
            if self._living() is None and self._ask():
                patience_s = START_S + PATIENCE_S
                self._changed.wait_for(lambda: self._closed or self._living() or self._tries > tries, patience_s)
            self._raise_if_closed()
            if self._living() is None:
                raise NoOffice(self._why or "the start takes too long")

    def take(self, documents: int = 1) -> Fork:
        """A fork for so many documents, to be put back.

        Raises:
            NoOffice: there is no host now.
            OfficeLost: this was closed.
        """
        while True:
            with self._changed:
                host = self._wait_for_host()
                while documents == 1 and host.ready:
                    fork = host.ready.popleft()
                    if fork.is_alive:
                        return self._give_out(fork, host)
                    fork.kill()
            fork = self._fork(host, documents)
            with self._changed:
                if not host.dropped:
                    return self._give_out(fork, host)
            # Another host took over while this fork was made, and nothing was known of it when the old one was ended.
            fork.kill()

    def put_back(self, fork: Fork, *, sound: bool, documents: int = 1) -> None:
        """Ends a fork that was taken, which has converted so many documents; at once where it is not `sound`."""
        if sound:
            fork.leave()
        else:
            fork.kill()
        with self._changed:
            host = self._out.pop(fork)
            host.out -= 1
            host.documents += documents
        # The next document finds its fork ready.
        self._wanted.set()

    def is_serving(self, fork: Fork) -> bool:
        """Whether a fork that is out is one of the host that serves now."""
        return self._out[fork] is self._host

    def was_lost(self, fork: Fork) -> bool:
        """Whether the host of a fork that is out was lost with it."""
        return not self._out[fork].office.is_alive_after()

    def note_bad_start(self, error: Exception) -> None:
        """No host can be started for this reason, and none is tried for a while."""
        if not self._closed:
            instead = "the old one goes on" if self._living() else "conversions go the cold way"
            _LOG.warning("no LibreOffice can be made ready, %s: %s", instead, error)
        with self._changed:
            self._why = str(error) or repr(error)
            self._retry_at = time.monotonic() + PAUSE_S
            self._end_start()

    def close(self) -> None:
        """Ends the hosts and their forks; who converts meanwhile gets OfficeLost."""
        with self._changed:
            self._closed = True
            coming, hosts = self._coming, [*self._retired, *([self._host] if self._host else [])]
            self._host, self._retired = None, []
            self._changed.notify_all()
        if coming is not None:
            coming.end()
        for host in hosts:
            self._drop(host)
        self._wanted.set()
        if self._keeper is not None:
            self._keeper.join()

    def _give_out(self, fork: Fork, host: _Host) -> Fork:
        host.out += 1
        self._out[fork] = host
        return fork

    def _fork(self, host: _Host, documents: int) -> Fork:
        with self._asking:
            try:
                return host.office.fork(documents)
            except OfficeLost as error:
                self._wanted.set()
                if self._closed:
                    raise Closed(str(error)) from error
                raise NoOffice(str(error)) from error

    def _wait_for_host(self) -> _Host:
        """The host, waited for a little where it is being started for the first time or after a loss."""
        while (host := self._living()) is None:
            self._raise_if_closed()
            self._ask()
            if self._why:
                # The last start was a bad one. Whether the next is better shows without anybody waiting for it.
                raise NoOffice(self._why)
            left_s = (self._asked_at or 0.0) + PATIENCE_S - time.monotonic()
            if left_s <= 0:
                raise NoOffice("a host is being started")
            self._changed.wait(left_s)
        return host

    def _living(self) -> _Host | None:
        return self._host if self._host is not None and self._host.office.is_alive else None

    def _raise_if_closed(self) -> None:
        if self._closed:
            raise Closed("the pool is closed")

    def _ask(self) -> bool:
        """Has the keeper start a host; not when this is closed, and not in the pause after a bad start."""
        if self._closed or time.monotonic() < self._retry_at:
            return False
        if self._asked_at is None:
            self._asked_at = time.monotonic()
        if self._keeper is None:
            self._keeper = threading.Thread(target=self._keep, name="vanthu-forks", daemon=True)
            self._keeper.start()
        self._wanted.set()
        return True

    def _keep(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            if self._closed:
                return
            try:
                self._tend()
            except Exception:
                # Without this thread there would be no host for as long as the process runs.
                _LOG.exception("the keeper of hosts came upon an error")

    def _tend(self) -> None:
        """Sees to it that there is a host with forks ready, and that it is not worn."""
        self._drop_lost_and_retired()
        host = self._living()
        if time.monotonic() >= self._retry_at:
            if host is None:
                host = self._start()
                self._adopt(host)
            elif self._is_worn(host):
                new = self._start()
                if new is not None:
                    # Nobody waits for it: the old one serves until it has all that the old one had.
                    self._fill(new)
                    self._adopt(new)
                    host = new
        if host is not None:
            self._fill(host)

    def _drop_lost_and_retired(self) -> None:
        with self._changed:
            done = [host for host in self._retired if not host.out or not host.office.is_alive]
            self._retired = [host for host in self._retired if host not in done]
            if self._host is not None and not self._host.office.is_alive:
                _LOG.warning("the kept LibreOffice was lost after %d documents", self._host.documents)
                done.append(self._host)
                self._host = None
        for host in done:
            self._drop(host)

    def _is_worn(self, host: _Host) -> bool:
        return host.documents >= self._most_documents or host.office.grown_kb >= self._most_grown_kb

    def _fill(self, host: _Host) -> None:
        """Makes forks ready; why there is none is told to whoever needs one, and this thread has to go on."""
        while len(host.ready) < self._wanted_ready and host.office.is_alive and not self._closed:
            try:
                fork = self._fork(host, 1)
            except OfficeLost as error:
                _LOG.warning("no fork can be kept ready: %s", error)
                return
            with self._changed:
                if not host.dropped:
                    host.ready.append(fork)
                    continue
            fork.kill()

    def _start(self) -> _Host | None:
        """Starts a host and waits until it is ready; None where that does not come to anything."""
        office = None
        try:
            office = self._launch()
            with self._changed:
                self._coming = office
                if self._closed:
                    office.end()
            office.wait_until_ready(START_S)
        except Exception as error:  # whatever it was, documents go the cold way and this thread goes on
            if office is not None:
                office.close()
            self.note_bad_start(error)
            return None
        return _Host(office)

    def _adopt(self, host: _Host | None) -> None:
        """From now on this host serves."""
        if host is None:
            return
        with self._changed:
            self._started += 1
            if self._host is not None:
                self._retired.append(self._host)
                self._replaced += 1
            # Closed meanwhile, it is dropped with the retired.
            self._host, self._why = host, ""
            self._end_start()
        if self._closed:
            self._drop(host)
        self._drop_lost_and_retired()

    def _end_start(self) -> None:
        self._coming, self._asked_at = None, None
        self._tries += 1
        self._changed.notify_all()

    def _drop(self, host: _Host) -> None:
        with self._changed:
            host.dropped = True
            forks = list(host.ready)
            host.ready.clear()
        for fork in forks:
            fork.kill()
        host.office.close()
