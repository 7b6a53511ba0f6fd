from __future__ import annotations

import unicodedata

import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from service.convert.docx_text import read_docx_text
from service.convert.text_match import ExpectedText, squeeze
from tests.convert.papers import W, add_field, add_note, add_notes_part, add_table, new_paper, save


def read(paper: Document) -> ExpectedText:
    return read_docx_text(save(paper))


def texts(paper: Document) -> list[str]:
    return [passage.text for passage in read(paper).body]


def add_runs(paper: Document, xml: str) -> Paragraph:
    """A paragraph with this content, in WordprocessingML."""
    paragraph = paper.add_paragraph()
    for element in parse_xml(f"<w:p {W}>{xml}</w:p>"):
        paragraph._p.append(element)
    return paragraph


def test_paragraphs_in_order_empty_ones_left_out() -> None:
    assert texts(new_paper("Một", "", "  ", "Hai\nba\tbốn")) == ["Một", "Hai ba bốn"]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a b c d"),
        ("<w:r><w:t>ab</w:t></w:r><w:r><w:t>cd</w:t></w:r>", "abcd"),
        ("<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>break</w:t></w:r>", "non-break"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", "hiện"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>hiện</w:t></w:r>', "hiện"),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>đảng ủy ê̆</w:t></w:r>", "ĐẢNG ỦY Ê̆"),
        ("<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>", "thêm"),
        ("<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>", "liên kết"),
        ("<w:sdt><w:sdtContent><w:r><w:t>ô điền</w:t></w:r></w:sdtContent></w:sdt>", "ô điền"),
        ('<w:fldSimple w:instr="REF a"><w:r><w:t>kết quả</w:t></w:r></w:fldSimple>', "kết quả"),
        ("<w:bookmarkStart/><w:r><w:t>mốc</w:t></w:r><w:bookmarkEnd/>", "mốc"),
    ],
)
def test_inline(xml: str, expected: str) -> None:
    paper = new_paper()
    add_runs(paper, xml)
    assert texts(paper) == [expected]


def test_field_shows_its_result_and_not_its_instruction() -> None:
    paper = new_paper()
    paragraph = paper.add_paragraph("Theo ")
    add_field(paragraph, " REF can_cu ", "Điều 5")
    assert texts(paper) == ["Theo Điều 5"]


def test_page_number_may_be_any_number() -> None:
    paper = new_paper()
    add_field(paper.add_paragraph("Trang "), " PAGE ", "9")
    (passage,) = read(paper).body
    assert passage.end_in("Trang127", 0) == len("Trang127")
    assert passage.end_in("Trang", 0) is None


def test_field_in_a_field() -> None:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    paper = new_paper()
    inner = (
        marks["begin"] + "<w:r><w:instrText> PAGE </w:instrText></w:r>" + marks["separate"]
        + "<w:r><w:t>7</w:t></w:r>" + marks["end"]
    )  # fmt: skip
    add_runs(
        paper,
        marks["begin"] + "<w:r><w:instrText> IF </w:instrText></w:r>" + inner + marks["separate"]
        + "<w:r><w:t>kết quả</w:t></w:r>" + marks["end"] + "<w:r><w:t> sau</w:t></w:r>",
    )  # fmt: skip
    assert texts(paper) == ["kết quả sau"]


def test_letter_and_mark_in_two_runs_are_one_letter() -> None:
    paper = new_paper()
    paragraph = paper.add_paragraph("e")
    paragraph.add_run("\u0302\u0323")
    (passage,) = read(paper).body
    assert passage.squeezed == unicodedata.normalize("NFD", "ệ")


def test_table_by_rows_and_cells_with_merged_cells_once() -> None:
    paper = new_paper("Trước")
    table = add_table(paper, [["A", "B"], ["1", "2"], ["3", "4"], ["5", "6"]])
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    nested = table.cell(2, 1).add_table(1, 2)
    nested.cell(0, 0).text, nested.cell(0, 1).text = "x", "y"
    paper.add_paragraph("Sau")
    assert texts(paper) == ["Trước", "A", "B", "1", "3", "2", "4", "x", "y", "5", "6", "Sau"]


def test_text_hidden_in_the_rest_of_a_merged_cell_is_not_forgotten() -> None:
    paper = new_paper()
    table = add_table(paper, [["A"], ["B"]], headers=0)
    for row, value in ((0, "restart"), (1, "continue")):
        properties = table.cell(row, 0)._tc.get_or_add_tcPr()
        properties.append(parse_xml(f'<w:vMerge {W} w:val="{value}"/>'))
    assert texts(paper) == ["A", "B"], "neither Word nor LibreOffice prints B: the PDF must be found to lack it"


def test_repeated_rows_are_those_at_the_top() -> None:
    paper = new_paper()
    add_table(paper, [["STT", "Họ tên"], ["(1)", "(2)"], ["1", "H’Thử"]], headers=2)
    add_table(paper, [["Cột"], ["1"]], headers=0)
    assert [row.text for row in read(paper).repeated_rows] == ["STT Họ tên", "(1) (2)"]


def test_styles_decide_capitals_hidden_and_labels() -> None:
    paper = new_paper()
    base = paper.styles.add_style("Hoa", WD_STYLE_TYPE.PARAGRAPH)
    base.font.all_caps = True
    paper.styles.add_style("Hoa con", WD_STYLE_TYPE.PARAGRAPH).base_style = base
    plain = paper.styles.add_style("Thường", WD_STYLE_TYPE.CHARACTER)
    plain.font.all_caps = False
    hidden = paper.styles.add_style("Ẩn", WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True
    paragraph = paper.add_paragraph("hoa ", style="Hoa con")
    paragraph.add_run("thường", style="Thường")
    paragraph.add_run("ẩn", style="Ẩn")
    assert texts(paper) == ["HOA thường"]


def test_style_based_on_itself_ends() -> None:
    paper = new_paper("chữ")
    style = paper.styles.add_style("Vòng", WD_STYLE_TYPE.PARAGRAPH)
    style.element.append(parse_xml(f'<w:basedOn {W} w:val="{style.style_id}"/>'))
    paper.add_paragraph("vòng", style=style)
    assert texts(paper) == ["chữ", "vòng"]


@pytest.mark.parametrize(("label", "passes"), [("", True), ("1.", True), ("\uf0b7", True), ("x" * 17, False)])
def test_list_label_is_a_bounded_gap(label: str, passes: bool) -> None:
    paper = new_paper()
    paper.add_paragraph("mục", style="List Number")
    (passage,) = read(paper).body
    assert (passage.end_in(squeeze(f"{label}mục"), 0) is not None) == passes


def test_leader_of_a_tab_is_a_gap_of_dots_only() -> None:
    paper = new_paper()
    paper.add_paragraph("Họ tên:\tNăm sinh").paragraph_format.tab_stops.add_tab_stop(Cm(9), leader=WD_TAB_LEADER.DOTS)
    (passage,) = read(paper).body
    assert passage.end_in("Họtên:......Nămsinh", 0) is None, "the squeezed text is in NFD"
    assert passage.end_in(squeeze("Họtên:......Nămsinh"), 0) is not None
    assert passage.end_in(squeeze("Họtên:...7..Nămsinh"), 0) is None


def test_notes_stand_apart_with_their_numbers() -> None:
    paper = new_paper()
    paragraph = paper.add_paragraph("Trước")
    add_note(paragraph, 2)
    paragraph.add_run(" giữa")
    add_note(paragraph, 1)
    add_notes_part(paper, ["chú thích gọi sau", "chú thích gọi trước"])
    expected = read(paper)
    assert [passage.text for passage in expected.body] == ["Trước1 giữa2"]
    assert [passage.text for passage in expected.notes] == ["1 chú thích gọi trước", "2 chú thích gọi sau"]


def test_headers_of_all_sections() -> None:
    paper = new_paper("Một")
    second = paper.add_section(WD_SECTION.NEW_PAGE)
    second.different_first_page_header_footer = False
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Phụ lục"
    second.footer.paragraphs[0].text = "Chân trang"
    expected = read(paper)
    assert {header.pattern for header in expected.headers} == {"", "[0-9A-Za-z]{1,9}", squeeze("Phụ lục")}
    assert {footer.text for footer in expected.footers} == {"", "Chân trang"}


def test_header_that_every_page_has_cannot_be_missing() -> None:
    paper = new_paper("Một")
    paper.sections[0].different_first_page_header_footer = False
    assert [header.pattern for header in read(paper).headers] == ["[0-9A-Za-z]{1,9}"]


def test_paper_without_text() -> None:
    assert read(new_paper()).body == ()
