"""The cold way: a LibreOffice process for each file, with its own profile and folder, limits and no network."""

from __future__ import annotations

import math
import os
import resource
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from service.convert.installation import (
    ConverterInfo,
    environment,
    find_isolation,
    find_program,
    product_version,
    read_ini,
)
from service.convert.pdf_facts import unsound
from service.convert.process import Completed, DeadlinePassed, run
from service.convert.profile import write_profile
from service.convert.work import work_folder
from service.errors import ConversionFailed, ConversionTimeout, ConverterMissing

RESTART_CODE = 81
MAX_STARTS = 3
CANNOT_START = {126, 127}
TECHNICAL_BYTES = 2048


@dataclass(frozen=True)
class ConvertLimits:
    """What one conversion may use: seconds, megabytes of memory and of any one file, open files, pages."""

    timeout_s: float = 60.0
    memory_mb: int = 2048
    output_mb: int = 100
    open_files: int = 512
    pages: int = 2000


@dataclass(frozen=True)
class Job:
    """What LibreOffice makes of what: the filter a file is read by, the endings, what it writes with which options.

    The filter is named, or any bytes would be taken for a text and printed.
    """

    read_by: str
    source: str
    target: str
    write_by: str


class ColdWay:
    """Starts a LibreOffice for each file; what it finds out about the machine it keeps. Safe in threads."""

    def __init__(self, program_folder: Path | None, limits: ConvertLimits, work_root: Path | None = None) -> None:
        """As `service.convert.soffice.Converter` takes them."""
        # Where it is told from may change before it is used, and LibreOffice is given its places as addresses.
        self._given_folder = program_folder.absolute() if program_folder is not None else None
        self._limits = limits
        self._work_root = work_root

    @cached_property
    def found(self) -> tuple[ConverterInfo, tuple[str, ...]]:
        """The installation, and the words to put before its command."""
        program = find_program(self._given_folder)
        bounds = shutil.which("prlimit")
        if bounds is None:
            raise ConverterMissing(reason="thiếu lệnh prlimit của gói util-linux")
        prefix, keeper = find_isolation(), shutil.which("setpriv")
        info = ConverterInfo(
            program_folder=program.parent,
            program=program,
            version=product_version(program),
            build=read_ini(program.parent / "versionrc", "Version", "buildid"),
            isolated_network=prefix != (),
        )
        # If this process is killed outright, LibreOffice must not go on alone.
        guard = (keeper, "--pdeathsig", "KILL") if keeper else ()
        return info, (*prefix, bounds, *_resource_options(self._limits), "--", *guard)

    def make(self, content: bytes, job: Job, meanwhile: Callable[[], object] | None = None) -> tuple[bytes, str]:
        """What LibreOffice wrote, and what it said meanwhile.

        Raises:
            ConverterMissing: there is no LibreOffice, or it does not start.
            ConversionTimeout: the deadline passed.
            ConversionFailed: LibreOffice made no file, or one that is too large.
        """
        info, prefix = self.found
        try:
            with work_folder(self._work_root) as work:
                source, target = work / f"van_ban{job.source}", work / "ra" / f"van_ban{job.target}"
                source.write_bytes(content)
                write_profile(work / "profile", info.version, info.build)
                command = [*prefix, info.program, *_arguments(work, job, source, target.parent)]
                ended = self._run_until_done(command, work, environment(work, info.program), meanwhile)
                return self._take(target, ended), _technical(ended.stderr)
        except OSError as error:
            reason = "không ghi được thư mục làm việc tạm; hãy xem chỗ trống và quyền ghi của thư mục tạm (TMPDIR)"
            raise ConversionFailed(reason=reason, technical=str(error)) from error

    def _run_until_done(
        self, command: list[str | Path], work: Path, env: Mapping[str, str], meanwhile: Callable[[], object] | None
    ) -> Completed:
        deadline = time.monotonic() + self._limits.timeout_s
        for _ in range(MAX_STARTS):
            try:
                ended = run(command, cwd=work, env=env, timeout_s=deadline - time.monotonic(), meanwhile=meanwhile)
            except DeadlinePassed as late:
                raise self._timeout(late.stderr) from None
            except OSError as error:
                raise ConverterMissing(reason="không chạy được LibreOffice", technical=str(error)) from error
            if ended.exit_code != RESTART_CODE:
                return ended
        raise ConversionFailed(reason="LibreOffice cứ đòi khởi động lại", technical=_technical(ended.stderr))

    def _timeout(self, stderr: bytes) -> ConversionTimeout:
        return ConversionTimeout(seconds=f"{self._limits.timeout_s:g}", technical=_technical(stderr))

    def _take(self, target: Path, ended: Completed) -> bytes:
        """The file, if there is one within the limit. The exit code only helps to say why there is none."""
        code, technical = ended.exit_code, _technical(ended.stderr)
        what = target.suffix.removeprefix(".").upper()
        limit = self._limits.output_mb * 2**20
        if target.is_file() and not target.is_symlink():
            if target.stat().st_size >= limit or code == -signal.SIGXFSZ:
                raise ConversionFailed(reason=f"bản {what} lớn quá {self._limits.output_mb} MB", technical=technical)
            made = target.read_bytes()
            if made:
                return made
            raise unsound(f"tệp {what} rỗng", technical)
        if code == -signal.SIGXCPU:
            raise self._timeout(ended.stderr)
        if code in CANNOT_START:
            raise ConverterMissing(reason="LibreOffice không khởi động được", technical=technical)
        if code < 0:
            reason = f"LibreOffice bị ngắt giữa chừng (tín hiệu {-code}), có thể do thiếu bộ nhớ"
        elif code > 0:
            reason = f"LibreOffice báo lỗi (mã {code}) và không tạo tệp {what}"
        else:
            reason = f"LibreOffice không mở được văn bản và không tạo tệp {what}"
        raise ConversionFailed(reason=reason, technical=technical)


def _resource_options(limits: ConvertLimits) -> list[str]:
    """The options of prlimit; never above what this process itself is held to, which would be refused."""
    wanted = {
        "as": (resource.RLIMIT_AS, limits.memory_mb * 2**20),
        "fsize": (resource.RLIMIT_FSIZE, limits.output_mb * 2**20),
        "nofile": (resource.RLIMIT_NOFILE, limits.open_files),
        # Two threads at full speed use two seconds of processor in one of the clock: this only catches a runaway.
        "cpu": (resource.RLIMIT_CPU, math.ceil(limits.timeout_s) * (os.cpu_count() or 1)),
        "core": (resource.RLIMIT_CORE, 0),
    }
    options = []
    for name, (kind, value) in wanted.items():
        hard = resource.getrlimit(kind)[1]
        options.append(f"--{name}={value if hard == resource.RLIM_INFINITY else min(value, hard)}")
    return options


def _arguments(work: Path, job: Job, source: Path, out: Path) -> list[str | Path]:
    return [
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        f"--infilter={job.read_by}",
        "--convert-to",
        job.write_by,
        "--outdir",
        out,
        source,
    ]


def _technical(stderr: bytes) -> str:
    return stderr[:TECHNICAL_BYTES].decode(errors="replace").strip()
