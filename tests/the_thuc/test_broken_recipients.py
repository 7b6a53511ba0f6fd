"""A list of recipients that goes over the page: wherever the page's end breaks it, its lines are read whole."""

from __future__ import annotations

import pytest

from service.pipeline import produce
from service.the_thuc.checker import check_pdf
from tests.the_thuc.conftest import patient_settings, record_named

LONG = "Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn của xã và các thôn có nguy cơ sạt lở, ngập lụt số"
RECIPIENTS, LENGTHS = 16, range(8)


@pytest.mark.soffice
@pytest.mark.parametrize("twin", ["", ".khoi"])
def test_no_line_broken_by_the_end_of_a_page_is_a_fault(twin: str) -> None:
    record = record_named(f"ke_hoach/phong-chong-thien-tai{twin}")
    record |= {"phu_luc": [], "noi_nhan": [{"ten": f"{LONG} {number}"} for number in range(RECIPIENTS)]}
    broken = 0
    for length in LENGTHS:
        record["noi_dung"] = "\n".join(f"Nội dung số {number}." for number in range(length + RECIPIENTS // 2))
        produced = produce(record, patient_settings())
        assert [one for one in produced.findings if one.level == "error"] == []
        assert produced.pdf is not None
        paper = check_pdf(produced.pdf).paper
        assert paper is not None
        read = " ".join(one.text for one in paper.recipients)
        assert all(f"{LONG} {number}" in read for number in range(RECIPIENTS))
        broken += any(one.text[0] != "-" for one in paper.recipients)
    assert broken, "no page ended within a line, so nothing was tried"
