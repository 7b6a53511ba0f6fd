"""Tables at the end of a body and tables in a row: lines of their own, and rows that stay with the signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.form.measure import Page, Upright
from tests.form.papers import PARTY, STATE, changed

pytestmark = pytest.mark.soffice
Pages = Callable[[Mapping[str, Any]], list[Page]]

LEFT, RIGHT = 30.0, 195.0
BOTH = pytest.mark.parametrize("record", [STATE, PARTY], ids=["State", "Party"])
OPENING = {"kieu": "doan", "noi_dung": "Cơ quan xây dựng kế hoạch như sau:"}
CLOSING = {"kieu": "doan", "noi_dung": "Trên đây là Kế hoạch của cơ quan."}
ROW = re.compile(r"^Rà soát (\d+)$")


def table(rows: int) -> dict[str, Any]:
    return {
        "kieu": "bang",
        "hang": [["TT", "Nội dung"], *([str(row), f"Rà soát {row}"] for row in range(1, rows + 1))],
    }


def rows_on(page: Page) -> list[int]:
    return [int(found[1]) for line in page.lines if (found := ROW.match(line.text))]


def tables_on(page: Page) -> list[list[Upright]]:
    """The vertical lines of each table on a page, which all stand at one height."""
    found: list[list[Upright]] = []
    for upright in sorted(page.uprights, key=lambda upright: upright.top):
        if found and upright.top < found[-1][0].bottom - 1:
            found[-1].append(upright)
        else:
            found.append([upright])
    return found


@BOTH
@pytest.mark.parametrize("rows", [10, 24, 31, 36])
def test_a_body_may_end_in_a_table(pages: Pages, record: dict[str, Any], rows: int) -> None:
    all_pages = pages(changed(record, noi_dung=[OPENING, table(rows)]))
    assert [row for page in all_pages for row in rows_on(page)] == list(range(1, rows + 1)), "nothing lost or twice"
    assert len(all_pages) == (1 if rows == 10 else 2)
    page = all_pages[-1]
    authority, label = page.starting("KT." if record is STATE else "T/M"), page.find("Nơi nhận:")
    assert page.starting("Ksor" if record is STATE else "Rơ Châm").baseline > authority.baseline
    assert len(rows_on(page)) >= 2, "rows stand with the signature"
    (lines,) = tables_on(page)
    bottom = max(upright.bottom for upright in lines)
    head = min(authority.baseline - 14 * 0.7 * 25.4 / 72, label.baseline - 14 * 0.7 * 25.4 / 72)
    assert bottom + 2 < head, "the foot stands clear of the table"
    last = page.find(f"Rà soát {rows}")
    frame = page.frame_around(last)
    assert frame.bottom == pytest.approx(bottom, abs=0.3), "the last row is closed"
    assert frame.x1 == pytest.approx(RIGHT, abs=0.6)
    below = [stroke for stroke in page.strokes if stroke.y > bottom + 0.5 and stroke.width > 25]
    assert not below, "no lines of the table in the foot"


@BOTH
@pytest.mark.parametrize("rows", [24, 31, 36])
def test_a_table_over_two_pages_is_closed_on_the_first_and_headed_on_the_second(
    pages: Pages, record: dict[str, Any], rows: int
) -> None:
    first, second = pages(changed(record, noi_dung=[OPENING, table(rows)]))
    for page in (first, second):
        head = page.find("Nội dung")
        assert head.bold
        (lines,) = tables_on(page)
        assert {round(upright.x) for upright in lines} >= {30, 195}
        drawn = [stroke.y for stroke in page.strokes if stroke.width > 100]
        bottom = max(upright.bottom for upright in lines)
        assert min(abs(y - bottom) for y in drawn) < 0.3, "a line below the last row of the page"
        assert page.frame_around(head).top == pytest.approx(min(upright.top for upright in lines), abs=0.3)
        assert bottom < 277.3
    assert second.find("Nội dung").baseline < 30


@BOTH
@pytest.mark.parametrize("closed", [True, False], ids=["text after", "nothing after"])
def test_two_tables_in_a_row_stay_two_with_their_own_columns(
    pages: Pages, record: dict[str, Any], closed: bool
) -> None:
    other = {"kieu": "bang", "hang": [["A", "B", "C"], *([f"a{row}", "x", "y"] for row in range(1, 5))]}
    content = [OPENING, table(4), other, *([CLOSING] if closed else [])]
    (page,) = pages(changed(record, noi_dung=content))
    upper, lower = tables_on(page)
    assert [len({round(upright.x) for upright in lines}) for lines in (upper, lower)] == [3, 4]
    assert max(upright.bottom for upright in upper) + 2 < min(upright.top for upright in lower)
    assert page.frame_around(page.find("Rà soát 4")).bottom == pytest.approx(upper[0].bottom, abs=0.3)
    assert page.frame_around(page.find("A")).top == pytest.approx(lower[0].top, abs=0.3)
    for lines in (upper, lower):
        assert min(upright.x for upright in lines) == pytest.approx(LEFT, abs=0.6)
        assert max(upright.x for upright in lines) == pytest.approx(RIGHT, abs=0.6)
    assert page.find("A").bold, "the second table has a header of its own"
    following = page.starting("Trên đây") if closed else page.find("Nơi nhận:")
    assert following.baseline - 14 * 0.9 * 25.4 / 72 > lower[0].bottom


@BOTH
def test_a_table_of_the_body_does_not_join_the_table_of_the_head(pages: Pages, record: dict[str, Any]) -> None:
    """The head is a table without lines: the lines of a table that opens the body begin below it."""
    (page,) = pages(changed(record, can_cu=[], noi_dung=[table(4), CLOSING]))
    (lines,) = tables_on(page)
    title = page.find("KẾ HOẠCH")
    assert min(upright.top for upright in lines) > title.baseline + 5
    assert len({round(upright.x) for upright in lines}) == 3


@pytest.mark.xfail(
    reason="a table that came from the page before gives no rows to the page of the signature", strict=True
)
@BOTH
@pytest.mark.parametrize("rows", [66, 69])
def test_rows_stand_with_the_signature_of_a_table_over_three_pages(
    pages: Pages, record: dict[str, Any], rows: int
) -> None:
    all_pages = pages(changed(record, noi_dung=[OPENING, table(rows)]))
    assert [row for page in all_pages for row in rows_on(page)] == list(range(1, rows + 1))
    assert all_pages[-1].find("Nơi nhận:")
    assert len(rows_on(all_pages[-1])) >= 2
