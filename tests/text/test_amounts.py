"""Amounts in words and digits, as a money line of an official paper writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.amounts import LARGEST, amount_in_words, format_amount, format_count

WORDS = {
    0: "không",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    55: "năm mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    504: "năm trăm linh bốn",
    1_000: "một nghìn",
    1_005: "một nghìn không trăm linh năm",
    1_015: "một nghìn không trăm mười lăm",
    1_100: "một nghìn một trăm",
    21_021: "hai mươi mốt nghìn không trăm hai mươi mốt",
    760_000: "bảy trăm sáu mươi nghìn",
    1_000_005: "một triệu không trăm linh năm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    1_015_000: "một triệu không trăm mười lăm nghìn",
    1_520_000: "một triệu năm trăm hai mươi nghìn",
    6_840_000: "sáu triệu tám trăm bốn mươi nghìn",
    1_000_000_000: "một tỷ",
    1_000_000_005: "một tỷ không trăm linh năm",
    2_000_300_000: "hai tỷ ba trăm nghìn",
    1_000_000_000_000: "một nghìn tỷ",
    1_005_000_000_000: "một nghìn không trăm linh năm tỷ",
    1_000_000_000_000_000: "một triệu tỷ",
    5_000_000_005_000_000: "năm triệu tỷ không trăm linh năm triệu",
}
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
VALUES = {word: digit for digit, word in enumerate(DIGITS)}
VALUES |= {"mốt": 1, "tư": 4, "lăm": 5}


def value_of(words: str) -> int:
    """Reads words back, by the value of each word alone: an account of its own of how numbers are said."""
    total = part = digit = 0
    for word in words.split():
        if word in VALUES:
            digit = VALUES[word]
            continue
        if word == "linh":
            digit = 0
        elif word == "mười":
            part, digit = part + 10, 0
        elif word == "mươi":
            part, digit = part + digit * 10, 0
        elif word == "trăm":
            part, digit = part + digit * 100, 0
        else:
            factor = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}[word]
            if word == "tỷ":
                total, part, digit = (total + part + digit) * factor, 0, 0
            else:
                total, part, digit = total + (part + digit) * factor, 0, 0
    return total + part + digit


@pytest.mark.parametrize(("amount", "words"), WORDS.items())
def test_amount_reads_as_it_is_said(amount: int, words: str) -> None:
    assert amount_in_words(amount) == words


@given(st.integers(0, 999_999_999_999))
def test_words_mean_the_amount(amount: int) -> None:
    assert value_of(amount_in_words(amount)) == amount


@pytest.mark.parametrize("amount", [-1, LARGEST + 1])
def test_what_cannot_be_said_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        amount_in_words(amount)


def test_digits_are_parted_and_counts_have_two() -> None:
    assert [format_amount(amount) for amount in (0, 999, 1_520_000)] == ["0", "999", "1.520.000"]
    assert [format_count(count) for count in (0, 5, 10, 100)] == ["00", "05", "10", "100"]
