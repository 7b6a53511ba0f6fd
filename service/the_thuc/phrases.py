"""Vietnamese phrases for measures: numbers with a decimal comma, sizes, lengths, styles of letters."""

from __future__ import annotations

from collections.abc import Iterable
from colorsys import rgb_to_hsv
from datetime import date

from service.findings import Finding
from service.rules.values import LineSpacing
from service.text.dates import pad_number

EXCERPT = 60
# What stands before the demand, what was found, the way to mend and the law, wherever a finding is shown.
LABELS = ("Quy định", "Đã thấy", "Cách sửa", "Căn cứ")
_UNTOLD_LABELS = ("Quy tắc", "Lý do", "Nếu sai", "Căn cứ")

_RGB = len("FF0000")
_GREY, _WHITE = 0.15, 0.95
# Names of colours by the upper bound of their hue in degrees.
_HUES = (
    (15, "đỏ"),
    (45, "cam"),
    (70, "vàng"),
    (165, "xanh lá"),
    (255, "xanh lam"),
    (290, "tím"),
    (345, "hồng"),
    (361, "đỏ"),
)


def number(value: float) -> str:
    """A number as Vietnamese papers print it: at most one decimal, behind a comma."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def one_of(values: Iterable[float], unit: str = "") -> str:
    """Values a person may choose from: "13 hoặc 14"."""
    words = [number(value) for value in sorted(values)]
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} hoặc {words[-1]}"
    return f"{listed} {unit}".strip()


def between(low: float, high: float, unit: str) -> str:
    """A range: "20–25 mm", or the one value."""
    return f"{number(low)} {unit}" if low == high else f"{number(low)}–{number(high)} {unit}"


def line_spacing(wanted: LineSpacing) -> str:
    """A range of line spacing: "giãn dòng chính xác 18–22 pt", "giãn dòng chính xác từ 18 pt trở lên"."""
    exactly, unit = ("chính xác ", "pt") if wanted.kieu == "chinh_xac" else ("", "dòng")
    if wanted.khong_tran:
        return f"giãn dòng {exactly}từ {number(wanted.tu)} {unit} trở lên"
    return f"giãn dòng {exactly}{between(wanted.tu, wanted.den, unit)}"


def short_date(day: date) -> str:
    """A date as papers write it in short: a zero before days below 10 and before January and February alone."""
    return f"{pad_number(day.day, 10)}/{pad_number(day.month, 3)}/{day.year}"


def labels_of(finding: Finding) -> tuple[str, str, str, str]:
    """The words before the four parts of a finding.

    What could not be told of a place is no fault: the way to mend is for whoever looks there and finds one.
    """
    return _UNTOLD_LABELS if finding.level == "unknown" and finding.place else LABELS


def colour_name(colour: str) -> str:
    """A colour as a person calls it, with its figures: "đỏ (#FF0000)"."""
    if len(colour) != _RGB or not set(colour) <= set("0123456789ABCDEFabcdef"):
        return f"#{colour}"
    red, green, blue = (int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4))
    hue, saturation, value = rgb_to_hsv(red, green, blue)
    if saturation < _GREY:
        name = "trắng" if value > _WHITE else "xám"
    else:
        name = next(name for bound, name in _HUES if hue * 360 < bound)
    return f"{name} (#{colour})"


def quoted(text: str) -> str:
    """A text in Vietnamese quotation marks, cut where it is long."""
    return f"“{text if len(text) <= EXCERPT else text[:EXCERPT].rstrip() + '…'}”"
