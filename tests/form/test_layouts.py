"""Templates survive real content: long names, joint papers, many recipients, every signing form, every choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import pytest

from tests.form.measure import Page
from tests.form.papers import PARTY, STATE, body, changed

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

LEFT, RIGHT = 30.0, 195.0
LONG_NAME = "BAN CHỈ ĐẠO THỰC HIỆN CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA GIAI ĐOẠN 2026 - 2030 XÃ IA LÂM"
LONG_SUBJECT = (
    "Về việc triển khai thực hiện các nhiệm vụ, giải pháp trọng tâm phát triển kinh tế - xã hội, bảo đảm quốc phòng, "
    "an ninh và xây dựng hệ thống chính trị trong sạch, vững mạnh trên địa bàn xã năm 2026"
)


def left_head(page: Page) -> list[str]:
    """Lines of the issuer's names, down to the number."""
    number = page.starting("Số")
    return [line.text for line in page.lines if line.baseline < number.baseline - 1 and line.x1 < page.width / 2]


def test_a_name_of_four_lines_is_broken_evenly_and_never_inside_a_phrase(pages: Pages) -> None:
    page = pages(changed(STATE, co_quan={"ten_co_quan": LONG_NAME}))[0]
    lines = left_head(page)[1:]
    assert len(lines) >= 4
    assert " ".join(lines) == LONG_NAME
    for phrase in ("CHƯƠNG TRÌNH", "MỤC TIÊU QUỐC GIA", "GIAI ĐOẠN", "XÃ IA LÂM", "BAN CHỈ ĐẠO"):
        assert any(phrase in line for line in lines), phrase
    widest = max((page.find(line) for line in lines), key=lambda line: line.width)
    drawn = page.stroke_under(page.find(lines[-1]))
    assert 1 / 3 <= drawn.width / widest.width <= 1 / 2


def test_a_chosen_break_is_kept(pages: Pages) -> None:
    page = pages(changed(STATE, co_quan={"ten_co_quan": "PHÒNG VĂN HÓA\n- XÃ HỘI"}))[0]
    assert left_head(page) == ["UBND XÃ IA LÂM", "PHÒNG VĂN HÓA", "- XÃ HỘI"]


def test_a_joint_state_paper_names_both_issuers_and_signs_in_pairs(pages: Pages) -> None:
    front = {
        **STATE["co_quan"],
        "ten_cap_tren": None,
        "ten_co_quan": "HỘI NÔNG DÂN\nXÃ IA LÂM",
        "ky_hieu_co_quan": "HND",
    }
    second = {
        "tham_quyen": [{"quyen_han": "TM", "cua": "BAN CHẤP HÀNH"}],
        "chuc_vu": "CHỦ TỊCH",
        "ho_ten": "Y Čuê Êban",
    }
    all_pages = pages({**STATE, "co_quan": [STATE["co_quan"], front], "chu_ky": [STATE["chu_ky"], second]})
    page = all_pages[0]
    assert page.find("Số: 07/KH-VHXH-HND")
    assert left_head(page) == ["UBND XÃ IA LÂM", "PHÒNG VĂN HÓA - XÃ HỘI", "HỘI NÔNG DÂN", "XÃ IA LÂM"]
    page = all_pages[-1]
    leading, other = page.find("Ksor H’Nhan"), page.find("Y Čuê Êban")
    assert leading.x0 > page.width / 2 > other.x1
    assert abs(leading.baseline - other.baseline) < 1
    assert abs(page.find("KT. TRƯỞNG PHÒNG").baseline - page.find("TM. BAN CHẤP HÀNH").baseline) < 1
    assert page.find("Nơi nhận:").baseline > other.baseline


def test_a_joint_party_paper_joins_the_names_with_a_dash(pages: Pages) -> None:
    lead = {
        **PARTY["co_quan"],
        "ten_cap_tren": "ĐẢNG ỦY XÃ IA LÂM",
        "ten_co_quan": "BAN XÂY DỰNG ĐẢNG",
        "ky_hieu_co_quan": "BXDĐ",
    }
    other = {**lead, "ten_co_quan": "VĂN PHÒNG ĐẢNG ỦY", "ky_hieu_co_quan": "VPĐU"}
    signatures = [
        {"chuc_vu": "TRƯỞNG BAN", "ho_ten": "Rơ Châm H’Lan"},
        {"chuc_vu": "CHÁNH VĂN PHÒNG", "ho_ten": "A Lý"},
    ]
    page = pages({**PARTY, "co_quan": [lead, other], "chu_ky": signatures})[0]
    assert left_head(page) == ["ĐẢNG ỦY XÃ IA LÂM", "BAN XÂY DỰNG ĐẢNG -", "VĂN PHÒNG ĐẢNG ỦY", "*"]
    assert page.find("Số 05-KH/BXDĐ-VPĐU")


@pytest.mark.parametrize("size_set", ["A", "B"])
def test_a_long_place_keeps_the_date_on_one_line(pages: Pages, size_set: str) -> None:
    issuer = {
        "ten_cap_tren": "UBND THÀNH PHỐ HỒ CHÍ MINH",
        "ten_co_quan": "SỞ NỘI VỤ",
        "dia_danh": "Thành phố Hồ Chí Minh",
        "lua_chon": {"bo_co_chu": size_set},
    }
    page = pages(changed(STATE, co_quan=issuer, ngay_ban_hanh="2026-12-29"))[0]
    line = page.find("Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2026")
    assert line.x1 <= RIGHT + 0.5
    assert line.sizes == {13.0 if size_set == "A" else 14.0}
    assert page.starting("CỘNG HÒA").sizes == {12.0 if size_set == "A" else 13.0}
    assert page.starting("Độc lập").sizes == {13.0 if size_set == "A" else 14.0}


def test_a_subject_of_three_lines_is_balanced_with_its_rule_below(pages: Pages) -> None:
    page = pages(changed(STATE, trich_yeu=LONG_SUBJECT))[0]
    title = page.find("KẾ HOẠCH")
    lines = [line for line in page.lines if line.bold and title.baseline < line.baseline < title.baseline + 20]
    assert len(lines) == 3
    assert " ".join(line.text for line in lines) == LONG_SUBJECT
    assert min(line.width for line in lines) > 0.7 * max(line.width for line in lines)
    drawn = page.stroke_under(lines[-1])
    assert 1 / 3 <= drawn.width / max(line.width for line in lines) <= 1 / 2


@pytest.mark.parametrize("subject", ["Về thi đua", "Về công tác phòng, chống thiên tai", LONG_SUBJECT])
def test_the_rule_under_the_subject_has_its_share_whatever_the_text(pages: Pages, subject: str) -> None:
    page = pages(changed(STATE, trich_yeu=subject))[0]
    title = page.find("KẾ HOẠCH")
    lines = [line for line in page.lines if line.bold and title.baseline < line.baseline < title.baseline + 20]
    drawn = page.stroke_under(lines[-1])
    assert 1 / 3 <= drawn.width / max(line.width for line in lines) <= 1 / 2


def test_forty_recipients_flow_to_the_next_page_while_the_signature_stays_whole(pages: Pages) -> None:
    names = [f"Thôn {number}, xã Ia Lâm" for number in range(1, 41)]
    all_pages = pages(changed(STATE, noi_nhan=names, noi_dung=body(4)))
    assert len(all_pages) >= 2
    printed = [line.text for page in all_pages for line in page.lines if line.text.startswith("- Thôn")]
    assert printed == [f"- {name};" for name in names]
    signed = [page for page in all_pages if any(line.text == "Ksor H’Nhan" for line in page.lines)]
    assert len(signed) == 1
    authority, name = signed[0].find("KT. TRƯỞNG PHÒNG"), signed[0].find("Ksor H’Nhan")
    assert authority.baseline < name.baseline
    beside = [line for line in signed[0].lines if line.text.startswith("- Thôn")]
    pitches = {round(b.baseline - a.baseline, 1) for a, b in pairwise(beside)}
    assert max(pitches) - min(pitches) < 0.5, f"a gap in the list of recipients: {pitches}"


def test_one_recipient_and_none(pages: Pages) -> None:
    page = pages(changed(STATE, noi_nhan=["Ủy ban nhân dân xã"]))[-1]
    label = page.find("Nơi nhận:")
    assert [line.text for line in page.lines if line.baseline > label.baseline + 2 and line.x1 < page.width / 2] == [
        "- Ủy ban nhân dân xã;",
        "- Lưu: VT, VHXH.",
    ]
    assert pages(changed(STATE, noi_nhan=[]))[-1].find("- Lưu: VT, VHXH.")


def test_a_bracketed_note_stands_beside_its_three_lines(pages: Pages) -> None:
    group = {"nhom": ["Thường trực Đảng ủy", "Thường trực HĐND xã", "Ủy ban nhân dân xã"], "ghi_chu": "báo cáo"}
    page = pages(changed(PARTY, noi_nhan=[group, "Các chi bộ trực thuộc"]))[-1]
    first, last = page.find("- Thường trực Đảng ủy;"), page.find("- Ủy ban nhân dân xã;")
    note = page.find("(báo cáo)")
    assert note.x0 > max(first.x1, last.x1)
    assert abs(note.baseline - (first.baseline + last.baseline) / 2) < 1.5
    corners = [s for s in page.strokes if max(first.x1, last.x1) < s.x1 < note.x0 + 1 and s.width < 4]
    assert min(s.y for s in corners) < first.baseline
    assert max(s.y for s in corners) > last.baseline - 1
    assert page.find("- Các chi bộ trực thuộc;").baseline > last.baseline


SIGNATURES = {
    "TM+KT": (
        {
            "tham_quyen": [{"quyen_han": "TM", "cua": "Ủy ban nhân dân"}, {"quyen_han": "KT", "cua": "Chủ tịch"}],
            "chuc_vu": "Phó Chủ tịch",
            "ho_ten": "A Lý",
        },
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "A Lý"],
    ),
    "TL+KT": (
        {
            "tham_quyen": [{"quyen_han": "TL", "cua": "CHỦ TỊCH"}, {"quyen_han": "KT", "cua": "CHÁNH VĂN PHÒNG"}],
            "chuc_vu": "PHÓ CHÁNH VĂN PHÒNG",
            "ho_ten": "A Lý",
        },
        ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "A Lý"],
    ),
    "TUQ": (
        {"tham_quyen": [{"quyen_han": "TUQ", "cua": "CHỦ TỊCH"}], "chuc_vu": "TRƯỞNG PHÒNG", "ho_ten": "A Lý"},
        ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG", "A Lý"],
    ),
    "Q": ({"tham_quyen": [{"quyen_han": "Q", "cua": "TRƯỞNG PHÒNG"}], "ho_ten": "A Lý"}, ["Q. TRƯỞNG PHÒNG", "A Lý"]),
    "head": ({"chuc_vu": "TRƯỞNG PHÒNG", "ho_ten": "A Lý"}, ["TRƯỞNG PHÒNG", "A Lý"]),
    "two offices": (
        {"chuc_vu": "CHỦ TỊCH HỘI ĐỒNG", "chuc_vu_khac": "TRƯỞNG PHÒNG NỘI VỤ", "ho_ten": "A Lý"},
        ["CHỦ TỊCH HỘI ĐỒNG", "TRƯỞNG PHÒNG NỘI VỤ", "A Lý"],
    ),
}


@pytest.mark.parametrize("form", list(SIGNATURES))
def test_signing_forms_print_their_lines_in_order(pages: Pages, form: str) -> None:
    signature, expected = SIGNATURES[form]
    page = pages({**STATE, "chu_ky": signature})[-1]
    label = page.find("Nơi nhận:")
    block = [line for line in page.lines if line.x0 > page.width / 2 and line.baseline > label.baseline - 2]
    assert [line.text for line in block] == expected
    assert all(line.bold and line.upright for line in block)
    assert max(line.centre for line in block) - min(line.centre for line in block) < 0.6


def test_blanks_stand_for_what_is_not_known_yet(pages: Pages) -> None:
    draft = {key: value for key, value in STATE.items() if key not in ("so_van_ban", "ngay_ban_hanh")}
    page = pages({**draft, "ngay_ban_hanh": "2026-09"})[0]
    number, day = page.starting("Số:"), page.starting("Ia Lâm, ngày")
    assert number.text.startswith("Số: " + " " * 6)
    assert number.text.endswith("/KH-VHXH")
    assert " ".join(day.text.split()) == "Ia Lâm, ngày tháng 9 năm 2026"
    assert "ngày" + " " * 5 in day.text


@pytest.mark.parametrize(
    ("record", "size"), [(STATE, 13), (STATE, 14), (PARTY, 14), (PARTY, 15)], ids=["13", "14", "Party 14", "Party 15"]
)
def test_the_body_follows_the_chosen_size(pages: Pages, record: dict[str, Any], size: int) -> None:
    page = pages(changed(record, co_quan={"lua_chon": {"co_chu_noi_dung": size}}))[0]
    assert page.starting("1. Tiếp tục quán triệt").sizes == {float(size)}
    assert page.starting("Về tổ chức" if record is STATE else "tiếp tục đẩy mạnh").sizes == {float(size)}


@pytest.mark.parametrize("paragraphs", range(3, 12))
def test_the_signature_keeps_two_lines_of_text_on_its_page(pages: Pages, paragraphs: int) -> None:
    all_pages = pages(changed(STATE, noi_dung=body(paragraphs)))
    page = next(page for page in all_pages if any(line.text == "Ksor H’Nhan" for line in page.lines))
    label = page.find("Nơi nhận:")
    text_above = [line for line in page.lines if 20 < line.baseline < label.baseline - 3 and line.sizes == {14.0}]
    assert len(text_above) >= 2
    assert page.find("KT. TRƯỞNG PHÒNG")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("paragraphs", [1, 4])
def test_short_last_paragraphs_still_give_two_lines(pages: Pages, paragraphs: int) -> None:
    for filler in range(4, 9):
        content = [*body(filler)[:-1], *({"kieu": "doan", "noi_dung": "Yêu cầu thực hiện."} for _ in range(paragraphs))]
        all_pages = pages(changed(STATE, noi_dung=content))
        page = next(page for page in all_pages if any(line.text == "Ksor H’Nhan" for line in page.lines))
        label = page.find("Nơi nhận:")
        assert len([line for line in page.lines if 20 < line.baseline < label.baseline - 3]) >= 2


@pytest.mark.parametrize("paragraphs", range(4, 9))
def test_no_heading_ends_a_page(pages: Pages, paragraphs: int) -> None:
    for page in pages(changed(STATE, noi_dung=body(paragraphs) * 2))[:-1]:
        last = [line for line in page.lines if line.baseline > 20][-1]
        assert not last.bold, f"page ends in the heading {last.text!r}"


def test_a_footnote_stands_at_the_foot_of_its_page_and_moves_nothing_else(pages: Pages) -> None:
    noted = [
        *body(2)[:-1],
        {"kieu": "doan", "noi_dung": "Tỷ lệ đạt 95%[^1]."},
        {"kieu": "chu_thich", "dau": "1", "noi_dung": "Số liệu đến ngày 30/6/2026."},
    ]
    page, plain = pages(changed(STATE, noi_dung=noted))[0], pages(STATE)[0]
    note = next(line for line in page.lines if "Số liệu đến ngày 30/6/2026." in line.text)
    assert note.baseline > 250
    assert 10.0 in note.sizes
    head = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert page.find(head).baseline == pytest.approx(plain.find(head).baseline, abs=0.5)


@pytest.mark.parametrize("leading", [0, 1])
def test_names_of_a_pair_stand_level_whatever_stands_above_them(pages: Pages, leading: int) -> None:
    tall = {
        "tham_quyen": [{"quyen_han": "TM", "cua": "ỦY BAN NHÂN DÂN"}, {"quyen_han": "KT", "cua": "CHỦ TỊCH"}],
        "chuc_vu": "PHÓ CHỦ TỊCH",
        "chuc_vu_khac": "TRƯỞNG BAN CHỈ ĐẠO THỰC HIỆN CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA",
        "ho_ten": "Ksor H’Nhan",
    }
    low = {"chuc_vu": "CHỦ TỊCH", "ho_ten": "Y Čuê Êban"}
    other = {**STATE["co_quan"], "ten_co_quan": "HỘI NÔNG DÂN", "ky_hieu_co_quan": "HND"}
    signatures = [low, tall] if leading else [tall, low]
    page = pages({**STATE, "co_quan": [STATE["co_quan"], other], "chu_ky": signatures})[-1]
    first, second = page.find("Ksor H’Nhan"), page.find("Y Čuê Êban")
    assert abs(first.baseline - second.baseline) < 1
    assert abs(page.find("TM. ỦY BAN NHÂN DÂN").baseline - page.find("CHỦ TỊCH").baseline) < 1
    for column, post in ((first, "PHÓ CHỦ TỊCH"), (second, "CHỦ TỊCH")):
        above = page.find(post)
        below = [
            line for line in page.lines if line.baseline > above.baseline + 1 and column.x0 < line.centre < column.x1
        ]
        assert min(line.baseline for line in below) - above.baseline > 27
