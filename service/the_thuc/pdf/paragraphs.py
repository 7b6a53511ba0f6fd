"""Parts the lines of a flow into paragraphs: by the file's tags where it has them, else by how the lines stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from service.text.metrics import font_style, width_mm
from service.the_thuc.pdf.document import MM_PER_PT
from service.the_thuc.pdf.flows import Flow, Room
from service.the_thuc.pdf.lines import TextLine

# Lines of one centred block have one middle, lines of one block one left edge, this near.
SAME_MIDDLE_MM, SAME_LEFT_MM = 0.8, 1.0
# An indent is at least so wide.
INDENT_MM = 2.5
# A full line ends this near to the edge.
FULL_MM = 1.2
# A pitch wider than that of the paragraph by so much begins a new one; without a pitch to go by, so many sizes do.
# Within a sentence a raised mark may push a line down.
WIDER, WIDER_MM = 1.15, 0.3
WIDER_IN_SENTENCE = 1.4
WIDE_SIZES = 1.95
OTHER_SIZE_PT = 0.3
# A word counts as fitting only when there is clearly room for it.
FITS_MM = 0.8

_MARK = re.compile(
    r"[-–—+•*▪o]\s|\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?\s|[a-zđ]{1,2}\)|[IVXLC]{1,6}[.\-]|[A-ZĐ]{1,4}[./]\s?[A-ZĐ]"
    r"|(?:Điều|Chương|Phần|Mục)\s+[\dIVXLC]+"
)
_DASH = re.compile(r"[-–—+•*▪]\s")
_ENDED = re.compile(r"[.;:!?…][\"”’)]*$|\./\.?$")


@dataclass
class Draft:
    """Lines found to be one paragraph, and the flow they stand in; over a page's end, the flow it began in."""

    lines: list[TextLine]
    flow: Flow


def usual_pitches(flows: Iterable[Flow]) -> dict[float, float]:
    """The distance of baselines within paragraphs of running text, by type size: of lines that are surely one."""
    found: defaultdict[float, list[float]] = defaultdict(list)
    for flow in flows:
        if flow.kind != "body":
            continue
        for above, below in pairwise(flow.lines):
            full = above.right > flow.room.right - FULL_MM and below.left < flow.room.left + SAME_LEFT_MM
            same = above.block == below.block
            if full and same and abs(above.size_pt - below.size_pt) < OTHER_SIZE_PT:
                found[above.size_pt].append(below.baseline - above.baseline)
    return {size: median(gaps) for size, gaps in found.items()}


def part_paragraphs(flow: Flow, pitches: Mapping[float, float]) -> list[Draft]:
    """The paragraphs of a flow, in order."""
    drafts: list[Draft] = []
    for line in flow.lines:
        if drafts and not _begins(drafts[-1].lines, line, flow, pitches):
            drafts[-1].lines.append(line)
        else:
            drafts.append(Draft([line], flow))
    return drafts


def goes_on(before: Draft, after: Draft) -> bool:
    """Whether a paragraph that begins a page is the rest of the one that ended the page before."""
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size_pt - first.size_pt) > OTHER_SIZE_PT or first.left > after.flow.room.left + SAME_LEFT_MM:
        return False
    if _is_centred(last, before.flow.room) or _fits(last, first, before.flow.room):
        return False
    begins = before.lines[0]
    indented = begins.left > before.flow.room.left + INDENT_MM or len(before.lines) > 1
    ended = bool(_ENDED.search(last.text)) and bool(_MARK.match(first.text))
    return not ended and (indented or first.text[:1].islower() or not _ENDED.search(last.text))


def _begins(lines: list[TextLine], line: TextLine, flow: Flow, pitches: Mapping[float, float]) -> bool:
    """Whether a line begins a new paragraph after those of the one before."""
    last = lines[-1]
    if last.block is not None and line.block is not None:
        return last.block != line.block
    goes_on_in_words = _is_sentence_going_on(lines, line)
    if _stands_apart(lines, line, flow, pitches, WIDER_IN_SENTENCE if goes_on_in_words else WIDER):
        return True
    if goes_on_in_words:
        return False
    if _is_centred_pair(last, line, flow):
        return _begins_centred(last, line, flow.room)
    if line.looks.isdisjoint(last.looks) and last.right < flow.room.right - FULL_MM:
        return True
    if _fits(last, line, flow.room):
        return True
    return _begins_by_edge(lines, line, flow)


def _stands_apart(
    lines: list[TextLine], line: TextLine, flow: Flow, pitches: Mapping[float, float], wider: float
) -> bool:
    last = lines[-1]
    if abs(last.size_pt - line.size_pt) > OTHER_SIZE_PT:
        return True
    pitch = line.baseline - last.baseline
    if len(lines) > 1:
        usual: float | None = (last.baseline - lines[0].baseline) / (len(lines) - 1)
    else:
        usual = pitches.get(line.size_pt) if flow.kind == "body" else None
    if usual is not None:
        return pitch > usual * wider + WIDER_MM
    return pitch > WIDE_SIZES * line.size_pt * MM_PER_PT


def _is_centred(line: TextLine, room: Room) -> bool:
    aside = line.left - room.left
    return aside > INDENT_MM and abs(aside - (room.right - line.right)) < 2 * SAME_MIDDLE_MM


def _is_centred_pair(last: TextLine, line: TextLine, flow: Flow) -> bool:
    if abs(last.centre - line.centre) > SAME_MIDDLE_MM:
        return False
    if flow.kind == "body":
        return _is_centred(last, flow.room) or _is_centred(line, flow.room)
    return abs(last.left - line.left) > SAME_LEFT_MM or _is_centred(last, flow.room)


def _is_sentence_going_on(lines: list[TextLine], line: TextLine) -> bool:
    """Whether the words themselves say that a line goes on: in small letters, or within an item that has not ended."""
    last = lines[-1]
    if _ENDED.search(last.text) or _MARK.match(line.text) or last.text.isupper():
        return False
    return line.text[:1].islower() or bool(_DASH.match(lines[0].text) and not last.text.endswith(","))


def _begins_centred(last: TextLine, line: TextLine, room: Room) -> bool:
    """A centred line goes on with the one before where its words go on; names and posts stand in lines of their own."""
    if last.looks.isdisjoint(line.looks) or last.text.isupper() != line.text.isupper():
        return True
    if _MARK.match(line.text):
        return True
    half = min(last.centre - room.left, room.right - last.centre)
    return last.width + _first_word_mm(line) < 2 * half - FITS_MM


def _fits(last: TextLine, line: TextLine, room: Room) -> bool:
    """Whether the first word of a line would have had room on the one before: then the writer ended that."""
    return last.right + _first_word_mm(line) < room.right - FITS_MM


def _first_word_mm(line: TextLine) -> float:
    letters = line.pieces[0].letters
    style = font_style(bold=letters.bold, italic=letters.italic)
    return width_mm(f" {line.text.split(maxsplit=1)[0]}", letters.size_pt, style)


def _begins_by_edge(lines: list[TextLine], line: TextLine, flow: Flow) -> bool:
    """By left edges: first lines are indented, or hang out where the block below them is indented."""
    first, last = lines[0], lines[-1]
    is_marked, is_ended = bool(_MARK.match(line.text)), bool(_ENDED.search(last.text))
    usual = last.left if len(lines) > 1 else flow.room.left if flow.kind == "body" else first.left
    if line.left > usual + INDENT_MM:
        hangs = (
            len(lines) == 1
            and bool(_MARK.match(first.text))
            and not is_marked
            and line.left > first.left + SAME_LEFT_MM
        )
        stays = len(lines) == 1 and abs(line.left - first.left) <= SAME_LEFT_MM and not (is_marked or is_ended)
        return not (hangs or stays)
    if len(lines) == 1 and line.left < first.left - INDENT_MM:
        return False
    return is_marked and (is_ended or (bool(_MARK.match(first.text)) and flow.kind != "body"))
