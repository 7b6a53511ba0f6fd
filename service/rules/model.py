"""What a rule set holds: frozen models that a TOML file must satisfy.

Keys are the Vietnamese legal nouns of the files themselves. Lengths end in `_mm`, type sizes and gaps are in
points. Every table carries `dieu_khoan`, the place of the law its values rest on.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Khoi = Literal["nha_nuoc", "dang"]
QuyenHanKy = Literal["TM", "KT", "TL", "TUQ", "Q"]
KinhGuiRule = Literal["bat_buoc", "tuy_chon", "cam"]


class Rule(BaseModel):
    """What all rule models share."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CitedRule(Rule):
    """A table with its citation."""

    dieu_khoan: str = Field(min_length=3)


class LengthRange(Rule):
    """From–to with a default, in the unit its key names."""

    tu: float
    den: float
    mac_dinh: float

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

    cho_phep: tuple[float, ...] = Field(min_length=1)
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
        if self.kieu == "ke" and not 0 < self.ty_le_tu <= self.ty_le <= self.ty_le_den:
            raise ValueError("ty_le phải nằm giữa ty_le_tu và ty_le_den")
        if self.kieu == "chu" and not self.chu:
            raise ValueError("thiếu chu")
        return self


class FixedWords(Rule):
    """A fixed text in the two spellings of tone marks an office may choose: HÒA (`cu`) or HOÀ (`moi`)."""

    cu: str = Field(min_length=1)
    moi: str = Field(min_length=1)


class ComponentRule(CitedRule):
    """One component of a paper: size, case, weight, slant, place, gaps, what stands under it."""

    ten: str = Field(min_length=1)
    chu: FixedWords | None = None
    co_chu: SizeChoice
    chu_hoa: bool = False
    dam: bool = False
    nghieng: bool = False
    gach_chan: str | None = None
    can_le: Literal["giua", "deu", "trai", "phai"]
    sau_pt: float = Field(default=0, ge=0)
    gian_dong: LineSpacing | None = None
    thut_dau_dong_mm: ValueChoice | None = None
    theo_than: bool = False
    giu_voi_sau: bool = False
    rong_toi_da_mm: float | None = None
    dau_duoi: MarkUnder | None = None
    chu_dau: Literal["hoa", "thuong"] | None = None


class PageRule(CitedRule):
    """Paper and margins in millimetres."""

    rong_mm: float
    cao_mm: float
    le_tren_mm: LengthRange
    le_duoi_mm: LengthRange
    le_trai_mm: LengthRange
    le_phai_mm: LengthRange


class FontRule(CitedRule):
    """The one font family and colour."""

    ten: str
    mau: str = Field(pattern=r"^[0-9A-F]{6}$")


class PageNumberRule(CitedRule):
    """Where the page number stands and whether the first page shows it."""

    cach_mep_tren_mm: float
    trang_dau: bool


class HeadRule(CitedRule):
    """The two columns at the top of page 1, in millimetres, and the gaps around them, in points."""

    cot_phai_mm: float
    cot_trai_toi_thieu_mm: float
    cach_hang_duoi_pt: float
    cach_ten_loai_pt: float
    cach_noi_dung_pt: float
    noi_co_quan: str | None = None


class DrawnLineRule(CitedRule):
    """Thickness of a drawn rule and its distance to the text, in points."""

    day_pt: float
    cach_chu_pt: float


class TableRule(CitedRule):
    """Tables of the body: cell padding, border, gap after."""

    dem_o_mm: float
    dem_tren_duoi_mm: float
    ke_pt: float
    cach_sau_pt: float


class FootRule(CitedRule):
    """The signature block and the recipients beside it."""

    cot_trai_mm: float
    khoang_ky_mm: LengthRange
    cach_tren_pt: float
    dong_di_cung: int
    cach_khoi_ky_pt: float
    rong_ghi_chu_mm: float
    ben_chu_tri: Literal["trai", "phai"]


class AnnexRule(CitedRule):
    """Label, numbering and reference line of annexes; a number is given from `so_tu` annexes on."""

    chu_so: Literal["la_ma", "a_rap"]
    nhan: str
    kem_theo: str
    so_tu: int
    gach_duoi: str | None = None


class NumberRule(CitedRule):
    """How number and symbol are put together; `cho_trong` blanks stand for an absent number."""

    dang: str
    dang_khong_loai: str
    dang_co_san: str
    noi_co_quan: str
    chu_so_toi_thieu: int
    cho_trong: int


class DateRule(CitedRule):
    """How place and date are written and which days and months get a leading zero."""

    dang: str
    dang_trong_cau: str
    them_khong_ngay_duoi: int
    them_khong_thang_duoi: int
    cho_trong: int


class WordingRule(CitedRule):
    """Fixed words and punctuation."""

    kinh_gui: str
    can_cu_truoc: str
    can_cu_giua: str
    can_cu_cuoi: str
    can_cu_mo_dau: tuple[str, ...]
    nhu_tren: str
    noi_nhan_truoc: str
    noi_nhan_giua: str
    noi_nhan_cuoi: str
    luu: str
    ket_thuc: str
    giu_chu_hoa: tuple[str, ...] = ()


class MarkRule(CitedRule):
    """Marks of list levels; the first Roman style is the default, an office may choose another of them."""

    la_ma: tuple[Literal["I.", "I-"], ...] = Field(min_length=1)
    gach: str
    cong: str
    sao: str


class SigningRule(CitedRule):
    """Printed forms of signing authority, and which titles pair with which."""

    truoc_chuc_vu_pho: str
    quyen_han: dict[QuyenHanKy, str] = Field(min_length=1)
    cap_pho: dict[str, tuple[str, ...]] = {}
    cap_uy: tuple[str, ...] = ()
    chuc_vu_khong_kem_ten: tuple[str, ...] = ()


class TypeRule(Rule):
    """One type of paper: its name, abbreviation, whether it is addressed."""

    ten: str = Field(min_length=1)
    viet_tat: str
    in_ten: bool = True
    kinh_gui: KinhGuiRule = "cam"
    tu_kinh_gui: str | None = None


class TypesRule(CitedRule):
    """All types of a regime, by identifier."""

    loai: dict[str, TypeRule]

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, table: dict[str, object]) -> dict[str, object]:
        if not isinstance(table, dict) or "loai" in table:
            return table
        return {
            "dieu_khoan": table.get("dieu_khoan"),
            "loai": {key: value for key, value in table.items() if key != "dieu_khoan"},
        }


# Components that every rule set must define, whatever its family.
COMMON_COMPONENTS = (
    "ten_cap_tren", "ten_co_quan", "so_ky_hieu", "dia_danh_ngay", "ten_loai", "trich_yeu", "can_cu", "than",
    "nhan_phan", "ten_phan", "nhan_muc", "ten_muc", "dieu", "la_ma", "chu_hoa", "so", "so_nho", "tieu_de_tron",
    "trich", "bang", "ten_bang", "don_vi_bang", "chu_thich", "quyen_han", "chuc_vu", "chuc_vu_khac", "ho_ten",
    "nhan_noi_nhan", "noi_nhan", "so_trang", "nhan_phu_luc", "ten_phu_luc", "kem_theo",
)  # fmt: skip


class RuleSet(CitedRule):
    """One regime of form, in force from `hieu_luc_tu` to `hieu_luc_den` (both included)."""

    id: str
    ten: str
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
        missing = [name for name in COMMON_COMPONENTS if name not in self.thanh_phan]
        if missing:
            raise ValueError(f"thiếu thành phần: {', '.join(missing)}")
        than = self.thanh_phan["than"]
        if than.gian_dong is None or than.thut_dau_dong_mm is None:
            raise ValueError("thanh_phan.than phải có gian_dong và thut_dau_dong_mm")
        if self.hieu_luc_den is not None and self.hieu_luc_den < self.hieu_luc_tu:
            raise ValueError("hieu_luc_den trước hieu_luc_tu")
        return self

    def in_force_on(self, day: date) -> bool:
        """Whether papers of this date follow this rule set."""
        return self.hieu_luc_tu <= day and (self.hieu_luc_den is None or day <= self.hieu_luc_den)

    def citation(self, rule: CitedRule) -> str:
        """A citation a person can look up: the instrument and the place in it."""
        if rule.dieu_khoan.startswith("Không quy định"):
            return rule.dieu_khoan
        return f"{self.ten}, {rule.dieu_khoan}"
