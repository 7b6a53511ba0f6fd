"""Each fault of head, title and addressees is told by its own rule, once, and by no other; near-misses by none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from service.rules.model import Khoi
from service.the_thuc.checks import dates
from service.the_thuc.model import Source
from tests.the_thuc.checks.faults_head_party import PARTY_FAULTS
from tests.the_thuc.checks.faults_head_state import STATE_FAULTS
from tests.the_thuc.checks.papers_head import (
    OFFICE,
    PARTY_LETTER,
    PARTY_PLAN,
    PARTY_PROPOSAL,
    STATE_HEAD,
    STATE_LETTER,
    STATE_PLAN,
    Draft,
    Piece,
    addressed,
    dated,
    left,
    levels,
    number,
    of_type,
    own_rules,
    paper,
    right,
    told,
)

RIGHT = {
    "kế hoạch nhà nước": STATE_PLAN, "công văn nhà nước": STATE_LETTER,
    "kế hoạch của Đảng": PARTY_PLAN, "công văn của Đảng": PARTY_LETTER, "tờ trình của Đảng": PARTY_PROPOSAL,
}  # fmt: skip
SOURCES: tuple[Source, ...] = get_args(Source)


@pytest.fixture(autouse=True)
def _the_year_is_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "today", lambda: date(2026, 11, 24))


E, W = "error", "warning"

# What only one kind of file can tell.
ONE_SOURCE_FAULTS: list[tuple[str, Source, Draft, dict[str, str]]] = [
    ("dòng giãn", "docx", STATE_PLAN.edit("tieu_ngu", single_lines=1.5), {"ND30-QHTN-SPACING": E}),
    ("cách đoạn", "docx", STATE_PLAN.edit("quoc_hieu", after=6.0), {"ND30-QHTN-SPACING": E}),
    ("đoạn trống", "docx", STATE_PLAN.followed("quoc_hieu", right("", 0, 28.0)), {"ND30-QHTN-SPACING": E}),
    ("dòng xa", "pdf", STATE_PLAN.edit("tieu_ngu", y=34.0), {"ND30-QHTN-SPACING": E}),
    ("khác hàng", "docx", STATE_PLAN.edit("dia_danh_ngay", row=2), {"ND30-DD-FMT": E}),
    ("ngày thấp hơn số", "pdf", STATE_PLAN.edit("dia_danh_ngay", y=44.0), {"ND30-DD-FMT": E}),
    ("ngày hai dòng", "pdf", STATE_PLAN.edit("dia_danh_ngay", wrapped=True), {"ND30-DD-ONELINE": W}),
    ("cơ quan thấp hơn", "pdf", STATE_PLAN.edit("ten_cap_tren", y=28.0).edit("ten_co_quan", y=33.2),
     {"ND30-HEAD-COLS": E}),
    ("tiêu đề thấp hơn", "pdf", PARTY_PLAN.edit("tieu_de_dang", y=29.0), {"HD05-ORG-LEVEL": W}),
    ("tiêu đề ở hàng khác", "docx", PARTY_PLAN.edit("tieu_de_dang", row=2), {"HD05-ORG-LEVEL": W}),
]  # fmt: skip
NEAR_MISSES: list[tuple[str, Draft]] = [
    ("HOÀ", STATE_PLAN.edit("quoc_hieu", text="CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
    ("số để trống", number(STATE_PLAN, "Số: /KH-KT")),
    ("số để chấm", number(STATE_PLAN, "Số: ....../KH-KT")),
    ("số Đảng để trống", number(PARTY_PLAN, "Số -KH/ĐU")),
    ("số Đảng gạch dưới", number(PARTY_PLAN, "Số ____-KH/ĐU")),
    ("số có nhiều chữ số", number(STATE_PLAN, "Số: 1234/KH-KT")),
    ("số 10", number(STATE_PLAN, "Số: 10/KH-KT")),
    ("QyĐ", of_type(STATE_PLAN, "quy_dinh", "QUY ĐỊNH", "QyĐ")),
    ("ngày để trống", dated(STATE_PLAN, "Ia Lâm, ngày tháng năm 2026")),
    ("ngày để chấm", dated(STATE_PLAN, "Ia Lâm, ngày … tháng … năm 20…")),
    ("ngày Đảng để trống", dated(PARTY_PLAN, "Ia Lâm, ngày tháng 9 năm 2026")),
    ("29 tháng 02 chưa có năm", dated(STATE_PLAN, "Ia Lâm, ngày 29 tháng 02 năm ....")),
    ("29 tháng 02 năm nhuận", dated(STATE_PLAN, "Ia Lâm, ngày 29 tháng 02 năm 2024")),
    ("tháng 12", dated(PARTY_PLAN, "Ia Lâm, ngày 31 tháng 12 năm 2026")),
    ("địa danh đầy đủ", dated(STATE_PLAN, "Thành phố Hồ Chí Minh, ngày 15 tháng 9 năm 2026")),
    ("căn cứ trước ngày", replace(STATE_PLAN, grounds=("Căn cứ Luật Phòng thủ dân sự ngày 20 tháng 6 năm 2023;",))),
    ("trước khi bỏ cấp huyện", replace(
        STATE_PLAN.edit("ten_cap_tren", text="UBND HUYỆN CHƯ SÊ"), ngay=date(2025, 6, 30))),
    ("chữ cấp huyện", replace(STATE_PLAN, recipients=("- Các cơ quan cấp huyện trước đây;", "- Ông Lê Quận;"))),
    ("kẻ bằng nửa dòng", STATE_PLAN.edit("ten_co_quan", under=0.5)),
    ("kẻ một phần ba", STATE_PLAN.edit("trich_yeu", under=0.334)),
    ("kẻ hơi dài", STATE_PLAN.edit("tieu_ngu", under=1.04)),
    ("tên cơ quan hai dòng", STATE_PLAN.having(
        ten_co_quan=(left("PHÒNG KINH TẾ", 0, 30.2, bold=True), left("VÀ HẠ TẦNG", 0, 35.4, bold=True, under=0.4)))),
    ("tên đã đăng ký", replace(STATE_PLAN, registry=OFFICE)),
    ("một nơi gửi", addressed(STATE_LETTER, "Kính gửi: Ủy ban nhân dân tỉnh Gia Lai")),
    ("dấu phẩy trong tên", addressed(STATE_LETTER, "Kính gửi: Sở Văn hóa, Thể thao và Du lịch.")),
    ("một nơi gửi của Đảng", addressed(PARTY_LETTER, "Kính gửi:", "- Ban Tổ chức Tỉnh uỷ.")),
    ("dòng tên người ban hành", PARTY_PLAN.having(
        trich_yeu=(Piece("CỦA BAN THƯỜNG VỤ ĐẢNG UỶ", size=14, bold=True, y=63.0),
                   Piece("về công tác dân vận", size=14, bold=True, y=69.0)))),
    ("trích yếu bắt đầu bằng tên riêng", PARTY_PLAN.edit("trich_yeu", text="Đảng bộ xã thực hiện dân vận khéo")),
    ("ỦY", PARTY_PLAN.edit("ten_co_quan", text="ĐẢNG ỦY XÃ IA LÂM")),
    ("ký hiệu dài hơn", number(PARTY_PLAN.edit("ten_co_quan", text="UỶ BAN KIỂM TRA").edit(
        "ten_cap_tren", text="ĐẢNG UỶ XÃ IA LÂM"), "Số 05-KH/UBKTĐU")),
    ("liên tịch", number(PARTY_PLAN, "Số 05-KH/ĐU-MTTQ")),
    ("tên tiếng dân tộc", dated(
        PARTY_PLAN.edit("ten_co_quan", text="ĐẢNG UỶ XÃ KBANG"), "Kbang, ngày 05 tháng 9 năm 2026")),
    ("giấy giới thiệu không trích yếu", of_type(
        STATE_PLAN.having(trich_yeu=None), "giay_gioi_thieu", "GIẤY GIỚI THIỆU", "GGT")),
    ("hợp tác xã", number(PARTY_PLAN.edit("ten_co_quan", text="CHI BỘ HỢP TÁC XÃ CHƯ PƯH"), "Số 05-KH/CB")),
    ("trích yếu công văn trong đoạn của số", number(STATE_LETTER, "Số: 12/UBND-KT\nV/v ứng phó bão số 5")),
    ("biên bản không ngày", of_type(STATE_PLAN.having(dia_danh_ngay=None), "bien_ban", "BIÊN BẢN", "BB")),
]  # fmt: skip


def wanted(prefix: str, rules: dict[str, str]) -> dict[str, str]:
    """Rules with the prefix of their family."""
    return {f"{prefix}-{rule}": level for rule, level in rules.items()}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("draft", RIGHT.values(), ids=RIGHT)
def test_a_right_paper_has_no_fault(draft: Draft, source: Source) -> None:
    assert told(draft, source) == ()


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("draft", "rules"), [case[1:] for case in STATE_FAULTS], ids=[c[0] for c in STATE_FAULTS])
def test_a_fault_of_a_state_paper_is_told_by_its_rule_alone(
    draft: Draft, rules: dict[str, str], source: Source
) -> None:
    assert levels(draft, source) == wanted("ND30", rules)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("draft", "rules"), [case[1:] for case in PARTY_FAULTS], ids=[c[0] for c in PARTY_FAULTS])
def test_a_fault_of_a_party_paper_is_told_by_its_rule_alone(
    draft: Draft, rules: dict[str, str], source: Source
) -> None:
    assert levels(draft, source) == wanted("HD05", rules)


@pytest.mark.parametrize(
    ("source", "draft", "rules"), [c[1:] for c in ONE_SOURCE_FAULTS], ids=[c[0] for c in ONE_SOURCE_FAULTS]
)
def test_a_fault_that_one_kind_of_file_shows(source: Source, draft: Draft, rules: dict[str, str]) -> None:
    assert levels(draft, source) == rules


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("draft", [case[1] for case in NEAR_MISSES], ids=[case[0] for case in NEAR_MISSES])
def test_what_the_law_allows_is_no_fault(draft: Draft, source: Source) -> None:
    assert told(draft, source) == ()


@pytest.mark.parametrize("khoi", get_args(Khoi))
def test_every_rule_is_proved_by_a_fault(khoi: Khoi) -> None:
    prefix, cases = ("ND30", STATE_FAULTS) if khoi == "nha_nuoc" else ("HD05", PARTY_FAULTS)
    proved = {rule for case in cases for rule in wanted(prefix, case[2])}
    proved |= {rule for case in ONE_SOURCE_FAULTS for rule in case[3]}
    assert own_rules(khoi) <= proved


def test_the_earlier_party_form_is_held_to_its_own_values() -> None:
    bare = replace(PARTY_LETTER.edit("trich_yeu_cong_van", text="chuẩn bị hội nghị"), rule_set="hd36")
    earlier = addressed(bare, "Kính gửi:", "- Các chi bộ,", "- Các ban,")
    assert levels(earlier) == {}
    assert levels(addressed(bare, "Kính gửi:", "- Các chi bộ;", "- Các ban,")) == {"HD05-KINHGUI-PUNCT": W}
    proposal = replace(PARTY_PROPOSAL.edit("kinh_gui", text="- Tỉnh uỷ,"), rule_set="hd36")
    assert levels(proposal.edit("nhan_kinh_gui", text="Kính gửi:")) == {}
    assert levels(proposal) == {"HD05-KINHGUI-WHERE": E}
    rules = replace(PARTY_PLAN.edit("ten_loai", text="QUY ĐỊNH"), rule_set="hd36", loai="quy_dinh")
    assert levels(number(rules, "Số 05-QĐi/ĐU")) == levels(number(rules, "Số 05-QĐ/ĐU")) == {}
    now = replace(rules, rule_set="hd05")
    assert levels(number(now, "Số 05-QĐi/ĐU")) == {"HD05-NUM-TYPECODE": E}


@pytest.mark.parametrize("name", STATE_HEAD)
def test_what_may_be_another_part_is_never_called_a_fault(name: str) -> None:
    doubtful = replace(STATE_PLAN.edit(name, text="Nội dung lạ", size=9, italic=True), unsure=frozenset({name}))
    found = told(doubtful)
    assert found
    assert {marked.finding.level for marked in found} == {"unknown"}


@pytest.mark.parametrize("draft", [STATE_PLAN, PARTY_PLAN, STATE_LETTER, PARTY_LETTER])
def test_a_paper_not_understood_is_told_as_unknown(draft: Draft) -> None:
    nothing = replace(draft, pieces={}, loai=None)
    found = told(nothing)
    assert found
    assert {marked.finding.level for marked in found} == {"unknown"}


def test_a_line_that_may_belong_elsewhere_is_not_called_wrong() -> None:
    assert levels(STATE_PLAN.edit("tieu_ngu", under=0.5, sure_line=False)) == {"ND30-TN-LINE": "unknown"}
    star = PARTY_PLAN.having(dau_sao=None).edit("ten_co_quan", under=0.4, sure_line=False)
    assert levels(star) == {"HD05-ORG-STAR": "unknown"}


def test_a_head_without_table_leaves_open_what_stands_on_one_line() -> None:
    loose = replace(
        STATE_PLAN,
        pieces={name: tuple(replace(piece, row=None) for piece in given) for name, given in STATE_PLAN.pieces.items()},
    )
    assert levels(loose) == {"ND30-HEAD-COLS": "unknown", "ND30-DD-FMT": "unknown"}


def test_a_report_without_addressee_is_left_open() -> None:
    report = of_type(STATE_PLAN, "bao_cao", "BÁO CÁO", "BC")
    assert levels(report) == {"ND30-KG-REQUIRED": "unknown"}


def test_a_finding_marks_the_paragraphs_it_speaks_of() -> None:
    (marked,) = told(number(STATE_PLAN, "Số: 5/KH-KT"))
    built = paper(number(STATE_PLAN, "Số: 5/KH-KT"))
    assert marked.paragraphs == built.components["so_ky_hieu"].paragraphs
    assert (marked.finding.place, marked.finding.expected, marked.finding.found) == ("Số, ký hiệu", "số 05", "số 5")
    assert "Nghị định số 30/2020/NĐ-CP" in marked.finding.citation


def test_addressees_parted_by_breaks_are_left_open() -> None:
    assert levels(addressed(STATE_LETTER, "Kính gửi:\n- Các thôn;\n- Trạm Y tế.")) == {"ND30-KG-MULTI": "unknown"}


def test_a_long_addressee_on_two_lines_is_not_called_two() -> None:
    long = addressed(STATE_LETTER, "Kính gửi: Ban Quản lý dự án", "các khu vực tỉnh Gia Lai")
    assert levels(long) == {"ND30-KG-MULTI": "unknown"}


def test_a_share_is_told_as_the_law_writes_it() -> None:
    (marked,) = told(STATE_PLAN.edit("ten_co_quan", under=1.0))
    assert "1/3–1/2 dòng chữ" in marked.finding.expected
    assert "100% dòng chữ" in marked.finding.found
