"""Builds OLE compound files for the tests, as small as they can be."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
# Streams of this length and more stand in sectors of their own.
LONG = 4096

Tree = Mapping[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """A compound file of these streams (bytes, padded to be long) and storages (mappings)."""
    entries: list[tuple[str, int, int, int, int, int]] = []  # name, kind, right, child, start, size
    data: list[bytes] = []

    def put(name: str, kind: int, content: bytes | Tree) -> int:
        number = len(entries)
        entries.append((name, kind, NONE, NONE, 0, 0))
        if isinstance(content, bytes):
            padded = content.ljust(LONG, b"\0")
            start = sum(len(piece) for piece in data) // SECTOR
            data.append(padded.ljust(-(-len(padded) // SECTOR) * SECTOR, b"\0"))
            entries[number] = (name, kind, NONE, NONE, start, len(padded))
            return number
        child = NONE
        for inner, value in reversed(list(content.items())):
            inner_number = put(inner, STREAM if isinstance(value, bytes) else STORAGE, value)
            old = entries[inner_number]
            entries[inner_number] = (old[0], old[1], child, *old[3:])
            child = inner_number
        entries[number] = (name, kind, NONE, child, 0, 0)
        return number

    put("Root Entry", ROOT, tree)
    directory = b"".join(entry(*values) for values in entries)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    streams = sum(len(piece) for piece in data) // SECTOR
    folder_sectors = len(directory) // SECTOR
    table: list[int] = []
    for piece in data:
        table += chain(len(table), len(piece) // SECTOR)
    table += chain(len(table), folder_sectors)
    fat_sectors = -(-(len(table) + 1) // (SECTOR // 4 - 1))
    first_fat = len(table)
    table += [FAT] * fat_sectors
    table += [FREE] * (fat_sectors * SECTOR // 4 - len(table))
    difat = [first_fat + number for number in range(fat_sectors)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, fat_sectors, streams, 0, LONG, END, 0, END, 0)
    head += struct.pack("<109I", *difat, *[FREE] * (109 - len(difat)))
    return head + b"".join(data) + directory + struct.pack(f"<{len(table)}I", *table)


def chain(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), END]


def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack("<64sHBxIII36xIQ", encoded, len(encoded) + 2, kind, NONE, right, child, start, size)


def word_stream(flags: int = 0, text: bytes = b"") -> bytes:
    """The beginning of a document's stream as Word 97 to 2003 wrote it, and text in it."""
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x42A, 0, flags).ljust(1024, b"\0") + text
