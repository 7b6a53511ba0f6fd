"""The letters of a page, read by the objects that draw them: none is lost, none is there twice."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from service.convert import pdf_text
from service.convert.pdf_text import PageText, read_pages

# One letter each of a pair of surrogates and of two characters; "0" has none.
NAMED = b"""begincmap 1 begincodespacerange <00> <ff> endcodespacerange
4 beginbfchar <41> <D83DDE00> <42> <0042> <43> <00660069> <2d> <002d> endbfchar endcmap"""
IN_TWO_MARKS = (
    "/P <</MCID 0>> BDC BT /F 12 Tf 300 700 Td (BxB) Tj ET EMC /P <</MCID 1>> BDC BT /F 12 Tf 90 700 Td (p q) Tj ET EMC"
)


def page_of(content: str, form: str = "") -> bytes:
    """A PDF of one page with this content; the form is drawn by `/X Do`."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Helvetica, FirstChar=0, LastChar=255,
                Widths=Array([600] * 256), ToUnicode=pdf.make_stream(NAMED),
            )
        )  # fmt: skip
        fonts = Dictionary(Font=Dictionary(F=font))
        drawn = pdf.make_stream(form.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
        drawn.Resources = fonts
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Contents=pdf.make_stream(content.encode()),
            Resources=Dictionary(Font=fonts.Font, XObject=Dictionary(X=drawn)),
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def line(text: str, place: str = "100 700") -> str:
    return f"BT /F 12 Tf {place} Td ({text}) Tj ET "


@pytest.mark.parametrize(
    ("content", "form", "marked", "off_sheet"),
    [
        (IN_TWO_MARKS, "", {0: "BxB", 1: "pq"}, ""),
        (line("BC B"), "", {-1: "BfiB"}, ""),
        (line("AAAA"), "", {-1: "\U0001f600" * 4}, ""),
        (line("xyz-") + line("abc", "100 680"), "", {-1: "xyz\x02abc"}, ""),
        (line("xyz") + line("ab", "-400 600"), "", {-1: "xyzab"}, "ab"),
        (line("BB") + line("BB", "100.2 700"), "", {-1: "BB"}, ""),
    ],
)
def test_what_the_objects_draw(content: str, form: str, marked: dict[int, str], off_sheet: str) -> None:
    assert read_pages(page_of(content, form)) == [PageText(marked, off_sheet)]


@pytest.mark.parametrize(
    ("content", "form", "found"),
    [
        (line("BB") + "/X Do", line("xyz", "100 600"), "BBxyz"),
        ("/X Do", line("xyz"), "xyz"),
        (line("B\\000B"), "", "B\0B"),
    ],
)
def test_a_page_whose_objects_do_not_tell_all_is_read_letter_by_letter(content: str, form: str, found: str) -> None:
    """In a form, or without a character: it must not pass as if it were not there."""
    (page,) = read_pages(page_of(content, form))
    assert "".join(page.marked.values()) == found


def test_both_ways_of_reading_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = page_of(line("BxB") + line("pqr", "100 680"))
    by_object = read_pages(pdf)
    monkeypatch.setattr(pdf_text, "_by_object", lambda *_: None)
    assert [page.marked for page in read_pages(pdf)] == [{-1: "BxBpqr"}] == [page.marked for page in by_object]
