"""Pictures of a PDF's pages, for looking at in a browser."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2

# 110 dots per inch: small type can be read, a page of A4 stays near 100 kB.
SCALE = 110 / 72


@dataclass(frozen=True)
class Picture:
    """A page as PNG, its size in pixels."""

    png: bytes
    width: int
    height: int


def draw_pages(pdf: bytes) -> tuple[Picture, ...]:
    """A picture of every page. PDFium is not safe in threads: one call at a time."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_draw(document[index]) for index in range(len(document)))
    finally:
        document.close()


def _draw(page: pypdfium2.PdfPage) -> Picture:
    image = page.render(scale=SCALE, grayscale=True).to_pil()
    with io.BytesIO() as target:
        image.save(target, "PNG", optimize=True)
        return Picture(target.getvalue(), image.width, image.height)
