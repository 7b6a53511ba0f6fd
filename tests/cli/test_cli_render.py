"""`vanthu render`: what is written where, what is said, and that a failure leaves everything as it was."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import threading
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from service import pipeline
from service.cli_drafts import free_stem
from service.cli_errors import ExitCode
from service.errors import (
    ConversionFailed,
    ConversionTimeout,
    ConverterBusy,
    ConverterMissing,
    ErrorCode,
    TemplateError,
    VanThuError,
)
from service.findings import Finding
from service.offices.shelf import Office
from service.settings import Settings, load_settings
from tests.cli.calls import Vanthu, call_process, command
from tests.web.workshop import RECORD

FINDING = Finding(
    rule="ND30-01", citation="Nghị định 30/2020/NĐ-CP, Phụ lục I", level="warning", place="/trich_yeu",
    expected="không có dấu chấm cuối", found="có dấu chấm cuối", fix="Đã bỏ dấu chấm.",
)  # fmt: skip


class Paper:
    """Stands in for the pipeline's `produce`."""

    def __init__(self) -> None:
        self.produced = pipeline.Produced(b"new word", b"new pdf", (), "05-KH-DU", "hd05", "1")
        self.error: Exception | None = None
        self.calls: list[bool] = []

    def __call__(
        self, record: Mapping[str, object], settings: Settings, *, pdf: bool = True, office: Office | None = None
    ) -> pipeline.Produced:
        self.calls.append(pdf)
        if self.error:
            raise self.error
        return self.produced if pdf else replace(self.produced, pdf=None)


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Paper:
    paper = Paper()
    monkeypatch.setattr(pipeline, "produce", paper)
    return paper


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_folder_gets_both_files_and_is_made(vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path) -> None:
    out = tmp_path / "a/b"
    called = vanthu("render", plan, "--out", out)
    assert (called.code, called.err) == (ExitCode.OK, "")
    assert called.out.splitlines() == [str(out / "05-KH-DU.docx"), str(out / "05-KH-DU.pdf")]
    assert (out / "05-KH-DU.docx").read_bytes() == b"new word"
    assert (out / "05-KH-DU.pdf").read_bytes() == b"new pdf"
    assert names(out) == ["05-KH-DU.docx", "05-KH-DU.pdf"]


@pytest.mark.parametrize(
    ("suffix", "content", "pdf"),
    [(".docx", b"new word", False), (".pdf", b"new pdf", True), (".PDF", b"new pdf", True)],
)
def test_one_file_is_replaced(
    vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path, suffix: str, content: bytes, pdf: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    target = out / f"bản in{suffix}"
    target.write_bytes(b"old")
    called = vanthu("render", plan, "--out", target)
    assert (called.code, called.out) == (ExitCode.OK, f"{target}\n")
    assert target.read_bytes() == content
    assert names(out) == [target.name]
    assert paper.calls == [pdf], "a DOCX alone needs no LibreOffice"


def test_name_with_a_slash_at_its_end_is_a_folder(vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path) -> None:
    assert vanthu("render", plan, "--out", f"{tmp_path}/ke-hoach.pdf/").code == ExitCode.OK
    assert names(tmp_path / "ke-hoach.pdf") == ["05-KH-DU.docx", "05-KH-DU.pdf"]


def draft_of(paper: Paper, words: str) -> bytes:
    """Makes the stand-in produce a draft that says this; its properties tell another moment each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("word/document.xml", words)
        package.writestr("docProps/core.xml", str(time.monotonic_ns()))
    docx = target.getvalue()
    paper.produced = replace(paper.produced, docx=docx, file_stem="ke-hoach-du-thao", is_draft=True)
    return docx


def test_drafts_do_not_take_each_others_place(vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, second = "ke-hoach-du-thao", "ke-hoach-du-thao-2"
    one = draft_of(paper, "một")
    assert vanthu("render", plan, "--out", out).err == ""
    two = draft_of(paper, "hai")
    called = vanthu("render", plan, "--out", out)
    assert called.out.splitlines() == [str(out / f"{second}.docx"), str(out / f"{second}.pdf")]
    assert len(called.err.splitlines()) == 1
    assert f"đã có dự thảo khác tên {first} nên dự thảo này ghi thành {second}" in called.err
    assert [(out / f"{name}.docx").read_bytes() for name in (first, second)] == [one, two]
    draft_of(paper, "ba")
    vanthu("render", plan, "--out", out)
    assert names(out)[:2] == ["ke-hoach-du-thao-2.docx", "ke-hoach-du-thao-2.pdf"]
    assert len(names(out)) == 6


def test_draft_made_again_keeps_its_name(vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path) -> None:
    for words in ("một", "hai", "một", "hai"):
        docx = draft_of(paper, words)
        vanthu("render", plan, "--out", tmp_path / "out")
    assert (tmp_path / "out/ke-hoach-du-thao-2.docx").read_bytes() == docx
    assert len(names(tmp_path / "out")) == 4


@pytest.mark.parametrize("kept", ["ke-hoach-du-thao.docx", "ke-hoach-du-thao.pdf"])
def test_draft_leaves_a_file_alone_that_it_cannot_know(
    vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path, kept: str
) -> None:
    draft_of(paper, "một")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / kept).write_bytes(b"by hand")
    assert vanthu("render", plan, "--out", tmp_path / "out").code == ExitCode.OK
    assert (tmp_path / "out" / kept).read_bytes() == b"by hand"
    assert names(tmp_path / "out") == sorted([kept, "ke-hoach-du-thao-2.docx", "ke-hoach-du-thao-2.pdf"])


def test_draft_replaces_the_file_that_is_named(vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path) -> None:
    target = tmp_path / "ke-hoach-du-thao.docx"
    target.write_bytes(b"old")
    docx = draft_of(paper, "một")
    assert vanthu("render", plan, "--out", target).err == ""
    assert target.read_bytes() == docx
    assert names(tmp_path) == sorted([target.name, plan.name])


def test_paper_with_a_number_replaces_its_files(vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/05-KH-DU.docx").write_bytes(b"old")
    assert vanthu("render", plan, "--out", tmp_path / "out").err == ""
    assert (tmp_path / "out/05-KH-DU.docx").read_bytes() == b"new word"
    assert len(names(tmp_path / "out")) == 2


def test_drafts_at_once_take_different_names(tmp_path: Path) -> None:
    taken: list[str] = []

    def take(number: int) -> None:
        with free_stem(tmp_path, "du-thao", b"") as name:
            time.sleep(0.01)
            assert not (tmp_path / f"{name}.docx").exists()
            (tmp_path / f"{name}.docx").write_bytes(b"%d" % number)
            taken.append(name)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == ["du-thao", *(f"du-thao-{number}" for number in range(2, 7))]


def test_draft_waits_for_a_held_folder_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.cli_drafts.PATIENCE_S", 0.2)
    with free_stem(tmp_path, "du-thao", b"") as outer, free_stem(tmp_path, "du-thao", b"") as inner:
        assert outer == inner == "du-thao"


def test_same_draft_is_the_same_paper_at_another_moment(tmp_path: Path) -> None:
    record = {key: value for key, value in RECORD.items() if key != "so_van_ban"}
    made = pipeline.produce(record, load_settings(), pdf=False)
    assert made.is_draft
    (tmp_path / f"{made.file_stem}.docx").write_bytes(made.docx)
    time.sleep(1.1)
    for changes, name in (({}, made.file_stem), ({"trich_yeu": "làm việc khác"}, f"{made.file_stem}-2")):
        again = pipeline.produce({**record, **changes}, load_settings(), pdf=False)
        assert again.docx != made.docx
        with free_stem(tmp_path, again.file_stem, again.docx) as stem:
            assert stem == name


def test_link_stays_a_link(vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path) -> None:
    target, link = tmp_path / "thật.pdf", tmp_path / "tắt.pdf"
    target.write_bytes(b"old")
    link.symlink_to(target)
    assert vanthu("render", plan, "--out", link).code == ExitCode.OK
    assert link.is_symlink()
    assert target.read_bytes() == b"new pdf"


def test_standard_input(vanthu: Vanthu, paper: Paper, tmp_path: Path) -> None:
    called = vanthu("render", "-", "--out", tmp_path / "x.pdf", stdin=json.dumps(RECORD).encode())
    assert called.code == ExitCode.OK


def test_files_get_the_rights_of_any_new_file(vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        vanthu("render", plan, "--out", tmp_path / "x.pdf")
    finally:
        os.umask(before)
    assert (tmp_path / "x.pdf").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("file/x.pdf", "không phải thư mục"),
        ("absent/x.pdf", "không có thư mục này"),
        ("folder.pdf", "đang là một thư mục"),
        ("file", "trùng tên với thư mục"),
        ("ring.pdf", "trỏ vòng quanh"),
        (f"{'dài' * 100}.pdf", "tên quá dài"),
    ],
)
def test_place_that_cannot_be_written(
    vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path, place: str, words: str
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "ring.pdf").symlink_to("ring.pdf")
    before = names(tmp_path)
    called = vanthu("render", plan, "--out", tmp_path / place)
    assert (called.code, called.out) == (ExitCode.OUTPUT, "")
    assert words in called.err
    assert len(called.err.splitlines()) == 1
    assert names(tmp_path) == before


def test_second_file_that_cannot_be_written_leaves_neither(
    vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path
) -> None:
    (tmp_path / "out/05-KH-DU.pdf").mkdir(parents=True)
    assert vanthu("render", plan, "--out", tmp_path / "out").code == ExitCode.OUTPUT
    assert names(tmp_path / "out") == ["05-KH-DU.pdf"]


def test_findings_are_said_and_change_nothing(vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path) -> None:
    error = replace(FINDING, level="error", place="")
    paper.produced = replace(paper.produced, findings=(FINDING, error))
    called = vanthu("render", plan, "--out", tmp_path / "x.pdf")
    assert called.code == ExitCode.OK
    lines = called.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("warning: /trich_yeu: ")
    assert lines[1].startswith("error: văn bản: ")
    for words in (FINDING.expected, FINDING.found, FINDING.fix, FINDING.citation):
        assert words in lines[0]


@pytest.mark.parametrize(("level", "code"), [("error", 10), ("warning", 0), ("info", 0), ("unknown", 0)])
def test_strict_refuses_at_an_error_only(
    vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path, level: str, code: int
) -> None:
    paper.produced = replace(paper.produced, findings=(replace(FINDING, level=level),))  # type: ignore[arg-type]
    target = tmp_path / "x.pdf"
    target.write_bytes(b"old")
    called = vanthu("render", plan, "--out", target, "--strict")
    assert called.code == code
    assert target.read_bytes() == (b"old" if code else b"new pdf")
    assert called.out == ("" if code else f"{target}\n")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TemplateError(ErrorCode.TEMPLATE_NOT_FOUND, loai="ke_hoach", khoi="dang", path="a"), 4),
        (ConverterMissing(reason="không thấy soffice"), 5),
        (ConverterBusy(), 5),
        (ConversionTimeout(seconds=60), 7),
        (ConversionFailed(reason="không có tệp"), 7),
    ],
    ids=lambda value: type(value).__name__,
)
def test_failure_has_its_code_and_one_line(
    vanthu: Vanthu, plan: Path, paper: Paper, tmp_path: Path, error: VanThuError, code: int
) -> None:
    paper.error = error
    called = vanthu("render", plan, "--out", tmp_path / "out")
    assert (called.code, called.out) == (code, "")
    assert len(called.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "JSON"),
        (b"{", "dòng 1"),
        (b"[]", "đối tượng JSON"),
        (b'{"loai": NaN}', "NaN"),
        (b'{"loai": "a", "loai": "b"}', "hai lần"),
        ('{"loai": "kế"}'.encode("utf-16"), "UTF-8"),
        (b"[" * 100_000, "ngoặc"),
        (b'{"a":' + b"[" * 100_000, "ngoặc"),
        (b'{"a":' + b"9" * 10_000 + b"}", "chữ số"),
        (b'{"loai": "khong_co"}', "/loai: "),
        (b"{}", "/loai: "),
        (b'{"loai": ["ke_hoach"]}', "/loai: "),
    ],
)
def test_unreadable_input(vanthu: Vanthu, tmp_path: Path, content: bytes, words: str) -> None:
    called = vanthu("render", "-", "--out", tmp_path / "out", stdin=content)
    assert (called.code, called.out) == (ExitCode.BAD_INPUT, "")
    assert words in called.err
    assert len(called.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("source", "words"), [("không có.json", "không có tệp này"), (".", "đây là thư mục")])
def test_input_that_cannot_be_opened(
    vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    called = vanthu("render", source, "--out", "out")
    assert called.code == ExitCode.BAD_INPUT
    assert called.err == f"Không đọc được {source}: {words}. Hãy kiểm tra lại đường dẫn.\n"


def test_input_too_large_is_not_read_to_its_end(
    vanthu: Vanthu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VANTHU_MAX_INPUT_MB", "1")
    called = vanthu("render", "/dev/zero", "--out", tmp_path / "out")
    assert called.code == ExitCode.BAD_INPUT
    assert "1 MB" in called.err


def test_every_problem_is_a_line_with_its_pointer(vanthu: Vanthu, tmp_path: Path) -> None:
    record = {**RECORD, "so_van_ban": "năm", "noi_nhan": [{"ten": ""}], "thừa/1\n\x1b[31m": 1}
    called = vanthu("render", "-", "--out", tmp_path / "out", stdin=json.dumps(record).encode())
    assert called.code == ExitCode.BAD_INPUT
    lines = called.err.splitlines()
    assert len(lines) >= 3
    assert all(line.startswith("/") for line in lines)
    assert {"/so_van_ban", "/noi_nhan/0/ten"} <= {line.partition(": ")[0] for line in lines}
    assert "\x1b" not in called.err, "an input must not steer the terminal"


@pytest.mark.soffice
def test_real_paper_by_the_real_command(plan: Path, tmp_path: Path) -> None:
    called = call_process("render", plan.name, "--out", "ra", cwd=tmp_path, env={"LC_ALL": "C"})
    assert called.code == ExitCode.OK, called.err
    written = [tmp_path / line for line in called.out.splitlines()]
    assert [path.suffix for path in written] == [".docx", ".pdf"]
    assert written[0].read_bytes()[:2] == b"PK"
    assert written[1].read_bytes()[:5] == b"%PDF-"


@pytest.mark.soffice
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_from_outside_leaves_nothing(plan: Path, tmp_path: Path, number: signal.Signals) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\necho $$ >>'" + str(tmp_path / "started") + "'\nexec sleep 60\n")
    slow.chmod(0o755)
    process = subprocess.Popen(
        command("render", plan, "--out", tmp_path / "out"), env={**os.environ, "VANTHU_SOFFICE_FOLDER": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A suite run in the background hands on an ignored Ctrl-C.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while not (tmp_path / "started").exists():
        assert time.monotonic() < deadline, "LibreOffice was not started"
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (ExitCode.ABORTED, "")
    assert err.strip() == "Đã dừng theo yêu cầu."
    assert not (tmp_path / "out").exists()
    for started in (tmp_path / "started").read_text().split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(started), 0)
