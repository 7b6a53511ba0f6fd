"""Reckons what a PDF's pages swell to when read: forms may call each other, a few bytes may ask for billions.

PDFium reads a form anew at every call and cannot be stopped once it has begun, so the sums are done before it begins.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

import pikepdf

from service.errors import ErrorCode, FileRefused

# A page of dense drawing has some megabytes; what is beyond takes PDFium seconds and a gigabyte.
PAGE_MB, PAGES_MB = 16, 200
# Points of the pictures a page shows, each counted as often as it is shown; a sheet at 600 to the inch has 35 million.
PAGE_POINTS = 400_000_000
# What one stream may hold once unpacked, and one whose packing cannot be undone here piece by piece.
_STREAM_BYTES, _ODD_BYTES = 64 * 2**20, 64 * 2**10
# What a call costs besides what it calls.
_CALL_BYTES = 200
_MOST_CALLS_DEEP = 60

_BLANKS = rb"(?:[\s\x00]|%[^\r\n]*[\r\n])+"
_NAMED_CALL = re.compile(rb"/([^\s\x00/\[\]()<>{}%]*)" + _BLANKS + rb"Do(?![A-Za-z0-9])")
_CALL = re.compile(rb"(?<![A-Za-z0-9])Do(?![A-Za-z0-9])")
_OTHER_CALLS = ((re.compile(rb"(?<![A-Za-z0-9])(?:scn|SCN)(?![A-Za-z0-9])"), "/Pattern"),)
_STATE = re.compile(rb"(?<![A-Za-z0-9])gs(?![A-Za-z0-9])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FLATE = {"/FlateDecode", "/Fl"}
_SWELLING = _FLATE | {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_PICTURES = {"/DCTDecode", "/DCT", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode", "/JPXDecode"}
_ASCII = {"/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85"}

Weight = tuple[int, int]


def check_filters(document: pikepdf.Pdf) -> None:
    """Nothing is packed twice, and what hides its packing from who looks at the file's bytes is unpacked here.

    Raises:
        FileRefused: otherwise, or a stream unpacks to too much.
    """
    left = 4 * _STREAM_BYTES
    for one in document.objects:
        if not isinstance(one, pikepdf.Stream):
            continue
        filters = _filters(one)
        swelling = [name for name in filters if name in _SWELLING]
        if len(swelling) > 1 or (swelling and len(filters) > 1 and not set(filters) <= _SWELLING | _ASCII | _PICTURES):
            raise _too_much("có luồng dữ liệu nén nhiều lần")
        plain = filters[:1] and filters[0] in _FLATE and not document.is_encrypted
        if not swelling or plain or str(one.get("/Subtype")) == "/Image":
            continue
        left -= _unpacked(one.read_raw_bytes(), filters)
        if left < 0:
            raise _too_much("giải nén ra quá lớn")


def check_weight(document: pikepdf.Pdf) -> None:
    """The pages with all they call stay within what PDFium reads in seconds.

    Raises:
        FileRefused: otherwise.
    """
    scale = _Scale()
    left = PAGES_MB * 2**20
    for page in document.pages:
        size, points = scale.page(page)
        left -= size
        if size > PAGE_MB * 2**20 or left < 0:
            raise _too_much("có trang vẽ quá nhiều chi tiết")
        if points > PAGE_POINTS:
            raise _too_much("có trang chứa hình quá lớn")


class _Scale:
    """Weighs streams, each once: the bytes of instructions and the points of pictures they come to."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Weight] = {}
        self._open: set[tuple[int, int]] = set()

    def page(self, page: pikepdf.Page) -> Weight:
        resources = page.obj.get("/Resources") or _inherited(page.obj)
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        content = b"\n".join(_content(one) for one in streams if isinstance(one, pikepdf.Stream))
        size, points = self._content(content, resources, 0)
        for look in _looks(page.obj):
            more, shown = self._object(look, resources, 1)
            size, points = size + more, points + shown
        return size, points

    def _object(self, called: pikepdf.Object, around: pikepdf.Object | None, depth: int) -> Weight:
        """What one call of a form, a picture or a pattern comes to."""
        if not isinstance(called, pikepdf.Stream):
            return _CALL_BYTES, 0
        if str(called.get("/Subtype")) == "/Image":
            return _CALL_BYTES, max(_whole(called.get("/Width")), 1) * max(_whole(called.get("/Height")), 1)
        key = called.objgen
        # One that calls itself is read once; PDFium sees the circle too.
        if key in self._open or depth > _MOST_CALLS_DEEP:
            return _CALL_BYTES, 0
        if key not in self._known:
            self._open.add(key)
            size, points = self._content(_content(called), called.get("/Resources") or around, depth)
            self._open.discard(key)
            self._known[key] = (size + _CALL_BYTES, points)
        return self._known[key]

    def _content(self, content: bytes, resources: pikepdf.Object | None, depth: int) -> Weight:
        size, points = len(content), 0
        for called, times in self._calls(content, resources):
            more, shown = self._object(called, resources, depth + 1)
            size, points = size + times * more, points + times * shown
        return size, points

    def _calls(self, content: bytes, resources: pikepdf.Object | None) -> Iterator[tuple[pikepdf.Object, int]]:
        """What instructions call, and how often; a call that does not tell counts for each that it may mean."""
        objects = _entries(resources, "/XObject") if b"Do" in content else {}
        named: dict[str, int] = {}
        for found in _NAMED_CALL.finditer(content) if objects else ():
            raw = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), found[1])
            name = "/" + raw.decode("utf-8", errors="surrogateescape")
            named[name] = named.get(name, 0) + 1
        unnamed = len(_CALL.findall(content)) - sum(named.values()) if objects else 0
        for name, called in objects.items():
            if times := named.get(name, 0) + max(unnamed, 0):
                yield called, times
        for calls, kind in _OTHER_CALLS:
            if entries := _entries(resources, kind):
                times = len(calls.findall(content))
                yield from ((called, times) for called in entries.values() if times)
        states = _entries(resources, "/ExtGState")
        if states and (times := len(_STATE.findall(content))):
            for state in states.values():
                mask = state.get("/SMask") if isinstance(state, pikepdf.Dictionary) else None
                group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
                if group is not None:
                    yield group, times


def _entries(resources: pikepdf.Object | None, kind: str) -> dict[str, pikepdf.Object]:
    found = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    return dict(found.items()) if isinstance(found, pikepdf.Dictionary) else {}


def _inherited(page: pikepdf.Object) -> pikepdf.Object | None:
    node, steps = page.get("/Parent"), 0
    while isinstance(node, pikepdf.Dictionary) and steps < _MOST_CALLS_DEEP:
        if (found := node.get("/Resources")) is not None:
            return found
        node, steps = node.get("/Parent"), steps + 1
    return None


def _looks(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """What the remarks and fields of a page are drawn with."""
    remarks = page.get("/Annots")
    for remark in remarks if isinstance(remarks, pikepdf.Array) else ():
        looks = remark.get("/AP") if isinstance(remark, pikepdf.Dictionary) else None
        normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
        if isinstance(normal, pikepdf.Stream):
            yield normal
        elif isinstance(normal, pikepdf.Dictionary):
            yield from normal.values()


def _content(stream: pikepdf.Stream) -> bytes:
    """The instructions of a stream; none where they cannot be read, as PDFium then finds none either."""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def _filters(stream: pikepdf.Stream) -> list[str]:
    said = stream.get("/Filter")
    if isinstance(said, pikepdf.Array):
        return [str(name) for name in said]
    return [] if said is None else [str(said)]


def _unpacked(raw: bytes, filters: list[str]) -> int:
    """How much a stream unpacks to; one that cannot be told may be short only."""
    for name in filters:
        try:
            if name in ("/ASCII85Decode", "/A85"):
                raw = base64.a85decode(raw.partition(b"~>")[0].removeprefix(b"<~"))
            elif name in ("/ASCIIHexDecode", "/AHx"):
                raw = bytes.fromhex(raw.partition(b">")[0].decode("ascii"))
            elif name in _FLATE:
                inflater = zlib.decompressobj()
                size = len(inflater.decompress(raw, _STREAM_BYTES + 1))
                if size > _STREAM_BYTES:
                    raise _too_much("giải nén ra quá lớn")
                return size
            elif len(raw) > _ODD_BYTES:
                raise _too_much("nén theo kiểu cũ và quá lớn")
            else:
                return 0
        except (ValueError, zlib.error):
            if len(raw) > _ODD_BYTES:
                raise _too_much("có luồng dữ liệu không đọc được") from None
            return 0
    return len(raw)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _too_much(reason: str) -> FileRefused:
    return FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=f"tệp PDF {reason}")
