"""What must hold between the facts of an award round: period, dates, meeting, legal grounds, layout of the list."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from schemas.fields import partial_date
from schemas.khen_thuong.awards import proposed_rows
from schemas.khen_thuong.facts import CuocHop, DanhSach, KyXet, VanBanDan, column_names, day_of
from schemas.khen_thuong.money import check_money
from schemas.khen_thuong.row_relations import check_rows
from schemas.khen_thuong.rows import KINDS
from schemas.khen_thuong.vote_relations import check_votes
from schemas.relation import Fields, Relation
from service.rules.khen_thuong.load import grounds_on, khen_thuong_rules
from service.text.blocks import AnyBlock, Footnote, Table
from service.text.dates import today


def check_khen_thuong(fields: Fields) -> list[Relation]:
    """Every broken relation of an award proposal, between the fields at hand."""
    broken = check_present(fields) + check_period(fields) + check_order(fields) + check_grounds(fields)
    if isinstance(fields.get("danh_sach"), DanhSach):
        broken += check_columns(fields["danh_sach"])
    if any(name not in fields for name in (*KINDS, "hinh_thuc", "che_do_khen")):
        return broken  # judged when the rows can all be read
    rows = proposed_rows(fields, fields["hinh_thuc"])
    if not rows:
        sentence = "Chưa có ai được đề nghị khen. Hãy ghi ít nhất một tập thể, hộ gia đình hoặc cá nhân"
        return [*broken, Relation(("ca_nhan",), "khong-co-dong", sentence)]
    return broken + check_rows(rows, fields) + check_votes(rows, fields) + check_money(rows, fields, paper_day(fields))


def paper_day(fields: Fields) -> date:
    """The day a proposal is judged by: its date of issue, or today while it has none."""
    issued = partial_date(fields.get("ngay_ban_hanh"))
    return issued.nearest(today()) if issued else today()


def latest_day(fields: Fields) -> date:
    """The last day the date of issue can mean; today while there is none."""
    issued = partial_date(fields.get("ngay_ban_hanh"))
    return issued.latest() if issued else today()


def check_present(fields: Fields) -> list[Relation]:
    """What the kind of award asks for: the movement for one by theme, the meeting for all but sudden merit."""
    broken = []
    loai = fields.get("loai_khen")
    if loai == "chuyen_de" and "phong_trao" in fields and not fields["phong_trao"]:
        sentence = "Khen thưởng theo chuyên đề phải ghi tên phong trào thi đua. Hãy bổ sung phong_trao"
        broken.append(Relation(("phong_trao",), "phong-trao-thieu", sentence))
    if loai not in (None, "dot_xuat") and "cuoc_hop" in fields and fields["cuoc_hop"] is None:
        sentence = "Chưa ghi cuộc họp xét; chỉ khen thưởng đột xuất mới không cần. Hãy bổ sung cuoc_hop"
        broken.append(Relation(("cuoc_hop",), "cuoc-hop-thieu", sentence))
    return broken


def check_period(fields: Fields) -> list[Relation]:
    """Just one form of period, running forward, begun before the paper is dated."""
    period: KyXet | None = fields.get("ky_xet")
    if period is None:
        return []
    given = [period.nam is not None, period.nam_hoc is not None, period.tu_ngay or period.den_ngay]
    if sum(map(bool, given)) != 1 or bool(period.tu_ngay) != bool(period.den_ngay):
        sentence = "Kỳ xét phải ghi đúng một trong ba cách: nam, nam_hoc, hoặc cả tu_ngay và den_ngay. Hãy sửa lại"
        return [Relation(("ky_xet",), "ky-xet-sai", sentence)]
    if period.nam_hoc and int(period.nam_hoc[5:]) != int(period.nam_hoc[:4]) + 1:
        sentence = "Năm học phải là hai năm liền nhau, ví dụ 2025-2026. Hãy sửa lại"
        return [Relation(("ky_xet", "nam_hoc"), "ky-xet-sai", sentence)]
    first, step = _period_start(period)
    if period.tu_ngay and period.den_ngay and day_of(period.den_ngay) < day_of(period.tu_ngay):
        sentence = "Ngày cuối của kỳ xét trước ngày đầu. Hãy sửa lại"
        return [Relation(("ky_xet", "den_ngay"), "ky-xet-sai", sentence)]
    if "ngay_ban_hanh" in fields and first > latest_day(fields):
        sentence = "Kỳ xét bắt đầu sau ngày của tờ trình. Hãy kiểm tra lại"
        return [Relation(("ky_xet", step), "ky-xet-sau-ngay", sentence)]
    return []


def _period_start(period: KyXet) -> tuple[date, str]:
    if period.nam is not None:
        return date(period.nam, 1, 1), "nam"
    if period.nam_hoc:
        return date(int(period.nam_hoc[:4]), 1, 1), "nam_hoc"
    return day_of(period.tu_ngay or ""), "tu_ngay"


def check_order(fields: Fields) -> list[Relation]:
    """The dates of a round do not decrease: launch, meeting, proposal, decision."""
    launch: VanBanDan | None = fields.get("van_ban_phat_dong")
    meeting: CuocHop | None = fields.get("cuoc_hop")
    steps: list[tuple[tuple[str | int, ...], str, date]] = []
    if launch:
        steps.append((("van_ban_phat_dong", "ngay"), "Ngày văn bản phát động", day_of(launch.ngay)))
    if meeting:
        steps.append((("cuoc_hop", "ngay"), "Ngày họp", day_of(meeting.ngay)))
    broken = [
        Relation(
            later[0],
            "ngay-lui",
            f"{later[1]} ({_written(later[2])}) trước {earlier[1].lower()} "
            f"({_written(earlier[2])}). Hãy kiểm tra lại các ngày",
        )
        for earlier, later in pairwise(steps)
        if later[2] < earlier[2]
    ]
    if "ngay_ban_hanh" in fields:
        limit = latest_day(fields)
        broken += [
            Relation(
                where,
                "ngay-lui",
                f"{name} ({_written(day)}) sau ngày của tờ trình ({_written(limit)}). Hãy kiểm tra lại",
            )
            for where, name, day in steps
            if day > limit
        ]
    money = fields.get("kinh_phi")
    if money and money.ngay_quyet_dinh and "ngay_ban_hanh" in fields:
        earliest = partial_date(fields["ngay_ban_hanh"])
        if earliest and day_of(money.ngay_quyet_dinh) < earliest.earliest():
            sentence = "Ngày quyết định dự kiến trước ngày của tờ trình. Hãy kiểm tra lại"
            broken.append(Relation(("kinh_phi", "ngay_quyet_dinh"), "ngay-lui", sentence))
    return broken


def check_grounds(fields: Fields) -> list[Relation]:
    """Dead instruments are not cited, and a regime that has no grounds of its date has them given."""
    if "ngay_ban_hanh" not in fields:
        return []
    day = paper_day(fields)
    broken = []
    for where, text in _cited_texts(fields):
        for dead in khen_thuong_rules().het_hieu_luc:
            if day >= dead.tu and names_instrument(text, dead.so_hieu):
                sentence = (
                    f"{dead.so_hieu} đã hết hiệu lực từ ngày {_written(dead.tu)}, không còn là căn cứ. "
                    f"Hãy thay bằng {dead.thay_bang}"
                )
                broken.append(Relation(where, "can-cu-het-hieu-luc", sentence))
    che_do = fields.get("che_do_khen")
    if che_do and fields.get("can_cu") == () and not grounds_on(che_do, day):
        sentence = (
            f"Chương trình không có căn cứ pháp lý cho ngày {_written(day)}. Hãy tự ghi các căn cứ, hoặc kiểm tra ngày"
        )
        broken.append(Relation(("can_cu",), "can-cu-thieu", sentence))
    return broken


def _cited_texts(fields: Fields) -> list[tuple[tuple[str | int, ...], str]]:
    texts: list[tuple[tuple[str | int, ...], str]] = [
        (("can_cu", index), text) for index, text in enumerate(fields.get("can_cu", ()))
    ]
    province: VanBanDan | None = fields.get("quy_dinh_tinh")
    if province and province.so_ky_hieu:
        texts.append((("quy_dinh_tinh", "so_ky_hieu"), province.so_ky_hieu))
    return texts


def names_instrument(text: str, number: str) -> bool:
    """Whether a text names an instrument by its number: 98/2023/NĐ-CP, but not 198/2023/NĐ-CP."""
    return re.search(rf"(?<![\w/]){re.escape(number)}(?!\w)", text.replace("Ð", "Đ")) is not None


def block_text(block: AnyBlock) -> str:
    """All text of a block that a citation may stand in."""
    if isinstance(block, Table):
        return "\n".join(cell for row in block.hang for cell in row)
    if isinstance(block, Footnote):
        return block.noi_dung
    parts: list[Any] = [getattr(block, "tieu_de", None), getattr(block, "noi_dung", None)]
    return "\n".join(part for part in parts if part)


def check_columns(layout: DanhSach) -> list[Relation]:
    """Columns are fields of the rows, each once."""
    known = column_names()
    broken = []
    for index, name in enumerate(layout.cot):
        if name not in known:
            sentence = f"Danh sách không có cột “{name}”. Hãy chọn trong: {', '.join(known)}"
            broken.append(Relation(("danh_sach", "cot", index), "cot-khong-co", sentence))
        elif name in layout.cot[:index]:
            sentence = f"Cột “{name}” ghi hai lần. Hãy bỏ bớt một"
            broken.append(Relation(("danh_sach", "cot", index), "cot-trung", sentence))
    return broken


def _written(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
