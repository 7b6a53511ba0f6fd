"""The list of an award proposal as blocks: one table with groups, numbered anew in each, and its closing line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from schemas.khen_thuong.awards import Proposed, fold, group_by_award
from schemas.khen_thuong.facts import CuocHop, DanhSach, column_names, day_of
from schemas.khen_thuong.rows import KINDS, CaNhan
from schemas.khen_thuong.wording import short_date
from service.rules.khen_thuong.load import khen_thuong_rules
from service.rules.khen_thuong.model import CheDoKhen, Wording
from service.rules.model import DateRule
from service.text.blocks import Table
from service.text.inline import escape_inline
from service.text.numbering import to_roman

Group = tuple[str, list[Proposed]]

NUMBER_HEADING = "TT"
GENDERS = {"nam": "Nam", "nu": "Nữ"}
# What a row may say and still be told in one line of the body.
LINE_FIELDS = ("chuc_vu", "chuc_vu_dang", "don_vi", "chi_bo", "dia_chi")
_MERGED = "<"


class ListBuilder:
    """Lays out the rows of one proposal."""

    def __init__(
        self,
        rows: Sequence[Proposed],
        layout: DanhSach,
        che_do: CheDoKhen,
        meeting: CuocHop | None,
        words: Wording,
        dates: DateRule,
    ) -> None:
        self._rows = rows
        self._layout = layout
        self._che_do = che_do
        self._meeting = meeting
        self._words = words
        self._dates = dates
        self.columns = list(layout.cot) or self._columns_with_values()

    @property
    def width(self) -> int:
        """How many columns the table has, number and name included."""
        return len(self.columns) + 2

    @property
    def left_out(self) -> list[str]:
        """Headings of columns that have values but were not chosen."""
        headings = column_names()
        return [headings[name] for name in self._columns_with_values() if name not in self.columns]

    def fits_lines(self) -> bool:
        """Whether every row can be told in one line of the body, all for one award."""
        return set(self._columns_with_values()) <= set(LINE_FIELDS) and not self._layout.cot

    def lines(self) -> list[str]:
        """Each row as a line: name, post, unit or address."""
        return [
            ", ".join([row.row.name, *(str(value) for name in LINE_FIELDS if (value := getattr(row.row, name, None)))])
            for row in self._rows
        ]

    def table(self) -> Table:
        """The table: heading row, then each group under its name where there is more than one."""
        headings = column_names()
        rows = [[NUMBER_HEADING, self._name_heading(), *(headings[name] for name in self.columns)]]
        groups = self._groups()
        for number, (title, members) in enumerate(groups, start=1):
            if len(groups) > 1 or self._layout.chia_theo != "loai":
                rows.append([f"**{to_roman(number)}**", f"**{escape_inline(title)}**", *[_MERGED] * len(self.columns)])
            rows += [self._row(place, row) for place, row in enumerate(members, start=1)]
        return Table(kieu="bang", so_dong_tieu_de=1, hang=tuple(map(tuple, rows)))

    def _row(self, place: int, row: Proposed) -> list[str]:
        name = row.row.name
        if row.posthumous and "hinh_thuc" not in self.columns:
            name += self._words.truy_tang
        return [str(place), escape_inline(name), *(escape_inline(self._cell(row, column)) for column in self.columns)]

    def _cell(self, row: Proposed, column: str) -> str:
        if column == "hinh_thuc":
            return f"{_capital(row.hinh_thuc)}{self._words.truy_tang if row.posthumous else ''}"
        value = getattr(row.row, column, None)
        if value is None:
            return ""
        match column:
            case "gioi_tinh":
                return GENDERS[value]
            case "ngay_sinh" | "ngay_vao_dang":
                return short_date(day_of(value), self._dates)
            case "ty_le_ldtt":
                return format(Decimal(str(value)).normalize(), "f").replace(".", ",")
            case "so_phieu":
                return f"{value}/{self._meeting.tong_thanh_vien}" if self._meeting else str(value)
            case _:
                return str(value)

    def _columns_with_values(self) -> list[str]:
        """Every column for which a row has a value; the award only where it is not the same for all or told apart."""
        awards = {(fold(row.hinh_thuc), row.posthumous) for row in self._rows}
        shown = []
        for name in column_names():
            if name == "hinh_thuc":
                if len(awards) > 1 and self._layout.chia_theo != "hinh_thuc":
                    shown.append(name)
            elif name == "don_vi" and self._layout.chia_theo == "don_vi":
                continue
            elif any(getattr(row.row, name, None) is not None for row in self._rows):
                shown.append(name)
        return shown

    def _groups(self) -> list[Group]:
        match self._layout.chia_theo:
            case "loai":
                names = khen_thuong_rules().doi_tuong[self._che_do]
                made = [(names[kind].nhom, [row for row in self._rows if row.kind == kind]) for kind in KINDS]
                return [(title, members) for title, members in made if members]
            case "hinh_thuc":
                return [
                    (_capital(f"truy tặng {award}" if dead else award), members)
                    for award, dead, members in group_by_award(self._rows)
                ]
            case "don_vi":
                return _grouped(self._rows, self._unit_of)

    def _unit_of(self, row: Proposed) -> str:
        unit = row.row.don_vi if isinstance(row.row, CaNhan) else None
        own = row.row.name if row.kind == "tap_the" else self._words.don_vi_khac
        return unit or row.row.dia_chi or own

    def _name_heading(self) -> str:
        names = khen_thuong_rules().doi_tuong[self._che_do]
        present = [kind for kind in KINDS if any(row.kind == kind for row in self._rows)]
        if len(present) == 1:
            return names[present[0]].cot_ten
        return _capital(", ".join(names[kind].dem for kind in present))


def _grouped(rows: Sequence[Proposed], name_of: Callable[[Proposed], str]) -> list[Group]:
    groups: dict[str, Group] = {}
    for row in rows:
        name = name_of(row)
        groups.setdefault(fold(name), (name, []))[1].append(row)
    return list(groups.values())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
