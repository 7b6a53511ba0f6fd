"""The texts of a record apart from its fields: what is secret, unprintable, invisible, unreadable, too deep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schemas.block_places import Bodies
from schemas.noi_dung import Outlines, block_texts
from service.errors import Problem
from service.findings import Finding, Level
from service.text.blocks import BULLETS, Heading, Paragraph
from service.text.clean import INVISIBLE, clean_text, escape_pointer, iter_texts
from service.text.form_parts import FormPartFinder
from service.text.outline_notices import FORM_PART

# Far more than any paper needs, far less than what exhausts the interpreter.
MAX_DEPTH = 40
MAX_VALUES = 200_000
SECRECY_FIELD = "do_mat"
CLASSIFIED = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
CLASSIFIED_SENTENCE = (
    "Chương trình không soạn văn bản có độ mật. Văn bản thuộc bí mật nhà nước phải soạn trên máy riêng theo quy định "
    "về bảo vệ bí mật nhà nước; nếu không phải văn bản mật, hãy xóa mục này."
)
# What may stand before the words of a line (a bullet, a number, signs of emphasis or of an outline) and behind them.
_BEFORE = re.compile(r"[\W_]*(?:(?:[0-9]+(?:\.[0-9]+)*|[IVXLC]{1,8}|[A-ZĐa-zđ])(?:[.)/]| ?[-–—])[\W_]*)?")
_BEHIND = re.compile(r"[\W_]+$")
_LONGEST_MARKED = 200
_TYPED_BULLETS = "".join(BULLETS.values())
_BODY = "/noi_dung"
_ONLY_CONTENT = "nội dung không gồm phần đầu và phần cuối văn bản"
_CITATION = "Quy ước nhập liệu của chương trình"


@dataclass(frozen=True)
class Unprintable:
    """Where characters that cannot be printed stand, their names, and the line of the first in a longer text."""

    pointer: str
    names: tuple[str, ...]
    line: int | None

    @property
    def fault(self) -> str:
        """The words for it, without the field's title."""
        shown = ", ".join(self.names[:5]) + (", …" if len(self.names) > 5 else "")
        where = f" ở dòng {self.line}" if self.line else ""
        return f"có ký tự mà phông chữ văn bản không in được{where}: {shown}. Hãy xóa hoặc thay bằng chữ"


def find_oversize(record: Mapping[str, Any]) -> Problem | None:
    """The place where a record is nested deeper than `MAX_DEPTH`, or the whole when it holds too many values."""
    stack: list[tuple[object, str, int]] = [(record, "", 0)]
    count = 0
    while stack:
        value, pointer, depth = stack.pop()
        if depth > MAX_DEPTH:
            sentence = f"Dữ liệu lồng nhau quá {MAX_DEPTH} lớp ngoặc. Hãy kiểm tra lại các dấu ngoặc."
            return Problem(pointer, "too-deep", sentence)
        if not isinstance(value, dict | list | tuple):
            continue
        count += len(value)
        if count > MAX_VALUES:
            sentence = f"Dữ liệu có hơn {MAX_VALUES} giá trị. Hãy rút gọn hoặc chia thành nhiều văn bản."
            return Problem("", "too-many-values", sentence)
        items = value.items() if isinstance(value, dict) else enumerate(value)
        stack.extend((item, f"{pointer}/{escape_pointer(str(step))}", depth + 1) for step, item in items)
    return None


def find_secrecy(cleaned: Mapping[str, Any], outlines: Outlines) -> Iterator[Problem]:
    """Every text with a line that is just a mark of secrecy."""
    for pointer, text in iter_texts(cleaned):
        outline = outlines.by_text.get(text)
        line = _classified_line(text) or (_classified_line(block_texts(outline.blocks)) if outline else None)
        if line:
            where = f"Dòng {line} chỉ ghi độ mật. " if "\n" in text else ""
            yield Problem(pointer, "secrecy", f"{where}{CLASSIFIED_SENTENCE}")


def find_secrecy_fields(record: Mapping[str, Any]) -> Iterator[Problem]:
    """Every value for the secrecy field, at any level."""
    for pointer, fields in _objects(record):
        if _is_filled(fields.get(SECRECY_FIELD)):
            yield Problem(f"{pointer}/{SECRECY_FIELD}", "secrecy", CLASSIFIED_SENTENCE)


def find_unreadable_names(record: Mapping[str, Any]) -> Iterator[Problem]:
    """Every field whose name is no text that could be written down: nothing is called so."""
    for pointer, fields in _objects(record):
        for name in fields:
            if not _is_name(name):
                place = f"{pointer}/{escape_pointer(str(name))}"
                yield Problem(place, "unknown-field", "Tên trường có ký tự hỏng. Hãy xóa hoặc gõ lại tên trường.")


def readable(value: Any) -> Any:
    """The same record without what is told of apart, secrecy fields and unreadable names, and without nulls.

    Many programs send null for what they have no value for: it is a field that was not given.

    The caller bounds the nesting.
    """
    if isinstance(value, dict):
        kept = {name: item for name, item in value.items() if _is_name(name) and name != SECRECY_FIELD}
        return {name: readable(item) for name, item in kept.items() if item is not None}
    if isinstance(value, list | tuple):
        return [readable(item) for item in value]
    return value


def find_unprintable(cleaned: Mapping[str, Any], outlines: Outlines) -> Iterator[Unprintable]:
    """Every text with characters that cannot be printed. A bullet's sign in an outline or a mark is replaced."""
    for pointer, text in iter_texts(cleaned):
        outline = outlines.by_text.get(text)
        names = clean_text(text, also_printable=_TYPED_BULLETS if outline or pointer.endswith("/dau") else "").refused
        if outline:
            names = tuple(dict.fromkeys(names + clean_text(block_texts(outline.blocks)).refused))
        if names:
            yield Unprintable(pointer, names, _line_of_first(text))


def find_invisible(record: Mapping[str, Any]) -> Iterator[Finding]:
    """A notice for every text of the raw record from which invisible characters were dropped."""
    for pointer, text in iter_texts(record):
        dropped = [name for char, name in INVISIBLE.items() if char in text]
        if dropped:
            yield Finding(
                rule="VT-CHAR-INVISIBLE",
                citation=_CITATION,
                level="info",
                place=pointer,
                expected="không có ký tự ẩn",
                found=", ".join(dropped),
                fix="Đã bỏ ký tự ẩn, chữ nhìn thấy giữ nguyên.",
            )


def find_outline_notices(cleaned: Mapping[str, Any], outlines: Outlines) -> Iterator[Finding]:
    """What the reading of outline texts had to tell.

    What the form prints anyway is told of the paper's own body only: an annex may well hold a whole specimen.
    """
    for pointer, text in iter_texts(cleaned):
        outline = outlines.by_text.get(text)
        for notice in outline.notices if outline else ():
            if notice.code != FORM_PART:
                expected = "dàn ý đọc được trọn vẹn"
                yield _outline_finding(pointer, notice.code, expected, f"dòng {notice.line}", notice.message, "info")
            elif pointer == _BODY:
                found = f"dòng {notice.line}"
                yield _outline_finding(pointer, notice.code, _ONLY_CONTENT, found, notice.message, notice.level)


def find_form_parts(bodies: Bodies) -> Iterator[Finding]:
    """Every paragraph and heading of a body given as blocks that the form prints anyway."""
    for body in bodies.all:
        finder = FormPartFinder()
        for block, place in zip(body.blocks, body.places, strict=True):
            if body.pointer != _BODY or place.line is not None:
                break
            if not isinstance(block, Paragraph | Heading):
                finder.leave_head()
                continue
            part = finder.find(block.noi_dung if isinstance(block, Paragraph) else block.tieu_de)
            if part:
                yield _outline_finding(place.pointer, FORM_PART, _ONLY_CONTENT, part.line, part.message, "warning")


def _outline_finding(place: str, code: str, expected: str, found: str, fix: str, level: Level) -> Finding:
    return Finding(f"VT-OUTLINE-{code.upper()}", _CITATION, level, place, expected, found, fix)


def _objects(record: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    """Every object of a record with its pointer, the record itself included."""
    stack: list[tuple[object, str]] = [(record, "")]
    while stack:
        value, pointer = stack.pop()
        if isinstance(value, dict):
            yield pointer, value
            stack.extend((item, f"{pointer}/{escape_pointer(str(name))}") for name, item in value.items())
        elif isinstance(value, list | tuple):
            stack.extend((item, f"{pointer}/{index}") for index, item in enumerate(value))


def _is_name(name: object) -> bool:
    return isinstance(name, str) and not any("\ud800" <= char <= "\udfff" for char in name)


def _is_filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _classified_line(text: str) -> int | None:
    """The number of the first line, or cell, that is just a mark of secrecy."""
    if "MẬT" not in text:  # cheap first: most texts hold no such word at all
        return None
    for number, line in enumerate(text.split("\n"), start=1):
        if "MẬT" in line and not CLASSIFIED.isdisjoint(map(_bare_words, line.split("|"))):
            return number
    return None


def _bare_words(line: str) -> str:
    """The words of a line without the signs and marks around them."""
    line = " ".join(line.split())
    return line if len(line) > _LONGEST_MARKED else _BEHIND.sub("", _BEFORE.sub("", line, count=1))


def _line_of_first(text: str) -> int | None:
    lines = text.split("\n")
    if len(lines) < 2:
        return None
    return next((number for number, line in enumerate(lines, start=1) if clean_text(line).refused), None)
