"""An office's profile: what an office says of itself once, so that its papers only name it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from schemas.chu_ky import ChuKy
from schemas.co_quan import CoQuan
from schemas.fields import MAX_ITEMS, Line, Model, Whole
from schemas.khen_thuong.facts import Nguong, VanBanDan
from schemas.noi_nhan import NoiNhanItem
from schemas.references import MAX_ID
from schemas.relation import Relation
from service.text.clean import clean_text, collapse_spaces
from service.text.dates import parse_partial_date

MAX_SIGNERS = 200
MAX_GROUPS = 100
MAX_PATTERN = 80
PATTERN_FIELDS = ("so", "loai", "co_quan", "trich_yeu")
# Without one of these all papers of a kind would have the same name.
TELLING_FIELDS = frozenset({"so", "trich_yeu"})

_PATTERN = re.compile(r"(?:\{[^{}]*\}|[A-Za-z0-9_-])+")
_PATTERN_FIELD = re.compile(r"\{([^{}]*)\}")


def _read_day(value: object) -> object:
    if not isinstance(value, str):
        raise PydanticCustomError("ngay-invalid", "phải viết dạng 2026-09-05. Hãy kiểm tra lại")
    try:
        day = parse_partial_date(collapse_spaces(value))
    except ValueError as error:
        raise PydanticCustomError("ngay-invalid", "{reason}. Hãy kiểm tra lại", {"reason": str(error)}) from error
    if day.day is None:
        raise PydanticCustomError("ngay-invalid", "phải có đủ ngày, tháng, năm, ví dụ 2026-09-05. Hãy ghi cho đủ")
    return day.earliest()


# A whole day; `2026-09-05` or `05/9/2026`.
Ngay = Annotated[
    date,
    BeforeValidator(
        _read_day,
        json_schema_input_type=Annotated[
            str,
            Field(pattern=r"^\s*([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}(/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{4})\s*$"),
        ],
    ),
    PlainSerializer(date.isoformat),
]
PhanTram = Annotated[Whole, Field(ge=1, le=100)]


def _require_plain_id(name: str) -> str:
    # Kept as written: two that differ in spaces or hidden signs only would be one.
    cleaned = clean_text(name)
    if cleaned.refused or " ".join(cleaned.text.split()) != name or not name:
        raise PydanticCustomError(
            "ma-invalid", "mã đặt cho mục này có dấu cách thừa hoặc ký tự lạ. Hãy gõ lại, ví dụ chu-tich"
        )
    return name


Ma = Annotated[str, Field(max_length=MAX_ID), AfterValidator(_require_plain_id)]


def _hold_pattern(pattern: str) -> str:
    known = ", ".join(f"{{{name}}}" for name in PATTERN_FIELDS)
    if not _PATTERN.fullmatch(pattern):
        raise _pattern_error(f"chỉ gồm chữ cái không dấu, chữ số, dấu - và _, cùng các chỗ điền {known}. Hãy sửa lại")
    found = _PATTERN_FIELD.findall(pattern)
    if any(name not in PATTERN_FIELDS for name in found):
        raise _pattern_error(f"có chỗ điền không có. Hãy dùng các chỗ điền {known}")
    if TELLING_FIELDS.isdisjoint(found):
        raise _pattern_error("phải có {so} hoặc {trich_yeu} để tên các tệp khác nhau. Hãy bổ sung")
    return pattern


def _pattern_error(reason: str) -> PydanticCustomError:
    return PydanticCustomError("mau-ten-tep-invalid", "{reason}", {"reason": reason})


MauTenTep = Annotated[
    str,
    Field(min_length=1, max_length=MAX_PATTERN),
    AfterValidator(_hold_pattern),
    Field(json_schema_extra={"pattern": r"^(\{(so|loai|co_quan|trich_yeu)\}|[A-Za-z0-9_-])+$"}),
]


class NguoiKy(Model, title="Người ký"):
    """A signer, and the time in which that person may sign."""

    chu_ky: ChuKy = Field(
        title="Chữ ký",
        description="Thẩm quyền, chức vụ và họ tên như in trong văn bản",
        examples=[
            {
                "tham_quyen": [{"quyen_han": "TM", "cua": "ỦY BAN NHÂN DÂN"}],
                "chuc_vu": "CHỦ TỊCH",
                "ho_ten": "Ksor H’Nhan",
            }
        ],
    )
    tu_ngay: Ngay | None = Field(
        default=None,
        title="Được ký từ ngày",
        description="Ngày đầu tiên người này được ký; bỏ trống thì không giới hạn",
        examples=["2026-07-01"],
    )
    den_ngay: Ngay | None = Field(
        default=None,
        title="Được ký đến ngày",
        description="Ngày cuối cùng người này được ký; bỏ trống thì không giới hạn",
        examples=["2026-12-31"],
    )
    van_ban_giao: Line | None = Field(
        default=None,
        title="Văn bản giao ký",
        description="Văn bản giao quyền, ủy quyền; không in, chỉ để đối chiếu",
        examples=["Giấy ủy quyền số 03/GUQ-UBND ngày 01/7/2026"],
        max_length=300,
    )

    @model_validator(mode="after")
    def _period_runs_forward(self) -> Self:
        if self.tu_ngay and self.den_ngay and self.den_ngay < self.tu_ngay:
            sentence = "Được ký đến ngày: trước ngày bắt đầu được ký. Hãy sửa lại một trong hai ngày"
            broken = Relation(("den_ngay",), "ngay-nguoc", sentence)
            raise ValidationError.from_exception_data("NguoiKy", [broken.as_error()], hide_input=True)
        return self


class HoSoCoQuan(Model, title="Hồ sơ cơ quan"):
    """All that an office's papers share. A paper's own values win over these."""

    co_quan: CoQuan = Field(
        title="Cơ quan",
        description="Tên, ký hiệu, địa danh và các lựa chọn trình bày của cơ quan",
        examples=[
            {
                "khoi": "nha_nuoc",
                "ten_co_quan": "ỦY BAN NHÂN DÂN\nXÃ IA LÂM",
                "ky_hieu_co_quan": "UBND",
                "dia_danh": "Ia Lâm",
            }
        ],
    )
    nguoi_ky: Annotated[dict[Ma, NguoiKy], Field(max_length=MAX_SIGNERS)] = Field(
        default={},
        title="Người ký",
        description="Những người ký văn bản của cơ quan, mỗi người một mã do cơ quan đặt",
        examples=[{"chu-tich": {"chu_ky": {"chuc_vu": "CHỦ TỊCH", "ho_ten": "Ksor H’Nhan"}}}],
    )
    nhom_noi_nhan: Annotated[
        dict[Ma, Annotated[tuple[NoiNhanItem, ...], Field(min_length=1, max_length=MAX_ITEMS)]],
        Field(max_length=MAX_GROUPS),
    ] = Field(
        default={},
        title="Nhóm nơi nhận",
        description="Các nhóm nơi nhận hay dùng, mỗi nhóm một tên do cơ quan đặt",
        examples=[{"thuong-ky": ["Thường trực Đảng ủy xã", "Các thôn, làng"]}],
    )
    noi_luu: Line | None = Field(
        default=None,
        title="Nơi lưu",
        description="Nội dung dòng Lưu khi văn bản không ghi",
        examples=["VT"],
        max_length=200,
    )
    mau_ten_tep: MauTenTep | None = Field(
        default=None,
        title="Mẫu tên tệp",
        description="Chữ không dấu, số, gạch nối và các chỗ điền {so}, {loai}, {co_quan}, {trich_yeu}",
        examples=["{so}-{loai}-{trich_yeu}"],
    )
    quy_dinh_tinh: VanBanDan | None = Field(
        default=None,
        title="Quy định khen thưởng của tỉnh",
        description="Quy định của tỉnh mà văn bản khen thưởng viện dẫn",
        examples=[
            {
                "ten_loai": "Quyết định",
                "so_ky_hieu": "26/2025/QĐ-UBND",
                "ngay": "2025-08-20",
                "co_quan": "Ủy ban nhân dân tỉnh Gia Lai",
                "trich_yeu": "ban hành Quy chế thi đua, khen thưởng trên địa bàn tỉnh Gia Lai",
            }
        ],
    )
    nguong: Nguong | None = Field(
        default=None,
        title="Ngưỡng biểu quyết",
        description="Tỷ lệ biểu quyết, phiếu kín, dự họp mà quy chế của cơ quan đòi hỏi",
        examples=[{"bieu_quyet_phan_tram": 50}],
    )
