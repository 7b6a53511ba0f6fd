"""What a font program in a PDF says of itself, for fonts that the PDF names without meaning: name, weight, slant."""

from __future__ import annotations

import struct
from typing import NamedTuple

# Beginnings of TrueType and OpenType programs, and of those in compact form without the wrapping of OpenType.
_WRAPPED = (b"\0\1\0\0", b"true", b"OTTO")
_COMPACT_MAJOR = 1
# Records of a wrapped program's directory: tag, sum, place, length (OpenType, "Organization of an OpenType Font").
_DIRECTORY, _RECORD = 12, struct.Struct(">4sIII")
# Where the table "head" holds the style; its first bits (OpenType, "head": macStyle).
_STYLE_AT, _STYLE_BOLD, _STYLE_ITALIC = 44, 1, 2
# Which names the table "name" may hold: the PostScript name is one without blanks (OpenType, "name").
_POSTSCRIPT_NAME, _NAME_RECORD = 6, struct.Struct(">6H")
_WIDE_PLATFORMS = (0, 3)


class ProgramLook(NamedTuple):
    """`name` is the PostScript name; `bold` and `italic` are None where the program does not say."""

    name: str = ""
    bold: bool | None = None
    italic: bool | None = None


def own_look(program: bytes) -> ProgramLook:
    """What a program says; nothing where it is broken or of a kind not known here."""
    try:
        if program[:4] in _WRAPPED:
            return _wrapped(program)
        if program[:1] == bytes((_COMPACT_MAJOR,)):
            return ProgramLook(_compact_name(program))
    except (struct.error, IndexError):
        pass
    return ProgramLook()


def _wrapped(program: bytes) -> ProgramLook:
    tables = {}
    (count,) = struct.unpack_from(">H", program, 4)
    for number in range(count):
        tag, _, place, length = _RECORD.unpack_from(program, _DIRECTORY + number * _RECORD.size)
        tables[tag] = program[place : place + length]
    name = _name(tables[b"name"]) if b"name" in tables else ""
    if not name and b"CFF " in tables:
        name = _compact_name(tables[b"CFF "])
    if b"head" not in tables:
        return ProgramLook(name)
    (style,) = struct.unpack_from(">H", tables[b"head"], _STYLE_AT)
    return ProgramLook(name, bool(style & _STYLE_BOLD), bool(style & _STYLE_ITALIC))


def _name(table: bytes) -> str:
    _, count, strings = struct.unpack_from(">3H", table)
    for number in range(count):
        platform, _, _, kind, length, place = _NAME_RECORD.unpack_from(table, 6 + number * _NAME_RECORD.size)
        if kind == _POSTSCRIPT_NAME:
            held = table[strings + place : strings + place + length]
            return held.decode("utf-16-be" if platform in _WIDE_PLATFORMS else "latin-1", errors="replace")
    return ""


def _compact_name(program: bytes) -> str:
    """The first name of the index behind the head: count, size of places, places from 1, then the names themselves."""
    head = program[2]
    count, size = struct.unpack_from(">HB", program, head)
    if not count:
        return ""
    places = head + 3
    start, end = (int.from_bytes(program[places + size * at : places + size * (at + 1)]) for at in (0, 1))
    names = places + size * (count + 1) - 1
    return program[names + start : names + end].decode("latin-1")
