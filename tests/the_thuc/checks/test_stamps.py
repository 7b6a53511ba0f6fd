"""Urgency, secrecy, circulation, drafts, copies, drafter, contact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.the_thuc.model import Cell, Frame, Paragraph
from service.the_thuc.paper import Paper
from tests.the_thuc.checks.papers_page import (
    HD05,
    HD36,
    ND30,
    centred,
    drawn,
    dressed,
    faults,
    para,
    right_docx,
    right_pdf,
    told,
    unknowns,
    with_measured,
    with_part,
)


def adding(paper: Paper, *paragraphs: Paragraph) -> Paper:
    return with_measured(paper, paragraphs=(*paper.measured.paragraphs, *paragraphs))


def urgent(
    text: str = "HỎA TỐC", width: float = 30.0, height: float = 8.0, size: float = 13, colour: str = "FF0000"
) -> Paragraph:
    red = dressed(centred(text, size, bold=True), lambda one: replace(one, color=colour))
    return replace(red, frame=Frame(width, height), index=50)


@pytest.mark.parametrize("right", [urgent(), urgent("HOẢ TỐC"), urgent("KHẨN", 20.4), urgent("THƯỢNG KHẨN", 40, 7.6),
                                   urgent(colour="EE1C25"), urgent(size=14)])  # fmt: skip
def test_an_urgency_of_the_state(right: Paragraph) -> None:
    assert told(with_part(right_docx(ND30), "do_khan", right)) == []


@pytest.mark.parametrize("wrong", [urgent("RẤT KHẨN"), urgent("KHẨN", 30), urgent(height=10), urgent(size=12),
                                   urgent(colour="000000"), urgent(colour="0000FF"),
                                   replace(urgent(), spans=centred("HỎA TỐC", 13).spans)])  # fmt: skip
def test_a_wrong_urgency_of_the_state(wrong: Paragraph) -> None:
    assert faults(with_part(right_docx(ND30), "do_khan", wrong))["ND30-KHAN-BOX"] == "error"


def test_a_box_that_cannot_be_measured_or_an_urgency_in_doubt_is_unknown() -> None:
    for frame in (None, Frame(None, 8.0)):
        paper = with_part(right_docx(ND30), "do_khan", replace(urgent(), frame=frame))
        assert (faults(paper), unknowns(paper)) == ({}, {"ND30-KHAN-BOX"})
    doubtful = with_part(right_docx(ND30), "do_khan", urgent("GẤP"), sure=False)
    assert faults(doubtful) == {}


def test_an_urgency_of_the_party_stands_under_the_number() -> None:
    right = replace(centred("KHẨN", 14, bold=True), index=3)
    paper = right_docx(HD05)
    number = replace(paper.components["so_ky_hieu"].first, index=2)
    paper = with_part(paper, "so_ky_hieu", number)
    assert told(with_part(paper, "do_khan", right)) == []
    assert faults(with_part(paper, "do_khan", replace(right, index=1))) == {"HD05-URGENT": "error"}
    assert faults(with_part(paper, "do_khan", replace(centred("KHẨN", 13, bold=True), index=3))) == {
        "HD05-URGENT": "error"
    }
    letter = with_part(paper, "trich_yeu_cong_van", replace(centred("về việc họp", 12, italic=True), index=5))
    assert faults(with_part(letter, "do_khan", right)) == {"HD05-URGENT": "error"}


def test_no_secrecy_is_typed() -> None:
    assert faults(adding(right_docx(ND30), centred("MẬT", 13, bold=True))) == {"ND30-MAT-FORBID": "error"}
    for other in (para("Tài liệu mật được bảo quản riêng."), replace(para("MẬT"), cell=Cell(0, 0, 0, 3, framed=True))):
        assert faults(adding(right_docx(ND30), other)) == {}


def test_circulation_of_the_state() -> None:
    right = replace(centred("LƯU HÀNH NỘI BỘ", 13, bold=True), frame=Frame(60, 8))
    assert told(adding(right_docx(ND30), right)) == []
    assert unknowns(adding(right_docx(ND30), replace(right, frame=None))) == {"ND30-LH-BOX"}
    for wrong in (
        centred("Lưu hành nội bộ", 13, bold=True),
        centred("XEM XONG TRẢ LẠI", 13),
        centred("LƯU HÀNH NỘI BỘ", 12, bold=True),
    ):
        assert faults(adding(right_docx(ND30), replace(wrong, frame=Frame(60, 8)))) == {"ND30-LH-BOX": "error"}
    assert told(adding(right_docx(ND30), para("Tài liệu lưu hành nội bộ được thu hồi."))) == []


def test_circulation_of_the_party_in_the_upper_right_corner() -> None:
    text = centred("TÀI LIỆU HỘI NGHỊ", 12, bold=True)
    right = replace(drawn(text, 1, 13.8, 150.0, 195.0), area="dau_trang")
    assert told(adding(right_pdf(HD05), right)) == []
    for wrong in (
        drawn(text, 1, 13.8, 30.0, 75.0),
        drawn(text, 1, 22.0, 150.0, 195.0),
        drawn(text, 2, 13.8, 150.0, 195.0),
    ):
        assert faults(adding(right_pdf(HD05), replace(wrong, area="dau_trang"))) == {"HD05-SCOPE": "warning"}
    assert faults(adding(right_docx(HD05), centred("TÀI LIỆU HỘI NGHỊ", 14, bold=True))) == {"HD05-SCOPE": "warning"}


def test_a_draft_of_the_party_bears_its_count() -> None:
    right = replace(centred("Dự thảo lần 2", 14, italic=True), index=90)
    assert told(adding(right_docx(HD05), right)) == []
    for wrong in ("Dự thảo", "DỰ THẢO LẦN 2"):
        assert faults(adding(right_docx(HD05), replace(centred(wrong, 14, italic=True), index=90))) == {
            "HD05-DRAFT": "warning"
        }
    bold = replace(centred("Dự thảo lần 2", 13, bold=True), index=90)
    assert faults(adding(right_docx(HD05), bold)) == {"HD05-DRAFT": "warning"}
    assert told(adding(right_docx(HD05), para("Dự thảo lần 2 được gửi các chi bộ góp ý."))) == []


def test_the_words_of_a_copy() -> None:
    assert told(adding(right_docx(ND30), centred("SAO Y", 14, bold=True))) == []
    for wrong in (centred("Sao y", 14, bold=True), centred("TRÍCH SAO", 14), centred("SAO LỤC", 12, bold=True)):
        assert faults(adding(right_docx(ND30), wrong)) == {"ND30-COPY-MARK": "error"}


def test_the_drafter_of_each_regime() -> None:
    assert faults(with_part(right_docx(HD05), "nguoi_soan_thao", para("NguyenVanAn-26", 11))) == {}
    assert faults(with_part(right_docx(HD05), "nguoi_soan_thao", para("NguyenVanAn-26", 8))) == {
        "HD05-DRAFTER": "warning"
    }
    assert faults(with_part(right_docx(HD36), "nguoi_soan_thao", para("ABC-268", 8))) == {}
    assert faults(with_part(right_docx(HD36), "nguoi_soan_thao", para("NguyenVanAn-26", 8))) == {
        "HD05-DRAFTER": "warning"
    }


def test_the_contact_of_the_party_stands_after_the_signature() -> None:
    paper = right_docx(HD05)
    name = replace(paper.signatures[0].name or para(""), index=80)
    paper = replace(paper, signatures=(replace(paper.signatures[0], name=name),))
    contact = replace(para("Thôn 1, xã Bình Phú; điện thoại: 0269 3 123 456.", 10), index=90)
    assert told(with_part(paper, "lien_he", contact)) == []
    assert faults(with_part(paper, "lien_he", replace(contact, index=3))) == {"HD05-CONTACT": "warning"}
    assert faults(with_part(paper, "lien_he", replace(para("Thôn 1, xã Bình Phú", 12), index=90))) == {
        "HD05-CONTACT": "warning"
    }
    assert "HD05-CONTACT" in unknowns(with_part(replace(paper, signatures=()), "lien_he", contact))
