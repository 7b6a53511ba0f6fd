"""Who drafted a paper and how its issuer is reached: components a paper may have."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from schemas.fields import Line, Model, Whole

MAX_CONTACT_LINES = 6
MAX_COPIES = 99_999


class NguoiSoanThao(Model, title="Người soạn thảo"):
    """The drafter's code and how many copies are issued."""

    ky_hieu: Line = Field(
        title="Ký hiệu người soạn thảo",
        description="Chữ viết tắt tên người soạn thảo; văn bản của Đảng có thể ghi liền họ tên",
        examples=["PL"],
        max_length=40,
    )
    so_ban: Annotated[Whole, Field(ge=1, le=MAX_COPIES)] | None = Field(
        default=None,
        title="Số lượng bản phát hành",
        description="Số bản phát hành; bỏ trống thì chỉ in ký hiệu",
        examples=[300],
    )


class LienHe(Model, title="Thông tin liên hệ"):
    """How to reach the issuer: known items, or lines printed as they are."""

    dia_chi: Line | None = Field(
        default=None,
        title="Địa chỉ",
        description="Địa chỉ trụ sở",
        examples=["Thôn Ia Lâm, xã Ia Lâm, tỉnh Gia Lai"],
        max_length=200,
    )
    dien_thoai: Line | None = Field(
        default=None, title="Điện thoại", description="Số điện thoại", examples=["0269 300 0000"], max_length=60
    )
    fax: Line | None = Field(default=None, title="Fax", description="Số fax", examples=["0269 300 0001"], max_length=60)
    thu_dien_tu: Line | None = Field(
        default=None,
        title="Thư điện tử",
        description="Địa chỉ thư điện tử",
        examples=["vanthu@ialam.example.vn"],
        max_length=100,
    )
    trang_thong_tin: Line | None = Field(
        default=None,
        title="Trang thông tin điện tử",
        description="Địa chỉ trang thông tin điện tử",
        examples=["ialam.example.vn"],
        max_length=100,
    )
    dong: tuple[Line, ...] = Field(
        default=(),
        title="Dòng liên hệ",
        description="Các dòng in nguyên như đã ghi, sau các mục trên",
        examples=[["Thường trực văn phòng: 0269 300 0000"]],
        max_length=MAX_CONTACT_LINES,
    )


def _from_lines(value: object) -> object:
    if isinstance(value, str):
        return {"dong": [line for line in value.split("\n") if line.strip()]}
    return {"dong": value} if isinstance(value, list | tuple) else value


def _require_some(value: LienHe) -> LienHe:
    if value == LienHe():
        raise PydanticCustomError("lien-he-trong", "chưa có mục nào. Hãy ghi ít nhất một mục, hoặc bỏ cả phần này")
    return value


LienHeItem = Annotated[
    LienHe,
    BeforeValidator(
        _from_lines,
        json_schema_input_type=str | Annotated[list[str], Field(max_length=MAX_CONTACT_LINES)] | LienHe,
    ),
    AfterValidator(_require_some),
]
