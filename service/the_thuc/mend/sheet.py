"""Mends the sheet: its size, its margins, room for binding."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from service.rules.kiem_tra.load import tolerances
from service.rules.model import LengthRange
from service.the_thuc.docx.values import Element, W
from service.the_thuc.edit.looks import set_twips
from service.the_thuc.edit.schema import child
from service.the_thuc.mend.desk import Desk, Task, Told
from service.the_thuc.model import Section
from service.the_thuc.phrases import number

_SIDES = {"tren": "top", "duoi": "bottom", "trai": "left", "phai": "right"}


def mend_size(desk: Desk, task: Task) -> Iterator[Told]:
    """The size of the sheets told, upright or lying as they are."""
    page, off = desk.paper.rule_set.trang, tolerances().docx.dai_mm
    small = task.rule.kiem == "kho_giay_nho"
    for section, element in _sections(desk):
        sides = sorted((section.width_mm, section.height_mm))
        is_small = page.kho_nho is not None and _near(sides, (page.kho_nho.rong_mm, page.kho_nho.cao_mm), off)
        if _near(sides, (page.rong_mm, page.cao_mm), off) or is_small != small:
            continue
        short, long = sorted((page.rong_mm, page.cao_mm))
        width, height = (long, short) if section.landscape else (short, long)
        set_twips(child(element, "pgSz"), w=width, h=height)
        yield task.found, f"khổ giấy {number(width)} × {number(height)} mm"


def _near(found: list[float], wanted: tuple[float, float], off: float) -> bool:
    return all(abs(one - other) <= off for one, other in zip(found, sorted(wanted), strict=True))


def mend_margin(desk: Desk, task: Task) -> Iterator[Told]:
    """The margin a rule looks at, where it is out of its range: the rule set's default."""
    side = task.rule.words("ben")[0]
    wanted, off = _range(desk, side), tolerances().docx.dai_mm
    for section, element in _sections(desk):
        has = {
            "tren": section.top_mm,
            "duoi": section.bottom_mm,
            "trai": section.left_mm + section.gutter_mm,
            "phai": section.right_mm,
        }[side]
        if wanted.tu - off <= has <= wanted.den + off:
            continue
        margins = _margins(section, element)
        set_twips(margins, **{_SIDES[side]: wanted.mac_dinh})
        if side == "trai":
            set_twips(margins, gutter=0.0)
        yield f"{number(has)} mm", f"{number(wanted.mac_dinh)} mm"


def mend_gutter(desk: Desk, task: Task) -> Iterator[Told]:
    """Room for binding becomes a part of the margin: the text stands where it stood."""
    for section, element in _sections(desk):
        if section.gutter_mm:
            set_twips(_margins(section, element), left=section.left_mm + section.gutter_mm, gutter=0.0)
            yield task.found, task.expected


def _range(desk: Desk, side: str) -> LengthRange:
    page = desk.paper.rule_set.trang
    return {"tren": page.le_tren_mm, "duoi": page.le_duoi_mm, "trai": page.le_trai_mm, "phai": page.le_phai_mm}[side]


def _sections(desk: Desk) -> Iterator[tuple[Section, Element]]:
    """The sections with their properties, made where the file has none."""
    for section, element in zip(desk.measured.sections, desk.sections(), strict=True):
        yield section, element if element is not None else last_section(desk)


def last_section(desk: Desk) -> Element:
    """The properties of the last section, made at the end of the body where the file has none."""
    body = next(desk.parts.main.iterchildren(f"{W}body"))
    found = body.find(f"{W}sectPr")
    return etree.SubElement(body, f"{W}sectPr") if found is None else found


def _margins(section: Section, element: Element) -> Element:
    """The `w:pgMar` of a section; a new one says all that it must."""
    found = element.find(f"{W}pgMar")
    if found is None:
        found = child(element, "pgMar")
        set_twips(
            found,
            top=section.top_mm,
            right=section.right_mm,
            bottom=section.bottom_mm,
            left=section.left_mm,
            header=section.header_mm,
            footer=section.footer_mm,
            gutter=section.gutter_mm,
        )
    return found
