"""Types of papers of each regime: names, abbreviations, who is addressed; written down apart from the rule files."""

from __future__ import annotations

import pytest

from service.rules.load import rule_sets
from service.rules.model import RuleSet

ND30, HD36, HD05 = (rule_sets()[name] for name in ("nd30", "hd36", "hd05"))
SETS = list(rule_sets().items())

# Component: sizes the law allows, capitals, bold, italic, alignment.
# Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, III, V.

STATE_TYPES = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ", "Thông cáo": "TC",
    "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr", "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA",
    "Dự án": "DA", "Báo cáo": "BC", "Biên bản": "BB", "Tờ trình": "TTr", "Hợp đồng": "HĐ", "Công văn": "",
    "Công điện": "CĐ", "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT", "Giấy ủy quyền": "GUQ", "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT", "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC", "Phiếu báo": "PB",
    "Thư công": "",
}  # fmt: skip
# Quy định 399-QĐ/TW: 25 types; abbreviations by Hướng dẫn 05, điểm 3.1.2.
PARTY_TYPES = {
    "Cương lĩnh chính trị": "", "Điều lệ Đảng": "", "Chiến lược": "CL", "Nghị quyết": "NQ", "Quyết định": "QĐ",
    "Chỉ thị": "CT", "Kết luận": "KL", "Quy chế": "QC", "Quy định": "QĐ", "Thông tri": "TT", "Hướng dẫn": "HD",
    "Thông báo": "TB", "Thông cáo": "TC", "Tuyên bố": "TB", "Lời kêu gọi": "LKG", "Báo cáo": "BC", "Kế hoạch": "KH",
    "Quy hoạch": "QH", "Chương trình": "CTr", "Đề án": "ĐA", "Phương án": "PA", "Dự án": "DA", "Tờ trình": "TTr",
    "Công văn": "CV", "Biên bản": "BB",
    # Administrative papers, by the rule of initials.
    "Giấy giới thiệu": "GGT", "Giấy chứng nhận": "GCN", "Giấy đi đường": "GĐĐ", "Giấy nghỉ phép": "GNP",
    "Giấy mời": "GM", "Phiếu chuyển": "PC", "Phiếu gửi": "PG", "Thư công": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule_set", "wanted"),
    [(ND30, STATE_TYPES), (HD05, PARTY_TYPES), (HD36, {**PARTY_TYPES, "Quy định": "QĐi"})],
)
def test_types_and_abbreviations(rule_set: RuleSet, wanted: dict[str, str]) -> None:
    types = rule_set.loai.loai
    assert {rule.ten: rule.viet_tat for rule in types.values()} == wanted
    assert [key for key, rule in types.items() if not rule.in_ten] == ["cong_van"]


@pytest.mark.parametrize(
    ("rule_set", "required", "optional", "word"),
    [
        (ND30, {"to_trinh", "cong_van"}, {"bao_cao"}, None),
        (HD05, {"to_trinh", "cong_van"}, set(), "Kính trình:"),
        (HD36, {"to_trinh", "cong_van"}, set(), "Kính gửi:"),
    ],
)
def test_who_is_addressed(rule_set: RuleSet, required: set[str], optional: set[str], word: str | None) -> None:
    types = rule_set.loai.loai
    assert {key for key, rule in types.items() if rule.kinh_gui == "bat_buoc"} == required
    assert {key for key, rule in types.items() if rule.kinh_gui == "tuy_chon"} == optional
    assert types["to_trinh"].tu_kinh_gui == word
    assert rule_set.kinh_gui.tu == "Kính gửi:"
