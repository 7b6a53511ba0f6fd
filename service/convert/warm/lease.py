"""A lease: forks that do several documents of one sender, which saves making a fork for each."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from service.convert.warm.hosts import Hosts
from service.convert.warm.office import Fork


@dataclass
class _Use:
    """A leased fork, and how many documents it was given."""

    fork: Fork
    documents: int = 0


class Lease:
    """Forks of one batch, each used by one thread at a time; others never see them. Safe in threads.

    A fork ends after so many documents, after anything that is not right, and with the lease.
    """

    def __init__(self, hosts: Hosts, documents_each: int) -> None:
        """The forks are asked for when they are needed, and do `documents_each` documents."""
        self._hosts = hosts
        self._documents_each = documents_each
        self._lock = threading.Lock()
        self._idle: list[_Use] = []
        self._busy: dict[Fork, _Use] = {}
        self._closed = False

    def take(self) -> Fork:
        """A fork for the next document, to be put back.

        Raises:
            NoOffice: there is no host now.
            OfficeLost: the hosts were closed.
        """
        use = self._take_idle()
        if use is None:
            # Whoever still works when the lease has ended gets what everybody gets.
            use = _Use(self._hosts.take(1 if self._closed else self._documents_each))
        use.documents += 1
        with self._lock:
            self._busy[use.fork] = use
        return use.fork

    def put_back(self, fork: Fork, *, sound: bool) -> None:
        """A fork has done its document; it is kept for the next one if it is `sound` and may do more."""
        with self._lock:
            use = self._busy.pop(fork)
            more = sound and use.documents < self._documents_each and not self._closed
            if more and self._hosts.is_serving(fork):
                self._idle.append(use)
                return
        self._hosts.put_back(fork, sound=sound, documents=use.documents)

    def close(self) -> None:
        """Ends the forks; one at work ends after its document."""
        self._closed = True
        self.renew()

    def renew(self) -> None:
        """Ends the forks that do nothing now: what one of them wrote was not right."""
        with self._lock:
            idle, self._idle = self._idle, []
        for use in idle:
            self._hosts.put_back(use.fork, sound=True, documents=use.documents)

    def _take_idle(self) -> _Use | None:
        while True:
            with self._lock:
                if not self._idle:
                    return None
                use = self._idle.pop()
            if use.fork.is_alive and self._hosts.is_serving(use.fork):
                return use
            self._hosts.put_back(use.fork, sound=False, documents=use.documents)
