"""What a font of a PDF is called and looks like: the family as people write it, weight, slant, embedding."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

import pypdfium2.raw as pdfium

# Bits of the font descriptor's flags (ISO 32000-1, table 123).
ITALIC_FLAG = 1 << 6
FORCE_BOLD_FLAG = 1 << 18
# PDFium derives the weight from the stems, which many makers guess; only what is clearly heavy counts.
HEAVY_WEIGHT = 700
NAME_BYTES = 256

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|-bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|-it\b", re.IGNORECASE)
_STYLE = re.compile(
    r"[-,]?(?:(?:semi|demi|extra|ultra)?-?bold|black|heavy|italic|oblique|regular|roman(?=$|-)|bd|it)+(?:mt)?$",
    re.IGNORECASE,
)
_POSTSCRIPT_TAIL = re.compile(r"(?:PS)?(?:MT)?$")
# Families whose PostScript name is not the name people write.
_FAMILIES = {
    "timesnewroman": "Times New Roman",
    "timesnewromanps": "Times New Roman",
    "timesnewromanpsmt": "Times New Roman",
    "times": "Times",
    "liberationserif": "Liberation Serif",
    "liberationsans": "Liberation Sans",
    "couriernew": "Courier New",
    "couriernewps": "Courier New",
    "couriernewpsmt": "Courier New",
    "arialmt": "Arial",
    "cambriamath": "Cambria Math",
    "segoeui": "Segoe UI",
    "dejavuserif": "DejaVu Serif",
    "dejavusans": "DejaVu Sans",
    "nimbusromno9l": "Nimbus Roman No9 L",
    "nimbusroman": "Nimbus Roman",
}


@dataclass(frozen=True, slots=True)
class FontFacts:
    """`name` is the base name without the tag of a subset, `family` what `Letters.font` shows."""

    name: str
    family: str
    bold: bool
    italic: bool
    embedded: bool


def font_facts(font: object) -> FontFacts:
    """Everything that is asked of a font of PDFium, once."""
    buffer = ctypes.create_string_buffer(NAME_BYTES)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, NAME_BYTES)
    name = _SUBSET.sub("", buffer.value.decode("utf-8", errors="replace"))
    flags = pdfium.FPDFFont_GetFlags(font)
    angle = ctypes.c_int()
    pdfium.FPDFFont_GetItalicAngle(font, angle)
    return FontFacts(
        name=name,
        family=family_of(name),
        bold=bool(_BOLD.search(name))
        or bool(flags & FORCE_BOLD_FLAG)
        or pdfium.FPDFFont_GetWeight(font) >= HEAVY_WEIGHT,
        italic=bool(_ITALIC.search(name)) or bool(flags & ITALIC_FLAG and angle.value),
        embedded=pdfium.FPDFFont_GetIsEmbedded(font) == 1,
    )


def family_of(name: str) -> str:
    """The family of a base name, as people write it: `TimesNewRomanPS-BoldMT` is Times New Roman."""
    base = _SUBSET.sub("", name)
    stem = _STYLE.sub("", base).strip(" -,") or base
    spellings = (base, stem, _POSTSCRIPT_TAIL.sub("", stem))
    known = (_FAMILIES.get(spelling.replace(" ", "").replace("-", "").lower()) for spelling in spellings)
    return next((family for family in known if family), stem)
