"""The checker's rules as a person reads them: a list, or one rule with what it allows, its law and its dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.rules.kiem_tra.load import catalog
from service.rules.kiem_tra.model import CheckRule
from service.rules.load import rule_sets
from service.rules.model import Khoi, RuleSet
from service.rules_allowed import allowed
from service.the_thuc.phrases import short_date

LEVELS = {"error": "lỗi", "warning": "cảnh báo", "info": "gợi ý", "unknown": "chưa rõ"}
SOURCES = {"docx": "DOCX", "pdf": "PDF"}
FAMILIES: Mapping[Khoi, str] = {"nha_nuoc": "Văn bản của Nhà nước", "dang": "Văn bản của Đảng"}


def all_rules() -> Mapping[str, CheckRule]:
    """Every rule by id, the State's first."""
    return {**catalog("nha_nuoc"), **catalog("dang")}


def list_rules() -> str:
    """A line a rule: id, level, what it demands."""
    rules = all_rules()
    width = max(map(len, rules))
    lines: list[str] = []
    for khoi, name in FAMILIES.items():
        lines.append(f"{name} ({len(catalog(khoi))} quy tắc)")
        lines += [f"  {rule.id:<{width}}  {LEVELS[rule.muc]:<8}  {rule.ten}" for rule in catalog(khoi).values()]
    return "\n".join(lines)


def show_rule(rule: CheckRule) -> str:
    """One rule in full."""
    lines = [rule.id, rule.ten, "", f"Mức: {LEVELS[rule.muc]}", f"Đo trên: {_where(rule)}"]
    for rule_set in _rule_sets(rule):
        lines += ["", f"{rule_set.ten} ({_period(rule_set)})", f"  Căn cứ: {rule.citation(rule_set)}"]
        lines += [f"  Cho phép: {phrase}" for phrase in (allowed(rule, rule_set),) if phrase]
    lines += ["", f"Cách sửa: {rule.sua}"]
    lines += [f"Ghi chú: {rule.ghi_chu}"] if rule.ghi_chu else []
    return "\n".join(lines)


def as_json(rule: CheckRule) -> dict[str, object]:
    """One rule as plain data."""
    return {
        "rule": rule.id,
        "ten": rule.ten,
        "level": rule.muc,
        "measured_on": list(rule.do) if rule.kiem else [],
        "fix": rule.sua,
        "note": rule.ghi_chu,
        "rule_sets": [
            {
                "id": rule_set.id,
                "citation": rule.citation(rule_set),
                "from": rule_set.hieu_luc_tu.isoformat(),
                "to": rule_set.hieu_luc_den.isoformat() if rule_set.hieu_luc_den else None,
                "allowed": allowed(rule, rule_set),
            }
            for rule_set in _rule_sets(rule)
        ],
    }


def _rule_sets(rule: CheckRule) -> Iterator[RuleSet]:
    khoi = "nha_nuoc" if rule.id in catalog("nha_nuoc") else "dang"
    for rule_set in rule_sets().values():
        if rule_set.khoi == khoi and rule.belongs_to(rule_set):
            yield rule_set


def _where(rule: CheckRule) -> str:
    if rule.kiem is None:
        return "không đo được bằng máy, người soát xét tự xem"
    return " và ".join(SOURCES[source] for source in rule.do)


def _period(rule_set: RuleSet) -> str:
    begin = short_date(rule_set.hieu_luc_tu)
    return f"từ {begin} đến {short_date(rule_set.hieu_luc_den)}" if rule_set.hieu_luc_den else f"từ {begin}"
