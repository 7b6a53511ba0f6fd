"""Reads the rule files, proves them, and chooses the rule set by khối and date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.errors import RuleSetInvalid
from service.rules.model import NOT_REGULATED, Khoi, Rule, RuleSet

Table = dict[str, object]
Proved = TypeVar("Proved", bound=Rule)

# Keyed by Pydantic's error type; the braces are filled from the error's own context.
REASONS = {
    "missing": "thiếu khóa này",
    "extra_forbidden": "không có khóa này",
    "string_type": "phải là chữ",
    "string_too_short": "không được để trống",
    "string_pattern_mismatch": "không đúng dạng {pattern}",
    "int_type": "phải là số nguyên",
    "float_type": "phải là số",
    "finite_number": "phải là số hữu hạn",
    "bool_type": "phải là true hoặc false",
    "date_type": "phải là ngày, dạng 2026-05-27",
    "literal_error": "phải là một trong: {expected}",
    "greater_than": "phải lớn hơn {gt}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải không quá {le}",
    "tuple_type": "phải là danh sách, viết trong ngoặc vuông",
    "dict_type": "phải là một bảng",
    "model_type": "phải là một bảng",
    "too_short": "phải có ít nhất {min_length} mục",
}
# What a file never takes over from its parent.
OWN_KEYS = frozenset({"id", "ten", "hieu_luc_tu", "hieu_luc_den", "dieu_khoan"})
_TOML_PLACE = re.compile(r"at line (\d+), column (\d+)")


def load_rule_sets(folder: Traversable | Path) -> dict[str, RuleSet]:
    """All rule sets of a folder by id.

    Raises:
        RuleSetInvalid: a file is not TOML, misses a value, or holds one that cannot be; it names file and place.
    """
    raw = {file.name.removesuffix(".toml"): read_table(file) for file in _rule_files(folder)}
    # Parents first, so that what is wrong in one is told of its own file.
    names = sorted(raw, key=lambda name: "ke_thua" in raw[name])
    # All merged before any is proved: a wrong parent is told as such, not by what it brings along.
    merged = {name: _with_parent(name, raw) for name in names}
    rule_sets = {name: _validate(name, table) for name, table in merged.items()}
    _check_periods(rule_sets)
    return rule_sets


@cache
def rule_sets() -> Mapping[str, RuleSet]:
    """The rule sets this program ships with."""
    return load_rule_sets(files("service.rules"))


def choose_rule_set(khoi: Khoi, day: date) -> RuleSet | None:
    """The rule set of a family of issuers in force on a day; None before the first of them."""
    for rule_set in rule_sets().values():
        if rule_set.khoi == khoi and rule_set.in_force_on(day):
            return rule_set
    return None


def earliest_date(khoi: Khoi) -> date:
    """The first day for which a rule set of this family exists."""
    return min(rule_set.hieu_luc_tu for rule_set in rule_sets().values() if rule_set.khoi == khoi)


def _rule_files(folder: Traversable | Path) -> list[Traversable]:
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def read_table(file: Traversable) -> Table:
    """The table of a rule file.

    Raises:
        RuleSetInvalid: it is not UTF-8 or not TOML.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        where = f"byte thứ {error.start + 1}"
        raise RuleSetInvalid(file=file.name, place=where, reason="không phải mã UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        where = f"dòng {place[1]}, cột {place[2]}" if place else "cuối tệp"
        raise RuleSetInvalid(file=file.name, place=where, reason="sai cú pháp TOML", technical=str(error)) from error
    return {key: _frozen(value) for key, value in table.items()}


def _frozen(value: object) -> object:
    """TOML's arrays as the tuples that the strict models want."""
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value


def _with_parent(name: str, raw: Mapping[str, Table]) -> Table:
    """What a file says, over what its parent says; values taken over are cited as the parent's."""
    own = raw[name]
    parent_name = own.get("ke_thua")
    if parent_name is None:
        return own
    if not isinstance(parent_name, str) or parent_name not in raw or parent_name == name:
        raise RuleSetInvalid(file=f"{name}.toml", place="ke_thua", reason=f"không có tệp quy tắc “{parent_name}”")
    parent = raw[parent_name]
    if "ke_thua" in parent:
        raise RuleSetInvalid(file=f"{name}.toml", place="ke_thua", reason=f"“{parent_name}” cũng lấy theo tệp khác")
    inherited = {key: value for key, value in parent.items() if key not in OWN_KEYS}
    return _merge(_cite_parent(inherited, str(parent.get("ten"))), own)


def _cite_parent(table: Table, parent: str) -> Table:
    cited: Table = {}
    for key, value in table.items():
        if isinstance(value, dict):
            cited[key] = _cite_parent(value, parent)
        elif key == "dieu_khoan" and isinstance(value, str) and not value.startswith(NOT_REGULATED):
            cited[key] = f"lấy theo {parent}, {value}"
        else:
            cited[key] = value
    return cited


def _merge(base: Table, over: Table) -> Table:
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merge(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def prove_table(model: type[Proved], name: str, table: Table) -> Proved:
    """The model a rule file's table must satisfy.

    Raises:
        RuleSetInvalid: it does not; the first place is named.
    """
    try:
        return model.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise RuleSetInvalid(file=f"{name}.toml", place=_place(first), reason=_reason(first)) from error


def _validate(name: str, table: Table) -> RuleSet:
    rule_set = prove_table(RuleSet, name, table)
    if rule_set.id != name:
        raise RuleSetInvalid(file=f"{name}.toml", place="id", reason=f"phải trùng tên tệp “{name}”")
    return rule_set


def _place(error: ErrorDetails) -> str:
    """The keys that lead to the value, as they stand in the file: its types have no level of their own there."""
    steps = [str(step) for step in error["loc"] if step != "[key]"]
    if steps[:2] == ["loai", "loai"]:
        del steps[0]
    return ".".join(steps) or "toàn tệp"


def _reason(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(context["error"])
    words = {key: str(value).replace(" or ", " hoặc ") for key, value in context.items()}
    return REASONS.get(error["type"], "giá trị không hợp lệ").format(**words)


def _check_periods(rule_sets: Mapping[str, RuleSet]) -> None:
    """Within one family every day from the first on has one rule set: no day has two, none has none."""
    ordered = sorted(rule_sets.values(), key=lambda rule_set: (rule_set.khoi, rule_set.hieu_luc_tu))
    for earlier, later in pairwise(ordered):
        if earlier.khoi != later.khoi:
            continue
        if earlier.hieu_luc_den is None or earlier.hieu_luc_den >= later.hieu_luc_tu:
            raise RuleSetInvalid(
                file=f"{earlier.id}.toml", place="hieu_luc_den", reason=f"chồng lên thời hạn của {later.id}"
            )
        if earlier.hieu_luc_den + timedelta(days=1) < later.hieu_luc_tu:
            raise RuleSetInvalid(
                file=f"{earlier.id}.toml", place="hieu_luc_den", reason=f"còn ngày trống trước khi có {later.id}"
            )
