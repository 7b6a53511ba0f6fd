"""The short forms by which a record names what an office's profile holds: the office, a signer, a group of recipients.

They are put in place before a record is validated (`service.offices`). A model that still meets one refuses it.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from schemas.fields import Model

GROUP_KEY = "nhom_luu"
NOT_AT_HAND = "ho-so-khong-co"
MAX_ID = 100

_Id = Annotated[str, Field(min_length=1, max_length=MAX_ID)]
MaHoSo = Annotated[
    _Id,
    Field(
        title="Mã hồ sơ cơ quan",
        description="Mã một hồ sơ cơ quan đã lưu, tức tên tệp hồ sơ không kể đuôi, ví dụ ubnd-ia-lam",
    ),
]
MaNguoiKy = Annotated[
    _Id,
    Field(
        title="Mã người ký",
        description="Mã một người ký ghi trong hồ sơ của cơ quan ban hành, ví dụ chu-tich",
    ),
]


class NhomLuu(Model, title="Nhóm nơi nhận đã lưu"):
    """A group of recipients of the office's profile; its items stand in place of this one."""

    nhom_luu: _Id = Field(
        title="Nhóm đã lưu",
        description="Tên một nhóm nơi nhận trong hồ sơ cơ quan ban hành; các nơi nhận của nhóm thay vào mục này",
        examples=["thuong-ky"],
    )


def _refuse_text(value: object) -> Any:
    if isinstance(value, str):
        raise PydanticCustomError(
            NOT_AT_HAND, "ghi bằng mã mà ở đây không có hồ sơ cơ quan nào để tra. Hãy ghi đầy đủ các trường"
        )
    return value


def refuse_group(value: object) -> Any:
    """A group that is still one: there was no profile to take it from, or the profile itself names one."""
    if isinstance(value, dict) and GROUP_KEY in value:
        raise PydanticCustomError(
            NOT_AT_HAND, "gọi nhóm đã lưu mà ở đây không có hồ sơ cơ quan nào để tra. Hãy ghi đầy đủ các nơi nhận"
        )
    return value


# Put around a model in a list: a text there is a reference that was not put in place.
NotText = BeforeValidator(_refuse_text)
