"""How much memory a kept LibreOffice holds, and what its converter tells of itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.convert.soffice import Converter
from service.convert.warm import memory
from service.convert.warm.memory import group_members, shared_out_kb
from service.convert.warm.way import Kept
from tests.convert.kept import MakeWay, office_of, paper, text_of
from tests.convert.offices import META
from tests.convert.papers import new_paper, save

# It takes 64 MB, and forks two that share it.
SHARING = """
import os, time
taken = bytearray(os.urandom(1)) * (64 * 2**20)
for _ in range(2):
    if os.fork() == 0:
        break
print("ready", flush=True)
time.sleep(60)
"""


def test_what_processes_share_is_counted_once() -> None:
    process = subprocess.Popen([sys.executable, "-IS", "-c", SHARING], start_new_session=True, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        assert len(group_members(process.pid)) == 3
        told = shared_out_kb(process.pid)
        assert told is not None
        assert 64 * 1024 < told < 2 * 64 * 1024
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert shared_out_kb(process.pid) is None


@pytest.mark.parametrize("error", [PermissionError, FileNotFoundError])
def test_what_is_hidden_is_not_told(error: type[OSError], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise error

    monkeypatch.setattr(memory, "group_members", lambda _: [os.getpid()])
    assert shared_out_kb(0) is not None
    monkeypatch.setattr(Path, "read_text", refuse)
    assert shared_out_kb(0) is None


@pytest.mark.soffice
def test_a_converter_tells_its_state_and_memory(work_root: Path) -> None:
    converter = Converter(work_root=work_root, kept=Kept(workers=3))
    try:
        assert (converter.state().way, converter.state().why_cold) == ("cold", "LibreOffice chưa được khởi động")
        assert converter.memory_kb() is None
        with ThreadPoolExecutor(3) as threads:
            list(threads.map(lambda number: converter.to_pdf(save(new_paper(f"Số {number}")), META), range(6)))
        state = converter.state()
        assert (state.way, state.why_cold, state.workers) == ("warm", "", 3)
        assert (state.converted, state.gone_cold, state.busy, state.waiting) == (6, 0, 0, 0)
        assert (state.killed, state.lost, state.refused, state.kept_out) == (0, 0, 0, 0)
        assert (state.hosts_started, state.hosts_replaced) == (1, 0)
        assert state.walls == converter.way().walls
        assert state.fork_peak_kb > 50 * 1024
        told = converter.memory_kb()
        assert told is not None or os.geteuid() != 0
        # What other programs on the machine have loaded too is theirs in part.
        assert told is None or 20 * 1024 < told < 2048 * 1024
    finally:
        converter.close()
    assert Converter().state().why_cold == "cấu hình không yêu cầu giữ"


@pytest.mark.soffice
def test_hosts_are_replaced_while_documents_come(make_way: MakeWay, work_root: Path) -> None:
    way = make_way(host_documents=4)
    slowest = 0.0
    way.warm_up()
    first = office_of(way).pid
    for number in range(60):
        begun = time.monotonic()
        assert f"văn bản {number}." in text_of(way.make(paper(f"văn bản {number}."))[0])
        slowest = max(slowest, time.monotonic() - begun)
        if way.state().hosts_replaced == 2:
            break
    state = way.state()
    assert (state.hosts_replaced, state.hosts_started) == (2, 3)
    assert (state.gone_cold, state.lost, state.killed) == (0, 0, 0)
    deadline = time.monotonic() + 10
    while group_members(first) or len(list(work_root.rglob("may-*"))) > 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
