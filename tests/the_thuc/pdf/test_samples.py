"""Our own papers: a PDF says the same paragraphs as its DOCX, and measures as an independent reader measures it."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from service.the_thuc.model import Measured, Paragraph, plain
from service.the_thuc.pdf.read import read_pdf
from tests.form.measure import TextLine, measure
from tests.the_thuc.pdf.conftest import SAMPLES, Sampler

pytestmark = pytest.mark.soffice

NAMES = sorted(
    f"{path.parent.name}/{path.stem}"
    for folder in ("ke_hoach", "bao_cao", "cong_van", "to_trinh", "to_trinh_khen_thuong")
    for path in (SAMPLES / folder).glob("*.json")
    if ".khoi" not in path.name
)
STATE, PARTY = "ke_hoach/phong-chong-thien-tai", "to_trinh_khen_thuong/dang-uy-de-nghi-2025"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EDGE_MM = 0.3


def docx_texts(docx: bytes) -> list[str]:
    """Every paragraph of the body and of the footnotes that says something."""
    texts = []
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for part in ("word/document.xml", "word/footnotes.xml"):
            if part in package.namelist():
                for paragraph in etree.fromstring(package.read(part)).iter(f"{W}p"):
                    words = [
                        " " if node.tag in (f"{W}br", f"{W}tab") else node.text or ""
                        for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
                    ]
                    texts.append(plain("".join(words)))
    return [text for text in texts if text]


def read(sample: Sampler, name: str) -> Measured:
    pdf = sample(name).pdf
    assert pdf is not None
    return read_pdf(pdf)


def one(measured: Measured, start: str) -> Paragraph:
    found = [paragraph for paragraph in measured.paragraphs if paragraph.text.startswith(start)]
    assert len(found) == 1, f"{start!r}: {len(found)} of {[p.text for p in measured.paragraphs]}"
    return found[0]


@pytest.mark.parametrize("name", NAMES)
def test_pdf_has_the_paragraphs_of_its_docx(name: str, sample: Sampler) -> None:
    measured = read(sample, name)
    # Columns side by side are read one after the other, where a DOCX has them row by row.
    found = [p.text for p in (*measured.in_area("than"), *measured.in_area("chu_thich"))]
    assert sorted(found) == sorted(docx_texts(sample(name).docx))


@pytest.mark.parametrize("name", [STATE, PARTY, "to_trinh_khen_thuong/dan-van-kheo-2026"])
def test_lines_measure_as_another_reader_measures_them(name: str, sample: Sampler) -> None:
    pdf = sample(name).pdf
    assert pdf is not None
    pages = measure(pdf)
    compared, missed = 0, []
    for paragraph in read_pdf(pdf).paragraphs:
        for line in paragraph.lines:
            words = plain("".join(span.text for span in line.spans))
            other = _same_line(pages[line.box.page - 1].lines, words, line.baseline_mm, line.box.left)
            if other is None:
                # Cells nearer than 6 mm are one line to the other reader, a raised mark is a line of its own.
                if paragraph.cell is None and not any(span.note for span in paragraph.spans):
                    missed.append(words)
                continue
            compared += 1
            shown = [span for span in line.spans if span.text.strip()]
            assert line.box.left == pytest.approx(other.x0, abs=EDGE_MM), words
            assert line.box.right == pytest.approx(other.x1, abs=EDGE_MM), words
            assert {span.letters.size_pt for span in shown} == other.sizes, words
            assert all(span.letters.bold for span in shown) == other.bold, words
            assert all(span.letters.italic for span in shown) == other.italic, words
    assert missed == []
    assert compared > 0.8 * sum(len(page.lines) for page in pages)


def _same_line(lines: tuple[TextLine, ...], words: str, baseline_mm: float, left_mm: float) -> TextLine | None:
    near = (o for o in lines if abs(o.baseline - baseline_mm) < EDGE_MM and abs(o.x0 - left_mm) < 2)
    return next((other for other in near if plain(other.text) == words), None)


@pytest.mark.parametrize("name", [STATE, PARTY])
def test_rules_are_where_another_reader_finds_them(name: str, sample: Sampler) -> None:
    pdf = sample(name).pdf
    assert pdf is not None
    page = measure(pdf)[0]
    strokes = [
        (paragraph, stroke)
        for paragraph in read_pdf(pdf).paragraphs
        if paragraph.page == 1
        for stroke in paragraph.under
    ]
    assert strokes
    for paragraph, stroke in strokes:
        other = page.stroke_under(page.find(paragraph.text))
        assert stroke.sure
        assert stroke.left_mm == pytest.approx(other.x0, abs=EDGE_MM)
        assert stroke.length_mm == pytest.approx(other.width, abs=EDGE_MM)
        assert stroke.solid


def test_state_head_has_its_rules_and_its_body_the_form_of_the_law(sample: Sampler) -> None:
    measured = read(sample, STATE)
    motto = one(measured, "Độc lập")
    assert motto.under[0].length_mm == pytest.approx(motto.width_mm, abs=0.5)
    assert motto.under[0].thick_pt == pytest.approx(0.75)
    assert one(measured, "XÃ IA LÂM").under[0].centre_mm == pytest.approx(one(measured, "XÃ IA LÂM").centre_mm, abs=0.5)
    lead = one(measured, "Để chủ động")
    # LibreOffice 25.2 gets the same words into a line less.
    assert (lead.align, len(lead.lines)) in (("deu", 3), ("deu", 4))
    assert lead.sizes == {14}
    assert lead.first_line_mm == pytest.approx(12.7, abs=0.1)
    assert lead.before_pt == pytest.approx(6, abs=0.3)
    assert lead.spacing is not None
    assert lead.spacing.value == pytest.approx(18.5, abs=0.2)
    assert one(measured, "KẾ HOẠCH").align == "giua"
    assert one(measured, "Đơn vị tính").align == "phai"
    assert one(measured, "1. Mục đích").first_line_mm == pytest.approx(12.7, abs=0.1)
    assert one(measured, "Nơi nhận:").italic


def test_page_number_footnote_and_table_are_told_apart(sample: Sampler) -> None:
    measured = read(sample, STATE)
    assert [(p.page, p.text, p.align) for p in measured.in_area("dau_trang")] == [(2, "2", "giua"), (3, "3", "giua")]
    (note,) = measured.in_area("chu_thich")
    assert note.text.startswith("Danh mục khu vực")
    assert note.sizes == {10.0}
    marked = one(measured, "- Rà soát, cắm biển")
    assert [span.text for span in marked.spans if span.note] == ["1"]
    assert marked.text.endswith("lũ quét.")
    total = one(measured, "Tổng cộng").cell
    assert total is not None
    assert (total.row, total.column, total.columns, total.framed) == (5, 1, 5, True)
    (table,) = measured.pages[1].tables
    assert table.width == pytest.approx(165, abs=0.5)
    text = measured.pages[0].text
    assert text is not None
    assert text.left == pytest.approx(30, abs=0.2)
    assert text.right == pytest.approx(195, abs=0.4)
    assert measured.pages[3].width_mm == pytest.approx(297, abs=0.1)


def test_party_underlines_the_word_and_draws_the_rule(sample: Sampler) -> None:
    measured = read(sample, PARTY)
    label = one(measured, "Nơi nhận:")
    assert [span.text for span in label.spans if span.letters.underline] == ["Nơi nhận"]
    assert label.under == ()
    title = one(measured, "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert not any(span.letters.underline for span in title.spans)
    assert title.under[0].length_mm == pytest.approx(title.width_mm, abs=0.5)


def test_urgency_box_and_contact_of_a_letter(sample: Sampler) -> None:
    measured = read(sample, "cong_van/ung-pho-bao")
    frame = one(measured, "HỎA TỐC").frame
    assert frame is not None
    assert frame.width_mm == pytest.approx(30, abs=0.3)
    assert frame.height_mm == pytest.approx(8, abs=0.3)
    assert frame.color == "FF0000"
    assert [p.text.split(":")[0] for p in measured.in_area("chan_trang")] == ["Địa chỉ", "Điện thoại", "Thư điện tử"]


def test_a_table_over_two_pages_is_one_and_its_head_is_told_once(sample: Sampler) -> None:
    measured = read(sample, "to_trinh_khen_thuong/dan-van-kheo-2026")
    rows = [p for p in measured.paragraphs if p.cell]
    assert {p.cell.table for p in rows if p.cell} == {0}
    assert {p.page for p in rows} == {3, 4}
    assert sum(p.text == "Tóm tắt thành tích" for p in rows) == 1


def test_fonts_and_info_of_our_papers(sample: Sampler) -> None:
    measured = read(sample, STATE)
    assert {font.name for font in measured.fonts} >= {"LiberationSerif", "LiberationSerif-Bold"} or {
        font.name for font in measured.fonts
    } >= {"TimesNewRomanPSMT", "TimesNewRomanPS-BoldMT"}
    assert all(font.embedded and font.to_unicode for font in measured.fonts)
    assert measured.info["title"].startswith("Kế hoạch")
