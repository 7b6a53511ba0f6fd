"""A DOCX package as small as it can be: only the parts a paper needs, written the same way every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from service.merge.ooxml import Element, w

# Parts of python-docx's starting document that a paper has no use for.
UNUSED_RELATIONS = (RT.NUMBERING, RT.WEB_SETTINGS, RT.THEME, RT.CUSTOM_XML, RT.STYLES + "WithEffects", RT.FONT_TABLE)
# What Word keeps about a template's author and editing: the office, the time spent, people, parts of other documents.
TRACE_RELATIONS = ("extended-properties", "custom-properties", "thumbnail", "people", "customXml", "glossaryDocument")
# The earliest time a ZIP member can carry: the bytes do not depend on when they were made.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def empty_document() -> DocumentObject:
    """A document without styles, content or parts that are not needed."""
    document = Document()
    part = document.part
    for relation_id, relation in list(part.rels.items()):
        if relation.reltype in UNUSED_RELATIONS or "stylesWithEffects" in relation.reltype:
            part.rels.pop(relation_id)
    package = part.package
    for relation_id, relation in list(package.rels.items()):
        if relation.reltype == RT.THUMBNAIL or "extended-properties" in relation.reltype:
            package.rels.pop(relation_id)
    for container in (document.element.body, document.styles.element):
        for child in list(container):
            if child is not document.element.body.sectPr:
                container.remove(child)
    return document


def set_settings(document: DocumentObject, *, mirror_margins: bool, with_footnotes: bool) -> None:
    """Document settings: current compatibility mode, no compression of styles, Vietnamese, two-sided margins."""
    element = document.settings.element
    for child in list(element):
        element.remove(child)
    settings: list[Element | None] = [
        w("mirrorMargins") if mirror_margins else None,
        w("defaultTabStop", val="720"),
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", w("footnote", id="0"), w("footnote", id="1")) if with_footnotes else None,
        w(
            "compat",
            w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"),
        ),
        w("themeFontLang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN"),
        w("decimalSymbol", val=","),
        w("listSeparator", val=";"),
    ]
    element.extend(item for item in settings if item is not None)


def drop_relations(document: DocumentObject, relation_ids: Iterable[str]) -> None:
    """Takes parts out of the package that nothing refers to any more."""
    for relation_id in relation_ids:
        document.part.rels.pop(relation_id, None)


def drop_traces(document: DocumentObject) -> None:
    """Takes out what a paper would tell about its template's author: properties of the file, people, data."""
    for relations in (document.part.package.rels, document.part.rels):
        for relation_id, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in TRACE_RELATIONS:
                relations.pop(relation_id)
    properties = document.core_properties._element
    for child in list(properties):
        properties.remove(child)


def add_footnotes_part(document: DocumentObject, footnotes: Element) -> None:
    """Adds a footnotes part holding the given element."""
    part = document.part
    blob = etree.tostring(footnotes, xml_declaration=True, encoding="UTF-8", standalone=True)
    added = Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, blob, part.package)
    part.relate_to(added, RT.FOOTNOTES)


def save_bytes(document: DocumentObject) -> bytes:
    """The document as bytes, members in a fixed order and with a fixed time."""
    raw = io.BytesIO()
    document.save(raw)
    target = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            out.writestr(info, source.read(name))
    return target.getvalue()
