"""One layer of formatting as its element says it: `None` is "not said here". Layers are laid over one another.

Sizes, gaps and indents are points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

from service.the_thuc.docx.theme import Theme
from service.the_thuc.docx.values import (
    EIGHTHS_PER_POINT,
    POINTS_PER_MM,
    VAL,
    Element,
    W,
    is_on,
    is_true,
    number,
    points,
    rgb,
    val,
    whole,
)  # fmt: skip
from service.the_thuc.model import Align, Spacing, TabKind, TabStop

BLACK = "000000"
# What Word puts where the writer asked for the gap a browser would set.
AUTOSPACING_PT = 14.0
SINGLE_LINE = 240.0
_HALF_POINTS = 2.0
_INVISIBLE = frozenset({"", "nil", "none"})
_BROKEN_LINES = frozenset(
    {"dotted", "dashed", "dotDash", "dotDotDash", "dashSmallGap", "dashDotStroked", "wave", "doubleWave"}
)
_ALIGN: Mapping[str, Align] = {
    "center": "giua", "both": "deu", "distribute": "deu", "mediumKashida": "deu", "lowKashida": "deu",
    "highKashida": "deu", "thaiDistribute": "deu", "right": "phai", "end": "phai",
}  # fmt: skip
_TABS: Mapping[str, TabKind] = {
    "left": "trai", "start": "trai", "num": "trai", "center": "giua", "right": "phai", "end": "phai",
    "decimal": "phai", "clear": "bo",
}  # fmt: skip
_DEFAULT_WIDTH_EIGHTHS = 4.0


@dataclass(frozen=True, slots=True)
class Border:
    """One line of a border; `space_pt` is its distance from the text."""

    visible: bool
    solid: bool = True
    thick_pt: float = 0.5
    space_pt: float = 0.0
    color: str = BLACK


@dataclass(frozen=True, slots=True)
class RunLayer:
    """What one `w:rPr` says of letters. `ascii` is the font of plain Latin letters, `hansi` of those with marks."""

    style: str | None = None
    ascii: str | None = None
    hansi: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    hidden: bool | None = None
    underline: bool | None = None
    color: str | None = None
    highlight: bool | None = None
    shading: bool | None = None


@dataclass(frozen=True, slots=True)
class FrameLayer:
    """Where a `w:framePr` puts its paragraph; `width` and `x` are points."""

    width: float | None
    x: float | None
    align: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ParaLayer:
    """What one `w:pPr` says of its paragraph."""

    style: str | None = None
    align: Align | None = None
    left: float | None = None
    right: float | None = None
    first: float | None = None
    before: float | None = None
    after: float | None = None
    before_auto: bool | None = None
    after_auto: bool | None = None
    spacing: Spacing | None = None
    contextual: bool | None = None
    keep_next: bool | None = None
    page_break: bool | None = None
    number: str | None = None
    level: int | None = None
    top: Border | None = None
    left_border: Border | None = None
    bottom: Border | None = None
    right_border: Border | None = None
    shading: bool | None = None
    frame: FrameLayer | None = None
    tabs: tuple[TabStop, ...] | None = None


NO_RUN = RunLayer()
NO_PARA = ParaLayer()
_RUN_FIELDS = tuple(field.name for field in fields(RunLayer))
_PARA_FIELDS = tuple(field.name for field in fields(ParaLayer))


def over_run(base: RunLayer, top: RunLayer) -> RunLayer:
    """The look when `top` is laid over `base`."""
    if top is NO_RUN:
        return base
    return RunLayer(*(getattr(base, name) if (said := getattr(top, name)) is None else said for name in _RUN_FIELDS))


def over_para(base: ParaLayer, top: ParaLayer) -> ParaLayer:
    """The paragraph when `top` is laid over `base`; stops of tabs add up."""
    if top is NO_PARA:
        return base
    laid = ParaLayer(*(getattr(base, name) if (said := getattr(top, name)) is None else said for name in _PARA_FIELDS))
    return replace(laid, tabs=_stops(base.tabs, top.tabs)) if base.tabs and top.tabs else laid


def _stops(base: tuple[TabStop, ...], top: tuple[TabStop, ...]) -> tuple[TabStop, ...]:
    by_place = {round(stop.at_mm, 1): stop for stop in (*base, *top)}
    return tuple(by_place[place] for place in sorted(by_place))


def read_border(element: Element | None) -> Border | None:
    """A border line; None where the element is missing."""
    if element is None:
        return None
    kind = val(element)
    eighths = number(element.get(f"{W}sz"))
    return Border(
        visible=kind not in _INVISIBLE,
        solid=kind not in _BROKEN_LINES,
        thick_pt=(_DEFAULT_WIDTH_EIGHTHS if eighths is None else eighths) / EIGHTHS_PER_POINT,
        space_pt=number(element.get(f"{W}space")) or 0.0,
        color=read_color(element.get(f"{W}color")),
    )


def read_color(value: str | None) -> str:
    """A colour as RRGGBB; automatic is black."""
    return rgb(value) or BLACK


def _shows_shade(element: Element) -> bool:
    """Whether shading is seen: a fill that is not white, or a pattern."""
    fill = element.get(f"{W}fill", "auto")
    kind = val(element)
    return kind not in ("nil", "") and (fill.upper() not in ("AUTO", "FFFFFF") or kind not in ("clear", "nil"))


Said = dict[str, object]


def _fonts(said: Said, element: Element, theme: Theme) -> None:
    for field, letters in (("ascii", "ascii"), ("hansi", "hAnsi")):
        plain = element.get(f"{W}{letters}")
        named = theme.font(element.get(f"{W}{letters}Theme")) or plain
        if named:
            said[field] = named


def _size(said: Said, element: Element, theme: Theme) -> None:
    size = points(element.get(VAL), _HALF_POINTS)
    if size:
        said["size"] = size


def _underline(said: Said, element: Element, theme: Theme) -> None:
    said["underline"] = element.get(VAL, "none") != "none"


def _color(said: Said, element: Element, theme: Theme) -> None:
    value = element.get(VAL)
    if value is None:
        value = theme.color(element.get(f"{W}themeColor", ""))
    said["color"] = read_color(value)


def _highlight(said: Said, element: Element, theme: Theme) -> None:
    said["highlight"] = val(element) not in ("none", "white", "")


def _shading(said: Said, element: Element, theme: Theme) -> None:
    said["shading"] = _shows_shade(element)


def _run_style(said: Said, element: Element, theme: Theme) -> None:
    said["style"] = val(element)


Reader = Callable[[Said, Element, Theme], None]
_RUN_READERS: Mapping[str, Reader] = {
    f"{W}rStyle": _run_style,
    f"{W}rFonts": _fonts,
    f"{W}sz": _size,
    f"{W}u": _underline,
    f"{W}color": _color,
    f"{W}highlight": _highlight,
    f"{W}shd": _shading,
}
_RUN_SWITCHES = {
    f"{W}b": "bold",
    f"{W}i": "italic",
    f"{W}caps": "caps",
    f"{W}smallCaps": "small_caps",
    f"{W}vanish": "hidden",
}


def read_run_layer(element: Element | None, theme: Theme) -> RunLayer:
    """The layer of a `w:rPr`."""
    if element is None:
        return NO_RUN
    said: Said = {}
    for child in element:
        reader = _RUN_READERS.get(child.tag)
        if reader is not None:
            reader(said, child, theme)
        elif child.tag in _RUN_SWITCHES:
            said[_RUN_SWITCHES[child.tag]] = is_on(child)
    return RunLayer(**said) if said else NO_RUN  # type: ignore[arg-type]


def _align(said: Said, element: Element) -> None:
    said["align"] = _ALIGN.get(val(element), "trai")


def _indents(said: Said, element: Element) -> None:
    for field, names in (("left", ("start", "left")), ("right", ("end", "right"))):
        found = next((length for name in names if (length := points(element.get(f"{W}{name}"))) is not None), None)
        if found is not None:
            said[field] = found
    hanging, first = points(element.get(f"{W}hanging")), points(element.get(f"{W}firstLine"))
    # The standard lets the hanging indent win where both are said.
    if hanging is not None:
        said["first"] = -hanging
    elif first is not None:
        said["first"] = first


def _gaps(said: Said, element: Element) -> None:
    for field in ("before", "after"):
        gap = points(element.get(f"{W}{field}"))
        if gap is not None:
            said[field] = gap
        automatic = element.get(f"{W}{field}Autospacing")
        if automatic is not None:
            said[f"{field}_auto"] = is_true(automatic)
    line = element.get(f"{W}line")
    if line is not None:
        # Word keeps the distance and its rule as one value: a distance without a rule is a multiple.
        spacing = _spacing(line, element.get(f"{W}lineRule", "auto"))
        if spacing is not None:
            said["spacing"] = spacing


def _spacing(line: str, rule: str) -> Spacing | None:
    if rule in ("exact", "atLeast"):
        distance = points(line)
        # A distance of nothing means single lines; a negative one Word takes as exact.
        if not distance:
            return None
        return Spacing("chinh_xac" if rule == "exact" or distance < 0 else "it_nhat", abs(distance))
    lines = number(line)
    if lines is None:
        distance = points(line)
        return None if not distance else Spacing("it_nhat", distance)
    return Spacing("boi_so", lines / SINGLE_LINE) if lines > 0 else None


def _number(said: Said, element: Element) -> None:
    identifier, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    if identifier is not None:
        said["number"] = val(identifier)
    if level is not None:
        said["level"] = whole(val(level))


def _borders(said: Said, element: Element) -> None:
    sides = {"top": "top", "left": "left_border", "start": "left_border", "bottom": "bottom", "right": "right_border",
             "end": "right_border"}  # fmt: skip
    for side, field in sides.items():
        border = read_border(element.find(f"{W}{side}"))
        if border is not None:
            said[field] = border


def _frame(said: Said, element: Element) -> None:
    if element.get(f"{W}dropCap", "none") == "none":
        said["frame"] = FrameLayer(
            points(element.get(f"{W}w")),
            points(element.get(f"{W}x")),
            element.get(f"{W}xAlign", ""),
            element.get(f"{W}hAnchor", "page"),
        )


def _tabs(said: Said, element: Element) -> None:
    stops = []
    for one in element.iterchildren(f"{W}tab"):
        place, kind = points(one.get(f"{W}pos")), _TABS.get(val(one))
        if place is not None and kind is not None:
            stops.append(TabStop(place / POINTS_PER_MM, kind))
    said["tabs"] = tuple(sorted(stops, key=lambda stop: stop.at_mm))


_PARA_READERS: Mapping[str, Callable[[Said, Element], None]] = {
    f"{W}jc": _align,
    f"{W}ind": _indents,
    f"{W}spacing": _gaps,
    f"{W}numPr": _number,
    f"{W}pBdr": _borders,
    f"{W}framePr": _frame,
    f"{W}tabs": _tabs,
}
_PARA_SWITCHES = {
    f"{W}contextualSpacing": "contextual",
    f"{W}keepNext": "keep_next",
    f"{W}pageBreakBefore": "page_break",
}


def read_para_layer(element: Element | None) -> ParaLayer:
    """The layer of a `w:pPr`."""
    if element is None:
        return NO_PARA
    said: Said = {}
    for child in element:
        tag = child.tag
        reader = _PARA_READERS.get(tag)
        if reader is not None:
            reader(said, child)
        elif tag in _PARA_SWITCHES:
            said[_PARA_SWITCHES[tag]] = is_on(child)
        elif tag == f"{W}pStyle":
            said["style"] = val(child)
        elif tag == f"{W}shd":
            said["shading"] = _shows_shade(child)
    return ParaLayer(**said) if said else NO_PARA  # type: ignore[arg-type]
