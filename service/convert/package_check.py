"""Checks the DOCX package before anybody gets it: sound, small enough, and nothing in it but what a paper shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zipfile import ZipInfo

from docx.image.image import Image

from service.convert.leftovers import find_leftover
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


def check_package(docx: bytes, limits: PackageLimits | None = None, *, name: str = "DOCX") -> SoundDocx:
    """Let a package pass that is a plain Word document without leftovers; `name` is what the refusal calls it.

    Raises:
        TemplateError: with the Vietnamese `reason`.
    """
    try:
        _check(docx, limits or PackageLimits())
    except FileRefused as refusal:
        raise TemplateError(path=name, reason=refusal.reason, technical=refusal.technical) from None
    return SoundDocx(docx)


def _check(docx: bytes, limits: PackageLimits) -> None:
    if len(docx) > limits.packed_mb * 2**20:
        raise FileRefused(ErrorCode.FILE_TOO_LARGE, reason=f"tệp lớn hơn {limits.packed_mb} MB")
    with opened(docx, limits) as package:
        members = package.infolist()
        check_members(members)
        _check_suffixes(members)
        parts = dict(inflate(package, limits))
    allowed = Allowance(relations={**FORBIDDEN_RELATIONS, **FONT})
    for part, root in parse_xml_parts(parts, limits):
        check_reach(root, allowed)
        if reason := find_leftover(part, root):
            raise FileRefused(reason=reason)
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
