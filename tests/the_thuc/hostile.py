"""Files nobody should let in, each built here and small, with the code and the words that refuse it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pikepdf

from service.errors import ErrorCode
from tests.convert.papers import new_paper, part_of, save, with_element, with_parts
from tests.the_thuc.compound_files import Tree, compound, word_stream
from tests.the_thuc.pdf_files import locked_pdf, page_tree, pdf_with, set_root, sound_pdf, swelling_pdf

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
RELATIONS = "word/_rels/document.xml.rels"
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
MAIN = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@dataclass(frozen=True)
class Hostile:
    """A file, the code that refuses it, and words its sentence must have."""

    build: Callable[[], bytes]
    code: ErrorCode
    words: str


@cache
def paper() -> bytes:
    return save(new_paper("Một đoạn"))


def related(kind: str, target: str, mode: str = "External") -> bytes:
    relation = (
        f'<Relationship xmlns="{PACKAGE}/relationships" Id="rX" Type="{OFFICE}/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/>'
    )
    return with_element(paper(), RELATIONS, relation)


def holding(xml: str) -> bytes:
    return with_element(paper(), DOCUMENT, xml)


def field(instruction: str) -> bytes:
    return holding(f"<w:p {W}>{FIELD.format(instruction)}</w:p>")


def adding(name: str, content: bytes) -> bytes:
    return with_parts(paper(), {}, [(name, content)])


def named(name: str) -> bytes:
    """A part of this name; zipfile changes a backslash while writing, so the name is put in afterwards."""
    written = name.replace("\\", "?")
    return adding(written, b"<a/>").replace(written.encode(), name.encode())


def typed(kind: bytes) -> bytes:
    return with_parts(paper(), {TYPES: part_of(paper(), TYPES).replace(MAIN, kind)})


def declared(declaration: str, encoding: str = "utf-8") -> bytes:
    text = part_of(paper(), DOCUMENT).decode().partition("?>")[2].lstrip()
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return with_parts(paper(), {DOCUMENT: (head + declaration + text).encode(encoding)})


def nested_tables(depth: int) -> str:
    return (
        f"<w:p {W}><w:r/></w:p>"
        if depth == 0
        else f"<w:tbl {W}><w:tr><w:tc>{nested_tables(depth - 1)}</w:tc></w:tr></w:tbl>"
    )


def zipped(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return target.getvalue()


def many_members(count: int) -> bytes:
    return with_parts(paper(), {}, [(f"word/a{number}.xml", b"<a/>") for number in range(count)])


def many_elements() -> bytes:
    """More than anybody reads, of names that do not pack too well."""
    return adding(
        "word/a.xml", f"<a>{''.join(f'<b{number * 7919 % 10007}/>' for number in range(1_500_001))}</a>".encode()
    )


def locked() -> bytes:
    made = bytearray(paper())
    for start, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.find(start) + flag] |= 1
    return bytes(made)


def bzipped() -> bytes:
    target = io.BytesIO(paper())
    with zipfile.ZipFile(target, "a") as made:
        made.writestr("word/a.xml", b"<a>" + b" " * 10**6 + b"</a>", zipfile.ZIP_BZIP2)
    return target.getvalue()


def false_size() -> bytes:
    """A part that inflates to 5 MB and says it has 10 bytes."""
    made = bytearray(adding("word/bom.emf", bytes(5 * 2**20)))
    struct.pack_into("<I", made, made.rfind(b"PK\x01\x02", 0, made.rfind(b"word/bom.emf")) + 24, 10)
    return bytes(made)


def doc(flags: int = 0, text: bytes = b"", others: Tree | None = None) -> bytes:
    return compound({"WordDocument": word_stream(flags, text), "1Table": b"", **(others or {})})


def short_doc(flags: int = 0) -> bytes:
    """A .doc whose document is short and stands in the root's own stream, in its second sector."""
    made = bytearray(compound({"WordDocument": bytes(576) + word_stream(flags)}))
    (directory,) = struct.unpack_from("<I", made, 48)
    root = (directory + 1) * 512
    for entry, start, size in ((root, 0, 4096), (root + 128, 576 // 64, 1024)):
        struct.pack_into("<IQ", made, entry + 116, start, size)
    return bytes(made)


def looping_doc() -> bytes:
    """A directory whose last sector leads back to its first."""
    made = bytearray(doc())
    (directory,) = struct.unpack_from("<I", made, 48)
    (fat,) = struct.unpack_from("<I", made, 76)
    struct.pack_into("<I", made, (fat + 1) * 512 + directory * 4, directory)
    return bytes(made)


C = ErrorCode


def outside(kind: str) -> Hostile:
    words = "liên kết ra ngoài: file:///C:/a"
    return Hostile(lambda: related(kind, "file:///C:/a"), C.FILE_REACHES_OUT, words)


HOSTILE: dict[str, Hostile] = {
    "empty": Hostile(lambda: b"", C.FILE_EMPTY, "Tệp rỗng"),
    "too large": Hostile(lambda: bytes(10_000_001), C.FILE_TOO_LARGE, "10,0 MB"),
    # Other kinds.
    "xlsx": Hostile(
        lambda: typed(b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        C.FILE_KIND_UNKNOWN, "bảng tính Excel (.xlsx), tên đã đổi thành .docx",
    ),
    "xlsm": Hostile(lambda: typed(b"vnd.ms-excel.sheet.macroEnabled.main+xml"), C.FILE_KIND_UNKNOWN, "(.xlsm)"),
    "pptx": Hostile(
        lambda: typed(b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
        C.FILE_KIND_UNKNOWN, "PowerPoint (.pptx)",
    ),
    "dotx": Hostile(
        lambda: typed(MAIN.replace(b"document.main", b"template.main")), C.FILE_KIND_UNKNOWN, "mẫu Word (.dotx)"
    ),
    "odt": Hostile(
        lambda: zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")),
        C.FILE_KIND_UNKNOWN, "OpenDocument (.odt)",
    ),
    "zip": Hostile(lambda: zipped(("a.docx", b"x")), C.FILE_KIND_UNKNOWN, "tệp nén ZIP"),
    "empty zip": Hostile(lambda: zipped(), C.FILE_KIND_UNKNOWN, "ZIP không chứa gì"),
    "rtf": Hostile(lambda: b"{\\rtf1\\ansi abc}", C.FILE_KIND_UNKNOWN, "RTF (.rtf)"),
    "html": Hostile(lambda: b"\r\n<HTML><body>x", C.FILE_KIND_UNKNOWN, "HTML"),
    "mhtml": Hostile(lambda: b"MIME-Version: 1.0\r\n", C.FILE_KIND_UNKNOWN, "MHTML"),
    "word xml": Hostile(
        lambda: b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
        C.FILE_KIND_UNKNOWN, "văn bản Word dạng XML",
    ),
    "xml": Hostile(lambda: b'<?xml version="1.0"?><a/>', C.FILE_KIND_UNKNOWN, "tệp XML"),
    "txt": Hostile(lambda: "Kính gửi: Ủy ban".encode(), C.FILE_KIND_UNKNOWN, "tệp chữ thường (.txt)"),
    "txt utf-16": Hostile(lambda: "Kính gửi: Ủy ban".encode("utf-16"), C.FILE_KIND_UNKNOWN, "tệp chữ thường"),
    "png": Hostile(lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), C.FILE_KIND_UNKNOWN, "ảnh PNG"),
    "jpeg": Hostile(lambda: b"\xff\xd8\xff\xe0" + bytes(50), C.FILE_KIND_UNKNOWN, "ảnh JPEG"),
    "heic": Hostile(lambda: b"\0\0\0\x18ftypheic" + bytes(50), C.FILE_KIND_UNKNOWN, "ảnh chụp của điện thoại"),
    "exe": Hostile(lambda: b"MZ\x90\x00" + bytes(50), C.FILE_KIND_UNKNOWN, "Đừng mở tệp này"),
    "rar": Hostile(lambda: b"Rar!\x1a\x07" + bytes(50), C.FILE_KIND_UNKNOWN, "RAR"),
    "nothing known": Hostile(lambda: bytes(500), C.FILE_KIND_UNKNOWN, "không rõ loại"),
    "xls": Hostile(lambda: compound({"Workbook": b""}), C.FILE_KIND_UNKNOWN, "Excel đời cũ (.xls)"),
    "ppt": Hostile(lambda: compound({"PowerPoint Document": b""}), C.FILE_KIND_UNKNOWN, "(.ppt)"),
    "msg": Hostile(lambda: compound({"__properties_version1.0": b""}), C.FILE_KIND_UNKNOWN, "Outlook"),
    "other ole": Hostile(lambda: compound({"Contents": b""}), C.FILE_KIND_UNKNOWN, "Office đời cũ"),
    # Broken.
    "cut docx": Hostile(lambda: paper()[: len(paper()) // 2], C.FILE_BROKEN, "không giải nén được"),
    "only the start": Hostile(lambda: b"PK\x03\x04" + bytes(500), C.FILE_BROKEN, "không giải nén được"),
    "malformed": Hostile(lambda: with_parts(paper(), {DOCUMENT: b"<a>"}), C.FILE_BROKEN, "sai cú pháp"),
    "no document": Hostile(lambda: with_parts(paper(), {DOCUMENT: None}), C.FILE_BROKEN, "thiếu word/document.xml"),
    "no relations": Hostile(lambda: with_parts(paper(), {"_rels/.rels": None}), C.FILE_BROKEN, "thiếu _rels/.rels"),
    "packed otherwise": Hostile(bzipped, C.FILE_BROKEN, "không giải nén được"),
    "main part of another kind": Hostile(
        lambda: with_parts(
            paper(), {"_rels/.rels": part_of(paper(), "_rels/.rels").replace(DOCUMENT.encode(), b"word/styles.xml")}
        ),
        C.FILE_BROKEN, "không phải văn bản Word",
    ),
    "two main parts": Hostile(
        lambda: with_element(
            paper(), "_rels/.rels",
            f'<Relationship xmlns="{PACKAGE}/relationships" Id="rX" Type="{OFFICE}/officeDocument" Target="a.xml"/>',
        ),
        C.FILE_BROKEN, "đúng một phần chính",
    ),
    "false size": Hostile(false_size, C.FILE_BROKEN, "không giải nén được"),
    "cut doc": Hostile(lambda: doc()[:2000], C.FILE_BROKEN, "Office đời cũ"),
    "looping doc": Hostile(looping_doc, C.FILE_BROKEN, "mục lục sai"),
    "doc of zeros": Hostile(lambda: doc()[:512] + bytes(9000), C.FILE_BROKEN, "Office đời cũ"),
    "doc not by Word": Hostile(lambda: compound({"WordDocument": b"x"}), C.FILE_BROKEN, "không phải của Word"),
    "pdf after other bytes": Hostile(lambda: b"GIF89a" + sound_pdf(), C.FILE_BROKEN, "phần đầu tệp PDF"),
    "pdf of no version": Hostile(lambda: sound_pdf().replace(b"%PDF-1", b"%PDF-x"), C.FILE_BROKEN, "phần đầu tệp PDF"),
    "cut pdf": Hostile(lambda: sound_pdf()[: len(sound_pdf()) // 2], C.FILE_BROKEN, "bị cắt cụt"),
    "pdf without sense": Hostile(lambda: b"%PDF-1.4\nabc\n%%EOF", C.FILE_BROKEN, "cấu trúc tệp PDF sai"),
    "pdf without pages": Hostile(lambda: pdf_with(lambda _: None, pages=0), C.FILE_BROKEN, "không có trang"),
    "pdf of pages without end": Hostile(lambda: page_tree(9, 9, 10), C.FILE_BROKEN, "cấu trúc tệp PDF sai"),
    # Locked.
    "locked docx": Hostile(lambda: compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), C.FILE_ENCRYPTED, "mở"),
    "locked members": Hostile(locked, C.FILE_ENCRYPTED, "mật khẩu"),
    "locked doc": Hostile(lambda: doc(0x0100), C.FILE_ENCRYPTED, ".doc có mật khẩu"),
    "locked short doc": Hostile(lambda: short_doc(0x0100), C.FILE_ENCRYPTED, ".doc có mật khẩu"),
    "locked pdf": Hostile(locked_pdf, C.FILE_ENCRYPTED, "PDF có mật khẩu"),
    # Names.
    "twice": Hostile(lambda: adding("WORD/document.XML", b"<a/>"), C.FILE_BAD_NAMES, "trùng tên"),
    "backslash": Hostile(lambda: named("word\\a.xml"), C.FILE_BAD_NAMES, "word\\a.xml"),
    "absolute": Hostile(lambda: named("/etc/a.xml"), C.FILE_BAD_NAMES, "/etc/a.xml"),
    "drive": Hostile(lambda: named("C:/a.xml"), C.FILE_BAD_NAMES, "C:/a.xml"),
    "upwards": Hostile(lambda: named("word/../../a.xml"), C.FILE_BAD_NAMES, ".."),
    "font named as a path": Hostile(
        lambda: with_element(
            paper(), "word/fontTable.xml", f'<w:font {W} w:name="../../a"><w:embedRegular/></w:font>'
        ),
        C.FILE_BAD_NAMES, "phông chữ nhúng",
    ),
    # Too much.
    "10 000 parts": Hostile(lambda: many_members(10_000), C.FILE_TOO_COMPLEX, "hơn 2000 tệp con"),
    "bomb": Hostile(
        lambda: adding("word/bom.emf", bytes(201 * 2**20)), C.FILE_TOO_COMPLEX, "word/bom.emf giải nén ra quá lớn"
    ),
    "ratio": Hostile(
        lambda: adding("word/a.xml", b"<a>" + b" " * (9 * 2**20) + b"</a>"), C.FILE_TOO_COMPLEX, "quá lớn"
    ),
    "elements": Hostile(many_elements, C.FILE_TOO_COMPLEX, "quá nhiều phần tử"),
    "depth": Hostile(
        lambda: adding("word/a.xml", b"<a>" * 300 + b"</a>" * 300), C.FILE_TOO_COMPLEX, "lồng nhau quá sâu"
    ),
    "tables": Hostile(lambda: holding(nested_tables(21)), C.FILE_TOO_COMPLEX, "bảng lồng nhau quá 20 lớp"),
    "swelling pdf": Hostile(swelling_pdf, C.FILE_TOO_COMPLEX, "giải nén ra quá lớn"),
    "objects of a pdf": Hostile(
        lambda: b"%PDF-1.4\n" + b"1 0 obj\n<<>>\nendobj\n" * 150_001 + b"%%EOF", C.FILE_TOO_COMPLEX, "đối tượng"
    ),
    "streams of a pdf": Hostile(
        lambda: b"%PDF-1.4\n" + b"stream\n\x78\x01\x00" * 20_001 + b"%%EOF", C.FILE_TOO_COMPLEX, "luồng dữ liệu"
    ),
    "pages": Hostile(lambda: pdf_with(lambda _: None, pages=1001), C.FILE_TOO_MANY_PAGES, "1001 trang, quá giới hạn"),
    "pages told": Hostile(lambda: page_tree(10**6, 1, 1), C.FILE_TOO_MANY_PAGES, "1000000 trang"),
    # Macros.
    "docm": Hostile(lambda: typed(b"vnd.ms-word.document.macroEnabled.main+xml"), C.FILE_HAS_MACROS, "(.docm)"),
    "vbaProject": Hostile(lambda: adding("word/vbaProject.bin", b"x"), C.FILE_HAS_MACROS, "có macro"),
    "vba by relation": Hostile(lambda: related("vbaProject", "a.xml", "Internal"), C.FILE_HAS_MACROS, "có macro"),
    "custom ui": Hostile(lambda: related("extensibility", "a.xml", "Internal"), C.FILE_HAS_MACROS, "customUI"),
    "script in a drawing": Hostile(
        lambda: adding("word/media/a.svg", SVG.format("<script/>").encode()), C.FILE_HAS_MACROS, "lệnh chạy trong hình"
    ),
    "macros of a doc": Hostile(lambda: doc(others={"Macros": {"VBA": {"dir": b""}}}), C.FILE_HAS_MACROS, "có macro"),
    # Embedded.
    "xlsx within": Hostile(lambda: adding("word/embeddings/a.xlsx", paper()), C.FILE_HAS_EMBEDDED, "có tệp nhúng"),
    "oleObject.bin": Hostile(lambda: adding("word/embeddings/a.bin", b"x"), C.FILE_HAS_EMBEDDED, "có tệp nhúng"),
    "activeX.bin": Hostile(lambda: adding("word/activeX/activeX1.bin", b"x"), C.FILE_HAS_EMBEDDED, "có tệp nhúng"),
    "zip as a picture": Hostile(
        lambda: adding("word/media/a.png", zipped(("a", b"x"))), C.FILE_HAS_EMBEDDED, "giấu dưới tên word/media/a.png"
    ),
    "xml as a picture": Hostile(
        lambda: adding("word/a.png", b'\xef\xbb\xbf<?xml version="1.0"?><!DOCTYPE a><a/>'),
        C.FILE_HAS_EMBEDDED, "XML giấu dưới tên",
    ),
    "utf-16 xml as a picture": Hostile(
        lambda: adding("word/a.emf", "<a/>".encode("utf-16")), C.FILE_HAS_EMBEDDED, "XML giấu dưới tên"
    ),
    "zip as a part": Hostile(lambda: adding("word/a.zip", b"PK"), C.FILE_HAS_EMBEDDED, "tệp con lạ"),
    "altChunk": Hostile(lambda: holding(f"<w:altChunk {W}/>"), C.FILE_HAS_EMBEDDED, "altChunk"),
    "altChunk by relation": Hostile(lambda: related("aFChunk", "a.xml", "Internal"), C.FILE_HAS_EMBEDDED, "altChunk"),
    "object": Hostile(lambda: holding(f"<w:p {W}><w:r><w:object/></w:r></w:p>"), C.FILE_HAS_EMBEDDED, "OLE"),
    "control": Hostile(lambda: holding(f"<w:p {W}><w:r><w:control/></w:r></w:p>"), C.FILE_HAS_EMBEDDED, "ActiveX"),
    "objects of a doc": Hostile(lambda: doc(others={"ObjectPool": {"_1": {"Ole": b""}}}), C.FILE_HAS_EMBEDDED, "OLE"),
    # Declarations.
    "external entity": Hostile(
        lambda: declared('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), C.FILE_HAS_DOCTYPE, DOCUMENT
    ),
    "many laughs": Hostile(
        lambda: declared('<!DOCTYPE a [<!ENTITY x "xxx"><!ENTITY y "&x;&x;">]>'), C.FILE_HAS_DOCTYPE, "DOCTYPE"
    ),
    "declaration in utf-16": Hostile(lambda: declared("<!DOCTYPE a>", "utf-16"), C.FILE_HAS_DOCTYPE, "DOCTYPE"),
    "declaration of a drawing": Hostile(
        lambda: adding("word/media/a.svg", b"<!DOCTYPE svg><svg/>"), C.FILE_HAS_DOCTYPE, "a.svg"
    ),
    # Reaching out.
    **{f"{kind} outside": outside(kind) for kind in (
        "attachedTemplate", "image", "frame", "subDocument", "externalLink", "mailMergeSource", "header"
    )},
    "linked object": Hostile(lambda: related("oleObject", "file:///C:/a"), C.FILE_HAS_EMBEDDED, "OLE"),
    "picture said to be inside": Hostile(
        lambda: related("image", "http://vidu.vn/a.png", "Internal"), C.FILE_REACHES_OUT, "http://vidu.vn/a.png"
    ),
    "link to a program": Hostile(lambda: related("hyperlink", "ms-msdt:/id"), C.FILE_REACHES_OUT, "ms-msdt:/id"),
    "link to a macro": Hostile(
        lambda: related("hyperlink", "vnd.sun.star.script:a"), C.FILE_REACHES_OUT, "vnd.sun.star.script:a"
    ),
    "link field to a macro": Hostile(
        lambda: field(" HYPERLINK &quot;macro:///a&quot;"), C.FILE_REACHES_OUT, "macro:///a"
    ),
    "DDE": Hostile(lambda: field(" DDE&#9;excel a b"), C.FILE_REACHES_OUT, "DDE"),
    "DDEAUTO": Hostile(
        lambda: holding(f'<w:p {W}><w:fldSimple w:instr="DDEAUTO c:\\\\a"/></w:p>'), C.FILE_REACHES_OUT, "DDE"
    ),
    "INCLUDETEXT": Hostile(
        lambda: field(" INCLUDE</w:instrText><w:instrText>TEXT a.docx"), C.FILE_REACHES_OUT, "INCLUDETEXT"
    ),
    "INCLUDEPICTURE": Hostile(lambda: field(" includepicture http://a"), C.FILE_REACHES_OUT, "INCLUDEPICTURE"),
    "LINK": Hostile(lambda: field(" LINK Excel.Sheet.12 C:/a.xlsx"), C.FILE_REACHES_OUT, "LINK"),
    "drawing from outside": Hostile(
        lambda: holding(f'<w:r {W}><w:pict><v:imagedata {V} src="http://vidu.vn/a.png"/></w:pict></w:r>'),
        C.FILE_REACHES_OUT, "http://vidu.vn/a.png",
    ),
    "svg from outside": Hostile(
        lambda: adding("word/media/a.svg", SVG.format('<image xlink:href="file:///etc/a.png"/>').encode()),
        C.FILE_REACHES_OUT, "file:///etc/a.png",
    ),
    "svg within svg": Hostile(
        lambda: adding("word/a.xml", SVG.format('<image href="data:image/svg+xml;base64,x"/>').encode()),
        C.FILE_REACHES_OUT, "data:image/svg+xml",
    ),
    "DDE of a doc": Hostile(lambda: doc(text=b"\x13 DDEAUTO c:\\a\x14x\x15"), C.FILE_REACHES_OUT, "DDE"),
    "INCLUDETEXT of a doc": Hostile(
        lambda: doc(text="\x13 IncludeText c:\\a\x14x\x15".encode("utf-16-le")), C.FILE_REACHES_OUT, "INCLUDETEXT"
    ),
    # PDF that is no paper.
    "portfolio": Hostile(
        lambda: pdf_with(set_root("/Collection", pikepdf.Dictionary())), C.FILE_NOT_A_PAPER, "Portfolio"
    ),
    "form to be built": Hostile(lambda: pdf_with(set_root("/NeedsRendering", True)), C.FILE_NOT_A_PAPER, "XFA"),
}  # fmt: skip
