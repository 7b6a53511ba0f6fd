"""What an award proposal is refused for, and what it is warned of."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.khen_thuong.money import bonus
from tests.form.papers import changed
from tests.khen_thuong.records import PARTY_AWARD, STATE_AWARD, people
from tests.khen_thuong.test_made_text import composed, text_of
from tests.schemas.test_problems import problems_of

PERSON = STATE_AWARD["ca_nhan"][0]
BALLOT = {**STATE_AWARD["cuoc_hop"], "cach_bieu_quyet": "phieu_kin"}
FIGHTER = {**PERSON, "hinh_thuc": "Chiến sĩ thi đua cơ sở", "xep_loai": "Hoàn thành xuất sắc nhiệm vụ"}


def codes(record: dict[str, Any]) -> set[tuple[str, str]]:
    return {(problem.code, problem.pointer) for problem in problems_of(record)}


def is_valid(record: dict[str, Any]) -> bool:
    return bool(composed(record))


def test_nobody_twice_for_one_award() -> None:
    twice = [PERSON, {**PERSON, "ho_ten": "a  LÝ"}]
    assert codes(changed(STATE_AWARD, ca_nhan=twice)) == {("de-nghi-trung", "/ca_nhan/1")}
    assert is_valid(changed(STATE_AWARD, ca_nhan=[PERSON, {**PERSON, "don_vi": "Thôn khác"}]))
    assert is_valid(changed(STATE_AWARD, ca_nhan=[{**PERSON, "nam_sinh": 1980}, {**PERSON, "nam_sinh": 1981}]))
    assert is_valid(changed(STATE_AWARD, ca_nhan=[PERSON, {**PERSON, "hinh_thuc": "Lao động tiên tiến"}]))


@pytest.mark.parametrize(("votes", "members", "passes"), [(7, 9, False), (8, 9, True), (9, 11, True), (8, 11, False)])
def test_a_ballot_needs_four_fifths_of_all_members(votes: int, members: int, passes: bool) -> None:
    meeting = {**BALLOT, "tong_thanh_vien": members, "co_mat": members}
    record = changed(STATE_AWARD, cuoc_hop=meeting, ca_nhan=[{**FIGHTER, "so_phieu": votes}])
    if passes:
        assert is_valid(record)
    else:
        assert codes(record) == {("phieu-khong-dat", "/ca_nhan/0/so_phieu")}


def test_thresholds_are_the_offices() -> None:
    record = changed(STATE_AWARD, cuoc_hop=BALLOT, ca_nhan=[{**FIGHTER, "so_phieu": 8}])
    strict = changed(record, nguong={"phieu_kin_phan_tram": {"Chiến sĩ thi đua cơ sở": 90}})
    assert codes(strict) == {("phieu-khong-dat", "/ca_nhan/0/so_phieu")}
    hands = changed(STATE_AWARD, ca_nhan=[{**PERSON, "so_phieu": 6}])
    assert is_valid(hands)
    assert codes(changed(hands, nguong={"bieu_quyet_phan_tram": 70})) == {("phieu-khong-dat", "/ca_nhan/0/so_phieu")}


def test_a_show_of_hands_needs_more_than_half() -> None:
    meeting = {**STATE_AWARD["cuoc_hop"], "tong_thanh_vien": 10, "co_mat": 10}
    assert is_valid(changed(STATE_AWARD, cuoc_hop=meeting, ca_nhan=[{**PERSON, "so_phieu": 6}]))
    half = changed(STATE_AWARD, cuoc_hop=meeting, ca_nhan=[{**PERSON, "so_phieu": 5}])
    assert codes(half) == {("phieu-khong-dat", "/ca_nhan/0/so_phieu")}


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        (
            {"cuoc_hop": {"cach_bieu_quyet": "gio_tay"}, "ca_nhan": [{**FIGHTER, "so_phieu": 9}]},
            "phai-bo-phieu-kin",
            "/ca_nhan/0",
        ),
        ({"cuoc_hop": BALLOT, "ca_nhan": [FIGHTER]}, "so-phieu-thieu", "/ca_nhan/0/so_phieu"),
        ({"ca_nhan": [{**PERSON, "so_phieu": 10}]}, "phieu-qua-tong", "/ca_nhan/0/so_phieu"),
        ({"cuoc_hop": {"co_mat": 10}}, "phieu-qua-tong", "/cuoc_hop/co_mat"),
        ({"cuoc_hop": {"ngay": "2026-12-06"}}, "ngay-lui", "/cuoc_hop/ngay"),
        ({"van_ban_phat_dong": {"ten_loai": "Kế hoạch", "ngay": "2026-12-03"}}, "ngay-lui", "/cuoc_hop/ngay"),
        ({"ky_xet": {"nam": 2027}}, "ky-xet-sau-ngay", "/ky_xet/nam"),
        ({"ky_xet": {"nam_hoc": "2025-2026"}}, "ky-xet-sai", "/ky_xet"),
        ({"phong_trao": None}, "phong-trao-thieu", "/phong_trao"),
        ({"cuoc_hop": None}, "cuoc-hop-thieu", "/cuoc_hop"),
        ({"can_cu": ["Nghị định số 98/2023/NĐ-CP"]}, "can-cu-het-hieu-luc", "/can_cu/0"),
        ({"hinh_thuc": None, "ca_nhan": [PERSON]}, "hinh-thuc-thieu", "/ca_nhan/0/hinh_thuc"),
        ({"hinh_thuc": "Bằng khen", "ca_nhan": [PERSON]}, "vuot-tham-quyen", "/ca_nhan/0"),
        ({"hinh_thuc": "Gia đình văn hóa", "ca_nhan": [PERSON]}, "doi-tuong-khong-khop", "/ca_nhan/0"),
        ({"ca_nhan": [{"ho_ten": "A Lý", "don_vi": "Thôn 1"}]}, "danh-xung-thieu", "/ca_nhan/0/danh_xung"),
        ({"ca_nhan": [{"danh_xung": "Ông", "ho_ten": "A Lý"}]}, "truong-thieu", "/ca_nhan/0/don_vi"),
        (
            {"ca_nhan": [{**PERSON, "ngay_sinh": "1985-01-02", "nam_sinh": 1986}]},
            "ngay-sinh-sai",
            "/ca_nhan/0/nam_sinh",
        ),
        ({"ca_nhan": [{**PERSON, "nam_sinh": 2027}]}, "ngay-sinh-sai", "/ca_nhan/0/nam_sinh"),
        ({"danh_sach": {"cot": ["mau_toc"]}}, "cot-khong-co", "/danh_sach/cot/0"),
        ({"danh_sach": {"cot": ["don_vi", "don_vi"]}}, "cot-trung", "/danh_sach/cot/1"),
        ({"ca_nhan": []}, "khong-co-dong", "/ca_nhan"),
        ({"hinh_thuc": "Kỷ niệm chương", "kinh_phi": {"nguon": "quỹ"}}, "he-so-khong-co", "/kinh_phi/he_so"),
    ],
)
def test_a_broken_rule_is_told_alone_at_its_place(changes: dict[str, Any], code: str, pointer: str) -> None:
    assert codes(changed(STATE_AWARD, **changes)) == {(code, pointer)}


def test_a_collective_title_needs_its_share_of_members() -> None:
    row = {"ten": "Phòng Kinh tế", "hinh_thuc": "Tập thể lao động tiên tiến", "ty_le_ldtt": 69.9}
    record = changed(STATE_AWARD, tap_the=[row])
    assert codes(record) == {("tieu-chuan-khong-dat", "/tap_the/0/ty_le_ldtt")}
    assert is_valid(changed(record, tap_the=[{**row, "ty_le_ldtt": 70}]))


def test_a_party_award_asks_for_party_facts_and_refuses_state_titles() -> None:
    bare = [{"danh_xung": "Đồng chí", "ho_ten": "A Lý"}]
    assert codes(changed(PARTY_AWARD, ca_nhan=bare)) == {
        ("truong-thieu", "/ca_nhan/0/chi_bo"),
        ("truong-thieu", "/ca_nhan/0/xep_loai"),
    }
    row = {**PARTY_AWARD["ca_nhan"][0], "hinh_thuc": "Lao động tiên tiến"}
    assert codes(changed(PARTY_AWARD, ca_nhan=[row])) == {("che-do-khong-khop", "/ca_nhan/0/hinh_thuc")}


def test_a_dead_decree_was_a_ground_in_its_time() -> None:
    record = changed(
        STATE_AWARD,
        ngay_ban_hanh="2025-06-30",
        cuoc_hop={"ngay": "2025-06-20"},
        ky_xet={"nam": 2025},
        can_cu=["Nghị định số 98/2023/NĐ-CP"],
    )
    assert is_valid(record)


@pytest.mark.parametrize(
    ("coefficient", "salary", "amount"),
    [
        (0.3, 2_530_000, 760_000),
        (0.45, 2_530_000, 1_140_000),
        (0.6, 2_530_000, 1_520_000),
        (1.0, 2_530_000, 2_530_000),
        (0.8, 2_530_000, 2_030_000),
        (0.3, 2_340_000, 710_000),
        (0.6, 2_340_000, 1_410_000),
        (1.5, 2_530_000, 3_800_000),
        (4.5, 2_530_000, 11_390_000),
        (0.5, 2_000_000, 1_000_000),
    ],
)
def test_money_is_rounded_up_to_ten_thousand(coefficient: float, salary: int, amount: int) -> None:
    assert bonus(coefficient, salary, 10_000) == amount


def test_money_is_told_by_kind_with_its_sum_in_words() -> None:
    record = changed(
        STATE_AWARD,
        tap_the=[{"ten": "Thôn 1"}, {"ten": "Thôn 2"}],
        ca_nhan=people(5),
        kinh_phi={"nguon": "Quỹ thi đua, khen thưởng của xã", "bang_chu": True, "ngay_quyet_dinh": "2026-12-20"},
    )
    lines = text_of(record)
    assert "Kinh phí khen thưởng dự kiến là 6.840.000 đồng (bằng chữ: sáu triệu tám trăm bốn mươi nghìn đồng), từ " \
        "nguồn Quỹ thi đua, khen thưởng của xã, gồm:" in lines  # fmt: skip
    assert "Giấy khen, tập thể: 02 × 1.520.000 đồng = 3.040.000 đồng;" in lines
    assert "Giấy khen, cá nhân: 05 × 760.000 đồng = 3.800.000 đồng." in lines


def test_base_salary_is_that_of_the_decisions_day() -> None:
    record = changed(
        STATE_AWARD, ngay_ban_hanh="2026-06-25", cuoc_hop={"ngay": "2026-06-20"}, kinh_phi={"nguon": "quỹ"}
    )
    assert "02 × 710.000 đồng" in " ".join(text_of(record))
    later = changed(record, kinh_phi={"ngay_quyet_dinh": "2026-07-02"})
    assert "02 × 760.000 đồng" in " ".join(text_of(later))


def test_only_the_highest_title_of_a_person_is_paid() -> None:
    rows = [{**FIGHTER, "so_phieu": 8}, {**PERSON, "hinh_thuc": "Lao động tiên tiến", "so_phieu": 9}]
    record = changed(STATE_AWARD, cuoc_hop=BALLOT, ca_nhan=rows, kinh_phi={"nguon": "quỹ"})
    text = " ".join(text_of(record))
    assert "Danh hiệu “Chiến sĩ thi đua cơ sở”, cá nhân: 01 × 2.530.000 đồng" in text
    assert "“Lao động tiên tiến”, cá nhân" not in text


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, "KT-QUY-DINH-TINH"),
        ({"can_cu": ["Luật Thi đua, khen thưởng"]}, "KT-CAN-CU"),
        ({"cuoc_hop": {"co_mat": 5}}, "KT-DU-HOP"),
        ({"noi_dung": "Theo Nghị định số 98/2023/NĐ-CP, kính trình danh sách.\nKính đề nghị."}, "KT-HET-HIEU-LUC"),
        ({"hinh_thuc": "Kỷ niệm chương"}, "KT-HINH-THUC"),
        ({"kinh_gui": ["Ông Chủ tịch"], "co_quan_tham_dinh": "Phòng A"}, "KT-KHONG-IN"),
        ({"can_cu": ["Luật A"], "van_ban_phat_dong": {"ten_loai": "Kế hoạch", "ngay": "2026-01-05"}}, "KT-KHONG-IN"),
        ({"danh_sach": {"nguoi_lap": "A Lý"}}, "KT-KHONG-IN"),
        ({"quy_dinh_tinh": {"ten_loai": "Quyết định", "ngay": "2027-01-01"}}, "KT-KHONG-IN"),
        ({"ca_nhan": people(9), "noi_dung": "Kính trình.\nKính đề nghị."}, "KT-KHONG-IN"),
        ({"ca_nhan": [{**PERSON, "ho_ten": "Ông A Lý"}]}, "KT-HO-TEN"),
        ({"ca_nhan": [{**PERSON, "ho_ten": "A LÝ"}]}, "KT-HO-TEN"),
        ({"kinh_phi": {"nguon": "quỹ", "luong_co_so": 2_340_000}}, "KT-LUONG-CO-SO"),
        ({"ca_nhan": [{**PERSON, "don_vi": "Xã A, huyện B"}]}, "KT-DON-VI"),
        ({"ca_nhan": [{**PERSON, "gioi_tinh": "nu"}]}, "KT-DANH-XUNG"),
        ({"ca_nhan": [{**PERSON, "ho_ten": "Trần Ng. Thu"}]}, "KT-HO-TEN"),
        ({"ca_nhan": [{**PERSON, "nam_sinh": 2015}]}, "KT-TUOI"),
        ({"ca_nhan": [{**PERSON, "nam_sinh": 1985, "gioi_tinh": "nam", "cccd": "064185001234"}]}, "KT-CCCD"),
        ({"tap_the": [{"ten": "Phòng A", "hinh_thuc": "Tập thể lao động tiên tiến"}]}, "KT-TY-LE"),
        ({"che_do_khen": "dang", "ca_nhan": PARTY_AWARD["ca_nhan"]}, "KT-CHE-DO"),
        ({"cuoc_hop": BALLOT, "ca_nhan": [{**FIGHTER, "so_phieu": 9}]}, "KT-CAN-DANH-HIEU"),
        ({"ca_nhan": [PERSON, {**PERSON, "hinh_thuc": "Lao động tiên tiến"}]}, "KT-HAI-HINH-THUC"),
    ],
)
def test_what_is_doubtful_is_told_and_let_through(changes: dict[str, Any], rule: str) -> None:
    told = {finding.rule: finding for finding in composed(changed(STATE_AWARD, **changes)).findings}
    assert rule in told
    assert told[rule].citation


def test_a_sound_round_has_nothing_to_be_told_of() -> None:
    province = {"ten_loai": "Quyết định", "so_ky_hieu": "88/2025/QĐ-UBND", "ngay": "2025-12-15"}
    assert composed(changed(STATE_AWARD, quy_dinh_tinh=province)).findings == ()


def test_a_title_in_the_list_or_among_those_held_is_enough() -> None:
    both = [{**FIGHTER, "so_phieu": 9}, {**PERSON, "hinh_thuc": "Lao động tiên tiến"}]
    held = [{**FIGHTER, "so_phieu": 9, "da_khen": "Lao động tiên tiến năm 2026"}]
    for rows in (both, held):
        told = {found.rule for found in composed(changed(STATE_AWARD, cuoc_hop=BALLOT, ca_nhan=rows)).findings}
        assert "KT-CAN-DANH-HIEU" not in told


@pytest.mark.parametrize(
    "typed", ["Chiến sỹ thi đua cơ sở", "CSTĐCS", "CSTĐ cơ sở.", "Danh hiệu “Chiến sĩ thi đua cơ sở”"]
)
def test_a_title_is_known_however_it_is_spelt(typed: str) -> None:
    record = changed(STATE_AWARD, ca_nhan=[{**PERSON, "hinh_thuc": typed, "so_phieu": 8}])
    assert ("phai-bo-phieu-kin", "/ca_nhan/0") in codes(record)
    strict = {"cuoc_hop": BALLOT, "nguong": {"phieu_kin_phan_tram": {typed: 90}}}
    failing = changed(STATE_AWARD, **strict, ca_nhan=[{**FIGHTER, "so_phieu": 8}])
    assert codes(failing) == {("phieu-khong-dat", "/ca_nhan/0/so_phieu")}


def test_a_rating_must_be_one_the_award_asks_for() -> None:
    bad = {**PERSON, "hinh_thuc": "Lao động tiên tiến", "xep_loai": "Không hoàn thành nhiệm vụ"}
    assert codes(changed(STATE_AWARD, ca_nhan=[bad])) == {("tieu-chuan-khong-dat", "/ca_nhan/0/xep_loai")}
    member = {**PARTY_AWARD["ca_nhan"][0], "xep_loai": "Hoàn thành tốt nhiệm vụ"}
    assert codes(changed(PARTY_AWARD, ca_nhan=[member])) == {("tieu-chuan-khong-dat", "/ca_nhan/0/xep_loai")}


def test_a_show_of_hands_has_no_more_hands_than_members_present() -> None:
    record = changed(STATE_AWARD, ca_nhan=[{**PERSON, "so_phieu": 9}])
    assert codes(record) == {("phieu-qua-tong", "/ca_nhan/0/so_phieu")}


def test_one_form_under_two_names_is_one_award() -> None:
    again = {**PERSON, "hinh_thuc": "Giấy khen của Chủ tịch Ủy ban nhân dân xã"}
    assert codes(changed(STATE_AWARD, ca_nhan=[PERSON, again])) == {("de-nghi-trung", "/ca_nhan/1")}


def test_a_number_within_a_number_is_no_dead_ground() -> None:
    assert is_valid(changed(STATE_AWARD, can_cu=["Nghị định số 198/2023/NĐ-CP", "Nghị định số 128/2024/NĐ-CP"]))


def test_namesakes_are_paid_each() -> None:
    rows = [{**PERSON, "hinh_thuc": "Lao động tiên tiến", "nam_sinh": year} for year in (1980, 1992)]
    assert "02 × 760.000 đồng" in " ".join(text_of(changed(STATE_AWARD, ca_nhan=rows, kinh_phi={"nguon": "quỹ"})))


def test_the_offices_own_coefficient_decides_the_highest_title() -> None:
    own = {"nguon": "quỹ", "he_so": [{"hinh_thuc": "Lao động tiên tiến", "doi_tuong": "ca_nhan", "he_so": 2}]}
    rows = [{**FIGHTER, "so_phieu": 9}, {**PERSON, "hinh_thuc": "Lao động tiên tiến"}]
    text = " ".join(text_of(changed(STATE_AWARD, cuoc_hop=BALLOT, ca_nhan=rows, kinh_phi=own)))
    assert "Danh hiệu “Lao động tiên tiến”, cá nhân: 01 × 5.060.000 đồng" in text
    assert "“Chiến sĩ thi đua cơ sở”, cá nhân" not in text


def test_a_party_award_above_the_commune_is_not_decided_there() -> None:
    record = changed(PARTY_AWARD, hinh_thuc="Bằng khen", nguoi_quyet_dinh="Ban Thường vụ Đảng ủy xã Ia Lâm")
    assert codes(record) == {("vuot-tham-quyen", "/ca_nhan/0")}
