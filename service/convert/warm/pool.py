"""The queue before the forks: how many work at once, how long a document waits and works, what is tried again."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from service.convert.warm.office import DeadlinePassed, Fork, OfficeLost, WarmOffice
from service.errors import ConversionError

# A document that has had so many forks killed is not given another.
KILLS = 2
# So many such documents are remembered.
MOST_QUARANTINED = 1000


class Busy(Exception):
    """No place in the queue, or none became free in time."""


class Quarantined(Exception):
    """The document has ended LibreOffice before."""


@dataclass(frozen=True)
class PoolLimits:
    """`workers` convert at once, `waiting` more may wait, `wait_s` seconds; a conversion may take `convert_s`."""

    workers: int = 2
    waiting: int = 64
    wait_s: float = 30.0
    convert_s: float = 60.0


@dataclass(frozen=True)
class Spent:
    """Seconds a document waited for its turn, and was worked on."""

    waiting_s: float
    converting_s: float


@dataclass
class Counts:
    """What has happened since the pool was made."""

    converted: int = 0
    refused_busy: int = 0
    killed: int = 0
    lost: int = 0
    hosts: int = 0


@dataclass
class _Turn:
    """Who works and who waits; whoever needs to work alone keeps the others out."""

    working: int = 0
    waiting: int = 0
    alone: bool = False
    asking_alone: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)


class WarmPool:
    """Converts documents on forks of one host, each fork for one document. Safe in threads."""

    def __init__(self, start: Callable[[], WarmOffice], limits: PoolLimits) -> None:
        """`start` starts a host, or raises OfficeLost; it is asked again after a host was lost."""
        self._start = start
        self._limits = limits
        self._turn = _Turn()
        self._lock = threading.Lock()
        self._office: WarmOffice | None = None
        self._ready: deque[Fork] = deque()
        self._kills: dict[str, int] = {}
        self._closed = False
        self._wanted = threading.Event()
        self._keeper: threading.Thread | None = None
        self.counts = Counts()

    def warm_up(self) -> None:
        """Starts the host and its forks now rather than for the first document.

        Raises:
            OfficeLost: no host can be started.
        """
        with self._lock:
            self._fill()
            if self._keeper is None:
                self._keeper = threading.Thread(target=self._keep, name="vanthu-forks", daemon=True)
                self._keeper.start()

    def convert(
        self, content: bytes, job: Mapping[str, str], meanwhile: Callable[[], object] | None = None
    ) -> tuple[dict[str, Any], Spent]:
        """Converts a document whose `content` is at `job["source"]`; `meanwhile` is done while LibreOffice works.

        Returns:
            The fork's answer, see `Fork.convert`, and the time it took.

        Raises:
            Busy: too many wait already, or the wait was too long.
            Quarantined: the document has killed forks before.
            DeadlinePassed: the conversion took too long.
            OfficeLost: LibreOffice ended while it worked, twice.
        """
        key = hashlib.sha256(content).hexdigest()
        if self._kills.get(key, 0) >= KILLS:
            raise Quarantined(key)
        came = time.monotonic()
        left = [] if meanwhile is None else [meanwhile]

        def do_meanwhile() -> None:
            # A fork may be lost before there was time for it, and the second one gives that time.
            if left:
                left.pop()()

        try:
            with self._place(came):
                begun = time.monotonic()
                answer = self._once(key, job, do_meanwhile)
        except DeadlinePassed:
            raise
        except OfficeLost:
            # It was let in once; how long it was worked on is not held against it.
            with self._place(time.monotonic(), alone=True):
                begun = time.monotonic()
                answer = self._once(key, job, do_meanwhile)
        with self._lock:
            self.counts.converted += 1
            # What was converted after all did not end the forks it has lost.
            self._kills.pop(key, None)
        return answer, Spent(begun - came, time.monotonic() - begun)

    def close(self) -> None:
        """Ends the host and its forks; who converts meanwhile gets OfficeLost."""
        with self._lock:
            self._closed = True
            self._drop()
        self._wanted.set()
        if self._keeper is not None:
            self._keeper.join()

    def _once(self, key: str, job: Mapping[str, str], meanwhile: Callable[[], object] | None = None) -> dict[str, Any]:
        fork = self._take()
        try:
            answer = fork.convert(job, self._limits.convert_s, meanwhile)
        except OfficeLost as error:
            self._note_kill(key, error)
            raise
        except BaseException:
            fork.kill()
            raise
        finally:
            # The next document finds its fork ready.
            self._wanted.set()
        fork.leave()
        return answer

    def _note_kill(self, key: str, error: OfficeLost) -> None:
        with self._lock:
            if isinstance(error, DeadlinePassed):
                self.counts.killed += 1
            else:
                self.counts.lost += 1
            if len(self._kills) >= MOST_QUARANTINED:
                self._kills.pop(next(iter(self._kills)))
            self._kills[key] = self._kills.get(key, 0) + 1

    def _take(self) -> Fork:
        with self._lock:
            while self._ready:
                fork = self._ready.popleft()
                if fork.is_alive:
                    return fork
                fork.kill()
            return self._host().fork()

    def _keep(self) -> None:
        """Keeps forks ready, beside those who convert; what cannot be had now is asked for by who needs it."""
        while True:
            self._wanted.wait()
            self._wanted.clear()
            with self._lock:
                if self._closed:
                    return
                # Whoever needs a fork is told why there is none; this thread has to go on.
                with suppress(OfficeLost, ConversionError, OSError):
                    self._fill()

    def _fill(self) -> None:
        while len(self._ready) < self._limits.workers:
            self._ready.append(self._host().fork())

    def _host(self) -> WarmOffice:
        if self._closed:
            raise OfficeLost("the pool is closed")
        if self._office is None or not self._office.is_alive:
            self._drop()
            self._office = self._start()
            self.counts.hosts += 1
        return self._office

    def _drop(self) -> None:
        while self._ready:
            self._ready.popleft().kill()
        if self._office is not None:
            self._office.close()
            self._office = None

    @contextmanager
    def _place(self, came: float, *, alone: bool = False) -> Iterator[None]:
        """A place among those who work, or all places."""
        self._enter(came, alone=alone)
        try:
            yield
        finally:
            with self._turn.changed:
                self._turn.working -= 1
                self._turn.alone = self._turn.alone and not alone
                self._turn.changed.notify_all()

    def _enter(self, came: float, *, alone: bool) -> None:
        turn, limits = self._turn, self._limits
        with turn.changed:
            free = self._is_free(alone=alone)
            if not free and not alone and turn.waiting >= limits.waiting:
                self.counts.refused_busy += 1
                raise Busy("the queue is full")
            turn.waiting += 1
            turn.asking_alone += alone
            try:
                left = came + limits.wait_s - time.monotonic()
                if not turn.changed.wait_for(lambda: self._is_free(alone=alone), max(0.0, left)):
                    self.counts.refused_busy += 1
                    raise Busy(f"waited {limits.wait_s:g} s")
            finally:
                turn.waiting -= 1
                turn.asking_alone -= alone
                # Whoever gives up asking to be alone has kept others waiting.
                turn.changed.notify_all()
            turn.working += 1
            turn.alone = alone

    def _is_free(self, *, alone: bool) -> bool:
        turn = self._turn
        if alone:
            return turn.working == 0
        # Who asks to be alone goes before all others, or it would wait for ever.
        return not turn.alone and not turn.asking_alone and turn.working < self._limits.workers
