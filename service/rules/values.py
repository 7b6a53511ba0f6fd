"""What rule tables are made of: citations, ranges and choices of values, words, marks, one component of a paper."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

# A citation that begins so names no place of the law: the law is silent and the value is this program's choice.
NOT_REGULATED = "Không quy định"

Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=1)]
Word = Annotated[str, Field(min_length=1)]


def holding(*names: str) -> AfterValidator:
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

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True)


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
    """Single values that are allowed, with a default; `khoang`: the law says "about", and how far that reaches."""

    cho_phep: tuple[Positive, ...] = Field(min_length=1)
    mac_dinh: float
    khoang: NotNegative = 0

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
    """`boi_so`: multiples of a single line; `chinh_xac`: exactly so many points.

    `khong_tran`: the law sets no upper bound; `den` is then only how far an office may choose.
    """

    kieu: Literal["boi_so", "chinh_xac"]
    khong_tran: bool = False


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
    truoc_pt: NotNegative = 0
    sau_pt: NotNegative = 0
    mau: Annotated[str, Field(pattern=r"^[0-9A-F]{6}$")] | None = None
    gian_dong: LineSpacing | None = None
    thut_dau_dong_mm: ValueChoice | None = None
    theo_than: bool = False
    giu_voi_sau: bool = False
    rong_toi_da_mm: Positive | None = None
    dau_duoi: MarkUnder | None = None
    chu_dau: Literal["hoa", "thuong"] | None = None
