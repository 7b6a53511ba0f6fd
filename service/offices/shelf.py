"""Offices' profiles as files: one YAML or JSON file each, its name without ending the office's id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from schemas.ho_so_co_quan import HoSoCoQuan
from schemas.validate import validate_model
from service.errors import OfficeInvalid, Problem, RecordInvalid, SourceUnreadable
from service.messages import describe
from service.plain_yaml import Steps, read_yaml
from service.records import load_record
from service.text.clean import clean_text, escape_pointer, map_texts

YAML_ENDINGS = (".yaml", ".yml")
ENDINGS = (*YAML_ENDINGS, ".json")
# Hundreds of signers and groups fit; what is longer is no profile.
MAX_PROFILE_BYTES = 250_000


@dataclass(frozen=True)
class Office:
    """A sound profile: its id, its file's name, its content as written (texts cleaned), and as a model."""

    id: str
    file: str
    content: Mapping[str, Any]
    profile: HoSoCoQuan


class OfficeShelf:
    """The profiles a record may name: the one the caller gives, and those of a folder.

    A path is never put together from an id: the folder is listed, and an id is looked up in the list.
    """

    def __init__(self, folder: Path, given: Office | None = None) -> None:
        self.given = given
        self.folder_exists = folder.is_dir()
        self._files = list_profiles(folder)

    @property
    def ids(self) -> list[str]:
        """The ids that can be named."""
        own = {self.given.id} if self.given else set()
        return sorted(own | set(self._files))

    def find(self, name: str) -> Office | None:
        """The office of that id.

        Raises:
            OfficeInvalid: its file is wrong, or two files share the id.
        """
        wanted = clean_text(name).text.strip()
        if self.given and wanted == self.given.id:
            return self.given
        files = self._files.get(wanted, [])
        if len(files) > 1:
            others = ", ".join(path.name for path in files[1:])
            sentence = f"Trùng mã với {others}. Hãy giữ một tệp, xóa hoặc đổi tên tệp kia."
            raise OfficeInvalid(files[0].name, (Problem("", "office-twice", sentence),))
        return read_office(files[0]) if files else None


def list_profiles(folder: Path) -> dict[str, list[Path]]:
    """The profile files directly in a folder by id; more than one for an id is a mistake of its keeper."""
    found: dict[str, list[Path]] = {}
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~")) and path.is_file():
                found.setdefault(office_id(path), []).append(path)
    return found


def office_id(path: Path) -> str:
    """The id of the office a file describes."""
    return clean_text(path.stem).text.strip()


def read_office(path: Path) -> Office:
    """The office a file describes.

    Raises:
        OfficeInvalid: the file cannot be read, or is no sound profile; every problem with its place.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_PROFILE_BYTES + 1)
    except OSError as error:
        problem = Problem("", "source-unreadable", "Không mở được tệp. Hãy kiểm tra quyền đọc.")
        raise OfficeInvalid(path.name, (problem,), technical=str(error)) from error
    return parse_office(raw, path)


@lru_cache(maxsize=16)
def parse_office(raw: bytes, path: Path) -> Office:
    """The office in the bytes of the file at `path`, which says by its ending how they are written.

    Raises:
        OfficeInvalid: they are no sound profile; every problem with its place.
    """
    lines: Mapping[Steps, int] = {}
    try:
        if path.suffix.lower() in YAML_ENDINGS:
            plain = read_yaml(raw, MAX_PROFILE_BYTES)
            content, lines = plain.value, plain.lines
        elif path.suffix.lower() in ENDINGS:
            content = load_record(raw, MAX_PROFILE_BYTES)
        else:
            raise SourceUnreadable(reason=f"tên tệp phải kết thúc bằng {', '.join(ENDINGS)}")
    except SourceUnreadable as error:
        reason = str(error.details.get("reason", ""))
        sentence = f"Không đọc được: {reason}. Hãy sửa lại." if reason else describe(error)
        raise OfficeInvalid(path.name, (Problem("", error.code.value, sentence),)) from error
    if not isinstance(content, dict):
        sentence = "Hồ sơ phải gồm các trường, mỗi trường một tên, bắt đầu bằng co_quan. Hãy viết lại theo tệp mẫu."
        raise OfficeInvalid(path.name, (Problem("", "wrong-type", sentence),))
    try:
        profile = validate_model(content, HoSoCoQuan)
    except RecordInvalid as error:
        places = {pointer_of(steps): line for steps, line in lines.items()}
        raise OfficeInvalid(path.name, tuple(_with_line(problem, places) for problem in error.problems)) from error
    cleaned: Any = map_texts(content)
    return Office(office_id(path), path.name, cleaned, profile)


def pointer_of(steps: Steps) -> str:
    """Steps as a JSON pointer."""
    return "".join(f"/{escape_pointer(str(step))}" for step in steps)


def _with_line(problem: Problem, places: Mapping[str, int]) -> Problem:
    """The problem with the line it stands on, or that of the part something is missing from."""
    pointer = problem.pointer
    while pointer and pointer not in places:
        pointer = pointer.rpartition("/")[0]
    if not problem.pointer or pointer not in places:
        return problem
    return Problem(problem.pointer, problem.code, f"dòng {places[pointer]}: {problem.message}")
