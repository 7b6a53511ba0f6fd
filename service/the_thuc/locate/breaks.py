"""Takes apart a paragraph in which a writer put several components, a line break between each and the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from service.rules.load import rule_sets
from service.the_thuc.locate import recognise
from service.the_thuc.model import Line, Paragraph, Span, plain

_FIXED = ("quoc_hieu", "tieu_ngu", "tieu_de_dang", "nhan_noi_nhan")
_DASHES = ("-", "–", "+")
_RULED = ("tieu_ngu", "tieu_de_dang")
# A line of the head or the foot is no longer.
_LONGEST = 220


def lines_apart(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, those of several components taken apart at the line breaks, in reading order."""
    for paragraph in paragraphs:
        if len(paragraph.lines) > 1:
            groups = _grouped(paragraph.lines)
            texts = [list(_joined(group)) for group in groups]
            yield from _drawn_pieces(paragraph, groups) if _holds_components(paragraph, texts) else [paragraph]
            continue
        lines = _lines(paragraph) if "\n" in paragraph.raw.strip() else []
        yield from _pieces(paragraph, lines) if _holds_components(paragraph, lines) else [paragraph]


def _lines(paragraph: Paragraph) -> list[list[Span]]:
    """The spans between the breaks; a line without letters is empty."""
    lines: list[list[Span]] = [[]]
    for span in paragraph.spans:
        first, *others = span.text.split("\n")
        lines[-1].append(replace(span, text=first))
        lines.extend([replace(span, text=other)] for other in others)
    return lines


def _text(line: Sequence[Span]) -> str:
    return plain("".join(span.text for span in line if not (span.hidden or span.note)))


def _holds_components(paragraph: Paragraph, lines: Sequence[Sequence[Span]]) -> bool:
    """Whether lines of head or foot share the paragraph: a data table or running text has breaks of its own."""
    texts = [text for line in lines if (text := _text(line))]
    if len(texts) < 2 or (paragraph.cell is not None and paragraph.cell.framed):
        return False
    if any(len(text) > _LONGEST for text in texts):
        return False
    in_middle = paragraph.align == "giua"
    return (
        any(recognise.is_fixed(text, name) for text in texts for name in _FIXED)
        or any(recognise.is_number(text) or recognise.is_authority(text) for text in texts)
        or (recognise.begins_addressing(texts[0]) and texts[1].startswith(_DASHES))
        or (in_middle and recognise.read_date(texts[-1]) is not None)
        or (in_middle and any(recognise.is_dashes(text) for text in texts))
        or (in_middle and recognise.is_post(texts[0]))
        or (in_middle and any(recognise.type_named(texts[0], rule_set) for rule_set in rule_sets().values()))
    )


def _pieces(paragraph: Paragraph, lines: Sequence[Sequence[Span]]) -> Iterator[Paragraph]:
    """A paragraph of each line with text; what is drawn stays with the line it is for, as far as that shows."""
    filled = [number for number, line in enumerate(lines) if _text(line)]
    ruled, sure = _ruled(lines, filled)
    under = paragraph.under if sure else tuple(replace(stroke, sure=False) for stroke in paragraph.under)
    for number in filled:
        first, last = number == filled[0], number == filled[-1]
        yield replace(
            paragraph,
            spans=tuple(lines[number]),
            under=under if number == ruled else (),
            before_pt=paragraph.before_pt if first else 0.0,
            after_pt=paragraph.after_pt if last else 0.0,
            first_line_mm=paragraph.first_line_mm if first or paragraph.first_line_mm is None else 0.0,
        )


def _grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a PDF's paragraph, those of one component together."""
    groups: list[list[Line]] = []
    listing = False
    for line in lines:
        text = _text(line.spans)
        if groups and _goes_on(_text(list(_joined(groups[-1]))), text, listing=listing):
            groups[-1].append(line)
        else:
            groups.append([line])
        listing = listing or recognise.is_fixed(text, "nhan_noi_nhan") or recognise.begins_addressing(text)
    return groups


def _goes_on(above: str, text: str, *, listing: bool) -> bool:
    """Whether a line only goes on with what is above it, for want of room."""
    if listing:
        return above.startswith(_DASHES) and not text.startswith(_DASHES)
    both = f"{above} {text}"
    if any(recognise.is_fixed(both, name) and not recognise.is_fixed(text, name) for name in _FIXED):
        return True
    dated = recognise.read_date(both) is not None and recognise.read_date(text) is None
    return dated or (recognise.is_number(above) and above.endswith(("-", "/")))


def _joined(group: Sequence[Line]) -> Iterator[Span]:
    """The spans of some lines, a blank between them."""
    for number, line in enumerate(group):
        for position, span in enumerate(line.spans):
            parted = number and not position and not _text(group[number - 1].spans).endswith(("-", "/"))
            yield replace(span, text=f" {span.text}") if parted else span


def _drawn_pieces(paragraph: Paragraph, groups: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """A paragraph of each component that a PDF's paragraph holds."""
    texts = [list(_joined(group)) for group in groups]
    ruled, sure = _ruled(texts, range(len(groups)))
    under = paragraph.under if sure else tuple(replace(stroke, sure=False) for stroke in paragraph.under)
    for number, group in enumerate(groups):
        yield replace(
            paragraph,
            spans=tuple(texts[number]),
            lines=tuple(group),
            left_mm=min(line.box.left for line in group),
            right_mm=max(line.box.right for line in group),
            under=under if number == ruled else (),
            before_pt=paragraph.before_pt if number == 0 else 0.0,
            after_pt=paragraph.after_pt if number == len(groups) - 1 else 0.0,
            first_line_mm=0.0 if paragraph.first_line_mm is not None else None,
        )


def _ruled(lines: Sequence[Sequence[Span]], filled: Sequence[int]) -> tuple[int, bool]:
    """The line of text that a drawn line is for, and whether that is sure: the last, or one that bears a line."""
    titles = [number for number in filled if any(recognise.is_fixed(_text(lines[number]), name) for name in _RULED)]
    if titles:
        return titles[-1], titles[-1] == filled[-1]
    # A name has its line above the number.
    numbered = next((at for at, number in enumerate(filled) if recognise.is_number(_text(lines[number]))), 0)
    if numbered:
        return filled[numbered - 1], False
    # Room was left for it behind a line of text.
    gaps = [one for one, following in pairwise(filled) if following > one + 1]
    return (gaps[0], False) if gaps else (filled[-1], True)
