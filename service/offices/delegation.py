"""Whether a signer may sign on the day a paper is issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from schemas.fields import NgayBanHanh, partial_date
from schemas.ho_so_co_quan import NguoiKy
from service.text.clean import map_texts
from service.text.dates import PartialDate, today


def _issued(record: Mapping[str, Any]) -> PartialDate | None:
    """The date of issue; today for a draft without one; None for one that cannot be read, which is told elsewhere."""
    value = record.get("ngay_ban_hanh")
    if value is None:
        now = today()
        return PartialDate(now.year, now.month, now.day)
    try:
        return partial_date(_date_adapter().validate_python(map_texts(value)))
    except ValidationError:
        return None


@cache
def _date_adapter() -> TypeAdapter[str]:
    return TypeAdapter(NgayBanHanh)


def outside_delegation(signer: NguoiKy, record: Mapping[str, Any]) -> str:
    """What is to be said of a signer who may not sign on any day the date of issue can mean; "" if there is one."""
    issued = _issued(record)
    if issued is None:
        return ""
    too_early = signer.tu_ngay is not None and issued.latest() < signer.tu_ngay
    too_late = signer.den_ngay is not None and issued.earliest() > signer.den_ngay
    if not too_early and not too_late:
        return ""
    days = (("từ", signer.tu_ngay), ("đến hết", signer.den_ngay))
    period = " ".join(f"{word} ngày {_written(day)}" for word, day in days if day)
    under = f" theo {signer.van_ban_giao}" if signer.van_ban_giao else ""
    draft = record.get("ngay_ban_hanh") is None
    paper = "văn bản chưa ghi ngày nên tính theo hôm nay," if draft else "ngày ban hành là"
    return f"{signer.chu_ky.ho_ten} chỉ được ký {period}{under}; {paper} {_written_partial(issued)}."


def _written(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _written_partial(day: PartialDate) -> str:
    return "/".join(f"{part:02d}" for part in (day.day, day.month, day.year) if part is not None)
