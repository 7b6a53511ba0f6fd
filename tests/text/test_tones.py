"""One word spelt two ways is one word; another tone is another word."""

from __future__ import annotations

import unicodedata

import pytest

from service.text.tones import fold, old_tones, same_spelling, without_marks


@pytest.mark.parametrize(
    ("one", "other"), [("HÒA", "HOÀ"), ("Ủy ban", "UỶ  BAN"), ("hỏa tốc", "HOẢ TỐC"), ("Thanh Khuê", "thanh khuê")]
)
def test_both_spellings_are_one(one: str, other: str) -> None:
    assert same_spelling(one) == same_spelling(other) == same_spelling(unicodedata.normalize("NFD", one))


@pytest.mark.parametrize(("one", "other"), [("hoà", "hoá"), ("huê", "hue"), ("uy", "ủy"), ("đa", "da")])
def test_another_tone_or_letter_is_another_word(one: str, other: str) -> None:
    assert same_spelling(one) != same_spelling(other)


def test_titles_of_either_spelling_begin_alike_whatever_sign_follows() -> None:
    assert fold("PHÓ CHỦ TỊCH UỶ BAN").startswith(fold("phó chủ tịch Ủy"))
    assert fold("Sức khoẻ:") == "sức khỏe:"
    assert old_tones("THUỶ, HOÀ") == "THỦY, HÒA"


def test_a_mark_before_a_last_consonant_stays() -> None:
    assert old_tones("ĐOÀN hoàn") == "ĐOÀN hoàn"


def test_marks_are_lost_whichever_way_they_are_written() -> None:
    assert without_marks("Đại Đồng") == without_marks(unicodedata.normalize("NFD", "ĐẠI ĐỒNG")) == "dai dong"
