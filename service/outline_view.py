"""An outline as a person or another program reads it, and blocks turned back into outline text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace

from pydantic import TypeAdapter, ValidationError

from schemas.catalog import load_kinds
from schemas.noi_dung import OptionalNoiDung
from schemas.validate import validate_record
from service.errors import Problem, RecordInvalid, SourceUnreadable
from service.text.blocks import AnyBlock, Footnote, Item, Table
from service.text.clean import clean_text
from service.text.numbering import check_sequence
from service.text.outline_format import format_outline
from service.text.outline_parse import Notice, Outline, parse_outline

KIND_NAMES = {
    "phan": "phần", "chuong": "chương", "muc": "mục", "tieu_muc": "tiểu mục", "dieu": "điều",
    "chu_hoa": "mục A.", "la_ma": "mục I.", "so": "mục 1.", "so_2": "mục 1.1.", "so_3": "mục 1.1.1.",
    "chu_thuong": "điểm a)", "so_ngoac": "điểm (1)", "gach": "gạch -", "cong": "dấu +", "sao": "dấu *",
    "tieu_de": "tiêu đề", "doan": "đoạn", "trich": "trích", "bang": "bảng", "chu_thich": "chú thích",
}  # fmt: skip
_BODY: TypeAdapter[tuple[AnyBlock, ...]] = TypeAdapter(OptionalNoiDung)


def holds_blocks(raw: bytes, source: str) -> bool:
    """Whether an input is JSON with blocks rather than outline text: by its name, without one by its content."""
    if source != "-":
        return source.lower().endswith(".json")
    if not raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"[", b"{")):
        return False
    try:
        json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True


def to_listing(raw: bytes) -> str:
    """The blocks of an outline text, one a line with the line they begin at, then what was joined and is in doubt.

    Raises:
        SourceUnreadable: the text is not UTF-8 or too large.
    """
    outline, notices = _read(raw)
    lines = [
        f"dòng {line:<5} {KIND_NAMES[block.kieu]:<11} {_say(block)}"
        for block, line in zip(outline.blocks, outline.block_lines, strict=True)
    ]
    if outline.joined:
        lines += ["", f"Đã nối dòng ở {len(outline.joined)} chỗ:"]
        lines += [f"dòng {join.first_line}–{join.last_line}: {join.text}" for join in outline.joined]
    if notices:
        lines += ["", f"Cần xem lại {len(notices)} chỗ:"]
        lines += [f"dòng {notice.line}: {notice.message}" for notice in notices]
    return "".join(f"{line}\n" for line in lines)


def to_json(raw: bytes) -> str:
    """The same as JSON: `noi_dung`, `joined`, `notices`.

    Raises:
        SourceUnreadable: the text is not UTF-8 or too large.
    """
    outline, notices = _read(raw)
    content = {
        "noi_dung": [block.model_dump(mode="json", exclude_none=True) for block in outline.blocks],
        "joined": [asdict(join) for join in outline.joined],
        "notices": [asdict(notice) for notice in notices],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def to_outline(raw: bytes) -> str:
    """Outline text of JSON that is a list of blocks or holds them as `noi_dung`.

    Raises:
        SourceUnreadable: it is not JSON, or neither a list nor an object.
        RecordInvalid: a block is not one.
    """
    text = format_outline(_read_blocks(*_load(raw))).rstrip("\n")
    return f"{text}\n" if text else ""


def _read(raw: bytes) -> tuple[Outline, tuple[Notice, ...]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(reason=f"không phải mã UTF-8 (byte thứ {error.start + 1})") from error
    cleaned = clean_text(text)
    outline = parse_outline(cleaned.text)
    found = [*outline.notices, *_unprintable(cleaned.text), *_out_of_sequence(outline)]
    notices = sorted(found, key=lambda notice: notice.line)
    return outline, tuple(notices)


def _unprintable(text: str) -> Iterator[Notice]:
    for number, line in enumerate(text.split("\n"), 1):
        if refused := clean_text(line).refused:
            found = ", ".join(refused[:5])
            sentence = f"Có ký tự mà phông chữ văn bản không in được: {found}. Hãy xóa hoặc thay bằng chữ."
            yield Notice(number, "character-unprintable", sentence)


def _out_of_sequence(outline: Outline) -> Iterator[Notice]:
    for notice in check_sequence(outline.blocks):
        yield Notice(outline.block_lines[notice.block], notice.code, notice.message, "warning")


def _say(block: AnyBlock) -> str:
    """A block on one line: mark, [heading], text."""
    if isinstance(block, Table):
        rows = " / ".join(" | ".join(row) for row in block.hang)
        return " – ".join(part for part in (block.ten, block.don_vi, rows) if part)
    if isinstance(block, Footnote):
        return f"[^{block.dau}] {block.noi_dung}"
    mark = block.dau if isinstance(block, Item) else None
    heading = getattr(block, "tieu_de", None)
    parts = (mark, f"[{heading}]" if heading else None, getattr(block, "noi_dung", None))
    return " ".join(part for part in parts if part).replace("\n", " / ")


def _load(raw: bytes) -> tuple[object, str]:
    """The body in JSON input, and the pointer it stands at."""
    from service.records import load_record

    text = raw.removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith(b"["):
        # The reader of records takes objects only, and its positions would be off: the syntax is looked at first.
        with suppress(UnicodeDecodeError, RecursionError):
            _check_syntax(text)
        return load_record(b'{"noi_dung":' + text + b"}", len(text) + 20)["noi_dung"], ""
    record = load_record(raw, len(raw))
    if "noi_dung" not in record:
        raise RecordInvalid((Problem("/noi_dung", "missing", "Nội dung: bắt buộc phải có."),))
    return record["noi_dung"], "/noi_dung"


def _check_syntax(text: bytes) -> None:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceUnreadable(reason=f"sai cú pháp JSON ở dòng {error.lineno}, cột {error.colno}") from error


def _read_blocks(content: object, prefix: str) -> tuple[AnyBlock, ...]:
    try:
        return _BODY.validate_python(content)
    except ValidationError as error:
        raise RecordInvalid(tuple(_problems(content, prefix))) from error


def _problems(content: object, prefix: str) -> Iterator[Problem]:
    """What is wrong with a body, as its sender would be told of the whole paper."""
    try:
        validate_record({"loai": next(iter(load_kinds())), "noi_dung": content})
    except RecordInvalid as error:
        for problem in error.problems:
            if problem.pointer.startswith("/noi_dung"):
                yield replace(problem, pointer=prefix + problem.pointer.removeprefix("/noi_dung"))
