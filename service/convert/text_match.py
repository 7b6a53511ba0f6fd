"""Compares the text a DOCX shows with the text its PDF shows: the same characters in the same order, or a reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Drawn alike, and told apart neither by LibreOffice nor by pdfium, which gives U+0002 for a hyphen at a line's end.
HYPHENS = frozenset("\u2010\u2011\u0002\ufffe")
EXCERPT = 60
# So many letters in a row do not stand in another place by chance.
TELLING = 8


@dataclass(frozen=True)
class Passage:
    """One paragraph: its text as a person reads it, the same squeezed, and as a pattern where it has gaps.

    A gap is where LibreOffice writes something of its own: a page number, an automatic list label, the dots of a
    tab. A paragraph without gaps, nearly every one, has no pattern; it is compared letter by letter.
    """

    text: str
    squeezed: str
    gapped: str | None = None

    @property
    def pattern(self) -> str:
        """What the PDF's squeezed text has to match."""
        return re.escape(self.squeezed) if self.gapped is None else self.gapped

    def end_in(self, found: str, position: int) -> int | None:
        """Where the passage ends in `found` if it stands at `position`."""
        if self.gapped is None:
            return position + len(self.squeezed) if found.startswith(self.squeezed, position) else None
        match = re.compile(self.gapped, re.DOTALL).match(found, position)
        return None if match is None else match.end()


@dataclass(frozen=True)
class ExpectedText:
    """What a DOCX shows. Headers and footers: every variant, one passage each; so are the header rows of tables."""

    body: tuple[Passage, ...] = ()
    notes: tuple[Passage, ...] = ()
    headers: tuple[Passage, ...] = ()
    footers: tuple[Passage, ...] = ()
    repeated_rows: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class FoundText:
    """What a PDF shows, squeezed, in the order of its tags; and for each page what lies outside the tags."""

    body: str
    notes: str
    untagged: tuple[str, ...]


class _Drawn(dict[int, str | int | None]):
    """What is left of each character, worked out once: nothing of white space and of what draws nothing."""

    def __missing__(self, code: int) -> str | int | None:
        char = chr(code)
        left: str | int | None = code
        if char in HYPHENS:
            left = "-"
        elif char.isspace() or unicodedata.category(char) == "Cf":
            left = None
        self[code] = left
        return left


_DRAWN = _Drawn()


def squeeze(text: str) -> str:
    """The text without white space and characters that draw nothing, hyphens alike, in NFD.

    NFD and not NFC, because the end of one text and the beginning of the next never melt into one character; two
    texts are equal in the one exactly when they are in the other.
    """
    drawn = "".join(text.split())
    # What is printable is none of the characters that draw nothing; looking at each letter takes the time.
    if not drawn.isprintable() or not HYPHENS.isdisjoint(drawn):
        drawn = drawn.translate(_DRAWN)
    return unicodedata.normalize("NFD", drawn)


def find_difference(expected: ExpectedText, found: FoundText) -> str | None:
    """The first difference, as a Vietnamese phrase; None when every character is accounted for, once."""
    return (
        _compare(expected.body, found.body)
        or _compare(expected.notes, found.notes, where=" (chú thích)")
        or _compare_untagged(expected, found.untagged)
    )


def _compare(passages: Sequence[Passage], found: str, where: str = "") -> str | None:
    position = 0
    for passage in passages:
        end = passage.end_in(found, position)
        if end is None:
            return _describe(passage, found, position) + where
        position = end
    return _extra(found[position:]) + where if position < len(found) else None


def _describe(passage: Passage, found: str, position: int) -> str:
    """What stands in a passage's place: something before it, or not all of it."""
    later = re.compile(passage.pattern, re.DOTALL).search(found, position)
    if later is not None and len(passage.squeezed) >= TELLING:
        return _extra(found[position : later.start()])
    return f"thiếu hoặc sai chữ ở “{_from_difference(passage.text, found[position:])}”"


def _extra(text: str) -> str:
    return f"thừa chữ “{unicodedata.normalize('NFC', text[:EXCERPT])}”"


def _from_difference(text: str, found: str) -> str:
    """The text's words from the first one that is not in `found`, which starts like it."""
    words = text.split()
    position = kept = 0
    for word in words:
        squeezed = squeeze(word)
        if not found.startswith(squeezed, position):
            break
        position += len(squeezed)
        kept += 1
    return " ".join(words[max(0, kept - 1) :])[:EXCERPT] if kept < len(words) else text[:EXCERPT]


def _compare_untagged(expected: ExpectedText, pages: Iterable[str]) -> str | None:
    """Outside the tags stand, on each page, a header, a footer and the header rows of tables going on.

    LibreOffice draws the footer before those rows (25.2) or after them (7.4).
    """
    rows = "".join(f"(?:{row.pattern})?" for row in expected.repeated_rows)
    header, footer = _any_of(expected.headers), _any_of(expected.footers)
    whole = re.compile(f"{header}(?:{footer}{rows}|{rows}{footer})", re.DOTALL)
    for number, text in enumerate(pages, start=1):
        if not whole.fullmatch(text):
            shown = unicodedata.normalize("NFC", text[:EXCERPT])
            return f"đầu trang, chân trang hoặc hàng tiêu đề lặp lại ở trang {number} không đúng: “{shown}”"
    return None


def _any_of(variants: Sequence[Passage]) -> str:
    return "(?:" + "|".join(variant.pattern for variant in variants) + ")"
