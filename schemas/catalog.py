"""The catalog of kinds: loai -> model, and the JSON Schema that forms and other systems are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from schemas.base import VanBan
from schemas.ke_hoach import KeHoach


@dataclass(frozen=True)
class Kind:
    """A kind of paper: identifier, Vietnamese name, model."""

    loai: str
    ten: str
    model: type[VanBan]


KINDS: Mapping[str, Kind] = MappingProxyType({kind.loai: kind for kind in (Kind("ke_hoach", "Kế hoạch", KeHoach),)})

# The models of the body stand on a lower floor and bear their English names there.
_BLOCK_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "Item": "Mục",
        "Heading": "Tiêu đề không đánh số",
        "Paragraph": "Đoạn văn",
        "Quote": "Trích nguyên văn",
        "Table": "Bảng",
        "Footnote": "Chú thích",
    }
)


def json_schema(loai: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what may be sent for a kind; titles and descriptions are Vietnamese.

    Raises:
        KeyError: no such kind.
    """
    kind = KINDS[loai]
    schema = kind.model.model_json_schema(mode="validation")
    for name, model in [("", schema), *schema["$defs"].items()]:
        model["title"] = _BLOCK_TITLES.get(name, model["title"])
        del model["description"]  # the docstring, meant for programmers
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.ten}
