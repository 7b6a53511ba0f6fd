"""Opens a DOCX: its parts as XML trees, and which part is what. The only place that knows zip and relationships."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from service.docx_package.parts import QUOTED, ROOT_RELATIONS
from service.errors import FileRefused
from service.the_thuc.docx.values import Element, W

MAIN_PART = "word/document.xml"
# What unpacking a member may raise; RuntimeError is a member with a password.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
# ISO strict files name the same vocabulary otherwise; reading them under one name keeps all else simple.
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}


class DocxUnreadable(FileRefused):
    """The file cannot be read as a Word document; `reason` says why, as a Vietnamese phrase."""

    def __init__(self, reason: str, *, technical: str = "") -> None:
        super().__init__(reason=reason, technical=technical)


@dataclass(frozen=True)
class Relations:
    """What a part refers to: part names by relationship id, and by the last step of the relationship's type."""

    by_id: dict[str, str]
    by_kind: dict[str, str]


class Package:
    """The parts of one DOCX; a part is parsed when it is asked for.

    Raises:
        DocxUnreadable: it is no zip, or has no main part that can be read.
    """

    def __init__(self, docx: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(docx))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise DocxUnreadable("tệp không phải gói DOCX hoặc đã hỏng", technical=str(error)) from error
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self.root_relations = self._relations("")
        self.main_name = self.root_relations.by_kind.get("officeDocument", MAIN_PART)
        self.relations = self._relations(self.main_name)
        self.main = self._main()

    def part(self, name: str) -> Element | None:
        """A part's tree; None where it is missing or faulty: a paper is read without it."""
        try:
            return self._parse(name)
        except (etree.XMLSyntaxError, KeyError, *_BROKEN):
            return None

    def of_kind(self, kind: str) -> Element | None:
        """The part the document refers to under the last step of a relationship's type, such as `styles`."""
        name = self.relations.by_kind.get(kind)
        return None if name is None else self.part(name)

    def by_id(self, relation: str) -> Element | None:
        """The part the document refers to by a relationship's id."""
        name = self.relations.by_id.get(relation)
        return None if name is None else self.part(name)

    def _main(self) -> Element:
        if self.main_name.lower() not in self._names:
            raise DocxUnreadable(f"gói DOCX thiếu phần chính {self.main_name[:QUOTED]}")
        try:
            main = self._parse(self.main_name)
        except etree.XMLSyntaxError as error:
            raise DocxUnreadable("phần chính của văn bản sai cú pháp XML", technical=str(error)) from error
        except _BROKEN as error:
            raise DocxUnreadable("phần chính của văn bản hỏng, không giải nén được", technical=str(error)) from error
        if main.tag != f"{W}document":
            raise DocxUnreadable("phần chính của gói không phải văn bản Word")
        return main

    def _parse(self, name: str) -> Element:
        content = self._zip.read(self._names[name.lower()])
        if _STRICT in content:
            for strict, common in _STRICT_NAMES.items():
                content = content.replace(strict, common)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        return etree.fromstring(content, parser)

    def _relations(self, part: str) -> Relations:
        folder, _, file = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels") if part else ROOT_RELATIONS
        tree = self.part(name)
        by_id: dict[str, str] = {}
        by_kind: dict[str, str] = {}
        for relation in () if tree is None else tree:
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
                by_id[relation.get("Id", "")] = target
                by_kind.setdefault(relation.get("Type", "").rpartition("/")[2], target)
        return Relations(by_id, by_kind)
