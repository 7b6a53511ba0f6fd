"""Whole numbers as papers write them: counts of two digits, amounts with thousands parted, amounts in words."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# The last digit sounds otherwise behind a ten: mười lăm, hai mươi mốt, hai mươi tư, hai mươi lăm.
_BEHIND_TEN = {5: "lăm"}
_BEHIND_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_GROUP = 1_000
_BILLION = 1_000_000_000
_UNITS = ("", "nghìn", "triệu")
LARGEST = 10**18 - 1
SMALLEST_PLAIN_COUNT = 10


def format_count(count: int) -> str:
    """A count of people or things: one digit gets a zero in front, so that no digit can be added later."""
    return f"{count:02d}" if count < SMALLEST_PLAIN_COUNT else str(count)


def format_amount(amount: int) -> str:
    """An amount with a dot between thousands: 1.520.000."""
    return f"{amount:,}".replace(",", ".")


def amount_in_words(amount: int) -> str:
    """A whole number in Vietnamese words, small letters: 1520000 -> `một triệu năm trăm hai mươi nghìn`.

    Raises:
        ValueError: negative, or beyond `LARGEST`.
    """
    if not 0 <= amount <= LARGEST:
        raise ValueError("out of range")
    return " ".join(_read(amount, full=False)) or _DIGITS[0]


def _read(amount: int, *, full: bool) -> list[str]:
    """The words of a number; with `full`, what leads it is read even where it is nought."""
    billions, rest = divmod(amount, _BILLION)
    words: list[str] = []
    if billions:
        words += [*_read(billions, full=full), "tỷ"]
    for index in (2, 1, 0):
        group, rest = divmod(rest, _GROUP**index)
        if group:
            words += _read_group(group, full=full or bool(words))
            words += [_UNITS[index]] if _UNITS[index] else []
    return words


def _read_group(group: int, *, full: bool) -> list[str]:
    """One to three digits; behind a larger part the hundreds are read even where there are none."""
    hundreds, rest = divmod(group, 100)
    tens, digit = divmod(rest, 10)
    words: list[str] = []
    if hundreds or full:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        if digit:
            words += ["linh", _DIGITS[digit]] if words else [_DIGITS[digit]]
    elif tens == 1:
        words += ["mười", *([_BEHIND_TEN.get(digit, _DIGITS[digit])] if digit else [])]
    else:
        words += [_DIGITS[tens], "mươi", *([_BEHIND_TENS.get(digit, _DIGITS[digit])] if digit else [])]
    return words
