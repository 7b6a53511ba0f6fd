"""Checks the DOCX package before anybody gets it: sound, small enough, and nothing in it but what a paper shows."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from docx.image.image import Image
from lxml import etree

from service.convert.fields import LINK_SCHEMES, Fields
from service.convert.leftovers import Leftovers
from service.errors import TemplateError

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"
DOCUMENT = "word/document.xml"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
IMAGES = {".png", ".jpg", ".jpeg", ".gif"}
XML = {".xml", ".rels"}
# Drawings of this kind name files outside in attributes, without a relationship.
VML_SPACES = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:")
# What the last step of a relationship's type, or of a part's folder, gives away.
FORBIDDEN_RELATIONS = {
    "vbaproject": "có macro",
    "wordvbadata": "có macro",
    "attachedtoolbars": "có macro",
    "afchunk": "nhúng tệp khác (altChunk)",
    "oleobject": "có đối tượng OLE nhúng",
    "package": "có tệp nhúng",
    "control": "có điều khiển ActiveX",
    "activexcontrolbinary": "có điều khiển ActiveX",
    "font": "có phông chữ nhúng",
}
FORBIDDEN_ELEMENTS = {
    "altChunk": "nhúng tệp khác (altChunk)",
    "object": "có đối tượng OLE nhúng",
    "OLEObject": "có đối tượng OLE nhúng",
    "control": "có điều khiển ActiveX",
}


@dataclass(frozen=True)
class PackageLimits:
    """What a package may hold: members, megabytes packed, unpacked in all and of one XML part, its elements.

    And millions of points of one picture: A4 at 600 points to the inch fits. LibreOffice leaves out, without a word,
    a picture for which its memory does not suffice.
    """

    members: int = 1000
    packed_mb: int = 50
    unpacked_mb: int = 200
    xml_part_mb: int = 50
    xml_elements: int = 1_000_000
    picture_megapixels: int = 40


class SoundDocx(bytes):
    """A package that `check_package` has let pass; it need not be checked again."""


class _Refusal(Exception):
    """Carried to `check_package`, the only one who knows what the package is called."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def check_package(docx: bytes, limits: PackageLimits | None = None, *, name: str = "DOCX") -> SoundDocx:
    """Let a package pass that is a plain Word document without leftovers; `name` is what the refusal calls it.

    Raises:
        TemplateError: with the Vietnamese `reason`.
    """
    try:
        allowed = limits or PackageLimits()
        parts = _unpack(docx, allowed)
        for part, content in parts.items():
            if _kind(part) in XML:
                _check_xml(part, content, allowed)
            elif _kind(part) in IMAGES:
                _check_picture(part, content, allowed)
        _check_main_part(parts)
    except _Refusal as refusal:
        raise TemplateError(path=name, reason=refusal.reason) from None
    return SoundDocx(docx)


def _kind(part: str) -> str:
    # A leading dot, as in "_rels/.rels", is no suffix to pathlib.
    return PurePosixPath("x" + PurePosixPath(part).name).suffix.lower()


def _unpack(docx: bytes, limits: PackageLimits) -> dict[str, bytes]:
    """Every part, inflated and counted while inflating: the sizes a package tells of itself may be false."""
    if len(docx) > limits.packed_mb * 2**20:
        raise _Refusal(f"tệp lớn hơn {limits.packed_mb} MB")
    if not docx.startswith(b"PK\x03\x04"):
        raise _Refusal("tệp không phải gói DOCX")
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            members = package.infolist()
            if len(members) > limits.members:
                raise _Refusal(f"gói có hơn {limits.members} tệp con")
            _check_names(members)
            return dict(_inflate(package, members, limits))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise _Refusal("gói DOCX hỏng, không giải nén được") from error


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for member in members:
        part = member.filename
        if part.startswith("/") or "\\" in part or ":" in part or ".." in part.split("/"):
            raise _Refusal(f"tên tệp con không hợp lệ: {part[:80]}")
        # Names differing in case only are one part to some readers and two to others.
        if part.lower() in seen:
            raise _Refusal(f"tệp con trùng tên: {part[:80]}")
        seen.add(part.lower())
        if member.flag_bits & 0x1:
            raise _Refusal("tệp có mật khẩu")
        if "vbaproject" in part.lower():
            raise _Refusal("có macro")
        if not member.is_dir() and _kind(part) not in XML | IMAGES:
            raise _Refusal(f"có tệp con lạ: {part[:80]}")


def _inflate(
    package: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: PackageLimits
) -> Iterator[tuple[str, bytes]]:
    left = limits.unpacked_mb * 2**20
    for member in members:
        allowed = min(left, limits.xml_part_mb * 2**20) if _kind(member.filename) in XML else left
        with package.open(member) as stream:
            content = stream.read(allowed + 1)
        if len(content) > allowed:
            raise _Refusal(f"tệp con {member.filename[:80]} giải nén ra quá lớn")
        left -= len(content)
        yield member.filename, content


class _Scan:
    """Looks at a part's elements as they are read, so that a part of a million elements builds no tree."""

    def __init__(self, part: str, limit: int) -> None:
        self.part = part
        self.left = limit
        self.fields = Fields()
        self.leftovers = Leftovers(part)

    def doctype(self, name: str, public: str, system: str) -> None:
        raise _Refusal(f"{self.part[:80]} có khai báo DOCTYPE")

    def start(self, tag: str | bytes, attributes: Mapping[Any, Any]) -> None:
        self.left -= 1
        if self.left < 0:
            raise _Refusal(f"{self.part[:80]} có quá nhiều phần tử")
        local = str(tag).rpartition("}")[2]
        if local in FORBIDDEN_ELEMENTS:
            raise _Refusal(FORBIDDEN_ELEMENTS[local])
        if local == "Relationship":
            _check_relation(attributes)
        elif str(tag).startswith(VML_SPACES):
            _check_drawing(attributes)
        self.fields.start(local, attributes)
        self.leftovers.start(str(tag), attributes)

    def data(self, data: str | bytes) -> None:
        self.fields.data(str(data))
        self.leftovers.data(str(data))

    def end(self, tag: str | bytes) -> None:
        self.fields.end()
        self.leftovers.end(str(tag))

    def comment(self, text: str | bytes) -> None:
        """Comments are let be; LibreOffice does not read them either."""

    def close(self) -> None:
        self.fields.close()
        self.leftovers.close()
        for reason in (self.fields.reason, self.leftovers.reason):
            if reason:
                raise _Refusal(reason)


def _check_xml(part: str, content: bytes, limits: PackageLimits) -> None:
    scan = _Scan(part, limits.xml_elements)
    parser = etree.XMLParser(target=scan, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _Refusal(f"XML sai cú pháp trong {part[:80]}") from None


def _check_picture(part: str, content: bytes, limits: PackageLimits) -> None:
    try:
        picture = Image.from_blob(content)
        points = picture.px_width * picture.px_height
    except Exception:  # python-docx lets the errors of what it reads through
        raise _Refusal(f"hình {part[:80]} hỏng, hoặc không phải PNG, JPEG, GIF") from None
    if points > limits.picture_megapixels * 10**6:
        raise _Refusal(f"hình {part[:80]} có hơn {limits.picture_megapixels} triệu điểm ảnh; hãy thu nhỏ rồi chèn lại")


def _check_relation(attributes: Mapping[str, str]) -> None:
    kind = attributes.get("Type", "").rsplit("/", 1)[-1].lower()
    target = attributes.get("Target", "").strip()
    if kind in FORBIDDEN_RELATIONS:
        raise _Refusal(FORBIDDEN_RELATIONS[kind])
    if attributes.get("TargetMode", "").lower() != "external":
        return
    if kind != "hyperlink":
        raise _Refusal(f"liên kết ra ngoài: {target[:80]}")
    if not target.lower().startswith(LINK_SCHEMES):
        raise _Refusal(f"liên kết không phải trang web hay thư điện tử: {target[:80]}")


def _check_drawing(attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        local = name.rpartition("}")[2].lower()
        outside = local == "src" or (local == "href" and not value.strip().lower().startswith((*LINK_SCHEMES, "#")))
        if outside and value.strip():
            raise _Refusal(f"liên kết ra ngoài: {value.strip()[:80]}")


def _check_main_part(parts: dict[str, bytes]) -> None:
    """The one document part stands where we read it, so that LibreOffice and we read the same text."""
    for needed in (CONTENT_TYPES, ROOT_RELATIONS, DOCUMENT):
        if needed not in parts:
            raise _Refusal(f"thiếu {needed}")
    mains = {
        relation.get("Target", "").lstrip("/")
        for relation in etree.fromstring(parts[ROOT_RELATIONS]).iter("{*}Relationship")
        if relation.get("Type", "").endswith("/officeDocument")
    }
    if mains != {DOCUMENT}:
        raise _Refusal(f"phần chính của gói không phải {DOCUMENT}")
    types = {
        override.get("PartName", ""): override.get("ContentType", "")
        for override in etree.fromstring(parts[CONTENT_TYPES]).iter("{*}Override")
    }
    if types.get("/" + DOCUMENT) != DOCUMENT_TYPE:
        raise _Refusal("không phải văn bản Word thường (.docx): có thể là mẫu hoặc tệp có macro")
