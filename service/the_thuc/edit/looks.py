"""Sets formatting directly on runs, paragraphs and sections, in the schema's order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.the_thuc.docx.values import TWIPS_PER_MM, TWIPS_PER_POINT, VAL, Element, W
from service.the_thuc.edit.schema import child, own, properties
from service.the_thuc.model import Align, Spacing

FONT_KINDS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_COLOR_THEMES = ("themeColor", "themeTint", "themeShade")
_ALIGN: Mapping[Align, str] = MappingProxyType({"giua": "center", "deu": "both", "trai": "left", "phai": "right"})
# What a run must hold for its formatting to show.
_SHOWN = tuple(
    f"{W}{name}"
    for name in (
        "t", "tab", "sym", "noBreakHyphen", "fldChar", "instrText", "footnoteReference", "endnoteReference",
        "footnoteRef", "endnoteRef",
    )
)  # fmt: skip
_SINGLE_LINE = 240
_INDENTS = ("start", "end", "hanging", "startChars", "endChars", "leftChars", "rightChars", "firstLineChars",
            "hangingChars")  # fmt: skip


@dataclass(frozen=True)
class Letters:
    """What to set of letters; None is left as it is. `plain`: neither highlighted nor shaded."""

    size_pt: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    caps: bool | None = None
    color: str | None = None
    font: str | None = None
    plain: bool = False


def shown_runs(paragraph: Element) -> list[Element]:
    """The runs of a paragraph that put something on the paper."""
    return [run for run in own(paragraph, "r") if any(one.tag in _SHOWN for one in run)]


def set_letters(paragraph: Element, wanted: Letters, runs: Iterable[Element] | None = None) -> None:
    """Sets the letters of a paragraph and of its mark, which a list's number follows; or of some of its runs alone."""
    for run in shown_runs(paragraph) if runs is None else runs:
        _set_run(properties(run), wanted)
    if runs is None:
        _set_run(child(properties(paragraph), "rPr"), wanted)


def set_font(fonts: Element, font: str) -> None:
    """Makes a `w:rFonts` name one font for all letters."""
    for kind in FONT_KINDS:
        fonts.set(f"{W}{kind}", font)
    _drop(fonts, _THEMES)


def _set_run(target: Element, wanted: Letters) -> None:
    if wanted.font is not None:
        set_font(child(target, "rFonts"), wanted.font)
    if wanted.size_pt is not None:
        for name in ("sz", "szCs"):
            child(target, name).set(VAL, str(round(wanted.size_pt * 2)))
    switches = {"b": wanted.bold, "bCs": wanted.bold, "i": wanted.italic, "iCs": wanted.italic, "caps": wanted.caps}
    for name, value in switches.items():
        if value is not None:
            child(target, name).set(VAL, "1" if value else "0")
    if wanted.underline is not None:
        child(target, "u").set(VAL, "single" if wanted.underline else "none")
    if wanted.color is not None:
        color = child(target, "color")
        color.set(VAL, wanted.color)
        _drop(color, _COLOR_THEMES)
    if wanted.plain:
        child(target, "highlight").set(VAL, "none")
        clear_shade(target)


def clear_shade(target: Element) -> None:
    """Takes the shade from properties, also one that a style gives."""
    shade = child(target, "shd")
    shade.attrib.clear()
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "auto")):
        shade.set(f"{W}{name}", value)


def set_align(paragraph: Element, align: Align) -> None:
    """Sets a paragraph's alignment."""
    child(properties(paragraph), "jc").set(VAL, _ALIGN[align])


def set_indents(paragraph: Element, *, first_mm: float = 0.0) -> None:
    """Lets a paragraph stand at both edges, its first line indented."""
    indents = child(properties(paragraph), "ind")
    _drop(indents, _INDENTS)
    for name, value in (("left", 0.0), ("right", 0.0), ("firstLine", first_mm)):
        indents.set(f"{W}{name}", str(round(value * TWIPS_PER_MM)))


def set_gaps(paragraph: Element, *, before_pt: float | None = None, after_pt: float | None = None) -> None:
    """Sets the gaps of a paragraph, which then hold between paragraphs of one style too."""
    spacing = child(properties(paragraph), "spacing")
    for name, value in (("before", before_pt), ("after", after_pt)):
        if value is not None:
            spacing.set(f"{W}{name}", str(round(value * TWIPS_PER_POINT)))
            _drop(spacing, (f"{name}Autospacing", f"{name}Lines"))
            spacing.set(f"{W}{name}Autospacing", "0")
    child(properties(paragraph), "contextualSpacing").set(VAL, "0")


def set_line_spacing(paragraph: Element, wanted: Spacing) -> None:
    """Sets the distance of a paragraph's lines."""
    spacing = child(properties(paragraph), "spacing")
    multiple = wanted.kind == "boi_so"
    spacing.set(f"{W}line", str(round(wanted.value * (_SINGLE_LINE if multiple else TWIPS_PER_POINT))))
    rules = {"boi_so": "auto", "chinh_xac": "exact", "it_nhat": "atLeast"}
    spacing.set(f"{W}lineRule", rules[wanted.kind])


def set_twips(target: Element, **lengths_mm: float) -> None:
    """Sets lengths, given in millimetres, as attributes of an element such as `w:pgMar`."""
    for name, value in lengths_mm.items():
        target.set(f"{W}{name}", str(round(value * TWIPS_PER_MM)))


def _drop(element: Element, names: Iterable[str]) -> None:
    for name in names:
        element.attrib.pop(f"{W}{name}", "")
