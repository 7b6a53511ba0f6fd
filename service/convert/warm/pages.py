"""The memory a conversion writes to, copied for a fork before its document comes. For the host, see there."""

from __future__ import annotations

import ctypes
import os
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

MADV_POPULATE_WRITE = 23
# Of a page's entry in /proc/self/pagemap: it is there, and nobody else has it.
PAGE_ENTRY, PAGE_OWN = 8, 1 << 63 | 1 << 56


def own_areas() -> list[tuple[int, int]]:
    """Begin and end of each area of memory that this process may write to and means to have alone."""
    areas = []
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        addresses, permissions = line.split()[:2]
        if permissions == "rw-p":
            begin, end = (int(one, 16) for one in addresses.split("-"))
            areas.append((begin, end))
    return areas


def written(areas: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of pages in these areas that are this process's alone."""
    page = os.sysconf("SC_PAGE_SIZE")
    with Path("/proc/self/pagemap").open("rb", buffering=0) as pagemap:
        for begin, end in areas:
            pagemap.seek(begin // page * PAGE_ENTRY)
            read = pagemap.read((end - begin) // page * PAGE_ENTRY)
            entries = array("Q", read[: len(read) // PAGE_ENTRY * PAGE_ENTRY])
            own = [entry & PAGE_OWN == PAGE_OWN for entry in entries]
            for is_own, places in groupby(range(len(own)), key=own.__getitem__):
                if is_own:
                    numbers = list(places)
                    yield begin + numbers[0] * page, len(numbers) * page


def take_pages(stretches: Iterable[tuple[int, int]]) -> None:
    """Copies these stretches of memory now, before there is a document.

    Else a fork stops at every page it writes to first, thousands of times in a conversion. An older system does not
    know the advice and does nothing.
    """
    system = ctypes.CDLL(None)
    system.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for begin, length in stretches:
        system.madvise(begin, length, MADV_POPULATE_WRITE)
