"""Takes out of a DOCX, for the way to the PDF, the styles that nothing in it has: LibreOffice reads each one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from service.convert.docx_styles import W
from service.docx_package.archive import MOST_BYTES, PackageArchive
from service.docx_package.parts import suffix

STYLES = "word/styles.xml"
# How a paragraph, a run, a table names its style, and a list or the settings one that they give to others.
NAMING = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink",
                                         "clickAndTypeStyle", "defaultTableStyle"))  # fmt: skip
# How a style names others.
LEADING = tuple(f"{W}{name}" for name in ("basedOn", "next", "link"))
# A field that goes by styles names them by other names than their own ones here.
FIELDS_BY_STYLE = ("STYLEREF", "TOC")
VAL, ID, DEFAULT = f"{W}val", f"{W}styleId", f"{W}default"
# Papers of one kind have the same few sets of styles.
MOST_KEPT = 64


class LeanDocx:
    """Makes lean copies of DOCX files of ours. Safe in threads."""

    def __init__(self) -> None:
        self._archive = PackageArchive()
        self._styles: dict[tuple[bytes, frozenset[str]], bytes] = {}

    def of(self, docx: bytes) -> bytes:
        """The same document without the styles it does not have; itself where that cannot be told for sure."""
        try:
            with zipfile.ZipFile(io.BytesIO(docx)) as package:
                parts = {name: package.read(name) for name in package.namelist()}
        except zipfile.BadZipFile:
            return docx
        # Wherever they lie: a header need not stand in the folder of the document.
        stories = [_parse(parts[name]) for name in parts if name != STYLES and suffix(name) == ".xml"]
        if STYLES not in parts or any(_goes_by_styles(story) for story in stories):
            return docx
        parts[STYLES] = self._lean(parts[STYLES], _named(stories))
        return self._archive.write(parts.items())

    def _lean(self, styles: bytes, named: frozenset[str]) -> bytes:
        known = self._styles.get((styles, named))
        if known is None:
            known = _without_others(styles, named)
            if len(styles) <= MOST_BYTES:
                if len(self._styles) >= MOST_KEPT:
                    self._styles.clear()
                self._styles[styles, named] = known
        return known


def _goes_by_styles(story: etree._Element) -> bool:
    """Whether a field of a part does, be its instruction in one piece or in several."""
    told = "".join(piece.text or "" for piece in story.iter(f"{W}instrText"))
    told += "".join(field.get(f"{W}instr", "") for field in story.iter(f"{W}fldSimple"))
    return any(word in told.upper() for word in FIELDS_BY_STYLE)


def _named(stories: Sequence[etree._Element]) -> frozenset[str]:
    """The styles that parts other than the styles themselves name."""
    return frozenset(naming.get(VAL, "") for story in stories for naming in story.iter(*NAMING))


def _without_others(styles: bytes, named: frozenset[str]) -> bytes:
    root = _parse(styles)
    by_id = {style.get(ID, ""): style for style in root.iter(f"{W}style")}
    waiting = [*named, *(name for name, style in by_id.items() if style.get(DEFAULT))]
    kept: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in by_id and name not in kept:
            kept.add(name)
            waiting.extend(other.get(VAL, "") for other in by_id[name].iter(*LEADING))
    for name, style in by_id.items():
        if name not in kept:
            root.remove(style)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parse(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
