"""Opens a PDF and says why it cannot be read; geometry of its pages in millimetres from the upper left corner."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

import pypdfium2.raw as pdfium

from service.errors import ErrorCode, FileRefused
from service.pdfium import PDFIUM_LOCK

Cause = Literal["broken", "encrypted", "scan", "too_large"]

MM_PER_PT = 25.4 / 72
# A paper of the offices has a few pages; beyond this reading would hold up everybody who waits for PDFium.
MAX_PAGES = 500
INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")

# What each cause is to the sender: the code with the advice, and the phrase its wording asks for.
_REFUSALS: Mapping[Cause, tuple[ErrorCode, str]] = MappingProxyType(
    {
        "broken": (ErrorCode.FILE_BROKEN, "cấu trúc tệp PDF sai"),
        "encrypted": (ErrorCode.FILE_ENCRYPTED, "tệp PDF có mật khẩu mở"),
        "scan": (ErrorCode.FILE_SCANNED, "không có lớp chữ"),
        "too_large": (ErrorCode.FILE_TOO_COMPLEX, "trang PDF có quá nhiều chi tiết để đọc"),
    }
)


class PdfUnreadable(FileRefused):
    """The PDF cannot be measured: `cause` tells the kinds apart, each refused with a code of its own."""

    def __init__(self, cause: Cause, technical: str = "") -> None:
        self.cause = cause
        code, reason = _REFUSALS[cause]
        super().__init__(code, reason=reason, technical=technical)


class Matrix(NamedTuple):
    """An affine map of PDF: x' = a*x + c*y + e, y' = b*x + d*y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, outer: Matrix) -> Matrix:
        """This map followed by another."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A loaded page: the handles of PDFium, its size as shown, and the map from its user space to millimetres."""

    number: int
    page: object
    text: object
    width_mm: float
    height_mm: float
    to_mm: Matrix


class OpenDocument:
    """A document of PDFium; only `opened` makes one, and it is dead afterwards."""

    def __init__(self, handle: object) -> None:
        self._handle = handle
        self.page_count = int(pdfium.FPDF_GetPageCount(handle))

    @contextmanager
    def page(self, number: int) -> Iterator[OpenPage]:
        """A page, counted from 1, loaded while the block runs.

        Raises:
            PdfUnreadable: the page does not load.
        """
        page = pdfium.FPDF_LoadPage(self._handle, number - 1)
        if not page:
            raise PdfUnreadable("broken", f"page {number} does not load")
        text = pdfium.FPDFText_LoadPage(page)
        try:
            if not text:
                raise PdfUnreadable("broken", f"text of page {number} does not load")
            yield _measured(number, page, text)
        finally:
            if text:
                pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)

    def info(self) -> dict[str, str]:
        """What the document says about itself, without what is empty; keys in small letters."""
        found = {}
        for key in INFO:
            name = key.encode()
            length = pdfium.FPDF_GetMetaText(self._handle, name, None, 0)
            if length > 2:
                buffer = ctypes.create_string_buffer(length)
                pdfium.FPDF_GetMetaText(self._handle, name, buffer, length)
                if value := buffer.raw[: length - 2].decode("utf-16-le", errors="replace").strip():
                    found[key.lower()] = value
        return found


@contextmanager
def opened(pdf: bytes) -> Iterator[OpenDocument]:
    """The document while the block runs; PDFium is held as long.

    Raises:
        PdfUnreadable: broken, encrypted, without pages, or with more than `MAX_PAGES`.
    """
    with PDFIUM_LOCK:
        handle = pdfium.FPDF_LoadMemDocument64(pdf, len(pdf), None)
        if not handle:
            locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
            raise PdfUnreadable("encrypted" if locked else "broken", "the document does not load")
        try:
            document = OpenDocument(handle)
            if document.page_count < 1:
                raise PdfUnreadable("broken", "no pages")
            if document.page_count > MAX_PAGES:
                raise PdfUnreadable("too_large", f"{document.page_count} pages")
            yield document
        finally:
            pdfium.FPDF_CloseDocument(handle)


def _measured(number: int, page: object, text: object) -> OpenPage:
    shown = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, shown)
    left, bottom, right, top = shown.left, shown.bottom, shown.right, shown.top
    k = MM_PER_PT
    quarter_turns = pdfium.FPDFPage_GetRotation(page)
    maps = (
        Matrix(k, 0.0, 0.0, -k, -left * k, top * k),
        Matrix(0.0, k, k, 0.0, -bottom * k, -left * k),
        Matrix(-k, 0.0, 0.0, k, right * k, -bottom * k),
        Matrix(0.0, -k, -k, 0.0, top * k, right * k),
    )
    width, height = (right - left) * k, (top - bottom) * k
    if quarter_turns % 2:
        width, height = height, width
    return OpenPage(number, page, text, width, height, maps[quarter_turns % 4])
