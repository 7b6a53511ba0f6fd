"""Annotated types that several models share: one line of text, a name in lines, numbers and dates of issue."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError, PydanticKnownError

from service.text.clean import clean_text, collapse_spaces
from service.text.dates import PartialDate, parse_partial_date

# Bounds that no honest field reaches; they keep a hostile one from costing layout time.
MAX_LINE = 2_000
MAX_RAW = 10 * MAX_LINE
MAX_NAME = 400
MAX_ITEMS = 200
MAX_NUMBER_DIGITS = 6


class Model(BaseModel):
    """What all models share: frozen, nothing unknown let in, no input repeated in error reports."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False, defer_build=True
    )


def unprintable_error(refused: tuple[str, ...]) -> PydanticCustomError:
    """The error that names characters which cannot be printed, the first five of them."""
    return PydanticCustomError(
        "unprintable-character",
        "có ký tự mà phông chữ văn bản không in được: {characters}. Hãy xóa hoặc thay bằng chữ",
        {"characters": ", ".join(refused[:5]) + (", …" if len(refused) > 5 else "")},
    )


def _clean(value: object) -> object:
    if not isinstance(value, str):
        return value
    # Not worth cleaning: only white space and invisible characters could make it short enough.
    if len(value) > MAX_RAW:
        raise PydanticKnownError("string_too_long", {"max_length": MAX_LINE})
    return clean_text(value).text


def _require_printable(text: str) -> str:
    if refused := clean_text(text).refused:
        raise unprintable_error(refused)
    return text


def _name_lines(text: str) -> str:
    return "\n".join(line for line in (collapse_spaces(line) for line in text.split("\n")) if line)


def _require_text(text: str) -> str:
    if not text:
        raise PydanticCustomError("text-empty", "không được để trống. Hãy nhập nội dung")
    if not any(char.isalnum() for char in text):
        raise PydanticCustomError("text-empty", "chỉ có dấu câu, chưa có chữ. Hãy nhập nội dung")
    return text


Text = Annotated[str, BeforeValidator(_clean), AfterValidator(_require_printable)]
Line = Annotated[
    Text, AfterValidator(collapse_spaces), AfterValidator(_require_text), Field(min_length=1, max_length=MAX_LINE)
]
OptionalLine = Annotated[Text, AfterValidator(collapse_spaces)]
NameLines = Annotated[
    Text, AfterValidator(_name_lines), AfterValidator(_require_text), Field(min_length=1, max_length=MAX_NAME)
]


def _require_short_form(text: str) -> str:
    if any(char.isspace() or char == "/" for char in text):
        raise PydanticCustomError("ky-hieu-invalid", "phải viết liền, không có dấu cách và dấu gạch chéo, ví dụ UBND")
    return text


# The letters that stand for an agency within number and symbol.
KyHieu = Annotated[Line, AfterValidator(_require_short_form), Field(json_schema_extra={"pattern": r"^[^\s/]+$"})]


def _not_bool(value: object) -> object:
    # bool is an int in Python, but nobody means it as a number.
    if isinstance(value, bool):
        raise PydanticCustomError("bool-not-number", "phải là số, không phải true hay false")
    return value


Whole = Annotated[int, BeforeValidator(_not_bool)]
Number = Annotated[float, BeforeValidator(_not_bool)]


def _number_text(value: object) -> object:
    if isinstance(value, str):
        return collapse_spaces(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MAX_NUMBER_DIGITS:
        return str(value)
    raise _number_error()


def _require_number(text: str) -> str:
    if not (text.isascii() and text.isdigit()) or len(text) > MAX_NUMBER_DIGITS or int(text) == 0:
        raise _number_error()
    return text


def _number_error() -> PydanticCustomError:
    return PydanticCustomError(
        "so-van-ban-invalid",
        f"phải là số nguyên dương, không quá {MAX_NUMBER_DIGITS} chữ số, ví dụ 5 hoặc 05",
    )


SoVanBan = Annotated[
    str,
    BeforeValidator(
        _number_text,
        json_schema_input_type=Annotated[str, Field(pattern=rf"^\s*(?=0*[1-9])[0-9]{{1,{MAX_NUMBER_DIGITS}}}\s*$")]
        | Annotated[int, Field(ge=1, lt=10**MAX_NUMBER_DIGITS)],
    ),
    AfterValidator(_require_number),
]


def _date_text(value: object) -> object:
    if isinstance(value, str):
        return collapse_spaces(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999:
        return f"{value:04d}"
    raise _date_error("phải viết dạng 2026-09-05, 2026-09 hoặc 2026")


def _canonical_date(text: str) -> str:
    try:
        return parse_partial_date(text).isoformat()
    except ValueError as error:
        raise _date_error(str(error)) from error


def _date_error(reason: str) -> PydanticCustomError:
    return PydanticCustomError("ngay-invalid", "{reason}. Hãy kiểm tra lại", {"reason": reason})


NgayBanHanh = Annotated[
    str,
    BeforeValidator(
        _date_text,
        json_schema_input_type=Annotated[
            str,
            Field(
                pattern=r"^\s*([0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?|[0-9]{1,2}(/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{4})\s*$"
            ),
        ]
        | Annotated[int, Field(ge=1900, le=9999)],
    ),
    AfterValidator(_canonical_date),
]


def partial_date(text: str | None) -> PartialDate | None:
    """The date object behind a validated `NgayBanHanh`."""
    return parse_partial_date(text) if text else None


def one_or_more(value: object) -> Any:
    """One thing given where a list is meant becomes a list of one; an empty list is refused."""
    if isinstance(value, dict | str | BaseModel):
        return (value,)
    if isinstance(value, list | tuple) and not value:
        raise PydanticKnownError("too_short", {"field_type": "Tuple", "min_length": 1, "actual_length": 0})
    return value
