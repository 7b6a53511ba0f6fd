"""Widths of text in the document font, and which characters it can print.

The font is Times New Roman; its widths are those of the metric twin Liberation Serif, kept as a table of facts in
`data/times_metrics.json` so that they are known on a machine without fonts too.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import Literal

FontStyle = Literal["regular", "bold", "italic", "bold_italic"]

POINTS_PER_MM = 72 / 25.4
# The height of a single line, in type sizes: ascent, descent and line gap of the font.
SINGLE_LINE = 1.149


class Advances(dict[str, int]):
    """How far each character moves the pen, worked out once: a combining mark not at all, an unknown one by an em."""

    def __init__(self, widths: dict[str, int], unknown: int) -> None:
        super().__init__((char, 0 if unicodedata.combining(char) else width) for char, width in widths.items())
        self._unknown = unknown

    def __missing__(self, char: str) -> int:
        return 0 if unicodedata.combining(char) else self._unknown


@dataclass(frozen=True)
class FontTable:
    """Advance widths per style and character, in 1/`units_per_em` of the type size; `advances` the same for any."""

    units_per_em: int
    widths: dict[str, dict[str, int]]
    advances: dict[str, Advances]


@cache
def font_table() -> FontTable:
    """The table, read once."""
    raw = json.loads(files("service.text").joinpath("data/times_metrics.json").read_text(encoding="utf-8"))
    characters = raw["characters"]
    styles = ("regular", "bold", "italic", "bold_italic")
    em = raw["units_per_em"]
    widths = {style: dict(zip(characters, raw[style], strict=True)) for style in styles}
    return FontTable(em, widths, {style: Advances(told, em) for style, told in widths.items()})


def font_style(*, bold: bool, italic: bool) -> FontStyle:
    """The style name for weight and slant."""
    if bold:
        return "bold_italic" if italic else "bold"
    return "italic" if italic else "regular"


def has_glyph(char: str) -> bool:
    """Whether the document font prints this character."""
    return char in font_table().widths["regular"]


def width_mm(text: str, size_pt: float, style: FontStyle = "regular") -> float:
    """Width of one line of text in millimetres. Combining marks take no room; unknown characters count as an em."""
    table = font_table()
    units = sum(map(table.advances[style].__getitem__, text))
    return units / table.units_per_em * size_pt / POINTS_PER_MM


def wrap_lines(text: str, size_pt: float, style: FontStyle, available_mm: float) -> list[str]:
    """The lines a renderer makes of a text, filling each as far as it goes; a longer word stands alone."""
    lines: list[str] = []
    space = width_mm(" ", size_pt, style)
    filled = 0.0
    for word in text.split(" "):
        width = width_mm(word, size_pt, style)
        if lines and filled + space + width <= available_mm:
            lines[-1] += f" {word}"
            filled += space + width
        else:
            lines.append(word)
            filled = width
    return lines


def balance_lines(
    words: Sequence[str], size_pt: float, style: FontStyle, available_mm: float, penalties: Sequence[float] = ()
) -> list[str]:
    """Breaks words into the fewest lines that fit, as even as can be.

    Args:
        words: the words of one paragraph.
        size_pt: type size in points.
        style: font style.
        available_mm: width of the column; a single longer word stands alone on its line.
        penalties: for each gap between two words, what a break there costs in millimetres squared (default 0).

    Returns:
        The lines, at least one for a non-empty input.
    """
    if not words:
        return []
    costs = list(penalties) or [0.0] * (len(words) - 1)
    space = width_mm(" ", size_pt, style)
    # edges[i]: where word i would begin if all words stood in one line.
    edges = list(accumulate((width_mm(word, size_pt, style) + space for word in words), initial=0.0))
    total = edges[-1] - space
    target = total / max(1, -(-total // available_mm))

    # best[i]: (number of lines, badness, where the last line starts) for the first i words.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            width = edges[end] - edges[start] - space
            if width > available_mm and end - start > 1:
                break
            lines, badness, _ = best[start]
            penalty = costs[start - 1] if start else 0.0
            options.append((lines + 1, badness + (width - target) ** 2 + penalty, start))
        # A forbidden break is worse than one more line.
        best.append(min(options, key=lambda option: (option[1] // FORBIDDEN, option[0], option[1])))
    cuts = [len(words)]
    while cuts[-1] > 0:
        cuts.append(best[cuts[-1]][2])
    cuts.reverse()
    return [" ".join(words[start:end]) for start, end in pairwise(cuts)]


# Cost of a break that parts what belongs together (mm²): more than any unevenness on a page.
FORBIDDEN = 1e9
