"""The desk a DOCX is mended on: its parts, the paper that was found in it, and which element is which paragraph."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from service.rules.kiem_tra.model import CheckRule
from service.the_thuc.docx.values import R_ID, Element, W
from service.the_thuc.edit.looks import shown_runs
from service.the_thuc.edit.parts import Parts
from service.the_thuc.edit.schema import text, twins
from service.the_thuc.edit.words import rewrite
from service.the_thuc.model import Area, Measured, Paragraph, plain
from service.the_thuc.paper import Paper
from service.the_thuc.run import Marked

# What a repair tells of each thing it does: how it was and how it is, in Vietnamese or as the text reads.
Told = tuple[str, str]
_MARGINS: Mapping[Area, str] = {"dau_trang": "headerReference", "chan_trang": "footerReference"}


@dataclass(frozen=True)
class Found:
    """A paragraph of the file: its element and the runs of what was measured, all of them where `whole`."""

    element: Element
    runs: tuple[Element, ...]
    whole: bool


@dataclass(frozen=True)
class Task:
    """One finding to mend: the rule that tells of it, and the finding with its paragraphs."""

    rule: CheckRule
    marked: Marked

    @property
    def expected(self) -> str:
        """What the finding demands."""
        return self.marked.finding.expected

    @property
    def found(self) -> str:
        """What the finding found instead."""
        return self.marked.finding.found


class Desk:
    """A DOCX laid open with what was found in it."""

    def __init__(self, parts: Parts, paper: Paper) -> None:
        self.parts = parts
        self.paper = paper
        self._paragraphs = list(parts.main.iter(f"{W}p"))

    @property
    def measured(self) -> Measured:
        """The file as measured."""
        return self.paper.measured

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The component each paragraph belongs to, by the identity of the paragraph."""
        found: dict[int, str] = {}
        for items in (self.paper.body, *(annex.items for annex in self.paper.annexes)):
            found |= {id(item.paragraph): item.role for item in items}
        for name, component in self.paper.components.items():
            found |= dict.fromkeys(map(id, component.paragraphs), name)
        found |= dict.fromkeys(map(id, self.paper.recipients), "noi_nhan")
        for signature in self.paper.signatures:
            found |= dict.fromkeys(map(id, signature.authority), "quyen_han")
            found |= dict.fromkeys(map(id, signature.posts), "chuc_vu")
            found |= dict.fromkeys(map(id, signature.other_posts), "chuc_vu_khac")
            found |= {id(signature.name): "ho_ten"} if signature.name else {}
        for annex in self.paper.annexes:
            found |= {id(annex.label): "nhan_phu_luc"} if annex.label else {}
            found |= dict.fromkeys(map(id, annex.title), "ten_phu_luc")
            found |= {id(annex.reference): "kem_theo"} if annex.reference else {}
        return found

    def find(self, paragraph: Paragraph) -> Iterator[Found]:
        """The elements of a measured paragraph, every copy of a text box; none where it is not surely found."""
        for element in self._candidates(paragraph):
            runs = tuple(shown_runs(element))
            wanted = _written(paragraph)
            if _bare(text(element)) == wanted:
                yield Found(element, runs, True)
            elif part := _part(runs, wanted):
                yield Found(element, part, False)

    def rewrite(self, paragraph: Paragraph, change: Callable[[str], str]) -> Iterator[Told]:
        """Changes the words of a paragraph, and tells how it read and reads."""
        told: dict[Told, None] = {}
        for found in self.find(paragraph):
            whole = text(found.element)
            words = whole if found.whole else "".join(map(_words, found.runs))
            at = whole.find(words)
            after = change(words)
            if rewrite(found.element, whole[:at] + after + whole[at + len(words) :]):
                told[plain(words), plain(after)] = None
        yield from told

    def margins(self, area: Area) -> Iterator[Element]:
        """The roots of the headers or footers that sections show, each once."""
        relations = [one.get(R_ID, "") for one in self.parts.main.iter(f"{W}{_MARGINS[area]}")]
        for relation in dict.fromkeys(relations):
            root = self.parts.by_id(relation)
            if root is not None:
                yield root

    def notes(self) -> Iterator[Element]:
        """The roots of the footnotes and endnotes."""
        for kind in ("footnotes", "endnotes"):
            root = self.parts.of_kind(kind)
            if root is not None:
                yield root

    def sections(self) -> list[Element | None]:
        """The properties of the sections in their order; None for a last one that says nothing."""
        inner = [one for one in self.parts.main.iter(f"{W}sectPr") if _is_of_section(one)]
        has_last = self.parts.main.find(f"{W}body/{W}sectPr") is not None
        return [*inner] if has_last else [*inner, None]

    def _candidates(self, paragraph: Paragraph) -> Iterator[Element]:
        if paragraph.element is not None and paragraph.element < len(self._paragraphs):
            yield from twins(self._paragraphs[paragraph.element])
        elif wanted := _written(paragraph):
            for root in self.margins(paragraph.area) if paragraph.area in _MARGINS else self.notes():
                yield from (one for one in root.iter(f"{W}p") if _bare(text(one)) == wanted)


def _is_of_section(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in (f"{W}body", f"{W}pPr")


def _written(paragraph: Paragraph) -> str:
    """The letters of a measured paragraph that stand in the file: without those the program makes."""
    return _bare("".join(one.text for one in paragraph.spans if not (one.automatic or one.hidden or one.note)))


def _bare(words: str) -> str:
    """What capitals, spaces and the way marks are encoded leave the same."""
    return "".join(unicodedata.normalize("NFC", words).casefold().split())


def _words(run: Element) -> str:
    return "".join(piece.text or "" for piece in run.iterchildren(f"{W}t"))


def _part(runs: tuple[Element, ...], wanted: str) -> tuple[Element, ...]:
    """The runs in a row that hold just these letters: a part of a paragraph in which several things stand."""
    words = [_bare(_words(run)) for run in runs]
    for first in range(len(runs)):
        joined = ""
        for last in range(first, len(runs)):
            joined += words[last]
            if joined and joined == wanted:
                return runs[first : last + 1]
            if not wanted.startswith(joined):
                break
    return ()
