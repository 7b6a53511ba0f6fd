"""Whole commands, from the start of a process to its end: `vanthu render`, and the stock way as a script."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.contenders import Filling, Stock
from tests.bench.papers import Sheet

PROJECT = Path(__file__).resolve().parents[2]
STOCK = Path(__file__).with_name("stock_command.py")
# What the command in .venv does, whatever checkout that one belongs to.
RENDER = ("-P", "-c", "from service.cli import main; main()", "render")
TIMEOUT_S = 120


class Commands:
    """Both commands with their files in one folder."""

    def __init__(self, stock: Stock) -> None:
        """`stock` says which LibreOffice and which profile the stock command takes."""
        self._stock = stock
        self._folder = stock.folder / "commands"
        self._folder.mkdir()
        self._record, self._out = self._folder / "record.json", self._folder / "out"
        self._template, self._values = self._folder / "template.docx", self._folder / "values.pickle"

    def write(self, sheet: Sheet, filling: Filling) -> None:
        """Writes what both start from, which is not measured."""
        shutil.rmtree(self._out, ignore_errors=True)
        self._out.mkdir()
        self._record.write_text(sheet.json, encoding="utf-8")
        self._template.write_bytes(filling.template)
        self._values.write_bytes(pickle.dumps(filling.values))

    def render(self) -> bytes:
        """The PDF of `vanthu render`."""
        self._run(*RENDER, self._record, "--out", self._out)
        return self._made()

    def stock(self) -> bytes:
        """The PDF of the script."""
        self._run(
            "-P", STOCK, self._template, self._values, self._out / "stock.docx", self._stock.profile,
            self._stock.command,
        )  # fmt: skip
        return self._made()

    def _run(self, *words: str | Path) -> None:
        env = {**os.environ, "PYTHONPATH": str(PROJECT)}
        subprocess.run([sys.executable, *words], check=True, capture_output=True, timeout=TIMEOUT_S, env=env)

    def _made(self) -> bytes:
        (made,) = self._out.glob("*.pdf")
        content = made.read_bytes()
        made.unlink()
        return content
