"""`./run bench` on a machine of stand-ins: it sets up what it measures against, and goes on without."""

from __future__ import annotations

import pytest

from tests.setup.machine import (
    APT_GET,
    DEV,
    NOTHING_NEW,
    SYSTEM_PYTHON,
    Machine,
)

# A Python that has no bindings of UNO until the package with them is installed.
WITHOUT_UNO = 'if [ "$2" = "import uno" ]; then [ -e "$FAKE_BIN/uno-there" ]; exit; fi\n'


BENCH = ["uv .run/bench-venv", "uv requirements-bench.lock"]


def test_bench_sets_up_what_it_measures_against_once(machine: Machine) -> None:
    result = machine.run("bench")
    assert (result.returncode, result.stdout) == (0, "measured\n")
    assert machine.calls() == [*DEV, *BENCH]
    assert machine.run("bench").stderr == NOTHING_NEW
    assert machine.calls() == []
    (machine.root / "requirements-bench.lock").write_text("# newer\n")
    assert "Đã cài xong." in machine.run("bench").stderr
    assert machine.calls() == BENCH


def test_bench_installs_the_bindings_and_no_other_command_does(machine: Machine) -> None:
    machine.put("python3", WITHOUT_UNO + SYSTEM_PYTHON)
    machine.put(
        "apt-get",
        APT_GET.replace("for command in soffice fc-list bwrap", ': >"$FAKE_BIN/uno-there"\n    for command in'),
    )
    machine.put("dpkg", "exit 0")
    machine.run("lint")
    machine.run("vanthu", "kinds")
    assert machine.calls() == [*DEV, "ruff", "mypy"]
    machine.run("bench")
    calls = machine.calls()
    assert calls[1].startswith("apt-get install python3-uno ")
    assert calls[2:] == BENCH


@pytest.mark.parametrize("lacks", ["bindings", "wheel"])
def test_bench_measures_the_rest_without_what_cannot_be_installed(machine: Machine, lacks: str) -> None:
    if lacks == "bindings":
        machine.put("python3", WITHOUT_UNO + SYSTEM_PYTHON)
    lock = str(machine.root / "requirements-bench.lock")
    result = machine.run("bench", FAKE_NO_WHEEL_FOR=lock if lacks == "wheel" else "")
    assert (result.returncode, result.stdout) == (0, "measured\n")
    assert ("gói python3-uno" if lacks == "bindings" else "no such wheel") in result.stderr
    assert "Chưa cài được unoserver" in result.stderr
    assert not (machine.root / ".run/bench-venv").exists()
