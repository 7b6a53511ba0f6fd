"""The addressees of a paper: their words and marks, and where the block stands on the page."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.base import VanBan
from service.merge.layout import SLACK_MM
from service.merge.look import Look
from service.merge.notes import Notes, start_of
from service.merge.ooxml import Element, set_indent, set_spacing
from service.merge.styles import style_id, style_of
from service.rules.model import RuleSet
from service.text.addressees import bare_addressee


@dataclass(frozen=True)
class Indent:
    """Indents of a paragraph in millimetres; its first line begins `hanging` before the others."""

    left: float
    right: float
    hanging: float


@dataclass(frozen=True)
class Addressees:
    """The line of the word, with the only addressee where it stands there; the lines below; their indents.

    `label_at` is None where the word is set in the middle by its style.
    """

    label: str
    lines: tuple[str, ...]
    label_at: Indent | None
    lines_at: Indent | None


def format_addressees(van_ban: VanBan, look: Look, notes: Notes) -> Addressees | None:
    """The block of addressees; None where the paper has none."""
    if not van_ban.kinh_gui:
        return None
    rule_set = look.rule_set
    rule = rule_set.kinh_gui
    word = rule_set.loai.loai[van_ban.loai_van_ban].tu_kinh_gui or rule.tu
    names = _bare_names(van_ban, rule_set, notes)
    if len(names) == 1 and rule.mot_noi_cung_dong:
        label = f"{word} {names[0]}{rule.mot_noi_cuoi}"
        hanging = look.text_width_mm("nhan_kinh_gui", f"{word} ")
        left, right = _sides(look.text_width_mm("nhan_kinh_gui", label), look)
        return Addressees(label, (), Indent(left + hanging, right, hanging), None)
    ends = [rule.giua] * (len(names) - 1) + [rule.mot_noi_cuoi if len(names) == 1 else rule.cuoi]
    lines = tuple(f"{rule.truoc}{name}{end}" for name, end in zip(names, ends, strict=True))
    dash = look.text_width_mm("kinh_gui", rule.truoc)
    widest = max(look.text_width_mm("kinh_gui", line) for line in lines)
    if not rule.duoi_hai_cham:
        left, right = _sides(widest, look)
        return Addressees(word, lines, None, Indent(left + dash, right, dash))
    colon_at = look.text_width_mm("nhan_kinh_gui", word.rstrip(":"))
    left, right = _sides(colon_at + widest, look)
    return Addressees(
        word, lines, Indent(left, right, 0.0), Indent(left + colon_at + dash, right, dash)
    )  # fmt: skip


def place_addressees(body: Element, addressees: Addressees | None, look: Look) -> None:
    """Sets the indents of the block and the gap below it."""
    if addressees is None:
        return
    labels = [element for element in body.findall("{*}p") if style_of(element) == style_id("nhan_kinh_gui")]
    lines = [element for element in body.findall("{*}p") if style_of(element) == style_id("kinh_gui")]
    for elements, at in ((labels, addressees.label_at), (lines, addressees.lines_at)):
        for element in elements:
            if at is not None:
                set_indent(element, at.left, at.right, hanging_mm=at.hanging)
    for element in (lines or labels)[-1:]:
        set_spacing(element, after_pt=look.rule_set.dau_trang.cach_noi_dung_pt)


def _sides(width_mm: float, look: Look) -> tuple[float, float]:
    """Left and right indent that put a block of this width in the middle; a wider one is wrapped between the least.

    The right indent leaves room for rounding, so that what just fits does not wrap.
    """
    least = look.rule_set.kinh_gui.thut_toi_thieu_mm
    left = max(least, (look.content_width_mm() - width_mm) / 2)
    return left, max(0.0, least - SLACK_MM)


def _bare_names(van_ban: VanBan, rule_set: RuleSet, notes: Notes) -> list[str]:
    rule = rule_set.kinh_gui
    names = []
    for index, typed in enumerate(van_ban.kinh_gui):
        name = bare_addressee(typed)
        if name != typed:
            notes.add(
                "KG-DANG",
                rule,
                f"/kinh_gui/{index}",
                expected="chỉ tên nơi nhận; chữ mở đầu, gạch đầu dòng và dấu cuối dòng do mẫu in sẵn",
                found=start_of(typed),
                fix=f"Đã in “{start_of(name)}” theo quy định.",
            )
        names.append(name)
    return names
