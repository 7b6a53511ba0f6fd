"""Reads the text a DOCX shows, in the order it is read: what its PDF has to say, no more and no less.

Not followed, so that a paper with any of them is refused rather than passed unread: text boxes, endnotes, formulas.
"""

from __future__ import annotations

import io
import itertools
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from service.convert.docx_styles import Styles, W, is_on
from service.convert.text_match import ExpectedText, Passage, squeeze

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DOCUMENT = "word/document.xml"
# Read through as if they were not there; everything else unknown is left out.
WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "dir", "bdo"}
WHITE = {"br", "cr", "tab", "ptab"}
NUMBER_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}


@dataclass(frozen=True)
class _Gap:
    """Text that LibreOffice makes itself: `pattern` bounds what it may be."""

    pattern: str


NUMBER = _Gap("[0-9A-Za-z]{1,9}")
LABEL = _Gap(".{0,16}?")
LEADER = _Gap("[-._·…]*")
SYMBOL = _Gap(".")


@dataclass
class _Field:
    """A field being read: its result is shown, its instruction is not."""

    instruction: str = ""
    in_result: bool = False

    @property
    def is_number(self) -> bool:
        return self.instruction.split(None, 1)[:1] != [] and self.instruction.split()[0].upper() in NUMBER_FIELDS

    @property
    def is_shown(self) -> bool:
        return self.in_result and not self.is_number


@dataclass
class _Story:
    """One flow of text: the body, a note, a header."""

    styles: Styles
    note_number: int = 0
    note_ids: list[str] = field(default_factory=list)
    repeated_rows: list[Passage] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)

    def read(self, container: etree._Element) -> Iterator[Passage]:
        """The paragraphs in reading order: tables row by row, cell by cell."""
        for child in container:
            kind = _local(child)
            if kind == "p":
                yield from self._paragraph(child)
            elif kind == "tbl":
                yield from self._table(child)
            elif kind in WRAPPERS:
                yield from self.read(child)

    def _table(self, table: etree._Element) -> Iterator[Passage]:
        in_heading = True
        for row in _inner(table, "tr"):
            in_heading = in_heading and is_on(row.find(f"{W}trPr/{W}tblHeader"))
            passages = [passage for cell in _inner(row, "tc") for passage in self.read(cell)]
            if in_heading and passages:
                self.repeated_rows.append(_join(passages))
            yield from passages

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Passage]:
        look = self.styles.paragraph(paragraph)
        pieces: list[str | _Gap] = [LABEL] if look.numbered else []
        pieces.extend(self._inline(paragraph, paragraph, look.leaders))
        passage = _passage(pieces)
        if passage.squeezed or passage.gapped:
            yield passage

    def _inline(self, node: etree._Element, paragraph: etree._Element, leaders: bool) -> Iterator[str | _Gap]:
        for child in node:
            kind = _local(child)
            if kind == "r":
                yield from self._run(child, paragraph, leaders)
            elif kind == "fldSimple":
                simple = _Field(child.get(f"{W}instr", ""), in_result=True)
                if simple.is_number:
                    yield NUMBER
                else:
                    yield from self._inline(child, paragraph, leaders)
            elif kind in WRAPPERS:
                yield from self._inline(child, paragraph, leaders)

    def _run(self, run: etree._Element, paragraph: etree._Element, leaders: bool) -> Iterator[str | _Gap]:
        look = self.styles.run(run, paragraph)
        for child in run:
            kind = _local(child)
            if kind == "fldChar":
                yield from self._field_mark(child.get(f"{W}fldCharType", ""))
            elif kind == "instrText" and self.fields and not self.fields[-1].in_result:
                self.fields[-1].instruction += child.text or ""
            elif not look.hidden and all(field.is_shown for field in self.fields):
                piece = self._shown(child, kind, leaders)
                yield piece.upper() if look.caps and isinstance(piece, str) else piece

    def _field_mark(self, mark: str) -> Iterator[_Gap]:
        if mark == "begin":
            self.fields.append(_Field())
        elif self.fields and mark in ("separate", "end"):
            # A field without a result has no "separate"; its number is written at its end.
            if not self.fields[-1].in_result and self.fields[-1].is_number:
                yield NUMBER
            self.fields[-1].in_result = True
            if mark == "end":
                self.fields.pop()

    def _shown(self, child: etree._Element, kind: str, leaders: bool) -> str | _Gap:
        """What one element of a run puts on the paper."""
        if kind == "t":
            return child.text or ""
        if kind in WHITE:
            return LEADER if leaders and kind == "tab" else " "
        if kind == "noBreakHyphen":
            return "-"
        if kind == "sym":
            return SYMBOL
        if kind == "footnoteReference":
            self.note_ids.append(child.get(f"{W}id", ""))
            return "" if is_on(child, f"{W}customMarkFollows", default=False) else str(len(self.note_ids))
        return str(self.note_number) if kind == "footnoteRef" else ""


def read_docx_text(docx: bytes) -> ExpectedText:
    """The text of a package that `package_check.check_package` let pass."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        document = _parse(package, DOCUMENT)
        by_id, by_kind = _relations(package)
        styles = Styles(_parse(package, by_kind["styles"]) if "styles" in by_kind else None)
        story = _Story(styles)
        body = tuple(passage for part in document for passage in story.read(part))
        notes = _notes(_parse(package, by_kind["footnotes"]), story) if story.note_ids else ()
        settings = _parse(package, by_kind["settings"]) if "settings" in by_kind else None
        even = settings is not None and is_on(settings.find(f"{W}evenAndOddHeaders"))
        headers, footers = (
            tuple(_margins(package, document, by_id, styles, kind, even)) for kind in ("header", "footer")
        )
    return ExpectedText(body, notes, headers, footers, tuple(story.repeated_rows))


def _notes(part: etree._Element, story: _Story) -> tuple[Passage, ...]:
    by_id = {note.get(f"{W}id", ""): note for note in part.iter(f"{W}footnote")}
    return tuple(
        passage
        for number, note_id in enumerate(story.note_ids, start=1)
        if note_id in by_id
        for passage in _Story(story.styles, note_number=number).read(by_id[note_id])
    )


def _margins(
    package: zipfile.ZipFile,
    document: etree._Element,
    by_id: dict[str, str],
    styles: Styles,
    kind: str,
    even: bool,
) -> Iterator[Passage]:
    """Every header (or footer) that a page may have; the empty one when some page has none."""
    in_use: dict[str, str] = {}
    seen: set[str] = set()
    for section in document.iter(f"{W}sectPr"):
        for reference in section.findall(f"{W}{kind}Reference"):
            in_use[reference.get(f"{W}type", "default")] = by_id[reference.get(R_ID, "")]
        active = ["default"] + ["first"] * is_on(section.find(f"{W}titlePg")) + ["even"] * even
        seen.update(in_use.get(one, "") for one in active)
    for part in sorted(seen) or [""]:
        yield _join(list(_Story(styles).read(_parse(package, part)))) if part else Passage("", "")


def _relations(package: zipfile.ZipFile) -> tuple[dict[str, str], dict[str, str]]:
    """The document's internal parts by relationship id, and by the last step of the relationship's type."""
    by_id, by_kind = {}, {}
    name = "word/_rels/document.xml.rels"
    if name in package.namelist():
        for relation in _parse(package, name):
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                part = posixpath.normpath(posixpath.join("/word", relation.get("Target", ""))).lstrip("/")
                by_id[relation.get("Id", "")] = part
                by_kind[relation.get("Type", "").rpartition("/")[2]] = part
    return by_id, by_kind


def _parse(package: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(package.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _inner(node: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in node:
        kind = _local(child)
        if kind == wanted:
            yield child
        elif kind in WRAPPERS:
            yield from _inner(child, wanted)


def _local(node: etree._Element) -> str:
    """The name within WordprocessingML; "" for a comment or another vocabulary."""
    tag = node.tag
    return tag[len(W) :] if isinstance(tag, str) and tag.startswith(W) else ""


def _passage(pieces: list[str | _Gap]) -> Passage:
    """Neighbouring texts are squeezed as one, since a letter and its mark may stand in two runs."""
    has_gap = any(isinstance(piece, _Gap) for piece in pieces)
    text, squeezed, pattern = "", "", ""
    for is_text, group in itertools.groupby(pieces, lambda piece: isinstance(piece, str)):
        if is_text:
            words = "".join(piece for piece in group if isinstance(piece, str))
            text += words
            drawn = squeeze(words)
            squeezed += drawn
            if has_gap:
                pattern += re.escape(drawn)
        else:
            text += " "
            pattern += "".join(piece.pattern for piece in group if isinstance(piece, _Gap))
    return Passage(" ".join(text.split()), squeezed, pattern if has_gap else None)


def _join(passages: list[Passage]) -> Passage:
    return Passage(
        " ".join(one.text for one in passages),
        "".join(one.squeezed for one in passages),
        "".join(one.pattern for one in passages) if any(one.gapped is not None for one in passages) else None,
    )
