"""Looks over the machine: what papers need, what of it is here, and how to mend what is not."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from schemas.catalog import load_kinds
from service.convert.process import DeadlinePassed, run
from service.convert.soffice import Converter
from service.errors import ConversionError, VanThuError
from service.merge.templates import find_template
from service.messages import describe
from service.offices.doubts import find_doubts
from service.offices.shelf import OfficeShelf, list_profiles
from service.pipeline import Producer
from service.rules.load import rule_sets
from service.settings import OFFICES, Settings, describe_unknown
from service.text.dates import today

Level = Literal["ok", "warning", "error"]
LEVEL_NAMES: dict[Level, str] = {"ok": "ĐẠT", "warning": "LƯU Ý", "error": "LỖI"}

LIBRARIES = (
    "click",
    "docxtpl",
    "flask",
    "gunicorn",
    "lxml",
    "pikepdf",
    "pydantic",
    "pypdfium2",
    "python-docx",
    "pyyaml",
)
OFFICE_FONT, TWIN_FONT = "Times New Roman", "Liberation Serif"
# Stands for the Vietnamese letters: a font without it prints boxes.
VIETNAMESE_LETTER = "1ea3"
FONT_ADVICE = (
    "Muốn dùng phông có bản quyền của cơ quan, chép các tệp .ttf vào /usr/local/share/fonts rồi chạy fc-cache -f."
)


@dataclass(frozen=True)
class Check:
    """One thing looked at: how it stands, in a Vietnamese sentence, and whether no PDF can be made without it."""

    name: str
    level: Level
    sentence: str
    stops_conversion: bool = False


def examine(settings: Settings) -> list[Check]:
    """Every check, in the order a paper meets them."""
    return [
        *_python(),
        *_settings(),
        _data_folder(settings.data),
        *_rules_and_templates(settings),
        *_profiles(settings),
        *_office(settings),
        _fonts(),
        _samples(settings),
    ]


def _python() -> Iterator[Check]:
    found, missing = [], []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Check("Python", "ok", platform.python_version())
    if missing:
        sentence = f"thiếu {', '.join(missing)}. Chạy lại ./run vanthu doctor để cài."
        yield Check("Thư viện", "error", sentence, stops_conversion=True)
    else:
        yield Check("Thư viện", "ok", ", ".join(found))


def _settings() -> Iterator[Check]:
    for name, sentence in describe_unknown(os.environ).items():
        yield Check(f"Biến {name}", "warning", sentence)


def _data_folder(folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        sentence = f"không ghi được vào {folder}. Hãy cấp quyền ghi hoặc đặt VANTHU_DATA sang chỗ khác."
        return Check("Thư mục dữ liệu", "error", sentence)
    return Check("Thư mục dữ liệu", "ok", f"{folder}, ghi được")


def _rules_and_templates(settings: Settings) -> Iterator[Check]:
    try:
        in_force = [rule_set for rule_set in rule_sets().values() if rule_set.in_force_on(today())]
    except VanThuError as error:
        yield Check("Quy tắc thể thức", "error", describe(error), stops_conversion=True)
        return
    yield Check("Quy tắc thể thức", "ok", "; ".join(rule_set.ten for rule_set in in_force))
    try:
        kinds = load_kinds(settings.kinds_folder)
    except VanThuError as error:
        yield Check("Loại văn bản", "error", describe(error))
        return
    missing = []
    for kind in kinds.values():
        for rule_set in in_force:
            try:
                if kind.model.loai_van_ban in rule_set.loai.loai:
                    find_template(settings.template_folders, rule_set.khoi, kind.loai, rule_set)
            except VanThuError as error:
                missing.append(describe(error))
    for sentence in missing:
        yield Check("Mẫu", "error", sentence)
    if not missing:
        yield Check("Mẫu", "ok", f"đủ mẫu cho {len(kinds)} loại văn bản trong {_listed(settings.template_folders)}")


def _profiles(settings: Settings) -> Iterator[Check]:
    """The offices' profiles, each sound or with all that is wrong in it."""
    folder = settings.office_folder
    found = list_profiles(folder)
    if not found:
        state = "chưa có hồ sơ nào trong" if folder.is_dir() else "chưa có thư mục"
        sentence = f"{state} {folder}; văn bản phải ghi cơ quan đầy đủ. Muốn có, hãy chép tệp hồ sơ .yaml vào đó."
        yield Check("Hồ sơ cơ quan", "warning" if settings.offices_folder else "ok", sentence)
    shelf = OfficeShelf(folder)
    for name in found:
        try:
            office = shelf.find(name)
        except VanThuError as error:
            yield Check("Hồ sơ cơ quan", "error", describe(error))
            continue
        if office is None:
            continue
        doubts = find_doubts(office)
        for doubt in doubts:
            yield Check("Hồ sơ cơ quan", "warning", f"{office.file}: {doubt}")
        if not doubts:
            title = " ".join(office.profile.co_quan.ten_co_quan.split())
            yield Check("Hồ sơ cơ quan", "ok", f"{office.id}: {title}, {len(office.profile.nguoi_ky)} người ký")


def _office(settings: Settings) -> Iterator[Check]:
    try:
        info = Converter(settings.soffice_folder).probe()
    except ConversionError as error:
        yield Check("LibreOffice", "error", describe(error), stops_conversion=True)
        return
    yield Check("LibreOffice", "ok", f"bản {info.version or 'không rõ số'}, ở {info.program_folder}")
    if info.isolated_network:
        yield Check("Cách ly mạng", "ok", "LibreOffice chạy không có mạng")
    else:
        sentence = (
            "máy không cho chạy LibreOffice tách khỏi mạng; tài liệu vẫn bị kiểm tra trước nên không tải gì từ ngoài. "
            "Muốn tách hẳn, hãy chạy bằng root, cho phép không gian tên người dùng, hoặc chặn mạng của dịch vụ."
        )
        yield Check("Cách ly mạng", "warning", sentence)
    yield _way(settings)


def _way(settings: Settings) -> Check:
    """Which way documents go when many are converted, found out as whoever makes many does, with the same samples."""
    producer = Producer(settings, keep_office=True)
    try:
        way = producer.converter.way()
    finally:
        producer.close()
    name = "Chuyển PDF"
    if way.name == "cold":
        level: Level = "ok" if settings.convert_way == "cold" else "warning"
        return Check(name, level, f"mỗi lần một LibreOffice mới, vì {way.why_cold}.")
    open_between = (
        ""
        if way.walls
        else "; các văn bản làm cùng lúc không có tường ngăn nhau, vì máy không có Landlock (nhân Linux từ bản 5.13)"
    )
    if way.cage == "bwrap":
        return Check(name, "ok", f"giữ LibreOffice chạy sẵn, trong lồng bubblewrap{open_between}")
    sentence = (
        f"giữ LibreOffice chạy sẵn, nhưng ngoài lồng: nó đọc được tệp của máy{open_between}. Hãy cài gói bubblewrap; "
        "nếu đã cài, máy (hay bộ chứa) phải cho phép không gian tên người dùng."
    )
    return Check(name, "warning", sentence)


def _fonts() -> Check:
    try:
        present = {family for family in (OFFICE_FONT, TWIN_FONT) if _font_files(family)}
    except (OSError, DeadlinePassed):
        return Check("Phông chữ", "warning", "không xem được vì thiếu lệnh fc-list. Hãy cài gói fontconfig.")
    if OFFICE_FONT in present:
        return Check("Phông chữ", "ok", f"{OFFICE_FONT}, có chữ Việt")
    if TWIN_FONT in present:
        sentence = (
            f"chưa có {OFFICE_FONT}; bản PDF dùng {TWIN_FONT}, cùng độ rộng chữ nên dòng và trang không đổi. "
            f"{FONT_ADVICE}"
        )
        return Check("Phông chữ", "warning", sentence)
    sentence = (
        f"không có {OFFICE_FONT} lẫn {TWIN_FONT} có chữ Việt nên bản PDF sẽ sai chữ. "
        f"Hãy cài gói fonts-liberation2. {FONT_ADVICE}"
    )
    return Check("Phông chữ", "error", sentence)


def _font_files(family: str) -> bool:
    """Whether a font of this very family, Vietnamese letters included, is installed."""
    pattern = f":family={family}:charset={VIETNAMESE_LETTER}"
    found = run(["fc-list", pattern, "family"], cwd=Path("/"), env=dict(os.environ), timeout_s=20)
    return family in found.stdout.decode(errors="replace")


def _listed(folders: Iterable[Path]) -> str:
    return ", ".join(map(str, folders))


def _samples(settings: Settings) -> Check:
    folders = settings.sample_folders
    found = (path for folder in folders for path in folder.glob("*/[!.]*.json"))
    count = sum(1 for path in found if path.parent.name != OFFICES)
    if count:
        return Check("Bản mẫu", "ok", f"{count} bản trong {_listed(folders)}")
    sentence = f"không có bản nào trong {_listed(folders)} nên trang đầu sẽ trống. Hãy xem lại VANTHU_SAMPLES_FOLDER."
    return Check("Bản mẫu", "warning", sentence)
