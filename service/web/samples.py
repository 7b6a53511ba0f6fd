"""The sample papers: found in a folder, made on first demand, kept by what they depend on."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from schemas.catalog import Kind, load_kinds
from service.errors import ConversionFailed, OutputNotWritable, SourceUnreadable
from service.files import make_folder
from service.offices.resolve import resolve_record
from service.offices.shelf import ENDINGS, OfficeShelf
from service.pipeline import Produced, require_rule_set
from service.records import load_record
from service.rules.model import Khoi
from service.settings import OFFICES, PROJECT, Settings
from service.text.dates import today
from service.web.pictures import draw_pages

KHOI_NAMES: dict[Khoi, str] = {"nha_nuoc": "Nhà nước", "dang": "Đảng"}
# A kept sample that nobody asks for under its old content any more; younger ones may still be being read.
LEFTOVER_AGE_S = 3600


class Producer(Protocol):
    """What makes a paper of a record: `service.pipeline.produce`."""

    def __call__(self, record: Mapping[str, object], settings: Settings, *, pdf: bool = True) -> Produced:
        """The paper, or a VanThuError."""


@dataclass(frozen=True)
class Sample:
    """A sample's place: its kind, its name (the file's, without ending), its file."""

    kind: Kind
    name: str
    path: Path


@dataclass(frozen=True)
class Facts:
    """What is told about a sample before it is made."""

    title: str
    khoi: str
    rule_set: str


@dataclass(frozen=True)
class Made:
    """A made sample on disk; `pages` are the sizes of the page pictures in pixels."""

    folder: Path
    file_stem: str
    pages: tuple[tuple[int, int], ...]

    def file(self, suffix: str) -> Path:
        """The paper as .docx or .pdf."""
        return self.folder / f"paper{suffix}"

    def picture(self, number: int) -> Path:
        """The picture of a page, counted from 1."""
        return self.folder / f"page-{number}.png"


class SampleShelf:
    """All samples of the settings' folder."""

    def __init__(self, settings: Settings, produce: Producer) -> None:
        self._settings = settings
        self.kinds = load_kinds(settings.kinds_folder)
        self._produce = produce
        # One at a time: two that ask for the same sample make it once, and PDFium must not run twice.
        self._making = Lock()

    def of_kind(self, kind: Kind) -> list[Sample]:
        """The good samples of a kind: the files directly in its folder, by name."""
        folders = (folder / kind.loai for folder in self._settings.sample_folders)
        paths = sorted(path for folder in folders for path in folder.glob("[!.]*.json") if path.is_file())
        return [Sample(kind, path.stem, path) for path in paths]

    def find(self, loai: str, name: str) -> Sample | None:
        """The sample of that kind and name, if there is one; paths are never built of what was asked."""
        kind = self.kinds.get(loai)
        samples = self.of_kind(kind) if kind else []
        return next((sample for sample in samples if sample.name == name), None)

    def facts(self, sample: Sample) -> Facts:
        """What a sample is.

        Raises:
            VanThuError: its file cannot be read or is no valid paper.
        """
        shelf = OfficeShelf(self._settings_for(sample).office_folder)
        van_ban = resolve_record(self._record(_read(sample)), shelf, self.kinds).validate(self.kinds).van_ban
        rule_set = require_rule_set(van_ban)
        return Facts(van_ban.compose(rule_set).van_ban.trich_yeu, KHOI_NAMES[rule_set.khoi], rule_set.ten)

    def demand(self, sample: Sample) -> Made:
        """The made sample; made now if it is not kept, or what it depends on has changed.

        Raises:
            VanThuError: it cannot be made; nothing is kept.
        """
        content = _read(sample)
        record = self._record(content)
        place = self._settings.data / "cache" / "samples" / sample.kind.loai / sample.name
        settings = self._settings_for(sample)
        folder = place / self._key(content, record, settings)
        with self._making:
            return _kept(folder) or self._make(record, folder, settings)

    def _record(self, content: bytes) -> Mapping[str, object]:
        return load_record(content, self._settings.max_input_bytes)

    def _settings_for(self, sample: Sample) -> Settings:
        """Samples name the invented offices that stand beside them, never an office's own profile."""
        return self._settings.model_copy(update={"offices_folder": sample.path.parent.parent / OFFICES})

    def _make(self, record: Mapping[str, object], folder: Path, settings: Settings) -> Made:
        produced = self._produce(record, settings)
        if produced.pdf is None:
            raise ConversionFailed(reason="không có nội dung PDF")
        pictures = draw_pages(produced.pdf)
        sizes = tuple((picture.width, picture.height) for picture in pictures)
        made = json.dumps({"file_stem": produced.file_stem, "pages": sizes})
        make_folder(folder.parent)
        try:
            _sweep(folder.parent)
            with tempfile.TemporaryDirectory(prefix=".", dir=folder.parent) as place:
                part = Path(place) / "made"
                part.mkdir()
                (part / "paper.docx").write_bytes(produced.docx)
                (part / "paper.pdf").write_bytes(produced.pdf)
                for number, picture in enumerate(pictures, 1):
                    (part / f"page-{number}.png").write_bytes(picture.png)
                (part / "made.json").write_text(made, encoding="utf-8")
                _publish(part, folder)
        except OSError as error:
            reason = "hệ thống từ chối"
            raise OutputNotWritable(path=folder.parent, reason=reason, technical=str(error)) from error
        return Made(folder, produced.file_stem, sizes)

    def _key(self, content: bytes, record: Mapping[str, object], settings: Settings) -> str:
        """A name for everything the result depends on."""
        digest = sha256(_program_digest())
        for folder in settings.template_folders:
            digest.update(_folder_digest(folder, (".docx", ".toml")))
        digest.update(_folder_digest(settings.office_folder, ENDINGS))
        digest.update(content)
        if len(str(record.get("ngay_ban_hanh"))) < len("2026-09-05"):
            # What a paper leaves open is filled as of today: its rule set, the year in its blanks.
            digest.update(today().isoformat().encode())
        return digest.hexdigest()[:32]


def _kept(folder: Path) -> Made | None:
    """The sample kept in a folder; None if there is none or a part of it is gone."""
    try:
        facts: dict[str, Any] = json.loads((folder / "made.json").read_text(encoding="utf-8"))
        made = Made(folder, facts["file_stem"], tuple((width, height) for width, height in facts["pages"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    parts = [made.file(".docx"), made.file(".pdf"), *(made.picture(n) for n in range(1, len(made.pages) + 1))]
    return made if all(part.is_file() for part in parts) else None


def _publish(part: Path, folder: Path) -> None:
    """Gives a complete folder its name; what another process has put there meanwhile is as good."""
    if _kept(folder) is None:
        shutil.rmtree(folder, ignore_errors=True)
    try:
        part.rename(folder)
    except OSError:
        if _kept(folder) is None:
            raise


def _sweep(folder: Path) -> None:
    """Removes what earlier contents of a sample, and interrupted attempts, have left."""
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > LEFTOVER_AGE_S:
            shutil.rmtree(old, ignore_errors=True)


def _read(sample: Sample) -> bytes:
    try:
        return sample.path.read_bytes()
    except OSError as error:
        raise SourceUnreadable(reason="không mở được tệp mẫu", technical=str(error)) from error


def _folder_digest(folder: Path, suffixes: tuple[str, ...]) -> bytes:
    """What the files of a folder with these endings hold, by name."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in suffixes and path.is_file() and not path.name.startswith((".", "~")):
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.digest()


@cache
def _program_digest() -> bytes:
    """The program itself, rules included: a new version makes the samples anew."""
    return b"".join(_folder_digest(PROJECT / package, (".py", ".toml", ".json")) for package in ("service", "schemas"))
