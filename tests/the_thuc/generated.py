"""Records at the edges of what templates are given: shortest, longest, absent, many, of every kind and rule set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.form import papers
from tests.form.papers import CONTACT, SENTENCE, body, changed
from tests.khen_thuong.records import PARTY_AWARD, STATE_AWARD

Record = dict[str, Any]

# A day of the guidance before, so that papers follow it.
OLD_PARTY_DAY = "2025-09-05"
LONG_SUBJECT = (
    "tổ chức thực hiện phong trào thi đua “Dân vận khéo”, “Cả nước chung sức xây dựng nông thôn mới”, “Vì người nghèo "
    "- Không để ai bị bỏ lại phía sau” và “Toàn dân đoàn kết xây dựng đời sống văn hóa” trên địa bàn xã giai đoạn 2026 "
    "- 2030"
)
LEVELS: list[Record] = [
    {"kieu": "doan", "noi_dung": "Cơ quan ban hành văn bản như sau:"},
    {"kieu": "chuong", "tieu_de": "Quy định chung"},
    {"kieu": "muc", "tieu_de": "Phạm vi, đối tượng"},
    {"kieu": "dieu", "tieu_de": "Phạm vi điều chỉnh"},
    {"kieu": "so", "noi_dung": SENTENCE},
    *({"kieu": "chu_thuong", "noi_dung": SENTENCE} for _ in range(7)),
    {"kieu": "dieu", "tieu_de": "Tổ chức thực hiện"},
    {"kieu": "so", "noi_dung": SENTENCE},
    {"kieu": "so", "noi_dung": SENTENCE},
    {"kieu": "gach", "noi_dung": SENTENCE},
    {"kieu": "cong", "noi_dung": SENTENCE},
    {"kieu": "doan", "noi_dung": SENTENCE},
]
TABLE: Record = {
    "kieu": "bang",
    "ten": "Bảng phân công nhiệm vụ",
    "hang": [["TT", "Họ và tên", "Đơn vị", "Nhiệm vụ"]]
    + [[str(number), "Ksor H’Nhan", "Thôn Ia Dreng", "Tuyên truyền, vận động"] for number in range(1, 61)],
}
ANNEXES: list[Record] = [
    {"tieu_de": "Phân công nhiệm vụ", "noi_dung": [TABLE], "huong": "ngang"},
    {"tieu_de": "Nội dung công việc", "noi_dung": body(2)},
    {"tieu_de": "Kinh phí thực hiện", "noi_dung": [{"kieu": "doan", "noi_dung": SENTENCE}]},
]
MENTION = "Nội dung cụ thể tại Phụ lục I, Phụ lục II, Phụ lục III kèm theo văn bản này."
PARTY_MENTION = "Nội dung cụ thể tại Phụ lục 1, Phụ lục 2, Phụ lục 3 kèm theo văn bản này."
# The motto's set of smaller sizes, and the rest of an office's choices within the law.
CHOICES: Record = {"bo_co_chu": "A", "co_chu_noi_dung": 13, "dat_dau": "moi", "thut_dau_dong_mm": 10, "gian_dong": 1.5}
WIDE: Record = {"le_tren_mm": 25, "le_duoi_mm": 25, "le_trai_mm": 35, "le_phai_mm": 20}


def generated() -> Iterator[tuple[str, Record]]:
    """Every case by name."""
    for name, record in _bases():
        for case, made in _cases(record):
            yield f"{name}, {case}", made
    for name, record in (("nd30 khen thưởng", STATE_AWARD), ("hd05 khen thưởng", PARTY_AWARD)):
        yield f"{name}, ngắn", record
        yield f"{name}, chưa có số, ngày", without(record, "so_van_ban")
        yield f"{name}, 60 người", changed(record, ca_nhan=[_person(record, number) for number in range(60)])


def _bases() -> Iterator[tuple[str, Record]]:
    yield "nd30 kế hoạch", papers.STATE
    yield "nd30 công văn", papers.LETTER
    yield "nd30 tờ trình", papers.PROPOSAL
    yield "nd30 báo cáo", papers.REPORT
    for kind, record in (
        ("kế hoạch", papers.PARTY),
        ("công văn", papers.PARTY_LETTER),
        ("tờ trình", papers.PARTY_PROPOSAL),
        ("báo cáo", papers.PARTY_REPORT),
    ):
        yield f"hd05 {kind}", record
        grounds = ["Điều lệ Đảng", "Kế hoạch số 04-KH/TU, ngày 26/8/2025 của Tỉnh ủy"] if record["can_cu"] else []
        yield f"hd36 {kind}", changed(record, ngay_ban_hanh=OLD_PARTY_DAY, can_cu=grounds)


def _cases(record: Record) -> Iterator[tuple[str, Record]]:
    state = record["co_quan"]["khoi"] == "nha_nuoc"
    subject = f"Về việc {LONG_SUBJECT}" if state and record["loai"] != "cong_van" else f"về việc {LONG_SUBJECT}"
    closing = [{"kieu": "doan", "noi_dung": MENTION if state else PARTY_MENTION}]
    yield "thường", record
    yield "ngắn nhất", changed(record, can_cu=[], noi_nhan=[], noi_dung=[{"kieu": "doan", "noi_dung": "Kính báo."}])
    yield "chưa có số", without(record, "so_van_ban")
    if record["ngay_ban_hanh"] != OLD_PARTY_DAY:
        yield "chưa có số, ngày", without(record, "so_van_ban", "ngay_ban_hanh")
    yield "dài nhất", changed(record, trich_yeu=subject, noi_dung=body(60))
    yield "đủ bậc mục", changed(record, noi_dung=LEVELS)
    yield "40 nơi nhận", changed(record, noi_nhan=[f"Cơ quan, đơn vị số {number:02d}" for number in range(1, 41)])
    yield "3 phụ lục", changed(record, noi_dung=[*body(2), *closing], phu_luc=ANNEXES)
    yield "bảng 60 người", changed(record, noi_dung=[*body(2)[:-1], TABLE, body(2)[-1]])
    yield (
        "liên hệ, khẩn",
        changed(record, lien_he=CONTACT, do_khan="khan", nguoi_soan_thao={"ky_hieu": "AL", "so_ban": 12}),
    )
    if state:
        yield "cỡ bộ A", changed(record, co_quan={"lua_chon": CHOICES}, noi_dung=body(20))
        yield "lề rộng", changed(record, co_quan={"lua_chon": WIDE}, noi_dung=body(20))
    else:
        yield "giãn dòng 22", changed(record, co_quan={"lua_chon": {"gian_dong": 22, "co_chu_noi_dung": 15}})
    yield "in hai mặt", changed(record, co_quan={"lua_chon": {"in_hai_mat": True}}, noi_dung=body(30))


def without(record: Record, *names: str) -> Record:
    """A copy without some fields."""
    return {name: value for name, value in record.items() if name not in names}


def _person(record: Record, number: int) -> Record:
    given = ("A Lý", "Ksor H’Nhan", "Rơ Châm H’Lan", "Y Čuê Ksor", "Nguyễn Thị Bình An")[number % 5]
    return {**record["ca_nhan"][0], "ho_ten": given, "don_vi": f"Thôn Ia Dreng {number}"}
