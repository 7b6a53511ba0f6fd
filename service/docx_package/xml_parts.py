"""The XML of a package as trees: no declarations, bounded in depth and number of elements, nothing fetched."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping

from lxml import etree

from service.docx_package.parts import QUOTED, XML, Bounds, suffix
from service.errors import ErrorCode, FileRefused

WORD_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
# The letters of a declaration in UTF-8 and in both orders of UTF-16; other encodings are looked at once parsed.
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def parse_xml_parts(
    parts: Mapping[str, bytes],
    bounds: Bounds,
    suffixes: Collection[str] = XML,
    *,
    known: Container[tuple[str, bytes]] = (),
) -> Iterator[tuple[str, etree._Element]]:
    """Every part of XML with its root, one after another, without comments; all are counted before one is parsed.

    Those `known`, by name and content, are counted and not parsed.

    Raises:
        FileRefused: malformed, declaring entities, or too much of it.
    """
    documents = {part: content for part, content in parts.items() if suffix(part) in suffixes}
    left = bounds.xml_elements
    for part, content in documents.items():
        left -= _nodes(content)
        if left < 0:
            raise FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=f"{part[:QUOTED]} có quá nhiều phần tử")
    # The library's own bounds stay on: 256 levels, 10 MB of text or attributes in one element.
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for part, content in documents.items():
        if (part, content) not in known:
            yield part, _parse(part, content, parser)


def word_tags(*names: str) -> tuple[str, ...]:
    """Tags of Word's own elements, in both spaces of names they may have."""
    return tuple(space + name for space in WORD_SPACES for name in names)


def local_name(element: etree._Element) -> str:
    """The name of an element without its space."""
    return str(element.tag).rpartition("}")[2]


def _nodes(content: bytes) -> int:
    """At most so many elements and attributes; never less, whatever is written."""
    return content.count(b"<") - content.count(b"</") + (content.count(b'"') + content.count(b"'")) // 2


def _parse(part: str, content: bytes, parser: etree.XMLParser) -> etree._Element:
    if any(declaration in content for declaration in _DECLARATIONS):
        raise _declared(part)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = f"XML sai cú pháp trong {part[:QUOTED]}"
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            reason += ": các phần tử lồng nhau quá sâu hoặc quá dài"
            raise FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=reason) from None
        raise FileRefused(reason=reason) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declared(part)
    return root


def _declared(part: str) -> FileRefused:
    return FileRefused(ErrorCode.FILE_HAS_DOCTYPE, reason=f"{part[:QUOTED]} có khai báo DOCTYPE")
