"""Who else keeps a LibreOffice: unoserver of PyPI, and a plain UNO listener. Both need Python's bindings of UNO.

`./run bench` sets up an environment for them; where there is none they are missing, and the report says so.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import time
import xmlrpc.client
from pathlib import Path

from service.convert.installation import ConverterInfo, environment, registry_of
from service.convert.process import Running
from service.convert.profile import write_bare_windows, write_layer, write_profile
from service.convert.soffice import EXPORT_OPTIONS
from service.convert.warm.way import find_allocator, memory_folder
from service.convert.work import work_folder
from tests.bench.contenders import Filling, merge_stock

ENVIRONMENT = Path(__file__).resolve().parents[2] / ".run" / "bench-venv"
WORKER = Path(__file__).with_name("uno_worker.py")
# unoserver alone sleeps for seven seconds before it listens.
START_S = 90.0
PROBE_S = 30.0


class RivalMissing(Exception):
    """A rival cannot be had on this machine; the message says why, for the report."""


def rival_version(environment_folder: Path = ENVIRONMENT) -> str:
    """The version of unoserver that is set up.

    Raises:
        RivalMissing: it is not, or its Python does not have the bindings of UNO.
    """
    python = environment_folder / "bin" / "python"
    if not python.exists():
        raise RivalMissing("its environment is not set up")
    asked = "import uno; from importlib.metadata import version; print(version('unoserver'))"
    ended = subprocess.run([python, "-c", asked], capture_output=True, text=True, timeout=PROBE_S, check=False)
    if ended.returncode != 0:
        raise RivalMissing((ended.stderr.strip().splitlines() or ["its Python does not run"])[-1])
    return ended.stdout.strip()


class Unoserver:
    """docxtpl, then an unoserver that is kept, asked as its own client asks: what those do who do better than stock."""

    def __init__(self, info: ConverterInfo, folder: Path) -> None:
        """Starts it and waits until it answers.

        Raises:
            RivalMissing: it does not start.
        """
        self._source, self._target = folder / "unoserver.docx", folder / "unoserver.pdf"
        port, uno_port = _free_ports()
        profile = folder / "unoserver"
        profile.mkdir()
        command: list[str | Path] = [
            ENVIRONMENT / "bin" / "python", ENVIRONMENT / "bin" / "unoserver", "--quiet", "--port", str(port),
            "--uno-port", str(uno_port), "--executable", info.program.with_name("soffice"), "--user-installation",
            profile,
        ]  # fmt: skip
        self._server = Running(command, cwd=folder, env={**os.environ})
        self._proxy = xmlrpc.client.ServerProxy(f"http://127.0.0.1:{port}", allow_none=True)
        deadline = time.monotonic() + START_S
        while True:
            try:
                self._proxy.info()
            except OSError as error:
                if not self._server.is_alive or time.monotonic() > deadline:
                    self.close()
                    raise RivalMissing(f"unoserver does not start: {error}") from error
                time.sleep(0.2)
            else:
                return

    def make(self, filling: Filling) -> bytes:
        """A PDF, as its client has it made of a file."""
        merge_stock(filling, self._source)
        self._proxy.convert(str(self._source), None, str(self._target), "pdf", None, [], True, None, None)
        content = self._target.read_bytes()
        self._target.unlink()
        return content

    def close(self) -> None:
        """Ends it and its LibreOffice."""
        self._server.end()


class UnoListener:
    """A LibreOffice that listens to UNO, configured, placed and given memory as the one we fork is."""

    def __init__(self, info: ConverterInfo) -> None:
        """Starts it and waits until it listens.

        Raises:
            RivalMissing: it does not start.
        """
        self._open = contextlib.ExitStack()
        self._folder = self._open.enter_context(work_folder(memory_folder()))
        try:
            self._worker = self._start(info)
        except BaseException:
            self._open.close()
            raise

    def _start(self, info: ConverterInfo) -> subprocess.Popen[str]:
        pipe = f"vanthu{secrets.token_hex(4)}"
        profile, layer = self._folder / "ho-so", self._folder / "cau-hinh"
        # The profile only says that it is no new one; what is configured is in the layer, as for ours.
        write_profile(profile, info.version, info.build)
        write_bare_windows(profile)
        write_layer(layer, info.version)
        office = Running(
            [
                info.program, f"-env:UserInstallation={profile.as_uri()}",
                f"-env:CONFIGURATION_LAYERS={registry_of(info.program_folder)} xcsxcu:{layer.as_uri()}",
                "--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;",
            ],
            cwd=self._folder, env={**environment(self._folder, info.program), **find_allocator()},
        )  # fmt: skip
        self._open.callback(office.end)
        options = {name: int(value) if kind == "long" else value == "true" for name, (kind, value) in _OPTIONS}
        worker = subprocess.Popen(
            [ENVIRONMENT / "bin" / "python", WORKER, pipe, json.dumps(options)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "TMPDIR": str(self._folder)},
        )  # fmt: skip
        self._open.callback(_end, worker)
        if worker.stdout is None or worker.stdout.readline() != "ready\n":
            raise RivalMissing("a LibreOffice that listens to UNO does not start")
        return worker

    def convert(self, docx: bytes) -> bytes:
        """The PDF of a DOCX, with the options of ours."""
        source, target = self._folder / "van_ban.docx", self._folder / "van_ban.pdf"
        source.write_bytes(docx)
        assert self._worker.stdin is not None
        assert self._worker.stdout is not None
        self._worker.stdin.write(json.dumps([str(source), str(target)]) + "\n")
        self._worker.stdin.flush()
        assert self._worker.stdout.readline() == "done\n", "the UNO listener has ended"
        content = target.read_bytes()
        target.unlink()
        return content

    def close(self) -> None:
        """Ends it."""
        self._open.close()


_OPTIONS = tuple(EXPORT_OPTIONS.items())


def _end(worker: subprocess.Popen[str]) -> None:
    """Has it end by itself, which ends LibreOffice with what it left in /tmp; else at once."""
    if worker.stdin is not None:
        worker.stdin.close()
    try:
        worker.wait(10)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
    if worker.stdout is not None:
        worker.stdout.close()


def _free_ports() -> tuple[int, int]:
    """Two ports nobody listens on; another may take them before they are used, which the start would tell."""
    with socket.socket() as one, socket.socket() as other:
        for each in (one, other):
            each.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]
