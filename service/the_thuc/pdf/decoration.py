"""Tells what drawn lines are: underlining or shading of letters, edges of tables, rules that stand by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from service.the_thuc.pdf.document import MM_PER_PT
from service.the_thuc.pdf.drawing import Area, Segment
from service.the_thuc.pdf.grids import Grid
from service.the_thuc.pdf.lines import TextLine
from service.the_thuc.pdf.objects import Piece

# Programs underline at about a tenth of the size below the baseline, up to a fifth where the stroke is thick or
# double; a rule of the form stands clear of the letters, below what hangs under the baseline (0.22 of the size).
UNDERLINE_LEAST, UNDERLINE_MOST = -0.05, 0.21
# So much of a piece lies above its underline, and the underline reaches so far beyond its letters at most.
COVERED = 0.7
OVERHANG_MM = 1.5
# What is shorter is a mark.
LEAST_RULE_MM = 3.0
# Beyond so many loose lines a page is a drawing, not a paper with rules.
MAX_LOOSE = 400


def loose_segments(segments: Iterable[Segment], grids: list[Grid]) -> list[Segment]:
    """Level lines that draw no table and no frame."""
    used = {id(line) for grid in grids for lines in grid.level.values() for line in lines}
    found = [s for s in segments if s.level and id(s) not in used and s.length >= LEAST_RULE_MM]
    return found if len(found) <= MAX_LOOSE else []


def underline(lines: list[TextLine], segments: list[Segment]) -> tuple[list[TextLine], list[Segment]]:
    """The lines with underlined letters marked, and the segments that are no underlining."""
    marked = list(lines)
    rules = []
    for segment in segments:
        is_decoration = False
        for number, line in enumerate(marked):
            covered = _covered(line, segment)
            if covered:
                is_decoration = True
                pieces = tuple(
                    _with_letters(piece, underline=True) if n in covered else piece
                    for n, piece in enumerate(line.pieces)
                )
                marked[number] = replace(line, pieces=pieces)
        if not is_decoration:
            rules.append(segment)
    return marked, rules


def _covered(line: TextLine, segment: Segment) -> set[int]:
    """Numbers of the pieces that a segment underlines; none where it is drawn for itself."""
    size = line.size_pt * MM_PER_PT
    if not UNDERLINE_LEAST * size < segment.at - line.baseline < UNDERLINE_MOST * size:
        return set()
    pieces = {
        number: piece
        for number, piece in enumerate(line.pieces)
        if min(piece.right, segment.end) - max(piece.left, segment.start) >= COVERED * (piece.right - piece.left)
    }
    if not pieces:
        return set()
    start, end = min(p.left for p in pieces.values()), max(p.right for p in pieces.values())
    return set(pieces) if segment.length <= end - start + OVERHANG_MM else set()


def shade(lines: list[TextLine], areas: list[Area]) -> list[TextLine]:
    """The lines with letters marked that stand on a coloured ground."""
    grounds = [area for area in areas if area.color != "FFFFFF"]
    if not grounds or len(grounds) > MAX_LOOSE:
        return lines
    return [
        replace(line, pieces=tuple(_with_letters(p, shaded=True) if _stands_on(p, grounds) else p for p in line.pieces))
        if any(_stands_on(piece, grounds) for piece in line.pieces)
        else line
        for line in lines
    ]


def _stands_on(piece: Piece, grounds: list[Area]) -> bool:
    x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    return any(area.left <= x <= area.right and area.top <= y <= area.bottom for area in grounds)


def _with_letters(piece: Piece, *, underline: bool = False, shaded: bool = False) -> Piece:
    letters = piece.letters
    return piece._replace(
        letters=replace(letters, underline=letters.underline or underline, shaded=letters.shaded or shaded)
    )
