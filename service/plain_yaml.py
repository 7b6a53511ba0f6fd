"""Plain YAML: maps, lists and texts as a clerk types them, built from the parser's events with no constructor at all.

Typed are only `true`, `false`, `null`, nothing at all, and plain decimal numbers; `05`, `yes`, `12:30` and dates stay
text. Tags, anchors, aliases, double keys, several documents, and what is too long or too deep are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from service.errors import ErrorCode, SourceUnreadable
from service.records import MAX_DEPTH, MAX_DIGITS, megabytes

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
# What clerks meet, by a piece of the parser's own words.
_ADVICE: Mapping[str, str] = {
    "'\\t'": "thụt dòng bằng phím Tab; hãy dùng dấu cách",
    "mapping values are not allowed": "chữ có dấu hai chấm phải đặt trong ngoặc kép, hoặc dòng thụt sai",
    "could not find expected ':'": "thiếu dấu hai chấm và dấu cách sau tên trường, hoặc dòng thụt sai",
    "unexpected end of stream": "thiếu dấu đóng ngoặc",
    "cannot start any token": "ký tự này ở đầu giá trị phải đặt trong ngoặc kép",
    "expected <block end>": "dòng thụt không thẳng hàng với các dòng cùng mục, hoặc thừa dấu ngoặc kép trong chữ",
    "unknown escape character": "trong ngoặc kép, dấu \\ phải viết thành \\\\",
}

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class PlainYaml:
    """A value and, for the places in it, the lines they stand on, counted from 1."""

    value: Any
    lines: Mapping[Steps, int]


def read_yaml(raw: bytes, max_bytes: int) -> PlainYaml:
    """The value of a YAML text: UTF-8 with or without BOM.

    Raises:
        SourceUnreadable: too large, not UTF-8, or not plain YAML; it names line and column.
    """
    if len(raw) > max_bytes:
        raise SourceUnreadable(ErrorCode.SOURCE_TOO_LARGE, size=megabytes(len(raw)), limit=megabytes(max_bytes))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(reason=f"không phải mã UTF-8 (byte thứ {error.start + 1})") from error
    try:
        return _Builder().build(yaml.parse(text, Loader=yaml.SafeLoader))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - (text.rfind("\n", 0, error.position) + 1) + 1
        sign = f"U+{int(error.character):04X}"
        raise _fault(f"có ký tự không dùng được trong YAML, {sign},", line, column) from error
    except MarkedYAMLError as error:
        words = f"{error.context} {error.problem}"
        advice = next((advice for piece, advice in _ADVICE.items() if piece in words), "")
        mark = error.problem_mark or error.context_mark
        raise (
            _fault("sai cú pháp YAML", mark.line + 1, mark.column + 1, advice)
            if mark
            else _fault("sai cú pháp YAML", 1, 1, advice)
        ) from error


@dataclass
class _Open:
    """A map or list that is being read; `key` is the key waiting for its value."""

    value: dict[str, Any] | list[Any]
    steps: Steps
    key: str | None = None


@dataclass
class _Builder:
    """Puts values together from events, without recursion."""

    stack: list[_Open] = field(default_factory=list)
    lines: dict[Steps, int] = field(default_factory=dict)
    root: Any = None
    documents: int = 0

    def build(self, events: Iterator[yaml.Event]) -> PlainYaml:
        for event in events:
            self._take(event)
        return PlainYaml(self.root, self.lines)

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise _at(event, "chỉ được có một tài liệu trong tệp; hãy bỏ dòng --- thứ hai")
            case yaml.AliasEvent():
                raise _at(event, "không dùng được tên gọi lại (*); hãy viết giá trị ra, hoặc đặt trong ngoặc kép")
            case yaml.ScalarEvent():
                self._refuse_extras(event)
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_extras(event)
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            raise _at(event, "không dùng được tên đặt trước (&); hãy bỏ, hoặc đặt giá trị trong ngoặc kép")
        if event.tag is not None:
            raise _at(event, "không dùng được thẻ kiểu (!); hãy bỏ, hoặc đặt giá trị trong ngoặc kép")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._wants_key():
            top = self.stack[-1]
            if event.value in top.value:
                raise _at(event, f"trường “{event.value[:40]}” ghi hai lần trong cùng một mục")
            top.key = event.value
        else:
            self._put(event, _typed(event) if event.style is None else event.value)

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if self._wants_key():
            raise _at(event, "tên trường phải là chữ; chữ bắt đầu bằng ngoặc phải đặt trong ngoặc kép")
        if len(self.stack) >= MAX_DEPTH:
            raise _at(event, f"các mục lồng nhau quá {MAX_DEPTH} lớp")
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Open(value, self._put(event, value)))

    def _wants_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _put(self, event: yaml.Event, value: Any) -> Steps:
        """Puts a value where it belongs; its steps."""
        steps: Steps = ()
        if not self.stack:
            self.root = value
        else:
            top = self.stack[-1]
            if isinstance(top.value, dict):
                step: str | int = top.key or ""
                top.value[str(step)], top.key = value, None
            else:
                step = len(top.value)
                top.value.append(value)
            steps = (*top.steps, step)
        self.lines[steps] = _place(event)[0]
        return steps


def _typed(event: yaml.ScalarEvent) -> Any:
    text: str = event.value
    if text in _WORDS:
        return _WORDS[text]
    if not _INTEGER.fullmatch(text) and not _DECIMAL.fullmatch(text):
        return text
    if len(text) > MAX_DIGITS:
        raise _at(event, f"số dài quá {MAX_DIGITS} chữ số")
    return int(text) if _INTEGER.fullmatch(text) else float(text)


def _at(event: yaml.Event, reason: str) -> SourceUnreadable:
    return _fault(reason, *_place(event))


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column an event begins at, counted from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _fault(reason: str, line: int, column: int, advice: str = "") -> SourceUnreadable:
    return SourceUnreadable(reason=f"dòng {line}, cột {column}: {reason}{f' ({advice})' if advice else ''}")
