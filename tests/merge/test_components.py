"""Addressees, subjects of letters, urgency, drafter and contact in the merged DOCX: words, mends, parts, places."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import pytest

from service.errors import TemplateError, VanThuError
from service.merge.templates import RELATION_ID
from service.settings import load_settings
from tests.form.papers import (
    CONTACT,
    LETTER,
    PARTY,
    PARTY_LETTER,
    PARTY_PROPOSAL,
    PARTY_REPORT,
    PROPOSAL,
    REPORT,
    STATE,
    changed,
)
from tests.merge.conftest import Merged, W, paragraph_text, style_of

Merge = Callable[[Mapping[str, Any]], Merged]
OLD_LETTER = changed(PARTY_LETTER, ngay_ban_hanh="2025-09-05")
EVERY_KIND = [STATE, PARTY, LETTER, PARTY_LETTER, PROPOSAL, PARTY_PROPOSAL, REPORT, PARTY_REPORT]
IDS = [f"{record['co_quan']['khoi']}-{record['loai']}" for record in EVERY_KIND]
ANNEX = {"tieu_de": "Tiến độ", "noi_dung": "1. Rà soát."}


def told(merged: Merged, rule: str) -> list[tuple[str, str]]:
    return [(found.place, found.level) for found in merged.findings if found.rule.endswith(rule)]


SUBJECTS = [
    # typed, printed, whether it is told
    (LETTER, "rà soát hộ nghèo", "V/v rà soát hộ nghèo", False),
    (LETTER, "V/v rà soát hộ nghèo", "V/v rà soát hộ nghèo", False),
    (LETTER, "V/v Về việc Rà soát hộ nghèo", "V/v rà soát hộ nghèo", True),
    (LETTER, "v/v: về việc rà soát hộ nghèo", "V/v rà soát hộ nghèo", True),
    (LETTER, "Về việc rà soát hộ nghèo", "V/v rà soát hộ nghèo", True),
    (LETTER, "Về công tác tuyển quân", "V/v công tác tuyển quân", True),
    (LETTER, "V/v về đích nông thôn mới", "V/v về đích nông thôn mới", False),
    (LETTER, "Rà soát hộ nghèo", "V/v rà soát hộ nghèo", True),
    (LETTER, "UBND xã xin lùi thời hạn", "V/v UBND xã xin lùi thời hạn", False),
    (LETTER, "Ủy ban nhân dân xã xin lùi thời hạn", "V/v Ủy ban nhân dân xã xin lùi thời hạn", False),
    (LETTER, "Ia Lâm xin lùi thời hạn", "V/v Ia Lâm xin lùi thời hạn", False),
    (PARTY_LETTER, "chuẩn bị hội nghị", "về việc chuẩn bị hội nghị", False),
    (PARTY_LETTER, "về việc chuẩn bị hội nghị", "về việc chuẩn bị hội nghị", False),
    (PARTY_LETTER, "V/v chuẩn bị hội nghị", "về việc chuẩn bị hội nghị", True),
    (PARTY_LETTER, "Về việc Chuẩn bị hội nghị", "về việc chuẩn bị hội nghị", True),
    (PARTY_LETTER, "Đảng viên dự hội nghị", "về việc Đảng viên dự hội nghị", False),
    (OLD_LETTER, "chuẩn bị hội nghị", "chuẩn bị hội nghị", False),
    (OLD_LETTER, "về việc chuẩn bị hội nghị", "về việc chuẩn bị hội nghị", False),
    (OLD_LETTER, "V/v chuẩn bị hội nghị", "chuẩn bị hội nghị", True),
]


@pytest.mark.parametrize(("record", "typed", "printed", "is_told"), SUBJECTS)
def test_the_subject_of_a_letter_opens_once_in_the_words_of_its_regime(
    merge: Merge, record: dict[str, Any], typed: str, printed: str, is_told: bool
) -> None:
    merged = merge(changed(record, trich_yeu=typed))
    assert merged.paragraphs("TrichYeuCongVan") == [printed]
    assert told(merged, "TY-DAU") == ([("/trich_yeu", "info")] if is_told else [])
    assert not merged.paragraphs("TenLoai")
    assert not merged.paragraphs("TrichYeu")


ADDRESSEES = [
    ("Kính gửi: Sở Nội vụ", "Sở Nội vụ"),
    ("Kính gửi : - Sở Nội vụ;", "Sở Nội vụ"),
    ("KÍNH TRÌNH: Sở Nội vụ.", "Sở Nội vụ"),
    ("– Sở Nội vụ,", "Sở Nội vụ"),
    ("• Sở Nội vụ", "Sở Nội vụ"),
    ("Sở Nội vụ, Sở Tài chính, ...", "Sở Nội vụ, Sở Tài chính, ..."),
]


@pytest.mark.parametrize(("typed", "name"), ADDRESSEES)
def test_what_the_form_supplies_is_taken_off_an_addressee_and_told(merge: Merge, typed: str, name: str) -> None:
    merged = merge(changed(LETTER, kinh_gui=["Công an tỉnh", typed]))
    assert merged.paragraphs("NhanKinhGui") == ["Kính gửi:"]
    assert merged.paragraphs("KinhGui") == ["- Công an tỉnh;", f"- {name}."]
    assert told(merged, "KG-DANG") == ([("/kinh_gui/1", "info")] if typed != name else [])


def test_a_name_that_begins_like_a_label_is_kept(merge: Merge) -> None:
    assert merge(changed(LETTER, kinh_gui=["Kính gửi gắm yêu thương"])).paragraphs("NhanKinhGui") == [
        "Kính gửi: Kính gửi gắm yêu thương"
    ]


def test_as_above_is_printed_once_and_first(merge: Merge) -> None:
    merged = merge(changed(LETTER, noi_nhan=["Ủy ban nhân dân xã", "Như trên"]))
    assert merged.paragraphs("NoiNhan") == ["- Như trên;", "- Ủy ban nhân dân xã;", "- Lưu: VT, VHXH."]
    assert told(merged, "NN-LAP") == [("/noi_nhan/1", "info")]


@pytest.mark.parametrize("record", EVERY_KIND, ids=IDS)
def test_absent_components_leave_neither_paragraph_nor_part(merge: Merge, record: dict[str, Any]) -> None:
    merged = merge(record)
    styles = {style_of(paragraph) for paragraph in merged.body.iter(f"{W}p")}
    assert not styles & {"DoKhan", "NguoiSoanThao", "LienHe"}
    assert not merged.parts(r"word/footer\d*\.xml")
    assert not list(merged.body.iter(f"{W}footerReference"))
    relations = merged.part("word/_rels/document.xml.rels")
    assert not [one for one in relations if one.get("Type", "").endswith("/footer")]
    if not record.get("kinh_gui"):
        assert not styles & {"NhanKinhGui", "KinhGui"}
    empty = [style_of(p) for p in merged.body.iter(f"{W}p") if not paragraph_text(p).strip()]
    assert set(empty) <= {"DuongKe", "NgatPhan"}


def test_every_annex_has_an_empty_foot_of_its_own(merge: Merge) -> None:
    merged = merge(changed(LETTER, lien_he=CONTACT, phu_luc=[ANNEX, {**ANNEX, "huong": "ngang"}]))
    relations = {one.get("Id"): one.get("Target", "") for one in merged.part("word/_rels/document.xml.rels")}
    feet = [
        {
            reference.get(f"{W}type"): relations[reference.get(RELATION_ID)]
            for reference in section.iter(f"{W}footerReference")
        }
        for section in merged.body.iter(f"{W}sectPr")
    ]
    assert len(feet) == 3
    texts = {
        name: "".join(map(str, merged.part(f"word/{name}").itertext())).strip()
        for foot in feet
        for name in foot.values()
    }
    assert "0269 300 0000" in texts[feet[0]["first"]]
    assert texts[feet[0]["default"]] == ""
    assert all(texts[name] == "" for foot in feet[1:] for name in foot.values())
    assert all(set(foot) == {"first", "default"} for foot in feet)


STATE_LINES = [
    "Địa chỉ: Thôn Ia Lâm, xã Ia Lâm, tỉnh Gia Lai",
    "Điện thoại: 0269 300 0000",
    "Thư điện tử: vanthu@ialam.example.vn",
]
CONTACTS = [
    (STATE, CONTACT, STATE_LINES),
    (STATE, {"fax": "1"}, ["Fax: 1"]),
    (STATE, {"dien_thoai": "1", "fax": "2"}, ["Điện thoại: 1; Fax: 2"]),
    (STATE, ["Dòng một;", "Dòng hai"], ["Dòng một;", "Dòng hai"]),
    (PARTY, {"dien_thoai": "1", "fax": "2"}, ["Điện thoại: 1; fax: 2."]),
    (PARTY, {"dia_chi": "thôn Một.", "trang_thong_tin": "a.vn"}, ["thôn Một; website: a.vn."]),
    (PARTY, {"dien_thoai": "1", "dong": ["Trực: 2"]}, ["Điện thoại: 1.", "Trực: 2"]),
]


@pytest.mark.parametrize(("record", "contact", "lines"), CONTACTS)
def test_items_of_the_contact_are_put_into_lines(
    merge: Merge, record: dict[str, Any], contact: Any, lines: list[str]
) -> None:
    merged = merge(changed(record, lien_he=contact))
    names = ["word/document.xml", *merged.parts(r"word/footer\d\.xml")]
    printed = [paragraph_text(p) for name in names for p in merged.part(name).iter(f"{W}p") if style_of(p) == "LienHe"]
    assert [line for line in printed if line] == lines
    assert bool(told(merged, "LH-DANG")) is (isinstance(contact, dict) and contact.get("dia_chi", "").endswith("."))


@pytest.fixture
def edited_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Any], None]], None]:
    """Lets a test edit the State template of letters that papers are then made with."""

    def edit(change: Callable[[Any], None]) -> None:
        folder = tmp_path / "templates"
        shutil.copytree(load_settings().templates_folder, folder)
        path = folder / "nha_nuoc" / "cong_van.docx"
        document = docx.Document(str(path))
        change(document)
        document.save(str(path))
        monkeypatch.setenv("VANTHU_TEMPLATES_FOLDER", str(folder))

    return edit


def test_a_template_that_does_not_print_a_component_is_told(
    merge: Merge, edited_letter: Callable[[Callable[[Any], None]], None]
) -> None:
    """An office's own template has no place for them: the paper is refused rather than made without."""

    def take_out(document: Any) -> None:
        for paragraph in list(document.element.body.iter(f"{W}p")):
            if "{{ do_khan }}" in paragraph_text(paragraph):
                paragraph.getparent().remove(paragraph)

    edited_letter(take_out)
    assert merge(LETTER)
    with pytest.raises(VanThuError) as caught:
        merge(changed(LETTER, do_khan="khan"))
    assert caught.value.code == "content-lost"
    assert caught.value.details["pointer"] == "/do_khan"


def test_a_template_without_the_foot_of_page_one_is_told(
    merge: Merge, edited_letter: Callable[[Callable[[Any], None]], None]
) -> None:
    def take_out(document: Any) -> None:
        for reference in list(document.element.body.iter(f"{W}footerReference")):
            reference.getparent().remove(reference)

    edited_letter(take_out)
    assert merge(LETTER)
    with pytest.raises(VanThuError) as caught:
        merge(changed(LETTER, lien_he=CONTACT))
    assert caught.value.code == "content-lost"


def test_syntax_in_the_margins_is_held_to_the_same_rules(
    merge: Merge, edited_letter: Callable[[Callable[[Any], None]], None]
) -> None:
    def add_call(document: Any) -> None:
        paragraphs = document.sections[0].first_page_footer.paragraphs
        next(p for p in paragraphs if "{{ dong }}" in p.text).add_run("{{ dong.upper() }}")

    edited_letter(add_call)
    with pytest.raises(TemplateError) as caught:
        merge(LETTER)
    assert "Call" in str(caught.value.details["reason"])


def test_the_kind_of_letter_is_in_the_line_of_its_annexes(merge: Merge) -> None:
    merged = merge(changed(LETTER, phu_luc=[ANNEX]))
    assert merged.paragraphs("KemTheo") == [
        "(Kèm theo Công văn số 07/VHXH-VX ngày 03 tháng 02 năm 2026 của Phòng Văn hóa - Xã hội)"
    ]


def test_a_joint_letter_keeps_the_unit_after_both_symbols(merge: Merge) -> None:
    other = {**LETTER["co_quan"], "ky_hieu_co_quan": "HND", "ten_co_quan": "HỘI NÔNG DÂN"}
    signatures = [LETTER["chu_ky"], {"chuc_vu": "CHỦ TỊCH", "ho_ten": "A Lý"}]
    merged = merge({**LETTER, "co_quan": [LETTER["co_quan"], other], "chu_ky": signatures})
    assert merged.paragraphs("SoKyHieu") == ["Số: 07/VHXH-HND-VX"]
