"""A signer's second post at the place of each regime, and the line of place and date whatever the place is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.form.measure import Page
from tests.form.papers import PARTY, STATE, changed

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

HD36 = changed(PARTY, ngay_ban_hanh="2025-09-05")
RIGHT = 195.0
SIGNATURE_MM = 15.0
HCM = "Thành phố Hồ Chí Minh"
LONG_PLACE = "Đặc khu Hoàng Sa và các đảo phụ cận"


def signed(pages: Pages, record: dict[str, Any], **block: Any) -> Page:
    return pages({**record, "chu_ky": block})[-1]


@pytest.mark.parametrize("second", ["Trưởng phòng Nội vụ", "TRƯỞNG PHÒNG NỘI VỤ"])
def test_the_second_post_of_a_state_signer_stands_between_signature_and_name_as_typed(
    pages: Pages, second: str
) -> None:
    page = signed(pages, STATE, chuc_vu="Chủ tịch Hội đồng", chuc_vu_khac=second, ho_ten="A Lý")
    post, other, name = page.find("CHỦ TỊCH HỘI ĐỒNG"), page.find(second), page.find("A Lý")
    for line in (post, other, name):
        assert line.bold
        assert line.upright
        assert line.sizes == {14.0}
        assert line.centre == pytest.approx(name.centre, abs=0.6)
    assert other.baseline - post.baseline - 14 * 25.4 / 72 > SIGNATURE_MM, "room for the signature above it"
    assert 0 < name.baseline - other.baseline < 8, "directly over the name"
    assert not any("kiêm" in line.text for line in page.lines)


@pytest.mark.parametrize("record", [PARTY, HD36], ids=["hd05", "hd36"])
@pytest.mark.parametrize("second", ["Trưởng Ban Chỉ đạo", "kiêm Trưởng Ban Chỉ đạo"])
def test_the_second_post_of_a_party_signer_stands_above_the_signature_behind_its_joining_word(
    pages: Pages, record: dict[str, Any], second: str
) -> None:
    page = signed(pages, record, chuc_vu="Phó Bí thư", chuc_vu_khac=second, ho_ten="A Lý")
    post, joint, other, name = (page.find(text) for text in ("PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN CHỈ ĐẠO", "A Lý"))
    for line in (post, joint, other):
        assert line.light
        assert line.upright
    assert name.bold
    for line in (post, joint, other, name):
        assert line.sizes == {14.0}
        assert line.centre == pytest.approx(name.centre, abs=0.6)
    assert 0 < joint.baseline - post.baseline < 8
    assert 0 < other.baseline - joint.baseline < 8
    assert name.baseline - other.baseline - 14 * 25.4 / 72 > SIGNATURE_MM, "the signature stands below both posts"


def dated(pages: Pages, record: dict[str, Any], place: str, day: str | None) -> Page:
    """The first page of a paper of a place, with as much of the date as is known."""
    made = changed(record, co_quan={"dia_danh": place}, can_cu=[])
    made.pop("ngay_ban_hanh")
    return pages({**made, "ngay_ban_hanh": day} if day else made)[0]


DAYS = {
    "2026-12-29": "ngày 29 tháng 12 năm 2026",
    "2026-11": "ngày tháng 11 năm 2026",
    None: "ngày tháng năm",
}


@pytest.mark.parametrize("record", [STATE, PARTY], ids=["State", "Party"])
@pytest.mark.parametrize(
    ("place", "day"),
    [*((HCM, day) for day in DAYS), ("Phường Cách Mạng Tháng Tám", "2026-12-29")],
    ids=["day", "month", "none", "long ward"],
)
def test_place_and_date_stand_on_one_line(pages: Pages, record: dict[str, Any], place: str, day: str | None) -> None:
    page = dated(pages, record, place, day)
    line = page.starting(f"{place}, ngày")
    assert " ".join(line.text.split()).startswith(f"{place}, {DAYS[day]}")
    assert line.text.rsplit(" ", 1)[1].isdigit(), "the year stands on the same line"
    assert line.sizes == {14.0}
    assert line.italic
    assert line.light
    assert line.x1 < RIGHT + 0.5
    number = page.starting("Số")
    assert number.baseline == pytest.approx(line.baseline, abs=1)
    assert number.text.endswith("/KH-VHXH" if record is STATE else "-KH/ĐU")
    assert number.x1 + 1 < line.x0
    title = page.starting("CỘNG HÒA" if record is STATE else "ĐẢNG CỘNG SẢN")
    assert line.centre == pytest.approx(title.centre, abs=1)


@pytest.mark.parametrize("record", [STATE, PARTY], ids=["State", "Party"])
@pytest.mark.parametrize("day", ["2026-11-24", None], ids=["day", "none"])
def test_a_longer_line_breaks_behind_the_place_only(pages: Pages, record: dict[str, Any], day: str | None) -> None:
    page = dated(pages, record, LONG_PLACE, day)
    place = page.find(f"{LONG_PLACE},")
    date = next(line for line in page.lines if line.text.startswith("ngày"))
    assert " ".join(date.text.split()).startswith(DAYS[day] if day is None else "ngày 24 tháng 11 năm 2026")
    assert date.text.rsplit(" ", 1)[1].isdigit()
    assert 0 < date.baseline - place.baseline < 8
    for line in (place, date):
        assert line.sizes == {14.0}
        assert line.italic
        assert line.centre == pytest.approx(place.centre, abs=0.6)
    assert page.starting("Số").baseline == pytest.approx(place.baseline, abs=1)


def test_a_date_on_two_lines_leaves_the_number_whole(pages: Pages) -> None:
    page = dated(pages, STATE, LONG_PLACE, "2026-11-24")
    assert page.starting("Số").text == "Số: 07/KH-VHXH"
