"""Runs the application under gunicorn: one process, a few threads, ended without breaking off an answer."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from service.settings import Settings
from service.web import close_app, create_app

THREADS = 8


class PortUnavailable(Exception):
    """The address cannot be listened on; its text is a Vietnamese sentence."""


def run_server(settings: Settings, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serves until stopped by Ctrl-C or SIGTERM; `announce` is told the address once it answers.

    Raises:
        PortUnavailable: the address is not of this machine, or taken, or not allowed.
    """
    app = create_app(settings)
    listener = _listen(host, port)
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    options = {
        "bind": f"fd://{listener.detach()}",
        "worker_class": "gthread",
        "workers": 1,
        "threads": THREADS,
        "graceful_timeout": settings.convert_timeout_s + 10,
        "control_socket_disable": True,
        "loglevel": "warning",
        "when_ready": lambda server: announce(f"http://{shown}:{port}/"),
        "worker_exit": lambda server, worker: close_app(app),
        "post_worker_init": _leave_interrupts_to_the_arbiter,
    }
    _Server(app, options).run()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        sentence = f"Không có địa chỉ “{host}”. Hãy bỏ --host hoặc ghi địa chỉ của máy này."
        raise PortUnavailable(sentence) from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except PermissionError as error:
        listener.close()
        sentence = f"Không được phép dùng cổng {port}. Hãy chọn cổng từ 1024 trở lên bằng --port."
        raise PortUnavailable(sentence) from error
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            reason = "một chương trình khác đang dùng cổng này. Hãy chọn cổng khác bằng --port"
        else:
            reason = "đây không phải địa chỉ của máy này. Hãy chọn địa chỉ khác bằng --host"
        raise PortUnavailable(f"Không mở được {host} cổng {port}: {reason}.") from error
    return listener


class _GentleArbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Ctrl-C means what SIGTERM means: answers under way are finished."""

    def handle_int(self) -> None:
        self.handle_term()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our application and our options, reading no file and no variable of its own."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app

    def run(self) -> None:
        _GentleArbiter(self).run()


def _leave_interrupts_to_the_arbiter(worker: Any) -> None:
    # A terminal sends Ctrl-C to every process of the group; the worker would drop what it is doing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
