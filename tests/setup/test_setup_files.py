"""The files set-up rests on: hashed locks that name no host, one list of system packages, a sound Dockerfile."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from service.convert.soffice import ConvertLimits
from service.settings import load_settings

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock", "requirements-bench.lock")
LISTS = ("system-packages.txt", "bench-packages.txt")


def read_lock(name: str) -> dict[str, set[str]]:
    """Requirement -> its hashes."""
    pins: dict[str, set[str]] = {}
    current = ""
    for line in (PROJECT / name).read_text().splitlines():
        if hash_found := re.match(r"\s+--hash=(sha256:[0-9a-f]{64})", line):
            pins[current].add(hash_found[1])
        elif line and not line.lstrip().startswith("#"):
            current = line.rstrip(" \\")
            pins[current] = set()
    return pins


def packages(name: str = "system-packages.txt") -> list[str]:
    lines = (PROJECT / name).read_text().splitlines()
    return [line for line in (line.partition("#")[0].strip() for line in lines) if line]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_and_hashes_everything(name: str) -> None:
    pins = read_lock(name)
    assert pins
    for requirement, hashes in pins.items():
        assert re.match(r"[a-z0-9-]+==[^ ]+( ; .+)?$", requirement), requirement
        assert hashes, requirement


def test_tests_set_holds_the_runtime_set_exactly() -> None:
    dev = read_lock("requirements-dev.lock")
    for requirement, hashes in read_lock("requirements.lock").items():
        assert dev.get(requirement) == hashes, requirement


@pytest.mark.parametrize("name", [*LOCKS, *LISTS, "run", ".ci/run", "Dockerfile", "pyproject.toml"])
def test_set_up_names_no_host(name: str) -> None:
    addresses = re.findall(r"\w+://[^/\s'\"]+", (PROJECT / name).read_text())
    assert [address for address in addresses if not address.startswith("http://127.0.0.1")] == []


def test_image_and_run_read_one_list_of_packages() -> None:
    dockerfile, run = (PROJECT / "Dockerfile").read_text(), (PROJECT / "run").read_text()
    installs = [line for line in dockerfile.splitlines() if "apt-get install" in line]
    assert len(installs) == 1
    assert "system-packages.txt | xargs apt-get install -y --no-install-recommends" in installs[0]
    assert '"$root/system-packages.txt"' in run
    assert len(packages()) >= 5
    assert [package for package in packages() if package in dockerfile] == []


@pytest.mark.parametrize("name", LISTS)
def test_run_can_judge_every_package_of_the_list(name: str) -> None:
    """A package without a test of its own falls to dpkg, which knows nothing of what was installed by other means."""
    run = (PROJECT / "run").read_text()
    judged = re.search(r"^present\(\) \{\n.*?^\}", run, re.MULTILINE | re.DOTALL)
    assert judged
    for package in packages(name):
        assert re.search(rf"^ +(\S+ \| )?{package}( \| \S+)?\) ", judged[0], re.MULTILINE), package


def test_only_the_bench_needs_what_it_measures_against() -> None:
    assert not set(packages("bench-packages.txt")) & set(packages())
    assert not set(read_lock("requirements-bench.lock")) & set(read_lock("requirements-dev.lock"))
    assert "bench-packages" not in (PROJECT / "Dockerfile").read_text()


def test_image_runs_as_a_fixed_ordinary_user_with_its_data_apart() -> None:
    stages = (PROJECT / "Dockerfile").read_text().split("\nFROM ")
    assert len(stages) == 4
    last = stages[-1]
    user = re.search(r"^USER (\d+):(\d+)$", last, re.MULTILINE)
    assert user
    assert int(user[1]) > 0
    assert f"--uid {user[1]}" in last
    assert re.search(r"^ENV .*\bVANTHU_DATA=/data\b", last, re.MULTILINE)
    assert 'CMD ["serve", "--host", "0.0.0.0"]' in last
    health = re.search(r"^HEALTHCHECK .*\\\n +CMD (.*)$", last, re.MULTILINE)
    assert health
    assert "curl" not in health[1]
    assert "/healthz" in health[1]


def test_a_test_that_hangs_ends_later_than_any_conversion_in_it() -> None:
    """So that a conversion that hangs is ended by its own deadline and tells so; the suite goes on either way."""
    options = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    assert ConvertLimits().timeout_s < options["timeout"] <= 300
    assert load_settings().convert_timeout_s < options["timeout"]
