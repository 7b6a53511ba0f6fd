"""The number and symbol of a paper: their form, the leading zero, the type's abbreviation, the issuer's symbol."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule, Level
from service.text.names import name_words
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.head import sort_of_issuer
from service.the_thuc.checks.parts import lacking, place_name, tell
from service.the_thuc.model import plain
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import quoted

Told = Iterator[Fault | Unknown]
# What stands in the gap a draft leaves for its number.
_BLANK = r"[ ._…]*"
_GROUP = r"[^\s/-]+"
_YEAR = r"(?:/(?P<nam>(?:19|20)[0-9]{2})(?=/))?"
_FIELDS: Mapping[str, str] = MappingProxyType(
    {"loai": rf"(?P<loai>{_GROUP})", "co_quan": rf"(?P<co_quan>{_GROUP}(?:-{_GROUP})*)"}
)
_COLON = re.compile(r"(Số) ?: ?")


@dataclass(frozen=True)
class Number:
    """A number and symbol taken apart: `digits` is empty for a blank, `groups` is the symbol between hyphens."""

    digits: str
    year: str
    kind: str
    groups: tuple[str, ...]


def read_number(text: str, form: str) -> Number | None:
    """A number by a form of the rule set such as "Số: {so}/{co_quan}"; None where the text has another form.

    A year behind the number is read too, where a slash follows; it is no part of any form.
    """
    found = _pattern(form).fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    return Number(parts["so"] or "", parts["nam"] or "", parts.get("loai") or "", tuple(parts["co_quan"].split("-")))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    pattern = ""
    for literal, name, _, _ in Formatter().parse(form):
        if name == "so":
            pattern += re.escape(literal.rstrip()) + rf"(?: (?P<so>[0-9]+)|{_BLANK}){_YEAR}"
        else:
            pattern += re.escape(literal) + _FIELDS.get(name or "", "")
    return re.compile(pattern)


def state_number(paper: Paper, text: str) -> Number | None:
    """The number of a State paper: the symbol's first group may be the type's abbreviation."""
    return read_number(text, paper.rule_set.so_ky_hieu.dang_khong_loai)


def party_number(paper: Paper, text: str) -> Number | None:
    """The number of a Party paper, the colon behind "Số" overlooked; of a type without abbreviation too."""
    rules, plain_text = paper.rule_set.so_ky_hieu, _without_colon(text)
    number = read_number(plain_text, rules.dang)
    if number is None and _without_code(paper):
        number = read_number(plain_text, rules.dang_khong_loai)
    return None if number is None or number.year else number


def _number(paper: Paper, text: str) -> Number | None:
    return state_number(paper, text) if paper.rule_set.khoi == "nha_nuoc" else party_number(paper, text)


def _without_colon(text: str) -> str:
    return _COLON.sub(r"\1 ", text, count=1) if text.startswith("Số") else text


def _without_code(paper: Paper) -> bool:
    return paper.type_rule is not None and not paper.type_rule.viet_tat


def _line(component: Component) -> str:
    """The text of the number: what stands behind a line break in its paragraph is something else."""
    return plain(component.first.raw.strip().partition("\n")[0])


def _components(paper: Paper, rule: CheckRule) -> tuple[Component, ...]:
    return paper.get(*rule.doi_tuong)


def check_present(paper: Paper, rule: CheckRule) -> Told:
    """`so_phai_co`: there is a number; whether a type without abbreviation, printed by name, needs one is open."""
    kind = paper.type_rule
    if kind is not None and kind.in_ten and not kind.viet_tat:
        return
    for name in rule.doi_tuong:
        yield from lacking(paper, name, "dòng số, ký hiệu")


def check_state_form(paper: Paper, rule: CheckRule) -> Told:
    """`so_mau`: the form of the State's numbers; year and zeros are looked at elsewhere."""
    rules, kind = paper.rule_set.so_ky_hieu, paper.type_rule
    for component in _components(paper, rule):
        number = state_number(paper, _line(component))
        named = kind is None or bool(kind.viet_tat)
        expected = f"dạng {_shown(rules.dang if named else rules.dang_khong_loai)}"
        if number is None:
            yield tell(paper, component, expected, quoted(component.text))
        elif kind is not None and kind.viet_tat and number.groups == (kind.viet_tat,):
            yield tell(paper, component, expected, f"{quoted(component.text)}, thiếu chữ viết tắt tên cơ quan")


def check_party_form(paper: Paper, rule: CheckRule) -> Told:
    """`so_mau_dang`: the form of the Party's numbers; colon, order of signs and zeros are looked at elsewhere."""
    rules = paper.rule_set.so_ky_hieu
    expected = f"dạng {_shown(rules.dang_khong_loai if _without_code(paper) else rules.dang)}"
    for name in rule.doi_tuong:
        component = paper.components.get(name)
        if component is None:
            yield from lacking(paper, name, expected)
        elif party_number(paper, _line(component)) is None and not _slash_first(paper, _line(component)):
            yield tell(paper, component, expected, quoted(component.text))


def check_no_colon(paper: Paper, rule: CheckRule) -> Told:
    """`so_hai_cham`: no colon behind the word."""
    for component in _components(paper, rule):
        if _COLON.match(_line(component)):
            yield tell(paper, component, "“Số” không có dấu hai chấm", quoted(component.text))


def check_order_of_signs(paper: Paper, rule: CheckRule) -> Told:
    """`so_dau_noi`: hyphen first, then slash, not the other way round."""
    for component in _components(paper, rule):
        if _slash_first(paper, _line(component)):
            expected = f"dạng {_shown(paper.rule_set.so_ky_hieu.dang)}"
            yield tell(paper, component, expected, quoted(component.text))


def _slash_first(paper: Paper, text: str) -> bool:
    """Whether a number has the two signs of its form exchanged."""
    if _without_code(paper):
        return False
    exchanged = paper.rule_set.so_ky_hieu.dang.translate(str.maketrans("-/", "/-"))
    return read_number(_without_colon(text), exchanged) is not None


def _per_number(aspect: Callable[[Paper, CheckRule, Component, Number], Told]) -> Check:
    """A check of numbers that have the right form; what has not is told by the rule about the form."""

    def check(paper: Paper, rule: CheckRule) -> Told:
        for component in _components(paper, rule):
            number = _number(paper, _line(component))
            if number is not None:
                yield from aspect(paper, rule, component, number)

    return check


def _zero(paper: Paper, rule: CheckRule, component: Component, number: Number) -> Told:
    """`so_khong`: as many digits as the law wants at least, no zeros beyond."""
    wanted = paper.rule_set.so_ky_hieu.chu_so_toi_thieu
    right = number.digits.lstrip("0").zfill(wanted)
    if number.digits and not int(number.digits):
        yield tell(paper, component, f"số từ {'1'.zfill(wanted)} trở lên", f"số {number.digits}")
    elif number.digits and number.digits != right:
        too_short = len(number.digits) < len(right)
        level: Level | None = None if too_short else "warning"
        yield tell(paper, component, f"số {right}", f"số {number.digits}", level=level)


def _year(paper: Paper, rule: CheckRule, component: Component, number: Number) -> Told:
    """`so_nam`: no year in the symbol."""
    if number.year:
        yield tell(paper, component, "không có năm trong số, ký hiệu", quoted(component.text))


def _state_code(paper: Paper, rule: CheckRule, component: Component, number: Number) -> Told:
    """`so_loai`: the symbol begins with the abbreviation of the type; small letters are looked at elsewhere."""
    kind = paper.type_rule
    if kind is None or not kind.viet_tat or number.year:
        return
    code, allowed = number.groups[0], (kind.viet_tat, *kind.viet_tat_khac)
    misspelt = code.casefold() in {one.casefold() for one in allowed} and not code.isupper()
    if code not in allowed and not misspelt:
        yield tell(paper, component, f"ký hiệu {kind.ten.lower()} là {kind.viet_tat}", f"ký hiệu {code}")


def _party_code(paper: Paper, rule: CheckRule, component: Component, number: Number) -> Told:
    """`so_loai_dang`: the abbreviation is that of the type, or, of an unknown type, of any."""
    kind = paper.type_rule
    kinds = paper.rule_set.loai.loai.values() if kind is None else (kind,)
    allowed = {code for one in kinds for code in (one.viet_tat, *one.viet_tat_khac) if code}
    if number.kind and allowed and number.kind not in allowed:
        name = f"ký hiệu {kind.ten.lower()} là {kind.viet_tat}" if kind else "ký hiệu của một tên loại"
        yield tell(paper, component, name, f"ký hiệu {number.kind}")


def _letter_code(paper: Paper, rule: CheckRule, component: Component, number: Number) -> Told:
    """`so_cong_van`: a letter's symbol is issuer and unit, without a type. `tham_so.cam`: codes never right."""
    kind = paper.type_rule
    if kind is None or kind.in_ten or kind.viet_tat or number.year:
        return
    first, rest = number.groups[0], number.groups[1:]
    expected = "chữ viết tắt tên cơ quan và đơn vị soạn thảo, không có chữ viết tắt tên loại"
    codes = {one.viet_tat for one in paper.rule_set.loai.loai.values() if one.viet_tat}
    own = paper.registry.symbols if paper.registry else frozenset()
    if first in rule.words("cam"):
        yield tell(paper, component, expected, f"có ký hiệu {first}")
    elif first in codes and first not in own:
        if rest and (rest[0] in own or rest[0] in name_words().short_forms):
            yield tell(paper, component, expected, f"có ký hiệu {first}")
        else:
            reason = f"không biết {quoted(first)} là tên cơ quan hay tên loại"
            yield Unknown(place_name(paper, component.name), reason, component.paragraphs)
    elif not rest:
        yield tell(paper, component, expected, f"{first}, không có đơn vị soạn thảo", level="warning")


def _registered(paper: Paper, rule: CheckRule, component: Component, number: Number) -> Told:
    """`so_co_quan`: symbols of issuer and unit are registered ones; without a register nothing is said."""
    known = paper.registry.symbols | paper.registry.units if paper.registry else frozenset()
    kind = paper.type_rule
    if not known or kind is None:
        return
    groups = number.groups[1:] if kind.viet_tat and not number.kind else number.groups
    strange = [group for group in groups if group not in known]
    if strange and "-".join(groups) not in known:
        yield tell(paper, component, "chữ viết tắt đã đăng ký", ", ".join(strange))


def _capitals(paper: Paper, rule: CheckRule, component: Component, number: Number) -> Told:
    """`so_chu_hoa`: the symbol is in capitals, but for abbreviations of types that have small letters."""
    codes = {one.viet_tat for one in paper.rule_set.loai.loai.values()}
    own = paper.registry.symbols | paper.registry.units if paper.registry else frozenset()
    small = [group for group in number.groups if group != group.upper() and group not in codes | own]
    if small:
        yield tell(paper, component, "ký hiệu in hoa", ", ".join(small))


def _issuer_code(paper: Paper, rule: CheckRule, component: Component, number: Number) -> Told:
    """`so_ten_co_quan`: the symbol of the first issuer begins as the rule set says for its name, or is registered."""
    issuer, rules = paper.components.get("ten_co_quan"), paper.rule_set.co_quan
    if issuer is None or not issuer.sure or rules is None:
        return
    code = number.groups[0]
    if paper.registry is not None and code in paper.registry.symbols:
        return
    sort = sort_of_issuer(issuer.text, rules.ten)
    wanted = rules.ten[sort].ky_hieu if sort else ()
    if wanted and not code.startswith(wanted):
        expected = f"ký hiệu của {quoted(issuer.text)} bắt đầu bằng {' hoặc '.join(wanted)}"
        yield tell(paper, component, expected, f"ký hiệu {code}")


def _shown(form: str) -> str:
    """A form of the rule set as people read it."""
    names = {"so": "[số]", "loai": "[tên loại viết tắt]", "co_quan": "[tên cơ quan viết tắt]"}
    return quoted(form.format(**names))


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "so_phai_co": check_present,
        "so_mau": check_state_form,
        "so_mau_dang": check_party_form,
        "so_hai_cham": check_no_colon,
        "so_dau_noi": check_order_of_signs,
        "so_khong": _per_number(_zero),
        "so_nam": _per_number(_year),
        "so_loai": _per_number(_state_code),
        "so_loai_dang": _per_number(_party_code),
        "so_cong_van": _per_number(_letter_code),
        "so_co_quan": _per_number(_registered),
        "so_chu_hoa": _per_number(_capitals),
        "so_ten_co_quan": _per_number(_issuer_code),
    }
)
