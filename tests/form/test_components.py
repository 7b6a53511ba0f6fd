"""Every component of a finished paper against its rule: place, size, weight, slant, case, what is drawn under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.rules.load import rule_sets
from service.rules.model import RuleSet
from tests.form.measure import Page, TextLine
from tests.form.papers import PARTY, STATE, changed

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

PLACE_MM = 0.6
PAPERS = {
    "nd30": STATE,
    "hd05": PARTY,
    "hd36": changed(PARTY, ngay_ban_hanh="2025-09-05"),
}


@pytest.fixture(params=list(PAPERS))
def rule_set(request: pytest.FixtureRequest) -> RuleSet:
    return rule_sets()[request.param]


@pytest.fixture
def paper(rule_set: RuleSet) -> dict[str, Any]:
    return PAPERS[rule_set.id]


@pytest.fixture
def first(paper: dict[str, Any], pages: Pages) -> Page:
    return pages(paper)[0]


def is_state(rule_set: RuleSet) -> bool:
    return rule_set.khoi == "nha_nuoc"


def require_style(line: TextLine, rule_set: RuleSet, component: str, size: float | None = None) -> None:
    rule = rule_set.thanh_phan[component]
    expected = rule.co_chu.mac_dinh if size is None else size
    assert line.sizes == {expected}, f"{component}: {line.sizes} pt"
    assert expected in rule.co_chu.cho_phep
    assert line.bold is rule.dam if rule.dam else line.light, f"{component}: weight"
    assert line.italic if rule.nghieng else line.upright, f"{component}: slant"
    if rule.chu_hoa:
        assert line.text == line.text.upper(), f"{component}: case"


def text_edges(rule_set: RuleSet) -> tuple[float, float]:
    page = rule_set.trang
    return page.le_trai_mm.mac_dinh, page.rong_mm - page.le_phai_mm.mac_dinh


def test_paper_is_a4_and_in_one_font_family(rule_set: RuleSet, paper: dict[str, Any], pages: Pages) -> None:
    for page in pages(paper):
        assert (round(page.width), round(page.height)) == (rule_set.trang.rong_mm, rule_set.trang.cao_mm)
        assert all("LiberationSerif" in font or "TimesNewRoman" in font for font in page.fonts), page.fonts


def test_right_head_names_the_state_or_the_party(rule_set: RuleSet, first: Page) -> None:
    if is_state(rule_set):
        quoc_hieu = first.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        tieu_ngu = first.find("Độc lập - Tự do - Hạnh phúc")
        require_style(quoc_hieu, rule_set, "quoc_hieu")
        require_style(tieu_ngu, rule_set, "tieu_ngu")
        assert abs(quoc_hieu.centre - tieu_ngu.centre) < PLACE_MM
        single_spacing_mm = 1.2 * 14 * 25.4 / 72
        assert tieu_ngu.baseline - quoc_hieu.baseline < single_spacing_mm
        underlined = tieu_ngu
    else:
        underlined = first.find("ĐẢNG CỘNG SẢN VIỆT NAM")
        require_style(underlined, rule_set, "tieu_de_dang")
        assert not any("CỘNG HÒA" in line.text or "Độc lập" in line.text for line in first.lines)
    drawn = first.stroke_under(underlined)
    assert drawn.width == pytest.approx(underlined.width, rel=0.02)
    assert abs(drawn.centre - underlined.centre) < PLACE_MM
    assert underlined.x0 > first.width / 2


def test_left_head_names_the_issuer_level_with_the_right(rule_set: RuleSet, first: Page) -> None:
    parent = first.find("UBND XÃ IA LÂM" if is_state(rule_set) else "ĐẢNG BỘ TỈNH GIA LAI")
    issuer = first.find("PHÒNG VĂN HÓA - XÃ HỘI" if is_state(rule_set) else "ĐẢNG ỦY XÃ IA LÂM")
    title = first.starting("CỘNG HÒA" if is_state(rule_set) else "ĐẢNG CỘNG SẢN")
    require_style(parent, rule_set, "ten_cap_tren")
    require_style(issuer, rule_set, "ten_co_quan")
    assert abs(parent.baseline - title.baseline) < 1
    assert abs(parent.centre - issuer.centre) < PLACE_MM
    assert issuer.x1 < first.width / 2
    assert parent.baseline < issuer.baseline
    if is_state(rule_set):
        mark = rule_set.thanh_phan["ten_co_quan"].dau_duoi
        assert mark is not None
        drawn = first.stroke_under(issuer)
        assert 1 / 3 <= drawn.width / issuer.width <= 1 / 2
        assert abs(drawn.centre - issuer.centre) < PLACE_MM
    else:
        star = first.find("*")
        assert abs(star.centre - issuer.centre) < PLACE_MM
        assert 0 < star.baseline - issuer.baseline < 8
        assert not [s for s in first.strokes if s.x1 < first.width / 2 and s.y < star.baseline]


def test_number_and_date_stand_on_one_line_under_their_columns(rule_set: RuleSet, first: Page) -> None:
    so = first.find("Số: 07/KH-VHXH" if is_state(rule_set) else "Số 05-KH/ĐU")
    ngay = first.starting("Ia Lâm, ngày")
    assert (
        ngay.text
        == {
            "nd30": "Ia Lâm, ngày 03 tháng 02 năm 2026",
            "hd05": "Ia Lâm, ngày 05 tháng 9 năm 2026",
            "hd36": "Ia Lâm, ngày 05 tháng 9 năm 2025",
        }[rule_set.id]
    )
    require_style(so, rule_set, "so_ky_hieu")
    require_style(ngay, rule_set, "dia_danh_ngay")
    assert abs(so.baseline - ngay.baseline) < 1
    issuer = first.find("PHÒNG VĂN HÓA - XÃ HỘI" if is_state(rule_set) else "ĐẢNG ỦY XÃ IA LÂM")
    title = first.starting("Độc lập" if is_state(rule_set) else "ĐẢNG CỘNG SẢN")
    assert abs(so.centre - issuer.centre) < PLACE_MM
    assert abs(ngay.centre - title.centre) < PLACE_MM


def test_title_and_subject_are_centred_on_the_text_width(rule_set: RuleSet, first: Page) -> None:
    left, right = text_edges(rule_set)
    ten_loai = first.find("KẾ HOẠCH")
    subject = first.starting("Về tổ chức" if is_state(rule_set) else "tiếp tục đẩy mạnh")
    require_style(ten_loai, rule_set, "ten_loai")
    require_style(subject, rule_set, "trich_yeu")
    for line in (ten_loai, subject):
        assert abs(line.centre - (left + right) / 2) < PLACE_MM
    if is_state(rule_set):
        drawn = first.stroke_under(subject)
        assert 1 / 3 <= drawn.width / subject.width <= 1 / 2
        assert abs(drawn.centre - subject.centre) < PLACE_MM
    else:
        dashes = first.find("-----")
        assert abs(dashes.centre - (left + right) / 2) < PLACE_MM
        assert 0 < dashes.baseline - subject.baseline < 8


def test_legal_grounds_have_dash_slant_and_marks_of_their_regime(rule_set: RuleSet, first: Page) -> None:
    if is_state(rule_set):
        lines = [
            first.find("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"),
            first.find("Theo đề nghị của Trưởng phòng."),
        ]
    else:
        end = "." if rule_set.id == "hd05" else ","
        lines = [
            first.find("- Căn cứ Điều lệ Đảng;"),
            first.find(f"- Căn cứ Kế hoạch số 04-KH/TU, ngày 26/8/2025 của Tỉnh ủy{end}"),
        ]
    for line in lines:
        require_style(line, rule_set, "can_cu")


def test_body_is_justified_indented_and_spaced(rule_set: RuleSet, first: Page) -> None:
    left, right = text_edges(rule_set)
    than = rule_set.thanh_phan["than"]
    assert than.thut_dau_dong_mm is not None
    opening = first.starting("1. Tiếp tục quán triệt")
    index = first.lines.index(opening)
    second, third = first.lines[index + 1], first.lines[index + 2]
    require_style(opening, rule_set, "than")
    assert opening.x0 == pytest.approx(left + than.thut_dau_dong_mm.mac_dinh, abs=PLACE_MM)
    assert second.x0 == pytest.approx(left, abs=PLACE_MM)
    for line in (opening, second):
        assert line.x1 == pytest.approx(right, abs=PLACE_MM), "a full line reaches the right margin"
    pitch_pt = (third.baseline - second.baseline) * 72 / 25.4
    next_paragraph = first.starting("2. Tiếp tục quán triệt")
    last = first.lines[first.lines.index(next_paragraph) - 1]
    gap_pt = (next_paragraph.baseline - last.baseline) * 72 / 25.4 - pitch_pt
    assert gap_pt == pytest.approx(than.sau_pt, abs=0.5)
    assert gap_pt >= 5.5
    if is_state(rule_set):
        single = 1.149 * 14
        assert single - 0.3 <= pitch_pt <= 1.5 * single + 0.3
    else:
        assert pitch_pt == pytest.approx(18, abs=0.3)


def test_headings_have_the_case_and_weight_of_their_level(rule_set: RuleSet, first: Page) -> None:
    roman = first.find("I. MỤC ĐÍCH, YÊU CẦU" if is_state(rule_set) else "I- MỤC ĐÍCH, YÊU CẦU")
    clause = first.find("1. Các thôn, làng")
    require_style(roman, rule_set, "la_ma")
    require_style(clause, rule_set, "so")


def test_signature_block_stands_right_and_level_with_the_recipients(
    rule_set: RuleSet, paper: dict[str, Any], pages: Pages
) -> None:
    page = pages(paper)[-1]
    state = is_state(rule_set)
    authority = page.find("KT. TRƯỞNG PHÒNG" if state else "T/M BAN THƯỜNG VỤ")
    post = page.find("PHÓ TRƯỞNG PHÒNG" if state else "PHÓ BÍ THƯ")
    name = page.find("Ksor H’Nhan" if state else "Rơ Châm H’Lan")
    label = page.find("Nơi nhận:")
    require_style(authority, rule_set, "quyen_han")
    require_style(post, rule_set, "chuc_vu")
    require_style(name, rule_set, "ho_ten")
    require_style(label, rule_set, "nhan_noi_nhan")
    assert abs(authority.centre - name.centre) < PLACE_MM
    assert abs(authority.centre - post.centre) < PLACE_MM
    assert authority.x0 > page.width / 2
    assert abs(authority.baseline - label.baseline) < 2
    room = name.baseline - post.baseline - name.runs[0].size * 25.4 / 72
    assert room > rule_set.chan_trang.khoang_ky_mm.tu


def test_recipients_end_in_the_marks_of_their_regime(rule_set: RuleSet, paper: dict[str, Any], pages: Pages) -> None:
    page = pages(paper)[-1]
    left, _ = text_edges(rule_set)
    expected = {
        "nd30": ["- Ủy ban nhân dân xã;", "- Các thôn, làng (thực hiện);", "- Lưu: VT, VHXH."],
        "hd05": ["- Ban Tuyên giáo và Dân vận Tỉnh ủy;", "- Ủy ban nhân dân xã;", "- Lưu Văn phòng Đảng ủy."],
        "hd36": ["- Ban Tuyên giáo và Dân vận Tỉnh ủy,", "- Ủy ban nhân dân xã,", "- Lưu Văn phòng Đảng ủy."],
    }[rule_set.id]
    label = page.find("Nơi nhận:")
    assert label.x0 == pytest.approx(left, abs=PLACE_MM)
    for text in expected:
        line = page.find(text)
        require_style(line, rule_set, "noi_nhan")
        assert line.x0 == pytest.approx(left, abs=PLACE_MM)
    underline = [s for s in page.strokes if 0 < s.y - label.baseline < 1.5 and abs(s.x0 - label.x0) < 1]
    assert bool(underline) is not is_state(rule_set)


def test_body_ends_in_the_mark_of_its_regime(rule_set: RuleSet, paper: dict[str, Any], pages: Pages) -> None:
    text = " ".join(line.text for line in pages(paper)[-1].lines)
    end = "triển khai thực hiện./." if is_state(rule_set) else "triển khai thực hiện."
    assert end in text
    assert ("./." in text) is is_state(rule_set)


def test_page_number_stands_centred_in_the_top_margin_from_page_two(rule_set: RuleSet, pages: Pages) -> None:
    from tests.form.papers import body

    all_pages = pages(changed(PAPERS[rule_set.id], noi_dung=body(14)))
    left, right = text_edges(rule_set)
    assert len(all_pages) >= 2
    for number, page in enumerate(all_pages, start=1):
        in_margin = [line for line in page.lines if line.baseline < rule_set.trang.le_tren_mm.mac_dinh]
        if number == 1:
            assert not in_margin
            continue
        assert [line.text for line in in_margin] == [str(number)]
        require_style(in_margin[0], rule_set, "so_trang")
        assert abs(in_margin[0].centre - (left + right) / 2) < PLACE_MM
        top_of_digit = in_margin[0].baseline - 0.676 * in_margin[0].runs[0].size * 25.4 / 72
        assert 9 < top_of_digit < 13


def test_nothing_leaves_the_text_area(rule_set: RuleSet, paper: dict[str, Any], pages: Pages) -> None:
    left, right = text_edges(rule_set)
    page_rule = rule_set.trang
    for page in pages(paper):
        for line in page.lines:
            assert line.x0 > left - PLACE_MM, line.text
            assert line.x1 < right + PLACE_MM, line.text
            assert line.baseline < page_rule.cao_mm - page_rule.le_duoi_mm.mac_dinh, line.text
