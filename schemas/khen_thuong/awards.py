"""Which award of the rules a row asks for, who receives it, and how rows make groups of one award."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from schemas.khen_thuong.rows import KINDS, AnyRow, CaNhan, Kind, TapThe
from service.rules.khen_thuong.load import khen_thuong_rules
from service.rules.khen_thuong.model import Award, CheDoKhen, DoiTuong

# The rows of a list ask for the same few awards, and are asked about it again and again.
REMEMBERED = 256
# Quotation marks say nothing of a name, nor do marks that end or part it; sỹ is another spelling of sĩ.
_MARKS = str.maketrans({**dict.fromkeys("“”\"'‘’"), **dict.fromkeys(".,;:()", " ")})


@dataclass(frozen=True)
class Proposed:
    """A row with its place in the input, its kind, and the award it asks for as written."""

    kind: Kind
    index: int
    row: AnyRow
    hinh_thuc: str

    @property
    def posthumous(self) -> bool:
        """Whether the receiver is dead."""
        return isinstance(self.row, CaNhan) and self.row.truy_tang


def proposed_rows(fields: dict[str, object], common: str | None) -> list[Proposed]:
    """Every row that is valid, in the order they are listed: collectives, households, persons."""
    return [
        Proposed(kind, index, row, row.hinh_thuc or common or "")
        for kind in KINDS
        for index, row in enumerate(_rows(fields.get(kind)))
    ]


def _rows(value: object) -> tuple[AnyRow, ...]:
    return value if isinstance(value, tuple) else ()


def fold(text: str) -> str:
    """A name for comparing: small letters, no quotation marks, single spaces."""
    return " ".join(text.translate(_MARKS).casefold().replace("sỹ", "sĩ").split())


def awards_named(text: str) -> tuple[Award, ...]:
    """The awards of all regimes whose words stand in a text, those with the longest words only."""
    return _awards_in(fold(text))


@lru_cache(maxsize=REMEMBERED)
def _awards_in(folded: str) -> tuple[Award, ...]:
    found = [
        (len(fold(words)), award)
        for award in khen_thuong_rules().hinh_thuc.values()
        for words in award.nhan_biet
        if _stands_in(words, folded)
    ]
    longest = max((length for length, _ in found), default=0)
    return tuple(award for length, award in found if length == longest)


def award_of(proposed: Proposed, che_do: CheDoKhen) -> Award | None:
    """The award of a regime that a row asks for; None for one the rules do not know.

    Of several of one name, that of the most years in a row that the row has reached.
    """
    years = proposed.row.so_nam_lien_tuc or 1
    fitting = [
        award for award in awards_named(proposed.hinh_thuc) if award.che_do == che_do and award.tu_so_nam <= years
    ]
    return max(fitting, key=lambda award: award.tu_so_nam, default=None)


def receiver_of(proposed: Proposed, che_do: CheDoKhen) -> DoiTuong:
    """The kind of receiver that the money table knows: a Party organisation at the base is one of its own."""
    if che_do == "dang" and isinstance(proposed.row, TapThe):
        starts = khen_thuong_rules().ten_to_chuc_co_so_dang.tu_ngu
        if fold(proposed.row.ten).startswith(tuple(fold(start) for start in starts)):
            return "to_chuc_co_so_dang"
    return proposed.kind


def printed_award(text: str) -> str:
    """An award as it is printed: a title of the law in quotation marks behind the word, a form as typed."""
    known = awards_named(text)
    if known and known[0].kieu == "danh_hieu" and fold(text) in {fold(known[0].ten), f"danh hiệu {fold(known[0].ten)}"}:
        return f"danh hiệu “{known[0].ten}”"
    return text


def distinct(texts: Iterable[str]) -> list[str]:
    """The texts in their order, each once, compared folded."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(fold(text), text)
    return list(first.values())


def group_by_award(rows: Iterable[Proposed]) -> Iterator[tuple[str, bool, list[Proposed]]]:
    """Rows of one award, those for the dead apart: award as printed, whether posthumous, the rows."""
    groups: dict[tuple[str, bool], list[Proposed]] = {}
    names: dict[str, str] = {}
    for proposed in rows:
        printed = printed_award(proposed.hinh_thuc)
        names.setdefault(fold(printed), printed)
        groups.setdefault((fold(printed), proposed.posthumous), []).append(proposed)
    for (key, posthumous), members in groups.items():
        yield names[key], posthumous, members


def _stands_in(words: str, folded: str) -> bool:
    """Whether these whole words stand in a text."""
    return f" {fold(words)} " in f" {folded} "
