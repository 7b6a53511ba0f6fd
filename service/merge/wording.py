"""The wording of a paper's components: number and symbol, dates, legal grounds, recipients, end mark."""

from __future__ import annotations

import re

from schemas.base import VanBan
from schemas.fields import partial_date
from schemas.noi_nhan import NoiNhan
from service.merge.layout import NO_BREAK_SPACE, date_width_mm
from service.merge.look import Look
from service.merge.notes import Notes, start_of
from service.rules.model import DateRule, RuleSet
from service.text.dates import PartialDate, pad_number, today

_LEADING_DASH = re.compile(r"^[-–•]\s+")
# One end mark that the form itself supplies; an ellipsis is content.
_END_MARK = re.compile(r"\s*(?<!\.)[;,.]?\s*$")
_LUU = re.compile(r"^lưu\s*:?\s+", re.IGNORECASE)
# What may stand at the end of a body in place of its end mark, in all the ways it is typed.
_BODY_END = re.compile(r"\s*(?:[;,]|\.?\s*/+\s*\.|\.)?\s*$")


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


def note_date(van_ban: VanBan, rule_set: RuleSet, notes: Notes) -> None:
    """Tells of a year that has not begun: most often a slip of the finger."""
    given = partial_date(van_ban.ngay_ban_hanh)
    if given and given.year > today().year:
        notes.add(
            "DD-NAM",
            rule_set.ngay_thang,
            "/ngay_ban_hanh",
            level="warning",
            expected=f"năm không sau {today().year}",
            found=str(given.year),
            fix="Hãy kiểm tra lại năm ban hành.",
        )


def keep_date_whole(line: str, van_ban: VanBan, look: Look, column_mm: float, notes: Notes) -> str:
    """The line of place and date; where it cannot stand in one line, it breaks behind the place and nowhere else."""
    if date_width_mm(line, look) <= column_mm:
        return line
    place = van_ban.co_quan[0].dia_danh
    rule = look.rule_set.thanh_phan["dia_danh_ngay"]
    notes.add(
        "DD-MOT-DONG",
        rule,
        "/co_quan/dia_danh",
        level="warning",
        expected="địa danh và ngày tháng trên một dòng",
        found=f"địa danh dài: {place}",
        fix="Đã xuống dòng sau địa danh; có thể chọn bộ cỡ chữ A hoặc tên cơ quan ngắt thành nhiều dòng hơn.",
    )
    kept = len(place) + 1
    return f"{line[:kept]} {line[kept:].lstrip(' ').replace(' ', NO_BREAK_SPACE)}"


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
        text = _opened(bare, rule.can_cu_mo_dau)
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


def _opened(ground: str, openings: tuple[str, ...]) -> str:
    """A legal ground with an opening word, the first of them where it has none; its own in the form's spelling."""
    for opening in openings:
        if ground.casefold().startswith(f"{opening.casefold()} "):
            return f"{opening}{ground[len(opening) :]}"
    return f"{openings[0]} {ground}"


def format_recipient(item: NoiNhan, rule_set: RuleSet) -> dict[str, object]:
    """One recipient as display lines: `dong`, sub-lines, or a group with its bracketed note."""
    rule = rule_set.cau_chu
    note = f" ({_without_brackets(item.ghi_chu)})" if item.ghi_chu else ""
    if item.nhom:
        lines = [f"{rule.noi_nhan_truoc}{_bare(line)}{rule.noi_nhan_giua}" for line in item.nhom]
        return {"nhom": lines, "ghi_chu": note.strip(), "dong": "", "muc_con": []}
    end = ":" if item.muc_con else rule.noi_nhan_giua
    sub_lines = [f"{rule.muc_con_truoc}{_bare(line)}{rule.noi_nhan_giua}" for line in item.muc_con]
    return {
        "nhom": [],
        "ghi_chu": "",
        "dong": f"{rule.noi_nhan_truoc}{_bare(item.ten or '')}{note}{end}",
        "muc_con": sub_lines,
    }


def _without_brackets(note: str) -> str:
    """A note without the pair of brackets around all of it, which the form supplies."""
    inner = note[1:-1]
    embraced = note.startswith("(") and note.endswith(")") and ")" not in inner.partition("(")[0]
    return inner if embraced and inner.count("(") == inner.count(")") else note


def format_noi_luu(van_ban: VanBan, rule_set: RuleSet, notes: Notes) -> str:
    """The filing line."""
    rule = rule_set.cau_chu
    content = _LUU.sub("", _bare(van_ban.noi_luu))
    wrong = next((word for word in rule.luu_khong_ghi if word in re.split(r"[\s,;]+", content)), None)
    if wrong:
        notes.add(
            "NN-LUU",
            rule,
            "/noi_luu",
            level="error",
            expected=f"không ghi {wrong}",
            found=content,
            fix="Hãy ghi tên nơi lưu, ví dụ Văn phòng Đảng ủy.",
        )
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
            continue
        _note_recipient(item.ten or "", name, index, rule_set, notes)
        printed.append(format_recipient(item, rule_set))
    return printed


def _note_recipient(given: str, bare: str, index: int, rule_set: RuleSet, notes: Notes) -> None:
    """Tells of marks that the form supplies, and of a line that belongs elsewhere."""
    rule, place = rule_set.cau_chu, f"/noi_nhan/{index}"
    if bare != given:
        fix = "Đã trình bày theo quy định."
        notes.add("NN-DANG", rule, place, expected=bare, found=start_of(given), fix=fix)
    if bare.casefold() == rule.nhu_tren.casefold():
        notes.add(
            "NN-NHU-TREN",
            rule,
            place,
            level="warning",
            expected=f"chỉ ghi {rule.nhu_tren} khi văn bản có kính gửi",
            found=bare,
            fix="Hãy bỏ dòng này; chương trình in như đã nhập.",
        )
    elif _LUU.match(bare):
        notes.add(
            "NN-HAI-LUU",
            rule,
            place,
            level="warning",
            expected="một dòng Lưu, ghi ở nơi lưu",
            found=start_of(bare),
            fix="Hãy gộp vào nơi lưu; chương trình in như đã nhập.",
        )


def end_text(text: str, rule_set: RuleSet) -> str:
    """The last text of the body with the end mark of the rule set in place of its full stop, never doubled."""
    bare = text.rstrip()
    if bare.endswith(("...", "…", "?", "!")):
        return text
    return _BODY_END.sub("", bare, count=1) + rule_set.cau_chu.ket_thuc


def _bare(line: str) -> str:
    return _END_MARK.sub("", _LEADING_DASH.sub("", line), count=1)
