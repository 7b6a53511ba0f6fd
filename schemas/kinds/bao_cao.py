"""Báo cáo: a report. Nghị định 30/2020, mẫu 1.4; Party form by the guidance in force."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from schemas.base import VanBan


class BaoCao(VanBan, title="Báo cáo"):
    """A report: results, shortcomings, tasks ahead; addressed only where it goes to a higher State body."""

    loai_van_ban: ClassVar[str] = "bao_cao"

    loai: Literal["bao_cao"] = Field(title="Loại văn bản", description="Mã loại văn bản", examples=["bao_cao"])
