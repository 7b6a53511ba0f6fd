"""Names for drafts in a folder: without a number of their own, two papers must not take each other's place."""

from __future__ import annotations

import fcntl
import io
import os
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

# Holds the moment a paper was made, which is no difference.
PROPERTIES = "docProps/core.xml"
# Whoever called us may itself hold the folder, as `flock FOLDER vanthu …` does.
PATIENCE_S = 5.0


@contextmanager
def free_stem(folder: Path, stem: str, docx: bytes) -> Iterator[str]:
    """The name for a draft: `stem`, or `stem-2` and so on while another paper has the name; ours until the end.

    A draft that stands there unchanged keeps its name, so that doing the same again adds nothing.
    """
    with _alone_in(folder):
        number = 1
        while not _may_take(folder, name := stem if number == 1 else f"{stem}-{number}", docx):
            number += 1
        yield name


def _may_take(folder: Path, name: str, docx: bytes) -> bool:
    word, pdf = folder / f"{name}.docx", folder / f"{name}.pdf"
    if os.path.lexists(word):
        return _same_paper(word, docx)
    return not os.path.lexists(pdf)


def _same_paper(path: Path, docx: bytes) -> bool:
    try:
        return path.is_file() and _contents(path) == _contents(io.BytesIO(docx))
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _contents(docx: Path | IO[bytes]) -> dict[str, tuple[int, int]]:
    with zipfile.ZipFile(docx) as package:
        return {part.filename: (part.CRC, part.file_size) for part in package.infolist() if part.filename != PROPERTIES}


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keeps other commands from taking the same name, where the folder can be locked and nobody holds it for long."""
    with ExitStack() as stack:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, handle)
            _lock(handle)
        yield


def _lock(handle: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(0.05)
