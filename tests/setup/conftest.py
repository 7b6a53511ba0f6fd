"""The machine of stand-ins that the tests of `./run` run on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.setup.machine import PROJECT, SYSTEM_PYTHON, TOOLS, VENV_PYTHON, VENV_UV, Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine that has everything but .venv."""
    root, commands = tmp_path / "văn thư của xã", tmp_path / "bin"
    root.mkdir()
    commands.mkdir()
    for name in ("run", "system-packages.txt", "bench-packages.txt"):
        shutil.copy(PROJECT / name, root / name)
    shutil.copytree(PROJECT / ".ci", root / ".ci")
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock", "requirements-bench.lock"):
        (root / name).write_text(f"# {name}\n")
    for name in TOOLS:
        found = shutil.which(name)
        assert found, f"{name} is needed by ./run"
        (commands / name).symlink_to(found)
    machine = Machine(root, commands, tmp_path / "calls")
    machine.put("python3", SYSTEM_PYTHON)
    machine.put("venv-python", VENV_PYTHON)
    machine.put("venv-uv", VENV_UV)
    machine.put("soffice", "exit 0")
    machine.put("fc-list", "echo 'Liberation Serif'")
    machine.put("bwrap", "exit 0")
    machine.put("id", "echo ${FAKE_UID:-0}")
    return machine
