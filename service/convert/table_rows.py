"""Asks that table rows be kept whole in another way, for LibreOffice, which loses rows kept whole in the usual one."""

from __future__ import annotations

import io
import zipfile

from docx.oxml.ns import qn
from lxml import etree

DOCUMENT = "word/document.xml"


def with_lines_kept(docx: bytes) -> bytes | None:
    """The same document with no row forbidden to break and no paragraph in those rows allowed to.

    A row of one paragraph in each cell stays as whole as before. LibreOffice 7.4 was seen to drop all rows of a table
    behind the first where a heading of two rows and one row fitted on a page; with the lines kept, it drops none.

    Returns:
        None when no row is forbidden to break, so that there is nothing to do otherwise.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts[DOCUMENT])
    loosened = [_loosen(row) for row in root.iter(qn("w:tr"))]
    if not any(loosened):
        return None
    parts[DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return target.getvalue()


def _loosen(row: etree._Element) -> bool:
    """Whether the row was forbidden to break."""
    properties = row.find(qn("w:trPr"))
    marks = [] if properties is None else properties.findall(qn("w:cantSplit"))
    if properties is None or not marks:
        return False
    for mark in marks:
        properties.remove(mark)
    for paragraph in row.iter(qn("w:p")):
        _keep_lines(paragraph)
    return True


def _keep_lines(paragraph: etree._Element) -> None:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    if properties.find(qn("w:keepLines")) is None:
        # The order of a paragraph's properties is fixed.
        before = [child for child in properties if child.tag in (qn("w:pStyle"), qn("w:keepNext"))]
        properties.insert(len(before), etree.Element(qn("w:keepLines")))
