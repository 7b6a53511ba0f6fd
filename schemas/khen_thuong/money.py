"""Bonus money of an award round: coefficient × base salary of the decision's day, rounded up as the decree says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from schemas.khen_thuong.awards import Proposed, award_of, fold, printed_award, receiver_of
from schemas.khen_thuong.facts import KinhPhi, day_of
from schemas.khen_thuong.receivers import same_receiver
from schemas.relation import Fields, Relation
from service.rules.khen_thuong.load import base_salary_on, khen_thuong_rules
from service.rules.khen_thuong.model import CheDoKhen, DoiTuong


@dataclass(frozen=True)
class BonusLine:
    """Receivers of one award and kind: how many are paid and how much each, in đồng."""

    hinh_thuc: str
    doi_tuong: DoiTuong
    so_luong: int
    muc: int

    @property
    def total(self) -> int:
        """What all of them get."""
        return self.so_luong * self.muc


def bonus(coefficient: float, salary: int, unit: int) -> int:
    """One bonus in đồng, rounded up to a multiple of `unit`. Nghị định 152/2025, Điều 49."""
    exact = Decimal(str(coefficient)) * salary
    return int((exact / unit).to_integral_value(ROUND_CEILING)) * unit


def decision_day(money: KinhPhi, paper: date) -> date:
    """The day whose base salary and table hold."""
    return day_of(money.ngay_quyet_dinh) if money.ngay_quyet_dinh else paper


def paid_rows(rows: Sequence[Proposed], money: KinhPhi, che_do: CheDoKhen, day: date) -> list[Proposed]:
    """The rows that are paid: of several titles of one receiver only the highest. Nghị định 152/2025, Điều 49."""

    def worth(row: Proposed) -> float:
        return coefficient_of(row, money, che_do, day) or 0.0

    titles = [row for row in rows if (award := award_of(row, che_do)) and award.kieu == "danh_hieu"]
    unpaid = {
        id(row)
        for place, row in enumerate(titles)
        for other_place, other in enumerate(titles)
        if row is not other and same_receiver(row, other) and (worth(other), -other_place) > (worth(row), -place)
    }
    return [row for row in rows if id(row) not in unpaid]


def coefficient_of(row: Proposed, money: KinhPhi, che_do: CheDoKhen, day: date) -> float | None:
    """The coefficient of a row: the office's own, else the table's where it holds on that day; None if unknown.

    An award that the table knows without any money counts 0.
    """
    receiver = receiver_of(row, che_do)
    for own in money.he_so:
        if fold(own.hinh_thuc) == fold(row.hinh_thuc) and own.doi_tuong == receiver:
            return own.he_so
    award = award_of(row, che_do)
    if award is None or day < khen_thuong_rules().tien_thuong[che_do].tu:
        return None
    return award.he_so.get(receiver) if award.he_so else 0.0


def check_money(rows: Sequence[Proposed], fields: Fields, paper: date) -> list[Relation]:
    """Money can be computed: a base salary of the day is known, and a coefficient for every row."""
    money: KinhPhi | None = fields.get("kinh_phi")
    if money is None:
        return []
    che_do: CheDoKhen = fields["che_do_khen"]
    day = decision_day(money, paper)
    if money.luong_co_so is None and base_salary_on(day) is None:
        sentence = "Chương trình không có mức lương cơ sở của ngày này. Hãy ghi luong_co_so"
        return [Relation(("kinh_phi", "luong_co_so"), "luong-co-so-khong-co", sentence)]
    names = khen_thuong_rules().doi_tuong[che_do]
    missing = {
        (fold(row.hinh_thuc), receiver_of(row, che_do)): row
        for row in reversed(rows)
        if row.hinh_thuc and coefficient_of(row, money, che_do, day) is None
    }
    return [
        Relation(
            ("kinh_phi", "he_so"),
            "he-so-khong-co",
            f"Không có hệ số tiền thưởng cho {row.hinh_thuc} ({names[row.kind].dem}) vào ngày quyết định. Hãy ghi "
            "vào kinh_phi.he_so, hoặc bỏ kinh_phi",
        )
        for row in reversed(missing.values())
    ]


def bonus_lines(rows: Sequence[Proposed], money: KinhPhi, che_do: CheDoKhen, paper: date) -> list[BonusLine]:
    """The money of every award and kind of receiver, in the order of the list; those without money are left out."""
    day = decision_day(money, paper)
    salary = money.luong_co_so or base_salary_on(day) or 0
    unit = khen_thuong_rules().tien_thuong[che_do].lam_tron
    counts: dict[tuple[str, DoiTuong, int], int] = {}
    for row in paid_rows(rows, money, che_do, day):
        coefficient = coefficient_of(row, money, che_do, day) or 0.0
        key = (printed_award(row.hinh_thuc), receiver_of(row, che_do), bonus(coefficient, salary, unit))
        counts[key] = counts.get(key, 0) + 1
    return [BonusLine(*key[:2], count, key[2]) for key, count in counts.items() if key[2]]
