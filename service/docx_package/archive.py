"""Writes a package as a ZIP archive, the same bytes every time; what was pressed before is not pressed again."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

# The earliest time a ZIP member can carry: the bytes do not depend on when they were made.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"
# The parts that no two papers have alike: they are not worth remembering.
OF_ONE_PAPER = frozenset({"word/document.xml", "word/footnotes.xml", "docProps/core.xml"})
# A template has about ten parts that stay as they are, in a few variants: with an annex, without a contact.
MOST_KEPT = 64
# Offices with templates of their own share no memory worth speaking of; a picture in a header is pressed anew.
MOST_BYTES = 256 * 1024


@dataclass(frozen=True)
class _Pressed:
    content: bytes
    size: int
    checksum: int


class PackageArchive:
    """Writes packages that have most of their members in common. Safe in threads."""

    def __init__(self) -> None:
        self._kept: dict[bytes, _Pressed] = {}

    def write(self, members: Iterable[tuple[str, bytes]]) -> bytes:
        """A package of these members, their names without a slash before them."""
        target = io.BytesIO()
        with _Archive(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in sorted(members, key=lambda member: (member[0] != CONTENT_TYPES, member[0])):
                archive.add(name, _press(content) if name in OF_ONE_PAPER else self._pressed(content))
        return target.getvalue()

    def _pressed(self, content: bytes) -> _Pressed:
        known = self._kept.get(content)
        if known is None:
            known = _press(content)
            if len(content) <= MOST_BYTES:
                if len(self._kept) >= MOST_KEPT:
                    self._kept.clear()
                self._kept[content] = known
        return known


def _press(content: bytes) -> _Pressed:
    press = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _Pressed(press.compress(content) + press.flush(), len(content), zlib.crc32(content))


class _Archive(zipfile.ZipFile):
    """An archive that takes members as they are pressed already, which `zipfile` only does for its own."""

    fp: io.BytesIO
    start_dir: int
    _didModify: bool  # noqa: N815 - zipfile's own name

    def add(self, name: str, pressed: _Pressed) -> None:
        """Adds a member."""
        member = zipfile.ZipInfo(name, ZIP_EPOCH)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.external_attr = 0o600 << 16
        member.CRC, member.file_size, member.compress_size = pressed.checksum, pressed.size, len(pressed.content)
        member.header_offset = self.fp.tell()
        self.fp.write(member.FileHeader())
        self.fp.write(pressed.content)
        self.filelist.append(member)
        self.NameToInfo[member.filename] = member
        # The table of contents begins behind the last member, and is written when the archive is closed.
        self.start_dir = self.fp.tell()
        self._didModify = True
