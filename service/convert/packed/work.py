"""Converts many papers in packs, each held to what a single one is held to; what a pack cannot do is done alone."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from service.convert.docx_text import read_docx_text
from service.convert.packed.pack import pack
from service.convert.packed.proof import BREAKS, Proofs
from service.convert.packed.read import Leaf, NotPackable, Paper, Reader
from service.convert.packed.split import SplitFailed, opened_pack
from service.convert.pdf import check_sound
from service.convert.soffice import Converted, Converter
from service.convert.text_match import ExpectedText
from service.errors import ConversionError
from service.messages import describe

# Measured: twice as many papers in one document gain a tenth more, and twice as many are done again if it fails.
MOST_PAPERS = 20
MOST_ELEMENTS = 30_000
# Fewer are not shared out among threads: what is gained by a pack is lost again.
FEWEST_SHARED = 5
TOO_LONG = "dài đến mức ghép không nhanh hơn"
ONLY_ONE = "không có văn bản khác để ghép cùng"


@dataclass(frozen=True)
class Outcome:
    """What became of one paper: its sound PDF, or the error; and why it did not go in a pack, "" if it did."""

    converted: Converted | None
    error: ConversionError | None = None
    why_alone: str = ""


@dataclass(frozen=True)
class _Place:
    """A paper at its place among those asked for, taken apart."""

    number: int
    paper: Paper
    leaf: Leaf


def convert_packed(converter: Converter, papers: Sequence[Paper], proofs: Proofs, *, threads: int = 2) -> list[Outcome]:
    """A PDF for each paper, in packs where it is proved that they may be.

    Every paper is checked as one converted alone is; a pack that fails is done again one by one, a paper that fails
    in a pack is done again alone, and the others keep what they have.

    Args:
        converter: the converter; with a kept LibreOffice it should have as many workers as there are threads here.
        papers: as many as may be held in memory, of any templates.
        proofs: which of them may be packed.
        threads: how many packs are worked on at once; while LibreOffice makes one, another is split and checked.
    """
    reader = Reader()
    alone: dict[int, str] = {}
    by_frame: dict[str, list[_Place]] = {}
    for number, paper in enumerate(papers):
        try:
            leaf = reader.read(paper.docx)
        except NotPackable as reason:
            alone[number] = str(reason)
            continue
        if leaf.size > MOST_ELEMENTS // 2:
            alone[number] = TOO_LONG
            continue
        by_frame.setdefault(leaf.frame, []).append(_Place(number, paper, leaf))
    for frame, places in list(by_frame.items()):
        why = proofs.why_not(frame, [place.paper for place in places]) if len(places) > 1 else ONLY_ONE
        if why:
            alone.update((place.number, why) for place in by_frame.pop(frame))
    outcomes: dict[int, Outcome] = {}
    with ThreadPoolExecutor(threads, thread_name_prefix="vanthu-packs") as pool:
        packs = [pack for places in by_frame.values() for pack in _share_out(places, threads)]
        for done, failed in pool.map(lambda places: _convert_pack(converter, places, proofs.most_pages), packs):
            outcomes.update(done)
            alone.update(failed)
        singles = pool.map(lambda item: _convert_alone(converter, papers[item[0]], item[1]), sorted(alone.items()))
        outcomes.update(zip(sorted(alone), singles, strict=True))
    return [outcomes[number] for number in range(len(papers))]


def _share_out(places: Sequence[_Place], threads: int) -> list[Sequence[_Place]]:
    """Packs of equal numbers, or nearly, none too large; a single paper only where there is no other."""
    elements = sum(place.leaf.size for place in places)
    wanted = max(
        math.ceil(len(places) / MOST_PAPERS),
        math.ceil(elements / MOST_ELEMENTS),
        min(threads, len(places) // FEWEST_SHARED),
    )
    count = max(1, min(wanted, len(places) // 2))
    bounds = [len(places) * number // count for number in range(count + 1)]
    return [places[begin:end] for begin, end in itertools.pairwise(bounds)]


def _convert_pack(
    converter: Converter, places: Sequence[_Place], most_pages: int
) -> tuple[dict[int, Outcome], dict[int, str]]:
    """What came of the papers of a pack, and why the others have to be done alone."""
    if len(places) < 2:
        return {}, {place.number: ONLY_ONE for place in places}
    texts: list[ExpectedText] = []

    def read_texts() -> None:
        texts.extend(read_docx_text(place.paper.docx) for place in places[len(texts) :])

    done: dict[int, Outcome] = {}
    failed: dict[int, str] = {}
    try:
        packed = pack([place.leaf for place in places])
        with opened_pack(converter.whole_of(packed.docx, read_texts), packed.marks) as whole:
            read_texts()
            for position, place in enumerate(places):
                if whole.length(position) > most_pages:
                    failed[place.number] = BREAKS
                    continue
                try:
                    pdf = whole.paper(position, place.paper.meta)
                    done[place.number] = Outcome(Converted(pdf, check_sound(pdf, texts[position])))
                except (SplitFailed, ConversionError) as error:
                    failed[place.number] = f"bản tách ra không đạt: {_why(error)}"
    except (SplitFailed, ConversionError) as error:
        return {}, {place.number: f"bản ghép không chuyển được: {_why(error)}" for place in places}
    return done, failed


def _why(error: SplitFailed | ConversionError) -> str:
    return describe(error) if isinstance(error, ConversionError) else str(error)


def _convert_alone(converter: Converter, paper: Paper, why: str) -> Outcome:
    try:
        return Outcome(converter.convert(paper.docx, paper.meta), None, why)
    except ConversionError as error:
        return Outcome(None, error, why)
