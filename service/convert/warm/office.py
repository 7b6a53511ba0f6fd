"""One LibreOffice kept ready, from our side: starts its host, asks it for forks, speaks to them."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.convert.process import Running
from service.convert.warm.host import MAX_MESSAGE

MOMENT_S = 0.05
# A killed process is gone in no time, but for what the system does on its behalf.
END_S = 1.0
# Of the time it was given, the part a fork has had a processor when it is said to have been at work. More forks may
# work than there are processors.
AT_WORK = 0.25
HOST = Path(__file__).with_name("host.py")


class OfficeLost(Exception):
    """The host or a fork has gone, or does not answer; the message says what is known, in English."""


class NoOffice(OfficeLost):
    """There is no host that lasts now; nothing of the document's doing, so it may go another way."""


class DeadlinePassed(OfficeLost):
    """A fork did not answer in time; it has been killed.

    `was_at_work` tells whether it was given a processor for a good part of that time: else the machine had too much
    to do, or the fork was stopped, which is not the document's doing.
    """

    def __init__(self, message: str, *, was_at_work: bool = True) -> None:
        self.was_at_work = was_at_work
        super().__init__(message)


@dataclass(frozen=True)
class Start:
    """How a host is started: the words before it, the interpreter, its own folder, what it is told.

    `folder` is removed with the host. `told` is what `host.main` is given besides its socket.
    """

    prefix: Sequence[str | Path]
    python: Path
    folder: Path
    env: Mapping[str, str]
    told: Mapping[str, Any]


class Fork:
    """A forked LibreOffice that converts the documents it is told, and can be killed whatever it does."""

    def __init__(self, jobs: socket.socket, handle: int) -> None:
        """`jobs` is the way to it, `handle` its pidfd; both are closed with it."""
        self._jobs = jobs
        self._handle = handle

    @property
    def is_alive(self) -> bool:
        """Whether it waits for a document, or works on one."""
        return self._handle >= 0 and not self._has_ended(0)

    def convert(
        self, job: Mapping[str, str], timeout_s: float, meanwhile: Callable[[], object] | None = None
    ) -> dict[str, Any]:
        """Has it convert one document.

        Args:
            job: `source`, `target`, `form` and `options` as `host.Kit.convert` takes them; and `room`, the folder
                that holds all that a fork may write to, the same for all documents of one fork.
            timeout_s: seconds it may take.
            meanwhile: what is done here while it works.

        Returns:
            What `host.Kit.convert` returned, and `peak_kb`, the most memory the fork has had.

        Raises:
            DeadlinePassed: it took longer, and was killed.
            OfficeLost: it ended without an answer.
        """
        deadline = time.monotonic() + timeout_s
        try:
            self._jobs.send(json.dumps(job).encode())
        except OSError as error:
            self.kill()
            raise OfficeLost(f"the fork cannot be spoken to: {error}") from error
        # Outside of what catches errors of the fork: its own are none.
        if meanwhile is not None:
            meanwhile()
        try:
            # At least a moment: what was done meanwhile does not count against it.
            self._jobs.settimeout(max(MOMENT_S, deadline - time.monotonic()))
            message = self._jobs.recv(MAX_MESSAGE)
            if not message:
                raise OfficeLost("the fork ended without an answer")
            answer: dict[str, Any] = json.loads(message)
        except TimeoutError:
            at_work = self._processor_s() >= AT_WORK * timeout_s
            self.kill()
            raise DeadlinePassed(f"no answer in {timeout_s:g} s", was_at_work=at_work) from None
        except (OSError, ValueError) as error:
            self.kill()
            raise OfficeLost(f"the fork cannot be understood: {error}") from error
        except OfficeLost:
            self.kill()
            raise
        return answer

    def kill(self) -> None:
        """Ends it at once, and waits until it is gone."""
        self._signal()
        if self._handle >= 0:
            self._has_ended(END_S)
        self._close()

    def leave(self) -> None:
        """Ends it without waiting: it has said all it had to say.

        It would end by itself, but for one that a document has taken over.
        """
        self._signal()
        self._close()

    def _signal(self) -> None:
        if self._handle >= 0:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def _close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
        self._jobs.close()

    def _processor_s(self) -> float:
        """Seconds of processor it has had; 0 where the system does not tell."""
        try:
            # The handle tells its number as it is here, whatever it is in the cage.
            told = Path(f"/proc/self/fdinfo/{self._handle}").read_text(encoding="ascii")
            number = int(told.partition("Pid:")[2].split()[0])
            # Behind the name, which may hold anything: the state, and 11 fields on the time in programs and the system.
            fields = Path(f"/proc/{number}/stat").read_bytes().rpartition(b")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, IndexError):
            return 0.0

    def _has_ended(self, within_s: float) -> bool:
        # Not `select`, which takes no handle above 1023.
        ended = select.poll()
        ended.register(self._handle, select.POLLIN)
        return bool(ended.poll(1000 * within_s))


class WarmOffice:
    """A host and the forks asked of it. To be asked by one thread at a time; its forks are used by one each."""

    def __init__(self, start: Start) -> None:
        """Starts the host; it is of use once `wait_until_ready` has returned.

        Raises:
            OfficeLost: it cannot be started.
        """
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        # Closed while it is used, its number would be another's meanwhile, and whoever waited by it wait for that.
        self._using = threading.RLock()
        self._folder = start.folder
        self._has_walls = False
        self._first_kb = self._resident_kb = 0
        told = json.dumps({**start.told, "control": its.fileno()})
        command = [*start.prefix, start.python, "-IS", HOST, told]
        try:
            self._host = Running(command, cwd=start.folder, env=start.env, handles=[its.fileno()])
        except OSError as error:
            ours.close()
            raise OfficeLost(str(error)) from error
        finally:
            its.close()

    def wait_until_ready(self, timeout_s: float) -> None:
        """Waits until the host can be asked for forks; whatever comes instead, it is ended.

        Raises:
            OfficeLost: it did not become ready; the message is the host's own.
        """
        try:
            answer = self._answer(timeout_s)[0]
        except BaseException:
            self.close()
            raise
        if not answer.get("ready"):
            self.close()
            raise OfficeLost(str(answer.get("error", "no reason told")))
        self._has_walls = bool(answer.get("walls"))
        self._first_kb = self._resident_kb

    @property
    def has_walls(self) -> bool:
        """Whether its forks are kept from each other's folders, see `confine`."""
        return self._has_walls

    @property
    def is_alive(self) -> bool:
        """Whether the host runs."""
        return self._host.is_alive

    def is_alive_after(self, moment_s: float = MOMENT_S) -> bool:
        """Whether the host still runs when a moment has passed: its forks are seen to end before it."""
        deadline = time.monotonic() + moment_s
        while self.is_alive:
            if time.monotonic() >= deadline:
                return True
            time.sleep(moment_s / 10)
        return False

    @property
    def grown_kb(self) -> int:
        """By how much memory the host has grown from when it was ready to the last fork, in kilobytes."""
        return self._resident_kb - self._first_kb

    @property
    def pid(self) -> int:
        """The number of the process that was started, the first of the host's group."""
        return self._host.pid

    def fork(self, documents: int = 1, timeout_s: float = 10.0) -> Fork:
        """A fork that will convert so many documents.

        A host that does not answer is ended: its answer, if it came yet, would be taken for that to the next request,
        and a fork be killed for another.

        Raises:
            OfficeLost: the host has gone or does not answer.
        """
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with self._using:
            try:
                request = json.dumps({"documents": documents}).encode()
                socket.send_fds(self._control, [request], [its.fileno()])
                answer, handles = self._answer(timeout_s)
            except OSError as error:
                ours.close()
                self.close()
                raise OfficeLost(f"the host cannot be spoken to: {error}") from error
            except BaseException:
                ours.close()
                self.close()
                raise
            finally:
                its.close()
        if not handles:
            ours.close()
            raise OfficeLost(str(answer.get("error", "no fork")))
        return Fork(ours, handles[0])

    def end(self) -> None:
        """Ends the host and every fork of it at once; whoever waits for its answer is told. Safe in threads."""
        self._host.end()

    def close(self) -> None:
        """Ends the host and every fork of it, and removes its folder."""
        self.end()
        with self._using:
            self._control.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answer(self, timeout_s: float) -> tuple[dict[str, Any], list[int]]:
        deadline = time.monotonic() + timeout_s
        self._control.settimeout(max(0.0, deadline - time.monotonic()))
        try:
            message, handles, _, _ = socket.recv_fds(self._control, MAX_MESSAGE, 1)
        except TimeoutError:
            raise OfficeLost(f"the host did not answer in {timeout_s:g} s") from None
        except OSError as error:
            raise OfficeLost(f"the host cannot be heard: {error}") from error
        if not message:
            raise OfficeLost("the host ended without a word")
        answer: dict[str, Any] = json.loads(message)
        self._resident_kb = int(answer.get("resident_kb", self._resident_kb))
        return answer, list(handles)
