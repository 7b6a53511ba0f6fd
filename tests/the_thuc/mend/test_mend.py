"""What mending keeps its hands off, how it tells what it did, and single repairs that no mutant shows."""

from __future__ import annotations

import io
import zipfile

import pytest

from service.rules.kiem_tra.load import catalog
from service.the_thuc.checker import check_docx
from service.the_thuc.docx.read import read_docx
from service.the_thuc.intake import admit
from service.the_thuc.mend.diff import SAME, text_diff
from service.the_thuc.mend.mend import mend, why_left
from service.the_thuc.mend.table import REPAIRS
from tests.the_thuc.conftest import Make
from tests.the_thuc.mutants.package import (
    Change,
    Package,
    W,
    both,
    default_letters,
    letters,
    mutate,
    run_letters,
    shape,
    text_of,
    whole_text,
    words,
)
from tests.the_thuc.mutants.state_mutants import LETTER, PLAN


def mended(content: bytes) -> bytes:
    return mend(content, check_docx(content)).docx


def test_every_repair_is_for_a_check_of_the_catalog() -> None:
    checks = {rule.kiem for khoi in ("nha_nuoc", "dang") for rule in catalog(khoi).values()}
    assert set(REPAIRS) <= checks


def test_a_mended_file_is_let_in_and_only_its_text_part_is_other_bytes(made_docx: Make) -> None:
    content = mutate(made_docx(PLAN).docx, letters("Than", size=12))
    result = mended(content)
    assert admit(result, max_bytes=2**20).kind == "docx"
    before, after = Package(content).raw, Package(result).raw
    assert [name for name in after if after[name] != before.get(name)] == ["word/document.xml"]


def test_what_is_no_paper_is_left(made_docx: Make) -> None:
    def nothing(package: Package) -> None:
        for piece in package.document.iter(f"{W}t"):
            piece.text = "chữ"

    content = mutate(made_docx(PLAN).docx, nothing)
    checked = check_docx(content)
    result = mend(content, checked)
    assert checked.paper is None
    assert (result.docx, result.done, result.left) == (content, (), checked.findings)


def test_the_strict_vocabulary_is_left(made_docx: Make) -> None:
    content = mutate(made_docx(PLAN).docx, letters("Than", size=12))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            strict = source.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            package.writestr(name, strict)
    strict = target.getvalue()
    checked = check_docx(strict)
    assert any(one.rule == "ND30-BODY-SIZE" for one in checked.findings)
    result = mend(strict, checked)
    assert (result.docx, result.done) == (strict, ())


def test_why_something_is_left_is_told(made_docx: Make) -> None:
    content = mutate(
        made_docx(PLAN).docx,
        both(words("Than", "của thôn, làng", "[...]"), whole_text("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT")),
    )
    checked = check_docx(content)
    reasons = {one.rule: why_left(one, checked) for one in mend(content, checked).left}
    assert reasons["ND30-DRAFT-LEFTOVER"] == "cần người soạn thảo quyết định"
    assert reasons["ND30-QH-TEXT"].startswith("tự sửa thì không chắc")


def test_the_difference_of_words_is_told_line_by_line(made_docx: Make) -> None:
    content = mutate(made_docx(PLAN).docx, words("QuyenHan", "TM. ", "T/M "))
    assert text_diff(content, mended(content)) == "- T/M ỦY BAN NHÂN DÂN\n+ TM. ỦY BAN NHÂN DÂN"
    formatted = mutate(made_docx(PLAN).docx, letters("Than", size=12))
    assert text_diff(formatted, mended(formatted)) == SAME


def test_fonts_of_signs_stay(made_docx: Make) -> None:
    change = both(default_letters(font="Arial"), run_letters("NoiNhan", font="Wingdings"))
    result = mended(mutate(made_docx(PLAN).docx, change))
    fonts = {span.letters.font for one in read_docx(result).paragraphs for span in one.shown}
    assert fonts == {"Times New Roman", "Wingdings"}


def test_notes_and_page_numbers_are_reached(made_docx: Make) -> None:
    content = mutate(made_docx(PLAN).docx, default_letters(color="0000FF"))
    told = next(one for one in check_docx(content).marked if one.finding.rule == "ND30-COLOR-BLACK")
    assert {one.area for one in told.paragraphs} == {"than", "chu_thich", "dau_trang"}
    assert "ND30-COLOR-BLACK" not in {one.rule for one in mend(content, check_docx(content)).left}


def test_underlined_addresses_stay(made_docx: Make) -> None:
    address = "Gửi về ubnd@gialai.gov.vn trước ngày 05 tháng 5./."
    change = both(whole_text("Than", address, 1), run_letters("Than", 1, underline=True))
    content = mutate(made_docx(LETTER).docx, both(change, run_letters("Than", 0, underline=True)))
    spans = [one for one in read_docx(mended(content)).paragraphs if any(span.letters.underline for span in one.shown)]
    assert [one.text for one in spans] == [address]


def test_two_components_in_one_paragraph_are_told_apart_by_their_runs(made_docx: Make) -> None:
    """Number and date parted by a tab, each in a run of its own: the date alone becomes italic."""

    def joined(package: Package) -> None:
        number, dated = package.paragraphs("SoKyHieu")[0], package.paragraphs("DiaDanhNgay")[0]
        assert text_of(number)
        letters("DiaDanhNgay", italic=False)(package)
        for run in dated.findall(f"{W}r"):
            number.append(run)
        first = number.findall(f"{W}r")[1]
        tab = first.makeelement(f"{W}tab", {})
        first.insert(0, tab)

    content = mutate(made_docx(PLAN).docx, joined)
    result = read_docx(mended(content))
    line = next(one for one in result.paragraphs if one.text.startswith("Số: 56"))
    assert [span.letters.italic for span in line.shown] == [False, True]


def test_typed_indents_give_way_to_one_of_the_paragraph(made_docx: Make) -> None:
    def typed(package: Package) -> None:
        for paragraph in package.paragraphs("Than"):
            run = paragraph.findall(f"{W}r")[0]
            run.insert(0, run.makeelement(f"{W}tab", {}))

    content = mutate(made_docx(PLAN).docx, both(shape("Than", firstLine="0"), typed))
    after = Package(mended(content)).paragraphs("Than")
    assert not [one for paragraph in after for run in paragraph.iter(f"{W}r") for one in run.findall(f"{W}tab")]
    assert not [one for one in check_docx(mended(content)).findings if one.rule == "ND30-BODY-INDENT"]


@pytest.mark.parametrize(
    "change",
    [shape("TieuNgu", jc="left"), shape("QuocHieu", jc="right"), shape("TenLoai", left="1134")],
    ids=["motto at the left", "title at the right", "type off the middle"],
)
def test_components_return_to_their_place(change: Change, made_docx: Make) -> None:
    content = mutate(made_docx(PLAN).docx, change)
    assert [one for one in check_docx(content).findings if one.level == "error"]
    result = mend(content, check_docx(content))
    assert not [one for one in result.left if one.level == "error"]
