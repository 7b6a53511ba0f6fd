"""Blocks in the making: what the lines of an outline gave so far, and the finished blocks made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from service.text.blocks import (
    WORD_KINDS,
    AnyBlock,
    Footnote,
    Heading,
    Item,
    ItemKind,
    Paragraph,
    Quote,
    Table,
    paragraph_or_heading,
)
from service.text.form_parts import FormPartFinder
from service.text.inline import squeeze
from service.text.outline_headings import HeadingJudge
from service.text.outline_join import ending
from service.text.outline_notices import (
    Notice,
    check_footnotes,
    form_part,
    header_too_tall,
    mark_alone,
    merge_invalid,
    table_uneven,
    table_without_rows,
)
from service.text.outline_table import read_table

Form = Literal["item", "heading", "text", "quote", "table", "footnote"]

_BLOCK_KINDS: Mapping[str, str] = {
    "heading": "tieu_de", "text": "doan", "quote": "trich", "table": "bang", "footnote": "chu_thich",
}  # fmt: skip


@dataclass(frozen=True)
class Joined:
    """Lines of the source that became one text, by line number from 1, and the text."""

    first_line: int
    last_line: int
    text: str


@dataclass(slots=True)
class Draft:
    """One block in the making.

    `pieces` are the texts of its lines, `numbers` the numbers of all but the first; `literal` text is taken as it
    stands, never for a heading; a `closed` draft takes no further line; one that `awaits` is a mark alone on its line,
    whose text is still to come. A table is `spaced` when a blank line stands between rows of it, `told` when a notice
    about its lines of dashes was given.
    """

    form: Form
    first: int
    last: int
    source: str
    kind: ItemKind | None = None
    written: str | None = None
    heading: str | None = None
    pieces: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    literal: bool = False
    closed: bool = False
    awaits: bool = False
    unit: str | None = None
    rows: list[tuple[str, ...]] = field(default_factory=list)
    spaced: bool = False
    told: bool = False

    def add(self, line: int, text: str, source: str) -> None:
        """Takes a further line of text."""
        self.pieces.append(text)
        self.numbers.append(line)
        self.last = line
        self.source = source

    @property
    def block_kind(self) -> str:
        """The `kieu` of the block this becomes."""
        if self.form == "item" and self.kind is not None:
            return self.kind
        return {"heading": "tieu_de", "text": "doan", "quote": "trich", "table": "bang", "footnote": "chu_thich"}[
            self.form
        ]


@dataclass(frozen=True)
class Finished:
    """The blocks, the line each begins at, what was joined, and what there is to tell."""

    blocks: tuple[AnyBlock, ...]
    lines: tuple[int, ...]
    joined: tuple[Joined, ...]
    notices: tuple[Notice, ...]


def settle(draft: Draft) -> Notice | None:
    """Makes a text of a draft that got no content, unless it is a division, which may stand without; tells so."""
    if draft.form == "table" and not draft.rows:
        draft.form, draft.heading, draft.pieces = "text", None, [draft.source]
        draft.literal = draft.closed = True
        return table_without_rows(draft.first)
    if not draft.awaits:
        return None
    draft.awaits = False
    if draft.kind in WORD_KINDS and draft.written:
        return None
    draft.form, draft.pieces, draft.literal = "text", [draft.source], True
    return mark_alone(draft.first, draft.source)


def finish(drafts: Sequence[Draft]) -> Finished:
    """The finished blocks of settled drafts."""
    blocks: list[AnyBlock] = []
    joined: list[Joined] = []
    notices: list[Notice] = []
    judge = HeadingJudge()
    for draft, following in zip(drafts, _following_kinds(drafts), strict=True):
        text = squeeze(" ".join(draft.pieces))
        blocks.append(_make_block(draft, text, following, judge, notices))
        if draft.last > draft.first and draft.form in {"item", "text", "footnote", "heading"}:
            joined.append(Joined(draft.first, draft.last, text or draft.heading or ""))
    lines = tuple(draft.first for draft in drafts)
    notices.extend(check_footnotes(blocks, lines))
    notices.extend(_find_form_parts(drafts))
    return Finished(tuple(blocks), lines, tuple(joined), tuple(notices))


def _find_form_parts(drafts: Sequence[Draft]) -> Iterator[Notice]:
    """A notice for every line standing by itself that the form prints anyway; lines said to be text are left alone."""
    finder = FormPartFinder()
    for draft in drafts:
        if draft.form in {"item", "quote", "table"}:
            finder.leave_head()
        if draft.form not in {"text", "heading"} or draft.literal or draft.source.startswith("#"):
            continue
        lines = draft.pieces or [draft.heading or ""]
        for number, line in zip([draft.first, *draft.numbers], lines, strict=False):
            part = finder.find(line)
            if part is None:
                if ending(lines[-1]) != "open":
                    finder.leave_head()
                break
            yield form_part(number, part)


def _following_kinds(drafts: Sequence[Draft]) -> list[str | None]:
    """For every draft the kind of the next block that is no footnote."""
    following: list[str | None] = []
    current: str | None = None
    for draft in reversed(drafts):
        following.append(current)
        if draft.form != "footnote":
            current = draft.block_kind
    return following[::-1]


def _make_block(draft: Draft, text: str, following: str | None, judge: HeadingJudge, notices: list[Notice]) -> AnyBlock:
    if draft.form == "item" and draft.kind is not None:
        return _make_item(draft, draft.kind, text, following, judge)
    if draft.form == "quote":
        return Quote(kieu="trich", noi_dung="\n".join(draft.pieces))
    if draft.form == "table":
        return _make_table(draft, notices)
    if draft.form == "footnote":
        return Footnote(kieu="chu_thich", dau=draft.written or "", noi_dung=text)
    block: Heading | Paragraph
    block = Heading(kieu="tieu_de", tieu_de=draft.heading or text) if draft.heading else paragraph_or_heading(text)
    if isinstance(block, Heading):
        judge.pass_heading()
    return block


def _make_item(draft: Draft, kind: ItemKind, text: str, following: str | None, judge: HeadingJudge) -> Item:
    item = Item(kieu=kind, dau=draft.written, tieu_de=draft.heading, noi_dung=text or None)
    plain = item.noi_dung if item.tieu_de is None else None
    heading = plain is not None and not draft.literal and judge.is_heading(kind, plain, following)
    judge.pass_item(kind, plain, heading)
    return Item(kieu=kind, dau=draft.written, tieu_de=plain) if heading else item


def _make_table(draft: Draft, notices: list[Notice]) -> Table:
    table = read_table(draft.rows)
    if table.uneven:
        notices.append(table_uneven(draft.first))
    if table.header_too_tall:
        notices.append(header_too_tall(draft.first))
    if table.merges_dropped:
        notices.append(merge_invalid(draft.first))
    return Table(kieu="bang", ten=draft.heading, don_vi=draft.unit, so_dong_tieu_de=table.header, hang=table.rows)
