"""Records that tests change one thing in, State and Party, of every kind. Every person and place is invented."""

from __future__ import annotations

import copy
from typing import Any

SENTENCE = (
    "Tiếp tục quán triệt, nâng cao nhận thức, trách nhiệm của cán bộ, công chức, viên chức và Nhân dân trên địa bàn "
    "xã về ý nghĩa của phong trào; tập trung lãnh đạo, chỉ đạo, tổ chức thực hiện thiết thực, hiệu quả, phù hợp với "
    "tình hình thực tế của từng thôn, làng."
)
CLOSING = "Trên đây là Kế hoạch thực hiện phong trào; đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện."


def body(paragraphs: int = 3, closing: str = CLOSING) -> list[dict[str, Any]]:
    """A body with headings of two levels, numbered paragraphs and a closing one."""
    return [
        {"kieu": "doan", "noi_dung": "Để tổ chức phong trào, cơ quan xây dựng kế hoạch như sau:"},
        {"kieu": "la_ma", "tieu_de": "Mục đích, yêu cầu"},
        *({"kieu": "so", "noi_dung": SENTENCE} for _ in range(paragraphs)),
        {"kieu": "la_ma", "tieu_de": "Tổ chức thực hiện"},
        {"kieu": "so", "tieu_de": "Các thôn, làng"},
        {"kieu": "gach", "noi_dung": SENTENCE},
        {"kieu": "doan", "noi_dung": closing},
    ]


STATE: dict[str, Any] = {
    "loai": "ke_hoach",
    "co_quan": {
        "khoi": "nha_nuoc",
        "ten_cap_tren": "UBND XÃ IA LÂM",
        "ten_co_quan": "PHÒNG VĂN HÓA - XÃ HỘI",
        "ky_hieu_co_quan": "VHXH",
        "dia_danh": "Ia Lâm",
    },
    "so_van_ban": 7,
    "ngay_ban_hanh": "2026-02-03",
    "trich_yeu": "Về tổ chức phong trào thi đua xây dựng nông thôn mới",
    "can_cu": ["Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", "Theo đề nghị của Trưởng phòng"],
    "noi_dung": body(),
    "chu_ky": {
        "tham_quyen": [{"quyen_han": "KT", "cua": "TRƯỞNG PHÒNG"}],
        "chuc_vu": "PHÓ TRƯỞNG PHÒNG",
        "ho_ten": "Ksor H’Nhan",
    },
    "noi_nhan": ["Ủy ban nhân dân xã", {"ten": "Các thôn, làng", "ghi_chu": "thực hiện"}],
    "noi_luu": "VT, VHXH",
}

PARTY: dict[str, Any] = {
    "loai": "ke_hoach",
    "co_quan": {
        "khoi": "dang",
        "ten_cap_tren": "ĐẢNG BỘ TỈNH GIA LAI",
        "ten_co_quan": "ĐẢNG ỦY XÃ IA LÂM",
        "ky_hieu_co_quan": "ĐU",
        "dia_danh": "Ia Lâm",
    },
    "so_van_ban": 5,
    "ngay_ban_hanh": "2026-09-05",
    "trich_yeu": "tiếp tục đẩy mạnh thực hiện Phong trào thi đua “Dân vận khéo”",
    "can_cu": ["Điều lệ Đảng", "Kế hoạch số 04-KH/TU, ngày 26/8/2025 của Tỉnh ủy"],
    "noi_dung": body(),
    "chu_ky": {
        "tham_quyen": [{"quyen_han": "TM", "cua": "BAN THƯỜNG VỤ"}],
        "chuc_vu": "PHÓ BÍ THƯ",
        "ho_ten": "Rơ Châm H’Lan",
    },
    "noi_nhan": ["Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ủy ban nhân dân xã"],
    "noi_luu": "Văn phòng Đảng ủy",
}


def changed(record: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A copy with other values; `co_quan` and `chu_ky` given as a dict are merged into what stands there."""
    result = copy.deepcopy(record)
    for name, value in fields.items():
        merges = isinstance(value, dict) and isinstance(result.get(name), dict)
        result[name] = {**result[name], **value} if merges else value
    return result


LETTER: dict[str, Any] = {
    **STATE,
    "loai": "cong_van",
    "ky_hieu_don_vi": "VX",
    "trich_yeu": "rà soát hộ nghèo năm 2026",
    "can_cu": [],
    "kinh_gui": ["Ủy ban nhân dân tỉnh Gia Lai", "Sở Nội vụ tỉnh Gia Lai", "Công an tỉnh"],
}
PARTY_LETTER: dict[str, Any] = {
    **PARTY,
    "loai": "cong_van",
    "trich_yeu": "về việc chuẩn bị hội nghị trực tuyến",
    "can_cu": [],
    "kinh_gui": ["Các chi bộ, đảng bộ cơ sở trực thuộc", "Ủy ban nhân dân xã"],
}
PROPOSAL: dict[str, Any] = {**STATE, "loai": "to_trinh", "kinh_gui": ["Ủy ban nhân dân xã Ia Lâm"]}
PARTY_PROPOSAL: dict[str, Any] = {**PARTY, "loai": "to_trinh", "kinh_gui": ["Ban Thường vụ Tỉnh ủy Gia Lai"]}
REPORT: dict[str, Any] = {**STATE, "loai": "bao_cao"}
PARTY_REPORT: dict[str, Any] = {**PARTY, "loai": "bao_cao"}
CONTACT: dict[str, Any] = {
    "dia_chi": "Thôn Ia Lâm, xã Ia Lâm, tỉnh Gia Lai",
    "dien_thoai": "0269 300 0000",
    "thu_dien_tu": "vanthu@ialam.example.vn",
}
