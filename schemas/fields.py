"""Annotated types that several models share: one line of text, a name in lines, numbers and dates of issue."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from service.text.clean import clean_text, collapse_spaces
from service.text.dates import PartialDate, parse_partial_date

# A bound that no honest field reaches; it keeps a hostile one from costing layout time.
MAX_LINE = 2_000
MAX_ITEMS = 200


class Model(BaseModel):
    """What all models share: frozen, nothing unknown let in, no input repeated in error reports."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _clean(value: object) -> object:
    return clean_text(value).text if isinstance(value, str) else value


def _require_printable(text: str) -> str:
    refused = clean_text(text).refused
    if refused:
        raise PydanticCustomError(
            "unprintable-character",
            "có ký tự mà phông chữ văn bản không in được: {characters}. Hãy xóa hoặc thay bằng chữ",
            {"characters": ", ".join(refused[:5])},
        )
    return text


def _one_line(text: str) -> str:
    return collapse_spaces(text)


def _name_lines(text: str) -> str:
    return "\n".join(line for line in (collapse_spaces(line) for line in text.split("\n")) if line)


def _require_text(text: str) -> str:
    if not text:
        raise PydanticCustomError("text-empty", "không được để trống")
    return text


Text = Annotated[str, BeforeValidator(_clean), AfterValidator(_require_printable)]
Line = Annotated[
    Text, AfterValidator(_one_line), AfterValidator(_require_text), Field(min_length=1, max_length=MAX_LINE)
]
NameLines = Annotated[
    Text, AfterValidator(_name_lines), AfterValidator(_require_text), Field(min_length=1, max_length=400)
]


def _number_text(value: object) -> object:
    # bool is an int in Python, but nobody means it as a number of a paper.
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return collapse_spaces(value) if isinstance(value, str) else value


def _require_number(text: str) -> str:
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or int(text) == 0:
        raise PydanticCustomError("so-van-ban-invalid", "phải là số nguyên dương, không quá 6 chữ số, ví dụ 5 hoặc 05")
    return text


SoVanBan = Annotated[
    str,
    BeforeValidator(_number_text, json_schema_input_type=str | int),
    AfterValidator(_require_number),
]


def _date_text(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return collapse_spaces(value) if isinstance(value, str) else value


def _canonical_date(text: str) -> str:
    try:
        return parse_partial_date(text).isoformat()
    except ValueError as error:
        raise PydanticCustomError("ngay-invalid", "{reason}", {"reason": str(error)}) from error


NgayBanHanh = Annotated[
    str,
    BeforeValidator(_date_text, json_schema_input_type=str),
    AfterValidator(_canonical_date),
    Field(json_schema_extra={"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]


def partial_date(text: str | None) -> PartialDate | None:
    """The date object behind a validated `NgayBanHanh`."""
    return parse_partial_date(text) if text else None


def as_tuple(value: object) -> object:
    """One thing given where a list is meant becomes a list of one."""
    return (value,) if isinstance(value, dict | BaseModel) else value
