"""The sequence of marks over a list of blocks: what comes next, where written marks break it, numbering anew.

A count starts again under a new parent and under an unnumbered heading. Điều alone run on through the whole
paper; written Chương may do either. Words of the text that cite a mark ("khoản 2 Điều 5") are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from service.text.blocks import BULLETS, ITEM_KINDS, LEVEL, AnyBlock, Footnote, Heading, Item, ItemKind, Paragraph
from service.text.marks import (
    LETTERS,
    Mark,
    Number,
    RomanStyle,
    from_letter,
    from_roman,
    read_mark,
    to_letter,
    to_roman,
    write_mark,
)
from service.text.outline_join import ending

__all__ = [
    "LETTERS",
    "SequenceNotice",
    "Sequencer",
    "check_sequence",
    "from_letter",
    "from_roman",
    "number_blocks",
    "renumber",
    "to_letter",
    "to_roman",
]

# A Điều put in after another of its number: Điều 5a.
_ADDED = re.compile(r"\d[a-zđ]")
# What an unnumbered heading does not end: the divisions of the paper it stands in.
_OUTLIVES_HEADING = LEVEL["dieu"]
# The kinds whose mark names the counts of its parents too, and those parents, outermost first.
_PARENTS: Mapping[ItemKind, tuple[ItemKind, ...]] = {"so_2": ("so",), "so_3": ("so", "so_2")}


@dataclass(frozen=True)
class SequenceNotice:
    """A written mark that breaks the sequence: the block's position from 0, what was expected, a sentence."""

    block: int
    code: Literal["mark-out-of-sequence", "mark-unreadable"]
    found: str
    expected: str
    message: str


class Sequencer:
    """Walks over the items of a paper in order and knows what number comes next at each level."""

    def __init__(self) -> None:
        self._last: dict[ItemKind, Number] = {}
        self._latest: dict[ItemKind, int] = {}

    def expected(self, kind: ItemKind) -> Number:
        """The number an item of this kind has by its position."""
        # Where the numbers 1., 2. are left out, 1.1. counts within I., II.
        parents = tuple(
            self._last.get(parent, self._last.get("la_ma", (1,)) if parent == "so" else (1,))[-1]
            for parent in _PARENTS.get(kind, ())
        )
        last = self._last.get(kind)
        count = last[-1] + 1 if last is not None and last[:-1] == parents else 1
        return (*parents, count)

    def goes_on(self, kind: ItemKind, number: Number) -> bool:
        """Whether a number follows on: by position, from the last of its kind anywhere before, or starts at 1."""
        return number == self.expected(kind) or number[-1] == 1 or number[-1] == self._latest.get(kind, 0) + 1

    def last(self, kind: ItemKind) -> int:
        """The count of the last item of this kind anywhere before, 0 for none."""
        return self._latest.get(kind, 0)

    def take(self, kind: ItemKind, number: Number | None = None) -> Number:
        """Passes an item with the number written on it, or with the one its position gives; returns the number."""
        number = number or self.expected(kind)
        for inner in ITEM_KINDS[LEVEL[kind] + 1 :]:
            if inner != "dieu":
                self._last.pop(inner, None)
        self._last[kind] = number
        self._latest[kind] = number[-1]
        return number

    def pass_heading(self) -> None:
        """Passes an unnumbered heading."""
        for inner in ITEM_KINDS[_OUTLIVES_HEADING + 1 :]:
            self._last.pop(inner, None)


def number_blocks(blocks: Iterable[AnyBlock], roman_style: RomanStyle = "I.") -> list[tuple[AnyBlock, str | None]]:
    """Every block with the mark it is printed with.

    A written mark is kept; a missing one is filled by position, a missing bullet by `-`, `+` or `*` (which a form may
    replace). A block that has no mark by nature gets None.
    """
    sequencer = Sequencer()
    marked: list[tuple[AnyBlock, str | None]] = []
    for block in blocks:
        mark = _pass(sequencer, block)
        if isinstance(block, Item):
            written = block.dau or write_mark(block.kieu, mark or (1,), roman_style=roman_style)
            marked.append((block, written))
        else:
            marked.append((block, None))
    return marked


def check_sequence(blocks: Iterable[AnyBlock]) -> tuple[SequenceNotice, ...]:
    """Where a written mark is not the one its position asks for; after a break the count goes on from there.

    Three things break nothing: a Chương that goes on or starts anew in its Phần, a list that starts again at 1 behind
    a paragraph that leads up to it ("Thời gian:"), and a Điều put in later (5a after 5).
    """
    sequencer = Sequencer()
    notices = []
    led_up = False
    for position, block in enumerate(blocks):
        if isinstance(block, Item) and block.dau is not None and block.kieu not in BULLETS:
            notice = _check(sequencer, position, block.kieu, block.dau, led_up=led_up)
            if notice is not None:
                notices.append(notice)
        _pass(sequencer, block)
        if not isinstance(block, Footnote):
            led_up = isinstance(block, Paragraph) and ending(block.noi_dung) != "stop"
    return tuple(notices)


def renumber(blocks: Sequence[AnyBlock], how: Literal["rewrite", "drop"] = "rewrite") -> tuple[AnyBlock, ...]:
    """The blocks with their written marks put in sequence.

    "rewrite" gives each written mark the number of its position in the way it was written ("I -" stays "I -"); a mark
    that cannot be read becomes the standard one. "drop" takes the written marks away, so that the form numbers by
    position in its own way. Bullets, and marks that were never written, are left as they are.
    """
    sequencer = Sequencer()
    renewed: list[AnyBlock] = []
    for block in blocks:
        if not isinstance(block, Item) or block.kieu in BULLETS:
            if isinstance(block, Heading):
                sequencer.pass_heading()
            renewed.append(block)
            continue
        number = sequencer.take(block.kieu)
        if block.dau is None:
            renewed.append(block)
        elif how == "rewrite" or not (block.tieu_de or block.noi_dung):
            mark = write_mark(block.kieu, number, read_mark(block.kieu, block.dau))
            renewed.append(block.model_copy(update={"dau": mark}))
        else:
            renewed.append(block.model_copy(update={"dau": None}))
    return tuple(renewed)


def _pass(sequencer: Sequencer, block: AnyBlock) -> Number | None:
    """Lets the sequencer pass one block; the number of a numbered item, else None."""
    if isinstance(block, Heading):
        sequencer.pass_heading()
    if not isinstance(block, Item) or block.kieu in BULLETS:
        return None
    written: Mark | None = read_mark(block.kieu, block.dau) if block.dau is not None else None
    return sequencer.take(block.kieu, written.number if written is not None else None)


def _check(sequencer: Sequencer, position: int, kind: ItemKind, found: str, *, led_up: bool) -> SequenceNotice | None:
    mark = read_mark(kind, found)
    number = sequencer.expected(kind)
    expected = write_mark(kind, number, mark)
    if mark is None:
        return SequenceNotice(
            position,
            "mark-unreadable",
            found,
            expected,
            f"Không đọc được số thứ tự trong dấu mục “{found}” nên không kiểm tra được. "
            f"Theo vị trí thì mục này là “{expected}”.",
        )
    anew = led_up and mark.number == (*number[:-1], 1)
    added = kind == "dieu" and mark.number[-1] == sequencer.last(kind) and _ADDED.search(found) is not None
    if mark.number == number or anew or added or (kind == "chuong" and sequencer.goes_on(kind, mark.number)):
        return None
    return SequenceNotice(
        position,
        "mark-out-of-sequence",
        found,
        expected,
        f"Dấu mục “{found}” không nối tiếp: theo vị trí phải là “{expected}”. "
        "Hãy sửa dấu mục, thêm mục còn thiếu hoặc chọn đánh số lại.",
    )
