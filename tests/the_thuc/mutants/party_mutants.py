"""Single faults put into Party papers, of the guidance in force and of the one before."""

from __future__ import annotations

from tests.the_thuc.mutants.mutant import Mutant, on
from tests.the_thuc.mutants.package import (
    Package,
    W,
    both,
    default_letters,
    drop,
    letters,
    line_under,
    new_paragraph,
    page,
    page_number,
    put,
    run_letters,
    set_text,
    shape,
    swap_columns,
    whole_text,
    without,
    words,
)
from tests.the_thuc.mutants.state_mutants import decomposed, first_page_too, in_footer, to_the_right

PLAN = "ke_hoach/dan-van-kheo-2026"
OLD_PLAN = "ke_hoach/dan-van-kheo-2025"
LETTER = "cong_van/chuan-bi-hoi-nghi"
PROPOSAL = "to_trinh/thanh-lap-chi-bo"
REPORT = "bao_cao/xay-dung-dang"


def state_title(package: Package) -> None:
    """The State's motto stands in the place of the Party's title."""
    title = package.paragraphs("TieuDeDang")[0]
    set_text(title, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    title.addnext(new_paragraph("TieuDeDang", "Độc lập - Tự do - Hạnh phúc"))


def state_end_mark(package: Package) -> None:
    """The last paragraph of the body ends like a State paper's."""
    last = package.paragraphs("Than")[-1]
    piece = list(last.iter(f"{W}t"))[-1]
    assert (piece.text or "").endswith(".")
    piece.text = (piece.text or "") + "/."


PAGE = on(
    PLAN,
    ("HD05-PAGE-SIZE", "khổ Letter", page(w="12240", h="15840")),
    ("HD05-PAGE-MARGIN-TOP", "lề trên 25 mm", page(top="1417")),
    ("HD05-PAGE-MARGIN-BOTTOM", "lề dưới 10 mm", page(bottom="567")),
    ("HD05-PAGE-MARGIN-LEFT", "lề trái 35 mm", page(left="1984")),
    ("HD05-PAGE-MARGIN-LEFT", "lề trái 25 mm", page(left="1417"), "HD05-PAGENUM-POS"),
    ("HD05-PAGE-MARGIN-RIGHT", "lề phải 20 mm", page(right="1134")),
    ("HD05-PAGE-MARGIN-RIGHT", "lề phải 10 mm", page(right="567"), "HD05-PAGENUM-POS"),
    ("HD05-FONT-FAMILY", "lời văn phông Arial", letters("Than", font="Arial")),
    ("HD05-FONT-FAMILY", "phông lấy theo Normal", default_letters(font="Arial"), "HD05-TITLE-LINE"),
    ("HD05-FONT-COLOR", "lời văn màu xanh", letters("Than", color="1F4E79")),
    ("HD05-FONT-COLOR", "trích yếu màu đỏ", letters("TrichYeu", color="C00000")),
    ("HD05-UNICODE-NFC", "chữ tổ hợp ở lời văn", decomposed("Than")),
    ("HD05-UNICODE-NFC", "chữ tổ hợp ở trích yếu", decomposed("TrichYeu")),
    ("HD05-PAGENUM-PRESENT", "không có số trang", in_footer),
    ("HD05-PAGENUM-FIRST", "trang đầu có số", first_page_too),
    ("HD05-PAGENUM-POS", "số trang ở lề phải", page_number(to_the_right)),
    ("HD05-PAGENUM-POS", "số trang cách mép 5 mm", page(header="283")),
    ("HD05-PLACEHOLDER", "còn {{ trich_yeu }}", words("TrichYeu", "tiếp tục", "{{ trich_yeu }}")),
    ("HD05-PLACEHOLDER", "còn [...]", words("Than", "Tiếp tục quán triệt", "[...]")),
)

HEAD = on(
    PLAN,
    ("HD05-TITLE-TEXT", "tiêu đề thiếu chữ", whole_text("TieuDeDang", "ĐẢNG CỘNG SẢN VIỆT"), "HD05-TITLE-LINE"),
    ("HD05-TITLE-STYLE", "tiêu đề cỡ 14", letters("TieuDeDang", size=14), "HD05-TITLE-LINE"),
    ("HD05-TITLE-STYLE", "tiêu đề không đậm", letters("TieuDeDang", bold=False)),
    ("HD05-TITLE-LINE", "không có nét kẻ dưới tiêu đề", line_under(0)),
    ("HD05-TITLE-LINE", "nét kẻ dưới tiêu đề ngắn", line_under(0, factor=0.5)),
    ("HD05-TITLE-LINE", "nét kẻ dưới tiêu đề dài", line_under(0, factor=1.2)),
    ("HD05-TITLE-TEXT", "đổi chỗ hai cột", swap_columns()),
    ("HD05-NO-QUOCHIEU", "Quốc hiệu thay tiêu đề", state_title),
    ("HD05-ORG-PARENT-STYLE", "cấp trên in đậm", letters("TenCapTren", bold=True)),
    ("HD05-ORG-PARENT-STYLE", "cấp trên cỡ 12", letters("TenCapTren", size=12)),
    ("HD05-ORG-STYLE", "tên cơ quan không đậm", letters("TenCoQuan", bold=False)),
    ("HD05-ORG-STYLE", "tên cơ quan cỡ 13", letters("TenCoQuan", size=13)),
    ("HD05-ORG-STAR", "không có dấu sao", drop("DauSao")),
    ("HD05-ORG-STAR", "ba dấu sao", whole_text("DauSao", "***")),
    ("HD05-ORG-STAR", "gạch thay dấu sao", whole_text("DauSao", "-----")),
    ("HD05-NUM-COLON", "Số: có hai chấm", whole_text("SoKyHieu", "Số: 07-KH/ĐU")),
    ("HD05-NUM-SLASHFIRST", "số ký hiệu kiểu Nhà nước", whole_text("SoKyHieu", "Số 07/KH-ĐU")),
    ("HD05-NUM-PAD", "số 7 không phải 07", whole_text("SoKyHieu", "Số 7-KH/ĐU")),
    ("HD05-NUM-TYPECODE", "viết tắt sai loại", whole_text("SoKyHieu", "Số 07-BC/ĐU")),
    ("HD05-NUM-FORMAT", "thiếu ký hiệu cơ quan", whole_text("SoKyHieu", "Số 07-KH")),
    ("HD05-NUM-STYLE", "số ký hiệu cỡ 13", letters("SoKyHieu", size=13)),
    ("HD05-NUM-STYLE", "số ký hiệu đậm", letters("SoKyHieu", bold=True)),
    ("HD05-DATE-FORMAT", "ngày 5 không phải 05", words("DiaDanhNgay", "ngày 05", "ngày 5")),
    ("HD05-DATE-FORMAT", "31 tháng 02", words("DiaDanhNgay", "ngày 05 tháng 9", "ngày 31 tháng 02")),
    ("HD05-DATE-FORMAT", "tháng 09", words("DiaDanhNgay", "tháng 9", "tháng 09")),
    ("HD05-DATE-FORMAT", "ngày viết gạch chéo", whole_text("DiaDanhNgay", "Ia Lâm, ngày 05/9/2026")),
    ("HD05-DATE-STYLE", "ngày tháng không nghiêng", letters("DiaDanhNgay", italic=False)),
    ("HD05-DATE-STYLE", "ngày tháng cỡ 13", letters("DiaDanhNgay", size=13)),
    ("HD05-TYPE-STYLE", "tên loại cỡ 14", letters("TenLoai", size=14)),
    ("HD05-TYPE-STYLE", "tên loại không đậm", letters("TenLoai", bold=False)),
    ("HD05-TYPE-STYLE", "tên loại chữ thường", whole_text("TenLoai", "Kế hoạch")),
    (
        "HD05-TYPE-KNOWN",
        "tên loại lạ",
        both(whole_text("TenLoai", "KẾ SÁCH"), whole_text("SoKyHieu", "Số 07-KS/ĐU")),
        "HD05-NUM-TYPECODE",
    ),
    ("HD05-SUBJ-STYLE", "trích yếu cỡ 13", letters("TrichYeu", size=13)),
    ("HD05-SUBJ-STYLE", "trích yếu không đậm", letters("TrichYeu", bold=False)),
    ("HD05-SUBJ-STYLE", "trích yếu nghiêng", letters("TrichYeu", italic=True)),
    ("HD05-SUBJ-DASHES", "không có năm gạch", drop("GachTrichYeu")),
    ("HD05-SUBJ-DASHES", "bốn gạch", whole_text("GachTrichYeu", "----")),
    ("HD05-SUBJ-DASHES", "gạch dài", whole_text("GachTrichYeu", "–––––")),
    (
        "HD05-KINHGUI-WHERE",
        "kế hoạch có Kính gửi",
        put("GachTrichYeu", 0, ("NhanKinhGui", "Kính gửi:"), ("KinhGui", "- Ban Thường vụ Tỉnh ủy;")),
        "HD05-NN-NHUTREN",
    ),
)

LETTERS = on(
    LETTER,
    ("HD05-CV-SUBJ", "trích yếu công văn V/v", words("TrichYeuCongVan", "về việc", "V/v")),
    ("HD05-CV-SUBJ", "trích yếu công văn không nghiêng", letters("TrichYeuCongVan", italic=False)),
    ("HD05-CV-SUBJ", "trích yếu công văn cỡ 14", letters("TrichYeuCongVan", size=14)),
    ("HD05-NUM-TYPECODE", "công văn thiếu CV", whole_text("SoKyHieu", "Số 57-TB/ĐU")),
    ("HD05-KINHGUI-WHERE", "công văn dùng Kính trình", words("NhanKinhGui", "Kính gửi", "Kính trình")),
    ("HD05-NN-NHUTREN", "công văn thiếu Như trên", without("NoiNhan", "Như trên")),
    ("HD05-URGENT", "độ khẩn không đậm", letters("DoKhan", bold=False)),
    ("HD05-URGENT", "độ khẩn cỡ 12", letters("DoKhan", size=12)),
) + on(
    PROPOSAL,
    ("HD05-KINHGUI-WHERE", "tờ trình dùng Kính gửi", words("NhanKinhGui", "Kính trình", "Kính gửi")),
    ("HD05-BASIS-DASH", "căn cứ thiếu gạch", words("CanCu", "- Căn cứ", "Căn cứ")),
    ("HD05-BASIS-PUNCT", "căn cứ kết thúc bằng dấu phẩy", words("CanCu", "Đảng;", "Đảng,")),
    ("HD05-BASIS-PUNCT", "căn cứ cuối kết thúc bằng chấm phẩy", words("CanCu", "Tỉnh ủy.", "Tỉnh ủy;")),
    ("HD05-NN-NHUTREN", "tờ trình thiếu Như trên", without("NoiNhan", "Như trên")),
    ("HD05-NUM-TYPECODE", "TT cho tờ trình", whole_text("SoKyHieu", "Số 08-TT/ĐU")),
)

BODY = on(
    PLAN,
    ("HD05-BODY-SIZE", "lời văn cỡ 13", letters("Than", size=13)),
    ("HD05-BODY-SIZE", "lời văn cỡ 16", letters("Than", size=16)),
    ("HD05-BODY-JUSTIFY", "lời văn căn trái", shape("Than", jc="left")),
    ("HD05-BODY-INDENT", "không lùi đầu dòng", shape("Than", firstLine="0")),
    ("HD05-BODY-INDENT", "lùi đầu dòng 20 mm", shape("Than", firstLine="1134")),
    ("HD05-BODY-PARASPACE", "các đoạn sát nhau", shape("Than", after="0")),
    ("HD05-BODY-LINE", "giãn dòng 15 pt", shape("Than", line="300", lineRule="exact")),
    ("HD05-BODY-LINE", "giãn dòng 26 pt", shape("Than", line="520", lineRule="exact")),
    ("HD05-BODY-END", "kết thúc bằng ./.", state_end_mark),
) + on(
    REPORT,
    ("HD05-HEAD-PART", "tiêu đề phần chữ thường", words("NhanPhan", "KẾT QUẢ CÔNG TÁC", "Kết quả công tác")),
    ("HD05-HEAD-PART", "Phần không đậm", letters("NhanPhan", bold=False)),
)

FOOT = on(
    PLAN,
    ("HD05-SIGN-AUTH-FORM", "TM. kiểu Nhà nước", words("QuyenHan", "T/M ", "TM. ")),
    ("HD05-SIGN-AUTH-STYLE", "quyền hạn không đậm", letters("QuyenHan", bold=False)),
    ("HD05-SIGN-AUTH-STYLE", "quyền hạn cỡ 13", letters("QuyenHan", size=13)),
    ("HD05-SIGN-POST-STYLE", "chức vụ in đậm", letters("ChucVu", bold=True)),
    ("HD05-SIGN-POST-STYLE", "chức vụ cỡ 13", letters("ChucVu", size=13)),
    ("HD05-SIGN-POST-NOORG", "chức vụ kèm tên cấp ủy", whole_text("ChucVu", "PHÓ BÍ THƯ ĐẢNG ỦY XÃ")),
    ("HD05-SIGN-NO-KT-CAPUY", "K/T BÍ THƯ", whole_text("QuyenHan", "K/T BÍ THƯ")),
    ("HD05-SIGN-MATCH", "T/M CHI BỘ mà cơ quan là đảng ủy", words("QuyenHan", "BAN THƯỜNG VỤ", "CHI BỘ")),
    ("HD05-SIGN-NAME", "họ tên in hoa", whole_text("HoTen", "RƠ CHÂM H’LAN")),
    ("HD05-SIGN-NAME", "họ tên có đồng chí", whole_text("HoTen", "Đồng chí Rơ Châm H’Lan")),
    ("HD05-SIGN-NAME", "họ tên không đậm", letters("HoTen", bold=False)),
    ("HD05-NN-LABEL", "Nơi nhận đậm nghiêng", letters("NhanNoiNhan", bold=True, italic=True)),
    ("HD05-NN-LABEL", "Nơi nhận cỡ 12", run_letters("NhanNoiNhan", size=12)),
    ("HD05-NN-LABEL", "Nơi nhận không gạch chân", run_letters("NhanNoiNhan", underline=False)),
    ("HD05-NN-ITEMS", "danh sách nơi nhận cỡ 11", letters("NoiNhan", size=11)),
    ("HD05-NN-ITEMS", "nơi nhận thiếu gạch", words("NoiNhan", "- ", "")),
    ("HD05-NN-PUNCT", "nơi nhận kết thúc bằng dấu phẩy", words("NoiNhan", ";", ",")),
    ("HD05-NN-LUU", "Lưu: có hai chấm", words("NoiNhan", "Lưu Ban", "Lưu: Ban")),
    ("HD05-NN-LUU", "Lưu: VT kiểu Nhà nước", words("NoiNhan", "Lưu Ban Xây dựng Đảng, Văn phòng Đảng ủy", "Lưu: VT")),
    ("HD05-NN-LUU", "thiếu dòng Lưu", without("NoiNhan", "Lưu")),
) + on(
    OLD_PLAN,
    ("HD05-NN-PUNCT", "chấm phẩy ở văn bản năm 2025", words("NoiNhan", ",", ";")),
    ("HD05-NUM-PAD", "số 5 không phải 05", whole_text("SoKyHieu", "Số 5-KH/ĐU")),
    ("HD05-TITLE-STYLE", "tiêu đề cỡ 13", letters("TieuDeDang", size=13), "HD05-TITLE-LINE"),
    ("HD05-BODY-END", "kết thúc bằng ./.", state_end_mark),
)

PARTY_MUTANTS: tuple[Mutant, ...] = (*PAGE, *HEAD, *LETTERS, *BODY, *FOOT)
