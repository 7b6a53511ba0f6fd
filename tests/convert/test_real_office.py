"""The real LibreOffice on papers plain and nasty, looked at with pikepdf and pdfium."""

from __future__ import annotations

import io
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.shared import Cm

from service.convert.docx_text import read_docx_text
from service.convert.pdf import check_sound
from service.convert.pdf_facts import PdfMeta
from service.convert.soffice import Converter, ConvertLimits
from service.errors import ConversionError, ConversionFailed, ConversionTimeout, ErrorCode
from tests.convert.offices import META
from tests.convert.papers import SENTENCE, add_note, add_notes_part, add_table, new_paper, save

pytestmark = pytest.mark.soffice


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [unicodedata.normalize("NFC", page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def test_what_the_pdf_tells_about_itself(plain_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(plain_pdf)) as document, document.open_metadata() as xmp:
        assert str(document.docinfo["/Title"]) == xmp["dc:title"] == META.title
        assert str(document.docinfo["/Author"]) == META.author
        assert xmp["dc:creator"] == [META.author]
        assert str(document.docinfo["/Subject"]) == xmp["dc:description"] == META.subject
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "B")
        root = document.Root
        assert str(root.Lang) == "vi-VN"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp", "an ICC profile"
        assert not root.get("/AcroForm")
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            descriptor = font.get("/DescendantFonts", [font])[0].FontDescriptor
            assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_properties_of_the_docx_need_no_mending(converter: Converter) -> None:
    """What the merge writes into the DOCX arrives; then LibreOffice's own bytes are handed on."""
    docx = save(new_paper("Một đoạn", title=META.title, author=META.author, subject=META.subject))
    raw, _ = converter._make_pdf(docx)
    with pikepdf.open(io.BytesIO(raw)) as document:
        assert str(document.docinfo["/Title"]) == META.title
        assert str(document.docinfo["/Author"]) == META.author
        assert str(document.docinfo["/Subject"]) == META.subject
        assert str(document.Root.Lang) == "vi-VN"


def test_headings_become_bookmarks(converter: Converter) -> None:
    paper = new_paper("Mở đầu")
    paper.add_heading("I. MỤC ĐÍCH", 1)
    paper.add_heading("1. Yêu cầu", 2)
    with pikepdf.open(io.BytesIO(converter.to_pdf(save(paper), META))) as document, document.open_outline() as outline:
        (first,) = outline.root
        assert (first.title, first.children[0].title) == ("I. MỤC ĐÍCH", "1. Yêu cầu")


def long_table(paper: Document) -> None:
    rows = [[str(number), f"Siu H’Thử {number}", SENTENCE * (number % 3 + 1)] for number in range(1, 50)]
    add_table(paper, [["STT", "Họ và tên", "Thành tích"], ["(1)", "(2)", "(3)"], *rows], headers=2)


def unbroken_rows(paper: Document) -> None:
    table = add_table(paper, [["STT", "Nội dung"], *([str(number), SENTENCE * 4] for number in range(30))])
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def merged_cells(paper: Document) -> None:
    table = add_table(paper, [["Nhóm", "Tên", "Ghi chú"], *(["", f"Tên {n}", SENTENCE] for n in range(40))])
    table.cell(2, 0).merge(table.cell(30, 0)).text = "Nhóm gộp " + SENTENCE
    table.cell(33, 1).merge(table.cell(33, 2)).text = "Gộp ngang"


def row_longer_than_a_page(paper: Document) -> None:
    add_table(paper, [["A", "B"], [SENTENCE * 50, "Bên cạnh " + SENTENCE * 60], ["cuối", "bảng"]])


def very_long_words(paper: Document) -> None:
    paper.add_paragraph("Nghĩ" * 300)
    paper.add_paragraph("https://vidu.vn/" + "a-" * 200)
    paper.add_paragraph("Dân-vận-khéo-" * 60).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def letters_with_two_marks(paper: Document) -> None:
    text = "Buôn Ê̆ Nuôl, ư̆, ê̆, ơ̆, Ư̆, ô̆, č̣; Rơ Châm H’Lan; ê Ê ư Ư ơ ô. "
    for alignment in (WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER):
        paper.add_paragraph(text * 6).alignment = alignment
    run = paper.add_paragraph().add_run("đảng ủy xã ê̆ nuôl")
    run.font.all_caps = run.bold = True
    paper.add_paragraph().add_run(text).italic = True
    add_table(paper, [["Ê̆", "Ư̆"], [text, text]])


def all_kinds_of_signs(paper: Document) -> None:
    paper.add_paragraph(
        "“Dân vận khéo” – ‘a’ — … ‰ € § ½ m² x³ ≥ ≤ × ÷ ° ± & < > \" ' / \\ | # % $ @ ~ ^ ` { } [ ] * _ ="
    )
    paper.add_paragraph("efficient fi fl ffi ffl ft tt To AV ./. ; - – +")
    paper.add_paragraph("non\u2011break, a\u00a0b, c\u2003d, -- --- ....")


def footnotes(paper: Document) -> None:
    for number in range(1, 8):
        paragraph = paper.add_paragraph(SENTENCE * 5)
        add_note(paragraph, number)
        paragraph.add_run(" tiếp theo. " + SENTENCE * 6)
    add_notes_part(paper, [f"Chú thích {number}. " + SENTENCE * (30 if number == 3 else 2) for number in range(1, 8)])


def sections(paper: Document) -> None:
    paper.add_paragraph(SENTENCE * 60)
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "Phụ lục"
    section.footer.paragraphs[0].text = "Chân trang"
    long_table(paper)


def lists_and_leaders(paper: Document) -> None:
    for number in range(12):
        paper.add_paragraph(f"mục {number}", style="List Number")
        paper.add_paragraph(f"mục con {number}", style="List Bullet 2")
    line = paper.add_paragraph("Họ và tên:\tNăm sinh:\t")
    for place in (8, 16):
        line.paragraph_format.tab_stops.add_tab_stop(Cm(place), leader=WD_TAB_LEADER.DOTS)


def broken_lines(paper: Document) -> None:
    paper.add_paragraph("TM. BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\n\n\nRơ Châm H’Lan")
    table = add_table(paper, [["ĐẢNG BỘ TỈNH GIA LAI\nĐẢNG ỦY XÃ IA LÂM\n*", "ĐẢNG CỘNG SẢN VIỆT NAM"]], headers=0)
    nested = table.cell(0, 1).add_table(2, 2)
    nested.cell(1, 1).text = "trong cùng"
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    paper.add_paragraph("trang sau")


NASTY = (
    long_table, unbroken_rows, merged_cells, row_longer_than_a_page, very_long_words, letters_with_two_marks,
    all_kinds_of_signs, footnotes, sections, lists_and_leaders, broken_lines,
)  # fmt: skip


@pytest.mark.parametrize("add", NASTY, ids=lambda add: add.__name__)
def test_nasty_paper_passes_whole(converter: Converter, add: Callable[[Document], None]) -> None:
    paper = new_paper("Mở đầu")
    add(paper)
    paper.add_paragraph("Kết thúc ./.")
    made = converter.convert(save(paper), META)
    assert "Kếtthúc./." in "".join(pages_of(made.pdf)[-1].split())


def test_table_over_three_pages_repeats_its_header(converter: Converter) -> None:
    paper = new_paper("Mở đầu")
    long_table(paper)
    made = converter.convert(save(paper), META)
    assert made.facts.pages >= 3
    assert all("Họ và tên" in page for page in pages_of(made.pdf))


def test_difference_in_a_real_pdf_is_found(converter: Converter) -> None:
    """One conversion; then the PDF is held against papers that differ from it in one thing."""
    first = "Người đứng đầu chịu trách nhiệm trước pháp luật"
    second = "Cấp ủy lãnh đạo, chính quyền tổ chức thực hiện"
    rows = [["STT", "Tên"], ["1", "Siu H’Thử"], ["2", "Rơ Châm Thử"]]

    def paper(*texts: str, table: list[list[str]]) -> bytes:
        made = new_paper(*texts)
        add_table(made, table)
        return save(made)

    pdf = converter.to_pdf(paper(first, second, table=rows), META)
    check_sound(pdf, read_docx_text(paper(first, second, table=rows)))
    words = second.split()
    for other in (
        paper(first, table=rows),
        paper(first, second, "Thêm một đoạn", table=rows),
        paper(first, " ".join([words[1], words[0], *words[2:]]), table=rows),
        paper(second, first, table=rows),
        paper(first, second.upper(), table=rows),
        paper(first, second + ".", table=rows),
        paper(first, second, table=rows[:-1]),
        paper(first, second, table=[rows[0], rows[2], rows[1]]),
        paper(first, second, table=[["TT", "Tên"], *rows[1:]]),
    ):
        with pytest.raises(ConversionFailed) as caught:
            check_sound(pdf, read_docx_text(other))
        assert caught.value.code is ErrorCode.CONVERSION_UNSOUND


def test_text_that_libreoffice_cuts_off_is_missed(converter: Converter) -> None:
    """A row of a fixed height cuts off what does not fit: the reader of the PDF would never see it."""
    paper = new_paper("Mở đầu")
    table = add_table(paper, [["ngắn", "Đầu " + SENTENCE * 20 + "cuối"]], headers=0)
    height = OxmlElement("w:trHeight")
    height.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "600")
    height.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}hRule", "exact")
    table.rows[0]._tr.get_or_add_trPr().append(height)
    with pytest.raises(ConversionFailed) as caught:
        converter.to_pdf(save(paper), META)
    assert caught.value.code is ErrorCode.CONVERSION_UNSOUND


def test_two_at_once(converter: Converter) -> None:
    made: dict[int, bytes] = {}

    def work(number: int) -> None:
        docx = save(new_paper(f"Văn bản số {number}", SENTENCE * 10))
        made[number] = converter.to_pdf(docx, PdfMeta(f"Số {number}", "", ""))

    threads = [threading.Thread(target=work, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in (1, 2):
        assert f"Văn bản số {number}" in pages_of(made[number])[0]
        with pikepdf.open(io.BytesIO(made[number])) as document:
            assert str(document.docinfo["/Title"]) == f"Số {number}"


def test_second_run_does_not_depend_on_the_first(converter: Converter, plain_docx: bytes, plain_pdf: bytes) -> None:
    with pytest.raises(ConversionError):
        Converter(limits=ConvertLimits(memory_mb=150)).to_pdf(plain_docx, META)
    assert pages_of(converter.to_pdf(plain_docx, META)) == pages_of(plain_pdf)
    assert pages_of(converter.to_pdf(plain_docx, META)) == pages_of(plain_pdf)


@pytest.mark.parametrize("memory_mb", [60, 150])
def test_too_little_memory(work_root: Path, plain_docx: bytes, memory_mb: int) -> None:
    with pytest.raises(ConversionError):
        Converter(limits=ConvertLimits(memory_mb=memory_mb), work_root=work_root).to_pdf(plain_docx, META)


def test_too_little_time(work_root: Path, plain_docx: bytes) -> None:
    with pytest.raises(ConversionTimeout):
        Converter(limits=ConvertLimits(timeout_s=0.05), work_root=work_root).to_pdf(plain_docx, META)


def test_too_small_an_output(work_root: Path) -> None:
    """A limit so small that LibreOffice cannot even write its profile; it fails in words, not for ever."""
    paper = save(new_paper(*(SENTENCE * 20 for _ in range(20))))
    with pytest.raises(ConversionError):
        Converter(limits=ConvertLimits(output_mb=0), work_root=work_root).to_pdf(paper, META)


def test_probe(converter: Converter) -> None:
    info = converter.probe()
    assert (info.program_folder / "soffice.bin").is_file()
    major, minor = (int(number) for number in info.version.split("."))
    assert (major, minor) >= (7, 0)
    assert info.build


def test_what_is_done_meanwhile_is_done_once_with_errors_of_its_own(converter: Converter, plain_docx: bytes) -> None:
    done: list[int] = []
    assert converter.to_pdf(plain_docx, META, lambda: done.append(1)).startswith(b"%PDF")
    assert done == [1]

    def fail() -> None:
        raise OSError("ours")

    with pytest.raises(OSError, match="ours"):
        converter.to_pdf(plain_docx, META, fail)
