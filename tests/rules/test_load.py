"""A rule file that does not hold together is refused when it is read, with file, place and reason in Vietnamese."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from service.errors import RuleSetInvalid
from service.messages import describe
from service.rules import load
from service.rules.load import choose_rule_set, earliest_date, load_rule_sets
from service.rules.model import Khoi

SHIPPED = Path(load.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in SHIPPED.glob("*.toml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(folder: Path) -> dict[str, object]:
    with pytest.raises(RuleSetInvalid) as raised:
        load_rule_sets(folder)
    sentence = describe(raised.value)
    assert sentence.startswith("Tệp quy tắc "), sentence
    assert not re.search(r"\b(should|must|Input|valid|value|error|Field|line|column)\b", sentence), sentence
    return raised.value.details


def test_shipped_files_hold_together(folder: Path) -> None:
    assert set(load_rule_sets(folder)) == {"nd30", "hd36", "hd05"}


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "reason"),
    [
        # Syntax: the place is a line.
        ("nd30.toml", 'khoi = "nha_nuoc"', "khoi = nha_nuoc", "dòng 7, cột 8", "cú pháp"),
        # Values outside what is allowed.
        ("nd30.toml", "le_tren_mm = { tu = 20", "le_tren_mm = { tu = -20", "trang.le_tren_mm.tu", "từ 0"),
        ("nd30.toml", "rong_mm = 210", 'rong_mm = "210"', "trang.rong_mm", "phải là số"),
        ("nd30.toml", "rong_mm = 210", "rong_mm = nan", "trang.rong_mm", "hữu hạn"),
        ("nd30.toml", "rong_mm = 210", "rong_mm = inf", "trang.rong_mm", "hữu hạn"),
        ("nd30.toml", "rong_mm = 210", "rong_mm = true", "trang.rong_mm", "phải là số"),
        ("nd30.toml", "trang_dau = false", "trang_dau = 0", "so_trang.trang_dau", "true hoặc false"),
        ("nd30.toml", 'can_le = "giua"', 'can_le = "phải"', "thanh_phan.quoc_hieu.can_le", "một trong"),
        ("nd30.toml", 'khoi = "nha_nuoc"', 'khoi = "doan"', "khoi", "một trong"),
        ("nd30.toml", 'mau = "000000"', 'mau = "đen"', "phong_chu.mau", "không đúng dạng"),
        ("nd30.toml", "hieu_luc_tu = 2020-03-05", 'hieu_luc_tu = "2020-03-05"', "hieu_luc_tu", "phải là ngày"),
        ("nd30.toml", "chu_so_toi_thieu = 2", "chu_so_toi_thieu = 0", "so_ky_hieu.chu_so_toi_thieu", "từ 1"),
        ("nd30.toml", 'la_ma = ["I."]', "la_ma = []", "danh_dau.la_ma", "ít nhất 1"),
        ("nd30.toml", 'la_ma = ["I."]', 'la_ma = "I."', "danh_dau.la_ma", "danh sách"),
        ("nd30.toml", 'Q = "Q."', 'TKY = "TKY."', "ky.quyen_han.TKY", "một trong"),
        ("nd30.toml", 'ten = "Kế hoạch"', 'ten = ""', "loai.ke_hoach.ten", "để trống"),
        ("nd30.toml", '{so}/{loai}-{co_quan}"', '{so}/{loai}-{coquan}"', "so_ky_hieu.dang", "{co_quan}"),
        ("nd30.toml", '{so}/{loai}-{co_quan}"', '{so!r}/{loai}-{co_quan}"', "so_ky_hieu.dang", "{co_quan}"),
        ("nd30.toml", '{so}/{loai}-{co_quan}"', '{so}/{loai}-{co_quan"', "so_ky_hieu.dang", ""),
        # Defaults outside their range.
        ("nd30.toml", "den = 35, mac_dinh = 30", "den = 35, mac_dinh = 36", "trang.le_trai_mm", "mac_dinh"),
        ("nd30.toml", "[11], mac_dinh = 11", "[11], mac_dinh = 12", ".noi_nhan.co_chu", "mac_dinh"),
        ("nd30.toml", "bo = { A = 12, B = 13 }", "bo = { A = 10, B = 13 }", "thanh_phan.quoc_hieu.co_chu", "bo"),
        ("nd30.toml", "ty_le = 0.42", "ty_le = 0.6", "thanh_phan.ten_co_quan.dau_duoi", "ty_le"),
        ("hd05.toml", 'kieu = "chu", chu = "*"', 'kieu = "chu"', "thanh_phan.ten_co_quan.dau_duoi", "chu"),
        # What is missing.
        ("nd30.toml", "[thanh_phan.trich_yeu]", "[thanh_phan.trich_yeu_cu]", "toàn tệp", "trich_yeu"),
        ("nd30.toml", "[thanh_phan.quoc_hieu]", "[thanh_phan.quoc_hieu_cu]", "toàn tệp", "quoc_hieu"),
        ("hd05.toml", "[thanh_phan.dau_sao]", "[thanh_phan.sao]", "toàn tệp", "dau_sao"),
        ("nd30.toml", "dam = true\ncan_le", "dam = true\ncan_lề", "dòng", "cú pháp"),
        ("nd30.toml", 'ten = "Quốc hiệu"\n', "", "thanh_phan.quoc_hieu.ten", "thiếu"),
        ("nd30.toml", "thut_dau_dong_mm = { cho_phep = [10, 12.7], mac_dinh = 12.7 }\n", "", "toàn tệp", "thut_dau"),
        ("nd30.toml", 'dieu_khoan = "Điều 7; Phụ lục III, Mục I"\n', "", "loai.dieu_khoan", "thiếu"),
        ("hd36.toml", 'ten = "Hướng dẫn số 36-HD/VPTW"\n', "", "ten", "thiếu"),
        ("hd36.toml", "hieu_luc_tu = 2018-04-03\n", "", "hieu_luc_tu", "thiếu"),
        # What nobody knows.
        ("nd30.toml", "can_le =", 'canh_le = "giua"\ncan_le =', "thanh_phan.quoc_hieu.canh_le", "không có khóa này"),
        ("nd30.toml", 'id = "nd30"', 'id = "nd30"\nghi_chu = "x"', "ghi_chu", "không có khóa này"),
        ("nd30.toml", 'viet_tat = "KH"', 'viet_tat = "KH", so = 1', "loai.ke_hoach.so", "không có khóa này"),
        ("hd36.toml", "[thanh_phan.than]", "[thanh_phan.thân]", "dòng", "cú pháp"),
        ("hd36.toml", "[thanh_phan.than]", "[thanh_phan.khac]", "thanh_phan.khac.ten", "thiếu"),
        # Parents.
        ("hd36.toml", 'ke_thua = "hd05"', 'ke_thua = "hd99"', "ke_thua", "hd99"),
        ("hd36.toml", 'ke_thua = "hd05"', 'ke_thua = "hd36"', "ke_thua", "hd36"),
        ("hd36.toml", 'ke_thua = "hd05"', "ke_thua = 5", "ke_thua", "5"),
        # Periods and names.
        ("hd36.toml", "hieu_luc_den = 2026-05-26", "hieu_luc_den = 2026-05-27", "hieu_luc_den", "chồng lên"),
        ("hd36.toml", "hieu_luc_den = 2026-05-26\n", "", "hieu_luc_den", "chồng lên"),
        ("hd36.toml", "hieu_luc_den = 2026-05-26", "hieu_luc_den = 2026-05-20", "hieu_luc_den", "ngày trống"),
        ("hd36.toml", "hieu_luc_den = 2026-05-26", "hieu_luc_den = 2017-05-26", "toàn tệp", "trước hieu_luc_tu"),
        ("nd30.toml", 'id = "nd30"', 'id = "nd31"', "id", "nd30"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_at_its_place(
    folder: Path, name: str, old: str, new: str, place: str, reason: str
) -> None:
    replace(folder, name, old, new)
    details = refusal(folder)
    assert details["file"] == name
    assert place in str(details["place"])
    assert reason in str(details["reason"])


def test_the_place_of_wrong_syntax_is_its_line(folder: Path) -> None:
    row = 'bien_ban = { ten = "Biên bản", viet_tat = "BB" }'
    replace(folder, "hd05.toml", row, row.removesuffix(" }"))
    lines = (folder / "hd05.toml").read_text("utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, start=1) if line.startswith("bien_ban = "))
    details = refusal(folder)
    assert (details["file"], details["place"]) == ("hd05.toml", f"dòng {number}, cột {len(row) - 1}")
    assert "cú pháp" in str(details["reason"])


def test_a_file_that_is_no_text_is_refused(folder: Path) -> None:
    (folder / "nd30.toml").write_bytes('id = "ủy"'.encode("utf-16"))
    details = refusal(folder)
    assert details["file"] == "nd30.toml"
    assert "UTF-8" in str(details["reason"])


def test_a_fault_of_the_parent_is_told_of_the_parent(folder: Path) -> None:
    (folder / "hd05.toml").rename(folder / "zz.toml")
    replace(folder, "zz.toml", 'id = "hd05"', 'id = "zz"')
    replace(folder, "hd36.toml", 'ke_thua = "hd05"', 'ke_thua = "zz"')
    assert set(load_rule_sets(folder)) == {"nd30", "hd36", "zz"}
    replace(folder, "zz.toml", "rong_mm = 210", "rong_mm = 0")
    assert refusal(folder)["file"] == "zz.toml"


@pytest.mark.parametrize(
    ("khoi", "day", "wanted"),
    [
        ("nha_nuoc", date(2020, 3, 4), None),
        ("nha_nuoc", date(2020, 3, 5), "nd30"),
        ("nha_nuoc", date(2030, 1, 1), "nd30"),
        ("dang", date(2018, 4, 2), None),
        ("dang", date(2018, 4, 3), "hd36"),
        ("dang", date(2026, 5, 26), "hd36"),
        ("dang", date(2026, 5, 27), "hd05"),
        ("dang", date(2030, 1, 1), "hd05"),
    ],
)
def test_rule_set_is_chosen_by_family_and_day(khoi: Khoi, day: date, wanted: str | None) -> None:
    chosen = choose_rule_set(khoi, day)
    assert (chosen and chosen.id) == wanted


def test_first_days() -> None:
    assert (earliest_date("nha_nuoc"), earliest_date("dang")) == (date(2020, 3, 5), date(2018, 4, 3))


def test_a_parent_that_has_a_parent_is_refused(folder: Path) -> None:
    path = folder / "hd05.toml"
    path.write_text(path.read_text("utf-8").replace('khoi = "dang"', 'khoi = "dang"\nke_thua = "nd30"'), "utf-8")
    with pytest.raises(RuleSetInvalid) as raised:
        load_rule_sets(folder)
    assert raised.value.details["file"] == "hd36.toml"
    assert raised.value.details["place"] == "ke_thua"
    assert "lấy theo tệp khác" in str(raised.value.details["reason"])
