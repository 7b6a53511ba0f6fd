"""The vocabulary of WordprocessingML and its values: names, on/off, lengths. Faulty values count as not given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 the prefix everybody knows
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

VAL = f"{W}val"

TWIPS_PER_POINT = 20.0
TWIPS_PER_MM = 1440 / 25.4
POINTS_PER_MM = 72 / 25.4
EMU_PER_MM = 36000.0
EMU_PER_POINT = 12700.0
EIGHTHS_PER_POINT = 8.0

_RGB = re.compile("[0-9A-Fa-f]{6}")
# VML shortens "false".
_OFF = frozenset({"0", "false", "off", "none", "f"})
# A length may carry a unit of its own: strict OOXML and VML write so. Points to the unit.
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0, "px": 0.75}
# Elements that only wrap what they hold; what is moved or inserted is shown.
WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "dir", "bdo")
)
# What Choice of an alternative we understand, by the prefixes it requires.
_KNOWN = frozenset({"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "w16cex"})


def val(element: Element | None) -> str:
    """The `w:val` of an element, "" where there is none."""
    return "" if element is None else element.get(VAL, "")


def is_on(element: Element | None) -> bool:
    """The truth of an on/off element: absent is off, present without a value is on."""
    return element is not None and element.get(VAL, "1").lower() not in _OFF


def is_true(value: str | None) -> bool:
    """The truth of an on/off attribute; absent is off."""
    return value is not None and value.lower() not in _OFF and value != ""


def number(text: str | None) -> float | None:
    """A plain number."""
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


def rgb(text: str | None) -> str | None:
    """A colour as RRGGBB; None where the file names none, or writes anything else."""
    return text.upper() if text and _RGB.fullmatch(text) else None


def whole(text: str | None) -> int | None:
    """A whole number."""
    found = number(text)
    # Neither infinity nor nonsense becomes a number of pages or columns.
    return int(found) if found is not None and abs(found) < 1e9 else None


def points(text: str | None, per_point: float = TWIPS_PER_POINT) -> float | None:
    """A length in points; a bare number counts `per_point` to the point."""
    if text is None:
        return None
    unit = _UNITS.get(text[-2:].lower())
    found = number(text[:-2] if unit else text)
    if found is None or abs(found) > 1e9:
        return None
    return found * unit if unit else found / per_point


def mm(text: str | None) -> float | None:
    """A length in millimetres, given in twips or with a unit."""
    found = points(text)
    return None if found is None else found / POINTS_PER_MM


def children(node: Element) -> Iterator[Element]:
    """The children as they stand on paper: wrappers opened, one of each alternative, nothing that was deleted."""
    for child in node:
        tag = child.tag
        if tag in WRAPPERS:
            yield from children(child)
        elif tag == f"{MC}AlternateContent":
            chosen = alternative(child)
            if chosen is not None:
                yield from children(chosen)
        elif isinstance(tag, str):
            yield child


def alternative(node: Element) -> Element | None:
    """The one branch of `mc:AlternateContent` that is shown: the first we understand, else the fallback."""
    choices = node.findall(f"{MC}Choice")
    known = (one for one in choices if _KNOWN.issuperset(one.get("Requires", "").split()))
    fallback = node.find(f"{MC}Fallback")
    return next(known, fallback if fallback is not None else next(iter(choices), None))
