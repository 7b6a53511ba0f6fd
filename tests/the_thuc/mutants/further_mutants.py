"""Single faults of rules that need other papers: with Chương and Điều, a body above the issuer, a registry."""

from __future__ import annotations

import copy
from dataclasses import replace

from lxml import etree

from service.the_thuc.locate.locate import Given
from service.the_thuc.paper import Registry
from tests.the_thuc.mutants.mutant import Mutant, on
from tests.the_thuc.mutants.package import (
    Package,
    W,
    both,
    default_letters,
    letters,
    page,
    put,
    whole_text,
    words,
)

STATE_PLAN = "nd30 kế hoạch, thường"
STATE_LONG = "nd30 kế hoạch, dài nhất"
STATE_LEVELS = "nd30 kế hoạch, đủ bậc mục"
STATE_SAMPLE = "ke_hoach/phong-chong-thien-tai"
STATE_LETTER = "cong_van/bo-sung-ho-so"
PARTY_PLAN = "hd05 kế hoạch, thường"
PARTY_LEVELS = "hd05 kế hoạch, đủ bậc mục"
OFFICE = Given(registry=Registry(names=frozenset({"Phòng Văn hóa - Xã hội"})))


def foot_swapped(package: Package) -> None:
    """Recipients and signature change places."""
    table = list(package.document.iter(f"{W}tbl"))[-1]
    for row in (*table.findall(f"{W}tr"), *table.findall(f"{W}tblGrid")):
        cells = row.findall(f"{W}tc") or row.findall(f"{W}gridCol")
        row.append(cells[0])


def restarted_within(package: Package) -> None:
    """The pages are counted anew from 1 in the middle of the text.

    Another first number would be a plainer fault; LibreOffice 25.2 heeds none in a first section.
    """
    last = list(package.document.iter(f"{W}sectPr"))[-1]
    texts = package.paragraphs("Than")
    properties = texts[len(texts) // 2].find(f"{W}pPr")
    assert properties is not None
    properties.append(copy.deepcopy(last))
    found = last.find(f"{W}pgNumType")
    if found is None:
        found = etree.Element(f"{W}pgNumType")
        margins = last.find(f"{W}pgMar")
        assert margins is not None
        margins.addnext(found)
    found.set(f"{W}start", "1")
    # The page that begins anew shows its number: the first page of the text does not.
    for flag in last.findall(f"{W}titlePg"):
        last.remove(flag)


def wider_table(package: Package) -> None:
    """The table of the body reaches into the margin."""
    for table in package.document.iter(f"{W}tbl"):
        first = next(table.iter(f"{W}t"), None)
        if first is None or first.text != "TT":
            continue
        for one in (*table.iter(f"{W}gridCol"), *table.iter(f"{W}tcW"), *table.iter(f"{W}tblW")):
            one.set(f"{W}w", str(round(int(one.get(f"{W}w", "0")) * 1.06)))
        return
    raise AssertionError("no table in the body")


SENTENCE = "Tiếp tục quán triệt"

STATE = (
    on(
        STATE_PLAN,
        (
            "ND30-PAGE-ORIENT",
            "trang ngang không có bảng",
            page(w="16838", h="11906", orient="landscape"),
            "ND30-TY-LINE ND30-KY-SIDE",
        ),
        ("ND30-FONT-SUBST", "phông Liberation Serif trong tệp", default_letters(font="Liberation Serif")),
        (
            "ND30-CHAR-UNICODE",
            "chữ bảng mã TCVN3",
            whole_text("Than", "TiÕp tôc qu¸n triÖt, n©ng cao nhËn thøc, tr¸ch nhiÖm cña c¸n bé, c«ng chøc.", nth=1),
        ),
        ("ND30-CQ-CHUQUAN-FMT", "cơ quan chủ quản in đậm", letters("TenCapTren", bold=True)),
        ("ND30-CQ-CHUQUAN-FMT", "cơ quan chủ quản cỡ 15", letters("TenCapTren", size=15)),
        ("ND30-DD-PLACE", "địa danh viết tắt TP.", words("DiaDanhNgay", "Ia Lâm", "TP. Ia Lâm")),
        ("ND30-KY-SIDE", "chữ ký bên trái", foot_swapped),
        ("ND30-LH-BOX", "LƯU HÀNH NỘI BỘ không đậm, không khung", put("SoKyHieu", 0, ("SoKyHieu", "LƯU HÀNH NỘI BỘ"))),
        ("ND30-COPY-MARK", "SAO Y không đậm", put("Than", -1, ("Than", "SAO Y"))),
        ("ND30-CAP-01", "đầu đoạn viết thường", words("Than", SENTENCE, "tiếp tục quán triệt")),
        ("ND30-CAP-05", "phường 3 viết thường", words("Than", SENTENCE, "Tại phường 3, tiếp tục quán triệt")),
        (
            "ND30-CAP-06",
            "thành phố Hồ Chí Minh viết thường",
            words("Than", SENTENCE, "Tại thành phố Hồ Chí Minh, triển khai"),
        ),
        ("ND30-CAP-09", "Uỷ Ban Nhân Dân", words("Than", SENTENCE, "Ủy Ban Nhân Dân xã tiếp tục quán triệt")),
        (
            "ND30-CAP-17",
            "kế hoạch số viết thường",
            words(
                "Than",
                SENTENCE,
                "Theo kế hoạch số 05/KH-UBND ngày 02 tháng 01 năm 2026 của Ủy ban nhân dân xã về thi đua, quán triệt",
            ),
        ),
        (
            "ND30-CAP-18",
            "viện dẫn Khoản viết hoa",
            words("Than", SENTENCE, "Theo Khoản 2 Điều 3 của Quy chế, quán triệt"),
        ),
        ("ND30-CAP-20", "thứ hai viết thường", words("Than", SENTENCE, "Sáng thứ hai hằng tuần, tiếp tục quán triệt")),
    )
    + on(
        STATE_SAMPLE,
        ("ND30-PAGE-OVERFLOW", "bảng rộng quá lề", wider_table),
    )
    + on(
        STATE_LONG,
        ("ND30-PAGENUM-START", "đánh số lại từ 1 giữa văn bản", restarted_within),
    )
    + on(
        STATE_LETTER,
        (
            "ND30-KG-SINGLE",
            "một nơi nhận mà xuống dòng",
            both(
                whole_text("NhanKinhGui", "Kính gửi:"), put("NhanKinhGui", 0, ("KinhGui", "- Sở Nội vụ tỉnh Gia Lai."))
            ),
        ),
    )
    + on(
        STATE_LEVELS,
        ("ND30-HD-MUC", "Mục in hoa", words("NhanMuc", "Mục", "MỤC")),
        ("ND30-HD-MUC", "Mục không đậm", letters("NhanMuc", bold=False)),
        ("ND30-HD-DIEU", "Điều không đậm", letters("Dieu", bold=False)),
        ("ND30-HD-DIEU", "Điều nghiêng", letters("Dieu", italic=True)),
        ("ND30-HD-TITLED", "Chương không có tiêu đề", words("NhanPhan", "QUY ĐỊNH CHUNG", "")),
    )
)

REGISTERED = tuple(
    replace(mutant, given=OFFICE)
    for mutant in on(
        STATE_PLAN, ("ND30-CQ-NAME", "tên cơ quan viết tắt", words("TenCoQuan", "VĂN HÓA", "VH"), "ND30-CQ-LINE")
    )
)

PARTY = on(
    PARTY_PLAN,
    ("HD05-REGIME", "văn bản năm 2017", words("DiaDanhNgay", "2026", "2017"), "HD05-BASIS-PUNCT HD05-NN-PUNCT"),
    ("HD05-FONT-SUBST", "phông Liberation Serif trong tệp", default_letters(font="Liberation Serif")),
    ("HD05-SIGN-POS", "chữ ký bên trái", foot_swapped),
    (
        "HD05-TYPE-AUTHORITY",
        "chi bộ ban hành hướng dẫn",
        both(
            whole_text("TenCapTren", "ĐẢNG BỘ XÃ IA LÂM"),
            whole_text("TenCoQuan", "CHI BỘ THÔN IA DRENG"),
            whole_text("SoKyHieu", "Số 05-HD/CB"),
            whole_text("TenLoai", "HƯỚNG DẪN"),
            words("QuyenHan", "BAN THƯỜNG VỤ", "CHI BỘ"),
        ),
    ),
) + on(
    PARTY_LEVELS,
    ("HD05-HEAD-ARTICLE", "Điều không đậm", letters("Dieu", bold=False)),
    ("HD05-HEAD-ARTICLE", "nhảy từ Điều 1 đến Điều 3", words("Dieu", "Điều 2", "Điều 3")),
    ("HD05-HEAD-PART", "Chương in nghiêng", letters("NhanPhan", italic=True)),
)

FURTHER_MUTANTS: tuple[Mutant, ...] = (*STATE, *REGISTERED, *PARTY)
