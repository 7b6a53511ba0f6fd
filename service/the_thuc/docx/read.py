"""Reads a DOCX into the measured model: body, notes, headers and footers, and what goes out with the file unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from service.the_thuc.docx.package import Package
from service.the_thuc.docx.sections import References, SectionPlan, read_sections
from service.the_thuc.docx.story import Source, Story
from service.the_thuc.docx.strokes import Ruler
from service.the_thuc.docx.styles import Styles
from service.the_thuc.docx.theme import Theme
from service.the_thuc.docx.values import VAL, Element, W, is_on, number
from service.the_thuc.model import Area, HeaderKind, Measured, Paragraph, Section

# From this mode on Word sets the edge of a table, not its first text, at the indent.
_EDGE_MODE = 15
_NOTE_PARTS = {"footnotes": "footnote", "endnotes": "endnote"}
_TRACKED = tuple(
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
        "tcPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip
_COMMENT_MARKS = (f"{W}commentReference", f"{W}commentRangeStart")
_INFO = {"title": "title", "creator": "author", "subject": "subject", "description": "description"}

COMMENTS_LEFT = "có ghi chú (comment)"
CHANGES_LEFT = "có sửa đổi chưa chấp nhận (track changes)"
HIDDEN_LEFT = "có chữ ẩn"


def read_docx(docx: bytes) -> Measured:
    """Measures a DOCX; what it leaves to the program is taken as Word would.

    Raises:
        DocxUnreadable: it is no zip, or its main part cannot be read.
        FileRefused: it asks for more to be read than any paper does.
    """
    package = Package(docx)
    root = package.main
    settings = package.of_kind("settings")
    styles = Styles(package.of_kind("styles"), package.of_kind("numbering"), Theme(package.of_kind("theme")))
    source = Source(
        styles=styles,
        sections=read_sections(root, even=_setting(settings, "evenAndOddHeaders")),
        numbers={element: at for at, element in enumerate(root.iter(f"{W}p"))},
        edge_at_text=_compatibility(settings) < _EDGE_MODE,
    )
    story = Story(source, root, "than")
    for body in root.iterchildren(f"{W}body"):
        story.read(body)
    paragraphs = Ruler(story.found).finish()
    notes = tuple(_notes(package, source, story, len(paragraphs)))
    parts = _Margins(package, source)
    sections = tuple(parts.section(plan) for plan in source.sections)
    shown = (*paragraphs, *notes, *parts.paragraphs())
    return Measured(
        source="docx",
        paragraphs=paragraphs + notes,
        sections=sections,
        tables=tuple(story.found.tables),
        mirrored=_setting(settings, "mirrorMargins"),
        gaps_add=_setting(settings, "compat", "doNotUseHTMLParagraphAutoSpacing"),
        leftovers=tuple(_leftovers(package, parts.trees(), shown)),
        info=_info(package),
    )


def _setting(settings: Element | None, *path: str) -> bool:
    found = None if settings is None else settings.find("/".join(f"{W}{name}" for name in path))
    return is_on(found)


def _compatibility(settings: Element | None) -> float:
    """The version of Word whose ways the paper keeps; 12 (Word 2007) where it does not say."""
    for one in () if settings is None else settings.iterfind(f"{W}compat/{W}compatSetting"):
        if one.get(f"{W}name") == "compatibilityMode":
            return number(one.get(VAL)) or 0.0
    return 12.0


def _notes(package: Package, source: Source, story: Story, first: int) -> Iterator[Paragraph]:
    """The footnotes and endnotes in the order they are pointed at."""
    for kind, tag in _NOTE_PARTS.items():
        identifiers = story.inline.notes[kind]
        part = package.of_kind(kind) if identifiers else None
        if part is None:
            continue
        by_id = {note.get(f"{W}id"): note for note in part.iterchildren(f"{W}{tag}")}
        reader = Story(source, part, "chu_thich", first=first)
        pointed = zip(identifiers, story.note_sections[kind], strict=True)
        for mark, (identifier, section) in enumerate(pointed, start=1):
            if identifier in by_id:
                reader.section = section
                reader.inline.note_mark = str(mark)
                reader.read(by_id[identifier])
        paragraphs = Ruler(reader.found).finish()
        first += len(paragraphs)
        yield from paragraphs


class _Margins:
    """Reads headers and footers; a part that several sections show is parsed once."""

    def __init__(self, package: Package, source: Source) -> None:
        self._package = package
        self._source = source
        self._trees: dict[str, Element | None] = {}
        self._read: list[tuple[Paragraph, ...]] = []

    def section(self, plan: SectionPlan) -> Section:
        return replace(
            plan.section,
            headers=self._side(plan, plan.headers, "dau_trang"),
            footers=self._side(plan, plan.footers, "chan_trang"),
        )

    def trees(self) -> list[Element]:
        return [tree for tree in self._trees.values() if tree is not None]

    def paragraphs(self) -> Iterator[Paragraph]:
        for paragraphs in self._read:
            yield from paragraphs

    def _side(
        self, plan: SectionPlan, references: References, area: Area
    ) -> Mapping[HeaderKind, tuple[Paragraph, ...]]:
        return {kind: self._part(plan, relation, area) for kind, relation in references.items()}

    def _part(self, plan: SectionPlan, relation: str, area: Area) -> tuple[Paragraph, ...]:
        if relation not in self._trees:
            self._trees[relation] = self._package.by_id(relation)
        tree = self._trees[relation]
        if tree is None:
            return ()
        # A header runs across all columns of its section.
        wide = replace(plan, columns=(plan.margins,))
        story = Story(replace(self._source, sections=(wide,)), tree, area, section=plan.section.index)
        story.read(tree)
        paragraphs = Ruler(story.found).finish()
        self._read.append(paragraphs)
        return paragraphs


def _leftovers(package: Package, margins: list[Element], shown: tuple[Paragraph, ...]) -> Iterator[str]:
    parts = [package.main, *margins]
    parts += [part for kind in _NOTE_PARTS if (part := package.of_kind(kind)) is not None]
    comments = package.of_kind("comments")
    marked = any(next(part.iter(*_COMMENT_MARKS), None) is not None for part in parts)
    if (comments is not None and comments.find(f"{W}comment") is not None) or marked:
        yield COMMENTS_LEFT
    if any(next(part.iter(*_TRACKED), None) is not None for part in parts):
        yield CHANGES_LEFT
    if any(span.hidden and span.text.strip() for paragraph in shown for span in paragraph.spans):
        yield HIDDEN_LEFT


def _info(package: Package) -> Mapping[str, str]:
    name = package.root_relations.by_kind.get("core-properties", "docProps/core.xml")
    core = package.part(name)
    found = {}
    for element in () if core is None else core.iterchildren("*"):
        key = _INFO.get(etree.QName(element).localname)
        if key is not None and element.text:
            found[key] = element.text
    return found
