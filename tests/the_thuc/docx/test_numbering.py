"""Numbers that Word makes: what they count to, how they look, what they do to indents."""

from __future__ import annotations

import pytest

from service.the_thuc.docx.numbering import format_number
from tests.the_thuc.docx.build import LEFT_MM, p, ppr, read, rpr, style


def lvl(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def lists(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def item(level: int = 0, number: int = 1, text: str = "x", more: str = "") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>{more}')


def labels(body: str, **parts: str) -> list[str]:
    found = []
    for paragraph in read(body, **parts).paragraphs:
        automatic = [span.text for span in paragraph.spans if span.automatic]
        assert len(automatic) <= 1
        found.append(automatic[0] if automatic else "")
    return found


OUTLINE = lists(
    lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)"), lvl(3, "decimal", "%2.%4")
)


def test_levels_count_on_their_own_and_begin_anew_below_each_other() -> None:
    body = "".join(map(item, [0, 1, 1, 2, 2, 1, 2, 0, 1]))
    assert labels(body, numbering=OUTLINE) == ["I. ", "1. ", "2. ", "a) ", "b) ", "3. ", "a) ", "II. ", "1. "]


def test_numbers_of_several_levels() -> None:
    numbering = lists(lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3"))
    assert labels("".join(map(item, [0, 1, 2, 2, 1, 0, 2])), numbering=numbering) == [
        "1. ", "1.1 ", "1.1.1 ", "1.1.2 ", "1.2 ", "2. ", "2.1.1 ",
    ]  # fmt: skip


def test_a_legal_level_prints_digits_only() -> None:
    numbering = lists(lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert labels(item(0) + item(1), numbering=numbering) == ["I. ", "1.1 "]


@pytest.mark.parametrize(
    ("restart", "last"), [("", "1. "), ('<w:lvlRestart w:val="0"/>', "3. "), ('<w:lvlRestart w:val="1"/>', "1. ")]
)
def test_a_level_may_go_on_counting(restart: str, last: str) -> None:
    numbering = lists(lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2.", restart))
    assert labels("".join(map(item, [0, 1, 1, 0, 1])), numbering=numbering)[-1] == last


def test_lists_of_one_kind_count_together_unless_told_to_start() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = item(number=1) + item(number=2) + item(number=3) + item(number=3)
    assert labels(body, numbering=lists(lvl(0, "decimal", "%1."), nums=nums)) == ["1. ", "2. ", "1. ", "2. "]


def test_a_list_may_change_a_level() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{lvl(0, 'upperLetter', 'Điều %1:', start=3)}</w:lvlOverride></w:num>"
    )
    assert labels(item() + item(), numbering=lists(lvl(0, "decimal", "%1."), nums=nums)) == ["Điều C: ", "Điều D: "]


@pytest.mark.parametrize(
    ("suffix", "label"),
    [
        ("", "1. "),
        ('<w:suff w:val="tab"/>', "1. "),
        ('<w:suff w:val="space"/>', "1. "),
        ('<w:suff w:val="nothing"/>', "1."),
    ],
)
def test_what_parts_the_number_from_the_text(suffix: str, label: str) -> None:
    assert labels(item(), numbering=lists(lvl(0, "decimal", "%1.", suffix))) == [label]


def test_bullets_are_kept_as_they_are_in_their_font() -> None:
    symbol = rpr('<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
    paragraph = read(item(), numbering=lists(lvl(0, "bullet", "\uf0b7", symbol))).paragraphs[0]
    assert paragraph.spans[0].text == "\uf0b7 "
    assert paragraph.spans[0].letters.font == "Symbol"
    assert paragraph.spans[1].letters.font == "Times New Roman"


def test_a_level_without_a_number_prints_its_words() -> None:
    assert labels(item(), numbering=lists(lvl(0, "none", "Căn cứ"))) == ["Căn cứ "]
    assert labels(item(), numbering=lists(lvl(0, "none", ""))) == [""]


def test_number_zero_is_no_number() -> None:
    styles = style("Muc", ppr('<w:numPr><w:numId w:val="1"/></w:numPr>'))
    body = p("x", '<w:pStyle w:val="Muc"/>') + p("x", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(body, styles=styles, numbering=OUTLINE) == ["I. ", ""]


def test_styles_bring_numbers_and_find_their_level() -> None:
    styles = style("Muc", ppr('<w:numPr><w:numId w:val="1"/></w:numPr>')) + style(
        "Khoan", ppr('<w:numPr><w:ilvl w:val="0"/></w:numPr>'), base="Muc"
    )
    numbering = lists(lvl(0, "decimal", "%1."), lvl(1, "lowerLetter", "%2)", '<w:pStyle w:val="Muc"/>'))
    body = p("x", '<w:pStyle w:val="Muc"/>') + p("x", '<w:pStyle w:val="Khoan"/>')
    assert labels(body, styles=styles, numbering=numbering) == ["a) ", "1. "]


def test_a_list_behind_a_style_of_lists() -> None:
    styles = style("Danh", ppr('<w:numPr><w:numId w:val="1"/></w:numPr>'), kind="numbering")
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{lvl(0, "decimal", "%1/")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Danh"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert labels(item(number=2), styles=styles, numbering=numbering) == ["1/ "]


def test_lists_that_are_not_there_number_nothing() -> None:
    assert labels(item(), numbering=lists(nums="")) == [""]
    assert labels(item()) == [""]
    assert labels(item(level=7), numbering=OUTLINE) == [""]


def test_the_indent_of_a_list_lies_over_the_style_and_under_the_paragraph() -> None:
    numbering = lists(lvl(0, "decimal", "%1.", ppr('<w:ind w:left="567" w:hanging="284"/>')))
    styles = style("Than", ppr('<w:ind w:left="1134" w:firstLine="720"/>')) + style(
        "Muc", ppr('<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="1134"/>')
    )
    body = (
        item(more='<w:pStyle w:val="Than"/>')
        + item(more='<w:pStyle w:val="Than"/><w:ind w:left="0" w:firstLine="720"/>')
        + p("x", '<w:pStyle w:val="Muc"/>')
        + p("x", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    found = read(body, styles=styles, numbering=numbering).paragraphs
    assert [round(one.left_mm - LEFT_MM) for one in found] == [10, 0, 20, 20]
    assert [round(one.first_line_mm or 0.0, 1) for one in found] == [-5.0, 12.7, -5.0, 0]


def test_the_number_looks_as_the_mark_and_the_level_say() -> None:
    numbering = lists(lvl(0, "decimal", "%1.", rpr("<w:b/>")))
    body = p("x", '<w:numPr><w:numId w:val="1"/></w:numPr>' + rpr('<w:i/><w:sz w:val="28"/><w:vanish/>'), "<w:u/>")
    number = read(body, numbering=numbering).paragraphs[0].spans[0]
    assert (number.letters.bold, number.letters.italic, number.letters.size_pt) == (True, True, 14.0)
    assert (number.letters.underline, number.hidden) == (False, False)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (4, "decimal", "4"), (4, "decimalZero", "04"), (12, "decimalZero", "12"), (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"), (1, "lowerLetter", "a"), (26, "lowerLetter", "z"), (27, "upperLetter", "AA"),
        (3, "vietnameseCounting", "3"), (0, "upperRoman", "0"), (10**9, "lowerLetter", "1000000000"),
        (5, "bullet", ""),
    ],
)  # fmt: skip
def test_forms_of_numbers(value: int, form: str, text: str) -> None:
    assert format_number(value, form) == text
