"""The text of an award proposal: every sentence rests on a fact given, and none is there without one."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.base import Composed
from schemas.validate import validate_record
from service.pipeline import require_rule_set
from service.text.blocks import Item, Paragraph, Table
from service.text.inline import plain_text
from tests.form.papers import changed
from tests.khen_thuong.records import PARTY_AWARD, STATE_AWARD, people


def composed(record: dict[str, Any]) -> Composed:
    van_ban = validate_record(record).van_ban
    return van_ban.compose(require_rule_set(van_ban))


def text_of(record: dict[str, Any]) -> list[str]:
    blocks = composed(record).van_ban.noi_dung
    return [plain_text(block.noi_dung or "") for block in blocks if isinstance(block, Paragraph | Item)]


def test_one_award_for_a_few_is_one_sentence_with_their_names() -> None:
    assert text_of(STATE_AWARD) == [
        "Xét thành tích và kết quả bình xét (08/09 thành viên dự họp), Phòng Văn hóa - Xã hội kính trình Chủ tịch Ủy "
        "ban nhân dân xã Ia Lâm xem xét, tặng Giấy khen cho 02 cá nhân đã có thành tích xuất sắc trong phong trào thi "
        "đua “Dân vận khéo” năm 2026, gồm:",
        "Ông A Lý, Trưởng thôn, Thôn Ia Dreng;",
        "Bà Ksor H’Nhan, Làng Krông.",
        "Hồ sơ gồm: biên bản họp; báo cáo thành tích (gửi riêng).",
        "Phòng Văn hóa - Xã hội kính đề nghị Chủ tịch Ủy ban nhân dân xã Ia Lâm xem xét, quyết định./.",
    ]


def test_subject_addressee_and_grounds_are_made() -> None:
    paper = composed(STATE_AWARD).van_ban
    assert paper.trich_yeu == (
        "Về việc đề nghị tặng Giấy khen cho cá nhân đã có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” "
        "năm 2026"
    )
    assert paper.kinh_gui == ("Chủ tịch Ủy ban nhân dân xã Ia Lâm",)
    assert [ground.split(" ngày ")[0] for ground in paper.can_cu] == [
        "Luật Thi đua, khen thưởng",
        "Nghị định số 152/2025/NĐ-CP",
        "Biên bản số 03/BB-HĐTĐKT",
    ]
    assert "Luật số 06/2026/QH16" in paper.can_cu[0]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-06-20", ["98/2023/NĐ-CP"]),
        ("2025-07-01", ["152/2025/NĐ-CP"]),
        ("2026-09-30", ["152/2025/NĐ-CP"]),
        ("2026-10-01", ["06/2026/QH16", "152/2025/NĐ-CP"]),
    ],
)
def test_grounds_are_those_in_force_on_the_day(day: str, expected: list[str]) -> None:
    record = changed(STATE_AWARD, ngay_ban_hanh=day, cuoc_hop={"ngay": day}, ky_xet={"nam": int(day[:4])})
    grounds = " ".join(composed(record).van_ban.can_cu)
    found = [number for number in ("06/2026/QH16", "98/2023/NĐ-CP", "152/2025/NĐ-CP") if number in grounds]
    assert found == expected


def test_cited_papers_follow_the_law_in_order() -> None:
    launch = {"ten_loai": "Kế hoạch", "so_ky_hieu": "12/KH-UBND", "ngay": "2026-01-05", "co_quan": "UBND xã"}
    province = {"ten_loai": "Quyết định", "so_ky_hieu": "88/2025/QĐ-UBND", "ngay": "2025-12-15"}
    grounds = composed(changed(STATE_AWARD, van_ban_phat_dong=launch, quy_dinh_tinh=province)).van_ban.can_cu
    assert grounds[2:4] == (
        "Quyết định số 88/2025/QĐ-UBND ngày 15 tháng 12 năm 2025",
        "Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của UBND xã",
    )


def test_party_paper_speaks_as_the_standing_body_that_signs_and_in_its_own_dates() -> None:
    lines = text_of(PARTY_AWARD)
    assert lines[0].startswith(
        "Trên cơ sở kết quả cuộc họp (có mặt 15/15 đồng chí), Ban Thường vụ Đảng ủy xã Ia Lâm thống nhất kính trình "
        "Ban Thường vụ Tỉnh ủy xem xét, tặng Giấy khen cho 01 đảng viên đạt tiêu chuẩn"
    )
    assert lines[-1].endswith("xem xét, quyết định.")
    assert composed(PARTY_AWARD).van_ban.can_cu == (
        "Điều lệ Đảng",
        "Hướng dẫn số 06-HD/TW, ngày 09/6/2025 của Ban Bí thư về một số vấn đề cụ thể thi hành Điều lệ Đảng",
        "Biên bản họp ngày 02/12/2026 của Ban Thường vụ Đảng ủy xã Ia Lâm",
    )


def test_a_party_office_may_propose_a_state_award() -> None:
    record = changed(PARTY_AWARD, che_do_khen="nha_nuoc", ca_nhan=STATE_AWARD["ca_nhan"])
    paper = composed(record).van_ban
    assert paper.can_cu[0].startswith("Luật Thi đua, khen thưởng, ngày 15/6/2022")
    assert "02 cá nhân" in text_of(record)[0]


def test_sudden_merit_needs_no_meeting_and_says_none() -> None:
    record = changed(STATE_AWARD, loai_khen="dot_xuat", cuoc_hop=None)
    assert text_of(record)[0].startswith("Xét thành tích đạt được, Phòng")
    assert not any("Biên bản" in ground for ground in composed(record).van_ban.can_cu)


def test_equal_votes_are_told_as_a_share_of_all_members() -> None:
    rows = [{**row, "so_phieu": 8} for row in STATE_AWARD["ca_nhan"]]
    assert "(08/09 thành viên tán thành, đạt 88,9%)" in text_of(changed(STATE_AWARD, ca_nhan=rows))[0]


def test_several_awards_have_a_line_each_and_the_dead_one_of_their_own() -> None:
    rows = [
        {**STATE_AWARD["ca_nhan"][0], "hinh_thuc": "lao động tiên tiến"},
        STATE_AWARD["ca_nhan"][1],
        {"danh_xung": "Ông", "ho_ten": "Siu Blơi", "don_vi": "Làng Mrông", "truy_tang": True},
    ]
    lines = text_of(changed(STATE_AWARD, ca_nhan=rows))
    assert lines[0].endswith("xem xét:")
    assert [line.split(" cho ")[0] for line in lines[1:4]] == [
        "Tặng danh hiệu “Lao động tiên tiến”",
        "Tặng Giấy khen",
        "Truy tặng Giấy khen",
    ]
    assert all(line.split(" cho ")[1].startswith("01 cá nhân đã có") for line in lines[1:4])


def test_more_than_five_go_to_a_list_of_their_own() -> None:
    five, six = (composed(changed(STATE_AWARD, ca_nhan=people(count))).van_ban for count in (5, 6))
    assert five.phu_luc == ()
    assert len(six.phu_luc) == 1
    assert six.phu_luc[0].nhan == "DANH SÁCH"
    assert "06 cá nhân" in str(six.phu_luc[0].noi_dung[-1])
    assert "(có danh sách kèm theo)" in text_of(changed(STATE_AWARD, ca_nhan=people(6)))[0]


def test_where_the_list_stands_can_be_chosen() -> None:
    out = composed(changed(STATE_AWARD, danh_sach={"vi_tri": "kem_theo"})).van_ban
    kept = composed(changed(STATE_AWARD, ca_nhan=people(8), danh_sach={"vi_tri": "trong_bai"})).van_ban
    assert len(out.phu_luc) == 1
    assert kept.phu_luc == ()


def test_facts_beyond_a_line_make_a_table_in_the_body() -> None:
    rows = [{**STATE_AWARD["ca_nhan"][0], "thanh_tich": "Vận động 12 hộ hiến đất"}]
    blocks = composed(changed(STATE_AWARD, ca_nhan=rows)).van_ban.noi_dung
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert table.hang[1] == ("1", "Ông A Lý", "Trưởng thôn", "Thôn Ia Dreng", "Vận động 12 hộ hiến đất")
    assert isinstance(blocks[-1], Paragraph)


def test_text_given_by_hand_replaces_the_made_text_never_the_list() -> None:
    record = changed(STATE_AWARD, noi_dung="Phòng kính trình như sau.\nKính đề nghị xem xét.", ca_nhan=people(3))
    blocks = composed(record).van_ban.noi_dung
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]
    annexed = composed(changed(record, ca_nhan=people(9))).van_ban
    assert [type(block) for block in annexed.noi_dung] == [Paragraph, Paragraph]
    alone = composed(changed(record, noi_dung="Kính trình.")).van_ban.noi_dung
    assert [type(block) for block in alone] == [Paragraph, Table]
    noted = composed(changed(record, noi_dung="Kính trình.\nKính đề nghị[^1].\n[^1]: Theo dự toán.")).van_ban.noi_dung
    assert [type(block) for block in noted[:3]] == [Paragraph, Table, Paragraph]
    assert len(annexed.phu_luc) == 1
    assert "KT-NOI-DUNG" in {finding.rule for finding in composed(record).findings}


def test_what_is_given_by_hand_stays() -> None:
    record = changed(STATE_AWARD, trich_yeu="Về việc khen thưởng", kinh_gui=["Ông Chủ tịch"], can_cu=["Luật A"])
    paper = composed(record).van_ban
    assert (paper.trich_yeu, paper.kinh_gui, paper.can_cu) == ("Về việc khen thưởng", ("Ông Chủ tịch",), ("Luật A",))


def test_typed_notation_is_printed_as_it_is() -> None:
    rows = [
        {**STATE_AWARD["ca_nhan"][0], "thanh_tich": "Đạt **5*** sao [^1] <"},
        {**people(1)[0], "ghi_chu": "Hạng < 5"},
    ]
    blocks = composed(changed(STATE_AWARD, ca_nhan=rows)).van_ban.noi_dung
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert "Đạt **5*** sao [^1] <" in [plain_text(cell) for cell in table.hang[1]]
    assert "Hạng < 5" in [plain_text(cell) for cell in table.hang[2]]


def test_period_and_movement_are_not_said_twice() -> None:
    reason = "đã có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” năm 2026"
    first = text_of(changed(STATE_AWARD, ly_do=reason))[0]
    assert first.count("Dân vận khéo") == 1
    assert first.count("năm 2026") == 1


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ({"nam_hoc": "2025-2026"}, "năm học 2025 - 2026"),
        (
            {"tu_ngay": "2026-01-05", "den_ngay": "2026-06-30"},
            "từ ngày 05 tháng 01 năm 2026 đến ngày 30 tháng 6 năm 2026",
        ),
    ],
)
def test_period_in_words(period: dict[str, Any], words: str) -> None:
    record = {**STATE_AWARD, "ky_xet": period}
    assert words in text_of(record)[0]


@pytest.mark.parametrize(
    ("reason", "period", "told"),
    [
        ("có thành tích năm học 2025-2026", {"nam_hoc": "2025-2026"}, False),
        ("bắt cướp ngày 02/12/2026", {"nam": 2026}, False),
        ("có thành tích giai đoạn 2025-2026", {"tu_ngay": "2025-01-01", "den_ngay": "2026-12-01"}, False),
        ("có thành tích", {"nam": 2026}, True),
    ],
)
def test_the_period_is_told_once(reason: str, period: dict[str, Any], told: bool) -> None:
    text = text_of({**STATE_AWARD, "ly_do": reason, "ky_xet": period, "loai_khen": "cong_trang", "phong_trao": None})[0]
    assert (f"{reason}, gồm:" in text) != told


def test_a_single_day_is_one_day() -> None:
    period = {"tu_ngay": "2026-11-20", "den_ngay": "2026-11-20"}
    text = text_of({**STATE_AWARD, "ky_xet": period})[0]
    assert "phong trào thi đua “Dân vận khéo” ngày 20 tháng 11 năm 2026" in text


def test_each_award_may_have_its_own_reason_and_verb() -> None:
    rows = [{**STATE_AWARD["ca_nhan"][0], "hinh_thuc": "Lao động tiên tiến"}, STATE_AWARD["ca_nhan"][1]]
    own = [{"hinh_thuc": "lao động tiên tiến", "ly_do": "đã hoàn thành tốt nhiệm vụ"}]
    family = {"danh_xung": "Ông", "ten_chu_ho": "Rơ Châm Bơ", "dia_chi": "Làng Krông", "hinh_thuc": "Gia đình văn hóa"}
    lines = text_of(changed(STATE_AWARD, ca_nhan=rows, ly_do_rieng=own, ho_gia_dinh=[family]))
    assert lines[1].startswith("Công nhận danh hiệu “Gia đình văn hóa” cho 01 hộ gia đình")
    assert "Tặng danh hiệu “Lao động tiên tiến” cho 01 cá nhân đã hoàn thành tốt nhiệm vụ năm 2026;" in lines
    assert lines[3].startswith("Tặng Giấy khen cho 01 cá nhân đã có thành tích xuất sắc")


def test_marks_that_the_form_supplies_are_not_doubled() -> None:
    record = changed(STATE_AWARD, ho_so_kem=[{"ten": "Biên bản họp."}, {"ten": "Báo cáo thành tích;"}])
    assert "Hồ sơ gồm: Biên bản họp; Báo cáo thành tích." in text_of(record)
    money = changed(STATE_AWARD, kinh_phi={"nguon": "Nguồn quỹ của xã."})
    assert any("từ nguồn quỹ của xã, gồm:" in line for line in text_of(money))


def test_party_cells_are_counted_by_their_name() -> None:
    record = changed(PARTY_AWARD, tap_the=[{"ten": "Chi bộ thôn 1"}, {"ten": "Chi bộ thôn 2"}])
    assert "02 chi bộ, 01 đảng viên" in text_of(record)[0]
    assert "01 tập thể" in text_of(changed(record, tap_the=[{"ten": "Đảng ủy bộ phận"}]))[0]
