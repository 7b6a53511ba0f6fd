"""Reads the tags of a page: which marked content belongs to the same paragraph, and which of it is a footnote."""

from __future__ import annotations

import ctypes
from typing import NamedTuple

import pypdfium2.raw as pdfium

# Tags within a paragraph; what they hold belongs to the paragraph around them (ISO 32000-1, 14.8.4.4).
INLINE = {"Span", "Link", "Quote", "Em", "Strong", "Sub", "NonStruct", "Reference", "Annot", "Code", "Lbl", "LBody"}
NOTES = {"Note", "FENote"}
TYPE_BYTES = 128
# A page of text has some hundred tags; a hostile one must not hold up the reader.
MAX_TAGS = 20_000


class Tag(NamedTuple):
    """The paragraph, numbered within the page, that marked content belongs to; `note`: it is a footnote's."""

    block: int
    note: bool


class _Node(NamedTuple):
    element: object
    block: int
    note: bool
    role: str


def read_tags(page: object) -> dict[int, Tag]:
    """The tag of every marked content of a page by its number; empty where the page is not tagged."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        return _walk(tree)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _walk(tree: object) -> dict[int, Tag]:
    """By hand, not by recursion: tags may be nested as deep as a writer likes."""
    found: dict[int, Tag] = {}
    buffer = ctypes.create_string_buffer(TYPE_BYTES)
    count = pdfium.FPDF_StructTree_CountChildren(tree)
    stack = [_Node(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), 0, False, "") for i in reversed(range(count))]
    seen = 0
    while stack and seen < MAX_TAGS:
        node = stack.pop()
        if not node.element:
            continue
        seen += 1
        length = pdfium.FPDF_StructElement_GetType(node.element, buffer, TYPE_BYTES)
        role = buffer.raw[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
        # The text of a list's item is one paragraph with its label, also where it is wrapped in one of its own.
        inline = role in INLINE or (role == "P" and node.role == "LBody")
        block, note = (node.block if inline else seen), node.note or role in NOTES
        children = pdfium.FPDF_StructElement_CountChildren(node.element)
        for position in reversed(range(children)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(node.element, position)
            if child:
                stack.append(_Node(child, block, note, role))
                continue
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(node.element, position)
            if mark >= 0:
                found[mark] = Tag(block, note)
    return found
