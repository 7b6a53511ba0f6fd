"""Names of agencies: broken into lines for the head of a page, and written inside a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from service.text.metrics import FORBIDDEN, FontStyle, balance_lines, width_mm

Words = tuple[str, ...]

# What a break costs, in square millimetres of unevenness: between ordinary words; inside a place name.
PLAIN_BREAK = 300.0
INSIDE_PLACE = 1e6

_ROMAN_NUMBER = re.compile(r"I{2,3}|IV|VI{2,3}|IX")
_JOINS_LETTERS = frozenset("'’ʼ-–.")


@dataclass(frozen=True)
class NameWords:
    """Phrases and unit words as lower-cased words, the longest first.

    `written` is how each phrase stands in a sentence; `unbroken` are the phrases without what follows a comma,
    where a long name may be parted.
    """

    phrases: tuple[Words, ...]
    unbroken: tuple[Words, ...]
    units: tuple[Words, ...]
    written: dict[Words, str]
    joining: frozenset[str]
    short_forms: frozenset[str]


@cache
def name_words() -> NameWords:
    """The words, read once."""
    raw = tomllib.loads(files("service.text").joinpath("data/names.toml").read_text(encoding="utf-8"))
    written = {tuple(phrase.lower().split()): phrase for phrase in raw["cum_tu"]}
    units = {tuple(unit.split()): unit for unit in raw["don_vi_hanh_chinh"]}
    parts = {tuple(part.lower().split()) for phrase in raw["cum_tu"] for part in phrase.split(",")}
    return NameWords(
        phrases=_longest_first(written),
        unbroken=_longest_first(parts),
        units=_longest_first(units),
        written={**units, **written},
        joining=frozenset(raw["noi"]),
        short_forms=frozenset(raw["viet_tat"]),
    )


def break_name(name: str, size_pt: float, style: FontStyle, available_mm: float) -> list[str]:
    """A name in capitals as the lines it is printed in.

    A line break in the name is a chosen break; a line that is still too wide, or a name without one, is broken
    evenly, never inside an agency's phrase that fits on one line, and before a unit word rather than after it.
    """
    lines = []
    for chosen in name.upper().split("\n"):
        if width_mm(chosen, size_pt, style) <= available_mm:
            lines.append(chosen)
        else:
            words = chosen.split(" ")
            costs = _break_costs(words, size_pt, style, available_mm)
            lines += balance_lines(words, size_pt, style, available_mm, costs)
    return lines


def begins_with_name(text: str) -> bool:
    """Whether a text in ordinary writing starts with an agency's name that is written with a capital."""
    words = text.split(" ")
    lowered = [word.lower().rstrip(",;.") for word in words]
    known = name_words()
    phrase = _match(lowered, 0, known.phrases)
    return phrase is not None and len(phrase) > 1 and known.written[phrase][:1].isupper()


def in_sentence(name: str) -> str:
    """A name as it stands inside a sentence; one typed with small letters is kept as typed."""
    text = " ".join(name.split())
    if text != text.upper():
        return text
    words = text.split(" ")
    lowered = [word.lower() for word in words]
    result: list[str] = []
    index = 0
    known = name_words()
    while index < len(words):
        phrase = _match(lowered, index, known.phrases)
        unit = None if phrase else _match(lowered, index, known.units)
        if phrase:
            result.append(known.written[phrase])
        elif unit:
            # A unit named by a number is a proper name as a whole: Phường 3.
            numbered = lowered[index + len(unit) : index + len(unit) + 1]
            written = known.written[unit]
            result.append(_capital(written) if numbered and numbered[0].isdigit() else written)
        else:
            result.append(_write_word(words[index], known))
        index += len(phrase or unit or ("",))
    return _capital(" ".join(result))


def _write_word(word: str, known: NameWords) -> str:
    if known.short_forms.issuperset(word.split("-")) or _ROMAN_NUMBER.fullmatch(word):
        return word
    lowered = word.lower()
    if lowered in known.joining:
        return lowered
    letters, begins = [], True
    for letter in lowered:
        letters.append(letter.upper() if begins else letter)
        begins = letter in _JOINS_LETTERS or (begins and not letter.isalpha())
    return "".join(letters)


def _break_costs(words: list[str], size_pt: float, style: FontStyle, available_mm: float) -> list[float]:
    """The cost of a break after each word but the last."""
    lowered = [word.lower().rstrip(",") for word in words]
    known = name_words()
    costs = [PLAIN_BREAK] * (len(words) - 1)
    index = 0
    in_place = False
    while index < len(words):
        fitting = [
            phrase
            for phrase in _matches(lowered, index, known.unbroken)
            if width_mm(" ".join(words[index : index + len(phrase)]), size_pt, style) <= available_mm
        ]
        phrase = fitting[0] if fitting else None
        unit = None if phrase else _match(lowered, index, known.units)
        length = len(phrase or unit or ("",))
        for inside in range(index, index + length - 1):
            costs[inside] = FORBIDDEN
        if index and (phrase or unit):
            costs[index - 1] = 0.0
        elif index and in_place:
            costs[index - 1] = INSIDE_PLACE
        in_place = bool(unit) or (in_place and not phrase)
        index += length
    return costs


def _longest_first(phrases: Sequence[Words] | set[Words] | dict[Words, str]) -> tuple[Words, ...]:
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _matches(words: list[str], index: int, phrases: tuple[Words, ...]) -> list[Words]:
    return [phrase for phrase in phrases if tuple(words[index : index + len(phrase)]) == phrase]


def _match(words: list[str], index: int, phrases: tuple[Words, ...]) -> Words | None:
    return next(iter(_matches(words, index, phrases)), None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
