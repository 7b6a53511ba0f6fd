"""What the theme of a DOCX adds: the fonts and colours that styles name by their part in it."""

from __future__ import annotations

from lxml import etree

from service.the_thuc.docx.values import A, Element, rgb

# What shapes and fonts call the theme's colours; Word maps text and background to them unless told otherwise.
_COLOR_NAMES = {
    "tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2",
    "text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2",
    "dark1": "dk1", "dark2": "dk2", "light1": "lt1", "light2": "lt2",
}  # fmt: skip
_OFFICE_COLORS = {"dk1": "000000", "lt1": "FFFFFF"}


class Theme:
    """The theme part of one DOCX, or none."""

    def __init__(self, part: Element | None) -> None:
        self._fonts: dict[str, str] = {}
        self._colors = dict(_OFFICE_COLORS)
        if part is None:
            return
        for group in ("major", "minor"):
            for script, suffixes in (("latin", ("HAnsi", "Ascii")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
                font = part.find(f"{A}themeElements/{A}fontScheme/{A}{group}Font/{A}{script}")
                if font is not None and font.get("typeface"):
                    self._fonts.update((group + suffix, font.get("typeface", "")) for suffix in suffixes)
        for slot in part.iterfind(f"{A}themeElements/{A}clrScheme/*"):
            for color in slot:
                value = rgb(color.get("lastClr") or color.get("val"))
                if value:
                    self._colors[etree.QName(slot).localname] = value

    def font(self, reference: str | None) -> str | None:
        """The font behind a reference such as minorHAnsi; None where the theme does not say."""
        return None if reference is None else self._fonts.get(reference)

    def color(self, name: str) -> str | None:
        """The colour behind a name such as accent1, as RRGGBB."""
        return self._colors.get(_COLOR_NAMES.get(name, name))
