"""Fake LibreOffices for the tests, and what the tests ask about processes."""

from __future__ import annotations

import os
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from service.convert.pdf_facts import PdfMeta

FAKES = Path(__file__).parent / "fakes"
META = PdfMeta(title="Kế hoạch thử", author="ĐẢNG ỦY XÃ IA LÂM", subject="Thử chuyển sang PDF")


@dataclass(frozen=True)
class Fake:
    """A folder with a fake LibreOffice in it."""

    folder: Path

    def prepare(self, name: str, content: bytes) -> None:
        (self.folder / name).write_bytes(content)

    def pids(self) -> list[int]:
        return [int(pid) for pid in (self.folder / "pids").read_text().split()]


def install_fake(folder: Path, name: str, command: str = "soffice.bin") -> Fake:
    """Puts a script of tests/convert/fakes in LibreOffice's place."""
    folder.mkdir()
    program = folder / command
    # Isolated and without site packages: a fake has to start in a bare environment, and quickly.
    program.write_text(f"#!{sys.executable} -IS\n" + (FAKES / f"{name}.py").read_text())
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (folder / "bootstraprc").write_text("[Bootstrap]\nProductKey=LibreOffice 9.8\n")
    (folder / "versionrc").write_text("[Version]\nbuildid=123(Build:4)\n")
    return Fake(folder)


def is_running(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X")


def wait_for(path: Path, seconds: float = 20) -> None:
    """Until a file is there."""
    deadline = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} did not come"
        time.sleep(0.01)


def children() -> set[int]:
    """The processes that this one has started and that run."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] not in ("Z", "X"):
            found.add(int(status.parent.name))
    return found
