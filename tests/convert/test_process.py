from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from service.convert.process import MAX_KEPT_BYTES, DeadlinePassed, Running, run
from tests.convert.offices import is_running, wait_for

ENV = {"PATH": os.defpath}


def test_output_exit_code_folder_and_environment(tmp_path: Path) -> None:
    script = "pwd; echo $WORD >&2; cat; exit 3"
    ended = run(["sh", "-c", script], cwd=tmp_path, env={**ENV, "WORD": "chữ"}, timeout_s=10, stdin=b"v\xc3\xa0o")
    assert (ended.exit_code, ended.stdout, ended.stderr) == (3, f"{tmp_path}\nvào".encode(), "chữ\n".encode())


def test_without_input_the_program_reads_nothing(tmp_path: Path) -> None:
    assert run(["cat"], cwd=tmp_path, env=ENV, timeout_s=10).stdout == b""


def test_signal_is_told_by_a_negative_code(tmp_path: Path) -> None:
    assert run(["sh", "-c", "kill -SEGV $$"], cwd=tmp_path, env=ENV, timeout_s=10).exit_code == -signal.SIGSEGV


def test_flood_of_output_is_read_but_not_kept(tmp_path: Path) -> None:
    script = "import sys; sys.stdout.write('a' * 9_000_000); sys.stderr.write('b' * 9_000_000); sys.stdout.write('z')"
    ended = run([sys.executable, "-IS", "-c", script], cwd=tmp_path, env=ENV, timeout_s=30)
    assert (ended.exit_code, ended.stdout, ended.stderr) == (0, b"a" * MAX_KEPT_BYTES, b"b" * MAX_KEPT_BYTES)


def test_last_words_are_not_lost(tmp_path: Path) -> None:
    for _ in range(20):
        assert run(["sh", "-c", "echo cuối"], cwd=tmp_path, env=ENV, timeout_s=10).stdout == "cuối\n".encode()


def test_deadline_kills_children_too(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(DeadlinePassed) as caught:
        run(["sh", "-c", "echo nói >&2; sleep 600 & echo $! $$ > pids; wait"], cwd=tmp_path, env=ENV, timeout_s=0.5)
    assert time.monotonic() - started < 5
    assert caught.value.stderr == "nói\n".encode()
    assert [pid for pid in (tmp_path / "pids").read_text().split() if is_running(int(pid))] == []


def test_child_left_behind_neither_delays_the_end_nor_lives_on(tmp_path: Path) -> None:
    started = time.monotonic()
    ended = run(["sh", "-c", "sleep 600 & echo $! > pids; echo xong"], cwd=tmp_path, env=ENV, timeout_s=30)
    assert time.monotonic() - started < 5
    assert (ended.exit_code, ended.stdout) == (0, b"xong\n")
    assert not is_running(int((tmp_path / "pids").read_text()))


def test_interruption_kills_the_group(tmp_path: Path) -> None:
    def interrupt() -> None:
        wait_for(tmp_path / "pids")
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    script = "sleep 600 & echo $! $$ > part; mv part pids; wait"
    with pytest.raises(KeyboardInterrupt):
        run(["sh", "-c", script], cwd=tmp_path, env=ENV, timeout_s=30)
    thread.join()
    assert [pid for pid in (tmp_path / "pids").read_text().split() if is_running(int(pid))] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interruption_while_the_program_starts_kills_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    started: list[int] = []

    class Interrupted(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            started.append(self.pid)
            signal.raise_signal(number)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    before = signal.signal(number, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            run(["sleep", "600"], cwd=tmp_path, env=ENV, timeout_s=60)
        assert signal.getsignal(number) is signal.default_int_handler, "the handlers are as they were"
    finally:
        signal.signal(number, before)
    assert len(started) == 1
    assert not is_running(started[0])


def test_something_is_done_here_while_the_program_runs(tmp_path: Path) -> None:
    script = "while [ ! -e go ]; do sleep 0.01; done; echo xong"
    ended = run(["sh", "-c", script], cwd=tmp_path, env=ENV, timeout_s=30, meanwhile=(tmp_path / "go").touch)
    assert (ended.exit_code, ended.stdout) == (0, b"xong\n")


def test_an_error_meanwhile_ends_the_program(tmp_path: Path) -> None:
    def fail() -> None:
        wait_for(tmp_path / "pids")
        raise LookupError("ours")

    script = "sleep 600 & echo $! $$ > part; mv part pids; wait"
    with pytest.raises(LookupError, match="ours"):
        run(["sh", "-c", script], cwd=tmp_path, env=ENV, timeout_s=30, meanwhile=fail)
    assert [pid for pid in (tmp_path / "pids").read_text().split() if is_running(int(pid))] == []


def test_deadline_already_passed_runs_nothing_long(tmp_path: Path) -> None:
    with pytest.raises(DeadlinePassed):
        run(["sleep", "600"], cwd=tmp_path, env=ENV, timeout_s=-1)


@pytest.mark.parametrize("argv", [["no-such-program"], ["/dev/null"]])
def test_program_that_cannot_start_is_an_os_error(tmp_path: Path, argv: list[str]) -> None:
    with pytest.raises(OSError, match=argv[0]):
        run(argv, cwd=tmp_path, env=ENV, timeout_s=10)


def test_no_file_is_left_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        run(["true"], cwd=tmp_path, env=ENV, timeout_s=10, stdin=b"x")
        with pytest.raises(DeadlinePassed):
            run(["sleep", "600"], cwd=tmp_path, env=ENV, timeout_s=0.01)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_many_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    codes: dict[int, int] = {}

    def work(number: int) -> None:
        script = f"sleep 0.0{number}; exit {number}"
        codes[number] = run(["sh", "-c", script], cwd=tmp_path, env=ENV, timeout_s=10).exit_code

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == {number: number for number in range(8)}


def test_what_it_makes_is_closed_to_other_users(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        run(["sh", "-c", "touch file; mkdir folder"], cwd=tmp_path, env=ENV, timeout_s=10)
        (tmp_path / "ours").touch(0o666)
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"file": 0o600, "folder": 0o700, "ours": 0o666}


def test_own_session(tmp_path: Path) -> None:
    ended = run(
        [sys.executable, "-IS", "-c", "import os; print(os.getsid(0) == os.getpid())"],
        cwd=tmp_path,
        env=ENV,
        timeout_s=10,
    )
    assert ended.stdout == b"True\n"
    assert subprocess.run(["true"]).returncode == 0  # reaping of others is left alone


def test_what_goes_on_alone_is_ended_with_its_group_whoever_asked_before_whether_it_lives(tmp_path: Path) -> None:
    running = Running(["sh", "-c", "sleep 60 & echo $! > left.new; mv left.new left"], cwd=tmp_path, env=ENV)
    wait_for(tmp_path / "left")
    while running.is_alive:
        time.sleep(0.005)
    left = int((tmp_path / "left").read_text())
    assert is_running(left)
    running.end()
    assert not is_running(left)
    assert not running.is_alive
    running.end()
