"""The host: keeps LibreOffice loaded and forks a process for each document. A script, on the standard library alone.

It is started by `service.convert.warm.office`, and runs where nothing of the service can be seen but the folder of this
file; the service takes from it only what both sides have to agree on. LibreOffice is loaded as a library
(LibreOfficeKit) and told to use one thread only, so that a fork of it is a whole LibreOffice; what a document does to
that fork ends with it.

Over the socket `control` come requests for forks, each with the socket by which the fork will be spoken to. The
answer comes with a handle of the fork (pidfd), which names it in whatever space of numbers it lives, and tells the
memory of the host.
Messages are JSON, one a packet.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # Behind all others: what lies beside this file has the same name here as in the service.
    sys.path.append(str(Path(__file__).resolve().parents[3]))

from service.convert.warm.confine import Walls, drop_privileges, hide_memory
from service.convert.warm.pages import own_areas, take_pages, written

MAX_MESSAGE = 64 * 1024
LIBRARY, BOOTSTRAP_LIBRARY = "libmergedlo.so", "libuno_sal.so.3"
# Places in the tables of functions that LibreOfficeKit hands out; the first entry is the table's size in bytes.
KIT_ERROR, KIT_LOAD, KIT_RUN = 3, 4, 13
DOCUMENT_DESTROY, DOCUMENT_SAVE = 1, 2
PR_SET_PDEATHSIG = 1
# A folder for temporary files that is another one in every process: the one it works in.
TEMPORARY = "/proc/self/cwd"
PROCESSOR = "RLIMIT_CPU"
# Two files are the same but for the time that is written into them.
SAME_SIZE = 0.01
# Told a language, LibreOffice does not look for one in an empty word, which costs it a twentieth of a conversion.
LOAD_OPTIONS = b"Language=en-US,Batch=true"

_Pointer = ctypes.c_void_p
_Text = ctypes.c_char_p
_Poll = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int)
_Wake = ctypes.CFUNCTYPE(None, _Pointer)


class Kit:
    """LibreOffice, loaded and initialised in this process."""

    def __init__(self, program: Path, profile: str, layers: str) -> None:
        """Loads it; a second one in the same process is not possible.

        Args:
            program: the installation's folder of programs.
            profile: the address of the folder it may write its own files to.
            layers: what it takes its configuration from. Without a layer of the user's it writes none, and has no
                thread for writing.

        Raises:
            OSError: the library is not there or does not load.
            RuntimeError: it does not start, or its tables are smaller than we know them.
        """
        bootstrap = ctypes.CDLL(str(program / BOOTSTRAP_LIBRARY), mode=ctypes.RTLD_GLOBAL)
        _set_bootstrap(bootstrap, "CONFIGURATION_LAYERS", layers)
        library = ctypes.CDLL(str(program / LIBRARY), mode=ctypes.RTLD_GLOBAL)
        hook = library.libreofficekit_hook_2
        hook.restype, hook.argtypes = _Pointer, [_Text, _Text]
        self._kit = hook(os.fsencode(program), profile.encode())
        if not self._kit:
            raise RuntimeError("LibreOfficeKit does not start")
        self._load = _function(self._kit, KIT_LOAD, _Pointer, _Pointer, _Text, _Text)
        self._error = _function(self._kit, KIT_ERROR, _Text, _Pointer)
        self._run = _function(self._kit, KIT_RUN, None, _Pointer, _Poll, _Wake, _Pointer)
        self._document: int | None = None

    def convert(self, source: str, target: str, form: str, options: str) -> dict[str, Any]:
        """Writes a document in another form.

        Returns:
            `load_ms` and `save_ms`; or `error`, what LibreOffice said.
        """
        begun = time.perf_counter()
        document = self._load(self._kit, Path(source).as_uri().encode(), LOAD_OPTIONS)
        if not document:
            return {"error": (self._error(self._kit) or b"").decode(errors="replace") or "not loaded"}
        self._document = document
        loaded = time.perf_counter()
        save = _function(document, DOCUMENT_SAVE, ctypes.c_int, _Pointer, _Text, _Text, _Text)
        done = save(document, Path(target).as_uri().encode(), form.encode(), options.encode())
        saved = time.perf_counter()
        if not done:
            return {"error": (self._error(self._kit) or b"").decode(errors="replace") or "not saved"}
        return {"load_ms": 1000 * (loaded - begun), "save_ms": 1000 * (saved - loaded)}

    def forget(self) -> None:
        """Drops the document that was converted last; only where another follows, for it takes time."""
        document, self._document = self._document, None
        if document is not None:
            _function(document, DOCUMENT_DESTROY, None, _Pointer)(document)

    def run(self, serve: Any) -> None:
        """Runs LibreOffice's loop, which calls `serve` whenever it has nothing to do; only in there may it be used."""
        poll, wake = _Poll(lambda _data, _timeout: serve()), _Wake(lambda _data: None)
        # Without an address it never calls.
        given = ctypes.c_int(1)
        self._run(self._kit, poll, wake, ctypes.addressof(given))


def _function(owner: int, place: int, result: Any, *arguments: Any) -> Any:
    """A function of an object of LibreOfficeKit, whose first word points to its table."""
    table = ctypes.cast(ctypes.cast(owner, ctypes.POINTER(_Pointer))[0], ctypes.POINTER(_Pointer))
    size = table[0] or 0
    if size <= place * ctypes.sizeof(_Pointer):
        raise RuntimeError(f"LibreOfficeKit has a table of {size} bytes")
    return ctypes.CFUNCTYPE(result, *arguments)(table[place])


def _set_bootstrap(library: Any, name: str, value: str) -> None:
    library.rtl_uString_newFromAscii.argtypes = [_Pointer, _Text]
    library.rtl_bootstrap_set.argtypes = [_Pointer, _Pointer]
    words = []
    for text in (name, value):
        word = _Pointer()
        library.rtl_uString_newFromAscii(ctypes.byref(word), text.encode("ascii"))
        words.append(word)
    library.rtl_bootstrap_set(*words)


class Host:
    """Answers requests for forks."""

    def __init__(
        self,
        kit: Kit,
        control: socket.socket,
        limits: Mapping[str, int],
        pages: Sequence[tuple[int, int]],
        walls: Walls | None,
    ) -> None:
        self._walls = walls
        self._pages = pages
        self._kit = kit
        self._control = control
        self._limits = limits

    def serve(self) -> int:
        """Answers until the other side has gone, which ends this process."""
        try:
            while True:
                message, handles, _, _ = socket.recv_fds(self._control, MAX_MESSAGE, 1)
                if not message:
                    os._exit(0)
                self._fork(handles[0], json.loads(message))
        except BaseException as error:  # nothing may pass into LibreOffice's loop
            with suppress(OSError):
                _say(self._control, {"error": repr(error)})
            os._exit(1)

    def _fork(self, handle: int, request: Mapping[str, Any]) -> None:
        host = os.getpid()
        try:
            child = os.fork()
        except OSError as error:  # no room for one more; those there are go on
            os.close(handle)
            _say(self._control, {"error": repr(error)})
            return
        if child == 0:
            try:
                self._control.close()
                documents = int(request["documents"])
                # Of processor it has what one document may have, for each.
                _bound({**self._limits, PROCESSOR: documents * self._limits.get(PROCESSOR, 0)})
                if os.getppid() != host:
                    # The host was lost before this process was bound to its life.
                    os._exit(1)
                take_pages(self._pages)
                if self._walls is not None:
                    self._walls.prepare()
                _work(self._kit, socket.socket(fileno=handle), documents, self._walls)
            finally:
                os._exit(1)
        os.close(handle)
        try:
            pidfd = os.pidfd_open(child)
        except ProcessLookupError as error:  # it was killed already, and cleared away
            _say(self._control, {"error": repr(error)})
            return
        try:
            answer = {"resident_kb": resident_kb()}
            socket.send_fds(self._control, [json.dumps(answer).encode()], [pidfd])
        finally:
            os.close(pidfd)


def _work(kit: Kit, jobs: socket.socket, documents: int, walls: Walls | None) -> None:
    """Converts so many documents and ends; so it does when the other side has gone.

    With the first document come the walls, around the folder that this and those to follow are in.
    """
    temporary = _temporary_folders()
    for left in reversed(range(documents)):
        message = jobs.recv(MAX_MESSAGE)
        if not message:
            break
        job = json.loads(message)
        if walls is not None:
            walls.shut(job["room"])
            walls = None
        _move_to(Path(job["source"]).parent, temporary)
        result = kit.convert(job["source"], job["target"], job["form"], job["options"])
        result["peak_kb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        _say(jobs, result)
        if left:
            # After the answer, when nobody waits.
            kit.forget()
    os._exit(0)


def _temporary_folders() -> list[str]:
    """The folders for temporary files that LibreOffice has made where this process works."""
    return [found.name for found in Path().iterdir() if found.name.endswith(".tmp") and found.is_dir()]


def _move_to(folder: Path, temporary: Iterable[str]) -> None:
    """Goes to work in another folder, where temporary files are made from now on, see `TEMPORARY`.

    What a fork leaves there, ended or killed, goes with the folder of its document.
    """
    os.chdir(folder)
    for name in temporary:
        Path(name).mkdir(exist_ok=True)


def _say(to: socket.socket, message: Mapping[str, Any]) -> None:
    to.send(json.dumps(message).encode()[:MAX_MESSAGE])


def learn_pages(convert: Callable[[], object]) -> list[tuple[int, int]]:
    """The memory that a fork writes to when it converts, which it shares with this process until then.

    A fork that is made for it converts, and then sees which of its pages are its own alone.

    Returns:
        address and length of each stretch; none where the system does not tell.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            areas = own_areas()
            convert()
            with os.fdopen(writer, "w") as found:
                json.dump(list(written(areas)), found)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as found:
        told = found.read()
    return [(begin, length) for begin, length in json.loads(told or "[]")]


def build_walls(readable: Sequence[str], folder: str, convert: Callable[[], Sequence[int]]) -> Walls | None:
    """Walls in which a fork writes the same as without; None where this system has none, or too much is behind them.

    Args:
        readable: the folders a fork may read; with none there are no walls.
        folder: where `convert` works.
        convert: tells the sizes of what it wrote. Without its fonts LibreOffice writes all the same, but other files.
    """
    if not readable:
        return None
    try:
        walls = Walls(readable)
    except OSError:
        return None
    wanted = convert()
    reader, writer = os.pipe()
    if os.fork() == 0:
        try:
            os.close(reader)
            walls.prepare()
            walls.shut(folder)
            if all(abs(size - one) <= one * SAME_SIZE for size, one in zip(convert(), wanted, strict=True)):
                os.write(writer, b"the same")
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        return walls if told.read() else None


def resident_kb() -> int:
    """The memory this process has in kilobytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def _bound(limits: Mapping[str, int]) -> None:
    """Holds this process to its limits, and to the life of the host."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    for name, value in limits.items():
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (least, least))


def main(given: Mapping[str, Any]) -> None:
    """Loads LibreOffice, converts the sample so that the forks find warm what they need, and serves."""
    control = socket.socket(fileno=given["control"])
    drop_privileges()
    os.chdir(given["folder"])
    # Nobody waits for the forks; the system clears them away.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        kit = Kit(Path(given["program"]), given["profile"], given["layers"])
    except Exception as error:
        _say(control, {"error": repr(error)})
        raise SystemExit(1) from error

    def convert_samples() -> list[int]:
        sizes = []
        for sample in given["samples"]:
            result = kit.convert(sample["source"], sample["target"], given["form"], given["options"])
            if "error" in result:
                raise RuntimeError(result["error"])
            sizes.append(Path(sample["target"]).stat().st_size)
        return sizes

    def begin() -> int:
        convert_samples()
        tasks = sum(1 for _ in Path("/proc/self/task").iterdir())
        if tasks != 1:
            raise RuntimeError(f"LibreOffice has {tasks} threads, a fork of it would not be whole")
        gc.collect()
        gc.freeze()
        pages = learn_pages(convert_samples)
        walls = build_walls(given["readable"], given["folder"], convert_samples)
        if walls is None:
            hide_memory()
        _say(control, {"ready": True, "walls": walls is not None, "resident_kb": resident_kb()})
        return Host(kit, control, given["limits"], pages, walls).serve()

    def serve() -> int:
        try:
            return begin()
        except BaseException as error:  # LibreOffice's loop would swallow it and begin again, for ever
            with suppress(OSError):
                _say(control, {"error": repr(error)})
            os._exit(1)

    kit.run(serve)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
