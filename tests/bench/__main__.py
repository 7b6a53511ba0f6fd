"""`./run bench`: measures, and writes docs/benchmarks.md anew for the LibreOffice of this machine."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path

from service.convert.soffice import Converter
from service.settings import Settings, load_settings
from tests.bench import page
from tests.bench.contenders import Ours
from tests.bench.figures import Measured
from tests.bench.measure import Field, enter_field, measure
from tests.bench.memory import STEP, Mark, grow, settled
from tests.bench.papers import papers
from tests.bench.rivals import RivalMissing, UnoListener, Unoserver, rival_version
from tests.bench.throughput import Works, measure_rates

# A paper without aims tells enough by fewer rounds.
WITHOUT_AIMS = 5
# Of a hundred rounds, one turn of documents per second, each of so many documents.
ROUNDS_A_TURN, MOST_DOCUMENTS = 100, 40


def main() -> None:
    """Measures what the arguments say."""
    parser = argparse.ArgumentParser(prog="./run bench", description="Đo tốc độ; kết quả ghi vào docs/benchmarks.md.")
    parser.add_argument("--rounds", type=int, default=300, help="số lượt đo mỗi loại văn bản (mặc định 300)")
    parser.add_argument(
        "--many", type=int, metavar="SỐ", help="chỉ làm lần lượt từng ấy công văn (từ 1000) và đo bộ nhớ"
    )
    chosen = parser.parse_args()
    if chosen.rounds < 1 or (chosen.many is not None and chosen.many < STEP):
        parser.error(f"số lượt ít nhất là 1, số công văn của --many ít nhất là {STEP}")
    # Whatever ends this, what it started is ended too.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    settings = load_settings()
    if chosen.many is not None:
        measure_many(settings, chosen.many)
    else:
        measure_all(settings, chosen.rounds)


def measure_all(settings: Settings, rounds: int, target: Path = page.PAGE) -> None:
    """Everything but very many documents, written to a page."""
    info = Converter(settings.soffice_folder).probe()
    measured, counts = [], []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        entered = enter_field(settings, folder)
        stack.callback(entered.ours.close)
        works = Works(settings, folder, entered.ours)
        with ExitStack() as rivals:
            told = f"{_way(entered.ours)}, {enter_rivals(entered, folder, rivals)}"
            for paper in papers():
                count = rounds if paper.has_aims else max(1, rounds // WITHOUT_AIMS)
                counts.append(count)
                _say(f"Đang đo {paper.name}, {count} lượt…")
                measured.append((paper, measure(paper, entered, count)))
        results = []
        turns, documents = max(1, rounds // ROUNDS_A_TURN), min(rounds, MOST_DOCUMENTS)
        for paper, times in measured:
            _say(f"Đang đo số văn bản mỗi giây, {paper.name}…")
            results.append(Measured(paper, times, measure_rates(paper, works, turns, documents)))
        memory = settled()
    content = page.section(info.version, results, counts, memory, told)
    page.write(page.key_of(info.version), content, target)
    _say(content)


def measure_many(settings: Settings, documents: int, target: Path = page.PAGE) -> None:
    """Very many letters one by one, written to a page."""
    info = Converter(settings.soffice_folder).probe()
    letter = next(paper for paper in papers() if paper.is_letter)
    ours = Ours(settings)
    try:
        marks = grow(letter, ours, documents, _say_mark)
    finally:
        ours.close()
    page.write(page.key_of(info.version, many=True), page.many_section(info.version, marks), target)


def _way(ours: Ours) -> str:
    """Which way documents go on this machine: where no LibreOffice is kept, the figures are of another thing."""
    way = ours.converter.way()
    return f"LibreOffice kept ({way.cage or 'no cage'})" if way.name == "warm" else "**no LibreOffice is kept here**"


def enter_rivals(entered: Field, folder: Path, stack: ExitStack) -> str:
    """Has the rivals take part where they can be had.

    Returns:
        which do, or why not, for the report.
    """
    info = entered.ours.converter.probe()
    told = []
    try:
        told.append(f"unoserver {rival_version()}")
        entered.listener = stack.enter_context(closing(UnoListener(info)))
        entered.unoserver = stack.enter_context(closing(Unoserver(info, folder)))
    except RivalMissing as missing:
        _say(f"Không đo được unoserver hoặc cách nghe UNO: {missing}")
        told.append(f"**not all rivals were measured: {missing}**")
    return ", ".join(told)


def _say_mark(mark: Mark) -> None:
    office = "không đo được" if mark.office_mb is None else f"{mark.office_mb:.0f} MB"
    _say(f"{mark.documents} văn bản: LibreOffice {office}, chương trình {mark.own_mb:.0f} MB")


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
