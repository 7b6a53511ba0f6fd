"""What the parser makes of what clerks type: one test for every promise of the notation."""

from __future__ import annotations

import pytest

from service.text.clean import clean_text
from service.text.outline_parse import parse_outline

Shown = list[tuple[str, ...]]


def show(text: str) -> Shown:
    """Each block as its kind and its parts that are there, in the order mark, heading, text."""
    shown: Shown = []
    for block in parse_outline(text).blocks:
        parts = (getattr(block, name, None) for name in ("kieu", "dau", "tieu_de", "noi_dung"))
        shown.append(tuple(part for part in parts if part is not None))
    return shown


def codes(text: str) -> list[tuple[int, str]]:
    return [(notice.line, notice.code) for notice in parse_outline(text).notices]


@pytest.mark.parametrize(
    ("line", "kind", "mark", "words"),
    [
        ("A. Rà soát.", "chu_hoa", "A.", "Rà soát."),
        ("B- Rà soát.", "chu_hoa", "B-", "Rà soát."),
        ("I. Rà soát.", "la_ma", "I.", "Rà soát."),
        ("I- Rà soát.", "la_ma", "I-", "Rà soát."),
        ("I - Rà soát.", "la_ma", "I -", "Rà soát."),
        ("I – Rà soát.", "la_ma", "I –", "Rà soát."),
        ("IV/ Rà soát.", "la_ma", "IV/", "Rà soát."),
        ("1. Rà soát.", "so", "1.", "Rà soát."),
        ("01. Rà soát.", "so", "01.", "Rà soát."),
        ("1) Rà soát.", "so", "1)", "Rà soát."),
        ("1/ Rà soát.", "so", "1/", "Rà soát."),
        ("1.Rà soát.", "so", "1.", "Rà soát."),
        ("1.1. Rà soát.", "so_2", "1.1.", "Rà soát."),
        ("1.1 Rà soát.", "so_2", "1.1", "Rà soát."),
        ("1.1.1. Rà soát.", "so_3", "1.1.1.", "Rà soát."),
        ("a) Rà soát.", "chu_thuong", "a)", "Rà soát."),
        ("đ) rà soát.", "chu_thuong", "đ)", "rà soát."),
        ("a. Rà soát.", "chu_thuong", "a.", "Rà soát."),
        ("(1) Rà soát.", "so_ngoac", "(1)", "Rà soát."),
        ("Điều 5. Rà soát.", "dieu", "Điều 5.", "Rà soát."),
        ("Điều 5a. Rà soát.", "dieu", "Điều 5a.", "Rà soát."),
        ("ĐIỀU 5: Rà soát.", "dieu", "ĐIỀU 5:", "Rà soát."),
    ],
)
def test_a_mark_gives_the_level_and_is_kept_as_written(line: str, kind: str, mark: str, words: str) -> None:
    assert show(line) == [(kind, mark, words)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [("- Rà soát.", "gach"), ("– Rà soát.", "gach"), ("• Rà soát.", "gach"), ("-Rà soát.", "gach"),
     ("\t•\u00a0Rà soát.", "gach"), ("+ Rà soát.", "cong"), ("* Rà soát.", "sao")],
)  # fmt: skip
def test_a_bullet_has_no_mark_of_its_own(line: str, kind: str) -> None:
    assert show(line) == [(kind, "Rà soát.")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [("o\tRà soát.", "cong"), ("\to\t\tRà soát.", "cong"), ("o\t5 hộ.", "cong"), ("§ Rà soát.", "sao"),
     ("§\tRà soát.", "sao"), ("Ø Rà soát.", "gach"), ("Ø\t20 hộ.", "gach"), ("\uf0b7\tRà soát.", "gach"),
     ("\uf0a7 Rà soát.", "sao"), ("\uf0d8 Rà soát.", "gach"), ("\uf0fc Rà soát.", "gach"), ("\uf076 Rà soát.", "gach"),
     ("ü\tRà soát.", "gach"), ("v\tRà soát.", "gach")],
)  # fmt: skip
def test_a_bullet_of_word_gives_its_level(line: str, kind: str) -> None:
    words = line.lstrip()[1:].strip()
    for text in (line, clean_text(line).text):
        assert show(f"- Một:\n{text}\n- Hai.") == [("gach", "Một:"), (kind, words), ("gach", "Hai.")]


@pytest.mark.parametrize("line", ["o Rà soát.", "Ø 20 mm.", "§ 5.", "Ø20.", "§5.", "o\t---", "v Rà soát.", "oa\tRà."])
def test_a_letter_that_is_no_bullet_is_text(line: str) -> None:
    assert show(f"Một.\n\\\n{line}")[1:] == [("doan", " ".join(line.split()))]


def test_a_bullet_of_word_inside_a_quotation_stays_a_letter() -> None:
    assert show("Theo “quy định\no\tHai” ba.") == [("doan", "Theo “quy định o Hai” ba.")]


@pytest.mark.parametrize(
    ("text", "kind", "mark"),
    [
        ("Phần thứ hai\nNHIỆM VỤ", "phan", "Phần thứ hai"),
        ("Phần thứ hai mươi mốt\nNHIỆM VỤ", "phan", "Phần thứ hai mươi mốt"),
        ("PHẦN II\nNHIỆM VỤ", "phan", "PHẦN II"),
        ("PHẦN II: NHIỆM VỤ", "phan", "PHẦN II:"),
        ("Chương I\n\nNHIỆM VỤ", "chuong", "Chương I"),
        ("CHƯƠNG I NHIỆM VỤ", "chuong", "CHƯƠNG I"),
        ("CHƯƠNG I - NHIỆM VỤ", "chuong", "CHƯƠNG I -"),
        ("Chương I\n**NHIỆM VỤ**", "chuong", "Chương I"),
        ("Mục 1\nNHIỆM VỤ", "muc", "Mục 1"),
        ("Mục 1. NHIỆM VỤ", "muc", "Mục 1."),
        ("Tiểu mục 1\nNHIỆM VỤ", "tieu_muc", "Tiểu mục 1"),
    ],
)
def test_a_division_takes_its_title_from_its_line_or_the_next(text: str, kind: str, mark: str) -> None:
    assert show(text) == [(kind, mark, "NHIỆM VỤ")]
    assert parse_outline(text).blocks[0].model_dump()["tieu_de"] == "NHIỆM VỤ"


def test_a_title_in_capitals_may_be_wrapped_and_one_in_small_letters_stands_alone() -> None:
    assert show("Chương II\nQUYỀN HẠN VÀ\nTRÁCH NHIỆM\nMục 1\nQuy định chung\nĐiều 1. Áp dụng.") == [
        ("chuong", "Chương II", "QUYỀN HẠN VÀ TRÁCH NHIỆM"),
        ("muc", "Mục 1", "Quy định chung"),
        ("dieu", "Điều 1.", "Áp dụng."),
    ]


def test_a_division_without_a_title_stands_alone() -> None:
    assert show("Chương I\nĐiều 1. Áp dụng.") == [("chuong", "Chương I"), ("dieu", "Điều 1.", "Áp dụng.")]
    paragraph = "Nghị định này quy định về công tác văn thư."
    assert show(f"Chương I\n{paragraph}") == [("chuong", "Chương I"), ("doan", paragraph)]


def test_levels_may_be_skipped() -> None:
    assert [block[0] for block in show("I. MỤC ĐÍCH\n- Một;\n(1) Hai;\na) Ba.\n1.1. Bốn.")] == [
        "la_ma", "gach", "so_ngoac", "chu_thuong", "so_2",
    ]  # fmt: skip


def test_letters_and_numerals_are_told_apart_by_what_they_go_on() -> None:
    text = "A. MỘT\nI. HAI\nB. BA\nC. BỐN\nI. NĂM\nII. SÁU\nD. BẢY"
    assert [block[0] for block in show(text)] == ["chu_hoa", "la_ma", "chu_hoa", "chu_hoa", "la_ma", "la_ma", "chu_hoa"]
    assert [block[0] for block in show("IV. MỘT\nV. HAI\nVI. BA")] == ["la_ma"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Q. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "V/v báo cáo", "K/T TRƯỞNG BAN",
        "95 năm truyền thống", "2025. Trong năm", "1.500 đồng", "1.5 triệu đồng", "29.4.2026 là ngày", "-----", "*",
        "-5 độ", "5/8 Nguyễn Du", "(báo cáo)", "(2025) là năm", "Mục tiêu chung", "Phần mềm quản lý", "Điều 5 của Luật",
        "Mục 1 Chương II của Nghị định này", "Chương trình công tác", "**", "I", "A", "1", "e-mail", "C-130 là máy bay",
        "***", "I - 2025 đạt",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_mark_is_text(line: str) -> None:
    assert show(line) == [("doan", line)]


def test_a_level_deeper_than_three_is_kept_as_text_and_told() -> None:
    assert show("1.1.1.1. Rà soát.") == [("doan", "1.1.1.1. Rà soát.")]
    assert codes("1.1.1.1. Rà soát.") == [(1, "level-too-deep")]


def test_nine_letters_come_before_the_numeral_one() -> None:
    text = "\n".join(f"{letter}. Rà soát." for letter in "ABCDĐEGHI")
    assert [block[0] for block in show(text)] == ["chu_hoa"] * 9
