"""Writes findings into a DOCX as Word comments at the paragraphs they speak of; the text and its form stay as they are.

Headers, footers and notes cannot be relied on to hold comments: what is found there, and what speaks of no paragraph,
is told at the first paragraph with text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from lxml import etree

from service.findings import Finding, Level
from service.text.dates import TIME_ZONE
from service.the_thuc.docx.values import Element, W, val
from service.the_thuc.edit.parts import WORD_TYPES, Parts
from service.the_thuc.edit.schema import in_text_box, text, twins
from service.the_thuc.model import Paragraph
from service.the_thuc.phrases import labels_of
from service.the_thuc.run import Marked

AUTHOR, INITIALS = "Văn thư", "VT"
LEVELS: Mapping[Level, str] = MappingProxyType(
    {"error": "Lỗi", "warning": "Cảnh báo", "info": "Gợi ý", "unknown": "Chưa kết luận được"}
)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The names of Word's own styles for comments, whatever a file calls their ids.
_MARK_STYLE, _TEXT_STYLE = "annotation reference", "annotation text"


@dataclass(frozen=True)
class _Styles:
    """The ids of the styles for a comment's mark and text, empty where the file has none."""

    mark: str
    text: str


def with_remarks(docx: bytes, marked: Sequence[Marked], *, unknown: bool = False, now: datetime | None = None) -> bytes:
    """A copy of a DOCX in which every finding is a comment at its paragraphs.

    Args:
        docx: a DOCX that has been let in as safe.
        marked: the findings of that very file.
        unknown: whether to tell what could not be concluded too.
        now: the time the comments bear; the present one where it is not given.

    Raises:
        DocxUnreadable: it cannot be read, or is of the strict vocabulary.
    """
    told = [one for one in marked if unknown or one.finding.level != "unknown"]
    if not told:
        return docx
    parts = Parts(docx)
    paragraphs = list(parts.main.iter(f"{W}p"))
    first = _first_with_text(paragraphs)
    if first is None:
        return docx
    styles = _styles(parts.of_kind("styles"))
    comments = _comments(parts)
    number = _free_number(parts.main, comments)
    # Word keeps the writer's own clock in a date that names no zone.
    date = (now or datetime.now(TIME_ZONE)).astimezone(TIME_ZONE).strftime("%Y-%m-%dT%H:%M:%S")
    for identifier, one in enumerate(told, start=number):
        start, end = _range(one.paragraphs, paragraphs) or (first, first)
        _anchor(start, end, str(identifier), styles)
        comments.append(_comment(one.finding, str(identifier), date, styles))
    return parts.save()


def _first_with_text(paragraphs: Sequence[Element]) -> Element | None:
    """The first paragraph with text, outside boxes where there is one; else the first of all."""
    filled = [one for one in paragraphs if text(one).strip()]
    running = (one for one in filled if not in_text_box(one))
    return next(running, next(iter(filled), next(iter(paragraphs), None)))


def _range(marked: Sequence[Paragraph], paragraphs: Sequence[Element]) -> tuple[Element, Element] | None:
    """The paragraphs a comment begins and ends at: those that follow the first one side by side."""
    numbers = sorted({one.element for one in marked if one.element is not None})
    if not numbers or numbers[-1] >= len(paragraphs):
        return None
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1 or paragraphs[number].getparent() is not paragraphs[first].getparent():
            break
        last = number
    return paragraphs[first], paragraphs[last]


def _anchor(start: Element, end: Element, identifier: str, styles: _Styles) -> None:
    """Puts a comment's range around paragraphs and its mark behind them, in every copy of a text box."""
    for opening in twins(start):
        head = opening.find(f"{W}pPr")
        position = 0 if head is None else opening.index(head) + 1
        # Ranges that begin here already are of comments told before.
        while position < len(opening) and opening[position].tag == f"{W}commentRangeStart":
            position += 1
        opening.insert(position, etree.Element(f"{W}commentRangeStart", {f"{W}id": identifier}))
    for closing in twins(end):
        etree.SubElement(closing, f"{W}commentRangeEnd", {f"{W}id": identifier})
        run = etree.SubElement(closing, f"{W}r")
        _style_run(run, styles)
        etree.SubElement(run, f"{W}commentReference", {f"{W}id": identifier})


def _comment(finding: Finding, identifier: str, date: str, styles: _Styles) -> Element:
    comment = etree.Element(
        f"{W}comment",
        {f"{W}id": identifier, f"{W}author": AUTHOR, f"{W}date": date, f"{W}initials": INITIALS},
    )
    for line in remark_lines(finding):
        paragraph = etree.SubElement(comment, f"{W}p")
        if styles.text:
            properties = etree.SubElement(paragraph, f"{W}pPr")
            etree.SubElement(properties, f"{W}pStyle", {f"{W}val": styles.text})
        if len(comment) == 1:
            run = etree.SubElement(paragraph, f"{W}r")
            _style_run(run, styles)
            etree.SubElement(run, f"{W}annotationRef")
        words = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t", {_XML_SPACE: "preserve"})
        words.text = _plain(line)
    return comment


def remark_lines(finding: Finding) -> Iterator[str]:
    """What a comment says of a finding, line by line."""
    place = f" – {finding.place}" if finding.place else ""
    yield f"{LEVELS[finding.level]} {finding.rule}{place}"
    told = (finding.expected, finding.found, finding.fix, finding.citation)
    for label, words in zip(labels_of(finding), told, strict=True):
        yield f"{label}: {words}"


def _plain(line: str) -> str:
    """A line without signs that steer: a file that is quoted must not turn round or hide what is said of it."""
    return "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char for char in line)


def _style_run(run: Element, styles: _Styles) -> None:
    if styles.mark:
        properties = etree.SubElement(run, f"{W}rPr")
        etree.SubElement(properties, f"{W}rStyle", {f"{W}val": styles.mark})


def _styles(part: Element | None) -> _Styles:
    names = {
        (one.get(f"{W}type"), val(one.find(f"{W}name")).casefold()): one.get(f"{W}styleId", "")
        for one in (() if part is None else part.iterfind(f"{W}style"))
    }
    return _Styles(names.get(("character", _MARK_STYLE), ""), names.get(("paragraph", _TEXT_STYLE), ""))


def _comments(parts: Parts) -> Element:
    """The comments there are, or a part for them."""
    found = parts.of_kind("comments")
    if found is None:
        found = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
        parts.add("comments", found, f"{WORD_TYPES}comments+xml")
    return found


def _free_number(main: Element, comments: Element) -> int:
    """The first number that no comment bears, nor any mark left over from one."""
    marks = (*comments.iter(f"{W}comment"), *main.iter(f"{W}commentRangeStart", f"{W}commentReference"))
    numbers = [int(found) for one in marks if (found := one.get(f"{W}id", "")).isdecimal()]
    return max(numbers, default=-1) + 1
