"""The words of the head: fixed texts, names of issuers, the body above them, their type sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.issuers import EndedTierRule
from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule
from service.text.tones import same_spelling
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.parts import columns_swapped, lacking, missing, place_name, tell, text_middle
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import number, quoted

# What one family calls the other's title.
OTHER_TITLES = {"nha_nuoc": ("tieu_de_dang",), "dang": ("quoc_hieu", "tieu_ngu")}


def check_fixed_words(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`chu_co_dinh`: each component has exactly the words of the rule set, in either spelling of tone marks.

    Capitals of a component that is all capitals are looked at elsewhere. `tham_so`: `nua_phai` demands the right half
    of the page; with `kem` a component is missed only where the one named there was found.
    """
    for name in rule.doi_tuong:
        wanted = paper.rule_set.thanh_phan[name]
        if wanted.chu is None:
            continue
        spellings = (wanted.chu.cu, wanted.chu.moi)
        expected = quoted(spellings[0])
        component = paper.components.get(name)
        if component is None:
            yield from _no_fixed_words(paper, rule, name, expected)
        elif not _is_one_of(component.text, spellings, capitals=wanted.chu_hoa):
            yield tell(paper, component, expected, quoted(component.text))
        elif rule.flag("nua_phai"):
            yield from _right_half(paper, component)


def _is_one_of(text: str, spellings: tuple[str, ...], *, capitals: bool) -> bool:
    return (text.upper() if capitals else text) in spellings


def _no_fixed_words(paper: Paper, rule: CheckRule, name: str, expected: str) -> Iterator[Fault | Unknown]:
    if any(other not in paper.components for other in rule.words("kem")):
        return
    others = paper.get(*OTHER_TITLES[paper.rule_set.khoi])
    if not others:
        yield from lacking(paper, name, expected)
    elif paper.rule_set.khoi == "nha_nuoc":
        # A State paper has no rule of its own against the Party's title.
        where = place_name(paper, name)
        if others[0].sure:
            yield Fault(where, expected, quoted(others[0].text), others[0].paragraphs)
        else:
            yield Unknown(where, f"không chắc {quoted(others[0].text)} là tiêu đề", others[0].paragraphs)


def _right_half(paper: Paper, component: Component) -> Iterator[Fault | Unknown]:
    centre, middle = component.first.centre_mm, text_middle(paper, component.first)
    if centre is None or middle is None:
        yield Unknown(place_name(paper, component.name), "không đo được vị trí theo chiều ngang", component.paragraphs)
    elif columns_swapped(paper) or centre <= middle + tolerances().of(paper.measured.source).vi_tri_mm:
        yield tell(paper, component, "ở nửa phải của trang", f"giữa dòng chữ cách mép trái {number(centre)} mm")


def check_foreign_title(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khong_co`: none of the components named is there; one finding for all."""
    found = paper.get(*rule.doi_tuong)
    if found:
        marked = tuple(paragraph for component in found for paragraph in component.paragraphs)
        if any(component.sure for component in found):
            yield Fault(
                "Đầu trang",
                "không có Quốc hiệu, Tiêu ngữ",
                quoted(" ".join(component.text for component in found)),
                marked,
            )
        else:
            yield Unknown("Đầu trang", f"không chắc {quoted(found[0].text)} là Quốc hiệu, Tiêu ngữ", marked)


def check_same_size(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`cung_co_chu`: the components have one type size; a size the law does not allow at all is told elsewhere."""
    off = tolerances().of(paper.measured.source).co_chu_pt
    sizes: dict[str, float] = {}
    for component in paper.get(*rule.doi_tuong):
        allowed = paper.rule_set.thanh_phan[component.name].co_chu.cho_phep
        found = {size for paragraph in component.paragraphs for size in paragraph.sizes}
        if component.sure and found and all(any(abs(one - size) <= off for one in allowed) for size in found):
            sizes[component.name] = max(found)
    if sizes and max(sizes.values()) - min(sizes.values()) > 2 * off:
        told = ", ".join(f"{place_name(paper, name)} cỡ {number(size)}" for name, size in sizes.items())
        marked = tuple(p for component in paper.get(*sizes) for p in component.paragraphs)
        yield Fault("Đầu trang", "cùng một cỡ chữ", told, marked)


def check_registered_name(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`ten_da_dang_ky`: the issuer's name is one the office has registered; without a register nothing is said."""
    if paper.registry is None or not paper.registry.names:
        return
    names = {same_spelling(name): name for name in paper.registry.names}
    for component in paper.get(*rule.doi_tuong):
        text = same_spelling(component.text)
        if text in names:
            continue
        if any(name in text for name in names):
            reason = "tên còn chữ khác ngoài tên đã đăng ký, có thể là văn bản liên tịch"
            yield Unknown(place_name(paper, component.name), reason, component.paragraphs)
        else:
            expected = " hoặc ".join(sorted(quoted(name.upper()) for name in names.values()))
            yield tell(paper, component, expected, quoted(component.text))


def check_ended_tier(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`cap_da_bo`: from the day a tier of administration ended no unit of it is named.

    Looked at are the components of `doi_tuong` and the recipients.
    """
    ended = paper.rule_set.cap_da_bo
    if ended is None or (paper.ngay is not None and paper.ngay < ended.bo_tu):
        return
    found = paper.get(*rule.doi_tuong)
    places = [(place_name(paper, one.name), one.sure, paragraph) for one in found for paragraph in one.paragraphs]
    places += [(place_name(paper, "noi_nhan"), True, paragraph) for paragraph in paper.recipients]
    for where, sure, paragraph in places:
        unit = _ended_unit(paragraph.text, ended)
        if unit is None:
            continue
        if paper.ngay is None or not sure:
            reason = "không chắc đây là phần nào" if paper.ngay else "văn bản chưa có ngày"
            yield Unknown(where, f"có {quoted(unit)} nhưng {reason}", (paragraph,))
        else:
            expected = f"không còn tên đơn vị cấp huyện từ ngày {ended.bo_tu:%d/%m/%Y}"
            yield Fault(where, expected, quoted(paragraph.text), (paragraph,))


def _ended_unit(text: str, ended: EndedTierRule) -> str | None:
    """A unit of the tier with its name's first word: "huyện Chư Sê", "QUẬN 1"; not "cấp huyện", not a man's name."""
    units = "|".join(re.escape(unit) for unit in ended.don_vi)
    for hit in re.finditer(rf"(?<!\w)(?<!cấp )(?:{units})(?: ủy| uỷ)? (\w+)", text, re.IGNORECASE):
        if hit[1][0].isupper() or hit[1][0].isdigit():
            return hit[0]
    return None


def check_body_above(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`cap_tren`: the name above the issuer's is of the sort that the rule set names for such an issuer."""
    rules = paper.rule_set.co_quan
    issuer = paper.components.get("ten_co_quan")
    if rules is None or issuer is None:
        return
    sort = sort_of_issuer(issuer.text, rules.ten)
    wanted = rules.ten[sort].cap_tren if sort else ()
    if not wanted:
        return
    expected = f"trên {quoted(issuer.text)} là tên bắt đầu bằng {' hoặc '.join(wanted)}"
    above = paper.components.get("ten_cap_tren")
    if above is None:
        if missing(paper, "ten_cap_tren"):
            yield tell(paper, issuer, expected, "không có dòng tên cơ quan cấp trên")
        else:
            yield Unknown(place_name(paper, "ten_cap_tren"), "không nhận ra đủ các phần đầu trang", issuer.paragraphs)
    elif not any(begins(above.text, start) for start in wanted):
        yield tell(paper, above if issuer.sure else issuer, expected, quoted(above.text))


def sort_of_issuer(name: str, sorts: Mapping[str, object]) -> str | None:
    """The longest of the words in `sorts` that a name begins with."""
    return max((sort for sort in sorts if begins(name, sort)), key=len, default=None)


def begins(text: str, start: str) -> bool:
    """Whether a text begins with these whole words, in either spelling of tone marks."""
    count = len(start.split())
    return same_spelling(" ".join(text.split()[:count])) == same_spelling(start)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "chu_co_dinh": check_fixed_words,
        "khong_co": check_foreign_title,
        "cung_co_chu": check_same_size,
        "ten_da_dang_ky": check_registered_name,
        "cap_da_bo": check_ended_tier,
        "cap_tren": check_body_above,
    }
)
