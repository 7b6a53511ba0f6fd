"""Which check's findings are mended, and how: the one table. A check that stands not in it leaves its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from service.the_thuc.mend import letters, marks, page_number, sheet, words
from service.the_thuc.mend.desk import Desk, Task, Told

Repair = Callable[[Desk, Task], Iterator[Told]]

LOOK = letters.mend_look
REPAIRS: Mapping[str, Sequence[Repair]] = MappingProxyType(
    {
        "kho_giay": (sheet.mend_size,),
        "kho_giay_nho": (sheet.mend_size,),
        "le_trang": (sheet.mend_margin,),
        "gay_trang": (sheet.mend_gutter,),
        "phong_chu": (letters.mend_font,),
        "phong_thay_the": (letters.mend_font,),
        "bo_ma": (words.mend_composed,),
        "dung_san": (words.mend_composed,),
        "mau_chu": (letters.mend_colour,),
        "khong_gach_chan": (letters.mend_underline,),
        "bo_co_chu": (letters.mend_size_set,),
        "cung_co_chu": (letters.mend_size_set,),
        "so_trang_co": (page_number.mend_missing,),
        "so_trang_dau": (page_number.mend_first,),
        "so_trang_vi_tri": (page_number.mend_position,),
        "so_trang_dang": (page_number.mend_form,),
        "so_trang_bat_dau": (page_number.mend_start,),
        "so_trang_phu_luc": (page_number.mend_annex_start,),
        "dinh_dang": (LOOK,),
        "dinh_dang_vi_tri": (LOOK,),
        "dinh_dang_muc": (LOOK,),
        "dinh_dang_chu_ky": (LOOK,),
        "ten_loai": (LOOK,),
        "ten_loai_chu": (LOOK,),
        "trich_yeu": (LOOK,),
        "trich_yeu_cong_van": (LOOK, words.mend_subject_opening),
        "trich_yeu_loi_van": (words.mend_subject_end,),
        "chu_co_dinh": (words.mend_fixed_words,),
        "cach_dong_don": (letters.mend_single_lines,),
        "dau_chu": (marks.mend_mark,),
        "so_mau": (words.mend_number_form,),
        "so_mau_dang": (words.mend_number_form,),
        "so_hai_cham": (words.mend_number_form,),
        "so_dau_noi": (words.mend_number_form,),
        "so_khong": (words.mend_number_zero,),
        "ngay_thang": (words.mend_date,),
        "kinh_gui_chu": (LOOK,),
        "kinh_gui_nhieu": (words.mend_addressee_marks,),
        "kinh_gui_dau": (words.mend_addressee_marks,),
        "co_chu_than": (LOOK,),
        "chu_dung": (LOOK,),
        "can_deu": (letters.mend_justified,),
        "thut_dau_dong": (letters.mend_indent,),
        "cach_doan": (letters.mend_gaps,),
        "gian_dong": (letters.mend_line_spacing,),
        "can_cu_mo_dau": (words.mend_ground_start,),
        "can_cu_dau_cuoi": (words.mend_ground_end,),
        "phan_chuong_muc": (LOOK, words.mend_heading_word),
        "la_ma": (LOOK,),
        "dieu": (LOOK,),
        "dieu_lien_tuc": (LOOK,),
        "khoan": (LOOK,),
        "khong_ky_hieu_dau_dong": (words.mend_bullets,),
        "loi_quyet_dinh": (LOOK,),
        "tham_quyen_ban_hanh": (LOOK,),
        "dau_ket_thuc": (words.mend_text_end,),
        "hinh_thuc_quyen_han": (words.mend_power,),
        "ho_ten": (LOOK,),
        "nhan_noi_nhan": (LOOK, words.mend_fixed_words),
        "noi_nhan": (LOOK, words.mend_recipient_marks),
        "noi_luu": (words.mend_recipient_marks,),
        "phu_luc_nhan": (LOOK, words.mend_heading_word),
        "phu_luc_dinh_dang": (LOOK,),
        "phu_luc_kem_theo": (LOOK,),
        "do_khan": (LOOK,),
        "chu_rieng": (LOOK,),
        "nguoi_soan_thao": (LOOK,),
        "lien_he": (LOOK,),
        "lien_he_cuoi": (LOOK,),
    }
)
