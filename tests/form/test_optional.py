"""Components a paper may have, on the finished page: urgency, drafter and copies, the issuer's contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.rules.load import rule_sets
from service.rules.model import RuleSet
from tests.form.measure import Page, TextLine
from tests.form.papers import CONTACT, LETTER, PARTY, PARTY_LETTER, STATE, body, changed
from tests.form.test_components import PLACE_MM, require_style, text_edges

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

ND30, HD05, HD36 = (rule_sets()[name] for name in ("nd30", "hd05", "hd36"))
BOX_MM = 0.5
STATE_WORDS = {"khan": ("KHẨN", 20), "thuong_khan": ("THƯỢNG KHẨN", 40), "hoa_toc": ("HỎA TỐC", 30)}
PARTY_WORDS = {"khan": "KHẨN", "thuong_khan": "THƯỢNG KHẨN", "hoa_toc": "HOẢ TỐC"}
LONG_PAPER = body(14)
ANNEXES = [
    {"tieu_de": "Tiến độ", "noi_dung": "1. Rà soát."},
    {"tieu_de": "Phân công", "noi_dung": "1. Rà soát.", "huong": "ngang"},
]


@pytest.mark.parametrize("degree", list(STATE_WORDS))
@pytest.mark.parametrize("record", [STATE, LETTER], ids=["named", "letter"])
def test_the_state_mark_stands_in_a_red_box_of_the_size_of_the_law(
    pages: Pages, record: dict[str, Any], degree: str
) -> None:
    word, width = STATE_WORDS[degree]
    page = pages(changed(record, do_khan=degree))[0]
    line = page.find(word)
    require_style(line, ND30, "do_khan")
    frame = page.frame_around(line)
    assert frame.width == pytest.approx(width, abs=BOX_MM)
    assert frame.height == pytest.approx(8, abs=BOX_MM)
    assert frame.colors == {"FF0000"}
    assert line.colors == {"FF0000"}
    assert line.centre == pytest.approx(frame.centre, abs=0.3)
    middle_of_letters = line.baseline - 0.33 * line.runs[0].size * 25.4 / 72
    assert middle_of_letters == pytest.approx((frame.top + frame.bottom) / 2, abs=0.9)
    number = page.starting("Số:")
    assert frame.centre == pytest.approx(number.centre, abs=PLACE_MM)
    above = page.starting("V/v") if record is LETTER else number
    below = page.starting("Kính gửi" if record is LETTER else "KẾ HOẠCH")
    assert above.baseline + 1 < frame.top
    assert frame.bottom < below.baseline - 4


@pytest.mark.parametrize("size_set", ["A", "B"])
def test_the_box_keeps_its_size_whatever_the_office_chose(pages: Pages, size_set: str) -> None:
    choices = {"bo_co_chu": size_set, "co_chu_noi_dung": 13, "dat_dau": "moi"}
    page = pages(changed(STATE, do_khan="hoa_toc", co_quan={"lua_chon": choices}))[0]
    frame = page.frame_around(page.find("HOẢ TỐC"))
    assert frame.width == pytest.approx(30, abs=BOX_MM)
    assert frame.height == pytest.approx(8, abs=BOX_MM)


@pytest.mark.parametrize("degree", list(PARTY_WORDS))
@pytest.mark.parametrize("record", [PARTY, PARTY_LETTER], ids=["named", "letter"])
def test_the_party_mark_stands_black_and_without_box_at_the_same_place(
    pages: Pages, record: dict[str, Any], degree: str
) -> None:
    page = pages(changed(record, do_khan=degree))[0]
    line = page.find(PARTY_WORDS[degree])
    require_style(line, HD05, "do_khan")
    assert line.colors == {"000000"}
    assert not [u for u in page.uprights if u.top < line.baseline < u.bottom]
    number = page.starting("Số")
    assert line.centre == pytest.approx(number.centre, abs=PLACE_MM)
    above = page.starting("về việc") if record is PARTY_LETTER else number
    assert above.baseline < line.baseline


DRAFTERS = [
    pytest.param(STATE, ND30, {"ky_hieu": "pl", "so_ban": 300}, "PL.(300)", id="State"),
    pytest.param(STATE, ND30, {"ky_hieu": "PL"}, "PL", id="State without copies"),
    pytest.param(PARTY, HD05, {"ky_hieu": "NguyenVanAn", "so_ban": 26}, "NguyenVanAn-26", id="hd05"),
    pytest.param(
        changed(PARTY, ngay_ban_hanh="2025-09-05"), HD36, {"ky_hieu": "abc", "so_ban": 268}, "ABC-268", id="hd36"
    ),
]


@pytest.mark.parametrize(("record", "rule_set", "drafter", "printed"), DRAFTERS)
@pytest.mark.parametrize("recipients", [2, 40])
def test_the_drafter_follows_the_filing_line(
    pages: Pages, record: dict[str, Any], rule_set: RuleSet, drafter: dict[str, Any], printed: str, recipients: int
) -> None:
    names = [f"Thôn {number}" for number in range(1, recipients + 1)]
    page = pages(changed(record, nguoi_soan_thao=drafter, noi_nhan=names))[-1]
    line, filing = page.find(printed), page.starting("- Lưu")
    require_style(line, rule_set, "nguoi_soan_thao")
    assert line.x0 == pytest.approx(text_edges(rule_set)[0], abs=PLACE_MM)
    left = [one for one in page.lines if one.x1 < page.width / 2 and one.baseline > filing.baseline + 0.5]
    assert [one.text for one in left] == [printed]
    assert line.baseline - filing.baseline < 8


def foot_of(page: Page) -> list[TextLine]:
    """Lines of text in the lower part of a page that belong to the contact."""
    return [line for line in page.lines if any(text in line.text for text in CONTACT.values())]


@pytest.mark.parametrize("record", [STATE, LETTER], ids=["named", "letter"])
def test_the_state_contact_stands_at_the_foot_of_page_one_only(pages: Pages, record: dict[str, Any]) -> None:
    all_pages = pages(changed(record, lien_he=CONTACT, noi_dung=LONG_PAPER, phu_luc=ANNEXES))
    assert len(all_pages) >= 5
    first, *others = all_pages
    lines = foot_of(first)
    assert [line.text for line in lines] == [
        "Địa chỉ: Thôn Ia Lâm, xã Ia Lâm, tỉnh Gia Lai",
        "Điện thoại: 0269 300 0000",
        "Thư điện tử: vanthu@ialam.example.vn",
    ]
    left, right = text_edges(ND30)
    for line in lines:
        require_style(line, ND30, "lien_he")
        assert line.centre == pytest.approx((left + right) / 2, abs=PLACE_MM)
    (drawn,) = {stroke for stroke in first.strokes if stroke.y > 240}
    assert drawn.x0 == pytest.approx(left, abs=PLACE_MM)
    assert drawn.x1 == pytest.approx(right, abs=PLACE_MM)
    assert 0 < lines[0].baseline - drawn.y < 8
    text = [line for line in first.lines if line not in lines]
    assert max(line.baseline for line in text) < drawn.y
    assert max(line.baseline for line in lines) < first.height - 8
    for page in others:
        assert not foot_of(page)
        assert not [stroke for stroke in page.strokes if stroke.y > 255]


def test_later_pages_of_a_state_paper_keep_their_text_area(pages: Pages) -> None:
    """The page after the first ends its text where it would without a contact."""
    plain = [{"kieu": "doan", "noi_dung": f"Dòng {number}."} for number in range(1, 150)]
    without, with_contact = (
        pages(changed(STATE, noi_dung=plain)),
        pages(changed(STATE, noi_dung=plain, lien_he=[f"Dòng liên hệ {number}" for number in range(1, 7)])),
    )

    def on_page(page: Page) -> list[TextLine]:
        return [line for line in page.lines if line.text.startswith("Dòng") and "liên hệ" not in line.text]

    assert len(on_page(with_contact[0])) < len(on_page(without[0]))
    assert len(on_page(with_contact[1])) == len(on_page(without[1]))
    assert on_page(with_contact[1])[-1].baseline == pytest.approx(on_page(without[1])[-1].baseline, abs=0.3)
    assert on_page(with_contact[0])[-1].baseline < min(
        line.baseline for line in with_contact[0].lines if "liên hệ" in line.text
    )


@pytest.mark.parametrize("record", [PARTY, PARTY_LETTER], ids=["named", "letter"])
@pytest.mark.parametrize("paragraphs", [2, 14])
def test_the_party_contact_stands_below_the_signature_on_the_last_page(
    pages: Pages, record: dict[str, Any], paragraphs: int
) -> None:
    all_pages = pages(changed(record, lien_he=CONTACT, noi_dung=body(paragraphs), phu_luc=ANNEXES))
    holding = [page for page in all_pages if foot_of(page)]
    (page,) = holding
    assert page is all_pages[-3], "the last page before the two annexes"
    (line,) = foot_of(page)
    assert line.text == (
        "Thôn Ia Lâm, xã Ia Lâm, tỉnh Gia Lai; điện thoại: 0269 300 0000; email: vanthu@ialam.example.vn."
    )
    require_style(line, HD05, "lien_he")
    name = page.find("Rơ Châm H’Lan")
    left, right = text_edges(HD05)
    (drawn,) = {stroke for stroke in page.strokes if name.baseline < stroke.y < line.baseline}
    assert drawn.x0 == pytest.approx(left, abs=PLACE_MM)
    assert drawn.x1 == pytest.approx(right, abs=PLACE_MM)


@pytest.mark.parametrize("record", [STATE, PARTY], ids=["State", "Party"])
def test_lines_given_as_text_are_printed_as_they_are(pages: Pages, record: dict[str, Any]) -> None:
    text = "Trực văn thư: 0269 300 0000\nThường trực Đảng ủy: 0269 300 0001"
    lines = [line.text for page in pages(changed(record, lien_he=text)) for line in page.lines]
    assert [line for line in lines if "0269" in line] == text.split("\n")


def places(pages: list[Page]) -> set[tuple[int, str, float, float]]:
    return {
        (number, line.text, round(line.x0, 1), round(line.baseline, 1))
        for number, page in enumerate(pages)
        for line in page.lines
    }


@pytest.mark.parametrize("record", [STATE, PARTY], ids=["State", "Party"])
def test_the_drafter_moves_nothing_else(pages: Pages, record: dict[str, Any]) -> None:
    plain, drafted = pages(record), pages(changed(record, nguoi_soan_thao={"ky_hieu": "PL", "so_ban": 5}))
    added = places(drafted) - places(plain)
    assert [text[:2] for _, text, _, _ in added] == ["PL"]
    assert places(plain) <= places(drafted)


@pytest.mark.parametrize("record", [STATE, PARTY], ids=["State", "Party"])
def test_what_is_absent_is_nowhere_on_the_page(pages: Pages, record: dict[str, Any]) -> None:
    for page in pages(record):
        assert not page.uprights
        assert not [stroke for stroke in page.strokes if stroke.width > 160]
        assert all(line.colors == {"000000"} for line in page.lines)


@pytest.mark.parametrize("gap", range(19, 33, 2))
def test_the_party_contact_never_stands_without_the_signature(pages: Pages, gap: int) -> None:
    """Gaps by which the signature comes to the very end of a page."""
    record = changed(PARTY, lien_he=CONTACT, can_cu=[], co_quan={"lua_chon": {"khoang_ky_mm": gap}})
    (page,) = [page for page in pages(record) if foot_of(page)]
    assert page.find("Rơ Châm H’Lan").baseline < foot_of(page)[0].baseline < 277
    label = page.find("Nơi nhận:")
    assert len([line for line in page.lines if 20 < line.baseline < label.baseline - 3]) >= 2


@pytest.mark.parametrize("recipients", [1, 40])
def test_the_party_contact_follows_recipients_that_flow(pages: Pages, recipients: int) -> None:
    names = [f"Thôn {number}" for number in range(1, recipients + 1)]
    lead = {**PARTY["co_quan"], "ten_co_quan": "BAN XÂY DỰNG ĐẢNG", "ky_hieu_co_quan": "BXDĐ"}
    other = {**lead, "ten_co_quan": "VĂN PHÒNG ĐẢNG ỦY", "ky_hieu_co_quan": "VPĐU"}
    signatures = [{"chuc_vu": "TRƯỞNG BAN", "ho_ten": "Rơ Châm H’Lan"}, {"chuc_vu": "TRƯỞNG BAN", "ho_ten": "A Lý"}]
    joint = {**PARTY, "co_quan": [lead, other], "chu_ky": signatures}
    for record in (PARTY, joint):
        all_pages = pages(changed(record, lien_he=CONTACT, noi_nhan=names))
        (page,) = [page for page in all_pages if foot_of(page)]
        assert page is all_pages[-1]
        assert page.starting("- Lưu").baseline < foot_of(page)[0].baseline
        printed = [line.text for one in all_pages for line in one.lines if line.text.startswith("- Thôn")]
        assert printed == [f"- {name};" for name in names]
