"""The warm way from a DOCX to a PDF: forks of a kept LibreOffice in a cage, working in memory where there is room."""

from __future__ import annotations

import json
import math
import os
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from service.convert.installation import ConverterInfo, environment, find_isolation, registry_of
from service.convert.profile import write_bare_windows, write_layer
from service.convert.warm.cage import MERGED, READABLE, Cage, find_cage, python_places
from service.convert.warm.host import LIBRARY, TEMPORARY
from service.convert.warm.lease import Lease
from service.convert.warm.line import Busy
from service.convert.warm.memory import shared_out_kb
from service.convert.warm.office import DeadlinePassed, NoOffice, OfficeLost, Start, WarmOffice
from service.convert.warm.pool import PoolLimits, Spent, WarmPool
from service.convert.warm.quarantine import Quarantined
from service.convert.warm.state import PoolState, why_cold
from service.convert.work import work_folder
from service.docx_package.parts import ZIP_START
from service.errors import ConversionFailed, ConversionTimeout, ConverterBusy

# A folder in memory, and the room it must have: documents and what LibreOffice writes beside them are small.
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108
MEMORY_NEEDED = 256 * 2**20
HOST_FOLDER = "may-"
LIBRARIES = Path("/usr/lib")
ALLOCATORS = ("libmimalloc.so.*", "libjemalloc.so.*")
# What every DOCX has in it. LibreOffice cannot be told here what to read a file as, and would take any bytes for a text
# and print them.
CONTENT_TYPES = b"[Content_Types].xml"
NOT_OPENED = "LibreOffice không mở được văn bản và không tạo tệp PDF"
# Measured on LibreOffice 7.4: the second conversion of a sample still finds something to make ready, the third none.
SAMPLES_EACH = 2


@dataclass(frozen=True)
class WayLimits:
    """What a fork may use (megabytes of memory and of any one file, open files), and the pool's limits."""

    memory_mb: int
    output_mb: int
    open_files: int
    pool: PoolLimits


@dataclass(frozen=True)
class Kept:
    """A LibreOffice to be kept ready: how many documents it works on at once, how many more may wait, for how long.

    `samples` are sound documents of ours that it converts before others come.
    """

    workers: int = 2
    waiting: int = 64
    wait_s: float = 30.0
    samples: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Way:
    """Which way documents go ("warm" or "cold"), why not the warm one, and what cage the kept LibreOffice is in.

    With `walls` a process that works on a document is kept from the folders of others at that time.
    """

    name: str
    why_cold: str
    cage: str = ""
    walls: bool = False


@dataclass(frozen=True)
class Batch:
    """What the documents of one sender have to themselves: forks, and a folder by its name."""

    lease: Lease
    folder: str


class WarmWay:
    """Makes PDFs on forks of one LibreOffice. Safe in threads; `close` ends everything it started."""

    def __init__(
        self,
        info: ConverterInfo,
        limits: WayLimits,
        *,
        form: str,
        options: str,
        samples: Sequence[bytes],
        work_root: Path | None = None,
    ) -> None:
        """Starts nothing; LibreOffice is started by the first document, or `warm_up`.

        Args:
            info: the LibreOffice to keep.
            limits: what it may use.
            form: what it writes.
            options: the options of the form, as JSON.
            samples: documents of ours that it converts once before others come.
            work_root: where its folder is made; None is memory where there is some, else TMPDIR.
        """
        self._info, self._limits = info, limits
        self._form, self._options = form, options
        self._samples = list(samples)
        self._work_root = work_root
        self._lock = threading.Lock()
        self._open = ExitStack()
        self._folder: Path | None = None
        self._gone_cold = 0
        self._pool = WarmPool(self._launch, limits.pool)

    @cached_property
    def cage(self) -> Cage:
        """What LibreOffice is kept in; found out when the first is started."""
        return find_cage(find_isolation())

    def state(self) -> PoolState:
        """How things stand; nothing is started for it, and it waits for nothing."""
        pool, hosts = self._pool, self._pool.hosts
        return PoolState(
            way="warm" if hosts.is_there else "cold",
            why_cold="" if hosts.is_there else why_cold(hosts.why_none),
            cage=self.cage.kind if hosts.is_there else "",
            walls=hosts.has_walls,
            workers=self._limits.pool.workers,
            busy=pool.line.working,
            waiting=pool.line.waiting,
            converted=pool.counts.converted,
            gone_cold=self._gone_cold,
            killed=pool.counts.killed,
            lost=pool.counts.lost,
            refused=pool.line.refused,
            kept_out=len(pool.quarantine),
            hosts_started=hosts.started,
            hosts_replaced=hosts.replaced,
            fork_peak_kb=pool.counts.fork_peak_kb,
        )

    def memory_kb(self) -> int | None:
        """The memory of the hosts and their forks, see `memory.shared_out_kb`; None where it cannot be told."""
        told = [shared_out_kb(group) for group in self._pool.hosts.groups]
        known = [kb for kb in told if kb is not None]
        return sum(known) if known and len(known) == len(told) else None

    @property
    def has_walls(self) -> bool:
        """Whether a fork that works on a document is kept from the folders of others."""
        return self._pool.hosts.has_walls

    def warm_up(self) -> None:
        """Starts LibreOffice now.

        Raises:
            NoOffice: it cannot be kept on this machine; the message says why, in English.
        """
        self._pool.hosts.warm_up()

    @contextmanager
    def batch(self, documents_each: int) -> Iterator[Batch]:
        """Forks for the documents of one sender, to be given to `make`; they end with the block."""
        with closing(self._pool.lease(documents_each)) as lease:
            batch = Batch(lease, secrets.token_hex(8))
            try:
                yield batch
            finally:
                if self._folder is not None:
                    shutil.rmtree(self._folder / batch.folder, ignore_errors=True)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place among those who convert, for a document that was told NoOffice and goes another way.

        Raises:
            ConverterBusy: none became free in time.
        """
        with ExitStack() as held:
            try:
                held.enter_context(self._pool.line.place(again=True))
            except Busy as error:
                raise ConverterBusy(technical=str(error)) from error
            with self._lock:
                self._gone_cold += 1
            yield

    def make(
        self, docx: bytes, meanwhile: Callable[[], object] | None = None, batch: Batch | None = None
    ) -> tuple[bytes, Spent]:
        """What LibreOffice makes of a sound DOCX, and the time it took; `meanwhile` is done while it works.

        Raises:
            NoOffice: none is kept now, or hosts were lost under the document; it may go another way.
            ConverterBusy: too many documents wait.
            ConversionTimeout: the conversion took too long.
            ConversionFailed: LibreOffice made nothing, or ended.
        """
        if not (docx.startswith(ZIP_START) and CONTENT_TYPES in docx):
            raise ConversionFailed(reason=NOT_OPENED, technical="no package")
        try:
            own = self._open_folder()
        except OSError as error:
            self._pool.hosts.note_bad_start(error)
            raise NoOffice(str(error)) from error
        name = secrets.token_hex(8)
        folder = own / name if batch is None else own / batch.folder / name
        source, target = folder / "van_ban.docx", folder / "van_ban.pdf"
        job = {"source": str(source), "target": str(target), "form": self._form, "options": self._options}
        job["room"] = str(folder if batch is None else folder.parent)
        try:
            try:
                # Not the folder of all work: closed meanwhile, it has gone, and nobody would remove it again.
                if batch is not None:
                    folder.parent.mkdir(exist_ok=True)
                folder.mkdir()
                source.write_bytes(docx)
            except OSError as error:
                reason = "không ghi được thư mục làm việc tạm; hãy xem chỗ trống và quyền ghi của thư mục tạm (TMPDIR)"
                raise ConversionFailed(reason=reason, technical=str(error)) from error
            answer, spent = self._convert(docx, job, meanwhile, batch)
            return self._take(target, answer), spent
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _take(self, target: Path, answer: Mapping[str, Any]) -> bytes:
        """The file a fork has written, if there is one within the limit."""
        technical = str(answer.get("error", ""))
        there = target.is_file() and not target.is_symlink()
        # Writing stops at the limit, and LibreOffice then says whatever it says.
        if there and target.stat().st_size >= self._limits.output_mb * 2**20:
            raise ConversionFailed(reason=f"bản PDF lớn quá {self._limits.output_mb} MB", technical=technical)
        if technical:
            raise ConversionFailed(reason=NOT_OPENED, technical=technical)
        if not there:
            raise ConversionFailed(reason="LibreOffice không tạo tệp PDF")
        return target.read_bytes()

    def close(self) -> None:
        """Ends LibreOffice and removes the folder."""
        self._pool.close()
        with self._lock:
            self._open.close()

    def _open_folder(self) -> Path:
        """The folder all work is done in, made for the first document or the first start."""
        with self._lock:
            if self._folder is None:
                self._folder = self._open.enter_context(work_folder(self._work_root or memory_folder()))
            return self._folder

    def _convert(
        self, docx: bytes, job: Mapping[str, str], meanwhile: Callable[[], object] | None, batch: Batch | None
    ) -> tuple[dict[str, Any], Spent]:
        try:
            return self._pool.convert(docx, job, meanwhile, None if batch is None else batch.lease)
        except NoOffice:
            raise
        except Busy as error:
            raise ConverterBusy(technical=str(error)) from error
        except DeadlinePassed as error:
            raise ConversionTimeout(seconds=f"{self._limits.pool.convert_s:g}", technical=str(error)) from error
        except Quarantined as error:
            minutes = math.ceil(error.left_s / 60)
            reason = (
                "văn bản này đã nhiều lần làm LibreOffice dừng giữa chừng nên tạm thời không được nhận; "
                f"hãy thử lại sau {minutes} phút"
            )
            raise ConversionFailed(reason=reason) from error
        except OfficeLost as error:
            reason = "LibreOffice bị ngắt giữa chừng, có thể do thiếu bộ nhớ"
            raise ConversionFailed(reason=reason, technical=str(error)) from error

    def _launch(self) -> WarmOffice:
        if not (self._info.program_folder / LIBRARY).is_file():
            raise OfficeLost(f"{LIBRARY} is not there")
        own = self._open_folder()
        place = Path(tempfile.mkdtemp(prefix=HOST_FOLDER, dir=own))
        try:
            return WarmOffice(self._start_in(place, own))
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise

    def _start_in(self, place: Path, own: Path) -> Start:
        """How a host is started whose own folder this is, among all that lies in `own`."""
        layers = place / "cau-hinh", place / "ho-so"
        write_layer(layers[0], self._info.version)
        write_bare_windows(layers[1])
        samples = []
        for number, sample in enumerate(self._samples):
            source = place / f"mau-{number}.docx"
            source.write_bytes(sample)
            samples += [{"source": str(source), "target": str(place / "mau.pdf")}] * SAMPLES_EACH
        python, beside = python_places()
        readable = [folder for folder in (beside, Path(__file__).parent) if folder is not None]
        if not self._info.program_folder.is_relative_to("/usr"):
            readable.append(self._info.program_folder.parent)
        return Start(
            prefix=self.cage.around(own, readable),
            python=python,
            folder=place,
            env={
                **environment(place, self._info.program),
                "TMPDIR": TEMPORARY,
                "SAL_LOK_OPTIONS": "unipoll",
                **find_allocator(),
            },
            told={
                "folder": str(place),
                "readable": readable_by_forks([*readable, *layers]),
                "program": str(self._info.program_folder),
                "profile": layers[1].as_uri(),
                "layers": f"{registry_of(self._info.program_folder)} xcsxcu:{(place / 'cau-hinh').as_uri()}",
                "samples": samples,
                "form": self._form,
                "options": self._options,
                "limits": self._resource_limits(),
            },
        )

    def _resource_limits(self) -> dict[str, int]:
        return {
            "RLIMIT_AS": self._limits.memory_mb * 2**20,
            "RLIMIT_FSIZE": self._limits.output_mb * 2**20,
            "RLIMIT_NOFILE": self._limits.open_files,
            # Two threads at full speed use two seconds of processor in one of the clock: this only catches a runaway.
            "RLIMIT_CPU": math.ceil(self._limits.pool.convert_s) * (os.cpu_count() or 1),
            "RLIMIT_CORE": 0,
        }


def readable_by_forks(others: Sequence[Path]) -> list[str]:
    """What a fork may read besides its document: what is in the cage, and nothing that others work on."""
    return ["/usr", *MERGED, *READABLE, "/proc", *(str(other) for other in others)]


def find_allocator() -> dict[str, str]:
    """The variable that has a program use a quicker allocator, where this machine has one."""
    for name in ALLOCATORS:
        for path in sorted(LIBRARIES.glob(f"*/{name}")):
            return {"LD_PRELOAD": str(path)}
    return {}


def memory_folder() -> Path | None:
    """A folder in memory with room enough; None where there is none."""
    try:
        room = os.statvfs(MEMORY_FOLDER)
    except OSError:
        return None
    usable = os.access(MEMORY_FOLDER, os.W_OK | os.X_OK) and room.f_bavail * room.f_frsize >= MEMORY_NEEDED
    return MEMORY_FOLDER if usable else None


def options_of(options: Mapping[str, tuple[str, str]]) -> str:
    """The options of a form as LibreOffice takes them."""
    told = {name: {"type": kind, "value": value} for name, (kind, value) in options.items()}
    return json.dumps(told, separators=(",", ":"))
