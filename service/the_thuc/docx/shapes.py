"""What drawings come to for a checker: drawn horizontal lines and boxes of text, and the ground they stand on."""

from __future__ import annotations

from dataclasses import dataclass

from service.the_thuc.docx.layers import BLACK
from service.the_thuc.docx.values import POINTS_PER_MM, Element
from service.the_thuc.model import Align, Frame, Stroke

# A line drawn by hand is seldom quite level; one as steep as this is no line under a text.
_LEVEL = 0.1
# Word's own thickness for a line that says nothing of it.
DEFAULT_PEN_PT = 0.75
# A filled rectangle so low is seen as a line.
THIN_PT = 3.0
COLOR_NAMES = {
    "black": BLACK, "white": "FFFFFF", "red": "FF0000", "blue": "0000FF", "green": "008000", "yellow": "FFFF00",
    "gray": "808080", "grey": "808080", "silver": "C0C0C0", "navy": "000080", "maroon": "800000", "purple": "800080",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edges:
    """Left and right bounds in millimetres from the sheet's left edge."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """Width in millimetres."""
        return self.right - self.left

    def inner(self, left: float, right: float) -> Edges:
        """These bounds less so much at either side."""
        return Edges(self.left + left, self.right - right)


@dataclass(frozen=True, slots=True)
class Ground:
    """What positions of drawings are told from: the sheet, the text area, the column or cell, the paragraph."""

    sheet: Edges
    margins: Edges
    column: Edges
    paragraph: Edges
    align: Align | None
    in_cell: bool

    def edges(self, relative: str, *, stay_in_cell: bool) -> Edges | None:
        """The bounds a horizontal position is told from; None for a place within the text."""
        if relative in ("page", "margin") and self.in_cell and stay_in_cell:
            return self.column
        by_name = {
            "page": self.sheet,
            "margin": self.margins,
            "column": self.column,
            "text": self.column,
            "leftMargin": Edges(self.sheet.left, self.margins.left),
            "insideMargin": Edges(self.sheet.left, self.margins.left),
            "rightMargin": Edges(self.margins.right, self.sheet.right),
            "outsideMargin": Edges(self.margins.right, self.sheet.right),
        }
        return by_name.get(relative)

    def inline_left(self, width_mm: float) -> float:
        """Where a drawing stands that is set like a letter, alone in its paragraph."""
        place: dict[Align | None, str] = {"giua": "center", "phai": "right"}
        return aligned(self.paragraph, place.get(self.align, "left"), width_mm)


def aligned(edges: Edges, place: str, width_mm: float) -> float:
    """The left edge of something so wide, aligned between bounds."""
    if place == "center":
        return (edges.left + edges.right - width_mm) / 2
    return edges.right - width_mm if place in ("right", "outside") else edges.left


@dataclass(frozen=True, slots=True)
class Pen:
    """How a shape's outline is drawn."""

    visible: bool
    thick_pt: float = DEFAULT_PEN_PT
    solid: bool = True
    color: str = BLACK


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A drawn horizontal line. `y_pt` is how far below the top of its paragraph it is, None where nobody can tell.

    `inline`: it stands in the text like a letter.
    """

    length_mm: float
    left_mm: float | None
    y_pt: float | None
    inline: bool
    pen: Pen

    def stroke(self, *, sure: bool) -> Stroke:
        """The line as the model has it."""
        return Stroke(self.length_mm, self.left_mm, self.pen.thick_pt, self.pen.solid, self.pen.color, sure=sure)


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box of text: its content, where its text stands if that can be told, and its outline if it is drawn."""

    content: Element
    text: Edges | None
    frame: Frame | None


Drawn = DrawnLine | TextBox


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape's place and size, whatever it is; points, but for `left_mm`."""

    left_mm: float | None
    y_pt: float | None
    width_pt: float
    height_pt: float
    inline: bool

    @property
    def width_mm(self) -> float:
        """Width in millimetres."""
        return self.width_pt / POINTS_PER_MM

    def line(self, pen: Pen) -> DrawnLine | None:
        """The outline as a horizontal line; None if it is not level or not seen."""
        if not pen.visible or self.width_pt <= 0 or self.height_pt > max(self.width_pt * _LEVEL, 1.0):
            return None
        y = None if self.y_pt is None else self.y_pt + self.height_pt / 2
        return DrawnLine(self.width_mm, self.left_mm, y, self.inline, pen)

    def box(self, content: Element, pen: Pen, insets_pt: tuple[float, float]) -> TextBox:
        """The outline as a box of text, its text so far from the sides."""
        text = None
        if self.left_mm is not None and self.width_pt > 0:
            left, right = (inset / POINTS_PER_MM for inset in insets_pt)
            text = Edges(self.left_mm, self.left_mm + self.width_mm).inner(left, right)
        height = self.height_pt / POINTS_PER_MM
        frame = Frame(self.width_mm or None, height or None, pen.color) if pen.visible else None
        return TextBox(content, text, frame)
