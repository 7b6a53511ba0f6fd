"""Hard-wrapped text: whether a line goes on with the one before, and which quotation marks belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Ending = Literal["stop", "colon", "open"]
Opening = Literal["lower", "upper", "tail", "other"]

# An inline quotation longer than this, and a quoted law longer than that, is taken for one that was never closed.
MAX_QUOTE_LINES = 30
MAX_LAW_LINES = 500

_NEEDED_WRAPS = 3
_WRAPPED_SHARE = 0.15
_LEAST_WIDTH = 40
# Letters differ in width: in real pages the shortest full lines reach about this share of the usual one.
_LEAST_SHARE = 0.88
# A line of this length could have been wrapped, as far as one can tell without seeing others.
_COMMON_WIDTHS = range(55, 131)
_TAIL = frozenset(",;:)]}”’!?%")
_QUOTE = re.compile("[“”]")
_END_OF_QUOTE = re.compile(r"[.;,:)*/]{0,6}(?:\[\^\w{1,10}\])?[.;,]?")
_REFERENCES = re.compile(r"(?:\[\^\w{1,10}\]){1,20}$")
# What begins a paragraph wherever it stands at a line's start.
_STARTS_PARAGRAPH = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Nơi nhận|Kính gửi|Kính trình)\b")
_WORD = re.compile(r"\w")
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_ABBREVIATIONS = frozenset({"TP.", "Tp.", "TX.", "Tx.", "ThS.", "TS.", "PGS.", "GS.", "BS."})


def ending(line: str) -> Ending:
    """How a line ends: a full stop or its like, a colon or semicolon, or in the open; brackets and stars aside."""
    tail = _REFERENCES.sub("", line[-120:]).rstrip("*”’\"')]}»")
    last = tail[-1:]
    if last in {":", ";"}:
        return "colon"
    if last not in {".", "?", "!", "…"} or not last:
        return "open"
    return "open" if tail.rsplit(" ", 1)[-1].lstrip("(“") in _ABBREVIATIONS else "stop"


def opening(line: str) -> Opening:
    """How a line starts; a number counts as the letter after it (`95 năm` starts small), a date as a small one."""
    text = line.lstrip("*")
    first = text[:1]
    if first in _TAIL or text.startswith("./."):
        return "tail"
    if first.isdigit():
        letter = _FIRST_LETTER.search(text, 0, 80)
        return "lower" if (letter[0].islower() if letter else not text.isdigit()) else "other"
    if first.isalpha():
        return "lower" if first.islower() else "upper"
    return "other"


@dataclass(frozen=True)
class Wrap:
    """The width a text was wrapped at, in characters: where breaks begin, and what is too long to have been wrapped."""

    least: int
    most: int

    def is_full(self, line: str, following: str) -> bool:
        """Whether the first word of the following line would not have fitted on this one."""
        return len(line) <= self.most and _reach(line, following) >= self.least


def estimate_wrap(wraps: Iterable[tuple[str, str]], gaps: int) -> Wrap | None:
    """The width from pairs of lines that are surely one text wrapped; None where they are few or uneven."""
    pairs = list(wraps)
    if len(pairs) < _NEEDED_WRAPS or len(pairs) < gaps * _WRAPPED_SHARE:
        return None
    reaches = sorted(_reach(line, following) for line, following in pairs)
    lengths = sorted(len(line) for line, _ in pairs)
    low, high = lengths[len(lengths) // 5], lengths[len(lengths) * 9 // 10]
    if low < _LEAST_WIDTH or high > 1.5 * low:
        return None
    return Wrap(int(reaches[len(reaches) // 2] * _LEAST_SHARE), high * 13 // 10)


def is_sure_wrap(line: str, following: str) -> bool:
    """Whether two lines are surely one text: the first ends in the open, the second goes on with a small letter."""
    return ending(line) == "open" and opening(following) == "lower" and not line.isupper()


def may_be_full(wrap: Wrap | None, line: str, following: str) -> bool:
    """Whether a line may have been broken by a wrap, judged by its length alone where no width is known."""
    return len(line) in _COMMON_WIDTHS if wrap is None else wrap.is_full(line, following)


def goes_on(before: str, line: str, *, full: bool, marked: bool, apart: bool) -> bool:
    """Whether a line without a mark goes on with the text before it.

    Args:
        before: the text of the line before.
        line: the line.
        full: the line before reaches the width of the text.
        marked: the text before belongs to a marked item.
        apart: a blank line stands between, in a text where that means something.
    """
    start, end = opening(line), ending(before)
    if start == "tail":
        return True
    if _STARTS_PARAGRAPH.match(line) or not _WORD.search(line):
        return False
    if start == "lower":
        if end == "open":
            return full or not before.isupper()
        return full or end == "stop"
    # A heading in capitals fills its line as often as not; it does not go on in small letters.
    capitals_end = before.isupper() and line != line.upper()
    if apart or capitals_end or end == "stop" or before.endswith(":"):
        return False
    if end == "colon":
        return full
    return full or (marked and before.isupper() and line.isupper())


@dataclass(frozen=True)
class Quotations:
    """Which “ and ” belong together, by position of the lines.

    `inside` are the lines that begin inside an inline quotation; `closing` gives, for a line that starts with “, the
    line where its ” ends the line; `unclosed` are the lines with a “ that has no ”.
    """

    inside: frozenset[int]
    closing: dict[int, int]
    unclosed: tuple[int, ...]


def match_quotations(lines: Sequence[str | None]) -> Quotations:
    """Pairs quotation marks over lines; a None is a line that no quotation reaches across."""
    reach: dict[int, int] = {}
    closing: dict[int, int] = {}
    unclosed: dict[int, None] = {}
    stack: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if line is None:
            unclosed.update((opener, None) for opener, _ in stack)
            stack.clear()
            continue
        for quote in _QUOTE.finditer(line):
            if quote[0] == "“":
                stack.append((number, quote.start()))
            elif stack:
                opener, place = stack.pop()
                if place == 0 and _END_OF_QUOTE.fullmatch(line, quote.end()) and number - opener <= MAX_LAW_LINES:
                    closing[opener] = number
                if number - opener <= MAX_QUOTE_LINES:
                    reach[opener] = number
                elif opener not in closing:
                    unclosed[opener] = None
    unclosed.update((opener, None) for opener, _ in stack)
    inside = frozenset(line for opener, last in reach.items() for line in range(opener + 1, last + 1))
    return Quotations(inside, closing, tuple(sorted(unclosed)))


def _reach(line: str, following: str) -> int:
    end = following.find(" ")
    return len(line) + 1 + (end if end >= 0 else len(following))
