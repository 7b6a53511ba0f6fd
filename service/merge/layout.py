"""What depends on the length of the content: column widths of the head, lines of names, room beside the signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.base import VanBan
from schemas.chu_ky import ChuKy
from service.merge.look import POINTS_PER_MM, Look
from service.rules.model import SigningRule
from service.text.metrics import wrap_lines
from service.text.names import break_name

# Renderers round; a line that fills its column to the last tenth would wrap in one of them.
SLACK_MM = 1.5
NO_BREAK_SPACE = "\u00a0"
# What LibreOffice adds to a no-break space in slanted type, as a share of the type size (measured: 0.46 mm at 14 pt).
WIDER_BLANK_EM = 0.1
# A line's share that makes it two lines of about the same length.
ONE_LINE_MORE = 0.7


@dataclass(frozen=True)
class IssuerLines:
    """The printed lines of one issuer's names."""

    above: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True)
class HeadLayout:
    """The two columns of the head in millimetres, the lines in the left one, and the widest text over each rule."""

    left_mm: float
    right_mm: float
    issuers: tuple[IssuerLines, ...]
    own_line_mm: float
    right_line_mm: float


def head_layout(van_ban: VanBan, look: Look, dia_danh_ngay: str) -> HeadLayout:
    """Columns wide enough for the date line and the fixed words on the right, the rest for the issuer's names."""
    rule = look.rule_set.dau_trang
    total = look.content_width_mm()
    fixed = [name for name in ("quoc_hieu", "tieu_ngu", "tieu_de_dang") if name in look.rule_set.thanh_phan]
    fixed_widths = {name: _fixed_width(name, look) for name in fixed}
    wanted_left = _widest_chosen_line(van_ban, look) + SLACK_MM
    least_left = min(rule.cot_trai_toi_thieu_mm, _least_names_mm(van_ban, look) + SLACK_MM)
    date_mm = date_width_mm(dia_danh_ngay, look)
    if date_mm + SLACK_MM > total - least_left:
        # It takes two lines either way, so it does not narrow the names for nothing.
        date_mm, least_left = 0.0, rule.cot_trai_toi_thieu_mm
    needed = max([date_mm, *fixed_widths.values()]) + SLACK_MM
    right = min(max(needed, min(rule.cot_phai_mm, total - wanted_left)), total - least_left)
    left = total - right
    issuers = _issuer_lines(van_ban, look, left - SLACK_MM)
    own_lines = [line for lines in issuers for line in lines.own]
    underlined = fixed[-1]
    return HeadLayout(
        left_mm=left,
        right_mm=right,
        issuers=issuers,
        own_line_mm=min(max(look.text_width_mm("ten_co_quan", line) for line in own_lines), left),
        right_line_mm=fixed_widths[underlined],
    )


def date_width_mm(dia_danh_ngay: str, look: Look) -> float:
    """Width of the line of place and date; its blanks are set wider by LibreOffice than the font says."""
    blanks = dia_danh_ngay.count(NO_BREAK_SPACE) * WIDER_BLANK_EM * look.size_pt("dia_danh_ngay") / POINTS_PER_MM
    return look.text_width_mm("dia_danh_ngay", dia_danh_ngay) + blanks


def _fixed_width(name: str, look: Look) -> float:
    words = look.component(name).chu
    return look.text_width_mm(name, look.words(words)) if words else 0.0


def _least_names_mm(van_ban: VanBan, look: Look) -> float:
    """The narrowest column the names can do with: a name without a chosen break may take one line more."""
    widths = []
    for issuer in van_ban.co_quan:
        for component, name in (("ten_co_quan", issuer.ten_co_quan), ("ten_cap_tren", issuer.ten_cap_tren or "")):
            size, style = look.size_pt(component), look.font_style(component)
            lines = name.upper().split("\n")
            if len(lines) == 1 and name:
                whole = look.text_width_mm(component, lines[0])
                lines = break_name(name, size, style, whole * ONE_LINE_MORE)
            widths += [look.text_width_mm(component, line) for line in lines]
    return max(widths)


def _widest_chosen_line(van_ban: VanBan, look: Look) -> float:
    """The widest line of the names as given, at most what the right column can spare."""
    lines = [("ten_co_quan", line) for issuer in van_ban.co_quan for line in issuer.ten_co_quan.split("\n")]
    lines += [("ten_cap_tren", line) for issuer in van_ban.co_quan for line in (issuer.ten_cap_tren or "").split("\n")]
    return max(look.text_width_mm(name, line.upper()) for name, line in lines)


def _issuer_lines(van_ban: VanBan, look: Look, available_mm: float) -> tuple[IssuerLines, ...]:
    def lines(component: str, name: str | None) -> tuple[str, ...]:
        if not name:
            return ()
        return tuple(break_name(name, look.size_pt(component), look.font_style(component), available_mm))

    joint = look.rule_set.dau_trang.noi_co_quan
    if joint and len(van_ban.co_quan) > 1:
        # The regime joins the names with a dash: each but the last ends in it.
        names = [lines("ten_co_quan", issuer.ten_co_quan) for issuer in van_ban.co_quan]
        above = lines("ten_cap_tren", van_ban.co_quan[0].ten_cap_tren)
        joined = [(*name[:-1], f"{name[-1]}{joint.rstrip()}") for name in names[:-1]] + [names[-1]]
        return (IssuerLines(above, tuple(line for name in joined for line in name)),)
    return tuple(
        IssuerLines(lines("ten_cap_tren", issuer.ten_cap_tren), lines("ten_co_quan", issuer.ten_co_quan))
        for issuer in van_ban.co_quan
    )


def second_post_lines(block: ChuKy, rule: SigningRule) -> list[str]:
    """The lines of a second post as typed: the joining word of the regime, once, and the post."""
    if not block.chuc_vu_khac:
        return []
    joint = rule.noi_chuc_vu_khac
    words = block.chuc_vu_khac.split(" ")
    bare = " ".join(words[1:]) if joint and words[0].casefold() == joint.casefold() else block.chuc_vu_khac
    return [joint, bare] if joint else [bare]


def signature_height_mm(block: ChuKy, look: Look) -> float:
    """Height of a signature block from its first line to the foot of the name."""
    width = look.content_width_mm() - look.rule_set.chan_trang.cot_trai_mm
    height = look.signature_gap_mm + look.line_height_mm("ho_ten")
    for component, text in [("quyen_han", f"TUQ. {line.cua}") for line in block.tham_quyen] + [
        ("chuc_vu", block.chuc_vu or ""),
        *(("chuc_vu_khac", line) for line in second_post_lines(block, look.rule_set.ky)),
    ]:
        if text:
            shown = text.upper() if look.component(component).chu_hoa else text
            lines = wrap_lines(shown, look.size_pt(component), look.font_style(component), width)
            height += len(lines) * look.line_height_mm(component)
    return height


def recipients_in_first_row(
    recipients: Sequence[Mapping[str, Any]], block: ChuKy, look: Look, *, closing_lines: int = 1
) -> int:
    """How many recipients stand beside the signature; the others follow in a row that may flow to the next page.

    All of them when what is over would be only a line or two; a group is never the last thing of the row, since a
    cell cannot end in a table. `closing_lines` follow the recipients: the filing line, the drafter's code.
    """
    available = signature_height_mm(block, look) - look.line_height_mm("nhan_noi_nhan")
    line_mm = look.line_height_mm("noi_nhan")
    heights = [_recipient_lines(entry, look) * line_mm for entry in recipients]
    if sum(heights) + closing_lines * line_mm <= available + ORPHAN_LINES * line_mm:
        return len(recipients)
    count, filled = 0, 0.0
    while count < len(recipients) and filled < available:
        filled += heights[count]
        count += 1
    while count < len(recipients) and recipients[count - 1]["nhom"]:
        count += 1
    return count


ORPHAN_LINES = 3


def _recipient_lines(entry: Mapping[str, Any], look: Look) -> int:
    foot = look.rule_set.chan_trang
    size, style = look.size_pt("noi_nhan"), look.font_style("noi_nhan")
    if entry["nhom"]:
        width = foot.cot_trai_mm - foot.rong_ghi_chu_mm
        return sum(len(wrap_lines(line, size, style, width)) for line in entry["nhom"])
    lines = [entry["dong"], *entry["muc_con"]]
    return sum(len(wrap_lines(line, size, style, foot.cot_trai_mm - SLACK_MM)) for line in lines)
