"""The print file: every page of every paper as it was, in order, found by the outline, and sound as a whole."""

from __future__ import annotations

import dataclasses
import io
import itertools

import pytest

from service.convert.package_check import SoundDocx
from service.convert.packed.combine import Sheet, combine
from service.convert.packed.read import Paper
from service.convert.packed.work import convert_packed
from service.convert.pdf_facts import PdfMeta, TextDiffers
from service.convert.soffice import Converter
from service.errors import ConversionFailed
from tests.convert.packed.compare import links, opened, outline, pictures, proved, require_tags_lead_back, words
from tests.convert.packed.conftest import MakePaper

pytestmark = pytest.mark.soffice
META = PdfMeta("Bản in gộp đợt 1", "Ủy ban nhân dân xã Ia Lâm", "6 văn bản")
LETTER, PLAN = "cong_van/bo-sung-ho-so", "ke_hoach/dan-van-kheo-2026"


def sheets(office: Converter, papers: list[Paper]) -> list[Sheet]:
    """The papers made, in packs where they may be."""
    outcomes = convert_packed(office, papers, proved(office, papers[:2]))
    made = []
    for paper, outcome in zip(papers, outcomes, strict=True):
        assert outcome.converted is not None
        made.append(Sheet(outcome.converted.pdf, paper.meta.title, paper.docx))
    return made


@pytest.fixture(scope="module")
def mixed(office: Converter, make_paper: MakePaper) -> list[Sheet]:
    """Letters of one page and of more, plans, one with footnotes and an annex on its side, which goes alone."""
    return sheets(
        office,
        [
            make_paper(LETTER, 1),
            make_paper(PLAN, 2),
            make_paper("ke_hoach/phong-chong-thien-tai", 3),
            make_paper(LETTER, 4, more=20),
            make_paper(LETTER, 5),
            make_paper(PLAN, 6),
        ],
    )


def test_every_page_is_there_as_it_was(mixed: list[Sheet]) -> None:
    pdf, facts = combine(mixed, META)
    assert pictures(pdf) == [page for sheet in mixed for page in pictures(sheet.pdf)]
    assert words(pdf) == [page for sheet in mixed for page in words(sheet.pdf)]
    assert facts.pages == sum(len(words(sheet.pdf)) for sheet in mixed)
    assert (facts.title, facts.language) == (META.title, "vi-VN")
    with opened(pdf) as whole:
        require_tags_lead_back(whole)
        xmp = whole.Root.Metadata.read_bytes().decode()
        assert META.title in xmp
        assert not any(sheet.title in xmp for sheet in mixed)
        assert [str(part.S) for part in whole.Root.StructTreeRoot.K[0].K] == ["/Part"] * len(mixed)


def test_each_paper_has_an_entry_in_the_outline_with_its_own_below(mixed: list[Sheet]) -> None:
    pdf, _ = combine(mixed, META)
    begins = [0, *itertools.accumulate(len(words(sheet.pdf)) for sheet in mixed)]
    expected = []
    for sheet, begin in zip(mixed, begins, strict=False):
        expected.append((0, sheet.title, begin))
        with opened(sheet.pdf) as alone:
            expected += [(level + 1, title, page + begin) for level, title, page in outline(alone)]
    with opened(pdf) as whole:
        assert outline(whole) == expected
    assert any(level == 1 for level, _, _ in expected)


def test_links_lead_where_they_led(mixed: list[Sheet]) -> None:
    """From a footnote to its mark; and to a page further on, which is not there yet when the link is copied."""
    target = io.BytesIO()
    with opened(mixed[2].pdf) as noted:
        noted.pages[0].obj.Annots[0].Dest[0] = noted.pages[-1].obj
        noted.save(target)
    linked = [*mixed[:2], dataclasses.replace(mixed[2], pdf=target.getvalue()), *mixed[3:]]
    pdf, _ = combine(linked, META, both_sides=True)
    begin, expected = 0, []
    for sheet in linked:
        with opened(sheet.pdf) as alone:
            expected += [(begin + place, begin + aim) for place, aim in links(alone)]
            begin += len(alone.pages) + len(alone.pages) % 2
    assert any(aim > place for place, aim in expected)
    with opened(pdf) as whole:
        assert links(whole) == expected


def test_printed_on_both_sides_each_paper_begins_on_a_front_side(mixed: list[Sheet]) -> None:
    pdf, facts = combine(mixed, META, both_sides=True)
    pages = pictures(pdf)
    place = 0
    for sheet in mixed:
        assert place % 2 == 0
        own = pictures(sheet.pdf)
        assert pages[place : place + len(own)] == own
        place += len(own)
        if place % 2 and sheet is not mixed[-1]:
            width, height, points = pages[place]
            assert (width, height) == own[-1][:2]
            assert set(points) == {255}, "an empty page"
            place += 1
    assert place == facts.pages == len(pages)
    assert facts.pages > combine(mixed, META)[1].pages


def test_papers_of_a_pack_bring_their_fonts_once(office: Converter, make_paper: MakePaper) -> None:
    made = sheets(office, [make_paper(LETTER, number) for number in range(1, 9)])
    pdf, _ = combine(made, META)
    with opened(pdf) as whole, opened(made[0].pdf) as one:
        fonts, own = (
            {font.objgen for page in document.pages for font in page.resources.Font.values()}
            for document in (whole, one)
        )
    assert len(fonts) == len(own)
    assert len(pdf) < sum(len(sheet.pdf) for sheet in made) / 2


def test_a_print_file_that_says_something_else_is_refused(mixed: list[Sheet], make_paper: MakePaper) -> None:
    other = make_paper(LETTER, 9).docx
    assert isinstance(other, SoundDocx)
    with pytest.raises(TextDiffers):
        combine([*mixed[:-1], dataclasses.replace(mixed[-1], docx=other)], META)
    swapped = [mixed[1], mixed[0], *mixed[2:]]
    docxs = [sheet.docx for sheet in mixed]
    with pytest.raises(TextDiffers):
        combine([dataclasses.replace(sheet, docx=docx) for sheet, docx in zip(swapped, docxs, strict=True)], META)


def test_a_broken_paper_breaks_the_print_file(mixed: list[Sheet]) -> None:
    with pytest.raises(ConversionFailed):
        combine([mixed[0], dataclasses.replace(mixed[1], pdf=mixed[1].pdf[:3000])], META)
