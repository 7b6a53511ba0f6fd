"""What the commendation rules hold: frozen models that `khen_thuong.toml` must satisfy.

Coefficients are multiples of the base salary; money is in đồng; shares of votes are fractions `tu`/`mau`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from service.rules.model import CitedRule, Khoi, Rule
from service.rules.values import Word

CheDoKhen = Literal["nha_nuoc", "dang"]
DoiTuong = Literal["tap_the", "ho_gia_dinh", "ca_nhan", "to_chuc_co_so_dang"]
CapQuyetDinh = Literal["xa", "tinh", "trung_uong"]
Coefficient = Annotated[float, Field(gt=0)]


class Period(CitedRule):
    """Something in force from `tu` to `den`, both included."""

    tu: date
    den: date | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.den is not None and self.den < self.tu:
            raise ValueError("den trước tu")
        return self

    def in_force_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.tu <= day and (self.den is None or day <= self.den)


class Ground(Period):
    """A legal ground of a regime, written as a paper of a family of issuers cites it."""

    che_do: CheDoKhen
    nha_nuoc: Word
    dang: Word

    def text(self, khoi: Khoi) -> str:
        """The ground without its opening word."""
        return self.nha_nuoc if khoi == "nha_nuoc" else self.dang


class DeadInstrument(CitedRule):
    """An instrument that may no longer be cited as a ground from `tu` on, and what stands in its place."""

    so_hieu: Word
    tu: date
    thay_bang: Word


class NeededMention(CitedRule):
    """What a list of grounds of a regime should mention from `tu` on."""

    che_do: CheDoKhen
    nhac_den: Word
    tu: date
    ten: Word


class BaseSalary(Period):
    """The monthly base salary in đồng."""

    muc: Annotated[int, Field(gt=0)]


class Share(Rule):
    """A share of the members; `hon` asks for more than it, not for as much."""

    tu: Annotated[int, Field(ge=1)]
    mau: Annotated[int, Field(ge=1)]
    hon: bool = False

    @model_validator(mode="after")
    def _at_most_all(self) -> Self:
        if self.tu > self.mau:
            raise ValueError("tu không được lớn hơn mau")
        return self

    def needed_of(self, members: int) -> int:
        """The fewest votes that reach the share of so many members."""
        exact = Fraction(self.tu * members, self.mau)
        return exact.__floor__() + 1 if self.hon else exact.__ceil__()


class Award(CitedRule):
    """A title or form of award.

    `nhan_biet` are the words it is known by in small letters; `he_so` the bonus by receiver; `tu_so_nam` is the
    fewest years in a row it stands for; `phieu_kin` the share of a secret ballot it needs, `ty_le_ldtt` the least
    percentage of members with the yearly title, `can_danh_hieu` the award one must have in the same year,
    `xep_loai` the ratings one of which a given rating must name; `dong_tu` is what is done with the award.
    """

    ten: Word
    che_do: CheDoKhen
    kieu: Literal["danh_hieu", "hinh_thuc"]
    nhan_biet: tuple[Word, ...] = Field(min_length=1)
    doi_tuong: tuple[DoiTuong, ...] = Field(min_length=1)
    cap: CapQuyetDinh
    he_so: dict[DoiTuong, Coefficient] = Field(default_factory=dict)
    tu_so_nam: Annotated[int, Field(ge=1)] = 1
    phieu_kin: Share | None = None
    ty_le_ldtt: Annotated[int, Field(ge=0, le=100)] | None = None
    can_sang_kien: bool = False
    can_danh_hieu: str | None = None
    dong_tu: Word = "tặng"
    xep_loai: tuple[Word, ...] = ()

    @model_validator(mode="after")
    def _pays_its_receivers(self) -> Self:
        if unknown := self.he_so.keys() - set(self.doi_tuong):
            raise ValueError(f"he_so có đối tượng không nằm trong doi_tuong: {', '.join(sorted(unknown))}")
        return self


class MoneyRule(CitedRule):
    """How a bonus is computed: rounded up to `lam_tron` đồng, by a table that holds from `tu` on."""

    lam_tron: Annotated[int, Field(ge=1)]
    tu: date


class VoteRule(CitedRule):
    """Shares that hold where neither the award nor the office says another."""

    bieu_quyet: Share
    du_hop: Share


class ListRule(CitedRule):
    """When a list leaves the body and when it lies on its side; the label of its page."""

    so_dong_trong_bai: Annotated[int, Field(ge=0)]
    so_cot_doc: Annotated[int, Field(ge=1)]
    nhan: Word


class LevelRule(CitedRule):
    """What the levels that decide are called, and the words by which one of a commune is known."""

    xa: Word
    tinh: Word
    trung_uong: Word
    chu_cap_xa: tuple[Word, ...] = Field(min_length=1)

    def name_of(self, cap: CapQuyetDinh) -> str:
        """The name of a level."""
        return {"xa": self.xa, "tinh": self.tinh, "trung_uong": self.trung_uong}[cap]


class AgeRule(CitedRule):
    """Ages in years that make a date of birth doubtful (`tu_tuoi`), and one nobody has (`den_tuoi`)."""

    tu_tuoi: int
    den_tuoi: int


class Column(Rule):
    """A column of the list: the field it shows and its heading."""

    truong: Word
    ten: Word


class KindWords(Rule):
    """What the receivers of one kind are called: in a count, as a heading, over the column of names.

    `rieng` is the word they are counted by where all their names begin with it.
    """

    dem: Word
    nhom: Word
    cot_ten: Word
    rieng: str | None = None


class Wording(Rule):
    """Phrases of the made text in one family of papers, with the places that facts fill."""

    trich_yeu: Word
    mo_dau: Word
    mo_dau_khong_hop: Word
    thanh_vien: Word
    danh_sach_sau: Word
    danh_sach_kem: Word
    ho_so: Word
    thanh_vien_tan_thanh: Word
    kinh_phi: Word
    ket: Word
    bang_chu: Word
    truoc_ngay: str
    ten_danh_sach: Word
    dong_tong: Word
    bien_ban_so: Word
    bien_ban: Word
    ky_nam: Word
    ky_nam_hoc: Word
    ky_giai_doan: Word
    gui_rieng: Word
    truy_tang: Word
    nguoi_lap: Word
    don_vi_khac: Word


class CitedWords(CitedRule):
    """A list of words with its citation."""

    tu_ngu: tuple[Word, ...] = Field(min_length=1)
    tu: date | None = None


class KhenThuongRules(CitedRule):
    """Everything the proposal of awards is made and checked by."""

    can_cu: tuple[Ground, ...]
    het_hieu_luc: tuple[DeadInstrument, ...]
    can_nhac: tuple[NeededMention, ...]
    luong_co_so: tuple[BaseSalary, ...] = Field(min_length=1)
    tien_thuong: dict[CheDoKhen, MoneyRule]
    bieu_quyet: VoteRule
    danh_sach: ListRule
    cap_quyet_dinh: LevelRule
    tuoi: AgeRule
    don_vi_da_bo: CitedWords
    ten_to_chuc_co_so_dang: CitedWords
    tap_the_ky: CitedWords
    ten_viet_tat: CitedWords
    xep_loai_khong_dat: CitedWords
    hinh_thuc: dict[str, Award]
    cot: tuple[Column, ...]
    doi_tuong: dict[CheDoKhen, dict[DoiTuong, KindWords]]
    cau_chu: dict[Khoi, Wording]

    @model_validator(mode="after")
    def _needed_awards_exist(self) -> Self:
        for name, award in self.hinh_thuc.items():
            if award.can_danh_hieu is not None and award.can_danh_hieu not in self.hinh_thuc:
                raise ValueError(f"hinh_thuc.{name}.can_danh_hieu không có: {award.can_danh_hieu}")
        return self

    @model_validator(mode="after")
    def _salaries_follow_each_other(self) -> Self:
        for day in (salary.tu for salary in self.luong_co_so):
            if sum(salary.in_force_on(day) for salary in self.luong_co_so) != 1:
                raise ValueError(f"ngày {day} có không đúng một mức lương cơ sở")
        return self
