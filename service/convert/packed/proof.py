"""Proves by samples of a template that its papers come out of a pack as they come out alone; else says why not."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pypdfium2

from service.convert.packed.pack import pack
from service.convert.packed.read import NotPackable, Paper, read_leaf
from service.convert.packed.split import SplitFailed, opened_pack
from service.convert.soffice import Converter
from service.errors import ConversionError
from service.messages import describe
from service.pdfium import PDFIUM_LOCK

PROOF_DPI = 150
_POINTS_PER_INCH = 72
# Of a sample that is the only one of its frame: what comes behind it has to come out equal too.
_TIMES_ALONE = 3
MOST_REMEMBERED = 256
NOT_PROVED = "mẫu chưa được chứng minh là ghép ra giống từng bản"


@dataclass(frozen=True)
class Proof:
    """Which papers may be packed, by their frame (see `read.Leaf`), and what was refused and why, in Vietnamese."""

    frames: frozenset[str] = frozenset()
    refused: tuple[str, ...] = ()

    def why_not(self, frame: str) -> str:
        """Why a paper of this frame is not packed; "" where it may be."""
        if frame in self.frames:
            return ""
        return "; ".join((NOT_PROVED, *self.refused))


def prove(converter: Converter, samples: Sequence[Paper]) -> Proof:
    """Converts samples alone and packed, there and back so that each stands behind others, and compares every page.

    Text and pixels at 150 points to the inch are compared. A frame is proved when all its samples came out equal.
    """
    refused = []
    by_frame: dict[str, list[tuple[int, Paper]]] = {}
    for number, sample in enumerate(samples, start=1):
        try:
            frame = read_leaf(sample.docx).frame
        except NotPackable as reason:
            refused.append(f"bản mẫu {number} {reason}")
            continue
        by_frame.setdefault(frame, []).append((number, sample))
    frames = set()
    for frame, members in by_frame.items():
        why = _differs(converter, members)
        if why:
            refused.append(why)
        else:
            frames.add(frame)
    return Proof(frozenset(frames), tuple(refused))


class Proofs:
    """The proofs of templates, each made once. Safe in threads."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._known: OrderedDict[str, Proof] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, version: str, samples: Callable[[], Sequence[Paper]]) -> Proof:
        """The proof for a version of a template and of whatever else decides how its papers look.

        `samples` is asked for papers only where there is no proof yet.
        """
        with self._lock:
            if version not in self._known:
                self._known[version] = prove(self._converter, samples())
                if len(self._known) > MOST_REMEMBERED:
                    self._known.popitem(last=False)
            self._known.move_to_end(version)
            return self._known[version]


def _differs(converter: Converter, members: Sequence[tuple[int, Paper]]) -> str:
    """Where samples of one frame differ; "" where they do not."""
    rows = [*members, *reversed(members)] if len(members) > 1 else [members[0]] * _TIMES_ALONE
    try:
        alone = {number: _pages(converter.to_pdf(sample.docx, sample.meta)) for number, sample in members}
        packed = pack([read_leaf(sample.docx) for _, sample in rows])
        with opened_pack(converter.whole_of(packed.docx), packed.marks) as whole:
            for place, (number, sample) in enumerate(rows):
                if reason := _compare(alone[number], _pages(whole.paper(place, sample.meta))):
                    return f"bản mẫu {number} {reason}"
    except ConversionError as error:
        return f"bản mẫu hoặc bản ghép không chuyển được: {describe(error)}"
    except SplitFailed as error:
        return f"không tách được bản ghép ({error})"
    return ""


@dataclass(frozen=True)
class _Page:
    text: str
    size: tuple[int, int]
    pixels: str


def _compare(alone: Sequence[_Page], packed: Sequence[_Page]) -> str:
    if len(alone) != len(packed):
        return f"có {len(alone)} trang, khi ghép có {len(packed)} trang"
    for number, (one, other) in enumerate(zip(alone, packed, strict=True), start=1):
        if one.text != other.text:
            return f"khác chữ ở trang {number} khi ghép"
        if one != other:
            return f"khác hình ở trang {number} khi ghép"
    return ""


def _pages(pdf: bytes) -> list[_Page]:
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_page(document, index) for index in range(len(document))]
        finally:
            document.close()


def _page(document: pypdfium2.PdfDocument, index: int) -> _Page:
    page = document[index]
    text = page.get_textpage()
    try:
        bitmap = page.render(scale=PROOF_DPI / _POINTS_PER_INCH)
        try:
            return _Page(
                text.get_text_range(), (bitmap.width, bitmap.height), hashlib.sha256(bitmap.buffer).hexdigest()
            )
        finally:
            bitmap.close()
    finally:
        text.close()
        page.close()
