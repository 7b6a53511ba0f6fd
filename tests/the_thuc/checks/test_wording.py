"""The sentences of findings: what a clerk reads says which place, which value, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.findings import Finding
from service.the_thuc.model import Cell, Spacing, Span, Table
from service.the_thuc.paper import Component
from service.the_thuc.phrases import colour_name, labels_of, short_date
from service.the_thuc.remarks import remark_lines
from service.the_thuc.run import check_paper
from tests.the_thuc.checks.papers_body import Kit, party_kit, state_kit, tell
from tests.the_thuc.checks.papers_page import HD05, ND30, centred, para, right_docx, with_measured
from tests.the_thuc.checks.papers_page import told as told_of_paper


def sentences(kit: Kit, rule: str) -> list[tuple[str, str]]:
    return [(one.finding.expected, one.finding.found) for one in tell(kit) if one.finding.rule == rule]


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("FF0000", "đỏ (#FF0000)"),
        ("0070C0", "xanh lam (#0070C0)"),
        ("00B050", "xanh lá (#00B050)"),
        ("333333", "xám (#333333)"),
        ("FFFFFF", "trắng (#FFFFFF)"),
        ("FF0080", "hồng (#FF0080)"),
        ("FF0010", "đỏ (#FF0010)"),
        ("?", "#?"),
    ],
)
def test_colours_have_names(colour: str, name: str) -> None:
    assert colour_name(colour) == name


def test_what_could_not_be_told_is_shown_as_no_fault_by_every_list() -> None:
    (fault,) = tell_one_of("error")
    untold = replace(fault, level="unknown")
    assert [line.partition(":")[0] for line in remark_lines(fault)][1:] == ["Quy định", "Đã thấy", "Cách sửa", "Căn cứ"]
    assert [line.partition(":")[0] for line in remark_lines(untold)][1:] == ["Quy tắc", "Lý do", "Nếu sai", "Căn cứ"]
    assert labels_of(replace(untold, place=""))[2] == "Cách sửa"


def tell_one_of(level: str) -> list[Finding]:
    kit = state_kit()
    del kit.recipients[-1]
    return [one.finding for one in tell(kit) if one.finding.level == level]


def test_dates_in_short_have_a_zero_where_papers_have_one() -> None:
    days = (date(2026, 2, 5), date(2026, 3, 5), date(2026, 12, 15))
    assert [short_date(day) for day in days] == ["05/02/2026", "05/3/2026", "15/12/2026"]


def test_a_missing_filing_line_is_told_with_where_the_list_ends() -> None:
    kit = state_kit()
    del kit.recipients[-1]
    ((_, found),) = sentences(kit, "ND30-NN-LUU")
    assert found.startswith("không có dòng Lưu, danh sách kết thúc ở “")


def test_the_subject_is_held_against_the_signature_as_written() -> None:
    kit = party_kit()
    kit.body[2].text = kit.body[2].text.replace("Ban Thường vụ Đảng uỷ xã Ia Lâm", "Đảng uỷ xã")
    ((expected, _),) = sentences(kit, "HD05-SIGN-SUBJECT")
    assert expected == "chủ thể trong lời văn là chủ thể ký “T/M BAN THƯỜNG VỤ”"


@pytest.mark.parametrize(("loai", "told"), [("cong_van", False), ("to_trinh", False), ("ke_hoach", True)])
def test_missing_addressees_are_not_told_as_a_needless_first_line_too(loai: str, told: bool) -> None:
    kit = state_kit()
    kit.loai = loai
    kit.recipients[0].text = "- Như trên;"
    assert bool(sentences(kit, "ND30-NN-NHUTREN")) is told


def test_lines_of_the_older_guidance_may_stand_as_far_apart_as_they_like() -> None:
    for name, right in (("hd36", True), ("hd05", False)):
        kit = party_kit(name)
        for spec in kit.body:
            spec.spacing = Spacing("chinh_xac", 34.0)
        found = sentences(kit, "HD05-BODY-LINE")
        assert (found == []) is right
    kit = party_kit("hd36")
    kit.body[2].spacing = Spacing("chinh_xac", 15.0)
    assert [expected for expected, _ in sentences(kit, "HD05-BODY-LINE")] == ["giãn dòng chính xác từ 18 pt trở lên"]


def test_a_state_head_on_a_party_paper_is_told_by_name() -> None:
    paper = right_docx(HD05)
    head = centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True)
    broken = replace(paper, components={**paper.components, "quoc_hieu": Component("quoc_hieu", (head,))})
    found = [one.finding for one in check_paper(broken) if one.finding.rule == "HD05-NO-QUOCHIEU"]
    assert [one.expected for one in found] == ["không có Quốc hiệu, Tiêu ngữ"]


@pytest.mark.parametrize(
    ("printed", "fix"),
    [("56/BC-UBND", "Sửa số, ký hiệu ở văn bản chính hoặc"), ("57/KH-UBND", "Ghi lại dòng kèm theo")],
)
def test_a_reference_that_differs_in_the_symbol_alone_is_not_said_to_be_the_wrong_one(printed: str, fix: str) -> None:
    paper = right_docx(ND30)
    own = paper.components["so_ky_hieu"]
    first = replace(own.first, spans=(Span(f"Số: {printed}", own.first.spans[0].letters),))
    parts = {**paper.components, "so_ky_hieu": Component("so_ky_hieu", (first,))}
    line = centred("(Kèm theo Kế hoạch số 56/KH-UBND của Ủy ban nhân dân xã)", 14, italic=True)
    annexes = (replace(paper.annexes[0], reference=line), *paper.annexes[1:])
    found = [
        one.finding
        for one in told_of_paper(replace(paper, components=parts, annexes=annexes))
        if one.finding.rule == "ND30-PL-REF" and line in one.paragraphs
    ]
    assert [one.expected for one in found] == [f"cùng số, ký hiệu với văn bản chính là “{printed}”"]
    assert found[0].fix.startswith(fix)


def test_a_table_is_named_by_its_first_row_and_marked() -> None:
    paper = right_docx(ND30)
    cells = [replace(para(text), cell=Cell(4, 0, column, 2, framed=True)) for column, text in enumerate(("TT", "Việc"))]
    wide = Table(4, 0, framed=True, left_mm=28, width_mm=180, rows=3, header_rows=1, rows_kept=True)
    measured = with_measured(paper, paragraphs=(*paper.measured.paragraphs, *cells), tables=(wide,))
    (one,) = [one for one in told_of_paper(measured) if one.finding.rule == "ND30-PAGE-OVERFLOW"]
    assert one.finding.place == "Bảng có hàng đầu “TT, Việc”"
    assert one.paragraphs == (cells[0],)
