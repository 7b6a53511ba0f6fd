"""Who is who among the rows of an award proposal: namesakes are told apart by number, birth, unit or address."""

from __future__ import annotations

from schemas.khen_thuong.awards import Proposed, fold
from schemas.khen_thuong.facts import day_of
from schemas.khen_thuong.rows import AnyRow, CaNhan, HoGiaDinh


def own_name(row: AnyRow) -> str:
    """The name alone, without a form of address."""
    if isinstance(row, CaNhan):
        return row.ho_ten
    return row.ten_chu_ho if isinstance(row, HoGiaDinh) else row.ten


def same_receiver(one: Proposed, other: Proposed) -> bool:
    """Whether two rows are of one receiver: one name, and nothing both say tells them apart."""
    if one.kind != other.kind or fold(own_name(one.row)) != fold(own_name(other.row)):
        return False
    for name in ("cccd", "don_vi", "dia_chi", "chi_bo"):
        first, second = getattr(one.row, name, None), getattr(other.row, name, None)
        if first and second and fold(first) != fold(second):
            return False
    if isinstance(one.row, CaNhan) and isinstance(other.row, CaNhan):
        return _born_alike(one.row, other.row)
    return True


def _born_alike(one: CaNhan, other: CaNhan) -> bool:
    if one.ngay_sinh and other.ngay_sinh:
        return one.ngay_sinh == other.ngay_sinh
    years = [row.nam_sinh or (day_of(row.ngay_sinh).year if row.ngay_sinh else None) for row in (one, other)]
    return None in years or years[0] == years[1]
