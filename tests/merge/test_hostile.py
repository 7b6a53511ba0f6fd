"""Hostile templates are refused by name; hostile values come out character for character."""

from __future__ import annotations

import io
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import ErrorCode, TemplateError, VanThuError
from service.merge.render import require_nothing_lost
from service.pipeline import produce
from service.settings import Settings, load_settings
from tests.form.papers import STATE, body, changed

HOSTILE_TAGS = [
    "{{ cycler.__init__.__globals__ }}",
    "{{ ''.__class__ }}",
    "{{ trich_yeu.__class__ }}",
    "{{ range(999999999) }}",
    "{% for i in range(9) %}{% endfor %}",
    "{{ trich_yeu|upper }}",
    "{{ 'a' * 999999999 }}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{{ trich_yeu() }}",
    "{{ co_quan[0] }}",
    "{% macro m() %}{% endmacro %}",
    "{{ self._TemplateReference__context }}",
]


def settings_with_template(folder: Path, text: str) -> Settings:
    """Settings whose State template has one more paragraph."""
    source = load_settings().templates_folder / "nha_nuoc"
    target = folder / "nha_nuoc"
    target.mkdir(parents=True)
    (target / "ke_hoach.toml").write_bytes((source / "ke_hoach.toml").read_bytes())
    document = docx.Document(str(source / "ke_hoach.docx"))
    document.paragraphs[0].insert_paragraph_before(text)
    document.save(str(target / "ke_hoach.docx"))
    return load_settings().model_copy(update={"templates_folder": folder})


@pytest.mark.parametrize("tag", HOSTILE_TAGS)
def test_a_template_with_other_syntax_is_refused(tmp_path: Path, tag: str) -> None:
    with pytest.raises(TemplateError) as caught:
        produce(STATE, settings_with_template(tmp_path, tag), pdf=False)
    assert caught.value.code in {ErrorCode.TEMPLATE_BROKEN, ErrorCode.PLACEHOLDER_MISMATCH}
    assert caught.value.details["path"] == "nha_nuoc/ke_hoach.docx"


def test_an_unknown_placeholder_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        produce(STATE, settings_with_template(tmp_path, "{{ trich_yeux }}"), pdf=False)
    assert caught.value.code is ErrorCode.PLACEHOLDER_MISMATCH
    assert "trich_yeux" in str(caught.value.details["names"])


def test_unclosed_tags_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        produce(STATE, settings_with_template(tmp_path, "{% if chu_ky %}"), pdf=False)
    assert caught.value.code is ErrorCode.TEMPLATE_BROKEN


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 garbage", b"\x00" * 2000])
def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    broken = settings_with_template(tmp_path, "")
    (tmp_path / "nha_nuoc" / "ke_hoach.docx").write_bytes(content)
    with pytest.raises(TemplateError):
        produce(STATE, broken, pdf=False)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "word/more.xml"])
def test_a_template_that_unpacks_without_end_is_refused_unread(tmp_path: Path, name: str) -> None:
    bomb = settings_with_template(tmp_path, "")
    path = tmp_path / "nha_nuoc" / "ke_hoach.docx"
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package, package.open(name, "w") as part:
        for _ in range(201):
            part.write(b" " * 2**20)
    assert path.stat().st_size < 2**20
    tracemalloc.start()
    with pytest.raises(TemplateError) as caught:
        produce(STATE, bomb, pdf=False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.details["reason"] == "giải nén ra lớn hơn 200 MB"
    assert peak < 20 * 2**20


def test_a_missing_template_names_the_file_to_add(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        produce(STATE, load_settings().model_copy(update={"templates_folder": tmp_path}), pdf=False)
    assert caught.value.code is ErrorCode.TEMPLATE_NOT_FOUND
    assert caught.value.details["path"] == "nha_nuoc/ke_hoach.docx"


def test_a_template_that_leaves_a_value_out_is_refused(tmp_path: Path) -> None:
    template = settings_with_template(tmp_path, "")
    path = tmp_path / "nha_nuoc" / "ke_hoach.docx"
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if "trich_yeu" in paragraph.text:
            document.element.body.remove(paragraph._element)
    document.save(str(path))
    with pytest.raises(VanThuError) as caught:
        produce(STATE, template, pdf=False)
    assert caught.value.code is ErrorCode.CONTENT_LOST


# What clerks paste and what breaks naive mergers: XML, Jinja and docxtpl marks, quotes, letters of Jrai and Ede.
NASTY = [
    "&",
    "<",
    ">",
    "&amp;",
    "<w:p/>",
    "]]>",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{_{",
    "}_}",
    "{_%",
    "%_}",
    '"',
    "'",
    "“",
    "”",
    "’",
    "ƀ",
    "č",
    "ŏ",
    "ư̆",
    "ê̆",
    "Ê̆",
    "ñ",
    "đ",
    "Ỵ",
    "ẵ",
    "–",
    "…",
    "½",
    "²",
    "/",
    "a",
    "Bình",
    " ",
    "0,5%",
    "x" * 60,
]
nasty_text = st.lists(st.sampled_from(NASTY), min_size=1, max_size=8).map(" ".join)


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def all_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(node.text or "" for node in document.element.body.iter("{*}t"))


@settings(max_examples=60, deadline=None)
@given(nasty_text, nasty_text, nasty_text)
def test_values_come_out_character_for_character(first: str, second: str, third: str) -> None:
    record = changed(
        STATE,
        trich_yeu=f"Về {first} x",
        chu_ky={"ho_ten": f"A {second[:80]} B"},
        noi_nhan=[{"ten": f"Thôn {third} x", "ghi_chu": f"để {first[:40]} biết"}],
        noi_dung=[*body(1)[:-1], {"kieu": "doan", "noi_dung": f"Về {third} x {first} y."}],
    )
    printed = all_text(produce(record, load_settings(), pdf=False).docx)
    for expected in (
        f"Về {first} x",
        f"A {second[:80]} B",
        f"- Thôn {third} x (để {first[:40]} biết);",
        f"Về {third} x {first} y./.",
    ):
        assert plain(expected) in printed


@pytest.mark.soffice
@settings(max_examples=3, deadline=None)
@given(st.lists(nasty_text, min_size=20, max_size=40))
def test_values_come_out_of_the_pdf_too(texts: list[str]) -> None:
    content: list[Mapping[str, Any]] = [{"kieu": "doan", "noi_dung": f"Về {text} x."} for text in texts]
    made = produce(changed(STATE, noi_dung=content), load_settings())
    import pypdfium2

    document = pypdfium2.PdfDocument(made.pdf)
    printed = "".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    squeezed = "".join(unicodedata.normalize("NFC", printed).split())
    for text in texts[:-1]:
        assert "".join(plain(f"Về {text} x.").split()) in squeezed


def test_the_check_for_lost_text_finds_a_lost_text() -> None:
    document = docx.Document()
    document.add_paragraph("còn đây")
    require_nothing_lost(document.element.body, {"trich_yeu": "còn đây"})
    with pytest.raises(VanThuError) as caught:
        require_nothing_lost(document.element.body, {"trich_yeu": "đã mất"})
    assert caught.value.code is ErrorCode.CONTENT_LOST
