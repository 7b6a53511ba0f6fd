"""Memory of LibreOffice and of this process, and how it grows over very many documents."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import linear_regression

from tests.bench.contenders import Ours, pdf_of
from tests.bench.entrances import make_many
from tests.bench.papers import Paper, Sheet
from tests.bench.times import require_text

PROC = Path("/proc")
# What every process of LibreOffice has mapped, and no other that the bench starts.
LIBRARY = "/libmergedlo.so"
# Forks that are to wait are there again a moment after the last document.
SETTLE_S = 1.0
STEP = 1000


@dataclass(frozen=True)
class Office:
    """The processes of LibreOffice, and the megabytes that are theirs, shared ones counted by shares (PSS)."""

    processes: int
    pss_mb: float


@dataclass(frozen=True)
class Mark:
    """Megabytes after so many documents: LibreOffice, all processes together, and this process (RSS).

    `office_mb` is None where the system does not tell.
    """

    documents: int
    office_mb: float | None
    own_mb: float


def office_memory(of: int | None = None) -> Office | None:
    """What the LibreOffices below a process (this one) take; None where the system does not tell."""
    sizes = []
    try:
        for pid in descendants(os.getpid() if of is None else of):
            # One that ends meanwhile takes nothing.
            with suppress(FileNotFoundError, ProcessLookupError):
                if LIBRARY in (PROC / str(pid) / "maps").read_text(encoding="utf-8", errors="replace"):
                    sizes.append(_kilobytes(pid, "smaps_rollup", "Pss"))
    except PermissionError:
        return None
    return Office(len(sizes), sum(sizes) / 1024) if sizes else None


def own_memory_mb() -> float:
    """What this process has in memory."""
    return _kilobytes(os.getpid(), "status", "VmRSS") / 1024


def descendants(of: int) -> set[int]:
    """Every process below one, by its number."""
    children: dict[int, list[int]] = {}
    for stat in PROC.glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name before the last ")" may hold anything; then come the state and the parent.
            parent = int(stat.read_bytes().rpartition(b")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    found: set[int] = set()
    waiting = [of]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting.extend(below)
    return found


def settled() -> Office | None:
    """The same as `office_memory`, after a moment in which the forks that wait are there again."""
    time.sleep(SETTLE_S)
    return office_memory()


def grow(
    paper: Paper, ours: Ours, documents: int, tell: Callable[[Mark], object] = lambda _: None, step: int = STEP
) -> list[Mark]:
    """Makes so many papers, everything checked, and looks at the memory after every `step` of them.

    Raises:
        AssertionError: a PDF does not say what only it should.
    """
    marks = []
    made = _made(paper, ours, documents)
    for done in range(step, documents + 1, step):
        for sheet, pdf in islice(made, step):
            require_text(pdf, sheet)
        office = settled()
        marks.append(Mark(done, office.pss_mb if office else None, own_memory_mb()))
        tell(marks[-1])
    return marks


def growth(marks: Sequence[Mark], of: Callable[[Mark], float | None]) -> float | None:
    """Megabytes more for each thousand documents, by the line nearest to all marks; None with less than two.

    Of two marks alone, either may have met a fork that was only just made.
    """
    sizes = [size for mark in marks if (size := of(mark)) is not None]
    if len(marks) < 2 or len(sizes) < len(marks):
        return None
    return linear_regression([mark.documents / 1000 for mark in marks], sizes).slope


def _made(paper: Paper, ours: Ours, documents: int) -> Iterator[tuple[Sheet, bytes]]:
    sheets: list[Sheet] = []

    def records() -> Iterator[dict[str, object]]:
        for _ in range(documents):
            sheets.append(paper.next())
            yield sheets[-1].record

    for produced in make_many(ours.producer, records(), check_form=True):
        yield sheets.pop(0), pdf_of(produced)


def _kilobytes(pid: int, file: str, name: str) -> int:
    for line in (PROC / str(pid) / file).read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key == name:
            return int(value.split()[0])
    return 0
