"""The order of the steps from a raw record to a finished paper; every entrance goes through `produce`."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.base import VanBan
from schemas.catalog import load_kinds
from schemas.relations import rule_set_of
from schemas.validate import validate_record
from service.convert.pdf import PdfMeta
from service.convert.soffice import Converter, ConvertLimits
from service.errors import ErrorCode, SourceUnreadable
from service.findings import Finding
from service.merge.context import build_context
from service.merge.look import Look
from service.merge.render import render_docx
from service.merge.templates import find_template
from service.rules.model import RuleSet
from service.settings import Settings

MAX_DEPTH = 40
MAX_DIGITS = 30


@dataclass(frozen=True)
class Produced:
    """A finished paper: both files, what was noticed, and a name for the files without an ending."""

    docx: bytes
    pdf: bytes | None
    findings: tuple[Finding, ...]
    file_stem: str
    rule_set: str
    template_version: str


def produce(record: Mapping[str, Any], settings: Settings, *, pdf: bool = True) -> Produced:
    """Makes a paper of a raw record.

    Raises:
        RecordInvalid: the record is not a valid document; it carries every problem.
        KindInvalid: a kind of the office's own is described wrongly.
        TemplateError: the template is missing or faulty.
        ConversionError: LibreOffice is missing, too slow, or made no sound PDF.
    """
    validated = validate_record(record, load_kinds(settings.kinds_folder))
    van_ban = validated.van_ban
    rule_set = require_rule_set(van_ban)
    look = Look(rule_set, van_ban.co_quan[0].lua_chon)
    template = find_template(settings.template_folders, rule_set.khoi, van_ban.loai, rule_set)
    merge = build_context(van_ban.compose(rule_set), rule_set, look, validated.bodies)
    docx = render_docx(template, merge, look)
    made_pdf = None
    if pdf:
        meta = PdfMeta(title=merge.title, author=merge.author, subject=merge.subject)
        made_pdf = build_converter(settings).to_pdf(docx, meta)
    return Produced(
        docx=docx,
        pdf=made_pdf,
        findings=validated.findings + merge.findings,
        file_stem=file_stem(van_ban, merge.values["so_ky_hieu"]),
        rule_set=rule_set.id,
        template_version=template.version,
    )


def build_converter(settings: Settings) -> Converter:
    """The converter that the settings describe."""
    limits = ConvertLimits(timeout_s=settings.convert_timeout_s, memory_mb=settings.convert_memory_mb)
    return Converter(settings.soffice_folder, limits)


def require_rule_set(van_ban: VanBan) -> RuleSet:
    """The rule set of a valid document; validation has made sure that there is one."""
    rule_set = rule_set_of({"co_quan": van_ban.co_quan, "ngay_ban_hanh": van_ban.ngay_ban_hanh})
    if rule_set is None:
        raise AssertionError("a valid document has a rule set")
    return rule_set


def load_record(raw: bytes, max_bytes: int) -> Mapping[str, Any]:
    """A JSON object from bytes: UTF-8 with or without BOM, no double keys, no NaN, not nested beyond reason.

    Raises:
        SourceUnreadable: too large, not UTF-8, not JSON, not an object, or nested too deep.
    """
    if len(raw) > max_bytes:
        raise SourceUnreadable(ErrorCode.SOURCE_TOO_LARGE, size=_megabytes(len(raw)), limit=_megabytes(max_bytes))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(reason=f"không phải mã UTF-8 (byte thứ {error.start + 1})") from error
    try:
        record = json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_refuse_constant, parse_int=_read_int)
    except json.JSONDecodeError as error:
        raise SourceUnreadable(reason=f"sai cú pháp JSON ở dòng {error.lineno}, cột {error.colno}") from error
    except RecursionError as error:
        raise SourceUnreadable(reason="các ngoặc lồng nhau quá sâu") from error
    if not isinstance(record, dict):
        raise SourceUnreadable(reason="phải là một đối tượng JSON, viết trong ngoặc nhọn")
    _require_shallow(record)
    return record


def file_stem(van_ban: VanBan, so_ky_hieu: str) -> str:
    """A name for the files in plain letters: `05-KH-DU`, or `ke-hoach-du-thao` while there is no number."""
    if van_ban.so_van_ban is None and van_ban.so_ky_hieu is None:
        return f"{van_ban.loai.replace('_', '-')}-du-thao"
    number = so_ky_hieu.partition(" ")[2]
    folded = unicodedata.normalize("NFD", number.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(
        char if char.isascii() and char.isalnum() else "-" for char in folded if not unicodedata.combining(char)
    )
    return "-".join(part for part in plain.split("-") if part) or van_ban.loai.replace("_", "-")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for key, value in pairs:
        if key in record:
            raise SourceUnreadable(reason=f"trường “{key[:40]}” ghi hai lần trong cùng một đối tượng")
        record[key] = value
    return record


def _read_int(digits: str) -> int:
    # Python itself refuses numbers of thousands of digits, with an error of its own.
    if len(digits) > MAX_DIGITS:
        raise SourceUnreadable(reason=f"có số dài quá {MAX_DIGITS} chữ số")
    return int(digits)


def _refuse_constant(name: str) -> float:
    raise SourceUnreadable(reason=f"{name} không phải là số JSON")


def _require_shallow(record: object) -> None:
    level, depth = [record], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise SourceUnreadable(reason=f"các ngoặc lồng nhau quá {MAX_DEPTH} lớp")
        level = [
            item
            for value in level
            if isinstance(value, dict | list)
            for item in (value.values() if isinstance(value, dict) else value)
        ]


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
