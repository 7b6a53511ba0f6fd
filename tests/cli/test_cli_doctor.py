"""`vanthu doctor`: what it says of a machine that has everything, and of one that lacks something."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from service import doctor
from service.cli_errors import ExitCode
from service.convert.process import Completed
from service.convert.soffice import Converter
from service.convert.warm.way import Way
from service.settings import PROJECT
from tests.cli.calls import Vanthu


def lines_of(out: str, name: str) -> list[str]:
    """The lines of a check, without its name."""
    found = [line for line in out.splitlines() if line[10:].startswith(f"{name}: ")]
    return [f"{line[:10].strip()} {line.partition(': ')[2]}" for line in found]


def set_fonts(monkeypatch: pytest.MonkeyPatch, *families: str) -> None:
    """Only these families have Vietnamese letters, as far as fc-list knows."""

    def answer(argv: list[str], **_: object) -> Completed:
        return Completed(0, "\n".join(family for family in families if f"family={family}:" in argv[1]).encode(), b"")

    monkeypatch.setattr(doctor, "run", answer)


def test_machine_that_can_make_papers(vanthu: Vanthu, tmp_path: Path) -> None:
    called = vanthu("doctor")
    assert (called.code, called.err) == (ExitCode.OK, "")
    assert "LỖI" not in called.out
    for name in ("Python", "Thư viện", "LibreOffice", "Cách ly mạng", "Chuyển PDF", "Phông chữ", "Mẫu", "Bản mẫu"):
        assert len(lines_of(called.out, name)) == 1, name
    assert "docxtpl 0." in called.out
    assert lines_of(called.out, "Thư mục dữ liệu") == [f"ĐẠT {tmp_path / 'data'}, ghi được"]


def test_without_libreoffice_the_exit_code_says_so(
    vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VANTHU_SOFFICE_FOLDER", str(tmp_path / "không có"))
    called = vanthu("doctor")
    assert called.code == ExitCode.CONVERTER
    (line,) = lines_of(called.out, "LibreOffice")
    assert line.startswith("LỖI Chưa có LibreOffice Writer")
    assert "libreoffice-writer-nogui" in line
    assert len(called.err.splitlines()) == 1


def test_network_that_cannot_be_cut_off_is_told(
    vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refuse = tmp_path / "unshare"
    refuse.write_text("#!/bin/sh\nexit 1\n")
    refuse.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    called = vanthu("doctor")
    assert called.code == ExitCode.OK
    assert lines_of(called.out, "Cách ly mạng")[0].startswith("LƯU Ý")


@pytest.mark.parametrize(
    ("families", "level", "words"),
    [
        (("Times New Roman", "Liberation Serif"), "ĐẠT", "Times New Roman"),
        (("Liberation Serif",), "LƯU Ý", "/usr/local/share/fonts"),
        ((), "LỖI", "fonts-liberation2"),
    ],
)
def test_fonts(
    vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, families: tuple[str, ...], level: str, words: str
) -> None:
    set_fonts(monkeypatch, *families)
    called = vanthu("doctor")
    (line,) = lines_of(called.out, "Phông chữ")
    assert line.startswith(level)
    assert words in line
    assert called.code == ExitCode.OK, "a paper can still be made"


def test_fonts_without_fontconfig(vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("unshare", "prlimit", "true"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(tmp_path))
    (line,) = lines_of(vanthu("doctor").out, "Phông chữ")
    assert line.startswith("LƯU Ý")
    assert "fontconfig" in line


def test_data_folder_that_cannot_be_written(vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("x")
    monkeypatch.setenv("VANTHU_DATA", str(tmp_path / "tệp" / "data"))
    (line,) = lines_of(vanthu("doctor").out, "Thư mục dữ liệu")
    assert line.startswith("LỖI")
    assert "VANTHU_DATA" in line


def test_missing_template_is_named(vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "doc_templates", tmp_path / "mẫu")
    (tmp_path / "mẫu/dang/ke_hoach.docx").unlink()
    (tmp_path / "mẫu/nha_nuoc/ke_hoach.docx").write_bytes(b"not a word file")
    monkeypatch.setenv("VANTHU_TEMPLATES_FOLDER", str(tmp_path / "mẫu"))
    found = [line for line in lines_of(vanthu("doctor").out, "Mẫu") if "ke_hoach" in line]
    assert len(found) == 2
    assert all(line.startswith("LỖI") for line in found)
    assert {"dang/ke_hoach.docx" in line for line in found} == {True, False}


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (Way("warm", "", "bwrap", True), "ĐẠT giữ LibreOffice chạy sẵn, trong lồng bubblewrap"),
        (Way("warm", "", "bwrap", False), "ĐẠT giữ LibreOffice chạy sẵn, trong lồng bubblewrap; các văn bản"),
        (Way("warm", "", "unshare", True), "LƯU Ý giữ LibreOffice chạy sẵn, nhưng ngoài lồng"),
        (Way("cold", "không giữ được"), "LƯU Ý mỗi lần một LibreOffice mới, vì không giữ được."),
    ],
)
def test_the_way_is_told_as_those_who_make_many_papers_find_it(
    way: Way, said: str, vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples: list[tuple[bytes, ...]] = []

    def find(converter: Converter) -> Way:
        samples.append(converter._kept.samples if converter._kept else ())
        return way

    monkeypatch.setattr(Converter, "way", find)
    (line,) = lines_of(vanthu("doctor").out, "Chuyển PDF")
    assert line.startswith(said)
    assert ("tường ngăn" in line) == (way.name == "warm" and not way.walls)
    assert all(samples), "walls in which a sample comes out different are found by a sample only"


def test_no_samples_is_told(vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VANTHU_SAMPLES_FOLDER", str(tmp_path))
    (line,) = lines_of(vanthu("doctor").out, "Bản mẫu")
    assert line.startswith("LƯU Ý")
    assert "VANTHU_SAMPLES_FOLDER" in line


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("VANTHU_CONVERT_TIMEOUT", "Có phải là VANTHU_CONVERT_TIMEOUT_S?"),
        ("VANTHU_TEMPLATES", "Có phải là VANTHU_TEMPLATES_FOLDER?"),
        ("VANTHU_SAMPLE_FOLDER", "Có phải là VANTHU_SAMPLES_FOLDER?"),
        ("VANTHU_SOFFICE", "Có phải là VANTHU_SOFFICE_FOLDER?"),
        ("VANTHU_DEBUGS", "Có phải là VANTHU_DEBUG?"),
        ("vanthu_dat", "Có phải là VANTHU_DATA?"),
        ("VANTHU_PORT", "Các tên đúng: VANTHU_CONVERT_MEMORY_MB, "),
    ],
)
def test_variable_without_effect_is_told_with_the_nearest(
    vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.setenv(name, "5")
    told = vanthu("kinds")
    assert told.code == ExitCode.OK
    assert told.err.startswith(f"Biến môi trường {name}: ")
    assert words in told.err
    assert len(told.err.splitlines()) == 1


def test_variable_without_effect_is_a_check(vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANTHU_TEMPLATES", "5")
    called = vanthu("doctor")
    (line,) = lines_of(called.out, "Biến VANTHU_TEMPLATES")
    assert line.startswith("LƯU Ý")
    assert "VANTHU_TEMPLATES_FOLDER" in line
    assert called.err == ""


@pytest.mark.parametrize("name", ["VANTHU_DEBUG", "VANTHU_TEST_X", "VANTHU_MAX_INPUT_MB", "vanthu_max_input_mb"])
def test_variable_with_effect_is_not_told(vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    assert vanthu("kinds").err == ""
