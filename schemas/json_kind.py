"""A kind described by a JSON file: the fields it adds to `VanBan`, in a small part of JSON Schema.

The file holds `loai`, `loai_van_ban` (the legal type, as in the rule sets), `title`, and the added fields as
`properties` with `required`. A field's `type` is `string` (with `enum`, `maxLength`, or `format`: `date`, or
`dan-y` for outline text), `integer` (`minimum`, `maximum`), `boolean`, `array` (`items`, `maxItems`) or `object`.
Every field bears `title`, `description` and `examples`, like those of the program's own kinds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import new_class
from typing import Annotated, Any, Literal, cast

from pydantic import Field, create_model

from schemas.base import VanBan
from schemas.fields import MAX_ITEMS, MAX_LINE, Line, Model, NgayBanHanh, Whole
from schemas.noi_dung import NoiDung
from service.errors import KindInvalid

_NAME = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")
_KEYS = frozenset({"$schema", "loai", "loai_van_ban", "title", "description", "properties", "required"})
_FIELD_KEYS: Mapping[str, frozenset[str]] = {
    "string": frozenset({"enum", "maxLength", "format"}),
    "integer": frozenset({"minimum", "maximum"}),
    "boolean": frozenset(),
    "array": frozenset({"items", "maxItems"}),
    "object": frozenset({"properties", "required"}),
}
_COMMON_KEYS = frozenset({"type", "title", "description", "examples"})
MAX_DEPTH = 4


def build_json_kind(path: Path) -> type[VanBan]:
    """The model of a kind from its file.

    Raises:
        KindInvalid: the file is no JSON of this form; it names file and place.
    """
    try:
        described = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise KindInvalid(file=path.name, reason="không phải tệp JSON mã UTF-8", technical=str(error)) from error
    return _Builder(path.name).kind(described)


class _Builder:
    """Turns one description into a model; every fault names the file and the place in it."""

    def __init__(self, file: str) -> None:
        self._file = file

    def kind(self, described: object) -> type[VanBan]:
        table = self._table(described, "", _KEYS)
        loai, loai_van_ban, title = (self._text(table, key, "") for key in ("loai", "loai_van_ban", "title"))
        if not _NAME.match(loai):
            raise self._fault("loai", "phải là chữ thường không dấu, nối bằng gạch dưới")
        fields = self._fields(table, "", depth=0)
        if taken := sorted(name for name in fields if hasattr(VanBan, name) or name in VanBan.model_fields):
            raise self._fault(f"properties.{taken[0]}", "văn bản nào cũng đã có tên này")
        fields["loai"] = (
            Literal[loai],
            Field(title="Loại văn bản", description="Mã loại văn bản", examples=[loai]),
        )
        names = {"__module__": __name__, "loai_van_ban": loai_van_ban}
        base = new_class(title, (VanBan,), {"title": title}, lambda body: body.update(names))
        return cast(type[VanBan], create_model(title, __base__=base, **fields))

    def _fields(self, table: Mapping[str, Any], place: str, *, depth: int) -> dict[str, Any]:
        if depth > MAX_DEPTH:
            raise self._fault(place, "lồng nhau quá sâu")
        properties = table.get("properties", {})
        if not isinstance(properties, dict):
            raise self._fault(f"{place}properties", "phải là một đối tượng")
        required = table.get("required", [])
        if not isinstance(required, list) or any(
            not isinstance(name, str) or name not in properties for name in required
        ):
            raise self._fault(f"{place}required", "phải là danh sách tên trường có trong properties")
        return {
            name: self._field(value, name, f"{place}properties.{name}", required=name in required, depth=depth)
            for name, value in properties.items()
        }

    def _field(self, described: object, name: str, place: str, *, required: bool, depth: int) -> tuple[Any, Any]:
        if not _NAME.match(name):
            raise self._fault(place, "tên trường phải là chữ thường không dấu, nối bằng gạch dưới")
        kind = described.get("type") if isinstance(described, dict) else None
        if not isinstance(described, dict) or not isinstance(kind, str) or kind not in _FIELD_KEYS:
            raise self._fault(f"{place}.type", f"phải là một trong: {', '.join(_FIELD_KEYS)}")
        table = self._table(described, f"{place}.", _COMMON_KEYS | _FIELD_KEYS[described["type"]])
        title, description = self._text(table, "title", f"{place}."), self._text(table, "description", f"{place}.")
        examples = table.get("examples")
        if not isinstance(examples, list) or not examples:
            raise self._fault(f"{place}.examples", "phải có ít nhất một ví dụ")
        annotation = self._type(table, place, name, depth=depth)
        shown: dict[str, Any] = {"title": title, "description": description, "examples": examples}
        if required:
            return annotation, Field(**shown)
        if table["type"] == "array":
            return annotation, Field(default=(), **shown)
        return annotation | None, Field(default=None, **shown)

    def _type(self, table: Mapping[str, Any], place: str, name: str, *, depth: int) -> Any:
        match table["type"]:
            case "string":
                return self._string(table, place)
            case "integer":
                lowest, highest = self._bound(table, "minimum", place), self._bound(table, "maximum", place)
                if lowest is not None and highest is not None and lowest > highest:
                    raise self._fault(f"{place}.minimum", "lớn hơn maximum")
                return Annotated[Whole, Field(ge=lowest, le=highest)]
            case "boolean":
                return bool
            case "array":
                item = table.get("items")
                if not isinstance(item, dict):
                    raise self._fault(f"{place}.items", "phải mô tả một mục của danh sách")
                inner: Any
                inner, _ = self._field(
                    {**_shown(table), **item}, name, f"{place}.items", required=True, depth=depth + 1
                )
                most = self._bound(table, "maxItems", place) or MAX_ITEMS
                return Annotated[tuple[inner, ...], Field(max_length=most)]
            case _:
                fields = self._fields(table, f"{place}.", depth=depth + 1)
                return create_model(self._text(table, "title", f"{place}."), __base__=Model, **fields)

    def _string(self, table: Mapping[str, Any], place: str) -> Any:
        values, form = table.get("enum"), table.get("format")
        if values is not None:
            if not isinstance(values, list) or not values or not all(isinstance(value, str) for value in values):
                raise self._fault(f"{place}.enum", "phải là danh sách chữ")
            return Literal[tuple(values)]
        match form:
            case None:
                return Annotated[Line, Field(max_length=self._bound(table, "maxLength", place) or MAX_LINE)]
            case "date":
                return NgayBanHanh
            case "dan-y":
                return NoiDung
            case _:
                raise self._fault(f"{place}.format", "chỉ có date hoặc dan-y")

    def _bound(self, table: Mapping[str, Any], key: str, place: str) -> int | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self._fault(f"{place}.{key}", "phải là số nguyên không âm")
        return value

    def _table(self, value: object, place: str, allowed: frozenset[str]) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._fault(place, "phải là một đối tượng")
        if unknown := sorted(value.keys() - allowed):
            raise self._fault(f"{place}{unknown[0]}", "không có khóa này")
        return value

    def _text(self, table: Mapping[str, Any], key: str, place: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._fault(f"{place}{key}", "phải có, là chữ")
        return value

    def _fault(self, place: str, reason: str) -> KindInvalid:
        return KindInvalid(file=self._file, reason=f"tại {place.rstrip('.') or 'toàn tệp'}: {reason}")


def _shown(table: Mapping[str, Any]) -> dict[str, Any]:
    """What an item of a list is called when its own description does not say."""
    return {key: table[key] for key in ("title", "description", "examples") if key in table}
