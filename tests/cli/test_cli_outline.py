"""`vanthu outline`: text to blocks, as a listing and as JSON, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.cli_errors import ExitCode
from tests.cli.calls import Vanthu
from tests.web.workshop import RECORD

TEXT = """\
Ban Thường vụ Đảng ủy xã xây dựng Kế hoạch như sau:
I- MỤC ĐÍCH, YÊU CẦU
1. Tiếp tục quán triệt chủ trương của cấp trên.
- Rà soát từng hộ.
| TT | Việc |
|---|---|
| 1 | Rà soát |
"""
BLOCKS = [
    {"kieu": "doan", "noi_dung": "Nội dung như sau:"},
    {"kieu": "la_ma", "dau": "I-", "tieu_de": "MỤC ĐÍCH"},
    {"kieu": "so", "noi_dung": "Rà soát từng hộ."},
]


def test_listing_says_each_block_with_its_line(vanthu: Vanthu) -> None:
    called = vanthu("outline", "-", stdin=TEXT.encode())
    assert (called.code, called.err) == (ExitCode.OK, "")
    lines = called.out.splitlines()
    assert len(lines) == 5
    for number, (words, line) in enumerate(zip(["đoạn", "mục I.", "mục 1.", "gạch -", "bảng"], lines, strict=True), 1):
        assert line.startswith(f"dòng {number} ")
        assert words in line
    assert "[MỤC ĐÍCH, YÊU CẦU]" in lines[1]


def test_listing_tells_what_was_joined_and_what_is_in_doubt(vanthu: Vanthu) -> None:
    text = "1. Tiếp tục quán triệt chủ trương\ncủa cấp trên “trong năm.\n1.1.1.1. Rà soát \u2713."
    called = vanthu("outline", "-", stdin=text.encode())
    assert "dòng 1–2: Tiếp tục quán triệt chủ trương của cấp trên" in called.out
    assert "dòng 2: Dấu mở ngoặc" in called.out
    assert "dòng 3: Có ký tự mà phông chữ văn bản không in được" in called.out


def test_listing_tells_marks_out_of_sequence_and_what_the_form_prints(vanthu: Vanthu) -> None:
    text = "KẾ HOẠCH\n1. Một.\n3. Ba.\no\tHai."
    called = vanthu("outline", "-", stdin=text.encode())
    assert "Cần xem lại 2 chỗ:\ndòng 1: Dòng “KẾ HOẠCH” là phần “Tên loại”" in called.out
    assert "dòng 3: Dấu mục “3.” không nối tiếp: theo vị trí phải là “2.”" in called.out
    assert "dấu +       Hai." in called.out
    notices = json.loads(vanthu("outline", "-", "--json", stdin=text.encode()).out)["notices"]
    assert [(notice["code"], notice["level"]) for notice in notices] == [
        ("form-part", "warning"),
        ("mark-out-of-sequence", "warning"),
    ]


def test_json_and_back_is_the_same_json(vanthu: Vanthu, tmp_path: Path) -> None:
    first = vanthu("outline", "-", "--json", stdin=TEXT.encode())
    content = json.loads(first.out)
    assert list(content) == ["noi_dung", "joined", "notices"]
    assert [block["kieu"] for block in content["noi_dung"]] == ["doan", "la_ma", "so", "gach", "bang"]
    assert "\\u" not in first.out
    for name, value in (("all", content), ("blocks", content["noi_dung"]), ("paper", {**RECORD, **content})):
        (tmp_path / f"{name}.json").write_text(json.dumps(value))
        back = vanthu("outline", tmp_path / f"{name}.json")
        assert (back.code, back.err) == (ExitCode.OK, "")
        again = vanthu("outline", "-", "--json", stdin=back.out.encode())
        assert json.loads(again.out)["noi_dung"] == content["noi_dung"]


def test_json_on_standard_input_is_known_by_its_content(vanthu: Vanthu) -> None:
    called = vanthu("outline", "-", stdin=b"\xef\xbb\xbf" + json.dumps(BLOCKS).encode())
    assert called.code == ExitCode.OK
    assert "I- MỤC ĐÍCH" in called.out
    text = vanthu("outline", "-", stdin="[1] Tài liệu tham khảo".encode())
    assert "đoạn" in text.out


def test_paper_with_outline_text_gives_outline_text(vanthu: Vanthu) -> None:
    called = vanthu("outline", "-", stdin=json.dumps(RECORD).encode())
    assert called.code == ExitCode.OK
    assert "Tiếp tục quán triệt" in called.out


@pytest.mark.parametrize(
    ("content", "pointers"),
    [
        ([*BLOCKS, {"kieu": "doan"}], ["/3/noi_dung"]),
        ({"noi_dung": [{"kieu": "doan", "noi_dung": ""}, {"kieu": "x"}]}, ["/noi_dung/0/noi_dung", "/noi_dung/1"]),
        ([{"kieu": "doan", "noi_dung": "a\nb"}, {"kieu": "so", "thua/": 1, "noi_dung": "c"}], ["/1/thua~1"]),
        (["chữ"], ["/0"]),
        ({"noi_dung": 5}, ["/noi_dung"]),
        ({"noi_dung": None}, ["/noi_dung"]),
        ({}, ["/noi_dung"]),
    ],
)
def test_what_is_no_block_is_told_with_its_place(
    vanthu: Vanthu, tmp_path: Path, content: object, pointers: list[str]
) -> None:
    path = tmp_path / "khối.JSON"
    path.write_text(json.dumps(content))
    called = vanthu("outline", path)
    assert (called.code, called.out) == (ExitCode.BAD_INPUT, "")
    assert [line.partition(": ")[0] for line in called.err.splitlines()] == pointers


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"\xff\xfeI\x00", "UTF-8"),
        ("a.json", b"I. ", "dòng 1, cột 1"),
        ("a.json", b"[{},\n x]", "dòng 2, cột 2"),
        ("a.json", b'[{"kieu": "doan", "kieu": "so"}]', "hai lần"),
        ("a.json", b"[" * 100_000, "ngoặc"),
        ("a.json", b"[NaN]", "NaN"),
    ],
)
def test_unreadable_input(vanthu: Vanthu, tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    called = vanthu("outline", tmp_path / name)
    assert (called.code, called.out) == (ExitCode.BAD_INPUT, "")
    assert words in called.err
    assert len(called.err.splitlines()) == 1


def test_json_option_is_for_outlines_only(vanthu: Vanthu) -> None:
    called = vanthu("outline", "-", "--json", stdin=b"[]")
    assert called.code == ExitCode.WRONG_USAGE
    assert "--json chỉ dùng khi đầu vào là dàn ý" in called.err


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "---", "[", "{", "\x00\x07", "| | |", "1" * 50_000, "“" * 500])
def test_odd_text_has_an_answer(vanthu: Vanthu, text: str) -> None:
    assert vanthu("outline", "-", stdin=text.encode()).code == ExitCode.OK
    assert vanthu("outline", "-", "--json", stdin=text.encode()).code == ExitCode.OK
