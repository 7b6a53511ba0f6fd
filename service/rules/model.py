"""What a rule set holds: frozen models that a TOML file must satisfy.

Keys are the Vietnamese legal nouns of the files themselves. Lengths end in `_mm`, type sizes and gaps are in
points. Every table carries `dieu_khoan`, the place of the law its values rest on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from service.rules.issuers import AuthorityRule, EndedTierRule, IssuersRule
from service.rules.values import (
    NOT_REGULATED,
    CitedRule,
    ComponentRule,
    Count,
    FixedWords,
    LengthRange,
    LineSpacing,
    MarkUnder,
    NotNegative,
    Positive,
    Rule,
    SizeChoice,
    ValueChoice,
    Word,
    holding,
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
DoKhan = Literal["khan", "thuong_khan", "hoa_toc"]
MucLienHe = Literal["dia_chi", "dien_thoai", "fax", "thu_dien_tu", "trang_thong_tin"]


class SmallSheetRule(CitedRule):
    """A smaller sheet, in millimetres, and the types of paper that may use it."""

    rong_mm: Positive
    cao_mm: Positive
    loai: tuple[Word, ...] = Field(min_length=1)


class PageRule(CitedRule):
    """Paper and margins in millimetres.

    `doi_xung`: on the back of a sheet printed on both sides the left and right margin change places. `kho_nho` is a
    smaller sheet that some types may use.
    """

    rong_mm: Positive
    cao_mm: Positive
    le_tren_mm: LengthRange
    le_duoi_mm: LengthRange
    le_trai_mm: LengthRange
    le_phai_mm: LengthRange
    doi_xung: bool = False
    kho_nho: SmallSheetRule | None = None


class FontRule(CitedRule):
    """The one font family and colour."""

    ten: Word
    mau: str = Field(pattern=r"^[0-9A-F]{6}$")


class PageNumberRule(CitedRule):
    """Where the page number stands and whether the first page shows it."""

    cach_mep_tren_mm: Positive
    trang_dau: bool


class HeadRule(CitedRule):
    """The two columns at the top of page 1, in millimetres, and the gaps around them, in points.

    `gian_dong_toi_da` is how far apart the lines within a column may be, in single lines; `None` where nothing is said.
    """

    cot_phai_mm: Positive
    cot_trai_toi_thieu_mm: Positive
    cach_hang_duoi_pt: NotNegative
    cach_ten_loai_pt: NotNegative
    cach_noi_dung_pt: NotNegative
    noi_co_quan: str | None = None
    gian_dong_toi_da: Positive | None = None


class DrawnLineRule(CitedRule):
    """Thickness of a drawn rule and its distance to the text, in points."""

    day_pt: Positive
    cach_chu_pt: NotNegative


class TableRule(CitedRule):
    """Tables of the body: cell padding, border, gap after."""

    dem_o_mm: NotNegative
    dem_tren_duoi_mm: NotNegative
    ke_pt: Positive
    cach_sau_pt: NotNegative


class FootRule(CitedRule):
    """The signature block and the recipients beside it."""

    cot_trai_mm: Positive
    khoang_ky_mm: LengthRange
    cach_tren_pt: NotNegative
    dong_di_cung: Count
    cach_khoi_ky_pt: NotNegative
    rong_ghi_chu_mm: Positive
    ben_chu_tri: Literal["trai", "phai"]


class AnnexRule(CitedRule):
    """Label, numbering and reference line of annexes; a number is given from `so_tu` annexes on.

    A label in `nhan_la_ten` is itself the name of what is annexed: it is printed in capitals, and the title under it
    as a subject is, not in capitals.
    """

    chu_so: Literal["la_ma", "a_rap"]
    nhan: Word
    kem_theo: Annotated[str, holding("ten_loai", "so_ky_hieu", "ngay", "co_quan")]
    so_tu: Count
    gach_duoi: str | None = None
    nhan_la_ten: tuple[Word, ...] = ()


class NumberRule(CitedRule):
    """How number and symbol are put together; `cho_trong` blanks stand for an absent number.

    `dang_don_vi` is the form with the drafting unit, of a type without abbreviation; without it there is no such form.
    """

    dang: Annotated[str, holding("so", "loai", "co_quan")]
    dang_khong_loai: Annotated[str, holding("so", "co_quan")]
    dang_don_vi: Annotated[str, holding("so", "co_quan", "don_vi")] | None = None
    dang_co_san: Annotated[str, holding("so_ky_hieu")]
    noi_co_quan: Word
    chu_so_toi_thieu: Count
    cho_trong: Count


class DateRule(CitedRule):
    """How place and date are written; a day and a month below these bounds get a leading zero."""

    dang: Annotated[str, holding("dia_danh", "ngay", "thang", "nam")]
    dang_trong_cau: Annotated[str, holding("ngay", "thang", "nam")]
    them_khong_ngay_duoi: Annotated[int, Field(ge=1, le=10)]
    them_khong_thang_duoi: Annotated[int, Field(ge=1, le=10)]
    cho_trong: Count


class WordingRule(CitedRule):
    """Fixed words and punctuation.

    The filing line begins with `luu_mo_dau`; `loi_quyet_dinh` are the words between grounds and articles, by type.
    """

    trich_yeu_cong_van: str
    can_cu_truoc: str
    can_cu_giua: Word
    can_cu_cuoi: Word
    can_cu_mo_dau: tuple[Word, ...] = Field(min_length=1)
    nhu_tren: Word
    noi_nhan_truoc: str
    noi_nhan_giua: Word
    noi_nhan_cuoi: Word
    muc_con_truoc: str
    luu: Word
    luu_mo_dau: str = ""
    luu_khong_ghi: tuple[Word, ...] = ()
    ket_thuc: Word
    giu_chu_hoa: tuple[Word, ...] = ()
    loi_quyet_dinh: dict[str, Word] = Field(default_factory=dict)


class AddresseeRule(CitedRule):
    """The word before the addressees, their marks, and where the block stands.

    `mot_noi_cung_dong`: a single addressee stands on the line of the word, without dash. `duoi_hai_cham`: dashes
    stand under the colon of the word; else the word and the block below it are each set in the middle.
    """

    tu: Word
    mot_noi_cung_dong: bool
    mot_noi_cuoi: str
    truoc: str
    giua: Word
    cuoi: Word
    duoi_hai_cham: bool
    thut_toi_thieu_mm: NotNegative


class UrgencyBox(Rule):
    """The box drawn around a degree of urgency: width by degree, height, and the gap above and below the word."""

    dem_pt: Annotated[int, Field(ge=0, le=31)]
    rong_mm: dict[DoKhan, Positive]
    cao_mm: Positive


class UrgencyRule(CitedRule):
    """The words for the degrees of urgency, and the box around them where there is one."""

    chu: dict[DoKhan, FixedWords]
    khung: UrgencyBox | None = None

    @model_validator(mode="after")
    def _every_degree(self) -> Self:
        degrees = set(get_args(DoKhan))
        if set(self.chu) != degrees or (self.khung and set(self.khung.rong_mm) != degrees):
            raise ValueError(f"phải có đủ: {', '.join(get_args(DoKhan))}")
        return self


class StampRule(CitedRule):
    """Words that stand on a line of their own beside the components, and how they look where the law says so.

    `khung`: in a box of a single line. `cach_mep_tren_mm`: how far from the upper edge of page 1, at the right.
    """

    chu: tuple[Word, ...] = Field(min_length=1)
    co_chu: SizeChoice | None = None
    chu_hoa: bool = False
    dam: bool = False
    nghieng: bool = False
    khung: bool = False
    cach_mep_tren_mm: Positive | None = None


class DecimalRule(CitedRule):
    """The sign that parts decimals."""

    dau: Word


class DrafterRule(CitedRule):
    """How the drafter's code and the number of copies are put together."""

    dang: Annotated[str, holding("ky_hieu", "so_ban")]
    dang_khong_so_ban: Annotated[str, holding("ky_hieu")]


class ContactRule(CitedRule):
    """Where the issuer's contact stands, the items of each line, the word before each, and what parts and ends them.

    `chan_trang_dau`: at the foot of page 1, so far from the edge; `sau_chu_ky`: below the signature.
    """

    vi_tri: Literal["chan_trang_dau", "sau_chu_ky"]
    cach_mep_duoi_mm: Positive | None = None
    dong: tuple[tuple[MucLienHe, ...], ...]
    dau_muc: dict[MucLienHe, str]
    noi: Word
    ket_thuc: str

    @model_validator(mode="after")
    def _complete(self) -> Self:
        items = get_args(MucLienHe)
        if set(self.dau_muc) != set(items) or sorted(name for line in self.dong for name in line) != sorted(items):
            raise ValueError(f"dau_muc và dong phải có đủ: {', '.join(items)}, mỗi mục một lần")
        if self.vi_tri == "chan_trang_dau" and self.cach_mep_duoi_mm is None:
            raise ValueError("thiếu cach_mep_duoi_mm")
        return self


class MarkRule(CitedRule):
    """Marks of list levels; the first Roman style is the default, an office may choose another of them.

    `so_phan_chuong`: how Phần and Chương are numbered, in Roman numerals or words. `dieu_co_tieu_de`: the types of
    paper whose articles all have a title.
    """

    la_ma: tuple[Literal["I.", "I-"], ...] = Field(min_length=1)
    so_phan_chuong: tuple[Literal["la_ma", "chu"], ...] = Field(min_length=1)
    dieu_co_tieu_de: tuple[Word, ...] = ()


class CitingRule(CitedRule):
    """How papers are cited: instruments named without number, and types that are cited beside those of the regime."""

    khong_so: tuple[Word, ...]
    loai_khac: tuple[Word, ...]


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
