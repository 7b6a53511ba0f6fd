"""Seconds by what was measured, and what is told of them; what every PDF must say."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable
from statistics import median
from typing import TypeVar

import pypdfium2

from service.pdfium import PDFIUM_LOCK
from tests.bench.papers import Sheet

T = TypeVar("T")


class Times:
    """Seconds by what was measured."""

    def __init__(self) -> None:
        self.of: dict[str, list[float]] = defaultdict(list)

    def take(self, name: str, work: Callable[[], T]) -> T:
        """Does the work and notes how long it took."""
        begun = time.perf_counter()
        result = work()
        self.of[name].append(time.perf_counter() - begun)
        return result

    def median(self, name: str) -> float | None:
        """The middle of the times; None where nothing was measured."""
        return median(self.of[name]) if self.of.get(name) else None

    def ratio(self, name: str, to: str) -> float | None:
        """How many times the middle of one is that of another."""
        over, under = self.median(name), self.median(to)
        return None if over is None or under is None else over / under

    def spread(self, name: str) -> float | None:
        """The time that nineteen of twenty stay below, as a multiple of the middle one."""
        ordered, middle = sorted(self.of.get(name, ())), self.median(name)
        if middle is None:
            return None
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] / middle


def require_text(pdf: bytes, sheet: Sheet) -> None:
    """Asserts that a PDF is of this record and of no other."""
    assert sheet.mark in text_of(pdf), f"{sheet.mark} is missing"


def require_docx_text(docx: bytes, sheet: Sheet) -> None:
    """Asserts that a DOCX is of this record and of no other."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        text = re.sub("<[^>]*>", "", package.read("word/document.xml").decode())
    assert sheet.mark in "".join(text.split()), f"{sheet.mark} is missing"


def text_of(pdf: bytes) -> str:
    """What a PDF says, without blanks."""
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        finally:
            document.close()
