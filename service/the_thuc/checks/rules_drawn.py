"""What stands under components of the head: a drawn line of the right length, or the characters the law prescribes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule
from service.rules.values import MarkUnder
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.parts import is_typed_line, last_line, missing, next_text, place_name, tell
from service.the_thuc.model import Paragraph, Stroke
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import number, quoted

PERCENT = 100
# Shares of the law are halves and thirds; decimals of the rule set are read back as such.
LARGEST_PART = 10
# A line that floats is held by a paragraph of the head, or by one of so many behind its text.
FLOATS_WITHIN = 12


def check_drawn_line(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`duong_ke`: under each component a drawn, solid line in its middle, as long as the rule set says.

    Of a text of several lines any line may be the measure.
    """
    for component in paper.get(*rule.doi_tuong):
        wanted = paper.rule_set.thanh_phan[component.name].dau_duoi
        if wanted is None or wanted.kieu != "ke":
            continue
        strokes = component.last.under
        if not strokes:
            yield _no_line(paper, component, wanted)
            continue
        faults = [tuple(_stroke_faults(paper, component, wanted, stroke)) for stroke in strokes]
        if all(faults):
            # Of several lines the one that comes nearest is spoken of.
            yield min(faults, key=len)[0]


def _no_line(paper: Paper, component: Component, wanted: MarkUnder) -> Fault | Unknown:
    expected = f"đường kẻ nét liền, {_length(wanted)}"
    behind = next_text(paper, component.last)
    if any(span.letters.underline for paragraph in component.paragraphs for span in paragraph.shown):
        return tell(paper, component, expected, f"chữ gạch chân ở {quoted(component.text)}")
    if behind is not None and is_typed_line(behind.text):
        return tell(paper, component, expected, f"dòng gõ bằng ký tự {quoted(behind.text)}", paragraph=behind)
    line = last_line(component.last)
    if is_typed_line(line):
        return tell(paper, component, expected, f"dòng gõ bằng ký tự {quoted(line)}", paragraph=component.last)
    if _stands_elsewhere(paper, component, wanted):
        reason = "có đường kẻ như vậy đặt tự do ở chỗ khác, không đo được nó có nằm dưới dòng chữ này không"
        return Unknown(place_name(paper, component.name), reason, component.paragraphs)
    return tell(paper, component, expected, f"không có đường kẻ dưới {quoted(component.text)}")


def _stands_elsewhere(paper: Paper, component: Component, wanted: MarkUnder) -> bool:
    """Whether a DOCX has a right line that floats, held by another paragraph: how high it is drawn is a guess."""
    if paper.measured.source != "docx":
        return False
    end = component.last.index + FLOATS_WITHIN
    return any(
        not stroke.sure and not any(_stroke_faults(paper, component, wanted, replace(stroke, sure=True)))
        for paragraph in paper.measured.in_area("than")
        if paragraph.section == component.last.section and paragraph.index <= end
        for stroke in paragraph.under
    )


def _stroke_faults(paper: Paper, component: Component, wanted: MarkUnder, stroke: Stroke) -> Iterator[Fault | Unknown]:
    off = tolerances().of(paper.measured.source)
    widths = [width for paragraph in component.paragraphs for width in paragraph.widths_mm if width > 0]
    where = place_name(paper, component.name)
    if not widths:
        yield Unknown(where, "không đo được độ dài dòng chữ", component.paragraphs)
        return
    ratios = [stroke.length_mm / width for width in widths]
    low, high = wanted.ty_le_tu * (1 - off.ty_le), wanted.ty_le_den * (1 + off.ty_le)
    expected = f"đường kẻ nét liền, {_length(wanted)}"
    if not any(low <= ratio <= high for ratio in ratios):
        nearest = min(ratios, key=lambda ratio: max(low - ratio, ratio - high))
        found = f"đường kẻ dài {number(stroke.length_mm)} mm, bằng {number(nearest * PERCENT)}% dòng chữ"
        yield _told(paper, component, stroke, expected, found)
    if not stroke.solid:
        yield _told(paper, component, stroke, "đường kẻ nét liền", "đường kẻ không phải nét liền")
    yield from _off_centre(paper, component, stroke, off.vi_tri_mm)


def _off_centre(paper: Paper, component: Component, stroke: Stroke, allowed: float) -> Iterator[Fault | Unknown]:
    own, text = stroke.centre_mm, component.last.centre_mm
    if own is None or text is None:
        reason = "không đo được đường kẻ có cân đối với dòng chữ không"
        yield Unknown(place_name(paper, component.name), reason, component.paragraphs)
    elif abs(own - text) > allowed:
        found = f"đường kẻ lệch {number(abs(own - text))} mm so với giữa dòng chữ"
        yield _told(paper, component, stroke, "đường kẻ cân đối với dòng chữ", found)


def _told(paper: Paper, component: Component, stroke: Stroke, expected: str, found: str) -> Fault | Unknown:
    if not stroke.sure:
        reason = "không chắc đường kẻ tìm thấy thuộc dòng chữ này"
        return Unknown(place_name(paper, component.name), reason, component.paragraphs)
    return tell(paper, component, expected, found, paragraph=component.last)


def _length(wanted: MarkUnder) -> str:
    if wanted.ty_le_tu == wanted.ty_le_den:
        return "dài bằng dòng chữ" if wanted.ty_le_tu == 1 else f"dài {number(wanted.ty_le_tu * PERCENT)}% dòng chữ"
    return f"dài {_share(wanted.ty_le_tu)}–{_share(wanted.ty_le_den)} dòng chữ, ở giữa"


def _share(value: float) -> str:
    """A share as the law writes it: 1/3."""
    return str(Fraction(value).limit_denominator(LARGEST_PART))


def check_mark_line(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dau_chu`: under a component stand, on a line of their own, exactly the characters of the rule set.

    `doi_tuong` is the component; `tham_so.dau` the component that the characters are found as.
    """
    for owner in paper.get(*rule.doi_tuong):
        wanted = paper.rule_set.thanh_phan[owner.name].dau_duoi
        if wanted is None or wanted.kieu != "chu":
            continue
        expected = f"dòng riêng chỉ có {quoted(wanted.chu)}"
        mark = next(iter(paper.get(*rule.words("dau"))), None)
        drawn = [paragraph for paragraph in (owner.last, *(mark.paragraphs if mark else ())) if paragraph.under]
        if drawn:
            yield _line_instead(paper, owner, drawn[0], expected)
        elif mark is not None:
            if mark.text != wanted.chu:
                yield tell(paper, mark, expected, quoted(mark.text))
        elif last_line(owner.last) != wanted.chu or owner.text == wanted.chu:
            yield from _no_mark(paper, owner, expected)


def _line_instead(paper: Paper, owner: Component, paragraph: Paragraph, expected: str) -> Fault | Unknown:
    if not any(stroke.sure for stroke in paragraph.under):
        reason = "không chắc đường kẻ tìm thấy thuộc dòng chữ này"
        return Unknown(place_name(paper, owner.name), reason, owner.paragraphs)
    found = f"{demands.DRAWN}dài {number(paragraph.under[0].length_mm)} mm dưới {quoted(paragraph.text)}"
    return tell(paper, owner, expected, found, paragraph=paragraph)


def _no_mark(paper: Paper, owner: Component, expected: str) -> Iterator[Fault | Unknown]:
    behind = next_text(paper, owner.last)
    line = last_line(owner.last)
    if behind is not None and is_typed_line(behind.text):
        yield tell(paper, owner, expected, quoted(behind.text), paragraph=behind)
    elif line != owner.last.text and is_typed_line(line):
        yield tell(paper, owner, expected, quoted(line), paragraph=owner.last)
    elif missing(paper, owner.name) is False and paper.type_rule is not None:
        yield tell(paper, owner, expected, f"{demands.ABSENT}, dưới {quoted(owner.text)}")
    else:
        yield Unknown(place_name(paper, owner.name), "không nhận ra đủ các phần đầu trang", owner.paragraphs)


CHECKS: Mapping[str, Check] = MappingProxyType({"duong_ke": check_drawn_line, "dau_chu": check_mark_line})
