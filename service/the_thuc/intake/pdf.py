"""Says whether a PDF is whole, open, and a paper to read.

Actions, scripts and attached files are let in and told of: nothing here runs a PDF's actions or opens what is attached,
PDFium is built without JavaScript and only parses. A portfolio and a form that a program must first build are refused,
since what their pages show is not the paper.
"""

from __future__ import annotations

import io
import re
import zlib

import pikepdf

from service.errors import ErrorCode, FileRefused
from service.the_thuc.intake.pdf_weight import check_filters, check_weight

PDF_START = b"%PDF-"
# Readers look for the beginning so far into a file, and for its end as near to the last byte.
HEADER_WITHIN = 1024

_VERSION = re.compile(rb"%PDF-[12]\.\d")
_END = b"%%EOF"
# What reading a broken PDF raises: the library's own errors, or a part that is not there or of another kind.
_BROKEN = (pikepdf.PdfError, RuntimeError, AttributeError, LookupError, TypeError, ValueError)
_HARMLESS_ACTIONS = {"/GoTo", "/Named"}
_STREAM = re.compile(rb"stream\r?\n")
# As far before a stream as its dictionary may begin.
_DICTIONARY_BYTES = 1024
_STRUCTURE = (b"/ObjStm", b"/XRef")
_STREAM_MB, _STREAMS_MB = 64, 256
_MAX_STREAMS = 20_000
# A tagged paper of 1000 pages has about half; finding them anew in a broken file takes a second for each 100 000.
_MAX_OBJECTS = 150_000
_PIECE = 2**16
_ZLIB_METHOD, _ZLIB_MODULUS = 8, 31


def check_pdf(content: bytes, max_pages: int) -> tuple[str, ...]:
    """Let a PDF pass; what the sender should know about it, as Vietnamese phrases.

    Raises:
        FileRefused: it is broken, cut off, locked, swells when unpacked or read, has too many pages, or is no paper.
    """
    if not _VERSION.match(content):
        raise FileRefused(reason="phần đầu tệp PDF không đúng")
    if _END not in content.rstrip(b"\x00\r\n\t ")[-HEADER_WITHIN:]:
        raise FileRefused(reason="tệp PDF bị cắt cụt")
    _check_streams(content)
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            _check_pages(document, max_pages)
            _check_paper(document)
            check_filters(document)
            check_weight(document)
            return tuple(_notes(document))
    except pikepdf.PasswordError as error:
        raise FileRefused(ErrorCode.FILE_ENCRYPTED, reason="tệp PDF có mật khẩu mở") from error
    except _BROKEN as error:
        raise FileRefused(reason="cấu trúc tệp PDF sai", technical=repr(error)) from error


def _check_streams(content: bytes) -> None:
    """What the libraries will unpack without bound, unpacked here with one; the points of pictures stay as they are."""
    if content.count(b"obj") - content.count(b"endobj") > _MAX_OBJECTS:
        raise FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=f"tệp PDF có hơn {_MAX_OBJECTS} đối tượng")
    left, streams = _STREAMS_MB * 2**20, 0
    for found in _STREAM.finditer(content):
        start = found.end()
        if not _is_deflated(content[start : start + 2]):
            continue
        told = content[max(0, found.start() - _DICTIONARY_BYTES) : found.start()].rpartition(b" obj")[2]
        if b"/Image" in told and not any(name in told for name in _STRUCTURE):
            continue
        streams += 1
        if streams > _MAX_STREAMS:
            raise FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=f"tệp PDF có hơn {_MAX_STREAMS} luồng dữ liệu")
        left -= _inflated(content, start, min(left, _STREAM_MB * 2**20))


def _is_deflated(start: bytes) -> bool:
    return len(start) == 2 and start[0] & 0xF == _ZLIB_METHOD and int.from_bytes(start, "big") % _ZLIB_MODULUS == 0


def _inflated(content: bytes, start: int, allowed: int) -> int:
    """How much a stream inflates to; a broken one is for those to judge who read it."""
    inflater, size = zlib.decompressobj(), 0
    try:
        while start < len(content) and not inflater.eof:
            piece = content[start : start + _PIECE]
            start += len(piece)
            while piece and not inflater.eof:
                size += len(inflater.decompress(piece, _PIECE * 16))
                if size > allowed:
                    raise FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason="tệp PDF giải nén ra quá lớn")
                piece = inflater.unconsumed_tail
    except zlib.error:
        pass
    return size


def _check_pages(document: pikepdf.Pdf, max_pages: int) -> None:
    # Programs go by either: the number that is told, or the pages that are there.
    told = document.Root.Pages.get("/Count", 0)
    pages = max(int(told), len(document.pages))
    if len(document.pages) == 0:
        raise FileRefused(reason="tệp PDF không có trang nào")
    if pages > max_pages:
        raise FileRefused(ErrorCode.FILE_TOO_MANY_PAGES, pages=pages, limit=max_pages)


def _check_paper(document: pikepdf.Pdf) -> None:
    if "/Collection" in document.Root:
        raise FileRefused(ErrorCode.FILE_NOT_A_PAPER, reason="đây là một tập hợp nhiều tệp (PDF Portfolio)")
    if bool(document.Root.get("/NeedsRendering", False)):
        raise FileRefused(ErrorCode.FILE_NOT_A_PAPER, reason="đây là biểu mẫu XFA, trang chỉ hiện khi chạy Acrobat")


def _notes(document: pikepdf.Pdf) -> list[str]:
    root = document.Root
    names = root.get("/Names", pikepdf.Dictionary())
    notes = []
    if "/JavaScript" in names or "/AA" in root or _acts(root.get("/OpenAction")):
        notes.append("tệp PDF có lệnh tự chạy khi mở; khi kiểm tra không lệnh nào được chạy")
    if "/EmbeddedFiles" in names:
        notes.append("tệp PDF có tệp đính kèm; chỉ văn bản hiện trên trang được kiểm tra")
    if document.is_encrypted:
        notes.append("tệp PDF đặt hạn chế quyền in hoặc sửa; việc kiểm tra không cần các quyền ấy")
    return notes


def _acts(action: object) -> bool:
    """Whether something is done at opening other than going to a page."""
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "/GoTo")) not in _HARMLESS_ACTIONS
