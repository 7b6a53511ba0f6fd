"""Reads a finished PDF as a person with a ruler would: lines of text with place, size, weight, slant, and drawn lines.

All lengths are millimetres from the upper left corner of the page; sizes are points.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber

MM = 25.4 / 72
# Two pieces of text on one height belong to different columns when further apart than this.
COLUMN_GAP_MM = 6.0


@dataclass(frozen=True)
class Run:
    """Characters of one line that share font and size."""

    text: str
    size: float
    bold: bool
    italic: bool
    color: str = "000000"


@dataclass(frozen=True)
class TextLine:
    """One line of text within one column."""

    text: str
    x0: float
    x1: float
    baseline: float
    runs: tuple[Run, ...]

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def sizes(self) -> set[float]:
        return {run.size for run in self.runs}

    @property
    def colors(self) -> set[str]:
        return {run.color for run in self.runs}

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs)

    @property
    def italic(self) -> bool:
        return all(run.italic for run in self.runs)

    @property
    def upright(self) -> bool:
        return not any(run.italic for run in self.runs)

    @property
    def light(self) -> bool:
        return not any(run.bold for run in self.runs)


@dataclass(frozen=True)
class Stroke:
    """A drawn horizontal line."""

    x0: float
    x1: float
    y: float
    color: str = "000000"

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Upright:
    """A drawn vertical line."""

    x: float
    top: float
    bottom: float
    color: str


@dataclass(frozen=True)
class Frame:
    """Four drawn lines around a text, measured from middle to middle of the lines."""

    x0: float
    x1: float
    top: float
    bottom: float
    colors: frozenset[str]

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Page:
    """One measured page."""

    width: float
    height: float
    lines: tuple[TextLine, ...]
    strokes: tuple[Stroke, ...]
    uprights: tuple[Upright, ...]
    fonts: frozenset[str]

    def find(self, text: str) -> TextLine:
        """The one line that reads exactly so."""
        found = [line for line in self.lines if line.text == text]
        assert len(found) == 1, f"{text!r}: {len(found)} lines among {[line.text for line in self.lines]}"
        return found[0]

    def starting(self, text: str) -> TextLine:
        """The first line that starts so."""
        found = [line for line in self.lines if line.text.startswith(text)]
        assert found, f"{text!r} starts no line of {[line.text for line in self.lines]}"
        return found[0]

    def below(self, line: TextLine) -> TextLine:
        """The next line of text further down, whatever its column."""
        return next(other for other in self.lines if other.baseline > line.baseline + 0.5)

    def stroke_under(self, line: TextLine, within: float = 5.0) -> Stroke:
        """The drawn line nearest below a line of text, over its column."""
        below = [s for s in self.strokes if 0 < s.y - line.baseline < within and s.x0 < line.centre < s.x1]
        assert below, f"nothing drawn under {line.text!r}: {self.strokes}"
        return min(below, key=lambda stroke: stroke.y)

    def frame_around(self, line: TextLine) -> Frame:
        """The four drawn lines that enclose a line of text."""
        over = [s for s in self.strokes if s.x0 < line.centre < s.x1]
        beside = [u for u in self.uprights if u.top < line.baseline < u.bottom]
        top = max((s for s in over if s.y < line.baseline), key=lambda s: s.y)
        bottom = min((s for s in over if s.y > line.baseline), key=lambda s: s.y)
        left = max((u for u in beside if u.x < line.x0), key=lambda u: u.x)
        right = min((u for u in beside if u.x > line.x1), key=lambda u: u.x)
        colors = frozenset({top.color, bottom.color, left.color, right.color})
        return Frame(left.x, right.x, top.y, bottom.y, colors)


def measure(pdf: bytes) -> list[Page]:
    """Every page of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_measure_page(page) for page in document.pages]


def _measure_page(page: pdfplumber.page.Page) -> Page:
    height = float(page.height)
    by_baseline: dict[float, list[dict[str, object]]] = {}
    for char in page.chars:
        baseline = round(height - char["matrix"][5], 1)
        key = next((known for known in by_baseline if abs(known - baseline) < 0.6), baseline)
        by_baseline.setdefault(key, []).append(char)
    lines = [line for baseline, chars in by_baseline.items() for line in _split_columns(baseline, chars)]
    return Page(
        width=float(page.width) * MM,
        height=height * MM,
        lines=tuple(sorted(lines, key=lambda line: (line.baseline, line.x0))),
        strokes=tuple(_strokes(page)),
        uprights=tuple(_uprights(page)),
        fonts=frozenset(str(char["fontname"]) for char in page.chars),
    )


def _split_columns(baseline: float, chars: list[dict[str, object]]) -> list[TextLine]:
    ordered = sorted(chars, key=lambda char: float(char["x0"]))  # type: ignore[arg-type]
    columns: list[list[dict[str, object]]] = [[]]
    for char in ordered:
        # Blanks are characters too: only a gap without any parts two columns.
        if columns[-1] and (float(char["x0"]) - float(columns[-1][-1]["x1"])) * MM > COLUMN_GAP_MM:  # type: ignore[arg-type]
            columns.append([])
        columns[-1].append(char)
    return [line for column in columns if (line := _line(baseline, column)) is not None]


def _line(baseline: float, chars: list[dict[str, object]]) -> TextLine | None:
    inked = [char for char in chars if str(char["text"]).strip()]
    if not inked:
        return None
    text = unicodedata.normalize("NFC", "".join(str(char["text"]) for char in chars)).replace("\u00a0", " ")
    runs: list[Run] = []
    for char in inked:
        name = str(char["fontname"])
        size, color = round(float(char["size"]), 1), _hex(char["non_stroking_color"])  # type: ignore[arg-type]
        run = Run("", size, "Bold" in name, "Italic" in name, color)
        if not runs or replace(runs[-1], text="") != run:
            runs.append(run)
        runs[-1] = replace(run, text=runs[-1].text + str(char["text"]))
    return TextLine(
        text=text.strip(),
        x0=float(inked[0]["x0"]) * MM,  # type: ignore[arg-type]
        x1=float(inked[-1]["x1"]) * MM,  # type: ignore[arg-type]
        baseline=baseline * MM,
        runs=tuple(runs),
    )


def _strokes(page: pdfplumber.page.Page) -> list[Stroke]:
    flat = [shape for shape in [*page.lines, *page.rects, *page.curves] if shape["bottom"] - shape["top"] < 2]
    return [
        Stroke(shape["x0"] * MM, shape["x1"] * MM, (shape["top"] + shape["bottom"]) / 2 * MM, _drawn_color(shape))
        for shape in flat
    ]


def _uprights(page: pdfplumber.page.Page) -> list[Upright]:
    thin = [
        shape
        for shape in [*page.lines, *page.rects, *page.curves]
        if shape["x1"] - shape["x0"] < 2 and shape["bottom"] - shape["top"] >= 2
    ]
    return [
        Upright((shape["x0"] + shape["x1"]) / 2 * MM, shape["top"] * MM, shape["bottom"] * MM, _drawn_color(shape))
        for shape in thin
    ]


def _drawn_color(shape: dict[str, object]) -> str:
    """A line has the colour it is stroked in, a thin area the one it is filled with."""
    return _hex(shape["stroking_color"] if shape["object_type"] == "line" else shape["non_stroking_color"])


def _hex(color: object) -> str:
    """A colour of the PDF, grey or RGB, as six hexadecimal digits."""
    parts: list[Any] = list(color) if isinstance(color, tuple | list) else [color or 0]
    return "".join(f"{round(float(part) * 255):02X}" for part in (parts * 3 if len(parts) == 1 else parts))
