"""Award proposals that tests change one thing in. Every person and place is invented."""

from __future__ import annotations

from typing import Any

from tests.form.papers import changed

STATE_AWARD: dict[str, Any] = {
    "loai": "to_trinh_khen_thuong",
    "co_quan": {
        "khoi": "nha_nuoc",
        "ten_cap_tren": "UBND XÃ IA LÂM",
        "ten_co_quan": "PHÒNG VĂN HÓA - XÃ HỘI",
        "ky_hieu_co_quan": "VHXH",
        "dia_danh": "Ia Lâm",
    },
    "so_van_ban": 12,
    "ngay_ban_hanh": "2026-12-05",
    "che_do_khen": "nha_nuoc",
    "nguoi_quyet_dinh": "Chủ tịch Ủy ban nhân dân xã Ia Lâm",
    "loai_khen": "chuyen_de",
    "phong_trao": "phong trào thi đua “Dân vận khéo”",
    "ky_xet": {"nam": 2026},
    "ly_do": "đã có thành tích xuất sắc",
    "cuoc_hop": {
        "ten": "Hội đồng Thi đua - Khen thưởng xã Ia Lâm",
        "ngay": "2026-12-02",
        "so_bien_ban": "03/BB-HĐTĐKT",
        "tong_thanh_vien": 9,
        "co_mat": 8,
        "cach_bieu_quyet": "gio_tay",
    },
    "ho_so_kem": [{"ten": "biên bản họp"}, {"ten": "báo cáo thành tích", "gui": "rieng"}],
    "hinh_thuc": "Giấy khen",
    "ca_nhan": [
        {"danh_xung": "Ông", "ho_ten": "A Lý", "chuc_vu": "Trưởng thôn", "don_vi": "Thôn Ia Dreng"},
        {"danh_xung": "Bà", "ho_ten": "Ksor H’Nhan", "don_vi": "Làng Krông"},
    ],
    "chu_ky": {"chuc_vu": "TRƯỞNG PHÒNG", "ho_ten": "Y Čuê Ksor"},
    "noi_nhan": ["Hội đồng Thi đua - Khen thưởng xã"],
    "noi_luu": "VT, TĐKT",
}

PARTY_AWARD: dict[str, Any] = {
    **changed(STATE_AWARD),
    "co_quan": {
        "khoi": "dang",
        "ten_cap_tren": "ĐẢNG BỘ TỈNH GIA LAI",
        "ten_co_quan": "ĐẢNG ỦY XÃ IA LÂM",
        "ky_hieu_co_quan": "ĐU",
        "dia_danh": "Ia Lâm",
    },
    "che_do_khen": "dang",
    "loai_khen": "cong_trang",
    "phong_trao": None,
    "nguoi_quyet_dinh": "Ban Thường vụ Tỉnh ủy",
    "ly_do": "đạt tiêu chuẩn “Hoàn thành xuất sắc nhiệm vụ”",
    "cuoc_hop": {
        "ten": "Ban Thường vụ Đảng ủy xã Ia Lâm",
        "ngay": "2026-12-02",
        "tong_thanh_vien": 15,
        "co_mat": 15,
        "cach_bieu_quyet": "gio_tay",
    },
    "ca_nhan": [
        {
            "danh_xung": "Đồng chí",
            "ho_ten": "A Lý",
            "chi_bo": "Chi bộ thôn 1",
            "xep_loai": "Hoàn thành xuất sắc nhiệm vụ",
        }
    ],
    "chu_ky": {
        "tham_quyen": [{"quyen_han": "TM", "cua": "BAN THƯỜNG VỤ"}],
        "chuc_vu": "PHÓ BÍ THƯ",
        "ho_ten": "Rơ Châm H’Lan",
    },
    "noi_nhan": ["Ủy ban Kiểm tra Đảng ủy"],
    "noi_luu": "Văn phòng Đảng ủy",
}


def people(count: int, **fields: Any) -> list[dict[str, Any]]:
    """So many persons, each of a unit of its own."""
    return [
        {"danh_xung": "Ông", "ho_ten": f"Siu Blơi {i}", "don_vi": f"Thôn {i}", **fields} for i in range(1, count + 1)
    ]
