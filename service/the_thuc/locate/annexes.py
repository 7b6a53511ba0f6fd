"""Finds the annexes behind the main paper: label, title, the line "Kèm theo", and what belongs to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.rules.model import RuleSet
from service.the_thuc.locate import recognise
from service.the_thuc.locate.body import read_body
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import AnnexFound

# The head of an annex has no more paragraphs than this.
HEAD_LINES = 8


def find_annexes(
    paragraphs: Sequence[Paragraph], previous: Paragraph | None, rule_set: RuleSet
) -> tuple[AnnexFound, ...]:
    """The annexes among the paragraphs behind the foot; `previous` is the last paragraph before them."""
    starts = list(_starts(paragraphs, previous))
    found = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(paragraphs)
        before = paragraphs[start - 1] if start else previous
        found.append(_read_annex(paragraphs[start:end], before, rule_set))
    return tuple(found)


def _starts(paragraphs: Sequence[Paragraph], previous: Paragraph | None) -> Iterator[int]:
    """Where annexes begin: at the first paragraph, at each label, at each title of a new section or page."""
    labelled = any(recognise.is_annex_label(one.text) for one in paragraphs)
    for position, paragraph in enumerate(paragraphs):
        before = paragraphs[position - 1] if position else previous
        if (
            position == 0
            or recognise.is_annex_label(paragraph.text)
            or (
                not labelled
                and before is not None
                and paragraph.section != before.section
                and paragraph.align == "giua"
            )
        ):
            yield position


def _read_annex(paragraphs: Sequence[Paragraph], before: Paragraph | None, rule_set: RuleSet) -> AnnexFound:
    rest = list(paragraphs)
    label = rest.pop(0) if recognise.is_annex_label(rest[0].text) else None
    title: list[Paragraph] = []
    reference = None
    while rest and len(title) < HEAD_LINES:
        one = rest[0]
        if recognise.is_attached_line(one.text):
            reference = rest.pop(0)
            while rest and recognise.is_dashes(rest[0].text):
                rest.pop(0)
            break
        if one.align != "giua" or one.cell is not None:
            break
        if recognise.is_dashes(one.text):
            rest.pop(0)
            continue
        title.append(rest.pop(0))
    first = paragraphs[0]
    return AnnexFound(
        label=label,
        title=tuple(title),
        reference=reference,
        paragraphs=tuple(paragraphs),
        items=read_body(rest, rule_set) if rest else (),
        starts_page=_starts_page(first, before),
        section=first.section,
        first_page=first.page,
    )


def _starts_page(first: Paragraph, before: Paragraph | None) -> bool | None:
    if before is None:
        return True
    if first.page is not None and before.page is not None:
        return first.page > _last_page(before)
    return first.page_break_before or first.section != before.section


def _last_page(paragraph: Paragraph) -> int:
    return paragraph.lines[-1].box.page if paragraph.lines else paragraph.page or 1
