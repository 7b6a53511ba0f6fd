"""Builds the Word templates from the rule sets: the readable source of the committed .docx files.

`python -m doc_templates.build` writes them; a test proves that the committed files are what it writes. Jinja tags
follow docxtpl: `{%p … %}` takes its paragraph away, `{%tr … %}` its table row.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from pathlib import Path

from docx.document import Document as DocumentObject
from docx.section import _Footer, _Header

from schemas.catalog import load_kinds
from schemas.co_quan import LuaChon
from service.merge.look import POINTS_PER_MM, Look
from service.merge.ooxml import (
    Element,
    border,
    cell,
    field_run,
    paragraph,
    row,
    table,
    text_run,
    twips_mm,
    twips_pt,
    w,
)
from service.merge.package import empty_document, save_bytes, set_settings
from service.merge.page import FOOT_TABLE, HEAD_TABLE, section_properties
from service.merge.styles import RULE_LINE, SECTION_END, build_styles, set_styles, style_id
from service.merge.subject import UNDER_NUMBER
from service.rules.load import rule_sets
from service.rules.model import ComponentRule, TypeRule

HERE = Path(__file__).parent


@dataclass(frozen=True)
class TemplateSource:
    """One template: where it stands and the rule set whose look it is built in."""

    khoi: str
    loai: str
    rule_set: str


# The rule set whose look the templates of a family of issuers are built in.
LOOKS = {"nha_nuoc": "nd30", "dang": "hd05"}


def sources() -> tuple[TemplateSource, ...]:
    """One template for every kind in every family that has its type of paper."""
    return tuple(
        TemplateSource(khoi, kind.loai, rule_set)
        for khoi, rule_set in LOOKS.items()
        for kind in load_kinds().values()
        if kind.model.loai_van_ban in rule_sets()[rule_set].loai.loai
    )


def build_template(source: TemplateSource) -> bytes:
    """A template as the bytes of its .docx file."""
    look = Look(rule_sets()[source.rule_set], LuaChon())
    document = empty_document()
    set_styles(document.styles.element, build_styles(look))
    set_settings(document, mirror_margins=False, with_footnotes=False)
    _add_header(document)
    if look.rule_set.lien_he.vi_tri == "chan_trang_dau":
        _add_footers(document, look)
    header_ids, footer_ids = _margin_ids(document)
    type_rule = look.rule_set.loai.loai[load_kinds()[source.loai].model.loai_van_ban]
    body = document.element.body
    body.extend(_head(look, type_rule))
    if type_rule.in_ten:
        body.extend(_title(look))
    if type_rule.kinh_gui != "cam":
        body.extend(_addressees(look, type_rule))
    body.extend(_body())
    body.append(_foot(look))
    body.append(paragraph(SECTION_END))
    body.extend(_annexes(look))
    body.append(section_properties(look, header_ids, footer_ids=footer_ids))
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""
    properties.language = "vi-VN"
    return save_bytes(document)


def _add_header(document: DocumentObject) -> None:
    """The page number from the second page on: a header with a PAGE field, an empty one for the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    style = style_id("so_trang")
    for header, runs in ((section.header, field_run("PAGE", "2")), (section.first_page_header, [])):
        _fill(header, paragraph(style, *runs))


def _add_footers(document: DocumentObject, look: Look) -> None:
    """The issuer's contact at the foot of page 1, nothing on the others; both are left out of a paper without one."""
    section = document.sections[0]
    _fill(section.first_page_footer, *_contact(look))
    _fill(section.footer, paragraph(style_id("lien_he")))


def _fill(margin: _Header | _Footer, *content: Element) -> None:
    margin.is_linked_to_previous = False
    element = margin._element
    for child in list(element):
        element.remove(child)
    element.extend(content)


def _margin_ids(document: DocumentObject) -> tuple[dict[str, str], dict[str, str]]:
    """Relation ids of the header and footer parts by kind, from the section python-docx made, which is taken out."""
    body = document.element.body
    properties = body.sectPr
    found: dict[str, dict[str, str]] = {"headerReference": {}, "footerReference": {}}
    for tag, kinds in found.items():
        for reference in properties.iter(w(tag).tag):
            kind, relation = reference.values()
            kinds[kind] = relation
    body.remove(properties)
    return found["headerReference"], found["footerReference"]


def _tag(style: str, code: str) -> Element:
    """A paragraph that docxtpl takes away, leaving its Jinja tag."""
    return paragraph(style, text_run(f"{{%p {code} %}}"))


def _value(component: str, name: str, *properties: Element) -> Element:
    return paragraph(style_id(component), text_run(f"{{{{ {name} }}}}"), properties=properties)


def _words(component: str, rule: ComponentRule) -> Element:
    """A fixed text, of which a part may be underlined."""
    text = rule.chu.cu if rule.chu else ""
    if rule.gach_chan and text.startswith(rule.gach_chan):
        runs = [text_run(rule.gach_chan, underline=True), text_run(text.removeprefix(rule.gach_chan))]
    else:
        runs = [text_run(text)]
    return paragraph(style_id(component), *runs)


def _loop(style: str, head: str, *content: Element) -> list[Element]:
    return [_tag(style, f"for {head}"), *content, _tag(style, "endfor")]


def _under(component: str, look: Look, *properties: Element) -> list[Element]:
    """What stands under a component: a drawn rule, or characters in a style of their own.

    A drawn rule is the upper border of an empty paragraph; its indents are set when the text is known.
    """
    mark = look.component(component).dau_duoi
    if mark is None:
        return []
    if mark.kieu == "ke":
        drawn = w("pBdr", border("top", look.rule_set.ke.day_pt))
        return [paragraph(RULE_LINE, properties=[drawn, *properties])]
    own_style = {"ten_co_quan": "dau_sao", "trich_yeu": "gach_trich_yeu"}[component]
    return [paragraph(style_id(own_style), text_run(mark.chu), properties=properties)]


def _head(look: Look, type_rule: TypeRule) -> list[Element]:
    rule = look.rule_set.dau_trang
    right = rule.cot_phai_mm
    left = look.content_width_mm() - right
    names = _loop(
        style_id("ten_cap_tren"),
        "don_vi in co_quan",
        *_loop(style_id("ten_cap_tren"), "dong in don_vi.ten_cap_tren", _value("ten_cap_tren", "dong")),
        *_loop(style_id("ten_co_quan"), "dong in don_vi.ten_co_quan", _value("ten_co_quan", "dong")),
    )
    left_top = [*names, *_under("ten_co_quan", look)]
    if "quoc_hieu" in look.rule_set.thanh_phan:
        right_top = [
            _value("quoc_hieu", "quoc_hieu"),
            _words("tieu_ngu", look.component("tieu_ngu")),
            *_under("tieu_ngu", look),
        ]
    else:
        right_top = [_words("tieu_de_dang", look.component("tieu_de_dang")), *_under("tieu_de_dang", look)]
    before = w("spacing", before=twips_pt(rule.cach_hang_duoi_pt))
    return [
        table(
            (left, right),
            row(cell(left, *left_top), cell(right, *right_top), cant_split=True),
            row(
                cell(
                    left,
                    _value("so_ky_hieu", "so_ky_hieu", before),
                    *([] if type_rule.in_ten else [_value(UNDER_NUMBER, "trich_yeu")]),
                    *_optional(style_id("do_khan"), "do_khan", _value("do_khan", "do_khan")),
                ),
                cell(
                    right,
                    _value("dia_danh_ngay", "dia_danh_ngay", w("spacing", before=twips_pt(rule.cach_hang_duoi_pt))),
                ),
                cant_split=True,
            ),
            name=HEAD_TABLE,
        )
    ]


def _title(look: Look) -> list[Element]:
    rule = look.rule_set.dau_trang
    before = w("spacing", before=twips_pt(rule.cach_ten_loai_pt))
    after = w("spacing", after=twips_pt(rule.cach_noi_dung_pt))
    return [_value("ten_loai", "ten_loai", before), _value("trich_yeu", "trich_yeu"), *_under("trich_yeu", look, after)]


def _addressees(look: Look, type_rule: TypeRule) -> list[Element]:
    """The word and the addressees below it; a paper that need not be addressed may have none."""
    gap = look.rule_set.dau_trang.cach_ten_loai_pt
    before = [] if type_rule.in_ten else [w("spacing", before=twips_pt(gap))]
    block = [
        _value("nhan_kinh_gui", "kinh_gui.nhan", *before),
        *_loop(style_id("kinh_gui"), "dong in kinh_gui.noi", _value("kinh_gui", "dong")),
    ]
    return _optional(style_id("kinh_gui"), "kinh_gui.nhan" if type_rule.kinh_gui == "tuy_chon" else "", *block)


def _contact(look: Look, *properties: Element) -> list[Element]:
    """The lines of the issuer's contact under a rule as wide as the text."""
    drawn = w("pBdr", border("top", look.rule_set.ke.day_pt))
    lines = _loop(style_id("lien_he"), "dong in lien_he", _value("lien_he", "dong"))
    return [paragraph(RULE_LINE, properties=[drawn, *properties]), *lines]


def _body() -> list[Element]:
    than = style_id("than")
    return [
        *_loop(style_id("can_cu"), "dong in can_cu", _value("can_cu", "dong")),
        paragraph(than, text_run("{{p noi_dung }}")),
    ]


def _foot(look: Look) -> Element:
    foot = look.rule_set.chan_trang
    left = foot.cot_trai_mm
    right = look.content_width_mm() - left

    def level(width: float, *content: Element) -> Element:
        """A cell of the row that holds signatures: the same gap above on both sides."""
        return cell(width, *content, properties=[w("tcMar", w("top", w=twips_pt(foot.cach_tren_pt), type="dxa"))])

    pair = row(level(left, *_signature("doi.trai", look)), level(right, *_signature("doi.phai", look)), cant_split=True)
    return table(
        (left, right),
        _row_tag(left, right, "for doi in chu_ky_doi"),
        pair,
        _row_tag(left, right, "endfor"),
        _row_tag(left, right, "if chu_ky"),
        row(
            level(left, *_recipients("noi_nhan", look, label="", filing="not noi_nhan_tiep")),
            level(right, *_signature("chu_ky", look)),
            cant_split=True,
        ),
        _row_tag(left, right, "endif"),
        _row_tag(left, right, "if noi_nhan_tiep or not chu_ky"),
        row(
            cell(left, *_recipients("noi_nhan_tiep", look, label="not chu_ky", filing="")),
            cell(right, paragraph(style_id("noi_nhan"))),
        ),
        _row_tag(left, right, "endif"),
        *(_contact_row(left, right, look) if look.rule_set.lien_he.vi_tri == "sau_chu_ky" else ()),
        name=FOOT_TABLE,
    )


def _contact_row(left: float, right: float, look: Look) -> list[Element]:
    """The issuer's contact as the last row of the foot, which a row can be kept with in every renderer."""
    gap = w("spacing", before=twips_pt(look.rule_set.chan_trang.cach_khoi_ky_pt))
    both = cell(left + right, *_contact(look, gap), properties=[w("gridSpan", val="2")])
    return [
        _row_tag(left, right, "if lien_he"),
        row(both, cant_split=True),
        _row_tag(left, right, "endif"),
    ]


def _row_tag(left: float, right: float, code: str) -> Element:
    style = style_id("noi_nhan")
    return row(cell(left, paragraph(style, text_run(f"{{%tr {code} %}}"))), cell(right, paragraph(style)))


def _optional(style: str, condition: str, *content: Element) -> list[Element]:
    if not condition:
        return list(content)
    return [_tag(style, f"if {condition}"), *content, _tag(style, "endif")]


def _signature(name: str, look: Look) -> list[Element]:
    gap = w("spacing", before=twips_pt(look.signature_gap_mm * POINTS_PER_MM))
    authority, post, other = style_id("quyen_han"), style_id("chuc_vu"), style_id("chuc_vu_khac")
    signer = f"{name}.ho_ten"
    start = [
        *_loop(authority, f"dong in {name}.tham_quyen", _value("quyen_han", "dong", w("keepNext"))),
        *_optional(post, f"{name}.chuc_vu", _value("chuc_vu", f"{name}.chuc_vu", w("keepNext"))),
    ]
    others = f"dong in {name}.chuc_vu_khac"
    if not look.rule_set.ky.chuc_vu_khac_duoi_chu_ky:
        above = _loop(other, others, _value("chuc_vu_khac", "dong", w("keepNext")))
        return [*start, *above, _value("ho_ten", signer, gap)]
    # Here the second post stands below the signature, so it has the room for it above.
    name_style = style_id("ho_ten")
    return [
        *start,
        *_loop(other, others, _value("chuc_vu_khac", "dong", w("keepNext"), copy(gap))),
        *_optional(name_style, f"{name}.chuc_vu_khac", _value("ho_ten", signer)),
        *_optional(name_style, f"not {name}.chuc_vu_khac", _value("ho_ten", signer, gap)),
    ]


def _recipients(name: str, look: Look, *, label: str, filing: str) -> list[Element]:
    foot = look.rule_set.chan_trang
    style = style_id("noi_nhan")
    note_width = foot.rong_ghi_chu_mm
    bracket_width = BRACKET_MM
    lines_width = foot.cot_trai_mm - note_width - bracket_width
    bracket = look.rule_set.ke.day_pt
    group = table(
        (lines_width, bracket_width, note_width),
        row(
            cell(lines_width, *_loop(style, "dong in noi.nhom", _value("noi_nhan", "dong"))),
            cell(bracket_width, paragraph(style), properties=[bracket_borders(bracket)]),
            cell(note_width, _value("noi_nhan", "noi.ghi_chu"), properties=[w("vAlign", val="center")]),
            cant_split=True,
        ),
        name="Nhóm nơi nhận",
    )
    return [
        *_optional(style, label, _words("nhan_noi_nhan", look.component("nhan_noi_nhan"))),
        *_loop(
            style,
            f"noi in {name}",
            *_optional(style, "noi.nhom", group),
            *_optional(style, "noi.dong", _value("noi_nhan", "noi.dong")),
            *_loop(
                style, "dong in noi.muc_con", _value("noi_nhan", "dong", w("ind", left=twips_mm(SUB_LINE_INDENT_MM)))
            ),
        ),
        *_optional(
            style,
            filing,
            _value("noi_nhan", "noi_luu"),
            *_optional(style, "nguoi_soan_thao", _value("nguoi_soan_thao", "nguoi_soan_thao")),
        ),
    ]


def bracket_borders(thickness_pt: float) -> Element:
    """The three sides of a bracket that opens to the left."""
    return w(
        "tcBorders",
        border("top", thickness_pt),
        border("left", None),
        border("bottom", thickness_pt),
        border("right", thickness_pt),
    )


def _annexes(look: Look) -> list[Element]:
    style = style_id("nhan_phu_luc")
    dashes = look.rule_set.phu_luc.gach_duoi
    after = w("spacing", after=twips_pt(look.rule_set.dau_trang.cach_noi_dung_pt))
    return _loop(
        style,
        "phan in phu_luc",
        paragraph(SECTION_END, text_run("{{p phan.ngat }}")),
        *_optional(style, "phan.nhan", _value("nhan_phu_luc", "phan.nhan")),
        _value("ten_phu_luc", "phan.tieu_de"),
        _value("kem_theo", "phan.kem_theo"),
        *([_value("gach_trich_yeu", "phan.gach_duoi", after)] if dashes else []),
        paragraph(style_id("than"), text_run("{{p phan.noi_dung }}")),
    )


def build_all(folder: Path) -> None:
    """Writes every template under a folder."""
    for source in sources():
        target = folder / source.khoi / f"{source.loai}.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(build_template(source))


BRACKET_MM = 1.8
SUB_LINE_INDENT_MM = 3.0

if __name__ == "__main__":
    build_all(HERE)
