"""Our own papers: every component is found in the sizes, weights and places of its rule set, lines measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from service.merge.styles import style_name
from service.pipeline import produce
from service.rules.load import rule_sets
from service.rules.model import ComponentRule, RuleSet
from service.settings import load_settings
from service.the_thuc.docx import read_docx
from service.the_thuc.model import Measured, Paragraph
from tests.the_thuc.docx.test_package import DATA

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
RECORDS = sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.glob("*/*.json"))
# Components in which the writer may set words bold or italic.
FREE = {"than", "bang", "chu_thich", "trich", "so_nho", "kinh_gui", "can_cu"}
PLAN = "ke_hoach/phong-chong-thien-tai.json"


@cache
def paper(record: str) -> tuple[Measured, RuleSet]:
    made = produce(json.loads((SAMPLES / record).read_text(encoding="utf-8")), load_settings(), pdf=False)
    return read_docx(made.docx), rule_sets()[made.rule_set]


def components(measured: Measured, rules: RuleSet) -> Iterator[tuple[str, ComponentRule, Paragraph]]:
    by_style = {style_name(name, rule): name for name, rule in rules.thanh_phan.items()}
    margins = [one for section in measured.sections for found in section.headers.values() for one in found]
    for one in (*measured.paragraphs, *margins):
        if one.style in by_style and one.shown:
            name = by_style[one.style]
            yield name, rules.thanh_phan[name], one


@pytest.mark.parametrize("record", RECORDS)
def test_components_look_as_the_rules_say(record: str) -> None:
    measured, rules = paper(record)
    names = set()
    for name, rule, found in components(measured, rules):
        names.add(name)
        assert found.sizes <= set(rule.co_chu.cho_phep), (name, found.text)
        assert {span.letters.font for span in found.shown} == {rules.phong_chu.ten}
        assert {span.letters.color for span in found.shown} == {rule.mau or rules.phong_chu.mau}
        if name not in FREE:
            assert found.bold is rule.dam, (name, found.text)
            assert found.italic is rule.nghieng, (name, found.text)
            assert found.align == rule.can_le, (name, found.text)
        # The title of a list goes as a subject does.
        if rule.chu_hoa and name != "ten_phu_luc":
            assert found.is_upper, (name, found.text)
    assert {"so_ky_hieu", "than", "ho_ten", "noi_nhan"} <= names
    assert "ten_co_quan" in names


@pytest.mark.parametrize("record", RECORDS)
def test_lines_have_the_length_the_rules_say_and_stand_in_the_middle(record: str) -> None:
    measured, rules = paper(record)
    found = list(components(measured, rules))
    seen = 0
    for name, rule, one in found:
        for stroke in one.under:
            if not stroke.sure:
                # The line above the contact, in the row below the signature.
                assert name == "ho_ten"
                continue
            seen += 1
            mark = rule.dau_duoi
            assert mark is not None, name
            assert mark.kieu == "ke", name
            lines = [
                width for other, _, part in found if (other, part.cell) == (name, one.cell) for width in part.widths_mm
            ]
            assert mark.ty_le_tu - 0.01 <= stroke.length_mm / max(lines) <= mark.ty_le_den + 0.01, (name, one.text)
            assert stroke.centre_mm == pytest.approx(one.centre_mm, abs=0.1), name
            assert (stroke.thick_pt, stroke.solid) == (rules.ke.day_pt, True)
    # Under Tiêu ngữ or the Party's heading at least.
    assert seen >= 1
    assert any(one.under for name, _, one in found if name in ("tieu_ngu", "tieu_de_dang"))


@pytest.mark.parametrize("record", RECORDS)
def test_sheets_and_places(record: str) -> None:
    measured, rules = paper(record)
    assert measured.source == "docx"
    assert [one.index for one in measured.paragraphs] == list(range(len(measured.paragraphs)))
    page, sheet = rules.trang, measured.sections[0]
    assert (sheet.width_mm, sheet.height_mm) == pytest.approx((page.rong_mm, page.cao_mm), abs=0.05)
    assert page.le_trai_mm.tu - 0.05 <= sheet.left_mm <= page.le_trai_mm.den + 0.05
    for one in measured.paragraphs:
        section = measured.sections[one.section]
        # Rounding to twips, column by column, may add up to half a millimetre.
        assert section.left_mm - 0.5 <= one.left_mm <= one.right_mm, one.text
        assert one.right_mm <= section.width_mm - section.right_mm + 0.5, one.text
    assert measured.leftovers == ()
    assert measured.info["title"]


def test_the_parts_of_a_plan() -> None:
    measured, _ = paper(PLAN)
    assert [(section.landscape, section.restart) for section in measured.sections] == [(False, None), (True, 1)]
    assert measured.sections[0].headers["default"][0].spans[0].field == "PAGE"
    assert not any(one.shown for one in measured.sections[0].headers["first"])
    # The fourth is the bracket beside the recipients.
    assert [table.framed for table in measured.tables] == [False, True, False, False, True]
    assert measured.tables[1].header_rows == 2
    (note,) = measured.in_area("chu_thich")
    assert note.text.startswith("Danh mục khu vực có nguy cơ")
    signer = next(one for one in measured.paragraphs if one.style == "Họ tên người ký")
    assert signer.centre_mm == pytest.approx((105 + 195) / 2, abs=0.1)


def test_a_box_of_urgency_has_the_size_of_the_law() -> None:
    measured, rules = paper("cong_van/ung-pho-bao.json")
    box = rules.do_khan.khung
    (framed,) = [one for one in measured.paragraphs if one.frame is not None]
    assert box is not None
    assert framed.frame is not None
    assert framed.text == "HỎA TỐC"
    assert (framed.frame.width_mm, framed.frame.height_mm) == pytest.approx(
        (box.rong_mm["hoa_toc"], box.cao_mm), abs=0.05
    )
    assert framed.frame.color == "FF0000"


def test_the_line_above_the_contact_stays_in_the_footer() -> None:
    measured, _ = paper("cong_van/ung-pho-bao.json")
    line, *texts = measured.sections[0].footers["first"]
    assert [round(stroke.length_mm) for stroke in line.under] == [165]
    assert all(one.text for one in texts)


def test_libreoffice_keeps_what_we_read_of_our_own_paper() -> None:
    """The same plan, opened and saved by LibreOffice."""
    ours, _ = paper(PLAN)
    theirs = read_docx((DATA / "libreoffice-ke-hoach.docx").read_bytes())
    # An empty paragraph that only ended a section is LibreOffice's to leave out.
    texts, others = ([one for one in measured.paragraphs if one.shown] for measured in (ours, theirs))
    assert len(texts) > 100
    for one, other in zip(texts, others, strict=True):
        assert (one.text, one.align, one.sizes, one.area) == (other.text, other.align, other.sizes, other.area)
        assert (one.bold, one.italic, one.cell, one.section) == (other.bold, other.italic, other.cell, other.section)
        # LibreOffice counts in hundredths of a millimetre; over the columns of a table that adds up.
        assert (one.left_mm, one.right_mm) == pytest.approx((other.left_mm, other.right_mm), abs=0.6), one.text
        assert (one.before_pt, one.after_pt) == pytest.approx((other.before_pt, other.after_pt), abs=0.1)
        assert one.first_line_mm == pytest.approx(other.first_line_mm, abs=0.05)
        assert [round(stroke.length_mm, 0) for stroke in one.under] == [
            round(stroke.length_mm, 0) for stroke in other.under
        ]
    assert [table.framed for table in ours.tables] == [table.framed for table in theirs.tables]


def test_a_head_of_tabs_and_shapes_saved_by_libreoffice() -> None:
    """Two texts to a line parted by tabs, lines and a box drawn over them, numbers made by the program."""
    measured = read_docx((DATA / "libreoffice-hinh.docx").read_bytes())
    by_text = {one.text: one for one in measured.paragraphs if one.text}
    motto = by_text["XÃ IA LÂM Độc lập - Tự do - Hạnh phúc"]
    assert motto.raw == "\tXÃ IA LÂM\tĐộc lập - Tự do - Hạnh phúc"
    assert sorted((round(one.length_mm, 1), round(one.left_mm or 0.0, 1), one.sure) for one in motto.under) == [
        (20.0, 50.0, True), (60.0, 115.0, True),
    ]  # fmt: skip
    subject = by_text["Kết quả công tác tháng 02 năm 2026"]
    assert [(round(one.length_mm, 1), round(one.centre_mm or 0.0, 1)) for one in subject.under] == [(35.0, 112.5)]
    box = by_text["KHẨN"]
    assert box.in_box
    assert box.frame is not None
    assert (box.frame.width_mm, box.frame.height_mm) == pytest.approx((30, 8), abs=0.05)
    assert {"I. Mục đích, yêu cầu", "1. Mục đích", "2. Yêu cầu"} <= set(by_text)
    assert by_text["1. Mục đích"].spans[0].automatic
