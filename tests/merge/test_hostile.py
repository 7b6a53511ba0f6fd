"""Hostile templates are refused by name; hostile values come out character for character."""

from __future__ import annotations

import io
import re
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from service.errors import ErrorCode, TemplateError, VanThuError
from service.merge.render import require_nothing_lost
from service.pipeline import produce
from service.settings import Settings, load_settings
from tests.form.papers import LETTER, PARTY, PARTY_LETTER, REPORT, STATE, body, changed

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


def squeezed(text: str) -> str:
    """Without white space: the lines that a name is broken into are paragraphs of their own."""
    return "".join(unicodedata.normalize("NFC", text).split())


def whole_text(content: bytes) -> str:
    """The text of all parts that show any: body, footnotes, head and foot of the pages."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"word/(document|footnotes|footer\d*)\.xml", name)]
        roots = [etree.fromstring(package.read(name)) for name in names]
    return squeezed("".join(node.text or "" for root in roots for node in root.iter("{*}t")))


def filled_record(base: dict[str, Any], n: list[str]) -> tuple[dict[str, Any], list[str]]:
    """A record with a nasty text in every place of words, and what must be read on the paper."""
    issuer = {
        **base["co_quan"],
        "ten_cap_tren": f"UBND {n[0]} X",
        "ten_co_quan": f"PHÒNG {n[1]} X\nXÃ {n[2]} X",
        "dia_danh": f"Ia {n[3][:40]} X",
    }
    second_post = f"PHÓ {n[23][:100]} X"
    blocks: list[dict[str, Any]] = [
        {"kieu": "phan", "tieu_de": f"Phần {n[4]} x"},
        {"kieu": "la_ma", "tieu_de": f"Mục {n[5]} x"},
        {"kieu": "so", "tieu_de": f"Khoản {n[6]} x"},
        {"kieu": "chu_thuong", "noi_dung": f"Điểm {n[7]} x."},
        {"kieu": "gach", "tieu_de": f"Đầu {n[8]} x:", "noi_dung": f"lời {n[9]} x."},
        {"kieu": "tieu_de", "tieu_de": f"Tiêu đề {n[10]} x"},
        {"kieu": "trich", "noi_dung": f"Trích {n[11]} x\nnữa {n[12]} x"},
        {
            "kieu": "bang",
            "ten": f"Bảng {n[13]} x",
            "don_vi": f"đồng {n[14]} x",
            "hang": [["TT", f"Cột {n[15]} x"], ["1", f"Ô {n[16]} x[^1]"]],
        },
        {"kieu": "doan", "noi_dung": f"Cuối {n[17]} x."},
        {"kieu": "chu_thich", "dau": "1", "noi_dung": f"Chú {n[18]} x."},
    ]
    record = {
        **base,
        "co_quan": issuer,
        "can_cu": [f"Luật {n[19]} x", f"Theo {n[20]} x"],
        "noi_dung": blocks,
        "chu_ky": {
            "tham_quyen": [{"quyen_han": "TL", "cua": f"CHỦ TỊCH {n[21][:100]} X"}],
            "chuc_vu": f"TRƯỞNG {n[22][:100]} X",
            "chuc_vu_khac": second_post,
            "ho_ten": f"A {n[24][:60]} B",
        },
        "noi_nhan": [
            {"ten": f"Thôn {n[25]} x", "muc_con": [f"Tổ {n[26]} x"]},
            {"nhom": [f"Ban {n[27]} x", f"Sở {n[28]} x"], "ghi_chu": f"để {n[29][:40]} biết"},
        ],
        "noi_luu": f"VT, {n[30][:100]} x",
        "phu_luc": [
            {"nhan": f"Biểu {n[31][:40]} x", "tieu_de": f"Tên {n[32]} x", "noi_dung": f"1. Lời {n[33]} x."},
            {"tieu_de": "Hai", "noi_dung": [{**blocks[7], "ten": None}, blocks[9]], "huong": "ngang"},
        ],
        "lien_he": [f"Dòng {n[34][:100]} x"],
        "nguoi_soan_thao": {"ky_hieu": "PL", "so_ban": 3},
        "do_khan": "khan",
    }
    printed_post = second_post if base["co_quan"]["khoi"] == "nha_nuoc" else second_post.upper()
    expected = [
        issuer["ten_cap_tren"].upper(), issuer["ten_co_quan"].upper(), f"{issuer['dia_danh']}, ngày",
        blocks[0]["tieu_de"].upper(),
        blocks[1]["tieu_de"].upper(), blocks[2]["tieu_de"], blocks[3]["noi_dung"], blocks[4]["tieu_de"],
        blocks[4]["noi_dung"], blocks[5]["tieu_de"], blocks[6]["noi_dung"], blocks[7]["ten"], blocks[7]["don_vi"],
        blocks[7]["hang"][0][1], f"Ô {n[16]} x", f"Cuối {n[17]} x", blocks[9]["noi_dung"], f"Căn cứ Luật {n[19]} x;",
        f"Theo {n[20]} x.", f"CHỦ TỊCH {n[21][:100]} X".upper(), f"TRƯỞNG {n[22][:100]} X".upper(),
        printed_post, f"A {n[24][:60]} B", f"- Thôn {n[25]} x:", f"+ Tổ {n[26]} x;",
        f"- Ban {n[27]} x;", f"- Sở {n[28]} x;", f"(để {n[29][:40]} biết)", f"VT, {n[30][:100]} x.",
        f"Biểu {n[31][:40]} x", f"Tên {n[32]} x".upper(), f"Lời {n[33]} x.", f"Dòng {n[34][:100]} x",
    ]  # fmt: skip
    if base.get("kinh_gui"):
        record["kinh_gui"] = [f"Sở {n[35]} x", f"Ban {n[36]} x"]
        expected += [f"- Sở {n[35]} x;", f"- Ban {n[36]} x"]
    return record, expected


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "base", [STATE, PARTY, LETTER, PARTY_LETTER, REPORT], ids=["kh", "kh-dang", "cv", "cv-dang", "bc"]
)
def test_every_place_of_words_keeps_them_character_for_character(base: dict[str, Any]) -> None:
    # The failure names the place and the text: shrinking forty texts would take minutes and tell no more.
    @settings(max_examples=8, deadline=None, phases=[Phase.generate])
    @given(st.lists(nasty_text, min_size=37, max_size=37))
    def keeps(texts: list[str]) -> None:
        record, expected = filled_record(base, texts)
        printed = whole_text(produce(record, load_settings(), pdf=False).docx)
        for text in expected:
            assert squeezed(text) in printed, text

    keeps()


@pytest.mark.soffice
@settings(max_examples=3, deadline=None)
@given(st.lists(nasty_text, min_size=20, max_size=40))
def test_values_come_out_of_the_pdf_too(texts: list[str]) -> None:
    content: list[Mapping[str, Any]] = [{"kieu": "doan", "noi_dung": f"Về {text} x."} for text in texts]
    made = produce(changed(STATE, noi_dung=content), load_settings())
    import pypdfium2

    document = pypdfium2.PdfDocument(made.pdf)
    pages = (document[index].get_textpage().get_text_range() for index in range(len(document)))
    # A paragraph may go over the end of a page; the number of the page then stands in the middle of it.
    printed = "".join(text.lstrip().removeprefix(str(number)) for number, text in enumerate(pages, start=1))
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
