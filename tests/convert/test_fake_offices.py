"""What comes of it when LibreOffice fails; tests/convert/fakes holds the scripts put in its place."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from lxml import etree

from service.convert.pdf_facts import TextDiffers
from service.convert.soffice import Converter, ConvertLimits
from service.errors import (
    ConversionError,
    ConversionFailed,
    ConversionTimeout,
    ConverterMissing,
    ErrorCode,
    TemplateError,
)
from service.messages import describe
from tests.convert.conftest import MakeFake
from tests.convert.offices import META, install_fake, is_running, wait_for
from tests.convert.papers import new_paper, save, with_parts

DOCX = save(new_paper("Một đoạn văn"))


def failure(converter: Converter, kind: type[ConversionError], code: ErrorCode, docx: bytes = DOCX) -> ConversionError:
    with pytest.raises(ConversionError) as caught:
        converter.to_pdf(docx, META)
    assert type(caught.value) is kind
    assert caught.value.code is code
    assert len(caught.value.technical.encode()) <= 5000
    assert "{" not in describe(caught.value)
    return caught.value


def test_success_without_a_file(fake_converter: MakeFake) -> None:
    error = failure(fake_converter("no_output")[0], ConversionFailed, ErrorCode.CONVERSION_FAILED)
    assert error.details["reason"] == "LibreOffice không mở được văn bản và không tạo tệp PDF"


def test_failure_keeps_the_beginning_of_what_was_said(fake_converter: MakeFake) -> None:
    error = failure(fake_converter("fails")[0], ConversionFailed, ErrorCode.CONVERSION_FAILED)
    assert error.details["reason"] == "LibreOffice báo lỗi (mã 1) và không tạo tệp PDF"
    assert error.technical.startswith("Error: source file could not be loaded\nxxx")
    assert len(error.technical) == 2048


def test_crash(fake_converter: MakeFake) -> None:
    error = failure(fake_converter("dies")[0], ConversionFailed, ErrorCode.CONVERSION_FAILED)
    assert f"tín hiệu {signal.SIGSEGV}" in str(error.details["reason"])


def test_hang_is_ended_with_all_its_children(fake_converter: MakeFake) -> None:
    converter, fake = fake_converter("hangs", limits=ConvertLimits(timeout_s=1))
    started = time.monotonic()
    error = failure(converter, ConversionTimeout, ErrorCode.CONVERSION_TIMEOUT)
    assert time.monotonic() - started < 10
    assert "quá 1 giây" in describe(error)
    assert len(fake.pids()) == 2
    assert [pid for pid in fake.pids() if is_running(pid)] == []


def test_interruption_leaves_nothing(fake_converter: MakeFake) -> None:
    converter, fake = fake_converter("hangs")

    def interrupt() -> None:
        wait_for(fake.folder / "pids")
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        converter.to_pdf(DOCX, META)
    thread.join()
    assert [pid for pid in fake.pids() if is_running(pid)] == []


def test_it_does_not_outlive_a_caller_that_is_killed(tmp_path: Path) -> None:
    fake = install_fake(tmp_path / "program", "hangs")
    (tmp_path / "paper.docx").write_bytes(DOCX)
    script = (
        "import sys; from pathlib import Path; from service.convert.soffice import Converter;"
        "from service.convert.pdf import PdfMeta; folder = Path(sys.argv[1]); docx = folder / 'paper.docx';"
        "Converter(folder / 'program', work_root=folder).to_pdf(docx.read_bytes(), PdfMeta('', '', ''))"
    )
    project = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=project) as caller:
        wait_for(fake.folder / "pids")
        caller.kill()
    office, child = fake.pids()
    deadline = time.monotonic() + 10
    while is_running(office) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(office)
    (left,) = tmp_path.glob("vanthu-*")
    assert (left / "van_ban.docx").exists(), "nobody could remove it"
    failure(Converter(tmp_path / "program", ConvertLimits(timeout_s=1), work_root=tmp_path), ConversionTimeout,
            ErrorCode.CONVERSION_TIMEOUT)  # fmt: skip
    assert list(tmp_path.glob("vanthu-*")) == []
    os.kill(child, signal.SIGKILL)  # only LibreOffice itself is bound to the caller; it starts no others


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"garbage" * 1000, "tệp không phải PDF"),
        (b"", "tệp PDF rỗng"),
        (b"%PDF-1.7\n" + b"0" * 1000, "tệp PDF bị cắt cụt"),
        (b"%PDF-1.7\n" + b"0" * 1000 + b"\n%%EOF\n", "tệp PDF hỏng, không đọc được"),
    ],
)
@pytest.mark.parametrize("code", [0, 1])
def test_garbage(fake_converter: MakeFake, content: bytes, reason: str, code: int) -> None:
    converter, fake = fake_converter("writes")
    fake.prepare("prepared.pdf", content)
    fake.prepare("code", str(code).encode())
    assert failure(converter, ConversionFailed, ErrorCode.CONVERSION_UNSOUND).details["reason"] == reason


@pytest.mark.soffice
def test_truncated_pdf(fake_converter: MakeFake, plain_docx: bytes, plain_pdf: bytes) -> None:
    converter, fake = fake_converter("writes")
    fake.prepare("prepared.pdf", plain_pdf[: len(plain_pdf) * 2 // 3])
    failure(converter, ConversionFailed, ErrorCode.CONVERSION_UNSOUND, plain_docx)


@pytest.mark.soffice
@pytest.mark.parametrize("code", [0, 1, 77])
def test_sound_file_counts_whatever_the_exit_code(
    fake_converter: MakeFake, plain_docx: bytes, plain_pdf: bytes, code: int
) -> None:
    converter, fake = fake_converter("writes")
    fake.prepare("prepared.pdf", plain_pdf)
    fake.prepare("code", str(code).encode())
    assert converter.to_pdf(plain_docx, META) == plain_pdf


@pytest.mark.soffice
def test_pdf_of_another_paper(fake_converter: MakeFake, plain_pdf: bytes) -> None:
    converter, fake = fake_converter("writes")
    fake.prepare("prepared.pdf", plain_pdf)
    error = failure(converter, TextDiffers, ErrorCode.CONVERSION_UNSOUND)
    assert error.details["reason"] == "thiếu hoặc sai chữ ở “Một đoạn văn”"


@pytest.mark.soffice
def test_page_limit(fake_converter: MakeFake, plain_docx: bytes, plain_pdf: bytes) -> None:
    converter, fake = fake_converter("writes", limits=ConvertLimits(pages=1))
    fake.prepare("prepared.pdf", plain_pdf)
    error = failure(converter, ConversionFailed, ErrorCode.CONVERSION_UNSOUND, plain_docx)
    assert "trang, ngoài khoảng 1 đến 1" in str(error.details["reason"])


def test_output_without_end(fake_converter: MakeFake) -> None:
    converter, _ = fake_converter("writes_too_much", limits=ConvertLimits(output_mb=3))
    error = failure(converter, ConversionFailed, ErrorCode.CONVERSION_FAILED)
    assert error.details["reason"] == "bản PDF lớn quá 3 MB"


@pytest.mark.soffice
def test_child_left_behind_is_killed_and_not_waited_for(
    fake_converter: MakeFake, plain_docx: bytes, plain_pdf: bytes
) -> None:
    converter, fake = fake_converter("leaves_child")
    fake.prepare("prepared.pdf", plain_pdf)
    started = time.monotonic()
    assert converter.to_pdf(plain_docx, META) == plain_pdf
    assert time.monotonic() - started < 5
    assert [pid for pid in fake.pids() if is_running(pid)] == []


@pytest.mark.soffice
@pytest.mark.parametrize("times", [1, 2])
def test_it_is_started_again_when_it_asks(
    fake_converter: MakeFake, plain_docx: bytes, plain_pdf: bytes, times: int
) -> None:
    converter, fake = fake_converter("restarts")
    fake.prepare("prepared.pdf", plain_pdf)
    fake.prepare("restarts", str(times).encode())
    assert converter.to_pdf(plain_docx, META) == plain_pdf


def test_it_is_not_started_again_for_ever(fake_converter: MakeFake) -> None:
    converter, fake = fake_converter("restarts")
    fake.prepare("restarts", b"1000")
    failure(converter, ConversionFailed, ErrorCode.CONVERSION_FAILED)
    assert (fake.folder / "restarts").read_text() == "997"


@pytest.mark.soffice
@pytest.mark.parametrize(("memory_mb", "fits"), [(300, False), (2048, True)])
def test_memory_limit(
    fake_converter: MakeFake, plain_docx: bytes, plain_pdf: bytes, memory_mb: int, fits: bool
) -> None:
    converter, fake = fake_converter("eats_memory", limits=ConvertLimits(memory_mb=memory_mb))
    fake.prepare("prepared.pdf", plain_pdf)
    if fits:
        assert converter.to_pdf(plain_docx, META) == plain_pdf
    else:
        error = failure(converter, ConversionFailed, ErrorCode.CONVERSION_FAILED, plain_docx)
        assert "MemoryError" in error.technical


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VANTHU_SECRET", "bí-mật-9137")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/nowhere")
    return "bí-mật-9137"


def test_what_it_is_given(fake_converter: MakeFake, secret: str, work_root: Path) -> None:
    limits = ConvertLimits(timeout_s=20, memory_mb=777, output_mb=7, open_files=77)
    converter, fake = fake_converter("tells", limits=limits)
    failure(converter, ConversionFailed, ErrorCode.CONVERSION_FAILED)
    raw = (fake.folder / "seen.json").read_text()
    seen = json.loads(raw)
    assert secret not in raw
    assert set(seen["environment"]) <= {"PATH", "HOME", "TMPDIR", "LANG", "SAL_USE_VCLPLUGIN", "LC_CTYPE"}
    assert Path(seen["environment"]["HOME"]).parent == work_root
    assert not Path(seen["environment"]["PATH"]).exists()
    assert seen["stdin"] == ""
    assert seen["work_mode"] == oct(0o40700)
    processors = os.cpu_count() or 1
    assert seen["limits"] == {
        "AS": [777 << 20] * 2,
        "FSIZE": [7 << 20] * 2,
        "NOFILE": [77] * 2,
        "CPU": [20 * processors] * 2,
        "CORE": [0, 0],
    }
    assert seen["build"] == "123(Build:4)"
    assert "--infilter=MS Word 2007 XML" in seen["arguments"]
    assert {"--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"} <= set(seen["arguments"])


def may_be_isolated() -> bool:
    """Whether this machine lets a program be started without a network; asked apart from the converter."""
    ways = (["--net"], ["--user", "--map-current-user", "--net"])
    try:
        return any(subprocess.run(["unshare", *way, "true"], capture_output=True).returncode == 0 for way in ways)
    except FileNotFoundError:
        return False


def test_it_has_no_network_where_the_machine_allows_that(fake_converter: MakeFake) -> None:
    if not may_be_isolated():
        pytest.skip("this machine does not let a program be started without a network")
    converter, fake = fake_converter("tells")
    assert converter.probe().isolated_network is True
    failure(converter, ConversionFailed, ErrorCode.CONVERSION_FAILED)
    assert json.loads((fake.folder / "seen.json").read_text())["interfaces"] == ["lo"]


def test_the_end_of_the_processors_time_is_told_as_taking_too_long(fake_converter: MakeFake) -> None:
    converter, _ = fake_converter("overworks", limits=ConvertLimits(timeout_s=20))
    error = failure(converter, ConversionTimeout, ErrorCode.CONVERSION_TIMEOUT)
    assert "quá 20 giây" in describe(error)


def test_profile_is_locked_down(fake_converter: MakeFake) -> None:
    converter, fake = fake_converter("tells")
    failure(converter, ConversionFailed, ErrorCode.CONVERSION_FAILED)
    profile = etree.fromstring(json.loads((fake.folder / "seen.json").read_text())["profile"].encode())
    oor = "{http://openoffice.org/2001/registry}"
    settings = {
        f"{item.get(oor + 'path', '').rpartition('.')[2]}/{item[0].get(oor + 'name')}": item[0][0].text
        for item in profile
    }
    assert settings["Setup/Product/ooSetupLastVersion"] == "9.8"
    assert settings["Common/Security/Scripting/MacroSecurityLevel"] == "3"
    assert settings["Common/Security/Scripting/DisableMacrosExecution"] == "true"
    assert settings["Common/Security/Scripting/BlockUntrustedRefererLinks"] == "true"
    assert settings["Writer/Content/Update/Link"] == "2"
    assert settings["Java/VirtualMachine/Enable"] == "false"
    assert settings["Recovery/AutoSave/Enabled"] == "false"


@pytest.mark.parametrize("place", ["nowhere", "a-file"])
def test_work_folder_that_cannot_be_made(tmp_path: Path, place: str) -> None:
    fake = install_fake(tmp_path / "program", "no_output")
    (tmp_path / "a-file").write_text("")
    converter = Converter(fake.folder, work_root=tmp_path / place)
    error = failure(converter, ConversionFailed, ErrorCode.CONVERSION_FAILED)
    assert "thư mục làm việc tạm" in str(error.details["reason"])


def test_no_office_in_the_folder(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        error = failure(Converter(folder), ConverterMissing, ErrorCode.CONVERTER_MISSING)
        assert str(folder) in str(error.details["reason"])


def test_no_office_on_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("service.convert.installation.USUAL_FOLDERS", ())
    error = failure(Converter(), ConverterMissing, ErrorCode.CONVERTER_MISSING)
    assert error.details["reason"] == "không thấy lệnh soffice"


def test_office_that_may_not_be_run(tmp_path: Path) -> None:
    fake = install_fake(tmp_path / "program", "no_output")
    (fake.folder / "soffice.bin").chmod(0o644)
    failure(Converter(fake.folder), ConverterMissing, ErrorCode.CONVERTER_MISSING)


def test_office_that_went_away_since(fake_converter: MakeFake) -> None:
    converter, fake = fake_converter("no_output")
    assert converter.probe().version == "9.8"
    (fake.folder / "soffice.bin").unlink()
    failure(converter, ConverterMissing, ErrorCode.CONVERTER_MISSING)


def test_office_that_is_no_program(fake_converter: MakeFake) -> None:
    converter, fake = fake_converter("no_output")
    (fake.folder / "soffice.bin").write_bytes(b"\x00\x01\x02")
    failure(converter, ConverterMissing, ErrorCode.CONVERTER_MISSING)


def test_wrapper_alone_is_used_as_it_is(tmp_path: Path, work_root: Path) -> None:
    """Where only a command stands, as in a Flatpak: it is asked for its version, and has the common programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "soffice").write_text(
        "#!/bin/sh\ncase \" $* \" in *' --version '*) echo 'LibreOffice 25.2.3.2 520(Build:2)' | cat;;\n"
        f"*) cat \"$HOME/profile/user/registrymodifications.xcu\" >'{tmp_path}/seen.xcu';; esac\n"
    )
    (folder / "soffice").chmod(0o755)
    converter = Converter(folder, work_root=work_root)
    assert (converter.probe().version, converter.probe().build) == ("25.2", "")
    failure(converter, ConversionFailed, ErrorCode.CONVERSION_FAILED)
    assert ">25.2<" in (tmp_path / "seen.xcu").read_text()


def test_link_to_the_command_leads_to_the_program(tmp_path: Path) -> None:
    fake = install_fake(tmp_path / "program", "no_output")
    (fake.folder / "soffice").write_text("")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "soffice").symlink_to(fake.folder / "soffice")
    assert Converter(tmp_path / "bin").probe().program == fake.folder / "soffice.bin"


def test_without_isolation_it_goes_on_and_says_so(fake_converter: MakeFake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.convert.installation.ISOLATIONS", (("--no-such-option",),))
    converter, fake = fake_converter("tells")
    assert converter.probe().isolated_network is False
    failure(converter, ConversionFailed, ErrorCode.CONVERSION_FAILED)
    assert (fake.folder / "seen.json").exists()


def test_probe_is_asked_once(fake_converter: MakeFake) -> None:
    converter, _ = fake_converter("no_output")
    assert converter.probe() is converter.probe()


def test_bad_package_never_reaches_it(fake_converter: MakeFake) -> None:
    converter, fake = fake_converter("tells")
    with pytest.raises(TemplateError):
        converter.to_pdf(with_parts(DOCX, {}, [("word/vbaProject.bin", b"x")]), META)
    assert not (fake.folder / "seen.json").exists()
