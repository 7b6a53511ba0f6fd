"""The catalog of kinds: loai -> model, and the JSON Schema that forms and other systems are made from.

The program's own kinds are the modules of `schemas.kinds`. An office's own stand in the folder `schemas/` of its
kinds folder, each a Python module like those or a JSON Schema of the fields it adds (`schemas.json_kind`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any, get_args

import schemas.kinds
from schemas.base import VanBan
from schemas.json_kind import build_json_kind
from schemas.relations import measures_to_choose
from service.errors import KindInvalid
from service.rules.load import rule_sets
from service.rules.model import LengthRange, RuleSet, ValueChoice


@dataclass(frozen=True)
class Kind:
    """A kind of paper: identifier, Vietnamese name, model."""

    loai: str
    ten: str
    model: type[VanBan]


Kinds = Mapping[str, Kind]

# What the merge gives a template beside the fields of a document (`service.merge.context`); a test holds it to that.
PARTS_OF_THE_FORM = frozenset(
    ["quoc_hieu", "ten_loai", "dia_danh_ngay", "chu_ky_doi", "noi_nhan_tiep"],
)

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


@cache
def load_kinds(folder: Path | None = None) -> Kinds:
    """The program's own kinds, and those of an office's kinds folder, by identifier.

    Raises:
        KindInvalid: a file of the folder defines no kind, or one whose identifier is taken.
    """
    found = {kind.loai: kind for kind in _own_kinds()}
    for file, kind in _added_kinds(folder) if folder is not None else ():
        if kind.loai in found:
            raise KindInvalid(file=file, reason=f"mã loại “{kind.loai}” đã có")
        found[kind.loai] = kind
    return MappingProxyType(dict(sorted(found.items())))


def json_schema(kind: Kind) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what may be sent for a kind; titles and descriptions are Vietnamese."""
    schema = kind.model.model_json_schema(mode="validation")
    for name, model in [("", schema), *schema["$defs"].items()]:
        model["title"] = _BLOCK_TITLES.get(name, model["title"])
        model.pop("description", None)  # the docstring, meant for programmers
    _leave_out_addressees(schema, kind)
    _bound_choices(schema["$defs"]["LuaChon"]["properties"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.ten}


def _leave_out_addressees(schema: dict[str, Any], kind: Kind) -> None:
    """No form asks for addressees of a paper that no regime lets have any."""
    types = [rules.loai.loai[kind.model.loai_van_ban] for rules in _rule_sets_of(kind)]
    if types and all(type_rule.kinh_gui == "cam" for type_rule in types):
        del schema["properties"]["kinh_gui"]


def _rule_sets_of(kind: Kind) -> list[RuleSet]:
    return [rules for rules in rule_sets().values() if kind.model.loai_van_ban in rules.loai.loai]


def _bound_choices(fields: dict[str, Any]) -> None:
    """What the regimes allow of each measure, taken together; which of them holds is known with the issuer."""
    measures = [measures_to_choose(rules) for rules in rule_sets().values()]
    for name, field in fields.items():
        rules = [measure[name][1] for measure in measures if name in measure]
        values = sorted({value for rule in rules if isinstance(rule, ValueChoice) for value in rule.cho_phep})
        ranges = [rule for rule in rules if isinstance(rule, LengthRange)]
        for node in field.get("anyOf", ()):
            if node.get("type") not in ("number", "integer"):
                continue
            if values:
                node["enum"] = [int(value) for value in values] if node["type"] == "integer" else values
            elif ranges:
                node |= {"minimum": min(rule.tu for rule in ranges), "maximum": max(rule.den for rule in ranges)}


def _own_kinds() -> Iterator[Kind]:
    for module in iter_modules(schemas.kinds.__path__):
        yield _kind_of(_model_in(import_module(f"schemas.kinds.{module.name}")))


def _added_kinds(folder: Path) -> Iterator[tuple[str, Kind]]:
    """The kinds of an office's folder with the names of their files."""
    for path in sorted((folder / "schemas").glob("[!._]*")):
        if path.suffix == ".py":
            yield path.name, _require_fitting(_kind_of(_model_in(_load_module(path)), path.name), path.name)
        elif path.suffix == ".json":
            yield path.name, _require_fitting(_kind_of(build_json_kind(path), path.name), path.name)


def _require_fitting(kind: Kind, file: str) -> Kind:
    """An added kind of a type that some regime knows, whose fields hold and do not stand in for parts of the form.

    Raises:
        KindInvalid: it is not.
    """
    try:
        # Models are built when they are first used; what is wrong with this one is told now, and not by every paper.
        kind.model.model_rebuild(_types_namespace={})
    except Exception as error:  # whatever the types of the operator's fields raise
        raise KindInvalid(
            file=file, reason="có trường mang kiểu không dùng được", technical=f"{type(error).__name__}: {error}"
        ) from error
    if not _rule_sets_of(kind):
        raise KindInvalid(file=file, reason=f"loai_van_ban “{kind.model.loai_van_ban}” không có trong quy tắc nào")
    own = kind.model.model_fields.keys() - VanBan.model_fields.keys()
    if taken := sorted(own & PARTS_OF_THE_FORM):
        raise KindInvalid(file=file, reason=f"trường “{taken[0]}” trùng tên một phần do mẫu in. Hãy đặt tên khác")
    return kind


def _load_module(path: Path) -> ModuleType:
    """A module from a file outside the package: the operator's own code, run with the program's rights."""
    spec = spec_from_file_location(f"vanthu_kind_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise KindInvalid(file=path.name, reason="không đọc được tệp Python")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # annotations that are only text are looked up there
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever the operator's code raises
        raise KindInvalid(
            file=path.name, reason="mã Python của tệp bị lỗi khi đọc", technical=f"{type(error).__name__}: {error}"
        ) from error
    return module


def _model_in(module: ModuleType) -> type[VanBan]:
    """The one kind a module defines."""
    models = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, VanBan) and value.__module__ == module.__name__
    ]
    if len(models) != 1:
        raise KindInvalid(
            file=f"{module.__name__.removeprefix('vanthu_kind_')}.py",
            reason="phải có đúng một lớp kế thừa VanBan",
        )
    return models[0]


def _kind_of(model: type[VanBan], file: str = "") -> Kind:
    identifiers = get_args(model.model_fields["loai"].annotation)
    if len(identifiers) != 1 or not hasattr(model, "loai_van_ban"):
        raise KindInvalid(
            file=file or model.__name__, reason="thiếu trường loai (Literal một giá trị) hoặc loai_van_ban"
        )
    return Kind(str(identifiers[0]), str(model.model_config.get("title") or model.__name__), model)
