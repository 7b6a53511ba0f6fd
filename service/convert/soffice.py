"""Has LibreOffice convert a file: own profile, own folder, limits, no network, nothing left behind."""

from __future__ import annotations

import configparser
import json
import math
import os
import resource
import shutil
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from service.convert.docx_text import read_docx_text
from service.convert.package_check import SoundDocx, check_package
from service.convert.pdf import PdfFacts, PdfMeta, TextDiffers, check_sound, complete_meta, unsound
from service.convert.process import Completed, DeadlinePassed, run
from service.convert.profile import write_profile
from service.convert.table_rows import with_lines_kept
from service.convert.text_match import ExpectedText
from service.convert.work import work_folder
from service.errors import ConversionError, ConversionFailed, ConversionTimeout, ConverterMissing
from service.settings import Settings

USUAL_FOLDERS = ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program", "/opt/libreoffice/program")
# Options of unshare; the first that works is taken. The second is for those who are not root.
ISOLATIONS = (("--net",), ("--user", "--map-current-user", "--net"))
BINARY = "soffice.bin"
PROBE_TIMEOUT_S = 10.0
RESTART_CODE = 81
MAX_STARTS = 3
CANNOT_START = {126, 127}
TECHNICAL_BYTES = 2048
DOCX_FILTER, DOC_FILTER = "MS Word 2007 XML", "MS Word 97"
EXPORT_OPTIONS = {
    "SelectPdfVersion": ("long", "2"),  # PDF/A-2b
    "UseTaggedPDF": ("boolean", "true"),
    "ExportBookmarks": ("boolean", "true"),
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
class ConverterInfo:
    """The LibreOffice that was found; `version` and `build` are "" where it does not tell."""

    program_folder: Path
    program: Path
    version: str
    build: str
    isolated_network: bool


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
    told = {name: {"type": kind, "value": value} for name, (kind, value) in EXPORT_OPTIONS.items()}
    return _Job(DOCX_FILTER, ".docx", ".pdf", f"pdf:writer_pdf_Export:{json.dumps(told, separators=(',', ':'))}")


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
    ) -> None:
        """`program_folder` holds `soffice` (None: look for it); work folders are made in `work_root` or TMPDIR."""
        self._given_folder = program_folder
        self._limits = limits or ConvertLimits()
        self._work_root = work_root

    def probe(self) -> ConverterInfo:
        """What is there, without converting anything.

        Raises:
            ConverterMissing: no LibreOffice, or a tool to bound it with is missing.
        """
        return self._found[0]

    def to_pdf(self, docx: bytes, meta: PdfMeta) -> bytes:
        """The PDF of a DOCX; see `convert`."""
        return self.convert(docx, meta).pdf

    def convert(self, docx: bytes, meta: PdfMeta) -> Converted:
        """The PDF of a DOCX: tagged, PDF/A-2b by its claim, fonts embedded, saying what the DOCX says.

        Raises:
            TemplateError: the DOCX holds what no paper of ours may hold.
            ConverterMissing: there is no LibreOffice, or it does not start.
            ConversionTimeout: the deadline passed.
            ConversionFailed: LibreOffice made no PDF, or one that is not sound.
        """
        if not isinstance(docx, SoundDocx):
            docx = check_package(docx)
        expected = read_docx_text(docx)
        try:
            return self._convert(docx, meta, expected)
        except TextDiffers as difference:
            # LibreOffice loses rows of some tables. What is made in the other way has to pass the same checks.
            other = with_lines_kept(docx)
            if other is None:
                raise
            try:
                return self._convert(other, meta, expected)
            except ConversionError:
                raise difference from None

    def _convert(self, docx: bytes, meta: PdfMeta, expected: ExpectedText) -> Converted:
        raw, said = self._make_pdf(docx)
        try:
            pdf = complete_meta(raw, meta)
            return Converted(pdf, check_sound(pdf, expected, self._limits.pages))
        except ConversionFailed as error:
            error.technical = f"{error.technical}\n{said}".strip()
            raise

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
        program = _find_program(self._given_folder)
        bounds = shutil.which("prlimit")
        if bounds is None:
            raise ConverterMissing(reason="thiếu lệnh prlimit của gói util-linux")
        prefix, keeper = _isolation(), shutil.which("setpriv")
        info = ConverterInfo(
            program_folder=program.parent,
            program=program,
            version=_product_version(program),
            build=_read_ini(program.parent / "versionrc", "Version", "buildid"),
            isolated_network=prefix != (),
        )
        # If this process is killed outright, LibreOffice must not go on alone.
        guard = (keeper, "--pdeathsig", "KILL") if keeper else ()
        return info, (*prefix, bounds, *_resource_options(self._limits), "--", *guard)

    def _make_pdf(self, docx: bytes) -> tuple[bytes, str]:
        return self._make(docx, _pdf_job())

    def _make(self, content: bytes, job: _Job) -> tuple[bytes, str]:
        """What LibreOffice wrote, and what it said meanwhile."""
        info, prefix = self._found
        try:
            with work_folder(self._work_root) as work:
                source, target = work / f"van_ban{job.source}", work / "ra" / f"van_ban{job.target}"
                source.write_bytes(content)
                write_profile(work / "profile", info.version, info.build)
                command = [*prefix, info.program, *_arguments(work, job, source, target.parent)]
                ended = self._run_until_done(command, work, _environment(work, info.program))
                return self._take(target, ended), _technical(ended.stderr)
        except OSError as error:
            reason = "không ghi được thư mục làm việc tạm; hãy xem chỗ trống và quyền ghi của thư mục tạm (TMPDIR)"
            raise ConversionFailed(reason=reason, technical=str(error)) from error

    def _run_until_done(self, command: list[str | Path], work: Path, env: Mapping[str, str]) -> Completed:
        deadline = time.monotonic() + self._limits.timeout_s
        for _ in range(MAX_STARTS):
            try:
                ended = run(command, cwd=work, env=env, timeout_s=deadline - time.monotonic())
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


def build_converter(settings: Settings) -> Converter:
    """The converter that the settings describe."""
    limits = ConvertLimits(timeout_s=settings.convert_timeout_s, memory_mb=settings.convert_memory_mb)
    return Converter(settings.soffice_folder, limits)


def _find_program(given: Path | None) -> Path:
    """`soffice.bin`: without the wrapper there is one process to bound and kill. The wrapper only where it is alone.

    Raises:
        ConverterMissing: neither is there.
    """
    if given is not None:
        commands = [given / "soffice"]
    else:
        on_path = [Path(found) for name in ("soffice", "libreoffice") if (found := shutil.which(name))]
        commands = [*on_path, *(Path(folder) / "soffice" for folder in USUAL_FOLDERS)]
    for command in commands:
        behind = command.resolve()
        for program in (command.with_name(BINARY), behind.with_name(BINARY), behind):
            if program.is_file() and os.access(program, os.X_OK):
                return program
    raise ConverterMissing(reason="không thấy lệnh soffice" + ("" if given is None else f" trong {given}"))


def _isolation() -> tuple[str, ...]:
    """The words that start a program without a network; none where this machine does not allow it."""
    command, harmless = shutil.which("unshare"), shutil.which("true")
    if command is None or harmless is None:
        return ()
    for options in ISOLATIONS:
        with suppress(OSError, DeadlinePassed):
            tried = run([command, *options, harmless], cwd=Path("/"), env={}, timeout_s=PROBE_TIMEOUT_S)
            if tried.exit_code == 0:
                return command, *options
    return ()


def _product_version(program: Path) -> str:
    """As the installation tells, "7.4" of "LibreOffice 7.4"; else as the program itself does."""
    told = _read_ini(program.parent / "bootstraprc", "Bootstrap", "ProductKey")
    if not told:
        with suppress(OSError, DeadlinePassed), work_folder() as folder:
            command: list[str | Path] = [
                program,
                f"-env:UserInstallation={folder.as_uri()}/profile",
                "--headless",
                "--version",
            ]
            ended = run(command, cwd=folder, env=_environment(folder, program), timeout_s=PROBE_TIMEOUT_S)
            told = ended.stdout.decode(errors="replace")
    for word in told.split():
        numbers = word.split(".")
        if len(numbers) >= 2 and all(number.isdecimal() for number in numbers[:2]):
            return ".".join(numbers[:2])
    return ""


def _read_ini(file: Path, section: str, key: str) -> str:
    """One value of an installation's `...rc` file; "" when it is not there."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    with suppress(OSError, configparser.Error, UnicodeDecodeError):
        parser.read_string(file.read_text(encoding="utf-8"))
    return parser.get(section, key, fallback="").strip()


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


def _environment(work: Path, program: Path) -> Mapping[str, str]:
    """Nothing of this process's environment: it may hold secrets, and LibreOffice expands variables in documents."""
    # LibreOffice itself asks for gpg, five processes each time, and needs nothing; its wrapper is a shell script.
    is_alone = program.name == BINARY
    return {
        "PATH": str(work / "no-programs") if is_alone else os.defpath,
        "HOME": str(work),
        "TMPDIR": str(work),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }


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
