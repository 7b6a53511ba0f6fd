"""Our own papers at lengths that put something at an awkward place; each was once not made, or called faulty."""

from __future__ import annotations

from typing import Any

import pytest

from service.pipeline import produce
from tests.the_thuc.conftest import patient_settings, record_named


def lengthened(name: str, lines: int) -> dict[str, Any]:
    """A record with so many short lines before its own text."""
    record = record_named(name)
    body = record["noi_dung"]
    short = [f"Nội dung ngắn số {number}." for number in range(lines)]
    if isinstance(body, str):
        return record | {"noi_dung": "\n".join([*short, body])}
    return record | {"noi_dung": [*({"kieu": "doan", "noi_dung": text} for text in short), *body]}


@pytest.mark.soffice
@pytest.mark.parametrize(
    ("name", "lines"),
    [
        # Page 1 has no line as wide as its text may be.
        ("bao_cao/kinh-te-xa-hoi", 37),
        ("bao_cao/kinh-te-xa-hoi.khoi", 17),
        ("bao_cao/kinh-te-xa-hoi.khoi", 32),
        # A heading of two rows and one row of a table fit on page 2: LibreOffice 7.4 loses the others.
        ("bao_cao/xay-dung-dang.khoi", 38),
        ("bao_cao/xay-dung-dang.khoi", 39),
        # The last page is a back with two lines.
        ("nd30 báo cáo, in hai mặt", 38),
        ("nd30 kế hoạch, in hai mặt", 34),
        ("nd30 tờ trình, in hai mặt", 32),
        # Page 2 has short lines only, and page 4, which has few, is on the same side.
        ("to_trinh_khen_thuong/dang-uy-de-nghi-2025", 45),
    ],
)
def test_a_paper_is_made_and_is_right(name: str, lines: int) -> None:
    produced = produce(lengthened(name, lines), patient_settings())
    assert [one for one in produced.findings if one.level == "error"] == []


@pytest.mark.soffice
@pytest.mark.parametrize("name", ["hd36 kế hoạch, chưa có số", "hd05 kế hoạch, thường", "nd30 kế hoạch, thường"])
@pytest.mark.parametrize("text", ["Thực hiện tốt chủ trương của Đảng.", "Theo dõi sát tình hình;"])
def test_a_first_sentence_that_begins_like_a_ground_is_text(name: str, text: str) -> None:
    record = record_named(name)
    body = record["noi_dung"]
    longer = f"{text}\n{body}" if isinstance(body, str) else [{"kieu": "doan", "noi_dung": text}, *body]
    produced = produce(record | {"noi_dung": longer}, patient_settings())
    assert [one for one in produced.findings if one.level == "error"] == []
