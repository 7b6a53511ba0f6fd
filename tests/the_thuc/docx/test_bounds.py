"""Files that ask for more than any paper holds are refused, and what is read costs no more than it is long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from service.errors import ErrorCode, FileRefused
from service.the_thuc.docx import bounds, read_docx
from service.the_thuc.docx.inline import merge_alike
from service.the_thuc.docx.layers import over_para
from service.the_thuc.locate.columns import apart
from service.the_thuc.mend.diff import text_diff
from service.the_thuc.model import Letters, Paragraph, Span
from tests.the_thuc.docx.build import SECTION, make_docx

# Processor time, far above what it takes; what grew with the square of the length would take minutes.
SECONDS = 12.0


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def refused(docx: bytes, words: str) -> None:
    begun = time.process_time()
    with pytest.raises(FileRefused) as caught:
        read_docx(docx)
    assert time.process_time() - begun < SECONDS
    assert caught.value.code is ErrorCode.FILE_TOO_COMPLEX
    assert words in str(caught.value.details["reason"])


def quickly(work: Callable[[], Any]) -> Any:
    begun = time.process_time()
    result = work()
    assert time.process_time() - begun < SECONDS
    return result


def test_more_than_any_paper_holds() -> None:
    refused(make_docx(p("a") * (bounds.MAX_PARAGRAPHS + 1)), "30.000 đoạn")
    refused(make_docx(p("a" * (bounds.MAX_PARAGRAPH_LETTERS + 1))), "dài hơn 30.000 chữ")
    refused(make_docx(p("a" * 29_000) * 70), "2.000.000 chữ")
    section = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
    refused(make_docx(section * (bounds.MAX_SECTIONS + 1)), "2000 phần")
    assert len(read_docx(make_docx(p("a" * bounds.MAX_PARAGRAPH_LETTERS) + p("b") * 2000)).paragraphs) == 2001


def test_a_header_that_a_thousand_sections_show() -> None:
    shown = SECTION.replace("<w:pgSz", '<w:headerReference w:type="default" r:id="header1"/><w:pgSz', 1)
    refused(make_docx(f"<w:p><w:pPr>{shown}</w:pPr></w:p>" * 1000, header1=p("a") * 1000), "30.000 đoạn")


def test_a_note_that_is_pointed_at_a_thousand_times() -> None:
    note = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    body = f"<w:p>{note * 1000}</w:p>"
    refused(make_docx(body, footnotes=f'<w:footnote w:id="5">{p("a") * 1000}</w:footnote>'), "30.000 đoạn")


def test_a_list_whose_numbers_are_texts() -> None:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="{"%1." * 100_000}"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    numbered = p("a", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')
    read = read_docx(make_docx(numbered * 2000, numbering=numbering))
    assert max(len(one.raw) for one in read.paragraphs) < 1000


def test_styles_that_stand_on_each_other_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    laid = 0
    really = over_para

    def counted(*layers: Any) -> Any:
        nonlocal laid
        laid += 1
        return really(*layers)

    monkeypatch.setattr("service.the_thuc.docx.styles.over_para", counted)
    count = 300
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % count}"/></w:style>'
        for n in range(count)
    )
    read = read_docx(make_docx("".join(p("a", f'<w:pStyle w:val="s{n}"/>') for n in range(count)), styles=chain))
    assert len(read.paragraphs) == count
    assert laid <= count * 60


def test_a_text_cut_into_letters() -> None:
    letters = Letters("Times New Roman", 14.0)
    (span,) = quickly(lambda: merge_alike([Span("a" * 2000, letters)] * 20_000))
    assert len(span.text) == 40_000_000


def test_fields_within_fields_and_an_instruction_without_end() -> None:
    deep = (mark("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + mark("separate")) * 20_000
    read = quickly(
        lambda: read_docx(make_docx(f"<w:p>{deep}{'<w:r><w:t>a</w:t></w:r>' * 20_000}{mark('end') * 20_000}</w:p>"))
    )
    assert read.paragraphs[0].raw == "a" * 20_000
    long = "<w:r><w:instrText>PAGE " + "x " * 1_000_000 + "</w:instrText></w:r>"
    body = f"<w:p>{mark('begin')}{long}{mark('separate')}{'<w:r><w:t>a</w:t></w:r>' * 20_000}{mark('end')}</w:p>"
    read = quickly(lambda: read_docx(make_docx(body)))
    assert read.paragraphs[0].spans[0].field == "PAGE"


def test_fields_within_fields_print_what_they_hold() -> None:
    inner = mark("begin") + "<w:r><w:instrText>NUMPAGES</w:instrText></w:r>" + mark("end")
    outer = mark("begin") + f"<w:r><w:instrText>PAGE</w:instrText></w:r>{mark('separate')}{inner}{mark('end')}"
    assert read_docx(make_docx(f"<w:p>{outer}</w:p>")).paragraphs[0].raw == "1"
    asked = mark("begin") + f"<w:r><w:instrText>IF</w:instrText></w:r>{inner}<w:r><w:t>b</w:t></w:r>" + mark("separate")
    asked += f"<w:r><w:t>c</w:t></w:r>{mark('end')}<w:r><w:t>d</w:t></w:r>"
    assert read_docx(make_docx(f"<w:p>{asked}</w:p>")).paragraphs[0].raw == "cd"


def test_tabs_beyond_those_of_columns_part_nothing() -> None:
    letters = Letters("Times New Roman", 14.0)
    many = Paragraph(0, (Span("UBND XÃ\t" * 10_000, letters),))
    assert list(apart([many])) == [many]
    assert len(list(apart([Paragraph(0, (Span("UBND XÃ\t\t\t\tCỘNG HÒA", letters),))]))) == 2


def test_the_words_of_a_paper_of_equal_lines() -> None:
    before, after = make_docx(p("a") * 12_000 + p("b")), make_docx(p("b") + p("a") * 11_990 + p("b"))
    assert quickly(lambda: text_diff(before, after)).startswith("- a")
    assert text_diff(make_docx(p("a") + p("b")), make_docx(p("a") + p("c"))) == "- b\n+ c"
    assert text_diff(make_docx(p("a") + p("b") + p("c")), make_docx(p("a") + p("c"))) == "- b"
