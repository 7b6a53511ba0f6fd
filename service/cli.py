"""The `vanthu` command: its commands, what they read, write and say, and how a run ends."""

from __future__ import annotations

import difflib
import io
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from service import cli_checker
from service.cli_errors import ExitCode, Stop, one_line, translate
from service.cli_io import read_settings, read_source, say, silence_stdout, to_json, wrong_usage
from service.cli_wording import VietnameseCommand, VietnameseGroup, VietnameseOption
from service.errors import ErrorCode, VanThuError
from service.files import make_folder, write_files

if TYPE_CHECKING:
    from service.findings import Finding
    from service.pipeline import Produced


# ---- the commands --------------------------------------------------------------------------------


@click.group(cls=VietnameseGroup, no_args_is_help=True)
def vanthu() -> None:
    """Văn thư: soạn văn bản hành chính và văn bản của Đảng đúng thể thức, ra DOCX và PDF."""


@vanthu.command(cls=VietnameseCommand)
@click.argument("source", metavar="INPUT.json")
@click.option(
    "--out",
    required=True,
    metavar="OUT",
    cls=VietnameseOption,
    help=(
        "Tên kết thúc bằng .pdf hoặc .docx: ghi đúng tệp đó, thay tệp cũ. Tên khác: thư mục nhận cả hai tệp; văn bản "
        "đã có số thay tệp cũ cùng số, dự thảo chưa có số không thay dự thảo khác mà thêm -2, -3… vào tên."
    ),
)
@click.option(
    "--co-quan",
    metavar="FILE",
    cls=VietnameseOption,
    help="Tệp hồ sơ của cơ quan ban hành (.yaml hoặc .json); văn bản khỏi ghi co_quan, hoặc chỉ ghi mã.",
)
@click.option("--strict", is_flag=True, help="Có lỗi thể thức mức error thì không ghi tệp nào, mã thoát 10.")
def render(source: str, out: str, co_quan: str | None, strict: bool) -> None:
    """Làm văn bản từ một tệp JSON; ghi “-” để đọc đầu vào chuẩn.

    Đường dẫn của các tệp đã ghi in ở đầu ra chuẩn, mỗi tệp một dòng; nhận xét về thể thức in ở đầu ra lỗi.
    """
    if not out.strip():
        raise wrong_usage("Giá trị của --out đang trống.")
    if co_quan is not None and co_quan.strip() in {"", "-"}:
        raise wrong_usage("Giá trị của --co-quan phải là đường dẫn một tệp hồ sơ.")
    settings = read_settings()
    text = read_source(source, settings)
    profile = read_source(co_quan, settings) if co_quan else b""

    from service.offices.shelf import parse_office
    from service.pipeline import produce
    from service.records import load_record

    target = Path(out)
    suffix = "" if out.endswith("/") else target.suffix.lower()
    record = load_record(text, settings.max_input_bytes)
    office = parse_office(profile, Path(co_quan)) if co_quan else None
    produced = produce(record, settings, pdf=suffix != ".docx", office=office)
    for finding in produced.findings:
        click.echo(one_line(describe_finding(finding)), err=True)
    if strict and any(finding.level == "error" for finding in produced.findings):
        raise Stop(ExitCode.FINDINGS, "Còn lỗi thể thức mức error nên không ghi tệp nào (--strict).")

    if suffix in {".docx", ".pdf"}:
        _write({target: produced.docx if suffix == ".docx" else _pdf(produced.pdf)})
    else:
        make_folder(target)
        _write_both(produced, target)


@vanthu.command(cls=VietnameseCommand)
@click.argument("source", metavar="FILE.txt")
@click.option("--json", "as_json", is_flag=True, help="In các khối dạng JSON, kèm chỗ đã nối và ghi chú.")
def outline(source: str, as_json: bool) -> None:
    """Đọc dàn ý thành các khối nội dung; tệp .json có các khối thì đổi ngược thành dàn ý.

    Ghi “-” để đọc đầu vào chuẩn.
    """
    settings = read_settings()
    text = read_source(source, settings)

    from service import outline_view

    if outline_view.holds_blocks(text, source):
        if as_json:
            raise wrong_usage("--json chỉ dùng khi đầu vào là dàn ý.")
        say(outline_view.to_outline(text), nl=False)
    else:
        view = outline_view.to_json if as_json else outline_view.to_listing
        say(view(text), nl=False)


vanthu.add_command(cli_checker.check)


@vanthu.command(cls=VietnameseCommand)
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
def kinds(as_json: bool) -> None:
    """Liệt kê các loại văn bản làm được: mã loại và tên."""
    settings = read_settings()

    from schemas.catalog import load_kinds

    known = load_kinds(settings.kinds_folder)
    if as_json:
        say(to_json([{"loai": kind.loai, "ten": kind.ten} for kind in known.values()]))
        return
    width = max(len(loai) for loai in known)
    for kind in known.values():
        say(f"{kind.loai:<{width}}  {kind.ten}")


@vanthu.command(cls=VietnameseCommand)
@click.argument("loai", metavar="LOAI")
def schema(loai: str) -> None:
    """In JSON Schema của một loại văn bản (mã loại: xem `vanthu kinds`)."""
    settings = read_settings()

    from schemas.catalog import json_schema, load_kinds

    known = load_kinds(settings.kinds_folder)
    if loai not in known:
        raise wrong_usage(f"Không có loại văn bản “{loai}”. Các loại có: {', '.join(known)}.")
    say(to_json(json_schema(known[loai])))


@vanthu.command(cls=VietnameseCommand)
@click.argument("rule_id", metavar="[MÃ]", required=False)
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
def rules(rule_id: str | None, as_json: bool) -> None:
    """Liệt kê các quy tắc thể thức, hoặc xem một quy tắc: mức, căn cứ, điều cho phép, cách sửa."""
    read_settings()

    from service import rules_view

    known = rules_view.all_rules()
    if rule_id is None:
        say(to_json([rules_view.as_json(rule) for rule in known.values()]) if as_json else rules_view.list_rules())
        return
    rule = known.get(rule_id.upper())
    if rule is None:
        near = difflib.get_close_matches(rule_id.upper(), known, n=3, cutoff=0.5)
        hint = f" Có phải: {', '.join(near)}?" if near else ""
        raise wrong_usage(f"Không có quy tắc “{rule_id}”.{hint} Xem danh sách bằng `vanthu rules`.")
    say(to_json(rules_view.as_json(rule)) if as_json else rules_view.show_rule(rule))


@vanthu.command(cls=VietnameseCommand)
def doctor() -> None:
    """Xem máy này có đủ mọi thứ để làm văn bản không, thiếu gì thì sửa thế nào."""
    settings = read_settings(tell_unknown=False)  # it is one of its checks

    from service.doctor import LEVEL_NAMES, examine

    checks = examine(settings)
    for check in checks:
        say(f"{LEVEL_NAMES[check.level]:<8}  {check.name}: {check.sentence}")
    if any(check.stops_conversion for check in checks):
        raise Stop(ExitCode.CONVERTER, "Máy này chưa chuyển được sang PDF; hãy sửa các mục ghi LỖI ở trên.")


@vanthu.command(cls=VietnameseCommand)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ĐỊA-CHỈ",
    help="Địa chỉ để lắng nghe; mặc định 127.0.0.1, chỉ máy này vào được.",
)
@click.option("--port", default="8000", metavar="CỔNG", help="Cổng, từ 1 đến 65535; mặc định 8000.")
def serve(host: str, port: str) -> None:
    """Mở trang web trên máy này; dừng bằng Ctrl-C."""
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise wrong_usage("Giá trị của --port phải là số từ 1 đến 65535.")
    settings = read_settings()

    from service.web.server import PortUnavailable, run_server

    try:
        run_server(settings, host, int(port), _announce)
    except PortUnavailable as error:
        raise Stop(ExitCode.WRONG_USAGE, str(error)) from error


# ---- writing and saying --------------------------------------------------------------------------


def _write_both(produced: Produced, folder: Path) -> None:
    from service.cli_drafts import free_stem

    stem, pdf = produced.file_stem, _pdf(produced.pdf)
    # A paper with a number is the same paper each time; a draft's name says only of which kind it is.
    free = free_stem(folder, stem, produced.docx) if produced.is_draft else nullcontext(stem)
    with free as name:
        if name != stem:
            sentence = f"Trong {folder} đã có dự thảo khác tên {stem} nên dự thảo này ghi thành {name}."
            click.echo(one_line(f"{sentence} Muốn thay tệp cũ, hãy ghi rõ tên tệp ở --out."), err=True)
        _write({folder / f"{name}.docx": produced.docx, folder / f"{name}.pdf": pdf})


def _write(contents: dict[Path, bytes]) -> None:
    write_files(contents)
    for path in contents:
        say(str(path))


def describe_finding(finding: Finding) -> str:
    """A finding as one line: level, place, sentence."""
    return (
        f"{finding.level}: {finding.place or 'văn bản'}: {finding.fix} Đã nhận: {finding.found}; "
        f"theo quy định: {finding.expected} ({finding.citation})."
    )


def _announce(address: str) -> None:
    say(f"Trang web đã mở tại {address} – dừng bằng Ctrl-C.")


def _pdf(content: bytes | None) -> bytes:
    if content is None:
        raise VanThuError(ErrorCode.CONVERSION_FAILED, reason="không có nội dung PDF")
    return content


# ---- every error to an exit code -----------------------------------------------------------------


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """The entry of the command: runs it and ends the process with its exit code."""
    # A stop from outside unwinds like Ctrl-C, so that LibreOffice and temporary files go as well.
    # What the caller has ignored, as nohup does, stays ignored.
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Runs the command and says what went wrong; the exit code."""
    try:
        if sys.stdout is None:
            raise Stop(ExitCode.OUTPUT, "Không ghi được đầu ra chuẩn: nó đang đóng.")
        return int(vanthu.main(args=argv, prog_name="vanthu", standalone_mode=False) or ExitCode.OK)
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`).
        silence_stdout()
        return ExitCode.ABORTED
    except Exception as error:
        code, lines = translate(error)
        for line in lines:
            click.echo(line, err=True)
        return code


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
