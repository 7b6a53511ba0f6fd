"""Raw records: a JSON object from the bytes of a file or a request, bounded in size, depth and digits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from service.errors import ErrorCode, SourceUnreadable

MAX_DEPTH = 40
MAX_DIGITS = 30


def load_record(raw: bytes, max_bytes: int) -> Mapping[str, Any]:
    """A JSON object from bytes: UTF-8 with or without BOM, no double keys, no NaN, not nested beyond reason.

    Raises:
        SourceUnreadable: too large, not UTF-8, not JSON, not an object, or nested too deep.
    """
    if len(raw) > max_bytes:
        raise SourceUnreadable(ErrorCode.SOURCE_TOO_LARGE, size=megabytes(len(raw)), limit=megabytes(max_bytes))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(reason=f"không phải mã UTF-8 (byte thứ {error.start + 1})") from error
    try:
        record = json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_refuse_constant, parse_int=_read_int)
    except json.JSONDecodeError as error:
        raise SourceUnreadable(reason=f"sai cú pháp JSON ở dòng {error.lineno}, cột {error.colno}") from error
    except RecursionError as error:
        raise SourceUnreadable(reason="các ngoặc lồng nhau quá sâu") from error
    if not isinstance(record, dict):
        raise SourceUnreadable(reason="phải là một đối tượng JSON, viết trong ngoặc nhọn")
    _require_shallow(record)
    return record


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for key, value in pairs:
        if key in record:
            raise SourceUnreadable(reason=f"trường “{key[:40]}” ghi hai lần trong cùng một đối tượng")
        record[key] = value
    return record


def _read_int(digits: str) -> int:
    # Python itself refuses numbers of thousands of digits, with an error of its own.
    if len(digits) > MAX_DIGITS:
        raise SourceUnreadable(reason=f"có số dài quá {MAX_DIGITS} chữ số")
    return int(digits)


def _refuse_constant(name: str) -> float:
    raise SourceUnreadable(reason=f"{name} không phải là số JSON")


def _require_shallow(record: object) -> None:
    level, depth = [record], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise SourceUnreadable(reason=f"các ngoặc lồng nhau quá {MAX_DEPTH} lớp")
        level = [
            item
            for value in level
            if isinstance(value, dict | list)
            for item in (value.values() if isinstance(value, dict) else value)
        ]


def megabytes(size: int) -> str:
    """A size as Vietnamese writes it."""
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
