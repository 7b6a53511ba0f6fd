"""Mends the page number: a field in the header, in the middle, of its size, none on page 1, anew in each annex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from lxml import etree

from service.the_thuc import demands
from service.the_thuc.checks.numbered_pages import annex_sections
from service.the_thuc.docx.values import R_ID, VAL, Element, W, is_on
from service.the_thuc.edit.looks import Letters, set_align, set_indents, set_letters, set_twips, shown_runs
from service.the_thuc.edit.parts import WORD_TYPES
from service.the_thuc.edit.schema import child, own, place, properties, text
from service.the_thuc.mend.desk import Desk, Task, Told
from service.the_thuc.mend.letters import nearest
from service.the_thuc.mend.sheet import last_section
from service.the_thuc.model import HeaderKind

Margin = Literal["header", "footer"]
# The names of the roots of the parts.
_ROOTS: dict[Margin, str] = {"header": "hdr", "footer": "ftr"}
_R = R_ID[1 : R_ID.index("}")]
# Words and signs that go with a page number and mean nothing without it.
_WORDING = re.compile(r"(?:trang|[\s\-–—./|\d]|[ivxl]+)*", re.IGNORECASE)
_PAGE = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_TYPED = re.compile(r"[\s\-–—.]*(?:trang\s*)?\d{1,4}[\s\-–—.]*", re.IGNORECASE)
# What a header shows beside letters.
_CONTENT = tuple(f"{W}{name}" for name in ("drawing", "pict", "object", "tbl"))
# Kept until a program that counts pages shows the field.
_RESULT = "2"
_FIELD = (("fldChar", "begin"), ("instrText", " PAGE "), ("fldChar", "separate"), ("t", _RESULT), ("fldChar", "end"))


def mend_missing(desk: Desk, task: Task) -> Iterator[Told]:
    """A number on the pages of the main text from the second on, by a field; a typed one gives way to it."""
    if task.expected == demands.ARABIC:
        yield from mend_form(desk, task)
        return
    for margin in _ROOTS:
        for root in _roots(desk, margin):
            for paragraph in list(root.iter(f"{W}p")):
                if not _has_field(paragraph) and _TYPED.fullmatch(text(paragraph)):
                    _empty(paragraph)
    _number_headers(desk)
    yield task.found, "số trang tự động ở giữa lề trên, từ trang thứ hai"


def mend_first(desk: Desk, task: Task) -> Iterator[Told]:
    """Page 1 shows no number; what else stands in its header and footer stays."""
    _bare_first_page(desk)
    yield task.found, task.expected


def mend_position(desk: Desk, task: Task) -> Iterator[Told]:
    """The number in the header, in the middle, so far from the edge of the sheet as the rule set says."""
    if task.found == demands.NUMBER_IN_FOOTER:
        for root in _roots(desk, "footer"):
            for paragraph in list(_numbers(root)):
                _empty(paragraph)
        _number_headers(desk)
    elif task.expected.startswith(demands.NUMBER_FROM_EDGE):
        away = desk.paper.rule_set.so_trang.cach_mep_tren_mm
        for section in desk.sections():
            margins = (last_section(desk) if section is None else section).find(f"{W}pgMar")
            if margins is not None:
                set_twips(margins, header=away)
    else:
        for root in _roots(desk, "header"):
            for paragraph in _numbers(root):
                _centre(paragraph)
    yield task.found, task.expected


def mend_form(desk: Desk, task: Task) -> Iterator[Told]:
    """The number alone, in Arabic digits, of its size, upright and light."""
    for root in _roots(desk, "header"):
        for paragraph in list(_numbers(root)):
            _write(desk, paragraph)
    for section in desk.sections():
        counted = None if section is None else section.find(f"{W}pgNumType")
        if counted is not None:
            counted.attrib.pop(f"{W}fmt", "")
    yield task.found, task.expected


def mend_start(desk: Desk, task: Task) -> Iterator[Told]:
    """Pages of the main text counted on from 1."""
    first_annex = min(annex_sections(desk.paper), default=len(desk.measured.sections))
    for section, element in zip(desk.measured.sections, desk.sections(), strict=True):
        counted = None if element is None else element.find(f"{W}pgNumType")
        if counted is not None and section.index < max(first_annex, 1) and section.restart not in (None, 1):
            counted.attrib.pop(f"{W}start", "")
            yield task.found, task.expected


def mend_annex_start(desk: Desk, task: Task) -> Iterator[Told]:
    """Pages of an annex counted from 1, where it is a section of its own."""
    elements = desk.sections()
    before = 0
    for annex in desk.paper.annexes:
        label = () if annex.label is None else (annex.label,)
        if annex.section != before and 0 < annex.section < len(elements) and label == task.marked.paragraphs:
            element = elements[annex.section]
            counted = child(last_section(desk) if element is None else element, "pgNumType")
            counted.set(f"{W}start", "1")
            yield task.found, task.expected
        before = annex.section


# ---- headers and footers -----------------------------------------------------------------------------------


def _roots(desk: Desk, margin: Margin) -> Iterator[Element]:
    yield from desk.margins("dau_trang" if margin == "header" else "chan_trang")


def _reference(section: Element, margin: Margin, kind: HeaderKind) -> Element | None:
    for found in section.iterfind(f"{W}{margin}Reference"):
        if found.get(f"{W}type", "default") == kind:
            return found
    return None


def _refer(section: Element, margin: Margin, kind: HeaderKind, relation: str) -> None:
    made = etree.Element(f"{W}{margin}Reference")
    made.set(f"{W}type", kind)
    made.set(R_ID, relation)
    place(section, made)


def _number_headers(desk: Desk) -> None:
    """Puts the number into the headers that pages of the main text show, page 1 left out."""
    first_annex = min(annex_sections(desk.paper), default=len(desk.measured.sections))
    for index, element in enumerate(desk.sections()[: max(first_annex, 1)]):
        section = last_section(desk) if element is None else element
        kinds: tuple[HeaderKind, ...] = ("default", "even")
        for kind in kinds:
            reference = _reference(section, "header", kind)
            root = None if reference is None else desk.parts.by_id(reference.get(R_ID, ""))
            if root is None and kind == "default" and index == 0:
                root = _new_header(desk, section, reference)
            if root is not None and not any(_has_field(paragraph) for paragraph in root.iter(f"{W}p")):
                _write(desk, _place_for_number(root))
    _bare_first_page(desk)


def _new_header(desk: Desk, section: Element, broken: Element | None) -> Element:
    if broken is not None:
        section.remove(broken)
    root = etree.Element(f"{W}hdr", nsmap={"w": W[1:-1], "r": _R})
    _refer(section, "header", "default", desk.parts.add("header", root, f"{WORD_TYPES}header+xml"))
    return root


def _place_for_number(root: Element) -> Element:
    """An empty paragraph of a header, else a new one before all others."""
    for paragraph in root.iterchildren(f"{W}p"):
        if not shown_runs(paragraph) and next(paragraph.iter(*_CONTENT), None) is None:
            return paragraph
    made = etree.Element(f"{W}p")
    root.insert(0, made)
    return made


def _bare_first_page(desk: Desk) -> None:
    """Gives page 1 a header and footer of its own that show all but the number."""
    (element, *_) = desk.sections()
    section = last_section(desk) if element is None else element
    flag = section.find(f"{W}titlePg")
    was_on = is_on(flag)
    child(section, "titlePg").set(VAL, "1")
    for margin in _ROOTS:
        first, usual = (_reference(section, margin, kind) for kind in ("first", "default"))
        if first is None and usual is not None and not was_on:
            first = _first_of(desk, section, margin, usual)
        root = None if first is None else desk.parts.by_id(first.get(R_ID, ""))
        for paragraph in list(_numbers(root)) if root is not None else ():
            _empty(paragraph)


def _first_of(desk: Desk, section: Element, margin: Margin, usual: Element) -> Element | None:
    """A copy for page 1 of what its pages show; none where they show nothing but the number."""
    root = desk.parts.by_id(usual.get(R_ID, ""))
    if root is None:
        return None
    numbers = set(_numbers(root))
    others = (one for one in root.iter(f"{W}p") if one not in numbers)
    if not any(shown_runs(one) for one in others) and next(root.iter(*_CONTENT), None) is None:
        return None
    relation = desk.parts.add_copy(margin, usual.get(R_ID, ""), f"{WORD_TYPES}{margin}+xml")
    if relation is not None:
        _refer(section, margin, "first", relation)
    return _reference(section, margin, "first")


# ---- the paragraph with the number -------------------------------------------------------------------------


def _numbers(root: Element) -> Iterator[Element]:
    """The paragraphs that hold the number and nothing that means anything without it."""
    for paragraph in root.iter(f"{W}p"):
        if _WORDING.fullmatch(text(paragraph)) and (_has_field(paragraph) or _TYPED.fullmatch(text(paragraph))):
            yield paragraph


def _has_field(paragraph: Element) -> bool:
    codes = ["".join(one.text or "" for one in own(paragraph, "instrText"))]
    codes += [one.get(f"{W}instr", "") for one in own(paragraph, "fldSimple")]
    return any(map(_PAGE.match, codes)) or next(own(paragraph, "pgNum"), None) is not None


def _empty(paragraph: Element) -> None:
    for one in list(paragraph):
        if one.tag != f"{W}pPr":
            paragraph.remove(one)


def _centre(paragraph: Element) -> None:
    own_properties = properties(paragraph)
    for name in ("framePr", "tabs"):
        for gone in own_properties.findall(f"{W}{name}"):
            own_properties.remove(gone)
    set_align(paragraph, "giua")
    set_indents(paragraph)


def _write(desk: Desk, paragraph: Element) -> None:
    """Makes a paragraph hold the number of its page and nothing else."""
    _empty(paragraph)
    for name, kind in _FIELD:
        piece = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}{name}")
        if name == "fldChar":
            piece.set(f"{W}fldCharType", kind)
        else:
            piece.text = kind
    rules = desk.paper.rule_set
    wanted = Letters(
        size_pt=nearest(rules.thanh_phan["so_trang"].co_chu, _size(desk)),
        bold=False,
        italic=False,
        underline=False,
        color=rules.phong_chu.mau,
        font=rules.phong_chu.ten,
    )
    set_letters(paragraph, wanted)
    _centre(paragraph)


def _size(desk: Desk) -> float:
    """The size the numbers have now; the default where there is none."""
    found = {
        span.letters.size_pt
        for section in desk.measured.sections
        for paragraphs in section.headers.values()
        for paragraph in paragraphs
        for span in paragraph.spans
        if span.field == "PAGE"
    }
    return max(found, default=desk.paper.rule_set.thanh_phan["so_trang"].co_chu.mac_dinh)
