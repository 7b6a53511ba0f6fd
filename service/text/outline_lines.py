r"""What a line of outline text starts with: the mark of a level, or one of the notation's own signs.

A line is given with its white space squeezed. A mark found here is a candidate: whether it counts depends on the
lines before it, which is `service.text.outline_parse`'s to decide. A notation sign always counts:

    \text            a new paragraph, whatever the text looks like; a lone \ ends what stands before it
    #1. text         an item of that level without a mark of its own (`#I.` `#a)` `Điều #.` `Chương #` …)
    #so[1/][H] text  an item in full: kind, mark, heading, text; `#tieu_de[H]` and `#bang[name][unit]` alike
    > text           a quoted line;  [^1]: text  a footnote;  | a | b |  a row;  **text**  a heading
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from service.text.blocks import BULLETS, ITEM_KINDS, MAX_MARK, WORD_KINDS, ItemKind
from service.text.inline import FOOTNOTE_ID, lead_bold, whole_bold
from service.text.marks import Number, from_letter, from_roman, from_words, read_count
from service.text.outline_table import read_row

_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,2})([.)/]?)")
_TOO_DEEP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3,8}\.?(?= |$)")
_LETTERED = re.compile(r"([IVXLC]{1,8}|[A-ZĐ]|[a-zđ])( ?[-–—]|[.)/])")
_BRACKETED = re.compile(r"\((\d{1,3})\)")
_DIVISION = re.compile(
    r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu [Mm]ục|TIỂU MỤC|Điều|ĐIỀU) (?P<nth>(?:thứ|Thứ|THỨ) )?"
    r"(?:(?P<count>\d{1,4}[a-zđ]?|[IVXLC]{1,8})(?![^\W_])|(?P<words>[^\W\d_]+(?: [^\W\d_]+){0,2}))"
)
_AFTER_DIVISION = re.compile(r" ?[.:]| ?[-–—](?= |$)")
_DIVISION_KINDS: Mapping[str, ItemKind] = {
    "phần": "phan", "chương": "chuong", "mục": "muc", "tiểu mục": "tieu_muc", "điều": "dieu",
}  # fmt: skip
# A line "Mục 1 Chương II của …" cites; it does not begin a division.
_CITED = frozenset({"Phần", "Chương", "Mục", "Tiểu", "Điều", "Khoản", "Phụ", "Luật", "Bộ", "Nghị", "Thông", "Quyết"})
_MAX_DIVISION_TITLE = 120
_QUOTED_LAW = re.compile(r"[…. ]*(?:Phần|Chương|Mục|Điều|Khoản|Điểm|Tiết) [\dIVXa-zđ]")
_ORNAMENTS = frozenset("*–—·")
# Word's bullets in symbol fonts that arrive as letters, and their levels: what a TAB follows is one for certain,
# "Ø 20 mm" and "§ 5" are not.
_TABBED: Mapping[str, ItemKind] = {"o": "cong", "ü": "gach", "v": "gach", "Ø": "gach", "§": "sao"}
_LETTER_BULLETS = frozenset("Ø§")

_UNNUMBERED: Mapping[str, ItemKind] = {
    "#A.": "chu_hoa", "#I.": "la_ma", "#I-": "la_ma", "#1.": "so", "#1.1.": "so_2", "#1.1.1.": "so_3",
    "#a)": "chu_thuong", "#(1)": "so_ngoac", "Phần #": "phan", "Chương #": "chuong", "Mục #": "muc",
    "Tiểu mục #": "tieu_muc", "Điều #.": "dieu",
}  # fmt: skip
_FOOTNOTE = re.compile(rf"\[\^({FOOTNOTE_ID})\]: ?(?=\S)")
_EXPLICIT = re.compile(r"#([a-z_0-9]{2,10})(?=\[)")
_TO_ESCAPE = re.compile(r"[\\\]]")
# Possessive: a hostile line of megabytes must not fill memory with places to backtrack to.
_BRACKET = re.compile(r"\[((?:[^\\\]]++|\\.)*+)\]")


@dataclass(frozen=True)
class LineMark:
    """A mark at a line's start: its kind, the mark as written, its number (none for a bullet), and what follows.

    `bold` marks stand inside `**…**`; `weak` ones (`1.1 Mục tiêu`, without an end sign) need a fitting sequence.
    """

    kind: ItemKind
    written: str | None
    number: Number
    rest: str
    bold: bool = False
    weak: bool = False


@dataclass(frozen=True)
class Notation:
    """A line that says by itself what it is; which of the fields are filled depends on the form."""

    form: Literal["break", "literal", "mark", "item", "heading", "title", "table", "row", "quote", "footnote"]
    text: str = ""
    mark: LineMark | None = None
    kind: ItemKind | None = None
    written: str | None = None
    heading: str | None = None
    cells: tuple[str, ...] = ()


def find_marks(text: str) -> tuple[LineMark, ...]:
    """Every reading of the mark a line starts with, the likelier first; `C.` may be a letter or a Roman numeral."""
    if text.startswith("**"):
        return _find_bold(text)
    first = text[:1]
    if text[1:2] == "\t" or first in _LETTER_BULLETS:
        return _find_letter_bullet(text)
    if first.isdigit():
        return _find_number(text)
    if first == "(":
        return _find_bracketed(text)
    if first.isalpha():
        return _find_division(text) or _find_letter(text)
    return _find_bullet(text)


def is_too_deep(text: str) -> bool:
    """Whether a line is numbered deeper than the three levels there are: `1.1.1.1.`."""
    return _TOO_DEEP.match(text) is not None


def quotes_law(text: str) -> bool:
    """Whether what follows an opening quotation mark starts like a provision: its Điều, khoản, điểm."""
    return bool(find_marks(text.lstrip("…. "))) or _QUOTED_LAW.match(text) is not None


def read_notation(text: str) -> Notation | None:
    """The notation sign a line starts with, None for an ordinary line."""
    first = text[:1]
    if first == "\\":
        return Notation("break") if text == "\\" else Notation("literal", text[1:].strip())
    if first == "|":
        cells = read_row(text)
        return None if cells is None else Notation("row", cells=cells)
    if first == ">":
        return Notation("quote", text[1:].strip()) if text[1:2] in {"", " "} else None
    if first == "[":
        found = _FOOTNOTE.match(text)
        return None if found is None else Notation("footnote", text[found.end() :], written=found[1])
    if first == "*":
        title = whole_bold(text)
        return None if title is None or find_marks(text) else Notation("title", heading=title)
    return _read_explicit(text) if first == "#" and _EXPLICIT.match(text) else _read_unnumbered(text)


def write_explicit(name: str, *fields: str | None, text: str | None = None) -> str:
    """The line `#name[field][field] text`; None fields are empty brackets, or nothing at the end."""
    while len(fields) > 1 and fields[-1] is None:
        fields = fields[:-1]
    brackets = "".join("[" + _TO_ESCAPE.sub(r"\\\g<0>", field or "") + "]" for field in fields)
    return f"#{name}{brackets}" + (f" {text}" if text else "")


def unnumbered_mark(kind: ItemKind) -> str | None:
    """How an item of this kind without a mark is begun; None for bullets, whose own sign does."""
    return next((sign for sign, of_kind in _UNNUMBERED.items() if of_kind == kind), None)


def _find_number(text: str) -> tuple[LineMark, ...]:
    found = _NUMBERED.match(text)
    if found is None:
        return ()
    number = tuple(int(part) for part in found[1].split("."))
    sign, rest = found[2], text[found.end() :]
    if 0 in number or not _may_follow(sign, rest):
        return ()
    if not sign and (len(number) == 1 or not rest[1:2].isupper()):
        return ()
    kind: ItemKind = ("so", "so_2", "so_3")[len(number) - 1]
    return (LineMark(kind, found[0], number, rest.strip(), weak=not sign),)


def _find_bracketed(text: str) -> tuple[LineMark, ...]:
    found = _BRACKETED.match(text)
    if found is None or int(found[1]) == 0 or not _may_follow(")", text[found.end() :]):
        return ()
    return (LineMark("so_ngoac", found[0], (int(found[1]),), text[found.end() :].strip()),)


def _find_letter(text: str) -> tuple[LineMark, ...]:
    found = _LETTERED.match(text)
    if found is None:
        return ()
    body, sign, rest = found[1], found[2], text[found.end() :]
    dash = sign[-1] in "-–—"
    if body.islower():
        if dash or (sign != ")" and rest[:1].strip()) or not _may_follow(sign, rest):
            return ()
        letter = from_letter(body)
        return (LineMark("chu_thuong", found[0], (letter,) if letter else (), rest.strip()),)
    glued = rest[:1].strip() and not (rest[:2].isalpha() and rest.split(" ", 1)[0].isupper())
    if glued or (dash and rest.strip()[:1].isdigit()) or (sign == "/" and rest[:1].strip()):
        return ()
    marks = []
    roman, letter = from_roman(body), from_letter(body) if len(body) == 1 else None
    if roman is not None:
        marks.append(LineMark("la_ma", found[0], (roman,), rest.strip()))
    if letter is not None:
        marks.append(LineMark("chu_hoa", found[0], (letter,), rest.strip()))
    return tuple(marks)


def _find_bullet(text: str) -> tuple[LineMark, ...]:
    sign, rest = text[:1], text[1:]
    kind: ItemKind
    for kind in ("gach", "cong", "sao"):
        if sign and sign in BULLETS[kind]:
            break
    else:
        return ()
    if not rest:
        return () if sign in _ORNAMENTS else (LineMark(kind, None, (), ""),)
    glued = rest[0] != " "
    if glued and (sign == "*" or not (rest[0].isupper() if sign in "-–—+" else rest[0].isalnum())):
        return ()
    rest = rest.strip()
    return (LineMark(kind, None, (), rest),) if any(char.isalnum() or char in "…." for char in rest) else ()


def _find_letter_bullet(text: str) -> tuple[LineMark, ...]:
    sign, behind, rest = text[:1], text[1:2], text[2:].strip()
    kind = _TABBED.get(sign)
    if kind is None or not any(char.isalnum() for char in rest):
        return ()
    return (LineMark(kind, None, (), rest),) if behind == "\t" or (behind == " " and not rest[0].isdigit()) else ()


def _find_division(text: str) -> tuple[LineMark, ...]:
    found = _DIVISION.match(text)
    if found is None:
        return ()
    kind = _DIVISION_KINDS[found["word"].lower()]
    end, number = _division_count(found, kind)
    if number is None or 0 in number:
        return ()
    separator = _AFTER_DIVISION.match(text, end)
    end = separator.end() if separator else end
    if not _may_follow("." if separator else "", text[end:]):
        return ()
    written, rest = text[:end], text[end:].strip()
    if len(written) > MAX_MARK or (kind == "dieu" and rest and not separator):
        return ()
    if kind == "dieu" or not rest or (separator and not rest[0].islower()) or rest.startswith("**"):
        return (LineMark(kind, written, number, rest),)
    if rest.isupper():
        return (LineMark(kind, written, number, rest),)
    title = rest[0].isupper() and rest.split(" ", 1)[0] not in _CITED and rest[-1] not in ".;:,?!…"
    return (LineMark(kind, written, number, rest, weak=True),) if title and len(rest) <= _MAX_DIVISION_TITLE else ()


def _division_count(found: re.Match[str], kind: ItemKind) -> tuple[int, Number | None]:
    """Where the number of a division ends, and the number."""
    if found["count"]:
        return found.end(), read_count(found["count"])[1]
    if kind not in {"phan", "chuong"} and not found["nth"]:
        return found.end(), None
    words = found["words"].split(" ")
    for length in range(len(words), 0, -1):
        number = from_words(words[:length])
        if number is not None:
            return found.start("words") + len(" ".join(words[:length])), (number,)
    return found.end(), None


def _find_bold(text: str) -> tuple[LineMark, ...]:
    """The marks of a line such as `**Điều 1.** Tặng …` or `**I. MỤC ĐÍCH**`, the stars moved behind the mark."""
    lead = lead_bold(text)
    if whole_bold(text) is None and lead is None:
        return ()
    if lead is not None and lead[1][:1] in {".", ")", ":"}:
        # `**Điều 1**. Tặng …`: the end sign was left outside the stars.
        outside = find_marks(lead[0] + lead[1]) if "**" not in lead[0] else ()
        return tuple(replace(mark, bold=True) for mark in outside if mark.written == lead[0] + lead[1][0])
    marks = []
    for mark in find_marks(text[2:]):
        rest = mark.rest[2:].strip() if mark.rest.startswith("**") else "**" + mark.rest
        if mark.rest:
            marks.append(replace(mark, rest=rest, bold=True))
    return tuple(marks)


def _may_follow(sign: str, rest: str) -> bool:
    """Whether what stands behind a mark's end sign lets it be a mark; clerks leave the space out: `1.Mục đích`."""
    if not rest or rest[0] == " ":
        return True
    if sign == ")":
        return rest[0].isalpha() or rest[0] in '“"(*'
    return sign == "." and (rest[0].isupper() or rest[0] in '“"(*')


def _read_unnumbered(text: str) -> Notation | None:
    if "#" not in text[:12]:
        return None
    for sign, kind in _UNNUMBERED.items():
        if text.startswith(sign) and text[len(sign) : len(sign) + 1] in {"", " "}:
            return Notation("mark", mark=LineMark(kind, None, (), text[len(sign) :].strip()))
    return None


def _read_explicit(text: str) -> Notation | None:
    name = _EXPLICIT.match(text)
    fields: list[str | None] = []
    end = name.end() if name else 0
    while len(fields) < 2 and (bracket := _BRACKET.match(text, end)):
        fields.append(re.sub(r"\\(.)", r"\1", bracket[1]).strip() or None)
        end = bracket.end()
    rest = text[end:]
    if name is None or not fields or (rest and rest[0] != " "):
        return None
    first, second = fields[0], fields[1] if len(fields) > 1 else None
    if name[1] == "tieu_de":
        return Notation("heading", heading=first) if first and len(fields) == 1 and not rest else None
    if name[1] == "bang":
        return None if rest else Notation("table", heading=first, text=second or "")
    kind = next((kind for kind in ITEM_KINDS if kind == name[1]), None)
    rest = rest.strip()
    if kind is None or len(first or "") > MAX_MARK or not (second or rest or (first and kind in WORD_KINDS)):
        return None
    return Notation("item", rest, kind=kind, written=first, heading=second)
