"""What a rule allows, in the words of a person: the values its check looks at, taken from the rule set, no others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule
from service.rules.model import ComponentRule, RuleSet, StampRule
from service.rules.values import FixedWords, LengthRange, MarkUnder
from service.the_thuc.demands import ALIGNMENTS
from service.the_thuc.phrases import between, line_spacing, number, one_of

Describe = Callable[[CheckRule, RuleSet], str]

DEGREES = {"khan": "KHẨN", "thuong_khan": "THƯỢNG KHẨN", "hoa_toc": "HỎA TỐC"}
_SIDES = {"tren": "lề trên", "duoi": "lề dưới", "trai": "lề trái", "phai": "lề phải"}
_SLOTS = {
    "so": "số", "loai": "tên loại viết tắt", "co_quan": "tên cơ quan viết tắt", "don_vi": "đơn vị soạn thảo",
    "dia_danh": "địa danh", "ngay": "ngày", "thang": "tháng", "nam": "năm", "ten_loai": "tên loại",
    "so_ky_hieu": "số, ký hiệu", "ky_hieu": "ký hiệu", "so_ban": "số bản",
}  # fmt: skip


def allowed(rule: CheckRule, rule_set: RuleSet) -> str:
    """The values a rule set allows where this rule looks; empty where the rule itself says all there is."""
    describe = _BY_CHECK.get(rule.kiem or "")
    return describe(rule, rule_set) if describe else ""


# ---- letters of components -------------------------------------------------------------------------------------------


def _letters(rule: CheckRule, rule_set: RuleSet) -> str:
    names = [name for name in rule.doi_tuong if name in rule_set.thanh_phan]
    if not names:
        table = rule.table(rule_set)
        return _look(table, rule) if isinstance(table, ComponentRule) else ""
    components = [rule_set.thanh_phan[name] for name in names]
    if len(components) == 1:
        return _look(components[0], rule)
    return "; ".join(f"{one.ten}: {_look(one, rule)}" for one in components)


def _look(component: ComponentRule, rule: CheckRule) -> str:
    words = {
        "co_chu": f"cỡ chữ {one_of(component.co_chu.cho_phep)}",
        "chu_hoa": "in hoa" if component.chu_hoa else "in thường",
        "dam": "đậm" if component.dam else "không đậm",
        "nghieng": "nghiêng" if component.nghieng else "đứng",
        "can_le": ALIGNMENTS[component.can_le],
    }
    skipped = set(rule.words("bo_qua"))
    told = [phrase for name, phrase in words.items() if name not in skipped]
    return ", ".join([*told, *([f"gạch chân “{component.gach_chan}”"] if component.gach_chan else [])])


def _sizes(rule: CheckRule, rule_set: RuleSet) -> str:
    return f"cỡ chữ {one_of(rule_set.thanh_phan['than'].co_chu.cho_phep)}"


def _size_sets(rule: CheckRule, rule_set: RuleSet) -> str:
    parts = [rule_set.thanh_phan[name] for name in rule.doi_tuong]
    sets = sorted({letter for part in parts for letter in part.co_chu.bo})
    told = (", ".join(f"{part.ten} cỡ {number(part.co_chu.bo[letter])}" for part in parts) for letter in sets)
    return "; hoặc ".join(told)


def _fixed(rule: CheckRule, rule_set: RuleSet) -> str:
    return " hoặc ".join(_spellings(chu) for name in rule.doi_tuong if (chu := rule_set.thanh_phan[name].chu))


def _spellings(words: FixedWords) -> str:
    return " hoặc ".join(f"“{spelling}”" for spelling in dict.fromkeys((words.cu, words.moi)))


def _rule_under(rule: CheckRule, rule_set: RuleSet) -> str:
    return "; ".join(_mark(mark) for name in rule.doi_tuong if (mark := rule_set.thanh_phan[name].dau_duoi))


def _mark(mark: MarkUnder) -> str:
    if mark.kieu == "chu":
        return f"dòng chỉ có “{mark.chu}”"
    if mark.ty_le_tu == mark.ty_le_den:
        return "nét kẻ liền dài bằng dòng chữ"
    return f"nét kẻ liền dài từ {_share(mark.ty_le_tu)} đến {_share(mark.ty_le_den)} dòng chữ"


def _share(share: float) -> str:
    parts = round(1 / share)
    return f"1/{parts}" if abs(share * parts - 1) < 0.01 else f"{number(share * 100)}%"


def _letter_subject(rule: CheckRule, rule_set: RuleSet) -> str:
    start = rule_set.cau_chu.trich_yeu_cong_van.strip()
    gap = rule_set.thanh_phan["trich_yeu_cong_van"].truoc_pt
    return _joined(
        _letters(rule, rule_set),
        f"cách số, ký hiệu {number(gap)} pt" if gap else "",
        f"bắt đầu bằng “{start}”" if start else "",
    )


def _stamp(rule: CheckRule, rule_set: RuleSet) -> str:
    table = rule.table(rule_set)
    if not isinstance(table, StampRule):
        return ""
    look = (
        f"cỡ chữ {one_of(table.co_chu.cho_phep)}" if table.co_chu else "",
        "in hoa" if table.chu_hoa else "",
        "đậm" if table.dam else "",
        "nghiêng" if table.nghieng else "",
        "trong khung viền đơn" if table.khung else "",
        f"cách mép trên {number(table.cach_mep_tren_mm)} mm" if table.cach_mep_tren_mm else "",
    )
    return _joined(_quoted(table.chu), *look)


def _urgency(rule: CheckRule, rule_set: RuleSet) -> str:
    table, component = rule_set.do_khan, rule_set.thanh_phan["do_khan"]
    words = ", ".join(_spellings(words) for words in table.chu.values())
    box = ""
    if table.khung:
        sizes = (
            f"{DEGREES[degree]} {number(width)} × {number(table.khung.cao_mm)} mm"
            for degree, width in table.khung.rong_mm.items()
        )
        box = f"khung viền đơn: {', '.join(sizes)}"
    return "; ".join(filter(None, (words, _look(component, rule), "màu đỏ" if component.mau else "", box)))


# ---- sheet and paragraphs --------------------------------------------------------------------------------------------


def _sheet(rule: CheckRule, rule_set: RuleSet) -> str:
    return f"{number(rule_set.trang.rong_mm)} × {number(rule_set.trang.cao_mm)} mm"


def _small_sheet(rule: CheckRule, rule_set: RuleSet) -> str:
    small = rule_set.trang.kho_nho
    if small is None:
        return ""
    types = ", ".join(rule_set.loai.loai[name].ten for name in small.loai if name in rule_set.loai.loai)
    return f"{number(small.rong_mm)} × {number(small.cao_mm)} mm, chỉ với: {types}"


def _margin(rule: CheckRule, rule_set: RuleSet) -> str:
    page, side = rule_set.trang, str(rule.tham_so["ben"])
    ranges = {"tren": page.le_tren_mm, "duoi": page.le_duoi_mm, "trai": page.le_trai_mm, "phai": page.le_phai_mm}
    told = f"{_SIDES[side]} {_range(ranges[side])}"
    if page.doi_xung and side in ("trai", "phai"):
        told += f"; mặt sau của trang in hai mặt {_range(ranges['phai' if side == 'trai' else 'trai'])}"
    return told


def _range(span: LengthRange) -> str:
    return between(span.tu, span.den, "mm")


def _font(rule: CheckRule, rule_set: RuleSet) -> str:
    return f"phông chữ {rule_set.phong_chu.ten}"


def _number_place(rule: CheckRule, rule_set: RuleSet) -> str:
    place = "căn giữa, trong lề trên"
    return f"{place}, cách mép trên {number(rule_set.so_trang.cach_mep_tren_mm)} mm" if rule.flag("cach_mep") else place


def _indent(rule: CheckRule, rule_set: RuleSet) -> str:
    wanted = rule_set.thanh_phan["than"].thut_dau_dong_mm
    if wanted is None:
        return ""
    about = "khoảng " if wanted.khoang else ""
    return f"dòng đầu lùi {about}{one_of(wanted.cho_phep, 'mm')}"


def _paragraph_gap(rule: CheckRule, rule_set: RuleSet) -> str:
    return f"cách nhau tối thiểu {number(rule_set.thanh_phan['than'].sau_pt)} pt"


def _line_spacing(rule: CheckRule, rule_set: RuleSet) -> str:
    wanted = rule_set.thanh_phan["than"].gian_dong
    return line_spacing(wanted) if wanted else ""


# ---- words and punctuation -------------------------------------------------------------------------------------------


def _form(form: str, **other: str) -> str:
    return "“" + form.format_map({name: f"[{word}]" for name, word in {**_SLOTS, **other}.items()}) + "”"


def _number_form(rule: CheckRule, rule_set: RuleSet) -> str:
    return _form(rule_set.so_ky_hieu.dang)


def _number_of_letter(rule: CheckRule, rule_set: RuleSet) -> str:
    wanted = rule_set.so_ky_hieu
    return _form(wanted.dang_don_vi or wanted.dang)


def _date_form(rule: CheckRule, rule_set: RuleSet) -> str:
    day, month = rule_set.ngay_thang.them_khong_ngay_duoi, rule_set.ngay_thang.them_khong_thang_duoi
    told = {
        "mau": f"dạng {_form(rule_set.ngay_thang.dang)}",
        "ngay_khong": f"ngày dưới {day} có số 0 đứng trước",
        "thang_khong": f"tháng dưới {month} có số 0 đứng trước",
    }
    return "; ".join(told[one] for one in rule.words("xet") if one in told)


def _abbreviations(rule: CheckRule, rule_set: RuleSet) -> str:
    return ", ".join(f"{one.ten} {one.viet_tat}" for one in rule_set.loai.loai.values() if one.viet_tat)


def _types(rule: CheckRule, rule_set: RuleSet) -> str:
    return ", ".join(one.ten for one in rule_set.loai.loai.values())


def _ground_ends(rule: CheckRule, rule_set: RuleSet) -> str:
    words = rule_set.cau_chu
    told = {
        "giua": f"mỗi căn cứ kết thúc bằng “{words.can_cu_giua}”",
        "cuoi": f"căn cứ cuối bằng “{words.can_cu_cuoi}”",
    }
    return ", ".join(told[one] for one in rule.words("xet") if one in told)


def _recipients(rule: CheckRule, rule_set: RuleSet) -> str:
    words, looked_at = rule_set.cau_chu, rule.words("xet")
    told = (
        _letters(rule, rule_set) if "chu" in looked_at else "",
        f"đầu dòng “{words.noi_nhan_truoc.strip()}”" if "gach" in looked_at else "",
        f"cuối mỗi dòng “{words.noi_nhan_giua}”" if "dau" in looked_at else "",
        f"cuối dòng Lưu “{words.noi_nhan_cuoi}”" if "dau_luu" in looked_at else "",
    )
    return _joined(*told)


def _filing(rule: CheckRule, rule_set: RuleSet) -> str:
    words = rule_set.cau_chu
    first = f"{words.luu_mo_dau}, " if words.luu_mo_dau else ""
    return f"“{words.noi_nhan_truoc}{words.luu}{first}…{words.noi_nhan_cuoi}”"


def _addressee_marks(rule: CheckRule, rule_set: RuleSet) -> str:
    marks = rule_set.kinh_gui
    return f"đầu dòng “{marks.truoc.strip()}”, cuối mỗi dòng “{marks.giua}”, cuối dòng cuối “{marks.cuoi}”"


def _addressee_words(rule: CheckRule, rule_set: RuleSet) -> str:
    by_type = {
        one.ten: one.tu_kinh_gui or rule_set.kinh_gui.tu
        for one in rule_set.loai.loai.values()
        if one.kinh_gui == "bat_buoc"
    }
    return ", ".join(f"{name} “{word}”" for name, word in by_type.items())


def _powers(rule: CheckRule, rule_set: RuleSet) -> str:
    return _quoted(tuple(rule_set.ky.quyen_han.values()))


def _end_mark(rule: CheckRule, rule_set: RuleSet) -> str:
    return f"kết thúc bằng “{rule_set.cau_chu.ket_thuc}”"


def _annex_numbers(rule: CheckRule, rule_set: RuleSet) -> str:
    numerals = "chữ số La Mã" if rule_set.phu_luc.chu_so == "la_ma" else "chữ số Ả Rập"
    return f"{numerals}, từ {rule_set.phu_luc.so_tu} phụ lục trở lên"


def _reference(rule: CheckRule, rule_set: RuleSet) -> str:
    return _joined(
        _form(rule_set.phu_luc.kem_theo, co_quan="tên cơ quan"), _letters(rule, rule_set) if rule.doi_tuong else ""
    )


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _joined(*phrases: str) -> str:
    return ", ".join(filter(None, phrases))


_LETTERS = (
    "dinh_dang", "dinh_dang_vi_tri", "dinh_dang_muc", "dinh_dang_chu_ky", "ten_loai", "ten_loai_chu", "trich_yeu",
    "kinh_gui_chu", "phan_chuong_muc", "la_ma", "dieu", "dieu_lien_tuc", "khoan", "ho_ten", "so_trang_dang",
    "phu_luc_nhan", "phu_luc_dinh_dang", "nguoi_soan_thao", "lien_he", "lien_he_cuoi", "nhan_noi_nhan",
)  # fmt: skip

_BY_CHECK: Mapping[str, Describe] = MappingProxyType(
    {
        **dict.fromkeys(_LETTERS, _letters),
        "bo_co_chu": _size_sets,
        "can_cu_dau_cuoi": _ground_ends,
        "cach_doan": _paragraph_gap,
        "chu_co_dinh": _fixed,
        "chu_rieng": _stamp,
        "co_chu_than": _sizes,
        "dau_chu": _rule_under,
        "dau_ket_thuc": _end_mark,
        "do_khan": _urgency,
        "duong_ke": _rule_under,
        "gian_dong": _line_spacing,
        "hinh_thuc_quyen_han": _powers,
        "kho_giay": _sheet,
        "kho_giay_nho": _small_sheet,
        "kinh_gui_dau": _addressee_marks,
        "kinh_gui_loai": _addressee_words,
        "kinh_gui_nhieu": _addressee_marks,
        "le_trang": _margin,
        "loai_biet": _types,
        "ngay_thang": _date_form,
        "noi_luu": _filing,
        "noi_nhan": _recipients,
        "phong_chu": _font,
        "phu_luc_kem_theo": _reference,
        "phu_luc_so": _annex_numbers,
        "so_cong_van": _number_of_letter,
        "so_loai": _abbreviations,
        "so_loai_dang": _abbreviations,
        "so_mau": _number_form,
        "so_mau_dang": _number_form,
        "so_trang_vi_tri": _number_place,
        "thut_dau_dong": _indent,
        "trich_yeu_cong_van": _letter_subject,
    }
)
