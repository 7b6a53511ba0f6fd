"""Raw record -> model, or every problem of it at once, each at its JSON pointer and in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from schemas.base import VanBan
from schemas.catalog import KINDS, Kind
from schemas.noi_dung import Outlines
from schemas.screening import (
    find_invisible,
    find_outline_notices,
    find_secrecy,
    find_too_deep,
    find_unprintable,
    without_secrecy,
)
from schemas.wording import describe_error, describe_unknown_field, error_type, field_titles, label
from service.errors import Problem, RecordInvalid
from service.findings import Finding
from service.text.blocks import line_origins
from service.text.clean import escape_pointer, map_texts

Step = str | int

# Fields that a relation may point at although they are not in the input.
_RELATION_FIELDS = frozenset({"chuc_vu", "kinh_gui", "noi_dung"})
_BODY = "noi_dung"
UNPRINTABLE = "unprintable-character"


@dataclass(frozen=True)
class Validated:
    """A valid document and what was noticed while reading its texts."""

    van_ban: VanBan
    findings: tuple[Finding, ...]


def validate_record(record: Mapping[str, Any]) -> Validated:
    """The model of a raw record, JSON-like: dicts, lists, texts, numbers.

    Raises:
        RecordInvalid: with every problem found, in the order of the input.
    """
    if not isinstance(record, dict):
        raise RecordInvalid((Problem("", "model-type", "Dữ liệu phải là một đối tượng, viết trong ngoặc nhọn."),))
    too_deep = find_too_deep(record)
    if too_deep:
        raise RecordInvalid((too_deep,))
    loai = record.get("loai")
    kind = KINDS.get(loai) if isinstance(loai, str) else None
    if kind is None:
        raise RecordInvalid(_in_order([_unknown_kind(record), *find_secrecy(record, Outlines())], record))
    outlines = Outlines()
    content = without_secrecy(record)
    van_ban, details = _validate(map_texts(content), kind, outlines)
    problems = list(find_secrecy(record, outlines))
    problems += _unprintable_problems(content, kind, outlines)
    problems += _translate(details, content, kind, problems)
    if problems or van_ban is None:
        raise RecordInvalid(_in_order(problems, record))
    return Validated(van_ban, (*find_invisible(content), *find_outline_notices(content, outlines)))


def _unknown_kind(record: Mapping[str, Any]) -> Problem:
    known = ", ".join(f"{kind.loai} ({kind.ten})" for kind in KINDS.values())
    if "loai" not in record:
        return Problem("/loai", "missing", f"Loại văn bản: bắt buộc phải có. Hãy ghi một trong: {known}.")
    return Problem("/loai", "loai-unknown", f"Loại văn bản: không có loại này. Hãy ghi một trong: {known}.")


def _validate(cleaned: Any, kind: Kind, outlines: Outlines) -> tuple[VanBan | None, list[ErrorDetails]]:
    """The model, or what Pydantic finds wrong with fields and with the relations of those that hold."""
    try:
        return kind.model.model_validate(cleaned, context=outlines), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    fields: dict[str, Any] = {}
    for name, field in kind.model.model_fields.items():
        if name in cleaned:
            with suppress(ValidationError):
                fields[name] = _field_adapter(kind.model, name).validate_python(cleaned[name], context=outlines)
        elif not field.is_required():
            fields[name] = field.get_default(call_default_factory=True)
    broken = kind.model.broken_relations(fields)
    if broken:
        relations = ValidationError.from_exception_data(kind.loai, [relation.as_error() for relation in broken])
        details += relations.errors(include_url=False, include_input=False)
    return None, details


@cache
def _field_adapter(model: type[VanBan], name: str) -> TypeAdapter[Any]:
    """What validates one field alone, its constraints and validators included."""
    field = model.model_fields[name]
    annotation: Any = field.annotation
    for item in field.metadata:
        annotation = Annotated[annotation, item]
    return TypeAdapter(annotation)


def _unprintable_problems(content: Any, kind: Kind, outlines: Outlines) -> Iterator[Problem]:
    titles = field_titles(kind.model)
    for found in find_unprintable(content, outlines):
        place = titles.at(_steps_of(found.pointer, content), content)
        yield Problem(found.pointer, UNPRINTABLE, label(place.title, found.fault))


def _translate(
    details: Iterable[ErrorDetails], content: Any, kind: Kind, known: Iterable[Problem]
) -> Iterator[Problem]:
    titles = field_titles(kind.model)
    named = [problem.pointer for problem in known if problem.code == UNPRINTABLE]
    for detail in details:
        steps = _pointer_steps(detail, content)
        pointer = "".join(f"/{escape_pointer(str(step))}" for step in steps)
        fault = error_type(detail)
        if fault in {UNPRINTABLE, "string_unicode"} and any(_is_within(place, pointer) for place in named):
            continue
        if fault == "extra_forbidden" and steps:
            sentence = describe_unknown_field(str(steps[-1]), titles.at(steps[:-1], content))
        else:
            sentence = describe_error(detail, titles.at(steps, content))
        yield Problem(pointer, fault.replace("_", "-"), sentence)


def _pointer_steps(detail: ErrorDetails, raw: Any) -> list[Step]:
    """The place in the raw input: Pydantic's own steps (union tags, wrapped single values) are left out."""
    steps: list[Step] = []
    current = raw
    last = len(detail["loc"]) - 1
    tag: object = None
    for index, step in enumerate(detail["loc"]):
        if tag is not None and step == tag:
            tag = None
            continue
        if isinstance(step, int) and steps[-1:] == [_BODY] and isinstance(current, list):
            step = _raw_block(current, step)
        if not _leads_on(current, step):
            absent = isinstance(current, dict) and isinstance(step, str)
            if absent and ((index == last and detail["type"] == "missing") or step in _RELATION_FIELDS):
                steps.append(step)
                current = None
            continue
        current = current[step]
        # A block's errors stand under its kind, which is no step of the input.
        in_body = isinstance(step, int) and steps[-1:] == [_BODY]
        tag = current.get("kieu") if in_body and isinstance(current, dict) else None
        steps.append(step)
    return steps


def _is_within(pointer: str, outer: str) -> bool:
    return pointer == outer or pointer.startswith(f"{outer}/")


def _raw_block(raw_blocks: list[object], index: int) -> int:
    """The block of the input that a block came from, whose lines may have been made paragraphs of their own."""
    origins = line_origins(raw_blocks)
    return origins[index] if index < len(origins) else index


def _leads_on(current: Any, step: Step) -> bool:
    if isinstance(current, dict):
        return step in current
    return isinstance(current, list) and isinstance(step, int) and step < len(current)


def _steps_of(pointer: str, raw: Any) -> list[Step]:
    """The steps of a pointer into a raw record; a number is one only within a list."""
    steps: list[Step] = []
    current = raw
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        step: Step = int(name) if isinstance(current, list) and name.isdecimal() else name
        current = current[step] if _leads_on(current, step) else None
        steps.append(step)
    return steps


def _in_order(problems: Sequence[Problem], record: Any) -> tuple[Problem, ...]:
    """Each problem once, in the order of the input; what is missing comes behind what is there."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: _rank(problem.pointer, record)))


def _rank(pointer: str, record: Any) -> tuple[int, ...]:
    rank = []
    current = record
    for step in _steps_of(pointer, record):
        siblings = list(current) if isinstance(current, dict) else []
        rank.append(step if isinstance(step, int) else siblings.index(step) if step in siblings else len(siblings))
        current = current[step] if _leads_on(current, step) else None
    return tuple(rank)
