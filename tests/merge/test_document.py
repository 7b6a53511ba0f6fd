"""The merged DOCX: pleasant in Word, complete, and what was mended is told."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import docx
import pytest

from service.merge.styles import RULE_LINE, SECTION_END
from tests.form.papers import PARTY, STATE, body, changed
from tests.merge.conftest import Merged, W, paragraph_text, style_of

Merge = Callable[[Mapping[str, Any]], Merged]

NS = {"w": W[1:-1]}

TABLE: dict[str, Any] = {
    "kieu": "bang",
    "ten": "Bảng 1. Tiến độ",
    "don_vi": "Đơn vị tính: triệu đồng",
    "so_dong_tieu_de": 2,
    "hang": [
        ["TT", "Nội dung", "Kinh phí", "<"],
        ["^", "^", "Tổng", "Xã"],
        ["1", "Rà soát các tuyến đường liên thôn", "1.200,5", "200"],
        ["2", "Tuyên truyền", "12", "3"],
    ],
}


@pytest.mark.parametrize("record", [STATE, PARTY], ids=["State", "Party"])
def test_no_paragraph_is_empty_for_spacing_or_for_an_absent_part(merge: Merge, record: dict[str, Any]) -> None:
    bare = {key: value for key, value in record.items() if key not in ("can_cu", "noi_nhan", "so_van_ban")}
    for candidate in (record, bare):
        merged = merge(candidate)
        empty = [style_of(p) for p in merged.body.iter(f"{W}p") if not paragraph_text(p).strip()]
        assert set(empty) <= {RULE_LINE, SECTION_END}
        assert empty.count(SECTION_END) == 1


def test_python_docx_and_its_users_can_open_it(merge: Merge) -> None:
    opened = docx.Document(io.BytesIO(merge(STATE).docx))
    assert opened.core_properties.title == "Kế hoạch Về tổ chức phong trào thi đua xây dựng nông thôn mới"
    assert opened.core_properties.author == "Phòng Văn hóa - Xã hội"
    assert opened.core_properties.language == "vi-VN"


def test_all_sections_follow_the_rule_set_in_twips(merge: Merge) -> None:
    merged = merge(PARTY)
    margins = merged.body.find(f"{W}sectPr/{W}pgMar")
    assert margins is not None
    expected = {"top": "1134", "bottom": "1134", "left": "1701", "right": "850", "header": "567", "gutter": "0"}
    assert {name: margins.get(f"{W}{name}") for name in expected} == expected
    assert merged.body.find(f"{W}sectPr/{W}titlePg") is not None


def test_chosen_margins_indent_and_duplex_reach_the_document(merge: Merge) -> None:
    choices = {"le_tren_mm": 25, "le_trai_mm": 35, "le_phai_mm": 20, "thut_dau_dong_mm": 10, "in_hai_mat": True}
    merged = merge(changed(STATE, co_quan={"lua_chon": choices}))
    margins = merged.body.find(f"{W}sectPr/{W}pgMar")
    assert margins is not None
    assert [margins.get(f"{W}{side}") for side in ("top", "left", "right")] == ["1417", "1984", "1134"]
    assert merged.part("word/settings.xml").find(f"{W}mirrorMargins") is not None
    indents = merged.part("word/styles.xml").xpath("//w:style[@w:styleId='Than']//w:ind/@w:firstLine", namespaces=NS)
    assert indents == ["567"]


def test_an_office_that_edited_its_template_keeps_its_styles(merge: Merge, tmp_path: Any, monkeypatch: Any) -> None:
    import shutil

    from service.settings import load_settings

    folder = tmp_path / "templates"
    shutil.copytree(load_settings().templates_folder, folder)
    path = folder / "nha_nuoc" / "ke_hoach.docx"
    edited = docx.Document(str(path))
    edited.styles["Tên loại"].font.size = docx.shared.Pt(13)
    edited.save(str(path))
    monkeypatch.setenv("VANTHU_TEMPLATES_FOLDER", str(folder))
    sizes = merge(STATE).part("word/styles.xml").xpath("//w:style[@w:styleId='TenLoai']//w:sz/@w:val", namespaces=NS)
    assert sizes == ["26"]


def test_headings_follow_the_nesting_of_this_document(merge: Merge) -> None:
    content = [
        {"kieu": "phan", "tieu_de": "Kết quả"},
        {"kieu": "la_ma", "tieu_de": "Thực hiện"},
        {"kieu": "so", "tieu_de": "Tuyên truyền"},
        {"kieu": "doan", "noi_dung": "Đã làm."},
    ]
    merged = merge(changed(STATE, noi_dung=content))
    levels = {paragraph_text(p): p.findtext(f"{W}pPr/{W}outlineLvl") or _level(p) for p in merged.body.iter(f"{W}p")}
    assert levels["Phần I\nKẾT QUẢ"] == ""
    assert levels["I. THỰC HIỆN"] == "1"
    assert levels["1. Tuyên truyền"] == "2"


def _level(paragraph: Any) -> str:
    level = paragraph.find(f"{W}pPr/{W}outlineLvl")
    return "" if level is None else level.get(f"{W}val")


def test_a_table_has_merged_cells_repeated_headers_and_whole_rows(merge: Merge) -> None:
    merged = merge(changed(STATE, noi_dung=[*body(1), TABLE]))
    table = next(t for t in merged.body.iter(f"{W}tbl") if "Rà soát" in paragraph_text(t))
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    spans = [[cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")] for row in rows]
    assert [len(row) for row in spans] == [3, 4, 4, 4]
    assert rows[0].xpath(".//w:gridSpan/@w:val", namespaces=NS) == ["2"]
    first_column = [row.findall(f"{W}tc")[0].findall(f"{W}tcPr/{W}vMerge") for row in rows]
    assert [[found.get(f"{W}val") for found in cell] for cell in first_column] == [["restart"], [None], [], []]
    grid = [int(column.get(f"{W}w") or 0) for column in table.iter(f"{W}gridCol")]
    assert sum(grid) == pytest.approx(9354, abs=8)


def test_numbers_are_printed_as_typed(merge: Merge) -> None:
    text = "\n".join(merge(changed(STATE, noi_dung=[*body(1), TABLE])).paragraphs("Bang"))
    for number in ("1.200,5", "200", "12", "3"):
        assert number in text.split("\n")


def test_annexes_have_labels_reference_lines_and_page_numbers_of_their_own(merge: Merge) -> None:
    annexes = [
        {"tieu_de": "Tiến độ", "noi_dung": [TABLE], "huong": "ngang"},
        {"tieu_de": "Phân công", "noi_dung": "1. Rà soát."},
        {"nhan": "DANH SÁCH", "tieu_de": "Các thôn", "gui_rieng": True},
    ]
    merged = merge(changed(STATE, phu_luc=annexes))
    assert merged.paragraphs("NhanPhuLuc") == ["Phụ lục I", "Phụ lục II"]
    assert merged.paragraphs("TenPhuLuc") == ["TIẾN ĐỘ", "PHÂN CÔNG"]
    assert set(merged.paragraphs("KemTheo")) == {
        "(Kèm theo Kế hoạch số 07/KH-VHXH ngày 03 tháng 02 năm 2026 của Phòng Văn hóa - Xã hội)"
    }
    sections = list(merged.body.iter(f"{W}sectPr"))
    shape = [
        (section.find(f"{W}pgSz").get(f"{W}orient"), section.find(f"{W}pgNumType") is not None)  # type: ignore[union-attr]
        for section in sections
    ]
    assert shape == [(None, False), ("landscape", True), (None, True)]
    assert all(section.find(f"{W}titlePg") is not None for section in sections)


def test_one_party_annex_has_no_number_and_its_line_follows_the_blanks(merge: Merge) -> None:
    draft = {key: value for key, value in PARTY.items() if key not in ("so_van_ban", "ngay_ban_hanh")}
    merged = merge({**draft, "ngay_ban_hanh": "2026", "phu_luc": [{"tieu_de": "Phân công", "noi_dung": "1. Rà soát."}]})
    assert merged.paragraphs("NhanPhuLuc") == ["Phụ lục"]
    (reference,) = merged.paragraphs("KemTheo")
    assert " ".join(reference.split()) == "(Kèm theo Kế hoạch số -KH/ĐU, ngày / /2026 của Đảng ủy xã Ia Lâm)"
    assert merged.paragraphs("GachTrichYeu") == ["-----", "-----"]


def test_footnotes_are_real_footnotes(merge: Merge) -> None:
    content = [
        *body(1),
        {"kieu": "doan", "noi_dung": "Tỷ lệ đạt 95%[^1] và 80%[^b]."},
        {"kieu": "chu_thich", "dau": "1", "noi_dung": "Số liệu đến *30/6*."},
        {"kieu": "chu_thich", "dau": "b", "noi_dung": "Ước tính."},
    ]
    merged = merge(changed(STATE, noi_dung=content))
    references = [ref.get(f"{W}id") for ref in merged.body.iter(f"{W}footnoteReference")]
    notes = {
        note.get(f"{W}id"): paragraph_text(note).strip()
        for note in merged.part("word/footnotes.xml").iter(f"{W}footnote")
    }
    assert [notes[reference] for reference in references] == ["Số liệu đến 30/6.", "Ước tính."]


def test_bold_and_italic_of_the_notation_reach_the_runs(merge: Merge) -> None:
    content = [*body(1)[:-1], {"kieu": "doan", "noi_dung": "Phải **làm ngay** và *đúng hạn*."}]
    body_element = merge(changed(STATE, noi_dung=content)).body
    bold = {r.findtext(f"{W}t") for r in body_element.iter(f"{W}r") if r.find(f"{W}rPr/{W}b") is not None}
    italic = {r.findtext(f"{W}t") for r in body_element.iter(f"{W}r") if r.find(f"{W}rPr/{W}i") is not None}
    assert "làm ngay" in bold
    assert "đúng hạn" in italic


ENDS = [
    ("Tổ chức thực hiện.", "Tổ chức thực hiện./.", "Tổ chức thực hiện."),
    ("Tổ chức thực hiện./.", "Tổ chức thực hiện./.", "Tổ chức thực hiện."),
    ("Tổ chức thực hiện", "Tổ chức thực hiện./.", "Tổ chức thực hiện."),
    ("Tổ chức thực hiện…", "Tổ chức thực hiện…", "Tổ chức thực hiện…"),
]


@pytest.mark.parametrize(("typed", "state", "party"), ENDS)
def test_the_end_mark_is_set_once(merge: Merge, typed: str, state: str, party: str) -> None:
    for record, expected in ((STATE, state), (PARTY, party)):
        merged = merge(changed(record, noi_dung=body(1, typed)))
        assert merged.paragraphs("Than")[-1] == expected
        told = [finding for finding in merged.findings if finding.rule.endswith("KET-THUC")]
        assert bool(told) is (typed != expected)
        assert all(finding.level == "info" for finding in told)


def test_no_end_mark_after_a_table(merge: Merge) -> None:
    merged = merge(changed(STATE, noi_dung=[*body(1), TABLE]))
    assert not any("./." in text for text in merged.paragraphs())


NOTATION = [
    ("noi_nhan", ["- Ủy ban nhân dân xã;", "Các thôn,"], ["- Ủy ban nhân dân xã;", "- Các thôn;"]),
    ("noi_luu", "- Lưu: VT, VHXH.", ["- Lưu: VT, VHXH."]),
    ("can_cu", ["- Căn cứ Luật Thủy lợi;", "Nghị định số 1."], ["Căn cứ Luật Thủy lợi;", "Căn cứ Nghị định số 1."]),
    ("trich_yeu", "V/v Về việc phòng, chống thiên tai", ["Về việc phòng, chống thiên tai"]),
    ("trich_yeu", "phòng, chống thiên tai", ["Phòng, chống thiên tai"]),
]


@pytest.mark.parametrize(("field", "typed", "printed"), NOTATION)
def test_marks_that_the_form_supplies_are_never_doubled(
    merge: Merge, field: str, typed: Any, printed: list[str]
) -> None:
    merged = merge(changed(STATE, **{field: typed}))
    texts = merged.paragraphs()
    for expected in printed:
        assert texts.count(expected) == 1


def test_case_mends_are_reported(merge: Merge) -> None:
    mended = merge(changed(PARTY, trich_yeu="Tiếp tục đẩy mạnh phong trào"))
    told = [(finding.place, finding.level) for finding in mended.findings if finding.rule.endswith("TY-DAU")]
    assert told == [("/trich_yeu", "info")]
    assert "tiếp tục đẩy mạnh phong trào" in mended.paragraphs()
    kept = merge(changed(PARTY, trich_yeu="Đảng viên gương mẫu"))
    assert "Đảng viên gương mẫu" in kept.paragraphs()


def test_labels_of_parts_are_printed_in_small_letters_with_their_title_in_capitals(merge: Merge) -> None:
    content = [{"kieu": "phan", "dau": "PHẦN THỨ HAI", "tieu_de": "Phương hướng"}, {"kieu": "doan", "noi_dung": "Làm."}]
    assert "Phần thứ hai\nPHƯƠNG HƯỚNG" in merge(changed(STATE, noi_dung=content)).paragraphs("NhanPhan")


def test_given_number_and_symbol_are_printed_as_given(merge: Merge) -> None:
    given = {**STATE, "so_van_ban": None, "so_ky_hieu": "982/KH-UBND"}
    assert merge(given).paragraphs("SoKyHieu") == ["Số: 982/KH-UBND"]
    assert merge(changed(STATE, so_van_ban="007")).paragraphs("SoKyHieu") == ["Số: 007/KH-VHXH"]
    assert merge(changed(STATE, so_van_ban=123)).paragraphs("SoKyHieu") == ["Số: 123/KH-VHXH"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Các đơn vị thực hiện. /.", "Các đơn vị thực hiện./."),
        ("Các đơn vị thực hiện. **/.**", "Các đơn vị thực hiện./."),
        ("Các đơn vị thực hiện.//.", "Các đơn vị thực hiện./."),
        ("Các đơn vị thực hiện;", "Các đơn vị thực hiện./."),
        ("Các đơn vị *thực hiện*", "Các đơn vị thực hiện./."),
        ("Các đơn vị thực hiện[^1]", "Các đơn vị thực hiện./."),
        ("Các đơn vị thực hiện.[^1]", "Các đơn vị thực hiện./."),
        ("Các đơn vị thực hiện./.[^1]", "Các đơn vị thực hiện./."),
    ],
)
def test_the_end_mark_is_single_however_it_is_typed(merge: Merge, typed: str, printed: str) -> None:
    note = [{"kieu": "chu_thich", "dau": "1", "noi_dung": "Theo dự toán."}] if "[^1]" in typed else []
    merged = merge(changed(STATE, noi_dung=[*body(1)[:-1], {"kieu": "doan", "noi_dung": typed}, *note]))
    assert merged.paragraphs("Than")[-1] == printed
    told = [finding for finding in merged.findings if finding.rule == "ND30-KET-THUC"]
    assert bool(told) == (not typed.startswith(printed))
