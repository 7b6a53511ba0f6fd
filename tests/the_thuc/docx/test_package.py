"""The package: what can be read, what is refused and with which words."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from service.errors import FileRefused
from service.messages import describe
from service.the_thuc.docx import DocxUnreadable, read_docx
from tests.the_thuc.docx.build import NAMES, SECTION, first, make_docx, p, read, zipped

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.mark.parametrize(
    ("docx", "reason"),
    [
        (b"", "không phải gói DOCX"),
        (b"PK\x03\x04" + b"0" * 100, "không phải gói DOCX"),
        (zipped({"khac.xml": "<a/>"}), "thiếu phần chính"),
        (zipped({"word/document.xml": "<w:document"}), "sai cú pháp"),
        (zipped({"word/document.xml": "<html/>"}), "không phải văn bản Word"),
    ],
)
def test_what_cannot_be_read_is_refused(docx: bytes, reason: str) -> None:
    with pytest.raises(DocxUnreadable) as refused:
        read_docx(docx)
    assert reason in refused.value.reason
    assert isinstance(refused.value, FileRefused)
    assert describe(refused.value).startswith(f"Tệp hỏng, không đọc được: {refused.value.reason}. Hãy mở")


def test_a_damaged_member_is_refused() -> None:
    docx = bytearray(make_docx(p("chữ " * 500)))
    at = docx.index(b"word/document.xml") + 60
    docx[at : at + 40] = b"\x00" * 40
    with pytest.raises(DocxUnreadable):
        read_docx(bytes(docx))


def test_the_main_part_may_have_another_name() -> None:
    main = f'<w:document xmlns:w="{NAMES["w"]}"><w:body>{p("chữ")}</w:body></w:document>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        f'Type="{NAMES["r"]}/officeDocument" Target="/Word/Chinh.xml"/></Relationships>'
    )
    measured = read_docx(zipped({"_rels/.rels": relations, "word/chinh.xml": main}))
    assert measured.paragraphs[0].text == "chữ"
    assert len(measured.sections) == 1


def test_faulty_side_parts_are_passed_over() -> None:
    assert first(p("chữ"), styles="<w:style").text == "chữ"
    assert first(p("chữ"), numbering="</w:x>", footnotes="&amp", settings="<").text == "chữ"


def test_strict_files_are_read_as_the_others() -> None:
    styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='14pt'/></w:rPr></w:rPrDefault></w:docDefaults>"
    docx = make_docx(p("chữ", '<w:ind w:start="36pt"/>'), styles=styles)
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            content = package.read(name)
            content = content.replace(NAMES["w"].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            parts[name] = content.replace(
                NAMES["r"].encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
    paragraph = read_docx(zipped(parts)).paragraphs[0]
    assert paragraph.sizes == {14.0}
    assert paragraph.left_mm == pytest.approx(30 + 12.7, abs=0.02)


def test_entities_are_not_followed() -> None:
    main = (
        '<!DOCTYPE x [<!ENTITY tep SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{NAMES["w"]}"><w:body><w:p><w:r><w:t>a&tep;b</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "root" not in read_docx(zipped({"word/document.xml": main})).paragraphs[0].raw


def test_what_the_file_tells_of_itself() -> None:
    core = (
        "<dc:title>Kế hoạch</dc:title><dc:creator>UBND</dc:creator><dc:subject>Phòng bão</dc:subject>"
        "<dc:description>nháp</dc:description>"
    )
    assert dict(read(p("chữ"), core=core).info) == {
        "title": "Kế hoạch",
        "author": "UBND",
        "subject": "Phòng bão",
        "description": "nháp",
    }


def test_mirrored_margins() -> None:
    assert read(p("chữ"), settings="<w:mirrorMargins/>").mirrored
    assert not read(p("chữ"), settings='<w:mirrorMargins w:val="0"/>').mirrored


def test_nonsense_in_values_never_fails() -> None:
    """Each attribute of a paper in turn is made nonsense: the reader reads on."""
    with zipfile.ZipFile(io.BytesIO((DATA / "libreoffice-hinh.docx").read_bytes())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    choose = random.Random(30)  # noqa: S311 no secret
    for _ in range(60):
        changed = dict(parts)
        for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
            declaration, end, inner = parts[name].decode().partition("?>")
            pieces = inner.split('"')
            for at in range(1, len(pieces), 2):
                if ":" not in pieces[at] and choose.random() < 0.05:
                    pieces[at] = choose.choice(["", "-1", "x", "99999999999", "1e400", "nan", "0", "12%", "-5pt"])
            changed[name] = (declaration + end + '"'.join(pieces)).encode()
        try:
            read_docx(zipped(changed))
        except DocxUnreadable as refused:
            pytest.fail(f"{refused.reason}: {refused.technical}")


def test_deep_nests_are_read_or_refused() -> None:
    table = p("đáy")
    for _ in range(80):
        table = f"<w:tbl><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>{p()}"
    assert "đáy" in {one.text for one in read(table).paragraphs}
    wrapped = "<w:smartTag>" * 240 + "<w:r><w:t>đáy</w:t></w:r>" + "</w:smartTag>" * 240
    assert first(p(more=wrapped)).text == "đáy"
    with pytest.raises(DocxUnreadable):
        read(p(more="<w:smartTag>" * 300 + "</w:smartTag>" * 300))


def test_a_long_table_is_read_whole() -> None:
    row = f"<w:tr>{''.join(f'<w:tc>{p(str(at))}</w:tc>' for at in range(4))}</w:tr>"
    measured = read(f"<w:tbl>{row * 2000}</w:tbl>" + SECTION)
    assert len(measured.paragraphs) == 8000
    assert measured.tables[0].rows == 2000
