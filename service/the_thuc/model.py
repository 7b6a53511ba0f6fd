"""The measured model: what a reader found in a file, the same shape for DOCX and PDF.

Lengths are millimetres from the upper left corner of the sheet, type sizes and gaps are points. `None` always means
"this reader cannot tell", never "not there". Text is kept as it stands in the file: `Paragraph.text` is what a rule
compares (NFC, one kind of space), `Paragraph.raw` is what the file holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from service.text.metrics import font_style, width_mm, wrap_lines

Source = Literal["docx", "pdf"]
# Where a paragraph stands: running text, header, footer, footnote.
Area = Literal["than", "dau_trang", "chan_trang", "chu_thich"]
Align = Literal["giua", "deu", "trai", "phai"]
# Where a tab puts the text behind it: begins there, has its middle or its end there; "bo" takes a stop away.
TabKind = Literal["trai", "giua", "phai", "bo"]
HeaderKind = Literal["default", "first", "even"]

_WHITE = re.compile(r"[ \t\n\r\u00a0\u2007\u202f]+")


def plain(text: str) -> str:
    """Text as rules compare it: NFC, every run of white space one space, none at the ends."""
    return _WHITE.sub(" ", unicodedata.normalize("NFC", text)).strip()


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look after every style has had its say; `color` is RRGGBB, `shaded` is highlight or shading.

    `told`: weight and slant are known; a PDF may hold a font that does not say them.
    """

    font: str
    size_pt: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = "000000"
    shaded: bool = False
    told: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """Letters of one look. `text` is what a person sees (capitals of `w:caps` applied), not normalised.

    `automatic`: made by the program that shows the file, a list's number or bullet. `field`: the name of the field
    whose result it is, such as PAGE. `note`: a mark that points to a footnote. `hidden`: not shown at all.
    """

    text: str
    letters: Letters
    automatic: bool = False
    field: str = ""
    note: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page; pages count from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in millimetres."""
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        """The middle, from the left edge of the sheet."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as drawn; only a PDF tells."""

    spans: tuple[Span, ...]
    box: Box
    baseline_mm: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn horizontal line under a paragraph: a border, a shape, a path. `left_mm` is from the sheet's edge.

    `gap_mm` is the distance from the baseline above it, `sure` is false where it was drawn freely and may belong
    elsewhere.
    """

    length_mm: float
    left_mm: float | None = None
    thick_pt: float = 0.75
    solid: bool = True
    color: str = "000000"
    gap_mm: float | None = None
    sure: bool = True

    @property
    def centre_mm(self) -> float | None:
        """The middle of the line, from the sheet's edge."""
        return None if self.left_mm is None else self.left_mm + self.length_mm / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """Four drawn lines around a paragraph, from middle to middle of the lines; `None` where it cannot be told."""

    width_mm: float | None
    height_mm: float | None
    color: str = "000000"


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distance of lines: a multiple of single (`boi_so`), exactly or at least so many points."""

    kind: Literal["boi_so", "chinh_xac", "it_nhat"]
    value: float


@dataclass(frozen=True, slots=True)
class TabStop:
    """Where a tab leads to; what the file tells from the edge of the column, a paragraph from that of the sheet."""

    at_mm: float
    kind: TabKind


@dataclass(frozen=True, slots=True)
class Cell:
    """The table cell a paragraph stands in. `framed`: the table draws lines, it is no mere layout.

    `table`, `row`, `column` count from 0; `columns` is how many cells the row has.
    """

    table: int
    row: int
    column: int
    columns: int
    framed: bool


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of text, in reading order.

    `left_mm` and `right_mm` bound where its lines stand: for a DOCX the column (cell or text area) less the indents,
    for a PDF the edges of the lines themselves. `element` is the number of the `w:p` in `word/document.xml` (in
    document order, text boxes included), by which comments and repairs find it again. `in_box`: it stands in a text
    box or shape. `tabs` are the writer's own stops of a DOCX, from the sheet's left edge.
    """

    index: int
    spans: tuple[Span, ...]
    area: Area = "than"
    section: int = 0
    page: int | None = None
    cell: Cell | None = None
    in_box: bool = False
    align: Align | None = None
    left_mm: float = 0.0
    right_mm: float = 0.0
    first_line_mm: float | None = None
    before_pt: float | None = None
    after_pt: float | None = None
    spacing: Spacing | None = None
    keep_next: bool | None = None
    contextual: bool = False
    page_break_before: bool = False
    style: str = ""
    under: tuple[Stroke, ...] = ()
    frame: Frame | None = None
    lines: tuple[Line, ...] = ()
    element: int | None = None
    tabs: tuple[TabStop, ...] = ()

    @cached_property
    def raw(self) -> str:
        """The shown text as it stands in the file."""
        return "".join(span.text for span in self.spans if not span.hidden)

    @cached_property
    def text(self) -> str:
        """The shown text as rules compare it; marks of footnotes are left out."""
        return plain("".join(span.text for span in self.spans if not (span.hidden or span.note)))

    @cached_property
    def shown(self) -> tuple[Span, ...]:
        """The spans that put letters on the paper; marks of footnotes are left out."""
        return tuple(span for span in self.spans if span.text.strip() and not (span.hidden or span.note))

    @property
    def sizes(self) -> frozenset[float]:
        """Every type size on the paper."""
        return frozenset(span.letters.size_pt for span in self.shown)

    @property
    def told(self) -> bool:
        """Whether weight and slant of all of it are known."""
        return all(span.letters.told for span in self.shown)

    # Letters whose look is not told are held against nothing: they count as bold and as light, as either slant.

    @property
    def bold(self) -> bool:
        """Whether all of it is bold, as far as that is told."""
        return bool(self.shown) and all(span.letters.bold or not span.letters.told for span in self.shown)

    @property
    def light(self) -> bool:
        """Whether none of it is bold, as far as that is told."""
        return not any(span.letters.bold and span.letters.told for span in self.shown)

    @property
    def italic(self) -> bool:
        """Whether all of it is italic, as far as that is told."""
        return bool(self.shown) and all(span.letters.italic or not span.letters.told for span in self.shown)

    @property
    def upright(self) -> bool:
        """Whether none of it is italic, as far as that is told."""
        return not any(span.letters.italic and span.letters.told for span in self.shown)

    @property
    def is_upper(self) -> bool:
        """Whether it has letters and all of them are capitals."""
        return self.text.isupper()

    @cached_property
    def widths_mm(self) -> tuple[float, ...]:
        """The width of each line: measured in a PDF, reckoned from the document font's widths in a DOCX."""
        if self.lines:
            return tuple(line.box.width for line in self.lines)
        return tuple(reckon_widths(self))

    @property
    def width_mm(self) -> float:
        """The width of the longest line."""
        return max(self.widths_mm, default=0.0)

    @property
    def centre_mm(self) -> float | None:
        """The middle of the text, from the sheet's edge; None where alignment leaves it open."""
        if self.lines or self.align == "giua":
            return (self.left_mm + self.right_mm) / 2
        width = self.width_mm
        if self.align == "phai":
            return self.right_mm - width / 2
        if self.align in ("trai", "deu") and len(self.widths_mm) == 1:
            return self.left_mm + (self.first_line_mm or 0.0) + width / 2
        return None

    @property
    def top_mm(self) -> float | None:
        """The first baseline, from the sheet's upper edge; only a PDF tells."""
        return self.lines[0].baseline_mm if self.lines else None


def reckon_widths(paragraph: Paragraph) -> Iterator[float]:
    """Widths of the lines a paragraph of a DOCX will have, by the look of its first letters."""
    if not paragraph.shown:
        return
    letters = paragraph.shown[0].letters
    style = font_style(bold=letters.bold, italic=letters.italic)
    available = max(paragraph.right_mm - paragraph.left_mm, 1.0)
    for piece in _broken(paragraph.spans):
        for line in wrap_lines(piece, letters.size_pt, style, available):
            yield width_mm(line, letters.size_pt, style)


def _broken(spans: tuple[Span, ...]) -> Iterator[str]:
    """The text between breaks that the writer made."""
    whole = "".join(span.text for span in spans if not (span.hidden or span.note))
    for piece in whole.split("\n"):
        if text := plain(piece):
            yield text


@dataclass(frozen=True)
class Section:
    """A section of a DOCX as its properties say. `restart`: the number its pages start with, None where they go on."""

    index: int
    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    gutter_mm: float = 0.0
    header_mm: float = 0.0
    footer_mm: float = 0.0
    landscape: bool = False
    title_page: bool = False
    restart: int | None = None
    number_format: str = "decimal"
    new_page: bool = True
    headers: Mapping[HeaderKind, tuple[Paragraph, ...]] = field(default_factory=dict)
    footers: Mapping[HeaderKind, tuple[Paragraph, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A page of a PDF. `text` bounds the running text, without what stands in the margins; `ink` bounds everything.

    `tables` are the outer bounds of drawn tables.
    """

    number: int
    width_mm: float
    height_mm: float
    text: Box | None = None
    ink: Box | None = None
    tables: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Font:
    """A font a PDF uses."""

    name: str
    embedded: bool
    to_unicode: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a DOCX: where it stands and what of it holds together."""

    index: int
    section: int
    framed: bool
    left_mm: float
    width_mm: float
    rows: int
    header_rows: int
    rows_kept: bool


@dataclass(frozen=True)
class Measured:
    """A file as measured. `leftovers` are Vietnamese phrases for comments, tracked changes, hidden text and the like.

    `mirrored`: the DOCX asks for mirrored margins (printing on both sides). `gaps_add`: between two paragraphs it wants
    the sum of the gap behind the one and the gap before the other; Word otherwise leaves the larger. `garbled`: what
    the PDF gives for its letters is not what is seen. `info` holds title, author, subject.
    """

    source: Source
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...] = ()
    pages: tuple[Page, ...] = ()
    fonts: tuple[Font, ...] = ()
    tables: tuple[Table, ...] = ()
    mirrored: bool = False
    gaps_add: bool = False
    garbled: bool = False
    leftovers: tuple[str, ...] = ()
    info: Mapping[str, str] = field(default_factory=dict)

    def in_area(self, area: Area) -> tuple[Paragraph, ...]:
        """The paragraphs of one area, empty ones too."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.area == area)
