"""The line before the forks: so many work at once, so many more wait, and who came first goes first."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class Busy(Exception):
    """No place in the line, or no turn in time."""


@dataclass(eq=False)
class _Ticket:
    """One who waits; `called` is set by whoever makes room, so that nobody can step in between."""

    alone: bool
    called: threading.Event = field(default_factory=threading.Event)


class Line:
    """Places to work and a line before them. Safe in threads."""

    def __init__(self, places: int, waiting: int, wait_s: float) -> None:
        """`places` work at once, `waiting` more may wait, `wait_s` seconds each."""
        self._places, self._most_waiting, self._wait_s = places, waiting, wait_s
        self._lock = threading.Lock()
        # Those who have been let in once before go before all who have not.
        self._again: deque[_Ticket] = deque()
        self._new: deque[_Ticket] = deque()
        self._working = 0
        self._is_one_alone = False
        self._refused = 0

    @property
    def working(self) -> int:
        """How many work."""
        return self._working

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._new) + len(self._again)

    @property
    def refused(self) -> int:
        """How many were told Busy so far."""
        return self._refused

    @contextmanager
    def place(self, came: float | None = None, *, again: bool = False, alone: bool = False) -> Iterator[None]:
        """A place to work, held as long as the block runs.

        Args:
            came: when the wait began, by `time.monotonic`; None is now.
            again: whoever was let in before goes before all who were not, and finds a place in a full line.
            alone: with nobody working beside; only for who comes again.

        Raises:
            Busy: too many wait already, or the wait was too long.
        """
        self._enter(time.monotonic() if came is None else came, again=again or alone, alone=alone)
        try:
            yield
        finally:
            self._leave(alone=alone)

    def _enter(self, came: float, *, again: bool, alone: bool) -> None:
        ticket = _Ticket(alone)
        with self._lock:
            line = self._again if again else self._new
            line.append(ticket)
            self._call()
            if not ticket.called.is_set() and not again and self.waiting > self._most_waiting:
                line.remove(ticket)
                self._refused += 1
                raise Busy("the queue is full")
        try:
            ticket.called.wait(max(0.0, came + self._wait_s - time.monotonic()))
        except BaseException:
            # An interrupt: the turn that was given meanwhile is given on.
            if not self._give_up(line, ticket):
                self._leave(alone=alone)
            raise
        if self._give_up(line, ticket):
            with self._lock:
                self._refused += 1
            raise Busy(f"waited {self._wait_s:g} s")

    def _give_up(self, line: deque[_Ticket], ticket: _Ticket) -> bool:
        """Takes a ticket back; False where its turn has come already."""
        with self._lock:
            if ticket.called.is_set():
                return False
            line.remove(ticket)
            # Whoever asked to be alone has kept others waiting.
            self._call()
            return True

    def _leave(self, *, alone: bool) -> None:
        with self._lock:
            self._working -= 1
            self._is_one_alone = self._is_one_alone and not alone
            self._call()

    def _call(self) -> None:
        """Lets in whoever is first, as long as there is room. Who asks to be alone holds up all behind."""
        while line := self._again or self._new:
            first = line[0]
            if self._is_one_alone or self._working >= (1 if first.alone else self._places):
                return
            line.popleft()
            self._working += 1
            self._is_one_alone = first.alone
            first.called.set()
