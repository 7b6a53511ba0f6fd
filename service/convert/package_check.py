"""Checks the DOCX package before anybody gets it: sound, small enough, and nothing in it but what a paper shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zipfile import ZipInfo

from docx.image.image import Image

from service.convert.leftovers import find_leftover
from service.docx_package.archive import MOST_BYTES, OF_ONE_PAPER
from service.docx_package.parts import (
    DOCUMENT_TYPE,
    XML,
    Bounds,
    check_members,
    content_type,
    inflate,
    main_parts,
    opened,
    require_part,
    suffix,
)
from service.docx_package.reach import FORBIDDEN_RELATIONS, Allowance, check_reach
from service.docx_package.xml_parts import parse_xml_parts
from service.errors import ErrorCode, FileRefused, TemplateError

DOCUMENT = "word/document.xml"
IMAGES = {".png", ".jpg", ".jpeg", ".gif"}
# A template has about ten parts in a few variants. What is larger is looked into every time.
MOST_PARTS = 512
# Our papers name their font and do not carry it.
FONT = {"font": (ErrorCode.FILE_HAS_EMBEDDED, "có phông chữ nhúng")}


@dataclass(frozen=True)
class PackageLimits(Bounds):
    """What a package of ours may hold besides: megabytes packed, millions of points of one picture.

    A4 at 600 points to the inch fits. LibreOffice leaves out, without a word, a picture for which its memory does not
    suffice.
    """

    packed_mb: int = 50
    picture_megapixels: int = 40


class SoundDocx(bytes):
    """A package that `check_package` has let pass; it need not be checked again."""


class KnownParts:
    """Parts that were looked into and found good: a template gives the same ones to every paper. Safe in threads."""

    def __init__(self) -> None:
        self._found: set[tuple[str, bytes]] = set()

    def __contains__(self, part: object) -> bool:
        return part in self._found

    def add(self, part: str, content: bytes) -> None:
        """Remembers a part, if it is one that papers may have in common."""
        if part not in OF_ONE_PAPER and len(content) <= MOST_BYTES:
            if len(self._found) >= MOST_PARTS:
                self._found.clear()
            self._found.add((part, content))


def check_package(
    docx: bytes, limits: PackageLimits | None = None, *, name: str = "DOCX", known: KnownParts | None = None
) -> SoundDocx:
    """Let a package pass that is a plain Word document without leftovers.

    Args:
        docx: the package.
        limits: what it may hold; the same ones whenever parts are remembered.
        name: what the refusal calls it.
        known: parts that need not be looked into again, and where good ones are remembered.

    Raises:
        TemplateError: with the Vietnamese `reason`.
    """
    try:
        _check(docx, limits or PackageLimits(), known or KnownParts())
    except FileRefused as refusal:
        raise TemplateError(path=name, reason=refusal.reason, technical=refusal.technical) from None
    return SoundDocx(docx)


def _check(docx: bytes, limits: PackageLimits, known: KnownParts) -> None:
    if len(docx) > limits.packed_mb * 2**20:
        raise FileRefused(ErrorCode.FILE_TOO_LARGE, reason=f"tệp lớn hơn {limits.packed_mb} MB")
    with opened(docx, limits) as package:
        members = package.infolist()
        check_members(members)
        _check_suffixes(members)
        parts = dict(inflate(package, limits))
    allowed = Allowance(relations={**FORBIDDEN_RELATIONS, **FONT})
    for part, root in parse_xml_parts(parts, limits, known=known):
        check_reach(root, allowed)
        if reason := find_leftover(part, root):
            raise FileRefused(reason=reason)
        known.add(part, parts[part])
    for part, content in parts.items():
        if suffix(part) in IMAGES:
            _check_picture(part, content, limits)
    _check_main_part(parts)


def _check_suffixes(members: Sequence[ZipInfo]) -> None:
    for member in members:
        if not member.is_dir() and suffix(member.filename) not in XML | IMAGES:
            raise FileRefused(reason=f"có tệp con lạ: {member.filename[:80]}")


def _check_picture(part: str, content: bytes, limits: PackageLimits) -> None:
    try:
        picture = Image.from_blob(content)
        points = picture.px_width * picture.px_height
    except Exception:  # python-docx lets the errors of what it reads through
        raise FileRefused(reason=f"hình {part[:80]} hỏng, hoặc không phải PNG, JPEG, GIF") from None
    if points > limits.picture_megapixels * 10**6:
        advice = "hãy thu nhỏ rồi chèn lại"
        raise FileRefused(reason=f"hình {part[:80]} có hơn {limits.picture_megapixels} triệu điểm ảnh; {advice}")


def _check_main_part(parts: Mapping[str, bytes]) -> None:
    """The one document part stands where we read it, so that LibreOffice and we read the same text."""
    mains = main_parts(parts)
    require_part(parts, DOCUMENT)
    if mains != {DOCUMENT}:
        raise FileRefused(reason=f"phần chính của gói không phải {DOCUMENT}")
    if content_type(parts, DOCUMENT) != DOCUMENT_TYPE:
        raise FileRefused(reason="không phải văn bản Word thường (.docx): có thể là mẫu hoặc tệp có macro")
