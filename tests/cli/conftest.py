"""Two ways to call the command: in this process, and as a process of its own."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from service.cli import run
from tests.cli.calls import Called, Vanthu
from tests.web.workshop import RECORD


@pytest.fixture(autouse=True)
def _own_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VANTHU_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("VANTHU_DEBUG", raising=False)


@pytest.fixture
def vanthu(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Vanthu:
    """The command in this process."""

    def call(*words: str | Path, stdin: bytes = b"") -> Called:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsysbinary.readouterr()
        code = run([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return Called(code, out.decode(), err.decode())

    return call


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A valid plan as a JSON file."""
    path = tmp_path / "kế hoạch.json"
    path.write_text(json.dumps(RECORD, ensure_ascii=False), encoding="utf-8")
    return path
