"""The raw texts of a record before any field is looked at: what is secret, unprintable, invisible, too deep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schemas.noi_dung import Outlines, block_texts
from service.errors import Problem
from service.findings import Finding
from service.text.blocks import BULLETS
from service.text.clean import clean_text, escape_pointer, iter_texts

# Far more than any paper needs, far less than what exhausts the interpreter.
MAX_DEPTH = 40
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


def find_too_deep(record: Mapping[str, Any]) -> Problem | None:
    """The first place where a record is nested deeper than `MAX_DEPTH`."""
    stack: list[tuple[object, str, int]] = [(record, "", 0)]
    while stack:
        value, pointer, depth = stack.pop()
        if depth > MAX_DEPTH:
            sentence = f"Dữ liệu lồng nhau quá {MAX_DEPTH} lớp ngoặc. Hãy kiểm tra lại các dấu ngoặc."
            return Problem(pointer, "too-deep", sentence)
        if isinstance(value, dict):
            stack.extend((item, f"{pointer}/{escape_pointer(str(key))}", depth + 1) for key, item in value.items())
        elif isinstance(value, list | tuple):
            stack.extend((item, f"{pointer}/{index}", depth + 1) for index, item in enumerate(value))
    return None


def find_secrecy(record: Mapping[str, Any], outlines: Outlines) -> Iterator[Problem]:
    """A value for the secrecy field, at any level, and every text with a line that is just a mark of secrecy."""
    for pointer in _secrecy_fields(record):
        yield Problem(pointer, "secrecy", CLASSIFIED_SENTENCE)
    for pointer, text in iter_texts(without_secrecy(record)):
        cleaned = clean_text(text).text
        outline = outlines.by_text.get(cleaned)
        if _has_classified_line(cleaned) or (outline and _has_classified_line(block_texts(outline.blocks))):
            yield Problem(pointer, "secrecy", CLASSIFIED_SENTENCE)


def without_secrecy(value: Any) -> Any:
    """The same record without its secrecy fields, which are told of apart. The caller bounds the nesting."""
    if isinstance(value, dict):
        return {key: without_secrecy(item) for key, item in value.items() if key != SECRECY_FIELD}
    if isinstance(value, list | tuple):
        return [without_secrecy(item) for item in value]
    return value


def find_unprintable(record: Mapping[str, Any], outlines: Outlines) -> Iterator[Unprintable]:
    """Every text with characters that cannot be printed. A bullet's sign in an outline or a mark is replaced."""
    for pointer, text in iter_texts(record):
        outline = outlines.by_text.get(clean_text(text).text)
        is_mark = pointer.endswith("/dau")
        names = clean_text(text, also_printable=_TYPED_BULLETS if outline or is_mark else "").refused
        if outline:
            names = tuple(dict.fromkeys(names + clean_text(block_texts(outline.blocks)).refused))
        if names:
            yield Unprintable(pointer, names, _line_of_first(text))


def find_invisible(record: Mapping[str, Any]) -> Iterator[Finding]:
    """A notice for every text from which invisible characters were dropped."""
    for pointer, text in iter_texts(record):
        if dropped := clean_text(text).dropped:
            yield Finding(
                rule="VT-CHAR-INVISIBLE",
                citation=_CITATION,
                level="info",
                place=pointer,
                expected="không có ký tự ẩn",
                found=", ".join(dropped),
                fix="Đã bỏ ký tự ẩn, chữ nhìn thấy giữ nguyên.",
            )


def find_outline_notices(record: Mapping[str, Any], outlines: Outlines) -> Iterator[Finding]:
    """What the reading of outline texts had to tell."""
    for pointer, text in iter_texts(record):
        outline = outlines.by_text.get(clean_text(text).text)
        for notice in outline.notices if outline else ():
            yield Finding(
                rule=f"VT-OUTLINE-{notice.code.upper()}",
                citation=_CITATION,
                level="info",
                place=pointer,
                expected="dàn ý đọc được trọn vẹn",
                found=f"dòng {notice.line}",
                fix=notice.message,
            )


def _secrecy_fields(record: Mapping[str, Any]) -> Iterator[str]:
    stack: list[tuple[object, str]] = [(record, "")]
    while stack:
        value, pointer = stack.pop()
        if isinstance(value, dict):
            if _is_filled(value.get(SECRECY_FIELD)):
                yield f"{pointer}/{SECRECY_FIELD}"
            stack.extend((item, f"{pointer}/{escape_pointer(str(key))}") for key, item in value.items())
        elif isinstance(value, list | tuple):
            stack.extend((item, f"{pointer}/{index}") for index, item in enumerate(value))


def _is_filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _has_classified_line(text: str) -> bool:
    # Cheap first: most texts hold no such word at all.
    return "MẬT" in text and any(
        _bare_words(piece) in CLASSIFIED for line in text.split("\n") if "MẬT" in line for piece in line.split("|")
    )


def _bare_words(line: str) -> str:
    """The words of a line without the signs and marks around them."""
    line = " ".join(line.split())
    return line if len(line) > _LONGEST_MARKED else _BEHIND.sub("", _BEFORE.sub("", line, count=1))


def _line_of_first(text: str) -> int | None:
    lines = clean_text(text).text.split("\n")
    if len(lines) < 2:
        return None
    return next((number for number, line in enumerate(lines, start=1) if clean_text(line).refused), None)
