"""The host and our side of it, without LibreOffice: what is said when something goes wrong."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from service.convert.warm import host
from service.convert.warm.office import DeadlinePassed, Fork, OfficeLost, Start, WarmOffice
from tests.convert.forks import wait_until

BREAKS = """
import json, sys
sys.path.insert(0, sys.argv[1])
from service.convert.warm import host

class Kit:
    def __init__(self, *_):
        self.begun = 0
    def convert(self, *_):
        raise MemoryError("no room")
    def run(self, serve):
        for _ in range(3):
            try:
                serve()
            except BaseException:
                pass

host.Kit = Kit
host.main(json.loads(sys.argv[2]))
"""
DEAF = """
import socket, sys, json, time
control = socket.socket(fileno=json.loads(sys.argv[-1])["control"])
control.send(b'{"ready": true}')
time.sleep(60)
"""


def test_a_host_that_cannot_begin_says_why_and_ends(tmp_path: Path) -> None:
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, its:
        sample = {"source": "x", "target": "y"}
        told = {"control": its.fileno(), "folder": str(tmp_path), "program": "/", "profile": "", "layers": ""}
        told |= {"samples": [sample], "form": "pdf", "options": "", "readable": []}
        command = [sys.executable, "-IS", "-c", BREAKS, str(Path(host.__file__).parents[3]), json.dumps(told)]
        ended = subprocess.run(command, pass_fds=[its.fileno()], check=False, timeout=20)
        assert ended.returncode == 1
        ours.settimeout(5)
        assert "no room" in json.loads(ours.recv(host.MAX_MESSAGE))["error"]


def test_a_host_that_cannot_fork_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError("too many processes")

    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, its:
        served = host.Host(None, its, {}, (), None)  # type: ignore[arg-type]
        monkeypatch.setattr(os, "fork", refuse)
        handle = os.open(os.devnull, os.O_RDONLY)
        served._fork(handle, {"documents": 1})
        assert "too many" in json.loads(ours.recv(host.MAX_MESSAGE))["error"]
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(handle)


def test_a_host_that_does_not_answer_is_ended(tmp_path: Path) -> None:
    """Its late answer would be taken for that to the next request."""
    program = tmp_path / "deaf"
    program.write_text(f"#!{sys.executable} -IS\n{DEAF}")
    program.chmod(0o755)
    told: dict[str, Any] = {}
    office = WarmOffice(Start((), program, tmp_path, {}, told))
    try:
        office.wait_until_ready(10)
        with pytest.raises(OfficeLost):
            office.fork(timeout_s=0.1)
        assert not office.is_alive
    finally:
        office.close()


def test_closing_leaves_the_socket_to_who_waits_for_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "deaf"
    program.write_text(f"#!{sys.executable} -IS\n{DEAF}")
    program.chmod(0o755)
    office = WarmOffice(Start((), program, tmp_path, {}, {}))
    office.wait_until_ready(10)
    waiting, go_on, numbers = threading.Event(), threading.Event(), []

    def answer(_: float) -> tuple[dict[str, Any], list[int]]:
        waiting.set()
        go_on.wait(10)
        numbers.append(office._control.fileno())
        raise OfficeLost("ended")

    monkeypatch.setattr(office, "_answer", answer)
    with ThreadPoolExecutor(2) as threads:
        asking = threads.submit(office.fork)
        assert waiting.wait(10)
        closing = threads.submit(office.close)
        wait_until(lambda: not office.is_alive)
        time.sleep(0.1)
        go_on.set()
        assert isinstance(asking.exception(10), OfficeLost)
        closing.result(10)
    assert numbers[0] >= 0
    assert office._control.fileno() == -1


def test_a_handle_may_have_any_number() -> None:
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 2000:
        pytest.skip("this process may not have so many files open")
    ours, its = socket.socketpair()
    with subprocess.Popen([sys.executable, "-IS", "-c", "import time; time.sleep(60)"]) as process, its:
        pidfd = os.pidfd_open(process.pid)
        fork = Fork(ours, fcntl.fcntl(pidfd, fcntl.F_DUPFD_CLOEXEC, 1500))
        os.close(pidfd)
        assert fork.is_alive
        fork.leave()
        assert not fork.is_alive


@pytest.mark.parametrize(("does", "was_at_work"), [("while True: pass", True), ("time.sleep(60)", False)])
def test_who_is_late_is_told_to_have_been_at_work_or_not(does: str, was_at_work: bool) -> None:
    ours, its = socket.socketpair()
    command = [sys.executable, "-IS", "-c", f"import time; time.process_time()\n{does}"]
    with subprocess.Popen(command) as process, its:
        fork = Fork(ours, os.pidfd_open(process.pid))
        with pytest.raises(DeadlinePassed) as caught:
            fork.convert({}, 2.0)
        assert caught.value.was_at_work == was_at_work
        assert not fork.is_alive


def test_a_fork_that_was_killed_at_once_is_told_and_the_host_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: int) -> int:
        raise ProcessLookupError("no such process")

    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, its:
        served = host.Host(None, its, {}, (), None)  # type: ignore[arg-type]
        monkeypatch.setattr(os, "fork", lambda: 1)
        monkeypatch.setattr(os, "pidfd_open", gone)
        served._fork(os.open(os.devnull, os.O_RDONLY), {"documents": 1})
        assert "no such process" in json.loads(ours.recv(host.MAX_MESSAGE))["error"]
