"""Dates as papers write them: partial dates, leading zeros, dates found in running text."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

# Asia/Ho_Chi_Minh keeps one offset all year; a fixed one needs no time zone files on the machine.
TIME_ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
FIRST_YEAR = 1900

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_WRITTEN = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4})")
_IN_TEXT = re.compile(
    r"ngày\s+([0-9]{1,2})\s*(?:tháng\s+([0-9]{1,2})\s+năm\s+|[/.-]([0-9]{1,2})[/.-])([0-9]{4})(?![0-9])", re.IGNORECASE
)


@dataclass(frozen=True)
class PartialDate:
    """A date of which day, or day and month, may not be known yet."""

    year: int
    month: int | None = None
    day: int | None = None

    def isoformat(self) -> str:
        """`2026-09-05`, `2026-09` or `2026`."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def nearest(self, day: date) -> date:
        """The day it can mean that lies nearest to another."""
        return min(max(day, self.earliest()), self.latest())


def parse_partial_date(text: str) -> PartialDate:
    """Reads `2026-09-05`, `2026-09`, `2026` or `05/9/2026`.

    Raises:
        ValueError: not of these forms, or no such day; the message is a Vietnamese phrase.
    """
    if written := _WRITTEN.fullmatch(text):
        year, month, day = written[4], written[3], written[1]
    elif iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    else:
        raise ValueError("phải viết dạng 2026-09-05, 2026-09 hoặc 2026")
    known = PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    if known.year < FIRST_YEAR:
        raise ValueError(f"phải từ năm {FIRST_YEAR} trở đi")
    if known.month is not None and not 1 <= known.month <= 12:
        raise ValueError("không có tháng này trong lịch")
    if known.day is not None and not 1 <= known.day <= monthrange(known.year, known.month or 1)[1]:
        raise ValueError("không có ngày này trong lịch")
    return known


def today() -> date:
    """Today in Viet Nam."""
    return datetime.now(TIME_ZONE).date()


def dates_in_text(text: str) -> list[date | None]:
    """Every date written out in a text, in the order written; None for one that is not in the calendar."""
    return [
        _date_or_none(int(year), int(month_word or month_slash), int(day))
        for day, month_word, month_slash, year in _IN_TEXT.findall(text)
    ]


def pad_number(number: int, zero_below: int) -> str:
    """The number with one leading zero when it is below the given bound."""
    return f"0{number}" if number < min(zero_below, 10) else str(number)


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
