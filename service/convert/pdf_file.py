"""Gives a PDF in memory a name, under which pikepdf reads it in place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_memory(content: bytes) -> Iterator[str]:
    """The name of a file in memory.

    From a stream of Python's each object would be read by calls into Python. Measured on 20 letters of one page: 8 ms
    instead of 25.
    """
    with os.fdopen(os.memfd_create("pdf"), "wb") as file:
        file.write(content)
        file.flush()
        yield f"/proc/self/fd/{file.fileno()}"
