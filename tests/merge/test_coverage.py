"""The net that knows the document: a field that a template, or the program, forgets is found by its words."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from schemas.validate import validate_record
from service.errors import VanThuError
from service.merge.coverage import require_every_word
from service.merge.ooxml import paragraph, text_run
from tests.form.papers import LETTER, STATE, changed

FULL = changed(
    LETTER,
    noi_nhan=[{"ten": "Sở Zeta", "ghi_chu": "báo cáo", "muc_con": ["Phòng Tổ chức"]}, "Các thôn"],
    noi_dung=[
        {"kieu": "so", "tieu_de": "Omega", "noi_dung": "Hồ sơ **lưu** trữ."},
        {"kieu": "bang", "ten": "Bảng A", "hang": [["Cột"], ["Ô một"]]},
        {"kieu": "doan", "noi_dung": "Kết thúc[^1]."},
        {"kieu": "chu_thich", "dau": "1", "noi_dung": "Chú dẫn."},
    ],
    phu_luc=[
        {"nhan": "Biểu Kappa", "tieu_de": "Danh mục", "noi_dung": "1. Mục lẻ."},
        {"tieu_de": "Bản đồ", "gui_rieng": True},
    ],
)


def story(*texts: str) -> list[etree._Element]:
    body = etree.Element("body")
    body.extend(paragraph("Than", text_run(text)) for text in texts)
    return [body]


def given_words(record: Any) -> str:
    """Everything a record says, as one text: more than any paper prints."""
    if isinstance(record, dict):
        return " ".join(given_words(value) for value in record.values())
    if isinstance(record, list):
        return " ".join(given_words(value) for value in record)
    return str(record).replace("*", "")


def test_a_paper_that_says_everything_passes() -> None:
    require_every_word(validate_record(FULL).van_ban, story(given_words(FULL)))


@pytest.mark.parametrize(
    ("word", "pointer"),
    [
        ("Zeta", "/noi_nhan/0/ten"),
        ("báo", "/noi_nhan/0/ghi_chu"),
        ("Tổ", "/noi_nhan/0/muc_con/0"),
        ("thôn", "/noi_nhan/1/ten"),
        ("Omega", "/noi_dung/0"),
        ("trữ", "/noi_dung/0"),
        ("Cột", "/noi_dung/1"),
        ("dẫn", "/noi_dung/3"),
        ("Kappa", "/phu_luc/0/nhan"),
        ("mục", "/phu_luc/0/tieu_de"),
        ("lẻ", "/phu_luc/0/noi_dung/0"),
    ],
)
def test_a_word_that_is_missing_is_told_with_its_field(word: str, pointer: str) -> None:
    kept = " ".join(part for part in given_words(FULL).split() if word.casefold() not in part.casefold())
    with pytest.raises(VanThuError) as caught:
        require_every_word(validate_record(FULL).van_ban, story(kept))
    assert caught.value.details["pointer"] == pointer
    assert word.casefold() in str(caught.value.details["text"])


def test_addressees_that_a_template_does_not_print_are_missed() -> None:
    van_ban = validate_record(LETTER).van_ban
    kept = given_words({key: value for key, value in LETTER.items() if key != "kinh_gui"})
    with pytest.raises(VanThuError) as caught:
        require_every_word(van_ban, story(kept))
    assert str(caught.value.details["pointer"]).startswith("/kinh_gui/")


def test_what_is_not_printed_by_design_is_not_asked_for() -> None:
    record = changed(STATE, so_ky_hieu="7/KH-XYZ", so_van_ban=7, co_quan={"ten_trong_cau": "Phòng Zeta"})
    printed = given_words({**record, "co_quan": {**record["co_quan"], "ten_trong_cau": "", "ky_hieu_co_quan": ""}})
    require_every_word(validate_record(record).van_ban, story(printed))
