"""Where text may stand: within the margins on every page, mirrored on the back of a sheet, the page number above."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.form.measure import Page, TextLine
from tests.form.papers import PARTY, STATE, body, changed

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
# The longest of each regime: State with tables, Party of today and of before.
LONG_SAMPLES = (
    "bao_cao/kinh-te-xa-hoi.json",
    "ke_hoach/dan-van-kheo-2026.json",
    "ke_hoach/dan-van-kheo-2025.json",
    "to_trinh_khen_thuong/danh-hieu-thi-dua-2026.json",
)
TOP, BOTTOM, BINDING, OUTER = 20.0, 20.0, 30.0, 15.0
PT_MM = 25.4 / 72
# How far Times reaches above and below the line it stands on, as a share of its size.
ASCENT, DESCENT = 0.891, 0.216
SLACK_MM = 0.6
BOTH = pytest.mark.parametrize("record", [STATE, PARTY], ids=["State", "Party"])


def top_of(line: TextLine) -> float:
    return line.baseline - ASCENT * max(line.sizes) * PT_MM


def bottom_of(line: TextLine) -> float:
    return line.baseline + DESCENT * max(line.sizes) * PT_MM


def number_of(page: Page) -> list[TextLine]:
    """What stands in the top margin."""
    return [line for line in page.lines if line.baseline < TOP]


def require_within(page: Page, left: float, right: float) -> None:
    """Text between the margins; the page number, if any, is centred over it, ten millimetres from the edge."""
    number = number_of(page)
    text = [line for line in page.lines if line not in number]
    assert text
    for line in text:
        assert line.x0 > left - SLACK_MM, line.text
        assert line.x1 < right + SLACK_MM, line.text
        # Exactly spaced lines are lower than the letters' full height: the top one may reach a little higher.
        assert top_of(line) > TOP - SLACK_MM, line.text
        assert bottom_of(line) < page.height - BOTTOM + SLACK_MM, line.text
    for line in number:
        assert line.text.isdigit()
        assert top_of(line) == pytest.approx(10, abs=SLACK_MM)
        assert line.centre == pytest.approx((left + right) / 2, abs=SLACK_MM)
        assert line.sizes == {14.0}
        assert line.upright
        assert line.light


@pytest.mark.parametrize("sample", LONG_SAMPLES)
def test_no_text_leaves_the_text_area_on_any_page_of_a_sample(pages: Pages, sample: str) -> None:
    all_pages = pages(json.loads((SAMPLES / sample).read_text(encoding="utf-8")))
    assert len(all_pages) >= 2
    for page in all_pages:
        require_within(page, BINDING, page.width - OUTER)
        for stroke in page.strokes:
            assert TOP - SLACK_MM < stroke.y < page.height - BOTTOM + SLACK_MM
            assert stroke.x0 > BINDING - SLACK_MM
            assert stroke.x1 < page.width - OUTER + SLACK_MM
    assert not number_of(all_pages[0])
    assert [line.text for line in number_of(all_pages[1])] in ([], ["2"]), "none where the second page is an annex"


@BOTH
def test_the_back_of_a_sheet_has_its_margins_mirrored(pages: Pages, record: dict[str, Any]) -> None:
    all_pages = pages(changed(record, noi_dung=body(24), co_quan={"lua_chon": {"in_hai_mat": True}}))
    assert len(all_pages) >= 3
    for number, page in enumerate(all_pages, start=1):
        is_back = number % 2 == 0
        left = OUTER if is_back else BINDING
        right = page.width - (BINDING if is_back else OUTER)
        require_within(page, left, right)
        text = [line for line in page.lines if line.baseline > TOP]
        assert min(line.x0 for line in text) == pytest.approx(left, abs=SLACK_MM)
        if number < len(all_pages):
            assert max(line.x1 for line in text) == pytest.approx(right, abs=SLACK_MM)


@BOTH
def test_one_sided_papers_have_the_same_margins_on_every_page(pages: Pages, record: dict[str, Any]) -> None:
    all_pages = pages(changed(record, noi_dung=body(24)))
    assert len(all_pages) >= 3
    for page in all_pages:
        require_within(page, BINDING, page.width - OUTER)
        text = [line for line in page.lines if line.baseline > TOP]
        assert min(line.x0 for line in text) == pytest.approx(BINDING, abs=SLACK_MM)


@BOTH
def test_table_annex_and_signature_follow_the_mirrored_margins(pages: Pages, record: dict[str, Any]) -> None:
    rows = [["TT", "Nội dung"], *([str(row), f"Rà soát {row}"] for row in range(1, 41))]
    annex = {"tieu_de": "Tiến độ", "noi_dung": [{"kieu": "bang", "hang": rows}]}
    choices = {"lua_chon": {"in_hai_mat": True}}
    all_pages = pages(changed(record, noi_dung=[{"kieu": "bang", "hang": rows}], phu_luc=[annex], co_quan=choices))
    tabled = [(number, page) for number, page in enumerate(all_pages, start=1) if page.uprights]
    assert {number % 2 for number, _ in tabled} == {0, 1}
    for number, page in tabled:
        left = OUTER if number % 2 == 0 else BINDING
        assert min(upright.x for upright in page.uprights) == pytest.approx(left, abs=SLACK_MM)
        assert max(upright.x for upright in page.uprights) == pytest.approx(left + 165, abs=SLACK_MM)
        require_within(page, left, left + 165)


@pytest.mark.xfail(reason="an annex begins with the margins of a front page wherever it begins", strict=True)
@BOTH
def test_an_annex_that_begins_on_the_back_of_a_sheet_has_the_margins_of_a_back(
    pages: Pages, record: dict[str, Any]
) -> None:
    annex = {"tieu_de": "Tiến độ", "noi_dung": body(3)}
    choices = {"lua_chon": {"in_hai_mat": True}}
    front, back = pages(changed(record, noi_dung=body(1), phu_luc=[annex], co_quan=choices))
    require_within(front, BINDING, front.width - OUTER)
    require_within(back, OUTER, back.width - BINDING)
