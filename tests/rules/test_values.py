"""Every value that the law fixes, transcribed here once more from its text and compared with the rule files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from service.rules.load import rule_sets
from service.rules.model import RuleSet

ND30, HD36, HD05 = (rule_sets()[name] for name in ("nd30", "hd36", "hd05"))
SETS = list(rule_sets().items())

# Component: sizes the law allows, capitals, bold, italic, alignment.
# Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, III, V.
STATE_COMPONENTS = {
    "quoc_hieu": ((12, 13), "hoa", "đậm", "đứng", "giua"),
    "tieu_ngu": ((13, 14), "thường", "đậm", "đứng", "giua"),
    "ten_cap_tren": ((12, 13), "hoa", "nhạt", "đứng", "giua"),
    "ten_co_quan": ((12, 13), "hoa", "đậm", "đứng", "giua"),
    "so_ky_hieu": ((13,), "thường", "nhạt", "đứng", "giua"),
    "dia_danh_ngay": ((13, 14), "thường", "nhạt", "nghiêng", "giua"),
    "ten_loai": ((13, 14), "hoa", "đậm", "đứng", "giua"),
    "trich_yeu": ((13, 14), "thường", "đậm", "đứng", "giua"),
    "trich_yeu_cong_van": ((12, 13), "thường", "nhạt", "đứng", "giua"),
    "do_khan": ((13, 14), "hoa", "đậm", "đứng", "giua"),
    "nhan_kinh_gui": ((13, 14), "thường", "nhạt", "đứng", "trai"),
    "kinh_gui": ((13, 14), "thường", "nhạt", "đứng", "trai"),
    "can_cu": ((13, 14), "thường", "nhạt", "nghiêng", "deu"),
    "than": ((13, 14), "thường", "nhạt", "đứng", "deu"),
    "nhan_phan": ((13, 14), "thường", "đậm", "đứng", "giua"),
    "ten_phan": ((13, 14), "hoa", "đậm", "đứng", "giua"),
    "nhan_muc": ((13, 14), "thường", "đậm", "đứng", "giua"),
    "ten_muc": ((13, 14), "hoa", "đậm", "đứng", "giua"),
    "dieu": ((13, 14), "thường", "đậm", "đứng", "deu"),
    "la_ma": ((13, 14), "hoa", "đậm", "đứng", "deu"),
    "so": ((13, 14), "thường", "đậm", "đứng", "deu"),
    "so_nho": ((13, 14), "thường", "nhạt", "đứng", "deu"),
    "quyen_han": ((13, 14), "hoa", "đậm", "đứng", "giua"),
    "chuc_vu": ((13, 14), "hoa", "đậm", "đứng", "giua"),
    "chuc_vu_khac": ((13, 14), "thường", "đậm", "đứng", "giua"),
    "ho_ten": ((13, 14), "thường", "đậm", "đứng", "giua"),
    "nhan_noi_nhan": ((12,), "thường", "đậm", "nghiêng", "trai"),
    "noi_nhan": ((11,), "thường", "nhạt", "đứng", "trai"),
    "nguoi_soan_thao": ((11,), "hoa", "nhạt", "đứng", "trai"),
    "lien_he": ((11, 12), "thường", "nhạt", "đứng", "giua"),
    "so_trang": ((13, 14), "thường", "nhạt", "đứng", "giua"),
    "nhan_phu_luc": ((14,), "thường", "đậm", "đứng", "giua"),
    "ten_phu_luc": ((13, 14), "hoa", "đậm", "đứng", "giua"),
    "kem_theo": ((13, 14), "thường", "nhạt", "nghiêng", "giua"),
    # The law is silent; what the program has chosen.
    "chu_hoa": ((13, 14), "hoa", "đậm", "đứng", "deu"),
    "tieu_de_tron": ((13, 14), "thường", "đậm", "đứng", "deu"),
    "trich": ((13, 14), "thường", "nhạt", "đứng", "deu"),
    "bang": ((11, 12, 13, 14), "thường", "nhạt", "đứng", "trai"),
    "ten_bang": ((13, 14), "thường", "đậm", "đứng", "giua"),
    "don_vi_bang": ((11, 12, 13), "thường", "nhạt", "nghiêng", "phai"),
    "chu_thich": ((10, 11, 12), "thường", "nhạt", "đứng", "deu"),
}
# Hướng dẫn 05-HD/VPTW, Phụ lục 2.
PARTY_COMPONENTS = {
    "tieu_de_dang": ((15,), "hoa", "đậm", "đứng", "giua"),
    "ten_cap_tren": ((14,), "hoa", "nhạt", "đứng", "giua"),
    "ten_co_quan": ((14,), "hoa", "đậm", "đứng", "giua"),
    "so_ky_hieu": ((14,), "thường", "nhạt", "đứng", "giua"),
    "dia_danh_ngay": ((14,), "thường", "nhạt", "nghiêng", "giua"),
    "ten_loai": ((15, 16), "hoa", "đậm", "đứng", "giua"),
    "trich_yeu": ((14, 15), "thường", "đậm", "đứng", "giua"),
    "trich_yeu_cong_van": ((12,), "thường", "nhạt", "nghiêng", "giua"),
    "do_khan": ((14,), "hoa", "đậm", "đứng", "giua"),
    "nhan_kinh_gui": ((14,), "thường", "nhạt", "nghiêng", "giua"),
    "kinh_gui": ((14, 15), "thường", "nhạt", "đứng", "trai"),
    "can_cu": ((14, 15), "thường", "nhạt", "đứng", "deu"),
    "than": ((14, 15), "thường", "nhạt", "đứng", "deu"),
    "nhan_phan": ((14, 15), "thường", "đậm", "đứng", "giua"),
    "ten_phan": ((14, 15), "hoa", "đậm", "đứng", "giua"),
    "nhan_muc": ((14, 15), "thường", "đậm", "đứng", "giua"),
    "ten_muc": ((14, 15), "hoa", "đậm", "đứng", "giua"),
    "dieu": ((14, 15), "thường", "đậm", "đứng", "deu"),
    "so_nho": ((14, 15), "thường", "nhạt", "đứng", "deu"),
    "quyen_han": ((14,), "hoa", "đậm", "đứng", "giua"),
    "chuc_vu": ((14,), "hoa", "nhạt", "đứng", "giua"),
    "chuc_vu_khac": ((14,), "hoa", "nhạt", "đứng", "giua"),
    "ho_ten": ((14,), "thường", "đậm", "đứng", "giua"),
    "nhan_noi_nhan": ((14,), "thường", "nhạt", "đứng", "trai"),
    "noi_nhan": ((12,), "thường", "nhạt", "đứng", "trai"),
    "nguoi_soan_thao": ((11,), "thường", "nhạt", "đứng", "trai"),
    "lien_he": ((10,), "thường", "nhạt", "đứng", "trai"),
    "so_trang": ((14,), "thường", "nhạt", "đứng", "giua"),
    # The guidance is silent; what the program has chosen.
    "dau_sao": ((14,), "thường", "nhạt", "đứng", "giua"),
    "gach_trich_yeu": ((14, 15), "thường", "nhạt", "đứng", "giua"),
    "la_ma": ((14, 15), "hoa", "đậm", "đứng", "deu"),
    "chu_hoa": ((14, 15), "hoa", "đậm", "đứng", "deu"),
    "so": ((14, 15), "thường", "đậm", "đứng", "deu"),
    "tieu_de_tron": ((14, 15), "thường", "đậm", "đứng", "deu"),
    "trich": ((14, 15), "thường", "nhạt", "đứng", "deu"),
    "bang": ((12, 13, 14), "thường", "nhạt", "đứng", "trai"),
    "ten_bang": ((14, 15), "thường", "đậm", "đứng", "giua"),
    "don_vi_bang": ((12, 13), "thường", "nhạt", "nghiêng", "phai"),
    "chu_thich": ((10, 11, 12), "thường", "nhạt", "đứng", "deu"),
    "nhan_phu_luc": ((14, 15), "thường", "đậm", "đứng", "giua"),
    "ten_phu_luc": ((14, 15), "hoa", "đậm", "đứng", "giua"),
    "kem_theo": ((14, 15), "thường", "nhạt", "nghiêng", "giua"),
}
# Hướng dẫn 36-HD/VPTW where it differs: the drafter's code in capitals of size 8.
OLD_PARTY_COMPONENTS = {**PARTY_COMPONENTS, "nguoi_soan_thao": ((8,), "hoa", "nhạt", "đứng", "trai")}
ALL_COMPONENTS = {"nd30": STATE_COMPONENTS, "hd05": PARTY_COMPONENTS, "hd36": OLD_PARTY_COMPONENTS}
# The size a component is printed in where the office has chosen nothing.
STATE_SIZES = {
    "quoc_hieu": 13, "tieu_ngu": 14, "ten_cap_tren": 13, "ten_co_quan": 13, "so_ky_hieu": 13, "dia_danh_ngay": 14,
    "trich_yeu_cong_van": 13, "do_khan": 13, "bang": 12, "don_vi_bang": 12, "chu_thich": 10, "nhan_noi_nhan": 12,
    "noi_nhan": 11, "nguoi_soan_thao": 11, "lien_he": 11,
}  # fmt: skip
PARTY_SIZES = {
    "tieu_de_dang": 15, "ten_loai": 16, "trich_yeu_cong_van": 12, "bang": 12, "don_vi_bang": 12, "chu_thich": 10,
    "noi_nhan": 12, "nguoi_soan_thao": 11, "lien_he": 10,
}  # fmt: skip
DEFAULT_SIZES = {"nd30": STATE_SIZES, "hd05": PARTY_SIZES, "hd36": {**PARTY_SIZES, "nguoi_soan_thao": 8}}
# Components whose size is that of the body, whatever the office chose for it.
OF_THE_BODY = {
    "can_cu", "nhan_phan", "ten_phan", "nhan_muc", "ten_muc", "dieu", "la_ma", "chu_hoa", "so", "so_nho",
    "tieu_de_tron", "trich", "ten_bang", "trich_yeu", "kinh_gui",
}  # fmt: skip
FOLLOWING = {
    "nd30": OF_THE_BODY | {"ten_loai", "nhan_kinh_gui", "quyen_han", "chuc_vu", "chuc_vu_khac", "ho_ten"},
    "hd05": OF_THE_BODY | {"gach_trich_yeu"},
    "hd36": OF_THE_BODY | {"gach_trich_yeu"},
}
# Never the last thing on a page.
KEPT_WITH_NEXT = {
    "ten_loai", "trich_yeu", "nhan_kinh_gui", "nhan_phan", "ten_phan", "nhan_muc", "ten_muc", "dieu", "la_ma",
    "chu_hoa", "so", "so_nho", "tieu_de_tron", "ten_bang", "don_vi_bang", "nhan_phu_luc", "ten_phu_luc",
}  # fmt: skip
# Set like the paragraphs of the body: its indent, spacing and gap.
SET_LIKE_THE_BODY = {"can_cu", "dieu", "la_ma", "chu_hoa", "so", "so_nho", "tieu_de_tron", "trich"}


# Điều 7 and Phụ lục III, Mục I: 29 types.
def component_cases() -> Iterator[Any]:
    for name, components in ALL_COMPONENTS.items():
        for component, values in components.items():
            yield pytest.param(rule_sets()[name], component, values, id=f"{name}-{component}")


@pytest.mark.parametrize(("rule_set", "component", "wanted"), list(component_cases()))
def test_component_looks_as_the_law_says(rule_set: RuleSet, component: str, wanted: tuple[object, ...]) -> None:
    rule = rule_set.thanh_phan[component]
    assert (
        rule.co_chu.cho_phep,
        "hoa" if rule.chu_hoa else "thường",
        "đậm" if rule.dam else "nhạt",
        "nghiêng" if rule.nghieng else "đứng",
        rule.can_le,
    ) == wanted


@pytest.mark.parametrize("name", list(ALL_COMPONENTS))
def test_every_component_is_written_down_here(name: str) -> None:
    components = rule_sets()[name].thanh_phan
    assert set(components) == set(ALL_COMPONENTS[name])
    sizes = {component: rule.co_chu.mac_dinh for component, rule in components.items()}
    assert sizes == {component: DEFAULT_SIZES[name].get(component, 14) for component in components}
    assert {component for component, rule in components.items() if rule.co_chu.theo == "than"} == FOLLOWING[name]
    party = {"gach_trich_yeu"} & components.keys()
    assert {component for component, rule in components.items() if rule.giu_voi_sau} == KEPT_WITH_NEXT | party
    assert {component for component, rule in components.items() if rule.theo_than} == SET_LIKE_THE_BODY
    underlined = {component: rule.gach_chan for component, rule in components.items() if rule.gach_chan}
    assert underlined == ({} if name == "nd30" else {"nhan_noi_nhan": "Nơi nhận"})
    colours = {component: rule.mau for component, rule in components.items() if rule.mau}
    assert colours == ({"do_khan": "FF0000"} if name == "nd30" else {})
    marked = {component for component, rule in components.items() if rule.dau_duoi}
    assert marked == {"ten_co_quan", "trich_yeu", "tieu_ngu" if name == "nd30" else "tieu_de_dang"}


@pytest.mark.parametrize(
    ("rule_set", "top", "bottom", "left", "right"),
    [
        (ND30, (20, 25), (20, 25), (30, 35), (15, 20)),
        (HD05, (20, 20), (20, 20), (30, 30), (15, 15)),
        (HD36, (20, 20), (20, 20), (30, 30), (15, 15)),
    ],
)
def test_paper_and_margins(rule_set: RuleSet, top: Any, bottom: Any, left: Any, right: Any) -> None:
    page = rule_set.trang
    margins = (page.le_tren_mm, page.le_duoi_mm, page.le_trai_mm, page.le_phai_mm)
    assert [(margin.tu, margin.den) for margin in margins] == [top, bottom, left, right]
    assert (page.rong_mm, page.cao_mm) == (210, 297)
    assert (rule_set.phong_chu.ten, rule_set.phong_chu.mau) == ("Times New Roman", "000000")
    assert rule_set.so_trang.trang_dau is False
    if rule_set.khoi == "dang":
        assert rule_set.so_trang.cach_mep_tren_mm == 10


@pytest.mark.parametrize(
    ("rule_set", "indents", "kind", "spacing"),
    [
        (ND30, (10, 12.7), "boi_so", (1, 1.5)),
        (HD05, (10,), "chinh_xac", (18, 22)),
        (HD36, (10,), "chinh_xac", (18, 30)),
    ],
)
def test_paragraphs(rule_set: RuleSet, indents: tuple[float, ...], kind: str, spacing: tuple[float, float]) -> None:
    than = rule_set.thanh_phan["than"]
    assert than.thut_dau_dong_mm is not None
    assert than.gian_dong is not None
    assert than.thut_dau_dong_mm.cho_phep == indents
    assert (than.gian_dong.kieu, than.gian_dong.tu, than.gian_dong.den) == (kind, *spacing)
    assert than.sau_pt >= 6


def test_sizes_of_the_head_move_together() -> None:
    sets = {name: ND30.thanh_phan[name].co_chu.bo for name in ("quoc_hieu", "tieu_ngu", "dia_danh_ngay")}
    assert sets == {
        "quoc_hieu": {"A": 12, "B": 13},
        "tieu_ngu": {"A": 13, "B": 14},
        "dia_danh_ngay": {"A": 13, "B": 14},
    }
    defaults = {name: ND30.thanh_phan[name].co_chu.mac_dinh for name in sets}
    assert defaults in ({name: chosen[key] for name, chosen in sets.items()} for key in ("A", "B"))


def test_rules_and_marks_under_the_head() -> None:
    def share(rule_set: RuleSet, name: str) -> tuple[float, float]:
        mark = rule_set.thanh_phan[name].dau_duoi
        assert mark is not None
        assert mark.kieu == "ke"
        return round(mark.ty_le_tu, 3), mark.ty_le_den

    assert share(ND30, "tieu_ngu") == share(HD05, "tieu_de_dang") == (1, 1)
    assert share(ND30, "ten_co_quan") == share(ND30, "trich_yeu") == (0.333, 0.5)
    marks = {name: HD05.thanh_phan[name].dau_duoi for name in ("ten_co_quan", "trich_yeu")}
    assert {name: mark and mark.chu for name, mark in marks.items()} == {"ten_co_quan": "*", "trich_yeu": "-----"}


def test_fixed_words() -> None:
    words = {name: ND30.thanh_phan[name].chu for name in ("quoc_hieu", "tieu_ngu", "nhan_noi_nhan")}
    assert {name: chu and (chu.cu, chu.moi) for name, chu in words.items()} == {
        "quoc_hieu": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        "tieu_ngu": ("Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
        "nhan_noi_nhan": ("Nơi nhận:", "Nơi nhận:"),
    }
    title = HD05.thanh_phan["tieu_de_dang"].chu
    assert title is not None
    assert title.cu == title.moi == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert HD05.thanh_phan["nhan_noi_nhan"].gach_chan == "Nơi nhận"
    assert ND30.thanh_phan["nhan_noi_nhan"].gach_chan is None


def test_punctuation_of_the_three_regimes() -> None:
    wanted = {
        "nd30": ("", ";", ".", ";", ".", "Lưu: ", "./."),
        "hd05": ("- ", ";", ".", ";", ".", "Lưu ", "."),
        "hd36": ("- ", ";", ",", ",", ".", "Lưu ", "."),
    }
    for name, rule_set in rule_sets().items():
        rule = rule_set.cau_chu
        assert (
            rule.can_cu_truoc, rule.can_cu_giua, rule.can_cu_cuoi, rule.noi_nhan_giua, rule.noi_nhan_cuoi, rule.luu,
            rule.ket_thuc,
        ) == wanted[name]  # fmt: skip
        assert rule.can_cu_mo_dau == ("Căn cứ", "Theo", "Xét", "Thực hiện")
        assert rule.noi_nhan_truoc == "- "
        assert rule.nhu_tren == "Như trên"


def test_number_date_and_annex_forms() -> None:
    assert ND30.so_ky_hieu.dang == "Số: {so}/{loai}-{co_quan}"
    assert ND30.so_ky_hieu.dang_khong_loai == "Số: {so}/{co_quan}"
    assert HD05.so_ky_hieu.dang == "Số {so}-{loai}/{co_quan}"
    for rule_set in rule_sets().values():
        assert rule_set.so_ky_hieu.noi_co_quan == "-"
        assert rule_set.so_ky_hieu.chu_so_toi_thieu == 2
        dates = rule_set.ngay_thang
        assert dates.dang == "{dia_danh}, ngày {ngay} tháng {thang} năm {nam}"
        assert (dates.them_khong_ngay_duoi, dates.them_khong_thang_duoi) == (10, 3)
        assert (rule_set.phu_luc.nhan, rule_set.phu_luc.so_tu) == ("Phụ lục", 2)
    assert (ND30.phu_luc.chu_so, HD05.phu_luc.chu_so) == ("la_ma", "a_rap")
    assert (ND30.phu_luc.gach_duoi, HD05.phu_luc.gach_duoi) == (None, "-----")


def test_signing_forms() -> None:
    assert ND30.ky.quyen_han == {"TM": "TM.", "KT": "KT.", "TL": "TL.", "TUQ": "TUQ.", "Q": "Q."}
    assert HD05.ky.quyen_han == HD36.ky.quyen_han == {"TM": "T/M", "KT": "K/T", "TL": "T/L", "Q": "Q."}
    assert ND30.ky.tap_the_can_ky_thay is True
    assert HD05.ky.tap_the_can_ky_thay is HD36.ky.tap_the_can_ky_thay is False
    assert {"BÍ THƯ", "CHỦ NHIỆM"} <= set(HD05.ky.cap_uy)
    assert set(HD05.ky.chuc_vu_khong_kem_ten) == {
        "BÍ THƯ", "PHÓ BÍ THƯ", "CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "CHỦ TỊCH", "PHÓ CHỦ TỊCH",
    }  # fmt: skip


def test_addressees() -> None:
    def marks(rule_set: RuleSet) -> tuple[object, ...]:
        rule = rule_set.kinh_gui
        return rule.truoc, rule.giua, rule.cuoi, rule.mot_noi_cuoi, rule.mot_noi_cung_dong, rule.duoi_hai_cham

    assert marks(ND30) == ("- ", ";", ".", "", True, True)
    assert marks(HD05) == ("- ", ";", ";", ";", False, False)
    assert marks(HD36) == ("- ", ",", ",", ",", False, False)


def test_subjects() -> None:
    assert [rule_set.cau_chu.trich_yeu_cong_van for rule_set in (ND30, HD05, HD36)] == ["V/v ", "về việc ", ""]
    assert ND30.thanh_phan["trich_yeu_cong_van"].truoc_pt == 6
    first_letters = {name: rules.thanh_phan["trich_yeu"].chu_dau for name, rules in rule_sets().items()}
    assert first_letters == {"nd30": "hoa", "hd05": "thuong", "hd36": "thuong"}
    assert {rules.thanh_phan["trich_yeu_cong_van"].chu_dau for rules in rule_sets().values()} == {"thuong"}
    kept = set(HD05.cau_chu.giu_chu_hoa)
    assert kept == {"Đảng", "Nhà", "Nhân", "Bác", "Mặt", "Quốc", "Chính", "Trung", "Bộ"}
    assert set(HD36.cau_chu.giu_chu_hoa) == kept


def test_urgency() -> None:
    assert {degree: (words.cu, words.moi) for degree, words in ND30.do_khan.chu.items()} == {
        "khan": ("KHẨN", "KHẨN"),
        "thuong_khan": ("THƯỢNG KHẨN", "THƯỢNG KHẨN"),
        "hoa_toc": ("HỎA TỐC", "HOẢ TỐC"),
    }
    box = ND30.do_khan.khung
    assert box is not None
    assert (box.rong_mm, box.cao_mm) == ({"khan": 20, "thuong_khan": 40, "hoa_toc": 30}, 8)
    for party in (HD05, HD36):
        assert party.do_khan.khung is None
        assert [words.moi for words in party.do_khan.chu.values()] == ["KHẨN", "THƯỢNG KHẨN", "HOẢ TỐC"]


def test_drafter_and_contact() -> None:
    drafters = {name: rules.nguoi_soan_thao.dang for name, rules in rule_sets().items()}
    assert drafters == {"nd30": "{ky_hieu}.({so_ban})", "hd05": "{ky_hieu}-{so_ban}", "hd36": "{ky_hieu}-{so_ban}"}
    places = {name: (rules.lien_he.vi_tri, rules.lien_he.noi, rules.lien_he.ket_thuc) for name, rules in SETS}
    assert places == {
        "nd30": ("chan_trang_dau", "; ", ""),
        "hd05": ("sau_chu_ky", "; ", "."),
        "hd36": ("sau_chu_ky", "; ", "."),
    }
    assert HD05.lien_he.dau_muc == {
        "dia_chi": "", "dien_thoai": "điện thoại: ", "fax": "fax: ", "thu_dien_tu": "email: ",
        "trang_thong_tin": "website: ",
    }  # fmt: skip
    assert HD36.lien_he.dau_muc == HD05.lien_he.dau_muc


def test_lines_of_annexes_and_dates_in_a_sentence() -> None:
    assert ND30.phu_luc.kem_theo == "(Kèm theo {ten_loai} số {so_ky_hieu} {ngay} của {co_quan})"
    party = "(Kèm theo {ten_loai} số {so_ky_hieu}, {ngay} của {co_quan})"
    assert HD05.phu_luc.kem_theo == HD36.phu_luc.kem_theo == party
    assert ND30.ngay_thang.dang_trong_cau == "ngày {ngay} tháng {thang} năm {nam}"
    assert HD05.ngay_thang.dang_trong_cau == HD36.ngay_thang.dang_trong_cau == "ngày {ngay}/{thang}/{nam}"
    assert ND30.so_ky_hieu.dang_don_vi == "Số: {so}/{co_quan}-{don_vi}"
    assert HD05.so_ky_hieu.dang_don_vi is HD36.so_ky_hieu.dang_don_vi is None
    assert HD05.so_ky_hieu.dang_khong_loai == HD36.so_ky_hieu.dang_khong_loai == "Số {so}/{co_quan}"
    forms = [rules.so_ky_hieu.dang_co_san for _, rules in SETS]
    assert sorted(forms) == ["Số {so_ky_hieu}", "Số {so_ky_hieu}", "Số: {so_ky_hieu}"]


def test_marks_of_lists() -> None:
    assert ND30.danh_dau.la_ma == ("I.",)
    assert HD05.danh_dau.la_ma == HD36.danh_dau.la_ma == ("I-", "I.")
    for _, rules in SETS:
        assert rules.cau_chu.muc_con_truoc == "+ "


def test_titles_of_deputies_and_of_those_who_sign_alone() -> None:
    assert ND30.ky.cap_pho == {
        "BỘ TRƯỞNG": ("THỨ TRƯỞNG",),
        "CHÁNH VĂN PHÒNG": ("PHÓ CHÁNH VĂN PHÒNG", "PHÓ VĂN PHÒNG"),
        "CHÁNH THANH TRA": ("PHÓ CHÁNH THANH TRA",),
        "CHỈ HUY TRƯỞNG": ("CHỈ HUY PHÓ", "PHÓ CHỈ HUY TRƯỞNG"),
        "CHÍNH TRỊ VIÊN": ("CHÍNH TRỊ VIÊN PHÓ",),
    }
    assert HD05.ky.cap_pho == HD36.ky.cap_pho == {"CHÁNH VĂN PHÒNG": ("PHÓ CHÁNH VĂN PHÒNG",)}
    assert {rules.ky.truoc_chuc_vu_pho for _, rules in SETS} == {"PHÓ "}
    assert set(HD05.ky.tap_the_khong_chuc_vu) == {"ĐOÀN CHỦ TỊCH", "BỘ CHÍNH TRỊ", "BAN BÍ THƯ"}
    assert set(HD05.ky.cap_uy) == {"BÍ THƯ", "PHÓ BÍ THƯ", "CHỦ NHIỆM"}
    assert (ND30.ky.cap_uy, ND30.ky.tap_the_khong_chuc_vu, ND30.ky.chuc_vu_khong_kem_ten) == ((), (), ())
    assert HD36.ky.model_dump(exclude={"dieu_khoan"}) == HD05.ky.model_dump(exclude={"dieu_khoan"})


def test_room_for_the_signature_and_what_stays_with_it() -> None:
    for _, rules in SETS:
        foot = rules.chan_trang
        assert (foot.khoang_ky_mm.tu, foot.khoang_ky_mm.den, foot.khoang_ky_mm.mac_dinh) == (15, 45, 27)
        assert (foot.dong_di_cung, foot.ben_chu_tri) == (2, "phai")


# Places of the law that a person looks up, by the table that rests on them.
