"""The warm way from a DOCX to a PDF: forks of a kept LibreOffice in a cage, working in memory where there is room."""

from __future__ import annotations

import json
import math
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.convert.installation import ConverterInfo, environment, find_isolation, registry_of
from service.convert.profile import write_bare_windows, write_layer
from service.convert.warm.cage import Cage, find_cage, python_places
from service.convert.warm.host import LIBRARY, TEMPORARY
from service.convert.warm.office import DeadlinePassed, OfficeLost, Start, WarmOffice
from service.convert.warm.pool import Busy, PoolLimits, Quarantined, Spent, WarmPool
from service.convert.work import work_folder
from service.errors import ConversionFailed, ConversionTimeout, ConverterBusy

# A folder in memory, and the room it must have: documents and what LibreOffice writes beside them are small.
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108
MEMORY_NEEDED = 256 * 2**20
START_S = 60.0
HOST_FOLDER = "may-"
LIBRARIES = Path("/usr/lib")
ALLOCATORS = ("libmimalloc.so.*", "libjemalloc.so.*")
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
    """Which way documents go ("warm" or "cold"), why not the warm one, and what cage the kept LibreOffice is in."""

    name: str
    why_cold: str
    cage: str = ""


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
        """Makes the folder and finds the cage; LibreOffice is started by the first document, or `warm_up`.

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
        self._open = ExitStack()
        self._folder = self._open.enter_context(work_folder(work_root or memory_folder()))
        self.cage: Cage = find_cage(find_isolation())
        self._samples = list(samples)
        self._pool = WarmPool(self._start, limits.pool)
        self._open.callback(self._pool.close)

    def warm_up(self) -> None:
        """Starts LibreOffice now.

        Raises:
            OfficeLost: it cannot be kept on this machine; the message says why, in English.
        """
        self._pool.warm_up()

    def make(self, docx: bytes, meanwhile: Callable[[], object] | None = None) -> tuple[bytes, Spent]:
        """What LibreOffice makes of a sound DOCX, and the time it took; `meanwhile` is done while it works.

        Raises:
            ConverterBusy: too many documents wait.
            ConversionTimeout: the conversion took too long.
            ConversionFailed: LibreOffice made nothing, or ended.
        """
        folder = self._folder / secrets.token_hex(8)
        source, target = folder / "van_ban.docx", folder / "van_ban.pdf"
        job = {"source": str(source), "target": str(target), "form": self._form, "options": self._options}
        try:
            try:
                folder.mkdir()
                source.write_bytes(docx)
            except OSError as error:
                reason = "không ghi được thư mục làm việc tạm; hãy xem chỗ trống và quyền ghi của thư mục tạm (TMPDIR)"
                raise ConversionFailed(reason=reason, technical=str(error)) from error
            answer, spent = self._convert(docx, job, meanwhile)
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
            reason = "LibreOffice không mở được văn bản và không tạo tệp PDF"
            raise ConversionFailed(reason=reason, technical=technical)
        if not there:
            raise ConversionFailed(reason="LibreOffice không tạo tệp PDF")
        return target.read_bytes()

    def close(self) -> None:
        """Ends LibreOffice and removes the folder."""
        self._open.close()

    def _convert(
        self, docx: bytes, job: Mapping[str, str], meanwhile: Callable[[], object] | None
    ) -> tuple[dict[str, Any], Spent]:
        try:
            return self._pool.convert(docx, job, meanwhile)
        except Busy as error:
            raise ConverterBusy(technical=str(error)) from error
        except DeadlinePassed as error:
            raise ConversionTimeout(seconds=f"{self._limits.pool.convert_s:g}", technical=str(error)) from error
        except Quarantined as error:
            reason = "văn bản này đã nhiều lần làm LibreOffice dừng giữa chừng nên không được nhận nữa"
            raise ConversionFailed(reason=reason) from error
        except OfficeLost as error:
            reason = "LibreOffice bị ngắt giữa chừng, có thể do thiếu bộ nhớ"
            raise ConversionFailed(reason=reason, technical=str(error)) from error

    def _start(self) -> WarmOffice:
        if not (self._info.program_folder / LIBRARY).is_file():
            raise OfficeLost(f"{LIBRARY} is not there")
        for old in self._folder.glob(f"{HOST_FOLDER}*"):
            shutil.rmtree(old, ignore_errors=True)
        place = Path(tempfile.mkdtemp(prefix=HOST_FOLDER, dir=self._folder))
        write_layer(place / "cau-hinh", self._info.version)
        write_bare_windows(place / "ho-so")
        samples = []
        for number, sample in enumerate(self._samples):
            source = place / f"mau-{number}.docx"
            source.write_bytes(sample)
            samples += [{"source": str(source), "target": str(place / "mau.pdf")}] * SAMPLES_EACH
        python, beside = python_places()
        readable = [folder for folder in (beside, Path(__file__).parent) if folder is not None]
        if not self._info.program_folder.is_relative_to("/usr"):
            readable.append(self._info.program_folder.parent)
        start = Start(
            prefix=self.cage.around(self._folder, readable),
            python=python,
            folder=self._folder,
            env={
                **environment(place, self._info.program),
                "TMPDIR": TEMPORARY,
                "SAL_LOK_OPTIONS": "unipoll",
                **find_allocator(),
            },
            told={
                "folder": str(place),
                "program": str(self._info.program_folder),
                "profile": (place / "ho-so").as_uri(),
                "layers": f"{registry_of(self._info.program_folder)} xcsxcu:{(place / 'cau-hinh').as_uri()}",
                "samples": samples,
                "form": self._form,
                "options": self._options,
                "limits": self._resource_limits(),
            },
        )
        return WarmOffice(start, START_S)

    def _resource_limits(self) -> dict[str, int]:
        return {
            "RLIMIT_AS": self._limits.memory_mb * 2**20,
            "RLIMIT_FSIZE": self._limits.output_mb * 2**20,
            "RLIMIT_NOFILE": self._limits.open_files,
            # Two threads at full speed use two seconds of processor in one of the clock: this only catches a runaway.
            "RLIMIT_CPU": math.ceil(self._limits.pool.convert_s) * (os.cpu_count() or 1),
            "RLIMIT_CORE": 0,
        }


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
