"""Makes paragraphs of the model from drafts: text, alignment, indents, distances, drawn rules and frames.

What the numbers mean: `spacing` is the middle one of the distances between baselines within a paragraph, exactly as
measured, for a paragraph of two or more lines. `before_pt` is the distance from the last baseline of the paragraph
before in the same flow to its own first baseline, less one line of its own (its pitch; for a single line that of the
running text of its size, else 1.15 sizes): the gap that was put between them. `after_pt` is the `before_pt` of the
paragraph that follows. Both are None where nothing stands before or after in the same column, cell or run of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from service.the_thuc.model import Align, Area, Cell, Frame, Line, Paragraph, Spacing, Span, Stroke
from service.the_thuc.pdf.document import MM_PER_PT
from service.the_thuc.pdf.drawing import Segment
from service.the_thuc.pdf.flows import EDGE_LINES, FULL_EDGE_MM, FlowKind, Room
from service.the_thuc.pdf.grids import Grid
from service.the_thuc.pdf.lines import TextLine
from service.the_thuc.pdf.paragraphs import Draft

AREAS: Mapping[FlowKind, Area] = {
    "body": "than", "column": "than", "cell": "than", "frame": "than",
    "head": "dau_trang", "note": "chu_thich", "foot": "chan_trang",
}  # fmt: skip
# Edges and middles of lines of one alignment agree this well.
SAME_MM = 0.8
CENTRE_MM = 1.2
# A line this much shorter than its room can be told apart as centred or set to the right.
SHORT_MM = 6.0
IN_CELL_MM = 1.6
SINGLE_LINE = 1.15
# A rule that belongs to the text above it is drawn this near below its baseline.
SURE_GAP_MM = 5.0
# A rule may begin so far outside of the text it belongs to.
ASIDE_MM = 5.0


@dataclass
class Built:
    """A paragraph being made: the draft, and what is found about it piece by piece."""

    draft: Draft
    notes: bool
    cell: Cell | None = None
    frame: Frame | None = None
    before_pt: float | None = None
    after_pt: float | None = None
    under: list[Stroke] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.draft.lines[0].page


def measure_gaps(flow: list[Built], pitches: Mapping[float, float]) -> None:
    """The gaps between the paragraphs of one flow."""
    for above, below in pairwise(flow):
        last, first = above.draft.lines[-1], below.draft.lines[0]
        if last.page != first.page:
            continue
        pitch = _pitch_mm(below.draft)
        if pitch is None and below.draft.flow.kind == "body" and not _is_short_and_centred(below.draft):
            pitch = pitches.get(first.size_pt)
        if pitch is None:
            pitch = SINGLE_LINE * first.size_pt * MM_PER_PT
        above.after_pt = below.before_pt = round((first.baseline - last.baseline - pitch) / MM_PER_PT, 2)


def attach_rules(built: list[Built], rules: Iterable[Segment], page: int) -> None:
    """Gives each rule of a page to the paragraph right above it; `built` are those with lines on the page."""
    for rule in rules:
        best: tuple[float, Built] | None = None
        middle = (rule.start + rule.end) / 2
        for paragraph in built:
            line = _line_above(paragraph.draft, rule, page)
            if line is None:
                continue
            gap = rule.at - line.baseline
            over = line.left - ASIDE_MM < middle < line.right + ASIDE_MM
            if gap > 0 and over and (best is None or gap < best[0]):
                best = (gap, paragraph)
        if best is None:
            continue
        gap, paragraph = best
        paragraph.under.append(
            Stroke(
                length_mm=rule.length,
                left_mm=rule.start,
                thick_pt=round(rule.thick_pt, 2),
                solid=rule.solid,
                color=rule.color,
                gap_mm=gap,
                sure=gap <= SURE_GAP_MM,
            )
        )


def _line_above(draft: Draft, rule: Segment, page: int) -> TextLine | None:
    """The line a rule may be under: the last of its page; in a column, where breaks part components, any of them."""
    lines = [one for one in draft.lines if one.page == page]
    if draft.flow.kind == "column":
        lines = [one for one in lines if one.baseline < rule.at] or lines
    return lines[-1] if lines else None


def frame_of(grid: Grid) -> Frame:
    """A drawn frame, from middle to middle of its lines."""
    left, top, right, bottom = grid.bounds
    return Frame(right - left, bottom - top, grid.color)


def finish(built: Built, index: int) -> Paragraph:
    """The paragraph of the model."""
    draft = built.draft
    flow = draft.flow
    lines = tuple(line.as_line(notes=built.notes) for line in draft.lines)
    align = _align(draft)
    return Paragraph(
        index=index,
        spans=tuple(_spans(draft, lines)),
        area=AREAS[flow.kind],
        page=built.page,
        cell=built.cell,
        align=align,
        left_mm=min(line.left for line in draft.lines),
        right_mm=max(line.right for line in draft.lines),
        first_line_mm=_first_line(draft, align),
        before_pt=built.before_pt,
        after_pt=built.after_pt,
        spacing=_spacing(draft),
        under=tuple(built.under),
        frame=built.frame,
        lines=lines,
    )


def _spans(draft: Draft, lines: tuple[Line, ...]) -> Iterator[Span]:
    """The spans of all lines; a line's end is a blank, unless a word was parted at its hyphen or stroke."""
    pending: Span | None = None
    for number, line in enumerate(lines):
        for position, span in enumerate(line.spans):
            if position == 0 and number and not _parts_word(draft, number):
                span = replace(span, text=f" {span.text}")
            if pending and (pending.letters, pending.note) == (span.letters, span.note):
                pending = replace(pending, text=pending.text + span.text)
                continue
            if pending:
                yield pending
            pending = span
    if pending:
        yield pending


def _parts_word(draft: Draft, number: int) -> bool:
    """Whether the line before ends within a word: with a hyphen or stroke, a letter before it and no blank after."""
    before = draft.lines[number - 1]
    text = before.text
    return not before.blank_after and len(text) > 1 and text[-1] in "-/" and text[-2].isalnum()


def _pitches(draft: Draft) -> list[float]:
    return [below.baseline - above.baseline for above, below in pairwise(draft.lines) if above.page == below.page]


def _pitch_mm(draft: Draft) -> float | None:
    gaps = _pitches(draft)
    return median(gaps) if gaps else None


def _spacing(draft: Draft) -> Spacing | None:
    pitch = _pitch_mm(draft)
    return None if pitch is None else Spacing("chinh_xac", round(pitch / MM_PER_PT, 2))


def _is_short_and_centred(draft: Draft) -> bool:
    return _align(draft) == "giua"


def _align(draft: Draft) -> Align | None:
    room = draft.flow.room
    if draft.flow.kind in ("head", "foot"):
        return _align_single(draft.lines[0].left, draft.lines[0].right, room)
    if len(draft.lines) == 1:
        line = draft.lines[0]
        if draft.flow.kind == "column":
            return _align_among(draft)
        align = _align_single(line.left, line.right, room, IN_CELL_MM if draft.flow.cell else SHORT_MM)
        # An indented line may leave as much room behind it as stands before it, by chance.
        return None if align == "giua" and draft.flow.kind == "body" and _begins_as_others(draft) else align
    lines = _of_first_page(draft)
    if len(lines) == 1:
        # One line before the page's end: nothing to compare, and the next page may have other margins.
        return None
    lefts, rights, centres = [n.left for n in lines], [n.right for n in lines], [n.centre for n in lines]
    if _agree(centres) and not _agree(lefts):
        return "giua"
    if _agree(lefts[1:]) and _agree([*rights[:-1], max(rights)]) and _is_full(draft):
        return "deu"
    if _agree(lefts[1:]):
        return "giua" if len(lines) == 2 and _agree(centres) and not _is_full(draft) else "trai"
    return "phai" if _agree(rights) else None


def _begins_as_others(draft: Draft) -> bool:
    """Whether a line has its left edge in common with some of another width, which centred lines have not."""
    line = draft.lines[0]
    alike = [one for one in draft.flow.lines if abs(one.left - line.left) < SAME_MM]
    return sum(abs(one.width - line.width) > 2 * SAME_MM for one in alike) >= EDGE_LINES - 1


def _of_first_page(draft: Draft) -> list[TextLine]:
    """The lines on the page it begins on: the next may have other margins, printed on both sides."""
    return [line for line in draft.lines if line.page == draft.lines[0].page]


def _is_full(draft: Draft) -> bool:
    """Whether its lines reach the right edge; in a narrow room two lines must agree, one may do so by chance."""
    lines = _of_first_page(draft)
    # Where it goes on over the page's end its last line here is full too.
    rights = [line.right for line in (lines[:-1] if len(lines) == len(draft.lines) else lines)]
    if draft.flow.kind == "body":
        return max(rights) > draft.flow.room.right - FULL_EDGE_MM
    return len(rights) > 1


def _align_among(draft: Draft) -> Align | None:
    """What one line in a column tells beside the other lines of the column."""
    line = draft.lines[0]
    others = [other for other in draft.flow.lines if other is not line and abs(other.width - line.width) > 2 * SAME_MM]
    if any(abs(other.centre - line.centre) < SAME_MM for other in others):
        return "giua"
    return "trai" if any(abs(other.left - line.left) < SAME_MM for other in others) else None


def _align_single(left: float, right: float, room: Room, short: float = SHORT_MM) -> Align | None:
    """What one line tells: only where it is short, and away from the left edge."""
    before, after = left - room.left, room.right - right
    if before + after < short:
        return None
    if abs(before - after) < 2 * CENTRE_MM and before > SAME_MM:
        return "giua"
    return "phai" if abs(after) < SAME_MM else None


def _agree(values: list[float]) -> bool:
    return max(values) - min(values) < SAME_MM


def _first_line(draft: Draft, align: Align | None) -> float | None:
    first, *others = _of_first_page(draft)
    if align in ("giua", "phai") or draft.flow.kind == "head":
        return None
    if others:
        return first.left - min(line.left for line in others)
    return first.left - draft.flow.room.left if draft.flow.kind == "body" else None
