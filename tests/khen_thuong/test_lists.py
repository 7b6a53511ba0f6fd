"""The list of an award proposal: groups, columns, numbering, direction of the page, names as typed."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.base import PhuLuc
from service.text.blocks import Table
from service.text.inline import plain_text
from tests.form.papers import changed
from tests.khen_thuong.records import PARTY_AWARD, STATE_AWARD, people
from tests.khen_thuong.test_made_text import composed

MIXED = changed(
    STATE_AWARD,
    danh_sach={"vi_tri": "kem_theo"},
    tap_the=[{"ten": "Thôn Ia Dreng", "so_nguoi": 120}],
    ho_gia_dinh=[{"danh_xung": "Ông", "ten_chu_ho": "Rơ Châm Bơ", "dia_chi": "Làng Krông"}],
)


def annex_of(record: dict[str, Any]) -> PhuLuc:
    return composed(record).van_ban.phu_luc[0]


def rows_of(record: dict[str, Any]) -> list[list[str]]:
    table = annex_of(record).noi_dung[0]
    assert isinstance(table, Table)
    return [[plain_text(cell) for cell in row] for row in table.hang]


def test_groups_by_kind_number_anew_under_roman_headings() -> None:
    rows = rows_of(MIXED)
    assert [row[:2] for row in rows[1:]] == [
        ["I", "Tập thể"],
        ["1", "Thôn Ia Dreng"],
        ["II", "Hộ gia đình"],
        ["1", "Hộ ông Rơ Châm Bơ"],
        ["III", "Cá nhân"],
        ["1", "Ông A Lý"],
        ["2", "Bà Ksor H’Nhan"],
    ]
    assert rows[0][:2] == ["TT", "Tập thể, hộ gia đình, cá nhân"]


def test_one_kind_alone_has_no_group_and_its_own_heading() -> None:
    rows = rows_of(changed(STATE_AWARD, danh_sach={"vi_tri": "kem_theo"}))
    assert rows[0] == ["TT", "Họ và tên", "Chức vụ", "Đơn vị"]
    assert [row[0] for row in rows[1:]] == ["1", "2"]


def test_groups_by_award_and_by_unit() -> None:
    record = changed(MIXED, ca_nhan=[{**people(1)[0], "hinh_thuc": "Lao động tiên tiến"}, *people(2)[1:]])
    by_award = rows_of(changed(record, danh_sach={"vi_tri": "kem_theo", "chia_theo": "hinh_thuc"}))
    assert [row[1] for row in by_award if row[0] in {"I", "II"}] == ["Giấy khen", "Danh hiệu “Lao động tiên tiến”"]
    by_unit = rows_of(changed(record, danh_sach={"vi_tri": "kem_theo", "chia_theo": "don_vi"}))
    assert [row[1] for row in by_unit if row[0].isupper() and row[0] != "TT"] == [
        "Thôn Ia Dreng", "Làng Krông", "Thôn 1", "Thôn 2",
    ]  # fmt: skip
    assert "Đơn vị" not in by_unit[0]


def test_one_unit_alone_is_named_too() -> None:
    rows = people(6, don_vi="Làng Krông")
    printed = rows_of(changed(STATE_AWARD, ca_nhan=rows, danh_sach={"chia_theo": "don_vi"}))
    assert printed[1][:2] == ["I", "Làng Krông"]


def test_a_wide_list_is_annexed_though_it_is_short() -> None:
    wide = people(2, nam_sinh=1980, dan_toc="Gia Rai", chuc_vu="Nông dân", thanh_tich="Gương mẫu")
    assert annex_of(changed(STATE_AWARD, ca_nhan=wide)).huong == "ngang"


def test_columns_are_those_with_values_and_the_award_when_it_differs() -> None:
    person = {
        "danh_xung": "Bà", "ho_ten": "Ksor H’Nhan", "gioi_tinh": "nu", "ngay_sinh": "1985-02-03", "dan_toc": "Gia Rai",
        "don_vi": "Làng Krông", "hinh_thuc": "Lao động tiên tiến", "so_phieu": 8, "cccd": "064185001234",
    }  # fmt: skip
    rows = rows_of(changed(STATE_AWARD, ca_nhan=[person, *people(1)], danh_sach={"vi_tri": "kem_theo"}))
    assert rows[0] == [
        "TT", "Họ và tên", "Giới tính", "Ngày sinh", "Dân tộc", "Đơn vị", "Hình thức đề nghị", "Số phiếu",
    ]  # fmt: skip
    assert rows[1][2:] == ["Nữ", "03/02/1985", "Gia Rai", "Làng Krông", "Lao động tiên tiến", "8/9"]
    assert "064185001234" not in str(rows)


def test_a_dead_receiver_is_told_once_and_a_share_keeps_its_digits() -> None:
    rows = [{**people(1)[0], "truy_tang": True}, {**people(2)[1], "hinh_thuc": "Lao động tiên tiến"}]
    teams = [{"ten": "Phòng A", "ty_le_ldtt": 85.714286}]
    printed = rows_of(changed(STATE_AWARD, ca_nhan=rows, tap_the=teams, danh_sach={"vi_tri": "kem_theo"}))
    told = [cell for row in printed for cell in row if "truy tặng" in cell]
    assert told == ["Giấy khen (truy tặng)"]
    assert "85,714286" in [cell for row in printed for cell in row]


def test_the_list_stands_before_annexes_of_the_offices_own() -> None:
    record = changed(STATE_AWARD, ca_nhan=people(6), phu_luc=[{"tieu_de": "Tiêu chí", "noi_dung": "1. Một."}])
    assert [annex.nhan for annex in composed(record).van_ban.phu_luc] == ["DANH SÁCH", None]


def test_chosen_columns_stand_in_their_order_and_what_is_left_out_is_told() -> None:
    record = changed(STATE_AWARD, danh_sach={"vi_tri": "kem_theo", "cot": ["don_vi"]})
    assert rows_of(record)[0] == ["TT", "Họ và tên", "Đơn vị"]
    (told,) = (finding for finding in composed(record).findings if finding.rule == "KT-COT")
    assert "Chức vụ" in told.found


def test_a_dead_receiver_is_told_beside_the_name() -> None:
    rows = rows_of(
        changed(STATE_AWARD, ca_nhan=[{**people(1)[0], "truy_tang": True}], danh_sach={"vi_tri": "kem_theo"})
    )
    assert rows[1][1] == "Ông Siu Blơi 1 (truy tặng)"


@pytest.mark.parametrize(("chosen", "expected"), [(None, "ngang"), ("doc", "doc")])
def test_more_than_six_columns_lie_on_their_side(chosen: str | None, expected: str) -> None:
    rows = people(6, nam_sinh=1980, dan_toc="Gia Rai", chuc_vu="Nông dân", thanh_tich="Gương mẫu")
    layout = {"huong_giay": chosen} if chosen else {}
    assert annex_of(changed(STATE_AWARD, ca_nhan=rows, danh_sach=layout)).huong == expected
    narrow = people(6, nam_sinh=1980, dan_toc="Gia Rai", chuc_vu="Nông dân")
    assert annex_of(changed(STATE_AWARD, ca_nhan=narrow)).huong == "doc"


def test_title_total_and_maker_of_the_list() -> None:
    annex = annex_of(MIXED)
    assert annex.tieu_de.startswith("Đề nghị tặng Giấy khen cho tập thể, hộ gia đình, cá nhân đã có thành tích")
    assert annex.noi_dung[-1].noi_dung == "Danh sách có 01 tập thể, 01 hộ gia đình, 02 cá nhân./."  # type: ignore[union-attr]
    layout = {"vi_tri": "kem_theo", "dong_tong": False, "nguoi_lap": "A Lý", "tieu_de": "Đề nghị khen"}
    chosen = annex_of(changed(MIXED, danh_sach=layout))
    assert chosen.tieu_de == "Đề nghị khen"
    assert [block.noi_dung for block in chosen.noi_dung[1:]] == ["Người lập danh sách: A Lý"]  # type: ignore[union-attr]


def test_party_list_ends_in_a_full_stop_and_counts_members() -> None:
    annex = annex_of(changed(PARTY_AWARD, danh_sach={"vi_tri": "kem_theo"}))
    assert annex.noi_dung[-1].noi_dung == "Danh sách có 01 đảng viên."  # type: ignore[union-attr]
    assert annex.tieu_de.startswith("đề nghị tặng Giấy khen")
