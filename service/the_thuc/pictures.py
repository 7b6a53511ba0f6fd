"""Pictures of a PDF's pages, with numbered frames around the places that findings speak of."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from service.findings import Level
from service.pdfium import PDFIUM_LOCK
from service.the_thuc.model import Box

# 110 dots per inch: small type can be read, a page of A4 stays near 200 kB.
DPI = 110
# The long side of a picture; a sheet beyond A3 is drawn smaller.
MAX_SIDE = 2400
# A paper of the offices has a few pages; a collection of hundreds is not looked at page by page.
MAX_PICTURES = 100
COLORS: Mapping[Level, tuple[int, int, int]] = {
    "error": (200, 0, 0),
    "warning": (205, 100, 0),
    "info": (0, 90, 180),
    "unknown": (110, 110, 110),
}

_MM = 25.4
_AIR_MM = 1.0
_LINE = 2
_TYPE_SIZE = 14
_TAG_AIR, _TAG_GAP = 3, 4
_NUMBERS_A_LINE, _MOST_NUMBERS = 3, 9
# Paper as light as this holds nothing that a tag would hide.
_BLANK = 245
_WHITE = (255, 255, 255)
# Steps so wide that Pillow's nearest colour is the true one: white stays white.
_GREYS = 18

Corner = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A frame: the number of its finding, which gives it its colour by level, and where."""

    number: int
    level: Level
    box: Box


def draw_marked(pdf: bytes, marks: Sequence[Mark]) -> tuple[bytes, ...]:
    """PNG pictures of the first `MAX_PICTURES` pages; places shared get one frame with all numbers."""
    by_page: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_page[mark.box.page].append(mark)
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            drawn = range(min(len(document), MAX_PICTURES))
            return tuple(_png(_page(document[index], by_page[index + 1])) for index in drawn)
        finally:
            document.close()


def _page(page: pypdfium2.PdfPage, marks: Sequence[Mark]) -> Image.Image:
    scale = min(DPI / 72, MAX_SIDE / max(*page.get_size(), 1.0))
    image: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("RGB")
    if marks:
        _mark(image, marks, scale * 72 / _MM)
    return image


def _mark(image: Image.Image, marks: Sequence[Mark], per_mm: float) -> None:
    framed: dict[Corner, list[Mark]] = defaultdict(list)
    for mark in marks:
        framed[_pixels(mark.box, per_mm, image.size)].append(mark)
    draw = ImageDraw.Draw(image)
    # The gravest last, so that no other hides it.
    for corners, there in sorted(framed.items(), key=lambda one: -_gravest(one[1])):
        draw.rectangle(corners, outline=_color(there), width=_LINE)
    for corners, there in sorted(framed.items(), key=lambda one: (one[0][1], one[0][0])):
        _tag(image, draw, corners, there)


def _gravest(marks: Sequence[Mark]) -> int:
    levels = list(COLORS)
    return min(levels.index(mark.level) for mark in marks)


def _color(marks: Sequence[Mark]) -> tuple[int, int, int]:
    return list(COLORS.values())[_gravest(marks)]


def _pixels(box: Box, per_mm: float, size: tuple[int, int]) -> Corner:
    """The frame of a box, kept on the sheet."""
    right, bottom = size[0] - 1, size[1] - 1
    left_edge = min(max(round((box.left - _AIR_MM) * per_mm), 0), right)
    top_edge = min(max(round((box.top - _AIR_MM) * per_mm), 0), bottom)
    right_edge = max(min(round((box.right + _AIR_MM) * per_mm), right), left_edge)
    bottom_edge = max(min(round((box.bottom + _AIR_MM) * per_mm), bottom), top_edge)
    return left_edge, top_edge, right_edge, bottom_edge


def _tag(image: Image.Image, draw: ImageDraw.ImageDraw, frame: Corner, marks: Sequence[Mark]) -> None:
    """The numbers beside the frame, where the paper is blank."""
    text, font = _numbers(marks), ImageFont.load_default(_TYPE_SIZE)
    left, top, right, bottom = draw.multiline_textbbox((0, 0), text, font=font)
    width, height = round(right - left) + 2 * _TAG_AIR, round(bottom - top) + 2 * _TAG_AIR
    x, y = next(_free(image, frame, width, height))
    draw.rectangle((x, y, x + width, y + height), fill=_color(marks))
    draw.multiline_text((x + _TAG_AIR - left, y + _TAG_AIR - top), text, fill=_WHITE, font=font)


def _numbers(marks: Sequence[Mark]) -> str:
    numbers = [str(number) for number in sorted({mark.number for mark in marks})]
    told = numbers if len(numbers) <= _MOST_NUMBERS else [*numbers[: _MOST_NUMBERS - 1], "…"]
    rows = [told[start : start + _NUMBERS_A_LINE] for start in range(0, len(told), _NUMBERS_A_LINE)]
    return ",\n".join(", ".join(row) for row in rows)


def _free(image: Image.Image, frame: Corner, width: int, height: int) -> Iterator[tuple[int, int]]:
    """Where a tag can stand, the best place first; at the end one that hides something."""
    left, top, right, bottom = frame
    beside = [(left - _TAG_GAP - width, top), (right + _TAG_GAP, top)]
    if left > image.width // 2:
        beside.reverse()
    over = [(left, top - _TAG_GAP - height), (right - width, top - _TAG_GAP - height), (left, bottom + _TAG_GAP)]
    along = [(x, y) for y in range(top, max(bottom - height, top) + 1, max(height // 2, 1)) for x, _ in beside]
    for place in (*beside, *over, *along):
        if _is_blank(image, *place, width, height):
            yield place
    yield max(min(beside[0][0], image.width - 1 - width), 0), min(top, image.height - 1 - height)


def _is_blank(image: Image.Image, x: int, y: int, width: int, height: int) -> bool:
    if x < 0 or y < 0 or x + width >= image.width or y + height >= image.height:
        return False
    part = image.crop((x, y, x + width + 1, y + height + 1)).convert("L")
    return not any(part.histogram()[:_BLANK])


def _png(image: Image.Image) -> bytes:
    """Greys and the colours of the frames are all there is: a palette of them keeps the file small and them apart."""
    greys = [round(255 * step / (_GREYS - 1)) for step in range(_GREYS)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(level for grey in greys for level in (grey, grey, grey)), *chain(*COLORS.values())])
    with io.BytesIO() as target:
        image.quantize(palette=palette, dither=Image.Dither.NONE).save(target, "PNG")
        return target.getvalue()
