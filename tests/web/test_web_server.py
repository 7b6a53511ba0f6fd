"""`vanthu serve` as a process: it says where it is, answers, and ends without breaking off an answer."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.cli.calls import Called, call_process, command


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "VANTHU_DATA": str(tmp_path / "data"), "VANTHU_SAMPLES_FOLDER": str(tmp_path)}


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and the address it has told."""
    process = subprocess.Popen(
        command("serve", "--port", str(free_port())), env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    with process:
        assert process.stdout
        told = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert address, told
        yield process, address[0]
        process.kill()


def fetch(address: str) -> str:
    with urlopen(address, timeout=10) as response:  # noqa: S310  # our own server
        body: bytes = response.read()
    return body.decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serves_and_ends_when_told(server: tuple[subprocess.Popen[str], str], number: signal.Signals) -> None:
    process, address = server
    assert fetch(f"{address}healthz") == "ok\n"
    assert "Văn bản mẫu" in fetch(address)
    # As a terminal does: to every process of the group.
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")


def test_taken_port_is_one_sentence(server: tuple[subprocess.Popen[str], str], environment: dict[str, str]) -> None:
    _, address = server
    port = address.rstrip("/").rpartition(":")[2]
    called = call_process("serve", "--port", port, env=environment)
    assert called == Called(
        2, "", f"Không mở được 127.0.0.1 cổng {port}: một chương trình khác đang dùng cổng này. "
        "Hãy chọn cổng khác bằng --port.\n",
    )  # fmt: skip


@pytest.mark.parametrize("host", ["192.0.2.1", "khong-co.invalid", "a" * 70, ""])
def test_address_of_no_machine_is_one_sentence(host: str, environment: dict[str, str]) -> None:
    called = call_process("serve", "--host", host, "--port", str(free_port()), env=environment)
    assert called.code == 2
    assert "--host" in called.err
    assert len(called.err.splitlines()) == 1
