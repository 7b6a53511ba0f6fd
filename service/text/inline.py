r"""Inline notation of a block's text: `**bold**`, `*italic*`, `[^1]` for a footnote, `\*` for a star.

A star is emphasis only where it cannot be anything else: a pair, with something other than white space right
inside both ends, not between two digits (`2**3`) and, for a single star, not inside a word (`a*b*c`). Every
other star stays the character it is, so that no text is ever lost to notation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

FOOTNOTE_ID = r"[0-9A-Za-z]{1,10}"

_TOKEN = re.compile(rf"\\[\\*\[<^]|\[\^({FOOTNOTE_ID})\]|\*+")
_MUST_ESCAPE = re.compile(r"[\\*]|\[(?=\^)")
_REFERENCE = re.compile(rf"\\[\\*\[<^]|\[\^({FOOTNOTE_ID})\]")
# "(*)" and "5*)" are signs of their own; the lists keep them from pairing up across a paragraph.
_NOT_AFTER_OPENING = frozenset(")]}.,;:!?”’")
_NOT_BEFORE_CLOSING = frozenset("([{“‘")

_BOLD, _ITALIC, _CLOSES = 1, 2, 4


@dataclass(frozen=True)
class Run:
    """A stretch of one look. A footnote reference is a run of its own, with its mark and no text."""

    text: str
    bold: bool = False
    italic: bool = False
    footnote: str | None = None


class _Stars(NamedTuple):
    """One run of stars and what it may do. Four or more are an ornament, never emphasis."""

    end: int
    opens_bold: bool
    closes_bold: bool
    opens_italic: bool
    closes_italic: bool


def squeeze(text: str) -> str:
    """The text with every stretch of white space made one space, and none at its ends."""
    return " ".join(text.split())


def parse_inline(text: str) -> tuple[Run, ...]:
    """The runs of a text, neighbours of one look made one. Any text is valid; time grows with its length."""
    if _TOKEN.search(text) is None:
        return (Run(text, False, False),) if text else ()
    roles = _star_roles(text)
    writer = _RunWriter()
    position = star = 0
    for token in _TOKEN.finditer(text):
        writer.write(text[position : token.start()])
        position = token.end()
        if token[0][0] == "\\":
            writer.write(token[0][1])
        elif token[0][0] == "[":
            writer.refer(token[1])
        else:
            role = roles[star]
            left_over = "*" * (len(token[0]) - 2 * bool(role & _BOLD) - bool(role & _ITALIC))
            writer.write("" if role & _CLOSES else left_over)
            writer.toggle(bool(role & _BOLD), bool(role & _ITALIC))
            writer.write(left_over if role & _CLOSES else "")
            star += 1
    writer.write(text[position:])
    return writer.finish()


def plain_text(text: str) -> str:
    """What a reader sees: no emphasis signs, no escapes, no footnote references."""
    return text if _TOKEN.search(text) is None else "".join(run.text for run in parse_inline(text))


def escape_inline(text: str) -> str:
    """The notation that shows exactly `text`, also as a table's cell: `plain_text` of it is `text`."""
    if text in {"<", "^"}:
        return "\\" + text
    return _MUST_ESCAPE.sub(r"\\\g<0>", text)


def footnote_references(text: str) -> tuple[str, ...]:
    """The marks of the footnotes a text refers to, in order, with repetitions."""
    if "[^" not in text:
        return ()
    return tuple(token[1] for token in _REFERENCE.finditer(text) if token[1])


def whole_bold(text: str) -> str | None:
    """What stands between the stars when one pair of `**` embraces the whole text, else None."""
    if not (text.startswith("**") and text.endswith("**")):
        return None
    lead = _lead_end(text)
    return text[2:-2] if lead is not None and lead[0] == len(text) else None


def lead_bold(text: str) -> tuple[str, str] | None:
    """The bold start of a text without its stars, and the rest as it stands, or None."""
    lead = _lead_end(text) if text.startswith("**") else None
    if lead is None or lead[1]:
        return None
    return text[2 : lead[0] - 2], text[lead[0] :]


class _RunWriter:
    """Collects text under the look in force and cuts a run wherever the look changes."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._pieces: list[str] = []
        self._bold = False
        self._italic = False

    def write(self, text: str) -> None:
        if text:
            self._pieces.append(text)

    def toggle(self, bold: bool, italic: bool) -> None:
        if bold or italic:
            self._cut()
            self._bold ^= bold
            self._italic ^= italic

    def refer(self, mark: str) -> None:
        self._cut()
        self._runs.append(Run("", self._bold, self._italic, mark))

    def finish(self) -> tuple[Run, ...]:
        self._cut()
        return tuple(self._runs)

    def _cut(self) -> None:
        if self._pieces:
            self._runs.append(Run("".join(self._pieces), self._bold, self._italic))
            self._pieces = []


class _Pairing:
    """Goes over runs of stars in order and tells which earlier run each one closes.

    Bold and italic are paired apart from each other: the two looks are independent, overlap is no problem.
    """

    def __init__(self) -> None:
        self.bold: int | None = None
        self.italic: int | None = None

    def take(self, index: int, run: _Stars) -> tuple[int | None, int | None]:
        """The positions of the runs that open the bold and the italic this run closes, None where it closes none."""
        bold = italic = None
        if self.bold is not None and run.closes_bold:
            bold, self.bold = self.bold, None
        elif run.opens_bold:
            self.bold = index
        if self.italic is not None and run.closes_italic:
            italic, self.italic = self.italic, None
        elif run.opens_italic:
            self.italic = index
        return bold, italic


def _star_roles(text: str) -> bytearray:
    """For every run of stars whether it makes bold or italic, and whether it closes what it makes."""
    roles = bytearray()
    pairing = _Pairing()
    for index, run in enumerate(_runs_of_stars(text)):
        roles.append(0)
        for opener, look in zip(pairing.take(index, run), (_BOLD, _ITALIC), strict=True):
            if opener is not None:
                roles[opener] |= look
                roles[index] |= look | _CLOSES
    return roles


def _lead_end(text: str) -> tuple[int, bool] | None:
    """Where the bold that starts a text ends, and whether an italic reaches across that end; reads no further."""
    pairing = _Pairing()
    end: int | None = None
    last = 0
    for index, run in enumerate(_runs_of_stars(text)):
        opener, italic = pairing.take(index, run)
        if end is None:
            if opener == 0:
                end, last = run.end, index
            elif pairing.bold != 0:
                return None
        elif italic is not None and italic <= last:
            return end, True
        if end is not None and (pairing.italic is None or pairing.italic > last):
            return end, False
    return None if end is None else (end, False)


def _runs_of_stars(text: str) -> Iterator[_Stars]:
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if text[start] == "*":
            before = text[start - 1] if start else " "
            after = text[end] if end < len(text) else " "
            opens = not after.isspace() and after not in _NOT_AFTER_OPENING
            closes = not before.isspace() and before not in _NOT_BEFORE_CLOSING
            bold = end - start in (2, 3) and not (before.isdigit() and after.isdigit())
            italic = end - start in (1, 3) and not (before.isalnum() and after.isalnum())
            yield _Stars(end, bold and opens, bold and closes, italic and opens, italic and closes)
