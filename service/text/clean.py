"""Brings every text of an input to one form on entry: NFC, plain spaces, nothing invisible, nothing unprintable."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from service.text.metrics import has_glyph

# Dropped with a notice: they carry no content and break searching and comparing.
INVISIBLE = {
    "\u00ad": "dấu gạch nối mềm",
    "\u200b": "dấu cách rộng bằng không",
    "\u200c": "dấu tách chữ",
    "\u200d": "dấu nối chữ",
    "\ufeff": "dấu đầu tệp (BOM)",
}
LINE_BREAKS = ("\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85")


@dataclass(frozen=True)
class CleanedText:
    """`text` as it goes on; `dropped` names of invisible characters left out; `refused` what cannot be printed."""

    text: str
    dropped: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def clean_text(raw: str) -> CleanedText:
    r"""One text in NFC with plain spaces and `\\n` for every kind of line break.

    Characters the document font cannot print (emoji, control characters, lone surrogates) are not touched but
    named in `refused`, each once, so that the caller can refuse the input by name.
    """
    if raw.isascii() and raw.isprintable():
        return CleanedText(raw)
    text = raw
    for line_break in LINE_BREAKS:
        text = text.replace(line_break, "\n")
    dropped = tuple(INVISIBLE[char] for char in INVISIBLE if char in text)
    for char in INVISIBLE:
        text = text.replace(char, "")
    text = unicodedata.normalize("NFC", "".join(_plain_space(char) for char in text))
    refused = tuple(dict.fromkeys(_describe(char) for char in text if char != "\n" and not has_glyph(char)))
    return CleanedText(text, dropped, refused)


def iter_texts(value: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a JSON-like value with its JSON pointer; keys are not texts."""
    stack = [(value, pointer)]
    while stack:
        current, place = stack.pop()
        if isinstance(current, str):
            yield place, current
        elif isinstance(current, dict):
            stack.extend((item, f"{place}/{escape_pointer(str(key))}") for key, item in reversed(current.items()))
        elif isinstance(current, list | tuple):
            stack.extend((item, f"{place}/{index}") for index, item in reversed(list(enumerate(current))))


def map_texts(value: object) -> object:
    """The same JSON-like value with every text cleaned."""
    if isinstance(value, str):
        return clean_text(value).text
    if isinstance(value, dict):
        return {key: map_texts(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [map_texts(item) for item in value]
    return value


def escape_pointer(step: str) -> str:
    """One step of a JSON pointer, escaped as RFC 6901 asks."""
    return step.replace("~", "~0").replace("/", "~1")


def collapse_spaces(text: str) -> str:
    """One line: every run of white space becomes one space, none at the ends."""
    return " ".join(text.split())


def _plain_space(char: str) -> str:
    return " " if char == "\t" or unicodedata.category(char) == "Zs" else char


def _describe(char: str) -> str:
    code = f"U+{ord(char):04X}"
    return f"ký tự điều khiển {code}" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else f"“{char}” ({code})"
