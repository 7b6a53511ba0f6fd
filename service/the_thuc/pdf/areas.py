"""Parts the lines of a page into header, running text, footnotes and footer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from service.the_thuc.pdf.document import MM_PER_PT
from service.the_thuc.pdf.drawing import Segment
from service.the_thuc.pdf.lines import TextLine

# Nothing but a header or a footer stands nearer to the edge of the sheet; the margins of papers are 20 mm and more.
MARGIN_MM = 20.0
# Where a page number or a repeated line may still be a header or a footer: faulty papers have other margins.
MARGIN_ZONE_MM = 32.0
# The line before a footer is so much further away than the next line of a text would be, in parts of the size.
SET_APART = 1.9
# The line above footnotes begins with the text and is shorter than a rule across it.
SEPARATOR_MM = (12.0, 80.0)
SEPARATOR_PART = 0.5
SMALLER_PT = 0.9
# A rule above the footer crosses most of the text; letters below it are small.
FOOT_RULE_PART = 0.6
FOOT_SIZE_PT = 12.0
NEAR_LEFT_MM = 3.0

_NUMBER = re.compile(
    r"[-–—\s.(]*(?:trang|page)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|trên|of)\s*\d{1,4})?[-–—\s.)]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_NOTE_MARK = re.compile(r"[\d*†(\[]")


@dataclass
class PageAreas:
    """The lines of a page by area; `separator` is the line above the footnotes."""

    head: list[TextLine] = field(default_factory=list)
    body: list[TextLine] = field(default_factory=list)
    notes: list[TextLine] = field(default_factory=list)
    foot: list[TextLine] = field(default_factory=list)
    separator: Segment | None = None


def repeated_lines(pages: Iterable[tuple[float, list[TextLine]]]) -> set[tuple[int, str]]:
    """Place and words, without numbers, of lines in the margins that stand on most of the pages, at least on two."""
    seen: Counter[tuple[int, str]] = Counter()
    count = 0
    for height, lines in pages:
        count += 1
        seen.update({_repeat_key(line) for line in lines if line.grid is None and _in_margin(line, height)})
    return {key for key, times in seen.items() if times >= 2 and times > count / 2}


def _repeat_key(line: TextLine) -> tuple[int, str]:
    return round(line.baseline), _DIGITS.sub("#", line.text)


def _in_margin(line: TextLine, height_mm: float) -> bool:
    return line.baseline < MARGIN_ZONE_MM or line.baseline > height_mm - MARGIN_ZONE_MM


def part_areas(
    lines: list[TextLine], rules: list[Segment], height_mm: float, *, tagged: bool, repeated: set[tuple[int, str]]
) -> PageAreas:
    """The areas of a page; `lines` come from top to bottom."""
    areas = PageAreas()
    rest = list(lines)
    while rest and _is_head(rest, height_mm, tagged, repeated):
        areas.head.append(rest.pop(0))
    while rest and _is_foot(rest, rules, height_mm, tagged, repeated):
        areas.foot.insert(0, rest.pop())
    if rule := _foot_rule(rest, rules, height_mm):
        areas.foot = [line for line in rest if line.baseline > rule.at] + areas.foot
        rest = [line for line in rest if line.baseline <= rule.at]
    areas.separator = _separator(rest, rules, height_mm)
    below = areas.separator.at if areas.separator else height_mm
    for line in rest:
        is_note = line.baseline > below or any(piece.tag and piece.tag.note for piece in line.pieces[-1:])
        (areas.notes if is_note else areas.body).append(line)
    return areas


def _is_head(rest: list[TextLine], height_mm: float, tagged: bool, repeated: set[tuple[int, str]]) -> bool:
    line = rest[0]
    if line.grid is not None or line.baseline > MARGIN_ZONE_MM:
        return False
    if tagged and line.block is None:
        return True
    gap = rest[1].baseline - line.baseline if len(rest) > 1 else height_mm
    if gap > line.size_pt * MM_PER_PT and _NUMBER.fullmatch(line.text):
        return True
    # Where there are tags they say what is text, however often it stands at the same height.
    return not tagged and _repeat_key(line) in repeated and _is_apart(gap, line)


def _is_apart(gap_mm: float, line: TextLine) -> bool:
    return gap_mm > SET_APART * line.size_pt * MM_PER_PT


def _is_foot(
    rest: list[TextLine], rules: list[Segment], height_mm: float, tagged: bool, repeated: set[tuple[int, str]]
) -> bool:
    line = rest[-1]
    if line.grid is not None or line.baseline < height_mm - MARGIN_ZONE_MM:
        return False
    if tagged and line.block is None:
        return True
    before = rest[-2].baseline if len(rest) > 1 else 0.0
    gap = line.baseline - before
    if not tagged and _repeat_key(line) in repeated and _is_apart(gap, line):
        return True
    apart = _is_apart(gap, line) or any(before < rule.at < line.baseline for rule in rules)
    left = min(other.left for other in rest)
    if _NUMBER.fullmatch(line.text) and gap > line.size_pt * MM_PER_PT:
        return apart or line.left > left + NEAR_LEFT_MM
    return apart and line.baseline > height_mm - MARGIN_MM and len(rest) > 1


def _foot_rule(rest: list[TextLine], rules: list[Segment], height_mm: float) -> Segment | None:
    """A rule across the text with nothing below it but a few lines of small letters."""
    if not rest:
        return None
    width = max(line.right for line in rest) - min(line.left for line in rest)
    for rule in rules:
        below = [line for line in rest if line.baseline > rule.at]
        if (
            rule.at > height_mm - 2 * MARGIN_ZONE_MM
            and rule.length > FOOT_RULE_PART * width
            and below
            and all(line.grid is None and line.size_pt <= FOOT_SIZE_PT for line in below)
            and below[0].baseline - rule.at < SET_APART * below[0].size_pt * MM_PER_PT
        ):
            return rule
    return None


def _separator(rest: list[TextLine], rules: list[Segment], height_mm: float) -> Segment | None:
    if not rest:
        return None
    left, right = min(line.left for line in rest), max(line.right for line in rest)
    for rule in rules:
        below = [line for line in rest if line.baseline > rule.at]
        above = [line for line in rest if line.baseline <= rule.at]
        if (
            below
            and abs(rule.start - left) < NEAR_LEFT_MM
            and SEPARATOR_MM[0] < rule.length < min(SEPARATOR_MM[1], SEPARATOR_PART * (right - left))
            and max(line.size_pt for line in below) < _body_size(above or below) - SMALLER_PT
            and (below[0].raised or _NOTE_MARK.match(below[0].text))
        ):
            return rule
    return None


def _body_size(lines: list[TextLine]) -> float:
    letters: defaultdict[float, int] = defaultdict(int)
    for line in lines:
        letters[line.size_pt] += len(line.text)
    return max(letters, key=lambda size: letters[size])
