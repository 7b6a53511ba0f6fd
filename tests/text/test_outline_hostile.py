"""Texts made to be slow or to break: each ends soon, with blocks that hold it or with a refusal that says why.

The bound is far above what is measured (about a second), so that only work that grows faster than the text fails.
"""

from __future__ import annotations

import time

import pytest

from service.errors import ErrorCode, SourceUnreadable
from service.messages import describe
from service.text.clean import clean_text
from service.text.inline import parse_inline, plain_text
from service.text.outline_format import format_outline
from service.text.outline_parse import Limits, Outline, parse_outline

MEGABYTE = 2**20
BOUND_S = 20.0


def fill(piece: str, size: int = 10 * MEGABYTE) -> str:
    return piece * (size // len(piece.encode()))


def parse_in_time(text: str, limits: Limits | None = None) -> Outline:
    start = time.monotonic()
    outline = parse_outline(text, limits)
    assert time.monotonic() - start < BOUND_S
    return outline


LONG_LINES = {
    "prose": "Nội dung rất dài, ", "stars": "*", "stars apart": "*a ", "bold": "**a** ", "bold open": "**a ",
    "bold crossed": "*a **b", "references": "[^", "footnotes": "[^1]", "pipes": "|", "opening": "“", "closing": ")",
    "backslashes": "\\", "digits": "1", "numbers": "1.", "numerals": "I", "dots": ".", "dashes": "- ", "angles": "> ",
    "word numbers": "Phần thứ hai mươi ", "spaces": " a",
}  # fmt: skip


@pytest.mark.parametrize("piece", LONG_LINES.values(), ids=LONG_LINES.keys())
def test_ten_megabytes_in_one_line(piece: str) -> None:
    text = fill(piece)
    (block,) = parse_in_time(text).blocks
    kept = "".join(str(value) for value in block.model_dump().values())
    assert len("".join(text.split())) - len("".join(kept.split())) < 10


@pytest.mark.parametrize(
    "text",
    ["#so[" + fill("\\]"), "#so[" + fill("a"), "#so[" + fill("\\\\"), "**" + fill("a") + "**", "[^1]: " + fill("[^1]")],
    ids=["escapes", "unclosed", "backslashes", "heading", "footnote"],
)
def test_ten_megabytes_in_one_sign(text: str) -> None:
    assert len(parse_in_time(text[: 10 * MEGABYTE - 2] + text[-2:]).blocks) == 1


@pytest.mark.parametrize(
    "text",
    [
        fill("Nội dung.\n"),
        fill("a\n"),
        fill("- A\n"),
        fill("|\n"),
        "I. A\n1. B\na) C\n" * 33_334,
        "“Điều 1. a\n" * 100_000,
    ],
    ids=["paragraphs", "small letters", "items", "pipes", "levels", "quotations"],
)
def test_too_many_lines_or_blocks_are_refused_with_the_limit(text: str) -> None:
    with pytest.raises(SourceUnreadable) as error:
        parse_in_time(text)
    assert error.value.code == ErrorCode.SOURCE_TOO_LARGE
    assert "quá giới hạn" in describe(error.value)


def test_more_than_ten_megabytes_is_refused_by_its_size() -> None:
    with pytest.raises(SourceUnreadable) as error:
        parse_outline("ệ" * (4 * MEGABYTE))
    assert describe(error.value).startswith("Dữ liệu đầu vào dài 12,0 MB, quá giới hạn 10,0 MB.")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("\n" * 10 * MEGABYTE, 0),
        ("nội dung dài của dòng này để thử\n" * 199_999, 1),
        ("I. ABC\n" + "DEF\n" * 199_000, 1),
        ("> một dòng\n" * 199_000, 1),
        ("| a | b |\n" * 19_000, 1),
        ("| a | < |\n" + "| ^ | ^ |\n" * 19_000, 1),
        ("| < | ^ |\n" * 19_000, 1),
        ("| a |\n\n" * 19_000, 1),
        ("| a |\n|---|\n| b |\n\n" * 5_000, 5_000),
        ("| a |\n|---|\n" * 9_000, 1),
        ("| a |\n| b |\n|---|\n" * 4_000, 4_000),
        ("KT. CHỦ TỊCH\n" * 19_000, 19_000),
        ("o\tMột\n" * 19_000, 19_000),
        ("1.\n" * 19_000, 19_000),
        ("Bảng 1. a\n" * 19_000 + "| a |", 19_000),
        (("“" * 500 + "\n") * 2_000 + ("”" * 500 + "\n") * 2_000, 2_000),
    ],
    ids=[
        "blank",
        "wrapped",
        "capitals",
        "quote",
        "rows",
        "merged",
        "bad merges",
        "rows apart",
        "tables",
        "lines drawn",
        "headers",
        "signatures",
        "bullets",
        "marks",
        "captions",
        "quotations",
    ],
)
def test_many_lines_of_one_kind(text: str, count: int) -> None:
    outline = parse_in_time(text)
    assert len(outline.blocks) == count
    start = time.monotonic()
    written = format_outline(outline.blocks)
    assert time.monotonic() - start < BOUND_S
    assert parse_in_time(written).blocks == outline.blocks


def test_twice_the_text_is_not_four_times_the_work() -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        parse_outline("1. Rà soát “một” **hai**, *ba*.\n- Bốn [^1];\n" * count, Limits(max_blocks=10**6))
        return time.process_time() - start

    seconds(500)
    assert min(seconds(16_000), seconds(16_000)) < 10 * max(seconds(4_000), seconds(4_000))


@pytest.mark.parametrize("piece", ["\t", "o\t", "o\t\n", " \to\t\n", "\n\t"])
def test_ten_megabytes_of_tabs(piece: str) -> None:
    start = time.monotonic()
    cleaned = clean_text(fill(piece)).text
    assert clean_text(cleaned).text == cleaned
    assert time.monotonic() - start < BOUND_S


@pytest.mark.parametrize("piece", ["*a ", "**a** ", "[^1]", "\\*", "***a", "*"])
def test_inline_text_of_half_a_megabyte(piece: str) -> None:
    text = fill(piece, MEGABYTE // 2)
    start = time.monotonic()
    runs = parse_inline(text)
    assert time.monotonic() - start < BOUND_S
    assert "".join(run.text for run in runs) == plain_text(text)


def test_odd_characters_are_kept() -> None:
    text = "\ufeff1. Một \ud800 \x00 hai\u200b\x1f"
    (block,) = parse_outline(text).blocks
    assert block.model_dump()["noi_dung"] == "\ufeff1. Một \ud800 \x00 hai\u200b"
