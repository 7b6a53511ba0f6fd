"""Takes out of a DOCX, for the way to the PDF, the styles that nothing in it has: LibreOffice reads each one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from service.convert.docx_styles import W
from service.docx_package.archive import PackageArchive

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
FOLDER, SUFFIX = "word/", ".xml"
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
        if STYLES not in parts or any(_goes_by_styles(content) for content in parts.values()):
            return docx
        parts[STYLES] = self._lean(parts[STYLES], _named(parts))
        return self._archive.write(parts.items(), frozenset({DOCUMENT, "word/footnotes.xml", "docProps/core.xml"}))

    def _lean(self, styles: bytes, named: frozenset[str]) -> bytes:
        known = self._styles.get((styles, named))
        if known is None:
            if len(self._styles) >= MOST_KEPT:
                self._styles.clear()
            known = self._styles[styles, named] = _without_others(styles, named)
        return known


def _goes_by_styles(part: bytes) -> bool:
    return any(word.encode() in part for word in FIELDS_BY_STYLE)


def _named(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The styles that parts other than the styles themselves name."""
    stories = (
        content
        for name, content in parts.items()
        if name.startswith(FOLDER) and name.endswith(SUFFIX) and name != STYLES
    )
    return frozenset(naming.get(VAL, "") for story in stories for naming in _parse(story).iter(*NAMING))


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
