"""Tờ trình: a proposal put to a higher body. Nghị định 30/2020, mẫu 1.4; Party form by the guidance in force."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from schemas.base import VanBan


class ToTrinh(VanBan, title="Tờ trình"):
    """A proposal: why, what is proposed, what is asked for."""

    loai_van_ban: ClassVar[str] = "to_trinh"

    loai: Literal["to_trinh"] = Field(title="Loại văn bản", description="Mã loại văn bản", examples=["to_trinh"])
