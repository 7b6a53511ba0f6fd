"""Mends what stands on a line of its own below a component of a Party paper: the star, the five hyphens."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import partial

from lxml import etree

from service.rules.values import ComponentRule
from service.the_thuc import demands
from service.the_thuc.checks.parts import is_typed_line
from service.the_thuc.docx.values import Element, W
from service.the_thuc.edit.looks import Letters, set_align, set_indents, set_letters
from service.the_thuc.mend.desk import Desk, Task, Told
from service.the_thuc.model import Paragraph

_UNDER_LINE = ("pBdr", "numPr", "sectPr", "pageBreakBefore", "framePr")


def mend_mark(desk: Desk, task: Task) -> Iterator[Told]:
    """The line of signs: put right where others were typed, put in where it is missing; a drawn line is left."""
    names = task.rule.words("dau")
    for owner in desk.paper.get(*task.rule.doi_tuong):
        wanted = desk.paper.rule_set.thanh_phan[owner.name].dau_duoi
        if wanted is None or wanted.kieu != "chu" or not names or task.found.startswith(demands.DRAWN):
            continue
        if task.found.startswith(demands.ABSENT):
            look = desk.paper.rule_set.thanh_phan[names[0]]
            if _insert(desk, owner.last, wanted.chu, look):
                yield "", wanted.chu
            continue
        for paragraph in task.marked.paragraphs:
            if is_typed_line(paragraph.text):
                yield from desk.rewrite(paragraph, partial(_in_place_of, wanted.chu))


def _in_place_of(mark: str, raw: str) -> str:
    """The mark, whatever was typed."""
    return mark


def _insert(desk: Desk, above: Paragraph, mark: str, look: ComponentRule) -> bool:
    """Puts a line below a paragraph, in every copy of a text box; whether it could."""
    put = False
    for found in desk.find(above):
        if found.whole:
            found.element.addnext(_line(found.element, mark, look))
            put = True
    return put


def _line(above: Element, mark: str, look: ComponentRule) -> Element:
    made = etree.Element(f"{W}p")
    properties = above.find(f"{W}pPr")
    if properties is not None:
        kept = copy.deepcopy(properties)
        for name in _UNDER_LINE:
            for gone in kept.findall(f"{W}{name}"):
                kept.remove(gone)
        made.append(kept)
    run = etree.SubElement(made, f"{W}r")
    etree.SubElement(run, f"{W}t").text = mark
    plain = Letters(size_pt=look.co_chu.mac_dinh, bold=look.dam, italic=look.nghieng, underline=False, caps=False)
    set_letters(made, plain)
    set_align(made, look.can_le)
    set_indents(made)
    return made
