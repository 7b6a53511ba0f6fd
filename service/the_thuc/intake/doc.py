"""Says whether an OLE compound file is a Word document of the old kind (.doc), open and without programs in it."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from service.docx_package.fields import REACHING_REASON, REACHING_WORDS
from service.errors import ErrorCode, FileRefused
from service.the_thuc.intake.compound import CompoundFile
from service.the_thuc.intake.unknown import Fix, refused_kind

_WORD = "WordDocument"
_ENCRYPTED_PACKAGE = "EncryptedPackage"
# Names of storages and streams in which Office keeps programs.
_MACROS = {"macros", "vba", "_vba_project", "_vba_project_cur"}
_OBJECTS = "ObjectPool"
_OTHERS: Mapping[str, tuple[str, Fix]] = {
    "Workbook": ("bảng tính Excel đời cũ (.xls)", Fix.OTHER_FILE),
    "Book": ("bảng tính Excel đời cũ (.xls)", Fix.OTHER_FILE),
    "PowerPoint Document": ("bản trình chiếu PowerPoint đời cũ (.ppt)", Fix.OTHER_FILE),
    "VisioDocument": ("bản vẽ Visio", Fix.OTHER_FILE),
    "__properties_version1.0": ("thư Outlook (.msg)", Fix.OTHER_FILE),
}
# The beginning of a document's stream (MS-DOC, FibBase): what made it, and its flags.
_FIB = struct.Struct("<H8xH")
_WORD_97, _WORD_95 = 0xA5EC, 0xA5DC
_ENCRYPTED_FLAG = 0x0100
# In the old format a field begins with this character; its text is one byte or two bytes a character.
_FIELD_WORDS = sorted((REACHING_WORDS | {"INCLUDETEXT", "INCLUDEPICTURE", "DDEAUTO"}) - {"MACROBUTTON"})


def check_doc(content: bytes, name: str) -> None:
    """Let a .doc pass.

    Raises:
        FileRefused: it is another Office file, has a password, macros or embedded objects, or its fields reach out.
    """
    file = CompoundFile(content)
    top = {entry.name: entry for entry in file.children(file.entries[0])}
    if _ENCRYPTED_PACKAGE in top:
        raise FileRefused(ErrorCode.FILE_ENCRYPTED, reason="tệp Office có mật khẩu mở")
    if _WORD not in top:
        known = next((what for inner, what in _OTHERS.items() if inner in top), None)
        raise refused_kind(*(known or ("tệp Office đời cũ, không phải văn bản Word", Fix.OTHER_FILE)), name)
    _check_start(file.beginning(top[_WORD], _FIB.size))
    if any(entry.name.lower() in _MACROS for entry in file.entries if entry.kind):
        raise FileRefused(ErrorCode.FILE_HAS_MACROS, reason="có macro")
    # Word keeps the storage itself in papers that never held an object.
    pools = (entry for entry in file.entries if entry.name == _OBJECTS and entry.is_storage)
    if any(any(file.children(pool)) for pool in pools):
        raise FileRefused(ErrorCode.FILE_HAS_EMBEDDED, reason="có đối tượng OLE nhúng")
    if _reaching_fields().search(content):
        raise FileRefused(ErrorCode.FILE_REACHES_OUT, reason=REACHING_REASON)


def _check_start(start: bytes) -> None:
    if len(start) < _FIB.size:
        raise FileRefused(reason="phần văn bản của tệp .doc bị cắt cụt")
    made_by, flags = _FIB.unpack(start)
    if made_by not in (_WORD_97, _WORD_95):
        raise FileRefused(reason="phần văn bản của tệp .doc không phải của Word")
    if flags & _ENCRYPTED_FLAG:
        raise FileRefused(ErrorCode.FILE_ENCRYPTED, reason="tệp .doc có mật khẩu mở")


def _reaching_fields() -> re.Pattern[bytes]:
    """Finds a field of such a name in the bytes of a .doc."""
    one = b"|".join(word.encode() for word in _FIELD_WORDS)
    two = b"|".join(re.escape(word.encode("utf-16-le")) for word in _FIELD_WORDS)
    # Letters of both sizes within, but not in the first character, by which the search finds its places at once.
    return re.compile(rb"\x13(?i:[ \t]*(?:" + one + rb")[ \t\\\"]|\x00(?:[ \t]\x00)*(?:" + two + rb")[ \t\\\"]\x00)")
