"""A JSON description of a kind that does not hold together is refused with its file and place, in Vietnamese."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.catalog import load_kinds
from schemas.validate import validate_record
from service.errors import KindInvalid, RecordInvalid
from service.messages import describe
from tests.form.papers import STATE

SHOWN = {"title": "Trường", "description": "Mô tả", "examples": ["A"]}
KIND: dict[str, Any] = {"loai": "thong_bao", "loai_van_ban": "thong_bao", "title": "Thông báo", "properties": {}}


def put(folder: Path, content: str | dict[str, Any], name: str = "thong_bao.json") -> Path:
    path = folder / "schemas" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def with_field(**field: Any) -> dict[str, Any]:
    return {**KIND, "properties": {"truong": {**SHOWN, **field}}}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("{", "không phải tệp JSON"),
        ("[]", "toàn tệp"),
        ({**KIND, "la": 1}, "la"),
        ({key: value for key, value in KIND.items() if key != "title"}, "title"),
        ({**KIND, "loai": "Thông báo"}, "loai"),
        ({**KIND, "properties": []}, "properties"),
        ({**KIND, "properties": {"trich_yeu": {**SHOWN, "type": "string"}}}, "properties.trich_yeu"),
        ({**KIND, "properties": {"Trường": {**SHOWN, "type": "string"}}}, "properties.Trường"),
        ({**KIND, "required": ["khong_co"]}, "required"),
        ({**KIND, "required": [["a"]]}, "required"),
        (with_field(type=["string", "null"]), "properties.truong.type"),
        ({**KIND, "properties": {"compose": {**SHOWN, "type": "string"}}}, "properties.compose"),
        ({**KIND, "properties": {"model_config": {**SHOWN, "type": "string"}}}, "properties.model_config"),
        ({**KIND, "properties": {"ten_loai": {**SHOWN, "type": "string"}}}, "ten_loai"),
        ({**KIND, "loai_van_ban": "khong_co"}, "khong_co"),
        (with_field(type="text"), "properties.truong.type"),
        (with_field(type="string", minimum=1), "properties.truong.minimum"),
        (with_field(type="string", format="email"), "properties.truong.format"),
        (with_field(type="string", enum=[]), "properties.truong.enum"),
        (with_field(type="string", maxLength=-1), "properties.truong.maxLength"),
        (with_field(type="array"), "properties.truong.items"),
        (with_field(type="string", examples=[]), "properties.truong.examples"),
        (with_field(type="string", title=" "), "properties.truong.title"),
        (with_field(type="object", properties={"con": {"type": "string"}}), "properties.truong.properties.con.title"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, content: str | dict[str, Any], place: str) -> None:
    with pytest.raises(KindInvalid) as caught:
        load_kinds(put(tmp_path, content))
    sentence = describe(caught.value)
    assert "thong_bao.json" in sentence
    assert place in sentence


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("ke_hoach.json", {**KIND, "loai": "ke_hoach"}, "đã có"),
        ("a.py", "x = 1", "đúng một lớp"),
        ("a.py", "raise RuntimeError", "bị lỗi khi đọc"),
        ("a.py", "from schemas.base import VanBan\nclass A(VanBan):\n    pass\n", "thiếu trường loai"),
    ],
)
def test_a_file_that_is_no_kind_is_refused(
    tmp_path: Path, name: str, content: str | dict[str, Any], reason: str
) -> None:
    with pytest.raises(KindInvalid) as caught:
        load_kinds(put(tmp_path, content, name))
    assert reason in describe(caught.value)


ROW = {"type": "object", "properties": {"ten": {**SHOWN, "type": "string"}}, "required": ["ten"]}
FIELDS: dict[str, Any] = {
    "chu": {"type": "string", "maxLength": 5},
    "chon": {"type": "string", "enum": ["a", "b"]},
    "ngay": {"type": "string", "format": "date"},
    "so_luong": {"type": "integer", "minimum": 1, "maximum": 9},
    "co": {"type": "boolean"},
    "ds": {"type": "array", "maxItems": 2, "items": {"type": "integer"}},
    "dong": {"type": "array", "items": ROW},
}
VALUES: dict[str, Any] = {
    "chu": "abc",
    "chon": "a",
    "ngay": "2026-11-20",
    "so_luong": 5,
    "co": True,
    "ds": [1, 2],
    "dong": [{"ten": "x"}],
}


@pytest.fixture
def kinds(tmp_path: Path) -> Any:
    properties = {name: {**SHOWN, **field} for name, field in FIELDS.items()}
    return load_kinds(put(tmp_path, {**KIND, "properties": properties, "required": ["chu"]}))


def test_values_of_every_type_are_read(kinds: Any) -> None:
    van_ban = validate_record({**STATE, "loai": "thong_bao", **VALUES}, kinds).van_ban
    assert (van_ban.chu, van_ban.ds, van_ban.dong[0].ten) == ("abc", (1, 2), "x")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("chu", "abcdef", "text-too-long"),
        ("chon", "c", "not-one-of"),
        ("ngay", "2026-13-01", "ngay-invalid"),
        ("so_luong", 10, "out-of-range"),
        ("so_luong", True, "wrong-type"),
        ("co", "x", "wrong-type"),
        ("ds", [1, 2, 3], "too-many-items"),
        ("dong", [{}], "missing"),
    ],
)
def test_values_that_do_not_fit_are_told(kinds: Any, field: str, value: Any, code: str) -> None:
    with pytest.raises(RecordInvalid) as caught:
        validate_record({**STATE, "loai": "thong_bao", **VALUES, field: value}, kinds)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].pointer.startswith(f"/{field}")
