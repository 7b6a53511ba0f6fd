"""What comes to the checker is let in or refused by name, at once, whatever it is."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Callable

import pikepdf
import pytest

from service.errors import ErrorCode, FileRefused
from service.messages import describe
from service.the_thuc.intake import Admitted, admit
from tests.convert.papers import new_paper, part_of, save, with_parts
from tests.the_thuc.hostile import (
    DOCUMENT,
    FIELD,
    HOSTILE,
    MAIN,
    OFFICE,
    SVG,
    TYPES,
    W,
    adding,
    doc,
    field,
    holding,
    paper,
    related,
    short_doc,
    typed,
)
from tests.the_thuc.pdf_files import pdf_with, set_root, sound_pdf

LIMIT = 10_000_000
# Processor time, so that a machine that does much else does not fail it; a bomb let in would take minutes.
SECOND = 3.0


def enter(content: bytes, name: str = "van_ban.docx") -> Admitted:
    admitted = admit(content, max_bytes=LIMIT, name=name)
    assert admitted.content is content
    return admitted


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_refused_by_name_and_at_once(name: str) -> None:
    hostile = HOSTILE[name]
    content = hostile.build()
    begun = time.process_time()
    with pytest.raises(FileRefused) as caught:
        enter(content)
    assert time.process_time() - begun < SECOND
    assert caught.value.code is hostile.code
    sentence = describe(caught.value)
    assert hostile.words in sentence
    assert "Hãy " in sentence or "hãy " in sentence
    assert sentence.endswith(".")


def test_every_code_of_a_file_is_met() -> None:
    codes = {code for code in ErrorCode if code.value.startswith("file-")}
    # Whether a page is a picture is seen by who reads it.
    assert {hostile.code for hostile in HOSTILE.values()} == codes - {ErrorCode.FILE_SCANNED}


def test_hostile_files_are_refused_for_what_was_put_into_them() -> None:
    """What they are made from passes."""
    assert enter(paper()) == Admitted("docx", paper())
    assert enter(doc()) == Admitted("doc", doc())
    assert enter(sound_pdf()) == Admitted("pdf", sound_pdf())
    assert enter(typed(MAIN)).kind == "docx"
    assert enter(holding(f"<w:p {W}>{FIELD.format(' PAGE ')}</w:p>")).kind == "docx"


@pytest.mark.parametrize("content", [paper, doc, sound_pdf], ids=["docx", "doc", "pdf"])
def test_every_damaged_byte_is_refused_or_harmless(content: Callable[[], bytes]) -> None:
    """A file with one wrong byte, or cut off anywhere, is refused by name or passes: nothing else is raised."""
    whole = content()
    refused = 0
    for place in range(0, len(whole), max(1, len(whole) // 200)):
        for damaged in (whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :], whole[:place]):
            try:
                enter(damaged)
            except FileRefused as refusal:
                refused += len(describe(refusal)) > 20
    assert refused > 150


@pytest.mark.parametrize(
    "target",
    [
        "https://vidu.vn/a", "mailto:a@vidu.vn", "HTTP://vidu.vn", "ftp://vidu.vn", "tel:0901",
        "#muc_1", "bang.docx", "../khac/bang.docx", "file:///C:/a.docx", "C:\\a.docx",
    ],
)  # fmt: skip
def test_plain_links_pass(target: str) -> None:
    enter(related("hyperlink", target))
    enter(field(f" HYPERLINK &quot;{target}&quot;"))


@pytest.mark.parametrize(
    "instruction",
    [
        " PAGE ", " NUMPAGES ", ' TOC \\o "1-3" \\h \\z \\u ', " REF _Ref1 \\h ", ' HYPERLINK \\l "muc" \\o "Mục" ',
        " MACROBUTTON NoMacro [Nhấn để gõ]", " ADDIN ZOTERO_ITEM CSL_CITATION {} ", ' DATE \\@ "dd/MM/yyyy" ',
    ],
)  # fmt: skip
def test_fields_of_real_papers_pass(instruction: str) -> None:
    enter(field(instruction.replace('"', "&quot;")))


def test_nesting_that_people_use_passes() -> None:
    table = f"<w:p {W}/>"
    for _ in range(20):
        table = f"<w:tbl {W}><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>"
    enter(holding(table))


def test_limits_are_the_callers() -> None:
    with pytest.raises(FileRefused, match="file-too-large"):
        admit(paper(), max_bytes=len(paper()) - 1)
    assert admit(paper(), max_bytes=len(paper())).kind == "docx"
    with pytest.raises(FileRefused, match="file-too-many-pages"):
        admit(pdf_with(lambda _: None, pages=4), max_bytes=LIMIT, max_pages=3)
    assert admit(pdf_with(lambda _: None, pages=3), max_bytes=LIMIT, max_pages=3).kind == "pdf"


@pytest.mark.parametrize("name", ["", "bang.xlsx", "anh"])
def test_a_name_that_tells_the_truth_is_not_blamed(name: str) -> None:
    with pytest.raises(FileRefused) as caught:
        admit(b"MZ" + bytes(100), max_bytes=LIMIT, name=name)
    assert "đổi thành" not in describe(caught.value)


# What a field of many marks costs is bounded: its instruction is not read anew at each of them.
@pytest.mark.parametrize(
    "runs",
    [
        '<w:fldChar w:fldCharType="begin"/>'
        + "<w:instrText>HYPERLINK http://a </w:instrText>" * 20_000
        + '<w:fldChar w:fldCharType="separate"/>' * 20_000,
        '<w:fldChar w:fldCharType="begin"/>' * 100_000 + "<w:instrText>PAGE</w:instrText>" * 20_000,
    ],
    ids=["marks", "begun"],
)
def test_fields_without_end_take_no_time(runs: str) -> None:
    content = holding(f"<w:p {W}><w:r>{runs}</w:r></w:p>")
    begun = time.process_time()
    enter(content)
    assert time.process_time() - begun < SECOND


def test_notes_on_a_pdf_that_does_no_harm_here() -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="a.exe")
    for action in (script, launch):
        (note,) = enter(pdf_with(set_root("/OpenAction", action))).notes
        assert "lệnh tự chạy" in note
    named = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())
    assert "lệnh tự chạy" in enter(pdf_with(set_root("/Names", named))).notes[0]

    def attach(document: pikepdf.Pdf) -> None:
        document.attachments["a.txt"] = b"x"

    (note,) = enter(pdf_with(attach)).notes
    assert "tệp đính kèm" in note
    (note,) = enter(pdf_with(lambda _: None, encryption=pikepdf.Encryption(owner="a", user=""))).notes
    assert "hạn chế quyền" in note


def test_a_pdf_that_opens_at_a_page_needs_no_note() -> None:
    goto = pikepdf.Dictionary(S=pikepdf.Name.GoTo)
    assert enter(pdf_with(set_root("/OpenAction", goto))).notes == ()
    assert enter(pdf_with(set_root("/OpenAction", pikepdf.Array([0])))).notes == ()


def test_large_pictures_of_a_scanned_pdf_pass() -> None:
    """A raw picture of a page at 600 points to the inch, white: what it swells to is not read here."""

    def scan(document: pikepdf.Pdf) -> None:
        picture = document.make_stream(bytes(4961 * 7016 * 3))
        picture.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 4961, "/Height": 7016})
        document.Root["/Anh"] = picture

    assert enter(pdf_with(scan)).kind == "pdf"


def test_doc_as_word_leaves_it_passes() -> None:
    """An empty pool of objects, properties, a compound object's name; words of fields in running text."""
    text = "LINK và DDE là hai trường của Word; \x13 PAGE \x14".encode("utf-16-le")
    assert enter(doc(text=text, others={"ObjectPool": {}, "Data": b"", "\x01CompObj": b""})).kind == "doc"


def test_a_short_doc_passes() -> None:
    assert enter(short_doc()).kind == "doc"


def test_a_long_doc_costs_little() -> None:
    content = doc(text=b"\x13 " * 3_000_000)
    begun = time.process_time()
    enter(content)
    assert time.process_time() - begun < SECOND


def test_a_doc_of_many_entries_is_bounded() -> None:
    content = doc(others={f"a{number}": {} for number in range(800)})
    begun = time.process_time()
    assert enter(content).kind == "doc"
    assert time.process_time() - begun < SECOND


# Packages in the shape real programs give them: parts by name, kinds of their relations, what they declare.
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
EMF = struct.pack("<II", 1, 108) + bytes(120)
XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
FONTS = (
    f'<w:fonts {W} xmlns:r="{OFFICE}"><w:font w:name="Times New Roman"><w:embedRegular r:id="rId1" '
    'w:fontKey="{0}"/></w:font></w:fonts>'
).encode()
SHARED = {
    "docProps/core.xml": b"<a/>",
    "docProps/app.xml": b"<a/>",
    "docProps/custom.xml": b"<a/>",
    "word/theme/theme1.xml": b"<a/>",
    "word/webSettings.xml": b"<a/>",
}
SHAPES: dict[str, dict[str, bytes]] = {
    "Word 365": {
        **SHARED,
        "docProps/thumbnail.jpeg": b"\xff\xd8\xff\xe0" + bytes(50),
        "docProps/thumbnail.emf": EMF,
        "docProps/thumbnail.wmf": b"\xd7\xcd\xc6\x9a" + bytes(50),
        "docMetadata/LabelInfo.xml": b"<a/>",
        **{f"word/{name}.xml": b"<a/>" for name in ("comments", "commentsExtended", "commentsIds", "people")},
        "word/commentsExtensible.xml": b"<a/>",
        "word/stylesWithEffects.xml": b"<a/>",
        "word/glossary/document.xml": f"<w:glossaryDocument {W}/>".encode(),
        "word/glossary/_rels/document.xml.rels": b"<a/>",
        "word/diagrams/data1.xml": b"<a/>",
        "word/printerSettings/printerSettings1.bin": b"\x00H\x00P",
        "customXml/item1.xml": b"<control><object/></control>",
        "customXml/itemProps1.xml": b"<a/>",
        "customXml/_rels/item1.xml.rels": b"<a/>",
        "_xmlsignatures/origin.sigs": b"",
        "_xmlsignatures/sig1.xml": b"<a/>",
        **{f"word/media/image{number}.{kind}": content for number, (kind, content) in enumerate((
            ("png", PNG), ("jpeg", b"\xff\xd8\xff\xe0" + bytes(50)), ("jpg", b"\xff\xd8\xff\xee" + bytes(50)),
            ("gif", b"GIF89a" + bytes(50)), ("bmp", b"BM" + bytes(50)), ("tiff", b"II*\0" + bytes(50)),
            ("emf", EMF), ("wmf", b"\xd7\xcd\xc6\x9a" + bytes(50)), ("PNG", PNG),
            ("svg", SVG.format('<use xlink:href="#a"/><image href="data:image/png;base64,iVBO"/>').encode()),
        ))},
    },
    "LibreOffice": {
        **SHARED,
        "word/fonts/font1.odttf": bytes(range(64)),
        "word/fontTable.xml": FONTS,
        "word/media/image1.svg": SVG.format("<path/>").encode(),
    },
    "Google Docs": {"word/media/image1.png": PNG, "word/theme/theme1.xml": XML + b"<a/>"},
    "WPS": {**SHARED, "customXml/item1.xml": b"<s:customData xmlns:s='u'/>", "word/media/image1.jpeg": b"\xff\xd8"},
}  # fmt: skip


@pytest.mark.parametrize("program", SHAPES)
def test_packages_of_real_programs_pass(program: str) -> None:
    parts = SHAPES[program]
    assert enter(with_parts(paper(), dict.fromkeys(parts), list(parts.items()))).kind == "docx"


def test_word_online_may_name_its_document_otherwise() -> None:
    content = with_parts(
        paper(),
        {
            DOCUMENT: None,
            "word/_rels/document.xml.rels": None,
            "_rels/.rels": part_of(paper(), "_rels/.rels").replace(b"word/document.xml", b"/word/document2.xml"),
            TYPES: part_of(paper(), TYPES).replace(b"/word/document.xml", b"/word/document2.xml"),
        },
        [
            ("word/document2.xml", part_of(paper(), DOCUMENT)),
            ("word/_rels/document2.xml.rels", part_of(paper(), "word/_rels/document.xml.rels")),
        ],
    )
    assert enter(content).kind == "docx"


def test_folders_as_members_pass() -> None:
    target = io.BytesIO(paper())
    with zipfile.ZipFile(target, "a") as made:
        made.writestr("word/media/", b"")
    enter(target.getvalue())


def test_a_long_paper_passes_and_costs_little() -> None:
    """A table of 2000 rows and 10 columns."""
    cell = "<w:tc><w:tcPr><w:tcW w:w='900' w:type='dxa'/></w:tcPr><w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r>"
    cell += "<w:rPr><w:sz w:val='26'/></w:rPr><w:t>Nguyễn Văn Thử</w:t></w:r></w:p></w:tc>"
    content = holding(f"<w:tbl {W}>{f'<w:tr>{cell * 10}</w:tr>' * 2000}</w:tbl>")
    begun = time.process_time()
    enter(content)
    assert time.process_time() - begun < 2 * SECOND


def test_a_short_paper_costs_milliseconds() -> None:
    content = save(new_paper(*("Một đoạn văn bản thường." for _ in range(60))))
    enter(content)
    begun = time.process_time()
    for _ in range(5):
        enter(content)
    assert (time.process_time() - begun) / 5 < 0.2


def test_markup_in_a_drawing_of_no_danger_passes() -> None:
    enter(adding("word/media/a.svg", SVG.format('<a href="https://vidu.vn"><path d="M0"/></a>').encode()))
