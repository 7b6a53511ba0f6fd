"""The fonts: the family, its look-alikes, old encodings, composed letters."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from service.rules.model import RuleSet
from service.the_thuc.model import Font, Letters, Paragraph, Span
from service.the_thuc.paper import Paper
from tests.the_thuc.checks.papers_page import (
    EMBEDDED,
    FONT,
    HD05,
    ND30,
    dressed,
    faults,
    para,
    right_docx,
    right_pdf,
    told,
    unknowns,
    with_measured,
)

BOTH = pytest.mark.parametrize(("rule_set", "prefix"), [(ND30, "ND30-"), (HD05, "HD05-")])


def adding(paper: Paper, *paragraphs: Paragraph) -> Paper:
    return with_measured(paper, paragraphs=(*paper.measured.paragraphs, *paragraphs))


def in_font(text: str, font: str, *, automatic: bool = False) -> Paragraph:
    return replace(para(text), spans=(Span(text, Letters(font, 14.0), automatic=automatic),))


@BOTH
@pytest.mark.parametrize("font", ["Arial", "Calibri", "ABCDEF+ArialMT", "Times Old"])
def test_another_font_is_told_once_with_all_its_paragraphs(rule_set: RuleSet, prefix: str, font: str) -> None:
    paper = adding(right_docx(rule_set), in_font("Một", font), in_font("Hai", font))
    assert faults(paper) == {f"{prefix}FONT-FAMILY": "error"}
    (found,) = told(paper)
    assert len(found.paragraphs) == 2
    assert "“Một” và 1 đoạn khác" in found.finding.found
    assert "ABCDEF" not in found.finding.found


@pytest.mark.parametrize(
    "font", ["Times New Roman", "TimesNewRomanPSMT", "ABCDEF+TimesNewRomanPS-BoldItalicMT", "Times New Roman,Bold"]
)
def test_the_family_by_all_its_names(font: str) -> None:
    assert told(adding(right_docx(ND30), in_font("Chữ", font))) == []


@pytest.mark.parametrize(
    "paragraph",
    [
        in_font("→ ☐ ✓", "Segoe UI Symbol"),
        in_font("o", "Courier New", automatic=True),
        in_font("\uf0b7", "Symbol", automatic=True),
        in_font("ü", "Wingdings"),
        in_font("x", "Cambria Math"),
    ],
)
def test_signs_and_bullets_are_no_text(paragraph: Paragraph) -> None:
    assert told(adding(right_docx(ND30), paragraph)) == []


def test_a_number_made_by_the_program_counts() -> None:
    assert faults(adding(right_docx(ND30), in_font("1.", "Calibri", automatic=True))) == {"ND30-FONT-FAMILY": "error"}


def test_an_unknown_font_is_unknown() -> None:
    paper = adding(right_docx(ND30), in_font("Chữ", ""))
    assert faults(paper) == {}
    assert "ND30-FONT-FAMILY" in unknowns(paper)


def test_a_header_counts_too() -> None:
    paper = right_docx(ND30)
    header = dressed(paper.measured.sections[0].headers["default"][0], lambda one: replace(one, font="Arial"))
    sections = tuple(replace(one, headers={"default": (header,)}) for one in paper.measured.sections)
    assert faults(with_measured(paper, sections=sections)) == {"ND30-FONT-FAMILY": "error"}


@BOTH
@pytest.mark.parametrize("font", ["Liberation Serif", "BCDEEE+LiberationSerif-Bold", "Tinos", "NimbusRomNo9L-Regu",
                                  "STIXTwoText", "Times-Roman", "Times"])  # fmt: skip
def test_a_look_alike_is_a_warning_in_a_draft_and_an_error_in_an_issued_paper(
    rule_set: RuleSet, prefix: str, font: str
) -> None:
    paper = adding(right_pdf(rule_set), in_font("Chữ", font))
    assert faults(paper) == {f"{prefix}FONT-SUBST": "warning"}
    assert faults(replace(paper, official=True)) == {f"{prefix}FONT-SUBST": "error"}


def test_a_look_alike_of_several_weights_is_told_once() -> None:
    bold, plain = in_font("Đậm", "LiberationSerif-Bold"), in_font("Thường", "LiberationSerif")
    named = Font("ABCDEF+LiberationSerif-Italic", embedded=True, to_unicode=True)
    paper = with_measured(adding(right_pdf(ND30), bold, plain), fonts=(EMBEDDED, named))
    (found,) = told(paper)
    assert found.finding.found == "phông LiberationSerif thay cho Times New Roman"
    assert len(found.paragraphs) == 2


@pytest.mark.parametrize(
    "font",
    [
        Font("TimesNewRomanPSMT", embedded=False, to_unicode=True),
        Font("TimesNewRomanPSMT", embedded=True, to_unicode=False),
    ],
)
def test_fonts_of_a_pdf_are_embedded_and_tell_their_letters(font: Font) -> None:
    assert faults(with_measured(right_pdf(ND30), fonts=(EMBEDDED, font))) == {"ND30-FONT-EMBED": "warning"}
    assert unknowns(with_measured(right_pdf(ND30), fonts=())) == {"ND30-FONT-EMBED"}


@BOTH
@pytest.mark.parametrize(
    "paragraph",
    [
        in_font("Céng hßa x· héi", ".VnTime"),
        in_font("Coäng hoøa", "VNI-Times"),
        in_font("Céng hßa x· héi chñ nghÜa ViÖt Nam", FONT),
        in_font("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", FONT),
        in_font("Ñoäc laäp - Töï do - Haïnh phuùc", FONT),
        in_font("Chữ \ue123 lạ", FONT),
    ],
)
def test_old_encodings(rule_set: RuleSet, prefix: str, paragraph: Paragraph) -> None:
    rule = "ND30-CHAR-UNICODE" if prefix == "ND30-" else "HD05-UNICODE-NFC"
    assert faults(adding(right_docx(rule_set), paragraph)) == {rule: "error"}


@pytest.mark.parametrize(
    "text",
    [
        "Tập đoàn Müller, tỉnh Curaçao và ngài Gonçalves cùng tham dự buổi làm việc tại Hà Nội",
        "Nhiệt độ 38°C, diện tích 25 m², ± 5%, § 3, «trích dẫn»",
        "Kích thước 210×297 mm, 148×210 mm, 30×40 mm",
    ],
)
def test_foreign_names_and_signs_are_no_old_encoding(text: str) -> None:
    assert told(adding(right_docx(ND30), in_font(text, FONT))) == []


@BOTH
def test_letters_are_composed(rule_set: RuleSet, prefix: str) -> None:
    paper = adding(right_docx(rule_set), para(unicodedata.normalize("NFD", "Các đơn vị xã Việt Hòa")))
    expected = {"ND30-CHAR-NFC": "warning"} if prefix == "ND30-" else {"HD05-UNICODE-NFC": "error"}
    assert faults(paper) == expected
