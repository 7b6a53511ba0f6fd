"""Raw record -> model, or every problem of it at once, each at its JSON pointer and in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from schemas.base import VanBan
from schemas.block_places import Bodies, find_bodies
from schemas.catalog import Kind, Kinds, load_kinds
from schemas.noi_dung import Outlines
from schemas.screening import (
    find_form_parts,
    find_invisible,
    find_outline_notices,
    find_oversize,
    find_secrecy,
    find_secrecy_fields,
    find_unprintable,
    find_unreadable_names,
    readable,
)
from schemas.wording import (
    FieldTitles,
    describe_error,
    describe_unknown_field,
    error_code,
    error_type,
    field_titles,
    label,
)
from service.errors import Problem, RecordInvalid
from service.findings import Finding
from service.text.blocks import line_origins
from service.text.clean import escape_pointer, map_texts

Step = str | int
AnyModel = TypeVar("AnyModel", bound=BaseModel)

# More than anyone mends at a time; an input with more is told how many there are.
MAX_PROBLEMS = 1_000
UNPRINTABLE = "unprintable-character"
_BODY = "noi_dung"


@dataclass(frozen=True)
class Validated:
    """A valid document, where its blocks stand in the input, and what was noticed while reading its texts."""

    van_ban: VanBan
    bodies: Bodies
    findings: tuple[Finding, ...]


def validate_record(record: Mapping[str, Any], kinds: Kinds | None = None) -> Validated:
    """The model of a raw record, JSON-like: dicts, lists, texts, numbers.

    Args:
        record: the record.
        kinds: the kinds it may be of; the program's own by default.

    Raises:
        RecordInvalid: with every problem found, in the order of the input.
    """
    if not isinstance(record, dict):
        raise RecordInvalid((Problem("", "wrong-type", "Dữ liệu phải là một đối tượng, viết trong ngoặc nhọn."),))
    oversize = find_oversize(record)
    if oversize:
        raise RecordInvalid((oversize,))
    content = readable(record)
    cleaned: Any = map_texts(content)
    outlines = Outlines()
    problems = [*find_unreadable_names(record), *find_secrecy_fields(record)]
    known = load_kinds() if kinds is None else kinds
    kind = _kind_of(cleaned, known)
    if kind is None:
        problems += [_unknown_kind(cleaned, known), *find_secrecy(cleaned, outlines)]
        raise RecordInvalid(in_order(problems, record))
    van_ban, details = _validate(cleaned, kind, outlines)
    problems += find_secrecy(cleaned, outlines)
    problems += _Places(cleaned, kind.model, outlines).problems(details)
    if problems or van_ban is None:
        raise RecordInvalid(in_order(problems, record))
    bodies = find_bodies(cleaned, van_ban, outlines)
    findings = (*find_invisible(content), *find_outline_notices(cleaned, outlines), *find_form_parts(bodies))
    return Validated(van_ban, bodies, findings)


def validate_model(content: Mapping[str, Any], model: type[AnyModel]) -> AnyModel:
    """The model of what an office has written down besides its papers; held and told as a record's fields are.

    Raises:
        RecordInvalid: with every problem found, in the order written.
    """
    oversize = find_oversize(content)
    if oversize:
        raise RecordInvalid((oversize,))
    cleaned: Any = map_texts(readable(content))
    outlines = Outlines()
    problems = [*find_unreadable_names(content), *find_secrecy_fields(content), *find_secrecy(cleaned, outlines)]
    made, details = None, []
    try:
        made = model.model_validate(cleaned, context=outlines)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    problems += _Places(cleaned, model, outlines).problems(details)
    if problems or made is None:
        raise RecordInvalid(in_order(problems, content))
    return made


def _kind_of(cleaned: Mapping[str, Any], kinds: Kinds) -> Kind | None:
    loai = cleaned.get("loai")
    return kinds.get(loai) if isinstance(loai, str) else None


def _unknown_kind(record: Mapping[str, Any], kinds: Kinds) -> Problem:
    known = ", ".join(f"{kind.loai} ({kind.ten})" for kind in kinds.values())
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


class _Places:
    """Finds for what Pydantic tells the place in one input, and the words for it."""

    def __init__(self, cleaned: Any, model: type[BaseModel], outlines: Outlines) -> None:
        self._cleaned = cleaned
        self._outlines = outlines
        self._model = model
        self._origins: dict[int, list[int]] = {}

    @property
    def _titles(self) -> FieldTitles:
        # Built when there is something to tell: the first paper of a process need not wait for a schema.
        return field_titles(self._model)

    def problems(self, details: Sequence[ErrorDetails]) -> Iterator[Problem]:
        """Every problem, those of characters first: they are told once, at the text that holds them."""
        unprintable = [*self._unprintable_problems()]
        yield from unprintable
        for detail in details[:MAX_PROBLEMS]:
            problem = self._translate(detail)
            if problem.code != UNPRINTABLE or not any(_is_within(other, problem) for other in unprintable):
                yield problem
        if len(details) > MAX_PROBLEMS:
            rest = len(details) - MAX_PROBLEMS
            sentence = f"Còn {rest} chỗ chưa đúng khác chưa kể ra. Hãy sửa các chỗ đã nêu rồi kiểm tra lại."
            yield Problem("", "too-many-problems", sentence)

    def _unprintable_problems(self) -> Iterator[Problem]:
        for found in find_unprintable(self._cleaned, self._outlines):
            place = self._titles.place(_steps_of(found.pointer, self._cleaned), self._cleaned)
            yield Problem(found.pointer, UNPRINTABLE, label(place.title, found.fault))

    def _translate(self, detail: ErrorDetails) -> Problem:
        steps = self._steps(detail)
        pointer = "".join(f"/{escape_pointer(str(step))}" for step in steps)
        if error_type(detail) == "extra_forbidden" and steps:
            sentence = describe_unknown_field(str(steps[-1]), self._titles.place(steps[:-1], self._cleaned))
            return Problem(pointer, error_code(detail), sentence)
        place = self._titles.place(steps, self._cleaned)
        sentence = describe_error(detail, place.title, place.examples, place.types)
        line = self._outline_line(detail, steps)
        if line:
            sentence = label(f"{place.title} (dòng {line})", sentence)
        return Problem(pointer, error_code(detail), sentence)

    def _steps(self, detail: ErrorDetails) -> list[Step]:
        """The place in the input: Pydantic's own steps (union tags, wrapped single values) are left out."""
        steps: list[Step] = []
        current = self._cleaned
        last = len(detail["loc"]) - 1
        tag: object = None
        for index, step in enumerate(detail["loc"]):
            if tag is not None and step == tag:
                tag = None
                continue
            if isinstance(step, int) and steps[-1:] == [_BODY] and isinstance(current, list):
                step = self._raw_block(current, step)
            if not _leads_on(current, step):
                absent = isinstance(current, dict) and isinstance(step, str)
                # A relation may point at a field that is not in the input.
                if absent and index == last and (detail["type"] == "missing" or "sentence" in detail.get("ctx", {})):
                    steps.append(step)
                    current = None
                continue
            current = current[step]
            # A block's errors stand under its kind, which is no step of the input.
            is_block = isinstance(step, int) and steps[-1:] == [_BODY] and isinstance(current, dict)
            tag = current.get("kieu") if is_block else None
            steps.append(step)
        return steps

    def _raw_block(self, raw_blocks: list[object], index: int) -> int:
        """The block of the input that a block came from, whose lines may have been made paragraphs of their own."""
        if id(raw_blocks) not in self._origins:
            self._origins[id(raw_blocks)] = line_origins(raw_blocks)
        origins = self._origins[id(raw_blocks)]
        return origins[index] if index < len(origins) else index

    def _outline_line(self, detail: ErrorDetails, steps: Sequence[Step]) -> int | None:
        """The line of an outline text that a problem with one of its blocks stands on."""
        *before, block = detail["loc"] or ("",)
        if not isinstance(block, int) or before[-1:] != [_BODY]:
            return None
        text = _follow(self._cleaned, steps)
        outline = self._outlines.by_text.get(text) if isinstance(text, str) else None
        return outline.block_lines[block] if outline and block < len(outline.block_lines) else None


def _is_within(inner: Problem, outer: Problem) -> bool:
    return inner.pointer == outer.pointer or inner.pointer.startswith(f"{outer.pointer}/")


def _leads_on(current: Any, step: Step) -> bool:
    if isinstance(current, dict):
        return step in current
    return isinstance(current, list) and isinstance(step, int) and step < len(current)


def _follow(current: Any, steps: Iterable[Step]) -> Any:
    for step in steps:
        current = current[step] if _leads_on(current, step) else None
    return current


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


def in_order(problems: Sequence[Problem], record: Any) -> tuple[Problem, ...]:
    """Each problem once, in the order of the input; what is missing comes behind what is there."""
    order = _InputOrder(record)
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: order.rank(problem.pointer)))


class _InputOrder:
    """Where pointers stand in an input."""

    def __init__(self, record: Any) -> None:
        self._record = record
        self._positions: dict[int, dict[Any, int]] = {}

    def rank(self, pointer: str) -> tuple[int, ...]:
        """The position at each level; what is not in the input comes last at its level, the whole last of all."""
        ranks: list[int] = []
        current = self._record
        for step in _steps_of(pointer, self._record):
            ranks.append(step if isinstance(step, int) else self._position(current, step))
            current = current[step] if _leads_on(current, step) else None
        return tuple(ranks) or (self._position(self._record, ""),)

    def _position(self, fields: Any, name: str) -> int:
        if not isinstance(fields, dict):
            return 0
        if id(fields) not in self._positions:
            self._positions[id(fields)] = {key: position for position, key in enumerate(fields)}
        return self._positions[id(fields)].get(name, len(fields))
