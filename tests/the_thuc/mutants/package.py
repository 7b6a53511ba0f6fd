"""Edits a finished DOCX so that one thing in it is wrong: the tools that mutants are made with."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"

# The schema's order, as far as mutants set these properties.
RUN_ORDER = ("rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "highlight", "u", "lang", "vertAlign")
PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "suppressLineNumbers", "pBdr",
    "spacing", "ind", "contextualSpacing", "jc", "outlineLvl",
)  # fmt: skip

Change = Callable[["Package"], None]


class Package:
    """A DOCX taken apart: its parts, those of XML as trees."""

    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(docx)) as source:
            self._order = source.namelist()
            self.raw = {name: source.read(name) for name in self._order}
        self.trees = {name: etree.fromstring(raw) for name, raw in self.raw.items() if name.endswith((".xml", ".rels"))}

    def save(self) -> bytes:
        """The package put together again."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name in self._order:
                tree = self.trees.get(name)
                content = (
                    self.raw[name] if tree is None else etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
                )
                package.writestr(name, content)
        return target.getvalue()

    @property
    def document(self) -> etree._Element:
        """The main part."""
        return self.trees[DOCUMENT]

    def style(self, style_id: str) -> etree._Element:
        """A style by its id."""
        for style in self.trees[STYLES].iter(f"{W}style"):
            if style.get(f"{W}styleId") == style_id:
                return style
        raise AssertionError(f"no style {style_id}")

    def paragraphs(self, style_id: str) -> list[etree._Element]:
        """The paragraphs of the main part that have a style."""
        found = [one for one in self.document.iter(f"{W}p") if _style_of(one) == style_id]
        assert found, f"no paragraph of style {style_id}"
        return found

    def headers(self) -> Iterator[etree._Element]:
        """The roots of all header parts."""
        for name, tree in self.trees.items():
            if name.startswith("word/header"):
                yield tree


def mutate(docx: bytes, change: Change) -> bytes:
    """A DOCX with one change."""
    package = Package(docx)
    change(package)
    return package.save()


def _style_of(paragraph: etree._Element) -> str | None:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph's runs."""
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t"))


def _child(parent: etree._Element, name: str, order: tuple[str, ...]) -> etree._Element:
    """The child of this name, put where the schema wants it if it is not there."""
    found = parent.find(f"{W}{name}")
    if found is not None:
        return found
    made = etree.Element(f"{W}{name}")
    later = {f"{W}{one}" for one in order[order.index(name) + 1 :]} if name in order else set()
    position = next((number for number, child in enumerate(parent) if child.tag in later), len(parent))
    parent.insert(position, made)
    return made


def _properties(owner: etree._Element, name: str) -> etree._Element:
    found = owner.find(f"{W}{name}")
    if found is not None:
        return found
    made = etree.Element(f"{W}{name}")
    if owner.tag == f"{W}style":
        owner.append(made)
    else:
        owner.insert(0, made)
    return made


def _set_letters(properties: etree._Element, wanted: dict[str, object]) -> None:
    for name, value in wanted.items():
        match name:
            case "size":
                for tag in ("sz", "szCs"):
                    _child(properties, tag, RUN_ORDER).set(f"{W}val", str(round(float(str(value)) * 2)))
            case "bold" | "italic":
                for tag in ("b", "bCs") if name == "bold" else ("i", "iCs"):
                    _child(properties, tag, RUN_ORDER).set(f"{W}val", "1" if value else "0")
            case "color":
                _child(properties, "color", RUN_ORDER).set(f"{W}val", str(value))
            case "underline":
                _child(properties, "u", RUN_ORDER).set(f"{W}val", "single" if value else "none")
            case "highlight":
                _child(properties, "highlight", RUN_ORDER).set(f"{W}val", str(value))
            case "font":
                fonts = _child(properties, "rFonts", RUN_ORDER)
                for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                    fonts.set(f"{W}{kind}", str(value))
            case _:
                raise AssertionError(name)


def letters(style_id: str, **wanted: object) -> Change:
    """Changes the letters of a style: size, bold, italic, color, underline, highlight, font."""

    def change(package: Package) -> None:
        package.paragraphs(style_id)
        _set_letters(_properties(package.style(style_id), "rPr"), wanted)

    return change


def run_letters(style_id: str, nth: int = 0, **wanted: object) -> Change:
    """Changes the letters of one paragraph's runs directly."""

    def change(package: Package) -> None:
        for run in package.paragraphs(style_id)[nth].iter(f"{W}r"):
            _set_letters(_properties(run, "rPr"), wanted)

    return change


def default_letters(**wanted: object) -> Change:
    """Changes the letters that every style takes over from Normal."""

    def change(package: Package) -> None:
        _set_letters(_properties(package.style("Normal"), "rPr"), wanted)

    return change


def _set_shape(properties: etree._Element, wanted: dict[str, str]) -> None:
    for name, value in wanted.items():
        if name in ("before", "after", "line", "lineRule"):
            _child(properties, "spacing", PARAGRAPH_ORDER).set(f"{W}{name}", value)
        elif name in ("left", "right", "firstLine", "hanging"):
            _child(properties, "ind", PARAGRAPH_ORDER).set(f"{W}{name}", value)
        else:
            _child(properties, name, PARAGRAPH_ORDER).set(f"{W}val", value)


def shape(style_id: str, **wanted: str) -> Change:
    """Changes a style's paragraph properties, in the file's own units: jc, firstLine, before, after, line and so on."""

    def change(package: Package) -> None:
        package.paragraphs(style_id)
        _set_shape(_properties(package.style(style_id), "pPr"), wanted)

    return change


def paragraph_shape(style_id: str, nth: int = 0, **wanted: str) -> Change:
    """Changes one paragraph's properties directly."""

    def change(package: Package) -> None:
        _set_shape(_properties(package.paragraphs(style_id)[nth], "pPr"), wanted)

    return change


def words(style_id: str, old: str, new: str) -> Change:
    """Replaces words in the first paragraph of a style that has them, within one run."""

    def change(package: Package) -> None:
        for paragraph in package.paragraphs(style_id):
            for piece in paragraph.iter(f"{W}t"):
                if old in (piece.text or ""):
                    piece.text = (piece.text or "").replace(old, new, 1)
                    return
        raise AssertionError(f"{old!r} stands in no run of style {style_id}")

    return change


def whole_text(style_id: str, new: str, nth: int = 0) -> Change:
    """Replaces the whole text of one paragraph."""

    def change(package: Package) -> None:
        set_text(package.paragraphs(style_id)[nth], new)

    return change


def set_text(paragraph: etree._Element, new: str) -> None:
    """Puts a text in a paragraph's first run and empties the others."""
    pieces = list(paragraph.iter(f"{W}t"))
    pieces[0].text = new
    pieces[0].set(XML_SPACE, "preserve")
    for other in pieces[1:]:
        other.text = ""


def drop(style_id: str, nth: int | None = None) -> Change:
    """Takes out one paragraph of a style, or all; a cell keeps an empty one."""

    def change(package: Package) -> None:
        found = package.paragraphs(style_id)
        for paragraph in found if nth is None else [found[nth]]:
            holder = paragraph.getparent()
            assert holder is not None
            if holder.tag == f"{W}tc" and len(holder.findall(f"{W}p")) == 1:
                for run in list(paragraph.iter(f"{W}r")):
                    owner = run.getparent()
                    assert owner is not None
                    owner.remove(run)
            else:
                holder.remove(paragraph)

    return change


def without(style_id: str, text: str) -> Change:
    """Takes out the paragraph of a style that has a text."""

    def change(package: Package) -> None:
        for paragraph in package.paragraphs(style_id):
            if text in text_of(paragraph):
                owner = paragraph.getparent()
                assert owner is not None
                owner.remove(paragraph)
                return
        raise AssertionError(f"{text!r} stands in no paragraph of style {style_id}")

    return change


def new_paragraph(style_id: str, text: str) -> etree._Element:
    """A paragraph of a style."""
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", style_id)
    piece = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
    piece.text = text
    piece.set(XML_SPACE, "preserve")
    return paragraph


def put(style_id: str, nth: int, *added: tuple[str, str], before: bool = False) -> Change:
    """Puts paragraphs (style, text) behind one of a style, or before it."""

    def change(package: Package) -> None:
        anchor = package.paragraphs(style_id)[nth]
        for style, text in added if before else reversed(added):
            made = new_paragraph(style, text)
            if before:
                anchor.addprevious(made)
            else:
                anchor.addnext(made)

    return change


def line_under(nth: int, *, factor: float | None = None, shift_mm: float = 0.0, style: str = "") -> Change:
    """Changes the nth drawn line: takes it out, makes it longer by a factor, shifts it, or draws it dashed."""

    def change(package: Package) -> None:
        paragraph = package.paragraphs("DuongKe")[nth]
        indents = paragraph.find(f"{W}pPr/{W}ind")
        assert indents is not None
        if factor is None and not shift_mm and not style:
            border = paragraph.find(f"{W}pPr/{W}pBdr")
            assert border is not None
            owner = border.getparent()
            assert owner is not None
            owner.remove(border)
        if style:
            top = paragraph.find(f"{W}pPr/{W}pBdr/{W}top")
            assert top is not None
            top.set(f"{W}val", style)
        left, right = (int(indents.get(f"{W}{side}", "0")) for side in ("left", "right"))
        moved = round(shift_mm * 1440 / 25.4)
        wider = 0 if factor is None else round((column_twips(paragraph) - left - right) * (factor - 1) / 2)
        indents.set(f"{W}left", str(left + moved - wider))
        indents.set(f"{W}right", str(right - moved - wider))

    return change


def column_twips(paragraph: etree._Element) -> int:
    """The width of the cell or text area a paragraph stands in."""
    holder = paragraph.getparent()
    if holder is not None and holder.tag == f"{W}tc":
        width = holder.find(f"{W}tcPr/{W}tcW")
        assert width is not None
        return int(width.get(f"{W}w", "0"))
    root = paragraph.getroottree().getroot()
    section = next(root.iter(f"{W}sectPr"))
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    return int(size.get(f"{W}w", "0")) - int(margins.get(f"{W}left", "0")) - int(margins.get(f"{W}right", "0"))


def page(section: int = 0, **twips: str) -> Change:
    """Changes a section's paper or margins, in twentieths of a point: w, h, orient, top, bottom, left, header."""

    def change(package: Package) -> None:
        found = list(package.document.iter(f"{W}sectPr"))[section]
        for name, value in twips.items():
            holder = found.find(f"{W}pgSz" if name in ("w", "h", "orient") else f"{W}pgMar")
            assert holder is not None
            holder.set(f"{W}{name}", value)

    return change


def section_flag(name: str, section: int = 0) -> Change:
    """Takes a property such as titlePg, pgNumType or headerReference out of a section."""

    def change(package: Package) -> None:
        found = list(package.document.iter(f"{W}sectPr"))[section]
        gone = found.findall(f"{W}{name}")
        assert gone, name
        for one in gone:
            found.remove(one)

    return change


def page_number(edit: Callable[[etree._Element], None]) -> Change:
    """Changes the paragraph with the page number in every header."""

    def change(package: Package) -> None:
        found = [
            one
            for header in package.headers()
            for one in header.iter(f"{W}p")
            if any("PAGE" in (code.text or "") for code in one.iter(f"{W}instrText"))
        ]
        assert found, "no page number"
        for one in found:
            edit(one)

    return change


def swap_columns() -> Change:
    """Exchanges the two columns of the head."""

    def change(package: Package) -> None:
        table = next(package.document.iter(f"{W}tbl"))
        for row in (*table.findall(f"{W}tr"), *table.findall(f"{W}tblGrid")):
            cells = row.findall(f"{W}tc") or row.findall(f"{W}gridCol")
            row.append(cells[0])

    return change


def copy_paragraph(style_id: str, nth: int = 0) -> Change:
    """Doubles a paragraph."""

    def change(package: Package) -> None:
        paragraph = package.paragraphs(style_id)[nth]
        paragraph.addnext(copy.deepcopy(paragraph))

    return change


def both(*changes: Change) -> Change:
    """Several edits that make one fault together."""

    def change(package: Package) -> None:
        for one in changes:
            one(package)

    return change
