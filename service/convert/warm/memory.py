"""How much memory processes hold together: what they share is counted once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def group_members(group: int) -> list[int]:
    """The processes of a group, which a program that was started and all its children form."""
    found = []
    for status in PROC.glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            # Behind the name, which may hold anything: the state, the parent, the group.
            state, _, number = status.read_bytes().rpartition(b")")[2].split()[:3]
            if int(number) == group and state not in (b"Z", b"X"):
                found.append(int(status.parent.name))
    return found


def shared_out_kb(group: int) -> int | None:
    """The memory of a group's processes in kilobytes, each page divided among those that have it (PSS).

    None where the system does not tell: it has to be asked by root, or of processes that do not hide their memory.
    """
    total, told = 0, False
    for number in group_members(group):
        try:
            rollup = (PROC / str(number) / "smaps_rollup").read_text(encoding="ascii", errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            # It has ended meanwhile.
            continue
        except OSError:
            return None
        for line in rollup.splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
                told = True
    return total if told else None
