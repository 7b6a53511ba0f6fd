"""Dates as papers write them: partial dates, leading zeros, dates found in running text."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

# Asia/Ho_Chi_Minh keeps one offset all year; a fixed one needs no time zone files on the machine.
TIME_ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_WRITTEN = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_IN_TEXT = re.compile(r"ngày\s+(\d{1,2})\s*(?:tháng\s+(\d{1,2})\s+năm\s+|[/.](\d{1,2})[/.])(\d{4})", re.IGNORECASE)


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
        day, month, year = (int(part) for part in written.groups())
    elif iso := _ISO.fullmatch(text):
        year, month, day = (int(part) if part else 0 for part in iso.groups())
    else:
        raise ValueError("phải viết dạng 2026-09-05, 2026-09 hoặc 2026")
    if year < 1900 or month > 12 or (month and day > monthrange(year, month)[1]) or (not month and day):
        raise ValueError("không có ngày này trong lịch")
    if text.count("-") >= 1 and not month:
        raise ValueError("không có tháng này trong lịch")
    if (text.count("-") == 2 or "/" in text or "." in text) and not day:
        raise ValueError("không có ngày này trong lịch")
    return PartialDate(year, month or None, day or None)


def today() -> date:
    """Today in Viet Nam."""
    return datetime.now(TIME_ZONE).date()


def dates_in_text(text: str) -> list[date]:
    """Every date written in full in a text, in the order written; what is no date of the calendar is left out."""
    found = []
    for day, month_word, month_slash, year in _IN_TEXT.findall(text):
        try:
            found.append(date(int(year), int(month_word or month_slash), int(day)))
        except ValueError:
            continue
    return found


def pad_number(number: int, zero_below: int) -> str:
    """The number with one leading zero when it is below the given bound."""
    return f"0{number}" if number < min(zero_below, 10) else str(number)
