"""Puts papers that share everything but their text into one document, each a section or more with its own numbers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from docx.oxml.ns import qn
from lxml import etree

from service.convert.package_check import DOCUMENT, SoundDocx
from service.convert.packed.read import ABOUT, Leaf

# Letters and digits only: LibreOffice writes other letters of a name in a way of its own.
MARK = "vanthu"
# What the document tells about itself. The title is dropped again when papers are cut out; without title and times
# LibreOffice 25.2 leaves out of the XMP, or tells wrongly, what each paper has.
_TOLD = (
    "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
    " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'"
    " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><dc:title>-</dc:title>"
    "<dcterms:created xsi:type='dcterms:W3CDTF'>{now}</dcterms:created>"
    "<dcterms:modified xsi:type='dcterms:W3CDTF'>{now}</dcterms:modified></cp:coreProperties>"
)
_SECTION = qn("w:sectPr")
# What stands before these in a section's properties, by the schema.
_BEFORE_TYPE = tuple(qn(f"w:{name}") for name in ("headerReference", "footerReference", "footnotePr", "endnotePr"))
_BEFORE_NUMBER = (
    *_BEFORE_TYPE,
    *(qn(f"w:{name}") for name in ("type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")),
)


@dataclass(frozen=True)
class Packed:
    """One document of several papers, and the bookmark at the beginning of each."""

    docx: SoundDocx
    marks: tuple[str, ...]


def pack(leaves: Sequence[Leaf]) -> Packed:
    """Papers of one frame as one document; the leaves are used up."""
    if len({leaf.frame for leaf in leaves}) != 1:
        raise ValueError("papers of one frame are packed together, and at least one")
    first = leaves[0].body.getroottree().getroot()
    bodies = [leaf.body for leaf in leaves]
    marks = tuple(f"{MARK}{number}" for number in range(len(bodies)))
    for number, (body, mark) in enumerate(zip(bodies, marks, strict=True)):
        _begin_anew(body)
        _set_mark(body, mark, number)
        if number < len(bodies) - 1:
            _end_section(body)
    whole = etree.Element(first.tag, dict(cast(Mapping[str, str], first.attrib)), cast(dict[str, str], first.nsmap))
    inside = etree.SubElement(whole, qn("w:body"))
    for body in bodies:
        inside.extend(list(body))
    content = etree.tostring(whole, xml_declaration=True, encoding="UTF-8", standalone=True)
    told = _TOLD.format(now=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")).encode()
    return Packed(SoundDocx(_save({**leaves[0].parts, ABOUT: told, DOCUMENT: content})), marks)


def _begin_anew(body: etree._Element) -> None:
    """The paper's first section begins on a page of its own, which has the number 1."""
    section = next(body.iter(_SECTION))
    number = section.find(qn("w:pgNumType"))
    if number is None:
        number = _insert(section, qn("w:pgNumType"), _BEFORE_NUMBER)
    number.set(qn("w:start"), "1")
    kind = section.find(qn("w:type"))
    if kind is None:
        kind = _insert(section, qn("w:type"), _BEFORE_TYPE)
    kind.set(qn("w:val"), "nextPage")


def _insert(section: etree._Element, tag: str, before: tuple[str, ...]) -> etree._Element:
    made = etree.Element(tag)
    section.insert(sum(1 for child in section if child.tag in before), made)
    return made


def _set_mark(body: etree._Element, mark: str, number: int) -> None:
    paragraph = next(body.iter(qn("w:p")))
    place = 1 if len(paragraph) and paragraph[0].tag == qn("w:pPr") else 0
    paragraph.insert(place, etree.Element(qn("w:bookmarkEnd"), {qn("w:id"): str(number)}))
    paragraph.insert(place, etree.Element(qn("w:bookmarkStart"), {qn("w:id"): str(number), qn("w:name"): mark}))


def _end_section(body: etree._Element) -> None:
    """The last paragraph ends the paper's last section; a paragraph of its own would take room."""
    paragraph, section = body[-2], body[-1]
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    # Only the note of a tracked change may stand behind it, and papers of ours have none.
    properties.append(section)


def _save(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    # Nobody keeps it: to deflate it would only take time.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()
