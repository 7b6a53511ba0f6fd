"""Plain YAML: what is typed and what stays text, and that nothing hostile or unclear is read."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import SourceUnreadable
from service.plain_yaml import read_yaml

LIMIT = 1_000_000


def read(text: str) -> Any:
    return read_yaml(text.encode(), LIMIT).value


def reason_of(raw: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(SourceUnreadable) as caught:
        read_yaml(raw, limit)
    return str(caught.value.details.get("reason", caught.value.details))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True), ("false", False), ("null", None), ("", None),
        ("0", 0), ("14", 14), ("-3", -3), ("1.15", 1.15), ("-0.5", -0.5),
        # What other readers of YAML make something else of stays what the clerk typed.
        ("05", "05"), ("0o17", "0o17"), ("0x1F", "0x1F"), ("1e3", "1e3"), ("1_000", "1_000"), ("+5", "+5"),
        (".5", ".5"), ("5.", "5."), (".inf", ".inf"), (".nan", ".nan"), ("12:30:45", "12:30:45"),
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("Off", "Off"), ("y", "y"), ("True", "True"), ("NULL", "NULL"),
        ("~", "~"), ("2026-09-05", "2026-09-05"), ("2026-09-05T10:00:00Z", "2026-09-05T10:00:00Z"), ("=", "="),
        ('"14"', "14"), ("'true'", "true"), ('"H’Nhan \\u1ebf"', "H’Nhan ế"), ("26/2025/QĐ-UBND", "26/2025/QĐ-UBND"),
        ("A Lý # người ký", "A Lý"),
    ],
)  # fmt: skip
def test_only_plain_words_and_decimal_numbers_are_typed(written: str, value: object) -> None:
    found = read(f"a: {written}\n")["a"]
    assert found == value
    assert type(found) is type(value)


def test_block_texts_keep_their_chosen_breaks() -> None:
    assert read("a: |-\n  ỦY BAN NHÂN DÂN\n  XÃ IA LÂM\nb: >-\n  một\n  dòng\n") == {
        "a": "ỦY BAN NHÂN DÂN\nXÃ IA LÂM",
        "b": "một dòng",
    }


def test_lists_maps_and_their_lines() -> None:
    plain = read_yaml("﻿# hồ sơ\na:\n  - x: 1\n    2: hai\n  - [b, {c: d}]\n".encode(), LIMIT)
    assert plain.value == {"a": [{"x": 1, "2": "hai"}, ["b", {"c": "d"}]]}
    assert plain.lines[("a",)] == 3
    assert plain.lines[("a", 0, "2")] == 4
    assert plain.lines[("a", 1, 1, "c")] == 5
    assert read("") is None


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", "dòng 3, cột 1", "“a” ghi hai lần"),
        ("a: {b: 1, b: 2}\n", "dòng 1, cột 11", "“b” ghi hai lần"),
        ('a: 1\n"a": 2\n', "dòng 2, cột 1", "hai lần"),
        ("a: &x 1\n", "dòng 1, cột 4", "&"),
        ("a: *x\n", "dòng 1, cột 4", "*"),
        ("&x a: 1\n", "dòng 1, cột 1", "&"),
        ("a: &x [1]\nb: {<<: *x}\n", "dòng 1, cột 4", "&"),
        ("a: !!python/object/apply:os.system ['echo x']\n", "dòng 1, cột 4", "thẻ kiểu"),
        ("a: !!str 5\n", "dòng 1, cột 4", "thẻ kiểu"),
        ("a: !riêng 5\n", "dòng 1, cột 7", "YAML"),
        ("!!map {a: 1}\n", "dòng 1, cột 1", "thẻ kiểu"),
        ("!!python/name:os.system a: 1\n", "dòng 1, cột 1", "thẻ kiểu"),
        ("a: 1\n---\nb: 2\n", "dòng 2, cột 1", "một tài liệu"),
        ("[a]: 1\n", "dòng 1, cột 1", "tên trường"),
        ("? {a: 1}\n: 2\n", "dòng 1, cột 3", "tên trường"),
        ("a:\n\tb: 1\n", "dòng 2, cột 1", "phím Tab"),
        ("a: b: c\n", "dòng 1, cột 5", "hai chấm"),
        ("a: [1, 2\n", "dòng 2, cột 1", "YAML"),
        ("a: 'b\n", "dòng 2, cột 1", "YAML"),
        ("a: 1\n b: 2\n", "dòng 2, cột 3", "thụt"),
        ('a: "b"c"\n', "dòng 1, cột 7", "ngoặc kép trong chữ"),
        ("a: @x\n", "dòng 1, cột 4", "ngoặc kép"),
        ("a: \x07\n", "dòng 1, cột 4", "U+0007"),
        (f"a: {'9' * 40}\n", "dòng 1, cột 4", "chữ số"),
        (f"a: {'[' * 60}{']' * 60}\n", "dòng 1, cột 43", "lồng nhau"),
    ],
)
def test_what_is_not_plain_is_refused_with_line_and_column(text: str, place: str, words: str) -> None:
    reason = reason_of(text.encode())
    assert place in reason, reason
    assert words in reason, reason


def test_what_is_no_text_is_refused() -> None:
    assert "UTF-8" in reason_of("a: kế".encode("utf-16"))
    assert "UTF-8" in reason_of(b"a: \xff")


BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 8)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    "raw",
    [
        BOMB.encode(),
        b"[" * 900_000,
        b"{" * 900_000,
        b"- " * 400_000,
        b"? " * 400_000,
        b"a: " + b"9" * 900_000,
        b"x" * 10_000_000,
    ],
    ids=["aliases", "lists", "maps", "dashes", "keys", "digits", "10 MB"],
)
def test_hostile_text_is_refused_at_once(raw: bytes) -> None:
    before = time.process_time()
    reason_of(raw)
    assert time.process_time() - before < 5


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=" \n\t-:,[]{}&*!|>'\"%@`#?ab1.0\\ềđ", max_size=60))
def test_any_text_is_read_or_refused_in_vietnamese(text: str) -> None:
    refused = None
    try:
        read(text)
    except SourceUnreadable as error:
        refused = error
    assert refused is None or "dòng " in str(refused.details["reason"])
