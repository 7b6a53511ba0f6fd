"""What a tampered or carelessly edited template leaves in a paper is refused in the DOCX too, or taken out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from service.convert import soffice
from service.convert.package_check import SoundDocx, check_package
from service.convert.pdf_facts import PdfMeta
from service.errors import ConversionFailed, ErrorCode, TemplateError
from service.messages import describe
from service.pipeline import produce
from service.settings import Settings, load_settings
from tests.convert.papers import W
from tests.form.papers import STATE

Edit = Callable[[Document], object]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = f"<w:r {W}><w:t>lương của chị Hoa</w:t></w:r>"


def edited(folder: Path, edit: Edit) -> Settings:
    """Settings whose State template of plans somebody has edited; there is no LibreOffice."""
    source = load_settings().templates_folder / "nha_nuoc"
    target = folder / "nha_nuoc"
    target.mkdir(parents=True)
    (target / "ke_hoach.toml").write_bytes((source / "ke_hoach.toml").read_bytes())
    document = docx.Document(str(source / "ke_hoach.docx"))
    edit(document)
    document.save(str(target / "ke_hoach.docx"))
    return load_settings().model_copy(update={"templates_folder": folder, "soffice_folder": folder / "none"})


def put(xml: str) -> Edit:
    """Puts an element at the end of the paragraph of the subject."""

    def edit(document: Document) -> None:
        next(paragraph for paragraph in document.paragraphs if "trich_yeu" in paragraph.text)._p.append(parse_xml(xml))

    return edit


def hide_in_header(document: Document) -> None:
    run = document.sections[0].header.paragraphs[0].add_run("chữ ở đầu trang")
    run.font.hidden = True


def hide_by_style(document: Document) -> None:
    document.styles["Normal"].font.hidden = True


def add_comment(document: Document) -> None:
    run = document.paragraphs[0].add_run("x")
    document.add_comment(run, text="sếp bảo bỏ câu này", author="Nguyễn Văn Thử")


EDITS: dict[str, tuple[Edit, str]] = {
    "image from outside": (
        lambda document: document.part.relate_to("http://vidu.vn/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True),
        "liên kết ra ngoài: http://vidu.vn/a.png",
    ),
    "attached template": (
        lambda document: document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).relate_to(
            "file:///C:/a.dotm", f"{OFFICE}/attachedTemplate", is_external=True
        ),
        "liên kết ra ngoài: file:///C:/a.dotm",
    ),
    "include": (put(f'<w:fldSimple {W} w:instr="INCLUDETEXT C:\\\\a.docx"/>'), "có trường lấy nội dung"),
    "link": (put(f'<w:fldSimple {W} w:instr=" LINK Word.Document.12 C:\\\\a.docx"/>'), "có trường lấy nội dung"),
    "file link": (put(f'<w:fldSimple {W} w:instr="HYPERLINK &quot;file:///etc/passwd&quot;"/>'), "file:///etc/passwd"),
    "OLE": (put(f"<w:r {W}><w:object/></w:r>"), "OLE"),
    "hidden": (
        put(f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>lương của chị Hoa</w:t></w:r>"),
        "có chữ ẩn “lương của chị Hoa” ở thân văn bản; hãy chọn chữ ấy trong Word",
    ),
    "hidden on the web": (put(f"<w:r {W}><w:rPr><w:webHidden/></w:rPr><w:t>x</w:t></w:r>"), "có chữ ẩn “x”"),
    "hidden mark": (put(f"<w:r {W}><w:rPr><w:specVanish/></w:rPr><w:t>x</w:t></w:r>"), "có chữ ẩn “x”"),
    "hidden in the header": (hide_in_header, "có chữ ẩn “chữ ở đầu trang” ở đầu trang"),
    "hidden by a style": (hide_by_style, "có chữ ẩn ở kiểu “Normal”"),
    "comment": (add_comment, "có nhận xét của người soạn ở "),
    "insertion": (put(f'<w:ins {W} w:author="Thử">{CONTENT}</w:ins>'), "còn thay đổi đang theo dõi ở thân văn bản"),
    "deletion": (put(f"<w:del {W}><w:r><w:delText>bỏ</w:delText></w:r></w:del>"), "Accept All Changes"),
    "move": (put(f"<w:moveFrom {W}>{CONTENT}</w:moveFrom>"), "còn thay đổi đang theo dõi"),
    "format": (put(f"<w:r {W}><w:rPr><w:rPrChange/></w:rPr></w:r>"), "còn thay đổi đang theo dõi"),
}


@pytest.mark.parametrize(
    ("name", "pdf"), [*((name, False) for name in EDITS), ("image from outside", True), ("hidden", True)]
)
def test_template_is_refused_whatever_is_asked_for(tmp_path: Path, name: str, pdf: bool) -> None:
    edit, expected = EDITS[name]
    with pytest.raises(TemplateError) as caught:
        produce(STATE, edited(tmp_path, edit), pdf=pdf)
    assert caught.value.code is ErrorCode.TEMPLATE_BROKEN
    assert describe(caught.value).startswith("Mẫu nha_nuoc/ke_hoach.docx hỏng: ")
    assert expected in describe(caught.value)


@pytest.mark.parametrize(
    "xml",
    [
        f'<w:r {W}><w:rPr><w:vanish w:val="0"/></w:rPr></w:r>',
        f'<w:r {W}><w:rPr><w:webHidden w:val="false"/></w:rPr></w:r>',
    ],
)
def test_text_said_not_to_be_hidden_passes(tmp_path: Path, xml: str) -> None:
    assert produce(STATE, edited(tmp_path, put(xml)), pdf=False).docx


def test_package_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = produce(STATE, load_settings(), pdf=False).docx
    assert isinstance(made, SoundDocx)
    asked = []

    def ask(content: bytes) -> SoundDocx:
        asked.append(content)
        return check_package(content)

    monkeypatch.setattr(soffice, "check_package", ask)
    monkeypatch.setattr(soffice.Converter, "_make_pdf", lambda *_: (b"", ""))
    for content in (made, bytes(made)):
        with pytest.raises(ConversionFailed):
            soffice.Converter().convert(content, PdfMeta("", "", ""))
    assert [type(content) for content in asked] == [bytes]


def tell_of_the_author(document: Document) -> None:
    """What Word writes about a template's author: in the file's properties, its people, its bound data."""
    properties = document.core_properties
    for name in ("author", "category", "comments", "content_status", "identifier", "keywords", "last_modified_by",
                 "subject", "title", "version"):  # fmt: skip
        setattr(properties, name, "NGƯỜI SOẠN")
    word = "http://schemas.microsoft.com/office/2011/relationships"
    xml = "<a>NGƯỜI SOẠN</a>".encode()
    for owner, name, kind in (
        (document.part.package, "/docProps/app.xml", f"{OFFICE}/extended-properties"),
        (document.part.package, "/docProps/custom.xml", f"{OFFICE}/custom-properties"),
        (document.part, "/word/people.xml", f"{word}/people"),
        (document.part, "/customXml/item1.xml", f"{OFFICE}/customXml"),
        (document.part, "/word/glossary/document.xml", f"{OFFICE}/glossaryDocument"),
    ):
        owner.relate_to(Part(PackURI(name), "application/xml", xml, document.part.package), kind)


def test_nothing_is_told_about_the_author_of_the_template(tmp_path: Path) -> None:
    settings = edited(tmp_path, tell_of_the_author)
    made, plain = (produce(STATE, chosen, pdf=False).docx for chosen in (settings, load_settings()))
    with zipfile.ZipFile(io.BytesIO(made)) as package, zipfile.ZipFile(io.BytesIO(plain)) as expected:
        assert package.namelist() == expected.namelist()
        assert not [name for name in package.namelist() if "NGƯỜI SOẠN" in package.read(name).decode()]
    assert docx.Document(io.BytesIO(made)).core_properties.author == "Phòng Văn hóa - Xã hội"
