"""A template made ready once fills exactly as stock docxtpl fills it anew: every part, letter for letter."""

from __future__ import annotations

import io
import json
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from lxml import etree

import service.merge.shelf as shelf_module
from schemas.catalog import load_kinds
from service.errors import TemplateError
from service.merge.compiled import CompiledTemplate
from service.merge.context import build_context
from service.merge.environment import TemplateEnvironment
from service.merge.look import Look
from service.merge.shelf import TemplateShelf
from service.merge.templates import Template, find_template
from service.offices.resolve import resolve_record
from service.offices.shelf import OfficeShelf
from service.pipeline import require_rule_set
from service.rules.load import rule_sets
from service.rules.model import Khoi, RuleSet
from service.settings import load_settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FILES = sorted(SAMPLES.glob("*/*.json"))
RECORD = {
    "ten": "Ủy ban nhân dân xã <Ia Lâm> & các thôn",
    "dong": [
        {"stt": "1", "viec": "Rà soát\tlại", "o": ["a", "b", "c"]},
        {"stt": "2", "viec": "Báo\ncáo", "o": ["x", "y", "z"]},
    ],
    "co": True,
    "ghi_chu": "chữ {_{ như thế }_}",
}
FOOTNOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">'
    "<w:p><w:r><w:t>Theo {{ ten }}</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def template_of(content: bytes) -> Template:
    return Template("thu.docx", content, "1", "nd30", {}, {})


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        read = {name: opened.read(name) for name in opened.namelist()}
    return {
        name: etree.tostring(etree.fromstring(content), method="c14n") if name.endswith((".xml", ".rels")) else content
        for name, content in read.items()
    }


def saved(filled: DocxTemplate) -> dict[str, bytes]:
    target = io.BytesIO()
    filled.save(target)
    return parts(target.getvalue())


def stock(content: bytes, make: Callable[[DocxTemplate], dict[str, Any]]) -> dict[str, bytes]:
    filled = DocxTemplate(io.BytesIO(content))
    filled.init_docx()
    filled.render(make(filled), jinja_env=TemplateEnvironment(), autoescape=True)
    return saved(filled)


def ready(compiled: CompiledTemplate, make: Callable[[DocxTemplate], dict[str, Any]]) -> dict[str, bytes]:
    filled = compiled.open()
    filled.render(make(filled), jinja_env=compiled.environment, autoescape=True)
    return saved(filled)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sample_in_its_own_template(path: Path) -> None:
    settings = load_settings().model_copy(update={"offices_folder": SAMPLES / "co_quan"})
    kinds = load_kinds(None)
    record = json.loads(path.read_text(encoding="utf-8"))
    validated = resolve_record(record, OfficeShelf(settings.office_folder), kinds).validate(kinds)
    van_ban = validated.van_ban
    rule_set = require_rule_set(van_ban)
    look = Look(rule_set, van_ban.co_quan[0].lua_chon)
    merge = build_context(van_ban.compose(rule_set), rule_set, look, validated.bodies)
    compiled = TemplateShelf(settings.template_folders).find(rule_set.khoi, van_ban.loai, rule_set)

    def values(_: DocxTemplate) -> dict[str, Any]:
        return {**merge.values, "phu_luc": [{**annex, "ngat": ""} for annex in merge.values["phu_luc"]]}

    wanted = stock(compiled.template.content, values)
    assert ready(compiled, values) == wanted
    assert ready(compiled, values) == wanted, "what is remembered of the first filling does not change the second"


def plain(text: str) -> Callable[[Document], None]:
    def build(paper: Document) -> None:
        paper.add_paragraph(text)

    return build


def loops(paper: Document) -> None:
    for text in (
        "{%p for d in dong %}",
        "{{ d.stt }}. {{ d.viec }}",
        "{%p endfor %}",
        "{% if co %}Có{% else %}Không{% endif %}",
    ):
        paper.add_paragraph(text)


def rows(paper: Document) -> None:
    table = paper.add_table(rows=3, cols=2)
    for row, texts in zip(
        table.rows,
        (("{%tr for d in dong %}", ""), ("{{ d.stt }}", "{{ d.viec }}"), ("{%tr endfor %}", "")),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def columns(paper: Document) -> None:
    """Cells made by a loop: the grid has fewer columns than the rows."""
    table = paper.add_table(rows=1, cols=4)
    for cell, text in zip(
        table.rows[0].cells, ("Đầu", "{%tc for d in dong %}", "{{ d.stt }}", "{%tc endfor %}"), strict=True
    ):
        cell.text = text


def many_columns(paper: Document) -> None:
    table = paper.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("{%tc for o in so %}", "{{ o }}", "{%tc endfor %}"), strict=True):
        cell.text = text


def merged(paper: Document) -> None:
    table = paper.add_table(rows=4, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "{{ ten }}"
    for place, text in (((1, 0), "{%tr for d in dong %}"), ((2, 0), "{% vm %}{{ ten }}"), ((3, 0), "{%tr endfor %}")):
        table.cell(*place).text = text
    table.cell(2, 1).text = "{{ d.viec }}"


def nested(paper: Document) -> None:
    inner = paper.add_table(rows=1, cols=2).cell(0, 1).add_table(rows=1, cols=3)
    for cell in inner.rows[0].cells:
        cell.text = "{{ ten }}"


def margins(paper: Document) -> None:
    section = paper.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "{{ ten }}"
    section.first_page_header.paragraphs[0].text = "Trang đầu {{ ten }}"
    section.footer.paragraphs[0].text = "{% if co %}{{ ghi_chu }}{% endif %}"
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(picture()))


def footnotes(paper: Document) -> None:
    part = paper.part
    notes = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, FOOTNOTES.encode(), part.package)
    part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)


def rich(paper: Document) -> None:
    paper.add_paragraph("Có {{r dam }} trong câu")


def images(paper: Document) -> None:
    paper.add_paragraph("{{ anh }}")
    paper.add_picture(io.BytesIO(picture()))


def listing(paper: Document) -> None:
    paper.add_paragraph("{{ nhieu_dong }}").runs[0].bold = True


def broken_runs(paper: Document) -> None:
    """A tag that Word has cut into pieces, and quotation marks it has turned."""
    line = paper.add_paragraph()
    for piece in ("{", "{ t", "en }", "} “và” ", "{% if ", "co %}có{% endif %}"):
        line.add_run(piece)


def properties(paper: Document) -> None:
    paper.core_properties.title, paper.core_properties.author = "{{ ten }}", "Văn phòng"


def resting_margin(paper: Document) -> None:
    """A footer without tags, which all papers of a plan share."""
    paper.sections[0].first_page_footer.paragraphs[0].text = "Nơi in: “Gia Lai”"
    paper.sections[0].first_page_footer.paragraphs[0].add_run().add_picture(io.BytesIO(picture()))


def part_of_both(paper: Document) -> None:
    """A part that a footer without tags has in common with the body."""
    part = Part(PackURI("/word/charts/chart1.xml"), "application/xml", b"<chart/>", paper.part.package)
    for owner in (paper.part, paper.sections[0].even_page_footer.part):
        owner.relate_to(part, RELATIONSHIP_TYPE.CHART)


BUILDERS = (
    loops, rows, columns, many_columns, merged, nested, margins, footnotes, rich, images, listing, broken_runs,
    properties, resting_margin, part_of_both,
)  # fmt: skip
# What these put in is not filled from a plan.
STOCK_WAY = {"footnotes", "images", "properties"}


def built(*builders: Callable[[Document], None]) -> bytes:
    paper = docx.Document()
    for builder in builders:
        builder(paper)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def picture() -> bytes:
    """A PNG of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def values(filled: DocxTemplate) -> dict[str, Any]:
    return {
        **RECORD,
        "so": [str(number) for number in range(6)],
        "dam": RichText("chữ <đậm> & nghiêng", bold=True, italic=True),
        "anh": InlineImage(filled, io.BytesIO(picture()), width=Mm(10)),
        "nhieu_dong": "dòng một\ndòng hai\tcách\aý hai\ftrang mới",
    }


@pytest.mark.parametrize("builder", BUILDERS, ids=lambda builder: builder.__name__)
def test_what_a_template_may_hold(builder: Callable[[Document], None]) -> None:
    content = built(builder)
    compiled = CompiledTemplate(template_of(content))
    wanted = stock(content, values)
    assert ready(compiled, values) == wanted
    assert ready(compiled, values) == wanted


@pytest.mark.parametrize("is_planned", [True, False])
def test_everything_at_once_from_many_threads(is_planned: bool) -> None:
    left_out = STOCK_WAY if is_planned else set()
    content = built(*(builder for builder in BUILDERS if builder.__name__ not in left_out))
    compiled = CompiledTemplate(template_of(content))
    assert compiled.is_planned == is_planned
    names = [f"Thôn {number}" for number in range(24)]

    def fill(name: str) -> dict[str, bytes]:
        return ready(compiled, lambda filled: {**values(filled), "ten": name})

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(fill, names))
    for name, found in zip(names, made, strict=True):
        assert found == stock(content, lambda filled, name=name: {**values(filled), "ten": name})  # type: ignore[misc]


def test_what_is_broken_by_a_value_is_an_error_and_not_mended_in_silence() -> None:
    compiled = CompiledTemplate(template_of(built(loops)))
    filled = compiled.open()
    with pytest.raises(etree.XMLSyntaxError):
        filled.fix_tables('<w:body xmlns:w="x"><w:p>a & b</w:p></w:body>')


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ ten", "không khớp"),
        ("{{ ten.upper() }}", "Call"),
        ("{{ ten|length }}", "Filter"),
        ("{{ ten.__class__ }}", "Getattr"),
    ],
)
def test_a_template_is_judged_when_it_is_made_ready(text: str, reason: str) -> None:
    with pytest.raises(TemplateError) as caught:
        CompiledTemplate(template_of(built(plain(text))))
    assert reason in str(caught.value.details)


def test_no_word_file() -> None:
    with pytest.raises(TemplateError):
        CompiledTemplate(template_of(b"PK\x03\x04"))


def test_a_template_that_was_edited_is_made_ready_anew(tmp_path: Path) -> None:
    (tmp_path / "nha_nuoc").mkdir()
    (tmp_path / "nha_nuoc" / "cong_van.toml").write_text('bo_quy_tac = ["nd30"]\n', encoding="utf-8")
    shelf, rules = TemplateShelf([tmp_path]), rule_sets()["nd30"]
    file = tmp_path / "nha_nuoc" / "cong_van.docx"
    file.write_bytes(built(loops))
    first = shelf.find("nha_nuoc", "cong_van", rules)
    assert shelf.find("nha_nuoc", "cong_van", rules) is first
    file.write_bytes(built(rows))
    assert shelf.find("nha_nuoc", "cong_van", rules).template.content == file.read_bytes()


def test_a_template_that_rests_is_not_read_again_and_one_that_changes_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def noted(folders: Sequence[Path], khoi: Khoi, loai: str, rule_set: RuleSet) -> Template:
        read.append(loai)
        return find_template(folders, khoi, loai, rule_set)

    monkeypatch.setattr(shelf_module, "find_template", noted)
    (tmp_path / "nha_nuoc").mkdir()
    description = tmp_path / "nha_nuoc" / "cong_van.toml"
    description.write_text('bo_quy_tac = ["nd30"]\n', encoding="utf-8")
    file = tmp_path / "nha_nuoc" / "cong_van.docx"
    file.write_bytes(built(loops))
    shelf, rules = TemplateShelf([tmp_path]), rule_sets()["nd30"]
    for _ in range(3):
        shelf.find("nha_nuoc", "cong_van", rules)
    assert len(read) == 3, "written just now, it may be written again within the grain of its time"
    monkeypatch.setattr(shelf_module, "SETTLED_NS", 0)
    for _ in range(3):
        first = shelf.find("nha_nuoc", "cong_van", rules)
    assert len(read) == 4
    time.sleep(0.05)
    file.write_bytes(built(rows))
    assert shelf.find("nha_nuoc", "cong_van", rules) is not first
    time.sleep(0.05)
    description.write_text('bo_quy_tac = ["hd05"]\n', encoding="utf-8")
    with pytest.raises(TemplateError):
        shelf.find("nha_nuoc", "cong_van", rules)


def test_a_template_goes_the_stock_way_where_the_quick_one_knows_less() -> None:
    quick = {builder.__name__: CompiledTemplate(template_of(built(builder))).is_planned for builder in BUILDERS}
    assert {name for name, is_quick in quick.items() if not is_quick} == STOCK_WAY
