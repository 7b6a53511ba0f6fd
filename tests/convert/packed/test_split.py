"""A packed document's PDF that is not as it should be: the papers of it are refused, and none shows another's."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from service.convert.docx_text import read_docx_text
from service.convert.packed.pack import Packed, pack
from service.convert.packed.read import Paper, read_leaf
from service.convert.packed.split import PackedPdf, SplitFailed, opened_pack
from service.convert.pdf import check_sound
from service.convert.soffice import Converter
from tests.convert.packed.compare import opened
from tests.convert.packed.conftest import MakePaper

pytestmark = pytest.mark.soffice
PLAN = "ke_hoach/dan-van-kheo-2026"
Spoil = Callable[[pikepdf.Pdf], object]


@pytest.fixture(scope="module")
def papers(make_paper: MakePaper) -> list[Paper]:
    return [make_paper(PLAN, number) for number in (1, 2)]


@pytest.fixture(scope="module")
def made(office: Converter, papers: list[Paper]) -> tuple[Packed, bytes]:
    """Two plans of four pages in one document, and its PDF."""
    packed = pack([read_leaf(paper.docx) for paper in papers])
    return packed, office.whole_of(packed.docx)


@contextmanager
def spoilt(made: tuple[Packed, bytes], spoil: Spoil) -> Iterator[PackedPdf]:
    packed, pdf = made
    target = io.BytesIO()
    with opened(pdf) as document:
        spoil(document)
        document.save(target)
    with opened_pack(target.getvalue(), packed.marks) as whole:
        yield whole


def annotate(document: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("x"))
    document.pages[2].obj.Annots = Array([document.make_indirect(note)])


def swap_places(document: pikepdf.Pdf) -> None:
    places = document.Root.Dests
    places.vanthu0, places.vanthu1 = places.vanthu1, places.vanthu0


def drop_places(document: pikepdf.Pdf) -> None:
    del document.Root.Dests


def close_ring(document: pikepdf.Pdf) -> None:
    first = document.Root.Outlines.First
    first.Next.Next = first


def untag(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot


def swap_parents(document: pikepdf.Pdf) -> None:
    """Has a page of the first paper belong to the tags of the second."""
    nums = document.Root.StructTreeRoot.ParentTree.Nums
    nums[1], nums[9] = nums[9], nums[1]


@pytest.mark.parametrize("spoil", [annotate, swap_places, drop_places, close_ring, untag, swap_parents])
def test_what_is_not_as_it_should_be_is_told(made: tuple[Packed, bytes], papers: list[Paper], spoil: Spoil) -> None:
    def split() -> None:
        with spoilt(made, spoil) as whole:
            for number, paper in enumerate(papers):
                whole.paper(number, paper.meta)

    with pytest.raises(SplitFailed):
        split()


def test_places_may_stand_in_a_tree_of_names(made: tuple[Packed, bytes], papers: list[Paper]) -> None:
    """As newer files keep them."""

    def move(document: pikepdf.Pdf) -> None:
        tree = pikepdf.NameTree.new(document)
        for name, place in document.Root.Dests.items():
            tree[name.lstrip("/")] = Dictionary(D=place)
        document.Root.Names = Dictionary(Dests=tree.obj)
        del document.Root.Dests

    with spoilt(made, move) as whole:
        assert len(whole) == len(papers)
        for number, paper in enumerate(papers):
            check_sound(whole.paper(number, paper.meta), read_docx_text(paper.docx))


def test_a_tag_that_points_to_another_paper_s_page_does_not_bring_it(
    made: tuple[Packed, bytes], papers: list[Paper]
) -> None:
    def point_away(document: pikepdf.Pdf) -> None:
        cell = document.Root.StructTreeRoot.K[0].K[0].K[0].K[0]
        assert str(cell.S) == "/TD"
        cell.K[0].Pg = document.pages[-1].obj

    with spoilt(made, point_away) as whole:
        pdf = whole.paper(0, papers[0].meta)
    with opened(pdf) as document:
        pages = [one for one in document.objects if isinstance(one, Dictionary) and one.get("/Type") == Name.Page]
        assert len(pages) == len(document.pages) == 4
    check_sound(pdf, read_docx_text(papers[0].docx))
