"""Reads the checker's catalog: every rule of a family of issuers, each proved against the rule sets it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from service.errors import RuleSetInvalid
from service.rules.kiem_tra.model import CheckRule, Tolerances
from service.rules.load import prove_table, read_table, rule_sets
from service.rules.model import Khoi, RuleSet

PACKAGE = "service.rules.kiem_tra"
TOLERANCES = "dung_sai"


@cache
def catalog(khoi: Khoi) -> Mapping[str, CheckRule]:
    """The rules for a family of issuers by id, in the order of their files.

    Raises:
        RuleSetInvalid: a file does not hold together, or an id stands twice; file and place are named.
    """
    found: dict[str, CheckRule] = {}
    for rule in _read(khoi):
        if rule.id in found:
            raise RuleSetInvalid(file=f"{khoi}/*.toml", place=rule.id, reason="mã quy tắc trùng")
        _prove(rule, khoi)
        found[rule.id] = rule
    return found


def rules_of(rule_set: RuleSet) -> tuple[CheckRule, ...]:
    """The rules that papers under a rule set are held to."""
    return tuple(rule for rule in catalog(rule_set.khoi).values() if rule.belongs_to(rule_set))


@cache
def tolerances() -> Tolerances:
    """What measurements may be off by.

    Raises:
        RuleSetInvalid: the file does not hold together.
    """
    return prove_table(Tolerances, TOLERANCES, read_table(files(PACKAGE).joinpath(f"{TOLERANCES}.toml")))


def _read(khoi: Khoi) -> Iterator[CheckRule]:
    folder = files(PACKAGE).joinpath(khoi)
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for name, table in read_table(file).items():
            if not isinstance(table, dict):
                raise RuleSetInvalid(file=f"{khoi}/{file.name}", place=name, reason="phải là một bảng")
            yield prove_table(CheckRule, f"{khoi}/{file.name.removesuffix('.toml')}", {**table, "id": name})


def _prove(rule: CheckRule, khoi: Khoi) -> None:
    """The rule sets it names exist, and the table it rests on stands in each of them."""
    own = {name: rule_set for name, rule_set in rule_sets().items() if rule_set.khoi == khoi}
    if unknown := [name for name in rule.bo if name not in own]:
        raise RuleSetInvalid(file=f"{khoi}/*.toml", place=f"{rule.id}.bo", reason=f"không có bộ quy tắc {unknown[0]}")
    for rule_set in own.values():
        try:
            rule.table(rule_set)
        except LookupError as error:
            raise RuleSetInvalid(
                file=f"{khoi}/*.toml", place=f"{rule.id}.can_cu", reason="không có bảng này"
            ) from error
