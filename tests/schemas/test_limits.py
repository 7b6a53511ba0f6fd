"""Bounds of an input, marks of secrecy, the words of each problem, and what is told of a valid one."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.noi_dung import MAX_BLOCKS
from schemas.screening import MAX_DEPTH, MAX_VALUES
from schemas.validate import MAX_PROBLEMS, validate_record
from tests.form.papers import STATE, changed
from tests.schemas.calls import problems_of, told


def nested(levels: int) -> Any:
    value: Any = "x"
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


def count_values(value: Any) -> int:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return len(items) + sum(map(count_values, items))


def test_bounds_are_those_that_were_promised() -> None:
    assert (MAX_BLOCKS, MAX_DEPTH, MAX_VALUES, MAX_PROBLEMS) == (20_000, 40, 200_000, 1_000)


def test_a_body_has_at_most_so_many_blocks() -> None:
    paragraph = {"kieu": "doan", "noi_dung": "Lời."}
    (problem,) = problems_of(changed(STATE, noi_dung=[paragraph] * (MAX_BLOCKS + 1)))
    assert (problem.code, problem.pointer) == ("too-many-items", "/noi_dung")
    assert problem.message == "Nội dung: chỉ được có nhiều nhất 20000 mục. Hãy rút gọn."
    annex = {"tieu_de": "Một", "noi_dung": [paragraph] * (MAX_BLOCKS + 1)}
    assert told(changed(STATE, phu_luc=[annex])) == {("too-many-items", "/phu_luc/0/noi_dung")}


def test_an_input_is_nested_at_most_so_deep() -> None:
    # The value stands in a field of the record, the first level.
    assert told({**STATE, "khac": nested(MAX_DEPTH - 1)}) == {("unknown-field", "/khac")}
    (problem,) = problems_of({**STATE, "khac": nested(MAX_DEPTH)})
    assert problem.code == "too-deep"
    assert problem.pointer.startswith("/khac/")
    assert problem.pointer.count("/") == MAX_DEPTH + 1
    assert "40 lớp" in problem.message
    # Deeper than Python itself would go: told, not fallen over.
    assert {code for code, _ in told({**STATE, "khac": nested(100_000)})} == {"too-deep"}


def test_an_input_holds_at_most_so_many_values() -> None:
    room = MAX_VALUES - count_values(STATE) - 1
    assert told({**STATE, "khac": [0] * room}) == {("unknown-field", "/khac")}
    (problem,) = problems_of({**STATE, "khac": [0] * (room + 1)})
    assert (problem.code, problem.pointer) == ("too-many-values", "")
    assert "200000 giá trị" in problem.message


def test_so_many_problems_are_told_and_the_rest_counted() -> None:
    empty = {"kieu": "doan", "noi_dung": ""}
    exactly = problems_of(changed(STATE, noi_dung=[empty] * MAX_PROBLEMS))
    assert {problem.code for problem in exactly} == {"text-missing"}
    assert len(exactly) == MAX_PROBLEMS
    more = problems_of(changed(STATE, noi_dung=[empty] * (MAX_PROBLEMS + 7)))
    assert len(more) == MAX_PROBLEMS + 1
    assert (more[-1].code, more[-1].pointer) == ("too-many-problems", "")
    assert more[-1].message.startswith("Còn 7 chỗ chưa đúng khác")


@pytest.mark.parametrize("value", [0, "0", "00", "000000", -5, "-5", "1.5", "1234567", 1_000_000, True, "", "5a"])
def test_a_number_is_a_whole_number_above_zero(value: Any) -> None:
    assert told(changed(STATE, so_van_ban=value)) == {("so-van-ban-invalid", "/so_van_ban")}


@pytest.mark.parametrize("value", [1, "1", "01", "007", " 12 ", 999_999, "999999", None])
def test_a_number_may_have_leading_zeros(value: Any) -> None:
    assert told(changed(STATE, so_van_ban=value)) == set()


TABLE = {"kieu": "bang", "hang": [["TT", "Tên"], ["1", "Rà soát"]]}


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"do_mat": "MẬT"}, "/do_mat"),
        ({"co_quan": {"do_mat": "TỐI MẬT"}}, "/co_quan/do_mat"),
        ({"co_quan": {"lua_chon": {"do_mat": "mat"}}}, "/co_quan/lua_chon/do_mat"),
        ({"chu_ky": {"do_mat": 1}}, "/chu_ky/do_mat"),
        ({"noi_nhan": ["Thôn một", {"ten": "Thôn hai", "do_mat": ["MẬT"]}]}, "/noi_nhan/1/do_mat"),
        ({"noi_dung": [{**TABLE, "do_mat": True}]}, "/noi_dung/0/do_mat"),
        ({"phu_luc": [{"tieu_de": "Một", "noi_dung": "Lời.", "do_mat": "MẬT"}]}, "/phu_luc/0/do_mat"),
    ],
)
def test_the_field_of_secrecy_is_refused_at_any_depth(fields: dict[str, Any], pointer: str) -> None:
    assert told(changed(STATE, **fields)) == {("secrecy", pointer)}


@pytest.mark.parametrize("empty", [None, "", "  ", [], False, 0])
def test_an_empty_field_of_secrecy_says_nothing(empty: Any) -> None:
    assert told(changed(STATE, do_mat=empty, chu_ky={"do_mat": empty})) == set()


@pytest.mark.parametrize(
    "line",
    ["- MẬT", "• MẬT", "+ TỐI MẬT", "* TUYỆT MẬT", "1. MẬT", "1.1. MẬT", "I. MẬT", "I - TỐI MẬT", "a) MẬT", "A. MẬT",
     "(MẬT)", "[TỐI MẬT].", "**MẬT**", "*TUYỆT MẬT*", "“MẬT”", "  MẬT  ", "TỐI   MẬT", "— MẬT —", "| MẬT |"],
)  # fmt: skip
def test_a_mark_of_secrecy_is_seen_behind_bullets_and_signs(line: str) -> None:
    found = told(changed(STATE, noi_dung=f"Kế hoạch như sau:\n{line}\n1. Làm."))
    assert found == {("secrecy", "/noi_dung")}
    assert ("secrecy", "/noi_nhan/1") in told(changed(STATE, noi_nhan=["Thôn một", line]))


@pytest.mark.parametrize(
    "line", ["Mật", "BÍ MẬT", "MẬT ONG", "1. Bảo quản MẬT", "MẬT VỤ", "MẬTT", "- Nuôi ong lấy MẬT"]
)
def test_other_words_are_no_mark_of_secrecy(line: str) -> None:
    assert told(changed(STATE, noi_dung=f"Kế hoạch như sau:\n{line}\n1. Làm.")) == set()


# changed fields, the sentence that is told
WORDS: list[tuple[dict[str, Any], str]] = [
    ({"noi_luu": 5}, "Nơi lưu: phải là chữ trong ngoặc kép."),
    ({"trich_yeu": ""}, "Trích yếu: không được để trống. Hãy nhập nội dung."),
    ({"trich_yeu": "…"}, "Trích yếu: chỉ có dấu câu, chưa có chữ. Hãy nhập nội dung."),
    ({"trich_yeu": "x" * 2001}, "Trích yếu: dài quá 2000 ký tự. Hãy rút gọn."),
    ({"trich_yeu": 5}, "Trích yếu: phải là chữ trong ngoặc kép."),
    ({"so_van_ban": "0"}, "Số văn bản: phải là số nguyên dương, không quá 6 chữ số, ví dụ 5 hoặc 05."),
    ({"ngay_ban_hanh": "2026-13-01"}, "Ngày ban hành: không có tháng này trong lịch. Hãy kiểm tra lại."),
    ({"ngay_ban_hanh": "2026-02-30"}, "Ngày ban hành: không có ngày này trong lịch. Hãy kiểm tra lại."),
    ({"noi_nhan": ["x"] * 201}, "Nơi nhận: chỉ được có nhiều nhất 200 mục. Hãy rút gọn."),
    ({"khac": 1}, "Văn bản: không có trường “khac”; hãy xóa hoặc kiểm tra tên trường."),
    (
        {"trich_yeuu": "x"},
        "Văn bản: không có trường “trich_yeuu”; có phải là “trich_yeu”? Hãy sửa tên trường hoặc xóa.",
    ),
    (
        {"co_quan": {"dia_dan": "Ia Lâm"}},
        "Cơ quan ban hành: không có trường “dia_dan”; có phải là “dia_danh”? Hãy sửa tên trường hoặc xóa.",
    ),
    (
        {"noi_dung": [{"kieu": "doan", "noi_dun": "Lời.", "noi_dung": "Lời."}]},
        "Nội dung (mục 1): không có trường “noi_dun”; có phải là “noi_dung”? Hãy sửa tên trường hoặc xóa.",
    ),
    (
        {"phu_luc": [{"noi_dung": "Lời."}]},
        "Tên phụ lục trong Phụ lục (mục 1): bắt buộc phải có. Hãy nhập, ví dụ “Tiến độ thực hiện”.",
    ),
    (
        {"chu_ky": {"tham_quyen": [{"quyen_han": "XX", "cua": "A"}]}},
        "Quyền hạn ký trong Thẩm quyền ký (mục 1): phải là một trong: TM, KT, TL, TUQ hoặc Q.",
    ),
    ({"co_quan": {"lua_chon": {"in_hai_mat": "x"}}}, "In hai mặt: phải là true hoặc false."),
    ({"co_quan": {"lua_chon": {"le_tren_mm": "x"}}}, "Lề trên (mm): phải là số, phần lẻ viết sau dấu chấm, ví dụ 20."),
    ({"co_quan": {"lua_chon": {"le_tren_mm": float("inf")}}}, "Lề trên (mm): phải là số hữu hạn."),
    ({"co_quan": {"lua_chon": {"co_chu_noi_dung": 13.5}}}, "Cỡ chữ nội dung: phải là số nguyên, ví dụ 14."),
    (
        {"co_quan": {"lua_chon": {"co_chu_noi_dung": True}}},
        "Cỡ chữ nội dung: phải là số, không phải true hay false.",
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), WORDS)
def test_a_problem_is_told_in_these_words(fields: dict[str, Any], sentence: str) -> None:
    (problem,) = problems_of(changed(STATE, **fields))
    assert problem.message == sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("trich_yeu", "Trích yếu: bắt buộc phải có. Hãy nhập, ví dụ “Về công tác phòng, chống thiên tai năm 2026”."),
        ("noi_luu", "Nơi lưu: bắt buộc phải có. Hãy nhập, ví dụ “VT, VHXH”."),
        ("chu_ky", "Chữ ký: bắt buộc phải có. Hãy nhập."),
    ],
)
def test_what_is_missing_is_asked_for_in_these_words(name: str, sentence: str) -> None:
    (problem,) = problems_of({key: value for key, value in STATE.items() if key != name})
    assert (problem.code, problem.pointer, problem.message) == ("missing", f"/{name}", sentence)


def test_a_missing_or_unknown_kind_is_answered_with_those_there_are() -> None:
    (problem,) = problems_of({key: value for key, value in STATE.items() if key != "loai"})
    assert (problem.code, problem.pointer) == ("missing", "/loai")
    assert "ke_hoach (Kế hoạch)" in problem.message
    (problem,) = problems_of({**STATE, "loai": "khac"})
    assert (problem.code, problem.pointer) == ("loai-unknown", "/loai")
    assert "ke_hoach (Kế hoạch)" in problem.message


def test_what_reading_an_outline_told_is_among_the_findings() -> None:
    annex = {"tieu_de": "Một", "noi_dung": "1. Làm.\n+\n2. Xong."}
    findings = validate_record(changed(STATE, noi_dung="Kế hoạch:\n-\n- Một.", phu_luc=[annex])).findings
    found = [(one.rule, one.level, one.place, one.found) for one in findings]
    assert found == [
        ("VT-OUTLINE-MARK-ALONE", "info", "/noi_dung", "dòng 2"),
        ("VT-OUTLINE-MARK-ALONE", "info", "/phu_luc/0/noi_dung", "dòng 2"),
    ]
    assert all(one.fix.endswith(".") and one.citation for one in findings)
