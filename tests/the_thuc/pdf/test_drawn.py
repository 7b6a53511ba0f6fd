"""PDFs written by hand, without tags: each shows one thing the reader must tell."""

from __future__ import annotations

import io

import pikepdf
import pytest

from service.the_thuc.model import Measured, Paragraph
from service.the_thuc.pdf.fonts import family_of
from service.the_thuc.pdf.read import read_pdf
from tests.the_thuc.pdf.conftest import Drawer, body, saved, stroke, text


def one(measured: Measured, words: str) -> Paragraph:
    (found,) = [paragraph for paragraph in measured.paragraphs if paragraph.text == words]
    return found


def test_running_text_is_parted_by_its_indents(draw: Drawer) -> None:
    measured = read_pdf(draw(body()))
    assert len(measured.paragraphs) == 4
    for paragraph in measured.paragraphs:
        assert paragraph.text.endswith("dung quy dinh cua phap luat.")
        assert paragraph.first_line_mm == pytest.approx(12.7, abs=0.1)
        assert paragraph.spacing is not None
        assert paragraph.spacing.value == pytest.approx(18)
    assert [paragraph.before_pt for paragraph in measured.paragraphs] == [None, *[pytest.approx(6)] * 3]
    assert [paragraph.after_pt for paragraph in measured.paragraphs] == [*[pytest.approx(6)] * 3, None]


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2", "2/5"])
def test_a_page_number_above_is_header_and_below_footer(number: str, draw: Drawer) -> None:
    assert one(read_pdf(draw(text(number, 300, 800) + body())), number).area == "dau_trang"
    assert one(read_pdf(draw(body() + text(number, 300, 40))), number).area == "chan_trang"


def test_a_number_that_ends_a_text_at_its_left_edge_is_text(draw: Drawer) -> None:
    near_the_edge: dict[float, str] = dict.fromkeys(
        range(94, 560, 18), "dong cuoi cua bang so lieu kem theo van ban nay"
    )
    measured = read_pdf(draw(body({**near_the_edge, 74: "5"})))
    assert "5" not in [paragraph.text for paragraph in measured.in_area("chan_trang")]


def test_a_line_repeated_in_the_margin_is_no_running_text(draw: Drawer) -> None:
    pages = [text(f"Phong Van hoa, trang {n}", 85, 800) + body() for n in range(1, 4)]
    assert [p.text for p in read_pdf(draw(*pages)).in_area("dau_trang")] == [
        f"Phong Van hoa, trang {n}" for n in range(1, 4)
    ]


def test_a_rule_is_not_an_underline(draw: Drawer) -> None:
    drawn = (
        body() + text("Doc lap", 250, 400) + stroke(250, 296, 398.5) + text("Tu do", 250, 370) + stroke(250, 290, 364)
    )
    measured = read_pdf(draw(drawn))
    underlined = one(measured, "Doc lap")
    assert all(span.letters.underline for span in underlined.spans)
    assert underlined.under == ()
    ruled = one(measured, "Tu do")
    assert not any(span.letters.underline for span in ruled.spans)
    (rule,) = ruled.under
    assert rule.length_mm == pytest.approx(14.1, abs=0.1)
    assert rule.gap_mm == pytest.approx(2.1, abs=0.1)
    assert (rule.thick_pt, rule.solid, rule.sure) == (0.75, True, True)


def test_a_short_rule_close_to_the_letters_underlines_nothing(draw: Drawer) -> None:
    measured = read_pdf(draw(body() + text("XA IA LAM, HUYEN DAK DOA", 200, 400) + stroke(250, 310, 398)))
    paragraph = one(measured, "XA IA LAM, HUYEN DAK DOA")
    assert not any(span.letters.underline for span in paragraph.spans)
    assert len(paragraph.under) == 1


def test_a_rule_tells_dashes_and_colour_and_how_sure_it_is(draw: Drawer) -> None:
    drawn = body() + text("Tieu ngu", 250, 400) + stroke(250, 300, 394, "[3 2] 0 d 1 0 0 RG") + stroke(250, 300, 370)
    dashed, far = one(read_pdf(draw(drawn)), "Tieu ngu").under
    assert (dashed.solid, dashed.color) == (False, "FF0000")
    assert (far.solid, far.sure) == (True, False)


def test_footnotes_stand_below_a_short_line(draw: Drawer) -> None:
    drawn = body({400: "Theo ke hoach"}) + text("1", 167, 405, 8) + stroke(85, 202, 100)
    drawn += text("1", 85, 90, 6) + text("Ban hanh nam 2026.", 89, 86, 10)
    measured = read_pdf(draw(drawn))
    (note,) = measured.in_area("chu_thich")
    assert note.text == "Ban hanh nam 2026."
    marked = one(measured, "Theo ke hoach")
    assert [span.text for span in marked.spans if span.note] == ["1"]
    assert all(paragraph.under == () for paragraph in measured.paragraphs)


def test_a_raised_figure_without_footnotes_is_text(draw: Drawer) -> None:
    assert one(read_pdf(draw(body({400: "Dien tich 12 m"}) + text("2", 169, 405, 8))), "Dien tich 12 m2").sizes == {
        8,
        14,
    }


def test_columns_side_by_side_are_read_one_after_the_other(draw: Drawer) -> None:
    head = "".join(
        text(left, 100, 760 - 16 * row) + text(right, 330, 759 - 16 * row)
        for row, (left, right) in enumerate([("UY BAN", "CONG HOA"), ("Xa Ia Lam", "Doc lap"), ("So 5", "Ngay 5")])
    )
    sign = text("Noi nhan:", 85, 480) + text("CHU TICH", 380, 480) + text("- Luu.", 85, 466) + text("Ho ten", 384, 400)
    texts = [paragraph.text for paragraph in read_pdf(draw(head + body() + sign)).paragraphs]
    assert texts[:6] == ["UY BAN", "Xa Ia Lam", "So 5", "CONG HOA", "Doc lap", "Ngay 5"]
    assert texts[-4:] == ["Noi nhan:", "- Luu.", "CHU TICH", "Ho ten"]


def test_look_of_letters(draw: Drawer) -> None:
    drawn = body()
    drawn += text("dam", 85, 400, 13, "B") + text("nghieng", 85, 370, 12, "I") + text("lech", 85, 340)
    drawn += "1 0 0 rg BT /R 7 Tf 2 0 0 2 85 310 Tm (do) Tj ET 0 g\n"
    drawn += "BT /R 14 Tf 2 Tr 1 0 0 1 85 280 Tm (day) Tj 0 Tr ET BT /R 14 Tf 1 0 0.3 1 85 250 Tm (xien) Tj ET\n"
    drawn += "1 1 0 rg 80 215 80 20 re f 0 g " + text("to", 85, 220)
    looks = {p.text: p.spans[0].letters for p in read_pdf(draw(drawn)).paragraphs}
    assert (looks["dam"].bold, looks["dam"].size_pt, looks["dam"].font) == (True, 13, "Times")
    assert (looks["nghieng"].italic, looks["nghieng"].bold) == (True, False)
    assert (looks["do"].color, looks["do"].size_pt) == ("FF0000", 14)
    assert (looks["day"].bold, looks["xien"].italic, looks["to"].shaded) == (True, True, True)
    plain = looks["lech"]
    assert (plain.bold, plain.italic, plain.shaded) == (False, False, False)


def test_a_paragraph_over_a_pages_end_is_one(draw: Drawer) -> None:
    words = "Mot hai va truyen thong cua xa phai duoc bao dam day du, kip thoi va dung quy"
    full = f"BT /R 14 Tf 0.2 Tw 1 0 0 1 121 500 Tm ({words}) Tj ET\n"
    rest = text("dinh tai van ban nay.", 85, 780) + body()
    measured = read_pdf(draw(body() + full, rest))
    (paragraph,) = [p for p in measured.paragraphs if p.text.endswith("dinh tai van ban nay.")]
    assert (paragraph.page, [line.box.page for line in paragraph.lines]) == (1, [1, 2])


def test_a_turned_page_is_measured_as_it_is_shown(draw: Drawer) -> None:
    turned = read_pdf(draw("0 1 -1 0 595.28 0 cm\n" + body(), rotate=90))
    (page,) = turned.pages
    assert page.width_mm == pytest.approx(297, abs=0.1)
    assert page.height_mm == pytest.approx(210, abs=0.1)
    assert turned.paragraphs[0].left_mm == pytest.approx(30, abs=0.1)
    assert turned.paragraphs[0].sizes == {14}


def test_a_form_within_the_page_is_read_in_its_place(draw: Drawer) -> None:
    with pikepdf.open(io.BytesIO(draw(body()))) as document:
        page = document.pages[0]
        form = document.make_stream(text("Trong khung", 10, 10, 7).encode())
        form.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 300, 100], Resources=page.Resources
            )
        )
        page.Resources["/XObject"] = pikepdf.Dictionary({"/Fm": form})
        page.contents_add(b"q 2 0 0 2 100 300 cm /Fm Do Q")
        paragraph = one(read_pdf(saved(document)), "Trong khung")
    assert paragraph.sizes == {14}
    assert paragraph.left_mm == pytest.approx(120 * 25.4 / 72, abs=0.1)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("TimesNewRomanPSMT", "Times New Roman"),
        ("ABCDEF+TimesNewRomanPS-BoldItalicMT", "Times New Roman"),
        ("Times New Roman,Bold", "Times New Roman"),
        ("TimesNewRoman", "Times New Roman"),
        ("BAAAAA+LiberationSerif-Bold", "Liberation Serif"),
        ("Times-Roman", "Times"),
        ("Arial-BoldMT", "Arial"),
        ("ArialMT", "Arial"),
        ("Calibri-Light", "Calibri-Light"),
        (".VnTime", ".VnTime"),
        ("VNI-Times", "VNI-Times"),
    ],
)
def test_families_are_called_as_people_write_them(name: str, family: str) -> None:
    assert family_of(name) == family


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Theo Cong van so 31/TTr-", "kt cua xa.", "Theo Cong van so 31/TTr-kt cua xa."),
        ("Cac don vi va/", "hoac ca nhan.", "Cac don vi va/hoac ca nhan."),
        ("Phong Van hoa -", "xa hoi.", "Phong Van hoa - xa hoi."),
        ("Phong Van", "hoa.", "Phong Van hoa."),
    ],
)
def test_a_word_parted_at_its_hyphen_is_one(first: str, second: str, whole: str, draw: Drawer) -> None:
    drawn = body() + text(first, 121, 500) + text(second, 85, 482)
    assert one(read_pdf(draw(drawn)), whole).first_line_mm == pytest.approx(12.7, abs=0.1)
