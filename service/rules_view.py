"""The checker's rules as a person reads them: a list, or one rule with what it allows, its law and its dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from service.rules.kiem_tra.load import catalog
from service.rules.kiem_tra.model import CheckRule
from service.rules.load import rule_sets
from service.rules.model import CitedRule, ComponentRule, Khoi, RuleSet
from service.rules.values import FixedWords, LengthRange, LineSpacing, MarkUnder, SizeChoice, ValueChoice
from service.the_thuc.demands import ALIGNMENTS
from service.the_thuc.phrases import between, number, one_of

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
        lines += [f"  Cho phép: {phrase}" for phrase in (_allowed(rule, rule_set),) if phrase]
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
                "allowed": _allowed(rule, rule_set),
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
    begin = _day(rule_set.hieu_luc_tu)
    return f"từ {begin} đến {_day(rule_set.hieu_luc_den)}" if rule_set.hieu_luc_den else f"từ {begin}"


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _allowed(rule: CheckRule, rule_set: RuleSet) -> str:
    """What the rule set's table allows, in words."""
    table = rule.table(rule_set)
    names = [name for name in rule.doi_tuong if name in rule_set.thanh_phan]
    if names:
        many = len(names) > 1
        rules = [rule_set.thanh_phan[name] for name in names]
        return "; ".join(f"{one.ten}: {_component(one)}" if many else _component(one) for one in rules)
    return _component(table) if isinstance(table, ComponentRule) else _values(table)


def _component(rule: ComponentRule) -> str:
    words = [f"cỡ chữ {one_of(rule.co_chu.cho_phep)}", "in hoa" if rule.chu_hoa else "in thường"]
    words += ["đậm" if rule.dam else "không đậm", "nghiêng" if rule.nghieng else "đứng", ALIGNMENTS[rule.can_le]]
    words += [f"gạch chân “{rule.gach_chan}”"] if rule.gach_chan else []
    words += [_value(rule.dau_duoi)] if rule.dau_duoi else []
    words += [f"chữ: {_value(rule.chu)}"] if rule.chu else []
    return ", ".join(words)


def _values(table: CitedRule) -> str:
    skipped = {"dieu_khoan", "thanh_phan", "loai"}
    told = (
        (name, _value(getattr(table, name)))
        for name in type(table).model_fields
        if name not in skipped and not isinstance(getattr(table, name), CitedRule)
    )
    return "; ".join(f"{name} = {value}" for name, value in told if value) if not isinstance(table, RuleSet) else ""


def _value(value: object) -> str:
    match value:
        case LineSpacing():
            unit = "dòng" if value.kieu == "boi_so" else "pt"
            return between(value.tu, value.den, unit)
        case LengthRange():
            return between(value.tu, value.den, "").strip()
        case SizeChoice() | ValueChoice():
            return one_of(value.cho_phep)
        case MarkUnder():
            return f"dưới là {value.chu}" if value.kieu == "chu" else _share(value)
        case FixedWords():
            return " hoặc ".join(dict.fromkeys((value.cu, value.moi)))
        case bool():
            return "có" if value else "không"
        case int() | float():
            return number(value)
        case str():
            return f"“{value}”"
        case tuple():
            return ", ".join(_value(one) for one in value)
        case dict():
            return ", ".join(f"{key}: {_value(one)}" for key, one in value.items())
        case _:
            return ""


def _share(mark: MarkUnder) -> str:
    if mark.ty_le_tu == mark.ty_le_den:
        return "nét kẻ liền dài bằng dòng chữ"
    return f"nét kẻ liền dài từ {round(mark.ty_le_tu * 100)} % đến {round(mark.ty_le_den * 100)} % dòng chữ"
