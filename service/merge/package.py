"""A DOCX package as small as it can be: only the parts a paper needs, written the same way every time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.pkgwriter import PackageWriter
from lxml import etree

from service.docx_package.archive import PackageArchive
from service.merge.ooxml import Element, w

# Parts of python-docx's starting document that a paper has no use for.
UNUSED_RELATIONS = (RT.NUMBERING, RT.WEB_SETTINGS, RT.THEME, RT.CUSTOM_XML, RT.STYLES + "WithEffects", RT.FONT_TABLE)
# What Word keeps about a template's author and editing: the office, the time spent, people, parts of other documents.
TRACE_RELATIONS = ("extended-properties", "custom-properties", "thumbnail", "people", "customXml", "glossaryDocument")


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


def save_bytes(document: DocumentObject, archive: PackageArchive | None = None) -> bytes:
    """The document as bytes, members in a fixed order and with a fixed time.

    Several documents of one template share an archive, which presses the parts they have in common once.
    """
    package = document.part.package
    parts = package.parts
    for part in parts:
        part.before_marshal()
    members = _Members()
    # python-docx writes an archive of its own in the same steps; it takes whatever takes members.
    writer: Any = PackageWriter
    writer._write_content_types_stream(members, parts)
    writer._write_pkg_rels(members, package.rels)
    writer._write_parts(members, parts)
    return (archive or PackageArchive()).write(members.taken)


class _Members:
    """Takes the members of a package."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []

    def write(self, uri: PackURI, content: bytes | str) -> None:
        self.taken.append((uri.membername, content.encode() if isinstance(content, str) else content))
