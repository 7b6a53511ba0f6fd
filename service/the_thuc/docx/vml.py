"""Reads VML, what Word drew with before 2010 and still writes beside DrawingML: lines, boxes of text, groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from service.the_thuc.docx.layers import BLACK
from service.the_thuc.docx.shapes import COLOR_NAMES, DEFAULT_PEN_PT, Drawn, Edges, Ground, Outline, Pen, aligned
from service.the_thuc.docx.values import POINTS_PER_MM, Element, O, V, W, is_true, number, points, rgb

# A bare number in a style is a pixel.
_PIXELS_PER_POINT = 96 / 72
_INSET_PT = 7.2
_GROUP_UNITS = 1000.0
# The kinds of shape that are straight lines, by the name of their pattern.
_LINE_TYPES = ("_x0000_t20", "_x0000_t32")
_SHAPES = frozenset(f"{V}{name}" for name in ("shape", "line", "rect", "roundrect", "oval", "polyline"))
_RELATIVE = {"left-margin-area": "leftMargin", "right-margin-area": "rightMargin", "char": "character"}
# o:hrpct counts tenths of a percent.
_HR_WHOLE = 1000.0

Style = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Units:
    """How bare numbers come to points, and where counting begins: pixels on the sheet, units in a group."""

    x: float = 1 / _PIXELS_PER_POINT
    y: float = 1 / _PIXELS_PER_POINT
    left: float = 0.0
    top: float = 0.0


def read_vml(holder: Element, ground: Ground) -> Iterator[Drawn]:
    """The lines and boxes of text of a `w:pict` or `w:object`."""
    for shape in holder:
        if shape.tag in _SHAPES:
            yield from _shape(shape, _place(shape, ground), ground)
        elif shape.tag == f"{V}group":
            yield from _group(shape, _place(shape, ground), ground)


def _style(shape: Element) -> Style:
    pairs = (one.partition(":") for one in shape.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _ends(shape: Element, units: _Units) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of a `v:line`, in points; None where its style tells, as WPS writes it."""
    if shape.tag != f"{V}line" or (shape.get("from") is None and shape.get("to") is None):
        return None
    (x1, y1), (x2, y2) = (_point(shape.get(name, ""), units) for name in ("from", "to"))
    return min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2)


def _point(text: str, units: _Units) -> tuple[float, float]:
    x, _, y = text.partition(",")
    return _length(x, units.x, units.left), _length(y, units.y, units.top)


def _length(text: str, scale: float, start: float = 0.0) -> float:
    bare = number(text.strip())
    if bare is not None:
        return (bare - start) * scale
    return points(text.strip()) or 0.0


def _place(shape: Element, ground: Ground) -> Outline:
    """The outline of a shape that stands on the sheet itself."""
    style, units = _style(shape), _Units()
    ends = _ends(shape, units)
    if ends is None:
        left = _length(style.get("margin-left", style.get("left", "0")), units.x)
        top = _length(style.get("margin-top", style.get("top", "0")), units.y)
        width, height = _length(style.get("width", "0"), units.x), _length(style.get("height", "0"), units.y)
    else:
        left, top, width, height = ends
    inline = style.get("position", "static") not in ("absolute", "relative")
    size = Outline(None, None, width, height, inline)
    if inline:
        return replace(size, left_mm=ground.inline_left(size.width_mm))
    relative = style.get("mso-position-horizontal-relative", "text")
    stays = is_true(shape.get(f"{O}allowincell", "t"))
    edges = ground.edges(_RELATIVE.get(relative, relative), stay_in_cell=stays)
    if edges is not None:
        place = style.get("mso-position-horizontal", "absolute")
        told = edges.left + left / POINTS_PER_MM if place == "absolute" else aligned(edges, place, size.width_mm)
        size = replace(size, left_mm=told)
    by_text = style.get("mso-position-vertical-relative", "text") in ("text", "line")
    known = by_text and style.get("mso-position-vertical", "absolute") == "absolute"
    return replace(size, y_pt=top if known else None)


def _group(group: Element, outline: Outline, ground: Ground) -> Iterator[Drawn]:
    width, height = (number(one) or _GROUP_UNITS for one in _two(group.get("coordsize", ""), _GROUP_UNITS))
    left, top = (number(one) or 0.0 for one in _two(group.get("coordorigin", ""), 0.0))
    units = _Units(outline.width_pt / width, outline.height_pt / height, left, top)
    for shape in group:
        if shape.tag in _SHAPES:
            yield from _shape(shape, _within(shape, outline, units), ground)
        elif shape.tag == f"{V}group":
            yield from _group(shape, _within(shape, outline, units), ground)


def _two(text: str, default: float) -> tuple[str, str]:
    first, _, second = text.partition(",")
    return first or str(default), second or str(default)


def _within(shape: Element, group: Outline, units: _Units) -> Outline:
    """The outline of a member of a group."""
    style = _style(shape)
    ends = _ends(shape, units)
    if ends is None:
        left, top = (
            _length(style.get("left", "0"), units.x, units.left),
            _length(style.get("top", "0"), units.y, units.top),
        )
        width, height = _length(style.get("width", "0"), units.x), _length(style.get("height", "0"), units.y)
    else:
        left, top, width, height = ends
    return Outline(
        None if group.left_mm is None else group.left_mm + left / POINTS_PER_MM,
        None if group.y_pt is None else group.y_pt + top,
        width,
        height,
        group.inline,
    )


def _shape(shape: Element, outline: Outline, ground: Ground) -> Iterator[Drawn]:
    pen = _pen(shape)
    text = shape.find(f"{V}textbox")
    content = None if text is None else text.find(f"{W}txbxContent")
    if text is not None and content is not None:
        yield outline.box(content, pen, _insets(text.get("inset", "")))
        return
    if is_true(shape.get(f"{O}hr")):
        # Word's "horizontal line": a filled rectangle across the column.
        outline, pen = _ruled(shape, outline, ground), replace(pen, visible=True)
    elif not _is_line(shape):
        return
    line = outline.line(pen)
    if line is not None:
        yield line


def _is_line(shape: Element) -> bool:
    straight = shape.get(f"{O}connectortype") == "straight" or shape.get("type", "").endswith(_LINE_TYPES)
    return shape.tag == f"{V}line" or straight


def _ruled(shape: Element, outline: Outline, ground: Ground) -> Outline:
    column: Edges = ground.paragraph
    share = number(shape.get(f"{O}hrpct"))
    width = outline.width_mm or column.width * (share if share else _HR_WHOLE) / _HR_WHOLE
    left = aligned(column, shape.get(f"{O}hralign", "left"), width)
    return replace(outline, left_mm=left, width_pt=width * POINTS_PER_MM, inline=True)


def _insets(text: str) -> tuple[float, float]:
    """The room at the left and the right in a box."""
    sides = text.split(",")
    left, right = sides[0].strip(), sides[2].strip() if len(sides) > 2 else ""
    pixel = 1 / _PIXELS_PER_POINT
    return _length(left, pixel) if left else _INSET_PT, _length(right, pixel) if right else _INSET_PT


def _pen(shape: Element) -> Pen:
    """How a shape is drawn: said by itself, or by its stroke as WPS does."""
    stroke = shape.find(f"{V}stroke")
    weight = shape.get("strokeweight", None if stroke is None else stroke.get("weight"))
    color = shape.get("strokecolor", "" if stroke is None else stroke.get("color", ""))
    dash = "" if stroke is None else stroke.get("dashstyle", "")
    return Pen(
        visible=is_true(shape.get("stroked", "t")) and (stroke is None or is_true(stroke.get("on", "t"))),
        thick_pt=DEFAULT_PEN_PT if weight is None else _length(weight, 1 / _PIXELS_PER_POINT),
        solid=dash in ("", "solid"),
        color=_color(color),
    )


def _color(text: str) -> str:
    """A colour as RRGGBB; Word may write its number in the palette behind it."""
    name = text.split(" ")[0].lower()
    if not name.startswith("#"):
        return COLOR_NAMES.get(name, BLACK)
    digits = name[1:]
    if len(digits) == len(BLACK) // 2:
        digits = "".join(digit * 2 for digit in digits)
    return rgb(digits) or BLACK
