"""What is told of what was measured, and the aims it is held to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.papers import Paper
from tests.bench.stages import BESIDE, IN_TURN, OF_CONVERSION
from tests.bench.throughput import Rates
from tests.bench.times import Times

# The aims are for the LibreOffice of Debian 12; on others a whole command has to be no slower, and nothing more.
AIMED_VERSION = "7.4"
OFFICE_MB, GROWTH_MB = 350, 1
NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Aim:
    """A bound, and on which side of it a figure should be."""

    bound: float
    at_least: bool = True

    def judge(self, value: float) -> str:
        """Whether it is reached, or by which part of the bound it is missed."""
        missing = (self.bound - value if self.at_least else value - self.bound) / self.bound
        return "reached" if missing <= 0 else f"missed by {100 * missing:.1f} %"


@dataclass(frozen=True)
class Measured:
    """All that was measured of one paper."""

    paper: Paper
    times: Times
    rates: Rates


@dataclass(frozen=True)
class Figure:
    """One figure of the report: its name, how it comes out of what was measured, how it is written, what is aimed at.

    `only_letter`: the aim is set for the shortest paper alone; others are told.
    """

    name: str
    of: Callable[[Times, Rates], float | None]
    form: str = "{:.1f}"
    aim: Aim | None = None
    aim_elsewhere: Aim | None = None
    only_letter: bool = False

    def aim_on(self, version: str) -> Aim | None:
        """What is aimed at with this LibreOffice."""
        return self.aim if version == AIMED_VERSION else self.aim_elsewhere

    def cell(self, one: Measured, version: str) -> str:
        """The figure of one paper, with the verdict where an aim is set for it."""
        value = self.of(one.times, one.rates)
        if value is None:
            return NOT_MEASURED
        told, aim = self.form.format(value), self.aim_on(version)
        held = one.paper.is_letter if self.only_letter else one.paper.has_aims
        return f"{told} ({aim.judge(value)})" if aim is not None and held else told

    def row(self, all_measured: list[Measured], version: str) -> list[str]:
        """The row of the table: name, a cell for each paper, the aim."""
        aim = self.aim_on(version)
        told = "" if aim is None else f"{'≥' if aim.at_least else '≤'} {self._bound(aim)}"
        return [self.name, *(self.cell(one, version) for one in all_measured), told]

    def _bound(self, aim: Aim) -> str:
        return self.form.format(aim.bound) if "%" in self.form else f"{aim.bound:g}"


FIGURES = (
    Figure("bare", lambda times, _: times.ratio("stock", "bare")),
    Figure("sound", lambda times, _: times.ratio("stock", "sound"), aim=Aim(15)),
    Figure("checked", lambda times, _: times.ratio("stock", "checked")),
    Figure("sound, 95 %", lambda times, _: times.spread("sound"), "{:.2f}", Aim(2, at_least=False)),
    Figure("checked, 95 %", lambda times, _: times.spread("checked"), "{:.2f}"),
    Figure("over bare", lambda times, _: times.ratio("sound", "bare"), "{:.2f}", Aim(1.5, at_least=False)),
    Figure("merge", lambda times, _: times.ratio("stock merge", "fill"), aim=Aim(20)),
    Figure("merge, laid out", lambda times, _: times.ratio("stock merge", "stage merge")),
    Figure("command", lambda times, _: times.ratio("stock command", "command"), "{:.2f}", Aim(2), Aim(1)),
    Figure("unoserver", lambda times, _: times.ratio("stock", "unoserver")),
    Figure("sound to unoserver", lambda times, _: times.ratio("unoserver", "sound")),
    Figure("listener to fork", lambda times, _: times.ratio("listener", "bare"), "{:.2f}"),
    Figure("two at once, bare", lambda _, rates: rates.ratio("bare", "stock")),
    Figure("one by one, sound", lambda _, rates: rates.ratio("sound", "stock"), aim=Aim(20)),
    Figure("one by one, checked", lambda _, rates: rates.ratio("checked", "stock")),
    Figure("share of bare", lambda _, rates: rates.ratio("sound", "bare"), "{:.0%}", Aim(0.7)),
    Figure("packed", lambda _, rates: rates.ratio("packed", "stock"), aim=Aim(70), only_letter=True),
)
STAGE_NAMES = {
    "validate": "validation",
    "context": "values for the template",
    "merge": "merge",
    "package": "check of the package",
    "conversion": "conversion",
    "load": "- loading, by LibreOffice",
    "save": "- saving, by LibreOffice",
    "metadata": "metadata",
    "soundness": "soundness",
    "pdf form": "form of the PDF",
    "rest": "rest",
    "docx text": "beside: text of the DOCX",
    "nothing lost": "beside: whether the DOCX lost nothing",
    "docx form": "beside: form of the DOCX",
}
_UNTIL_CONVERSION = IN_TURN[: IN_TURN.index("conversion") + 1]
STAGE_ORDER = (*_UNTIL_CONVERSION, *OF_CONVERSION, *IN_TURN[len(_UNTIL_CONVERSION) :], *BESIDE)


def figure_rows(all_measured: list[Measured], version: str) -> list[list[str]]:
    """The rows of the table of figures."""
    return [figure.row(all_measured, version) for figure in FIGURES]


def stage_rows(all_measured: list[Measured]) -> list[list[str]]:
    """The share of each stage in a paper with everything checked."""
    rows = []
    for stage in STAGE_ORDER:
        shares = [one.times.ratio(f"stage {stage}", "checked") for one in all_measured]
        rows.append([STAGE_NAMES[stage], *(NOT_MEASURED if share is None else f"{share:.0%}" for share in shares)])
    return rows
