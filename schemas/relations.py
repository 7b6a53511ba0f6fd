"""What the law asks between fields: signing forms, dates of legal grounds, addressees, choices within the law.

Each check takes the fields that are valid on their own (a missing key is a field that was not) and returns what is
broken, so that all problems of an input are told at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from schemas.chu_ky import ChuKy
from schemas.co_quan import CoQuan, LuaChon
from schemas.fields import partial_date
from service.rules.load import choose_rule_set, earliest_date
from service.rules.model import LengthRange, RuleSet, ValueChoice
from service.text.dates import dates_in_text, today
from service.text.inline import parse_inline

Fields = dict[str, Any]
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Relation:
    """One broken relation: where, a stable code, a Vietnamese sentence."""

    place: Place
    code: str
    sentence: str


def check_relations(fields: Fields) -> list[Relation]:
    """Every broken relation between the fields at hand."""
    broken = check_co_quan(fields) + check_can_cu(fields) + check_chu_thich(fields)
    rule_set = rule_set_of(fields)
    if rule_set is None:
        return broken + check_ngay_co_quy_tac(fields)
    return (
        broken
        + check_loai(fields, rule_set)
        + check_kinh_gui(fields, rule_set)
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
            f"Ngày ban hành trước ngày {first:%d/%m/%Y}, khi quy định về thể thức mà chương trình áp dụng chưa có "
            "hiệu lực. Hãy kiểm tra lại ngày",
        )
    ]


def check_co_quan(fields: Fields) -> list[Relation]:
    """Issuers of a joint paper share one form of head."""
    issuers: tuple[CoQuan, ...] = fields.get("co_quan", ())
    return [
        Relation(
            ("co_quan", index, "khoi"),
            "khoi-khac-nhau",
            "Các cơ quan cùng ban hành phải cùng một khối với cơ quan chủ trì. Hãy tách thành văn bản riêng",
        )
        for index, co_quan in enumerate(issuers)
        if co_quan.khoi != issuers[0].khoi
    ]


def check_can_cu(fields: Fields) -> list[Relation]:
    """A legal ground cannot be dated after the paper that rests on it."""
    if "ngay_ban_hanh" not in fields:
        return []
    issued = partial_date(fields["ngay_ban_hanh"])
    limit = issued.latest() if issued else today()
    return [
        Relation(
            ("can_cu", index),
            "can-cu-sau-ngay",
            f"Căn cứ ghi ngày {late:%d/%m/%Y}, sau ngày ban hành của văn bản. Hãy kiểm tra lại một trong hai ngày",
        )
        for index, can_cu in enumerate(fields.get("can_cu", ()))
        for late in [max((day for day in dates_in_text(can_cu) if day > limit), default=None)]
        if late is not None
    ]


def check_chu_thich(fields: Fields) -> list[Relation]:
    """Every footnote mark has its text, every footnote text its mark, in the body and in each annex."""
    broken = _check_footnotes(fields.get("noi_dung", ()), ("noi_dung",))
    for index, annex in enumerate(fields.get("phu_luc", ())):
        broken += _check_footnotes(annex.noi_dung, ("phu_luc", index, "noi_dung"))
    return broken


def check_loai(fields: Fields, rule_set: RuleSet) -> list[Relation]:
    """The type must be one the regime knows."""
    loai = fields.get("loai")
    if loai is None or loai in rule_set.loai.loai:
        return []
    return [Relation(("loai",), "loai-khong-co", f"{rule_set.ten} không có loại văn bản này")]


def check_kinh_gui(fields: Fields, rule_set: RuleSet) -> list[Relation]:
    """Addressees where the regime wants them, and only there."""
    rule = rule_set.loai.loai.get(fields.get("loai", ""))
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
    return []


def check_lua_chon(fields: Fields, rule_set: RuleSet) -> list[Relation]:
    """An office chooses only what the law leaves to it."""
    lua_chon: LuaChon = fields["co_quan"][0].lua_chon
    than, trang = rule_set.thanh_phan["than"], rule_set.trang
    allowed: dict[str, LengthRange | ValueChoice | None] = {
        "co_chu_noi_dung": than.co_chu,
        "thut_dau_dong_mm": than.thut_dau_dong_mm,
        "gian_dong": than.gian_dong,
        "khoang_ky_mm": rule_set.chan_trang.khoang_ky_mm,
        "le_tren_mm": trang.le_tren_mm,
        "le_duoi_mm": trang.le_duoi_mm,
        "le_trai_mm": trang.le_trai_mm,
        "le_phai_mm": trang.le_phai_mm,
    }
    broken = []
    for name, rule in allowed.items():
        value = getattr(lua_chon, name)
        if value is not None and rule is not None and not rule.allows(value):
            broken.append(_choice_refused(name, _describe_allowed(rule), rule_set))
    if lua_chon.kieu_la_ma and lua_chon.kieu_la_ma not in rule_set.danh_dau.la_ma:
        broken.append(_choice_refused("kieu_la_ma", ", ".join(rule_set.danh_dau.la_ma), rule_set))
    has_sets = any(component.co_chu.bo for component in rule_set.thanh_phan.values())
    if lua_chon.bo_co_chu and not has_sets:
        broken.append(_choice_refused("bo_co_chu", "để trống", rule_set))
    return broken


def check_chu_ky(fields: Fields, rule_set: RuleSet) -> list[Relation]:
    """Authority lines the regime knows, and pairs of titles that fit together."""
    blocks: tuple[ChuKy, ...] = fields.get("chu_ky", ())
    broken: list[Relation] = []
    for index, block in enumerate(blocks):
        place = ("chu_ky", index)
        unknown = _check_known_authority(block, place, rule_set)
        broken += unknown or (_check_capuy(block, place, rule_set) + _check_pairs(block, place, rule_set))
    return broken


def _check_known_authority(block: ChuKy, place: Place, rule_set: RuleSet) -> list[Relation]:
    known = rule_set.ky.quyen_han
    return [
        Relation(
            (*place, "tham_quyen", line, "quyen_han"),
            "quyen-han-khong-co",
            f"{rule_set.ten} không có hình thức ký {authority.quyen_han}; chỉ có "
            f"{', '.join(known.values())}. Hãy chọn lại",
        )
        for line, authority in enumerate(block.tham_quyen)
        if authority.quyen_han not in known
    ]


def _check_capuy(block: ChuKy, place: Place, rule_set: RuleSet) -> list[Relation]:
    """Inside a cấp ủy a deputy signs T/M with his own post, never K/T; posts carry no committee name."""
    rule, broken = rule_set.ky, []
    for line, authority in enumerate(block.tham_quyen):
        if authority.quyen_han == "KT" and _fold(authority.cua) in rule.cap_uy:
            broken.append(
                Relation(
                    (*place, "tham_quyen", line),
                    "kt-trong-cap-uy",
                    f"Trong cấp ủy không ký {rule.quyen_han['KT']} {authority.cua.upper()}: cấp phó ký thay mặt "
                    f"({rule.quyen_han['TM']}) với chức vụ của mình. Hãy bỏ dòng này",
                )
            )
    post = _fold(block.chuc_vu or "")
    for bare in rule.chuc_vu_khong_kem_ten:
        if post.startswith(f"{bare} ") and any(authority.quyen_han == "TM" for authority in block.tham_quyen):
            broken.append(
                Relation(
                    (*place, "chuc_vu"),
                    "chuc-vu-kem-ten-cap-uy",
                    f"Chức vụ chỉ ghi {bare}, không kèm tên cấp ủy. Hãy sửa lại",
                )
            )
    return broken


def _check_pairs(block: ChuKy, place: Place, rule_set: RuleSet) -> list[Relation]:
    """A KT. line wants the deputy of the post it names; TL., TUQ. want another post; TM. alone wants the head."""
    rule, post = rule_set.ky, _fold(block.chuc_vu or "")
    at_post = (*place, "chuc_vu")
    if not block.tham_quyen:
        if not post:
            return [Relation(at_post, "chuc-vu-thieu", "Phải có chức vụ người ký khi không có dòng thẩm quyền ký")]
        return []
    last = block.tham_quyen[-1]
    head = _fold(last.cua)
    if last.quyen_han == "KT":
        deputies = rule.cap_pho.get(head, (f"{rule.truoc_chuc_vu_pho}{head}",))
        if head in rule.cap_uy or any(post == one or post.startswith(f"{one} ") for one in deputies):
            return []
        return [
            Relation(
                at_post,
                "cap-chuc-vu-sai",
                f"Dòng {rule.quyen_han['KT']} {last.cua.upper()} phải đi với chức vụ {' hoặc '.join(deputies)}. "
                "Hãy sửa chức vụ hoặc bỏ dòng ký thay",
            )
        ]
    if last.quyen_han in ("TL", "TUQ") and (not post or post == head):
        return [
            Relation(
                at_post,
                "cap-chuc-vu-sai",
                f"Dòng {rule.quyen_han[last.quyen_han]} {last.cua.upper()} phải đi với chức vụ của chính người ký. "
                "Hãy ghi chức vụ đó",
            )
        ]
    is_deputy = post.startswith(rule.truoc_chuc_vu_pho)
    if last.quyen_han == "TM" and is_deputy and not rule.cap_uy:
        return [
            Relation(
                at_post,
                "thieu-ky-thay",
                f"Cấp phó ký thay mặt tập thể phải có thêm dòng {rule.quyen_han['KT']} của người đứng đầu. Hãy thêm "
                f"thẩm quyền KT, ví dụ {rule.quyen_han['KT']} {post.removeprefix(rule.truoc_chuc_vu_pho)}",
            )
        ]
    if last.quyen_han == "Q" and post:
        return [
            Relation(
                at_post,
                "quyen-khong-kem-chuc-vu",
                f"Dòng {rule.quyen_han['Q']} {last.cua.upper()} đã là chức vụ của người ký. Hãy để trống chức vụ",
            )
        ]
    return []


def _check_footnotes(blocks: tuple[Any, ...], place: Place) -> list[Relation]:
    marks: dict[str, Place] = {}
    texts: dict[str, Place] = {}
    broken = []
    for index, block in enumerate(blocks):
        if block.kieu == "chu_thich":
            if block.dau in texts:
                broken.append(
                    Relation((*place, index), "chu-thich-trung", f"Chú thích {block.dau} có hai lời. Hãy bỏ bớt")
                )
            texts[block.dau] = (*place, index)
        for text in _inline_texts(block):
            for run in parse_inline(text):
                if run.footnote is None:
                    continue
                if run.footnote in marks or block.kieu == "chu_thich":
                    broken.append(
                        Relation(
                            (*place, index),
                            "chu-thich-lap",
                            f"Dấu chú thích [^{run.footnote}] chỉ được dùng một lần, trong lời văn. Hãy đánh dấu khác",
                        )
                    )
                marks[run.footnote] = (*place, index)
    for mark, where in marks.items():
        if mark not in texts:
            broken.append(
                Relation(
                    where, "chu-thich-thieu", f"Chú thích [^{mark}] chưa có lời. Hãy thêm dòng [^{mark}]: lời chú thích"
                )
            )
    for mark, where in texts.items():
        if mark not in marks:
            broken.append(
                Relation(
                    where,
                    "chu-thich-thua",
                    f"Lời chú thích {mark} không được dấu nào gọi tới. Hãy thêm [^{mark}] vào câu cần chú thích",
                )
            )
    return broken


def _inline_texts(block: Any) -> list[str]:
    if block.kieu == "bang":
        return [cell for row in block.hang for cell in row] + [text for text in (block.ten, block.don_vi) if text]
    return [text for text in (getattr(block, "tieu_de", None), getattr(block, "noi_dung", None)) if text]


def _choice_refused(name: str, allowed: str, rule_set: RuleSet) -> Relation:
    title = LuaChon.model_fields[name].title
    return Relation(
        ("co_quan", 0, "lua_chon", name),
        "lua-chon-ngoai-quy-dinh",
        f"{title}: {rule_set.ten} chỉ cho phép {allowed}. Hãy chọn lại hoặc để trống",
    )


def _describe_allowed(rule: LengthRange | ValueChoice) -> str:
    if isinstance(rule, ValueChoice):
        return " hoặc ".join(format_number(value) for value in rule.cho_phep)
    if rule.tu == rule.den:
        return format_number(rule.tu)
    return f"từ {format_number(rule.tu)} đến {format_number(rule.den)}"


def format_number(value: float) -> str:
    """A number as Vietnamese writes it, with a decimal comma."""
    return f"{value:g}".replace(".", ",")


def _fold(text: str) -> str:
    """A title for comparing: capitals, old placement of tone marks."""
    folded = text.upper()
    for new, old in (("UỶ", "ỦY"), ("HOÀ", "HÒA"), ("HOẢ", "HỎA")):
        folded = folded.replace(new, old)
    return folded
