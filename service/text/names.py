"""Names of agencies: broken into lines for the head of a page, and written inside a sentence."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from service.text.metrics import FORBIDDEN, FontStyle, balance_lines, width_mm

# What a break costs, in square millimetres of unevenness: between ordinary words; inside a place name.
PLAIN_BREAK = 300.0
INSIDE_PLACE = 1e6


@dataclass(frozen=True)
class NameWords:
    """Phrases and unit words in lower-cased words; `written` is how each phrase stands in a sentence."""

    phrases: tuple[tuple[str, ...], ...]
    units: tuple[tuple[str, ...], ...]
    written: dict[tuple[str, ...], str]
    joining: frozenset[str]
    short_forms: frozenset[str]


@cache
def name_words() -> NameWords:
    """The words, read once; longer phrases come first."""
    raw = tomllib.loads(files("service.text").joinpath("data/names.toml").read_text(encoding="utf-8"))
    written = {tuple(phrase.lower().split()): phrase for phrase in raw["cum_tu"]}
    units = {tuple(unit.split()): unit for unit in raw["don_vi_hanh_chinh"]}
    return NameWords(
        phrases=tuple(sorted(written, key=len, reverse=True)),
        units=tuple(sorted(units, key=len, reverse=True)),
        written={**units, **written},
        joining=frozenset(raw["noi"]),
        short_forms=frozenset(raw["viet_tat"]),
    )


def break_name(name: str, size_pt: float, style: FontStyle, available_mm: float) -> list[str]:
    """A name in capitals as the lines it is printed in.

    A line break in the name is a chosen break; a line that is still too wide, or a name without one, is broken
    evenly, never inside an agency's phrase and before a unit word rather than after it.
    """
    lines = []
    for chosen in name.upper().split("\n"):
        if width_mm(chosen, size_pt, style) <= available_mm:
            lines.append(chosen)
        else:
            words = chosen.split(" ")
            lines += balance_lines(words, size_pt, style, available_mm, _break_costs(words))
    return lines


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
        phrase = _match(lowered, index, known.phrases) or _match(lowered, index, known.units)
        if phrase:
            result.append(known.written[phrase])
            index += len(phrase)
        else:
            result.append(_write_word(words[index], known))
            index += 1
    sentence = " ".join(result)
    return sentence[:1].upper() + sentence[1:]


def _write_word(word: str, known: NameWords) -> str:
    if word in known.short_forms:
        return word
    return word.lower() if word.lower() in known.joining else word.capitalize()


def _break_costs(words: list[str]) -> list[float]:
    """The cost of a break after each word but the last."""
    lowered = [word.lower().strip(",") for word in words]
    known = name_words()
    costs = [PLAIN_BREAK] * (len(words) - 1)
    index = 0
    in_place = False
    while index < len(words):
        phrase = _match(lowered, index, known.phrases)
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


def _match(words: list[str], index: int, phrases: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    for phrase in phrases:
        if tuple(words[index : index + len(phrase)]) == phrase:
            return phrase
    return None
