"""The command `vanthu check`: what it takes, in which files its answer can be had, how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli_errors import ExitCode, Stop, one_line
from service.cli_io import read_settings, read_source, say, wrong_usage
from service.cli_wording import VietnameseCommand, VietnameseOption
from service.files import make_folder, write_files

if TYPE_CHECKING:
    from service.checking import FileChecked
    from service.settings import Settings
    from service.the_thuc.locate.locate import Given

STANDARD_INPUT = "đầu vào chuẩn"
NOT_RECOGNISED = (
    "Chưa kiểm tra được vì không nhận ra đây là văn bản hành chính hay văn bản của Đảng. Nếu đúng là văn bản, hãy thêm "
    "--khoi nha_nuoc hoặc --khoi dang."
)
NOT_FOR_PDF = (
    "{option} chỉ dùng cho tệp Word (.docx, .doc), không dùng cho PDF. Với PDF, hãy xem chỗ sai bằng --pictures hoặc "
    "--report."
)


@click.command(cls=VietnameseCommand)
@click.argument("source", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON, gồm cả những điều máy chưa kết luận được.")
@click.option(
    "--khoi",
    metavar="KHỐI",
    cls=VietnameseOption,
    help="nha_nuoc hoặc dang: kiểm tra theo quy định của khối này, không tự nhận ra.",
)
@click.option("--all", "unknown", is_flag=True, help="Liệt kê cả những điều máy chưa kết luận được.")
@click.option("--report", metavar="OUT.pdf", cls=VietnameseOption, help="Ghi báo cáo kiểm tra dạng PDF.")
@click.option(
    "--pictures",
    metavar="THƯ-MỤC",
    cls=VietnameseOption,
    help="Ghi hình từng trang (PNG), chỗ sai đóng khung, đánh số như trong bảng.",
)
@click.option("--comments", metavar="OUT.docx", cls=VietnameseOption, help="Ghi bản Word có ghi chú ở từng chỗ sai.")
@click.option("--fix", metavar="OUT.docx", cls=VietnameseOption, help="Ghi bản Word đã sửa những lỗi máy sửa được.")
def check(
    source: str,
    as_json: bool,
    khoi: str | None,
    unknown: bool,
    report: str | None,
    pictures: str | None,
    comments: str | None,
    fix: str | None,
) -> None:
    """Kiểm tra thể thức một tệp Word (.docx, .doc) hoặc PDF; ghi “-” để đọc đầu vào chuẩn.

    Kết quả in ở đầu ra chuẩn: chỗ sai, quy định, cách sửa, căn cứ. Có lỗi thì mã thoát là 10. Tên các tệp đã ghi thêm
    in ở đầu ra lỗi.
    """
    outputs = {"--report": report, "--pictures": pictures, "--comments": comments, "--fix": fix}
    wanted = {option: Path(path) for option, path in outputs.items() if path is not None}
    _check_outputs(source, wanted)
    settings = read_settings()
    content = read_source(source, settings)

    from service.check_view import to_json, to_table
    from service.checking import check_file

    name = STANDARD_INPUT if source == "-" else Path(source).name
    checked = check_file(content, settings, _given(khoi), name="" if source == "-" else name)
    _require_word(checked, wanted)
    say(to_json(checked, source) if as_json else to_table(checked, name, unknown=unknown))
    files = dict(_files(checked, name, wanted, settings, unknown))
    write_files(files)
    for path in files:
        click.echo(one_line(f"Đã ghi {path}"), err=True)
    if checked.checked.paper is None:
        raise Stop(ExitCode.BAD_INPUT, NOT_RECOGNISED)
    if checked.counts["error"]:
        raise Stop(ExitCode.FINDINGS)


def _check_outputs(source: str, wanted: Mapping[str, Path]) -> None:
    """Every file asked for has its ending and a place of its own; the paper brought in is never written over."""
    endings = {"--report": ".pdf", "--comments": ".docx", "--fix": ".docx"}
    taken = {} if source == "-" else {_place(Path(source)): "FILE"}
    for option, path in wanted.items():
        ending = endings.get(option)
        if ending is not None and path.suffix.lower() != ending:
            raise wrong_usage(f"Giá trị của {option} phải là tên tệp kết thúc bằng {ending}.")
        other = taken.setdefault(_place(path), option)
        if other != option:
            raise wrong_usage(f"Giá trị của {option} trùng với {other}; hãy chọn tên khác.")


def _place(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links in a circle: whoever reads or writes there will say so
        return path.absolute()


def _given(khoi: str | None) -> Given:
    from service.the_thuc.locate.locate import Given

    match khoi:
        case None | "nha_nuoc" | "dang":
            return Given(khoi=khoi)
        case _:
            raise wrong_usage("Giá trị của --khoi phải là nha_nuoc hoặc dang.")


def _require_word(checked: FileChecked, wanted: Mapping[str, Path]) -> None:
    for option in ("--comments", "--fix"):
        if option in wanted and checked.kind == "pdf":
            raise Stop(ExitCode.WRONG_USAGE, NOT_FOR_PDF.format(option=option))


def _files(
    checked: FileChecked, name: str, wanted: Mapping[str, Path], settings: Settings, unknown: bool
) -> Iterator[tuple[Path, bytes]]:
    """The files asked for and their contents."""
    from service.checking import draw_pages, mend_file, with_comments
    from service.text.dates import TIME_ZONE
    from service.the_thuc.pictures import MAX_PICTURES

    if path := wanted.get("--report"):
        from service.check_report import make_report

        yield path, make_report(checked, name, datetime.now(TIME_ZONE), settings, unknown=unknown)
    if folder := wanted.get("--pictures"):
        make_folder(folder)
        stem = "van-ban" if name == STANDARD_INPUT else Path(name).stem
        drawn = draw_pages(checked, settings, unknown=unknown)
        if len(drawn) == MAX_PICTURES:
            click.echo(f"Chỉ vẽ tối đa {MAX_PICTURES} trang đầu.", err=True)
        for number, picture in enumerate(drawn, start=1):
            yield folder / f"{stem}-trang-{number:02d}.png", picture
    if path := wanted.get("--comments"):
        yield path, with_comments(checked, unknown=unknown)
    if path := wanted.get("--fix"):
        from service.mend_view import mended_lines

        mended = mend_file(checked)
        for line in mended_lines(mended, checked, unknown=unknown):
            click.echo(one_line(line), err=True)
        yield path, mended.docx
