"""What a rule set holds: frozen models that a TOML file must satisfy; the contract of everybody who reads rules.

Keys are the Vietnamese legal nouns of the files themselves. Lengths end in `_mm`, type sizes and gaps are in
points. Every table carries `dieu_khoan`, the place of the law its values rest on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from service.rules.issuers import AuthorityRule, EndedTierRule, IssuersRule
from service.rules.sheet import (
    DrawnLineRule,
    FontRule,
    FootRule,
    HeadRule,
    PageNumberRule,
    PageRule,
    TableRule,
)
from service.rules.stamps import DoKhan, StampRule, UrgencyRule
from service.rules.values import (
    NOT_REGULATED,
    CitedRule,
    ComponentRule,
    FixedWords,
    LengthRange,
    LineSpacing,
    MarkUnder,
    Rule,
    SizeChoice,
    ValueChoice,
    Word,
)
from service.rules.words import (
    AddresseeRule,
    AnnexRule,
    CitingRule,
    ContactRule,
    DateRule,
    DecimalRule,
    DrafterRule,
    MarkRule,
    MucLienHe,
    NumberRule,
    WordingRule,
)

# What a rule set is made of is part of its model: readers of rules import from here alone.
__all__ = [
    "NOT_REGULATED", "AddresseeRule", "CitedRule", "ComponentRule", "ContactRule", "DateRule", "DoKhan", "FixedWords",
    "Khoi", "LengthRange", "LineSpacing", "MarkUnder", "MucLienHe", "PageRule", "QuyenHanKy", "Rule", "RuleSet",
    "SizeChoice", "StampRule", "TypeRule", "ValueChoice",
]  # fmt: skip

Khoi = Literal["nha_nuoc", "dang"]
QuyenHanKy = Literal["TM", "KT", "TL", "TUQ", "Q"]
KinhGuiRule = Literal["bat_buoc", "tuy_chon", "cam"]


class SigningRule(CitedRule):
    """Printed forms of signing authority, and which titles go together.

    `truoc_chuc_vu_pho` makes the deputy's title of a head's; `cap_pho` names the heads whose deputies are called
    otherwise. Nobody signs for the posts in `cap_uy`; those in `chuc_vu_khong_kem_ten` stand without a body's name.
    `tap_the_can_ky_thay`: a deputy who signs for a collective body names its head too; for a body in
    `tap_the_khong_chuc_vu` the name alone signs. A second post stands above the signature, behind the word
    `noi_chuc_vu_khac`, or with `chuc_vu_khac_duoi_chu_ky` between signature and name. `khong_ghi_truoc_ten` are
    degrees and ranks that a name does not bear, `muc_khong_ghi` how grave one is. `tap_the_co_quan` tells how the
    names of the issuers begin for which a collective body signs.
    """

    truoc_chuc_vu_pho: Word
    tap_the_can_ky_thay: bool
    tap_the_khong_chuc_vu: tuple[Word, ...] = ()
    quyen_han: dict[QuyenHanKy, Word] = Field(min_length=1)
    cap_pho: dict[str, tuple[Word, ...]] = Field(default_factory=dict)
    cap_uy: tuple[Word, ...] = ()
    chuc_vu_khong_kem_ten: tuple[Word, ...] = ()
    chuc_vu_khac_duoi_chu_ky: bool
    noi_chuc_vu_khac: str = ""
    khong_ghi_truoc_ten: tuple[Word, ...] = ()
    muc_khong_ghi: Literal["error", "warning"]
    tap_the_co_quan: dict[str, tuple[Word, ...]] = Field(default_factory=dict)


class TypeRule(Rule):
    """One type of paper: its name, abbreviation, whether it is addressed, bears a date and a subject.

    `viet_tat_khac` are abbreviations that papers of the time bear too.
    """

    ten: Word
    viet_tat: str
    viet_tat_khac: tuple[Word, ...] = ()
    in_ten: bool = True
    co_ngay: bool = True
    co_trich_yeu: bool = True
    kinh_gui: KinhGuiRule = "cam"
    tu_kinh_gui: Word | None = None


class TypesRule(CitedRule):
    """All types of a regime, by identifier; in the file they stand beside `dieu_khoan`."""

    loai: dict[str, TypeRule] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, table: object) -> object:
        if not isinstance(table, dict):
            return table
        cited = {"dieu_khoan": table["dieu_khoan"]} if "dieu_khoan" in table else {}
        return {**cited, "loai": {key: value for key, value in table.items() if key != "dieu_khoan"}}


# Components that every rule set must define, whatever its family, and those that only one family has.
COMMON_COMPONENTS = (
    "ten_cap_tren", "ten_co_quan", "so_ky_hieu", "dia_danh_ngay", "ten_loai", "trich_yeu", "can_cu", "than",
    "nhan_phan", "ten_phan", "nhan_muc", "ten_muc", "dieu", "la_ma", "chu_hoa", "so", "so_nho", "tieu_de_tron",
    "trich", "bang", "ten_bang", "don_vi_bang", "chu_thich", "quyen_han", "chuc_vu", "chuc_vu_khac", "ho_ten",
    "nhan_noi_nhan", "noi_nhan", "so_trang", "nhan_phu_luc", "ten_phu_luc", "kem_theo", "trich_yeu_cong_van",
    "do_khan", "nhan_kinh_gui", "kinh_gui", "nguoi_soan_thao", "lien_he",
)  # fmt: skip
FAMILY_COMPONENTS: Mapping[Khoi, tuple[str, ...]] = {
    "nha_nuoc": ("quoc_hieu", "tieu_ngu"),
    "dang": ("tieu_de_dang", "dau_sao", "gach_trich_yeu"),
}
# Components that print words of their own.
WORDED_COMPONENTS = ("quoc_hieu", "tieu_ngu", "tieu_de_dang", "nhan_noi_nhan")


class RuleSet(CitedRule):
    """One regime of form, in force from `hieu_luc_tu` to `hieu_luc_den` (both included)."""

    id: Word
    ten: Word
    khoi: Khoi
    hieu_luc_tu: date
    hieu_luc_den: date | None = None
    ke_thua: str | None = None
    trang: PageRule
    phong_chu: FontRule
    so_trang: PageNumberRule
    dau_trang: HeadRule
    ke: DrawnLineRule
    bang: TableRule
    chan_trang: FootRule
    phu_luc: AnnexRule
    so_ky_hieu: NumberRule
    ngay_thang: DateRule
    cau_chu: WordingRule
    kinh_gui: AddresseeRule
    do_khan: UrgencyRule
    nguoi_soan_thao: DrafterRule
    lien_he: ContactRule
    danh_dau: MarkRule
    vien_dan: CitingRule
    ky: SigningRule
    loai: TypesRule
    thanh_phan: dict[str, ComponentRule]
    chuong_trinh: CitedRule
    pham_vi: StampRule | None = None
    du_thao: StampRule | None = None
    do_mat: StampRule | None = None
    ban_sao: StampRule | None = None
    thap_phan: DecimalRule | None = None
    viet_hoa: dict[str, CitedRule] = Field(default_factory=dict)
    co_quan: IssuersRule | None = None
    tham_quyen: AuthorityRule | None = None
    cap_da_bo: EndedTierRule | None = None

    @model_validator(mode="after")
    def _components_complete(self) -> Self:
        wanted = (*COMMON_COMPONENTS, *FAMILY_COMPONENTS[self.khoi])
        if missing := [name for name in wanted if name not in self.thanh_phan]:
            raise ValueError(f"thiếu thành phần: {', '.join(missing)}")
        if unknown := [name for name in self.thanh_phan if name not in wanted]:
            raise ValueError(f"không có thành phần: {', '.join(unknown)}")
        if wordless := [name for name in WORDED_COMPONENTS if name in wanted and self.thanh_phan[name].chu is None]:
            raise ValueError(f"thành phần thiếu chu: {', '.join(wordless)}")
        than = self.thanh_phan["than"]
        if than.gian_dong is None or than.thut_dau_dong_mm is None:
            raise ValueError("thanh_phan.than phải có gian_dong và thut_dau_dong_mm")
        return self

    @model_validator(mode="after")
    def _period_runs_forward(self) -> Self:
        if self.hieu_luc_den is not None and self.hieu_luc_den < self.hieu_luc_tu:
            raise ValueError("hieu_luc_den trước hieu_luc_tu")
        return self

    def in_force_on(self, day: date) -> bool:
        """Whether papers of this date follow this rule set."""
        return self.hieu_luc_tu <= day and (self.hieu_luc_den is None or day <= self.hieu_luc_den)

    def citation(self, rule: CitedRule) -> str:
        """A citation a person can look up: the instrument and the place in it."""
        if rule is self or not rule.regulated:
            return rule.dieu_khoan
        return f"{self.ten}, {rule.dieu_khoan}"
