"""Fonts that makers rename, weigh wrongly or give wrong letters: told right by their program, or said to be unknown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from service.the_thuc.checker import check_pdf
from service.the_thuc.pdf.programs import ProgramLook, own_look
from service.the_thuc.pdf.read import read_pdf
from tests.the_thuc.pdf.conftest import Drawer, saved, text

DATA = Path(__file__).resolve().parents[1] / "data"
MAKERS = ("cairo", "ghostscript")
Change = Callable[[pikepdf.Dictionary, int], None]


def with_fonts(maker: str, change: Change) -> bytes:
    """The file with each of its fonts changed once: the font of a page, and its number."""
    with pikepdf.open(DATA / f"{maker}.pdf") as document:
        seen: dict[object, pikepdf.Dictionary] = {}
        for page in document.pages:
            for font in page.Resources.Font.values():
                assert isinstance(font, pikepdf.Dictionary)
                seen.setdefault(font.objgen, font)
        for number, font in enumerate(seen.values()):
            change(font, number)
        return saved(document)


def inner(font: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """What describes a font: it, or the one it is made of."""
    found = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    assert isinstance(found, pikepdf.Dictionary)
    return found


def rename(font: pikepdf.Dictionary, number: int) -> None:
    name = pikepdf.Name(f"/ABCDEF+F{number}" if number % 2 else f"/CIDFont+F{number}")
    font.BaseFont = inner(font).BaseFont = inner(font).FontDescriptor.FontName = name


def weigh(font: pikepdf.Dictionary, number: int) -> None:
    inner(font).FontDescriptor.StemV = 60 if "Bold" in str(font.BaseFont) else 200


def looks(pdf: bytes) -> list[tuple[str, float, bool, bool]]:
    return [
        (span.text, span.letters.size_pt, span.letters.bold, span.letters.italic)
        for paragraph in read_pdf(pdf).paragraphs
        for span in paragraph.spans
    ]


@pytest.mark.parametrize("maker", MAKERS)
def test_a_right_paper_put_through_another_program_has_no_error(maker: str) -> None:
    found = check_pdf((DATA / f"{maker}.pdf").read_bytes()).findings
    assert {one.rule for one in found if one.level == "error"} == set()


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("change", [weigh, rename])
def test_weight_and_slant_are_those_of_the_font_and_not_of_guesses(maker: str, change: Change) -> None:
    assert looks(with_fonts(maker, change)) == looks((DATA / f"{maker}.pdf").read_bytes())


def test_a_font_renamed_is_called_by_its_program() -> None:
    measured = read_pdf(with_fonts("ghostscript", rename))
    assert {span.letters.font for one in measured.paragraphs for span in one.spans} == {"Liberation Serif"}


def test_a_font_that_does_not_tell_its_look_is_held_against_nothing() -> None:
    def hide(font: pikepdf.Dictionary, number: int) -> None:
        rename(font, number)
        del inner(font).FontDescriptor["/FontFile2"]

    checked = check_pdf(with_fonts("ghostscript", hide))
    assert not [one for one in checked.findings if one.level == "error" and ("đậm" in one.found or "đứng" in one.found)]
    unknown = {one.rule for one in checked.findings if one.level == "unknown"}
    assert {"HD05-TITLE-STYLE", "HD05-ORG-STYLE", "HD05-FONT-FAMILY"} <= unknown


def test_letters_a_table_names_wrongly_are_not_held_against_the_paper() -> None:
    """Ghostscript keeps the last byte of what Skia's tables say: đ becomes a sign that steers, ế a question mark."""

    def lose(font: pikepdf.Dictionary, number: int) -> None:
        table = font.ToUnicode.read_bytes()
        for letter in (b"0111", b"1ebf", b"1ed9", b"1ea1"):
            for form in (letter, letter.upper()):
                table = table.replace(b"<" + form + b">", b"<00" + form[2:] + b">")
        font.ToUnicode.write(table)

    checked = check_pdf(with_fonts("ghostscript", lose))
    assert checked.measured.garbled
    assert [(one.rule, one.level) for one in checked.findings] == [("VANTHU-NHAN-DANG", "unknown")]


def test_foreign_names_are_not_taken_for_wrong_letters(draw: Drawer) -> None:
    lines = "".join(text("Cong ty Gro\\337 va ong Bj\\370rn cung tham du hoi nghi", 85, 700 - 20 * n) for n in range(9))
    assert not read_pdf(draw(lines)).garbled


@pytest.mark.parametrize("program", [b"", b"\0\1\0\0", b"\0\1\0\0\0\x09" + bytes(20), b"\1\0\4\1\0\1", b"%!PS-Adobe"])
def test_a_broken_program_says_nothing(program: bytes) -> None:
    assert own_look(program) == ProgramLook()


def test_a_compact_program_says_its_name() -> None:
    name = b"TimesNewRomanPS-BoldMT"
    assert own_look(b"\1\0\4\1" + b"\0\1\1\1" + bytes([1 + len(name)]) + name).name == name.decode()


def test_a_blank_behind_the_last_letter_is_not_the_edge_of_the_line() -> None:
    measured = read_pdf((DATA / "cairo.pdf").read_bytes())
    edges = {round(line.box.right) for one in measured.paragraphs if one.align == "deu" for line in one.lines[:-1]}
    assert edges == {195}


def test_a_line_that_leaves_as_much_room_as_it_is_indented_is_not_centred(draw: Drawer) -> None:
    full, short = (
        " ".join(["mot hai ba bon nam sau bay tam chin muoi"] * 2),
        "- mot hai ba bon nam sau bay tam chin muoi",
    )
    widths = [read_pdf(draw(text(words, 85, 700))).paragraphs[0].width_mm for words in (full, short)]
    indent = 85 + (widths[0] - widths[1]) / 2 / 25.4 * 72
    shown = "".join(text(full, 85, 700 - 20 * number) for number in range(4)) + text(short, indent, 500)
    alone, among = (
        next(one for one in read_pdf(draw(drawn)).paragraphs if one.text == short)
        for drawn in (shown, shown + text("- mot", indent, 460) + text("- mot hai ba", indent, 420))
    )
    assert (alone.align, among.align) == ("giua", None)
