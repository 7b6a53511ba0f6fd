"""Which lines of a body are told as parts that the form prints anyway, and which are content."""

from __future__ import annotations

import pytest

from service.text.outline_parse import parse_outline


def told(text: str) -> list[int]:
    return [notice.line for notice in parse_outline(text).notices if notice.code == "form-part"]


@pytest.mark.parametrize(
    "line",
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
     "Độc lập – Tự do – Hạnh phúc", "Độc lập-Tự do-Hạnh phúc", "XÃ IA LÂM Độc lập - Tự do - Hạnh phúc",
     "ĐẢNG CỘNG SẢN VIỆT NAM", "**ĐẢNG CỘNG SẢN VIỆT NAM**", "Số: 05/KH-UBND", "Số 05-KH/ĐU", "Số      -TB/ĐU",
     "Số: …/TTr-UBND", "Số:        /BC-UBND", "Số: 144/2025/CV-BSG", "Số: 05/KH-UBND Ia Lâm, ngày 5 tháng 9 năm 2026",
     "Ia Lâm, ngày 05 tháng 9 năm 2026", "Ia Lâm, ngày   tháng   năm 2026", "Nơi nhận:", "**Nơi nhận:**", "NƠI NHẬN:",
     "TM. ỦY BAN NHÂN DÂN", "TM. UỶ BAN NHÂN DÂN", "KT. CHỦ TỊCH", "KT.CHỦ TỊCH", "T/M BAN THƯỜNG VỤ", "K/T TRƯỞNG BAN",
     "TUQ. CHỦ TỊCH", "Q. CHỦ TỊCH", "KẾ HOẠCH", "**KẾ HOẠCH**", "BÁO CÁO", "KẾT LUẬN",
     "Kính gửi: Ủy ban nhân dân xã Ia Lâm.", "Kính trình:"],
)  # fmt: skip
def test_a_line_that_the_form_prints_is_told_and_kept(line: str) -> None:
    outline = parse_outline(line)
    (notice,) = [notice for notice in outline.notices if notice.code == "form-part"]
    assert (notice.line, notice.level) == (1, "warning")
    assert "sẽ in hai lần" in notice.message
    assert "Hãy xóa" in notice.message
    (block,) = outline.blocks
    assert " ".join(line.split()).strip("*") in str(block.model_dump())


@pytest.mark.parametrize(
    "text",
    ["95 NĂM NGÀY THÀNH LẬP ĐẢNG CỘNG SẢN VIỆT NAM", "Thực hiện Kế hoạch số 05/KH-UBND của xã.",
     "Số 05/KH-UBND là kế hoạch của xã.", "Đảng Cộng sản Việt Nam lãnh đạo.", "QUYẾT ĐỊNH:", "KẾ HOẠCH TUYÊN TRUYỀN",
     "Nơi nhận hồ sơ: bộ phận một cửa.", "TM. Ủy ban nhân dân ký.", "Q CHỦ TỊCH", "Q.1 THÀNH PHỐ", "TMC KẾ HOẠCH",
     "Họp tại Ia Lâm, ngày 05 tháng 9 năm 2026", "Ngày 05 tháng 9 năm 2026", "> TM. ỦY BAN NHÂN DÂN", "| KẾ HOẠCH |",
     "- Nơi nhận:", "1. KẾ HOẠCH", "\\KẾ HOẠCH", "\\TM. ỦY BAN NHÂN DÂN", "#tieu_de[KẾ HOẠCH]",
     "“Điều 5. Mẫu\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH”"],
)  # fmt: skip
def test_other_lines_are_content(text: str) -> None:
    assert told(text) == []


def test_a_name_of_a_type_counts_only_above_the_first_sentence_and_the_first_item() -> None:
    assert told("XÃ IA LÂM\nQUYẾT ĐỊNH\nvề việc khen thưởng") == [2]
    assert told("Nội dung như sau:\nCHƯƠNG TRÌNH\nKhai mạc.") == []
    assert told("Một câu.\nKính gửi: lời chào trân trọng.") == []
    assert told("I. MỞ ĐẦU\nKẾT LUẬN\nHết.") == []
    assert told("Một câu dài được ngắt thành\nhai dòng.\nKẾT LUẬN\nHết.") == []


def test_each_line_of_a_signature_is_told_though_lines_are_joined() -> None:
    text = "1. Một.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nKsor H’Nhan"
    assert told(text) == [2, 3]


def test_recipients_are_to_be_deleted_with_their_list() -> None:
    (notice,) = parse_outline("Nơi nhận:\n- Như trên;\n- Lưu: VT.").notices
    assert "danh sách bên dưới" in notice.message
