"""Documents that ended LibreOffice more than once: they are not let in again for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

# A document that has had so many forks killed is not given another.
KILLS = 2
# For so long after the last of them: it may have been the machine that had too much to do, and a bad document costs
# little this way.
KEPT_S = 600.0
# So many documents are remembered.
MOST = 1000


class Quarantined(Exception):
    """The document has ended LibreOffice before; it is let in again after `left_s` seconds."""

    def __init__(self, left_s: float) -> None:
        self.left_s = left_s
        super().__init__(f"let in again in {left_s:.0f} s")


@dataclass(frozen=True)
class _Kills:
    count: int
    last: float


class Quarantine:
    """Remembers what documents have done, by their keys. Safe in threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kills: dict[str, _Kills] = {}

    def __len__(self) -> int:
        """How many documents are kept out now."""
        with self._lock:
            self._forget()
            return sum(kills.count >= KILLS for kills in self._kills.values())

    def check(self, key: str) -> None:
        """Raises Quarantined for a document that is kept out."""
        with self._lock:
            self._forget()
            kills = self._kills.get(key)
            if kills is not None and kills.count >= KILLS:
                raise Quarantined(kills.last + KEPT_S - self._now())

    def note(self, key: str) -> None:
        """The document has ended a fork, or had to be ended with it."""
        with self._lock:
            self._forget()
            before = self._kills.pop(key, None)
            # At the end of the dictionary: in the order of time, the oldest first.
            self._kills[key] = _Kills(before.count + 1 if before else 1, self._now())
            if len(self._kills) > MOST:
                self._kills.pop(next(iter(self._kills)))

    def clear(self, key: str) -> None:
        """The document was converted after all, so the forks it has lost were not ended by it."""
        with self._lock:
            self._kills.pop(key, None)

    def _forget(self) -> None:
        until = self._now() - KEPT_S
        while self._kills:
            oldest = next(iter(self._kills))
            if self._kills[oldest].last > until:
                return
            del self._kills[oldest]
