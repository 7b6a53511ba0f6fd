"""The committed templates are what their source builds, and hold nothing a paper has no use for."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from doc_templates.build import TemplateSource, build_template, sources
from service.merge.environment import TemplateEnvironment, find_refused_syntax

ROOT = Path(__file__).resolve().parents[2] / "doc_templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def canonical_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: _canonical(package.read(name)) for name in package.namelist()}


def _canonical(part: bytes) -> bytes:
    return etree.tostring(etree.fromstring(part), method="c14n")


@pytest.fixture(params=sources(), ids=lambda source: f"{source.khoi}-{source.loai}")
def source(request: pytest.FixtureRequest) -> TemplateSource:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def committed(source: TemplateSource) -> bytes:
    return (ROOT / source.khoi / f"{source.loai}.docx").read_bytes()


def test_committed_file_is_what_the_source_builds(source: TemplateSource, committed: bytes) -> None:
    assert canonical_parts(committed) == canonical_parts(build_template(source))


def test_every_template_file_has_a_source_and_a_description() -> None:
    files = {path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.rglob("*.docx")}
    assert files == {f"{source.khoi}/{source.loai}" for source in sources()}
    assert all((ROOT / f"{name}.toml").exists() for name in files)


def test_package_holds_only_the_parts_a_paper_needs(source: TemplateSource, committed: bytes) -> None:
    names = set(canonical_parts(committed))
    # The contact at the foot of page 1, and nothing at the foot of the others.
    footers = {"word/footer1.xml", "word/footer2.xml"} if source.khoi == "nha_nuoc" else set()
    assert names == footers | {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/_rels/document.xml.rels",
    }


def test_no_text_box_no_shape_no_tab_no_space_layout(committed: bytes) -> None:
    document = canonical_parts(committed)["word/document.xml"]
    root = etree.fromstring(document)
    for tag in ("drawing", "pict", "tab", "object", "br"):
        assert not list(root.iter(f"{W}{tag}")), tag
    assert not [t.text for t in root.iter(f"{W}t") if "  " in (t.text or "")]


def test_every_paragraph_has_a_named_style_that_exists(committed: bytes) -> None:
    parts = canonical_parts(committed)
    styles = {style.get(f"{W}styleId") for style in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    for name in [name for name in parts if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name)]:
        for paragraph in etree.fromstring(parts[name]).iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            assert style is not None
            assert style.get(f"{W}val") in styles


def test_language_is_vietnamese_and_font_is_named_once(committed: bytes) -> None:
    styles = etree.fromstring(canonical_parts(committed)["word/styles.xml"])
    assert {lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")} == {"vi-VN"}
    fonts = list(styles.iter(f"{W}rFonts"))
    assert len(fonts) == 1
    assert set(fonts[0].attrib.values()) == {"Times New Roman"}


def test_headings_are_headings_to_word(committed: bytes) -> None:
    styles = etree.fromstring(canonical_parts(committed)["word/styles.xml"])
    names = {}
    for style in styles.iter(f"{W}style"):
        level = style.find(f"{W}pPr/{W}outlineLvl")
        name = style.find(f"{W}name")
        if level is not None and name is not None:
            names[name.get(f"{W}val")] = level.get(f"{W}val")
    assert names["heading 1"] == "0"
    assert names["heading 2"] == "1"
    assert "Điều" in names


def test_templates_use_allowed_syntax_only(committed: bytes) -> None:
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(committed))
    template.init_docx()
    footers = [template.get_part_xml(part) for _, part in template.get_headers_footers(template.FOOTER_URI)]
    for xml in (template.get_xml(), *footers):
        assert find_refused_syntax(TemplateEnvironment(), template.patch_xml(xml)) == []
