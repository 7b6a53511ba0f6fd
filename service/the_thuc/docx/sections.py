"""Reads sections: the sheet, its margins, its columns of text, and which headers and footers its pages have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.the_thuc.docx.bounds import MAX_SECTIONS, too_much
from service.the_thuc.docx.shapes import Edges
from service.the_thuc.docx.values import R_ID, TWIPS_PER_MM, Element, W, is_on, is_true, mm, val, whole
from service.the_thuc.model import HeaderKind, Section

# A section that says nothing of its sheet has Word's own: letter paper, margins of an inch.
_WIDTH_MM = 12240 / TWIPS_PER_MM
_HEIGHT_MM = 15840 / TWIPS_PER_MM
_MARGIN_MM = 1440 / TWIPS_PER_MM
_HEADER_MM = 720 / TWIPS_PER_MM
_MOST_COLUMNS = 45
_SAME_PAGE = frozenset({"continuous", "nextColumn"})
_KINDS: tuple[HeaderKind, ...] = ("default", "first", "even")

# Relationship ids of headers or footers by their kind.
References = dict[HeaderKind, str]


@dataclass(frozen=True)
class SectionPlan:
    """A section before its headers are read: its measures, its columns, the parts it shows in its margins."""

    section: Section
    columns: tuple[Edges, ...]
    headers: References
    footers: References

    @property
    def margins(self) -> Edges:
        """The text area, all columns of it."""
        section = self.section
        return Edges(section.left_mm + section.gutter_mm, section.width_mm - section.right_mm)


def read_sections(root: Element, *, even: bool) -> list[SectionPlan]:
    """The sections in their order, at least one; `even` says whether even pages have headers of their own."""
    plans: list[SectionPlan] = []
    headers: References = {}
    footers: References = {}
    for index, element in enumerate([*_elements(root), None] if not _has_last(root) else _elements(root)):
        if index >= MAX_SECTIONS:
            raise too_much(f"có hơn {MAX_SECTIONS} phần (section)")
        # What a section does not name it takes from the one before.
        headers = headers | _references(element, "header")
        footers = footers | _references(element, "footer")
        section = _section(index, element)
        active = {"default": True, "first": section.title_page, "even": even}
        plan = SectionPlan(
            section, (), *({k: one.get(k, "") for k in _KINDS if active[k]} for one in (headers, footers))
        )
        plans.append(SectionPlan(section, tuple(_columns(element, plan.margins)), plan.headers, plan.footers))
    return plans


def _elements(root: Element) -> Iterator[Element | None]:
    for element in root.iter(f"{W}sectPr"):
        parent = element.getparent()
        if parent is not None and parent.tag in (f"{W}body", f"{W}pPr"):
            yield element


def _has_last(root: Element) -> bool:
    return root.find(f"{W}body/{W}sectPr") is not None


def _references(element: Element | None, name: str) -> References:
    found: References = {}
    for reference in () if element is None else element.findall(f"{W}{name}Reference"):
        named = reference.get(f"{W}type", "default")
        for kind in _KINDS:
            if kind == named:
                found[kind] = reference.get(R_ID, "")
    return found


def _section(index: int, element: Element | None) -> Section:
    def child(name: str) -> Element | None:
        return None if element is None else element.find(f"{W}{name}")

    size, margin, numbers = child("pgSz"), child("pgMar"), child("pgNumType")

    def length(holder: Element | None, name: str, default: float) -> float:
        found = None if holder is None else mm(holder.get(f"{W}{name}"))
        return default if found is None else found

    width, height = length(size, "w", _WIDTH_MM), length(size, "h", _HEIGHT_MM)
    return Section(
        index=index,
        width_mm=width,
        height_mm=height,
        # A negative margin is one that headers may not push.
        top_mm=abs(length(margin, "top", _MARGIN_MM)),
        bottom_mm=abs(length(margin, "bottom", _MARGIN_MM)),
        left_mm=length(margin, "left", _MARGIN_MM),
        right_mm=length(margin, "right", _MARGIN_MM),
        gutter_mm=length(margin, "gutter", 0.0),
        header_mm=length(margin, "header", _HEADER_MM),
        footer_mm=length(margin, "footer", _HEADER_MM),
        landscape=width > height,
        title_page=is_on(child("titlePg")),
        restart=None if numbers is None else whole(numbers.get(f"{W}start")),
        number_format="decimal" if numbers is None else numbers.get(f"{W}fmt", "decimal"),
        new_page=index == 0 or val(child("type")) not in _SAME_PAGE,
    )


def _columns(element: Element | None, area: Edges) -> Iterator[Edges]:
    """The columns of text; one as wide as the text area where nothing else is said."""
    columns = None if element is None else element.find(f"{W}cols")
    count = 1 if columns is None else min(max(whole(columns.get(f"{W}num")) or 1, 1), _MOST_COLUMNS)
    if columns is None or count == 1:
        yield area
        return
    said = columns.findall(f"{W}col")
    if said and not is_true(columns.get(f"{W}equalWidth", "1")):
        left = area.left
        for column in said:
            width = mm(column.get(f"{W}w")) or 0.0
            yield Edges(left, left + width)
            left += width + (mm(column.get(f"{W}space")) or 0.0)
        return
    gap = mm(columns.get(f"{W}space")) or 0.0
    width = (area.width - gap * (count - 1)) / count
    for at in range(count):
        yield Edges(area.left + at * (width + gap), area.left + at * (width + gap) + width)
