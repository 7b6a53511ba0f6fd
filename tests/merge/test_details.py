"""Small promises of the merged paper, each of which a slip in the code would break without being seen at once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
import pytest

from service.errors import SourceUnreadable
from service.pipeline import produce
from service.records import load_record
from service.settings import load_settings
from service.text.marks import to_roman
from tests.form.papers import PARTY, STATE, body, changed
from tests.merge.conftest import Merged, W, paragraph_text, style_of

Merge = Callable[[Mapping[str, Any]], Merged]
NS = {"w": W[1:-1]}


def bold_texts(merged: Merged) -> set[str]:
    return {run.findtext(f"{W}t") or "" for run in merged.body.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("Tiếp tục đổi mới", "tiếp tục đổi mới"), ("Hà Nội xanh", "Hà Nội xanh"), ("UBND xã", "UBND xã")],
)
def test_a_party_subject_is_lowered_unless_it_begins_with_a_name(merge: Merge, typed: str, printed: str) -> None:
    assert merge(changed(PARTY, trich_yeu=typed)).paragraphs("TrichYeu") == [printed]


def test_a_subject_in_capitals_or_with_a_full_stop_is_warned_of(merge: Merge) -> None:
    for subject in ("VỀ CÔNG TÁC PHÒNG CHÁY", "Về công tác phòng cháy."):
        levels = [finding.level for finding in merge(changed(STATE, trich_yeu=subject)).findings]
        assert "warning" in levels


def test_recipients_with_sub_lines_brackets_and_a_repeated_filing_line(merge: Merge) -> None:
    recipients = [
        {"ten": "Các chi bộ", "muc_con": ["Chi bộ một", "Chi bộ hai"]},
        {"ten": "Các thôn", "ghi_chu": "(thực hiện)"},
        "• Trường học;",
        "Quỹ khuyến học...",
        "Lưu: VT, VHXH.",
    ]
    merged = merge(changed(STATE, noi_nhan=recipients))
    assert merged.paragraphs("NoiNhan")[:7] == [
        "- Các chi bộ:",
        "+ Chi bộ một;",
        "+ Chi bộ hai;",
        "- Các thôn (thực hiện);",
        "- Trường học;",
        "- Quỹ khuyến học...;",
        "- Lưu: VT, VHXH.",
    ]
    assert merged.paragraphs("NoiNhan").count("- Lưu: VT, VHXH.") == 1


def test_the_name_given_for_sentences_is_used(merge: Merge) -> None:
    record = changed(STATE, co_quan={"ten_trong_cau": "Phòng VH-XH xã"}, phu_luc=[{"tieu_de": "A", "noi_dung": "- B."}])
    merged = merge(record)
    assert merged.paragraphs("KemTheo")[0].endswith("của Phòng VH-XH xã)")
    assert docx.Document(io.BytesIO(merged.docx)).core_properties.author == "Phòng VH-XH xã"


def test_annexes_sent_separately_keep_their_number(merge: Merge) -> None:
    annexes = [{"tieu_de": "Một", "gui_rieng": True}, {"tieu_de": "Hai", "noi_dung": "- B."}]
    assert merge(changed(STATE, phu_luc=annexes)).paragraphs("NhanPhuLuc") == ["Phụ lục II"]


def test_a_given_number_is_not_doubled_by_its_word(merge: Merge) -> None:
    given = {**STATE, "so_van_ban": None, "so_ky_hieu": "Số: 982/KH-UBND"}
    assert merge(given).paragraphs("SoKyHieu") == ["Số: 982/KH-UBND"]


def test_roman_numerals() -> None:
    expected = {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 90: "XC", 399: "CCCXCIX"}
    assert {number: to_roman(number) for number in expected} == expected


def test_a_group_is_never_the_last_thing_beside_the_signature(merge: Merge) -> None:
    group = {"nhom": ["Thôn một", "Thôn hai"], "ghi_chu": "báo cáo"}
    for before in range(0, 14):
        merged = merge(changed(STATE, noi_nhan=[f"Thôn {n}" for n in range(before)] + [group] + ["Làng"] * 20))
        for cell in merged.body.iter(f"{W}tc"):
            assert cell[-1].tag == f"{W}p"


def test_a_long_list_of_recipients_goes_on_in_a_second_row(merge: Merge) -> None:
    merged = merge(changed(STATE, noi_nhan=[f"Thôn {n}" for n in range(30)]))
    foot = next(t for t in merged.body.findall(f"{W}tbl") if "Nơi nhận" in paragraph_text(t))
    rows = foot.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, False]


def test_kinds_of_blocks_have_their_styles_and_weights(merge: Merge) -> None:
    content = [
        {"kieu": "phan", "noi_dung": "Lời sau phần."},
        {"kieu": "tieu_muc", "dau": "TIỂU MỤC 1", "tieu_de": "Phạm vi"},
        {"kieu": "dieu", "noi_dung": "Ban hành quy chế."},
        {"kieu": "so", "tieu_de": "Ưu điểm:", "noi_dung": "đã làm."},
        {"kieu": "trich", "noi_dung": "“Điều 5. Nguyên tắc\n1. Công khai.”"},
        {"kieu": "doan", "noi_dung": "Hết."},
    ]
    merged = merge(changed(STATE, noi_dung=content))
    assert "Lời sau phần." in merged.paragraphs("Than")
    assert merged.paragraphs("NhanMuc") == ["Tiểu mục 1\nPHẠM VI"]
    assert merged.paragraphs("Trich") == ["“Điều 5. Nguyên tắc", "1. Công khai.”"]
    assert {"Điều 1. ", "Ưu điểm:"} <= bold_texts(merged)


def test_cells_are_set_by_what_their_column_holds(merge: Merge) -> None:
    table = {
        "kieu": "bang",
        "hang": [
            ["TT", "Nội dung", "Kinh phí"],
            ["1", "Rà soát \\< cũ", "1.200.000"],
            ["2", "Làm đường", "350.500.000"],
        ],
    }
    merged = merge(changed(STATE, noi_dung=[*body(1), table, {"kieu": "doan", "noi_dung": "Hết."}]))
    cells = {paragraph_text(p): p for p in merged.body.iter(f"{W}p") if style_of(p) == "Bang"}
    places = {text: [str(found) for found in p.xpath("w:pPr/w:jc/@w:val", namespaces=NS)] for text, p in cells.items()}  # type: ignore[union-attr]
    assert places["1"] == ["center"]
    assert places["350.500.000"] == ["right"]
    assert places["Làm đường"] == []
    assert places["Nội dung"] == ["center"]
    assert {"TT", "Nội dung", "Kinh phí"} <= bold_texts(merged)
    after = next(p for p in merged.body.iter(f"{W}p") if paragraph_text(p).startswith("Hết"))
    assert after.xpath("w:pPr/w:spacing/@w:before", namespaces=NS) == ["120"]


def test_a_table_of_a_landscape_annex_is_as_wide_as_its_page(merge: Merge) -> None:
    table = {"kieu": "bang", "hang": [["TT", "Nội dung"], ["1", "Rà soát"]]}
    annex = {"tieu_de": "Tiến độ", "noi_dung": [table], "huong": "ngang"}
    merged = merge(changed(STATE, phu_luc=[annex]))
    last = merged.body.findall(f"{W}tbl")[-1]
    assert sum(int(c.get(f"{W}w") or 0) for c in last.iter(f"{W}gridCol")) == pytest.approx(252 / 25.4 * 1440, abs=8)
    assert merged.body.xpath("w:sectPr/w:pgSz/@w:orient", namespaces=NS) == ["landscape"]


def test_no_word_of_a_table_is_wider_than_its_column(merge: Merge) -> None:
    from service.text.metrics import width_mm

    words = "nghiêng" * 3
    table = {"kieu": "bang", "hang": [["TT", words, "Nội dung"], ["1", "a", "dài " * 200]]}
    merged = merge(changed(STATE, noi_dung=[*body(1), table]))
    widths = [int(c.get(f"{W}w") or 0) / 1440 * 25.4 for c in merged.body.findall(f"{W}tbl")[1].iter(f"{W}gridCol")]
    assert widths[1] >= width_mm(words, 12, "bold") + 2 * 1.5


def style_values(merged: Merged, style: str, path: str) -> list[str]:
    found = merged.part("word/styles.xml").xpath(f"//w:style[@w:styleId='{style}']//{path}", namespaces=NS)
    return [str(value) for value in found]  # type: ignore[union-attr]


def test_styles_hold_lines_and_headings_together(merge: Merge) -> None:
    merged = merge(STATE)
    assert style_values(merged, "LaMa", "w:keepNext/@*") == []
    for tag in ("w:keepNext", "w:keepLines"):
        assert merged.part("word/styles.xml").xpath(f"//w:style[@w:styleId='LaMa']//{tag}", namespaces=NS)
    assert merged.part("word/styles.xml").xpath("//w:style[@w:styleId='DuongKe']//w:keepNext", namespaces=NS)
    assert style_values(merged, "LaMa", "w:next/@w:val") == ["Than"]
    assert set(style_values(merged, "Than", "w:contextualSpacing/@w:val")) == {"0"}
    assert style_values(merged, "Than", "w:widowControl/@w:val") == []
    assert merged.part("word/settings.xml").xpath("//w:compatSetting/@w:val", namespaces=NS) == ["15"]


def test_every_choice_reaches_the_paper(merge: Merge) -> None:
    choices = {"dat_dau": "moi", "khoang_ky_mm": 20, "gian_dong": 1.5, "le_duoi_mm": 25}
    merged = merge(changed(STATE, co_quan={"lua_chon": choices}))
    assert merged.paragraphs("QuocHieu") == ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert style_values(merged, "Than", "w:spacing/@w:line") == ["360"]
    assert merged.body.xpath("w:sectPr/w:pgMar/@w:bottom", namespaces=NS) == ["1417"]
    name = next(p for p in merged.body.iter(f"{W}p") if style_of(p) == "HoTen")
    assert name.xpath("w:pPr/w:spacing/@w:before", namespaces=NS) == ["1134"]
    roman = merge(changed(PARTY, co_quan={"lua_chon": {"kieu_la_ma": "I."}}))
    assert "I. MỤC ĐÍCH, YÊU CẦU" in roman.paragraphs("LaMa")


def test_the_bytes_do_not_tell_when_they_were_packed(merge: Merge) -> None:
    with zipfile.ZipFile(io.BytesIO(merge(STATE).docx)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_file_names_are_plain_letters() -> None:
    names = {
        "05-KH-DU": PARTY,
        "07-KH-VHXH": STATE,
        "ke-hoach-du-thao": {**STATE, "so_van_ban": None},
    }
    for stem, record in names.items():
        assert produce(record, load_settings(), pdf=False).file_stem == stem


def test_invisible_characters_are_told_among_the_findings(merge: Merge) -> None:
    merged = merge(changed(STATE, trich_yeu="Về công\u200b tác"))
    assert any("CHAR" in finding.rule and finding.place == "/trich_yeu" for finding in merged.findings)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": NaN}',
        b'{"a": 1, "a": 2}',
        b'{"a": ' + b"[" * 60 + b"]" * 60 + b"}",
        b"\xff\xfe",
        b"[1]",
        b"{",
        b'{"a": 1e999999',
    ],
)
def test_unreadable_records_are_refused(raw: bytes) -> None:
    with pytest.raises(SourceUnreadable):
        load_record(raw, 1_000_000)
