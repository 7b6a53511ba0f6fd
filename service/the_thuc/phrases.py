"""Vietnamese phrases for measures: numbers with a decimal comma, sizes, lengths, styles of letters."""

from __future__ import annotations

from collections.abc import Iterable

EXCERPT = 60


def number(value: float) -> str:
    """A number as Vietnamese papers print it: at most one decimal, behind a comma."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def one_of(values: Iterable[float], unit: str = "") -> str:
    """Values a person may choose from: "13 hoặc 14"."""
    words = [number(value) for value in sorted(values)]
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} hoặc {words[-1]}"
    return f"{listed} {unit}".strip()


def between(low: float, high: float, unit: str) -> str:
    """A range: "20–25 mm", or the one value."""
    return f"{number(low)} {unit}" if low == high else f"{number(low)}–{number(high)} {unit}"


def quoted(text: str) -> str:
    """A text in Vietnamese quotation marks, cut where it is long."""
    return f"“{text if len(text) <= EXCERPT else text[:EXCERPT].rstrip() + '…'}”"
