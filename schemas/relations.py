"""What the law asks between fields: signing forms, dates of legal grounds, addressees, choices within the law.

Each check takes the fields that are valid on their own (a missing key is a field that was not) and returns what is
broken, so that all problems of an input are told at once.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from schemas.chu_ky import ChuKy
from schemas.co_quan import CoQuan, LuaChon
from schemas.fields import partial_date
from schemas.relation import Fields, Place, Relation
from schemas.signing import check_signature
from service.rules.load import choose_rule_set, earliest_date
from service.rules.model import CitedRule, LengthRange, RuleSet, ValueChoice
from service.text.addressees import bare_addressee
from service.text.blocks import AnyBlock, Footnote, Table
from service.text.dates import dates_in_text, pad_number, today
from service.text.inline import footnote_references

_FIRST_NUMBER = re.compile(r"[0-9]+")


def check_relations(fields: Fields, loai_van_ban: str) -> list[Relation]:
    """Every broken relation between the fields at hand, for a paper of that legal type."""
    broken = (
        check_co_quan(fields)
        + check_so_ky_hieu(fields)
        + check_can_cu(fields)
        + check_chu_thich(fields)
        + check_phu_luc(fields)
    )
    rule_set = rule_set_of(fields)
    if rule_set is None:
        return broken + check_ngay_co_quy_tac(fields)
    return (
        broken
        + check_loai(loai_van_ban, rule_set)
        + check_kinh_gui(fields, loai_van_ban, rule_set)
        + check_lua_chon(fields, rule_set)
        + check_chu_ky(fields, rule_set)
    )


def rule_set_of(fields: Fields) -> RuleSet | None:
    """The rule set for the leading issuer and the date of issue; a date that is not known yet is today's."""
    co_quan = fields.get("co_quan")
    if not co_quan or "ngay_ban_hanh" not in fields:
        return None
    issued = partial_date(fields["ngay_ban_hanh"])
    return choose_rule_set(co_quan[0].khoi, issued.nearest(today()) if issued else today())


def check_ngay_co_quy_tac(fields: Fields) -> list[Relation]:
    """A paper older than the first rule set of its family cannot be made."""
    co_quan, issued = fields.get("co_quan"), partial_date(fields.get("ngay_ban_hanh"))
    if not co_quan or issued is None:
        return []
    first = earliest_date(co_quan[0].khoi)
    return [
        Relation(
            ("ngay_ban_hanh",),
            "ngay-truoc-quy-tac",
            f"Ngày ban hành trước ngày {_written(first)}, khi quy định về thể thức mà chương trình áp dụng chưa có "
            "hiệu lực. Hãy kiểm tra lại ngày",
        )
    ]


def check_co_quan(fields: Fields) -> list[Relation]:
    """Issuers of a joint paper share one form of head, and the leading one's choices."""
    issuers: tuple[CoQuan, ...] = fields.get("co_quan", ())
    broken = []
    for index, co_quan in enumerate(issuers[1:], start=1):
        if co_quan.khoi != issuers[0].khoi:
            sentence = "Các cơ quan cùng ban hành phải cùng một khối với cơ quan chủ trì. Hãy tách thành văn bản riêng"
            broken.append(Relation(("co_quan", index, "khoi"), "khoi-khac-nhau", sentence))
        if co_quan.lua_chon != LuaChon():
            sentence = "Lựa chọn trình bày chỉ ghi ở cơ quan chủ trì, đứng đầu danh sách. Hãy chuyển lên đó hoặc xóa"
            broken.append(Relation(("co_quan", index, "lua_chon"), "lua-chon-sai-cho", sentence))
    return broken


def check_so_ky_hieu(fields: Fields) -> list[Relation]:
    """A number given beside the whole number and symbol must be the one in it: only that is printed."""
    so, so_ky_hieu = fields.get("so_van_ban"), fields.get("so_ky_hieu")
    if not so or not so_ky_hieu:
        return []
    found = _FIRST_NUMBER.search(so_ky_hieu)
    if found and int(found[0]) == int(so):
        return []
    return [
        Relation(
            ("so_van_ban",),
            "so-khong-khop",
            "Số văn bản khác số ghi trong số, ký hiệu đầy đủ, mà chỉ số, ký hiệu đầy đủ được in. Hãy sửa cho khớp hoặc "
            "bỏ một trong hai",
        )
    ]


def check_can_cu(fields: Fields) -> list[Relation]:
    """A legal ground cannot be dated after the paper that rests on it; its date is the first it names."""
    if "ngay_ban_hanh" not in fields:
        return []
    issued = partial_date(fields["ngay_ban_hanh"])
    limit = issued.latest() if issued else today()
    against = "ngày ban hành của văn bản" if issued else "hôm nay"
    return [
        Relation(
            ("can_cu", index),
            "can-cu-sau-ngay",
            f"Căn cứ này ghi ngày {_written(day)}, sau {against}. Hãy kiểm tra lại ngày",
        )
        for index, can_cu in enumerate(fields.get("can_cu", ()))
        for day in dates_in_text(can_cu)[:1]
        if day is not None and day > limit
    ]


def check_chu_thich(fields: Fields) -> list[Relation]:
    """Every footnote mark has its text, every footnote text its mark, in the body and in each annex."""
    broken = _check_footnotes(fields.get("noi_dung", ()), ("noi_dung",))
    for index, annex in enumerate(fields.get("phu_luc", ())):
        broken += _check_footnotes(annex.noi_dung, ("phu_luc", index, "noi_dung"))
    return broken


def check_phu_luc(fields: Fields) -> list[Relation]:
    """An annex has its content here, or is marked as sent separately and has none."""
    broken = []
    for index, annex in enumerate(fields.get("phu_luc", ())):
        where = ("phu_luc", index, "noi_dung")
        if annex.gui_rieng and annex.noi_dung:
            sentence = "Phụ lục gửi riêng không in kèm văn bản. Hãy xóa nội dung, hoặc bỏ đánh dấu gửi riêng"
            broken.append(Relation(where, "phu-luc-gui-rieng", sentence))
        if not annex.gui_rieng and not annex.noi_dung:
            sentence = "Phụ lục chưa có nội dung. Hãy nhập nội dung, hoặc đánh dấu gửi riêng"
            broken.append(Relation(where, "phu-luc-trong", sentence))
    return broken


def check_loai(loai_van_ban: str, rule_set: RuleSet) -> list[Relation]:
    """The type must be one the regime knows."""
    if loai_van_ban in rule_set.loai.loai:
        return []
    return [Relation(("loai",), "loai-khong-co", f"{rule_set.ten} không có loại văn bản này")]


def check_kinh_gui(fields: Fields, loai_van_ban: str, rule_set: RuleSet) -> list[Relation]:
    """Addressees where the regime wants them, and only there."""
    rule = rule_set.loai.loai.get(loai_van_ban)
    if rule is None or "kinh_gui" not in fields:
        return []
    if rule.kinh_gui == "cam" and fields["kinh_gui"]:
        return [
            Relation(
                ("kinh_gui",),
                "kinh-gui-khong-dung",
                f"{rule.ten} không có phần Kính gửi. Hãy xóa phần này và ghi các nơi đó ở nơi nhận",
            )
        ]
    if rule.kinh_gui == "bat_buoc" and not fields["kinh_gui"]:
        return [Relation(("kinh_gui",), "kinh-gui-thieu", f"{rule.ten} phải có nơi kính gửi. Hãy ghi ít nhất một nơi")]
    sentence = "Mục này chỉ có chữ Kính gửi, chưa có tên nơi nhận. Hãy ghi tên nơi nhận, hoặc xóa mục này"
    return [
        Relation(("kinh_gui", index), "kinh-gui-trong", sentence)
        for index, typed in enumerate(fields["kinh_gui"])
        if not bare_addressee(typed)
    ]


def check_lua_chon(fields: Fields, rule_set: RuleSet) -> list[Relation]:
    """An office chooses only what the law leaves to it."""
    lua_chon: LuaChon = fields["co_quan"][0].lua_chon
    broken = []
    for name, (cited, rule) in measures_to_choose(rule_set).items():
        value = getattr(lua_chon, name)
        if value is not None and rule is not None and not rule.allows(value):
            authority = rule_set.ten if cited.regulated else "chương trình"
            broken.append(_choice_refused(name, f"{authority} chỉ cho phép {_describe_allowed(rule)}"))
    styles = rule_set.danh_dau.la_ma
    if lua_chon.kieu_la_ma and lua_chon.kieu_la_ma not in styles:
        broken.append(_choice_refused("kieu_la_ma", f"{rule_set.ten} chỉ cho phép {' hoặc '.join(styles)}"))
    has_sets = any(component.co_chu.bo for component in rule_set.thanh_phan.values())
    if lua_chon.bo_co_chu and not has_sets:
        broken.append(_choice_refused("bo_co_chu", f"{rule_set.ten} không có bộ A và bộ B"))
    return broken


def measures_to_choose(rule_set: RuleSet) -> dict[str, tuple[CitedRule, LengthRange | ValueChoice | None]]:
    """The measures an office may choose, by their field, with the rule they rest on and what it allows."""
    than, trang, foot = rule_set.thanh_phan["than"], rule_set.trang, rule_set.chan_trang
    return {
        "co_chu_noi_dung": (than, than.co_chu),
        "thut_dau_dong_mm": (than, than.thut_dau_dong_mm),
        "gian_dong": (than, than.gian_dong),
        "khoang_ky_mm": (foot, foot.khoang_ky_mm),
        "le_tren_mm": (trang, trang.le_tren_mm),
        "le_duoi_mm": (trang, trang.le_duoi_mm),
        "le_trai_mm": (trang, trang.le_trai_mm),
        "le_phai_mm": (trang, trang.le_phai_mm),
    }


def check_chu_ky(fields: Fields, rule_set: RuleSet) -> list[Relation]:
    """Each signature block by the regime's rules of signing; issuers of two regimes are told of apart."""
    issuers: tuple[CoQuan, ...] = fields["co_quan"]
    if any(co_quan.khoi != rule_set.khoi for co_quan in issuers):
        return []
    blocks: tuple[ChuKy, ...] = fields.get("chu_ky", ())
    joint = len(issuers) > 1
    if joint and blocks and len(blocks) != len(issuers):
        sentence = (
            f"Có {len(issuers)} cơ quan cùng ban hành nhưng có {len(blocks)} khối chữ ký; mỗi cơ quan ký một khối, "
            "theo thứ tự của danh sách cơ quan. Hãy sửa lại"
        )
        return [Relation(("chu_ky",), "chu-ky-khong-du", sentence)]
    repeated = [index for index, block in enumerate(blocks) if block in blocks[:index]]
    if repeated:
        sentence = "Khối chữ ký này giống hệt một khối trước. Hãy bỏ bớt một"
        return [Relation(("chu_ky", index), "chu-ky-trung", sentence) for index in repeated]
    return [
        relation
        for index, block in enumerate(blocks)
        for relation in check_signature(block, ("chu_ky", index), rule_set, joint=joint)
    ]


def _check_footnotes(blocks: tuple[AnyBlock, ...], place: Place) -> list[Relation]:
    marks: dict[str, Place] = {}
    texts: dict[str, Place] = {}
    broken = []
    for index, block in enumerate(blocks):
        where = (*place, index)
        if isinstance(block, Footnote):
            if block.dau in texts:
                sentence = f"Chú thích [^{block.dau}] có hai lời. Hãy bỏ bớt một, hoặc đánh dấu khác"
                broken.append(Relation(where, "chu-thich-trung", sentence))
            texts[block.dau] = where
        for mark, count in Counter(footnote_references(_noted_text(block))).items():
            if mark in marks or isinstance(block, Footnote) or count > 1:
                sentence = f"Dấu chú thích [^{mark}] chỉ được dùng một lần, trong lời văn. Hãy đánh dấu khác"
                broken.append(Relation(where, "chu-thich-lap", sentence))
            marks.setdefault(mark, where)
    for mark in (mark for mark in marks if mark not in texts):
        sentence = f"Dấu chú thích [^{mark}] chưa có lời. Hãy thêm dòng [^{mark}]: và lời chú thích"
        broken.append(Relation(marks[mark], "chu-thich-thieu", sentence))
    for mark in (mark for mark in texts if mark not in marks):
        sentence = f"Lời chú thích [^{mark}] không được dấu nào gọi tới. Hãy thêm [^{mark}] vào câu cần chú thích"
        broken.append(Relation(texts[mark], "chu-thich-thua", sentence))
    return broken


def _noted_text(block: AnyBlock) -> str:
    """All text of a block that may hold footnote marks."""
    if isinstance(block, Table):
        return "\n".join([block.ten or "", block.don_vi or "", *(cell for row in block.hang for cell in row)])
    return f"{getattr(block, 'tieu_de', None) or ''}\n{getattr(block, 'noi_dung', None) or ''}"


def _choice_refused(name: str, reason: str) -> Relation:
    title = LuaChon.model_fields[name].title
    return Relation(
        ("co_quan", 0, "lua_chon", name),
        "lua-chon-ngoai-quy-dinh",
        f"{title}: {reason}. Hãy chọn lại hoặc để trống",
    )


def _describe_allowed(rule: LengthRange | ValueChoice) -> str:
    if isinstance(rule, ValueChoice):
        return " hoặc ".join(_decimal(value) for value in rule.cho_phep)
    if rule.tu == rule.den:
        return _decimal(rule.tu)
    return f"từ {_decimal(rule.tu)} đến {_decimal(rule.den)}"


def _decimal(value: float) -> str:
    """A number as Vietnamese writes it, with a decimal comma."""
    return f"{value:g}".replace(".", ",")


def _written(day: date) -> str:
    return f"{pad_number(day.day, 10)}/{pad_number(day.month, 3)}/{day.year}"
