"""Single faults put into State papers."""

from __future__ import annotations

import unicodedata

from lxml import etree

from tests.the_thuc.mutants.mutant import Mutant, on
from tests.the_thuc.mutants.package import (
    Change,
    Package,
    W,
    both,
    default_letters,
    drop,
    letters,
    line_under,
    page,
    page_number,
    put,
    run_letters,
    section_flag,
    shape,
    swap_columns,
    whole_text,
    without,
    words,
)

PLAN = "ke_hoach/phong-chong-thien-tai"
LETTER = "cong_van/bo-sung-ho-so"
URGENT_LETTER = "cong_van/ung-pho-bao"
PROPOSAL = "to_trinh/duong-lien-thon"
REPORT = "bao_cao/kinh-te-xa-hoi"


def decomposed(style_id: str) -> Change:
    """The text of a style's first paragraph in NFD."""

    def change(package: Package) -> None:
        for piece in package.paragraphs(style_id)[0].iter(f"{W}t"):
            piece.text = unicodedata.normalize("NFD", piece.text or "")

    return change


def in_footer(package: Package) -> None:
    """The page number moves to the foot of the page: the header loses it."""
    for header in package.headers():
        for paragraph in header.iter(f"{W}p"):
            for run in paragraph.findall(f"{W}r"):
                paragraph.remove(run)


def first_page_too(package: Package) -> None:
    """The number shows on page 1 as well."""
    for section in package.document.iter(f"{W}sectPr"):
        for flag in section.findall(f"{W}titlePg"):
            section.remove(flag)


def worded(paragraph: etree._Element) -> None:
    """The word Trang stands before the number."""
    run = etree.Element(f"{W}r")
    piece = etree.SubElement(run, f"{W}t")
    piece.text = "Trang "
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    first = paragraph.find(f"{W}r")
    assert first is not None
    first.addprevious(run)


def to_the_right(paragraph: etree._Element) -> None:
    """The number stands at the right margin."""
    properties = paragraph.find(f"{W}pPr")
    assert properties is not None
    etree.SubElement(properties, f"{W}jc").set(f"{W}val", "right")


def small(paragraph: etree._Element) -> None:
    """The number is 10 points small."""
    for run in paragraph.iter(f"{W}r"):
        properties = etree.Element(f"{W}rPr")
        etree.SubElement(properties, f"{W}sz").set(f"{W}val", "20")
        run.insert(0, properties)


PAGE = on(
    PLAN,
    ("ND30-PAGE-SIZE", "khổ Letter", page(w="12240", h="15840")),
    ("ND30-PAGE-MARGIN-TOP", "lề trên 15 mm", page(top="850")),
    ("ND30-PAGE-MARGIN-TOP", "lề trên 30 mm", page(top="1701")),
    ("ND30-PAGE-MARGIN-LEFT", "lề trái 25 mm", page(left="1417")),
    ("ND30-PAGE-MARGIN-LEFT", "lề trái 40 mm", page(left="2268"), "ND30-PAGE-OVERFLOW ND30-TL-FMT ND30-TY-FMT"),
    ("ND30-PAGE-MARGIN-RIGHT", "lề phải 10 mm", page(right="567")),
    ("ND30-PAGE-MARGIN-RIGHT", "lề phải 25 mm", page(right="1417"), "ND30-PAGE-OVERFLOW ND30-TL-FMT ND30-TY-FMT"),
    ("ND30-FONT-FAMILY", "lời văn phông Arial", letters("Than", font="Arial")),
    ("ND30-FONT-FAMILY", "phông Arial lấy theo Normal", default_letters(font="Arial"), "ND30-QH-FMT ND30-TN-LINE"),
    ("ND30-FONT-FAMILY", "một đoạn phông Courier New", run_letters("Than", 2, font="Courier New")),
    ("ND30-CHAR-NFC", "chữ tổ hợp ở lời văn", decomposed("Than")),
    ("ND30-COLOR-BLACK", "lời văn màu xanh", letters("Than", color="1F4E79")),
    ("ND30-COLOR-BLACK", "tên loại màu đỏ", letters("TenLoai", color="FF0000")),
    ("ND30-COLOR-BLACK", "một đoạn tô nền vàng", run_letters("Than", 1, highlight="yellow")),
    (
        "ND30-SIZE-SET",
        "Quốc hiệu 12 với Tiêu ngữ 14",
        both(letters("QuocHieu", size=12), letters("TenCoQuan", size=12)),
    ),
    ("ND30-PAGENUM-EXISTS", "không có số trang", in_footer),
    ("ND30-PAGENUM-FIRST", "trang đầu có số", first_page_too),
    ("ND30-PAGENUM-POS", "số trang ở lề phải", page_number(to_the_right)),
    ("ND30-PAGENUM-FORM", "có chữ Trang", page_number(worded)),
    ("ND30-PAGENUM-FORM", "số trang cỡ 10", page_number(small)),
    (
        "ND30-PAGENUM-APPENDIX",
        "phụ lục không đánh số riêng",
        both(section_flag("pgNumType", -1), section_flag("titlePg", -1)),
    ),
    ("ND30-DRAFT-LEFTOVER", "còn {{ trich_yeu }}", words("TrichYeu", "Phòng, chống thiên tai", "{{ trich_yeu }}")),
    ("ND30-DRAFT-LEFTOVER", "còn [...]", words("Than", "của thôn, làng", "[...]")),
)

HEAD = on(
    PLAN,
    ("ND30-QH-TEXT", "Quốc hiệu thiếu chữ", whole_text("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT")),
    ("ND30-QH-TEXT", "CỘNG HÒA viết sai", words("QuocHieu", "CHỦ NGHĨA", "CHỦ NGHIÃ")),
    ("ND30-QH-FMT", "Quốc hiệu cỡ 14", letters("QuocHieu", size=14)),
    ("ND30-QH-FMT", "Quốc hiệu không đậm", letters("QuocHieu", bold=False)),
    ("ND30-QH-FMT", "Quốc hiệu nghiêng", letters("QuocHieu", italic=True)),
    ("ND30-TN-TEXT", "Tiêu ngữ dùng gạch dài", words("TieuNgu", " - Tự do", " – Tự do")),
    ("ND30-TN-TEXT", "Tiêu ngữ thiếu dấu cách", words("TieuNgu", "lập - Tự", "lập-Tự")),
    ("ND30-TN-FMT", "Tiêu ngữ cỡ 12", letters("TieuNgu", size=12), "ND30-TN-LINE"),
    ("ND30-TN-FMT", "Tiêu ngữ không đậm", letters("TieuNgu", bold=False), "ND30-TN-LINE"),
    ("ND30-TN-TEXT", "Tiêu ngữ in hoa", whole_text("TieuNgu", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"), "ND30-TN-LINE"),
    ("ND30-TN-LINE", "không có nét kẻ dưới Tiêu ngữ", line_under(1)),
    ("ND30-TN-LINE", "nét kẻ dưới Tiêu ngữ ngắn", line_under(1, factor=0.5)),
    ("ND30-TN-LINE", "nét kẻ dưới Tiêu ngữ dài", line_under(1, factor=1.3)),
    ("ND30-TN-LINE", "nét kẻ dưới Tiêu ngữ đứt", line_under(1, style="dashed")),
    ("ND30-QHTN-SPACING", "Tiêu ngữ cách Quốc hiệu 12 pt", shape("TieuNgu", before="240")),
    ("ND30-HEAD-COLS", "đổi chỗ hai cột", swap_columns()),
    ("ND30-CQ-BANHANH-FMT", "tên cơ quan không đậm", letters("TenCoQuan", bold=False)),
    ("ND30-CQ-BANHANH-FMT", "tên cơ quan cỡ 14", letters("TenCoQuan", size=14)),
    ("ND30-CQ-LINE", "không có nét kẻ dưới tên cơ quan", line_under(0)),
    ("ND30-CQ-LINE", "nét kẻ dưới tên cơ quan bằng cả dòng", line_under(0, factor=2.4)),
    ("ND30-CQ-LINE", "nét kẻ dưới tên cơ quan lệch", line_under(0, shift_mm=12)),
    ("ND30-SO-PRESENT", "không có số, ký hiệu", drop("SoKyHieu")),
    ("ND30-SO-FMT", "số ký hiệu cỡ 14", letters("SoKyHieu", size=14)),
    ("ND30-SO-FMT", "số ký hiệu đậm", letters("SoKyHieu", bold=True)),
    ("ND30-SO-FMT", "số ký hiệu nghiêng", letters("SoKyHieu", italic=True)),
    ("ND30-DD-FMT", "ngày tháng không nghiêng", letters("DiaDanhNgay", italic=False)),
    ("ND30-DD-FMT", "ngày tháng đậm", letters("DiaDanhNgay", bold=True)),
    ("ND30-DD-FMT", "ngày tháng cỡ 12", letters("DiaDanhNgay", size=12)),
    (
        "ND30-TL-KNOWN",
        "tên loại lạ",
        both(whole_text("TenLoai", "KẾ SÁCH"), whole_text("SoKyHieu", "Số: 56/KS-UBND")),
        "ND30-PL-REF",
    ),
    ("ND30-TL-FMT", "tên loại cỡ 16", letters("TenLoai", size=16)),
    ("ND30-TL-FMT", "tên loại chữ thường", whole_text("TenLoai", "Kế hoạch")),
    ("ND30-TL-FMT", "tên loại không đậm", letters("TenLoai", bold=False)),
    ("ND30-TY-PRESENT", "không có trích yếu", both(drop("TrichYeu"), line_under(2))),
    ("ND30-TY-FMT", "trích yếu cỡ 12", letters("TrichYeu", size=12)),
    ("ND30-TY-FMT", "trích yếu không đậm", letters("TrichYeu", bold=False)),
    ("ND30-TY-FMT", "trích yếu nghiêng", letters("TrichYeu", italic=True)),
    ("ND30-TY-LINE", "không có nét kẻ dưới trích yếu", line_under(2)),
    ("ND30-TY-LINE", "nét kẻ dưới trích yếu dài", line_under(2, factor=2.5)),
)

NUMBERS = on(
    PROPOSAL,
    ("ND30-SO-PATTERN", "số ký hiệu kiểu Đảng", whole_text("SoKyHieu", "Số 71-TTr/UBND")),
    ("ND30-SO-PATTERN", "thiếu hai chấm", whole_text("SoKyHieu", "Số 71/TTr-UBND")),
    ("ND30-SO-ZERO", "số 5 không phải 05", whole_text("SoKyHieu", "Số: 5/TTr-UBND")),
    ("ND30-SO-NOYEAR", "ký hiệu có năm", whole_text("SoKyHieu", "Số: 71/2026/TTr-UBND")),
    ("ND30-SO-TYPEABBR", "viết tắt sai loại", whole_text("SoKyHieu", "Số: 71/BC-UBND")),
    ("ND30-SO-TYPEABBR", "TT cho tờ trình", whole_text("SoKyHieu", "Số: 71/TT-UBND")),
    ("ND30-SO-UPPER", "ký hiệu chữ thường", whole_text("SoKyHieu", "Số: 71/TTr-Ubnd")),
    ("ND30-DD-FORM", "ngày viết gạch chéo", whole_text("DiaDanhNgay", "Ia Lâm, ngày 09/7/2026")),
    ("ND30-DD-FORM", "thiếu dấu phẩy", words("DiaDanhNgay", "Lâm, ngày", "Lâm ngày")),
    ("ND30-DD-DAYZERO", "ngày 9 không phải 09", words("DiaDanhNgay", "ngày 09", "ngày 9")),
    ("ND30-DD-MONTHZERO", "tháng 2 không phải 02", words("DiaDanhNgay", "tháng 7 năm 2026", "tháng 2 năm 2027")),
    ("ND30-DD-VALID", "31 tháng 02", words("DiaDanhNgay", "ngày 09 tháng 7", "ngày 31 tháng 02")),
    ("ND30-DD-VALID", "31 tháng 4", words("DiaDanhNgay", "ngày 09 tháng 7", "ngày 31 tháng 4")),
)

LETTERS = (
    on(
        LETTER,
        ("ND30-SO-CONGVAN", "công văn có viết tắt loại", whole_text("SoKyHieu", "Số: 98/CV-UBND")),
        ("ND30-DD-DAYZERO", "ngày 4 không phải 04", words("DiaDanhNgay", "ngày 04", "ngày 4")),
        ("ND30-TYCV-FMT", "trích yếu công văn cỡ 14", letters("TrichYeuCongVan", size=14)),
        ("ND30-TYCV-FMT", "trích yếu công văn nghiêng", letters("TrichYeuCongVan", italic=True)),
        ("ND30-TYCV-FMT", "trích yếu công văn đậm", letters("TrichYeuCongVan", bold=True)),
        ("ND30-TL-NOCONGVAN", "có dòng CÔNG VĂN", put("NhanKinhGui", 0, ("TenLoai", "CÔNG VĂN"), before=True)),
        ("ND30-KG-REQUIRED", "công văn thiếu Kính gửi", drop("NhanKinhGui")),
        ("ND30-KG-FMT", "Kính gửi nghiêng", letters("NhanKinhGui", italic=True)),
        ("ND30-KG-FMT", "Kính gửi đậm", letters("NhanKinhGui", bold=True)),
        ("ND30-KG-FMT", "Kính gửi cỡ 12", letters("NhanKinhGui", size=12)),
        ("ND30-NN-NHUTREN", "công văn thiếu Như trên", without("NoiNhan", "Như trên")),
    )
    + on(
        URGENT_LETTER,
        ("ND30-KG-MULTI", "nơi kính gửi cách bằng dấu phẩy", words("KinhGui", "xã;", "xã,")),
        ("ND30-KG-MULTI", "nơi kính gửi thiếu gạch", words("KinhGui", "- ", "")),
        ("ND30-KHAN-BOX", "độ khẩn không đỏ", letters("DoKhan", color="000000")),
        ("ND30-KHAN-BOX", "độ khẩn cỡ 11", letters("DoKhan", size=11)),
    )
    + on(
        PROPOSAL,
        ("ND30-KG-REQUIRED", "tờ trình thiếu Kính gửi", drop("NhanKinhGui")),
    )
)

BODY = on(
    PLAN,
    ("ND30-BODY-SIZE", "lời văn cỡ 12", letters("Than", size=12)),
    ("ND30-BODY-SIZE", "lời văn cỡ 15", letters("Than", size=15)),
    ("ND30-BODY-JUSTIFY", "lời văn căn trái", shape("Than", jc="left")),
    ("ND30-BODY-INDENT", "không lùi đầu dòng", shape("Than", firstLine="0")),
    ("ND30-BODY-INDENT", "lùi đầu dòng 20 mm", shape("Than", firstLine="1134")),
    ("ND30-BODY-PARASPACE", "các đoạn sát nhau", shape("Than", after="0")),
    ("ND30-BODY-LINESPACE", "giãn dòng đôi", shape("Than", line="480", lineRule="auto")),
    ("ND30-BODY-LINESPACE", "giãn dòng 12 pt", shape("Than", line="240", lineRule="exact")),
    ("ND30-CC-FMT", "căn cứ không nghiêng", letters("CanCu", italic=False)),
    ("ND30-CC-FMT", "căn cứ cỡ 12", letters("CanCu", size=12)),
    ("ND30-CC-SEMI", "căn cứ kết thúc bằng dấu phẩy", words("CanCu", "2013;", "2013,")),
    ("ND30-CC-DOT", "căn cứ cuối kết thúc bằng chấm phẩy", words("CanCu", "tháng 4 năm 2026.", "tháng 4 năm 2026;")),
    (
        "ND30-CC-FULL",
        "căn cứ thiếu ngày ban hành",
        words(
            "CanCu",
            "Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013;",
            "Căn cứ Nghị định số 66/2021/NĐ-CP;",
        ),
    ),
    (
        "ND30-CC-ONEPER",
        "hai căn cứ một đoạn",
        words("CanCu", "năm 2013;", "năm 2013; Căn cứ Luật Đê điều ngày 29 tháng 11 năm 2006;"),
    ),
    ("ND30-HD-ROMAN", "đề mục I. không đậm", letters("LaMa", bold=False)),
    ("ND30-HD-ROMAN", "đề mục I. chữ thường", words("LaMa", "MỤC ĐÍCH, YÊU CẦU", "Mục đích, yêu cầu")),
    ("ND30-HD-KHOAN", "tiêu đề khoản không đậm", letters("So", bold=False)),
    ("ND30-HD-SEQ", "điểm c) sau a)", words("Than", "b) ", "c) ")),
    ("ND30-HD-DIEM", "điểm f)", words("Than", "b) ", "f) ")),
    (
        "ND30-HD-DIEM",
        "thiếu điểm đ)",
        put("Than", 2, ("Than", "c) Bảo đảm thông tin."), ("Than", "d) Đúng hạn."), ("Than", "e) Đúng việc.")),
    ),
    ("ND30-HD-SEQ", "nhảy từ II đến IV", words("LaMa", "III. ", "IV. ")),
    ("ND30-HD-SEQ", "hai mục II", words("LaMa", "III. ", "II. ")),
    ("ND30-HD-SEQ", "nhảy từ 1 đến 3", words("So", "2. ", "3. ")),
) + on(
    REPORT,
    ("ND30-PAGE-MARGIN-BOTTOM", "lề dưới 10 mm", page(bottom="567")),
    ("ND30-HD-PHANCHUONG", "Phần in hoa", words("NhanPhan", "Phần", "PHẦN")),
    ("ND30-HD-PHANCHUONG", "Phần không đậm", letters("NhanPhan", bold=False)),
    (
        "ND30-HD-PHANCHUONG",
        "tiêu đề phần chữ thường",
        words("NhanPhan", "KẾT QUẢ THỰC HIỆN 6 THÁNG", "Kết quả thực hiện 6 tháng"),
    ),
    ("ND30-HD-PHANCHUONG", "Phần 1 số Ả Rập", words("NhanPhan", "Phần I", "Phần 1")),
)

FOOT = on(
    PLAN,
    ("ND30-KY-PREFIX", "T/M kiểu Đảng", words("QuyenHan", "TM. ", "T/M ")),
    ("ND30-KY-PREFIX", "TM thiếu chấm", words("QuyenHan", "TM. ", "TM ")),
    ("ND30-KY-PREFIX", "K/T kiểu Đảng", words("QuyenHan", "KT. ", "K/T ")),
    ("ND30-KY-FMT", "quyền hạn cỡ 12", letters("QuyenHan", size=12)),
    ("ND30-KY-FMT", "quyền hạn không đậm", letters("QuyenHan", bold=False)),
    ("ND30-KY-FMT", "chức vụ không đậm", letters("ChucVu", bold=False)),
    ("ND30-KY-PAIR", "KT. không có chức vụ người ký", drop("ChucVu")),
    ("ND30-KY-NAME", "họ tên in hoa", whole_text("HoTen", "KSOR H’NHAN")),
    ("ND30-KY-NAME", "họ tên không đậm", letters("HoTen", bold=False)),
    ("ND30-KY-NAME", "họ tên cỡ 12", letters("HoTen", size=12)),
    ("ND30-KY-NODEGREE", "họ tên có học vị", whole_text("HoTen", "ThS. Ksor H’Nhan")),
    ("ND30-NN-LABEL", "Nơi nhận cỡ 14", letters("NhanNoiNhan", size=14)),
    ("ND30-NN-LABEL", "Nơi nhận không nghiêng", letters("NhanNoiNhan", italic=False)),
    ("ND30-NN-LABEL", "Nơi nhận gạch chân, không đậm", letters("NhanNoiNhan", bold=False, underline=True)),
    ("ND30-NN-LIST", "danh sách nơi nhận cỡ 12", letters("NoiNhan", size=12)),
    ("ND30-NN-LIST", "nơi nhận kết thúc bằng dấu phẩy", words("NoiNhan", "thuộc xã;", "thuộc xã,")),
    ("ND30-NN-LIST", "nơi nhận thiếu gạch", words("NoiNhan", "- ", "")),
    ("ND30-NN-LUU", "thiếu dòng Lưu", without("NoiNhan", "Lưu")),
    ("ND30-NN-LUU", "Lưu không có VT", words("NoiNhan", "Lưu: VT, KT.", "Lưu: KT.")),
    ("ND30-NN-LUU", "Lưu kiểu Đảng", words("NoiNhan", "Lưu: VT, KT.", "Lưu Văn phòng.")),
    ("ND30-NN-LUU", "Lưu kết thúc bằng chấm phẩy", words("NoiNhan", "VT, KT.", "VT, KT;")),
    ("ND30-PL-LABEL", "Phụ lục in hoa", words("NhanPhuLuc", "Phụ lục", "PHỤ LỤC")),
    ("ND30-PL-LABEL", "Phụ lục cỡ 13", letters("NhanPhuLuc", size=13)),
    ("ND30-PL-LABEL", "Phụ lục không đậm", letters("NhanPhuLuc", bold=False)),
    ("ND30-PL-TITLE", "tên phụ lục không đậm", letters("TenPhuLuc", bold=False)),
    ("ND30-PL-TITLE", "tên phụ lục cỡ 12", letters("TenPhuLuc", size=12)),
    ("ND30-PL-REF", "dòng Kèm theo không nghiêng", letters("KemTheo", italic=False)),
    ("ND30-PL-REF", "dòng Kèm theo sai số", words("KemTheo", "56/KH-UBND", "57/KH-UBND")),
    ("ND30-PL-ROMAN", "một phụ lục mà có số", words("NhanPhuLuc", "Phụ lục", "Phụ lục I")),
    (
        "ND30-PL-MENTION",
        "phụ lục không được nhắc đến",
        words("Than", "theo Phụ lục kèm theo Kế hoạch này", "theo danh mục"),
    ),
    ("ND30-MAT-FORBID", "có dấu MẬT", put("SoKyHieu", 0, ("TenLoai", "MẬT"))),
)

STATE_MUTANTS: tuple[Mutant, ...] = (*PAGE, *HEAD, *NUMBERS, *LETTERS, *BODY, *FOOT)
