"""Recipients of a paper."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from schemas.fields import MAX_ITEMS, Line, Model
from schemas.references import NhomLuu, refuse_group


class NoiNhan(Model, title="Nơi nhận"):
    """One recipient, or a group of lines (`nhom`) with one bracketed note beside them."""

    ten: Line | None = Field(
        default=None,
        title="Nơi nhận",
        examples=["Thường trực Đảng ủy"],
        description="Tên nơi nhận, không cần gạch đầu dòng và dấu cuối dòng",
    )
    ghi_chu: Line | None = Field(
        default=None,
        title="Ghi chú",
        description="In trong ngoặc đơn sau tên, ví dụ báo cáo",
        examples=["báo cáo"],
        max_length=60,
    )
    muc_con: tuple[Line, ...] = Field(
        default=(),
        title="Mục con",
        description="Các dòng con in dưới tên",
        examples=[["Phòng Kinh tế"]],
        max_length=MAX_ITEMS,
    )
    nhom: tuple[Line, ...] = Field(
        default=(),
        title="Nhóm",
        max_length=20,
        examples=[["Ban Tổ chức", "Ban Tuyên giáo và Dân vận"]],
        description="Nhiều nơi nhận dùng chung một ghi chú có ngoặc bên cạnh; khi dùng thì bỏ trống tên",
    )


def _from_text(value: object) -> object:
    return {"ten": value} if isinstance(value, str) else refuse_group(value)


def _require_one_form(value: NoiNhan) -> NoiNhan:
    if bool(value.ten) == bool(value.nhom):
        raise PydanticCustomError(
            "noi-nhan-form", "phải có đúng một trong hai: tên nơi nhận (ten) hoặc nhóm nơi nhận (nhom). Hãy sửa lại"
        )
    if value.nhom and (value.muc_con or not value.ghi_chu):
        raise PydanticCustomError("noi-nhan-nhom", "nhóm nơi nhận cần có ghi chú và không có mục con. Hãy sửa lại")
    return value


NoiNhanItem = Annotated[
    NoiNhan,
    BeforeValidator(_from_text, json_schema_input_type=str | NoiNhan | NhomLuu),
    AfterValidator(_require_one_form),
]
