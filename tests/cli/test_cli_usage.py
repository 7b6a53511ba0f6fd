"""Calls and their mistakes: all in Vietnamese, each with its exit code, and nothing heavy loaded without need."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.catalog import load_kinds
from service import cli
from service.cli_errors import EXIT_CODES, ExitCode
from service.errors import ErrorCode
from service.settings import Settings, load_settings
from tests.cli.calls import Vanthu, call_process, command

ENGLISH = re.compile(
    r"\b(usage|options?|commands?|error|missing|such|try|show|message|argument|default|required)\b", re.IGNORECASE
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["lam"], "Không có lệnh “lam”. Các lệnh có: render, outline, check, kinds, schema, rules, doctor, serve."),
        (["render"], "Thiếu tham số INPUT.json."),
        (["render", "a.json"], "Thiếu tùy chọn --out."),
        (["render", "a.json", "--out"], "Tùy chọn --out phải có giá trị."),
        (["render", "a.json", "--out", " "], "Giá trị của --out đang trống."),
        (["render", "a.json", "--strict=1"], "Tùy chọn --strict không nhận giá trị."),
        (["render", "--help=1"], "Tùy chọn --help không nhận giá trị."),
        (["render", "a.json", "--ra", "x"], "Không có tùy chọn --ra."),
        (["kinds", "--jsn"], "Không có tùy chọn --jsn. Có phải là --json?"),
        (["kinds", "thừa", "nữa"], "Thừa tham số: thừa nữa."),
        (["schema", "thu_moi"], "Không có loại văn bản “thu_moi”."),
        (["serve", "--port", "0"], "Giá trị của --port phải là số từ 1 đến 65535."),
        (["serve", "--port", "65536"], "Giá trị của --port phải là số từ 1 đến 65535."),
        (["serve", "--port", "8000x"], "Giá trị của --port phải là số từ 1 đến 65535."),
        (["--"], "Cách gọi lệnh chưa đúng."),
    ],
)
def test_wrong_call_is_one_vietnamese_line(vanthu: Vanthu, words: list[str], sentence: str) -> None:
    called = vanthu(*words)
    assert (called.code, called.out) == (ExitCode.WRONG_USAGE, "")
    assert called.err.startswith(sentence)
    assert len(called.err.splitlines()) == 1
    assert re.search(r"Xem cách dùng: vanthu( \w+)? --help\n$", called.err)


def test_no_command_shows_the_help(vanthu: Vanthu) -> None:
    called = vanthu()
    assert (called.code, called.out) == (ExitCode.WRONG_USAGE, "")
    assert "Cách dùng: vanthu" in called.err


@pytest.mark.parametrize("words", [[], *([name] for name in cli.vanthu.commands)], ids=lambda words: " ".join(words))
def test_help_is_vietnamese(vanthu: Vanthu, words: list[str]) -> None:
    called = vanthu(*words, "--help")
    assert (called.code, called.err) == (ExitCode.OK, "")
    assert called.out.startswith("Cách dùng: vanthu")
    assert "Tùy chọn:" in called.out
    assert "Xem hướng dẫn này." in called.out
    prose = re.sub(r"--\w+|“.*?”|`.*?`|mức error", "", called.out)
    assert ENGLISH.findall(prose) == []


def test_kinds_and_schema(vanthu: Vanthu) -> None:
    plain = vanthu("kinds")
    assert [line.split()[0] for line in plain.out.splitlines()] == list(load_kinds())
    listed = json.loads(vanthu("kinds", "--json").out)
    assert listed == [{"loai": kind.loai, "ten": kind.ten} for kind in load_kinds().values()]
    for loai in load_kinds():
        called = vanthu("schema", loai)
        assert called.code == ExitCode.OK
        assert json.loads(called.out)["$schema"].startswith("https://json-schema.org/")
        assert "\\u" not in called.out
        assert "Trích yếu" in called.out


def test_every_error_has_an_exit_code() -> None:
    assert set(EXIT_CODES) == set(ErrorCode)
    assert {int(code) for code in EXIT_CODES.values()} <= {3, 4, 5, 7, 9}


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("VANTHU_CONVERT_TIMEOUT_S", "một phút", "một số nguyên từ 5 đến 600"),
        ("VANTHU_CONVERT_TIMEOUT_S", "0", "một số nguyên từ 5 đến 600"),
        ("VANTHU_CONVERT_MEMORY_MB", "2.5", "một số nguyên từ 512 đến 65536"),
        ("VANTHU_MAX_INPUT_MB", "201", "một số nguyên từ 1 đến 200"),
        ("VANTHU_DATA", "~nguoi-khong-co/data", "đường dẫn một thư mục"),
    ],
)
def test_bad_setting_is_named_with_what_is_allowed(
    vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(variable, value)
    called = vanthu("doctor")
    assert (called.code, called.out) == (ExitCode.WRONG_USAGE, "")
    assert called.err.splitlines() == [
        f"Biến môi trường {variable} có giá trị không dùng được; hãy đặt {allowed}, hoặc bỏ biến này đi."
    ]


def test_all_bad_settings_are_told_at_once(vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANTHU_CONVERT_TIMEOUT_S", "x")
    monkeypatch.setenv("VANTHU_MAX_INPUT_MB", "x")
    assert len(vanthu("doctor").err.splitlines()) == 2


def test_empty_setting_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANTHU_CONVERT_TIMEOUT_S", "")
    assert load_settings().convert_timeout_s == 60


def test_data_folder_is_fixed_when_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VANTHU_DATA")
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    monkeypatch.chdir("/")
    assert settings.data == tmp_path / "data"


def test_every_setting_is_described_in_vietnamese() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert not field.description.isascii(), name


@pytest.mark.parametrize(
    ("words", "banned"),
    [
        (["kinds"], ["flask", "gunicorn", "docxtpl", "pikepdf", "pypdfium2", "lxml"]),
        (["--help"], ["flask", "gunicorn", "docxtpl", "pydantic", "lxml"]),
        (["render", "-", "--out", "x.docx"], ["flask", "gunicorn"]),
        (["outline", "-"], ["flask", "gunicorn", "docxtpl", "pikepdf"]),
    ],
    ids=lambda value: value[0],
)
def test_heavy_libraries_stay_out(words: list[str], banned: list[str], tmp_path: Path) -> None:
    *start, code = command()
    watch = f"print([name for name in {banned!r} if name in sys.modules], file=sys.stderr)"
    code = f"import atexit, sys; atexit.register(lambda: {watch}); {code}"
    command_line = [*start, code, *words]
    done = subprocess.run(command_line, input=b"I. A", cwd=tmp_path, capture_output=True, check=False)
    assert done.stderr.decode().splitlines()[-1] == "[]", done.stderr.decode()


def test_output_is_utf8_whatever_the_locale() -> None:
    plain_c = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    for environment in (plain_c, {"PYTHONIOENCODING": "latin-1"}):
        called = call_process("kinds", env=environment)
        assert called.code == ExitCode.OK
        assert "Kế hoạch" in called.out
        assert "Không có lệnh" in call_process("xyz", env=environment).err


def test_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(command("schema", "ke_hoach"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=30), said) == (ExitCode.ABORTED, b"")


def test_full_disk_behind_standard_output_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command("kinds"), stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.decode()) == (
        ExitCode.OUTPUT, "Không ghi được đầu ra chuẩn: hết chỗ trên ổ đĩa.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("closed", "words", "code"),
    [("0<&-", ["render", "-", "--out", "x"], ExitCode.BAD_INPUT), ("1>&-", ["kinds"], ExitCode.OUTPUT)],
)
def test_closed_stream_is_one_sentence(closed: str, words: list[str], code: ExitCode, tmp_path: Path) -> None:
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *command(*words)]
    done = subprocess.run(shell, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    assert done.returncode == code
    assert len(done.stderr.decode().splitlines()) == 1


def test_folder_of_the_caller_cannot_replace_our_modules(tmp_path: Path) -> None:
    for name in ("json", "click", "service"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken over')\n")
    assert call_process("kinds", cwd=tmp_path).code == ExitCode.OK
    assert sys.version_info >= (3, 11), "-P came with Python 3.11"


def test_unforeseen_error_has_an_id_and_no_traceback(
    vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = "Rơ Châm H’Lan"

    def break_down(value: object) -> str:
        raise ValueError(name)

    monkeypatch.setattr(cli, "to_json", break_down)
    called = vanthu("kinds", "--json")
    assert called.code == ExitCode.UNFORESEEN
    number = re.search(r"mã ([0-9a-f]{8})\.", called.err)
    assert number
    log = (tmp_path / "data/logs/errors.log").read_text()
    assert f"{number[1]} ValueError" in log
    assert "break_down" in log
    assert name not in log + called.err
    assert "Traceback" not in called.err

    monkeypatch.setenv("VANTHU_DEBUG", "1")
    assert "Traceback" in vanthu("kinds", "--json").err


def test_unforeseen_error_without_a_place_to_log(
    vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file")
    monkeypatch.setattr(cli, "to_json", lambda value: 1 / 0)
    called = vanthu("kinds", "--json")
    assert called.code == ExitCode.UNFORESEEN
    assert "VANTHU_DEBUG=1" in called.err
