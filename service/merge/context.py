"""Model -> display context: plain text, lists and ready paragraphs that a template prints. Pure; no files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from schemas.base import Composed, PhuLuc, VanBan
from schemas.block_places import Bodies
from schemas.fields import Model
from service.findings import Finding
from service.merge.addressees import Addressees, format_addressees
from service.merge.body import BodyBuilder
from service.merge.body_notes import note_end_mark, note_sequence
from service.merge.layout import HeadLayout, head_layout, recipients_in_first_row, signature_height_mm
from service.merge.look import Look
from service.merge.notes import Notes
from service.merge.ooxml import serialise
from service.merge.optional import format_do_khan, format_lien_he, format_nguoi_soan_thao
from service.merge.signers import note_signers, signature_values
from service.merge.subject import UNDER_TITLE, format_subject, subject_component, subject_width_mm
from service.merge.wording import (
    format_can_cu,
    format_dia_danh_ngay,
    format_ngay_trong_cau,
    format_noi_luu,
    format_so_ky_hieu,
    keep_date_whole,
    note_date,
    recipients_to_print,
)
from service.rules.model import DoKhan, RuleSet
from service.text.blocks import Block
from service.text.inline import Run
from service.text.marks import to_roman
from service.text.names import in_sentence


@dataclass(frozen=True)
class Merge:
    """All that rendering needs: the template's context, the layout of what depends on content, what was noticed."""

    values: dict[str, Any]
    head: HeadLayout
    subject_component: str
    subject_mm: float
    addressees: Addressees | None
    do_khan: DoKhan | None
    has_contact: bool
    annexes: tuple[PhuLuc, ...]
    footnotes: tuple[tuple[int, tuple[Run, ...]], ...]
    signature_pairs_mm: tuple[tuple[float, float], ...]
    title: str
    author: str
    subject: str
    findings: tuple[Finding, ...]


def build_context(composed: Composed, rule_set: RuleSet, look: Look, bodies: Bodies) -> Merge:
    """Everything a template prints for one document; `bodies` tell where its blocks stand in the input."""
    van_ban = composed.van_ban
    notes = Notes(rule_set)
    builder = BodyBuilder(look)
    type_rule = rule_set.loai.loai[van_ban.loai_van_ban]
    so_ky_hieu = format_so_ky_hieu(van_ban, rule_set)
    dia_danh_ngay = format_dia_danh_ngay(van_ban, rule_set)
    component = subject_component(van_ban, rule_set)
    trich_yeu = format_subject(van_ban, rule_set, notes)
    head = head_layout(van_ban, look, dia_danh_ngay)
    dia_danh_ngay = keep_date_whole(dia_danh_ngay, van_ban, look, head.right_mm, notes)
    room_mm = look.content_width_mm() if component == UNDER_TITLE else head.left_mm
    addressees = format_addressees(van_ban, look, notes)
    lien_he = format_lien_he(van_ban, rule_set, notes)
    note_signers(van_ban, rule_set, notes)
    note_date(van_ban, rule_set, notes)
    note_sequence(bodies, rule_set, notes)
    note_end_mark(van_ban.noi_dung, bodies, rule_set, notes)
    body = builder.build(van_ban.noi_dung, with_end_mark=True, keep_last_lines=rule_set.chan_trang.dong_di_cung)
    printed_annexes = tuple(annex for annex in van_ban.phu_luc if not annex.gui_rieng)
    values = {
        "co_quan": [{"ten_cap_tren": list(lines.above), "ten_co_quan": list(lines.own)} for lines in head.issuers],
        "so_ky_hieu": so_ky_hieu,
        "dia_danh_ngay": dia_danh_ngay,
        "ten_loai": type_rule.ten.upper() if type_rule.in_ten else "",
        "trich_yeu": trich_yeu,
        "do_khan": format_do_khan(van_ban, look),
        "kinh_gui": {"nhan": addressees.label, "noi": list(addressees.lines)}
        if addressees
        else {"nhan": "", "noi": []},
        "can_cu": format_can_cu(van_ban, rule_set, notes),
        "noi_dung": Markup(serialise(body)),  # noqa: S704 - our own elements, text escaped by the XML library
        **_foot(van_ban, look, rule_set, notes),
        "lien_he": lien_he,
        "phu_luc": _annexes(van_ban, printed_annexes, look, rule_set, builder, so_ky_hieu),
        **{name: _display(value, builder) for name, value in composed.own.items()},
    }
    if "quoc_hieu" in rule_set.thanh_phan:
        words = rule_set.thanh_phan["quoc_hieu"].chu
        values["quoc_hieu"] = look.words(words) if words else ""
    return Merge(
        values=values,
        head=head,
        subject_component=component,
        subject_mm=subject_width_mm(trich_yeu, component, look, room_mm),
        addressees=addressees,
        do_khan=van_ban.do_khan,
        has_contact=bool(lien_he),
        annexes=printed_annexes,
        footnotes=tuple(builder.footnotes),
        signature_pairs_mm=tuple(_pair_heights(van_ban, look)),
        title=f"{type_rule.ten} {trich_yeu}",
        author=", ".join(_name_in_sentence(issuer) for issuer in van_ban.co_quan),
        subject=trich_yeu,
        findings=composed.findings + notes.all(),
    )


def _display(value: Any, builder: BodyBuilder) -> Any:
    """A value of a kind's own field as its template prints it: text, lists and tables of texts, or a ready body."""
    if isinstance(value, tuple) and value and all(isinstance(item, Block) for item in value):
        return Markup(serialise(builder.build(value, with_end_mark=False)))  # noqa: S704 - as above
    if isinstance(value, Model):
        return {name: _display(getattr(value, name), builder) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_display(item, builder) for item in value]
    if isinstance(value, bool):
        return value
    return "" if value is None else str(value)


def _pair_heights(van_ban: VanBan, look: Look) -> Iterator[tuple[float, float]]:
    """Heights of the two blocks of each row of signatures, left and right."""
    heights = [signature_height_mm(block, look) for block in van_ban.chu_ky]
    leading_right = look.rule_set.chan_trang.ben_chu_tri == "phai"
    for lead, second in zip(heights[:-1:2], heights[1::2], strict=True):
        yield (second, lead) if leading_right else (lead, second)


def _foot(van_ban: VanBan, look: Look, rule_set: RuleSet, notes: Notes) -> dict[str, Any]:
    """Signature rows and recipients. A single block has the recipients beside it, level with its first line.

    Several blocks stand in pairs, the leading one on the side the rule set names; recipients follow below, or
    beside the last block where their number is odd.
    """
    blocks = [signature_values(block, rule_set) for block in van_ban.chu_ky]
    leading_right = rule_set.chan_trang.ben_chu_tri == "phai"
    recipients = recipients_to_print(van_ban, rule_set, notes)
    rows: list[dict[str, Any]] = []
    for first in range(0, len(blocks) - 1, 2):
        lead, second = blocks[first], blocks[first + 1]
        rows.append({"trai": second, "phai": lead} if leading_right else {"trai": lead, "phai": second})
    last = blocks[-1] if len(blocks) % 2 else None
    drafter = format_nguoi_soan_thao(van_ban, rule_set)
    closing = 2 if drafter else 1
    fitting = recipients_in_first_row(recipients, van_ban.chu_ky[-1], look, closing_lines=closing) if last else 0
    return {
        "chu_ky_doi": rows,
        "chu_ky": last,
        "noi_nhan": recipients[:fitting],
        "noi_nhan_tiep": recipients[fitting:],
        "noi_luu": format_noi_luu(van_ban, rule_set, notes),
        "nguoi_soan_thao": drafter,
    }


def _annexes(
    van_ban: VanBan,
    printed: Sequence[PhuLuc],
    look: Look,
    rule_set: RuleSet,
    builder: BodyBuilder,
    so_ky_hieu: str,
) -> list[dict[str, Any]]:
    """What each printed annex shows; numbers count those sent separately too."""
    automatic = [annex for annex in van_ban.phu_luc if annex.nhan is None]
    reference = reference_line(van_ban, rule_set, so_ky_hieu)
    shown = []
    for annex in printed:
        number = automatic.index(annex) + 1 if annex.nhan is None else 0
        label = annex_label(number, len(automatic), rule_set) if annex.nhan is None else annex.nhan
        names_itself = label.upper() in rule_set.phu_luc.nhan_la_ten
        body = builder.build(annex.noi_dung, with_end_mark=False, landscape=annex.huong == "ngang")
        shown.append(
            {
                "nhan": label.upper() if names_itself else label,
                "tieu_de": annex.tieu_de if names_itself else annex.tieu_de.upper(),
                "kem_theo": reference,
                "gach_duoi": rule_set.phu_luc.gach_duoi or "",
                "noi_dung": Markup(serialise(body)),  # noqa: S704 - as above
            }
        )
    return shown


def annex_label(number: int, count: int, rule_set: RuleSet) -> str:
    """`Phụ lục`, with its number once there are enough of them for the rule set."""
    rule = rule_set.phu_luc
    if count < rule.so_tu:
        return rule.nhan
    return f"{rule.nhan} {to_roman(number) if rule.chu_so == 'la_ma' else number}"


def reference_line(van_ban: VanBan, rule_set: RuleSet, so_ky_hieu: str) -> str:
    """The "Kèm theo" line: the main paper's type, number and date, blanks included, and its issuer."""
    prefix = rule_set.so_ky_hieu.dang_co_san.format(so_ky_hieu="")
    return rule_set.phu_luc.kem_theo.format(
        ten_loai=rule_set.loai.loai[van_ban.loai_van_ban].ten,
        so_ky_hieu=so_ky_hieu.removeprefix(prefix),
        ngay=format_ngay_trong_cau(van_ban, rule_set),
        co_quan=", ".join(_name_in_sentence(issuer) for issuer in van_ban.co_quan),
    )


def _name_in_sentence(issuer: Any) -> str:
    return issuer.ten_trong_cau or in_sentence(issuer.ten_co_quan)
