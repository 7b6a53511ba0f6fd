"""The wording of a paper's components: number and symbol, dates, legal grounds, recipients, end mark."""

from __future__ import annotations

import re

from schemas.base import VanBan
from schemas.fields import partial_date
from schemas.noi_nhan import NoiNhan
from service.merge.notes import Notes, start_of
from service.rules.model import DateRule, RuleSet
from service.text.dates import PartialDate, pad_number, today

NO_BREAK_SPACE = "\u00a0"
_LEADING_DASH = re.compile(r"^[-–•]\s+")
# One end mark that the form itself supplies; an ellipsis is content.
_END_MARK = re.compile(r"\s*(?<!\.)[;,.]?\s*$")
_LUU = re.compile(r"^lưu\s*:?\s+", re.IGNORECASE)


def format_so_ky_hieu(van_ban: VanBan, rule_set: RuleSet) -> str:
    """Number and symbol as printed, with blanks for a number that is not given yet."""
    rule = rule_set.so_ky_hieu
    if van_ban.so_ky_hieu:
        given = re.sub(r"^số\s*:?\s*", "", van_ban.so_ky_hieu, flags=re.IGNORECASE)
        return rule.dang_co_san.format(so_ky_hieu=given)
    blank = NO_BREAK_SPACE * rule.cho_trong
    so = van_ban.so_van_ban.zfill(rule.chu_so_toi_thieu) if van_ban.so_van_ban else blank
    loai = rule_set.loai.loai[van_ban.loai_van_ban].viet_tat
    co_quan = rule.noi_co_quan.join(issuer.ky_hieu_co_quan for issuer in van_ban.co_quan)
    don_vi = van_ban.don_vi_trong_ky_hieu
    if don_vi and rule.dang_don_vi:
        return rule.dang_don_vi.format(so=so, co_quan=co_quan, don_vi=don_vi)
    form = rule.dang if loai else rule.dang_khong_loai
    return form.format(so=so, loai=loai, co_quan=co_quan)


def format_dia_danh_ngay(van_ban: VanBan, rule_set: RuleSet) -> str:
    """Place and date as printed, with blanks for what is not known yet."""
    rule = rule_set.ngay_thang
    parts = _date_parts(partial_date(van_ban.ngay_ban_hanh), rule)
    return rule.dang.format(dia_danh=van_ban.co_quan[0].dia_danh, **parts)


def format_ngay_trong_cau(van_ban: VanBan, rule_set: RuleSet) -> str:
    """The date of issue inside a sentence."""
    rule = rule_set.ngay_thang
    return rule.dang_trong_cau.format(**_date_parts(partial_date(van_ban.ngay_ban_hanh), rule))


def _date_parts(day: PartialDate | None, rule: DateRule) -> dict[str, str]:
    known = day or PartialDate(today().year)
    blank = NO_BREAK_SPACE * rule.cho_trong
    return {
        "ngay": pad_number(known.day, rule.them_khong_ngay_duoi) if known.day else blank,
        "thang": pad_number(known.month, rule.them_khong_thang_duoi) if known.month else blank,
        "nam": str(known.year),
    }


def format_can_cu(van_ban: VanBan, rule_set: RuleSet, notes: Notes) -> list[str]:
    """Legal grounds with opening word, dash and end mark of the rule set."""
    rule = rule_set.cau_chu
    lines = []
    for index, given in enumerate(van_ban.can_cu):
        bare = _bare(given)
        text = bare if bare.startswith(rule.can_cu_mo_dau) else f"{rule.can_cu_mo_dau[0]} {bare}"
        end = rule.can_cu_cuoi if index == len(van_ban.can_cu) - 1 else rule.can_cu_giua
        line = f"{rule.can_cu_truoc}{text}{end}"
        if given not in (line, text, bare):
            notes.add(
                "CC-DANG",
                rule,
                f"/can_cu/{index}",
                expected=start_of(line),
                found=start_of(given),
                fix="Đã trình bày theo quy định.",
            )
        lines.append(line)
    return lines


def format_recipient(item: NoiNhan, rule_set: RuleSet) -> dict[str, object]:
    """One recipient as display lines: `dong`, sub-lines, or a group with its bracketed note."""
    rule = rule_set.cau_chu
    note = f" ({item.ghi_chu.strip('()')})" if item.ghi_chu else ""
    if item.nhom:
        lines = [f"{rule.noi_nhan_truoc}{_bare(line)}{rule.noi_nhan_giua}" for line in item.nhom]
        return {"nhom": lines, "ghi_chu": note.strip(), "dong": "", "muc_con": []}
    end = ":" if item.muc_con else rule.noi_nhan_giua
    sub_lines = [f"{SUB_LINE}{_bare(line)}{rule.noi_nhan_giua}" for line in item.muc_con]
    return {
        "nhom": [],
        "ghi_chu": "",
        "dong": f"{rule.noi_nhan_truoc}{_bare(item.ten or '')}{note}{end}",
        "muc_con": sub_lines,
    }


def format_noi_luu(van_ban: VanBan, rule_set: RuleSet) -> str:
    """The filing line."""
    rule = rule_set.cau_chu
    content = _LUU.sub("", _bare(van_ban.noi_luu))
    return f"{rule.noi_nhan_truoc}{rule.luu}{content}{rule.noi_nhan_cuoi}"


def recipients_to_print(van_ban: VanBan, rule_set: RuleSet, notes: Notes) -> list[dict[str, object]]:
    """Recipients with "Như trên" put first where the paper is addressed, and what the form supplies left out."""
    rule = rule_set.cau_chu
    printed: list[dict[str, object]] = []
    if van_ban.kinh_gui:
        printed.append(format_recipient(NoiNhan(ten=rule.nhu_tren), rule_set))
    filing = _LUU.sub("", _bare(van_ban.noi_luu))
    for index, item in enumerate(van_ban.noi_nhan):
        name = _bare(item.ten or "")
        repeated = (van_ban.kinh_gui and name.casefold() == rule.nhu_tren.casefold()) or (
            _LUU.match(name) is not None and _LUU.sub("", name) == filing
        )
        if repeated:
            notes.add(
                "NN-LAP",
                rule,
                f"/noi_nhan/{index}",
                expected="không ghi lại dòng do mẫu in sẵn",
                found=name,
                fix="Đã bỏ dòng lặp.",
            )
        else:
            printed.append(format_recipient(item, rule_set))
    return printed


def end_text(text: str, rule_set: RuleSet) -> str:
    """The last text of the body with the end mark of the rule set in place of its full stop, never doubled."""
    mark = rule_set.cau_chu.ket_thuc
    bare = text.rstrip()
    stem = bare.removesuffix("./.")
    if stem == bare and bare.endswith(("...", "…", "?", "!")):
        return text
    return stem.rstrip().removesuffix(".") + mark


def _bare(line: str) -> str:
    return _END_MARK.sub("", _LEADING_DASH.sub("", line), count=1)


SUB_LINE = "+ "
