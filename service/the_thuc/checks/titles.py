"""The name of the type and the subject: known, at their place, in the right letters and words, within one's power."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule
from service.text.metrics import SINGLE_LINE
from service.text.tones import same_spelling
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.head import begins, sort_of_issuer
from service.the_thuc.checks.letters import check_letters
from service.the_thuc.checks.parts import lacking, place_name, tell
from service.the_thuc.checks.places import check_placed_letters, gap_pt, place_of
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import number, quoted

Told = Iterator[Fault | Unknown]
# In a PDF the gap between two lines is read from baselines; type sizes and what renderers round shift it by this much.
GAP_SLACK_PT = 1.5
# The line of a Party paper's title that names the body, between type and subject: "CỦA BAN THƯỜNG VỤ".
AUTHOR = "của"
_QUOTES = (("“", "”"), ('"', '"'), ("«", "»"))


def check_type_known(paper: Paper, rule: CheckRule) -> Told:
    """`loai_biet`: the name of the type is one of the rule set's."""
    kinds = paper.rule_set.loai.loai.values()
    for name in rule.doi_tuong:
        component = paper.components.get(name)
        if component is None:
            if paper.loai is None:
                yield Unknown(place_name(paper, name), "không nhận ra tên loại của văn bản")
        elif not any(begins(component.first.text, kind.ten) for kind in kinds):
            yield tell(paper, component, "tên một loại văn bản theo quy định", quoted(component.text))


def _unprinted(paper: Paper, component: Component) -> bool:
    """Whether it is the name of a type that prints none: CÔNG VĂN."""
    kinds = (kind for kind in paper.rule_set.loai.loai.values() if not kind.in_ten)
    return any(same_spelling(component.text) == same_spelling(kind.ten) for kind in kinds)


def check_no_letter_title(paper: Paper, rule: CheckRule) -> Told:
    """`khong_ten_cong_van`: a letter prints no name of its type."""
    for component in paper.get(*rule.doi_tuong):
        if _unprinted(paper, component):
            yield tell(paper, component, "công văn không có dòng tên loại", quoted(component.text))


def check_type_letters(paper: Paper, rule: CheckRule) -> Told:
    """`ten_loai`: letters and place of the type's name, or, of a letter, that there is none."""
    if any(_unprinted(paper, component) for component in paper.get(*rule.doi_tuong)):
        yield from check_no_letter_title(paper, rule)
    else:
        yield from check_placed_letters(paper, rule)


def check_type_letters_only(paper: Paper, rule: CheckRule) -> Told:
    """`ten_loai_chu`: letters and place of the type's name; a letter's is another rule's."""
    if not any(_unprinted(paper, component) for component in paper.get(*rule.doi_tuong)):
        yield from check_placed_letters(paper, rule)


def check_subject_present(paper: Paper, rule: CheckRule) -> Told:
    """`co_trich_yeu`: there is a subject, where the type has one."""
    kind = paper.type_rule
    if kind is None and not paper.get(*rule.doi_tuong):
        yield Unknown(place_name(paper, "trich_yeu"), "không nhận ra tên loại của văn bản")
    elif kind is not None and kind.co_trich_yeu:
        name = "trich_yeu" if kind.in_ten else "trich_yeu_cong_van"
        yield from lacking(paper, name, "có trích yếu nội dung")


def check_subject_letters(paper: Paper, rule: CheckRule) -> Told:
    """`trich_yeu`: letters and place of the subject; capitals throughout are a warning, but for the author's line."""
    yield from check_placed_letters(paper, rule)
    for component in paper.get(*rule.doi_tuong):
        for paragraph in component.paragraphs:
            if paragraph.is_upper and not _is_author(paragraph):
                found = f"chữ in hoa ở {quoted(paragraph.text)}"
                yield tell(paper, component, "chữ thường", found, level="warning", paragraph=paragraph)


def _is_author(paragraph: Paragraph) -> bool:
    return paragraph.is_upper and begins(paragraph.text, AUTHOR)


def check_subject_words(paper: Paper, rule: CheckRule) -> Told:
    """`trich_yeu_loi_van`: no stop at the end, not all capitals, not in quotation marks."""
    for component in paper.get(*rule.doi_tuong):
        text = component.text
        if text.endswith(".") and not text.endswith(("...", "v.v.")):
            yield tell(paper, component, demands.NO_STOP, quoted(text))
        if text.isupper():
            yield tell(paper, component, "chữ thường", f"chữ in hoa ở {quoted(text)}")
        if any(text[:1] == left and text.find(right, 1) == len(text) - 1 > 0 for left, right in _QUOTES):
            yield tell(paper, component, "không đặt trích yếu trong dấu ngoặc kép", text)


def check_first_letter(paper: Paper, rule: CheckRule) -> Told:
    """`chu_dau`: the subject begins with a small letter, but for names and words that keep their capital."""
    kept = paper.rule_set.cau_chu.giu_chu_hoa
    for component in paper.get(*rule.doi_tuong):
        wanted = paper.rule_set.thanh_phan[component.name].chu_dau
        subject = next((paragraph for paragraph in component.paragraphs if not _is_author(paragraph)), None)
        if wanted != "thuong" or subject is None or subject.is_upper:
            continue
        words = subject.text.split()
        first, second = words[0], (words[1] if len(words) > 1 else "")
        named = first in kept or first.isupper() or second[:1].isupper()
        if first[:1].isupper() and not named:
            yield tell(paper, component, "chữ đầu viết thường", quoted(subject.text), paragraph=subject)


def check_letter_subject(paper: Paper, rule: CheckRule) -> Told:
    """`trich_yeu_cong_van`: letters, place, opening words and the gap above of a letter's subject.

    `tham_so`: those of `dinh_dang_vi_tri`; `cam` are openings that are never right; `phai_co` demands a subject.
    """
    kind = paper.type_rule
    for name in rule.doi_tuong:
        component = paper.components.get(name)
        if component is None:
            if rule.flag("phai_co") and kind is not None and not kind.in_ten:
                yield from lacking(paper, name, "có trích yếu nội dung")
            continue
        yield from _opening(paper, rule, component)
        yield from _gap_above(paper, component)
    yield from check_letters(paper, rule)
    for component in paper.get(*rule.doi_tuong):
        yield from place_of(paper, component, rule)


def _opening(paper: Paper, rule: CheckRule, component: Component) -> Told:
    words, text = paper.rule_set.cau_chu.trich_yeu_cong_van, component.text
    forbidden = [start for start in rule.words("cam") if text.casefold().startswith(start.casefold())]
    expected = f"{demands.BEGINS}{quoted(words.strip())}" if words else "không có chữ dẫn"
    if forbidden:
        yield tell(paper, component, expected, quoted(text))
    elif text.startswith(words):
        return
    elif words.islower() and text.casefold().startswith(words):
        yield tell(paper, component, expected, quoted(text), level="warning")
    else:
        yield tell(paper, component, expected, quoted(text))


def _gap_above(paper: Paper, component: Component) -> Told:
    wanted = paper.rule_set.thanh_phan[component.name].truoc_pt
    above = paper.components.get("so_ky_hieu")
    if not wanted or above is None:
        return
    upper, lower = above.last, component.first
    gap = gap_pt(paper, upper, lower)
    if gap is None:
        yield Unknown(place_name(paper, component.name), f"không đo được khoảng cách {number(wanted)} pt", (lower,))
        return
    pdf = paper.measured.source == "pdf"
    size = max(lower.sizes if pdf else upper.sizes | lower.sizes, default=0.0)
    extra = gap - SINGLE_LINE * size
    slack = tolerances().of(paper.measured.source).gian_dong_pt + (GAP_SLACK_PT if pdf else 0.0)
    if abs(extra - wanted) > slack:
        expected = f"cách {place_name(paper, 'so_ky_hieu')} {number(wanted)} pt"
        yield tell(paper, component, expected, f"cách {number(extra)} pt")


def check_double_opening(paper: Paper, rule: CheckRule) -> Told:
    """`trich_yeu_lap`: the opening words do not stand twice, as "V/v" and `tham_so.lap` behind it."""
    opening = paper.rule_set.cau_chu.trich_yeu_cong_van.strip()
    for component in paper.get(*rule.doi_tuong):
        rest = component.text[len(opening) :].strip() if component.text.startswith(opening) else ""
        if any(begins(rest, words) for words in rule.words("lap")):
            yield tell(paper, component, f"chỉ viết {quoted(opening)}", quoted(component.text))


def check_authority(paper: Paper, rule: CheckRule) -> Told:
    """`tham_quyen`: the issuer may issue papers of this type."""
    rules, kind = paper.rule_set.tham_quyen, paper.type_rule
    issuer = paper.components.get("ten_co_quan")
    if rules is None or kind is None or paper.loai is None or issuer is None:
        return
    forbidden = sort_of_issuer(issuer.text, rules.khong_ban_hanh)
    doubtful = sort_of_issuer(issuer.text, rules.can_xem)
    if forbidden and paper.loai in rules.khong_ban_hanh[forbidden]:
        expected = f"loại văn bản mà {forbidden.lower()} được ban hành"
        yield tell(paper, issuer, expected, f"{kind.ten.lower()} của {quoted(issuer.text)}")
    elif doubtful and paper.loai in rules.can_xem[doubtful]:
        reason = f"chưa rõ {quoted(issuer.text)} có thẩm quyền ban hành {kind.ten.lower()} không"
        yield Unknown(place_name(paper, "ten_loai"), reason, issuer.paragraphs)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "loai_biet": check_type_known,
        "khong_ten_cong_van": check_no_letter_title,
        "ten_loai": check_type_letters,
        "ten_loai_chu": check_type_letters_only,
        "co_trich_yeu": check_subject_present,
        "trich_yeu": check_subject_letters,
        "trich_yeu_loi_van": check_subject_words,
        "chu_dau": check_first_letter,
        "trich_yeu_cong_van": check_letter_subject,
        "trich_yeu_lap": check_double_opening,
        "tham_quyen": check_authority,
    }
)
