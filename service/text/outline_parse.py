"""Outline text, as a clerk types or pastes it, made into blocks. Nothing is lost; what is in doubt is told.

The notation is described for its users in `docs/outline.md`. The work is linear in the length of the text, and
every text has an answer: blocks, or `SourceUnreadable` when it is larger than the limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from service.text.blocks import BULLETS, WORD_KINDS, AnyBlock
from service.text.numbering import Sequencer
from service.text.outline_choice import MarkChoice
from service.text.outline_draft import Draft, Form, Joined, finish, settle
from service.text.outline_headings import is_title
from service.text.outline_join import (
    Quotations,
    Wrap,
    ending,
    estimate_wrap,
    goes_on,
    is_sure_wrap,
    match_quotations,
    may_be_full,
    opening,
)
from service.text.outline_lines import LineMark, Notation, find_marks, quotes_law, read_notation
from service.text.outline_notices import (
    Notice,
    doubt,
    maybe_one_paragraph,
    quote_unclosed,
    separator_kept,
    table_split,
)
from service.text.outline_source import Limits, Line, read_lines, too_large
from service.text.outline_table import begins_table, is_caption, is_second_separator, is_unit, may_split

__all__ = ["Joined", "Limits", "Notice", "Outline", "parse_outline"]

# Blank lines mean something only where they are the exception; text copied from a PDF has one after every line.
_MEANINGFUL_BLANKS = 0.5


@dataclass(frozen=True)
class Outline:
    """What was understood: the blocks, which lines were joined, what there is to tell, where each block begins."""

    blocks: tuple[AnyBlock, ...]
    joined: tuple[Joined, ...]
    notices: tuple[Notice, ...]
    block_lines: tuple[int, ...]


def parse_outline(text: str, limits: Limits | None = None) -> Outline:
    """The blocks of an outline text.

    Raises:
        SourceUnreadable: with `SOURCE_TOO_LARGE`, when the text is larger than the limits.
    """
    limits = limits or Limits()
    parser = _Parser(read_lines(text, limits), limits.max_blocks)
    return parser.parse()


class _Parser:
    """Goes over the lines once, in order, and collects drafts of blocks."""

    def __init__(self, lines: Sequence[Line], max_blocks: int) -> None:
        self._lines = lines
        self._max_blocks = max_blocks
        self._notations = [read_notation(line.text) for line in lines]
        self._marks = [
            () if notation else find_marks(line.text) for line, notation in zip(lines, self._notations, strict=True)
        ]
        self._quotations = self._find_quotations()
        self._wrap = self._find_wrap()
        gaps = max(len(lines) - 1, 1)
        self._blanks_count = sum(line.apart for line in lines[1:]) < gaps * _MEANINGFUL_BLANKS
        self._marks_before = _running_count(bool(marks) for marks in self._marks)
        self._sequencer = Sequencer()
        self._choice = MarkChoice(self._sequencer, self._wrap)
        self._drafts: list[Draft] = []
        self._sealed = False
        self._size = 0
        self._joined: list[Joined] = []
        self._notices: list[Notice] = []

    def parse(self) -> Outline:
        """The outline of all lines."""
        index = 0
        while index < len(self._lines):
            notation = self._notations[index]
            law_end = None if notation else self._law_end(index)
            if notation is not None:
                self._take_notation(notation, index)
            elif law_end is not None:
                self._take_law(index, law_end)
                index = law_end
            else:
                self._take_text(index)
            index += 1
        self._settle_last()
        self._notices.extend(quote_unclosed(self._lines[opener].number) for opener in self._quotations.unclosed)
        done = finish(self._drafts)
        joined = sorted([*self._joined, *done.joined], key=lambda join: join.first_line)
        notices = sorted([*self._notices, *done.notices], key=lambda notice: notice.line)
        return Outline(done.blocks, tuple(joined), tuple(notices), done.lines)

    # What is known before the first block is made.

    def _find_quotations(self) -> Quotations:
        return match_quotations(
            [None if notation else line.text for line, notation in zip(self._lines, self._notations, strict=True)]
        )

    def _find_wrap(self) -> Wrap | None:
        gaps = 0
        wraps = []
        for index in range(len(self._lines) - 1):
            if self._notations[index] or self._notations[index + 1]:
                continue
            gaps += 1
            line, following = self._lines[index].text, self._lines[index + 1].text
            if not self._marks[index + 1] and is_sure_wrap(line, following):
                wraps.append((line, following))
        return estimate_wrap(wraps, gaps)

    # Lines that say what they are.

    def _take_notation(self, notation: Notation, index: int) -> None:
        if notation.form == "break":
            self._settle_last()
            self._sealed = True
        elif notation.form == "mark" and notation.mark is not None:
            self._start_item(notation.mark, index)
        elif notation.form == "row":
            self._take_row(notation, index)
        elif notation.form == "quote":
            self._take_quote_line(notation.text, index)
        elif notation.form == "title":
            self._take_title(notation.heading or "", index)
        else:
            self._take_explicit(notation, index)

    def _take_explicit(self, notation: Notation, index: int) -> None:
        if notation.form == "item" and notation.kind is not None:
            draft = self._start("item", index, notation.text)
            draft.kind, draft.written, draft.heading = notation.kind, notation.written, notation.heading
            draft.literal, draft.closed = True, not notation.text
            self._sequencer.take(notation.kind)
        elif notation.form == "heading":
            self._start_heading(notation.heading or "", index)
        elif notation.form == "table":
            draft = self._start("table", index)
            draft.heading, draft.unit = notation.heading, notation.text or None
        elif notation.form == "footnote":
            self._start("footnote", index, notation.text).written = notation.written
        else:
            self._start("text", index, notation.text).literal = True

    def _take_row(self, notation: Notation, index: int) -> None:
        line = self._lines[index]
        last = self._last()
        if last is None or last.form != "table":
            last = self._start_table(index)
        elif line.apart and begins_table(last.rows, notation.cells, self._rows_below(index), spaced=last.spaced):
            last = self._start("table", index)
        elif is_second_separator(last.rows, notation.cells):
            last = self._pass_second_separator(last, index)
        last.spaced = last.spaced or (line.apart and bool(last.rows))
        self._count()
        last.rows.append(notation.cells)
        last.last = line.number

    def _rows_below(self, index: int) -> Iterator[tuple[str, ...]]:
        """The rows directly below a line, no blank line between."""
        for number in range(index + 1, len(self._lines)):
            notation = self._notations[number]
            if notation is None or notation.form != "row" or self._lines[number].apart:
                return
            yield notation.cells

    def _pass_second_separator(self, table: Draft, index: int) -> Draft:
        """The table a second line of dashes belongs to: a new one with the row above, or the same, as a row of it."""
        if not may_split(table.rows):
            if not table.told:
                self._notices.append(separator_kept(self._lines[index].number))
            table.told = True
            return table
        header, first = table.rows.pop(), table.last
        split = self._start("table", index)
        split.first, split.spaced = first, table.spaced
        split.rows.append(header)
        self._notices.append(table_split(first))
        return split

    def _start_table(self, index: int) -> Draft:
        """A new table, with the lines directly above it that read like its name and its unit."""
        name = unit = None
        first = self._lines[index].number
        while not self._sealed and (last := self._last()) is not None and last.form == "text":
            text = " ".join(last.pieces)
            if last.literal or not ((unit is None and is_unit(text)) or (name is None and is_caption(text))):
                break
            name, unit = (name, text) if unit is None and is_unit(text) else (text, unit)
            first = last.first
            self._drafts.pop()
        draft = self._start("table", index)
        draft.first, draft.heading, draft.unit = first, name, unit
        return draft

    def _take_quote_line(self, text: str, index: int) -> None:
        last = self._last()
        if last is None or last.form != "quote" or not last.literal:
            if not text:
                return
            last = self._start("quote", index)
            last.literal = True
        if text:
            last.pieces.append(text)
        last.last = self._lines[index].number

    def _take_title(self, title: str, index: int) -> None:
        last = self._last()
        if last is None or not last.awaits:
            self._start_heading(title, index)
            return
        last.heading, last.awaits, last.closed = title, False, True
        last.last = self._lines[index].number

    def _start_heading(self, title: str, index: int) -> None:
        draft = self._start("heading", index)
        draft.heading, draft.closed = title, True
        self._sequencer.pass_heading()

    # A law quoted in its own lines.

    def _law_end(self, index: int) -> int | None:
        """The last line of the law quoted from this line on, None when the line starts no such quotation."""
        end = self._quotations.closing.get(index)
        line = self._lines[index]
        if end is None or index in self._quotations.inside:
            return None
        if not quotes_law(line.text[1:]) and self._marks_before[end + 1] == self._marks_before[index + 1]:
            return None
        before = self._unfinished()
        if before is not None and may_be_full(self._wrap, before.source, line.text) and self._wrap is not None:
            return None
        return end

    def _take_law(self, index: int, end: int) -> None:
        draft = self._start("quote", index)
        pieces = [self._lines[index].text]
        first = self._lines[index].number
        for number in range(index + 1, end + 1):
            before, line = self._lines[number - 1], self._lines[number]
            full = self._wrap is not None and self._wrap.is_full(before.text, line.text)
            apart = line.apart and self._blanks_count
            if not self._marks[number] and goes_on(before.text, line.text, full=full, marked=False, apart=apart):
                pieces.append(line.text)
                continue
            self._end_quoted_line(draft, pieces, first, before.number)
            pieces, first = [line.text], line.number
        self._end_quoted_line(draft, pieces, first, self._lines[end].number)
        draft.last, draft.closed = self._lines[end].number, True

    def _end_quoted_line(self, draft: Draft, pieces: list[str], first: int, last: int) -> None:
        text = " ".join(pieces)
        draft.pieces.append(text)
        if len(pieces) > 1:
            self._joined.append(Joined(first, last, text))

    # Ordinary lines.

    def _take_text(self, index: int) -> None:
        line = self._lines[index]
        marks = () if index in self._quotations.inside else self._marks[index]
        mark = self._choice.choose(marks, self._unfinished(), line.text)
        if mark is not None:
            self._start_item(mark, index)
            return
        last = self._last()
        if last is not None and last.awaits and self._may_fill(last, line):
            last.awaits = False
            last.add(line.number, line.text, line.text)
        elif last is not None and self._continues(last, line, marks) and not self._heads_table(index):
            last.add(line.number, line.text, line.text)
        else:
            if last is not None and last.pieces and self._ends_full(last, line):
                self._notices.append(maybe_one_paragraph(line.number))
            self._start("text", index, line.text)
        notice = doubt(line.number, line.text, refused=bool(marks))
        if notice is not None:
            self._notices.append(notice)

    def _start_item(self, mark: LineMark, index: int) -> None:
        literal = mark.rest.startswith("\\") and len(mark.rest) > 1
        text = mark.rest[1:].strip() if literal else mark.rest
        draft = self._start("item", index, text)
        draft.kind, draft.written, draft.literal = mark.kind, mark.written, literal
        draft.awaits = not text
        if mark.kind not in BULLETS:
            self._sequencer.take(mark.kind, mark.number or None)

    def _may_fill(self, draft: Draft, line: Line) -> bool:
        """Whether an unmarked line is the text of the mark alone above it; a division takes nothing but a title."""
        return draft.kind not in WORD_KINDS or draft.kind == "dieu" or is_title(line.text)

    def _continues(self, draft: Draft, line: Line, refused: Sequence[LineMark]) -> bool:
        """Whether a line that begins no item goes on with the draft before it; `refused` are its marks, if any."""
        if draft.closed or not draft.pieces:
            return False
        text = draft.pieces[-1]
        range_end = bool(refused) and refused[0].kind in BULLETS
        if refused and self._unfinished() and (range_end or may_be_full(self._wrap, draft.source, line.text)):
            return True
        full = self._wrap is not None and self._wrap.is_full(draft.source, line.text)
        apart = line.apart and self._blanks_count
        return goes_on(text, line.text, full=full, marked=draft.form == "item" and not refused, apart=apart)

    def _ends_full(self, draft: Draft, line: Line) -> bool:
        full = self._wrap is not None and self._wrap.is_full(draft.source, line.text)
        return full and not draft.closed and opening(line.text) == "upper" and ending(draft.pieces[-1]) == "stop"

    def _heads_table(self, index: int) -> bool:
        """Whether a line reads like the name or unit of a table and stands directly above one."""
        for number in range(index, min(index + 3, len(self._lines))):
            notation, text = self._notations[number], self._lines[number].text
            if notation is not None:
                return number > index and notation.form == "row"
            if not is_caption(text) and not is_unit(text):
                return False
        return False

    # Keeping the drafts.

    def _last(self) -> Draft | None:
        """The draft a further line may belong to."""
        return self._drafts[-1] if self._drafts and not self._sealed else None

    def _unfinished(self) -> Draft | None:
        """The draft whose text so far ends in the open."""
        last = self._last()
        if last is None or last.closed or not last.pieces or ending(last.pieces[-1]) != "open":
            return None
        return last

    def _start(self, form: Form, index: int, text: str = "") -> Draft:
        self._settle_last()
        self._count()
        line = self._lines[index]
        draft = Draft(form, line.number, line.number, line.text, pieces=[text] if text else [])
        draft.closed = form in {"quote", "table"}
        self._drafts.append(draft)
        self._sealed = False
        return draft

    def _settle_last(self) -> None:
        if self._drafts:
            notice = settle(self._drafts[-1])
            if notice is not None:
                self._notices.append(notice)

    def _count(self) -> None:
        self._size += 1
        if self._size > self._max_blocks:
            raise too_large("đoạn, mục và hàng của bảng", self._max_blocks)


def _running_count(flags: Iterable[bool]) -> list[int]:
    """How many of the flags before each position are set."""
    return list(accumulate(flags, initial=0))
