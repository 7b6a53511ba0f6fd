"""What is said of a PDF: by itself, by us once it is read, and why it must not be handed out. Needs no library."""

from __future__ import annotations

from dataclasses import dataclass

from service.errors import ConversionFailed, ErrorCode


class TextDiffers(ConversionFailed):
    """A PDF does not say what its DOCX says."""


@dataclass(frozen=True)
class PdfMeta:
    """What a PDF tells about itself: its title, the issuing body as its author, its subject, its language."""

    title: str
    author: str
    subject: str
    language: str = "vi-VN"


@dataclass(frozen=True)
class PdfFacts:
    """What was found in a sound PDF; `fonts` are the embedded fonts' names, without the subset's prefix."""

    pages: int
    fonts: tuple[str, ...]
    title: str
    language: str


def unsound(reason: str, technical: str = "") -> ConversionFailed:
    """The error for a PDF that was made but must not be handed out."""
    return ConversionFailed(ErrorCode.CONVERSION_UNSOUND, reason=reason, technical=technical)
