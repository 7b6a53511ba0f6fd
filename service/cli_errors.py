"""Every error of the command to an exit code and Vietnamese lines; the only translator to exit codes."""

from __future__ import annotations

import os
import traceback
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import IntEnum
from secrets import token_hex

import click

from service.cli_wording import describe_usage
from service.errors import ErrorCode, OfficeInvalid, Problem, RecordInvalid, VanThuError
from service.messages import describe


class ExitCode(IntEnum):
    """What a run ended with; the numbers are stable and never reused."""

    OK = 0
    ABORTED = 1
    WRONG_USAGE = 2
    BAD_INPUT = 3
    TEMPLATE = 4
    CONVERTER = 5
    CONVERSION = 7
    OUTPUT = 9
    FINDINGS = 10
    UNFORESEEN = 15


EXIT_CODES: dict[ErrorCode, ExitCode] = {
    ErrorCode.SOURCE_UNREADABLE: ExitCode.BAD_INPUT,
    ErrorCode.SOURCE_TOO_LARGE: ExitCode.BAD_INPUT,
    ErrorCode.RECORD_INVALID: ExitCode.BAD_INPUT,
    ErrorCode.FILE_EMPTY: ExitCode.BAD_INPUT,
    ErrorCode.FILE_TOO_LARGE: ExitCode.BAD_INPUT,
    ErrorCode.FILE_KIND_UNKNOWN: ExitCode.BAD_INPUT,
    ErrorCode.FILE_BROKEN: ExitCode.BAD_INPUT,
    ErrorCode.FILE_ENCRYPTED: ExitCode.BAD_INPUT,
    ErrorCode.FILE_BAD_NAMES: ExitCode.BAD_INPUT,
    ErrorCode.FILE_TOO_COMPLEX: ExitCode.BAD_INPUT,
    ErrorCode.FILE_TOO_MANY_PAGES: ExitCode.BAD_INPUT,
    ErrorCode.FILE_HAS_MACROS: ExitCode.BAD_INPUT,
    ErrorCode.FILE_HAS_EMBEDDED: ExitCode.BAD_INPUT,
    ErrorCode.FILE_HAS_DOCTYPE: ExitCode.BAD_INPUT,
    ErrorCode.FILE_REACHES_OUT: ExitCode.BAD_INPUT,
    ErrorCode.FILE_NOT_A_PAPER: ExitCode.BAD_INPUT,
    ErrorCode.FILE_SCANNED: ExitCode.BAD_INPUT,
    ErrorCode.RULE_SET_INVALID: ExitCode.TEMPLATE,
    ErrorCode.KIND_INVALID: ExitCode.TEMPLATE,
    ErrorCode.OFFICE_INVALID: ExitCode.TEMPLATE,
    ErrorCode.TEMPLATE_NOT_FOUND: ExitCode.TEMPLATE,
    ErrorCode.TEMPLATE_BROKEN: ExitCode.TEMPLATE,
    ErrorCode.PLACEHOLDER_MISMATCH: ExitCode.TEMPLATE,
    ErrorCode.CONTENT_LOST: ExitCode.TEMPLATE,
    ErrorCode.CONVERTER_MISSING: ExitCode.CONVERTER,
    ErrorCode.CONVERTER_BUSY: ExitCode.CONVERTER,
    ErrorCode.CONVERSION_TIMEOUT: ExitCode.CONVERSION,
    ErrorCode.CONVERSION_FAILED: ExitCode.CONVERSION,
    ErrorCode.CONVERSION_UNSOUND: ExitCode.CONVERSION,
    ErrorCode.OUTPUT_NOT_WRITABLE: ExitCode.OUTPUT,
}


class Stop(Exception):
    """Ends a command with an exit code and the lines to say on stderr."""

    def __init__(self, code: ExitCode, *lines: str) -> None:
        self.code = code
        self.lines = lines
        super().__init__(code.name)


def translate(error: Exception) -> tuple[ExitCode, Iterable[str]]:
    """The exit code of an error and what to say about it."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return ExitCode.WRONG_USAGE, [error.message]
    if isinstance(error, click.UsageError):
        return ExitCode.WRONG_USAGE, [one_line(describe_usage(error))]
    if isinstance(error, click.Abort):
        return ExitCode.ABORTED, ["Đã dừng theo yêu cầu."]
    if isinstance(error, Stop):
        return error.code, [one_line(line) for line in error.lines]
    if isinstance(error, RecordInvalid):
        return ExitCode.BAD_INPUT, [one_line(_describe_problem(problem)) for problem in error.problems]
    if isinstance(error, OfficeInvalid):
        return EXIT_CODES[error.code], [one_line(f"{error.file}: {_describe_problem(p)}") for p in error.problems]
    if isinstance(error, VanThuError):
        return EXIT_CODES[error.code], [one_line(describe(error)), *_debug(error)]
    return ExitCode.UNFORESEEN, [*_record_unforeseen(error), *_debug(error)]


def _describe_problem(problem: Problem) -> str:
    return f"{problem.pointer}: {problem.message}" if problem.pointer else problem.message


def _debug(error: Exception) -> list[str]:
    if os.environ.get("VANTHU_DEBUG") != "1":
        return []
    return ["".join(traceback.format_exception(error))]


def _record_unforeseen(error: Exception) -> list[str]:
    """Logs where an error of ours arose (never its text, which may quote the paper); what to say about it."""
    number = token_hex(4)
    lines = [f"Lỗi ngoài dự kiến, mã {number}. Đây là lỗi của chương trình, không phải của dữ liệu."]
    try:
        from service.settings import load_settings

        log = load_settings().data / "logs" / "errors.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            moment = datetime.now(UTC).isoformat(timespec="seconds")
            file.write(f"{moment} {number} {type(error).__name__}\n")
            file.writelines(traceback.format_tb(error.__traceback__))
        lines.append(f"Nơi xảy ra ghi ở {log}; khi báo lỗi hãy gửi kèm đoạn có mã này.")
    except Exception:
        lines.append("Đặt VANTHU_DEBUG=1 rồi chạy lại để xem chi tiết.")
    return lines


def one_line(text: str) -> str:
    """The text without control characters: an input must not forge lines or steer a terminal."""
    return "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char for char in text)
