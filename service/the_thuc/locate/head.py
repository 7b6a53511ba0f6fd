"""Finds the head of page 1: fixed words, issuer, number, date, a letter's subject, degree of urgency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.rules.model import RuleSet
from service.the_thuc.locate import recognise
from service.the_thuc.locate.columns import side
from service.the_thuc.locate.recognise import fold
from service.the_thuc.model import Measured, Paragraph
from service.the_thuc.paper import Component

# The head is looked for among so many first paragraphs with text.
LONGEST_HEAD = 24
TITLES = ("quoc_hieu", "tieu_de_dang", "tieu_ngu")
# With these words the name of a body begins.
BODY_WORDS = (
    "uy ban", "ubnd", "hoi dong", "hdnd", "so", "phong", "ban", "van phong", "trung tam", "truong", "chi cuc", "cuc",
    "vu", "tong cuc", "bo", "chinh phu", "dang bo", "dang uy", "chi bo", "tinh uy", "thanh uy", "huyen uy", "cong an",
    "doan", "mat tran", "hoi lien hiep", "hoi nong dan", "hoi cuu chien binh", "dai hoi", "co quan", "thanh tra",
    "ban chi huy", "tram", "cong ty", "benh vien", "vien", "hoi",
)  # fmt: skip


@dataclass
class Head:
    """What was found, and where in the paragraphs the head ends."""

    components: dict[str, Component] = field(default_factory=dict)
    end: int = 0
    joint: bool = False


def find_head(measured: Measured, paragraphs: Sequence[Paragraph], rule_set: RuleSet, *, joint: bool) -> Head:
    """The head among the first paragraphs with text, in reading order.

    Args:
        measured: the file, for the size of its sheets.
        paragraphs: the paragraphs with text, taken apart at tabs.
        rule_set: the rule set the paper is held to.
        joint: whether several issuers sign, whose names stand one below the other.
    """
    head = Head(joint=joint)
    others: list[tuple[int, Paragraph]] = []
    for position, paragraph in enumerate(paragraphs[: _limit(paragraphs, rule_set)]):
        name = _name(paragraph)
        if name is not None and name not in head.components:
            head.components[name] = Component(name, (paragraph,))
            head.end = position + 1
        else:
            others.append((position, paragraph))
    # The issuer stands in the column that the fixed words leave, also where the two are exchanged.
    taken = next((side(measured, one.first) for one in head.components.values() if one.name in TITLES), "phai")
    left = [
        (position, paragraph)
        for position, paragraph in others
        if taken == "ngang" or side(measured, paragraph) != taken
    ]
    _find_issuer(head, left, paragraphs)
    _find_below_number(measured, head, left, paragraphs)
    return head


def _limit(paragraphs: Sequence[Paragraph], rule_set: RuleSet) -> int:
    """How many paragraphs the head can have: it ends before the name of the type and the addressees."""
    for position, paragraph in enumerate(paragraphs[:LONGEST_HEAD]):
        text = paragraph.text
        if recognise.begins_addressing(text) or (recognise.type_named(text, rule_set) and paragraph.cell is None):
            return position
    return min(len(paragraphs), LONGEST_HEAD)


def _name(paragraph: Paragraph) -> str | None:
    text = paragraph.text
    for name in ("quoc_hieu", "tieu_ngu", "tieu_de_dang"):
        if recognise.is_fixed(text, name):
            return name
    if recognise.is_number(text):
        return "so_ky_hieu"
    if recognise.read_date(text):
        return "dia_danh_ngay"
    if recognise.is_urgent(text):
        return "do_khan"
    return None


def _find_issuer(head: Head, left: Sequence[tuple[int, Paragraph]], paragraphs: Sequence[Paragraph]) -> None:
    """The left column above the number: superior, issuer, and the star or dashes below."""
    number = head.components.get("so_ky_hieu")
    bound = next((i for i, one in enumerate(paragraphs) if number is not None and one is number.first), head.end)
    names: list[Paragraph] = []
    for position, paragraph in left:
        if position > bound:
            break
        if recognise.is_dashes(paragraph.text) or fold(paragraph.text) == "o0o":
            head.components.setdefault("dau_sao", Component("dau_sao", (paragraph,)))
            head.end = max(head.end, position + 1)
        elif not recognise.begins_letter_subject(paragraph.text):
            names.append(paragraph)
            head.end = max(head.end, position + 1)
    if not names:
        return
    above, own, sure = _part_names(names, joint=head.joint)
    if above:
        head.components["ten_cap_tren"] = Component("ten_cap_tren", tuple(above), sure)
    if own:
        head.components["ten_co_quan"] = Component("ten_co_quan", tuple(own), sure)


def _part_names(names: Sequence[Paragraph], *, joint: bool) -> tuple[list[Paragraph], list[Paragraph], bool]:
    """The superior's lines, the issuer's, and whether that is sure: by the words first, by the weight else."""
    starts = [number for number, paragraph in enumerate(names) if _begins_body(paragraph.text)]
    if joint or len(names) == 1:
        return [], list(names), True
    light = sum(1 for paragraph in names if paragraph.light)
    parted_by_weight = all(one.light for one in names[:light]) and all(one.bold for one in names[light:])
    if parted_by_weight and 0 < light < len(names):
        return list(names[:light]), list(names[light:]), True
    if len(starts) == 2 and starts[0] == 0:
        return list(names[: starts[1]]), list(names[starts[1] :]), True
    if len(starts) <= 1:
        return [], list(names), True
    return list(names[: starts[-1]]), list(names[starts[-1] :]), False


def _begins_body(text: str) -> bool:
    folded = fold(text)
    return any(folded == word or folded.startswith(f"{word} ") for word in BODY_WORDS)


def _find_below_number(
    measured: Measured, head: Head, left: Sequence[tuple[int, Paragraph]], paragraphs: Sequence[Paragraph]
) -> None:
    """A letter's subject below the number: all lines of the left column there."""
    number = head.components.get("so_ky_hieu")
    if number is None:
        return
    bound = next(position for position, one in enumerate(paragraphs) if one is number.first)
    lines: list[Paragraph] = []
    for position, paragraph in left:
        if position <= bound:
            continue
        in_column = paragraph.cell is not None or paragraph.in_box or side(measured, paragraph) == "trai"
        starts = in_column and recognise.begins_letter_subject(paragraph.text)
        goes_on = _under(number.first, paragraph) and not paragraph.is_upper
        if not starts and not goes_on and not (lines and in_column and paragraph.cell is None):
            break
        lines.append(paragraph)
        head.end = max(head.end, position + 1)
    if lines:
        head.components["trich_yeu_cong_van"] = Component("trich_yeu_cong_van", tuple(lines))


def _under(number: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph stands in the number's own table, in its column."""
    here, there = number.cell, paragraph.cell
    return here is not None and there is not None and (here.table, here.column) == (there.table, there.column)
