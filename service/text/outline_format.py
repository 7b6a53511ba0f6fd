r"""Blocks written as outline text that reads back as the same blocks: `parse_outline(format_outline(b)).blocks == b`.

Each block has two ways to be written: as a clerk would, and in full, with signs that leave nothing to judgement
(`\text`, `#so[1.][heading] text`). The first is used wherever it is read back rightly; the text is read back to see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from service.text.blocks import (
    BULLETS,
    WORD_KINDS,
    AnyBlock,
    Heading,
    Item,
    Paragraph,
    Quote,
    Table,
)
from service.text.outline_headings import HeadingJudge, is_title
from service.text.outline_join import goes_on, match_quotations
from service.text.outline_lines import find_marks, quotes_law, read_notation, unnumbered_mark, write_explicit
from service.text.outline_parse import Limits, parse_outline
from service.text.outline_table import is_caption, is_unit, write_row, write_separator

_ROUNDS = 6
_NO_LIMITS = Limits(max_bytes=2**62, max_lines=2**62, max_blocks=2**62)


def format_outline(blocks: Iterable[AnyBlock]) -> str:
    """The outline text of a list of valid blocks, one line a paragraph, in the plainest form that reads back alike."""
    blocks = tuple(blocks)
    in_full: set[int] = set()
    for _ in range(_ROUNDS):
        text, starts = write_blocks(blocks, in_full)
        misread = _misread(blocks, text, starts)
        if not misread:
            return text
        if misread <= in_full:
            break
        in_full |= misread
    return write_blocks(blocks, range(len(blocks)))[0]


def write_blocks(blocks: Sequence[AnyBlock], in_full: Collection[int]) -> tuple[str, list[int]]:
    """The text, with the blocks at the given positions written in full, and the line number each block begins at."""
    writer = _Writer()
    kinds = [block.kieu for block in blocks]
    following: list[str | None] = [None] * len(blocks)
    for position in range(len(blocks) - 2, -1, -1):
        after = kinds[position + 1]
        following[position] = after if after != "chu_thich" else following[position + 1]
    for position, block in enumerate(blocks):
        next_kind = kinds[position + 1] if position + 1 < len(blocks) else None
        writer.write(block, next_kind, following[position], in_full=position in in_full)
    return "".join(line + "\n" for line in writer.lines), writer.starts


def _misread(blocks: Sequence[AnyBlock], text: str, starts: Sequence[int]) -> set[int]:
    """The positions of the blocks to write in full so that the text is read back as the blocks."""
    outline = parse_outline(text, _NO_LIMITS)
    if outline.blocks == tuple(blocks):
        return set()
    found = dict(zip(outline.block_lines, outline.blocks, strict=True))
    # A block that is not there was taken into the one before it, which is then wrong through no fault of its own.
    missing = {position for position, start in enumerate(starts) if start not in found}
    if missing:
        return missing
    wrong = {position for position, start in enumerate(starts) if found[start] != blocks[position]}
    return wrong or set(range(len(blocks)))


class _Writer:
    """Collects lines, and remembers of the last block what decides how the next may be written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.starts: list[int] = []
        self._judge = HeadingJudge()
        # The text that a plain line would be tried to go on with, and whether an item's; None after a closed block.
        self._open: tuple[str, bool] | None = None
        self._quoting = False
        self._after_table = False

    def write(self, block: AnyBlock, next_kind: str | None, following: str | None, *, in_full: bool) -> None:
        """Writes one block; `following` is the kind of the next block that is no footnote."""
        opened, quoting, table = None, False, False
        if isinstance(block, Item):
            lines, opened = self._write_item(block, following, in_full)
        elif isinstance(block, Heading):
            lines = [_write_heading(block, in_full)]
            self._judge.pass_heading()
        elif isinstance(block, Paragraph):
            lines = [self._write_paragraph(block.noi_dung, next_kind, in_full)]
            opened = (block.noi_dung, False)
        elif isinstance(block, Quote):
            quoting = in_full or not _is_plain_quote(block)
            lines = block.noi_dung.split("\n")
            lines = [f"> {line}" for line in lines] if quoting else lines
            if quoting and self._quoting:
                self.lines.append("\\")
        elif isinstance(block, Table):
            table, lines = True, _write_table(block, in_full or self._after_table)
        else:
            lines, opened = [f"[^{block.dau}]: {block.noi_dung}"], (block.noi_dung, False)
        self.starts.append(len(self.lines) + 1)
        self.lines.extend(lines)
        self._open, self._quoting, self._after_table = opened, quoting, table

    def _write_paragraph(self, text: str, next_kind: str | None, in_full: bool) -> str:
        plain = not in_full and text[0] not in "\\#|>" and not read_notation(text) and not find_marks(text)
        plain = plain and not (text[0] == "“" and quotes_law(text[1:]))
        plain = plain and not (next_kind == "bang" and (is_caption(text) or is_unit(text)))
        if plain and self._open is not None:
            before, marked = self._open
            plain = not goes_on(before, text, full=False, marked=marked, apart=False)
        return text if plain else "\\" + text

    def _write_item(
        self, block: Item, following: str | None, in_full: bool
    ) -> tuple[list[str], tuple[str, bool] | None]:
        text = block.noi_dung or block.tieu_de
        is_heading = text is not None and self._judge.is_heading(block.kieu, text, following)
        self._judge.pass_item(block.kieu, None if block.tieu_de else block.noi_dung, heading=False)
        mark = _plain_mark(block)
        if in_full or mark is None or text is None:
            lines = [write_explicit(block.kieu, block.dau, block.tieu_de, text=block.noi_dung)]
            return lines, (block.noi_dung, True) if block.noi_dung else None
        if block.tieu_de is None:
            rest = f"\\{text}" if is_heading or text[0] == "\\" else text
        elif block.noi_dung is not None:
            rest = f"**{block.tieu_de}** {block.noi_dung}"
        elif block.kieu in WORD_KINDS and block.kieu != "dieu" and _is_plain_title(mark, text):
            return [mark, text], (text, True)
        elif is_heading and block.kieu not in WORD_KINDS - {"dieu"} and text[0] != "\\":
            rest = text
        else:
            rest = f"**{text}**"
        if not _reads_as(f"{mark} {rest}", block, rest):
            return [write_explicit(block.kieu, block.dau, block.tieu_de, text=block.noi_dung)], (text, True)
        return [f"{mark} {rest}"], None if rest == f"**{text}**" else (text, True)


def _plain_mark(block: Item) -> str | None:
    """What a clerk would write before the text, None for an odd bullet."""
    if block.kieu in BULLETS:
        return BULLETS[block.kieu][0] if block.dau is None else None
    return block.dau or unnumbered_mark(block.kieu)


def _reads_as(line: str, block: Item, rest: str) -> bool:
    """Whether a line's mark, if it counts, and the text after it are read as the block, headings by judgement aside."""
    notation = read_notation(line)
    marks = [notation.mark] if notation and notation.mark else [] if notation else find_marks(line)
    if not any((mark.kind, mark.written, mark.rest) == (block.kieu, block.dau, rest) for mark in marks):
        return False
    if rest.startswith("**"):
        return Item(kieu=block.kieu, dau=block.dau, noi_dung=rest) == block
    text = rest[1:] if rest.startswith("\\") else rest
    return Item(kieu=block.kieu, dau=block.dau, noi_dung=text).noi_dung == text


def _is_plain_title(mark: str, title: str) -> bool:
    """Whether a title may stand on the line below its division's mark."""
    notation = read_notation(mark)
    marks = [notation.mark] if notation and notation.mark else find_marks(mark)
    return bool(marks) and not marks[0].rest and is_title(title) and not read_notation(title) and not find_marks(title)


def _write_heading(block: Heading, in_full: bool) -> str:
    line = f"**{block.tieu_de}**"
    notation = None if in_full else read_notation(line)
    if notation is not None and notation.heading == block.tieu_de:
        return line
    return write_explicit("tieu_de", block.tieu_de)


def _is_plain_quote(block: Quote) -> bool:
    """Whether a quotation needs no signs: a law in “ ” with nothing that would be joined or read otherwise."""
    lines = block.noi_dung.split("\n")
    if match_quotations(lines).closing.get(0) != len(lines) - 1 or any(read_notation(line) for line in lines):
        return False
    marked = [bool(find_marks(line)) for line in lines]
    if not quotes_law(lines[0][1:]) and not any(marked[1:]):
        return False
    return not any(
        not marked[number] and goes_on(lines[number - 1], lines[number], full=False, marked=False, apart=False)
        for number in range(1, len(lines))
    )


def _write_table(block: Table, in_full: bool) -> list[str]:
    rows = [write_row(row) for row in block.hang]
    rows.insert(block.so_dong_tieu_de, write_separator(len(block.hang[0])))
    above = [line for line in (block.ten, block.don_vi) if line is not None]
    plain = not in_full and (block.ten is None or (is_caption(block.ten) and not is_unit(block.ten)))
    plain = plain and (block.don_vi is None or (is_unit(block.don_vi) and not is_caption(block.don_vi)))
    if not plain or any(read_notation(line) or find_marks(line) for line in above):
        above = [write_explicit("bang", block.ten, block.don_vi)]
    return above + rows
