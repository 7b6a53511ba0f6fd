"""Drawn lines: borders and shapes, how long, where, and under which text."""

from __future__ import annotations

import pytest

from service.the_thuc.model import Measured, Stroke
from tests.the_thuc.docx.build import CENTRE_MM, LEFT_MM, RIGHT_MM, p, r, read, tbl, tc, tr

TOP = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
BOTTOM = TOP.replace("w:top", "w:bottom")
EMU = 36000
PT = 12700


def connector(
    length_mm: float,
    *,
    horizontal: str = "",
    relative: str = "column",
    left_mm: float = 0,
    below_pt: float | None = 18,
    line: str = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>',
    prst: str = "straightConnector1",
    rise_mm: float = 0,
    transform: str = "",
) -> str:
    """A line as Word 2010 and later write it, with the older drawing beside."""
    place = (
        f"<wp:align>{horizontal}</wp:align>" if horizontal else f"<wp:posOffset>{round(left_mm * EMU)}</wp:posOffset>"
    )
    down = "<wp:align>top</wp:align>" if below_pt is None else f"<wp:posOffset>{round(below_pt * PT)}</wp:posOffset>"
    size = f'cx="{round(length_mm * EMU)}" cy="{round(rise_mm * EMU)}"'
    shape = (
        f'<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm {transform}><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="{prst}"/>{line}</wps:spPr><wps:bodyPr/></wps:wsp>'
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor layoutInCell="1">'
        f'<wp:positionH relativeFrom="{relative}">{place}</wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph">{down}</wp:positionV>'
        f"<wp:extent {size}/><a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback>{vml_line(1, 2)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def vml_line(start_pt: float, end_pt: float, below_pt: float = 18, style: str = "", more: str = "") -> str:
    return (
        f'<w:pict><v:line style="position:absolute;z-index:1;{style}" from="{start_pt}pt,{below_pt}pt" '
        f'to="{end_pt}pt,{below_pt}pt" {more}/></w:pict>'
    )


def only(measured: Measured) -> tuple[str, Stroke]:
    """The only line there is, and the text it stands under."""
    found = [(one.text, stroke) for one in measured.paragraphs for stroke in one.under]
    assert len(found) == 1
    return found[0]


def test_an_empty_paragraph_with_an_upper_border_is_a_line_under_the_text_above() -> None:
    indents = '<w:ind w:left="2835" w:right="1701"/>'
    measured = read(p("Tiêu ngữ") + p() + p(props=TOP + indents) + p("sau"))
    text, stroke = only(measured)
    assert text == "Tiêu ngữ"
    assert (stroke.length_mm, stroke.left_mm) == pytest.approx((165 - 80, 80), abs=0.03)
    assert (stroke.thick_pt, stroke.color, stroke.solid, stroke.sure) == (0.75, "000000", True, True)
    assert [one.text for one in measured.paragraphs] == ["Tiêu ngữ", "", "", "sau"]


def test_a_border_stays_in_its_cell() -> None:
    cell = tc(p("trong ô") + p(props=TOP))
    text, stroke = only(read(p("trước") + tbl(tr(cell, tc(p("bên"))), grid=(2835, 2835))))
    assert (text, stroke.sure) == ("trong ô", True)


def test_a_border_in_a_row_of_its_own_belongs_to_the_row_above() -> None:
    table = tbl(tr(tc(p("trái")), tc(p("phải"))), tr(tc(p(props=TOP)), tc(p())), grid=(2835, 2835))
    text, stroke = only(read(table))
    assert (text, stroke.sure) == ("trái", False)


def test_a_border_with_no_text_above_stays_with_its_paragraph() -> None:
    measured = read(p(props=TOP) + p("Địa chỉ"))
    assert [len(one.under) for one in measured.paragraphs] == [1, 0]


def test_a_border_under_the_text_itself() -> None:
    text, stroke = only(read(p("Trích yếu", BOTTOM.replace("single", "dashed"))))
    assert (text, stroke.solid) == ("Trích yếu", False)
    assert stroke.length_mm == pytest.approx(165, abs=0.03)


def test_neighbours_with_one_border_have_one_line() -> None:
    assert only(read(p("một", BOTTOM) + p("hai", BOTTOM)))[0] == "hai"
    other = BOTTOM + '<w:ind w:left="567"/>'
    assert [len(one.under) for one in read(p("một", BOTTOM) + p("hai", other)).paragraphs] == [1, 1]


def test_no_border_is_no_line() -> None:
    assert read(p("a", BOTTOM.replace("single", "nil"))).paragraphs[0].under == ()


@pytest.mark.parametrize(
    ("place", "left_mm"),
    [
        ({"left_mm": 40}, LEFT_MM + 40),
        ({"horizontal": "center"}, CENTRE_MM - 30),
        ({"horizontal": "right", "relative": "margin"}, RIGHT_MM - 60),
        ({"left_mm": 40, "relative": "page"}, 40),
        ({"horizontal": "center", "relative": "page"}, 105 - 30),
        ({"left_mm": 40, "relative": "character"}, None),
    ],
)
def test_a_shape_under_the_text_it_is_anchored_in(place: dict[str, object], left_mm: float | None) -> None:
    text, stroke = only(read(p("Độc lập", run='<w:sz w:val="28"/>', more=connector(60, **place))))  # type: ignore[arg-type]
    assert text == "Độc lập"
    assert stroke.length_mm == pytest.approx(60)
    assert stroke.left_mm == (None if left_mm is None else pytest.approx(left_mm, abs=0.03))
    assert (stroke.thick_pt, stroke.solid, stroke.sure) == (0.75, True, True)


def test_a_shape_in_a_cell_is_told_from_the_cell() -> None:
    cell = tc(p("b", run='<w:sz w:val="28"/>', more=connector(20, horizontal="center", relative="margin")))
    table = tbl(tr(tc(p("a")), cell), grid=(2835, 5670), props='<w:tblInd w:w="108"/>')
    assert only(read(table))[1].centre_mm == pytest.approx(LEFT_MM + 50 + 50, abs=0.03)


def test_a_shape_in_an_empty_paragraph_belongs_to_the_text_above() -> None:
    text, stroke = only(read(p("Độc lập") + p(more=connector(60, below_pt=2)) + p("sau")))
    assert (text, stroke.sure) == ("Độc lập", True)


@pytest.mark.parametrize(("below_pt", "text"), [(2, "trên"), (16, "giữa"), (32, "dưới"), (-14, "đầu")])
def test_the_height_of_a_shape_tells_the_text_it_is_under(below_pt: float, text: str) -> None:
    size = '<w:sz w:val="28"/>'
    body = p("đầu", run=size) + p("trên", run=size) + p("giữa", run=size, more=connector(60, below_pt=below_pt))
    found, stroke = only(read(body + p("dưới", run=size)))
    assert (found, stroke.sure) == (text, text == "giữa")


def test_a_shape_whose_height_nobody_knows_is_not_sure() -> None:
    text, stroke = only(read(p("chữ", more=connector(60, below_pt=None))))
    assert (text, stroke.sure) == ("chữ", False)


@pytest.mark.parametrize(
    ("line", "solid", "thick_pt", "color"),
    [
        ('<a:ln w="19050"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln>', True, 1.5, "000000"),
        ('<a:ln w="9525"><a:solidFill><a:srgbClr val="ff0000"/></a:solidFill><a:prstDash val="dash"/></a:ln>',
         False, 0.75, "FF0000"),
        ('<a:ln><a:solidFill><a:prstClr val="black"/></a:solidFill><a:prstDash val="solid"/></a:ln>',
         True, 0.75, "000000"),
    ],
)  # fmt: skip
def test_how_a_shape_is_drawn(line: str, solid: bool, thick_pt: float, color: str) -> None:
    _, stroke = only(read(p("chữ", more=connector(60, line=line))))
    assert (stroke.solid, stroke.thick_pt, stroke.color) == (solid, thick_pt, color)


def test_the_style_of_a_shape_draws_it() -> None:
    styled = connector(60, line="").replace(
        "</wps:spPr>", '</wps:spPr><wps:style><a:lnRef idx="1"><a:schemeClr val="accent1"/></a:lnRef></wps:style>'
    )
    theme = "<a:clrScheme><a:accent1><a:srgbClr val='4472C4'/></a:accent1></a:clrScheme>"
    assert only(read(p("chữ", more=styled), theme=theme))[1].color == "4472C4"


@pytest.mark.parametrize(
    "drawn",
    [
        connector(60, line="<a:ln><a:noFill/></a:ln>"),
        connector(60, line=""),
        connector(10, rise_mm=60),
        connector(60, rise_mm=40),
        connector(60, prst="ellipse", rise_mm=20),
        connector(60, transform='rot="5400000"'),
    ],
)
def test_what_is_no_line_under_a_text(drawn: str) -> None:
    assert read(p("chữ", more=drawn)).paragraphs[0].under == ()


def test_a_turned_shape() -> None:
    _, stroke = only(read(p("chữ", more=connector(0, rise_mm=60, transform='rot="16200000"'))))
    assert stroke.length_mm == pytest.approx(60)


def test_a_line_in_a_group_is_scaled_with_it() -> None:
    group = (
        "<w:r><w:drawing><wp:anchor>"
        '<wp:positionH relativeFrom="column"><wp:posOffset>360000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>100000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="3600000" cy="360000"/><a:graphic><a:graphicData><wpg:wgp><wpg:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="3600000" cy="360000"/><a:chOff x="100" y="0"/><a:chExt cx="1000" cy="100"/>'
        '</a:xfrm></wpg:grpSpPr><wps:wsp><wps:spPr><a:xfrm><a:off x="300" y="50"/><a:ext cx="500" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"/><a:ln><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>'
        "</wps:wsp></wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    _, stroke = only(read(p("chữ", more=group)))
    assert (stroke.length_mm, stroke.left_mm) == pytest.approx((50, LEFT_MM + 10 + 20), abs=0.03)


def test_a_line_in_the_text_itself() -> None:
    inline = connector(60).replace('<wp:anchor layoutInCell="1">', "<wp:inline>").replace("wp:anchor", "wp:inline")
    text, stroke = only(read(p("Độc lập") + p(props='<w:jc w:val="center"/>', more=inline)))
    assert (text, stroke.sure) == ("Độc lập", True)
    assert stroke.centre_mm == pytest.approx(CENTRE_MM, abs=0.03)


def test_lines_of_older_word() -> None:
    body = p("chữ", run='<w:sz w:val="28"/>', more=f"<w:r>{vml_line(72, 216)}</w:r>")
    text, stroke = only(read(body))
    assert (stroke.length_mm, stroke.left_mm) == pytest.approx((50.8, LEFT_MM + 25.4), abs=0.03)
    assert (text, stroke.solid, stroke.color, stroke.thick_pt, stroke.sure) == ("chữ", True, "000000", 0.75, True)


def test_older_lines_aligned_and_dashed() -> None:
    style = "mso-position-horizontal:center;mso-position-horizontal-relative:margin"
    line = vml_line(72, 216, style=style, more='strokeweight="1.5pt" strokecolor="#f00"')
    dashed = line.replace("/></w:pict>", '><v:stroke dashstyle="dash"/></v:line></w:pict>')
    _, stroke = only(read(p("chữ", more=f"<w:r>{dashed}</w:r>")))
    assert stroke.centre_mm == pytest.approx(CENTRE_MM, abs=0.03)
    assert (stroke.solid, stroke.color, stroke.thick_pt) == (False, "FF0000", 1.5)


def test_older_connectors() -> None:
    shape = (
        '<w:r><w:pict><v:shapetype id="_x0000_t32"/><v:shape type="#_x0000_t32" o:connectortype="straight" '
        'style="position:absolute;left:0;margin-left:28.35pt;margin-top:17pt;width:141.75pt;height:.05pt" '
        'strokecolor="black [3213]"/></w:pict></w:r>'
    )
    _, stroke = only(read(p("chữ", more=shape)))
    assert (stroke.length_mm, stroke.left_mm) == pytest.approx((50, LEFT_MM + 10), abs=0.03)


def test_an_older_line_in_a_group() -> None:
    group = (
        '<w:r><w:pict><v:group style="position:absolute;margin-left:72pt;margin-top:17pt;width:144pt;height:20pt" '
        'coordorigin="1000,0" coordsize="2000,100"><v:line from="1500,0" to="2500,0"/></v:group></w:pict></w:r>'
    )
    _, stroke = only(read(p("chữ", more=group)))
    assert (stroke.length_mm, stroke.left_mm) == pytest.approx((25.4, LEFT_MM + 25.4 + 12.7), abs=0.03)


def test_words_horizontal_line() -> None:
    line = (
        '<w:r><w:pict><v:rect style="width:0;height:1.5pt" o:hrpct="500" o:hralign="center" o:hr="t" stroked="f"/>'
        "</w:pict></w:r>"
    )
    text, stroke = only(read(p("chữ") + p(more=line)))
    assert (text, stroke.sure) == ("chữ", True)
    assert (stroke.length_mm, stroke.centre_mm) == pytest.approx((82.5, CENTRE_MM), abs=0.03)


def test_a_drawing_in_a_deleted_run_is_not_seen() -> None:
    assert read(p("chữ", more=f"<w:del>{connector(60)}</w:del>" + r("a"))).paragraphs[0].under == ()
