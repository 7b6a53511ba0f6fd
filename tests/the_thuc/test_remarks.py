"""Comments at the faults: each at its place, all of the file else unchanged, and the file still opens everywhere."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx as python_docx
import pytest
from lxml import etree

from service.convert.package_check import SoundDocx
from service.convert.pdf_facts import PdfMeta
from service.convert.soffice import build_converter
from service.findings import Finding, Level
from service.the_thuc.checker import check_docx
from service.the_thuc.docx.read import COMMENTS_LEFT, read_docx
from service.the_thuc.intake import admit
from service.the_thuc.model import Paragraph
from service.the_thuc.remarks import AUTHOR, INITIALS, remark_lines, with_remarks
from service.the_thuc.run import Marked
from tests.the_thuc.conftest import Make, patient_settings
from tests.the_thuc.docx.build import make_docx
from tests.the_thuc.docx.build import p as paragraph
from tests.the_thuc.edit.whole import with_types
from tests.the_thuc.mutants.package import Package, W, both, letters, mutate, page, whole_text
from tests.the_thuc.mutants.state_mutants import PLAN

FAULTY = both(
    letters("Than", size=12),
    letters("QuocHieu", size=14),
    whole_text("DiaDanhNgay", "Ia Lâm, ngày 09/7/2026"),
    page(top="850"),
)


def docx(body: str, **parts: str) -> bytes:
    return with_types(make_docx(body, **parts))


def finding(number: int = 1, level: Level = "error") -> Finding:
    return Finding(f"ND30-X-{number}", "Phụ lục I", level, "Quốc hiệu", "cỡ 13", "cỡ 14", "Đặt lại cỡ chữ.")


def at(content: bytes, *texts: str) -> tuple[Paragraph, ...]:
    return tuple(one for one in read_docx(content).paragraphs if one.text in texts)


def told(content: bytes) -> list[str]:
    return [one.text for one in python_docx.Document(io.BytesIO(content)).comments]


def anchored(content: bytes, tag: str) -> list[str]:
    """The text of the paragraphs in which marks of this name stand, in document order."""
    found = Package(content).document.iter(f"{W}{tag}")
    holders = [next(one.iterancestors(f"{W}p")) for one in found]
    return ["".join(piece.text or "" for piece in holder.iter(f"{W}t")) for holder in holders]


@pytest.fixture(scope="module")
def faulty(made_docx: Make) -> bytes:
    return mutate(made_docx(PLAN).docx, FAULTY)


@pytest.fixture(scope="module")
def remarked(faulty: bytes) -> bytes:
    return with_remarks(faulty, check_docx(faulty).marked)


def test_every_finding_is_a_comment_of_ours_with_all_it_says(faulty: bytes, remarked: bytes) -> None:
    findings = [one for one in check_docx(faulty).findings if one.level != "unknown"]
    comments = list(python_docx.Document(io.BytesIO(remarked)).comments)
    assert len(findings) > 3
    assert [one.text.split("\n") for one in comments] == [list(remark_lines(one)) for one in findings]
    assert {(one.author, one.initials) for one in comments} == {(AUTHOR, INITIALS)}
    for one, comment in zip(findings, comments, strict=True):
        for part in (one.rule, one.expected, one.found, one.fix, one.citation):
            assert part in comment.text


def test_text_and_form_as_measured_are_the_same(faulty: bytes, remarked: bytes) -> None:
    before, after = read_docx(faulty), read_docx(remarked)
    assert after.leftovers == (*before.leftovers, COMMENTS_LEFT)
    assert replace(after, leftovers=before.leftovers) == before


def test_other_parts_are_the_same_bytes(faulty: bytes, remarked: bytes) -> None:
    before, after = Package(faulty).raw, Package(remarked).raw
    changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert {name for name, content in before.items() if after[name] != content} == changed
    assert set(after) - set(before) == {"word/comments.xml"}


def test_the_checker_lets_it_in(remarked: bytes) -> None:
    assert admit(remarked, max_bytes=2**20).kind == "docx"


@pytest.mark.soffice
def test_libreoffice_converts_it(remarked: bytes) -> None:
    pdf = build_converter(patient_settings()).to_pdf(SoundDocx(remarked), PdfMeta(title="", author="", subject=""))
    assert pdf.startswith(b"%PDF-")


def test_a_comment_stands_at_its_paragraph(faulty: bytes) -> None:
    date = "Ia Lâm, ngày 09/7/2026"
    content = with_remarks(faulty, [Marked(finding(), at(faulty, date))])
    assert anchored(content, "commentRangeStart") == [date]
    assert anchored(content, "commentRangeEnd") == anchored(content, "commentReference") == [date]


def test_several_paragraphs_side_by_side_are_one_range() -> None:
    content = docx(paragraph("Một") + paragraph("Hai") + paragraph("Ba") + paragraph("Bốn"))
    marked = with_remarks(content, [Marked(finding(), at(content, "Hai", "Ba"))])
    assert anchored(marked, "commentRangeStart") == ["Hai"]
    assert anchored(marked, "commentRangeEnd") == ["Ba"]
    apart = with_remarks(content, [Marked(finding(), at(content, "Một", "Ba"))])
    assert anchored(apart, "commentRangeEnd") == ["Một"]


def test_findings_without_a_paragraph_go_to_the_first_one_with_text() -> None:
    content = docx(paragraph("") + paragraph("Một") + paragraph("Hai"))
    header = Paragraph(0, (), area="dau_trang")
    marked = with_remarks(content, [Marked(finding(1)), Marked(finding(2), (header,))])
    assert anchored(marked, "commentReference") == ["Một", "Một"]


def test_each_finding_of_a_paragraph_has_a_comment_of_its_own() -> None:
    content = docx(paragraph("Một"))
    marked = with_remarks(content, [Marked(finding(number), at(content, "Một")) for number in (1, 2, 3)])
    assert len(told(marked)) == 3
    identifiers = [one.get(f"{W}id") for one in Package(marked).document.iter(f"{W}commentReference")]
    assert identifiers == ["0", "1", "2"]


def test_unknowns_are_told_when_asked_for() -> None:
    content = docx(paragraph("Một"))
    marked = [Marked(finding(level="unknown"), at(content, "Một"))]
    assert with_remarks(content, marked) == content
    assert told(with_remarks(content, marked, unknown=True))[0].startswith("Chưa kết luận được")


def test_comments_of_others_are_kept_and_numbered_on(faulty: bytes) -> None:
    first = with_remarks(faulty, [Marked(finding(1))])
    second = with_remarks(first, [Marked(finding(2))])
    assert [text.split("\n")[0] for text in told(second)] == ["Lỗi ND30-X-1 – Quốc hiệu", "Lỗi ND30-X-2 – Quốc hiệu"]
    assert [name for name in Package(second).raw if "comments" in name] == ["word/comments.xml"]
    identifiers = [one.get(f"{W}id") for one in Package(second).document.iter(f"{W}commentRangeStart")]
    assert identifiers == ["0", "1"]


def test_the_date_is_that_of_viet_nam() -> None:
    content = docx(paragraph("Một"))
    made = with_remarks(content, [Marked(finding())], now=datetime(2026, 7, 9, 20, 30, tzinfo=UTC))
    (comment,) = python_docx.Document(io.BytesIO(made)).comments
    assert comment.timestamp is not None
    assert comment.timestamp.replace(tzinfo=None) == datetime(2026, 7, 10, 3, 30)


def test_the_style_of_comment_marks_is_used_where_the_file_has_it() -> None:
    style = (
        '<w:style w:type="character" w:styleId="ThamChieu"><w:name w:val="annotation reference"/>'
        '<w:rPr><w:sz w:val="16"/></w:rPr></w:style>'
    )
    content = docx(paragraph("Một"), styles=style)
    made = Package(with_remarks(content, [Marked(finding())]))
    used = [one.get(f"{W}val") for one in made.document.iter(f"{W}rStyle")]
    assert used == ["ThamChieu"]


BOX = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
    '<wp:extent cx="3600000" cy="720000"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>'
    "<w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)
CELL = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>Trong ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
CONTROL = "<w:sdt><w:sdtContent><w:p><w:r><w:t>Trong mục điền</w:t></w:r></w:p></w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("body", "text", "times"),
    [(BOX, "Trong khung", 2), (CELL, "Trong ô", 1), (CONTROL, "Trong mục điền", 1)],
    ids=["text box, both branches", "cell", "content control"],
)
def test_paragraphs_inside_something_are_reached(body: str, text: str, times: int) -> None:
    content = docx(body + paragraph("Ngoài"))
    found = at(content, text)
    assert found
    made = with_remarks(content, [Marked(finding(), found)])
    assert anchored(made, "commentRangeStart") == anchored(made, "commentReference") == [text] * times
    assert read_docx(made).paragraphs == read_docx(content).paragraphs
    assert len(told(made)) == 1


def test_properties_stay_before_the_range() -> None:
    content = docx('<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>Một</w:t></w:r></w:p>')
    (found,) = Package(with_remarks(content, [Marked(finding(), at(content, "Một"))])).document.iter(f"{W}p")
    names = [etree.QName(one).localname for one in found]
    assert names == ["pPr", "commentRangeStart", "r", "commentRangeEnd", "r"]
