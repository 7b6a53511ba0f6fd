"""Party papers survive real content: long names and subjects, many recipients, blanks, every length of the body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import pytest

from tests.form.measure import Page
from tests.form.papers import PARTY, body, changed

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

HD05, HD36 = PARTY, changed(PARTY, ngay_ban_hanh="2025-09-05")
BOTH = pytest.mark.parametrize("record", [HD05, HD36], ids=["hd05", "hd36"])
MIDDLE = (30 + 195) / 2
LONG_NAME = "BAN CHỈ ĐẠO THỰC HIỆN CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA GIAI ĐOẠN 2026 - 2030 ĐẢNG ỦY XÃ IA LÂM"
LONG_SUBJECT = (
    "tiếp tục đẩy mạnh thực hiện Phong trào thi đua “Dân vận khéo” gắn với xây dựng hệ thống chính trị trong sạch, "
    "vững mạnh, củng cố khối đại đoàn kết toàn dân tộc trên địa bàn xã năm 2026"
)
SIGNER = "Rơ Châm H’Lan"


def signed_page(all_pages: list[Page]) -> Page:
    """The one page with the signer's name."""
    (page,) = [page for page in all_pages if any(line.text == SIGNER for line in page.lines)]
    return page


@BOTH
def test_a_name_of_four_lines_is_never_broken_inside_a_phrase(pages: Pages, record: dict[str, Any]) -> None:
    page = pages(changed(record, co_quan={"ten_co_quan": LONG_NAME}))[0]
    star, parent = page.find("*"), page.find("ĐẢNG BỘ TỈNH GIA LAI")
    lines = [
        line
        for line in page.lines
        if parent.baseline + 1 < line.baseline < star.baseline - 1 and line.centre < page.width / 2
    ]
    assert len(lines) >= 4
    assert " ".join(line.text for line in lines) == LONG_NAME
    for phrase in ("CHƯƠNG TRÌNH", "MỤC TIÊU QUỐC GIA", "GIAI ĐOẠN", "XÃ IA LÂM", "BAN CHỈ ĐẠO"):
        assert any(phrase in line.text for line in lines), phrase
    for line in lines:
        assert line.sizes == {14.0}
        assert line.bold
        assert line.centre == pytest.approx(star.centre, abs=0.6)
    pitches = [b.baseline - a.baseline for a, b in pairwise([parent, *lines, star])]
    assert max(pitches) - min(pitches) < 0.5, "the star stands on the next line"
    assert not [stroke for stroke in page.strokes if stroke.x1 < page.width / 2 and stroke.y < star.baseline + 2]
    number, day = page.starting("Số 05-KH/ĐU"), page.starting("Ia Lâm, ngày")
    assert number.baseline > star.baseline
    assert number.baseline == pytest.approx(day.baseline, abs=1)


@BOTH
def test_a_subject_of_three_lines_is_balanced_with_five_hyphens_below(pages: Pages, record: dict[str, Any]) -> None:
    page = pages(changed(record, trich_yeu=LONG_SUBJECT))[0]
    title, dashes = page.find("KẾ HOẠCH"), page.find("-----")
    lines = [line for line in page.lines if title.baseline < line.baseline < dashes.baseline]
    assert len(lines) == 3
    assert " ".join(line.text for line in lines) == LONG_SUBJECT
    assert min(line.width for line in lines) > 0.7 * max(line.width for line in lines)
    for line in (*lines, dashes):
        assert line.centre == pytest.approx(MIDDLE, abs=0.6)
    assert all(line.bold and line.upright and line.sizes == {14.0} for line in lines)
    assert dashes.light
    assert 4 < dashes.baseline - lines[-1].baseline < 8
    assert not [stroke for stroke in page.strokes if title.baseline < stroke.y < dashes.baseline + 2]


@BOTH
def test_forty_recipients_flow_to_the_next_page_while_the_signature_stays_whole(
    pages: Pages, record: dict[str, Any]
) -> None:
    names = [f"Chi bộ thôn {number}" for number in range(1, 41)]
    all_pages = pages(changed(record, noi_nhan=names, noi_dung=body(4)))
    assert len(all_pages) >= 2
    printed = [line for page in all_pages for line in page.lines if line.text.startswith("- Chi bộ")]
    mark = ";" if record is HD05 else ","
    assert [line.text for line in printed] == [f"- {name}{mark}" for name in names]
    assert all(line.sizes == {12.0} and line.x0 == pytest.approx(30, abs=0.6) for line in printed)
    page = signed_page(all_pages)
    authority, post, name = page.find("T/M BAN THƯỜNG VỤ"), page.find("PHÓ BÍ THƯ"), page.find(SIGNER)
    assert authority.baseline < post.baseline < name.baseline
    for other in all_pages:
        beside = [line for line in other.lines if line.text.startswith("- Chi bộ")]
        pitches = {round(b.baseline - a.baseline, 1) for a, b in pairwise(beside)}
        assert not pitches or max(pitches) - min(pitches) < 0.5, f"a gap in the list of recipients: {pitches}"
    assert all_pages[-1].starting("- Lưu Văn phòng Đảng ủy.").baseline < 277


@pytest.mark.parametrize("month", ["2026-09", "2025-09"], ids=["hd05", "hd36"])
def test_blanks_stand_for_what_is_not_known_yet(pages: Pages, month: str) -> None:
    draft = {key: value for key, value in PARTY.items() if key not in ("so_van_ban", "ngay_ban_hanh")}
    page = pages({**draft, "ngay_ban_hanh": month})[0]
    number, day = page.starting("Số"), page.starting("Ia Lâm, ngày")
    assert number.text.startswith("Số " + " " * 6)
    assert number.text.split() == ["Số", "-KH/ĐU"]
    assert " ".join(day.text.split()) == f"Ia Lâm, ngày tháng 9 năm {month[:4]}"
    assert "ngày" + " " * 5 in day.text
    assert number.baseline == pytest.approx(day.baseline, abs=1)
    assert number.sizes == day.sizes == {14.0}


@BOTH
@pytest.mark.parametrize("paragraphs", range(8, 15))
def test_the_signature_is_whole_and_keeps_two_lines_of_text(
    pages: Pages, record: dict[str, Any], paragraphs: int
) -> None:
    all_pages = pages(changed(record, noi_dung=body(paragraphs)))
    page = signed_page(all_pages)
    assert page is all_pages[-1]
    authority, post, name = page.find("T/M BAN THƯỜNG VỤ"), page.find("PHÓ BÍ THƯ"), page.find(SIGNER)
    label = page.find("Nơi nhận:")
    assert 0 < post.baseline - authority.baseline < 8
    assert name.baseline - post.baseline > 20, "room for the signature"
    assert abs(authority.baseline - label.baseline) < 2
    assert name.baseline < 277
    text_above = [line for line in page.lines if 20 < line.baseline < label.baseline - 3]
    assert len(text_above) >= 2
    assert page.find("- Lưu Văn phòng Đảng ủy.")


@BOTH
@pytest.mark.parametrize("paragraphs", range(4, 9))
def test_no_heading_ends_a_page(pages: Pages, record: dict[str, Any], paragraphs: int) -> None:
    all_pages = pages(changed(record, noi_dung=body(paragraphs) * 2))
    assert len(all_pages) >= 2
    for page in all_pages[:-1]:
        last = [line for line in page.lines if line.baseline > 20][-1]
        assert not last.bold, f"page ends in the heading {last.text!r}"
