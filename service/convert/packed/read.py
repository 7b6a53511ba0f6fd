"""Says of a paper of ours whether it can stand with others in one document, and with which; what cannot is told why."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from service.convert.package_check import DOCUMENT, SoundDocx
from service.convert.pdf_facts import PdfMeta

ABOUT = "docProps/core.xml"
STYLES = "word/styles.xml"
# What stands in the text of papers of ours, and means the same wherever it stands.
_FLOW = {
    qn(f"w:{name}")
    for name in (
        "p", "r", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "proofErr", "lastRenderedPageBreak",
        "tbl", "tblGrid", "tr", "tc", "sectPr",
    )
}  # fmt: skip
_PROPERTIES = {qn(f"w:{name}") for name in ("pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr")}
_GRID, _SECTION = qn("w:tblGrid"), qn("w:sectPr")
_BOOKMARK, _BOOKMARK_END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
# Word's note of where it was last typed; nothing points to it.
_LAST_PLACE = "_GoBack"
_REASONS = {
    qn("w:footnoteReference"): "có chú thích cuối trang",
    qn("w:endnoteReference"): "có chú thích cuối văn bản",
    qn("w:fldChar"): "có trường trong phần thân",
    qn("w:instrText"): "có trường trong phần thân",
    qn("w:fldSimple"): "có trường trong phần thân",
    qn("w:drawing"): "có hình",
    qn("w:pict"): "có hình",
    qn("w:hyperlink"): "có liên kết",
    qn("w:sdt"): "có ô điền của Word",
    _BOOKMARK: "có dấu trang (bookmark)",
}
_NUMBERED = "có danh sách Word tự đánh số"
# A page's own number starts anew with every paper; a count of pages would be that of them all.
_OWN_NUMBER = "PAGE"


class NotPackable(Exception):
    """A paper that is converted alone; the message says why, in Vietnamese."""


@dataclass(frozen=True)
class Paper:
    """A paper of ours, and what its PDF tells about itself."""

    docx: SoundDocx
    meta: PdfMeta


@dataclass(frozen=True)
class Leaf:
    """A paper taken apart: its body, and everything else, which papers in one document must have in common.

    `frame` is a digest of what they must share, `size` the number of elements of the body.
    """

    frame: str
    body: etree._Element
    parts: Mapping[str, bytes]
    size: int


class Reader:
    """Takes papers apart; what many of them share is looked at once."""

    def __init__(self) -> None:
        self._plain: set[bytes] = set()

    def read(self, docx: SoundDocx) -> Leaf:
        """A paper, taken apart.

        Raises:
            NotPackable: it holds what would not be the same among other papers.
        """
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        document = etree.fromstring(parts.pop(DOCUMENT))
        # Each tells it of itself once it is cut out.
        parts.pop(ABOUT, None)
        body = document.find(qn("w:body"))
        if body is None or len(document) != 1:
            raise NotPackable("có phần lạ ngoài thân văn bản")
        _drop_last_place(body)
        _require_plain(body)
        shared = _digest(parts)
        if shared not in self._plain:
            _require_plain_parts(parts)
            self._plain.add(shared)
        root = (sorted(document.nsmap.items(), key=str), sorted(document.items()), _first_references(body))
        frame = hashlib.sha256(shared + repr(root).encode()).hexdigest()
        return Leaf(frame, body, parts, sum(1 for _ in body.iter()))


def read_leaf(docx: SoundDocx) -> Leaf:
    """One paper, taken apart; see `Reader.read`."""
    return Reader().read(docx)


def _drop_last_place(body: etree._Element) -> None:
    dropped = [mark for mark in body.iter(_BOOKMARK) if mark.get(qn("w:name")) == _LAST_PLACE]
    numbers = {mark.get(qn("w:id")) for mark in dropped}
    dropped += [mark for mark in body.iter(_BOOKMARK_END) if mark.get(qn("w:id")) in numbers]
    for mark in dropped:
        holder = mark.getparent()
        if holder is not None:
            holder.remove(mark)


def _require_plain(body: etree._Element) -> None:
    """Nothing but text, tables and sections; the last of them a paragraph, which can end a section."""
    if next(body.iter(qn("w:numPr")), None) is not None:
        raise NotPackable(_NUMBERED)
    for element in _flow(body):
        if element.tag not in _FLOW:
            name = str(element.tag).rpartition("}")[2]
            raise NotPackable(_REASONS.get(str(element.tag), f"có phần tử {name} chưa ghép được"))
    if len(body) < 2 or body[-1].tag != _SECTION or body[-2].tag != qn("w:p"):
        raise NotPackable("không kết thúc bằng một đoạn văn")
    if body[-2].find(f"{qn('w:pPr')}/{_SECTION}") is not None:
        raise NotPackable("có phần cuối rỗng")


def _flow(holder: etree._Element) -> Iterator[etree._Element]:
    """What is shown, in order; what only says how is passed over."""
    waiting = list(holder)
    while waiting:
        element = waiting.pop()
        if element.tag in _PROPERTIES:
            continue
        yield element
        if element.tag != _GRID and element.tag != _SECTION:
            waiting.extend(element)


def _first_references(body: etree._Element) -> list[str]:
    """The headers and footers the first section names.

    A section that names none takes those of the section before it, which may be another paper's.
    """
    named = [
        {f"{one.tag} {one.get(qn('w:type'), 'default')}" for one in section if one.tag in _REFERENCES}
        for section in body.iter(_SECTION)
    ]
    if any(later - named[0] for later in named[1:]):
        raise NotPackable("phần sau có đầu trang hoặc chân trang mà phần đầu không có")
    return sorted(named[0])


def _require_plain_parts(parts: Mapping[str, bytes]) -> None:
    """Neither the styles number paragraphs, nor do headers and footers tell anything but the page's own number."""
    for name, content in parts.items():
        if name == STYLES and next(etree.fromstring(content).iter(qn("w:numPr")), None) is not None:
            raise NotPackable(_NUMBERED)
        if name.startswith(("word/header", "word/footer")):
            root = etree.fromstring(content)
            told = [element.text or "" for element in root.iter(qn("w:instrText"))]
            told += [element.get(qn("w:instr"), "") for element in root.iter(qn("w:fldSimple"))]
            if any(words.split()[:1] not in ([], [_OWN_NUMBER]) for words in told):
                raise NotPackable("đầu trang hoặc chân trang có trường khác số trang")


def _digest(parts: Mapping[str, bytes]) -> bytes:
    digest = hashlib.sha256()
    for name in sorted(parts):
        for one in (name.encode(), parts[name]):
            digest.update(len(one).to_bytes(8, "big") + one)
    return digest.digest()
