"""Sections: sheets, margins, headers and footers with what they take from the section before."""

from __future__ import annotations

import pytest

from service.the_thuc.model import Paragraph
from tests.the_thuc.docx.build import SECTION, p, r, read, tbl, tc, tr

PAGE = '<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def reference(kind: str, part: str) -> str:
    return f'<w:{part.rstrip("0123456789")}Reference w:type="{kind}" r:id="{part}"/>'


def section(*inner: str, landscape: bool = False) -> str:
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if landscape else '<w:pgSz w:w="11906" w:h="16838"/>'
    )
    margins = '<w:pgMar w:top="1134" w:right="850" w:bottom="-1134" w:left="1701" w:header="567" w:footer="425"/>'
    return f"<w:sectPr>{''.join(inner)}{size}{margins}</w:sectPr>"


def texts(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [one.text for one in paragraphs]


def test_the_measures_of_a_section() -> None:
    sect = SECTION.replace('w:gutter="0"', 'w:gutter="284"').replace(
        "</w:sectPr>", '<w:pgNumType w:start="3" w:fmt="upperRoman"/><w:titlePg/></w:sectPr>'
    )
    measured = read(p("chữ"), section=sect)
    one = measured.sections[0]
    assert (one.width_mm, one.height_mm) == pytest.approx((210, 297), abs=0.02)
    assert (one.top_mm, one.right_mm, one.bottom_mm, one.left_mm) == pytest.approx((20, 15, 20, 30), abs=0.02)
    assert (one.header_mm, one.footer_mm, one.gutter_mm) == pytest.approx((10, 10, 5), abs=0.02)
    assert (one.landscape, one.title_page, one.restart, one.number_format) == (False, True, 3, "upperRoman")
    assert measured.paragraphs[0].left_mm == pytest.approx(35, abs=0.02)


def test_a_paper_that_says_nothing_has_letter_paper() -> None:
    one = read(p("chữ"), section="").sections[0]
    assert (one.width_mm, one.height_mm, one.left_mm) == pytest.approx((215.9, 279.4, 25.4))
    assert (one.restart, one.number_format, one.new_page) == (None, "decimal", True)


def test_sections_follow_each_other() -> None:
    continuous = section('<w:type w:val="continuous"/>')
    body = p("một", section()) + tbl(tr(tc(p("hai")))) + p("ba", continuous) + p("bốn")
    measured = read(body, section=section(landscape=True))
    assert [(one.text, one.section) for one in measured.paragraphs] == [
        ("một", 0), ("hai", 1), ("ba", 1), ("bốn", 2),
    ]  # fmt: skip
    assert [(one.index, one.new_page, one.landscape) for one in measured.sections] == [
        (0, True, False), (1, False, False), (2, True, True),
    ]  # fmt: skip
    assert measured.sections[0].bottom_mm == pytest.approx(20, abs=0.02)
    assert measured.paragraphs[3].right_mm == pytest.approx(297 - 15, abs=0.02)
    assert measured.tables[0].section == 1


def test_headers_and_footers() -> None:
    sect = section(reference("default", "header1"), reference("default", "footer2"))
    measured = read(
        p("chữ"), section=sect, header1=p(props='<w:jc w:val="center"/>', more=PAGE), footer2=p("một") + p("hai")
    )
    headers, footers = measured.sections[0].headers, measured.sections[0].footers
    (header,) = headers["default"]
    assert (header.area, header.align, header.spans[0].field, header.element) == ("dau_trang", "giua", "PAGE", None)
    assert header.centre_mm == pytest.approx(112.5, abs=0.02)
    assert [(one.area, one.text) for one in footers["default"]] == [("chan_trang", "một"), ("chan_trang", "hai")]
    assert (set(headers), set(footers)) == ({"default"}, {"default"})
    assert texts(measured.paragraphs) == ["chữ"]


def test_a_section_takes_the_headers_of_the_one_before() -> None:
    one = section(reference("default", "header1"), reference("first", "header2"), "<w:titlePg/>")
    two = section(reference("default", "header3"), "<w:titlePg/>")
    measured = read(
        p("a", one) + p("b", two) + p("c"), section=section(), header1=p("1"), header2=p("2"), header3=p("3")
    )
    assert [{kind: texts(found) for kind, found in sect.headers.items()} for sect in measured.sections] == [
        {"default": ["1"], "first": ["2"]}, {"default": ["3"], "first": ["2"]}, {"default": ["3"]},
    ]  # fmt: skip
    assert [one.section for sect in measured.sections for one in sect.headers["default"]] == [0, 1, 2]


def test_kinds_of_header_that_are_not_in_use_are_left_out() -> None:
    sect = section(reference("default", "header1"), reference("first", "header2"), reference("even", "header3"))
    parts = {"header1": p("1"), "header2": p("2"), "header3": p("3")}
    assert set(read(p("a"), section=sect, **parts).sections[0].headers) == {"default"}
    even = read(p("a"), section=sect, settings="<w:evenAndOddHeaders/>", **parts).sections[0].headers
    assert {kind: texts(found) for kind, found in even.items()} == {"default": ["1"], "even": ["3"]}


def test_a_first_page_without_a_header_of_its_own_has_an_empty_one() -> None:
    headers = read(p("a"), section=section(reference("default", "header1"), "<w:titlePg/>"), header1=p("1"))
    assert headers.sections[0].headers["first"] == ()


def test_a_header_that_is_missing_is_empty() -> None:
    measured = read(p("a"), section=section('<w:headerReference w:type="default" r:id="khongco"/>'))
    assert measured.sections[0].headers["default"] == ()


def test_a_page_number_in_a_frame_stands_where_the_frame_is() -> None:
    frame = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/>'
    sect = section(reference("default", "header1"))
    (number, line) = read(p("a"), section=sect, header1=p(props=frame, more=PAGE) + p()).sections[0].headers["default"]
    assert (number.in_box, number.align) == (True, "giua")
    assert number.centre_mm == pytest.approx(112.5, abs=0.02)
    assert not line.in_box


def test_hidden_text_and_changes_in_headers_are_told() -> None:
    sect = section(reference("default", "header1"))
    assert read(p("a"), section=sect, header1=p(more=r("ẩn", "<w:vanish/>"))).leftovers == ("có chữ ẩn",)
    assert "track changes" in read(p("a"), section=sect, header1=p(more=f"<w:ins>{r('b')}</w:ins>")).leftovers[0]
