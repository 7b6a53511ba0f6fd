"""Says whether a package is a DOCX that anybody's program may have made, and does no harm to who reads it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from lxml import etree

from service.docx_package.fields import REACHING_WORDS
from service.docx_package.parts import (
    COMPOUND_START,
    CONTENT_TYPES,
    DOCUMENT_TYPE,
    QUOTED,
    XML,
    Bounds,
    check_members,
    check_open,
    content_type,
    inflate,
    main_parts,
    opened,
    require_part,
    suffix,
)
from service.docx_package.reach import FORBIDDEN_RELATIONS, WEB, Allowance, Fault, check_reach
from service.docx_package.xml_parts import local_name, parse_xml_parts, word_tags
from service.errors import ErrorCode, FileRefused
from service.the_thuc.intake.unknown import Fix, refused_kind

# A thesis of 300 pages from Word has about half of these elements and attributes; trees of them take 300 MB.
_BOUNDS = Bounds(members=2000, unpacked_mb=200, xml_part_mb=50, xml_elements=1_500_000)
_MAX_NESTED_TABLES = 20
_SVG = ".svg"
_PICTURES = {
    ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".bmp", ".dib", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".webp",
    ".tmp",  # Word, when it cannot tell a pasted picture's kind
}  # fmt: skip
_FONTS = {".odttf", ".ttf"}
_SIGNATURES = {".sigs"}
_HARMLESS = XML | _PICTURES | _FONTS | _SIGNATURES | {_SVG}
_PRINTER = "printersettings"
# Folders and names that programs give to what they embed.
_EMBEDDING_FOLDERS = {"embeddings", "activex"}
_CUSTOM_UI: Fault = (ErrorCode.FILE_HAS_MACROS, "có thanh lệnh tự tạo (customUI)")
# How files begin that must not hide under a picture's name: packages, old Office files, programs, PDF.
_HIDING = (b"PK\x03\x04", COMPOUND_START, b"MZ", b"\x7fELF", b"%PDF-")
# Enough to see past white space whether a part begins like XML.
_FIRST_BYTES = 80
_WHITE_AND_MARKS = b" \t\r\n\xef\xbb\xbf\xff\xfe\x00"
# Links are never followed here. Those to files, often left from the writer's own machine, fetch nothing by themselves;
# other schemes start programs when clicked.
_ALLOWED = Allowance(
    links=(*WEB, "ftp://", "tel:", "file:"),
    bare_links=True,
    relations={**FORBIDDEN_RELATIONS, "extensibility": _CUSTOM_UI, "usercustomization": _CUSTOM_UI},
    # A button that starts a macro is dead without macros, and common in forms as a place to fill in.
    field_words=REACHING_WORDS - {"MACROBUTTON"},
)
_SVG_SPACE = "{http://www.w3.org/2000/svg}"
_INLINE_PICTURES = ("data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif")
_EMBEDDED_FONTS = word_tags("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")
# What a package says its main part is. More telling ones first.
_MAIN_TYPES: tuple[tuple[bytes, str, Fix], ...] = (
    (b"wordprocessingml.template.main", "mẫu Word (.dotx)", Fix.SAVE_AS),
    (b"ms-excel.sheet.macroEnabled.main", "bảng tính Excel có macro (.xlsm)", Fix.OTHER_FILE),
    (b"ms-excel.", "bảng tính Excel", Fix.OTHER_FILE),
    (b"spreadsheetml.", "bảng tính Excel (.xlsx)", Fix.OTHER_FILE),
    (b"presentationml.", "bản trình chiếu PowerPoint (.pptx)", Fix.OTHER_FILE),
    (b"visio", "bản vẽ Visio", Fix.OTHER_FILE),
)
_MIMETYPES: tuple[tuple[bytes, str, Fix], ...] = (
    (b"opendocument.text", "văn bản OpenDocument (.odt)", Fix.SAVE_AS),
    (b"opendocument.spreadsheet", "bảng tính OpenDocument (.ods)", Fix.OTHER_FILE),
    (b"opendocument.presentation", "bản trình chiếu OpenDocument (.odp)", Fix.OTHER_FILE),
    (b"epub", "sách điện tử EPUB", Fix.OTHER_FILE),
)
_TYPES_BYTES = 2**20


def check_docx(content: bytes, name: str) -> None:
    """Let a DOCX pass as Word, LibreOffice, Google Docs or WPS write it.

    Raises:
        FileRefused: it is another kind of package, broken, dangerous to read, or reaches for what is not in it.
    """
    with opened(content, _BOUNDS) as package:
        _require_word(package, name)
        members = package.infolist()
        check_members(members)
        _check_kinds(members)
        parts = dict(inflate(package, _BOUNDS))
    _check_binaries(parts)
    for part, root in parse_xml_parts(parts, _BOUNDS, XML | {_SVG}):
        check_reach(root, _ALLOWED)
        _check_tables(part, root)
        _check_svg(part, root)
        _check_fonts(root)
    _check_main(parts)


def _require_word(package: zipfile.ZipFile, name: str) -> None:
    """The package claims to be a Word document without macros; what else it may be is told."""
    types = _read_small(package, CONTENT_TYPES)
    if not types:
        mimetype = _read_small(package, "mimetype")
        for told, what, fix in _MIMETYPES:
            if told in mimetype:
                raise refused_kind(what, fix, name)
        raise refused_kind("tệp nén ZIP", Fix.UNPACK, name)
    if b"ms-word.document.macroEnabled.main" in types or b"ms-word.template.macroEnabledTemplate.main" in types:
        raise FileRefused(ErrorCode.FILE_HAS_MACROS, reason="có macro (.docm)")
    if DOCUMENT_TYPE.encode() not in types:
        for told, what, fix in _MAIN_TYPES:
            if told in types:
                raise refused_kind(what, fix, name)
        raise FileRefused(reason="gói không cho biết phần chính là văn bản Word")


def _read_small(package: zipfile.ZipFile, name: str) -> bytes:
    """A short member, b"" where there is none of this name."""
    try:
        member = package.getinfo(name)
    except KeyError:
        return b""
    check_open(member)
    with package.open(member) as stream:
        return stream.read(_TYPES_BYTES)


def _check_kinds(members: Sequence[zipfile.ZipInfo]) -> None:
    for member in members:
        path = PurePosixPath(member.filename.lower())
        if member.is_dir() or _is_harmless(path):
            continue
        told = member.filename[:QUOTED]
        if path.name.startswith("vbadata"):
            raise FileRefused(ErrorCode.FILE_HAS_MACROS, reason="có macro")
        if _EMBEDDING_FOLDERS & set(path.parts[:-1]):
            raise FileRefused(ErrorCode.FILE_HAS_EMBEDDED, reason=f"có tệp nhúng {told}")
        raise FileRefused(ErrorCode.FILE_HAS_EMBEDDED, reason=f"có tệp con lạ {told}")


def _is_harmless(path: PurePosixPath) -> bool:
    ending = suffix(path.name)
    return ending in _HARMLESS or (ending == ".bin" and path.name.startswith(_PRINTER))


def _check_binaries(parts: Mapping[str, bytes]) -> None:
    """What is no XML by its name is none by its content either, and no file of another kind."""
    for part, content in parts.items():
        if suffix(part) in XML or suffix(part) == _SVG:
            continue
        # A program that goes by the content would read it, and nobody would have looked at it.
        if content[:_FIRST_BYTES].lstrip(_WHITE_AND_MARKS).startswith(b"<"):
            raise FileRefused(ErrorCode.FILE_HAS_EMBEDDED, reason=f"có tệp XML giấu dưới tên {part[:QUOTED]}")
        if content.startswith(_HIDING):
            raise FileRefused(ErrorCode.FILE_HAS_EMBEDDED, reason=f"có tệp khác giấu dưới tên {part[:QUOTED]}")


def _check_tables(part: str, root: etree._Element) -> None:
    tags = word_tags("tbl")
    for table in root.iter(*tags):
        if sum(1 for _ in table.iterancestors(*tags)) >= _MAX_NESTED_TABLES:
            reason = f"bảng lồng nhau quá {_MAX_NESTED_TABLES} lớp trong {part[:QUOTED]}"
            raise FileRefused(ErrorCode.FILE_TOO_COMPLEX, reason=reason)


def _check_svg(part: str, root: etree._Element) -> None:
    """A drawing shows only what is in it; whether it is one is told by its elements, not by the part's name."""
    for element in root.iter(f"{_SVG_SPACE}*"):
        local = local_name(element)
        if local == "script":
            raise FileRefused(ErrorCode.FILE_HAS_MACROS, reason=f"có lệnh chạy trong hình {part[:QUOTED]}")
        for attribute, value in element.items():
            target = str(value).strip()
            if str(attribute).rpartition("}")[2] == "href" and local != "a" and not _is_inside(target):
                reason = f"hình {part[:QUOTED]} lấy nội dung từ {target[:QUOTED]}"
                raise FileRefused(ErrorCode.FILE_REACHES_OUT, reason=reason)


def _is_inside(target: str) -> bool:
    return target == "" or target.startswith("#") or target.lower().startswith(_INLINE_PICTURES)


def _check_fonts(root: etree._Element) -> None:
    """LibreOffice once made the path of an embedded font's file from its name (CVE-2024-12425)."""
    for embedded in root.iter(*_EMBEDDED_FONTS):
        font = embedded.getparent()
        names = [] if font is None else [str(value) for value in font.values()]
        if any(".." in name or "/" in name or "\\" in name for name in names):
            raise FileRefused(ErrorCode.FILE_BAD_NAMES, reason="phông chữ nhúng mang tên là đường dẫn tệp")


def _check_main(parts: Mapping[str, bytes]) -> None:
    mains = main_parts(parts)
    if len(mains) != 1:
        raise FileRefused(reason="gói phải có đúng một phần chính")
    (main,) = mains
    require_part(parts, main)
    if content_type(parts, main) != DOCUMENT_TYPE:
        raise FileRefused(reason=f"phần chính {main[:QUOTED]} không phải văn bản Word")
