"""Boxes: text boxes of both drawing languages, frames, borders on four sides."""

from __future__ import annotations

import pytest

from tests.the_thuc.docx.build import LEFT_MM, p, read, tbl, tc, tr

FOUR = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="3" w:color="FF0000"/>' for side in ("top", "left", "bottom", "right")
)
RED = '<a:ln w="9525"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>'


def modern(content: str, line: str = RED, *, fallback: str = "") -> str:
    """A box 30 by 8 mm, 40 mm from the column."""
    size = 'cx="1080000" cy="288000"'
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>1440000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f"<wp:extent {size}/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm><a:ext {size}/></a:xfrm>"
        f'<a:prstGeom prst="rect"/>{line}</wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>'
        '<wps:bodyPr lIns="36000" rIns="36000"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>'
        f"</mc:Choice><mc:Fallback>{older(fallback or content)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def older(content: str, stroke: str = 'strokecolor="red"') -> str:
    return (
        '<w:pict><v:shape type="#_x0000_t202" style="position:absolute;margin-left:113.4pt;margin-top:0;'
        f'width:85.05pt;height:22.7pt" {stroke}><v:textbox inset="1mm,0,1mm,0"><w:txbxContent>{content}'
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


@pytest.mark.parametrize("box", [modern(p("HỎA TỐC")), f"<w:r>{older(p('HỎA TỐC'))}</w:r>"])
def test_a_box_of_text_stands_behind_its_anchor(box: str) -> None:
    anchor, inside, after = read(p("neo", more=box) + p("sau")).paragraphs
    assert [one.text for one in (anchor, inside, after)] == ["neo", "HỎA TỐC", "sau"]
    assert [one.in_box for one in (anchor, inside, after)] == [False, True, False]
    assert (inside.left_mm, inside.right_mm) == pytest.approx((LEFT_MM + 41, LEFT_MM + 69), abs=0.05)
    assert inside.frame is not None
    assert (inside.frame.width_mm, inside.frame.height_mm) == pytest.approx((30, 8), abs=0.02)
    assert inside.frame.color == "FF0000"
    assert anchor.frame is None


@pytest.mark.parametrize(
    "box",
    [
        modern(p("chữ"), "<a:ln><a:noFill/></a:ln>"),
        modern(p("chữ"), ""),
        "<w:r>" + older(p("chữ"), 'stroked="f"') + "</w:r>",
    ],
)
def test_a_box_without_an_outline_frames_nothing(box: str) -> None:
    inside = read(p(more=box)).paragraphs[1]
    assert (inside.text, inside.in_box, inside.frame) == ("chữ", True, None)


def test_one_of_two_drawings_of_a_box_is_read() -> None:
    found = read(p("neo", more=modern(p("mới"), fallback=p("cũ")))).paragraphs
    assert [one.text for one in found] == ["neo", "mới"]


def test_an_unknown_drawing_gives_way_to_the_older_one() -> None:
    box = modern(p("mới"), fallback=p("cũ")).replace('Requires="wps"', 'Requires="tuonglai"')
    assert [one.text for one in read(p("neo", more=box)).paragraphs] == ["neo", "cũ"]


def test_a_table_in_a_box_and_a_box_in_a_cell() -> None:
    table = tbl(tr(tc(p("ô", more=modern(tbl(tr(tc(p("sâu")))) + p())))))
    cell, deep, end = read(table).paragraphs
    assert (cell.cell and cell.cell.table, deep.cell and deep.cell.table, end.cell) == (0, 1, None)
    assert [one.in_box for one in (cell, deep, end)] == [False, True, True]


def test_empty_paragraphs_of_a_box_have_no_frame() -> None:
    frames = [one.frame is not None for one in read(p("neo", more=modern(p() + p("KHẨN") + p()))).paragraphs]
    assert frames == [False, False, True, False]


def test_borders_on_four_sides_are_a_frame() -> None:
    exact = '<w:spacing w:line="320" w:lineRule="exact"/><w:ind w:left="2835" w:right="4819"/>'
    paragraph = read(p("KHẨN", f"<w:pBdr>{FOUR}</w:pBdr>{exact}")).paragraphs[0]
    point = 25.4 / 72
    assert paragraph.frame is not None
    assert paragraph.frame.width_mm == pytest.approx(165 - 50 - 85 + 6.75 * point, abs=0.03)
    assert paragraph.frame.height_mm == pytest.approx((16 + 6.75) * point, abs=0.01)
    assert (paragraph.frame.color, paragraph.under) == ("FF0000", ())


def test_the_height_of_a_frame_is_known_of_exact_lines_only() -> None:
    paragraph = read(p("KHẨN", f"<w:pBdr>{FOUR}</w:pBdr>")).paragraphs[0]
    assert paragraph.frame is not None
    assert paragraph.frame.height_mm is None


def test_neighbours_may_share_a_frame() -> None:
    border = f'<w:pBdr>{FOUR}</w:pBdr><w:spacing w:line="320" w:lineRule="exact"/>'
    found = read(p("một", border) + p("hai", border)).paragraphs
    assert [one.frame is not None and one.frame.height_mm is None for one in found] == [True, True]


def test_three_sides_are_no_frame() -> None:
    three = FOUR.replace('<w:right w:val="single"', '<w:right w:val="nil"')
    paragraph = read(p("chữ", f"<w:pBdr>{three}</w:pBdr>")).paragraphs[0]
    assert paragraph.frame is None
    assert paragraph.under


def test_paragraphs_in_frames_are_in_a_box() -> None:
    placed = '<w:framePr w:w="2835" w:hAnchor="page" w:x="1134"/>'
    framed, dropped = read(p("khung", placed) + p("C", '<w:framePr w:dropCap="drop" w:w="500"/>')).paragraphs
    assert (framed.in_box, dropped.in_box) == (True, False)
    assert (framed.left_mm, framed.right_mm) == pytest.approx((20, 70), abs=0.03)
