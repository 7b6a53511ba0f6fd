"""The parts of a package, inflated and counted while inflating: the sizes a package tells of itself may be false."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from service.errors import ErrorCode, FileRefused

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XML = frozenset({".xml", ".rels"})
ZIP_START = b"PK\x03\x04"
# A file of the old kind; Word puts a document with a password in one too.
COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Before every entry of a package's list of members; counting these takes no time, reading a false list may.
_ENTRY_START = b"PK\x01\x02"
# What programs for documents write; the others can inflate without bound between two looks at the count.
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED_FLAG = 0x1
# A part of XML may always inflate to this much; only above it does its ratio say anything.
_RATIO_FREE_BYTES = 4 * 2**20
# How many letters of a name or an address in the file a refusal repeats.
QUOTED = 80


@dataclass(frozen=True)
class Bounds:
    """What a package may hold: members, megabytes unpacked in all and of one XML part, elements and attributes in all.

    `xml_ratio` is how many times its packed size a part of XML may inflate to: tables of equal rows reach about 100.
    """

    members: int = 1000
    unpacked_mb: int = 200
    xml_part_mb: int = 50
    xml_elements: int = 2_000_000
    xml_ratio: int = 400


def suffix(part: str) -> str:
    """The suffix of a part's name in small letters."""
    # A leading dot, as in "_rels/.rels", is no suffix to pathlib.
    return PurePosixPath("x" + PurePosixPath(part).name).suffix.lower()


@contextmanager
def opened(docx: bytes, bounds: Bounds) -> Iterator[zipfile.ZipFile]:
    """The package, open; whatever turns out to be broken in it while it is read is the package's fault.

    Raises:
        FileRefused: no package, a broken one, or one of too many members.
    """
    if not docx:
        raise FileRefused(ErrorCode.FILE_EMPTY, reason="tệp rỗng")
    if docx.startswith(COMPOUND_START):
        raise FileRefused(ErrorCode.FILE_ENCRYPTED, reason="tệp có mật khẩu, hoặc là tệp Word kiểu cũ (.doc)")
    if not docx.startswith(ZIP_START):
        raise FileRefused(reason="tệp không phải gói DOCX")
    if docx.count(_ENTRY_START) > bounds.members:
        raise FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=f"gói có hơn {bounds.members} tệp con")
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            yield package
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise FileRefused(reason="gói DOCX hỏng, không giải nén được", technical=repr(error)) from error


def check_members(members: Sequence[zipfile.ZipInfo]) -> None:
    """Every name stays in the package and stands there once; nothing is encrypted, nothing is a macro by its name.

    Raises:
        FileRefused: otherwise.
    """
    seen = set()
    for member in members:
        part = member.filename
        if part.startswith("/") or "\\" in part or ":" in part or ".." in part.split("/"):
            raise FileRefused(ErrorCode.FILE_BAD_NAMES, reason=f"tên tệp con không hợp lệ: {part[:QUOTED]}")
        # Names differing in case only are one part to some readers and two to others.
        if part.lower() in seen:
            raise FileRefused(ErrorCode.FILE_BAD_NAMES, reason=f"tệp con trùng tên: {part[:QUOTED]}")
        seen.add(part.lower())
        check_open(member)
        if "vbaproject" in part.lower():
            raise FileRefused(ErrorCode.FILE_HAS_MACROS, reason="có macro")


def check_open(member: zipfile.ZipInfo) -> None:
    """A member can be read: it has no password and is packed as documents are.

    Raises:
        FileRefused: otherwise.
    """
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise FileRefused(ErrorCode.FILE_ENCRYPTED, reason="tệp có mật khẩu")
    if member.compress_type not in _COMPRESSIONS:
        raise FileRefused(reason="gói DOCX hỏng, không giải nén được")


def inflate(package: zipfile.ZipFile, bounds: Bounds) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the members; folders are left out.

    Raises:
        FileRefused: one is too large, or all are.
    """
    left = bounds.unpacked_mb * 2**20
    for member in package.infolist():
        if member.is_dir():
            continue
        allowed = left
        if suffix(member.filename) in XML:
            by_ratio = max(_RATIO_FREE_BYTES, bounds.xml_ratio * member.compress_size)
            allowed = min(left, bounds.xml_part_mb * 2**20, by_ratio)
        with package.open(member) as stream:
            content = stream.read(allowed + 1)
        if len(content) > allowed:
            reason = f"tệp con {member.filename[:QUOTED]} giải nén ra quá lớn"
            raise FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=reason)
        left -= len(content)
        yield member.filename, content


def main_parts(parts: Mapping[str, bytes]) -> set[str]:
    """The names the package's own relations give for its document; a sound one gives one.

    Raises:
        FileRefused: the package lacks what every package has.
    """
    for needed in (CONTENT_TYPES, ROOT_RELATIONS):
        require_part(parts, needed)
    return {
        relation.get("Target", "").lstrip("/")
        for relation in etree.fromstring(parts[ROOT_RELATIONS]).iter("{*}Relationship")
        if relation.get("Type", "").endswith("/officeDocument")
    }


def require_part(parts: Mapping[str, bytes], name: str) -> None:
    """A part is there.

    Raises:
        FileRefused: otherwise.
    """
    if name not in parts:
        raise FileRefused(reason=f"thiếu {name}")


def content_type(parts: Mapping[str, bytes], name: str) -> str:
    """What the package says a part is: by its name, else by its suffix; "" where it does not say."""
    types = etree.fromstring(parts[CONTENT_TYPES])
    for told in types.iter("{*}Override"):
        if told.get("PartName", "") == f"/{name}":
            return told.get("ContentType", "")
    for told in types.iter("{*}Default"):
        if f".{told.get('Extension', '')}".lower() == suffix(name):
            return told.get("ContentType", "")
    return ""
