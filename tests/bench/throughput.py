"""Documents per second, several at a time: the stock way, bare conversions, ours one by one and packed; in turns."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

from service.convert.soffice import Converter
from service.settings import Settings
from tests.bench.contenders import Fillings, Ours, Stock, pdf_of
from tests.bench.entrances import make_many, packed_entrance
from tests.bench.papers import Paper, Sheet
from tests.bench.times import require_text

AT_ONCE = 2
# Documents of the stock way for each of its processes; it takes so much longer.
STOCK_EACH = 2


class Rates:
    """Documents per second by what was measured, one figure a turn."""

    def __init__(self) -> None:
        self.of: dict[str, list[float]] = defaultdict(list)

    def take(self, name: str, sheets: Sequence[Sheet], work: Callable[[], Iterable[bytes]]) -> None:
        """Does the work, which makes a PDF of each sheet, notes how quick it was, and asserts what they say."""
        begun = time.perf_counter()
        made = list(work())
        self.of[name].append(len(sheets) / (time.perf_counter() - begun))
        for sheet, pdf in zip(sheets, made, strict=True):
            require_text(pdf, sheet)

    def ratio(self, name: str, to: str) -> float | None:
        """How many times the documents of another; None where one was not measured."""
        over, under = self.of.get(name), self.of.get(to)
        return median(over) / median(under) if over and under else None


class Works:
    """What is measured several at a time: ours, and a stock way with files and profile of its own for each thread."""

    def __init__(self, settings: Settings, folder: Path, ours: Ours) -> None:
        info = Converter(settings.soffice_folder).probe()
        self.ours = ours
        self.fillings = Fillings(settings)
        self.stocks = []
        for number in range(AT_ONCE):
            own = folder / f"at-once-{number}"
            own.mkdir()
            self.stocks.append(Stock(info, own))


def measure_rates(paper: Paper, works: Works, turns: int, documents: int) -> Rates:
    """The rates of one paper.

    Args:
        paper: what is made, no record twice.
        works: who makes it.
        turns: how often all are measured.
        documents: how many each makes in a turn, but for the stock way.

    Raises:
        AssertionError: a PDF does not say what only it should.
    """
    _turn(paper, works, Rates(), AT_ONCE)
    rates = Rates()
    for _ in range(turns):
        _turn(paper, works, rates, documents)
    return rates


def _turn(paper: Paper, works: Works, rates: Rates, documents: int) -> None:
    ours = works.ours
    few = [paper.next() for _ in range(AT_ONCE * STOCK_EACH)]
    rates.take("stock", few, lambda: _stock(works, few))
    many = [paper.next() for _ in range(documents)]
    for name, check_form in (("sound", False), ("checked", True)):
        sheets = [paper.next() for _ in range(documents)]
        rates.take(name, sheets, partial(_one_by_one, ours, sheets, check_form=check_form))
    merged = [ours.producer.produce(sheet.record, pdf=False).docx for sheet in many]
    rates.take("bare", many, lambda: _bare(ours, merged))
    pack = packed_entrance()
    if pack is not None:
        packed = [paper.next() for _ in range(documents)]
        rates.take("packed", packed, lambda: map(pdf_of, pack(ours.producer, [one.record for one in packed])))


def _stock(works: Works, sheets: Sequence[Sheet]) -> list[bytes]:
    """The stock way in as many processes as there are stocks, the sheets dealt out to them."""
    fillings = [works.fillings.of(sheet.record) for sheet in sheets]
    made: dict[int, bytes] = {}

    def work(number: int) -> None:
        for place in range(number, len(fillings), AT_ONCE):
            made[place] = works.stocks[number].make(fillings[place])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, range(AT_ONCE)))
    return [made[place] for place in range(len(fillings))]


def _one_by_one(ours: Ours, sheets: Sequence[Sheet], *, check_form: bool) -> list[bytes]:
    made = make_many(ours.producer, (sheet.record for sheet in sheets), check_form=check_form)
    return [pdf_of(one) for one in made]


def _bare(ours: Ours, merged: Sequence[bytes]) -> list[bytes]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(ours.convert, merged))
