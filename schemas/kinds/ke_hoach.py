"""Kế hoạch: a plan. Nghị định 30/2020, mẫu 1.4; Party form by the guidance in force."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from schemas.base import VanBan


class KeHoach(VanBan, title="Kế hoạch"):
    """A plan: opening, sections, who does what, closing line."""

    loai_van_ban: ClassVar[str] = "ke_hoach"

    loai: Literal["ke_hoach"] = Field(title="Loại văn bản", description="Mã loại văn bản", examples=["ke_hoach"])
