"""What checks of the body share: the paragraphs a rule looks at, and equal departures told as one fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule, Level
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.letters import differences
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import BodyItem, Paper
from service.the_thuc.phrases import number, one_of, quoted

# What ends a sentence or a member of a list: a paragraph that ends so is no title.
_SENTENCE_ENDS = frozenset(".;:,?!…")
_NOTE = re.compile(r"[(*]|(?:Ghi chú|Lưu ý|Chú thích|Nguồn)\b", re.IGNORECASE)
# A PDF shows raised and lowered letters ("m²") as smaller ones; they are no longer than this.
_RAISED_LETTERS = 3


@dataclass(frozen=True)
class Departure:
    """A paragraph that departs from a rule: what is demanded, what is found."""

    paragraph: Paragraph
    expected: str
    found: str
    level: Level | None = None


def body_items(paper: Paper, roles: Iterable[str], *, annexes: bool = False) -> Iterator[BodyItem]:
    """The paragraphs of the running text that have one of these roles; those of tables and text boxes are left out."""
    wanted = frozenset(roles)
    texts = (paper.body, *(annex.items for annex in paper.annexes)) if annexes else (paper.body,)
    for items in texts:
        for item in items:
            if item.role in wanted and item.paragraph.cell is None and not item.paragraph.in_box:
                yield item


def is_title(item: BodyItem) -> bool:
    """Whether an item is a title: a line that is no sentence and no member of a list."""
    text = item.rest or item.paragraph.text
    return item.heading or (bool(text) and text[-1] not in _SENTENCE_ENDS and len(item.paragraph.widths_mm) == 1)


def is_note(text: str) -> bool:
    """Whether a paragraph is a note to the text: it stands in brackets or begins with a word such as "Ghi chú"."""
    return _NOTE.match(text) is not None


def gathered(where: str, departures: Iterable[Departure], *, sure: bool = True) -> Iterator[Fault | Unknown]:
    """One fault for each kind of departure, with all its paragraphs; unknowns where the component is not sure."""
    groups: dict[tuple[str, str, Level | None], list[Paragraph]] = {}
    for departure in departures:
        key = (departure.expected, departure.found, departure.level)
        groups.setdefault(key, []).append(departure.paragraph)
    for (expected, found, level), paragraphs in groups.items():
        first = quoted(paragraphs[0].text)
        if not sure:
            yield Unknown(where, f"không chắc {first} là {where}", tuple(paragraphs))
            continue
        place = f"ở {first}" if len(paragraphs) == 1 else f"ở {len(paragraphs)} đoạn, đoạn đầu là {first}"
        yield Fault(where, expected, f"{found} {place}", tuple(paragraphs), level=level)


def place_of(paper: Paper, rule: CheckRule) -> str:
    """The name of the first component that a rule looks at."""
    return paper.rule_set.thanh_phan[rule.doi_tuong[0]].ten


def check_sizes(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`co_chu_than`: the text is set in the sizes of `thanh_phan.than`.

    `tham_so`: `mot_co` demands one size for all of it but a share of `phan_khac` (words set otherwise here and there).
    """
    allowed = paper.rule_set.thanh_phan["than"].co_chu.cho_phep
    off = tolerances().of(paper.measured.source).co_chu_pt
    letters: dict[float, int] = {}
    departures = []
    for item in body_items(paper, rule.doi_tuong):
        wrong: set[float] = set()
        for size, length in _sizes(paper, item.paragraph):
            fitting = [value for value in allowed if abs(value - size) <= off]
            if fitting:
                letters[fitting[0]] = letters.get(fitting[0], 0) + length
            else:
                wrong.add(size)
        if wrong:
            found = f"cỡ {', '.join(map(number, sorted(wrong)))}"
            departures.append(Departure(item.paragraph, f"{demands.SIZE}{one_of(allowed)}", found))
    where = place_of(paper, rule)
    yield from gathered(where, departures)
    if (
        rule.flag("mot_co")
        and letters
        and max(letters.values()) < (1 - rule.number("phan_khac")) * sum(letters.values())
    ):
        yield Fault(where, "một cỡ chữ cho cả lời văn", f"các cỡ {', '.join(map(number, sorted(letters)))}")


def _sizes(paper: Paper, paragraph: Paragraph) -> Iterator[tuple[float, int]]:
    """The sizes of a paragraph with how many letters have them; raised letters of a PDF are left out."""
    largest = max(paragraph.sizes, default=0.0)
    for span in paragraph.shown:
        size, length = span.letters.size_pt, len(span.text.strip())
        if paper.measured.source == "docx" or size == largest or length > _RAISED_LETTERS:
            yield size, length


def check_upright(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`chu_dung`: no paragraph is wholly italic, but for notes and what reads like a legal ground."""
    openings = paper.rule_set.cau_chu.can_cu_mo_dau
    departures = [
        Departure(item.paragraph, demands.UPRIGHT, demands.ITALIC)
        for item in body_items(paper, rule.doi_tuong)
        if item.paragraph.italic and not is_note(item.paragraph.text) and not item.paragraph.text.startswith(openings)
    ]
    yield from gathered(place_of(paper, rule), departures)


def check_item_letters(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dinh_dang_muc`: paragraphs of the body look as their component says.

    `tham_so`: `bo_qua` as for `dinh_dang`.
    """
    skipped = rule.words("bo_qua")
    for role in rule.doi_tuong:
        wanted = paper.rule_set.thanh_phan[role]
        component = paper.components.get(role)
        departures = [
            Departure(item.paragraph, expected, found)
            for item in body_items(paper, (role,))
            for expected, found in differences(paper, item.paragraph, wanted, skipped)
        ]
        yield from gathered(wanted.ten, departures, sure=component is None or component.sure)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {"co_chu_than": check_sizes, "chu_dung": check_upright, "dinh_dang_muc": check_item_letters}
)
