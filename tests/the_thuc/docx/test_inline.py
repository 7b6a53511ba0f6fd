"""What stands in a paragraph: text in its wrappers, fields, marks of notes, signs, what was deleted."""

from __future__ import annotations

import pytest

from tests.the_thuc.docx.build import first, p, r, read


def field(instruction: str, result: str | None, more: str = "") -> str:
    middle = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>{more}{middle}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:customXml>{}</w:customXml>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback><w:r><w:t>khác</w:t></w:r>'
        "</mc:Fallback></mc:AlternateContent>",
    ],
)
def test_text_in_wrappers_is_read(wrapped: str) -> None:
    assert first(p("một ", more=wrapped.format(r("hai")) + r(" ba"))).text == "một hai ba"


def test_paragraphs_in_content_controls_are_read_in_their_order() -> None:
    body = p("một") + f"<w:sdt><w:sdtContent>{p('hai')}{p('ba')}</w:sdtContent></w:sdt>" + p("bốn")
    assert [one.text for one in read(body).paragraphs] == ["một", "hai", "ba", "bốn"]


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_deleted_text_is_not_shown_but_told(tag: str) -> None:
    measured = read(p("một", more=f"<w:{tag}><w:r><w:delText>xóa</w:delText><w:t>xóa</w:t></w:r></w:{tag}>"))
    assert measured.paragraphs[0].text == "một"
    assert measured.leftovers == ("có sửa đổi chưa chấp nhận (track changes)",)


def test_inserted_text_is_told_too() -> None:
    assert read(p(more=f"<w:ins>{r('thêm')}</w:ins>")).leftovers == ("có sửa đổi chưa chấp nhận (track changes)",)


def test_comments_are_told() -> None:
    told = ("có ghi chú (comment)",)
    assert read(p("chữ"), comments='<w:comment w:id="0"><w:p/></w:comment>').leftovers == told
    assert read(p("chữ", more='<w:r><w:commentReference w:id="0"/></w:r>')).leftovers == told
    assert read(p("chữ"), comments="").leftovers == ()


def test_signs_of_a_run() -> None:
    run = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"
        '<w:t>e</w:t><w:cr/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    paragraph = first(p(more=run))
    assert paragraph.raw == "a\tb\nc-de\n\uf0fc"
    assert paragraph.spans[-1].letters.font == "Wingdings"


def test_white_space_at_the_ends_is_kept_only_where_the_file_says_so() -> None:
    assert first(p(more="<w:r><w:t> một </w:t></w:r><w:r><w:t xml:space='preserve'> hai</w:t></w:r>")).raw == "một hai"


@pytest.mark.parametrize(
    "xml", [field("PAGE", "7"), f'<w:fldSimple w:instr=" page \\* MERGEFORMAT ">{r("7")}</w:fldSimple>']
)
def test_fields_show_their_result_and_name(xml: str) -> None:
    spans = first(p("Trang ", more=xml + r(" nữa"))).spans
    assert [(span.text, span.field) for span in spans] == [("Trang ", ""), ("7", "PAGE"), (" nữa", "")]


def test_a_number_field_without_a_result_prints_a_number_all_the_same() -> None:
    assert [(span.text, span.field) for span in first(p(more=field("PAGE", None))).spans] == [("1", "PAGE")]
    assert first(p(more='<w:fldSimple w:instr="NUMPAGES"/>')).spans[0].field == "NUMPAGES"
    assert first(p(more="<w:r><w:pgNum/></w:r>")).spans[0].field == "PAGE"
    assert first(p("a", more=field("MERGEFIELD ten", None))).text == "a"


def test_a_field_within_an_instruction_is_not_shown() -> None:
    spans = first(p(more=field('IF 1 = 1 "a"', "b", more=field("PAGE", "3")))).spans
    assert [(span.text, span.field) for span in spans] == [("b", "IF")]


def test_a_field_through_several_paragraphs() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    one, two, three = read(p(more=begin + r("một")) + p("hai", more=end) + p("ba")).paragraphs
    assert [one.spans[0].field, two.spans[0].field, three.spans[0].field] == ["TOC", "TOC", ""]


def test_a_field_that_is_never_closed_does_not_swallow_the_paper() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert [one.text for one in read(p("một", more=begin) + p("hai")).paragraphs] == ["một", "hai"]


def test_footnotes_are_read_after_the_body_in_the_order_of_their_marks() -> None:
    def mark(identifier: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{identifier}"/></w:r>'

    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("-")}</w:footnote>'
        f'<w:footnote w:id="2">{p(more="<w:r><w:footnoteRef/></w:r>" + r(" hai"))}</w:footnote>'
        f'<w:footnote w:id="3">{p(more="<w:r><w:footnoteRef/></w:r>" + r(" ba"))}</w:footnote>'
    )
    measured = read(p("a", more=mark(3) + r("b")) + p("c", more=mark(2)), footnotes=notes)
    body, other, *shown = measured.paragraphs
    assert (body.text, body.raw, other.raw) == ("ab", "a1b", "c2")
    assert [span.note for span in body.spans] == [False, True, False]
    assert [(one.area, one.raw, one.text, one.index) for one in shown] == [
        ("chu_thich", "1 ba", "ba", 2), ("chu_thich", "2 hai", "hai", 3),
    ]  # fmt: skip
    assert measured.in_area("chu_thich") == tuple(shown)
    assert shown[0].element is None


def test_elements_are_numbered_as_in_the_document() -> None:
    box = (
        f"<w:r><w:pict><v:shape style='position:absolute;width:10pt;height:10pt'><v:textbox><w:txbxContent>{p('trong')}"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    other = f"<mc:AlternateContent><mc:Choice Requires='khac'>{p('lạ')}</mc:Choice></mc:AlternateContent>"
    alternative = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{p('chọn')}</mc:Choice><mc:Fallback>{p('bỏ')}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    found = read(p("một", more=box) + alternative + p("hai") + other).paragraphs
    assert [(one.text, one.element) for one in found] == [
        ("một", 0), ("trong", 1), ("chọn", 2), ("hai", 4), ("lạ", 5),
    ]  # fmt: skip
    assert [one.index for one in found] == [0, 1, 2, 3, 4]
