"""The catalog of kinds: loai -> model."""

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


def json_schema(loai: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what may be sent for a kind.

    Raises:
        KeyError: no such kind.
    """
    kind = KINDS[loai]
    schema = kind.model.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.ten}
