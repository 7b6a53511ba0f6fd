"""Long lists of an award proposal on the finished page: headers, orientation, broken rows, numbers in groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.form.measure import Page, TextLine
from tests.form.papers import changed
from tests.khen_thuong.records import PARTY_AWARD, STATE_AWARD, people

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

BOTH = pytest.mark.parametrize("record", [STATE_AWARD, PARTY_AWARD], ids=["State", "Party"])
PERSONS, COLLECTIVES = 60, 20
TEAMS = [{"ten": f"Tổ {number}", "so_nguoi": 10 + number} for number in range(1, COLLECTIVES + 1)]
WIDE = {"gioi_tinh": "nam", "nam_sinh": 1980, "dan_toc": "Gia Rai", "chuc_vu": "Trưởng thôn", "thanh_tich": "Hiến đất"}
# What the Party's rules ask of every person and collective.
RATING = {"xep_loai": "Hoàn thành xuất sắc nhiệm vụ"}
MEMBER = {"danh_xung": "Ông", "chi_bo": "Chi bộ thôn 1", **RATING}


def persons(record: dict[str, Any], count: int, **fields: Any) -> list[dict[str, Any]]:
    """So many persons, with what the regime of the record asks for."""
    extra = MEMBER if record is PARTY_AWARD else {}
    return [{**one, "ho_ten": f"Siu {n}", **extra} for n, one in enumerate(people(count, **fields), start=1)]


def teams(record: dict[str, Any]) -> list[dict[str, Any]]:
    extra = {"so_dang_vien": 9, **RATING} if record is PARTY_AWARD else {}
    return [{**team, **extra} for team in TEAMS]


def list_pages(all_pages: list[Page]) -> list[Page]:
    """The pages of the list: from the one that says so to the end."""
    start = next(n for n, page in enumerate(all_pages) if any(line.text == "DANH SÁCH" for line in page.lines))
    return all_pages[start:]


def joined(page: Page) -> list[str]:
    """The text of each height of a page from left to right: a narrow column runs together with its neighbour."""
    rows: dict[float, list[TextLine]] = {}
    for line in page.lines:
        key = next((known for known in rows if abs(known - line.baseline) < 0.6), line.baseline)
        rows.setdefault(key, []).append(line)
    return [" ".join(line.text for line in sorted(row, key=lambda line: line.x0)) for _, row in sorted(rows.items())]


def numbered(printed: list[Page], name: str) -> list[tuple[int, int]]:
    """The number in the first column and the one in the name, for rows of one group."""
    pattern = re.compile(rf"^(\d+)\s*(?:Ông )?{name} (\d+)")
    found = (pattern.match(text) for page in printed for text in joined(page))
    return [(int(one[1]), int(one[2])) for one in found if one]


@BOTH
@pytest.mark.parametrize("fields", [{}, WIDE], ids=["portrait", "landscape"])
def test_a_long_list_repeats_its_header_and_counts_anew_in_each_group(
    pages: Pages, record: dict[str, Any], fields: dict[str, Any]
) -> None:
    layout = {} if fields else {"danh_sach": {"cot": ["don_vi", "xep_loai"]}}
    rows = {"ca_nhan": persons(record, PERSONS, **fields), "tap_the": teams(record)}
    printed = list_pages(pages(changed(record, **rows, **layout)))
    assert len(printed) >= 3
    for page in printed:
        head = page.find("TT")
        assert head.bold
        assert (page.width > page.height) is bool(fields), "more than six columns lie on their side"
        frame = page.frame_around(head)
        assert frame.x0 == pytest.approx(30, abs=0.6)
        assert max(upright.x for upright in page.uprights) == pytest.approx(page.width - 15, abs=0.6)
    assert all(page.find("TT").baseline < 30 for page in printed[1:]), "the header opens each further page"
    assert numbered(printed, "Tổ") == [(n, n) for n in range(1, COLLECTIVES + 1)]
    assert numbered(printed, "Siu") == [(n, n) for n in range(1, PERSONS + 1)]
    text = [line for page in printed for line in joined(page)]
    members = "Đảng viên" if record is PARTY_AWARD else "Cá nhân"
    groups = [line for line in text if re.match(r"^(I|II)\s*(Tập thể|Cá nhân|Đảng viên)$", line)]
    assert [line.removeprefix("II").removeprefix("I").strip() for line in groups] == ["Tập thể", members]
    assert text[-1].startswith(f"Danh sách có 20 tập thể, 60 {members.lower()}")


@pytest.mark.parametrize(("columns", "landscape"), [(6, False), (7, True)])
def test_a_list_lies_on_its_side_from_seven_columns_on(pages: Pages, columns: int, landscape: bool) -> None:
    names = ["don_vi", "gioi_tinh", "nam_sinh", "dan_toc", "chuc_vu"][: columns - 2]
    (page,) = list_pages(pages(changed(STATE_AWARD, ca_nhan=persons(STATE_AWARD, 6, **WIDE), danh_sach={"cot": names})))
    assert (page.width > page.height) is landscape
    assert len({round(upright.x) for upright in page.uprights}) == columns + 1


@BOTH
def test_a_row_longer_than_a_page_breaks_and_loses_nothing(pages: Pages, record: dict[str, Any]) -> None:
    told = {
        name: [f"{word}{number}" for number in range(1, 251)]
        for name, word in (("thanh_tich", "việc"), ("sang_kien", "kiến"), ("da_khen", "khen"))
    }
    rows = persons(record, 6)
    rows[3] |= {name: " ".join(words) for name, words in told.items()}
    printed = list_pages(pages(changed(record, ca_nhan=rows, danh_sach={"huong_giay": "ngang"})))
    for words in told.values():
        pattern = re.compile(rf"{words[0][:-1]}\d+")
        found = [word for page in printed for line in page.lines for word in pattern.findall(line.text)]
        assert found == words, "every word, once, in order"
    assert len([page for page in printed if any(re.search(r"việc\d", line.text) for line in page.lines)]) >= 2
    # Names may wrap beside three long columns, so they are counted, not read off the line of their number.
    assert sum("Siu" in line.text for page in printed for line in page.lines) == 6
    for page in printed:
        assert page.starting("TT").bold
        assert max(line.baseline for line in page.lines) < page.height - 20


@BOTH
def test_rows_that_fit_a_page_are_not_broken(pages: Pages, record: dict[str, Any]) -> None:
    merit = " ".join(f"việc{number}" for number in range(1, 61))
    printed = list_pages(pages(changed(record, ca_nhan=persons(record, 12, thanh_tich=merit))))
    assert len(printed) >= 2
    for page in printed:
        names = len([line for line in joined(page) if "Siu" in line])
        found = re.findall(r"việc\d+", " ".join(line.text for line in page.lines))
        assert len(found) == 60 * names, "each row is whole on its page"


def test_the_name_of_a_group_does_not_end_a_page(pages: Pages) -> None:
    printed = list_pages(pages(changed(STATE_AWARD, ca_nhan=persons(STATE_AWARD, PERSONS, **WIDE), tap_the=TEAMS)))
    for page in printed[:-1]:
        assert not joined(page)[-1].endswith(("Tập thể", "Cá nhân"))
