"""What the tests ask about two PDFs: is every page the same to the eye, in words, and is the same told of them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pikepdf
import pypdfium2

from service.convert.packed.proof import MOST_PAGES, NOT_PROVED, Proofs
from service.convert.packed.read import Paper, read_leaf
from service.convert.packed.work import Outcome
from service.convert.soffice import Converter

DPI = 150
# When a profile of colours was made stands in its header.
PROFILE_DATE = slice(24, 36)


def pictures(pdf: bytes) -> list[tuple[int, int, bytes]]:
    """Every page as points at 150 to the inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmaps = [page.render(scale=DPI / 72) for page in document]
        return [(bitmap.width, bitmap.height, bytes(bitmap.buffer)) for bitmap in bitmaps]
    finally:
        document.close()


def words(pdf: bytes) -> list[str]:
    """What every page says."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def proved(office: Converter, papers: Iterable[Paper], most_pages: int = MOST_PAGES) -> Proofs:
    """The proofs of these papers' frames, made before something is broken; of what cannot be packed there is none."""
    proofs = Proofs(office, most_pages)
    by_frame: dict[str, list[Paper]] = {}
    for paper in papers:
        by_frame.setdefault(read_leaf(paper.docx).frame, []).append(paper)
    for frame, members in by_frame.items():
        proofs.why_not(frame, members)
    return proofs


def require_packed(office: Converter, outcomes: Sequence[Outcome]) -> None:
    """No paper has gone alone; but LibreOffice 25.2 numbers longer ones on, which the proof has to see."""
    lengths = [outcome.converted.facts.pages for outcome in outcomes if outcome.converted]
    assert len(lengths) == len(outcomes)
    may_refuse = max(lengths) > 1 and not office.probe().version.startswith("7.")
    for outcome in outcomes:
        assert outcome.why_alone == "" or (may_refuse and outcome.why_alone.startswith(NOT_PROVED))


@contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield document


def facts(pdf: bytes) -> dict[str, object]:
    """What a PDF tells about itself, but for the moment it was made at."""
    with opened(pdf) as document:
        root = document.Root
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            told = {key: xmp[key] for key in xmp if "date" not in key.lower()}
        info = {key: str(value) for key, value in document.docinfo.items() if "date" not in key.lower()}
        colours = root.OutputIntents[0].DestOutputProfile.read_bytes()
        return {
            "info": info,
            "xmp": told,
            "language": str(root.Lang),
            "title shown": bool(root.ViewerPreferences.DisplayDocTitle),
            "version": document.pdf_version,
            "intents": [str(one.OutputConditionIdentifier) for one in root.OutputIntents],
            "colours": colours[: PROFILE_DATE.start] + colours[PROFILE_DATE.stop :],
            "outline": outline(document),
            "tags": tags(document),
            "opens at": [str(one) for one in list(root.OpenAction)[1:]],
        }


def require_tags_lead_back(document: pikepdf.Pdf) -> None:
    """Every mark on a page leads to the element it belongs to, and no element is there that no page leads to."""
    root = document.Root.StructTreeRoot
    entries = list(root.ParentTree.Nums)
    parents = dict(zip(map(int, entries[::2]), entries[1::2], strict=True))
    pages = [page.obj for page in document.pages]
    links = [link for page in pages for link in page.get("/Annots", [])]
    numbers = [int(page.StructParents) for page in pages if "/StructParents" in page]
    numbers += [int(link.StructParent) for link in links if "/StructParent" in link]
    assert list(parents) == sorted(numbers)
    reached = set()
    waiting = list(root.K)
    while waiting:
        element = waiting.pop()
        reached.add(element.objgen)
        kids: list[object] = list(element.get("/K", []))
        for kid in kids:
            if not isinstance(kid, pikepdf.Dictionary):
                assert parents[int(element.Pg.StructParents)][int(str(kid))].objgen == element.objgen
            elif "/MCID" in kid:
                assert parents[int(kid.Pg.StructParents)][int(kid.MCID)].objgen == element.objgen
            elif kid.Type == pikepdf.Name.OBJR:
                assert kid.Obj.objgen in {link.objgen for link in links}
                assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
            else:
                assert kid.P.objgen == element.objgen
                waiting.append(kid)
    there = {
        one.objgen
        for one in document.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == pikepdf.Name.StructElem
    }
    assert there == reached


def links(document: pikepdf.Pdf) -> list[tuple[int, int]]:
    """From which page to which each link leads."""
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    return [
        (number, numbers[link.Dest[0].objgen])
        for number, page in enumerate(document.pages)
        for link in page.get("/Annots", [])
    ]


def outline(document: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """Level, title and page of every entry."""
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    found: list[tuple[int, str, int]] = []

    def walk(node: pikepdf.Object | None, level: int) -> None:
        while node is not None:
            found.append((level, str(node.Title), numbers[node.Dest[0].objgen]))
            if "/First" in node:
                walk(node.First, level + 1)
            node = node.get("/Next")

    if "/Outlines" in document.Root and "/First" in document.Root.Outlines:
        walk(document.Root.Outlines.First, 0)
    return found


def tags(document: pikepdf.Pdf) -> list[tuple[int, str, str, int | None]]:
    """Depth, style, role and page of every element that shows something; and the marks of the leaves.

    LibreOffice leaves out an empty paragraph behind a table where a section ends with it.
    """
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    root = document.Root.StructTreeRoot
    roles = {str(key): str(value) for key, value in root.RoleMap.items()}
    found: list[tuple[int, str, str, int | None]] = []

    def walk(node: object, depth: int) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in list(node):
                walk(kid, depth)
        elif isinstance(node, pikepdf.Dictionary) and "/K" in node:
            kind = str(node.get("/S"))
            page = numbers[node.Pg.objgen] if "/Pg" in node and kind != "/Document" else None
            found.append((depth, kind, roles.get(kind, kind), page))
            walk(node.get("/K"), depth + 1)
        elif isinstance(node, int):
            found.append((depth, f"mark {node}", "", None))

    walk(root.K, 0)
    return found
