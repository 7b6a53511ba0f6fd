"""Rows that LibreOffice loses are not lost to the paper: it is laid out another way, and held to the same."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from service.convert.soffice import Converter
from service.convert.table_rows import with_lines_kept
from service.errors import ConversionFailed, ErrorCode
from tests.convert.conftest import MakeFake
from tests.convert.offices import META
from tests.convert.papers import add_table, new_paper, save


def paper_with_rows(*names: str, whole: bool = True) -> bytes:
    paper = new_paper("Danh sách thôn")
    table = add_table(paper, [("TT", "Thôn"), *((str(number), name) for number, name in enumerate(names, 1))])
    if whole:
        for row in table.rows[1:]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return save(paper)


def test_rows_lose_their_mark_and_their_paragraphs_are_kept_whole() -> None:
    docx_bytes = paper_with_rows("Ia Pếch", "Ia Tô")
    other = with_lines_kept(docx_bytes)
    assert other is not None
    body = docx.Document(io.BytesIO(other)).element.body
    assert list(body.iter(qn("w:cantSplit"))) == []
    header, *rows = body.iter(qn("w:tr"))
    assert list(header.iter(qn("w:keepLines"))) == [], "a row that was free stays as it is"
    for row in rows:
        for paragraph in row.iter(qn("w:p")):
            tags = [child.tag for child in paragraph.pPr]
            assert tags.count(qn("w:keepLines")) == 1
            assert tags.index(qn("w:keepLines")) == (1 if paragraph.pPr.pStyle is not None else 0)
    assert "".join(body.itertext()) == "".join(docx.Document(io.BytesIO(docx_bytes)).element.body.itertext())


def test_without_such_rows_there_is_no_other_way() -> None:
    assert with_lines_kept(paper_with_rows("Ia Pếch", whole=False)) is None


@pytest.mark.soffice
def test_a_paper_whose_rows_were_lost_is_made_the_other_way(converter: Converter, fake_converter: MakeFake) -> None:
    whole, lost = (converter.to_pdf(paper_with_rows(*names), META) for names in (("Ia Pếch", "Ia Tô"), ("Ia Pếch",)))
    fake, office = fake_converter("loses_rows")
    office.prepare("lost.pdf", lost)
    office.prepare("whole.pdf", whole)
    docx_bytes = paper_with_rows("Ia Pếch", "Ia Tô")
    assert fake.convert(docx_bytes, META).pdf == whole
    assert len(office.pids()) == 2

    office.prepare("whole.pdf", lost)
    with pytest.raises(ConversionFailed) as caught:
        fake.convert(docx_bytes, META)
    assert caught.value.code is ErrorCode.CONVERSION_UNSOUND
    assert "Ia Tô" in str(caught.value.details["reason"]) or "2" in str(caught.value.details["reason"])
    assert len(office.pids()) == 4

    with pytest.raises(ConversionFailed):
        fake.convert(paper_with_rows("Ia Pếch", "Ia Tô", "Ia Bă", whole=False), META)
    assert len(office.pids()) == 5, "with no such rows there is nothing to try again"
