"""Faults of Party papers, each with the rule that tells it and how grave that rule holds it."""

from __future__ import annotations

from dataclasses import replace

from tests.the_thuc.checks.papers_head import (
    PARTY_LETTER,
    PARTY_PLAN,
    PARTY_PROPOSAL,
    Draft,
    Piece,
    addressed,
    dated,
    number,
    right,
    swapped,
)

E, W, I = "error", "warning", "info"  # noqa: E741 - as the sheets of rules name their levels

QUOC_HIEU = right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0, 25.0, bold=True)
TIEU_NGU = right("Độc lập - Tự do - Hạnh phúc", 0, 30.6, size=14, bold=True, under=1.0)

PARTY_FAULTS: list[tuple[str, Draft, dict[str, str]]] = [
    ("chữ tiêu đề", PARTY_PLAN.edit("tieu_de_dang", text="ĐẢNG CỘNG SÃN VIỆT NAM"), {"TITLE-TEXT": E}),
    ("thiếu tiêu đề", PARTY_PLAN.having(tieu_de_dang=None), {"TITLE-TEXT": E}),
    ("hai cột đổi chỗ", swapped(PARTY_PLAN), {"TITLE-TEXT": E}),
    ("tiêu đề cỡ 14", PARTY_PLAN.edit("tieu_de_dang", size=14), {"TITLE-STYLE": E}),
    ("kẻ ngắn", PARTY_PLAN.edit("tieu_de_dang", under=0.5), {"TITLE-LINE": E}),
    ("gạch chân", PARTY_PLAN.edit("tieu_de_dang", under=None, underline=True), {"TITLE-LINE": E}),
    (
        "Quốc hiệu",
        PARTY_PLAN.having(tieu_de_dang=None, quoc_hieu=QUOC_HIEU, tieu_ngu=TIEU_NGU),
        {"NO-QUOCHIEU": E},
    ),
    ("cấp trên đậm", PARTY_PLAN.edit("ten_cap_tren", bold=True), {"ORG-PARENT-STYLE": E}),
    ("cơ quan cỡ 13", PARTY_PLAN.edit("ten_co_quan", size=13), {"ORG-STYLE": E}),
    ("đường kẻ thay dấu sao", PARTY_PLAN.having(dau_sao=None).edit("ten_co_quan", under=0.4), {"ORG-STAR": E}),
    ("không có dấu sao", PARTY_PLAN.having(dau_sao=None), {"ORG-STAR": E}),
    ("ba dấu sao", PARTY_PLAN.edit("dau_sao", text="***"), {"ORG-STAR": E}),
    ("cấp trên là đảng uỷ", PARTY_PLAN.edit("ten_cap_tren", text="TỈNH ỦY GIA LAI"), {"ORG-HIER": W}),
    ("không có cấp trên", PARTY_PLAN.having(ten_cap_tren=None).edit("ten_co_quan", y=25.0), {"ORG-HIER": W}),
    ("thiếu số", PARTY_PLAN.having(so_ky_hieu=None), {"NUM-FORMAT": E}),
    ("khoảng trắng", number(PARTY_PLAN, "Số 05 - KH/ĐU"), {"NUM-FORMAT": E}),
    ("thiếu tên loại", number(PARTY_PLAN, "Số 05/ĐU"), {"NUM-FORMAT": E}),
    ("hai chấm", number(PARTY_PLAN, "Số: 05-KH/ĐU"), {"NUM-COLON": E}),
    ("dạng của nhà nước", number(PARTY_PLAN, "Số 05/KH-ĐU"), {"NUM-SLASHFIRST": E}),
    ("dạng của nhà nước, để trống số", number(PARTY_PLAN, "Số …/KH-ĐU"), {"NUM-SLASHFIRST": E}),
    ("số 5", number(PARTY_PLAN, "Số 5-KH/ĐU"), {"NUM-PAD": E}),
    ("số 012", number(PARTY_PLAN, "Số 012-KH/ĐU"), {"NUM-PAD": W}),
    ("sai tên loại", number(PARTY_PLAN, "Số 05-BC/ĐU"), {"NUM-TYPECODE": E}),
    ("sai cơ quan", number(PARTY_PLAN, "Số 05-KH/TU"), {"NUM-BODYCODE": W}),
    ("số đậm", PARTY_PLAN.edit("so_ky_hieu", bold=True), {"NUM-STYLE": E}),
    ("ngày 5", dated(PARTY_PLAN, "Ia Lâm, ngày 5 tháng 9 năm 2026"), {"DATE-FORMAT": E}),
    ("tháng 09", dated(PARTY_PLAN, "Ia Lâm, ngày 05 tháng 09 năm 2026"), {"DATE-FORMAT": W}),
    ("31 tháng 11", dated(PARTY_PLAN, "Ia Lâm, ngày 31 tháng 11 năm 2026"), {"DATE-FORMAT": E}),
    ("ngày gạch chéo", dated(PARTY_PLAN, "Ia Lâm, ngày 05/9/2026"), {"DATE-FORMAT": E}),
    ("thiếu ngày", PARTY_PLAN.having(dia_danh_ngay=None), {"DATE-FORMAT": E}),
    ("ngày đậm", PARTY_PLAN.edit("dia_danh_ngay", bold=True), {"DATE-STYLE": E}),
    ("xã khác", dated(PARTY_PLAN, "Ia Grai, ngày 05 tháng 9 năm 2026"), {"PLACE-MATCH": W}),
    (
        "một âm tiết",
        dated(PARTY_PLAN.edit("ten_co_quan", text="ĐẢNG UỶ PHƯỜNG HUẾ"), "Huế, ngày 05 tháng 9 năm 2026"),
        {"PLACE-UNIT": W},
    ),
    ("thừa chữ xã", dated(PARTY_PLAN, "Xã Ia Lâm, ngày 05 tháng 9 năm 2026"), {"PLACE-UNIT": "unknown"}),
    ("tên loại cỡ 14", PARTY_PLAN.edit("ten_loai", size=14), {"TYPE-STYLE": E}),
    ("CÔNG VĂN", PARTY_LETTER.having(ten_loai=Piece("CÔNG VĂN", size=14)), {"TYPE-STYLE": E}),
    ("không có loại này", replace(PARTY_PLAN.edit("ten_loai", text="THƯ NGỎ"), loai=None), {"TYPE-KNOWN": E}),
    (
        "chi bộ ra quy định",
        replace(
            number(PARTY_PLAN, "Số 05-QĐ/CB").edit("ten_loai", text="QUY ĐỊNH").edit("ten_co_quan", text="CHI BỘ SỐ 3"),
            loai="quy_dinh",
        ),
        {"TYPE-AUTHORITY": E},
    ),
    (
        "đảng uỷ ra chỉ thị",
        replace(number(PARTY_PLAN.edit("ten_loai", text="CHỈ THỊ"), "Số 05-CT/ĐU"), loai="chi_thi"),
        {"TYPE-AUTHORITY": "unknown"},
    ),
    ("trích yếu không đậm", PARTY_PLAN.edit("trich_yeu", bold=False), {"SUBJ-STYLE": E}),
    ("trích yếu in hoa", PARTY_PLAN.edit("trich_yeu", text="THỰC HIỆN PHONG TRÀO"), {"SUBJ-STYLE": W}),
    ("đường kẻ", PARTY_PLAN.having(gach_trich_yeu=None).edit("trich_yeu", under=0.4), {"SUBJ-DASHES": E}),
    ("bốn gạch", PARTY_PLAN.edit("gach_trich_yeu", text="----"), {"SUBJ-DASHES": E}),
    ("gạch dài", PARTY_PLAN.edit("gach_trich_yeu", text="—"), {"SUBJ-DASHES": E}),
    ("không gạch", PARTY_PLAN.having(gach_trich_yeu=None), {"SUBJ-DASHES": E}),
    ("chữ đầu hoa", PARTY_PLAN.edit("trich_yeu", text="Thực hiện phong trào thi đua"), {"SUBJ-LOWER": I}),
    ("V/v", PARTY_LETTER.edit("trich_yeu_cong_van", text="V/v chuẩn bị hội nghị"), {"CV-SUBJ": E}),
    ("trích yếu công văn đứng", PARTY_LETTER.edit("trich_yeu_cong_van", italic=False), {"CV-SUBJ": E}),
    ("Về việc", PARTY_LETTER.edit("trich_yeu_cong_van", text="Về việc chuẩn bị"), {"CV-SUBJ": W}),
    ("thiếu trích yếu công văn", PARTY_LETTER.having(trich_yeu_cong_van=None), {"CV-SUBJ": E}),
    ("kính gửi trong tờ trình", PARTY_PROPOSAL.edit("nhan_kinh_gui", text="Kính gửi:"), {"KINHGUI-WHERE": E}),
    ("kính trình trong công văn", PARTY_LETTER.edit("nhan_kinh_gui", text="Kính trình:"), {"KINHGUI-WHERE": E}),
    (
        "kế hoạch kính gửi",
        PARTY_PLAN.having(nhan_kinh_gui=Piece("Kính gửi:", size=14, italic=True)),
        {"KINHGUI-WHERE": E},
    ),
    ("công văn không kính gửi", PARTY_LETTER.having(nhan_kinh_gui=None, kinh_gui=None), {"KINHGUI-WHERE": E}),
    ("kính gửi đứng", PARTY_LETTER.edit("nhan_kinh_gui", italic=False), {"KINHGUI-STYLE": W}),
    ("thiếu hai chấm", PARTY_LETTER.edit("nhan_kinh_gui", text="Kính gửi"), {"KINHGUI-STYLE": W}),
    ("cùng dòng", addressed(PARTY_LETTER, "Kính gửi: Các chi bộ"), {"KINHGUI-STYLE": W}),
    ("dấu phẩy", addressed(PARTY_LETTER, "Kính gửi:", "- Các chi bộ,", "- Các ban;"), {"KINHGUI-PUNCT": W}),
    ("dấu chấm cuối", addressed(PARTY_LETTER, "Kính gửi:", "- Các chi bộ;", "- Các ban."), {"KINHGUI-PUNCT": W}),
]  # fmt: skip
