"""Where the lines of a PDF's pages begin and end: the edges that several lines share, and what stands furthest out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.text.metrics import POINTS_PER_MM
from service.the_thuc.checks.whole import parts_of
from service.the_thuc.model import Line, Paragraph
from service.the_thuc.paper import Paper

# An edge counts when so many lines share it within so much: less proves nothing of a margin.
LINES_OF_AN_EDGE = 3
SAME_EDGE_MM = 1.0
# Share of the type size above and below the baseline in the document font: a page's first line fills it from the
# margin down, its last line down to the margin.
ASCENT, DESCENT = 0.891, 0.216
# What the law lets stand outside the text area.
OUTSIDE = ("do_khan", "lien_he")


@dataclass(frozen=True)
class PageEdges:
    """The edges of a page's running text, or of several pages of one kind taken together.

    `lefts` and `rights` are edges that may be those of the text area: where second and further lines begin, where the
    full lines of justified text end. The rest bounds all lines, drawn tables left out.
    """

    number: int
    width_mm: float
    height_mm: float
    lines: tuple[tuple[Paragraph, Line], ...]
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    mirrored: bool = False

    @property
    def landscape(self) -> bool:
        """Whether the page lies."""
        return self.width_mm > self.height_mm

    @property
    def kind(self) -> tuple[bool, bool, float]:
        """What pages with the same margins share: upright or lying, front or back of a sheet, width."""
        return self.landscape, self.mirrored, self.width_mm

    @property
    def top(self) -> float:
        """Where the first line begins, in millimetres from the upper edge."""
        return min(_top(line) for _, line in self.lines)

    @property
    def bottom(self) -> float:
        """Where the last line ends, in millimetres from the upper edge."""
        return max(_bottom(line) for _, line in self.lines)

    def margin(self, side: str) -> float | None:
        """The margin that several lines show on the left ("trai") or right ("phai"); None where too few do."""
        if side == "trai":
            return shared_edge(self.lefts)
        edge = shared_edge([-right for right in self.rights])
        return None if edge is None else self.width_mm + edge

    def sharing(self, side: str) -> int:
        """How many lines share the edge that `margin` tells."""
        edge, values = self.margin(side), self.lefts if side == "trai" else [self.width_mm - x for x in self.rights]
        return 0 if edge is None else sum(abs(value - edge) <= SAME_EDGE_MM for value in values)

    def least_margin(self, side: str) -> float:
        """How near any line comes to the left ("trai") or right ("phai") edge of the sheet."""
        if side == "trai":
            return min(line.box.left for _, line in self.lines)
        return self.width_mm - max(line.box.right for _, line in self.lines)

    def at(self, side: str) -> Paragraph:
        """The paragraph nearest to the upper ("tren") or lower ("duoi") edge of the sheet."""
        if side == "tren":
            return min(self.lines, key=lambda pair: _top(pair[1]))[0]
        return max(self.lines, key=lambda pair: _bottom(pair[1]))[0]

    def beyond(self, left: float, right: float) -> tuple[Paragraph, ...]:
        """The paragraphs with a line that stands out of these bounds."""
        out = {
            id(paragraph): paragraph for paragraph, line in self.lines if line.box.left < left or line.box.right > right
        }
        return tuple(out.values())

    def joined(self, other: PageEdges) -> PageEdges:
        """This page and another as one."""
        return replace(
            self,
            lines=self.lines + other.lines,
            lefts=self.lefts + other.lefts,
            rights=self.rights + other.rights,
        )


def page_edges(paper: Paper) -> tuple[PageEdges, ...]:
    """The edges of the pages, worked out once for a paper; see `_page_edges`."""
    return paper.once("page_edges", _page_edges)


def _page_edges(paper: Paper) -> tuple[PageEdges, ...]:
    """The edges of every page of a PDF that has running text."""
    out = parts_of(paper, OUTSIDE)
    lines: dict[int, list[tuple[Paragraph, Line]]] = {}
    lefts: dict[int, list[float]] = {}
    rights: dict[int, list[float]] = {}
    for paragraph in paper.measured.in_area("than"):
        if paragraph.in_box or id(paragraph) in out or (paragraph.cell and paragraph.cell.framed):
            continue
        for index, line in enumerate(paragraph.lines):
            page = line.box.page
            lines.setdefault(page, []).append((paragraph, line))
            if paragraph.align in ("deu", "trai", None) and index > 0:
                lefts.setdefault(page, []).append(line.box.left)
            if paragraph.align == "deu" and index + 1 < len(paragraph.lines):
                rights.setdefault(page, []).append(line.box.right)
    own = tuple(
        _turned(
            PageEdges(
                page.number,
                page.width_mm,
                page.height_mm,
                tuple(lines[page.number]),
                tuple(lefts.get(page.number, ())),
                tuple(rights.get(page.number, ())),
            ),
            paper,
        )
        for page in paper.measured.pages
        if page.number in lines
    )
    backs = {(edges.landscape, edges.width_mm) for edges in own if edges.mirrored}
    return tuple(
        _turned_as_others(edges, paper) if (edges.landscape, edges.width_mm) in backs else edges for edges in own
    )


def shared_edge(values: Sequence[float]) -> float | None:
    """The least value that enough lines share; None where too few do."""
    ordered = sorted(values)
    last = LINES_OF_AN_EDGE - 1
    for first in range(len(ordered) - last):
        if ordered[first + last] - ordered[first] <= SAME_EDGE_MM:
            return ordered[first]
    return None


def _turned(edges: PageEdges, paper: Paper) -> PageEdges:
    """A back of a sheet printed on both sides is known by its left edge, nearer to the other margin."""
    trang = paper.rule_set.trang
    left = shared_edge(edges.lefts)
    if edges.number % 2 or left is None:
        return edges
    middle = (trang.le_trai_mm.tu + trang.le_phai_mm.den) / 2
    right = edges.margin("phai")
    # Where the law knows no back of a sheet, both edges must say so: one alone may be a wrong margin.
    both = trang.doi_xung or (right is not None and right > middle)
    return replace(edges, mirrored=left < middle and both)


def _turned_as_others(edges: PageEdges, paper: Paper) -> PageEdges:
    """A back with too few lines to tell is a back as the others are, when its lines begin as those of a back do."""
    tells = edges.number % 2 == 1 or shared_edge(edges.lefts) is not None
    begins = edges.least_margin("trai") < paper.rule_set.trang.le_trai_mm.tu
    return edges if tells else replace(edges, mirrored=begins)


def _size_mm(line: Line) -> float:
    return max((span.letters.size_pt for span in line.spans), default=0.0) / POINTS_PER_MM


def _top(line: Line) -> float:
    return line.baseline_mm - ASCENT * _size_mm(line)


def _bottom(line: Line) -> float:
    return line.baseline_mm + DESCENT * _size_mm(line)
