"""A DOCX opened to be changed: its parts as trees, new parts with their relationships, and the file written again.

What nobody changed is written byte for byte as it was, the whole file too.
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

from service.docx_package.parts import CONTENT_TYPES, QUOTED
from service.the_thuc.docx.package import DocxUnreadable, Package
from service.the_thuc.docx.values import Element

RELATION_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_STRICT = b"http://purl.oclc.org/ooxml/"
# Parts that are added bear the oldest date a package can have, so that the same change gives the same bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass
class _Tree:
    """A parsed part; `before` is how it was written when it was parsed."""

    root: Element
    before: bytes


class Parts:
    """The parts of a DOCX that has been let in as safe.

    Raises:
        DocxUnreadable: it cannot be read, or is of the strict vocabulary, which would have to be written otherwise.
    """

    def __init__(self, docx: bytes) -> None:
        read = Package(docx)
        self._docx = docx
        self.main_name = read.main_name
        self._by_id = dict(read.relations.by_id)
        self._by_kind = dict(read.relations.by_kind)
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            self._raw = {info.filename: package.read(info) for info in package.infolist()}
            self._infos = package.infolist()
        self._names = {name.lower(): name for name in self._raw}
        self._trees: dict[str, _Tree] = {}
        main = self._raw[self._names[self.main_name.lower()]]
        if _STRICT in main:
            raise DocxUnreadable("tệp theo chuẩn Strict Open XML; hãy lưu lại thành Word Document (.docx) thông thường")
        self.main = self._must(self.main_name)

    def part(self, name: str) -> Element | None:
        """A part's tree, to be changed in place; None where it is missing or faulty."""
        known = self._names.get(name.lower())
        if known is None:
            return None
        if known not in self._trees:
            try:
                root = etree.fromstring(self._raw[known], _parser())
            except etree.XMLSyntaxError:
                return None
            self._trees[known] = _Tree(root, _written(root))
        return self._trees[known].root

    def of_kind(self, kind: str) -> Element | None:
        """The part the document refers to under the last step of a relationship's type, such as `comments`."""
        name = self._by_kind.get(kind)
        return None if name is None else self.part(name)

    def by_id(self, relation: str) -> Element | None:
        """The part the document refers to by a relationship's id."""
        name = self._by_id.get(relation)
        return None if name is None else self.part(name)

    def add(self, kind: str, root: Element, content_type: str) -> str:
        """Adds a part the document refers to, such as `header`; gives the relationship's id."""
        name = self._free_name(kind)
        self._trees[name] = _Tree(root, b"")
        self._names[name.lower()] = name
        types = self._must(CONTENT_TYPES)
        etree.SubElement(types, f"{{{_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": content_type})
        relation = self._relate(RELATION_TYPES + kind, name)
        self._by_id[relation] = name
        self._by_kind.setdefault(kind, name)
        return relation

    def add_copy(self, kind: str, relation: str, content_type: str) -> str | None:
        """Adds a copy of a part the document refers to, with what that part refers to; None where there is none."""
        root = self.by_id(relation)
        if root is None:
            return None
        links = self.part(_relations_of(self._by_id[relation]))
        made = self.add(kind, copy.deepcopy(root), content_type)
        if links is not None:
            name = _relations_of(self._by_id[made])
            self._trees[name] = _Tree(copy.deepcopy(links), b"")
            self._names[name.lower()] = name
        return made

    def save(self) -> bytes:
        """The DOCX with its changes; the very bytes it was read from where there are none."""
        changed = {name: now for name, tree in self._trees.items() if (now := _written(tree.root)) != tree.before}
        if not changed:
            return self._docx
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for info in self._infos:
                content = changed.pop(info.filename, self._raw[info.filename])
                package.writestr(info, content, compress_type=info.compress_type)
            for name, content in changed.items():
                package.writestr(zipfile.ZipInfo(name, _NO_DATE), content, compress_type=zipfile.ZIP_DEFLATED)
        return target.getvalue()

    def _must(self, name: str) -> Element:
        found = self.part(name)
        if found is None:
            raise DocxUnreadable(f"gói DOCX thiếu phần {name[:QUOTED]}")
        return found

    def _free_name(self, kind: str) -> str:
        folder = posixpath.dirname(self.main_name)
        names = (posixpath.join(folder, f"{kind}{number or ''}.xml") for number in range(len(self._names) + 1))
        return next(name for name in names if name.lower() not in self._names)

    def _relate(self, kind: str, name: str) -> str:
        holder = _relations_of(self.main_name)
        relations = self.part(holder)
        if relations is None:
            relations = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
            self._trees[holder] = _Tree(relations, b"")
            self._names[holder.lower()] = holder
        taken = {one.get("Id") for one in relations}
        identifier = next(found for number in range(1, len(taken) + 2) if (found := f"rId{number}") not in taken)
        target = posixpath.relpath(name, posixpath.dirname(self.main_name) or ".")
        made = {"Id": identifier, "Type": kind, "Target": target}
        etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", made)
        return identifier


def _relations_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
