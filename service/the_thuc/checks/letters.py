"""How the letters of components look: size, capitals, weight, slant, underline, alignment, one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule
from service.rules.values import ComponentRule
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import number, one_of, quoted


def check_letters(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dinh_dang`: each component named looks as the rule set says.

    `tham_so`: `mot_dong` demands one line; `bo_qua` lists what is not looked at (co_chu, chu_hoa, dam, nghieng,
    can_le) where the law is silent or another rule looks.
    """
    skipped = rule.words("bo_qua")
    for component in paper.get(*rule.doi_tuong):
        wanted = paper.rule_set.thanh_phan[component.name]
        for paragraph in component.paragraphs:
            if not paragraph.told and not {"dam", "nghieng"}.issubset(skipped):
                reason = f"tệp không cho biết chữ đậm, nghiêng ở {quoted(paragraph.text)}"
                yield Unknown(wanted.ten, reason, (paragraph,))
            for expected, found in differences(paper, paragraph, wanted, skipped, rule.flag("mot_dong")):
                yield report(component, wanted.ten, expected, found, paragraph)
        if rule.flag("mot_dong") and len(component.paragraphs) > 1:
            yield report(component, wanted.ten, "trên một dòng", f"{len(component.paragraphs)} đoạn", component.first)


def report(component: Component, where: str, expected: str, found: str, paragraph: Paragraph) -> Fault | Unknown:
    """A fault of a component, or an unknown where it is not sure that this is the component."""
    if not component.sure:
        return Unknown(where, f"không chắc {quoted(paragraph.text)} là {where}", (paragraph,))
    return Fault(where, expected, f"{found} ở {quoted(paragraph.text)}", (paragraph,))


def differences(
    paper: Paper, paragraph: Paragraph, wanted: ComponentRule, skipped: tuple[str, ...] = (), one_line: bool = False
) -> Iterator[tuple[str, str]]:
    """What is demanded of a component's letters and what is found instead, for each point in which they differ."""
    off = tolerances().of(paper.measured.source).co_chu_pt
    sizes = wanted.co_chu.cho_phep
    wrong = sorted(size for size in paragraph.sizes if all(abs(size - allowed) > off for allowed in sizes))
    if wrong and "co_chu" not in skipped:
        yield f"{demands.SIZE}{one_of(sizes)}", f"cỡ {', '.join(map(number, wrong))}"
    if wanted.chu_hoa and not paragraph.is_upper and "chu_hoa" not in skipped:
        yield demands.CAPITALS, "chữ thường"
    if "dam" not in skipped:
        if wanted.dam and not paragraph.bold:
            yield demands.BOLD, demands.NOT_BOLD
        elif not wanted.dam and not paragraph.light:
            yield demands.NOT_BOLD, demands.BOLD
    if "nghieng" not in skipped:
        if wanted.nghieng and not paragraph.italic:
            yield demands.ITALIC, demands.UPRIGHT
        elif not wanted.nghieng and not paragraph.upright:
            yield demands.UPRIGHT, demands.ITALIC
    if "can_le" not in skipped and paragraph.align is not None and paragraph.align != wanted.can_le:
        yield demands.ALIGNMENTS[wanted.can_le], demands.ALIGNMENTS[paragraph.align]
    if one_line and len(paragraph.widths_mm) > 1:
        yield "trên một dòng", f"{len(paragraph.widths_mm)} dòng"


CHECKS: Mapping[str, Check] = MappingProxyType({"dinh_dang": check_letters})
