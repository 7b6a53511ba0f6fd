"""Writing blocks as outline text: whatever the blocks hold, the text is read back as the same blocks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.text.blocks import AnyBlock, Item, Paragraph, Table
from service.text.outline_format import format_outline, write_blocks
from service.text.outline_parse import parse_outline
from tests.text import outline_strategies as outlines

# Characters that may be notation; what is left of a text must be in the blocks to the last one.
NOTATION = frozenset("\\*|-–•+>:^[]<Ø§\uf0a7\uf0d8")
lines = outlines.texts.filter(lambda text: "#" not in text)


def item(kind: str, mark: str | None, heading: str | None, text: str | None) -> AnyBlock:
    return outlines.BLOCK.validate_python({"kieu": kind, "dau": mark, "tieu_de": heading, "noi_dung": text})


def flatten(value: object) -> str:
    """Every text in a structure, put together."""
    if isinstance(value, dict):
        return "".join(flatten(part) for part in value.values())
    if isinstance(value, list | tuple):
        return "".join(flatten(part) for part in value)
    return value if isinstance(value, str) else ""


def paragraph(text: str) -> AnyBlock:
    return Paragraph(kieu="doan", noi_dung=text)


@settings(deadline=None, max_examples=200)
@given(outlines.blocks)
def test_blocks_written_plainly_are_read_back(blocks: list[AnyBlock]) -> None:
    assert parse_outline(format_outline(blocks)).blocks == tuple(blocks)


@settings(deadline=None, max_examples=200)
@given(outlines.blocks)
def test_blocks_written_in_full_are_read_back(blocks: list[AnyBlock]) -> None:
    text, starts = write_blocks(blocks, range(len(blocks)))
    outline = parse_outline(text)
    assert outline.blocks == tuple(blocks)
    assert outline.block_lines == tuple(starts)


@settings(deadline=None, max_examples=200)
@given(outlines.blocks, st.sets(st.integers(0, 7)))
def test_any_mixture_parses_and_what_it_parses_to_is_written_and_read_back(
    blocks: list[AnyBlock], in_full: set[int]
) -> None:
    text, _ = write_blocks(blocks, in_full)
    found = parse_outline(text).blocks
    assert parse_outline(format_outline(found)).blocks == found


@settings(deadline=None, max_examples=200)
@given(st.lists(lines, max_size=8).map("\n".join))
def test_no_character_of_any_text_is_lost(text: str) -> None:
    outline = parse_outline(text)
    shown = Counter(flatten([block.model_dump(exclude={"kieu"}) for block in outline.blocks]))
    expected = Counter(text)
    for count in (shown, expected):
        for sign in [char for char in count if char in NOTATION or char.isspace()]:
            del count[sign]
    assert shown == expected
    assert parse_outline(format_outline(outline.blocks)).blocks == outline.blocks


@settings(deadline=None, max_examples=200)
@given(outlines.blocks)
def test_a_block_has_one_form(blocks: list[AnyBlock]) -> None:
    for block in blocks:
        assert outlines.BLOCK.validate_python(block.model_dump()) == block
        assert outlines.BLOCK.validate_json(block.model_dump_json()) == block


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([item("la_ma", "I -", "MỤC ĐÍCH", None), item("so", "1.", None, "Một.")], "I - MỤC ĐÍCH\n1. Một.\n"),
        ([item("so", "1.", "Công an xã", None), item("gach", None, None, "Tuần tra.")], "1. Công an xã\n- Tuần tra.\n"),
        ([item("so", "1.", "Công an xã", None)], "1. **Công an xã**\n"),
        ([item("so", "1.", None, "Công an xã"), item("gach", None, None, "A.")], "1. \\Công an xã\n- A.\n"),
        ([item("so", "1.", "Mục đích:", "nâng cao.")], "1. **Mục đích:** nâng cao.\n"),
        ([item("so", None, None, "Một."), item("dieu", None, None, "Hai.")], "#1. Một.\nĐiều #. Hai.\n"),
        ([item("so", "Khoản 1", None, "Một.")], "#so[Khoản 1] Một.\n"),
        ([item("gach", "→", None, "Một.")], "#gach[→] Một.\n"),
        ([item("chuong", "Chương I", "QUY ĐỊNH", None)], "Chương I\nQUY ĐỊNH\n"),
        ([item("muc", "Mục 1", "Quy định chung", None), paragraph("Một.")], "Mục 1\nQuy định chung\nMột.\n"),
        ([item("chuong", "Chương I", None, None), paragraph("Một")], "#chuong[Chương I]\nMột\n"),
        ([paragraph("Một"), paragraph("hai")], "Một\n\\hai\n"),
        ([paragraph("1. một"), paragraph("| a |"), paragraph("> b")], "\\1. một\n\\| a |\n\\> b\n"),
        ([outlines.BLOCK.validate_python({"kieu": "tieu_de", "tieu_de": "1. Một"})], "#tieu_de[1. Một]\n"),
        (
            [outlines.BLOCK.validate_python({"kieu": "trich", "noi_dung": "một\n1. hai"})] * 2,
            "> một\n> 1. hai\n\\\n> một\n> 1. hai\n",
        ),
        ([], ""),
    ],
)
def test_the_plainest_form_is_chosen(blocks: list[AnyBlock], text: str) -> None:
    assert format_outline(blocks) == text
    assert parse_outline(text).blocks == tuple(blocks)


def test_tables_in_their_plainest_form() -> None:
    table = Table(
        kieu="bang", ten="Bảng 1. Tiến độ", don_vi="ĐVT: đồng", hang=(("a", "<"), ("1", "x|y")), so_dong_tieu_de=1
    )
    text = "Bảng 1. Tiến độ\nĐVT: đồng\n| a | < |\n|---|---|\n| 1 | x\\|y |\n"
    assert format_outline([table]) == text
    assert format_outline([table.model_copy(update={"ten": "Tiến độ", "don_vi": None})]).startswith("#bang[Tiến độ]\n")
    plain = Table(kieu="bang", hang=(("a",),), so_dong_tieu_de=0)
    assert format_outline([plain, plain]) == "|---|\n| a |\n#bang[]\n|---|\n| a |\n"
    adjacent = [table, plain, table.model_copy(update={"don_vi": None}), table]
    assert parse_outline(format_outline(adjacent)).blocks == tuple(adjacent)
    caption = paragraph("Bảng 2. Không phải tên bảng")
    assert format_outline([caption, plain]) == "\\Bảng 2. Không phải tên bảng\n|---|\n| a |\n"


def test_one_odd_paragraph_leaves_the_rest_plain() -> None:
    blocks = [item("so", f"{number}.", None, "Rà soát.") for number in range(1, 30)]
    blocks.insert(10, paragraph("“Điều 1. không đóng"))
    blocks.insert(20, item("so", "95.", None, "Sai số"))
    written = format_outline(blocks).splitlines()
    assert parse_outline("\n".join(written)).blocks == tuple(blocks)
    assert [line for line in written if line.startswith(("\\", "#"))] == ["\\“Điều 1. không đóng"]
    assert isinstance(blocks[0], Item)


DOCUMENTED = (Path(__file__).parents[2] / "docs" / "outline.md").read_text(encoding="utf-8").split("```outline\n")[1:]


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        (0, "doan la_ma so la_ma so gach gach chu_thich so"),
        (1, "doan trich trich bang"),
        (2, "so doan so so gach"),
    ],
)
def test_the_examples_of_the_manual_are_read_as_it_says(number: int, kinds: str) -> None:
    outline = parse_outline(DOCUMENTED[number].split("```")[0])
    assert [block.kieu for block in outline.blocks] == kinds.split()
    assert outline.notices == ()
    assert parse_outline(format_outline(outline.blocks)).blocks == outline.blocks
    assert len(DOCUMENTED) == 3
