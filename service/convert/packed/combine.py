"""Puts PDFs of ours together in one file to be printed, with an outline, and holds it to what each was held to."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name

from service.convert.docx_text import read_docx_text
from service.convert.package_check import SoundDocx
from service.convert.packed.about import About
from service.convert.packed.outline import Item, read_outline, write_outline
from service.convert.packed.tags import set_tags
from service.convert.pdf import BROKEN, check_sound
from service.convert.pdf_facts import PdfFacts, PdfMeta, unsound
from service.convert.text_match import ExpectedText, Passage

# A print file of more pages is made in parts by whoever needs it.
MOST_PAGES = 20_000
NO_TEXT = Passage("", "")


@dataclass(frozen=True)
class Sheet:
    """A paper in a print file: its sound PDF, its entry in the outline, and the DOCX whose text it has."""

    pdf: bytes
    title: str
    docx: SoundDocx


def combine(sheets: Sequence[Sheet], meta: PdfMeta, *, both_sides: bool = False) -> tuple[bytes, PdfFacts]:
    """One PDF of all papers in their order, and what was found in it.

    Args:
        sheets: at least one.
        meta: what it tells about itself.
        both_sides: whether it is printed on both sides: then every paper begins on a front side, if need be behind an
            empty page.

    Raises:
        ConversionFailed: one of them is broken, or the whole is not sound.
    """
    try:
        pdf, padded = _joined(sheets, meta, both_sides)
    except (*BROKEN, etree.XMLSyntaxError) as error:
        raise unsound("không gộp được các bản PDF", technical=repr(error)) from error
    return pdf, check_sound(pdf, _text_of(sheets, padded), MOST_PAGES)


def _joined(sheets: Sequence[Sheet], meta: PdfMeta, both_sides: bool) -> tuple[bytes, bool]:
    """The file, and whether empty pages were put in."""
    with pikepdf.new() as whole, ExitStack() as opened:
        joint = _Joint(whole)
        padded = False
        sources = []
        for sheet in sheets:
            # Open until the whole is saved, which takes the streams from them only then.
            source = opened.enter_context(pikepdf.open(io.BytesIO(sheet.pdf), attempt_recovery=False))
            sources.append(source)
            joint.add(source, sheet.title)
            if both_sides and len(source.pages) % 2 and sheet is not sheets[-1]:
                joint.add_empty_page()
                padded = True
        joint.finish()
        first = sources[0]
        whole.Root.OutputIntents = whole.copy_foreign(first.make_indirect(first.Root.OutputIntents))
        About(first).tell(whole, meta)
        target = io.BytesIO()
        whole.save(target, min_version=max(source.pdf_version for source in sources), fix_metadata_version=False)
        return target.getvalue(), padded


class _Joint:
    """A PDF that others are added to."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self._whole = whole
        self._fonts: dict[bytes, pikepdf.Object] = {}
        self._top = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        self._parents = Array()
        self._roles = Dictionary()
        self._items: list[Item] = []

    def add(self, source: pikepdf.Pdf, title: str) -> None:
        """Adds a PDF with its tags, under an entry of the outline."""
        whole, begin = self._whole, len(self._whole.pages)
        whole.pages.extend(source.pages)
        root = source.Root.StructTreeRoot
        parents = dict(_pairs(root.ParentTree.Nums))
        for element in _as_list(root.K):
            # Each paper is a part of the one document.
            element.S = Name.Part
            del element["/P"]
            copied = whole.copy_foreign(element)
            copied.P = self._top
            self._top.K.append(copied)
        numbers = {page.obj.objgen: begin + place for place, page in enumerate(source.pages)}
        for number in range(begin, len(whole.pages)):
            page = whole.pages[number].obj
            self._tie(page, "/StructParents", parents, source)
            self._share_fonts(page)
            for link in page.get("/Annots", []):
                self._tie(link, "/StructParent", parents, source)
        for name, role in root.get("/RoleMap", {}).items():
            # Papers of one house name their styles alike; where two differ, the first one's word stands.
            if name not in self._roles:
                self._roles[name] = role
        top = (Name.XYZ, None, None, 0)
        self._items.append(Item(0, title, begin, top))
        self._items.extend(replace(item, level=item.level + 1) for item in read_outline(source, numbers))

    def _tie(
        self, holder: pikepdf.Object, key: str, parents: Mapping[int, pikepdf.Object], source: pikepdf.Pdf
    ) -> None:
        """Has a page, or a link on it, lead to its tags by a number of this file."""
        if key in holder:
            tagged = parents[int(holder[key])]
            holder[key] = len(self._parents) // 2
            self._parents.append(holder[key])
            self._parents.append(
                self._whole.copy_foreign(tagged if tagged.is_indirect else source.make_indirect(tagged))
            )

    def add_empty_page(self) -> None:
        """Adds a page without anything, as large as the last."""
        page = self._whole.pages[-1].obj
        empty = Dictionary(
            Type=Name.Page,
            MediaBox=page.MediaBox,
            Resources=Dictionary(),
            Contents=self._whole.make_stream(b""),
        )
        self._whole.pages.append(pikepdf.Page(self._whole.make_indirect(empty)))

    def finish(self) -> None:
        """Sets what is made of all of them."""
        set_tags(self._whole, [self._top], self._parents, self._roles)
        write_outline(self._whole, self._items, [page.obj for page in self._whole.pages])

    def _share_fonts(self, page: pikepdf.Object) -> None:
        """Papers of one pack have the same fonts, which stay in the file once."""
        fonts = page.get("/Resources", Dictionary()).get("/Font", Dictionary())
        for name, font in list(fonts.items()):
            key = _digest(font)
            if key is not None:
                fonts[name] = self._fonts.setdefault(key, font)


def _digest(font: pikepdf.Object) -> bytes | None:
    """What tells a font from others: all it is made of. None for one whose like is not known."""
    descriptor = font.get("/FontDescriptor", Dictionary())
    program = descriptor.get("/FontFile2")
    if font.get("/Subtype") != Name.TrueType or program is None or "/ToUnicode" not in font:
        return None
    digest = hashlib.sha256()
    for stream in (program, font.ToUnicode):
        digest.update(stream.read_raw_bytes())
    for one in (font.get("/Widths", Array()), font.get("/FirstChar", 0), font.get("/Encoding", Name.None_)):
        digest.update(pikepdf.Object.unparse(one) if isinstance(one, pikepdf.Object) else repr(one).encode())
    digest.update(str(font.get("/BaseFont")).encode())
    return digest.digest()


def _pairs(nums: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    entries = list(nums)
    for key, value in zip(entries[::2], entries[1::2], strict=True):
        yield int(key), value


def _as_list(one: pikepdf.Object) -> list[pikepdf.Object]:
    return list(one) if isinstance(one, Array) else [one]


def _text_of(sheets: Sequence[Sheet], padded: bool) -> ExpectedText:
    """What the whole has to say: all papers one after the other, on each page the margins of any of them."""
    texts = [read_docx_text(sheet.docx) for sheet in sheets]
    empty = (NO_TEXT,) if padded else ()
    return ExpectedText(
        body=tuple(one for text in texts for one in text.body),
        notes=tuple(one for text in texts for one in text.notes),
        headers=_once([*(one for text in texts for one in text.headers), *empty]),
        footers=_once([*(one for text in texts for one in text.footers), *empty]),
        repeated_rows=_once(one for text in texts for one in text.repeated_rows),
    )


def _once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(passages))
