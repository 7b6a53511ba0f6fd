"""What every command does with the world: settings, the input, standard output, a wrong call."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli_errors import ExitCode, Stop, one_line
from service.cli_wording import WrongUsage
from service.errors import ErrorCode, SourceUnreadable
from service.files import REASONS

if TYPE_CHECKING:
    from service.settings import Settings


def read_settings(*, tell_unknown: bool = True) -> Settings:
    """The settings; variables that look like one and are none are told of on standard error.

    Raises:
        Stop: a variable holds a value that is not allowed.
    """
    from service.settings import SettingsInvalid, describe_unknown, load_settings

    try:
        settings = load_settings()
    except SettingsInvalid as error:
        raise Stop(ExitCode.WRONG_USAGE, *error.problems) from error
    if tell_unknown:
        for name, sentence in describe_unknown(os.environ).items():
            click.echo(one_line(f"Biến môi trường {name}: {sentence}"), err=True)
    return settings


def read_source(source: str, settings: Settings) -> bytes:
    """The bytes of a file, or of standard input for "-".

    Raises:
        Stop: the file is not there or may not be read.
        SourceUnreadable: it is longer than the settings allow.
    """
    limit = settings.max_input_bytes
    try:
        if source == "-":
            content = sys.stdin.buffer.read(limit + 1) if sys.stdin else b""
        else:
            with Path(source).open("rb") as file:
                content = file.read(limit + 1)
    except OSError as error:
        reasons = {
            FileNotFoundError: "không có tệp này",
            NotADirectoryError: "không có tệp này",
            IsADirectoryError: "đây là thư mục",
            PermissionError: "không có quyền đọc",
        }
        reason = reasons.get(type(error), "hệ thống không đọc được")
        sentence = f"Không đọc được {source}: {reason}. Hãy kiểm tra lại đường dẫn."
        raise Stop(ExitCode.BAD_INPUT, sentence) from error
    if len(content) > limit:
        raise SourceUnreadable(
            ErrorCode.SOURCE_TOO_LARGE,
            size=f"hơn {settings.max_input_mb} MB",
            limit=f"{settings.max_input_mb} MB đặt ở VANTHU_MAX_INPUT_MB",
        )
    return content


def say(text: str, nl: bool = True) -> None:
    """Prints to standard output.

    Raises:
        Stop: it cannot be written.
    """
    try:
        click.echo(text, nl=nl)
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_stdout()
        reason = REASONS.get(error.errno or 0, "hệ thống từ chối")
        raise Stop(ExitCode.OUTPUT, f"Không ghi được đầu ra chuẩn: {reason}.") from error


def silence_stdout() -> None:
    """Sends what is still to be written nowhere, so that the interpreter does not fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def wrong_usage(sentence: str) -> WrongUsage:
    """The error for a wrong call of the command that runs."""
    return WrongUsage(sentence, click.get_current_context())


def to_json(value: object) -> str:
    """Plain data as JSON to be read by people too."""
    return json.dumps(value, ensure_ascii=False, indent=2)
