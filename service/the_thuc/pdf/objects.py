"""Reads what a page holds: pieces of text with their look, drawn straight lines, filled areas, pictures.

Places are millimetres from the upper left corner of the page as shown; a page's objects are walked once, forms within
it too. Calls per character are avoided: they cost more than all the rest.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

from service.text.metrics import font_style, width_mm
from service.the_thuc.model import Letters
from service.the_thuc.pdf.document import MM_PER_PT, Matrix, OpenPage, PdfUnreadable
from service.the_thuc.pdf.drawing import Area, Segment, read_path
from service.the_thuc.pdf.fonts import FontFacts, font_facts
from service.the_thuc.pdf.tags import Tag, read_tags

MAX_OBJECTS = 100_000
MAX_FORM_DEPTH = 20
# Asking PDFium for the text of an object searches all characters of the page: with more objects, go by character.
MANY_TEXTS = 400
TEXT_UNITS = 4096
# The size of letters is told to a tenth; what lies this near to a half is a half that a maker rounded (14.04).
HALF_SLACK_PT = 0.08
# An upright letter's axis leans less than this against its height.
LEAN = 0.12
FILL_AND_STROKE, INVISIBLE, STROKED_MODES = 2, {3, 7}, {1, 5}
# PDFium puts this in place of a hyphen that ends a line.
LINE_END_HYPHEN = "\x02"
# Signs at which a word is parted at a line's end.
PARTING = "-/"
# Letters further apart than this, in parts of the size, are of two words.
WORD_GAP = 0.16
# A text this much wider than its letters may reach over columns; justified lines are spread by one word at most.
STRETCHED_MM = 12.0
# A letter reaches at most so far behind its ink, in parts of its size.
MAX_BEARING = 0.4
# A line ends with a blank or two; a file that has thousands must not hold up the reader.
MOST_BLANKS = 8


class Piece(NamedTuple):
    """Letters of one look that stand together. `left` is where the first letter's room begins, `right` where ink ends.

    `blank_before` and `blank_after` tell of white space the file itself has there. `tag` is the paragraph the file's
    tags put it in. `look_up` finds the last letter again: where its ink ends, in PDFium's own units.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    letters: Letters
    blank_before: bool = False
    blank_after: bool = False
    tag: Tag | None = None
    look_up: tuple[float, float] | None = None


class Picture(NamedTuple):
    """Where a picture stands."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass
class PageObjects:
    """All that was found on a page; `tagged`: the file says which text belongs together."""

    number: int
    width_mm: float
    height_mm: float
    pieces: list[Piece] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    tagged: bool = False


class FontShelf:
    """The fonts of a document, each asked once, and which of them could not be read back as Unicode."""

    def __init__(self) -> None:
        self._by_address: dict[int, FontFacts] = {}
        self.facts: dict[str, FontFacts] = {}
        self.unmapped: set[str] = set()

    def of(self, holder: object) -> FontFacts:
        """The facts of a text object's font."""
        font = pdfium.FPDFTextObj_GetFont(holder)
        if not font:
            return FontFacts("", "", bold=False, italic=False, embedded=False, told=False)
        address = ctypes.addressof(font.contents)
        facts = self._by_address.get(address)
        if facts is None:
            facts = self._by_address[address] = font_facts(font)
        return facts


class PageReader:
    """Reads one loaded page."""

    def __init__(self, page: OpenPage, fonts: FontShelf) -> None:
        self._page = page
        self._fonts = fonts
        self._box = tuple(ctypes.c_float() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self._size = ctypes.c_float()
        self._color = tuple(ctypes.c_uint() for _ in range(4))
        self._units = (ctypes.c_ushort * TEXT_UNITS)()
        self._letters: dict[tuple[FontFacts, float, bool, bool, str], Letters] = {}
        self._texts: dict[int, list[str]] | None = None
        self._tags = read_tags(page.page)
        self.seen = 0

    def read(self) -> PageObjects:
        """Everything on the page.

        Raises:
            PdfUnreadable: more objects than `MAX_OBJECTS`.
        """
        page = self._page
        found = PageObjects(page.number, page.width_mm, page.height_mm)
        holders = list(self._walk())
        if sum(kind == pdfium.FPDF_PAGEOBJ_TEXT for _, kind, _ in holders) > MANY_TEXTS:
            self._texts = self._by_character()
        texts = []
        for holder, kind, form in holders:
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                texts.append((holder, form))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                segments, areas = read_path(holder, (form or _IDENTITY).then(page.to_mm))
                found.segments += segments
                found.areas += areas
            elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                found.pictures.append(Picture(*self._bounds(holder, (form or _IDENTITY).then(page.to_mm))))
        uprights = [segment for segment in found.segments if not segment.level]
        for holder, form in texts:
            if piece := self._piece(holder, form):
                found.pieces += self._words(holder, piece) if _is_stretched(piece, uprights) else [piece]
        found.tagged = any(piece.tag for piece in found.pieces)
        return found

    def _walk(self) -> Iterator[tuple[object, int, Matrix | None]]:
        """Every object that is no form, with its kind and the map out of the forms around it."""
        page = self._page.page
        for position in range(pdfium.FPDFPage_CountObjects(page)):
            yield from self._unfolded(pdfium.FPDFPage_GetObject(page, position), None, 0)

    def _unfolded(self, holder: object, form: Matrix | None, depth: int) -> Iterator[tuple[object, int, Matrix | None]]:
        self.seen += 1
        if self.seen > MAX_OBJECTS:
            raise PdfUnreadable("too_large", f"page {self._page.number} has more than {MAX_OBJECTS} objects")
        kind = pdfium.FPDFPageObj_GetType(holder)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield holder, kind, form
        elif depth < MAX_FORM_DEPTH:
            inner = self._own_matrix(holder)
            inner = inner.then(form) if form else inner
            for position in range(pdfium.FPDFFormObj_CountObjects(holder)):
                yield from self._unfolded(pdfium.FPDFFormObj_GetObject(holder, position), inner, depth + 1)

    def _own_matrix(self, holder: object) -> Matrix:
        m = self._matrix
        pdfium.FPDFPageObj_GetMatrix(holder, m)
        return Matrix(m.a, m.b, m.c, m.d, m.e, m.f)

    def _bounds(self, holder: object, to_mm: Matrix) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in millimetres."""
        box = self._box
        if not pdfium.FPDFPageObj_GetBounds(holder, *box):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = (side.value for side in box)
        if not to_mm.b and not to_mm.c and to_mm.a > 0:
            return (
                left * to_mm.a + to_mm.e, top * to_mm.d + to_mm.f, right * to_mm.a + to_mm.e, bottom * to_mm.d + to_mm.f
            )  # fmt: skip
        corners = [to_mm.place(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _piece(self, holder: object, form: Matrix | None) -> Piece | None:
        """A text that a person sees, or nothing."""
        raw = self._text_of(holder)
        text = raw.strip()
        if not text:
            return None
        mode = pdfium.FPDFTextObj_GetTextRenderMode(holder)
        if mode in INVISIBLE:
            return None
        to_mm = form.then(self._page.to_mm) if form else self._page.to_mm
        left, top, right, bottom = self._bounds(holder, to_mm)
        if right < 0 or bottom < 0 or left > self._page.width_mm or top > self._page.height_mm:
            return None
        axes = self._own_matrix(holder).then(to_mm)
        upright = axes.a > 0 and abs(axes.b) < LEAN * axes.a
        ink = (self._box[2].value, (self._box[1].value + self._box[3].value) / 2)
        letters = self._look(holder, axes, mode)
        supplied = text[-1] in PARTING and not form and self._is_supplied(ink, letters.size_pt)
        return Piece(
            text=text,
            left=axes.e if upright and raw[0] == text[0] and abs(axes.e - left) < bottom - top else left,
            right=right,
            top=top,
            bottom=bottom,
            baseline=axes.f if upright else bottom,
            letters=letters,
            blank_before=raw[0] != text[0],
            blank_after=raw[-1] != text[-1] and not supplied,
            tag=self._tags.get(pdfium.FPDFPageObj_GetMarkedContentID(holder)) if self._tags and not form else None,
            look_up=ink if upright and not form else None,
        )

    def _is_supplied(self, ink_end: tuple[float, float], size: float) -> bool:
        """Whether the blank behind a letter is one that PDFium put there and not the file."""
        last = _last_letter(self._page.text, ink_end, size)
        return last >= 0 and pdfium.FPDFText_IsGenerated(self._page.text, last + 1) == 1

    def _words(self, holder: object, piece: Piece) -> list[Piece]:
        """A text word by word; the text itself where PDFium does not find its letters again."""
        text, place = self._page.text, self._page.to_mm.place
        address = ctypes.addressof(holder.contents)  # type: ignore[attr-defined]
        room = pdfium.FS_RECTF()
        words: list[Piece] = []
        after_blank = piece.blank_before
        for index in self._indices(piece, address):
            char = chr(pdfium.FPDFText_GetUnicode(text, index) or 0xFFFD)
            if char.isspace() or not pdfium.FPDFText_GetLooseCharBox(text, index, room):
                after_blank = True
                continue
            left, _ = place(room.left, room.top)
            right, _ = place(room.right, room.top)
            if not words or after_blank or left - words[-1].right > piece.letters.size_pt * WORD_GAP * MM_PER_PT:
                words.append(
                    piece._replace(text="", left=left, blank_before=after_blank, blank_after=False, look_up=None)
                )
            words[-1] = words[-1]._replace(text=words[-1].text + char.replace(LINE_END_HYPHEN, "-"), right=right)
            after_blank = False
        if not words:
            return [piece]
        words[-1] = words[-1]._replace(blank_after=piece.blank_after)
        return words

    def _indices(self, piece: Piece, address: int) -> Iterator[int]:
        """The numbers of the characters of a text, found from its last letter backwards."""
        last = _last_letter(self._page.text, piece.look_up or (0.0, 0.0), piece.letters.size_pt)
        first = last
        while first >= 0 and self._is_of(first, address):
            first -= 1
        yield from range(first + 1, last + 1)

    def _is_of(self, index: int, address: int) -> bool:
        holder = pdfium.FPDFText_GetTextObject(self._page.text, index)
        return bool(holder) and ctypes.addressof(holder.contents) == address

    def _look(self, holder: object, axes: Matrix, mode: int) -> Letters:
        facts = self._fonts.of(holder)
        pdfium.FPDFTextObj_GetFontSize(holder, self._size)
        size = _rounded(abs(self._size.value) * (axes.c**2 + axes.d**2) ** 0.5 / MM_PER_PT)
        ask = pdfium.FPDFPageObj_GetStrokeColor if mode in STROKED_MODES else pdfium.FPDFPageObj_GetFillColor
        color = "000000"
        if ask(holder, *self._color):
            red, green, blue, _ = (part.value for part in self._color)
            color = f"{red:02X}{green:02X}{blue:02X}"
        leans = abs(axes.b) < LEAN * abs(axes.a) and abs(axes.c) > LEAN * abs(axes.d)
        key = (facts, size, mode == FILL_AND_STROKE, leans, color)
        letters = self._letters.get(key)
        if letters is None:
            letters = self._letters[key] = Letters(
                facts.family,
                size,
                bold=facts.bold or mode == FILL_AND_STROKE,
                italic=facts.italic or leans,
                color=color,
                told=facts.told,
            )
        if facts.name not in self._fonts.facts:
            self._fonts.facts[facts.name] = facts
            self._check_mapping(holder, facts.name)
        return letters

    def _check_mapping(self, holder: object, name: str) -> None:
        """Whether the first text of a font could be read back; a font that cannot fails with its first letters."""
        left, bottom, right, top = (side.value for side in self._box)
        slack = max(top - bottom, 1.0)
        text = self._page.text
        index = pdfium.FPDFText_GetCharIndexAtPos(text, (left + right) / 2, (bottom + top) / 2, slack, slack)
        if index >= 0 and pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
            self._fonts.unmapped.add(name)

    def _text_of(self, holder: object) -> str:
        if self._texts is not None:
            return "".join(self._texts.get(ctypes.addressof(holder.contents), ()))  # type: ignore[attr-defined]
        units = self._units
        length = pdfium.FPDFTextObj_GetText(holder, self._page.text, units, ctypes.sizeof(units))
        if length > ctypes.sizeof(units):
            units = (ctypes.c_ushort * (length // 2 + 1))()
            pdfium.FPDFTextObj_GetText(holder, self._page.text, units, length)
        text = ctypes.string_at(units, max(length - 2, 0)).decode("utf-16-le", errors="replace")
        return text.replace(LINE_END_HYPHEN, "-")

    def _by_character(self) -> dict[int, list[str]]:
        """The text of every object by its address; white space that PDFium supplies goes to the object before it."""
        text = self._page.text
        texts: dict[int, list[str]] = {}
        current: list[str] = []
        unicode_of, holder_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
        for position in range(pdfium.FPDFText_CountChars(text)):
            if holder := holder_of(text, position):
                current = texts.setdefault(ctypes.addressof(holder.contents), [])
            char = chr(unicode_of(text, position) or 0xFFFD)
            current.append("-" if char == LINE_END_HYPHEN else char)
        return texts


class RightEdges:
    """Where the room of a piece's last letter ends: behind the ink, where the maker of the file set the next letter."""

    def __init__(self, page: OpenPage) -> None:
        self._page = page
        self._room = pdfium.FS_RECTF()

    def of(self, piece: Piece) -> float:
        """The edge in millimetres; where PDFium does not tell, the end of the ink."""
        if piece.look_up is None:
            return piece.right
        x, y = piece.look_up
        size = piece.letters.size_pt
        index = _last_letter(self._page.text, piece.look_up, size)
        if index < 0 or not pdfium.FPDFText_GetLooseCharBox(self._page.text, index, self._room):
            return piece.right
        behind = self._room.right - x
        if not -size / 4 < behind < size * MAX_BEARING:
            return piece.right
        edge, _ = self._page.to_mm.place(self._room.right, y)
        return edge


def _last_letter(text: object, ink_end: tuple[float, float], size: float) -> int:
    """The number of the letter whose ink ends there; negative where PDFium finds none.

    Makers such as cairo and Ghostscript end lines with a blank, which lies nearer than the letter when that is low: its
    room is not the letter's.
    """
    x, y = ink_end
    index = int(pdfium.FPDFText_GetCharIndexAtPos(text, x - size / 50, y, size / 4, size / 2))
    for _ in range(MOST_BLANKS):
        if index < 0 or not chr(pdfium.FPDFText_GetUnicode(text, index) or 0xFFFD).isspace():
            break
        index -= 1
    return index


_IDENTITY = Matrix(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _is_stretched(piece: Piece, uprights: list[Segment]) -> bool:
    """Whether a text may reach over several columns, as makers write who set a whole row of a table at once."""
    if piece.tag or not piece.look_up or " " not in piece.text:
        return False
    letters = piece.letters
    style = font_style(bold=letters.bold, italic=letters.italic)
    spare = piece.right - piece.left - width_mm(piece.text, letters.size_pt, style)
    if spare > STRETCHED_MM:
        return True
    return any(
        line.start < piece.baseline < line.end and piece.left + 1 < line.at < piece.right - 1 for line in uprights
    )


def _rounded(size: float) -> float:
    half = round(size * 2) / 2
    return half if abs(half - size) <= HALF_SLACK_PT else round(size, 1)
