"""Offices' profiles from the command line: the folder, `--co-quan`, what `doctor` says, and the docs' own examples."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.cli_errors import ExitCode
from service.settings import PROJECT, load_settings
from tests.cli.calls import Called, Vanthu
from tests.cli.test_cli_doctor import lines_of
from tests.form.papers import STATE
from tests.schemas.offices import COMMUNE, COUNCIL, PAPER, without, write_profile

SAMPLES = PROJECT / "samples" / "co_quan"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of profiles where it is looked for by default."""
    return tmp_path / "data" / "co_quan"


@pytest.fixture
def render(vanthu: Vanthu, tmp_path: Path) -> Any:
    """Renders a record to a DOCX."""

    def call(record: object, *words: str | Path) -> Called:
        text = json.dumps(record, ensure_ascii=False).encode()
        return vanthu("render", "-", "--out", tmp_path / "x.docx", *words, stdin=text)

    return call


def test_the_folder_is_in_the_data_or_where_the_setting_says(
    render: Any, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert render(PAPER).code == ExitCode.BAD_INPUT
    write_profile(folder, "ubnd-ia-lam.yaml", COMMUNE)
    called = render(PAPER)
    assert called.code == ExitCode.OK, called.err
    with zipfile.ZipFile(tmp_path / "x.docx") as package:
        text = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    for words in ("XÃ IA LÂM", "Ksor H’Nhan", "Thường trực Đảng ủy xã", "Lưu: VT"):
        assert words in text
    monkeypatch.setenv("VANTHU_OFFICES_FOLDER", str(tmp_path / "khác"))
    assert load_settings().office_folder == tmp_path / "khác"
    assert render(PAPER).code == ExitCode.BAD_INPUT
    folder.rename(tmp_path / "khác")
    assert render(PAPER).code == ExitCode.OK


def test_a_file_named_in_the_call_is_the_office(render: Any, tmp_path: Path) -> None:
    path = write_profile(tmp_path / "ở đâu đó", "ubnd-ia-lam.yml", COMMUNE)
    for record in (PAPER, without(PAPER, "co_quan")):
        called = render(record, "--co-quan", path)
        assert called.code == ExitCode.OK, called.err


def test_a_joint_paper_is_made(render: Any, folder: Path) -> None:
    write_profile(folder, "ubnd-ia-lam.yaml", COMMUNE)
    write_profile(folder, "hdnd-ia-lam.yaml", COUNCIL)
    record = {**PAPER, "co_quan": ["ubnd-ia-lam", "hdnd-ia-lam"], "chu_ky": ["chu-tich", "chu-tich"]}
    called = render(record)
    assert called.code == ExitCode.OK, called.err


@pytest.mark.parametrize(
    ("pattern", "changes", "stem"),
    [
        ("{so}-{loai}-{co_quan}", {}, "07-ke-hoach-UBND"),
        ("{so}_{trich_yeu}", {"trich_yeu": "Về Đại hội đại biểu"}, "07_ve-dai-hoi-dai-bieu"),
        ("{so}-{co_quan}", {"so_van_ban": None}, "du-thao-UBND"),
        ("{so}", {"so_van_ban": None, "so_ky_hieu": "015/KH-UBND"}, "015"),
        ("{so}-{loai}", {"so_van_ban": "012"}, "012-ke-hoach"),
        ("{trich_yeu}", {"trich_yeu": "dài quá " * 40}, "-".join(["dai-qua"] * 7 + ["dai"])),
        ("{trich_yeu}", {"trich_yeu": "D" * 200}, "d" * 60),
        ("{trich_yeu}", {"trich_yeu": "2026 – ../../etc"}, "2026-etc"),
        ("_{so}-", {}, "07"),
        ("{trich_yeu}{trich_yeu}{trich_yeu}", {"trich_yeu": "D" * 200}, "d" * 150),
        (None, {}, "07-KH-UBND"),
    ],
)  # fmt: skip
def test_files_are_named_by_the_offices_pattern(
    vanthu: Vanthu, folder: Path, tmp_path: Path, pattern: str | None, changes: dict[str, Any], stem: str
) -> None:
    from service.pipeline import produce

    write_profile(folder, "ubnd-ia-lam.yaml", {**COMMUNE, "mau_ten_tep": pattern})
    assert produce({**PAPER, **changes}, load_settings(), pdf=False).file_stem == stem


def test_a_broken_profile_has_its_exit_code_and_a_line_for_each_problem(render: Any, folder: Path) -> None:
    write_profile(folder, "ubnd-ia-lam.yaml", "co_quan:\n  khoi: xa\nnoi_lu: VT\n")
    called = render(PAPER)
    assert (called.code, called.out) == (ExitCode.TEMPLATE, "")
    lines = called.err.splitlines()
    assert len(lines) == 5
    assert all(line.startswith("ubnd-ia-lam.yaml: /") for line in lines)
    assert "ubnd-ia-lam.yaml: /co_quan/khoi: dòng 2: Khối: " in called.err
    assert render(STATE).code == ExitCode.OK, "papers that do not name it are not touched"


@pytest.mark.parametrize(
    ("place", "code", "words"),
    [
        ("không có.yaml", ExitCode.BAD_INPUT, "không có tệp này"),
        (".", ExitCode.BAD_INPUT, "đây là thư mục"),
        ("hồ sơ.docx", ExitCode.TEMPLATE, ".yaml, .yml, .json"),
        ("hỏng.yaml", ExitCode.TEMPLATE, "dòng 1"),
        ("-", ExitCode.WRONG_USAGE, "--co-quan"),
        ("", ExitCode.WRONG_USAGE, "--co-quan"),
    ],
)
def test_a_file_that_is_no_profile(
    render: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, code: ExitCode, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_profile(tmp_path, "hồ sơ.docx", COMMUNE)
    write_profile(tmp_path, "hỏng.yaml", "a: [")
    called = render(PAPER, "--co-quan", place)
    assert (called.code, called.out) == (code, "")
    assert words in called.err
    assert len(called.err.splitlines()) == 1
    assert not (tmp_path / "x.docx").exists()


def test_doctor_lists_the_profiles_and_how_they_stand(vanthu: Vanthu, folder: Path) -> None:
    called = vanthu("doctor")
    (line,) = lines_of(called.out, "Hồ sơ cơ quan")
    assert line.startswith("ĐẠT chưa có thư mục")
    shutil.copy(SAMPLES / "ubnd-ia-lam.yaml", write_profile(folder, "hong.yaml", "a: [").parent)
    expired = {**COMMUNE["nguoi_ky"]["chu-tich"], "den_ngay": "2021-01-01"}
    write_profile(folder, "cu.json", {**COMMUNE, "nguoi_ky": {"chu-tich": expired}})
    called = vanthu("doctor")
    assert called.code == ExitCode.OK
    cu, hong, ubnd = lines_of(called.out, "Hồ sơ cơ quan")
    assert cu.startswith("LƯU Ý cu.json: /nguoi_ky/chu-tich/den_ngay: ")
    assert hong.startswith("LỖI Hồ sơ cơ quan hong.yaml")
    assert "dòng 1" in hong
    assert ubnd == "ĐẠT ubnd-ia-lam: ỦY BAN NHÂN DÂN XÃ IA LÂM, 2 người ký"


def test_doctor_warns_of_a_folder_that_was_asked_for_and_is_not_there(
    vanthu: Vanthu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANTHU_OFFICES_FOLDER", str(tmp_path / "không có"))
    (line,) = lines_of(vanthu("doctor").out, "Hồ sơ cơ quan")
    assert line.startswith("LƯU Ý")


def test_doctor_counts_no_profile_as_a_sample(vanthu: Vanthu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_profile(tmp_path / "mẫu" / "co_quan", "ubnd.json", COMMUNE)
    write_profile(tmp_path / "mẫu" / "ke_hoach", "tot.json", STATE)
    monkeypatch.setenv("VANTHU_SAMPLES_FOLDER", str(tmp_path / "mẫu"))
    (line,) = lines_of(vanthu("doctor").out, "Bản mẫu")
    assert line.startswith("ĐẠT 1 bản")


# ---- the docs


def blocks_of(page: Path) -> Iterator[tuple[str, str, str]]:
    """Each code block of a page: the file name on the line before it ("" if none), its language, its text."""
    form = r"(?:^`(?P<name>[^`\n]+)`:\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$"
    for found in re.finditer(form, page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        yield found["name"] or "", found["language"], found["text"]


@pytest.mark.soffice
@pytest.mark.parametrize(("page", "papers"), [("docs/offices.md", 2), ("README.md", 1)])
def test_the_pages_examples_do_what_they_say(
    vanthu: Vanthu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, papers: int
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VANTHU_DATA", "data")
    shutil.copytree(SAMPLES, "samples/co_quan")
    said = {}
    for name, language, text in blocks_of(PROJECT / page):
        if name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        elif language == "text":
            called = vanthu("render", "sai.json", "--out", "sai.docx")
            assert (called.code, called.err) == (ExitCode.BAD_INPUT, text)
        elif language == "sh":
            for line in text.splitlines():
                match shlex.split(line):
                    case ["./run", "vanthu", *words]:
                        said[line] = vanthu(*words)
                        assert said[line].code == ExitCode.OK, said[line].err
                    case ["mkdir", "-p", place]:
                        Path(place).mkdir(parents=True)
                    case ["cp", *files, place]:
                        for file in files:
                            shutil.copy(file, place)
                    case words:
                        pytest.fail(f"the test does not know how to run {words}")
    assert len(list(Path("out").glob("*.pdf"))) == papers
    if page == "docs/offices.md":
        assert Path("out/05-to-chuc-tuan-le-chuyen-doi-so-nam-2026.docx").is_file()
        assert "ubnd-ia-lam: ỦY BAN NHÂN DÂN XÃ IA LÂM" in said["./run vanthu doctor"].out
