from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest

from service.convert.package_check import MOST_PARTS, KnownParts, PackageLimits, check_package
from service.errors import ErrorCode, TemplateError
from service.messages import describe
from tests.convert.papers import new_paper, part_of, save, with_element, with_parts

RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = '<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="rX" {}/>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.fixture(scope="module")
def good() -> bytes:
    return save(new_paper("Một đoạn"))


def reason_of(package: bytes, limits: PackageLimits | None = None) -> str:
    with pytest.raises(TemplateError) as caught:
        check_package(package, limits, name="văn bản thử")
    assert caught.value.code is ErrorCode.TEMPLATE_BROKEN
    assert describe(caught.value).startswith("Mẫu văn bản thử hỏng: ")
    return str(caught.value.details["reason"])


def with_relation(package: bytes, **attributes: str) -> bytes:
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return with_element(package, RELATIONS, RELATION.format(written))


def test_our_own_paper_passes(good: bytes, plain_docx: bytes) -> None:
    check_package(good)
    check_package(plain_docx)


@pytest.mark.parametrize("target", ["https://vidu.vn/a", "http://vidu.vn", "mailto:a@vidu.vn", " HTTPS://vidu.vn"])
def test_links_to_the_web_pass(good: bytes, target: str) -> None:
    check_package(with_relation(good, Type=f"{OFFICE}/hyperlink", Target=target, TargetMode="External"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "tệp rỗng"),
        (b"\x00" * 500, "không phải gói DOCX"),
        ("Văn bản thường".encode(), "không phải gói DOCX"),
        (b"PK\x03\x04" + b"\x00" * 500, "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "có mật khẩu"),
    ],
)
def test_what_is_no_package(content: bytes, expected: str) -> None:
    assert expected in reason_of(content)


def test_truncated_package(good: bytes) -> None:
    assert "hỏng" in reason_of(good[: len(good) // 2])


def test_every_damaged_byte_is_refused_or_harmless(good: bytes) -> None:
    """A package with one wrong byte is refused by name, or passes; it never raises anything else."""
    refused = 0
    for place in range(0, len(good), 151):
        damaged = good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :]
        try:
            check_package(damaged)
        except TemplateError:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (PackageLimits(members=5), "hơn 5 tệp con"),
        (PackageLimits(packed_mb=0), "lớn hơn 0 MB"),
        (PackageLimits(unpacked_mb=0), "quá lớn"),
        (PackageLimits(xml_part_mb=0), "quá lớn"),
        (PackageLimits(xml_elements=100), "quá nhiều phần tử"),
    ],
)
def test_limits(good: bytes, limits: PackageLimits, expected: str) -> None:
    assert expected in reason_of(good, limits)


def test_size_is_counted_while_inflating_not_believed(good: bytes) -> None:
    bomb = bytearray(with_parts(good, {}, [("word/bomb.xml", b"<a>" + b" " * (3 * 2**20) + b"</a>")]))
    entry = bomb.rfind(b"PK\x01\x02", 0, bomb.rfind(b"word/bomb.xml"))
    struct.pack_into("<I", bomb, entry + 24, 10)  # the size it tells of itself in the central directory
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as package:
        assert package.getinfo("word/bomb.xml").file_size == 10
    assert reason_of(bytes(bomb), PackageLimits(unpacked_mb=2))


@pytest.mark.parametrize(
    "name", ["../evil.xml", "word/../../evil.xml", "/etc/evil.xml", "word\\evil.xml", "C:/evil.xml"]
)
def test_names_that_leave_the_package(good: bytes, name: str) -> None:
    # zipfile changes the backslash while writing, so it is put in afterwards, in both places of the name.
    written = name.replace("\\", "?")
    package = with_parts(good, {}, [(written, b"<a/>")]).replace(written.encode(), name.encode())
    assert "tên tệp con không hợp lệ" in reason_of(package)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.XML"])
def test_two_parts_of_one_name(good: bytes, name: str) -> None:
    assert "trùng tên" in reason_of(with_parts(good, {}, [(name, b"<a/>")]))


def test_password(good: bytes) -> None:
    locked = bytearray(good)
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = locked.find(start)
        locked[place + (6 if start == b"PK\x03\x04" else 8)] |= 1
    assert "mật khẩu" in reason_of(bytes(locked))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("word/vbaProject.bin", "macro"),
        ("word/embeddings/oleObject1.bin", "tệp con lạ"),
        ("word/embeddings/bang.xlsx", "tệp con lạ"),
        ("word/media/hinh.emf", "tệp con lạ"),
        ("word/fonts/font1.odttf", "tệp con lạ"),
        ("word/afchunk.html", "tệp con lạ"),
        ("chay.sh", "tệp con lạ"),
        ("khong-duoi", "tệp con lạ"),
    ],
)
def test_foreign_members(good: bytes, name: str, expected: str) -> None:
    assert expected in reason_of(with_parts(good, {}, [(name, b"x")]))


def png(width: int, height: int) -> bytes:
    """The beginning of a picture of this size; its points are not there."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (header, b"IDAT", b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


@pytest.mark.parametrize(("width", "height"), [(1, 1), (4961, 7016), (40_000, 1000)])
def test_pictures_of_a_page_pass(good: bytes, width: int, height: int) -> None:
    check_package(with_parts(good, {}, [("word/media/a.png", png(width, height))]))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (png(20_000, 20_000), "hình word/media/a.png có hơn 40 triệu điểm ảnh; hãy thu nhỏ rồi chèn lại"),
        (png(2**31, 1), "triệu điểm ảnh"),
        (b"", "hình word/media/a.png hỏng"),
        (b"x" * 100, "hỏng"),
        (b"\x89PNG\r\n\x1a\n", "hỏng"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "hỏng"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "hỏng"),
    ],
)
def test_pictures_that_would_not_be_printed(good: bytes, content: bytes, expected: str) -> None:
    assert expected in reason_of(with_parts(good, {}, [("word/media/a.png", content)]))


@pytest.mark.parametrize(
    ("kind", "target", "mode", "expected"),
    [
        ("image", "http://vidu.vn/a.png", "External", "liên kết ra ngoài: http://vidu.vn/a.png"),
        ("image", "file:///etc/passwd", "external", "liên kết ra ngoài"),
        ("attachedTemplate", "file:///C:/a.dotm", "External", "liên kết ra ngoài"),
        ("subDocument", "file:///a.docx", "External", "liên kết ra ngoài"),
        ("frame", "http://vidu.vn", "External", "liên kết ra ngoài"),
        ("hyperlink", "file:///etc/passwd", "External", "không phải trang web"),
        ("hyperlink", "vnd.sun.star.script:a", "External", "không phải trang web"),
        ("hyperlink", "macro:///a", "External", "không phải trang web"),
        ("aFChunk", "a.xml", "Internal", "altChunk"),
        ("oleObject", "a.xml", "Internal", "OLE"),
        ("package", "a.xml", "Internal", "nhúng"),
        ("control", "a.xml", "Internal", "ActiveX"),
        ("font", "a.xml", "Internal", "phông chữ nhúng"),
    ],
)
def test_relations(good: bytes, kind: str, target: str, mode: str, expected: str) -> None:
    package = with_relation(good, Type=f"{OFFICE}/{kind}", Target=target, TargetMode=mode)
    assert expected in reason_of(package)


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (f"<w:altChunk {W}/>", "altChunk"),
        (f"<w:p {W}><w:r><w:object/></w:r></w:p>", "OLE"),
        (f"<w:p {W}><w:r><w:control/></w:r></w:p>", "ActiveX"),
        (f"<w:p {W}><w:r><w:instrText> INCLUDETEXT a.docx </w:instrText></w:r></w:p>", "INCLUDETEXT"),
        (f"<w:p {W}><w:r><w:instrText>includepic</w:instrText><w:instrText>ture</w:instrText></w:r></w:p>", "INCLUDE"),
        (f'<w:p {W}><w:fldSimple w:instr="DDEAUTO c:\\\\a"/></w:p>', "DDE"),
        (f"<w:p {W}>{FIELD.format(' LINK Excel.Sheet.12 C:/a.xlsx ')}</w:p>", "LINK"),
        (f"<w:p {W}>{FIELD.format(' in</w:instrText><w:instrText>clude C:/a.docx')}</w:p>", "INCLUDETEXT"),
        (f"<w:p {W}>{FIELD.format(' DDE&#9;excel a b')}</w:p>", "DDE"),
        (f"<w:p {W}>{FIELD.format(' RD C:/a.docx')}</w:p>", "trường lấy nội dung"),
        (f"<w:p {W}>{FIELD.format(' MACROBUTTON chay bấm')}</w:p>", "trường lấy nội dung"),
        (f"<w:p {W}>{FIELD.format(' HYPERLINK &quot;vnd.sun.star.script:a&quot;')}</w:p>", "vnd.sun.star.script:a"),
        (f"<w:p {W}>{FIELD.format(' HYPERLINK file:///etc/passwd')}</w:p>", "file:///etc/passwd"),
        (f"<w:p {W}>{FIELD.format(' HYPERLINK ' + chr(92) + 'o &quot;a&quot; &quot;C:/a&quot;')}</w:p>", "C:/a"),
        (f"<w:r {W}><w:pict><v:imagedata {V} src='http://vidu.vn/a.png'/></w:pict></w:r>", "http://vidu.vn/a.png"),
        (f"<w:r {W}><w:pict><v:shape {V} href='file:///a'/></w:pict></w:r>", "liên kết ra ngoài: file:///a"),
    ],
)
def test_elements(good: bytes, element: str, expected: str) -> None:
    assert expected in reason_of(with_element(good, "word/document.xml", element))


@pytest.mark.parametrize(
    "instruction",
    [
        " PAGE ",
        ' HYPERLINK "https://vidu.vn/link/rd?include=1" ',
        ' HYPERLINK \\l "muc_1" ',
        ' HYPERLINK "mailto:a@vidu.vn" \\o "Thư tới văn phòng" ',
        " REF database ",
    ],
)
def test_harmless_fields_pass(good: bytes, instruction: str) -> None:
    check_package(with_element(good, "word/document.xml", f"<w:p {W}>{FIELD.format(instruction)}</w:p>"))


def declared(part: bytes, declaration: bytes) -> bytes:
    return declaration + part.partition(b"?>")[2].lstrip()


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        b"<!DOCTYPE a>",
    ],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/settings.xml", RELATIONS, "docProps/core.xml"])
def test_doctype(good: bytes, name: str, declaration: bytes) -> None:
    package = with_parts(good, {name: declared(part_of(good, name), declaration)})
    assert f"{name} có khai báo DOCTYPE" in reason_of(package)


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
def test_needed_parts(good: bytes, name: str) -> None:
    assert reason_of(with_parts(good, {name: None})) == f"thiếu {name}"


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"])
@pytest.mark.parametrize("content", [b"", b"<a>", b"<a/><b/>", b"\xff\xfe<", b"<a>&khong;</a>", b"<a" * 300])
def test_malformed_xml(good: bytes, name: str, content: bytes) -> None:
    assert reason_of(with_parts(good, {name: content})) == f"XML sai cú pháp trong {name}"


def test_depth_without_end(good: bytes) -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    assert "XML sai cú pháp" in reason_of(with_parts(good, {"word/styles.xml": deep}))


Change = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("_rels/.rels", lambda part: part.replace(b"word/document.xml", b"word/other.xml"), "phần chính"),
        ("[Content_Types].xml", lambda part: part.replace(b"document.main+xml", b"template.main+xml"), "Word thường"),
        (
            "[Content_Types].xml",
            lambda part: part.replace(
                b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"vnd.ms-word.document.macroEnabled.main+xml",
            ),
            "Word thường",
        ),
    ],
)
def test_another_kind_of_package(good: bytes, name: str, change: Change, expected: str) -> None:
    assert expected in reason_of(with_parts(good, {name: change(part_of(good, name))}))


def test_what_is_known_of_one_part_lets_no_other_pass(good: bytes) -> None:
    known = KnownParts()
    check_package(good, known=known)
    assert check_package(good, known=known) == good
    bad = with_relation(good, Type=f"{OFFICE}/attachedTemplate", Target="http://x.vn/a.dotx", TargetMode="External")
    for _ in range(2):
        with pytest.raises(TemplateError):
            check_package(bad, known=known)
    hidden = with_element(good, "word/document.xml", f"<w:p {W}><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>")
    with pytest.raises(TemplateError):
        check_package(hidden, known=known)


def test_parts_that_are_known_are_counted_all_the_same(good: bytes) -> None:
    known = KnownParts()
    check_package(good, known=known)
    with pytest.raises(TemplateError) as caught:
        check_package(good, PackageLimits(xml_elements=200), known=known)
    assert "quá nhiều phần tử" in str(caught.value.details["reason"])


def test_parts_are_known_by_name_and_content_and_not_without_end() -> None:
    known = KnownParts()
    known.add("word/styles.xml", b"<a/>")
    known.add("word/document.xml", b"<a/>")
    assert ("word/styles.xml", b"<a/>") in known
    assert ("word/settings.xml", b"<a/>") not in known
    assert ("word/document.xml", b"<a/>") not in known, "no two papers have it alike"
    for number in range(MOST_PARTS):
        known.add("word/styles.xml", str(number).encode())
    assert ("word/styles.xml", b"<a/>") not in known
