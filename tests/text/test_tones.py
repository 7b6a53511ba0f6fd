"""One word spelt two ways is one word; another tone is another word."""

from __future__ import annotations

import unicodedata

import pytest

from service.text.tones import same_spelling


@pytest.mark.parametrize(
    ("one", "other"), [("HÒA", "HOÀ"), ("Ủy ban", "UỶ  BAN"), ("hỏa tốc", "HOẢ TỐC"), ("Thanh Khuê", "thanh khuê")]
)
def test_both_spellings_are_one(one: str, other: str) -> None:
    assert same_spelling(one) == same_spelling(other) == same_spelling(unicodedata.normalize("NFD", one))


@pytest.mark.parametrize(("one", "other"), [("hoà", "hoá"), ("huê", "hue"), ("uy", "ủy"), ("đa", "da")])
def test_another_tone_or_letter_is_another_word(one: str, other: str) -> None:
    assert same_spelling(one) != same_spelling(other)
