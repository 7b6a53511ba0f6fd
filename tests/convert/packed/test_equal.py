"""A paper out of a pack is the paper made alone: the same to the eye, in words, in its tags and in what it tells."""

from __future__ import annotations

import json

import pytest

from service.convert.packed.proof import BREAKS, Proofs
from service.convert.packed.read import Paper
from service.convert.packed.work import MOST_PAPERS, Outcome, convert_packed
from service.convert.soffice import Converter
from tests.convert.packed.compare import facts, opened, pictures, proved, require_packed, require_tags_lead_back, words
from tests.convert.packed.conftest import SAMPLES, MakePaper

pytestmark = pytest.mark.soffice
# How longer papers are cut out is held here too, though they are made alone until no LibreOffice moves their pages.
MANY = 99
NOTES = ("[^1]", "[^2]", "[^3]")


def without_notes(text: str) -> str:
    """An outline without its footnotes."""
    lines = [line for line in text.split("\n") if not line.startswith(NOTES)]
    joined = "\n".join(lines)
    for note in NOTES:
        joined = joined.replace(note, "")
    return joined


def landscape_plan(make_paper: MakePaper, number: int) -> Paper:
    """A plan with an annex lying on its side."""
    record = json.loads((SAMPLES / "ke_hoach/phong-chong-thien-tai.json").read_text(encoding="utf-8"))
    return make_paper("ke_hoach/phong-chong-thien-tai", number, noi_dung=without_notes(record["noi_dung"]))


def packed(office: Converter, papers: list[Paper]) -> list[Outcome]:
    """The papers, of which none may have gone alone without need."""
    outcomes = convert_packed(office, papers, proved(office, papers[:2], MANY))
    require_packed(office, outcomes)
    return outcomes


def require_equal(office: Converter, papers: list[Paper]) -> list[int]:
    """Every paper out of a pack equals itself alone; the numbers of pages."""
    pages = []
    for paper, outcome in zip(papers, packed(office, papers), strict=True):
        alone = office.convert(paper.docx, paper.meta)
        assert outcome.converted is not None
        pdf = outcome.converted.pdf
        assert words(pdf) == words(alone.pdf)
        assert pictures(pdf) == pictures(alone.pdf)
        told, expected = facts(pdf), facts(alone.pdf)
        assert {key: told[key] for key in expected if told[key] != expected[key]} == {}
        assert outcome.converted.facts == alone.facts
        with opened(pdf) as document:
            require_tags_lead_back(document)
        pages.append(alone.facts.pages)
    return pages


@pytest.mark.parametrize(
    "sample",
    [
        "cong_van/bo-sung-ho-so", "cong_van/chuan-bi-hoi-nghi", "cong_van/ung-pho-bao", "ke_hoach/dan-van-kheo-2026",
        "bao_cao/tuan", "to_trinh/duong-lien-thon", "to_trinh/thanh-lap-chi-bo",
        "to_trinh_khen_thuong/dan-van-kheo-2026", "to_trinh_khen_thuong/dang-uy-de-nghi-2025",
    ],
)  # fmt: skip
def test_papers_of_every_kind_and_family_come_out_equal(office: Converter, make_paper: MakePaper, sample: str) -> None:
    require_equal(office, [make_paper(sample, number) for number in (1, 2, 3)])


def test_the_cold_way_packs_too(make_paper: MakePaper) -> None:
    cold = Converter()
    assert cold.way().name == "cold"
    require_equal(cold, [make_paper("cong_van/bo-sung-ho-so", number) for number in (1, 2)])


def test_papers_of_different_lengths_come_out_equal(office: Converter, make_paper: MakePaper) -> None:
    """Odd and even numbers of pages: the papers behind begin on a left page of the whole, and are right pages."""
    papers = [
        make_paper("cong_van/bo-sung-ho-so", number, more=more)
        for number, more in enumerate((0, 24, 0, 40, 9), start=1)
    ]
    pages = require_equal(office, papers)
    assert pages[0] == pages[2] == 1
    assert len({count % 2 for count in pages}) == 2
    assert max(pages) > 3


def test_printed_on_both_sides_papers_keep_the_sides_of_their_pages(office: Converter, make_paper: MakePaper) -> None:
    record = json.loads((SAMPLES / "cong_van/bo-sung-ho-so.json").read_text(encoding="utf-8"))
    office_of = {**record["co_quan"], "lua_chon": {"in_hai_mat": True}}
    papers = [
        make_paper("cong_van/bo-sung-ho-so", number, more=more, co_quan=office_of)
        for number, more in enumerate((0, 24, 0, 24), start=1)
    ]
    pages = require_equal(office, papers)
    assert max(pages) > 1


def test_an_annex_on_its_side_stays_there(office: Converter, make_paper: MakePaper) -> None:
    papers = [landscape_plan(make_paper, number) for number in (1, 2, 3)]
    require_equal(office, papers)
    for outcome in packed(office, papers):
        assert outcome.converted is not None
        with opened(outcome.converted.pdf) as document:
            lying = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in document.pages]
        assert lying[0] is False
        assert lying[-1] is True


def test_numbers_of_pages_begin_anew_with_each_paper(office: Converter, make_paper: MakePaper) -> None:
    papers = [make_paper("cong_van/bo-sung-ho-so", number, more=30) for number in (1, 2, 3)]
    for outcome in packed(office, papers):
        assert outcome.converted is not None
        first, *others = words(outcome.converted.pdf)
        assert len(others) >= 2
        assert "ỦY BAN NHÂN DÂN" in first.split("\n", 2)[0], "no number on the first page"
        assert [page.split()[0] for page in others] == [str(number) for number in range(2, len(others) + 2)]


def test_more_papers_than_a_pack_takes_stand_in_their_order(office: Converter, make_paper: MakePaper) -> None:
    count = MOST_PAPERS * 2 + 1
    papers = [make_paper("cong_van/bo-sung-ho-so", number) for number in range(1, count + 1)]
    for number, outcome in enumerate(packed(office, papers), start=1):
        assert outcome.converted is not None
        assert f", lần {number}\n" in words(outcome.converted.pdf)[0].replace("\r", "").replace("lần\n", "lần ")
        assert outcome.converted.facts.title == f"Văn bản số {number} “Rơ Châm”"


def test_nothing_of_the_others_is_in_a_paper(office: Converter, make_paper: MakePaper) -> None:
    papers = [make_paper("cong_van/bo-sung-ho-so", number) for number in (71, 82, 93)]
    for number, outcome in zip((71, 82, 93), packed(office, papers), strict=True):
        assert outcome.converted is not None
        with opened(outcome.converted.pdf) as document:
            pages = [one for one in document.objects if getattr(one, "get", lambda _: None)("/Type") == "/Page"]
            assert len(pages) == len(document.pages)
            told = document.Root.Metadata.read_bytes().decode() + repr(dict(document.docinfo))
            assert "/Dests" not in document.Root
        for other in {71, 82, 93} - {number}:
            assert str(other) not in told.replace(str(number), "").split("CreationDate")[0].split("<xmp:CreateDate>")[0]


def test_papers_of_more_than_a_page_are_made_alone(office: Converter, make_paper: MakePaper) -> None:
    papers = [make_paper("ke_hoach/dan-van-kheo-2026", number) for number in (1, 2, 3)]
    outcomes = convert_packed(office, papers, Proofs(office))
    assert [outcome.why_alone for outcome in outcomes] == [BREAKS] * 3
    assert all(outcome.converted and outcome.converted.facts.pages > 1 for outcome in outcomes)
