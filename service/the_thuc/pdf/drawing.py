"""Reads a drawn path: straight lines, level or upright, and filled areas; curves are left out."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

import pypdfium2.raw as pdfium

from service.the_thuc.pdf.document import MM_PER_PT, Matrix

# A filled shape as low or narrow as this is a line to a reader.
THIN_MM = 0.9
# A line may rise or lean by so much and still count as level or upright.
SKEW_MM = 0.2
# What has more corners is a drawing, not a rule, a frame or a cell's shade.
MAX_POINTS = 64
# Pieces of one line: on one height within, and end to end within.
SAME_HEIGHT_MM, TOUCHING_MM = 0.25, 0.35


class Segment(NamedTuple):
    """A drawn straight line: `at` is its height (level) or its distance from the left (upright), `start` < `end`."""

    level: bool
    at: float
    start: float
    end: float
    thick_pt: float
    solid: bool
    color: str

    @property
    def length(self) -> float:
        """Its length in millimetres."""
        return self.end - self.start


class Area(NamedTuple):
    """A filled area that is no line."""

    left: float
    top: float
    right: float
    bottom: float
    color: str


class _Point(NamedTuple):
    x: float
    y: float
    starts: bool
    closes: bool


def read_path(path: object, to_mm: Matrix) -> tuple[list[Segment], list[Area]]:
    """The lines and areas of a path object; `to_mm` maps what holds the path to the page."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= MAX_POINTS:
        return [], []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return [], []
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    whole = Matrix(own.a, own.b, own.c, own.d, own.e, own.f).then(to_mm)
    points = _points(path, count, whole)
    if not points:
        return [], []
    width = 0.0
    if stroke.value:
        raw_width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(path, raw_width)
        width = raw_width.value * abs(whole.a * whole.d - whole.b * whole.c) ** 0.5 / MM_PER_PT
    if fill.value:
        return _filled(points, _color(path, pdfium.FPDFPageObj_GetFillColor), width)
    solid = pdfium.FPDFPageObj_GetDashCount(path) <= 0
    return list(_stroked(points, width, solid, _color(path, pdfium.FPDFPageObj_GetStrokeColor))), []


def _points(path: object, count: int, whole: Matrix) -> list[_Point]:
    """The corners of a path; none if it has a curve."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for position in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, position)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return []
        closes = count > 2 and bool(pdfium.FPDFPathSegment_GetClose(segment))
        points.append(_Point(*whole.place(x.value, y.value), kind == pdfium.FPDF_SEGMENT_MOVETO, closes))
    return points


def _color(path: object, ask: pdfium.CFUNCTYPE) -> str:
    parts = tuple(ctypes.c_uint() for _ in range(4))
    if not ask(path, *parts):
        return "000000"
    return "".join(f"{part.value:02X}" for part in parts[:3])


def _stroked(points: list[_Point], thick_pt: float, solid: bool, color: str) -> Iterator[Segment]:
    first = previous = points[0]
    for point in points:
        if point.starts:
            first = previous = point
            continue
        for start, end in ((previous, point), (point, first)) if point.closes else ((previous, point),):
            width, height = abs(end.x - start.x), abs(end.y - start.y)
            if height <= SKEW_MM < width:
                left, right = sorted((start.x, end.x))
                yield Segment(True, (start.y + end.y) / 2, left, right, thick_pt, solid, color)
            elif width <= SKEW_MM < height:
                top, bottom = sorted((start.y, end.y))
                yield Segment(False, (start.x + end.x) / 2, top, bottom, thick_pt, solid, color)
        previous = point


def _filled(points: list[_Point], color: str, border_pt: float) -> tuple[list[Segment], list[Area]]:
    segments, areas = [], []
    for shape in _shapes(points):
        left, right = min(p.x for p in shape), max(p.x for p in shape)
        top, bottom = min(p.y for p in shape), max(p.y for p in shape)
        width, height = right - left, bottom - top
        if height <= THIN_MM and height <= width:
            thick = height / MM_PER_PT + border_pt
            segments.append(Segment(True, (top + bottom) / 2, left, right, thick, True, color))
        elif width <= THIN_MM:
            thick = width / MM_PER_PT + border_pt
            segments.append(Segment(False, (left + right) / 2, top, bottom, thick, True, color))
        else:
            areas.append(Area(left, top, right, bottom, color))
    return segments, areas


def _shapes(points: list[_Point]) -> Iterator[list[_Point]]:
    shape: list[_Point] = []
    for point in points:
        if point.starts and shape:
            yield shape
            shape = []
        shape.append(point)
    yield shape


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """Segments with those made one that lie end to end or upon each other, as makers of files draw one line."""
    done: list[Segment] = []
    for run in _runs(segments):
        current: Segment | None = None
        for segment in sorted(run, key=attrgetter("color", "start")):
            if current and segment.color == current.color and segment.start <= current.end + TOUCHING_MM:
                current = current._replace(
                    end=max(current.end, segment.end),
                    thick_pt=max(current.thick_pt, segment.thick_pt),
                    solid=current.solid and segment.solid,
                )
                continue
            if current:
                done.append(current)
            current = segment
        if current:
            done.append(current)
    return done


def _runs(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Level segments on one height, upright ones at one distance."""
    run: list[Segment] = []
    for segment in sorted(segments, key=attrgetter("level", "at")):
        if run and (segment.level != run[0].level or segment.at - run[0].at > SAME_HEIGHT_MM):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run
