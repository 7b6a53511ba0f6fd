"""What letters look like: runs, styles over styles, defaults, the theme."""

from __future__ import annotations

import pytest

from service.the_thuc.model import Letters
from tests.the_thuc.docx.build import first, p, ppr, r, read, rpr, style, tbl, tc, tr

FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
DEFAULTS = "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>"
THEME = (
    "<a:clrScheme><a:dk1><a:sysClr val='windowText' lastClr='000000'/></a:dk1>"
    "<a:accent1><a:srgbClr val='4472c4'/></a:accent1></a:clrScheme>"
    "<a:fontScheme><a:majorFont><a:latin typeface='Calibri Light'/></a:majorFont>"
    "<a:minorFont><a:latin typeface='Calibri'/></a:minorFont></a:fontScheme>"
)


def letters(body: str, **parts: str) -> Letters:
    return first(body, **parts).spans[0].letters


def test_a_paper_without_styles_is_set_as_word_sets_it() -> None:
    assert letters(p("chữ")) == Letters("Times New Roman", 10.0)


def test_each_layer_gives_what_those_above_leave_open() -> None:
    styles = (
        DEFAULTS.format(FONT.format("Arial") + '<w:sz w:val="20"/><w:color w:val="FF0000"/>')
        + style("Goc", rpr('<w:sz w:val="26"/><w:i/>'), default=True)
        + style("Con", rpr(FONT.format("Cambria")), base="Goc")
        + style("Chu", rpr('<w:color w:val="00ff00"/>'), kind="character")
    )
    body = p("chữ", '<w:pStyle w:val="Con"/>', '<w:rStyle w:val="Chu"/><w:u w:val="single"/>')
    assert letters(body, styles=styles) == Letters("Cambria", 13.0, italic=True, underline=True, color="00FF00")
    assert letters(p("chữ"), styles=styles) == Letters("Arial", 13.0, italic=True, color="FF0000")


def test_an_unknown_style_counts_as_the_default_one() -> None:
    styles = style("Goc", rpr('<w:sz w:val="26"/>'), default=True)
    paragraph = first(p("chữ", '<w:pStyle w:val="KhongCo"/>'), styles=styles)
    assert paragraph.sizes == {13.0}
    assert paragraph.style == "Goc name"


def test_styles_based_on_each_other_do_not_hang() -> None:
    styles = style("A", rpr('<w:sz w:val="26"/>'), base="B") + style("B", rpr("<w:b/>"), base="A")
    assert letters(p("chữ", '<w:pStyle w:val="A"/>'), styles=styles) == Letters("Times New Roman", 13.0, bold=True)


@pytest.mark.parametrize(
    ("in_paragraph_style", "in_character_style", "direct", "bold"),
    [
        ("<w:b/>", "", "", True),
        ("<w:b/>", "<w:b/>", "", False),
        ("", "<w:b/>", "", True),
        ("<w:b/>", "<w:b/>", "<w:b/>", True),
        ("<w:b/>", "", '<w:b w:val="0"/>', False),
        ("<w:b/>", "", '<w:b w:val="false"/>', False),
        ("<w:b/>", "", '<w:b w:val="off"/>', False),
        ('<w:b w:val="0"/>', "", "", False),
        ("<w:b/>", '<w:b w:val="0"/>', "", True),
    ],
)
def test_switches_of_two_kinds_of_style_cancel_each_other(
    in_paragraph_style: str, in_character_style: str, direct: str, bold: bool
) -> None:
    styles = style("P", rpr(in_paragraph_style)) + style("C", rpr(in_character_style), kind="character")
    body = p("chữ", '<w:pStyle w:val="P"/>', f'<w:rStyle w:val="C"/>{direct}')
    assert letters(body, styles=styles).bold is bold


def test_a_switch_within_one_chain_of_styles_is_thrown_once() -> None:
    styles = style("Goc", rpr("<w:b/>")) + style("Con", rpr("<w:b/>"), base="Goc")
    assert letters(p("chữ", '<w:pStyle w:val="Con"/>'), styles=styles).bold


@pytest.mark.parametrize("name", ["caps", "smallCaps"])
def test_capitals_are_shown_as_a_person_sees_them(name: str) -> None:
    assert first(p("Đảng ủy xã", "", f"<w:{name}/>")).text == "ĐẢNG ỦY XÃ"


def test_hidden_text_is_marked_and_told() -> None:
    measured = read(p("thấy", "", "", r("ẩn", "<w:vanish/>")))
    assert [(span.text, span.hidden) for span in measured.paragraphs[0].spans] == [("thấy", False), ("ẩn", True)]
    assert measured.paragraphs[0].text == "thấy"
    assert measured.leftovers == ("có chữ ẩn",)


@pytest.mark.parametrize(
    ("properties", "shaded"),
    [
        ('<w:highlight w:val="yellow"/>', True),
        ('<w:highlight w:val="none"/>', False),
        ('<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>', True),
        ('<w:shd w:val="clear" w:color="auto" w:fill="auto"/>', False),
        ('<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>', False),
        ('<w:shd w:val="pct10" w:color="auto" w:fill="auto"/>', True),
        ('<w:shd w:val="nil"/>', False),
    ],
)
def test_highlight_and_shading(properties: str, shaded: bool) -> None:
    assert letters(p("chữ", "", properties)).shaded is shaded


def test_shading_of_the_paragraph_shades_its_letters() -> None:
    body = p("chữ", '<w:shd w:val="clear" w:fill="FFFF00"/>') + p("khác")
    shaded, plain = read(body).paragraphs
    assert shaded.spans[0].letters.shaded
    assert not plain.spans[0].letters.shaded


@pytest.mark.parametrize(
    ("properties", "color"),
    [
        ('<w:color w:val="auto"/>', "000000"),
        ('<w:color w:val="ff0000" w:themeColor="accent1"/>', "FF0000"),
        ('<w:color w:themeColor="accent1"/>', "4472C4"),
        ('<w:color w:val="sai"/>', "000000"),
    ],
)
def test_colors(properties: str, color: str) -> None:
    assert letters(p("chữ", "", properties), theme=THEME).color == color


def test_fonts_of_the_theme() -> None:
    theme_font = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:ascii="Arial"/>'
    styles = DEFAULTS.format(theme_font) + style(
        "Dau", rpr('<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>')
    )
    assert letters(p("chữ"), styles=styles, theme=THEME).font == "Calibri"
    assert letters(p("chữ", '<w:pStyle w:val="Dau"/>'), styles=styles, theme=THEME).font == "Calibri Light"
    assert letters(p("chữ", "", FONT.format("Times New Roman")), styles=styles, theme=THEME).font == "Times New Roman"
    assert letters(p("chu"), styles=styles).font == "Arial"


def test_letters_with_marks_may_have_a_font_of_their_own() -> None:
    spans = first(p("Nghị quyết số 1", "", '<w:rFonts w:ascii="Arial" w:hAnsi="Cambria"/>')).spans
    assert [(span.text, span.letters.font) for span in spans] == [
        ("Ngh", "Arial"), ("ị ", "Cambria"), ("quy", "Arial"), ("ế", "Cambria"), ("t s", "Arial"), ("ố ", "Cambria"),
        ("1", "Arial"),
    ]  # fmt: skip


def test_one_font_keeps_the_text_whole_and_runs_of_one_look_are_one_span() -> None:
    spans = first(p("Nghị ", "", "<w:b/>", r("quyết", "<w:b/>") + r(" số"))).spans
    assert [(span.text, span.letters.bold) for span in spans] == [("Nghị quyết", True), (" số", False)]


def test_the_style_of_a_table_lies_under_the_style_of_the_paragraph() -> None:
    styles = (
        style(
            "Bang",
            ppr('<w:jc w:val="center"/><w:spacing w:after="0"/>') + rpr('<w:sz w:val="24"/><w:i/>'),
            kind="table",
        )
        + DEFAULTS.format('<w:sz w:val="20"/>')
        + style("Doan", rpr('<w:sz w:val="30"/>'))
    )
    table = tbl(tr(tc(p("a")), tc(p("b", '<w:pStyle w:val="Doan"/>'))), props='<w:tblStyle w:val="Bang"/>')
    plain, styled, outside = read(table + p("c"), styles=styles).paragraphs
    assert [one.sizes for one in (plain, styled, outside)] == [{12.0}, {15.0}, {10.0}]
    assert [one.italic for one in (plain, styled, outside)] == [True, True, False]
    assert [one.align for one in (plain, styled, outside)] == ["giua", "giua", "trai"]
