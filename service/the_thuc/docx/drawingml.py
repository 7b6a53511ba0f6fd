"""Reads DrawingML, what Word 2010 and later draws with: lines, boxes of text, groups of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.the_thuc.docx.layers import BLACK
from service.the_thuc.docx.shapes import COLOR_NAMES, DEFAULT_PEN_PT, THIN_PT, Drawn, Ground, Outline, Pen, aligned
from service.the_thuc.docx.theme import Theme
from service.the_thuc.docx.values import EMU_PER_MM, EMU_PER_POINT, WP, WPG, WPS, A, Element, W, is_true, number, rgb

_LINES = frozenset({"line", "straightConnector1", "lineInv"})
_GROUPS = frozenset({f"{WPG}wgp", f"{WPG}grpSp"})
_CANVAS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}wpc"
# The inner margin of a box that does not say.
_INSET_EMU = 91440.0
_QUARTERS = frozenset({5400000.0, 16200000.0})
_VERTICALLY_KNOWN = frozenset({"paragraph", "line"})


@dataclass(frozen=True, slots=True)
class _Scale:
    """How units within a group come to points, and where its upper left corner is in them."""

    x: float = 1 / EMU_PER_POINT
    y: float = 1 / EMU_PER_POINT
    left: float = 0.0
    top: float = 0.0


def read_drawing(drawing: Element, ground: Ground, theme: Theme) -> Iterator[Drawn]:
    """The lines and boxes of text of a `w:drawing`."""
    for holder in drawing:
        if holder.tag not in (f"{WP}anchor", f"{WP}inline"):
            continue
        outline = _place(holder, ground)
        for shape in holder.iterfind(f"{A}graphic/{A}graphicData/*"):
            if shape.tag == f"{WPS}wsp":
                yield from _shape(shape, outline, theme)
            elif shape.tag in _GROUPS or shape.tag == _CANVAS:
                yield from _group(shape, outline, theme)


def _place(holder: Element, ground: Ground) -> Outline:
    extent = holder.find(f"{WP}extent")
    width, height = _pair(extent, "cx", "cy")
    size = Outline(None, None, width / EMU_PER_POINT, height / EMU_PER_POINT, holder.tag == f"{WP}inline")
    if size.inline:
        return replace(size, left_mm=ground.inline_left(size.width_mm))
    if is_true(holder.get("simplePos")):
        return replace(size, left_mm=_pair(holder.find(f"{WP}simplePos"), "x", "y")[0] / EMU_PER_MM)
    return replace(size, left_mm=_left(holder, ground, size.width_mm), y_pt=_below(holder))


def _left(holder: Element, ground: Ground, width_mm: float) -> float | None:
    position, offset, place = _position(holder, "positionH")
    edges = ground.edges(position, stay_in_cell=is_true(holder.get("layoutInCell", "1")))
    if edges is None:
        return None
    if place:
        return aligned(edges, place, width_mm)
    return None if offset is None else edges.left + offset / EMU_PER_MM


def _below(holder: Element) -> float | None:
    position, offset, _place_word = _position(holder, "positionV")
    return offset / EMU_PER_POINT if offset is not None and position in _VERTICALLY_KNOWN else None


def _position(holder: Element, name: str) -> tuple[str, float | None, str]:
    """What a position is told from, its offset in EMU, its alignment; one told in percent has a plain fallback."""
    for position in holder.iter(f"{WP}{name}"):
        offset, place = position.find(f"{WP}posOffset"), position.find(f"{WP}align")
        if offset is not None or place is not None:
            found = None if offset is None else number(offset.text)
            return position.get("relativeFrom", ""), found, "" if place is None else (place.text or "").strip()
    return "", None, ""


def _group(group: Element, outline: Outline, theme: Theme) -> Iterator[Drawn]:
    transform = group.find(f"{WPG}grpSpPr/{A}xfrm")
    inner = None if transform is None else transform.find(f"{A}chExt")
    left, top = _pair(None if transform is None else transform.find(f"{A}chOff"), "x", "y")
    width, height = _pair(inner, "cx", "cy")
    scale = _Scale(
        outline.width_pt / width if width else 1 / EMU_PER_POINT,
        outline.height_pt / height if height else 1 / EMU_PER_POINT,
        left,
        top,
    )
    for child in group:
        if child.tag == f"{WPS}wsp":
            yield from _shape(child, _within(child.find(f"{WPS}spPr/{A}xfrm"), outline, scale), theme)
        elif child.tag in _GROUPS:
            yield from _group(child, _within(child.find(f"{WPG}grpSpPr/{A}xfrm"), outline, scale), theme)


def _within(transform: Element | None, group: Outline, scale: _Scale) -> Outline:
    """The outline of a member of a group."""
    x, y = _pair(None if transform is None else transform.find(f"{A}off"), "x", "y")
    width, height = _pair(None if transform is None else transform.find(f"{A}ext"), "cx", "cy")
    left, below = (x - scale.left) * scale.x, (y - scale.top) * scale.y
    return Outline(
        None if group.left_mm is None else group.left_mm + left * EMU_PER_POINT / EMU_PER_MM,
        None if group.y_pt is None else group.y_pt + below,
        width * scale.x,
        height * scale.y,
        group.inline,
    )


def _shape(shape: Element, outline: Outline, theme: Theme) -> Iterator[Drawn]:
    pen = _pen(shape, theme)
    content = shape.find(f"{WPS}txbx/{W}txbxContent")
    if content is not None:
        body = shape.find(f"{WPS}bodyPr")
        insets = [number(None if body is None else body.get(side)) for side in ("lIns", "rIns")]
        left, right = ((_INSET_EMU if inset is None else inset) / EMU_PER_POINT for inset in insets)
        yield outline.box(content, pen, (left, right))
        return
    geometry, transform = shape.find(f"{WPS}spPr/{A}prstGeom"), shape.find(f"{WPS}spPr/{A}xfrm")
    if transform is not None and number(transform.get("rot")) in _QUARTERS:
        outline = replace(outline, left_mm=None, width_pt=outline.height_pt, height_pt=outline.width_pt)
    is_line = geometry is not None and geometry.get("prst") in _LINES
    if is_line or 0 < outline.height_pt <= THIN_PT:
        line = outline.line(pen)
        if line is not None:
            yield line


def _pen(shape: Element, theme: Theme) -> Pen:
    """The outline of a shape: what it says itself, else what its style takes from the theme."""
    said, style = shape.find(f"{WPS}spPr/{A}ln"), shape.find(f"{WPS}style/{A}lnRef")
    has_style = style is not None and style.get("idx", "0") != "0"
    if said is None:
        return Pen(visible=has_style, color=_color(style, theme))
    fill = said.find(f"{A}solidFill")
    if said.find(f"{A}noFill") is not None or (fill is None and not has_style):
        return Pen(visible=False)
    width, dash = number(said.get("w")), said.find(f"{A}prstDash")
    return Pen(
        visible=True,
        thick_pt=DEFAULT_PEN_PT if width is None else width / EMU_PER_POINT,
        solid=(dash is None or dash.get("val", "solid") == "solid") and said.find(f"{A}custDash") is None,
        color=_color(style if fill is None else fill, theme),
    )


def _color(holder: Element | None, theme: Theme) -> str:
    """The colour in a fill, as RRGGBB; shades of it are not reckoned."""
    for color in () if holder is None else holder:
        if color.tag == f"{A}srgbClr":
            return rgb(color.get("val")) or BLACK
        if color.tag == f"{A}schemeClr":
            return theme.color(color.get("val", "")) or BLACK
        return rgb(color.get("lastClr")) or COLOR_NAMES.get(color.get("val", ""), BLACK)
    return BLACK


def _pair(element: Element | None, first: str, second: str) -> tuple[float, float]:
    if element is None:
        return 0.0, 0.0
    return number(element.get(first)) or 0.0, number(element.get(second)) or 0.0
