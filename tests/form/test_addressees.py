"""The addressees on the finished page: label, dashes under the colon, end marks, wrapping, forty of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import pytest

from service.rules.load import rule_sets
from service.rules.model import RuleSet
from service.text.metrics import width_mm
from tests.form.measure import Page, TextLine
from tests.form.papers import LETTER, PARTY_LETTER, PARTY_PROPOSAL, PROPOSAL, REPORT, changed
from tests.form.test_components import PLACE_MM, require_style, text_edges

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

ND30, HD05, HD36 = (rule_sets()[name] for name in ("nd30", "hd05", "hd36"))
HYPHEN_MM = 1.0
LONG = (
    "Ban Chỉ đạo thực hiện các chương trình mục tiêu quốc gia giai đoạn 2026 - 2030 của tỉnh Gia Lai, Văn phòng Ủy "
    "ban nhân dân tỉnh Gia Lai và các sở, ban, ngành có liên quan"
)


def block(page: Page, label: str) -> tuple[TextLine, list[TextLine]]:
    """The line of the word, and the lines below it down to the body."""
    found = page.starting(label)
    end = page.starting("Để tổ chức phong trào")
    return found, [line for line in page.lines if found.baseline + 1 < line.baseline < end.baseline - 1]


def colon_of(label: TextLine) -> float:
    """Where the colon at the end of the word begins."""
    return label.x1 - width_mm(":", label.runs[-1].size)


def middle(rule_set: RuleSet) -> float:
    left, right = text_edges(rule_set)
    return (left + right) / 2


def test_two_or_more_state_addressees_stand_with_their_dashes_under_the_colon(pages: Pages) -> None:
    page = pages(LETTER)[0]
    label, lines = block(page, "Kính gửi")
    assert label.text == "Kính gửi:"
    assert [line.text for line in lines] == [
        "- Ủy ban nhân dân tỉnh Gia Lai;",
        "- Sở Nội vụ tỉnh Gia Lai;",
        "- Công an tỉnh.",
    ]
    require_style(label, ND30, "nhan_kinh_gui")
    for line in lines:
        require_style(line, ND30, "kinh_gui")
        assert line.x0 == pytest.approx(colon_of(label), abs=HYPHEN_MM)
    whole = (label.x0 + max(line.x1 for line in lines)) / 2
    assert whole == pytest.approx(middle(ND30), abs=1.5)


@pytest.mark.parametrize("record", [PROPOSAL, changed(LETTER, kinh_gui=["Ủy ban nhân dân xã Ia Lâm"])])
def test_a_single_state_addressee_stands_on_the_line_of_the_word(pages: Pages, record: dict[str, Any]) -> None:
    label = pages(record)[0].find("Kính gửi: Ủy ban nhân dân xã Ia Lâm")
    require_style(label, ND30, "nhan_kinh_gui")
    assert label.centre == pytest.approx(middle(ND30), abs=1.5)


def test_a_long_single_addressee_hangs_under_its_own_first_word(pages: Pages) -> None:
    page = pages(changed(LETTER, kinh_gui=[LONG]))[0]
    label, rest = block(page, "Kính gửi:")
    assert " ".join(line.text for line in (label, *rest)) == f"Kính gửi: {LONG}"
    name_at = label.x0 + width_mm("Kính gửi: ", label.runs[0].size)
    assert all(line.x0 == pytest.approx(name_at, abs=HYPHEN_MM) for line in rest)
    left, right = text_edges(ND30)
    assert label.x0 - left > 10
    assert all(line.x1 <= right - 10 for line in (label, *rest))


@pytest.mark.parametrize(("record", "rule_set"), [(LETTER, ND30), (PARTY_LETTER, HD05)], ids=["State", "Party"])
def test_a_long_addressee_of_several_hangs_behind_its_dash(
    pages: Pages, record: dict[str, Any], rule_set: RuleSet
) -> None:
    page = pages(changed(record, kinh_gui=[LONG, "Công an tỉnh"]))[0]
    _, lines = block(page, "Kính gửi:")
    first, *rest = lines[:-1]
    assert first.text.startswith("- Ban Chỉ đạo")
    assert rest
    dash = width_mm("- ", first.runs[0].size)
    assert all(line.x0 == pytest.approx(first.x0 + dash, abs=HYPHEN_MM) for line in rest)
    assert lines[-1].x0 == pytest.approx(first.x0, abs=HYPHEN_MM)


PARTY_CASES = [
    pytest.param(PARTY_LETTER, HD05, "Kính gửi:", ";", id="hd05 công văn"),
    pytest.param(PARTY_PROPOSAL, HD05, "Kính trình:", ";", id="hd05 tờ trình"),
    pytest.param(changed(PARTY_LETTER, ngay_ban_hanh="2025-09-05"), HD36, "Kính gửi:", ",", id="hd36 công văn"),
    pytest.param(changed(PARTY_PROPOSAL, ngay_ban_hanh="2025-09-05"), HD36, "Kính gửi:", ",", id="hd36 tờ trình"),
]


@pytest.mark.parametrize(("record", "rule_set", "word", "mark"), PARTY_CASES)
def test_party_addressees_stand_centred_under_an_italic_word(
    pages: Pages, record: dict[str, Any], rule_set: RuleSet, word: str, mark: str
) -> None:
    page = pages(changed(record, can_cu=[]))[0]
    label, lines = block(page, word)
    assert label.text == word
    assert [line.text for line in lines] == [f"- {name}{mark}" for name in record["kinh_gui"]]
    require_style(label, rule_set, "nhan_kinh_gui")
    assert label.centre == pytest.approx(middle(rule_set), abs=PLACE_MM)
    for line in lines:
        require_style(line, rule_set, "kinh_gui")
        assert line.x0 == pytest.approx(lines[0].x0, abs=PLACE_MM)
    widest = max(lines, key=lambda line: line.width)
    assert widest.centre == pytest.approx(middle(rule_set), abs=1.5)


@pytest.mark.parametrize(
    ("record", "above"),
    [(PROPOSAL, "Về tổ chức"), (PARTY_PROPOSAL, "-----"), (REPORT, "Về tổ chức")],
    ids=["State", "Party", "report"],
)
def test_the_block_stands_between_the_subject_and_the_legal_grounds(
    pages: Pages, record: dict[str, Any], above: str
) -> None:
    page = pages(changed(record, kinh_gui=["Ủy ban nhân dân tỉnh Gia Lai"]))[0]
    label = page.starting("Kính")
    grounds = page.starting("Căn cứ" if record is not PARTY_PROPOSAL else "- Căn cứ")
    assert page.starting(above).baseline < label.baseline < grounds.baseline
    if record is not PARTY_PROPOSAL:
        assert page.stroke_under(page.starting(above)).y < label.baseline - 4


def test_forty_addressees_flow_over_the_pages_in_their_order(pages: Pages) -> None:
    names = [f"Ủy ban nhân dân xã số {number}" for number in range(1, 41)]
    all_pages = pages(changed(LETTER, kinh_gui=names))
    printed = [line for page in all_pages for line in page.lines if line.text.startswith("- Ủy ban nhân dân xã số")]
    assert [line.text for line in printed] == [f"- {name};" for name in names[:-1]] + [f"- {names[-1]}."]
    assert any("số 1;" in line.text for line in all_pages[0].lines)
    assert any("số 40." in line.text for line in all_pages[1].lines)
    assert max(line.x0 for line in printed) - min(line.x0 for line in printed) < HYPHEN_MM
    for page in all_pages:
        on_page = [line.baseline for line in page.lines if line in printed]
        pitches = {round(second - first, 1) for first, second in pairwise(on_page)}
        assert not pitches or max(pitches) - min(pitches) < 0.5
        assert all(baseline < 277 for baseline in on_page)


@pytest.mark.parametrize("size", [13, 14])
def test_the_dashes_stay_under_the_colon_at_every_size(pages: Pages, size: int) -> None:
    page = pages(changed(LETTER, co_quan={"lua_chon": {"co_chu_noi_dung": size}}))[0]
    label, lines = block(page, "Kính gửi:")
    assert label.sizes == {float(size)}
    assert all(line.sizes == {float(size)} for line in lines)
    assert all(line.x0 == pytest.approx(colon_of(label), abs=HYPHEN_MM) for line in lines)


def test_a_report_without_addressees_has_no_trace_of_the_block(pages: Pages) -> None:
    page = pages(REPORT)[0]
    assert not any("Kính" in line.text for line in page.lines)
    assert not any("Như trên" in line.text for line in pages(REPORT)[-1].lines)
    addressed = pages(changed(REPORT, kinh_gui=["Ủy ban nhân dân tỉnh Gia Lai"]))
    assert addressed[0].find("Kính gửi: Ủy ban nhân dân tỉnh Gia Lai")
    assert addressed[-1].find("- Như trên;")
