"""Builds DOCX papers for the tests, plain and nasty; every person in them is invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SENTENCE = "Tiếp tục quán triệt và thực hiện nghiêm túc các chỉ thị, nghị quyết về phong trào thi đua. "
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def new_paper(*paragraphs: str, title: str = "", author: str = "", subject: str = "") -> Document:
    """An A4 paper in Vietnamese, Times New Roman 14, with the page number in the header from page 2 on."""
    paper = docx.Document()
    properties = paper.core_properties
    properties.title, properties.author, properties.subject = title, author, subject
    normal = paper.styles["Normal"].font
    normal.name, normal.size = "Times New Roman", Pt(14)
    paper.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").set(qn("w:val"), "vi-VN")
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.different_first_page_header_footer = True
    add_page_number(section.header.paragraphs[0])
    for text in paragraphs:
        paper.add_paragraph(text)
    return paper


def save(paper: Document) -> bytes:
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def add_page_number(paragraph: Paragraph) -> None:
    add_field(paragraph, " PAGE ", "9")


def add_field(paragraph: Paragraph, instruction: str, result: str) -> None:
    for content in (
        '<w:fldChar w:fldCharType="begin"/>',
        f"<w:instrText>{instruction}</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{result}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {W}>{content}</w:r>"))


def add_table(paper: Document, rows: Iterable[Sequence[str]], headers: int = 1) -> Table:
    """A grid table whose first rows are repeated on every page."""
    lines = list(rows)
    table: Table = paper.add_table(rows=len(lines), cols=len(lines[0]))
    table.style = "Table Grid"
    for number, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
        if number < headers:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def add_note(paragraph: Paragraph, number: int) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:r {W}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        )
    )


def add_notes_part(paper: Document, texts: Sequence[str]) -> None:
    """The footnotes with ids 1, 2, ..."""
    special = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(texts, start=1)
    )
    content = f"<w:footnotes {W}>{special}{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), NOTES_TYPE, content, paper.part.package)
    paper.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def with_parts(package: bytes, changed: Mapping[str, bytes | None], added: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The package with parts replaced (None: left out) and others put at its end."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = changed.get(name, source.read(name))
            if content is not None:
                made.writestr(name, content)
        for name, content in added:
            made.writestr(name, content)
    return target.getvalue()


def part_of(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return source.read(name)


def with_element(package: bytes, name: str, xml: str) -> bytes:
    """The package with one element put first into a part's root (the body's root, for the document)."""
    root = etree.fromstring(part_of(package, name))
    place = root[0] if name == "word/document.xml" else root
    place.insert(0, etree.fromstring(xml))
    return with_parts(package, {name: etree.tostring(root)})
