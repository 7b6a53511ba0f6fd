"""The mark of one item, read and written: Vietnamese letters, Roman numerals, ordinal words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from service.text.blocks import BULLETS, ItemKind

# The order points are lettered in; f, j, w and z are not Vietnamese letters.
LETTERS = "abcdđeghiklmnopqrstuvxy"

System = Literal["arabic", "roman", "letter", "word"]
RomanStyle = Literal["I.", "I-"]
Number = tuple[int, ...]  # one count per level that the mark names: "1.2." is (1, 2)

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_UNIT_WORDS: Mapping[str, int] = {
    "nhất": 1,
    "một": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_UNIT_WORDS_AFTER_TEN: Mapping[str, int] = {**_UNIT_WORDS, "mốt": 1, "lăm": 5}
_UNITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIVISION = r"(?i:phần|chương|mục|tiểu mục|điều)"
_COUNT = r"\d{1,4}[a-zđ]?|[IVXLCDM]{1,15}|[^\W\d_]+(?: [^\W\d_]+){0,2}"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "division": re.compile(rf"({_DIVISION} (?:(?i:thứ) )?)({_COUNT})(\W*)"),
    "letter": re.compile(r"(\W*)([A-Za-zĐđ]{1,2})(\W*)"),
    "roman": re.compile(r"(\W*)([IVXLCDM]{1,15})(\W*)"),
    "arabic": re.compile(r"(\W*)(\d{1,4}(?:\.\d{1,4}){0,2})(\W*)"),
}
_SHAPES: Mapping[ItemKind, tuple[str, int]] = {
    "phan": ("division", 1),
    "chuong": ("division", 1),
    "muc": ("division", 1),
    "tieu_muc": ("division", 1),
    "dieu": ("division", 1),
    "chu_hoa": ("letter", 1),
    "la_ma": ("roman", 1),
    "so": ("arabic", 1),
    "so_2": ("arabic", 2),
    "so_3": ("arabic", 3),
    "chu_thuong": ("letter", 1),
    "so_ngoac": ("arabic", 1),
}


@dataclass(frozen=True)
class Mark:
    """A mark taken apart: `prefix` + the number in its system + `suffix` is the mark as written."""

    prefix: str
    number: Number
    suffix: str
    system: System
    upper: bool = False


_STANDARD: Mapping[ItemKind, Mark] = {
    "phan": Mark("Phần ", (1,), "", "roman"),
    "chuong": Mark("Chương ", (1,), "", "roman"),
    "muc": Mark("Mục ", (1,), "", "arabic"),
    "tieu_muc": Mark("Tiểu mục ", (1,), "", "arabic"),
    "dieu": Mark("Điều ", (1,), ".", "arabic"),
    "chu_hoa": Mark("", (1,), ".", "letter", upper=True),
    "la_ma": Mark("", (1,), ".", "roman"),
    "so": Mark("", (1,), ".", "arabic"),
    "so_2": Mark("", (1, 1), ".", "arabic"),
    "so_3": Mark("", (1, 1, 1), ".", "arabic"),
    "chu_thuong": Mark("", (1,), ")", "letter"),
    "so_ngoac": Mark("(", (1,), ")", "arabic"),
}


def to_roman(number: int) -> str:
    """A number from 1 up as a Roman numeral."""
    parts = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)


def from_roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals written the one right way, else None."""
    total, rest = 0, text
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            total, rest = total + value, rest[len(sign) :]
    return total if total and not rest and to_roman(total) == text else None


def to_letter(number: int) -> str:
    """A number from 1 up as small Vietnamese letters: a, b, c, d, đ … y, aa, ab."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, len(LETTERS))
        letters = LETTERS[rest] + letters
    return letters


def from_letter(text: str) -> int | None:
    """The place of a letter (or of letters like "ab") in Vietnamese order, else None."""
    number = 0
    for letter in text.lower():
        if letter not in LETTERS:
            return None
        number = number * len(LETTERS) + LETTERS.index(letter) + 1
    return number or None


def to_ordinal_words(number: int) -> str:
    """The words after "thứ": nhất, hai, ba, tư, … mười lăm, … hai mươi mốt; from 100 up the digits."""
    if number in {1, 4}:
        return "nhất" if number == 1 else "tư"
    if number < 10 or number > 99:
        return _UNITS[number] if number < 10 else str(number)
    tens, units = divmod(number, 10)
    unit = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(units, _UNITS[units])
    return f"{'mười' if tens == 1 else _UNITS[tens] + ' mươi'} {unit}".rstrip()


def from_words(words: Sequence[str]) -> int | None:
    """The value of a number from 1 to 99 in words, as after "Phần thứ", else None."""
    match [word.lower() for word in words]:
        case ["mười"]:
            return 10
        case [unit]:
            return _UNIT_WORDS.get(unit)
        case ["mười", unit]:
            return 10 + _UNIT_WORDS_AFTER_TEN[unit] if unit in _UNIT_WORDS_AFTER_TEN else None
        case [tens, "mươi"]:
            return 10 * _UNIT_WORDS[tens] if tens in _UNIT_WORDS else None
        case [tens, "mươi", unit] if tens in _UNIT_WORDS and unit in _UNIT_WORDS_AFTER_TEN:
            return 10 * _UNIT_WORDS[tens] + _UNIT_WORDS_AFTER_TEN[unit]
    return None


def read_mark(kind: ItemKind, written: str) -> Mark | None:
    """A written mark taken apart; None for a bullet's and for one whose number cannot be read."""
    if kind not in _SHAPES:
        return None
    shape, depth = _SHAPES[kind]
    found = _PATTERNS[shape].fullmatch(written)
    if found is None:
        return None
    prefix, body, suffix = found.groups()
    system: System
    number: Number | None
    if shape == "arabic":
        system, number = "arabic", tuple(int(part) for part in body.split("."))
    elif shape == "letter":
        system, number = "letter", _single(from_letter(body))
    else:
        system, number = read_count(body)
    if number is None or len(number) != depth or 0 in number:
        return None
    return Mark(prefix, number, suffix, system, upper=body.isupper() and system in {"letter", "word"})


def read_count(text: str) -> tuple[System, Number | None]:
    """The number after a word like Phần or Điều, and how it is written: 5, 5a, II, hai."""
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyzđ")
    if digits.isdecimal():
        return "arabic", _single(int(digits))
    roman = from_roman(text)
    if roman is not None:
        return "roman", (roman,)
    return "word", _single(from_words(text.split()))


def write_mark(kind: ItemKind, number: Number, like: Mark | None = None, roman_style: RomanStyle = "I.") -> str:
    """The mark for a number, written like another of its kind, else the standard way; a bullet's is its sign."""
    if kind in BULLETS:
        return BULLETS[kind][0]
    mark = like or replace(_STANDARD[kind], suffix=roman_style[1] if kind == "la_ma" else _STANDARD[kind].suffix)
    match mark.system:
        case "arabic":
            count = ".".join(str(part) for part in number)
        case "roman":
            count = to_roman(number[-1])
        case "letter":
            count = to_letter(number[-1])
        case "word":
            ordinal = "thứ" in mark.prefix.lower() or number[-1] > 9
            count = to_ordinal_words(number[-1]) if ordinal else _UNITS[number[-1]]
    return f"{mark.prefix}{count.upper() if mark.upper else count}{mark.suffix}"


def _single(number: int | None) -> Number | None:
    return None if number is None else (number,)
