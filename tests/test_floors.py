"""The house's floors, read from the imports: nothing reaches up, and each outside thing has one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

FLOORS = {
    "service.errors": 0, "service.messages": 0, "service.findings": 0, "service.settings": 0, "service.files": 0,
    "service.rules": 0,
    "service.records": 1, "service.plain_yaml": 1, "service.pdfium": 1,
    "service.text": 1, "service.docx_package": 1,
    "schemas": 2,
    "service.offices": 3, "service.file_names": 3,
    "service.merge": 3, "service.convert": 3, "service.the_thuc": 3, "service.tables": 3,
    "service.pipeline": 4, "service.checking": 4, "service.bulk": 4,
    "service.store": 5, "service.jobs": 5, "service.doctor": 5, "service.outline_view": 5, "service.rules_view": 5,
    "service.rules_allowed": 5,
    "service.check_view": 5, "service.mend_view": 5, "service.check_report": 5,
    "service.web": 6, "service.cli": 6, "service.cli_drafts": 6, "service.cli_wording": 6, "service.cli_errors": 6,
    "service.cli_io": 6, "service.cli_checker": 6,
}  # fmt: skip

# What only one place may import or call, and that place.
HOMES = {
    "subprocess": "service.convert", "multiprocessing": "service.convert", "pty": "service.convert",
    "os.system": "service.convert", "os.popen": "service.convert", "os.fork": "service.convert",
    "os.posix_spawn": "service.convert", "os.execv": "service.convert", "os.execve": "service.convert",
    "os.execvp": "service.convert", "asyncio.create_subprocess_exec": "service.convert",
    "docxtpl": "service.merge", "yaml": "service.plain_yaml",
    "flask": "service.web", "werkzeug": "service.web", "gunicorn": "service.web",
    "click": "service.cli",
    "print": "service.cli", "input": "service.cli", "exit": "service.cli", "quit": "service.cli",
    "sys.exit": "service.cli", "os._exit": "service.cli", "SystemExit": "service.cli",
}  # fmt: skip
# Programs that run in a process of their own, which they may end.
PROGRAMS = {"service.convert.warm.host": {"os._exit", "SystemExit"}}
# The floor whose packages are steps of one way: what goes on between them is the pipeline's.
STEPS = 3
CLI_PARTS = {f"service.{name}": "service.cli" for name in ("cli_wording", "cli_errors", "cli_io", "cli_checker")}


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("service", "schemas"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            parts = path.relative_to(PROJECT).with_suffix("").parts
            yield ".".join(part for part in parts if part != "__init__"), path


def home_of(module: str) -> str:
    """The entry of FLOORS a module belongs to: itself or the package it lies in; "" if there is none."""
    names = module.split(".")
    known = (".".join(names[:length]) for length in range(len(names), 0, -1))
    return next((name for name in known if name in FLOORS), "")


def imports_of(tree: ast.AST, module: str, is_package: bool) -> Iterator[str]:
    """Full names of what a module imports, wherever in it."""
    parents = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = parents[: len(parents) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"import_module", "__import__"}:
            yield _imported_by_call(node)


def _imported_by_call(call: ast.Call) -> str:
    """The module, or the package of which some module, is imported by name; "?" where it cannot be read."""
    match call.args[:1]:
        case [ast.Constant(value=str(name))]:
            return name
        case [ast.JoinedStr(values=[ast.Constant(value=str(start)), *_])] if start.endswith("."):
            return start.removesuffix(".")
        case _:
            return "?"


def uses_of(tree: ast.AST) -> Iterator[str]:
    """Names called or raised, as written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
            yield node.exc.id


def violations(module: str, source: str, is_package: bool = False) -> list[str]:
    """What a module does that its floor does not allow."""
    tree = ast.parse(source)
    home = home_of(module)
    found = []
    if home == "" and module != "service":
        found.append(f"{module} has no floor")
    for name in imports_of(tree, module, is_package):
        target = home_of(name)
        if name == "?":
            found.append(f"{module} imports what cannot be read here")
        if target and home and FLOORS[target] > FLOORS[home]:
            found.append(f"{module} reaches up to {name}")
        if target and home and target != home and FLOORS[target] == FLOORS[home] == STEPS:
            found.append(f"{module} reaches across to {name}")
    for name in [*imports_of(tree, module, is_package), *uses_of(tree)]:
        for thing, place in HOMES.items():
            if thing in PROGRAMS.get(module, ()):
                continue
            if (name == thing or name.startswith(f"{thing}.")) and CLI_PARTS.get(home, home) != place:
                found.append(f"{module} uses {name}, which only {place} may")
    return found


@pytest.mark.parametrize(("module", "path"), [pytest.param(*item, id=item[0]) for item in modules()])
def test_module_stays_on_its_floor(module: str, path: Path) -> None:
    assert violations(module, path.read_text(encoding="utf-8"), path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("service.text.clean", "from schemas.base import VanBan"),
        ("service.text.clean", "def f():\n    import service.merge.render"),
        ("service.text.clean", "from service import pipeline"),
        ("service.merge.context", "from ..pipeline import produce"),
        ("service.convert.pdf", "from service.merge.look import Look"),
        ("service.merge", "from .. import web"),
        ("service.merge.context", "import importlib\nimportlib.import_module('service.web')"),
        ("service.merge.context", "import importlib\nimportlib.import_module(name)"),
        ("service.merge.context", "import importlib\nimportlib.import_module(f'service.web.{name}')"),
        ("service.merge.context", "import importlib\nimportlib.import_module(f'{name}.pages')"),
        ("service.merge.render", "import subprocess"),
        ("service.web.pages", "from subprocess import run"),
        ("service.web.pages", "import os\nos.system('ls')"),
        ("service.convert.pdf", "from docxtpl import DocxTemplate"),
        ("service.pipeline", "import flask"),
        ("service.offices.shelf", "import yaml"),
        ("service.cli", "from gunicorn.app.base import BaseApplication"),
        ("service.pipeline", "print('x')"),
        ("service.web.server", "import sys\nsys.exit(1)"),
        ("service.web.server", "raise SystemExit"),
        ("service.text.clean", "import click"),
        ("service.unknown", ""),
    ],
)
def test_reaching_out_is_seen(module: str, source: str) -> None:
    assert violations(module, source, is_package=module == "service.merge")


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("service.convert.soffice", "import subprocess"),
        ("service.merge.render", "from docxtpl import DocxTemplate\nfrom service.text.clean import clean_text"),
        ("service.web.pages", "from flask import Flask\nfrom service.pipeline import produce"),
        ("service.cli", "import click, sys\nsys.exit(1)\nfrom service.web.server import run_server"),
        ("service.merge.context", "import os\nos.fspath('x')\nfrom .ooxml import serialise"),
    ],
)
def test_what_is_allowed_is_let_be(module: str, source: str) -> None:
    assert violations(module, source) == []
