"""The docs tell of everything there is: settings, exit codes, kinds, commands."""

from __future__ import annotations

from pathlib import Path

from schemas.catalog import load_kinds
from service.cli import vanthu
from service.cli_errors import ExitCode
from service.settings import PREFIX, Settings

PROJECT = Path(__file__).resolve().parents[2]
HOUSE = (PROJECT / "docs" / "architecture.md").read_text("utf-8")
README = (PROJECT / "README.md").read_text("utf-8")


def rows(page: str) -> set[str]:
    """First cells of all table rows, without code marks."""
    return {line.split("|")[1].strip().strip("`") for line in page.split("\n") if line.startswith("| ")}


def test_every_setting_has_its_row() -> None:
    named = {row for row in rows(HOUSE) if row.startswith(PREFIX)}
    assert named == {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | {"VANTHU_DEBUG"}


def test_every_exit_code_has_its_row() -> None:
    assert {int(row) for row in rows(HOUSE) if row.isdigit()} >= {int(code) for code in ExitCode}


def test_every_kind_has_its_line_in_the_readme() -> None:
    for kind in load_kinds().values():
        assert f"| {kind.ten} | `{kind.loai}` |" in README


def test_every_command_is_named() -> None:
    for name in vanthu.commands:
        assert name in HOUSE
