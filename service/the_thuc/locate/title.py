"""Finds what stands between head and body: name of the type, subject, dashes below it, addressees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.rules.model import RuleSet
from service.text.outline_lines import find_marks
from service.the_thuc.locate import recognise
from service.the_thuc.locate.columns import side
from service.the_thuc.model import Measured, Paragraph
from service.the_thuc.paper import Component

# The type's name is looked for among so many paragraphs below the head.
SEARCHED = 4
# A subject has no more lines than this, an addressee no more letters.
SUBJECT_LINES = 6
ADDRESSEE_LETTERS = 220
LONE_ADDRESSEE_LETTERS = 120


@dataclass
class Title:
    """What was found, the type of paper, and where the body begins."""

    components: dict[str, Component] = field(default_factory=dict)
    loai: str | None = None
    end: int = 0


def find_title(
    measured: Measured, paragraphs: Sequence[Paragraph], start: int, rule_set: RuleSet, *, letter: bool
) -> Title:
    """The title block from position `start` on; `letter`: a letter's subject was found in the head."""
    title = Title(end=start)
    if letter:
        _find_letters_type(paragraphs, title)
    else:
        _find_type(measured, paragraphs, title, rule_set)
    _find_addressees(measured, paragraphs, title)
    if title.loai is None and "ten_loai" not in title.components and (letter or "nhan_kinh_gui" in title.components):
        title.loai = "cong_van"
    return title


def _find_type(measured: Measured, paragraphs: Sequence[Paragraph], title: Title, rule_set: RuleSet) -> None:
    for position in range(title.end, min(title.end + SEARCHED, len(paragraphs))):
        paragraph = paragraphs[position]
        loai = recognise.type_named(paragraph.text, rule_set)
        if loai is not None or _looks_like_type(measured, paragraph):
            title.loai = loai
            title.components["ten_loai"] = Component("ten_loai", (paragraph,), loai is not None or paragraph.bold)
            title.end = position + 1
            _find_subject(paragraphs, title)
            return
        if not _may_pass(paragraph):
            return


def _find_letters_type(paragraphs: Sequence[Paragraph], title: Title) -> None:
    """A letter names no type; a line that does so all the same is found, to be told."""
    for position in range(title.end, min(title.end + SEARCHED, len(paragraphs))):
        if recognise.fold(paragraphs[position].text) == "cong van":
            title.components["ten_loai"] = Component("ten_loai", (paragraphs[position],))
            title.loai = "cong_van"
            title.end = position + 1
            return


def _looks_like_type(measured: Measured, paragraph: Paragraph) -> bool:
    """A short line in capitals in the middle that is no heading of the body: the name of a type nobody knows."""
    text = paragraph.text
    plain_line = text.isupper() and len(text) < 60 and not text[0].isdigit() and not recognise.is_authority(text)
    return plain_line and paragraph.align == "giua" and side(measured, paragraph) == "ngang"


def _may_pass(paragraph: Paragraph) -> bool:
    """Whether the type may still follow: only lines of a few letters stand in between."""
    return len(paragraph.text) < 40 and not recognise.begins_addressing(paragraph.text)


def _find_subject(paragraphs: Sequence[Paragraph], title: Title) -> None:
    lines: list[Paragraph] = []
    for paragraph in paragraphs[title.end : title.end + SUBJECT_LINES]:
        if recognise.is_dashes(paragraph.text):
            title.components["gach_trich_yeu"] = Component("gach_trich_yeu", (paragraph,))
            title.end += 1
            break
        if not _is_subject(paragraph, lines):
            break
        lines.append(paragraph)
        title.end += 1
        if paragraph.under and paragraph.under[0].sure:
            break
    if lines:
        title.components["trich_yeu"] = Component("trich_yeu", tuple(lines))


def _is_subject(paragraph: Paragraph, above: Sequence[Paragraph]) -> bool:
    text = paragraph.text
    if recognise.begins_addressing(text) or text.lstrip("- ").casefold().startswith("căn cứ") or text.endswith(":"):
        return False
    if not above:
        # The first line is the subject whatever it looks like, unless it is plainly a sentence of the body.
        return paragraph.bold or paragraph.align == "giua" or not text.endswith((".", ";"))
    return (
        paragraph.align in ("giua", None)
        and paragraph.bold == above[0].bold
        and text.isupper() == above[-1].text.isupper()
    )


def _find_addressees(measured: Measured, paragraphs: Sequence[Paragraph], title: Title) -> None:
    # A letter's addressees may follow a line or two of the head.
    for position in range(title.end, min(title.end + SEARCHED, len(paragraphs))):
        if recognise.begins_addressing(paragraphs[position].text):
            break
        if len(paragraphs[position].text) > 60:
            return
    else:
        return
    label = paragraphs[position]
    title.components["nhan_kinh_gui"] = Component("nhan_kinh_gui", (label,))
    title.end = position + 1
    listed: list[Paragraph] = []
    alone = label.text.rstrip().endswith(":")
    for paragraph in paragraphs[title.end :]:
        if not _is_addressee(paragraph, listed, alone=alone):
            break
        listed.append(paragraph)
    if listed:
        title.components["kinh_gui"] = Component("kinh_gui", tuple(listed))
        title.end += len(listed)


def _is_addressee(paragraph: Paragraph, above: Sequence[Paragraph], *, alone: bool) -> bool:
    text = paragraph.text
    if len(text) > ADDRESSEE_LETTERS or recognise.is_dashes(text) or recognise.begins_ground(text):
        return False
    if text.startswith(("-", "–", "+", "•")):
        return alone or bool(above)
    # Without a dash: the one name below the word.
    return alone and not above and len(text) < LONE_ADDRESSEE_LETTERS and not find_marks(text)
