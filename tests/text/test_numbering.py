"""Marks and their sequence: read, written, checked, filled by position, put in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.blocks import AnyBlock, Heading, Item, ItemKind, Paragraph
from service.text.marks import from_words, read_mark, to_ordinal_words, write_mark
from service.text.numbering import (
    LETTERS,
    check_sequence,
    from_letter,
    from_roman,
    number_blocks,
    renumber,
    to_letter,
    to_roman,
)
from service.text.outline_parse import parse_outline


def item(kind: ItemKind, mark: str | None = None) -> Item:
    return Item(kieu=kind, dau=mark, noi_dung="Rà soát.")


HEADING = Heading(kieu="tieu_de", tieu_de="Nhiệm vụ")
PARAGRAPH = Paragraph(kieu="doan", noi_dung="Nội dung:")


def test_letters_are_in_vietnamese_order() -> None:
    assert " ".join(LETTERS) == "a b c d đ e g h i k l m n o p q r s t u v x y"
    assert [to_letter(number) for number in (1, 5, 6, 23, 24, 25)] == ["a", "đ", "e", "y", "aa", "ab"]
    assert [from_letter(letter) for letter in "eĐfjwz"] == [6, 5, None, None, None, None]


@given(st.integers(1, 3000))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    assert from_roman(to_roman(number)) == number
    assert from_letter(to_letter(number)) == number


@given(st.integers(1, 99))
def test_number_words_are_read_as_they_are_written(number: int) -> None:
    assert from_words(to_ordinal_words(number).split()) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "nhất"), (4, "tư"), (5, "năm"), (10, "mười"), (11, "mười một"), (14, "mười bốn"), (15, "mười lăm"),
     (20, "hai mươi"), (21, "hai mươi mốt"), (24, "hai mươi tư"), (55, "năm mươi lăm"), (100, "100")],
)  # fmt: skip
def test_ordinal_words(number: int, words: str) -> None:
    assert to_ordinal_words(number) == words


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "ABC", "i"])
def test_no_numeral(text: str) -> None:
    assert from_roman(text) is None


@pytest.mark.parametrize(
    "words", ["", "mươi", "mười mươi", "hai ba", "một hai ba", "mươi hai", "hai mươi mươi", "người"]
)
def test_no_number_words(words: str) -> None:
    assert from_words(words.split()) is None


@pytest.mark.parametrize(
    ("kind", "mark", "number", "following"),
    [
        ("phan", "Phần thứ hai", (2,), "Phần thứ ba"),
        ("phan", "PHẦN THỨ HAI", (2,), "PHẦN THỨ BA"),
        ("phan", "Phần ba", (3,), "Phần bốn"),
        ("phan", "PHẦN II:", (2,), "PHẦN III:"),
        ("chuong", "Chương IX", (9,), "Chương X"),
        ("muc", "Mục 1", (1,), "Mục 2"),
        ("tieu_muc", "Tiểu mục 9.", (9,), "Tiểu mục 10."),
        ("dieu", "Điều 5a.", (5,), "Điều 6."),
        ("chu_hoa", "D.", (4,), "Đ."),
        ("la_ma", "I -", (1,), "II -"),
        ("so", "09)", (9,), "10)"),
        ("so_2", "1.9.", (1, 9), "1.10."),
        ("so_3", "1.2.3", (1, 2, 3), "1.2.4"),
        ("chu_thuong", "d)", (4,), "đ)"),
        ("so_ngoac", "(1)", (1,), "(2)"),
    ],
)
def test_a_mark_is_read_and_the_next_written_in_its_manner(
    kind: ItemKind, mark: str, number: tuple[int, ...], following: str
) -> None:
    read = read_mark(kind, mark)
    assert read is not None
    assert read.number == number
    assert write_mark(kind, (*number[:-1], number[-1] + 1), read) == following


@pytest.mark.parametrize(
    ("kind", "mark"),
    [("so", "Khoản 1"), ("so", "1.1."), ("so", "0."), ("la_ma", "IIII."), ("chu_thuong", "f)"), ("gach", "→"),
     ("so_2", "1."), ("phan", "Phần mềm"), ("dieu", "Điều")],
)  # fmt: skip
def test_an_odd_mark_is_not_read(kind: ItemKind, mark: str) -> None:
    assert read_mark(kind, mark) is None


def printed(*blocks: AnyBlock) -> list[str | None]:
    return [mark for _, mark in number_blocks(blocks)]


def test_missing_marks_are_filled_by_position() -> None:
    kinds: tuple[ItemKind, ...] = (
        "phan", "chuong", "muc", "tieu_muc", "dieu", "chu_hoa", "la_ma", "so", "so_2", "so_3", "chu_thuong", "so_ngoac",
        "gach", "cong", "sao",
    )  # fmt: skip
    first = ["Phần I", "Chương I", "Mục 1", "Tiểu mục 1", "Điều 1.", "A.", "I.", "1.", "1.1.", "1.1.1.", "a)", "(1)"]
    assert printed(*map(item, kinds)) == [*first, "-", "+", "*"]
    assert printed(PARAGRAPH, HEADING) == [None, None]
    assert [mark for _, mark in number_blocks([item("la_ma"), item("la_ma")], "I-")] == ["I-", "II-"]


def test_a_count_starts_again_under_a_new_parent_and_under_a_heading() -> None:
    blocks = (
        item("la_ma"),
        item("so"),
        PARAGRAPH,
        item("so"),
        item("la_ma"),
        item("so"),
        HEADING,
        item("so"),
        item("la_ma"),
    )
    assert printed(*blocks) == ["I.", "1.", None, "2.", "II.", "1.", None, "1.", "I."]


def test_dieu_run_on_through_the_paper() -> None:
    blocks = (
        item("chuong"),
        item("dieu"),
        item("so"),
        item("chuong"),
        item("muc"),
        item("dieu"),
        item("so"),
        HEADING,
        item("dieu"),
    )
    assert [mark for mark in printed(*blocks) if mark and mark.startswith("Điều")] == ["Điều 1.", "Điều 2.", "Điều 3."]
    assert printed(*blocks)[6] == "1."


def test_numbers_of_several_levels_name_their_parents() -> None:
    blocks = (item("so"), item("so"), item("so_2"), item("so_2"), item("so_3"), item("so"), item("so_2"))
    assert printed(*blocks) == ["1.", "2.", "2.1.", "2.2.", "2.2.1.", "3.", "3.1."]
    assert printed(item("la_ma"), item("la_ma"), item("so_2")) == ["I.", "II.", "2.1."]


def test_a_written_mark_is_kept_and_counted_from() -> None:
    assert printed(item("so"), item("so", "5)"), item("so"), item("so", "Khoản x"), item("so")) == [
        "1.", "5)", "6.", "Khoản x", "8.",
    ]  # fmt: skip


def breaks(text: str) -> list[tuple[int, str, str]]:
    return [(notice.block, notice.found, notice.expected) for notice in check_sequence(parse_outline(text).blocks)]


def test_a_sound_sequence_has_no_breaks() -> None:
    letters = "\n".join(f"{letter}) Một." for letter in LETTERS)
    assert (
        breaks(f"Chương I\nMỘT\nĐiều 1. Hai.\n1. Ba.\n{letters}\n2. Bốn.\na) Năm.\nChương II\nSÁU\nĐiều 2. Bảy.") == []
    )
    assert breaks("Phần I\nMỘT\nChương I\nHAI\nPhần II\nBA\nChương II\nBỐN") == []
    assert breaks("**Một**\n1. Một.\n**Hai**\n1. Một.") == []


def test_breaks_are_told_once_and_counting_goes_on_from_what_is_written() -> None:
    assert breaks("1. Một.\n3. Ba.\n4. Bốn.\n4. Năm.") == [(1, "3.", "2."), (3, "4.", "5.")]
    assert breaks("a) Một.\nb) Hai.\nc) Ba.\nd) Bốn.\ne) Năm.") == [(4, "e)", "đ)")]
    assert breaks("1. Một.\n2. Hai.\n1.1. Ba.") == [(2, "1.1.", "2.1.")]
    assert breaks("Điều 1. Một.\nChương II\nHAI\nĐiều 1. Ba.") == [
        (1, "Chương II", "Chương I"),
        (2, "Điều 1.", "Điều 2."),
    ]


def test_a_list_behind_a_paragraph_that_leads_up_to_it_may_start_again() -> None:
    assert breaks("1. Một.\n2. Hai.\nThời gian:\n1. Ba.\n2. Bốn.") == []
    assert breaks("1. Một.\n2. Hai.\nThời gian:\n3. Ba.") == []
    assert breaks("1. Một.\n2. Hai.\nMột đoạn văn.\n1. Ba.") == [(3, "1.", "3.")]
    assert breaks("1. Một.\n2. Hai.\nThời gian:\n2. Ba.") == [(3, "2.", "3.")]


def test_a_dieu_put_in_later_breaks_nothing() -> None:
    assert breaks("Điều 1. Một.\nĐiều 1a. Hai.\nĐiều 1b. Ba.\nĐiều 2. Bốn.") == []
    assert breaks("Điều 1. Một.\nĐiều 3a. Hai.") == [(1, "Điều 3a.", "Điều 2.")]


def test_an_unreadable_mark_is_told() -> None:
    (notice,) = check_sequence([item("so", "Khoản 1")])
    assert (notice.code, notice.expected) == ("mark-unreadable", "1.")
    assert "“Khoản 1”" in notice.message


def test_renumbering_keeps_the_manner_of_the_marks() -> None:
    blocks: list[AnyBlock] = [
        item("la_ma", "II -"),
        item("so", "3)"),
        item("so"),
        item("so", "Khoản 9"),
        HEADING,
        item("so", "7."),
        item("gach", "→"),
    ]
    renewed = [getattr(block, "dau", None) for block in renumber(blocks)]
    assert renewed == ["I -", "1)", None, "3.", None, "1.", "→"]
    assert check_sequence(renumber(blocks)) == ()
    assert renumber(renumber(blocks)) == renumber(blocks)


def test_dropping_marks_leaves_them_to_the_form() -> None:
    chapter = Item(kieu="chuong", dau="Chương IV")
    dropped = renumber([item("so", "3)"), chapter, item("gach", "→"), PARAGRAPH], "drop")
    assert [getattr(block, "dau", None) for block in dropped] == [None, "Chương I", "→", None]
