"""Real papers, pasted whole: the blocks a reader sees in them, and not one character lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from service.text.blocks import AnyBlock, Item, ItemKind, Paragraph, Quote
from service.text.numbering import check_sequence
from service.text.outline_format import format_outline, write_blocks
from service.text.outline_parse import Outline, parse_outline

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))

# Each paper's body as its blocks: a mark, or ¶ for a paragraph; ! for a heading; ×n for n lines of the source joined.
KH_DANG_UY = """
  ¶×8 I_-! 1.×7 2.×7 3.×5
  II_-! 1.×10 2.×8 3.×7 4.×10 5.×3 6.×6
  III_-! 1.! -×4 -×4 -×3 2.!×2 -×3 -×3 3.×9 4.! -×2 -×2
  ¶×3
"""
KH_NGHE_AN = """
  ¶ ¶ I.! 1. 2. 3.
  II.! ¶ 1. 2. 3. 4. 5.
  III.! 1.! a)! - - - - b)! - - c)! - - - - - - d)! - - - đ)! - -
        2.! a)! - - - - b)! ¶
  IV.! 1. 2. 3.
  V.! 1.! ¶ 2.! - - - - -
  ¶
"""
CT_QUANG_TRI = """
  ¶ ¶ 1. - - - - 2.! - - - - - 3.! - - 4.! ¶ 5.! - - - - - 6. ¶
"""
KINDS: dict[str, ItemKind] = {"I_-": "la_ma", "II_-": "la_ma", "III_-": "la_ma", "-": "gach"}


def read(number: str) -> str:
    (path,) = [path for path in CORPUS if path.name.startswith(number)]
    return path.read_text(encoding="utf-8")


def body(number: str, first: str, last: str) -> str:
    text = read(number)
    return text[text.index(first) : text.index(last) + len(last)]


def kind_of(mark: str) -> ItemKind:
    if mark in KINDS:
        return KINDS[mark]
    return "so" if mark[0].isdigit() else "chu_thuong" if mark.endswith(")") else "la_ma"


def expected_blocks(plan: str, text: str) -> list[AnyBlock]:
    """The blocks a plan names, their words taken from the lines of the text."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    blocks: list[AnyBlock] = []
    for token in plan.split():
        name, _, count = token.partition("×")
        taken, lines = lines[: int(count or 1)], lines[int(count or 1) :]
        words, mark = " ".join(taken), name.rstrip("!").replace("_", " ")
        if mark == "¶":
            blocks.append(Paragraph(kieu="doan", noi_dung=words))
            continue
        assert words.startswith(mark + " ")
        words = words.removeprefix(mark).strip()
        field = "tieu_de" if "!" in name else "noi_dung"
        kind = kind_of(name.rstrip("!"))
        blocks.append(Item(kieu=kind, dau=None if mark == "-" else mark, **{field: words}))
    assert lines == []
    return blocks


@pytest.mark.parametrize(
    ("plan", "number", "first", "last"),
    [
        (KH_DANG_UY, "00", "Thực hiện Chương trình", "thực hiện./."),
        (KH_NGHE_AN, "16", "Thực hiện Nghị quyết", "xem xét, quyết định./."),
        (CT_QUANG_TRI, "23", "Trong những năm qua", "Chỉ thị này./."),
    ],
)
def test_the_body_of_a_paper_comes_out_as_its_blocks(plan: str, number: str, first: str, last: str) -> None:
    text = body(number, first, last)
    outline = parse_outline(text)
    assert list(outline.blocks) == expected_blocks(plan, text)
    assert outline.notices == ()


def test_a_paper_with_a_wrapped_line_before_95_nam_is_one_paragraph() -> None:
    outline = parse_outline(body("00", "Thực hiện Chương trình", "như sau:"))
    assert [block.kieu for block in outline.blocks] == ["doan"]
    assert (outline.joined[0].first_line, outline.joined[0].last_line) == (1, 15)
    assert "hướng tới kỷ niệm 95 năm Ngày truyền thống" in outline.joined[0].text


def test_laws_quoted_in_a_letter_stand_outside_the_numbering() -> None:
    outline = parse_outline(read("21"))
    quotes = [block for block in outline.blocks if isinstance(block, Quote)]
    assert [quote.noi_dung.split(".")[0] for quote in quotes] == [
        "“Điều 49", "“Điều 50", "“Điều 1", "“Điều 5", "“Điều 16", "“Điều 2", "“Điều 10", "“Điều 25",
    ]  # fmt: skip
    assert [quote.noi_dung.count("\n") + 1 for quote in quotes] == [3, 3, 3, 7, 5, 5, 7, 6]
    assert all(quote.noi_dung.endswith("”") for quote in quotes)
    assert {block.kieu for block in outline.blocks if isinstance(block, Item)} == {"gach"}
    assert {notice.code for notice in outline.notices} == {"form-part"}


# The lines of each whole paper that its form would print again, by their numbers; the lines of the body are not told.
HEADS_AND_TAILS = {
    "00": [1, 228, 246], "02": [4, 5, 6], "03": [5, 7, 9, 11, 40, 49], "08": [4, 5, 7, 9, 11, 28],
    "12": [5, 7, 9, 11, 41, 51], "16": [4, 5, 7, 9, 11, 72, 85, 86], "21": [4, 5, 7, 10, 65, 71],
    "23": [4, 5, 7, 9, 11, 39], "29": [4, 5, 6, 8, 10, 28, 36],
}  # fmt: skip


@pytest.mark.parametrize(("number", "lines"), HEADS_AND_TAILS.items())
def test_what_the_form_prints_is_told_of_a_paper_pasted_whole(number: str, lines: list[int]) -> None:
    notices = parse_outline(read(number)).notices
    assert [notice.line for notice in notices if notice.code == "form-part"] == lines


def visible(block: AnyBlock) -> str:
    """Everything a block shows, the sign of a bullet put back."""
    if isinstance(block, Item):
        sign = "-" if block.kieu == "gach" else ""
        return f"{block.dau or sign}{block.tieu_de or ''}{block.noi_dung or ''}"
    assert isinstance(block, Paragraph | Quote)
    return block.noi_dung


def characters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name[:2])
class TestEveryPaper:
    def test_keeps_every_character_in_its_order(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        shown = "".join(visible(block) for block in parse_outline(text).blocks)
        assert characters(shown) == characters(text)

    def test_has_no_mark_out_of_sequence(self, path: Path) -> None:
        assert check_sequence(parse_outline(path.read_text(encoding="utf-8")).blocks) == ()

    def test_is_written_without_signs_and_read_back(self, path: Path) -> None:
        blocks = parse_outline(path.read_text(encoding="utf-8")).blocks
        text = format_outline(blocks)
        assert parse_outline(text).blocks == blocks
        assert not any(line.startswith(("\\", "#", ">")) for line in text.splitlines())

    def test_written_in_full_is_read_back(self, path: Path) -> None:
        blocks = parse_outline(path.read_text(encoding="utf-8")).blocks
        text, _ = write_blocks(blocks, range(len(blocks)))
        assert parse_outline(text).blocks == blocks

    def test_tells_where_each_block_begins(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        outline = parse_outline("\n".join(lines))
        for block, line in zip(outline.blocks, outline.block_lines, strict=True):
            assert characters(visible(block)).startswith(characters(lines[line - 1])[:20])


def wrap(text: str, width: int, gap: str) -> str:
    """The text as a PDF would give it: every paragraph broken at about a width, as letters differ in theirs."""
    chance = random.Random(width)  # noqa: S311 - a fixed seed, to wrap alike every time
    lines = []
    for paragraph in text.splitlines():
        line, limit = "", width + chance.randint(-4, 4)
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > limit:
                lines.append(line)
                line, limit = "", width + chance.randint(-4, 4)
            line = f"{line} {word}".strip()
        lines.append(line)
    return gap.join(lines)


def heal(outline: Outline, wanted: list[AnyBlock]) -> list[AnyBlock]:
    """The blocks; what the parser itself says may be one paragraph is put together where that is what was wanted."""
    doubted = {notice.line for notice in outline.notices if notice.code == "maybe-one-paragraph"}
    blocks: list[AnyBlock] = []
    for block, line in zip(outline.blocks, outline.block_lines, strict=True):
        if line in doubted and isinstance(block, Paragraph) and blocks[-1] != wanted[len(blocks) - 1]:
            assert isinstance(blocks[-1], Item | Paragraph)
            joined = f"{blocks[-1].noi_dung} {block.noi_dung}"
            blocks[-1] = blocks[-1].model_copy(update={"noi_dung": joined})
        else:
            blocks.append(block)
    return blocks


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "blank-lines-between"])
@pytest.mark.parametrize("width", [60, 75, 90, 110])
# 08 is left out: it has too few wrapped lines to know its width from.
@pytest.mark.parametrize("number", ["00", "02", "03", "12", "16", "21", "23", "29"])
def test_a_paper_wrapped_anew_gives_the_same_blocks(number: str, width: int, gap: str) -> None:
    blocks = list(parse_outline(read(number)).blocks)
    wrapped = parse_outline(wrap(format_outline(blocks), width, gap))
    assert heal(wrapped, blocks) == blocks
