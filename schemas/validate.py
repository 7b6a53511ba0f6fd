"""Raw record -> model, or every problem of it at once, each at its JSON pointer and in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from schemas.base import VanBan, raise_relations
from schemas.catalog import KINDS
from schemas.wording import FieldTitles, describe_error
from service.errors import Problem, RecordInvalid
from service.findings import Finding
from service.text.clean import clean_text, escape_pointer, iter_texts, map_texts

CLASSIFIED_LINES = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
CLASSIFIED_SENTENCE = (
    "Chương trình không soạn văn bản có độ mật. Văn bản thuộc bí mật nhà nước phải soạn trên máy riêng theo quy định "
    "về bảo vệ bí mật nhà nước; nếu không phải văn bản mật, hãy xóa mục này."
)


@dataclass(frozen=True)
class Validated:
    """A valid document and what was noticed while cleaning its texts."""

    van_ban: VanBan
    findings: tuple[Finding, ...]


def validate_record(record: Mapping[str, Any]) -> Validated:
    """The model of a raw record.

    Raises:
        RecordInvalid: with every problem found, in the order of the input.
    """
    loai = record.get("loai")
    kind = KINDS.get(loai) if isinstance(loai, str) else None
    if kind is None:
        raise RecordInvalid((_unknown_kind(record),))
    problems = list(_secrecy_problems(record))
    content = {key: value for key, value in record.items() if key != "do_mat"}
    findings = tuple(_dropped_characters(content))
    cleaned = map_texts(content)
    try:
        van_ban = kind.model.model_validate(cleaned)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        problems += _translate(details, cleaned, kind.model)
        problems += _problems_between_valid_fields(cleaned, kind.model, details)
        raise RecordInvalid(_unique(problems)) from error
    if problems:
        raise RecordInvalid(_unique(problems))
    return Validated(van_ban, findings)


def _unknown_kind(record: Mapping[str, Any]) -> Problem:
    known = ", ".join(f"{kind.loai} ({kind.ten})" for kind in KINDS.values())
    if "loai" not in record:
        return Problem("/loai", "missing", f"Loại văn bản: bắt buộc phải có. Hãy ghi một trong: {known}.")
    return Problem("/loai", "loai-unknown", f"Loại văn bản: không có loại này. Hãy ghi một trong: {known}.")


def _secrecy_problems(record: Mapping[str, Any]) -> Iterator[Problem]:
    if record.get("do_mat"):
        yield Problem("/do_mat", "secrecy", CLASSIFIED_SENTENCE)
    for pointer, text in iter_texts({key: value for key, value in record.items() if key != "do_mat"}):
        lines = (line.strip(" .*") for line in clean_text(text).text.split("\n"))
        if not CLASSIFIED_LINES.isdisjoint(lines):
            yield Problem(pointer, "secrecy", CLASSIFIED_SENTENCE)


def _dropped_characters(record: Mapping[str, Any]) -> Iterator[Finding]:
    for pointer, text in iter_texts(record):
        if dropped := clean_text(text).dropped:
            yield Finding(
                rule="VT-CHAR-INVISIBLE",
                citation="Quy ước nhập liệu của chương trình",
                level="info",
                place=pointer,
                expected="không có ký tự ẩn",
                found=", ".join(dropped),
                fix="Đã bỏ ký tự ẩn, chữ nhìn thấy giữ nguyên.",
            )


def _translate(details: list[ErrorDetails], raw: Any, model: type[VanBan]) -> list[Problem]:
    titles = FieldTitles(model)
    problems = []
    for detail in details:
        steps = _pointer_steps(detail, raw)
        pointer = "".join(f"/{escape_pointer(str(step))}" for step in steps)
        code = "secrecy" if steps[-1:] == ["do_mat"] else detail["type"].replace("_", "-")
        problems.append(Problem(pointer, code, describe_error(detail, titles.at(steps), titles.examples_at(steps))))
    return problems


def _pointer_steps(detail: ErrorDetails, raw: Any) -> list[str | int]:
    """The place in the raw input: Pydantic's own steps (union tags, wrapped single values) are left out."""
    steps: list[str | int] = []
    current = raw
    last = len(detail["loc"]) - 1
    for index, step in enumerate(detail["loc"]):
        if _leads_on(current, step):
            current = current[step]
        elif not (index == last and detail["type"] == "missing") and not _names_absent_field(current, step):
            continue
        steps.append(step)
    return steps


def _leads_on(current: Any, step: str | int) -> bool:
    if isinstance(current, dict):
        return step in current
    return isinstance(current, list) and isinstance(step, int) and step < len(current)


def _names_absent_field(current: Any, step: str | int) -> bool:
    """Whether a step names a field that is not in the input (a relation may point at what is absent)."""
    return isinstance(current, dict) and isinstance(step, str) and step in _RELATION_FIELDS


_RELATION_FIELDS = frozenset({"chuc_vu", "kinh_gui", "lua_chon"})


def _problems_between_valid_fields(raw: Any, model: type[VanBan], details: list[ErrorDetails]) -> list[Problem]:
    """Relations are checked over the fields that hold on their own, though others do not."""
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name not in raw:
            if not field.is_required():
                fields[name] = field.get_default(call_default_factory=True)
            continue
        with suppress(ValidationError):
            fields[name] = _field_adapter(field).validate_python(raw[name])
    try:
        raise_relations(model.__name__, raw, fields, model.extra_relations())
    except ValidationError as error:
        return _translate(error.errors(include_url=False, include_input=False), raw, model)
    return []


def _field_adapter(field: FieldInfo) -> TypeAdapter[Any]:
    """What validates one field alone, its constraints and validators included."""
    annotation: Any = field.annotation
    for item in field.metadata:
        annotation = Annotated[annotation, item]
    return TypeAdapter(annotation)


def _unique(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))
