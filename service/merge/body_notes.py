"""What is told about the blocks of a paper, each at its place in the input."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.block_places import BlockPlace, Bodies
from service.merge.notes import Notes
from service.merge.wording import end_text
from service.rules.model import RuleSet
from service.text.blocks import AnyBlock, Footnote, Item, Paragraph
from service.text.inline import plain_text
from service.text.numbering import check_sequence

_SHOWN_END = 20


def note_end_mark(blocks: Sequence[AnyBlock], bodies: Bodies, rule_set: RuleSet, notes: Notes) -> None:
    """Tells when the end mark of the last text is set or changed."""
    last = next((block for block in reversed(blocks) if not isinstance(block, Footnote)), None)
    if not isinstance(last, Paragraph | Item) or not last.noi_dung:
        return
    printed = plain_text(last.noi_dung)
    if end_text(printed, rule_set) == printed:
        return
    place = bodies.place_of(last) or BlockPlace("/noi_dung")
    notes.add(
        "KET-THUC",
        rule_set.cau_chu,
        place.pointer,
        expected=f"kết thúc bằng {rule_set.cau_chu.ket_thuc}",
        found=place.say(f"…{printed[-_SHOWN_END:]}"),
        fix=f"Đã đặt dấu kết thúc {rule_set.cau_chu.ket_thuc}",
    )


def note_sequence(bodies: Bodies, rule_set: RuleSet, notes: Notes) -> None:
    """Tells every written mark that breaks the sequence of its body; it is printed as it was written."""
    for body in bodies.all:
        for notice in check_sequence(body.blocks):
            place = body.places[notice.block]
            notes.add(
                "HD-SEQ",
                rule_set.danh_dau,
                place.pointer,
                expected=f"dấu mục “{notice.expected}”",
                found=place.say(f"“{notice.found}”"),
                fix=notice.message,
                level="warning",
            )
