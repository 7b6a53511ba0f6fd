"""Page numbers where a file has none, a typed one, or one at the foot: what other headers and footers say stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from service.convert.package_check import SoundDocx
from service.convert.pdf_facts import PdfMeta
from service.convert.soffice import build_converter
from service.the_thuc.checker import check_docx
from service.the_thuc.checks.numbered_pages import is_field, resolved
from service.the_thuc.docx.read import read_docx
from service.the_thuc.intake import admit
from service.the_thuc.mend.mend import Mended, mend
from service.the_thuc.model import HeaderKind, Paragraph, Section
from tests.the_thuc.conftest import Make, patient_settings
from tests.the_thuc.mutants.package import Change, Package, W, mutate
from tests.the_thuc.mutants.state_mutants import PLAN, REPORT

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "UBND xã Ia Lâm"


def without_headers(package: Package) -> None:
    """No section names a header, and no page 1 is told apart."""
    for section in package.document.iter(f"{W}sectPr"):
        for name in ("headerReference", "titlePg"):
            for one in section.findall(f"{W}{name}"):
                section.remove(one)


def header_says(*inner: str) -> Change:
    """The headers of all pages, page 1 too, say this: the inner XML of paragraphs."""

    def change(package: Package) -> None:
        for name, root in package.trees.items():
            if not name.startswith("word/header"):
                continue
            for one in list(root):
                root.remove(one)
            for paragraph in inner:
                root.append(etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{paragraph}</w:p>'))
        for section in package.document.iter(f"{W}sectPr"):
            for flag in section.findall(f"{W}titlePg"):
                section.remove(flag)

    return change


def at_the_foot(package: Package) -> None:
    """The headers become footers."""
    for name, root in package.trees.items():
        if name.startswith("word/header"):
            root.tag = f"{W}ftr"
    for section in package.document.iter(f"{W}sectPr"):
        for one in section.findall(f"{W}headerReference"):
            one.tag = f"{W}footerReference"
    for one in package.trees["word/_rels/document.xml.rels"]:
        one.set("Type", one.get("Type", "").replace("/header", "/footer"))
    for one in package.trees["[Content_Types].xml"]:
        one.set("ContentType", one.get("ContentType", "").replace("header+xml", "footer+xml"))


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


FIELD = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
CASES: dict[str, Change] = {
    "no header": without_headers,
    "empty header": header_says(""),
    "header with other words": header_says(text(OFFICE)),
    "typed number": header_says(text("- 2 -")),
    "number on page 1 below other words": header_says(text(OFFICE), FIELD),
    "Trang before the field": header_says(text("Trang ") + FIELD),
    "number at the foot": at_the_foot,
}


@pytest.fixture(params=list(CASES.values()), ids=list(CASES))
def faulty(request: pytest.FixtureRequest, made_docx: Make) -> bytes:
    change: Callable[[Package], None] = request.param
    return mutate(made_docx(REPORT).docx, change)


def mended(content: bytes) -> Mended:
    return mend(content, check_docx(content))


def shown(sections: tuple[Section, ...], kind: HeaderKind, *, foot: bool = False) -> list[Paragraph]:
    margins = resolved(sections)[0][1 if foot else 0]
    return [one for one in margins.get(kind, ()) if one.raw.strip()]


def test_the_number_is_in_the_header_from_page_2_alone_and_in_the_middle(faulty: bytes) -> None:
    assert any("PAGENUM" in one.rule for one in check_docx(faulty).findings if one.level == "error")
    result = mended(faulty)
    assert not [one for one in result.left if "PAGENUM" in one.rule]
    sections = read_docx(result.docx).sections
    (number,) = [one for one in shown(sections, "default") if is_field(one)]
    assert number.text.isdecimal()
    assert (number.align, number.first_line_mm) == ("giua", 0.0)
    assert {letters.size_pt for letters in (span.letters for span in number.shown)} <= {13.0, 14.0}
    assert sections[0].title_page
    assert not any(is_field(one) or one.text.isdigit() for one in shown(sections, "first"))
    assert not shown(sections, "default", foot=True)


def test_other_words_of_the_header_stay_on_all_pages(made_docx: Make) -> None:
    for case in ("header with other words", "number on page 1 below other words"):
        sections = read_docx(mended(mutate(made_docx(REPORT).docx, CASES[case])).docx).sections
        kinds: tuple[HeaderKind, ...] = ("default", "first")
        for kind in kinds:
            assert OFFICE in [one.text for one in shown(sections, kind)]


def test_a_mended_header_lets_the_file_in(faulty: bytes) -> None:
    assert admit(mended(faulty).docx, max_bytes=2**20).kind == "docx"


@pytest.mark.soffice
def test_libreoffice_opens_a_file_with_a_new_header(made_docx: Make) -> None:
    content = mended(mutate(made_docx(REPORT).docx, without_headers)).docx
    pdf = build_converter(patient_settings()).to_pdf(SoundDocx(content), PdfMeta(title="", author="", subject=""))
    assert pdf.startswith(b"%PDF-")


def test_a_number_among_words_that_mean_something_is_left(made_docx: Make) -> None:
    content = mutate(made_docx(REPORT).docx, header_says(text(f"{OFFICE}, trang ") + FIELD))
    result = mended(content)
    headers = shown(read_docx(result.docx).sections, "default")
    assert [one.text for one in headers] == [f"{OFFICE}, trang 1"]


def test_an_annex_in_a_section_of_its_own_is_counted_anew(made_docx: Make) -> None:
    def goes_on(package: Package) -> None:
        section = list(package.document.iter(f"{W}sectPr"))[-1]
        for name in ("pgNumType", "titlePg"):
            for one in section.findall(f"{W}{name}"):
                section.remove(one)

    result = mended(mutate(made_docx(PLAN).docx, goes_on))
    assert [one.restart for one in read_docx(result.docx).sections] == [None, 1]
