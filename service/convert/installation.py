"""Finds the LibreOffice of this machine, what it tells of itself, and how a program is cut off from the network."""

from __future__ import annotations

import configparser
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from service.convert.process import DeadlinePassed, run
from service.convert.work import work_folder
from service.errors import ConverterMissing

USUAL_FOLDERS = ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program", "/opt/libreoffice/program")
# Options of unshare; the first that works is taken. The second is for those who are not root.
ISOLATIONS = (("--net",), ("--user", "--map-current-user", "--net"))
BINARY = "soffice.bin"
PROBE_TIMEOUT_S = 10.0
OWN_LAYERS = ("xcsxcu:", "res:")


@dataclass(frozen=True)
class ConverterInfo:
    """The LibreOffice that was found; `version` and `build` are "" where it does not tell."""

    program_folder: Path
    program: Path
    version: str
    build: str
    isolated_network: bool


def find_program(given: Path | None) -> Path:
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


def find_isolation() -> tuple[str, ...]:
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


def product_version(program: Path) -> str:
    """As the installation tells, "7.4" of "LibreOffice 7.4"; else as the program itself does."""
    told = read_ini(program.parent / "bootstraprc", "Bootstrap", "ProductKey")
    if not told:
        with suppress(OSError, DeadlinePassed), work_folder() as folder:
            command: list[str | Path] = [
                program,
                f"-env:UserInstallation={folder.as_uri()}/profile",
                "--headless",
                "--version",
            ]
            ended = run(command, cwd=folder, env=environment(folder, program), timeout_s=PROBE_TIMEOUT_S)
            told = ended.stdout.decode(errors="replace")
    for word in told.split():
        numbers = word.split(".")
        if len(numbers) >= 2 and all(number.isdecimal() for number in numbers[:2]):
            return ".".join(numbers[:2])
    return ""


def registry_of(program_folder: Path) -> str:
    """The layers of its configuration that an installation brings, as it names them; its user's are left out.

    Raises:
        ConverterMissing: it names none.
    """
    told = read_ini(program_folder / "fundamentalrc", "Bootstrap", "CONFIGURATION_LAYERS")
    brand = program_folder.parent.as_uri()
    own = [word.replace("${BRAND_BASE_DIR}", brand) for word in told.split() if word.startswith(OWN_LAYERS)]
    if not own:
        raise ConverterMissing(reason="không đọc được cấu hình của LibreOffice")
    return " ".join(own)


def read_ini(file: Path, section: str, key: str) -> str:
    """One value of an installation's `...rc` file; "" when it is not there."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    with suppress(OSError, configparser.Error, UnicodeDecodeError):
        parser.read_string(file.read_text(encoding="utf-8"))
    return parser.get(section, key, fallback="").strip()


def environment(work: Path, program: Path) -> Mapping[str, str]:
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
