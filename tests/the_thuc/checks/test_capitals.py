"""Capital letters: what is surely wrong, and what only looks so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.the_thuc.checks.papers_page import ND30, drawn, faults, para, right_docx, right_pdf, told, with_text


@pytest.mark.parametrize(
    ("text", "rule", "level"),
    [
        ("các đơn vị tổ chức thực hiện.", "ND30-CAP-01", "error"),
        ("Các đơn vị thực hiện nghiêm. nội dung này kéo dài.", "ND30-CAP-01", "warning"),
        ("Họp tại phường 3, thành phố Huế.", "ND30-CAP-05", "error"),
        ("Tổ chức tại thủ đô Hà Nội.", "ND30-CAP-06", "error"),
        ("Tổ chức tại thành phố Hồ Chí Minh.", "ND30-CAP-06", "error"),
        ("Trình Ủy Ban Nhân Dân xã.", "ND30-CAP-09", "error"),
        ("Trình Uỷ ban Nhân dân xã.", "ND30-CAP-09", "error"),
        ("Theo đề nghị của Bộ Nội Vụ.", "ND30-CAP-09", "error"),
        ("Theo đề nghị của Sở Giáo dục Và Đào tạo.", "ND30-CAP-09", "error"),
        ("Chủ trương của Đảng, nhà nước.", "ND30-CAP-12", "warning"),
        ("Cán bộ phục vụ nhân dân tận tụy.", "ND30-CAP-12", "warning"),
        ("Theo quyết định số 15/QĐ-UBND của tỉnh.", "ND30-CAP-17", "error"),
        ("Theo nghị định số 30/2020/NĐ-CP.", "ND30-CAP-17", "error"),
        ("Theo Nghị Định số 30/2020/NĐ-CP.", "ND30-CAP-17", "error"),
        ("Theo khoản 2 điều 5 của Luật này.", "ND30-CAP-18", "error"),
        ("Theo điều 5 Nghị định này.", "ND30-CAP-18", "error"),
        ("Theo điểm a Khoản 2 Điều 5.", "ND30-CAP-18", "error"),
        ("Theo mục 2 Chương I.", "ND30-CAP-18", "error"),
        ("Họp vào thứ hai hằng tuần.", "ND30-CAP-20", "error"),
        ("Họp vào thứ năm, ngày 05/02/2026.", "ND30-CAP-20", "error"),
    ],
)
def test_what_is_surely_wrong(text: str, rule: str, level: str) -> None:
    assert faults(with_text(right_docx(ND30), text)) == {rule: level}


@pytest.mark.parametrize(
    "text",
    [
        "Họp tại TP. Hồ Chí Minh, tr. 5, v.v. và các nơi khác.",
        "Nguồn: vnexpress.net. Địa chỉ khác.",
        "Ông nói: “theo quyết định số 15/QĐ-UBND. cứ làm”.",
        "Mỗi phường 3 người, mỗi quận 2 đội.",
        "Thủ đô Hà Nội, THÀNH PHỐ HỒ CHÍ MINH, Thành phố Hồ Chí Minh.",
        "Các ủy ban nhân dân cấp xã, cán bộ y tế, cán bộ nội vụ, Bộ Y tế.",
        "Quản lý nhà nước, ngân sách nhà nước, Hội đồng nhân dân và nhân dân.",
        "Các quyết định số lượng biên chế; ban hành 5 quyết định.",
        "Văn bản hướng dẫn số 15/HD-SNV kèm theo, hợp đồng số 12/2025/HĐ.",
        "Danh mục 10 Nghị quyết; thành phần 2 Nghị định; điều này khoản tiền 5 triệu.",
        "Khoản 2 Điều 5 quy định rõ. Điểm a khoản 2 Điều 5.",
        "Hội nghị lần thứ hai, ngày 05/02/2026; buổi sáng thứ hai của hội nghị; ngày thứ ba.",
        "Quyết định số 15/QĐ-UBND, QUYẾT ĐỊNH số 15/QĐ-UBND.",
        "… tiếp theo các nội dung trên.",
    ],
)
def test_what_only_looks_wrong(text: str) -> None:
    assert faults(with_text(right_docx(ND30), text)) == {}


@pytest.mark.parametrize("role", ["trich", "bang"])
def test_quotations_and_tables_are_left_alone(role: str) -> None:
    assert faults(with_text(right_docx(ND30), "theo quyết định số 15/QĐ-UBND của thủ đô Hà Nội", role=role)) == {}


@pytest.mark.parametrize(
    ("mark", "level"), [("-", "warning"), ("+", "warning"), ("1.", "error"), ("a)", "error"), ("Điều 1.", "error")]
)
def test_items_that_begin_small(mark: str, level: str) -> None:
    paper = with_text(right_docx(ND30), "thực hiện nghiêm các nội dung.", mark=mark, role="so")
    assert faults(paper) == {"ND30-CAP-01": level}


def test_an_item_that_goes_on_from_the_one_before_is_less_grave() -> None:
    paper = with_text(right_docx(ND30), "Gồm các việc sau:")
    assert faults(with_text(paper, "rà soát hồ sơ;", mark="a)", role="so_nho")) == {"ND30-CAP-01": "warning"}


@pytest.mark.parametrize("text", ["binhphu.gov.vn", "pH của nước đạt chuẩn.", "iPhone được cấp.", "x là hệ số."])
def test_names_and_signs_that_begin_small(text: str) -> None:
    if "." in text.split(" ")[0]:
        text = f"www.{text}"
    assert faults(with_text(right_docx(ND30), text)) == {}


def test_the_rest_of_a_paragraph_over_two_pages_of_a_pdf_is_no_beginning() -> None:
    paper = right_pdf(ND30)
    open_end = drawn(para("Các đơn vị tiếp tục rà soát"), 1, 200.0, 30.0, 120.0)
    rest = drawn(para("và báo cáo kết quả."), 2, 150.0, 30.0, 120.0)
    items = tuple(replace(paper.body[0], paragraph=one, rest=one.text) for one in (open_end, rest))
    assert faults(replace(paper, body=(*paper.body, *items))) == {}
    ended = replace(items[0], paragraph=drawn(para("Các đơn vị rà soát."), 1, 200.0, 30.0, 120.0))
    assert faults(replace(paper, body=(*paper.body, ended, items[1]))) == {"ND30-CAP-01": "error"}


def test_the_right_writing_is_told() -> None:
    (found,) = told(with_text(right_docx(ND30), "Theo quyết định số 15/QĐ-UBND."))
    assert (found.finding.expected, found.finding.found) == ("“Quyết định số 15/QĐ-UBND”", "“quyết định số 15/QĐ-UBND”")
    assert found.finding.citation == "Nghị định số 30/2020/NĐ-CP, Phụ lục II, Mục V"


def test_a_sentence_broken_over_two_paragraphs_of_a_docx_is_less_grave_than_one_below_a_heading() -> None:
    broken = with_text(right_docx(ND30), "Các đơn vị tiếp tục rà soát", "và báo cáo kết quả.")
    assert faults(broken) == {"ND30-CAP-01": "warning"}
    headed = with_text(right_docx(ND30), "Mục tiêu", "nâng cao chất lượng.")
    body = list(headed.body)
    body[-2] = replace(body[-2], heading=True)
    assert faults(replace(headed, body=tuple(body))) == {"ND30-CAP-01": "error"}
