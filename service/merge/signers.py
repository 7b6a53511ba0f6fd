"""Signature blocks as a template prints them, and what looks wrong about a signer's name."""

from __future__ import annotations

from typing import Any

from schemas.base import VanBan
from schemas.chu_ky import ChuKy
from service.merge.layout import second_post_lines
from service.merge.notes import Notes
from service.rules.model import RuleSet


def signature_values(block: ChuKy, rule_set: RuleSet) -> dict[str, Any]:
    """One block: lines of authority, post, lines of a second post, name."""
    forms = rule_set.ky.quyen_han
    joint = rule_set.ky.noi_chuc_vu_khac
    capital = rule_set.thanh_phan["chuc_vu_khac"].chu_hoa
    second = second_post_lines(block, rule_set.ky)
    return {
        "tham_quyen": [f"{forms[line.quyen_han]} {line.cua.upper()}" for line in block.tham_quyen],
        "chuc_vu": (block.chuc_vu or "").upper(),
        "chuc_vu_khac": [line.upper() if capital and line != joint else line for line in second],
        "ho_ten": block.ho_ten,
    }


def note_signers(van_ban: VanBan, rule_set: RuleSet, notes: Notes) -> None:
    """Tells of names with degrees or ranks, and of names all in capitals or without any; they print as typed."""
    rule = rule_set.ky
    component = rule_set.thanh_phan["ho_ten"]
    for index, block in enumerate(van_ban.chu_ky):
        place = f"/chu_ky/{index}/ho_ten" if len(van_ban.chu_ky) > 1 else "/chu_ky/ho_ten"
        found = next((word for word in rule.khong_ghi_truoc_ten if _begins(block.ho_ten, word)), None)
        if found:
            notes.add(
                "KY-HO-TEN",
                component,
                place,
                level=rule.muc_khong_ghi,
                expected="họ tên không kèm học hàm, học vị, cấp bậc, danh hiệu",
                found=f"có “{found}”",
                fix="Hãy bỏ phần này; chương trình in như đã nhập.",
            )
        elif block.ho_ten in (block.ho_ten.upper(), block.ho_ten.lower()):
            notes.add(
                "KY-HO-TEN-CHU",
                component,
                place,
                level="warning",
                expected="viết hoa chữ đầu mỗi tiếng của họ tên",
                found=block.ho_ten,
                fix="Hãy sửa cách viết; chương trình in như đã nhập.",
            )


def _begins(name: str, word: str) -> bool:
    """Whether a name begins with a degree: as a word of its own, or run together behind a full stop."""
    folded, start = name.casefold(), word.casefold()
    return folded.startswith(f"{start} ") or (word.endswith(".") and folded.startswith(start))
