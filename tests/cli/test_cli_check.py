"""`vanthu check`: what it says of a file, how it ends, and the files its answer can be had in."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image, ImageChops

from service.cli_errors import ExitCode
from service.convert.soffice import build_converter
from service.pipeline import Produced, produce
from service.settings import load_settings
from tests.cli.calls import PROJECT, Called, Vanthu
from tests.the_thuc.mutants.package import Package, W, mutate, text_of

DOC = Path(__file__).parent / "data" / "ke-hoach.doc"
RULE = "ND30-TL-FMT"
TITLE = "KẾ HOẠCH"
MACRO_PART = "word/vbaProject.bin"
SENTENCE = "Tệp có macro nên không được nhận."
RED = (200, 0, 0)


@cache
def _made() -> Produced:
    record = json.loads((PROJECT / "samples/ke_hoach/phong-chong-thien-tai.json").read_text("utf-8"))
    return produce(record, load_settings().model_copy(update={"convert_timeout_s": 110}))


def _enlarge_title(package: Package) -> None:
    """Sets the letters of the name of the type twice as large as any paper has them."""
    (title,) = package.paragraphs("TenLoai")
    assert text_of(title) == TITLE
    for run in title.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.SubElement(run, f"{W}rPr")
            run.insert(0, properties)
        etree.SubElement(properties, f"{W}sz").set(f"{W}val", "52")


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch.docx"
    path.write_bytes(_made().docx)
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "sai.docx"
    path.write_bytes(mutate(_made().docx, _enlarge_title))
    return path


def _with_macro(package: Package) -> None:
    package.raw[MACRO_PART] = b"x"
    package._order.append(MACRO_PART)


def _scan() -> bytes:
    """A page that is a picture and nothing else."""
    picture = Image.new("L", (1240, 1754), 255)
    picture.paste(0, (200, 200, 900, 230))
    with io.BytesIO() as target:
        picture.save(target, "PDF", resolution=150)
        return target.getvalue()


def _text(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join("".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_a_clean_paper_passes_as_docx_and_as_pdf(vanthu: Vanthu, clean: Path) -> None:
    called = vanthu("check", clean)
    assert (called.code, called.err) == (ExitCode.OK, "")
    assert "kế hoạch.docx: Kế hoạch ngày 08/4/2026, theo Nghị định số 30/2020/NĐ-CP" in called.out
    assert "Tổng cộng: 0 lỗi, " in called.out
    pdf = clean.with_suffix(".pdf")
    pdf.write_bytes(_made().pdf or b"")
    called = vanthu("check", pdf)
    assert (called.code, called.err) == (ExitCode.OK, "")
    assert "Tổng cộng: 0 lỗi, " in called.out


def test_a_faulty_paper_tells_place_rule_law_and_how_to_mend(vanthu: Vanthu, faulty: Path) -> None:
    called = vanthu("check", faulty)
    assert (called.code, called.err) == (ExitCode.FINDINGS, "")
    assert "LỖI (1)" in called.out
    entry = called.out[called.out.index(f"1. Tên loại [{RULE}]") :]
    for words in ("Quy định: cỡ chữ 13 hoặc 14", "Đã thấy:  cỡ 26", "Cách sửa: ", "Căn cứ:   Nghị định số 30/2020"):
        assert words in entry
    assert "Tổng cộng: 1 lỗi, " in called.out


def test_standard_input_is_read(vanthu: Vanthu, faulty: Path) -> None:
    called = vanthu("check", "-", stdin=faulty.read_bytes())
    assert called.code == ExitCode.FINDINGS
    assert called.out.startswith("đầu vào chuẩn: Kế hoạch")


def test_json_is_one_object_in_the_findings_names(vanthu: Vanthu, faulty: Path) -> None:
    called = vanthu("check", faulty, "--json")
    assert called.code == ExitCode.FINDINGS
    told = json.loads(called.out)
    assert (told["file"], told["kind"], told["rule_set"]) == (str(faulty), "docx", "nd30")
    assert (told["loai"], told["ngay"]) == ("ke_hoach", "2026-04-08")
    assert told["counts"]["error"] == 1
    assert sum(told["counts"].values()) == len(told["findings"])
    finding = told["findings"][0]
    assert list(finding) == [
        "number", "rule", "citation", "level", "place", "expected", "found", "fix", "paragraphs",
    ]  # fmt: skip
    assert (finding["number"], finding["rule"], finding["level"]) == (1, RULE, "error")
    (number,) = finding["paragraphs"]
    paragraphs = list(Package(faulty.read_bytes()).document.iter(f"{W}p"))
    assert text_of(paragraphs[number]) == TITLE


def test_json_of_a_pdf_tells_boxes_on_pages(vanthu: Vanthu, faulty: Path) -> None:
    pdf = faulty.with_suffix(".pdf")
    pdf.write_bytes(_pages(faulty))
    told = json.loads(vanthu("check", pdf, "--json").out)
    (finding,) = (one for one in told["findings"] if one["rule"] == RULE)
    (box,) = finding["boxes"]
    assert box["page"] == 1
    assert 30 < box["left"] < 105 < box["right"] < 195  # around the middle of the text, which is right of the sheet's
    assert 40 < box["top"] < box["bottom"] < 90


def test_json_hides_no_steering_signs(vanthu: Vanthu, tmp_path: Path) -> None:
    path = tmp_path / "a\u202eb.docx"
    path.write_bytes(_made().docx)
    out = vanthu("check", path, "--json").out
    assert "\u202e" not in out
    assert json.loads(out)["file"] == str(path)
    assert "\u202e" not in vanthu("check", path).out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(lambda: mutate(_made().docx, _with_macro), SENTENCE, id="macro"),
        pytest.param(_scan, "là bản quét", id="scan"),
        pytest.param(lambda: b"Ch\xc3\xa0o", "Tệp không phải văn bản Word", id="text"),
        pytest.param(lambda: _made().docx[:3000], "Tệp hỏng, không đọc được", id="cut off"),
        pytest.param(lambda: b"", "Tệp rỗng", id="empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused_in_one_sentence(
    vanthu: Vanthu, tmp_path: Path, content: object, words: str
) -> None:
    assert callable(content)
    path = tmp_path / "văn bản.docx"
    path.write_bytes(content())
    called = vanthu("check", path)
    assert (called.code, called.out) == (ExitCode.BAD_INPUT, "")
    assert words in called.err
    assert called.err.count("\n") == 1


def test_a_file_that_shows_no_paper_is_no_pass(vanthu: Vanthu, clean: Path) -> None:
    def empty(package: Package) -> None:
        for text in package.document.iter(f"{W}t"):
            text.text = "x"

    clean.write_bytes(mutate(clean.read_bytes(), empty))
    called = vanthu("check", clean)
    assert called.code == ExitCode.BAD_INPUT
    assert "VANTHU-NHAN-DANG" in called.out
    assert "--khoi nha_nuoc" in called.err
    assert vanthu("check", clean, "--khoi", "nha_nuoc").code in {ExitCode.OK, ExitCode.FINDINGS}


@pytest.mark.soffice
def test_a_doc_is_renewed_and_checked(vanthu: Vanthu) -> None:
    called = vanthu("check", DOC)
    assert (called.code, called.err) == (ExitCode.OK, "")
    assert "Lưu ý: tệp .doc được đổi sang .docx rồi mới kiểm tra." in called.out
    assert "Kế hoạch ngày 08/4/2026" in called.out
    assert json.loads(vanthu("check", DOC, "--json").out)["kind"] == "doc"


@pytest.mark.soffice
def test_the_report_says_what_was_found(vanthu: Vanthu, faulty: Path, tmp_path: Path) -> None:
    report = tmp_path / "báo cáo.pdf"
    called = vanthu("check", faulty, "--report", report)
    assert called.code == ExitCode.FINDINGS
    assert called.err.splitlines() == [f"Đã ghi {report}"]
    text = _text(report)
    for words in (
        "BÁO CÁO KIỂM TRA THỂ THỨC", "sai.docx", "Kế hoạch ngày 08/4/2026", "1 lỗi, ", "Lỗi (1)", "Tên loại",
        "Quy định: cỡ chữ 13 hoặc 14", "Đã thấy: cỡ 26", "Cách sửa: ", "Phụ lục I", RULE,
    ):  # fmt: skip
        assert words in text
    with pikepdf.open(report) as document:
        assert "/Author" not in document.docinfo
    vanthu("check", DOC, "--report", report)
    assert "Không thấy chỗ nào sai thể thức." in _text(report)


@pytest.mark.soffice
def test_pictures_frame_the_place_and_nothing_else(vanthu: Vanthu, faulty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mới/trang"
    called = vanthu("check", faulty, "--pictures", folder)
    assert called.code == ExitCode.FINDINGS
    drawn = sorted(path.name for path in folder.iterdir())
    plain = list(_drawn(_pages(faulty)))
    assert drawn == [f"sai-trang-{number:02d}.png" for number in range(1, len(plain) + 1)]
    changes = []
    for name, bare in zip(drawn, plain, strict=True):
        with Image.open(folder / name) as picture:
            assert picture.size == bare.size
            assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
            changed = ImageChops.difference(picture.convert("L"), bare).point(lambda step: 255 if step > 60 else 0)
            changes.append(changed.getbbox())
            if name == drawn[0]:
                reds = [count for count, color in picture.convert("RGB").getcolors(4096) or [] if _near(color, RED)]
                assert sum(reds) > 500
    first, *others = changes
    assert others == [None] * len(others)
    assert first is not None
    told = json.loads(vanthu("check", "-", "--json", stdin=_pages(faulty)).out)
    (box,) = next(one for one in told["findings"] if one["rule"] == RULE)["boxes"]
    per_mm = plain[0].width / 210
    left, top, right, bottom = (edge / per_mm for edge in first)
    # The frame stands around the letters; its number is at its left.
    assert abs(right - box["right"]) < 2
    assert box["left"] - 10 < left < box["left"]
    assert abs(top - box["top"]) < 2
    assert abs(bottom - box["bottom"]) < 2


def _near(color: object, wanted: tuple[int, int, int]) -> bool:
    return isinstance(color, tuple) and all(abs(a - b) <= 8 for a, b in zip(color, wanted, strict=True))


@cache
def _pages_of(docx: bytes) -> bytes:
    return build_converter(load_settings()).pages_of(docx)


def _pages(docx: Path) -> bytes:
    return _pages_of(docx.read_bytes())


def _drawn(pdf: bytes) -> Iterator[Image.Image]:
    """The pages without marks."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=110 / 72, grayscale=True).to_pil().convert("L")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--report", "báo cáo.docx"), "Giá trị của --report phải là tên tệp kết thúc bằng .pdf."),
        (("--fix", "ra.pdf"), "Giá trị của --fix phải là tên tệp kết thúc bằng .docx."),
        (("--fix", "a.docx", "--comments", "./a.docx"), "trùng với"),
        (("--khoi", "tinh"), "Giá trị của --khoi phải là nha_nuoc hoặc dang."),
    ],
)
def test_a_wrong_call_is_told(vanthu: Vanthu, clean: Path, words: tuple[str, ...], sentence: str) -> None:
    called = vanthu("check", clean, *words)
    assert (called.code, called.out) == (ExitCode.WRONG_USAGE, "")
    assert sentence in called.err


def test_the_paper_itself_is_never_written_over(vanthu: Vanthu, clean: Path) -> None:
    before = clean.read_bytes()
    called = vanthu("check", clean, "--fix", clean)
    assert (called.code, called.out) == (ExitCode.WRONG_USAGE, "")
    assert clean.read_bytes() == before


@pytest.mark.parametrize("option", ["--comments", "--fix"])
def test_a_pdf_takes_neither_comments_nor_repairs(vanthu: Vanthu, tmp_path: Path, option: str) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(_made().pdf or b"")
    called = vanthu("check", pdf, option, tmp_path / "b.docx")
    assert (called.code, called.out) == (ExitCode.WRONG_USAGE, "")
    assert f"{option} chỉ dùng cho tệp Word" in called.err
    assert not (tmp_path / "b.docx").exists()


@pytest.mark.soffice
def test_a_report_that_cannot_be_written_leaves_nothing(vanthu: Vanthu, faulty: Path, tmp_path: Path) -> None:
    called = vanthu("check", faulty, "--report", tmp_path / "không có/a.pdf")
    assert called.code == ExitCode.OUTPUT
    assert RULE in called.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sai.docx"]


def _commands(page: str) -> list[str]:
    lines = (PROJECT / page).read_text("utf-8").splitlines()
    return [line.partition("#")[0].strip() for line in lines if line.startswith("./run vanthu check")]


@pytest.mark.soffice
@pytest.mark.parametrize("page", ["docs/check.md", "README.md"])
def test_the_commands_of_the_docs_run(
    vanthu: Vanthu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert vanthu("render", PROJECT / "samples/ke_hoach/dan-van-kheo-2026.json", "--out", "out/").code == ExitCode.OK
    commands = _commands(page)
    assert commands
    for line in commands:
        words = shlex.split(line.removeprefix("./run vanthu"))
        called = _run(vanthu, words)
        assert called.code == ExitCode.OK, called.err
        written = [said.removeprefix("Đã ghi ") for said in called.err.splitlines()]
        assert all(Path(path).stat().st_size for path in written)
        assert bool(written) == any(word in {"--report", "--pictures"} for word in words)


def _run(vanthu: Vanthu, words: list[str]) -> Called:
    if "<" in words:
        at = words.index("<")
        return vanthu(*words[:at], stdin=Path(words[at + 1]).read_bytes())
    return vanthu(*words)
