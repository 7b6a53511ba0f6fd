"""Takes times in turns, so that what slows the machine slows all alike, and asserts what every PDF says."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from service.convert.soffice import Converter
from service.settings import Settings
from tests.bench.commands import Commands
from tests.bench.contenders import Fillings, Ours, Stock, merge_quick, merge_stock, pdf_of
from tests.bench.papers import Paper
from tests.bench.rivals import UnoListener, Unoserver
from tests.bench.stages import Stages
from tests.bench.times import Times, require_docx_text, require_text

# Those that take so much longer tell as much by fewer of their times.
SLOW_EVERY = 10


@dataclass
class Field:
    """All that are measured; the rivals where this machine has them."""

    ours: Ours
    stock: Stock
    commands: Commands
    fillings: Fillings
    unoserver: Unoserver | None = None
    listener: UnoListener | None = None
    stages: Stages = field(default_factory=Stages)


def enter_field(settings: Settings, folder: Path) -> Field:
    """The field without rivals; what it writes goes to `folder`, and `ours` is to be closed."""
    stock = Stock(Converter(settings.soffice_folder).probe(), folder)
    return Field(Ours(settings), stock, Commands(stock), Fillings(settings))


def measure(paper: Paper, entered: Field, rounds: int) -> Times:
    """The times of one paper, all contenders in each round, the slow ones in some.

    Raises:
        AssertionError: a PDF does not say what only it should.
    """
    times = Times()
    # What is made ready once, a template or a profile, is made ready in what does not count.
    _quick(paper, Times(), entered)
    entered.stock.make(entered.fillings.of(paper.next().record))
    for number in range(rounds):
        _quick(paper, times, entered)
        if number % SLOW_EVERY == 0:
            _slow(paper, times, entered)
    return times


def _quick(paper: Paper, times: Times, entered: Field) -> None:
    # What is made is read between the takes: that gives LibreOffice the moment it has in use to make forks anew.
    ours, listener = entered.ours, entered.listener
    sheet = paper.next()
    sound = times.take("sound", lambda: ours.make(sheet, check_form=False))
    require_text(pdf_of(sound), sheet)
    require_text(times.take("bare", lambda: ours.convert(sound.docx)), sheet)
    if listener is not None:
        require_text(times.take("listener", lambda: listener.convert(sound.docx)), sheet)
    other = paper.next()
    with entered.stages.recorded():
        checked, taken = entered.stages.of(lambda: ours.make(other, check_form=True))
    times.of["checked"].append(taken.pop("whole"))
    for stage, seconds in taken.items():
        times.of[f"stage {stage}"].append(seconds)
    require_text(pdf_of(checked), other)


def _slow(paper: Paper, times: Times, entered: Field) -> None:
    stock, commands, unoserver = entered.stock, entered.commands, entered.unoserver
    sheet = paper.next()
    filling = entered.fillings.of(sheet.record)
    require_text(times.take("stock", lambda: stock.make(filling)), sheet)
    times.take("stock merge", lambda: merge_stock(filling, stock.source))
    require_docx_text(stock.source.read_bytes(), sheet)
    require_docx_text(times.take("fill", lambda: merge_quick(filling)), sheet)
    if unoserver is not None:
        require_text(times.take("unoserver", lambda: unoserver.make(filling)), sheet)
    commands.write(sheet, filling)
    require_text(times.take("command", commands.render), sheet)
    require_text(times.take("stock command", commands.stock), sheet)
