"""Work folders: private, held by a lock as long as their process lives, swept once it has died."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "vanthu-"
LOCK = ".vanthu-lock"


@contextmanager
def work_folder(root: Path | None = None) -> Iterator[Path]:
    """A new folder in `root` (None: TMPDIR) that only this user can enter, removed at the end.

    A process that is killed outright cannot remove its folder, and the paper in it would lie there for ever: the next
    one that needs a folder removes those whose owners have died.

    Raises:
        OSError: the folder cannot be made.
    """
    sweep(root or Path(tempfile.gettempdir()))
    lock = None
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=root) as made:
            folder = Path(made).resolve()
            lock = _hold(folder)
            try:
                yield folder
            finally:
                # Killed while removing, too, it must leave a folder that can be told to be ours.
                with suppress(OSError), _opened(folder) as inside:
                    _empty(inside)
    finally:
        if lock is not None:
            os.close(lock)


def sweep(root: Path) -> None:
    """Removes the work folders of this user whose processes have died; what cannot be removed is left.

    Ours is a folder of this user, closed to others, that holds a lock file; whoever can take the lock knows that its
    owner is dead. Links are never followed.
    """
    with suppress(OSError):
        for path in root.iterdir():
            if path.name.startswith(PREFIX):
                with suppress(OSError):
                    _sweep_one(path)


def _hold(folder: Path) -> int | None:
    """The lock of a folder, which the system releases when this process ends; None where there are no locks.

    It gets its name once it is held, so that nobody ever sees a living folder's lock free.
    """
    unnamed = folder / f"{LOCK}.new"
    lock = os.open(unnamed, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        unnamed.rename(folder / LOCK)
    except OSError:
        os.close(lock)
        return None
    return lock


def _sweep_one(path: Path) -> None:
    with _opened(path) as folder:
        state = os.fstat(folder)
        if state.st_uid != os.geteuid() or stat.S_IMODE(state.st_mode) != 0o700:
            return
        lock = os.open(LOCK, os.O_RDWR | os.O_NOFOLLOW, dir_fd=folder)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _empty(folder)
            path.rmdir()
        finally:
            os.close(lock)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """A folder that is no link, open: what is done in it is done there, whatever happens to its name."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield folder
    finally:
        os.close(folder)


def _empty(folder: int) -> None:
    """Removes what is in an open folder, the lock last: interrupted, the next sweep goes on."""
    for name in sorted(os.listdir(folder), key=lambda name: name == LOCK):
        if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            shutil.rmtree(name, dir_fd=folder)
        else:
            os.unlink(name, dir_fd=folder)
