"""Takes times in turns, so that what slows the machine slows all alike, and asserts what every PDF says."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

import pypdfium2

from service.pdfium import PDFIUM_LOCK
from service.settings import Settings
from tests.bench.contenders import Ours, Stock
from tests.bench.papers import Paper

T = TypeVar("T")
# The stock way takes so much longer that fewer of its times tell as much.
STOCK_EVERY = 10


class Times:
    """Seconds by what was measured."""

    def __init__(self) -> None:
        self.of: dict[str, list[float]] = defaultdict(list)

    def take(self, name: str, work: Callable[[], T]) -> T:
        """Does the work and notes how long it took."""
        begun = time.perf_counter()
        result = work()
        self.of[name].append(time.perf_counter() - begun)
        return result

    def median(self, name: str) -> float:
        """The middle of the times."""
        return median(self.of[name])

    def spread(self, name: str) -> float:
        """The time that nineteen of twenty stay below, as a multiple of the middle one."""
        ordered = sorted(self.of[name])
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] / self.median(name)


def measure(paper: Paper, settings: Settings, rounds: int) -> Times:
    """The times of one paper, all contenders in each round.

    Raises:
        AssertionError: a PDF does not say what only it should.
    """
    times = Times()
    warm, cold = Ours(settings, warm=True), Ours(settings, warm=False)
    with tempfile.TemporaryDirectory() as place:
        stock = Stock(settings, Path(place))
        try:
            for number in range(1, rounds + 2):
                # What is made ready once is made ready in the first round, which does not count.
                kept = times if number > 1 else Times()
                _round(paper, number, kept, warm, cold, stock if number % STOCK_EVERY in (0, 1) else None)
        finally:
            warm.producer.close()
    return times


def _round(paper: Paper, number: int, times: Times, warm: Ours, cold: Ours, stock: Stock | None) -> None:
    record = paper.numbered(number)
    made = [times.take("warm", lambda: warm.make(record))]
    docx = times.take("merge", lambda: warm.merge(record))
    made.append(times.take("bare", lambda: warm.convert(docx)))
    if stock is not None:
        template, values = stock.values(record)
        made.append(times.take("stock", lambda: stock.make(template, values)))
        made.append(times.take("cold", lambda: cold.make(record)))
    for pdf in made:
        assert paper.mark(number) in text_of(pdf), f"{paper.name}: {paper.mark(number)} is missing"


def text_of(pdf: bytes) -> str:
    """What a PDF says, without blanks."""
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        finally:
            document.close()
