from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.convert.text_match import ExpectedText, FoundText, Passage, find_difference, squeeze

PARAGRAPHS = (
    "Tiếp tục quán triệt và thực hiện nghiêm túc các chỉ thị",
    "H’Lan Ksor, buôn Ê̆ Nuôl, ư̆ và ê̆",
    "- Lưu: VT.",
    "Người đứng đầu chịu trách nhiệm trước pháp luật",
)


def passages(texts: Sequence[str]) -> tuple[Passage, ...]:
    return tuple(Passage(text, squeeze(text)) for text in texts)


def compare(
    expected: Sequence[str],
    found: str,
    *,
    notes: Sequence[str] = (),
    found_notes: str = "",
    untagged: Sequence[str] = ("",),
    margins: Sequence[str] = ("",),
    rows: Sequence[str] = (),
) -> str | None:
    return find_difference(
        ExpectedText(passages(expected), passages(notes), passages(margins), passages([""]), passages(rows)),
        FoundText(squeeze(found), squeeze(found_notes), tuple(squeeze(page) for page in untagged)),
    )


def test_same_text_with_other_white_space_is_the_same() -> None:
    assert compare(PARAGRAPHS, "\r\n".join(text.replace(" ", "\u00a0 \n") for text in PARAGRAPHS)) is None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_both_forms_of_marked_letters_are_the_same(form: Literal["NFC", "NFD"]) -> None:
    assert compare(PARAGRAPHS, unicodedata.normalize(form, " ".join(PARAGRAPHS))) is None


@pytest.mark.parametrize("hyphen", ["\u0002", "\ufffe", "\u2011", "\u2010"])
def test_hyphens_at_the_end_of_a_line_are_hyphens(hyphen: str) -> None:
    assert compare(["Dân-vận-khéo"], f"Dân-vận{hyphen}\r\nkhéo") is None
    assert compare(["Dân-vận-khéo"], "Dân-vận\r\nkhéo") is not None


@pytest.mark.parametrize("missing", range(len(PARAGRAPHS)))
def test_lost_paragraph_is_named(missing: int) -> None:
    kept = [text for number, text in enumerate(PARAGRAPHS) if number != missing]
    assert compare(PARAGRAPHS, " ".join(kept)) == f"thiếu hoặc sai chữ ở “{PARAGRAPHS[missing]}”"


@pytest.mark.parametrize("place", range(len(PARAGRAPHS) + 1))
def test_added_paragraph_is_named(place: int) -> None:
    found = [*PARAGRAPHS[:place], "Câu lạ", *PARAGRAPHS[place:]]
    assert compare(PARAGRAPHS, " ".join(found)) == "thừa chữ “Câulạ”"


def test_two_paragraphs_in_each_others_place() -> None:
    found = [PARAGRAPHS[1], PARAGRAPHS[0], *PARAGRAPHS[2:]]
    assert compare(PARAGRAPHS, " ".join(found)) is not None


@given(st.integers(0, 3), st.randoms(use_true_random=False))
def test_other_order_of_words_is_found(number: int, chance: random.Random) -> None:
    words = PARAGRAPHS[number].split()
    shuffled = words[:]
    chance.shuffle(shuffled)
    found = [*PARAGRAPHS[:number], " ".join(shuffled), *PARAGRAPHS[number + 1 :]]
    assert (compare(PARAGRAPHS, " ".join(found)) is None) == (shuffled == words)


@given(st.data())
def test_any_one_letter_lost_doubled_or_changed_is_found(data: st.DataObject) -> None:
    whole = unicodedata.normalize("NFD", "".join("".join(PARAGRAPHS).split()))
    place = data.draw(st.integers(0, len(whole) - 1))
    letter = data.draw(st.sampled_from(["", whole[place] * 2, "z" if whole[place] != "z" else "y"]))
    assert compare(PARAGRAPHS, whole[:place] + letter + whole[place + 1 :]) is not None


def test_difference_is_named_from_the_word_before_it() -> None:
    found = "Tiếp tục quán triệt và thực hiện các chỉ thị"
    assert compare(PARAGRAPHS[:1], found) == "thiếu hoặc sai chữ ở “hiện nghiêm túc các chỉ thị”"


def test_what_is_named_is_never_long() -> None:
    reason = compare(["dài " * 1000], "")
    assert reason is not None
    assert len(reason) < 120


def test_capitals_are_not_small_letters() -> None:
    assert compare(["KẾ HOẠCH"], "Kế hoạch") is not None


def test_notes_are_compared_apart() -> None:
    assert compare(["Một"], "Một", notes=["1 chú thích"], found_notes="1 chú thích") is None
    assert compare(["Một"], "Một", notes=["1 chú thích"]) == "thiếu hoặc sai chữ ở “1 chú thích” (chú thích)"
    assert compare(["Một"], "Một", found_notes="lạ") == "thừa chữ “lạ” (chú thích)"


@pytest.mark.parametrize(
    ("pages", "passes"),
    [
        (["", "Phụ lục", "Phụ lục STT Họ tên", "Phụ lục STT Họ tên Cột"], True),
        (["STT Họ tên"], True),
        (["lạ"], False),
        (["Phụ lục lạ"], False),
        (["Phụ"], False),
        (["Phụ lục STT"], False),
        (["Phụ lục STT Họ tên STT Họ tên"], False),
    ],
)
def test_outside_the_tags_only_margins_and_repeated_rows(pages: list[str], passes: bool) -> None:
    reason = compare(["Một"], "Một", untagged=pages, margins=["", "Phụ lục"], rows=["STT Họ tên", "Cột"])
    assert (reason is None) == passes
    if reason is not None:
        assert "ở trang 1" in reason


def test_signs_of_patterns_in_a_text_mean_themselves() -> None:
    assert compare(["a.b*c (d) [e] \\ $ ^ + ? {2}"], "a.b*c (d) [e] \\ $ ^ + ? {2}", rows=["(x+"]) is None
    assert compare(["a.b"], "axb") is not None


def test_paragraph_that_begins_with_a_mark_does_not_melt_into_the_one_before() -> None:
    assert compare(["a", "\u0302b"], "a\n\u0302b") is None
