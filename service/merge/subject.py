"""The subject of a paper: its opening words, the case of its first letter, and its lines.

A paper that prints the name of its type has the subject below it; a letter (công văn) has it under number and symbol.
"""

from __future__ import annotations

import re

from schemas.base import VanBan
from service.merge.layout import SLACK_MM
from service.merge.look import Look
from service.merge.notes import Notes, start_of
from service.rules.model import ComponentRule, RuleSet
from service.text.metrics import balance_lines
from service.text.names import begins_with_name

UNDER_TITLE = "trich_yeu"
UNDER_NUMBER = "trich_yeu_cong_van"
_V_V = re.compile(r"^v/v\s*:?\s+", re.IGNORECASE)
_VE_VIEC = re.compile(r"^về\s+việc\s*:?\s+", re.IGNORECASE)
_VE = re.compile(r"^về\s+", re.IGNORECASE)


def subject_component(van_ban: VanBan, rule_set: RuleSet) -> str:
    """The component that the subject of this paper is."""
    return UNDER_TITLE if rule_set.loai.loai[van_ban.loai_van_ban].in_ten else UNDER_NUMBER


def format_subject(van_ban: VanBan, rule_set: RuleSet, notes: Notes) -> str:
    """The subject as printed; what was mended or looks wrong is noted."""
    component = subject_component(van_ban, rule_set)
    rule = rule_set.thanh_phan[component]
    if component == UNDER_NUMBER:
        printed = _subject_of_letter(van_ban.trich_yeu, rule, rule_set, notes)
    else:
        printed = _subject_under_title(van_ban.trich_yeu, rule, rule_set, notes)
    if printed.endswith(".") or (len(printed) > 12 and printed == printed.upper()):
        notes.add(
            "TY-DANG",
            rule,
            "/trich_yeu",
            level="warning",
            expected="chữ thường, không có dấu chấm cuối",
            found=start_of(printed),
            fix="Hãy sửa lại trích yếu; chương trình in như đã nhập.",
        )
    type_rule = rule_set.loai.loai[van_ban.loai_van_ban]
    if type_rule.in_ten and printed.casefold().startswith(f"{type_rule.ten.casefold()} "):
        notes.add(
            "TY-LAP",
            rule,
            "/trich_yeu",
            level="warning",
            expected=f"không lặp lại tên loại {type_rule.ten}",
            found=start_of(printed),
            fix="Hãy bỏ tên loại ở đầu trích yếu; chương trình in như đã nhập.",
        )
    return printed


def _subject_under_title(text: str, rule: ComponentRule, rule_set: RuleSet, notes: Notes) -> str:
    bare = _V_V.sub("", text)
    mended = _cased(text if bare == text else f"về việc {_VE_VIEC.sub('', bare)}", rule, rule_set)
    if mended != text:
        expected = "bắt đầu bằng chữ hoa" if rule.chu_dau == "hoa" else "bắt đầu bằng chữ thường"
        _note_mended(text, mended, f"{expected}, không có V/v", rule, notes)
    return mended


def _subject_of_letter(text: str, rule: ComponentRule, rule_set: RuleSet, notes: Notes) -> str:
    """The opening words of the rule set once, then the matter. Without them the subject is printed as it was typed."""
    opening = rule_set.cau_chu.trich_yeu_cong_van
    bare = _V_V.sub("", text)
    if not opening:
        printed = _cased(bare, rule, rule_set)
        expected = "không có V/v, bắt đầu bằng chữ thường"
    else:
        # After a typed V/v only "về việc" repeats it; without one, a bare "về" stands for the opening words.
        repeated = _VE_VIEC if bare != text else _VE
        printed = opening + _cased(repeated.sub("", _VE_VIEC.sub("", bare), count=1), rule, rule_set)
        expected = f"bắt đầu bằng “{opening.strip()}”, tiếp theo là chữ thường"
    # A bare phrase is what the field asks for: putting the opening words before it is no mending.
    if text not in (printed, printed.removeprefix(opening)):
        _note_mended(text, printed, expected, rule, notes)
    return printed


def _note_mended(text: str, mended: str, expected: str, rule: ComponentRule, notes: Notes) -> None:
    notes.add(
        "TY-DAU",
        rule,
        "/trich_yeu",
        expected=expected,
        found=start_of(text),
        fix=f"Đã sửa thành “{start_of(mended)}”.",
    )


def _cased(text: str, rule: ComponentRule, rule_set: RuleSet) -> str:
    first, rest = text[:1], text[1:]
    if rule.chu_dau == "hoa":
        return first.upper() + rest
    if rule.chu_dau == "thuong" and _may_be_lowered(text, rule_set):
        return first.lower() + rest
    return text


def _may_be_lowered(text: str, rule_set: RuleSet) -> bool:
    """A first word in capitals or before another capital is a name or a short form, not a common noun."""
    words = text.split(" ")
    if words[0] in rule_set.cau_chu.giu_chu_hoa or words[0].isupper() or begins_with_name(text):
        return False
    return len(words) < 2 or not words[1][:1].isupper()


def subject_lines(trich_yeu: str, component: str, look: Look, available_mm: float) -> list[str]:
    """The subject broken evenly into the fewest lines."""
    widest = min(look.component(component).rong_toi_da_mm or available_mm, available_mm) - SLACK_MM
    return balance_lines(trich_yeu.split(" "), look.size_pt(component), look.font_style(component), widest)


def subject_width_mm(trich_yeu: str, component: str, look: Look, available_mm: float) -> float:
    """Width of the longest line of the subject."""
    return max(look.text_width_mm(component, line) for line in subject_lines(trich_yeu, component, look, available_mm))
