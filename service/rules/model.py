"""What a rule set holds: frozen models that a TOML file must satisfy.

Keys are the Vietnamese legal nouns of the files themselves. Lengths end in `_mm`, type sizes and gaps are in
points. Every table carries `dieu_khoan`, the place of the law its values rest on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Khoi = Literal["nha_nuoc", "dang"]
QuyenHanKy = Literal["TM", "KT", "TL", "TUQ", "Q"]
KinhGuiRule = Literal["bat_buoc", "tuy_chon", "cam"]

# A citation that begins so names no place of the law: the law is silent and the value is this program's choice.
NOT_REGULATED = "Không quy định"

Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=1)]
Word = Annotated[str, Field(min_length=1)]


def _holding(*names: str) -> AfterValidator:
    """A check that a form holds exactly these `{names}`, each once and plain."""

    def check(form: str) -> str:
        found = [name for _, name, spec, conversion in Formatter().parse(form) if name is not None]
        plain = all(not spec and not conversion for _, _, spec, conversion in Formatter().parse(form))
        if sorted(found) != sorted(names) or not plain:
            raise ValueError(f"phải có đúng các chỗ điền: {', '.join(f'{{{name}}}' for name in names)}")
        return form

    return AfterValidator(check)


class Rule(BaseModel):
    """What all rule models share: nothing unknown, nothing of another type than the file should hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class CitedRule(Rule):
    """A table with its citation."""

    dieu_khoan: str = Field(min_length=3)

    @property
    def regulated(self) -> bool:
        """Whether the values rest on the law and not on this program's choice."""
        return not self.dieu_khoan.startswith(NOT_REGULATED)


class LengthRange(Rule):
    """From–to with a default, in the unit its key names."""

    tu: NotNegative
    den: NotNegative
    mac_dinh: NotNegative

    @model_validator(mode="after")
    def _default_within(self) -> Self:
        if not self.tu <= self.mac_dinh <= self.den:
            raise ValueError("mac_dinh phải nằm giữa tu và den")
        return self

    def allows(self, value: float) -> bool:
        """Whether the law lets an office choose this value."""
        return self.tu <= value <= self.den


class ValueChoice(Rule):
    """Single values that are allowed, with a default."""

    cho_phep: tuple[Positive, ...] = Field(min_length=1)
    mac_dinh: float

    @model_validator(mode="after")
    def _default_allowed(self) -> Self:
        if self.mac_dinh not in self.cho_phep:
            raise ValueError("mac_dinh phải là một giá trị trong cho_phep")
        return self

    def allows(self, value: float) -> bool:
        """Whether the law lets an office choose this value."""
        return value in self.cho_phep


class SizeChoice(ValueChoice):
    """Type sizes in points; `bo` are the sizes of set A and B, `theo` a component whose choice is followed."""

    bo: dict[Literal["A", "B"], float] = {}
    theo: Literal["than"] | None = None

    @model_validator(mode="after")
    def _sets_allowed(self) -> Self:
        if any(size not in self.cho_phep for size in self.bo.values()):
            raise ValueError("cỡ chữ của bo phải nằm trong cho_phep")
        return self


class LineSpacing(LengthRange):
    """`boi_so`: multiples of a single line; `chinh_xac`: exactly so many points."""

    kieu: Literal["boi_so", "chinh_xac"]


class MarkUnder(Rule):
    """What stands under a component: a drawn rule (`ke`, share of the text's width) or characters (`chu`)."""

    kieu: Literal["ke", "chu"]
    ty_le_tu: float = 0
    ty_le_den: float = 0
    ty_le: float = 0
    chu: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kieu == "ke" and not 0 < self.ty_le_tu <= self.ty_le <= self.ty_le_den <= 1:
            raise ValueError("ty_le phải nằm giữa ty_le_tu và ty_le_den, lớn hơn 0 và không quá 1")
        if self.kieu == "chu" and not self.chu:
            raise ValueError("thiếu chu")
        return self


class FixedWords(Rule):
    """A fixed text in the two spellings of tone marks an office may choose: HÒA (`cu`) or HOÀ (`moi`)."""

    cu: Word
    moi: Word


class ComponentRule(CitedRule):
    """One component of a paper: size, case, weight, slant, place, gaps, what stands under it."""

    ten: Word
    chu: FixedWords | None = None
    co_chu: SizeChoice
    chu_hoa: bool = False
    dam: bool = False
    nghieng: bool = False
    gach_chan: str | None = None
    can_le: Literal["giua", "deu", "trai", "phai"]
    sau_pt: NotNegative = 0
    gian_dong: LineSpacing | None = None
    thut_dau_dong_mm: ValueChoice | None = None
    theo_than: bool = False
    giu_voi_sau: bool = False
    rong_toi_da_mm: Positive | None = None
    dau_duoi: MarkUnder | None = None
    chu_dau: Literal["hoa", "thuong"] | None = None


class PageRule(CitedRule):
    """Paper and margins in millimetres."""

    rong_mm: Positive
    cao_mm: Positive
    le_tren_mm: LengthRange
    le_duoi_mm: LengthRange
    le_trai_mm: LengthRange
    le_phai_mm: LengthRange


class FontRule(CitedRule):
    """The one font family and colour."""

    ten: Word
    mau: str = Field(pattern=r"^[0-9A-F]{6}$")


class PageNumberRule(CitedRule):
    """Where the page number stands and whether the first page shows it."""

    cach_mep_tren_mm: Positive
    trang_dau: bool


class HeadRule(CitedRule):
    """The two columns at the top of page 1, in millimetres, and the gaps around them, in points."""

    cot_phai_mm: Positive
    cot_trai_toi_thieu_mm: Positive
    cach_hang_duoi_pt: NotNegative
    cach_ten_loai_pt: NotNegative
    cach_noi_dung_pt: NotNegative
    noi_co_quan: str | None = None


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
    kem_theo: Annotated[str, _holding("ten_loai", "so_ky_hieu", "ngay", "co_quan")]
    so_tu: Count
    gach_duoi: str | None = None
    nhan_la_ten: tuple[Word, ...] = ()


class NumberRule(CitedRule):
    """How number and symbol are put together; `cho_trong` blanks stand for an absent number."""

    dang: Annotated[str, _holding("so", "loai", "co_quan")]
    dang_khong_loai: Annotated[str, _holding("so", "co_quan")]
    dang_co_san: Annotated[str, _holding("so_ky_hieu")]
    noi_co_quan: Word
    chu_so_toi_thieu: Count
    cho_trong: Count


class DateRule(CitedRule):
    """How place and date are written; a day and a month below these bounds get a leading zero."""

    dang: Annotated[str, _holding("dia_danh", "ngay", "thang", "nam")]
    dang_trong_cau: Annotated[str, _holding("ngay", "thang", "nam")]
    them_khong_ngay_duoi: Annotated[int, Field(ge=1, le=10)]
    them_khong_thang_duoi: Annotated[int, Field(ge=1, le=10)]
    cho_trong: Count


class WordingRule(CitedRule):
    """Fixed words and punctuation."""

    kinh_gui: Word
    can_cu_truoc: str
    can_cu_giua: Word
    can_cu_cuoi: Word
    can_cu_mo_dau: tuple[Word, ...] = Field(min_length=1)
    nhu_tren: Word
    noi_nhan_truoc: str
    noi_nhan_giua: Word
    noi_nhan_cuoi: Word
    luu: Word
    ket_thuc: Word
    giu_chu_hoa: tuple[Word, ...] = ()


class MarkRule(CitedRule):
    """Marks of list levels; the first Roman style is the default, an office may choose another of them."""

    la_ma: tuple[Literal["I.", "I-"], ...] = Field(min_length=1)
    gach: Word
    cong: Word
    sao: Word


class SigningRule(CitedRule):
    """Printed forms of signing authority, and which titles go together.

    `truoc_chuc_vu_pho` makes the deputy's title of a head's; `cap_pho` names the heads whose deputies are called
    otherwise. Nobody signs for the posts in `cap_uy`; those in `chuc_vu_khong_kem_ten` stand without a body's name.
    `tap_the_can_ky_thay`: a deputy who signs for a collective body names its head too; for a body in
    `tap_the_khong_chuc_vu` the name alone signs.
    """

    truoc_chuc_vu_pho: Word
    tap_the_can_ky_thay: bool
    tap_the_khong_chuc_vu: tuple[Word, ...] = ()
    quyen_han: dict[QuyenHanKy, Word] = Field(min_length=1)
    cap_pho: dict[str, tuple[Word, ...]] = {}
    cap_uy: tuple[Word, ...] = ()
    chuc_vu_khong_kem_ten: tuple[Word, ...] = ()


class TypeRule(Rule):
    """One type of paper: its name, abbreviation, whether it is addressed."""

    ten: Word
    viet_tat: str
    in_ten: bool = True
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
    "nhan_noi_nhan", "noi_nhan", "so_trang", "nhan_phu_luc", "ten_phu_luc", "kem_theo",
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
    danh_dau: MarkRule
    ky: SigningRule
    loai: TypesRule
    thanh_phan: dict[str, ComponentRule]

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
