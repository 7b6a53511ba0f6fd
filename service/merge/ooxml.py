"""Builds WordprocessingML elements: one short function per thing, lengths in millimetres and points.

The only place that knows twips, eighths of a point and half points.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from docx.oxml.ns import nsmap, qn
from lxml import etree

Element = etree._Element

TWIPS_PER_POINT = 20
TWIPS_PER_MM = 1440 / 25.4
_MAIN = {"w": nsmap["w"]}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def twips_mm(length_mm: float) -> str:
    """Millimetres as twips, the unit of most lengths in WordprocessingML."""
    return str(round(length_mm * TWIPS_PER_MM))


def twips_pt(length_pt: float) -> str:
    """Points as twips."""
    return str(round(length_pt * TWIPS_PER_POINT))


def half_points(size_pt: float) -> str:
    """A type size as half points."""
    return str(round(size_pt * 2))


def eighths(width_pt: float) -> str:
    """A line's thickness as eighths of a point."""
    return str(max(2, round(width_pt * 8)))


def w(tag: str, *children: Element | None, text: str | None = None, **attributes: str) -> Element:
    """An element of the main namespace with its attributes in it; absent children (None) are left out."""
    named = {_main(name.rstrip("_")): value for name, value in attributes.items()}
    element = etree.Element(_main(tag), named, nsmap=_MAIN)
    if text is not None:
        element.text = text
        element.set(XML_SPACE, "preserve")
    for child in children:
        if child is not None:
            element.append(child)
    return element


@cache
def _main(name: str) -> str:
    """A name of the main namespace as lxml writes it."""
    return qn(f"w:{name}")


def text_run(text: str, *, bold: bool | None = None, italic: bool | None = None, underline: bool = False) -> Element:
    """A run of text; None leaves weight or slant to the style."""
    return w("r", run_properties(bold=bold, italic=italic, underline=underline), w("t", text=text))


def run_properties(*, bold: bool | None = None, italic: bool | None = None, underline: bool = False) -> Element | None:
    """Weight, slant and underline of a run, or None when it only follows its style."""
    properties = [
        toggle("b", bold),
        toggle("bCs", bold),
        toggle("i", italic),
        toggle("iCs", italic),
        w("u", val="single") if underline else None,
    ]
    return w("rPr", *properties) if any(item is not None for item in properties) else None


def toggle(tag: str, value: bool | None) -> Element | None:
    """An on/off property; None means inherited."""
    if value is None:
        return None
    return w(tag) if value else w(tag, val="0")


def field_run(instruction: str, shown: str) -> list[Element]:
    """The runs of a field such as PAGE, with what it shows until it is computed."""
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w("instrText", text=f" {instruction} ")),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", w("t", text=shown)),
        w("r", w("fldChar", fldCharType="end")),
    ]


def paragraph(style: str, *runs: Element, properties: Iterable[Element] = ()) -> Element:
    """A paragraph of a named style; direct `properties` come in schema order."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *runs)


def set_indent(element: Element, left_mm: float, right_mm: float, *, hanging_mm: float = 0.0) -> None:
    """Puts indents into a paragraph's properties where the schema wants them; the first line hangs out to the left."""
    first = {"hanging": twips_mm(hanging_mm)} if hanging_mm else {"firstLine": "0"}
    _set_property(element, w("ind", left=twips_mm(left_mm), right=twips_mm(right_mm), **first), _AFTER_INDENT)


def set_spacing(element: Element, *, after_pt: float) -> None:
    """Sets the gap below a paragraph, leaving what else its own properties say of gaps."""
    found = element.find("{*}pPr/{*}spacing")
    spacing = w("spacing") if found is None else found
    spacing.set(qn("w:after"), twips_pt(after_pt))
    if found is None:
        _set_property(element, spacing, _AFTER_SPACING)


def keep_with_next(element: Element) -> None:
    """Keeps a paragraph on the page of what follows."""
    properties = element.find("{*}pPr")
    style = None if properties is None else properties.find("{*}pStyle")
    if style is not None and element.find("{*}pPr/{*}keepNext") is None:
        style.addnext(w("keepNext"))


def _set_property(element: Element, fresh: Element, later: tuple[str, ...]) -> None:
    """Puts a property in place of the one of its name, before those that the schema wants behind it."""
    properties = element.find("{*}pPr")
    if properties is None:
        properties = w("pPr")
        element.insert(0, properties)
    for old in properties.findall(fresh.tag):
        properties.remove(old)
    behind = [child for child in properties if child.tag in later]
    if behind:
        behind[0].addprevious(fresh)
    else:
        properties.append(fresh)


_AFTER_INDENT = tuple(qn(f"w:{tag}") for tag in ("contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"))
_AFTER_SPACING = (qn("w:ind"), *_AFTER_INDENT)


def border(tag: str, width_pt: float | None, *, space_pt: int = 0, color: str = "000000") -> Element:
    """One border line, so far from the text; None is no line."""
    if width_pt is None:
        return w(tag, val="nil")
    return w(tag, val="single", sz=eighths(width_pt), space=str(space_pt), color=color)


def cell(width_mm: float, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """A table cell of a fixed width; it must hold at least one paragraph."""
    return w("tc", w("tcPr", w("tcW", w=twips_mm(width_mm), type="dxa"), *properties), *content)


def row(*cells: Element, cant_split: bool = False, header: bool = False) -> Element:
    """A table row that may be kept whole and repeated at the head of each page."""
    properties = w("trPr", toggle("cantSplit", cant_split or None), toggle("tblHeader", header or None))
    return w("tr", properties if len(properties) else None, *cells)


def table(
    widths_mm: Iterable[float],
    *rows: Element,
    name: str,
    border_pt: float | None = None,
    padding_mm: tuple[float, float] = (0, 0),
) -> Element:
    """A table of fixed column widths as wide as their sum; `name` is its title for people and programs.

    `padding_mm` is the room inside the cells, at the sides and above and below.
    """
    widths = list(widths_mm)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    beside, above = padding_mm
    padding = {"top": above, "left": beside, "bottom": above, "right": beside}
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=twips_mm(sum(widths)), type="dxa"),
            w("jc", val="left"),
            w("tblInd", w="0", type="dxa"),
            w("tblBorders", *(border(side, border_pt) for side in sides)),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *(w(side, w=twips_mm(room), type="dxa") for side, room in padding.items())),
            w("tblCaption", val=name),
        ),
        w("tblGrid", *(w("gridCol", w=twips_mm(width)) for width in widths)),
        *rows,
    )


def serialise(elements: Iterable[Element]) -> str:
    """Elements as XML text without declarations, to be set into a part."""
    return "".join(etree.tostring(element, encoding="unicode") for element in elements)
