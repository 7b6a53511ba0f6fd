"""Reads the text of a tagged PDF: what is tagged in the order of its tags, and what stands outside them, by page."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from service.convert.text_match import FoundText, squeeze
from service.pdfium import PDFIUM_LOCK

NOTE_ROLES = {"/Note", "/FENote"}
# Points by which an accent or a slanted letter may reach over the edge of the sheet's box.
EDGE_PT = 1.0


class TagsBroken(Exception):
    """The PDF's tags do not hold together; the message says how, in English."""


@dataclass(frozen=True)
class PageText:
    """The characters of one page, white space left out, by the number of marked content; -1 is outside all tags."""

    marked: Mapping[int, str]
    off_sheet: str


def read_pages(pdf: bytes) -> list[PageText]:
    """The characters of every page, each exactly once.

    Raises:
        pypdfium2.PdfiumError: PDFium cannot open it.
    """
    with PDFIUM_LOCK:
        # Closed by hand, pages too: what is left to the collector would be closed outside the lock.
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_read_page(document, index) for index in range(len(document))]
        finally:
            document.close()


def _read_page(document: pypdfium2.PdfDocument, index: int) -> PageText:
    page = document[index]
    text = page.get_textpage()
    try:
        left, bottom, right, top = page.get_bbox()
        sheet = (left - EDGE_PT, bottom - EDGE_PT, right + EDGE_PT, top + EDGE_PT)
        pieces = _by_object(page, text)
        marked: defaultdict[int, list[str]] = defaultdict(list)
        off_sheet = []
        for holder, letters in _by_letter(text) if pieces is None else pieces:
            marked[-1 if holder is None else _mark_of(holder)].append(letters)
            if holder is not None and not _is_on(holder, sheet):
                off_sheet.append(letters)
        return PageText({mark: "".join(found) for mark, found in marked.items()}, "".join(off_sheet))
    finally:
        text.close()
        page.close()


def _by_object(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> list[tuple[object, str]] | None:
    """The objects of a page that draw letters, each with its own, in the order in which they are drawn.

    None where these are not all letters of the page: some are drawn in a form, by no object, or have no character.
    """
    count = text.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    pieces = []
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        holder = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(holder) == pdfium.FPDF_PAGEOBJ_TEXT:
            size = pdfium.FPDFTextObj_GetText(holder, text.raw, buffer, ctypes.sizeof(buffer))
            if size > ctypes.sizeof(buffer):
                return None
            letters = ctypes.string_at(buffer, max(0, size - 2)).decode("utf-16-le", "surrogatepass")
            pieces.append((holder, _squeezed(letters)))
    whole = text.get_text_range(errors="surrogatepass")
    # A letter whose font names no character for it is counted, and stands in no text.
    is_whole = len(whole.encode("utf-16-le", "surrogatepass")) == 2 * count
    return pieces if is_whole and sum(len(letters) for _, letters in pieces) == len(_squeezed(whole)) else None


def _by_letter(text: pypdfium2.PdfTextPage) -> Iterator[tuple[object | None, str]]:
    """The letters of a page, each run with the object that draws it; asks for each letter, which takes long."""
    places = range(text.count_chars())
    for address, run in groupby(places, lambda place: _address(pdfium.FPDFText_GetTextObject(text.raw, place))):
        letters = _squeezed("".join(chr(pdfium.FPDFText_GetUnicode(text.raw, place)) for place in run))
        yield None if address is None else ctypes.cast(address, pdfium.FPDF_PAGEOBJECT), letters


def _address(holder: object) -> int | None:
    return ctypes.cast(holder, ctypes.c_void_p).value  # type: ignore[arg-type]


def _squeezed(letters: str) -> str:
    return "".join(letters.split())


def _mark_of(holder: object) -> int:
    return int(pdfium.FPDFPageObj_GetMarkedContentID(holder))


def _is_on(holder: object, sheet: tuple[float, float, float, float]) -> bool:
    """Whether a text lies on the sheet; a reader of the paper does not see what does not."""
    box = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(holder, *box):
        return False
    left, bottom, right, top = (side.value for side in box)
    return left >= sheet[0] and bottom >= sheet[1] and right <= sheet[2] and top <= sheet[3]


def in_tag_order(pdf: pikepdf.Pdf, pages: list[PageText]) -> FoundText:
    """The text of the pages put in the order of the tags: a paragraph cut by a page's end is whole again.

    Raises:
        TagsBroken: a tag points to nothing, or two to the same text.
    """
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    roles = {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    body: list[str] = []
    notes: list[str] = []
    taken = set()
    for number, mark, in_note in _walk(pdf.Root.StructTreeRoot, numbers, roles):
        if (number, mark) in taken:
            raise TagsBroken(f"marked content {mark} of page {number + 1} is tagged twice")
        taken.add((number, mark))
        (notes if in_note else body).append(pages[number].marked.get(mark, ""))
    untagged = (
        "".join(text for mark, text in page.marked.items() if (number, mark) not in taken)
        for number, page in enumerate(pages)
    )
    return FoundText(squeeze("".join(body)), squeeze("".join(notes)), tuple(squeeze(text) for text in untagged))


def _walk(
    root: pikepdf.Object, numbers: Mapping[tuple[int, int], int], roles: Mapping[str, str]
) -> Iterator[tuple[int, int, bool]]:
    """Page, marked content and "is it in a footnote" of every leaf, in order; by hand, not by recursion."""
    stack: list[tuple[object, int | None, bool]] = [(root.get("/K"), None, False)]
    visited = set()
    while stack:
        node, number, in_note = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend((kid, number, in_note) for kid in reversed(list(node)))
        elif isinstance(node, int):
            if number is None:
                raise TagsBroken("marked content without a page")
            yield number, node, in_note
        elif isinstance(node, pikepdf.Dictionary):
            if node.is_indirect and node.objgen in visited:
                raise TagsBroken("a tag is its own descendant, or has two parents")
            visited.add(node.objgen)
            if "/Pg" in node:
                number = numbers.get(node.Pg.objgen)
            if node.get("/Type") == "/MCR":
                stack.append((int(node.MCID), number, in_note))
            elif node.get("/Type") != "/OBJR" and "/K" in node:
                role = str(node.get("/S", ""))
                stack.append((node.K, number, in_note or roles.get(role, role) in NOTE_ROLES))
