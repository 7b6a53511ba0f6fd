"""Samples made once per test process, and small PDFs written by hand."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pytest

from service.pipeline import Produced, produce
from service.settings import load_settings

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
# What is read is tested here and not speed: a machine that does much else must not fail it.
PATIENCE_S = 110

Sampler = Callable[[str], Produced]
Drawer = Callable[..., bytes]


@pytest.fixture(scope="session")
def sample() -> Sampler:
    """Makes the paper of a sample, named by its path below `samples/` without ending; each once."""
    made: dict[str, Produced] = {}

    def produce_once(name: str) -> Produced:
        if name not in made:
            record = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
            made[name] = produce(record, load_settings().model_copy(update={"convert_timeout_s": PATIENCE_S}))
        return made[name]

    return produce_once


@pytest.fixture
def draw() -> Drawer:
    """Writes a PDF: one content stream for each page, with Times as /R, /B (bold) and /I (italic)."""

    def write(*contents: str, size: tuple[float, float] = (595.28, 841.89), rotate: int = 0) -> bytes:
        pdf = pikepdf.new()
        fonts = {
            f"/{key}": pdf.make_indirect(_font(f"/Times-{name}"))
            for key, name in {"R": "Roman", "B": "Bold", "I": "Italic"}.items()
        }
        for content in contents:
            page = pdf.add_blank_page(page_size=size)
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
            page.Contents = pdf.make_stream(content.encode("latin-1"))
            page.Rotate = rotate
        return saved(pdf)

    return write


def _font(name: str) -> pikepdf.Dictionary:
    encoding = pikepdf.Name.WinAnsiEncoding
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(name), Encoding=encoding
    )


def saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out, encryption=encryption or False)
    return out.getvalue()


def text(words: str, x: float, y: float, size: float = 14, font: str = "R") -> str:
    """The operators that set a line of text; `y` is the baseline from the lower edge, in points."""
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n"


def stroke(x0: float, x1: float, y: float, more: str = "") -> str:
    """The operators that draw a level line."""
    return f"q 0.75 w {more} {x0} {y} m {x1} {y} l S Q\n"


def body(lines: Mapping[float, str] | None = None) -> str:
    """Running text of four paragraphs with first lines indented, each of two lines; more lines by their baseline."""
    words = "thong tin va truyen thong cua xa phai duoc bao dam day du, kip thoi va dung quy"
    out = []
    for number in range(4):
        y = 700 - 42 * number
        out.append(f"BT /R 14 Tf 0.2 Tw 1 0 0 1 121 {y} Tm (Mot hai {words[8:]}) Tj ET\n")
        out.append(text("dinh cua phap luat.", 85, y - 18))
    return "".join(out) + "".join(text(line, 85, y) for y, line in (lines or {}).items())
