"""Says of a file that is neither Word nor PDF what it is, as far as its first bytes tell, and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from service.errors import ErrorCode, FileRefused

_HEAD = 4096
_EXPECTED = {".docx", ".doc", ".pdf"}


class Fix(StrEnum):
    """What the sender can do."""

    SAVE_AS = "Hãy mở bằng Word, chọn Save As, kiểu Word Document (.docx), rồi gửi tệp mới."
    OTHER_FILE = "Hãy chọn đúng tệp văn bản rồi gửi lại."
    UNPACK = "Hãy giải nén rồi gửi riêng tệp văn bản."
    SOURCE = "Hãy gửi tệp Word hoặc PDF gốc của văn bản; ảnh chụp hay bản quét không kiểm tra được."
    DANGER = "Đừng mở tệp này; hãy kiểm tra nguồn của nó và gửi đúng tệp văn bản."


# How files begin. More telling ones first.
_MAGIC: tuple[tuple[bytes, str, Fix], ...] = (
    (b"{\\rtf", "văn bản RTF (.rtf)", Fix.SAVE_AS),
    (b"\x89PNG", "ảnh PNG", Fix.SOURCE),
    (b"\xff\xd8\xff", "ảnh JPEG", Fix.SOURCE),
    (b"GIF8", "ảnh GIF", Fix.SOURCE),
    (b"II*\x00", "ảnh TIFF", Fix.SOURCE),
    (b"MM\x00*", "ảnh TIFF", Fix.SOURCE),
    (b"BM", "ảnh BMP", Fix.SOURCE),
    (b"RIFF", "ảnh hoặc đoạn phim, ghi âm", Fix.SOURCE),
    (b"MZ", "chương trình chạy được của Windows (.exe)", Fix.DANGER),
    (b"\x7fELF", "chương trình chạy được của Linux", Fix.DANGER),
    (b"#!", "kịch bản chạy lệnh", Fix.DANGER),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "lối tắt của Windows (.lnk)", Fix.DANGER),
    (b"Rar!", "tệp nén RAR", Fix.UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z", Fix.UNPACK),
    (b"\x1f\x8b", "tệp nén gzip", Fix.UNPACK),
    (b"PK\x05\x06", "tệp nén ZIP không chứa gì", Fix.UNPACK),
    (b"PK\x07\x08", "tệp nén ZIP nhiều phần", Fix.UNPACK),
    (b"%!PS", "tệp PostScript", Fix.OTHER_FILE),
)
# Words among the first of a text, in small letters.
_TEXTS: tuple[tuple[str, str, Fix], ...] = (
    ("mime-version:", "trang web MHTML", Fix.SAVE_AS),
    ("schemas.microsoft.com/office/word/2003", "văn bản Word 2003 dạng XML", Fix.SAVE_AS),
    ("schemas.microsoft.com/office/2006/xmlpackage", "văn bản Word dạng XML", Fix.SAVE_AS),
    ("urn:oasis:names:tc:opendocument", "văn bản OpenDocument dạng XML (.fodt)", Fix.SAVE_AS),
    ("<svg", "hình SVG", Fix.SOURCE),
    ("<!doctype html", "trang web HTML", Fix.SAVE_AS),
    ("<html", "trang web HTML", Fix.SAVE_AS),
    ("<?xml", "tệp XML", Fix.OTHER_FILE),
)
_PHOTOS = {b"heic", b"heix", b"mif1", b"avif"}


def unknown_file(content: bytes, name: str) -> FileRefused:
    """The refusal of a file by how it begins."""
    return refused_kind(*_recognise(content[:_HEAD]), name)


def refused_kind(what: str, fix: Fix, name: str) -> FileRefused:
    """The refusal of a file that is `what`; a name that says otherwise is told of."""
    ending = PurePath(name).suffix.lower()
    renamed = f", tên đã đổi thành {ending}" if ending in _EXPECTED else ""
    return FileRefused(ErrorCode.FILE_KIND_UNKNOWN, reason=what + renamed, fix=fix.value)


def _recognise(head: bytes) -> tuple[str, Fix]:
    for start, what, fix in _MAGIC:
        if head.startswith(start):
            return what, fix
    if head[4:8] == b"ftyp":
        return ("ảnh chụp của điện thoại", Fix.SOURCE) if head[8:12] in _PHOTOS else ("đoạn phim", Fix.OTHER_FILE)
    text = _as_text(head)
    if text is None:
        return "tệp không rõ loại", Fix.OTHER_FILE
    lowered = text.lower()
    for words, what, fix in _TEXTS:
        if words in lowered:
            return what, fix
    return "tệp chữ thường (.txt)", Fix.SAVE_AS


def _as_text(head: bytes) -> str | None:
    """What a file of text begins with; None for any other."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    # Old Vietnamese encodings have bytes of every value, but none of these.
    if b"\x00" in head:
        return None
    return head.decode("utf-8", errors="replace").lstrip("\ufeff")
