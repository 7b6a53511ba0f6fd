"""What is told about blocks of a body stands at a place that is in the input, and says the line of an outline."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from schemas.validate import validate_record
from service.findings import Finding
from tests.form.papers import PARTY, STATE, changed
from tests.merge.conftest import Merged

Merge = Callable[[Mapping[str, Any]], Merged]

GOOD_SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*/*.json"))
OUTLINE = "Nội dung như sau:\n\n1. Một.\n3. Ba.\n- Bốn"
BLOCKS: list[dict[str, Any]] = [
    {"kieu": "doan", "noi_dung": "Nội dung\nnhư sau:"},
    {"kieu": "so", "dau": "1.", "noi_dung": "Một."},
    {"kieu": "so", "dau": "3.", "noi_dung": "Ba."},
    {"kieu": "doan", "noi_dung": "Bốn\nNăm"},
]

# The rule about marks out of sequence, of both families.
SEQUENCE = ("HD-SEQ", "HEAD-SEQ")


def found(merged: Merged, rule: str | tuple[str, ...]) -> list[Finding]:
    return [finding for finding in merged.findings if finding.rule.endswith(rule)]


@pytest.mark.parametrize(("record", "rule_set"), [(STATE, "ND30"), (PARTY, "HD05")], ids=["State", "Party"])
def test_a_mark_out_of_sequence_is_printed_as_written_and_told(
    merge: Merge, record: dict[str, Any], rule_set: str
) -> None:
    merged = merge(changed(record, noi_dung=OUTLINE))
    (told,) = found(merged, SEQUENCE)
    rule, level = ("ND30-HD-SEQ", "error") if rule_set == "ND30" else ("HD05-HEAD-SEQ", "warning")
    assert (told.rule, told.level, told.place) == (rule, level, "/noi_dung")
    assert (told.expected, told.found) == ("dấu mục “2.”", "dòng 4: “3.”")
    assert told.citation
    assert "Hãy sửa dấu mục" in told.fix
    assert "3. Ba." in merged.paragraphs()


def test_a_mark_out_of_sequence_in_blocks_is_told_at_the_block_that_was_sent(merge: Merge) -> None:
    (told,) = found(merge(changed(STATE, noi_dung=BLOCKS)), SEQUENCE)
    assert (told.place, told.found) == ("/noi_dung/2", "“3.”")


def test_each_annex_has_a_sequence_of_its_own(merge: Merge) -> None:
    annexes = [{"tieu_de": "Một", "noi_dung": "1. Một."}, {"tieu_de": "Hai", "noi_dung": "1. Một.\n1. Hai."},
               {"tieu_de": "Ba", "noi_dung": BLOCKS}]  # fmt: skip
    told = found(merge(changed(STATE, noi_dung="1. Một.", phu_luc=annexes)), SEQUENCE)
    assert [(one.place, one.found) for one in told] == [
        ("/phu_luc/1/noi_dung", "dòng 2: “1.”"),
        ("/phu_luc/2/noi_dung/2", "“3.”"),
    ]


def test_the_end_mark_is_told_at_a_place_of_the_input(merge: Merge) -> None:
    (in_outline,) = found(merge(changed(STATE, noi_dung=OUTLINE)), "KET-THUC")
    assert (in_outline.place, in_outline.found) == ("/noi_dung", "dòng 5: …Bốn")
    (in_blocks,) = found(merge(changed(STATE, noi_dung=BLOCKS)), "KET-THUC")
    assert (in_blocks.place, in_blocks.found) == ("/noi_dung/3", "…Năm")


PASTED = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\n1. Một.\nNơi nhận:\n- Như trên./."


def test_what_the_form_prints_is_told_and_kept(merge: Merge) -> None:
    merged = merge(changed(STATE, noi_dung=PASTED))
    told = found(merged, "FORM-PART")
    assert [(one.place, one.level, one.found) for one in told] == [
        ("/noi_dung", "warning", "dòng 1"),
        ("/noi_dung", "warning", "dòng 2"),
        ("/noi_dung", "warning", "dòng 4"),
    ]
    assert merged.paragraphs("Than")[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_what_the_form_prints_is_told_of_blocks_but_not_of_quotations(merge: Merge) -> None:
    blocks = [
        {"kieu": "doan", "noi_dung": "Đoạn một.\nTM. ỦY BAN NHÂN DÂN"},
        {"kieu": "trich", "noi_dung": "KT. CHỦ TỊCH"},
        {"kieu": "tieu_de", "tieu_de": "Nơi nhận:"},
    ]
    told = found(merge(changed(STATE, noi_dung=blocks)), "FORM-PART")
    assert [(one.place, one.found) for one in told] == [
        ("/noi_dung/0", "TM. ỦY BAN NHÂN DÂN"),
        ("/noi_dung/2", "Nơi nhận:"),
    ]


@pytest.mark.parametrize("content", [PASTED, [{"kieu": "doan", "noi_dung": "KT. CHỦ TỊCH"}]])
def test_an_annex_may_hold_a_whole_specimen(merge: Merge, content: object) -> None:
    annex = {"tieu_de": "Mẫu kế hoạch", "noi_dung": content}
    assert found(merge(changed(STATE, phu_luc=[annex])), "FORM-PART") == []


def test_a_block_is_known_by_itself_and_a_made_one_has_no_place() -> None:
    validated = validate_record(changed(STATE, noi_dung="Một.\nMột."))
    first, second = validated.van_ban.noi_dung
    places = [validated.bodies.place_of(block) for block in (first, second)]
    assert [place and place.line for place in places] == [1, 2]
    assert validated.bodies.place_of(first.model_copy()) is None


@pytest.mark.parametrize("path", GOOD_SAMPLES, ids=lambda path: path.name)
def test_samples_and_what_they_attach_have_no_doubtful_line(merge: Merge, path: Path) -> None:
    merged = merge(json.loads(path.read_text(encoding="utf-8")))
    assert [finding for finding in merged.findings if finding.rule.endswith((*SEQUENCE, "FORM-PART"))] == []
