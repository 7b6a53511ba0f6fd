"""Starts outside programs, one to its end or one that goes on; nothing else in the project starts a process."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MAX_KEPT_BYTES = 64 * 1024
GROUP_END_S = 1.0
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Completed:
    """How a program ended: `exit_code` is minus the signal's number when a signal ended it.

    Of each stream the first `MAX_KEPT_BYTES` bytes are kept; the rest was read and thrown away.
    """

    exit_code: int
    stdout: bytes
    stderr: bytes


class DeadlinePassed(Exception):
    """The program did not end in time and was killed with all of its group; `stderr` is what it had said."""

    def __init__(self, stderr: bytes) -> None:
        self.stderr = stderr
        super().__init__("deadline passed")


@dataclass(frozen=True)
class _Stream:
    """One stream of the program, and what of it is kept."""

    pipe: IO[bytes]
    kept: bytearray

    def read_once(self) -> bool:
        """Keep what is there, up to the bound; False at the end of the stream and when nothing is there now."""
        try:
            block = os.read(self.pipe.fileno(), MAX_KEPT_BYTES)
        except BlockingIOError:
            return False
        self.kept.extend(block[: MAX_KEPT_BYTES - len(self.kept)])
        return bool(block)


def run(
    argv: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str],
    timeout_s: float,
    stdin: bytes | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Completed:
    """Run a program in a session of its own and wait for its end, at most `timeout_s` seconds.

    `meanwhile` is done here once the program has started; an error of it ends the program and is raised.

    When this returns or raises, for whatever reason, no process of the program's group is alive. The group is
    all of its children but those that left it by starting a session of their own.

    Raises:
        DeadlinePassed: the program ran longer than `timeout_s`.
        OSError: the program cannot be started.
    """
    deadline = time.monotonic() + timeout_s
    stdout, stderr = bytearray(), bytearray()
    process: subprocess.Popen[bytes] | None = None
    with _as_file(stdin) as source:
        try:
            with _signals_held():
                process = subprocess.Popen(  # noqa: S603  # an argument list, no shell
                    list(argv),
                    cwd=cwd,
                    env=dict(env),
                    stdin=source,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                    # What it makes outside its folder, as LibreOffice makes a socket in /tmp that takes orders, is
                    # ours alone.
                    umask=0o077,
                )
            if meanwhile is not None:
                meanwhile()
            pairs = ((process.stdout, stdout), (process.stderr, stderr))
            in_time = _drain(process.pid, [_Stream(pipe, kept) for pipe, kept in pairs if pipe], deadline)
        finally:
            if process is not None:
                _end_group(process)
    if not in_time:
        raise DeadlinePassed(bytes(stderr))
    return Completed(process.returncode, bytes(stdout), bytes(stderr))


class Aside:
    """Work done beside a program, whose errors are told as its own and not as the program's."""

    def __init__(self, work: Callable[[], object] | None) -> None:
        self._work = work
        self._error: Exception | None = None

    def __call__(self) -> None:
        """Does it, if there is any."""
        if self._work is not None:
            try:
                self._work()
            except Exception as error:
                self._error = error

    def raise_error(self) -> None:
        """Raises what the work raised, if anything."""
        if self._error is not None:
            raise self._error


class Running:
    """A program that goes on until it is ended; what it says on its streams is thrown away."""

    def __init__(
        self, argv: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str], handles: Sequence[int] = ()
    ) -> None:
        """Starts it in a session of its own; it gets `handles` (open files) under the same numbers.

        Raises:
            OSError: the program cannot be started.
        """
        with _signals_held():
            self._process = subprocess.Popen(  # noqa: S603  # an argument list, no shell
                list(argv),
                cwd=cwd,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=handles,
                umask=0o077,
            )

    @property
    def pid(self) -> int:
        """The number of the process that was started."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it still runs; it is not reaped for the question, see `_end_group`."""
        if self._process.returncode is not None:
            return False
        try:
            return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        except ChildProcessError:  # another thread ends it just now
            return False

    def end(self) -> None:
        """Ends it and all of its group at once; nothing of it is alive when this returns."""
        if self._process.returncode is None:
            _end_group(self._process)


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Let the signals to stop wait until the block is left, so that a program that started is also known.

    An exception out of a signal between the fork and the end of `Popen` would leave the program alive with nobody
    who has its number. Only the main thread runs Python's handlers, so elsewhere there is nothing to hold.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    handlers = {number: handler for number in _STOPS if callable(handler := signal.getsignal(number))}
    for number in handlers:
        signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for held in came:
            signal.raise_signal(held)


@contextlib.contextmanager
def _as_file(stdin: bytes | None) -> Iterator[IO[bytes] | int]:
    """A file instead of a pipe: it is never full, so nobody has to write while the program runs."""
    if stdin is None:
        yield subprocess.DEVNULL
        return
    with tempfile.TemporaryFile() as source:
        source.write(stdin)
        source.seek(0)
        yield source


def _drain(pid: int, streams: Sequence[_Stream], deadline: float) -> bool:
    """Read the streams until the program ends (True) or the deadline passes (False).

    The end is that of the program, not of its streams: a child left behind may hold them open for ever.
    """
    ended = os.pidfd_open(pid)
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(ended, selectors.EVENT_READ, None)
            for stream in streams:
                os.set_blocking(stream.pipe.fileno(), False)
                selector.register(stream.pipe, selectors.EVENT_READ, stream)
            while (left_s := deadline - time.monotonic()) > 0:
                ready: list[_Stream | None] = [key.data for key, _ in selector.select(left_s)]
                for stream in filter(None, ready):
                    if not stream.read_once():
                        selector.unregister(stream.pipe)
                if None in ready:
                    for stream in streams:
                        while len(stream.kept) < MAX_KEPT_BYTES and stream.read_once():
                            pass
                    return True
            return False
    finally:
        os.close(ended)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the whole group, reap the program, and wait until the last of the group is gone.

    The kill comes before the reaping: as long as the program is not reaped, its number cannot be given to a
    stranger, so the signal cannot hit one.
    """
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in filter(None, (process.stdout, process.stderr)):
        pipe.close()
    patience = time.monotonic() + GROUP_END_S
    while _is_any_alive(process.pid) and time.monotonic() < patience:
        time.sleep(0.005)


def _is_any_alive(group: int) -> bool:
    """Whether a process of the group still runs; one that has ended and waits to be reaped by others does not."""
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # The name before the last ")" may hold anything; then come the state, the parent and the group.
            state, _, number = status.read_bytes().rpartition(b")")[2].split()[:3]
            if int(number) == group and state not in (b"Z", b"X"):
                return True
    return False
