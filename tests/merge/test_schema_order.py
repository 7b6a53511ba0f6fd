"""Word refuses a file whose properties stand in another order than the standard's (ECMA-376, Part 1, Annex A)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.form.papers import CONTACT, LETTER, PARTY, PARTY_PROPOSAL, STATE, body, changed
from tests.merge.conftest import Merged, W
from tests.merge.test_document import TABLE

ORDERS = {
    "pBdr": "top left bottom right between bar",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens spacing ind contextualSpacing mirrorIndents jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing position sz szCs highlight u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right",
    "tblCellMar": "top left bottom right",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols titlePg",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "styles": "docDefaults latentStyles style",
    "settings": "mirrorMargins defaultTabStop characterSpacingControl footnotePr compat themeFontLang "
    "decimalSymbol listSeparator",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p tbl",
    "tr": "trPr tc",
    "body": None,
}
# Content in any order.
FREE = {"tc", "body"}

FULL: dict[str, Any] = {
    "do_khan": "hoa_toc",
    "nguoi_soan_thao": {"ky_hieu": "PL", "so_ban": 3},
    "lien_he": CONTACT,
    "noi_dung": [
        *body(2),
        TABLE,
        {"kieu": "phan", "tieu_de": "Chung"},
        {"kieu": "doan", "noi_dung": "**Đậm** và *nghiêng*[^1]."},
        {"kieu": "chu_thich", "dau": "1", "noi_dung": "Lời."},
    ],
    "phu_luc": [{"tieu_de": "Tiến độ", "noi_dung": [TABLE], "huong": "ngang"}],
    "noi_nhan": [{"nhom": ["Thôn một", "Thôn hai"], "ghi_chu": "báo cáo"}, {"ten": "Các làng", "muc_con": ["Làng Ia"]}],
}


@pytest.mark.parametrize("record", [STATE, PARTY, LETTER, PARTY_PROPOSAL], ids=["State", "Party", "letter", "proposal"])
@pytest.mark.parametrize("choices", [{}, {"in_hai_mat": True, "khoang_ky_mm": 20}], ids=["default", "chosen"])
def test_children_stand_in_the_order_of_the_standard(
    merge: Callable[[Mapping[str, Any]], Merged], record: dict[str, Any], choices: dict[str, Any]
) -> None:
    merged = merge(changed(record, co_quan={"lua_chon": choices}, **FULL))
    seen = set()
    for part in merged.parts(r"word/(document|styles|settings|footnotes|header\d|footer\d)\.xml"):
        for element in merged.part(part).iter():
            name = str(element.tag).removeprefix(W)
            children = [str(child.tag).removeprefix(W) for child in element]
            order = ORDERS.get(name)
            if order is None or name in FREE:
                continue
            seen.add(name)
            unknown = set(children) - set(order.split())
            assert not unknown, f"{name}: {unknown}"
            places = [order.split().index(child) for child in children]
            assert places == sorted(places), f"{part} {name}: {children}"
    assert seen == {name for name, order in ORDERS.items() if order is not None} - FREE


def test_every_cell_ends_in_a_paragraph_and_every_row_fills_the_grid(
    merge: Callable[[Mapping[str, Any]], Merged],
) -> None:
    merged = merge(changed(STATE, **FULL))
    for cell in merged.body.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for table in merged.body.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val") or 0) for span in spans) == columns
