"""Whether the mark a line starts with counts, given the text before it and the numbers so far."""

from __future__ import annotations

from collections.abc import Sequence

from service.text.blocks import BULLETS, WORD_KINDS, ItemKind
from service.text.marks import Number
from service.text.numbering import Sequencer
from service.text.outline_draft import Draft
from service.text.outline_join import Wrap, may_be_full, opening
from service.text.outline_lines import LineMark

_MAX_LETTER_JUMP = 3
# L. and C. are letters; I., V. and X. are numerals.
_LETTERLIKE_NUMERAL = (50,)


class MarkChoice:
    """Decides about marks against the sequencer of the paper, which the caller moves on."""

    def __init__(self, sequencer: Sequencer, wrap: Wrap | None) -> None:
        self._sequencer = sequencer
        self._wrap = wrap

    def choose(self, marks: Sequence[LineMark], before: Draft | None, line: str) -> LineMark | None:
        """The reading of a line's mark that fits, None when the line is no item.

        `before` is the draft before it, given only while its text ends in the open.
        """
        if not marks:
            return None
        mark = self._prefer(marks)
        if mark.bold:
            return mark
        if not self._is_plausible(mark):
            return None
        return mark if before is None or self._interrupts(mark, before, line) else None

    def _prefer(self, marks: Sequence[LineMark]) -> LineMark:
        """Of a letter and a numeral the one that goes on its sequence, else the usual one."""
        fitting = [mark for mark in marks if mark.number == self._sequencer.expected(mark.kind)]
        if len(fitting) == 1:
            return fitting[0]
        if len(marks) == 1:
            return marks[0]
        numeral, letter = marks
        if fitting:
            return numeral if self._sequencer.last("la_ma") else letter
        return numeral if numeral.number < _LETTERLIKE_NUMERAL else letter

    def _is_plausible(self, mark: LineMark) -> bool:
        if self._fits(mark.kind, mark.number):
            return True
        if mark.kind == "chu_hoa":
            # "Q. CHỦ TỊCH", "P. TRƯỞNG PHÒNG" stand in signature blocks.
            return mark.number[0] <= self._sequencer.last("chu_hoa") + _MAX_LETTER_JUMP
        return not mark.weak and not (mark.kind == "la_ma" and mark.number >= _LETTERLIKE_NUMERAL)

    def _fits(self, kind: ItemKind, number: Number) -> bool:
        return bool(number) and self._sequencer.goes_on(kind, number)

    def _interrupts(self, mark: LineMark, before: Draft, line: str) -> bool:
        """Whether a mark counts although the text before ends in the open: `30. ` may end a sentence."""
        text = before.pieces[-1]
        full = self._wrap is not None and self._wrap.is_full(before.source, line)
        small = opening(mark.rest) == "lower"
        if mark.kind in BULLETS:
            is_range = text[-1].isdigit() and mark.rest[:1].isdigit()
            return not is_range and not (full and (small or mark.rest[:1].isdigit()))
        if text.isupper():
            return not small or self._fits(mark.kind, mark.number)
        if self._fits(mark.kind, mark.number):
            return not (small and full)
        if small or (before.form != "item" and not (mark.kind in WORD_KINDS or mark.rest.isupper())):
            return False
        # A list without end stops may skip a number; a wrapped line may not be told from it by anything but its length.
        return not may_be_full(self._wrap, before.source, line)
