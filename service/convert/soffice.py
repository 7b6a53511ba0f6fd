"""Has LibreOffice convert a file: own profile, own folder, limits, no network, nothing left behind."""

from __future__ import annotations

import logging
import math
import os
import resource
import shutil
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from service.convert.docx_text import read_docx_text
from service.convert.installation import (
    ConverterInfo,
    environment,
    find_isolation,
    find_program,
    product_version,
    read_ini,
)
from service.convert.package_check import SoundDocx, check_package
from service.convert.pdf import PdfFacts, PdfMeta, TextDiffers, check_sound, complete_meta, unsound
from service.convert.process import Aside, Completed, DeadlinePassed, run
from service.convert.profile import write_profile
from service.convert.table_rows import with_lines_kept
from service.convert.text_match import ExpectedText
from service.convert.warm.office import OfficeLost
from service.convert.warm.pool import PoolLimits
from service.convert.warm.way import Kept, WarmWay, Way, WayLimits, options_of
from service.convert.work import work_folder
from service.errors import ConversionError, ConversionFailed, ConversionTimeout, ConverterMissing
from service.settings import Settings

RESTART_CODE = 81
MAX_STARTS = 3
CANNOT_START = {126, 127}
TECHNICAL_BYTES = 2048
DOCX_FILTER, DOC_FILTER = "MS Word 2007 XML", "MS Word 97"
_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())
EXPORT_OPTIONS = {
    "SelectPdfVersion": ("long", "2"),  # PDF/A-2b
    "UseTaggedPDF": ("boolean", "true"),
    "ExportBookmarks": ("boolean", "true"),
    "ExportBookmarksToPDFDestination": ("boolean", "true"),  # where papers begin in a packed document
    "ExportFormFields": ("boolean", "false"),
    "UseLosslessCompression": ("boolean", "true"),
    "ReduceImageResolution": ("boolean", "false"),
}


@dataclass(frozen=True)
class ConvertLimits:
    """What one conversion may use: seconds, megabytes of memory and of any one file, open files, pages."""

    timeout_s: float = 60.0
    memory_mb: int = 2048
    output_mb: int = 100
    open_files: int = 512
    pages: int = 2000


@dataclass(frozen=True)
class _Job:
    """What LibreOffice makes of what: the filter a file is read by, the endings, what it writes with which options.

    The filter is named, or any bytes would be taken for a text and printed.
    """

    read_by: str
    source: str
    target: str
    write_by: str


def _pdf_job() -> _Job:
    return _Job(DOCX_FILTER, ".docx", ".pdf", f"pdf:writer_pdf_Export:{options_of(EXPORT_OPTIONS)}")


@dataclass(frozen=True)
class Converted:
    """A sound PDF and what was found in it."""

    pdf: bytes
    facts: PdfFacts


class Converter:
    """One LibreOffice with its limits; what it finds out about the machine it keeps for its own lifetime.

    Safe in threads: conversions share nothing but what `probe` found.
    """

    def __init__(
        self,
        program_folder: Path | None = None,
        limits: ConvertLimits | None = None,
        *,
        work_root: Path | None = None,
        kept: Kept | None = None,
    ) -> None:
        """`program_folder` holds `soffice` (None: look for it); work folders are made in `work_root` or TMPDIR.

        With `kept` a LibreOffice is kept ready from the first conversion on, where this machine allows it; `close`
        ends it. Without, each conversion starts its own.
        """
        self._given_folder = program_folder
        self._limits = limits or ConvertLimits()
        self._work_root = work_root
        self._kept = kept
        self._starting = threading.Lock()
        self._way: WarmWay | None = None
        self._why_cold = "" if kept else "cấu hình không yêu cầu giữ"

    def probe(self) -> ConverterInfo:
        """What is there, without converting anything.

        Raises:
            ConverterMissing: no LibreOffice, or a tool to bound it with is missing.
        """
        return self._found[0]

    def way(self) -> Way:
        """Which way a DOCX goes here; a LibreOffice to be kept is started for it.

        Raises:
            ConverterMissing: there is no LibreOffice.
        """
        warm = self._warm()
        return Way("cold", self._why_cold) if warm is None else Way("warm", "", warm.cage.kind)

    def close(self) -> None:
        """Ends a LibreOffice that is kept; another is started when one is needed."""
        with self._starting:
            way, self._way = self._way, None
            if way is not None:
                way.close()

    def to_pdf(self, docx: bytes, meta: PdfMeta, meanwhile: Callable[[], object] | None = None) -> bytes:
        """The PDF of a DOCX; see `convert`."""
        return self.convert(docx, meta, meanwhile).pdf

    def convert(self, docx: bytes, meta: PdfMeta, meanwhile: Callable[[], object] | None = None) -> Converted:
        """The PDF of a DOCX: tagged, PDF/A-2b by its claim, fonts embedded, saying what the DOCX says.

        `meanwhile` is done once, while LibreOffice works.

        Raises:
            TemplateError: the DOCX holds what no paper of ours may hold.
            ConverterMissing: there is no LibreOffice, or it does not start.
            ConverterBusy: too many documents wait for the kept LibreOffice.
            ConversionTimeout: the deadline passed.
            ConversionFailed: LibreOffice made no PDF, or one that is not sound.
        """
        if not isinstance(docx, SoundDocx):
            docx = check_package(docx)
        expected: list[ExpectedText] = []

        def prepare() -> None:
            if not expected:
                expected.append(read_docx_text(docx))
                if meanwhile is not None:
                    meanwhile()

        try:
            return self._sound(docx, meta, expected, prepare)
        except TextDiffers as difference:
            # LibreOffice loses rows of some tables. What is made in the other way has to pass the same checks.
            other = with_lines_kept(docx)
            if other is None:
                raise
            try:
                return self._sound(other, meta, expected, prepare)
            except ConversionError:
                raise difference from None

    def _sound(
        self, docx: bytes, meta: PdfMeta, expected: Sequence[ExpectedText], prepare: Callable[[], None]
    ) -> Converted:
        """A PDF that says what is expected; `prepare` puts there what that is."""
        raw, said = self._make_pdf(docx, prepare)
        try:
            pdf = complete_meta(raw, meta)
            return Converted(pdf, check_sound(pdf, expected[0], self._limits.pages))
        except ConversionFailed as error:
            error.technical = f"{error.technical}\n{said}".strip()
            raise

    def whole_of(self, packed: SoundDocx, meanwhile: Callable[[], object] | None = None) -> bytes:
        """The pages of a packed document as LibreOffice made them; each paper split off it is checked by itself.

        Only for `service.convert.packed`. Raises what `pages_of` raises, and ConverterBusy.
        """
        return self._make_pdf(packed, meanwhile)[0]

    def pages_of(self, docx: bytes) -> bytes:
        """The pages of somebody else's DOCX as a PDF to be looked at; what it says is not compared.

        Only for a file that was let in at the door (`service.the_thuc.intake`): it is held to less than a paper of
        ours.

        Raises:
            ConverterMissing: there is no LibreOffice, or it does not start.
            ConversionTimeout: the deadline passed.
            ConversionFailed: LibreOffice made no PDF.
        """
        return self._make_pdf(docx)[0]

    def to_docx(self, doc: bytes) -> bytes:
        """A Word document of the old kind (.doc) as DOCX. Only for a file that was let in at the door.

        Raises:
            ConverterMissing: there is no LibreOffice, or it does not start.
            ConversionTimeout: the deadline passed.
            ConversionFailed: LibreOffice made no DOCX.
        """
        return self._make(doc, _Job(DOC_FILTER, ".doc", ".docx", f"docx:{DOCX_FILTER}"))[0]

    @cached_property
    def _found(self) -> tuple[ConverterInfo, tuple[str, ...]]:
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

    def _make_pdf(self, docx: bytes, meanwhile: Callable[[], object] | None = None) -> tuple[bytes, str]:
        warm = self._warm()
        if warm is not None:
            return warm.make(docx, meanwhile)[0], ""
        aside = Aside(meanwhile)
        made = self._make(docx, _pdf_job(), aside)
        aside.raise_error()
        return made

    def _warm(self) -> WarmWay | None:
        """The kept LibreOffice; None where none is asked for, or this machine allows none."""
        if self._way is not None or self._why_cold or self._kept is None:
            return self._way
        with self._starting:
            if self._way is None and not self._why_cold:
                self._way = self._start_warm(self._kept)
            return self._way

    def _start_warm(self, kept: Kept) -> WarmWay | None:
        limits = WayLimits(
            memory_mb=self._limits.memory_mb,
            output_mb=self._limits.output_mb,
            open_files=self._limits.open_files,
            pool=PoolLimits(kept.workers, kept.waiting, kept.wait_s, self._limits.timeout_s),
        )
        info = self.probe()
        with ExitStack() as undo:
            try:
                way = WarmWay(
                    info,
                    limits,
                    form="pdf",
                    options=options_of(EXPORT_OPTIONS),
                    samples=kept.samples,
                    work_root=self._work_root,
                )
                undo.callback(way.close)
                way.warm_up()
            except (OfficeLost, ConverterMissing, OSError) as error:
                self._why_cold = f"không giữ được LibreOffice chạy sẵn ({error})"
                _LOG.warning("conversions go the cold way: %s", error)
                return None
            undo.pop_all()
        return way

    def _make(self, content: bytes, job: _Job, meanwhile: Callable[[], object] | None = None) -> tuple[bytes, str]:
        """What LibreOffice wrote, and what it said meanwhile."""
        info, prefix = self._found
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


def build_converter(settings: Settings, samples: tuple[bytes, ...] | None = None) -> Converter:
    """The converter that the settings describe; with `samples` it keeps a LibreOffice ready, see `Kept`."""
    limits = ConvertLimits(timeout_s=settings.convert_timeout_s, memory_mb=settings.convert_memory_mb)
    kept = None
    if samples is not None and settings.convert_way == "auto":
        kept = Kept(settings.convert_workers, settings.convert_queue, settings.convert_wait_s, samples)
    return Converter(settings.soffice_folder, limits, kept=kept)


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


def _arguments(work: Path, job: _Job, source: Path, out: Path) -> list[str | Path]:
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
