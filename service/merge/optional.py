"""Components a paper may have: degree of urgency, drafter and copies, the issuer's contact."""

from __future__ import annotations

import re

from schemas.base import VanBan
from schemas.lien_he import LienHe
from service.merge.look import POINTS_PER_MM, Look
from service.merge.notes import Notes, start_of
from service.merge.ooxml import Element, set_indent
from service.merge.styles import style_id, style_of
from service.rules.model import DoKhan, MucLienHe, RuleSet

_END_MARK = re.compile(r"\s*(?<!\.)[;,.]\s*$")


def format_do_khan(van_ban: VanBan, look: Look) -> str:
    """The word for the degree of urgency, in capitals; empty when there is none."""
    return look.words(look.rule_set.do_khan.chu[van_ban.do_khan]) if van_ban.do_khan else ""


def place_do_khan(head: Element, degree: DoKhan | None, column_mm: float, look: Look) -> None:
    """Makes the box around the degree of urgency as wide as the law wants it, in the middle of its column."""
    box = look.rule_set.do_khan.khung
    if box is None or degree is None:
        return
    # The law's width is that of the whole box: half a border line stands outside the indents on either side.
    width = box.rong_mm[degree] - look.rule_set.ke.day_pt / POINTS_PER_MM
    for element in head.iter("{*}p"):
        if style_of(element) == style_id("do_khan"):
            side = (column_mm - width) / 2
            set_indent(element, side, side)


def format_nguoi_soan_thao(van_ban: VanBan, rule_set: RuleSet) -> str:
    """The drafter's code with the number of copies; empty when there is none."""
    given = van_ban.nguoi_soan_thao
    if given is None:
        return ""
    rule = rule_set.nguoi_soan_thao
    if given.so_ban is None:
        text = rule.dang_khong_so_ban.format(ky_hieu=given.ky_hieu)
    else:
        text = rule.dang.format(ky_hieu=given.ky_hieu.rstrip("."), so_ban=given.so_ban)
    return text.upper() if rule_set.thanh_phan["nguoi_soan_thao"].chu_hoa else text


def format_lien_he(van_ban: VanBan, rule_set: RuleSet, notes: Notes) -> list[str]:
    """The lines of the issuer's contact; none when there is none."""
    given = van_ban.lien_he
    if given is None:
        return []
    rule = rule_set.lien_he
    lines = []
    for names in rule.dong:
        items = [item for name in names if (item := _contact_item(given, name, rule_set, notes))]
        if items:
            line = rule.noi.join(items) + rule.ket_thuc
            # A word of the form begins the line with a capital; what was typed keeps its own.
            typed = next(value for name in names if (value := getattr(given, name)))
            lines.append(line if line.startswith(typed[:1]) else line[:1].upper() + line[1:])
    return [*lines, *given.dong]


def _contact_item(given: LienHe, name: MucLienHe, rule_set: RuleSet, notes: Notes) -> str:
    value: str | None = getattr(given, name)
    if value is None:
        return ""
    bare = _END_MARK.sub("", value)
    if bare != value:
        notes.add(
            "LH-DANG",
            rule_set.lien_he,
            f"/lien_he/{name}",
            expected="không có dấu cuối mục",
            found=start_of(value),
            fix="Đã bỏ dấu cuối mục; dấu ngăn do mẫu in sẵn.",
        )
    return f"{rule_set.lien_he.dau_muc[name]}{bare}"
