"""Công văn: an official letter. Nghị định 30/2020, mẫu 1.5; Party form by the guidance in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from pydantic import Field

from schemas.base import VanBan
from schemas.fields import KyHieu
from schemas.relation import Relation
from schemas.relations import rule_set_of


class CongVan(VanBan, title="Công văn"):
    """A letter: no name of type on the page; its subject stands under number and symbol."""

    loai_van_ban: ClassVar[str] = "cong_van"

    loai: Literal["cong_van"] = Field(title="Loại văn bản", description="Mã loại văn bản", examples=["cong_van"])
    ky_hieu_don_vi: KyHieu | None = Field(
        default=None,
        title="Ký hiệu đơn vị soạn thảo hoặc lĩnh vực",
        description="Chữ viết tắt đứng sau ký hiệu cơ quan trong số, ký hiệu công văn của cơ quan nhà nước",
        examples=["VX"],
        max_length=40,
    )

    @classmethod
    def extra_relations(cls) -> tuple[Callable[[dict[str, Any]], list[Relation]], ...]:
        """The drafting unit's letters only where the regime writes them, and as in a symbol given whole."""
        return (check_ky_hieu_don_vi,)

    @property
    def don_vi_trong_ky_hieu(self) -> str | None:
        """The letters of the drafting unit or field."""
        return self.ky_hieu_don_vi


def check_ky_hieu_don_vi(fields: dict[str, Any]) -> list[Relation]:
    """The drafting unit's letters have a place in the symbol of this regime, and do not contradict one given whole."""
    unit = fields.get("ky_hieu_don_vi")
    rule_set = rule_set_of(fields)
    if not unit or rule_set is None:
        return []
    if rule_set.so_ky_hieu.dang_don_vi is None:
        sentence = f"{rule_set.ten} không ghi đơn vị soạn thảo trong ký hiệu công văn. Hãy xóa trường này"
        return [Relation(("ky_hieu_don_vi",), "don-vi-khong-dung", sentence)]
    whole = fields.get("so_ky_hieu")
    if whole and not whole.upper().endswith(unit.upper()):
        return [
            Relation(
                ("ky_hieu_don_vi",),
                "don-vi-khong-khop",
                "Ký hiệu đơn vị khác với số, ký hiệu đầy đủ, mà chỉ số, ký hiệu đầy đủ được in. Hãy sửa cho khớp hoặc "
                "bỏ một trong hai",
            )
        ]
    return []
