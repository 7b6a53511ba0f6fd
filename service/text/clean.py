"""Brings every text of an input to one form on entry: NFC, plain spaces, nothing invisible, nothing unprintable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from service.text.metrics import font_table, has_glyph

# Dropped with a notice: they carry no content and break searching and comparing.
INVISIBLE = {
    "\u00ad": "dấu gạch nối mềm",
    "\u200b": "dấu cách rộng bằng không",
    "\u200c": "dấu tách chữ",
    "\u200d": "dấu nối chữ",
    "\ufeff": "dấu đầu tệp (BOM)",
}
MOST_NAMED = 10
# Word's second bullet is the letter o in a symbol font: only the TAB behind it tells it from a word.
TABBED_BULLETS = "oüv§Ø"
_TAB = re.compile(rf"^([ \t]*[{TABBED_BULLETS}])\t|\t", re.MULTILINE)
LINE_BREAKS = ("\r\n", "\r", "\u2028", "\u2029")
# What people meet among the characters that show nothing, by the name they know it under.
_NAMES = {"\x0b": "ngắt dòng của Word", "\x0c": "ngắt trang"}


@dataclass(frozen=True)
class CleanedText:
    """`text` as it goes on; `dropped` names of invisible characters left out; `refused` what cannot be printed."""

    text: str
    dropped: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def clean_text(raw: str, *, also_printable: str = "") -> CleanedText:
    r"""One text in NFC with plain spaces and `\n` for every kind of line break.

    A TAB is a space too, but for one behind a letter that may be a bullet at the start of a line.

    Characters the document font cannot print (emoji, control characters, lone surrogates) are not touched but
    named in `refused`, each once and not more than `MOST_NAMED`, so that the caller can refuse the input by name.
    Those in `also_printable` are none of them. The time taken grows with the length of the text only.
    """
    if plain_characters().issuperset(raw) and unicodedata.is_normalized("NFC", raw):
        return CleanedText(raw)
    text = raw
    for line_break in LINE_BREAKS:
        text = text.replace(line_break, "\n")
    present = dict.fromkeys(text)
    dropped = tuple(name for char, name in INVISIBLE.items() if char in present)
    replaced: dict[int, str | None] = {ord(char): " " for char in present if _is_space(char)}
    replaced.update({ord(char): None for char in INVISIBLE if char in present})
    if replaced:
        if "\t" in present:
            text = _TAB.sub(_plain_tab, text)
        text = text.translate({code: kept for code, kept in replaced.items() if code != ord("\t")})
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        present = dict.fromkeys(text)
    passed = {"\n", *also_printable, *map(chr, replaced)}
    unprintable = (char for char in present if char not in passed and not has_glyph(char))
    return CleanedText(text, dropped, tuple(_describe(char) for char in islice(unprintable, MOST_NAMED)))


@cache
def plain_characters() -> frozenset[str]:
    """The characters that stay as they are: those the font prints, but for spaces of other widths; and line breaks."""
    printed = font_table().widths["regular"]
    ascii_letters = (chr(code) for code in range(ord(" "), ord("~") + 1))
    plain = {char for char in printed if char not in INVISIBLE and not _is_space(char) and char not in LINE_BREAKS}
    return frozenset({*plain, *ascii_letters, "\n"})


def iter_texts(value: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a JSON-like value with its JSON pointer, in the order written; keys are not texts."""
    stack = [(value, pointer)]
    while stack:
        current, place = stack.pop()
        if isinstance(current, str):
            yield place, current
        elif isinstance(current, dict):
            stack.extend((item, f"{place}/{escape_pointer(str(key))}") for key, item in reversed(current.items()))
        elif isinstance(current, list | tuple):
            stack.extend((item, f"{place}/{index}") for index, item in reversed(list(enumerate(current))))


def map_texts(value: object, depth: int = 100) -> object:
    """The same JSON-like value with every text cleaned; what is nested deeper than `depth` stays as it is."""
    if isinstance(value, str):
        return clean_text(value).text
    if depth == 0:
        return value
    if isinstance(value, dict):
        return {key: map_texts(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [map_texts(item, depth - 1) for item in value]
    return value


def escape_pointer(step: str) -> str:
    """One step of a JSON pointer, escaped as RFC 6901 asks; half a surrogate pair, which no output can hold, as �."""
    if step.isidentifier():
        return step
    whole = step.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("~", "~0").replace("/", "~1")


def collapse_spaces(text: str) -> str:
    """One line: every run of white space becomes one space, none at the ends."""
    return " ".join(text.split())


def _is_space(char: str) -> bool:
    return char == "\t" or (char != " " and unicodedata.category(char) == "Zs")


def _plain_tab(found: re.Match[str]) -> str:
    return " " if found[1] is None else found[1].replace("\t", " ") + "\t"


def _describe(char: str) -> str:
    code = f"U+{ord(char):04X}"
    match unicodedata.category(char):
        case "Cs":
            return f"nửa ký tự hỏng {code}"
        case "Cc" | "Cf" | "Cn" | "Co":
            return f"ký tự {_NAMES.get(char, 'điều khiển' if char < chr(0xA0) else 'không hiển thị')} {code}"
        case "Mn" | "Me":
            return f"dấu phụ {code}"
    return f"“{char}” ({code})"
