"""The cage LibreOffice is kept in: no network, nothing of the machine but what it reads, one folder to write."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.convert.process import DeadlinePassed, run

# What LibreOffice and Python need of a Debian machine besides /usr; what is not there is left out.
READABLE = ("/etc/libreoffice", "/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives", "/var/cache/fontconfig")
# Folders that are links into /usr on a machine of today and real ones on an older one.
MERGED = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
PROBE_S = 10.0


@dataclass(frozen=True)
class Cage:
    """How programs are shut in here: `kind` is "bwrap", "unshare" (no network, nothing else) or "" (not at all)."""

    kind: str
    words: tuple[str, ...] = ()

    def around(self, writable: Path, readable: Sequence[Path]) -> tuple[str, ...]:
        """The words to put before a command that may write one folder and read some besides the machine's own."""
        if self.kind != "bwrap":
            return self.words
        words = [*self.words]
        for folder in readable:
            words += ["--ro-bind", str(folder), str(folder)]
        return (*words, "--bind", str(writable), str(writable), "--chdir", str(writable), "--")


def find_cage(network_only: Sequence[str] = ()) -> Cage:
    """The closest cage this machine allows.

    Args:
        network_only: words that start a program without a network, for machines that refuse bubblewrap.
    """
    command, harmless = shutil.which("bwrap"), shutil.which("true")
    if command and harmless:
        cage = Cage("bwrap", (command, *_walls()))
        try:
            tried = run([*cage.words, "--", harmless], cwd=Path("/"), env={}, timeout_s=PROBE_S)
        except (OSError, DeadlinePassed):
            tried = None
        if tried is not None and tried.exit_code == 0:
            return cage
    return Cage("unshare", tuple(network_only)) if network_only else Cage("")


def _walls() -> list[str]:
    # Whoever starts it has to live as long as it, the thread too, see `hosts`.
    words = ["--die-with-parent", "--unshare-all", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108
    words += ["--ro-bind", "/usr", "/usr"]
    for folder in map(Path, MERGED):
        if folder.is_symlink():
            words += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.is_dir():
            words += ["--ro-bind", str(folder), str(folder)]
    for name in READABLE:
        words += ["--ro-bind-try", name, name]
    return words


def python_places() -> tuple[Path, Path | None]:
    """The interpreter that runs the host, without a virtual environment; and its folder where that is not in /usr."""
    prefix = Path(sys.base_prefix).resolve()
    interpreter = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    return interpreter, None if prefix.is_relative_to("/usr") and not prefix.is_relative_to("/usr/local") else prefix
