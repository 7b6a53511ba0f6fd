"""What a font of a PDF is called and looks like: the family as people write it, weight, slant, embedding."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from service.the_thuc.pdf.programs import ProgramLook, own_look

# Bits of the font descriptor's flags (ISO 32000-1, table 123).
ITALIC_FLAG = 1 << 6
FORCE_BOLD_FLAG = 1 << 18
NAME_BYTES = 256
# A font program of a paper has some hundred kilobytes; what is larger is not looked into.
MAX_PROGRAM = 32 * 2**20

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


# Names that makers give who do not know the font: of printers' drivers, of Acrobat and Ghostscript for a nameless one.
_NAMELESS = re.compile(r"(?:CIDFont\+?)?[A-Z]{0,2}\d+(?:_\d+)?|Font\d*|MSTT\w+|", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FontFacts:
    """`name` is the base name without the tag of a subset, `family` what `Letters.font` shows, "" where none is told.

    `told`: weight and slant are known; else neither the name nor the font program says them.
    """

    name: str
    family: str
    bold: bool
    italic: bool
    embedded: bool
    told: bool = True


def font_facts(font: object) -> FontFacts:
    """Everything that is asked of a font of PDFium, once.

    The weight that PDFium derives from the stems is not asked for: makers put any number there, and Ghostscript one
    that grows with the widest letter, so that plain text is heavier than bold.
    """
    buffer = ctypes.create_string_buffer(NAME_BYTES)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, NAME_BYTES)
    name = _SUBSET.sub("", buffer.value.decode("utf-8", errors="replace"))
    flags = pdfium.FPDFFont_GetFlags(font)
    angle = ctypes.c_int()
    pdfium.FPDFFont_GetItalicAngle(font, angle)
    # What is said of a font that its name does not tell, its program may tell.
    program = own_look(_program(font)) if _NAMELESS.fullmatch(name) else ProgramLook(name)
    called = program.name or ""
    return FontFacts(
        name=name,
        family=family_of(called),
        bold=bool(_BOLD.search(called)) or bool(program.bold) or bool(flags & FORCE_BOLD_FLAG),
        italic=bool(_ITALIC.search(called)) or bool(program.italic) or bool(flags & ITALIC_FLAG and angle.value),
        embedded=pdfium.FPDFFont_GetIsEmbedded(font) == 1,
        told=bool(called) or program.bold is not None,
    )


def _program(font: object) -> bytes:
    """The font program in the file; PDFium hands out one of its own where there is none."""
    if pdfium.FPDFFont_GetIsEmbedded(font) != 1:
        return b""
    length = ctypes.c_size_t()
    if not pdfium.FPDFFont_GetFontData(font, None, 0, length) or not 0 < length.value <= MAX_PROGRAM:
        return b""
    data = (ctypes.c_uint8 * length.value)()
    return bytes(data) if pdfium.FPDFFont_GetFontData(font, data, length.value, length) else b""


def family_of(name: str) -> str:
    """The family of a base name, as people write it: `TimesNewRomanPS-BoldMT` is Times New Roman."""
    base = _SUBSET.sub("", name)
    stem = _STYLE.sub("", base).strip(" -,") or base
    spellings = (base, stem, _POSTSCRIPT_TAIL.sub("", stem))
    known = (_FAMILIES.get(spelling.replace(" ", "").replace("-", "").lower()) for spelling in spellings)
    return next((family for family in known if family), stem)
