"""Documents through forks: each has its turn and its time, and what is lost is tried once more."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.convert.warm.hosts import MOST_DOCUMENTS, MOST_GROWN_KB, Hosts
from service.convert.warm.lease import Lease
from service.convert.warm.line import Line
from service.convert.warm.office import DeadlinePassed, Fork, NoOffice, OfficeLost, WarmOffice
from service.convert.warm.quarantine import Quarantine


@dataclass(frozen=True)
class PoolLimits:
    """`workers` convert at once, `waiting` more may wait, `wait_s` seconds; a conversion may take `convert_s`.

    A host is replaced after `host_documents`, or when it has grown by `host_grown_kb`.
    """

    workers: int = 2
    waiting: int = 64
    wait_s: float = 30.0
    convert_s: float = 60.0
    host_documents: int = MOST_DOCUMENTS
    host_grown_kb: int = MOST_GROWN_KB


@dataclass(frozen=True)
class Spent:
    """Seconds a document waited for its turn, and was worked on."""

    waiting_s: float
    converting_s: float


@dataclass
class Counts:
    """What has happened to documents since the pool was made."""

    converted: int = 0
    killed: int = 0
    lost: int = 0
    fork_peak_kb: int = 0


class _HostLost(OfficeLost):
    """The fork went with its host, which is not the document's doing."""


class WarmPool:
    """Converts documents on forks, each fork for one document or for some of one lease. Safe in threads."""

    def __init__(self, launch: Callable[[], WarmOffice], limits: PoolLimits) -> None:
        """`launch` starts a host without waiting for it, or raises; it is asked again after a host was lost."""
        self._limits = limits
        self._lock = threading.Lock()
        self.line = Line(limits.workers, limits.waiting, limits.wait_s)
        self.hosts = Hosts(launch, limits.workers, limits.host_documents, limits.host_grown_kb)
        self.quarantine = Quarantine()
        self.counts = Counts()

    def lease(self, documents_each: int) -> Lease:
        """Forks for the documents of one sender, to be closed."""
        return Lease(self.hosts, documents_each)

    def convert(
        self,
        content: bytes,
        job: Mapping[str, str],
        meanwhile: Callable[[], object] | None = None,
        lease: Lease | None = None,
    ) -> tuple[dict[str, Any], Spent]:
        """Converts a document whose `content` is at `job["source"]`; `meanwhile` is done while LibreOffice works.

        Returns:
            The fork's answer, see `Fork.convert`, and the time it took.

        Raises:
            Busy: too many wait already, or the wait was too long.
            Quarantined: the document has killed forks before.
            NoOffice: no LibreOffice is kept now, or hosts were lost under the document, twice: not its doing.
            DeadlinePassed: the conversion took too long.
            OfficeLost: LibreOffice ended while it worked, twice.
        """
        key = hashlib.sha256(content).hexdigest()
        self.quarantine.check(key)
        came = time.monotonic()
        left = [] if meanwhile is None else [meanwhile]

        def do_meanwhile() -> None:
            # A fork may be lost before there was time for it, and the second one gives that time.
            if left:
                left.pop()()

        try:
            with self.line.place(came):
                # Others may have sent the same meanwhile.
                self.quarantine.check(key)
                begun = time.monotonic()
                answer = self._once(key, job, do_meanwhile, lease)
        except (DeadlinePassed, NoOffice):
            raise
        except OfficeLost:
            # It was let in once; how long it was worked on is not held against it. What a fork did before is out of
            # the question too: this one is new.
            with self.line.place(alone=True):
                begun = time.monotonic()
                try:
                    answer = self._once(key, job, do_meanwhile, None)
                except _HostLost as error:
                    raise NoOffice(str(error)) from error
        with self._lock:
            self.counts.converted += 1
            self.counts.fork_peak_kb = max(self.counts.fork_peak_kb, answer.get("peak_kb", 0))
        self.quarantine.clear(key)
        return answer, Spent(begun - came, time.monotonic() - begun)

    def close(self) -> None:
        """Ends the hosts and their forks; who converts meanwhile gets OfficeLost."""
        self.hosts.close()

    def _once(
        self, key: str, job: Mapping[str, str], meanwhile: Callable[[], object], lease: Lease | None
    ) -> dict[str, Any]:
        source = self.hosts if lease is None else lease
        fork = source.take()
        sound = False
        try:
            answer = fork.convert(job, self._limits.convert_s, meanwhile)
            sound = "error" not in answer
        except OfficeLost as error:
            if self._note(key, fork, error):
                raise _HostLost(str(error)) from error
            raise
        finally:
            source.put_back(fork, sound=sound)
        return answer

    def _note(self, key: str, fork: Fork, error: OfficeLost) -> bool:
        """Counts what was lost; against the document only what it may have done.

        Returns:
            whether the host was lost, by nobody's wish.
        """
        late = isinstance(error, DeadlinePassed)
        with self._lock:
            self.counts.killed += late
            self.counts.lost += not late
        host_lost = not late and self.hosts.was_lost(fork)
        if error.was_at_work if isinstance(error, DeadlinePassed) else not host_lost:
            self.quarantine.note(key)
        return host_lost and not self.hosts.is_closed
