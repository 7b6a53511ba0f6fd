"""Rules about the sheet: paper and margins, font, page number, columns of head and foot, drawn lines, tables."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service.rules.values import CitedRule, Count, LengthRange, NotNegative, Positive, Word


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
