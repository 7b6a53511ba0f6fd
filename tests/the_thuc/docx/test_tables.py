"""Tables: where cells stand, what frames them, what holds together, lines of layouts."""

from __future__ import annotations

import pytest

from service.the_thuc.model import Cell
from tests.the_thuc.docx.build import LEFT_MM, RIGHT_MM, mm, p, ppr, read, style, tbl, tc, tr

ROOM = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
BORDERS = "<w:tblBorders>{}</w:tblBorders>"
ALL_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
NEW_WORD = '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/></w:compat>'


def edges(table: str, **parts: str) -> list[tuple[float, float]]:
    """The edges of each paragraph, less the left margin."""
    found = read(table, **{"settings": NEW_WORD, **parts}).paragraphs
    return [(round(one.left_mm - LEFT_MM, 1), round(one.right_mm - LEFT_MM, 1)) for one in found]


def test_cells_stand_by_the_grid_with_room_and_indents() -> None:
    table = tbl(tr(tc(p("a")), tc(p("b", '<w:ind w:left="283" w:right="283"/>'))), grid=(2835, 5670))
    assert edges(table) == [(1.9, 48.1), (56.9, 143.1)]
    assert edges(table.replace("<w:tblPr>", f"<w:tblPr>{ROOM}")) == [(0, 50), (55, 145)]


def test_older_word_sets_the_first_text_at_the_margin() -> None:
    table = tbl(tr(tc(p("a"))), grid=(5670,))
    assert edges(table, settings="") == [(0, 96.2)]
    assert edges(table) == [(1.9, 98.1)]


def test_cells_over_several_columns_and_rows() -> None:
    table = tbl(
        tr(tc(p("a"), '<w:vMerge w:val="restart"/>'), tc(p("b"), '<w:gridSpan w:val="2"/>')),
        tr(tc(p(), "<w:vMerge/>"), tc(p("c")), tc(p("d"))),
        grid=(567, 1134, 1701),
        props=ROOM,
    )
    found = read(table, settings=NEW_WORD).paragraphs
    assert [(one.text, one.cell) for one in found] == [
        ("a", Cell(0, 0, 0, 2, False)), ("b", Cell(0, 0, 1, 2, False)),
        ("c", Cell(0, 1, 1, 3, False)), ("d", Cell(0, 1, 2, 3, False)),
    ]  # fmt: skip
    assert edges(table) == [(0, 10), (10, 60), (10, 30), (30, 60)]


def test_own_widths_of_cells_go_before_the_grid() -> None:
    width = '<w:tcW w:w="{}" w:type="dxa"/>'
    table = tbl(tr(tc(p("a"), width.format(1134)), tc(p("b"), width.format(567))), grid=(567, 567), props=ROOM)
    assert edges(table) == [(0, 20), (20, 30)]


def test_a_table_without_a_grid_shares_out_its_width() -> None:
    table = tbl(tr(tc(p("a")), tc(p("b"))), props=ROOM)
    assert edges(table) == [(0, 82.5), (82.5, 165)]
    half = tbl(tr(tc(p("a")), tc(p("b"))), props=f'<w:tblW w:w="2500" w:type="pct"/>{ROOM}')
    assert edges(half) == [(0, 41.3), (41.3, 82.5)]


@pytest.mark.parametrize(
    ("props", "left"),
    [
        ('<w:jc w:val="center"/>', 57.5),
        ('<w:jc w:val="right"/>', 115),
        ('<w:tblInd w:w="567" w:type="dxa"/>', 10),
        ('<w:tblInd w:w="-567" w:type="dxa"/>', -10),
        ('<w:tblpPr w:tblpXSpec="center"/>', 57.5),
    ],
)
def test_where_a_table_stands(props: str, left: float) -> None:
    assert edges(tbl(tr(tc(p("a"))), grid=(2835,), props=props + ROOM)) == [pytest.approx((left, left + 50), abs=0.11)]


def test_rows_may_begin_later() -> None:
    row = tr(tc(p("a")), props='<w:gridBefore w:val="1"/>')
    assert edges(tbl(row, grid=(1134, 1134), props=ROOM)) == [(20, 40)]


def test_room_of_the_style_and_of_the_cell() -> None:
    margins = '<w:tblPr><w:tblCellMar><w:left w:w="283"/><w:right w:w="283"/></w:tblCellMar></w:tblPr>'
    styles = style("Thuong", margins, kind="table", default=True)
    own = '<w:tcMar><w:start w:w="567"/></w:tcMar>'
    assert edges(tbl(tr(tc(p("a")), tc(p("b"), own)), grid=(2835, 2835)), styles=styles) == [(5, 45), (60, 95)]


def test_tables_within_tables() -> None:
    inner = tbl(tr(tc(p("c"))), grid=(1134,), props=ROOM)
    measured = read(tbl(tr(tc(p("a")), tc(inner + p("d"))), grid=(2835, 5670), props=ROOM) + p("e"), settings=NEW_WORD)
    assert [(one.text, one.cell and one.cell.table, round(one.left_mm)) for one in measured.paragraphs] == [
        ("a", 0, 30), ("c", 1, 80), ("d", 0, 80), ("e", None, 30),
    ]  # fmt: skip
    assert [table.index for table in measured.tables] == [0, 1]


@pytest.mark.parametrize(
    ("table_borders", "cell_borders", "framed"),
    [
        ("", "", False),
        (ALL_SIDES, "", True),
        ('<w:top w:val="nil"/><w:insideV w:val="none"/>', "", False),
        ('<w:insideV w:val="single"/>', "", False),
        ('<w:insideV w:val="single"/><w:top w:val="single"/>', "", True),
        (ALL_SIDES, "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right")), False),
        ("", '<w:start w:val="dotted"/>', False),
        ("", '<w:start w:val="dotted"/><w:top w:val="single"/>', True),
        ("", '<w:bottom w:val="single"/>', True),
        ('<w:bottom w:val="single"/>', "", False),
    ],
)
def test_a_table_that_draws_lines_is_framed(table_borders: str, cell_borders: str, framed: bool) -> None:
    cell = tc(p("a"), f"<w:tcBorders>{cell_borders}</w:tcBorders>")
    measured = read(tbl(*[tr(cell, cell)] * 3, grid=(1134, 1134), props=BORDERS.format(table_borders)))
    assert measured.tables[0].framed is framed
    assert {one.cell and one.cell.framed for one in measured.paragraphs} == {framed}


def test_a_bracket_and_a_box_leave_a_layout_what_it_is() -> None:
    sides = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "right", "bottom"))
    bracket = tc(p(), f"<w:tcBorders>{sides}</w:tcBorders>")
    measured = read(tbl(tr(tc(p("- Ủy ban")), bracket, tc(p("(báo cáo)"))), grid=(2835, 113, 1134)))
    assert not measured.tables[0].framed
    assert all(not one.under for one in measured.paragraphs)


def test_borders_of_the_style_of_the_table() -> None:
    styles = style("Luoi", f"<w:tblPr>{BORDERS.format(ALL_SIDES)}</w:tblPr>", kind="table")
    plain = tbl(tr(tc(p("a"))), grid=(1134,), props='<w:tblStyle w:val="Luoi"/>')
    assert read(plain, styles=styles).tables[0].framed
    nothing = BORDERS.format(ALL_SIDES.replace("single", "nil"))
    assert not read(plain.replace("</w:tblPr>", f"{nothing}</w:tblPr>"), styles=styles).tables[0].framed


def test_what_of_a_table_holds_together() -> None:
    head, kept = "<w:cantSplit/><w:tblHeader/>", "<w:cantSplit/>"
    rows = [tr(tc(p("a")), props=props) for props in (head, head, kept, kept)]
    table = read(tbl(*rows, grid=(2835,), props=ROOM), settings=NEW_WORD).tables[0]
    assert (table.rows, table.header_rows, table.rows_kept) == (4, 2, True)
    assert (table.left_mm, table.width_mm) == pytest.approx((30, 50), abs=0.02)
    loose = read(tbl(*rows, tr(tc(p("a"))), grid=(2835,))).tables[0]
    assert (loose.header_rows, loose.rows_kept) == (2, False)


def test_a_line_under_a_cell_of_a_layout() -> None:
    line = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:color="FF0000"/></w:tcBorders>'
    body = tbl(tr(tc(p("trái")), tc(p("phải") + p("dưới"), line)), grid=(2835, 5670), props=ROOM)
    measured = read(body, settings=NEW_WORD)
    left, right, below = measured.paragraphs
    assert not measured.tables[0].framed
    assert (left.under, right.under) == ((), ())
    (stroke,) = below.under
    assert (stroke.length_mm, stroke.left_mm) == pytest.approx((100, 80), abs=0.03)
    assert (stroke.thick_pt, stroke.color, stroke.solid, stroke.sure) == (0.75, "FF0000", True, True)


def test_a_line_over_an_empty_cell_belongs_to_the_text_above() -> None:
    line = '<w:tcBorders><w:top w:val="dashed" w:sz="6"/></w:tcBorders>'
    body = tbl(
        tr(tc(p("Độc lập - Tự do - Hạnh phúc"), '<w:gridSpan w:val="3"/>')),
        tr(tc(p()), tc(p(), line), tc(p())),
        grid=(1134, 2835, 1134),
        props=ROOM,
    )
    first, *others = read(body, settings=NEW_WORD).paragraphs
    (stroke,) = first.under
    assert (stroke.length_mm, stroke.left_mm) == pytest.approx((50, 50), abs=0.03)
    assert not stroke.solid
    assert all(not one.under for one in others)


def test_cells_side_by_side_share_one_line() -> None:
    line = '<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>'
    below = '<w:tcBorders><w:top w:val="single"/></w:tcBorders>'
    body = tbl(tr(tc(p("a"), line), tc(p("b"), line)), tr(tc(p("c"), below), tc(p("d"))), grid=(2835, 2835), props=ROOM)
    strokes = [stroke for one in read(body).paragraphs for stroke in one.under]
    assert [round(stroke.length_mm) for stroke in strokes] == [100]


def test_a_line_over_a_whole_layout_belongs_to_the_text_before_it() -> None:
    body = p("trước") + tbl(tr(tc(p("a"))), grid=(2835,), props=BORDERS.format('<w:top w:val="single"/>'))
    before, inside = read(body).paragraphs
    assert (len(before.under), len(inside.under)) == (1, 0)


def test_the_whole_width_is_told() -> None:
    measured = read(tbl(tr(tc(p("a"))), grid=(9355,), props=ROOM), settings=NEW_WORD)
    assert measured.tables[0].width_mm == pytest.approx(RIGHT_MM - LEFT_MM, abs=0.02)
    assert mm(9355) == pytest.approx(165, abs=0.02)


def test_paragraphs_in_tables_take_the_default_style_of_tables() -> None:
    styles = style("Thuong", ppr('<w:jc w:val="center"/>'), kind="table", default=True)
    inside, outside = read(tbl(tr(tc(p("a"))), grid=(2835,)) + p("b"), styles=styles).paragraphs
    assert (inside.align, outside.align) == ("giua", "trai")
