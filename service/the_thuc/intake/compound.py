"""Reads the directory of an OLE compound file (MS-CFB), the container of Office before 2007; bounded, never a crash."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from service.errors import ErrorCode, FileRefused

_HEADER_BYTES = 512
_HEADER = struct.Struct("<28xHHH14xI4xI8xI")
_FIRST_FAT_SECTORS = 109
_SHIFTS = {9, 12}
_MINI_SHIFT = 6
_ENTRY_BYTES = 128
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_STORAGE, _STREAM, _ROOT = 1, 2, 5
# Sector and entry numbers from here on are marks: free, end of chain, none.
_LAST = 0xFFFFFFFA
# A long document with many drawings has some hundred; each object embedded brings its own.
_MAX_ENTRIES = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or storage; `left`, `right` and `child` are numbers of other entries."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int

    @property
    def is_storage(self) -> bool:
        """Whether it holds other entries."""
        return self.kind in (_STORAGE, _ROOT)


class CompoundFile:
    """The entries of a compound file, the first of them the root.

    Raises:
        FileRefused: the file is cut off or does not hold together.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER_BYTES:
            raise _broken("thiếu phần đầu")
        order, shift, mini, directory, cutoff, difat = _HEADER.unpack_from(content)
        if order != 0xFFFE or shift not in _SHIFTS or mini != _MINI_SHIFT:
            raise _broken("phần đầu sai")
        self._content = content
        self._sector: int = 1 << shift
        self._cutoff = cutoff
        self._fat = self._read_fat(difat)
        self.entries = tuple(self._read_entries(directory))
        if not self.entries or self.entries[0].kind != _ROOT:
            raise _broken("mục lục sai")

    def children(self, entry: Entry) -> Iterator[Entry]:
        """What stands directly in a storage."""
        waiting, seen = [entry.child], set[int]()
        while waiting:
            number = waiting.pop()
            if number >= len(self.entries) or number in seen:
                continue
            seen.add(number)
            found = self.entries[number]
            yield found
            waiting += (found.left, found.right)

    def beginning(self, stream: Entry, length: int) -> bytes:
        """The first bytes of a stream, all of whose sectors are there; `length` is at most 64."""
        if stream.size >= self._cutoff:
            sectors = list(self._chain(stream.start))
            if not sectors or len(sectors) * self._sector < stream.size or len(sectors) * self._sector < length:
                raise _broken("tệp bị cắt cụt")
            place = self._place(sectors[0])
        else:
            # Short streams stand in the root's own, in pieces of 64 bytes.
            at = stream.start << _MINI_SHIFT
            sectors = list(self._chain(self.entries[0].start))
            if at // self._sector >= len(sectors):
                raise _broken("tệp bị cắt cụt")
            place = self._place(sectors[at // self._sector]) + at % self._sector
        return self._content[place : place + length]

    def _place(self, sector: int) -> int:
        """Where a sector begins; the header takes the room of one."""
        place = (sector + 1) * self._sector
        # The last sector of a file may be cut short by programs that do not fill it up.
        if place >= len(self._content):
            raise _broken("tệp bị cắt cụt")
        return place

    def _read_fat(self, difat: int) -> array[int]:
        listed = list(struct.unpack_from(f"<{_FIRST_FAT_SECTORS}I", self._content, 76))
        most = len(self._content) // self._sector + 1
        per_sector = self._sector // 4
        while difat < _LAST:
            numbers = self._numbers(difat)
            listed += numbers[: per_sector - 1]
            difat = numbers[-1]
            if len(listed) > most + per_sector + _FIRST_FAT_SECTORS:
                raise _broken("mục lục sai")
        used = [sector for sector in listed if sector < _LAST]
        if len(used) > most:
            raise _broken("mục lục sai")
        fat = array("I")
        for sector in used:
            fat.extend(self._numbers(sector))
            if len(fat) > most + per_sector:
                # More is said than the file has room for; what is beyond can only lead out of it.
                break
        return fat

    def _numbers(self, sector: int) -> tuple[int, ...]:
        place = self._place(sector)
        if place + self._sector > len(self._content):
            raise _broken("tệp bị cắt cụt")
        return struct.unpack_from(f"<{self._sector // 4}I", self._content, place)

    def _chain(self, sector: int) -> Iterator[int]:
        left = len(self._fat)
        while sector < _LAST:
            left -= 1
            if left < 0 or sector >= len(self._fat):
                raise _broken("mục lục sai")
            self._place(sector)
            yield sector
            sector = int(self._fat[sector])

    def _read_entries(self, directory: int) -> Iterator[Entry]:
        count = 0
        for sector in self._chain(directory):
            place = self._place(sector)
            if place + self._sector > len(self._content):
                raise _broken("tệp bị cắt cụt")
            for at in range(place, place + self._sector, _ENTRY_BYTES):
                count += 1
                if count > _MAX_ENTRIES:
                    reason = f"tệp .doc có hơn {_MAX_ENTRIES} mục"
                    raise FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=reason)
                yield self._entry(at)

    def _entry(self, at: int) -> Entry:
        raw, length, kind, left, right, child, start, size = _ENTRY.unpack_from(self._content, at)
        name = raw[: max(0, min(length, len(raw)) - 2)].decode("utf-16-le", errors="replace")
        # Files of short sectors have sizes of 32 bits, and any bytes may stand above them.
        return Entry(name, kind, left, right, child, start, size & 0xFFFFFFFF)


def _broken(technical: str) -> FileRefused:
    return FileRefused(reason=f"cấu trúc tệp Office đời cũ sai ({technical})")
