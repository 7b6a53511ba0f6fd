"""PDFs of other makers: letters one by one, text cut anywhere, no tags."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from service.the_thuc.model import Measured
from service.the_thuc.pdf.read import read_pdf
from tests.the_thuc.pdf.conftest import saved

DATA = Path(__file__).resolve().parents[1] / "data"
CHROMIUM = [
    "UBND XÃ IA LÂM", "PHÒNG VĂN HÓA - XÃ HỘI", "Số: 05/BC-VHXH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc", "Ia Lâm, ngày 05 tháng 01 năm 2026", "BÁO CÁO",
    "Về công tác phòng, chống lụt bão trên địa bàn xã Ia Lâm của tỉnh Gia Lai trong các tháng đầu năm 2026",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh Đắk Lắk, xã Krông Ana, đồng chí H'Lan Ksor và ông Y Ê Ban, buôn"
    " Êa Kmăt, buôn Čư̆ M'gar, ê̆ đã tổ chức phòng văn hóa - xã hội xã và các đơn vị liên quan để triển khai nhiệm vụ,"
    " bảo đảm đúng quy định và kịp thời.",
    "1. Kết quả", "- Đã thực hiện xong;",
    "- Chưa thực hiện xong các nội dung còn lại của kế hoạch năm 2025 chuyển sang năm 2026 vì thiếu kinh phí1.",
    "TT", "Nội dung", "Kết quả", "1", "Thăm và tặng quà cho các gia đình chính sách trên địa bàn toàn xã", "100%",
    "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TRƯỞNG PHÒNG", "Nguyễn Văn An",
]  # fmt: skip


def texts(measured: Measured) -> list[str]:
    return [paragraph.text for paragraph in measured.in_area("than")]


def untagged(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.Root.StructTreeRoot
        for page in document.pages:
            del page["/StructParents"]
        return saved(document)


@pytest.mark.parametrize("tags", [True, False])
def test_letters_drawn_one_by_one_are_words_again(tags: bool) -> None:
    pdf = (DATA / "chromium.pdf").read_bytes()
    assert texts(read_pdf(pdf if tags else untagged(pdf))) == CHROMIUM


def test_letters_drawn_one_by_one_have_their_look() -> None:
    measured = read_pdf(untagged((DATA / "chromium.pdf").read_bytes()))
    by_text = {paragraph.text: paragraph for paragraph in measured.paragraphs}
    body = by_text[CHROMIUM[9]]
    assert body.align == "deu"
    assert body.sizes == {14}
    assert [s.text.strip() for s in body.spans if s.letters.bold] == ["phòng văn hóa - xã hội"]
    assert [s.text.strip() for s in body.spans if s.letters.underline] == ["đúng quy định"]
    assert by_text["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"].sizes == {13.0}
    assert by_text["Độc lập - Tự do - Hạnh phúc"].under[0].length_mm == pytest.approx(60.3, abs=0.3)
    assert {span.letters.font for p in measured.paragraphs for span in p.spans} == {"Liberation Serif"}


@pytest.mark.parametrize("maker", ["cairo", "ghostscript"])
def test_text_cut_anywhere_and_rows_set_at_once_are_read(maker: str) -> None:
    measured = read_pdf((DATA / f"{maker}.pdf").read_bytes())
    assert texts(measured) == (DATA / f"{maker}.txt").read_text(encoding="utf-8").splitlines()
    assert any(paragraph.cell for paragraph in measured.paragraphs)


def test_text_read_is_composed() -> None:
    assert "Čư̆ M'gar, ê̆" in "".join(texts(read_pdf((DATA / "chromium.pdf").read_bytes())))
