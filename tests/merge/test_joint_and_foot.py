"""Papers of several issuers, the signature block and footnotes in the merged DOCX: what must hold in its XML."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import docx
import pytest

from service.merge.styles import style_id
from tests.form.papers import PARTY, STATE, body, changed
from tests.merge.conftest import Merged, W, paragraph_text, style_of

Merge = Callable[[Mapping[str, Any]], Merged]
NS = {"w": W[1:-1]}
OLD_PARTY = changed(PARTY, ngay_ban_hanh="2025-09-05")
ANNEX = {"tieu_de": "Tiến độ", "noi_dung": "1. Rà soát."}


def joint_state(*others: str) -> dict[str, Any]:
    """A State paper with these issuers beside its own, each `NAME/SYMBOL`, and a signature for each."""
    issuers, signatures = [STATE["co_quan"]], [STATE["chu_ky"]]
    for other in others:
        name, symbol = other.split("/")
        issuers.append({**STATE["co_quan"], "ten_cap_tren": None, "ten_co_quan": name, "ky_hieu_co_quan": symbol})
        signatures.append({"chuc_vu": "CHỦ TỊCH", "ho_ten": f"A {symbol}"})
    return {**STATE, "co_quan": issuers, "chu_ky": signatures}


def author_of(merged: Merged) -> str:
    return str(docx.Document(io.BytesIO(merged.docx)).core_properties.author)


def test_a_joint_paper_names_all_its_issuers_as_author_and_in_the_lines_of_its_annexes(merge: Merge) -> None:
    merged = merge({**joint_state("HỘI NÔNG DÂN XÃ IA LÂM/HND", "ĐOÀN XÃ IA LÂM/ĐX"), "phu_luc": [ANNEX, ANNEX]})
    names = "Phòng Văn hóa - Xã hội, Hội Nông dân xã Ia Lâm, Đoàn xã Ia Lâm"
    assert author_of(merged) == names
    line = f"(Kèm theo Kế hoạch số 07/KH-VHXH-HND-ĐX ngày 03 tháng 02 năm 2026 của {names})"
    assert merged.paragraphs("KemTheo") == [line, line]


def test_a_joint_paper_takes_the_names_given_for_sentences(merge: Merge) -> None:
    record = joint_state("HỘI NÔNG DÂN/HND")
    record["co_quan"][1]["ten_trong_cau"] = "Ban Chấp hành Hội Nông dân xã Ia Lâm"
    merged = merge({**record, "phu_luc": [ANNEX]})
    assert author_of(merged) == "Phòng Văn hóa - Xã hội, Ban Chấp hành Hội Nông dân xã Ia Lâm"
    assert merged.paragraphs("KemTheo")[0].endswith(f" của {author_of(merged)})")


@pytest.mark.parametrize(
    ("others", "rows"),
    [
        (("HỘI NÔNG DÂN/HND",), [["A HND", "Ksor H’Nhan"]]),
        (("HỘI NÔNG DÂN/HND", "ĐOÀN XÃ/ĐX"), [["A HND", "Ksor H’Nhan"], ["A ĐX"]]),
        (("HỘI NÔNG DÂN/HND", "ĐOÀN XÃ/ĐX", "CÔNG AN XÃ/CAX"), [["A HND", "Ksor H’Nhan"], ["A CAX", "A ĐX"]]),
    ],
)
def test_signatures_of_a_joint_paper_stand_in_pairs_the_leading_one_right(
    merge: Merge, others: tuple[str, ...], rows: list[list[str]]
) -> None:
    merged = merge(joint_state(*others))
    found = [
        [paragraph_text(p) for p in row.iter(f"{W}p") if style_of(p) == "HoTen"] for row in merged.body.iter(f"{W}tr")
    ]
    assert [row for row in found if row] == rows


@pytest.mark.parametrize("record", [STATE, PARTY, OLD_PARTY, joint_state("HỘI NÔNG DÂN/HND")])
def test_the_lines_of_a_signature_stay_on_one_page(merge: Merge, record: dict[str, Any]) -> None:
    signatures = record["chu_ky"] if isinstance(record["chu_ky"], list) else [record["chu_ky"]]
    signatures = [{**one, "chuc_vu_khac": "TRƯỞNG BAN CHỈ ĐẠO"} for one in signatures]
    merged = merge({**record, "chu_ky": signatures})
    kept: dict[str | None, list[bool]] = {}
    for paragraph in merged.body.iter(f"{W}p"):
        keeps = paragraph.find(f"{W}pPr/{W}keepNext") is not None
        kept.setdefault(style_of(paragraph), []).append(keeps)
    for style, count in (("QuyenHan", 1), ("ChucVu", len(signatures))):
        assert kept[style] == [True] * count, style
    # Above the signature the Party's second post has the word that joins it on a line of its own.
    lines = len(signatures) * (2 if "kiêm" in merged.paragraphs("ChucVuKhac") else 1)
    assert kept["ChucVuKhac"] == [True] * lines
    assert kept["HoTen"] == [False] * len(signatures)


def test_the_room_in_a_pair_makes_up_for_the_lines_that_one_block_has_more(merge: Merge) -> None:
    record = joint_state("HỘI NÔNG DÂN/HND")
    record["chu_ky"][0] = {
        "tham_quyen": [{"quyen_han": "TM", "cua": "ỦY BAN NHÂN DÂN"}, {"quyen_han": "KT", "cua": "CHỦ TỊCH"}],
        "chuc_vu": "PHÓ CHỦ TỊCH",
        "ho_ten": "Ksor H’Nhan",
    }
    names = [p for p in merge(record).body.iter(f"{W}p") if style_of(p) == "HoTen"]
    room = {paragraph_text(p): int(str(p.xpath("string(w:pPr/w:spacing/@w:before)", namespaces=NS))) for p in names}
    # 27 mm by default; two lines of 14 points stand above the other's only one.
    assert room["Ksor H’Nhan"] == pytest.approx(1531, abs=2)
    assert room["A HND"] - room["Ksor H’Nhan"] == pytest.approx(2 * 14 * 1.15 * 20, abs=20)


@pytest.mark.parametrize("record", [STATE, PARTY, OLD_PARTY], ids=["nd30", "hd05", "hd36"])
def test_no_heading_or_label_is_parted_from_what_follows(merge: Merge, record: dict[str, Any]) -> None:
    wanted = {
        "ten_loai", "trich_yeu", "nhan_phan", "ten_phan", "nhan_muc", "ten_muc", "dieu", "la_ma", "chu_hoa", "so",
        "so_nho", "tieu_de_tron", "ten_bang", "don_vi_bang", "nhan_phu_luc", "ten_phu_luc",
    }  # fmt: skip
    styles = merge(record).part("word/styles.xml")
    found = styles.xpath("//w:style[w:pPr/w:keepNext[not(@w:val) or @w:val='1']]/@w:styleId", namespaces=NS)
    there = set(styles.xpath("//w:style/@w:styleId", namespaces=NS))  # type: ignore[arg-type]
    assert {style_id(component) for component in wanted} & there <= set(found)  # type: ignore[arg-type]
    for text in ("Than", "CanCu", "Trich", "HoTen", "NoiNhan"):
        assert text not in found  # type: ignore[operator]


def test_every_footnote_has_a_number_of_its_own_beside_those_of_the_separators(merge: Merge) -> None:
    def noted(mark: str) -> list[dict[str, Any]]:
        return [
            {"kieu": "doan", "noi_dung": f"Lời[^{mark}] và lời[^b]."},
            {"kieu": "chu_thich", "dau": mark, "noi_dung": f"Chú thích {mark}."},
            {"kieu": "chu_thich", "dau": "b", "noi_dung": "Chú thích b."},
        ]

    annexes = [{"tieu_de": "Một", "noi_dung": noted("2")}, {"tieu_de": "Hai", "noi_dung": noted("3")}]
    merged = merge(changed(STATE, noi_dung=[*body(1), *noted("1")], phu_luc=annexes))
    notes = list(merged.part("word/footnotes.xml").iter(f"{W}footnote"))
    ids = [note.get(f"{W}id") for note in notes]
    assert len(set(ids)) == len(ids)
    kinds = {note.get(f"{W}id"): note.get(f"{W}type") for note in notes}
    assert {kind for kind in kinds.values() if kind} == {"separator", "continuationSeparator"}
    references = [reference.get(f"{W}id") for reference in merged.body.iter(f"{W}footnoteReference")]
    assert len(references) == 6
    assert len(set(references)) == 6
    assert set(references) == {identifier for identifier, kind in kinds.items() if kind is None}
    texts = {note.get(f"{W}id"): paragraph_text(note).strip() for note in notes}
    assert [texts[one] for one in references] == [f"Chú thích {mark}." for mark in ("1", "b", "2", "b", "3", "b")]
    settings = merged.part("word/settings.xml")
    separators = {one.get(f"{W}id") for one in settings.iterfind(f"{W}footnotePr/{W}footnote")}
    assert separators == {identifier for identifier, kind in kinds.items() if kind}
