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
    ready: deque[Fork] = field(default_factory=deque)


class Hosts:
    """Gives out forks. Safe in threads."""

    def __init__(self, launch: Callable[[], WarmOffice], ready: int) -> None:
        """`launch` starts a host without waiting for it, or raises; `ready` forks are kept for who comes next."""
        self._launch = launch
        self._wanted_ready = ready
        self._changed = threading.Condition()
        self._asking = threading.Lock()
        self._wanted = threading.Event()
        self._keeper: threading.Thread | None = None
        self._host: _Host | None = None
        self._coming: WarmOffice | None = None
        self._out: dict[Fork, _Host] = {}
        self._asked_at: float | None = None
        self._retry_at = 0.0
        self._tries = 0
        self._started = 0
        self._why = ""
        self._closed = False

    @property
    def why_none(self) -> str:
        """Why there is no host, in English; "" where there is one, or none was asked for yet."""
        return self._why

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
        with self._changed:
            host = self._wait_for_host()
            while documents == 1 and host.ready:
                fork = host.ready.popleft()
                if fork.is_alive:
                    return self._give_out(fork, host)
                fork.kill()
        fork = self._fork(host, documents)
        with self._changed:
            return self._give_out(fork, host)

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
            _LOG.warning("no LibreOffice can be kept ready, conversions go the cold way: %s", error)
        with self._changed:
            self._why = str(error)
            self._retry_at = time.monotonic() + PAUSE_S
            self._end_start()

    def close(self) -> None:
        """Ends the hosts and their forks; who converts meanwhile gets OfficeLost."""
        with self._changed:
            self._closed = True
            coming, host, self._host = self._coming, self._host, None
            self._changed.notify_all()
        if coming is not None:
            coming.end()
        if host is not None:
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
            self._tend()

    def _tend(self) -> None:
        """Sees to it that there is a host with forks ready."""
        with self._changed:
            host = self._living()
            lost, self._host = (None, host) if host is self._host else (self._host, None)
        if lost is not None:
            _LOG.warning("the kept LibreOffice was lost after %d documents", lost.documents)
            self._drop(lost)
        if host is None and time.monotonic() >= self._retry_at:
            host = self._start()
        while host is not None and len(host.ready) < self._wanted_ready and not self._closed:
            try:
                fork = self._fork(host, 1)
            except OfficeLost as error:
                # Whoever needs a fork is told why there is none; this thread has to go on.
                _LOG.warning("no fork can be kept ready: %s", error)
                return
            with self._changed:
                host.ready.append(fork)
                host_is_gone = self._host is not host
            if host_is_gone:
                self._drop(host)

    def _start(self) -> _Host | None:
        """Starts a host and waits until it is ready; None where that does not come to anything."""
        try:
            office = self._launch()
            with self._changed:
                self._coming = office
                if self._closed:
                    office.end()
            office.wait_until_ready(START_S)
        except Exception as error:  # whatever it was, documents go the cold way and this thread goes on
            self.note_bad_start(error)
            return None
        host = _Host(office)
        with self._changed:
            if not self._closed:
                self._host, self._why = host, ""
                self._started += 1
            self._end_start()
        if self._closed:
            self._drop(host)
            return None
        return host

    def _end_start(self) -> None:
        self._coming, self._asked_at = None, None
        self._tries += 1
        self._changed.notify_all()

    def _drop(self, host: _Host) -> None:
        with self._changed:
            forks = list(host.ready)
            host.ready.clear()
        for fork in forks:
            fork.kill()
        host.office.close()
