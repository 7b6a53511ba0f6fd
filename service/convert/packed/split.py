"""Splits the PDF of a packed document into the PDFs of its papers, each with its own pages, tags and facts alone."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pikepdf
from lxml import etree
from pikepdf import Array, Name

from service.convert.packed.about import About
from service.convert.packed.outline import Item, read_outline, write_outline
from service.convert.packed.tags import Tags
from service.convert.pdf import BROKEN
from service.convert.pdf_facts import PdfMeta
from service.convert.pdf_file import in_memory

# What of the whole every paper has too, as its own converted alone would have.
_SHARED = ("/OutputIntents",)


class SplitFailed(Exception):
    """The PDF is not as a packed document's must be; the message says how, in English."""


class PackedPdf:
    """The PDF of a packed document, read once; `paper` may be asked for each paper in any order."""

    def __init__(self, whole: pikepdf.Pdf, marks: Sequence[str]) -> None:
        self._whole = whole
        self._pages = list(whole.pages)
        if any("/Annots" in page for page in self._pages):
            raise SplitFailed("a page has annotations")
        numbers = {page.obj.objgen: number for number, page in enumerate(self._pages)}
        self._starts = _starts(whole, marks, numbers)
        self._ends = [*self._starts[1:], len(self._pages)]
        self._tags = Tags(whole, numbers, self._starts)
        self._items = list(read_outline(whole, numbers))
        self._about = About(whole)

    def __len__(self) -> int:
        return len(self._starts)

    def length(self, number: int) -> int:
        """How many pages a paper has."""
        return self._ends[number] - self._starts[number]

    def paper(self, number: int, meta: PdfMeta) -> bytes:
        """The PDF of one paper.

        Raises:
            SplitFailed: it cannot be cut out.
        """
        with _told(), pikepdf.new() as part:
            begin, end = self._starts[number], self._ends[number]
            # The pages first: what else points to a page is copied only if the page is there.
            part.pages.extend(self._pages[begin:end])
            self._tags.give(number, part)
            pages = [page.obj for page in part.pages]
            items = [
                Item(item.level, item.title, item.page - begin, item.place)
                for item in self._items
                if begin <= item.page < end
            ]
            write_outline(part, items, pages)
            part.Root.OpenAction = Array([pages[0], Name.XYZ, None, None, 0])
            for name in _SHARED:
                shared = self._whole.Root[name]
                part.Root[name] = part.copy_foreign(shared if shared.is_indirect else self._whole.make_indirect(shared))
            self._about.tell(part, meta)
            target = io.BytesIO()
            part.save(target, min_version=self._whole.pdf_version, fix_metadata_version=False)
            return target.getvalue()


@contextmanager
def opened_pack(pdf: bytes, marks: Sequence[str]) -> Iterator[PackedPdf]:
    """The PDF of a packed document, open.

    Raises:
        SplitFailed: it is broken, or it cannot be told where the papers begin.
    """
    with _told(), in_memory(pdf) as path, pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as whole:
        yield PackedPdf(whole, marks)


@contextmanager
def _told() -> Iterator[None]:
    """Whatever turns out to be broken is told as that."""
    try:
        yield
    except (*BROKEN, etree.XMLSyntaxError) as error:
        raise SplitFailed(repr(error)) from error


def _starts(whole: pikepdf.Pdf, marks: Sequence[str], numbers: dict[tuple[int, int], int]) -> list[int]:
    """The first page of each paper."""
    places = _destinations(whole)
    missing = [mark for mark in marks if mark not in places]
    if missing:
        raise SplitFailed(f"no place is named {missing[0]}")
    starts = [numbers[places[mark].objgen] for mark in marks]
    if starts[:1] != [0] or any(one >= other for one, other in itertools.pairwise(starts)):
        raise SplitFailed(f"papers begin on pages {starts}")
    return starts


def _destinations(whole: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The pages of the named places; older and newer files keep them in different ways."""
    found = {str(name).lstrip("/"): place for name, place in whole.Root.get("/Dests", {}).items()}
    names = whole.Root.get("/Names", pikepdf.Dictionary())
    if "/Dests" in names:
        found.update(pikepdf.NameTree(names.Dests).items())
    return {name: (place if isinstance(place, Array) else place.D)[0] for name, place in found.items()}
