"""How the tests call the command, and what they get back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Called:
    """How a call ended and what it said."""

    code: int
    out: str
    err: str


class Vanthu(Protocol):
    """The command in this process."""

    def __call__(self, *words: str | Path, stdin: bytes = b"") -> Called: ...


def command(*words: str | Path) -> list[str]:
    """The command as a process of its own, started as `.venv/bin/vanthu` starts it."""
    start = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); from service.cli import main; main()"
    return [sys.executable, "-P", "-c", start, *(str(word) for word in words)]


def call_process(
    *words: str | Path, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Called:
    """Runs the command as a process of its own, to its end."""
    done = subprocess.run(
        command(*words), input=stdin, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, timeout=60,
        check=False,
    )  # fmt: skip
    return Called(done.returncode, done.stdout.decode(), done.stderr.decode())
