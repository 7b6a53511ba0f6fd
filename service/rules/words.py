"""Rules about words and signs: number, date, fixed words, addressees, annexes, list marks, citing, contact."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from service.rules.values import CitedRule, Count, NotNegative, Positive, Word, holding

MucLienHe = Literal["dia_chi", "dien_thoai", "fax", "thu_dien_tu", "trang_thong_tin"]


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
