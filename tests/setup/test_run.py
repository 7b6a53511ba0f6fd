"""`./run` on a machine of stand-ins: what it installs, when it installs nothing, what it says when it cannot."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.setup.machine import (
    DEV,
    NOTHING_NEW,
    RUNTIME,
    Machine,
    bare,
)


@pytest.mark.parametrize("words", [(), ("làm",)])
def test_wrong_call_shows_usage_and_installs_nothing(machine: Machine, words: tuple[str, ...]) -> None:
    result = machine.run(*words)
    assert result.returncode == 2
    assert "Cách dùng: ./run" in result.stderr
    assert machine.calls() == []
    assert not (machine.root / ".run").exists()


def test_first_start_makes_the_environment_and_the_command(machine: Machine, tmp_path: Path) -> None:
    result = machine.run("vanthu", "kinds", "--json", cwd=tmp_path)
    assert result.returncode == 0
    assert machine.calls() == RUNTIME
    assert result.stdout == "ran: kinds --json\n"
    assert (machine.root / ".venv/packages/vanthu.pth").read_text() == f"{machine.root}\n"
    alone = subprocess.run(
        [machine.root / ".venv/bin/vanthu", "kinds", "x"], cwd=tmp_path, env=machine.environment({}),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert alone.stdout == "ran: kinds x\n"


def test_second_start_installs_nothing_and_says_so_in_one_line(machine: Machine) -> None:
    machine.run("vanthu", "kinds")
    machine.calls()
    result = machine.run("vanthu", "kinds")
    assert (result.returncode, result.stderr, machine.calls()) == (0, NOTHING_NEW, [])


def test_runtime_commands_need_nothing_after_the_tests_set(machine: Machine) -> None:
    assert machine.run("lint").returncode == 0
    assert machine.calls() == [*DEV, "ruff", "mypy"]
    assert machine.run("vanthu", "kinds").stderr == NOTHING_NEW
    assert machine.calls() == []


def test_tests_after_runtime_add_the_rest_without_beginning_anew(machine: Machine) -> None:
    machine.run("vanthu", "kinds")
    machine.calls()
    machine.run("lint")
    assert machine.calls() == [*DEV[1:], "ruff", "mypy"]


def test_changed_lock_is_installed_and_the_tests_set_kept(machine: Machine) -> None:
    machine.run("lint")
    machine.calls()
    (machine.root / "requirements.lock").write_text("# newer\n")
    machine.run("vanthu", "kinds")
    assert machine.calls() == DEV[1:]


def test_interrupted_set_up_begins_anew(machine: Machine) -> None:
    failed = machine.run("vanthu", "kinds", FAKE_UV_FAILS="1")
    assert failed.returncode != 0
    assert failed.stdout == ""
    assert "no such wheel" in failed.stderr
    assert str(machine.root / ".run/setup.log") in failed.stderr
    machine.calls()
    assert machine.run("vanthu", "kinds").returncode == 0
    assert machine.calls() == RUNTIME


@pytest.mark.parametrize("damage", ["move", "remove command", "remove python"])
def test_useless_environment_is_mended(machine: Machine, damage: str) -> None:
    machine.run("vanthu", "kinds")
    machine.calls()
    if damage == "move":
        machine.root = machine.root.rename(machine.root.with_name("chỗ mới"))
    elif damage == "remove command":
        (machine.root / ".venv/bin/vanthu").unlink()
    else:
        (machine.root / ".venv/bin/python").unlink()
    result = machine.run("vanthu", "kinds", "x")
    assert result.stdout == "ran: kinds x\n"
    assert machine.calls() == (RUNTIME[1:] if damage == "remove command" else RUNTIME)


def test_two_at_once_install_once(machine: Machine) -> None:
    command = [str(machine.root / "run"), "vanthu", "kinds"]
    environment = machine.environment({"FAKE_VENV_SECONDS": "1"})
    both = []
    for _ in range(2):
        both.append(
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
        time.sleep(0.3)
    said = [process.communicate(timeout=30)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert machine.calls() == RUNTIME
    assert said[1].splitlines() == ["Một lần ./run khác đang cài; đang chờ nó xong…", NOTHING_NEW.strip()]


def test_missing_packages_are_installed_as_root_without_questions(machine: Machine) -> None:
    bare(machine)
    result = machine.run("vanthu", "kinds", https_proxy="proxy.example:3128")
    assert result.returncode == 0, result.stderr
    assert machine.calls() == [
        "apt-get -q update frontend=noninteractive proxy=proxy.example:3128",
        "dpkg --configure -a",
        "apt-get fonts-liberation2 libreoffice-writer-nogui frontend=noninteractive proxy=proxy.example:3128",
        *RUNTIME,
    ]


LOCKED_DPKG = """\
if [ "$1" = --audit ]; then exit; fi
echo "dpkg ${*: -2}" >>"$CALLS"
if [ "$(grep -c ^dpkg "$CALLS")" -gt "${FAKE_LOCKED_TIMES:-0}" ]; then exit "${FAKE_DPKG_CODE:-0}"; fi
echo "dpkg: error: dpkg frontend lock was locked by another process with pid 42" >&2
exit 2
"""


def test_dpkg_waits_for_another_installation_and_says_so_once(machine: Machine) -> None:
    bare(machine)
    machine.put("dpkg", LOCKED_DPKG)
    (machine.bin / "sleep").unlink()
    machine.put("sleep", 'echo "sleep $1" >>"$CALLS"')
    result = machine.run("vanthu", "kinds", FAKE_LOCKED_TIMES="3")
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("Một chương trình khác đang cài gói; đang chờ nó xong (tối đa mười phút)…") == 1
    calls = machine.calls()
    assert calls[1:8] == [*["dpkg --configure -a", "sleep 5"] * 3, "dpkg --configure -a"]
    assert "locked by another process" in (machine.root / ".run/setup.log").read_text()
    assert calls[8].startswith("apt-get fonts-liberation2")


def test_dpkg_waits_ten_minutes_at_most(machine: Machine) -> None:
    bare(machine)
    machine.put("dpkg", LOCKED_DPKG)
    (machine.bin / "sleep").unlink()
    machine.put("sleep", 'echo "sleep $1" >>"$CALLS"')
    result = machine.run("vanthu", "kinds", FAKE_LOCKED_TIMES="1000")
    assert result.returncode != 0
    assert "locked by another process" in result.stderr
    assert sum(5 for call in machine.calls() if call == "sleep 5") == 600


def test_dpkg_that_fails_for_another_reason_is_not_asked_again(machine: Machine) -> None:
    bare(machine)
    machine.put("dpkg", LOCKED_DPKG)
    result = machine.run("vanthu", "kinds", FAKE_DPKG_CODE="1")
    assert result.returncode != 0
    assert [call for call in machine.calls() if call.startswith("dpkg")] == ["dpkg --configure -a"]
    assert not list((machine.root / ".run").glob("dpkg*"))


def test_office_that_is_there_is_kept(machine: Machine) -> None:
    bare(machine)
    (machine.bin / "spare-soffice").rename(machine.bin / "soffice")
    machine.put("spare-soffice", "exit 0")
    machine.run("vanthu", "kinds")
    assert [call for call in machine.calls() if "install" in call or "fonts" in call] == [
        "apt-get fontconfig fonts-liberation2 frontend=noninteractive proxy="
    ]


def test_sudo_is_used_and_keeps_the_proxy(machine: Machine) -> None:
    bare(machine)
    machine.put("sudo", 'if [ "$1" = -n ]; then exit 0; fi\necho sudo >>"$CALLS"\nexec env -u https_proxy "$@"')
    machine.run("vanthu", "kinds", FAKE_UID="1000", https_proxy="proxy.example:3128")
    calls = machine.calls()
    assert calls.count("sudo") == 3
    assert "apt-get -q update frontend=noninteractive proxy=proxy.example:3128" in calls


@pytest.mark.parametrize("sudo", [None, "exit 1"])
def test_without_the_right_to_install_one_sentence(machine: Machine, sudo: str | None) -> None:
    bare(machine)
    if sudo:
        machine.put("sudo", sudo)
    result = machine.run("vanthu", "kinds", FAKE_UID="1000")
    assert result.returncode != 0
    wanted = "bubblewrap fontconfig fonts-liberation2 libreoffice-writer-nogui"
    assert f"apt-get install --no-install-recommends {wanted}" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert machine.calls() == []


def test_without_apt_the_missing_things_are_named(machine: Machine) -> None:
    bare(machine)
    (machine.bin / "apt-get").unlink()
    result = machine.run("vanthu", "kinds", FAKE_PYTHON_OLD="1", FAKE_UID="1000")
    assert result.returncode != 0
    assert len(result.stderr.splitlines()) == 1
    for words in ("không có apt-get", "fc-list", "Liberation Serif", "soffice", "Python 3.11", "venv"):
        assert words in result.stderr
    assert machine.calls() == []


def test_without_apt_and_nothing_missing_it_goes_on(machine: Machine) -> None:
    assert machine.run("vanthu", "kinds", FAKE_UID="1000").returncode == 0
    assert machine.calls() == RUNTIME


def test_failed_apt_shows_the_log_and_is_taken_up_again(machine: Machine) -> None:
    bare(machine)
    failed = machine.run("vanthu", "kinds", FAKE_APT_CODE="100")
    assert failed.returncode != 0
    assert "Hai mươi dòng cuối" in failed.stderr
    machine.calls()
    # What was cut off looks present, and dpkg knows that it is not.
    for name in ("soffice", "fc-list", "bwrap"):
        shutil.copy(machine.bin / f"spare-{name}", machine.bin / name)
    machine.put("dpkg", 'if [ "$1" = --audit ]; then [ -e "$CALLS" ] || echo half; fi')
    machine.run("vanthu", "kinds")
    assert any("libreoffice-writer-nogui" in call for call in machine.calls())


def test_lint_failure_stops_the_tests(machine: Machine) -> None:
    result = machine.run("test", FAKE_MYPY_CODE="1")
    assert result.returncode != 0
    assert "passed" not in result.stdout


@pytest.mark.parametrize("code", ["0", "1"])
def test_build_machine_ends_with_the_closing_line_and_code_of_pytest(machine: Machine, code: str) -> None:
    result = subprocess.run(
        [machine.root / ".ci/run"], env=machine.environment({"FAKE_PYTEST_CODE": code}), cwd=machine.bin,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == int(code)
    assert result.stdout.splitlines()[-1] == "1 failed, 2 passed in 0.10s"


def test_place_that_cannot_be_written_one_sentence(machine: Machine) -> None:
    (machine.root / ".run").write_text("not a folder")
    result = machine.run("vanthu", "kinds")
    assert result.returncode != 0
    assert result.stderr.splitlines() == [result.stderr.strip()]
    assert str(machine.root) in result.stderr


def test_stand_ins_cannot_reach_the_real_machine(machine: Machine) -> None:
    """A test of the tests: were the machine's own commands found, the ones above would prove nothing."""
    assert not {"apt-get", "sudo", "dpkg"} & {path.name for path in machine.bin.iterdir()}
    assert shutil.which("apt-get", path=machine.environment({})["PATH"]) is None
