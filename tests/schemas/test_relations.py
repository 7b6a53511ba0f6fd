"""What holds between fields: dates of legal grounds, rule set of an unknown date, addressees, choices, footnotes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.catalog import load_kinds
from schemas.relations import rule_set_of
from schemas.validate import validate_record
from service.errors import RecordInvalid
from service.text.dates import today
from tests.form.papers import (
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
from tests.schemas.calls import problems_of, told

OLD_PARTY = changed(PARTY, ngay_ban_hanh="2025-09-05")
LATE = ("can-cu-sau-ngay", "/can_cu/0")


def grounded(issued: str | None, ground: str) -> dict[str, Any]:
    return {**STATE, "ngay_ban_hanh": issued, "can_cu": [ground]}


def written(day: date) -> str:
    return f"Quyết định số 5/QĐ-UBND ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        ("2026-02-03", date(2026, 2, 3)),
        ("2026-02", date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 29)),
        ("2026", date(2026, 12, 31)),
    ],
)
def test_a_legal_ground_may_be_as_late_as_the_paper_and_no_later(issued: str, last: date) -> None:
    assert told(grounded(issued, written(last))) == set()
    assert told(grounded(issued, written(last + timedelta(days=1)))) == {LATE}


def test_a_legal_ground_of_an_undated_paper_is_no_later_than_today() -> None:
    assert told(grounded(None, written(today()))) == set()
    (problem,) = problems_of(grounded(None, written(today() + timedelta(days=2))))
    assert (problem.code, problem.pointer) == LATE
    assert "hôm nay" in problem.message


@pytest.mark.parametrize(
    "ground",
    [
        "Quyết định ngày 03/02/2026 của Ủy ban nhân dân xã về kế hoạch đến ngày 31/12/2030",
        "Luật ngày 15 tháng 6 năm 2022 được sửa đổi, bổ sung ngày 23 tháng 4 năm 2027",
    ],
)
def test_only_the_first_date_of_a_legal_ground_is_its_own(ground: str) -> None:
    assert told(grounded("2026-02-03", ground)) == set()


def test_every_legal_ground_is_judged() -> None:
    grounds = ["Luật ngày 15/6/2022", "Nghị quyết ngày 04/02/2026", "Theo đề nghị", "Kế hoạch ngày 5.3.2026"]
    found = told({**STATE, "can_cu": grounds})
    assert found == {("can-cu-sau-ngay", "/can_cu/1"), ("can-cu-sau-ngay", "/can_cu/3")}


@pytest.mark.parametrize(
    ("issued", "now", "rule_set"),
    [
        # What is not known of the date is taken as near to today as it can be.
        ("2018", date(2026, 3, 1), "hd36"),
        ("2018-04", date(2026, 3, 1), "hd36"),
        ("2026", date(2026, 3, 1), "hd36"),
        ("2026", date(2026, 5, 26), "hd36"),
        ("2026", date(2026, 5, 27), "hd05"),
        ("2026", date(2030, 1, 1), "hd05"),
        ("2026-05", date(2026, 5, 1), "hd36"),
        ("2026-05", date(2026, 6, 1), "hd05"),
        ("2027", date(2026, 3, 1), "hd05"),
        (None, date(2026, 5, 26), "hd36"),
        (None, date(2026, 5, 27), "hd05"),
    ],
)
def test_an_unknown_date_is_the_day_nearest_to_today(
    monkeypatch: pytest.MonkeyPatch, issued: str | None, now: date, rule_set: str
) -> None:
    monkeypatch.setattr("schemas.relations.today", lambda: now)
    van_ban = validate_record({**PARTY, "ngay_ban_hanh": issued, "can_cu": []}).van_ban
    found = rule_set_of({"co_quan": van_ban.co_quan, "ngay_ban_hanh": van_ban.ngay_ban_hanh})
    assert found is not None
    assert found.id == rule_set


# field, record, values the law leaves to the office, values it does not
CHOICES = [
    ("co_chu_noi_dung", STATE, (13, 14), (12, 15)),
    ("co_chu_noi_dung", PARTY, (14, 15), (13, 16)),
    ("thut_dau_dong_mm", STATE, (10, 12.7), (9, 11, 12.8)),
    ("thut_dau_dong_mm", PARTY, (10,), (9.5, 12.7)),
    ("gian_dong", STATE, (1, 1.2, 1.5), (0.95, 1.55, 18)),
    ("gian_dong", PARTY, (18, 20, 22), (1.5, 17.5, 22.5)),
    ("gian_dong", OLD_PARTY, (18, 30), (17.5, 30.5)),
    ("khoang_ky_mm", STATE, (15, 45), (14.5, 45.5)),
    ("khoang_ky_mm", PARTY, (15, 45), (14.5, 45.5)),
    ("le_tren_mm", STATE, (20, 25), (19.5, 25.5)),
    ("le_tren_mm", PARTY, (20,), (19.5, 20.5)),
    ("le_duoi_mm", STATE, (20, 25), (19.5, 25.5)),
    ("le_duoi_mm", PARTY, (20,), (19.5, 20.5)),
    ("le_trai_mm", STATE, (30, 35), (29.5, 35.5)),
    ("le_trai_mm", PARTY, (30,), (29.5, 30.5)),
    ("le_phai_mm", STATE, (15, 20), (14.5, 20.5)),
    ("le_phai_mm", PARTY, (15,), (14.5, 15.5)),
    ("kieu_la_ma", STATE, ("I.",), ("I-",)),
    ("kieu_la_ma", PARTY, ("I-", "I."), ()),
    ("bo_co_chu", STATE, ("A", "B"), ()),
    ("bo_co_chu", PARTY, (), ("A", "B")),
    ("dat_dau", STATE, ("cu", "moi"), ()),
    ("dat_dau", PARTY, ("cu", "moi"), ()),
]


@pytest.mark.parametrize(("name", "record", "allowed", "refused"), CHOICES)
def test_an_office_chooses_what_the_law_leaves_to_it(
    name: str, record: dict[str, Any], allowed: tuple[Any, ...], refused: tuple[Any, ...]
) -> None:
    for value in allowed:
        assert told(changed(record, co_quan={"lua_chon": {name: value}})) == set(), value
    for value in refused:
        found = told(changed(record, co_quan={"lua_chon": {name: value}}))
        assert found == {("lua-chon-ngoai-quy-dinh", f"/co_quan/lua_chon/{name}")}, value


def test_a_refused_choice_names_who_forbids_it_and_what_is_left() -> None:
    def message(record: dict[str, Any], **choice: Any) -> str:
        (problem,) = problems_of(changed(record, co_quan={"lua_chon": choice}))
        return problem.message

    assert message(STATE, thut_dau_dong_mm=11) == (
        "Thụt đầu dòng (mm): Nghị định số 30/2020/NĐ-CP chỉ cho phép 10 hoặc 12,7. Hãy chọn lại hoặc để trống."
    )
    assert message(OLD_PARTY, gian_dong=31) == (
        "Giãn dòng: Hướng dẫn số 36-HD/VPTW chỉ cho phép từ 18 đến 30. Hãy chọn lại hoặc để trống."
    )
    assert message(PARTY, le_phai_mm=20) == (
        "Lề phải (mm): Hướng dẫn số 05-HD/VPTW chỉ cho phép 15. Hãy chọn lại hoặc để trống."
    )
    assert message(STATE, khoang_ky_mm=5).startswith("Khoảng trống để ký (mm): chương trình chỉ cho phép từ 15 đến 45")


@pytest.mark.parametrize("record", [LETTER, PROPOSAL, PARTY_LETTER, PARTY_PROPOSAL])
def test_letters_and_proposals_must_have_an_addressee(record: dict[str, Any]) -> None:
    assert told(record) == set()
    assert told({**record, "kinh_gui": []}) == {("kinh-gui-thieu", "/kinh_gui")}
    absent = {name: value for name, value in record.items() if name != "kinh_gui"}
    assert told(absent) == {("kinh-gui-thieu", "/kinh_gui")}
    assert told({**record, "kinh_gui": ["Sở Nội vụ", "Kính gửi: -"]}) == {("kinh-gui-trong", "/kinh_gui/1")}


def test_plans_and_party_reports_have_none_and_state_reports_may() -> None:
    for record in (STATE, PARTY, PARTY_REPORT):
        assert told({**record, "kinh_gui": ["Sở Nội vụ"]}) == {("kinh-gui-khong-dung", "/kinh_gui")}
    assert told({**REPORT, "kinh_gui": ["Sở Nội vụ"]}) == set()


def test_a_type_that_only_one_family_has_is_refused_in_the_other(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    contract = {"loai": "hop_dong_thu", "loai_van_ban": "hop_dong", "title": "Hợp đồng", "properties": {}}
    (tmp_path / "schemas" / "hop_dong_thu.json").write_text(json.dumps(contract), "utf-8")
    kinds = load_kinds(tmp_path)
    assert validate_record({**STATE, "loai": "hop_dong_thu"}, kinds).van_ban.loai == "hop_dong_thu"
    with pytest.raises(RecordInvalid) as caught:
        validate_record({**PARTY, "loai": "hop_dong_thu"}, kinds)
    (problem,) = caught.value.problems
    assert (problem.code, problem.pointer) == ("loai-khong-co", "/loai")
    assert problem.message == "Hướng dẫn số 05-HD/VPTW không có loại văn bản này."


TABLE: dict[str, Any] = {"kieu": "bang", "hang": [["TT", "Tên"], ["1", "Rà soát"]]}
NOTE = {"kieu": "chu_thich", "dau": "1", "noi_dung": "Lời chú thích."}
MARKED: dict[str, dict[str, Any]] = {
    "đoạn": {"kieu": "doan", "noi_dung": "Lời văn[^1]."},
    "lời của mục": {"kieu": "so", "noi_dung": "Lời văn[^1]."},
    "tiêu đề của mục": {"kieu": "so", "tieu_de": "Tiêu đề[^1]"},
    "tiêu đề": {"kieu": "tieu_de", "tieu_de": "Tiêu đề[^1]"},
    "trích": {"kieu": "trich", "noi_dung": "Một dòng\nmột dòng nữa[^1]"},
    "ô": {**TABLE, "hang": [["TT", "Tên"], ["1", "Rà soát[^1]"]]},
    "ô tiêu đề": {**TABLE, "hang": [["TT[^1]", "Tên"], ["1", "Rà soát"]]},
    "tên bảng": {**TABLE, "ten": "Bảng 1[^1]"},
    "đơn vị": {**TABLE, "don_vi": "đồng[^1]"},
}


def in_body(blocks: list[dict[str, Any]]) -> tuple[dict[str, Any], str]:
    return {**STATE, "noi_dung": blocks}, "/noi_dung"


def in_annex(blocks: list[dict[str, Any]]) -> tuple[dict[str, Any], str]:
    other = {"tieu_de": "Một", "noi_dung": "Lời."}
    return {**STATE, "phu_luc": [other, {"tieu_de": "Hai", "noi_dung": blocks}]}, "/phu_luc/1/noi_dung"


@pytest.mark.parametrize("where", [in_body, in_annex])
@pytest.mark.parametrize("marked", MARKED.values(), ids=MARKED)
def test_a_footnote_mark_needs_its_text_wherever_it_stands(marked: dict[str, Any], where: Any) -> None:
    plain = {"kieu": "doan", "noi_dung": "Mở đầu."}
    record, place = where([plain, marked, NOTE])
    assert told(record) == set()
    record, place = where([plain, marked])
    assert told(record) == {("chu-thich-thieu", f"{place}/1")}
    record, place = where([marked, marked, NOTE])
    assert told(record) == {("chu-thich-lap", f"{place}/1")}


@pytest.mark.parametrize("where", [in_body, in_annex])
def test_a_footnote_text_needs_its_mark_once(where: Any) -> None:
    record, place = where([{"kieu": "doan", "noi_dung": "Lời văn."}, NOTE])
    assert told(record) == {("chu-thich-thua", f"{place}/1")}
    record, place = where([MARKED["đoạn"], NOTE, NOTE])
    assert told(record) == {("chu-thich-trung", f"{place}/2")}
    record, place = where([{"kieu": "doan", "noi_dung": "Một[^1], hai[^1]."}, NOTE])
    assert told(record) == {("chu-thich-lap", f"{place}/0")}


def test_body_and_annexes_count_their_footnotes_apart() -> None:
    annex = {"tieu_de": "Một", "noi_dung": [MARKED["ô"], NOTE]}
    assert told({**STATE, "noi_dung": [MARKED["đoạn"], NOTE], "phu_luc": [annex, annex]}) == set()
    (problem,) = problems_of({**STATE, "phu_luc": [{"tieu_de": "Một", "noi_dung": "1. Làm.\n2. Lời[^a]."}]})
    assert (problem.code, problem.pointer) == ("chu-thich-thieu", "/phu_luc/0/noi_dung")
    assert "dòng 2" in problem.message
