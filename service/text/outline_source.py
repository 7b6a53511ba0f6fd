"""The lines of an outline text, and how long it may be."""

from __future__ import annotations

from dataclasses import dataclass

from service.errors import ErrorCode, SourceUnreadable
from service.text.clean import TABBED_BULLETS
from service.text.inline import squeeze


@dataclass(frozen=True)
class Limits:
    """The most an outline may hold: bytes of UTF-8, lines with text on them, blocks and rows of tables together."""

    max_bytes: int = 10 * 1024 * 1024
    max_lines: int = 200_000
    max_blocks: int = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text on it, and its number from 1.

    Its white space is squeezed, but for the TAB behind a letter at its start that is a bullet of Word's for it.
    """

    number: int
    text: str
    apart: bool  # a blank line stands before it


def read_lines(text: str, limits: Limits) -> list[Line]:
    """The lines of a text that are not blank.

    Raises:
        SourceUnreadable: with `SOURCE_TOO_LARGE`, when there are more bytes or lines than the limits allow.
    """
    _check_size(text, limits)
    lines: list[Line] = []
    apart = False
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _squeeze(raw)
        if line:
            if len(lines) == limits.max_lines:
                raise too_large("dòng", limits.max_lines)
            lines.append(Line(number, line, apart))
        apart = not line
    return lines


def _squeeze(raw: str) -> str:
    line = squeeze(raw)
    tabbed = "\t" in raw and line[:1] in TABBED_BULLETS and raw.lstrip()[1:2] == "\t"
    return f"{line[0]}\t{line[2:]}" if tabbed and len(line) > 2 else line


def too_large(what: str, limit: int) -> SourceUnreadable:
    """The refusal of a text with more of something than a limit allows."""
    return SourceUnreadable(ErrorCode.SOURCE_TOO_LARGE, size=f"hơn {limit} {what}", limit=f"{limit} {what}")


def _check_size(text: str, limits: Limits) -> None:
    size = len(text)
    if size <= limits.max_bytes:
        size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.max_bytes:
        raise SourceUnreadable(ErrorCode.SOURCE_TOO_LARGE, size=_megabytes(size), limit=_megabytes(limits.max_bytes))


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MB".replace(".", ",")
