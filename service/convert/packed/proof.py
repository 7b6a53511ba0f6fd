"""Proves by samples that the papers of a template come out of a pack as they come out alone; else says why not."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2

from service.convert.packed.pack import pack
from service.convert.packed.read import Paper, read_leaf
from service.convert.packed.split import SplitFailed, opened_pack
from service.convert.soffice import Converter
from service.errors import ConversionError
from service.messages import describe
from service.pdfium import PDFIUM_LOCK

PROOF_DPI = 150
_POINTS_PER_INCH = 72
# LibreOffice 7.4 ends some pages elsewhere when other papers stand around (it leaves a heading alone, or does not), and
# 25.2 numbers the pages of a paper that begins with a table on from the paper before. What has one page has neither.
MOST_PAGES = 1
BREAKS = "dài hơn một trang, khi ghép có thể ngắt trang khác đi"
# Of a sample that is the only one of its frame: what comes behind it has to come out equal too.
_TIMES_ALONE = 3
MOST_REMEMBERED = 256
# Enough for one page and several, with and without what some papers have.
SAMPLES = 4
NOT_PROVED = "mẫu chưa được chứng minh là ghép ra giống từng bản"


class Proofs:
    """Proves each frame (see `read.Leaf`) by the first papers of it, once. Safe in threads."""

    def __init__(self, converter: Converter, most_pages: int = MOST_PAGES) -> None:
        """`converter` makes the samples, alone and packed; papers of more than `most_pages` are not to be packed."""
        self.most_pages = most_pages
        self._converter = converter
        self._known: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def why_not(self, frame: str, papers: Sequence[Paper]) -> str:
        """Why papers of this frame are not packed, in Vietnamese; "" where they may be.

        The shortest and the longest of the papers and some between are the samples, unless the frame is known: they
        are converted alone and packed, there and back so that each stands behind others, and every page is compared,
        text and pixels at 150 points to the inch.
        """
        with self._lock:
            why = self._known.get(frame)
            if why is None:
                by_length = sorted(papers, key=lambda paper: len(paper.docx))
                last = len(by_length) - 1
                places = dict.fromkeys(round(last * step / (SAMPLES - 1)) for step in range(SAMPLES))
                samples = [by_length[place] for place in places]
                try:
                    why = _differs(self._converter, list(enumerate(samples, start=1)), self.most_pages)
                except ConversionError as error:
                    # The fault of these papers, or of this moment: by the next ones of the frame it is tried again.
                    return _not_converted(error)
                if why == BREAKS:
                    # Shorter papers of the frame may come.
                    return why
                why = self._known[frame] = f"{NOT_PROVED}; {why}" if why else ""
                if len(self._known) > MOST_REMEMBERED:
                    self._known.popitem(last=False)
            self._known.move_to_end(frame)
            return why


def _differs(converter: Converter, members: Sequence[tuple[int, Paper]], most_pages: int) -> str:
    """Where samples of one frame differ; "" where they do not.

    Raises:
        ConversionError: LibreOffice made no sound PDF of one of them, or none of the pack.
    """
    try:
        alone = {number: _pages(converter.to_pdf(sample.docx, sample.meta)) for number, sample in members}
        short = [(number, sample) for number, sample in members if len(alone[number]) <= most_pages]
        if not short:
            return BREAKS
        rows = [*short, *reversed(short)] if len(short) > 1 else short * _TIMES_ALONE
        packed = pack([read_leaf(sample.docx) for _, sample in rows])
        with opened_pack(converter.whole_of(packed.docx), packed.marks) as whole:
            for place, (number, sample) in enumerate(rows):
                if reason := _compare(alone[number], _pages(whole.paper(place, sample.meta))):
                    return f"bản mẫu {number} {reason}"
    except SplitFailed as error:
        return f"không tách được bản ghép ({error})"
    return ""


def _not_converted(error: ConversionError) -> str:
    return f"bản mẫu hoặc bản ghép không chuyển được: {describe(error)}"


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
