"""Reads the rule files, proves them, and chooses the rule set by khối and date."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from service.errors import RuleSetInvalid
from service.rules.model import Khoi, RuleSet

Table = dict[str, object]


def load_rule_sets(folder: Traversable | Path) -> dict[str, RuleSet]:
    """All rule sets of a folder by id.

    Raises:
        RuleSetInvalid: a file is not TOML, misses a value, or holds one that cannot be; it names file and place.
    """
    raw = {file.name.removesuffix(".toml"): _read(file) for file in _rule_files(folder)}
    rule_sets = {name: _validate(name, _with_parent(name, raw)) for name in raw}
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


def _read(file: Traversable) -> Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleSetInvalid(file=file.name, place="cú pháp", reason=str(error)) from error


def _with_parent(name: str, raw: Mapping[str, Table]) -> Table:
    """What a file says, over what its parent says; values taken over are cited as taken over."""
    own = raw[name]
    parent_name = own.get("ke_thua")
    if parent_name is None:
        return own
    if not isinstance(parent_name, str) or parent_name not in raw or "ke_thua" in raw[parent_name]:
        raise RuleSetInvalid(file=f"{name}.toml", place="ke_thua", reason=f"không có tệp quy tắc gốc {parent_name}")
    return _merge(_cite_parent(raw[parent_name], parent_name), own)


def _cite_parent(table: Table, parent_name: str) -> Table:
    cited: Table = {}
    for key, value in table.items():
        if isinstance(value, dict):
            cited[key] = _cite_parent(value, parent_name)
        elif key == "dieu_khoan" and isinstance(value, str) and not value.startswith("Không quy định"):
            cited[key] = f"{value} (lấy theo {parent_name})"
        elif key != "hieu_luc_den":
            cited[key] = value
    return cited


def _merge(base: Table, over: Table) -> Table:
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merge(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _validate(name: str, table: Table) -> RuleSet:
    try:
        rule_set = RuleSet.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "toàn tệp"
        raise RuleSetInvalid(file=f"{name}.toml", place=place, reason=first["msg"]) from error
    if rule_set.id != name:
        raise RuleSetInvalid(file=f"{name}.toml", place="id", reason=f"phải trùng tên tệp “{name}”")
    return rule_set


def _check_periods(rule_sets: Mapping[str, RuleSet]) -> None:
    """No day may have two rule sets of one family."""
    ordered = sorted(rule_sets.values(), key=lambda rule_set: (rule_set.khoi, rule_set.hieu_luc_tu))
    for earlier, later in pairwise(ordered):
        overlap = earlier.hieu_luc_den is None or earlier.hieu_luc_den >= later.hieu_luc_tu
        if earlier.khoi == later.khoi and overlap:
            raise RuleSetInvalid(
                file=f"{earlier.id}.toml", place="hieu_luc_den", reason=f"chồng lên thời hạn của {later.id}"
            )
