"""Hosts and forks that do what a test says, and waiting for what another thread does."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from service.convert.warm.office import OfficeLost, WarmOffice

Act = Callable[[], object]


class FakeFork:
    """Does the next act of the script, before the time for what is done meanwhile."""

    def __init__(self, acts: deque[Act], documents: int) -> None:
        self._acts = acts
        self.documents = documents
        self.converted: list[str] = []
        self.is_alive = True

    def convert(self, job: Mapping[str, str], _timeout_s: float, meanwhile: Act | None) -> dict[str, Any]:
        assert self.is_alive
        if self._acts:
            self._acts.popleft()()
        if meanwhile is not None:
            meanwhile()
        self.converted.append(job.get("source", ""))
        return {}

    def kill(self) -> None:
        self.is_alive = False

    leave = kill


@dataclass(eq=False)
class FakeOffice:
    """A host of such forks; it becomes ready when `becomes_ready` returns."""

    acts: deque[Act] = field(default_factory=deque)
    becomes_ready: Callable[[], object] = lambda: None
    is_alive: bool = True
    grown_kb: int = 0
    has_walls: bool = False
    pid: int = 0
    forks: list[FakeFork] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def wait_until_ready(self, _timeout_s: float) -> None:
        self.becomes_ready()
        if self.ended.is_set():
            raise OfficeLost("ended")

    def is_alive_after(self) -> bool:
        return self.is_alive

    def fork(self, documents: int = 1) -> FakeFork:
        if not self.is_alive:
            raise OfficeLost("the host has gone")
        self.forks.append(FakeFork(self.acts, documents))
        return self.forks[-1]

    def end(self) -> None:
        self.is_alive = False
        self.ended.set()

    close = end

    @property
    def real(self) -> WarmOffice:
        """As what it stands for."""
        return cast("WarmOffice", self)


def lose() -> None:
    raise OfficeLost("lost")


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)
