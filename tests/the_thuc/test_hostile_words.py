"""What a file writes where a colour, a sign or a name belongs steers nothing and breaks nothing."""

from __future__ import annotations

import io
import unicodedata

import docx as python_docx
import pytest

from service.check_view import to_json
from service.checking import check_file, mend_file, with_comments
from service.cli_errors import one_line
from service.mend_view import mended_lines
from service.settings import load_settings
from service.the_thuc.docx import read_docx
from tests.the_thuc.conftest import Make
from tests.the_thuc.docx.build import make_docx, p, r
from tests.the_thuc.mutants.package import Package, W, mutate
from tests.the_thuc.mutants.state_mutants import PLAN

COLOURS = ["\u202e12345", "GGGGGG", " 1 2 3", "+1+2+3", "-1-2-3", "0x0x0x", "१२३४५६", "FF00ZZ"]
STEERING = "\u202eabc\u2066\u009b31m\u0085\u200b"


def steers(text: str) -> bool:
    return any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in text)


@pytest.mark.parametrize("colour", COLOURS, ids=ascii)
def test_what_is_no_colour_is_black(made_docx: Make, colour: str) -> None:
    body = p(
        more=r("a", f'<w:color w:val="{colour}"/>'),
        props=f'<w:pBdr><w:top w:val="single" w:color="{colour}"/></w:pBdr>',
    )
    line = f'<w:pict><v:line strokecolor="#{colour}" from="0,0" to="90pt,0"/></w:pict>'
    theme = f'<a:clrScheme><a:dk1><a:srgbClr val="{colour}"/></a:dk1></a:clrScheme>'
    read = read_docx(make_docx(body + p(more=f"<w:r>{line}</w:r>"), theme=theme))
    told = {span.letters.color for one in read.paragraphs for span in one.spans}
    told |= {stroke.color for one in read.paragraphs for stroke in one.under}
    assert told == {"000000"}

    def change(package: Package) -> None:
        for fragment in package.document.iter(f"{W}rPr"):
            color = fragment.makeelement(f"{W}color", {f"{W}val": colour})
            fragment.append(color)

    check_file(mutate(made_docx(PLAN).docx, change), load_settings())


@pytest.mark.parametrize("code", ["D800", "1B", "0", "FFFF", "110000", "-5", "9B"])
def test_a_symbol_that_is_no_sign_is_none(code: str) -> None:
    read = read_docx(make_docx(p(more=f'<w:r><w:sym w:font="Arial" w:char="{code}"/><w:t>a</w:t></w:r>')))
    assert read.paragraphs[0].raw == "a"


def test_words_that_steer_reach_nobody(made_docx: Make) -> None:
    def change(package: Package) -> None:
        for paragraph in package.paragraphs("Than"):
            next(paragraph.iter(f"{W}t")).text = f"{STEERING} <w:p/>&amp; =cmd|x!A1 “a"
            run = next(paragraph.iter(f"{W}r"))
            made = run.makeelement(f"{W}rPr", {})
            made.append(made.makeelement(f"{W}rFonts", {f"{W}ascii": STEERING, f"{W}hAnsi": STEERING}))
            made.append(made.makeelement(f"{W}sz", {f"{W}val": "40"}))
            run.insert(0, made)

    checked = check_file(mutate(made_docx(PLAN).docx, change), load_settings())
    assert any(steers(one.marked.finding.found) for one in checked.listed)
    assert not steers(to_json(checked, "a.docx").replace("\n", ""))
    assert not any(steers(line) for line in mended_lines(mend_file(checked), checked, unknown=True))
    comments = [one.text for one in python_docx.Document(io.BytesIO(with_comments(checked, unknown=True))).comments]
    assert any("=cmd|x!A1" in one for one in comments)
    assert not any(steers(one.replace("\n", "")) for one in comments)


def test_half_a_pair_in_a_line_for_the_terminal() -> None:
    assert one_line("a\ud800b\x1b") == "a b "
