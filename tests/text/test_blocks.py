"""The block model: one form for each meaning, and a clear refusal of what has none."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from service.text.blocks import AnyBlock, Block, Heading, Item, Paragraph, line_origins, split_lines
from service.text.cells import cell_spans

BLOCK: TypeAdapter[AnyBlock] = TypeAdapter(AnyBlock)


def make(**values: Any) -> dict[str, Any]:
    return BLOCK.validate_python(values).model_dump(exclude_none=True)


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ({"noi_dung": " Rà \u00a0 soát. "}, {"noi_dung": "Rà soát."}),
        ({"noi_dung": "**Mục đích**"}, {"tieu_de": "Mục đích"}),
        ({"noi_dung": "**Mục đích:** nâng cao"}, {"tieu_de": "Mục đích:", "noi_dung": "nâng cao"}),
        ({"noi_dung": "**Mục đích**: nâng cao"}, {"tieu_de": "Mục đích:", "noi_dung": "nâng cao"}),
        ({"noi_dung": "**Mục đích**. Nâng cao"}, {"tieu_de": "Mục đích.", "noi_dung": "Nâng cao"}),
        ({"noi_dung": "**Mục đích** nâng cao"}, {"noi_dung": "**Mục đích** nâng cao"}),
        ({"noi_dung": "**Mục đích:**,"}, {"tieu_de": "Mục đích:", "noi_dung": ","}),
        ({"tieu_de": "**Mục đích**"}, {"tieu_de": "Mục đích"}),
        ({"tieu_de": "Mục đích", "noi_dung": "nâng cao"}, {"noi_dung": "**Mục đích** nâng cao"}),
        ({"tieu_de": "Mục đích[^1]:", "noi_dung": "nâng cao"}, {"tieu_de": "Mục đích[^1]:", "noi_dung": "nâng cao"}),
        ({"dau": " 1 . ", "noi_dung": "a"}, {"dau": "1 .", "noi_dung": "a"}),
        ({"dau": "  ", "tieu_de": "", "noi_dung": "a"}, {"noi_dung": "a"}),
    ],
)
def test_an_item_has_one_form(given: dict[str, str], normal: dict[str, str]) -> None:
    assert make(kieu="so", **given) == {"kieu": "so", **normal}


@pytest.mark.parametrize(("kind", "sign"), [("gach", "-"), ("gach", "–"), ("gach", "•"), ("cong", "+"), ("sao", "*")])
def test_the_sign_of_a_bullet_is_left_to_the_form(kind: str, sign: str) -> None:
    assert make(kieu=kind, dau=sign, noi_dung="a") == {"kieu": kind, "noi_dung": "a"}
    assert make(kieu=kind, dau="→", noi_dung="a")["dau"] == "→"


def test_a_bold_paragraph_is_a_heading() -> None:
    assert make(kieu="doan", noi_dung=" **Nhiệm  vụ** ") == {"kieu": "tieu_de", "tieu_de": "Nhiệm vụ"}
    assert Heading(kieu="tieu_de", tieu_de="**Nhiệm vụ**") == Heading(kieu="tieu_de", tieu_de="Nhiệm vụ")
    with pytest.raises(ValidationError, match="Đoạn in đậm cả đoạn là một tiêu đề"):
        Paragraph(kieu="doan", noi_dung="**Nhiệm vụ**")


def test_quoted_lines_are_tidied_and_empty_ones_dropped() -> None:
    assert make(kieu="trich", noi_dung=" một  hai \r\n\n ba ")["noi_dung"] == "một hai\nba"


def test_merged_cells_have_one_form() -> None:
    table = make(kieu="bang", hang=[["a", "<", "b"], ["^", "<", "c"], ["d", "e", "f g\nh"]], so_dong_tieu_de=2)
    assert table["hang"] == (("a", "<", "b"), ("^", "^", "c"), ("d", "e", "f g h"))
    assert cell_spans(table["hang"])[(0, 0)] == (2, 2)
    assert cell_spans(table["hang"])[(0, 2)] == (1, 1)
    assert len(cell_spans(table["hang"])) == 6


def refusal(**values: Any) -> tuple[str, str, tuple[int | str, ...]]:
    with pytest.raises(ValidationError) as error:
        BLOCK.validate_python(values)
    (problem,) = error.value.errors()
    return problem["type"], problem["msg"], problem["loc"]


@pytest.mark.parametrize(
    ("values", "code", "words", "field"),
    [
        ({"kieu": "so"}, "item-empty", "Mục chưa có tiêu đề hoặc nội dung", "so"),
        ({"kieu": "chuong"}, "item-empty", "Mục chưa có tiêu đề hoặc nội dung", "chuong"),
        ({"kieu": "so", "dau": "1."}, "item-empty", "Mục chưa có", "so"),
        ({"kieu": "so", "noi_dung": "a\nb"}, "line-break", "Có chỗ xuống dòng", "noi_dung"),
        ({"kieu": "so", "tieu_de": "a\u2028b"}, "line-break", "Có chỗ xuống dòng", "tieu_de"),
        ({"kieu": "doan", "noi_dung": "a\vb"}, "line-break", "Có chỗ xuống dòng", "noi_dung"),
        ({"kieu": "doan", "noi_dung": "  "}, "text-missing", "Chưa có lời văn", "noi_dung"),
        ({"kieu": "tieu_de", "tieu_de": ""}, "text-missing", "Chưa có lời văn", "tieu_de"),
        ({"kieu": "trich", "noi_dung": "\n \n"}, "text-missing", "Chưa có lời văn", "noi_dung"),
        ({"kieu": "chu_thich", "dau": "1", "noi_dung": ""}, "text-missing", "Chưa có lời văn", "noi_dung"),
        ({"kieu": "bang", "hang": []}, "table-empty", "Bảng chưa có ô nào", "hang"),
        ({"kieu": "bang", "hang": [[]]}, "table-empty", "Bảng chưa có ô nào", "hang"),
        ({"kieu": "bang", "hang": [["a"], ["b", "c"]]}, "table-uneven", "Hàng 2 có 2 ô, hàng đầu có 1 ô", "hang"),
        ({"kieu": "bang", "hang": [["a"] * 64]}, "table-too-wide", "Bảng có 64 cột", "hang"),
        ({"kieu": "bang", "hang": [["a"]], "so_dong_tieu_de": 2}, "header-too-tall", "Bảng có 1 hàng", "hang"),
        ({"kieu": "bang", "hang": [["<", "a"]]}, "merge-invalid", "“<” ở hàng 1, cột 1", "hang"),
        ({"kieu": "bang", "hang": [["a", "^"]]}, "merge-invalid", "“^” ở hàng 1, cột 2", "hang"),
        (
            {"kieu": "bang", "hang": [["a", "<"], ["^", "b"]], "so_dong_tieu_de": 0},
            "merge-invalid", "không tạo thành hình chữ nhật", "hang",
        ),
        ({"kieu": "bang", "hang": [["a"], ["^"]]}, "merge-invalid", "“^” ở hàng 2, cột 1", "hang"),
    ],
)  # fmt: skip
def test_what_has_no_form_is_refused_at_its_place(values: dict[str, Any], code: str, words: str, field: str) -> None:
    found, message, place = refusal(**values)
    assert (found, place[-1]) == (code, field)
    assert words in message


@pytest.mark.parametrize(
    "values",
    [{"kieu": "so", "dau": "x" * 41, "noi_dung": "a"}, {"kieu": "so", "noi_dung": 3}, {"kieu": "la", "noi_dung": "a"},
     {"kieu": "doan", "noi_dung": "a", "dau": "1."}, {"kieu": "chu_thich", "dau": "a b", "noi_dung": "a"},
     {"kieu": "bang", "hang": [["a"]] * 12, "so_dong_tieu_de": 11}, {"kieu": "doan"}, {"noi_dung": "a"}],
)  # fmt: skip
def test_wrong_types_and_unknown_fields_are_refused(values: dict[str, Any]) -> None:
    assert refusal(**values)


def test_a_division_may_stand_with_its_mark_alone() -> None:
    assert make(kieu="chuong", dau="Chương I") == {"kieu": "chuong", "dau": "Chương I"}


def test_blocks_are_frozen() -> None:
    block: Block = Item(kieu="so", noi_dung="a")
    with pytest.raises(ValidationError):
        block.kieu = "la_ma"  # type: ignore[attr-defined]


def test_line_breaks_become_paragraphs_before_validation() -> None:
    raw = [
        {"kieu": "so", "dau": "1.", "noi_dung": "một\n\n hai\r\nba"},
        {"kieu": "doan", "noi_dung": "bốn\nnăm"},
        {"kieu": "trich", "noi_dung": "sáu\nbảy"},
        {"kieu": "doan", "noi_dung": "tám\n"},
        "không phải khối",
        {"kieu": "doan"},
    ]
    assert split_lines(raw) == [
        {"kieu": "so", "dau": "1.", "noi_dung": "một"},
        {"kieu": "doan", "noi_dung": " hai"},
        {"kieu": "doan", "noi_dung": "ba"},
        {"kieu": "doan", "noi_dung": "bốn"},
        {"kieu": "doan", "noi_dung": "năm"},
        *raw[2:],
    ]
    assert line_origins(raw) == [0, 0, 0, 1, 1, 2, 3, 4, 5]
    assert BLOCK.validate_python(split_lines(raw)[1]) == Paragraph(kieu="doan", noi_dung="hai")


@pytest.mark.parametrize("kind", ["gach", "cong", "sao"])
@pytest.mark.parametrize("sign", ["\uf0b7", "\uf0a7", "\uf0d8", "\uf0fc", "\uf076"])
def test_a_bullet_that_cannot_be_printed_is_left_to_the_form(kind: str, sign: str) -> None:
    assert BLOCK.validate_python({"kieu": kind, "dau": sign, "noi_dung": "Rà soát."}).model_dump()["dau"] is None
