"""A machine of stand-ins for `./run`: only commands linked into one folder exist there.

python3, apt-get, sudo and fc-list note their calls and do as the real ones would. The real ones are proved on bare
Debian machines, outside this suite.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
NOTHING_NEW = "Mọi thứ đã có sẵn, không cài thêm gì.\n"
TOOLS = (
    "bash", "cat", "chmod", "cut", "dirname", "env", "flock", "grep", "mkdir", "mv", "readlink", "rm", "sed",
    "sha256sum", "sleep", "tail",
)  # fmt: skip

SYSTEM_PYTHON = """\
if [ "$1" = -c ]; then exit "${FAKE_PYTHON_OLD:-0}"; fi
echo "venv" >>"$CALLS"
sleep "${FAKE_VENV_SECONDS:-0}"
place=${!#}
rm -rf "$place"
mkdir -p "$place/bin" "$place/packages"
cp_from=$FAKE_BIN/venv-python
cat "$cp_from" >"$place/bin/python"
chmod 755 "$place/bin/python"
"""

VENV_PYTHON = """\
place=$(dirname "$(dirname "$(readlink -f "$0")")")
case "$*" in
  *sys.prefix*) echo "$place 3 11" ;;
  *purelib*) echo "$place/packages" ;;
  "-m pip "*)
    echo "pip ${!#}" | sed "s#$RUN_ROOT/##" >>"$CALLS"
    cat "$FAKE_BIN/venv-uv" >"$place/bin/uv"
    chmod 755 "$place/bin/uv" ;;
  "-m ruff"*) echo ruff >>"$CALLS" ;;
  "-m mypy"*) echo mypy >>"$CALLS"; exit "${FAKE_MYPY_CODE:-0}" ;;
  "-m tests.bench"*) echo "measured" ;;
  "-m pytest"*) echo "1 failed, 2 passed in 0.10s"; exit "${FAKE_PYTEST_CODE:-0}" ;;
  *) echo "ran: ${*: -2}" ;;
esac
"""

VENV_UV = """\
echo "uv ${!#}" | sed "s#$RUN_ROOT/##" >>"$CALLS"
if [ -n "${FAKE_UV_FAILS:-}" ]; then echo "no such wheel"; exit 1; fi
if [ "$1" = venv ]; then
  mkdir -p "${!#}/bin"
  echo "exit 0" >"${!#}/bin/python"
  chmod 755 "${!#}/bin/python"
fi
if [ "${!#}" = "${FAKE_NO_WHEEL_FOR:-}" ]; then echo "no such wheel"; exit 1; fi
"""
APT_GET = """\
echo "apt-get ${*: -2} frontend=${DEBIAN_FRONTEND:-} proxy=${https_proxy:-}" >>"$CALLS"
case "$*" in
  *"--no-install-recommends install"*)
    for command in soffice fc-list bwrap; do
      cat "$FAKE_BIN/spare-$command" >"$FAKE_BIN/$command"
      chmod 755 "$FAKE_BIN/$command"
    done ;;
  *install*) exit 1 ;;
esac
exit "${FAKE_APT_CODE:-0}"
"""


@dataclass
class Machine:
    """A checkout in a folder with spaces, and the folder that holds every command of the machine."""

    root: Path
    bin: Path
    calls_file: Path

    def put(self, name: str, script: str) -> None:
        path = self.bin / name
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)

    def environment(self, extra: Mapping[str, str]) -> dict[str, str]:
        return {
            "PATH": str(self.bin), "HOME": str(self.root), "LANG": "C.UTF-8", "CALLS": str(self.calls_file),
            "FAKE_BIN": str(self.bin), "RUN_ROOT": str(self.root), **extra,
        }  # fmt: skip

    def run(self, *words: str, cwd: Path | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.root / "run"), *words], cwd=cwd or self.root, env=self.environment(extra),
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip

    def calls(self) -> list[str]:
        """What has been called since the last time this was asked."""
        calls = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        self.calls_file.unlink(missing_ok=True)
        return calls


def bare(machine: Machine) -> None:
    """Takes LibreOffice and fontconfig away; apt-get can bring them."""
    for name in ("soffice", "fc-list", "bwrap"):
        (machine.bin / name).rename(machine.bin / f"spare-{name}")
    machine.put("apt-get", APT_GET)
    machine.put("dpkg", '[ "$1" = --audit ] || echo "dpkg ${*: -2}" >>"$CALLS"')


RUNTIME = ["venv", "pip requirements-uv.lock", "uv requirements.lock"]
DEV = ["venv", "pip requirements-uv.lock", "uv requirements-dev.lock"]
