"""What LibreOffice reads has every style that anything in the paper has or leads to, and no other."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest
from lxml import etree

import service.convert.lean as lean_module
from service.convert.docx_styles import W
from service.convert.lean import LeanDocx
from service.docx_package.archive import MOST_BYTES
from tests.convert.papers import W as W_SPACE
from tests.convert.papers import new_paper, part_of, save, with_parts


def style(name: str, inside: str = "", kind: str = "paragraph", more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:name w:val="{name}"/>{inside}</w:style>'


STYLES = (
    style("Goc", more=' w:default="1"') + style("Bang", kind="table", more=' w:default="1"')
    + style("Than", '<w:basedOn w:val="Nen"/><w:next w:val="Sau"/>') + style("Nen", '<w:link w:val="Chu"/>')
    + style("Sau") + style("Chu", kind="character") + style("Thua") + style("Thua2", '<w:basedOn w:val="Thua"/>')
)  # fmt: skip
PARAGRAPH = f'<w:p {W_SPACE}><w:pPr><w:pStyle w:val="{{}}"/></w:pPr><w:r>{{}}<w:t>Một</w:t></w:r></w:p>'
ALWAYS, LED_TO = {"Goc", "Bang"}, {"Than", "Nen", "Sau", "Chu"}


@cache
def package() -> bytes:
    return save(new_paper())


def paper(inside: str, styles: str = STYLES, parts: dict[str, str] | None = None) -> bytes:
    """A DOCX with this in its body, these styles, and some parts more."""
    body = f"<w:document {W_SPACE}><w:body>{inside}<w:sectPr/></w:body></w:document>"
    changed: dict[str, bytes | None] = {
        "word/document.xml": body.encode(),
        "word/styles.xml": f"<w:styles {W_SPACE}>{styles}</w:styles>".encode(),
    }
    return with_parts(package(), changed, [(name, text.encode()) for name, text in (parts or {}).items()])


def kept(docx: bytes) -> set[str]:
    root = etree.fromstring(part_of(LeanDocx().of(docx), "word/styles.xml"))
    return {one.get(f"{W}styleId", "") for one in root.iter(f"{W}style")}


def test_styles_by_default_and_those_that_others_lead_to_stay() -> None:
    assert kept(paper(PARAGRAPH.format("Than", ""))) == ALWAYS | LED_TO
    assert kept(paper(PARAGRAPH.format("Goc", ""))) == ALWAYS
    assert kept(paper(PARAGRAPH.format("Goc", '<w:rPr><w:rStyle w:val="Chu"/></w:rPr>'))) == ALWAYS | {"Chu"}


@pytest.mark.parametrize("place", ["word/header9.xml", "dau/trang.xml", "word/header9.XML", "word/numbering9.xml"])
def test_what_any_part_names_stays(place: str) -> None:
    part = f"<w:hdr {W_SPACE}>{PARAGRAPH.format('Thua2', '')}</w:hdr>"
    assert kept(paper(PARAGRAPH.format("Goc", ""), parts={place: part})) == ALWAYS | {"Thua", "Thua2"}


@pytest.mark.parametrize(
    "field",
    [
        '<w:instrText>STYLEREF "Thua"</w:instrText>',
        "<w:instrText> style</w:instrText></w:r><w:r><w:instrText>ref Thua</w:instrText>",
        '</w:r><w:fldSimple w:instr="TOC \\t Thua,1"/><w:r>',
    ],
)
def test_where_a_field_goes_by_styles_all_stay(field: str) -> None:
    docx = paper(PARAGRAPH.format("Goc", field))
    assert LeanDocx().of(docx) == docx


def test_words_of_the_text_and_names_of_styles_are_no_fields() -> None:
    styles = STYLES + style("TOC Heading")
    assert kept(paper(PARAGRAPH.format("Goc", "<w:t>TOC</w:t>"), styles)) == ALWAYS


def test_only_the_styles_are_others() -> None:
    docx = paper(PARAGRAPH.format("Than", ""))
    with zipfile.ZipFile(io.BytesIO(docx)) as whole, zipfile.ZipFile(io.BytesIO(LeanDocx().of(docx))) as lean:
        assert sorted(whole.namelist()) == sorted(lean.namelist())
        same = {name for name in whole.namelist() if whole.read(name) == lean.read(name)}
    assert set(lean.namelist()) - same == {"word/styles.xml"}


def test_what_is_no_package_stays_as_it_is() -> None:
    assert LeanDocx().of(b"PK") == b"PK"


def test_what_is_remembered_has_an_end_and_is_of_this_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean_module, "MOST_KEPT", 3)
    lean = LeanDocx()
    for number in range(5):
        styles = STYLES + style(f"Rieng{number}")
        made = lean.of(paper(PARAGRAPH.format(f"Rieng{number}", ""), styles))
        assert f"Rieng{number}".encode() in part_of(made, "word/styles.xml")
    assert len(lean._styles) <= 3
    large = STYLES + style("Lon", f'<w:aliases w:val="{"x" * MOST_BYTES}"/>')
    assert b"Lon" in part_of(lean.of(paper(PARAGRAPH.format("Lon", ""), large)), "word/styles.xml")
    assert all(len(styles) <= MOST_BYTES for styles, _ in lean._styles)
