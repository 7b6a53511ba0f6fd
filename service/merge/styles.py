"""Writes the Word styles of a look: one named style per component, headings as real headings."""

from __future__ import annotations

from lxml import etree

from service.merge.look import POINTS_PER_MM, Look
from service.merge.ooxml import Element, border, half_points, toggle, twips_mm, twips_pt, w
from service.rules.model import ComponentRule

# Components that Word knows by a built-in name, so that its navigation pane and the PDF outline see headings.
BUILT_IN_NAMES = {
    "la_ma": "heading 1",
    "so": "heading 2",
    "so_nho": "heading 3",
    "chu_thich": "footnote text",
    "so_trang": "header",
}
OUTLINE_LEVELS = {
    "nhan_phan": 0, "nhan_muc": 1, "dieu": 2, "chu_hoa": 0, "la_ma": 0, "so": 1, "so_nho": 2, "tieu_de_tron": 1,
    "nhan_phu_luc": 0,
}  # fmt: skip
JUSTIFICATION = {"giua": "center", "deu": "both", "trai": "left", "phai": "right"}

# Styles that are not components of the law: the paragraph that carries a drawn rule, and the end of a section.
RULE_LINE = "DuongKe"
SECTION_END = "NgatPhan"
FOOTNOTE_MARK = "DauChuThich"


def style_id(component: str) -> str:
    """The style id of a component: `ten_co_quan` -> `TenCoQuan`."""
    return "".join(part.capitalize() for part in component.split("_"))


def style_name(component: str, rule: ComponentRule) -> str:
    """The name people see in Word; a comma would part it into aliases."""
    return BUILT_IN_NAMES.get(component, rule.ten.replace(",", ""))


def style_of(element: Element) -> str | None:
    """The id of the style a paragraph names."""
    style = element.find("{*}pPr/{*}pStyle")
    return None if style is None else style.get(_VAL)


def build_styles(look: Look) -> Element:
    """The whole styles part of a look."""
    components = look.rule_set.thanh_phan
    return w(
        "styles",
        _defaults(look),
        w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default="1", styleId="Normal"),
        w(
            "style",
            w("name", val="Default Paragraph Font"),
            w("uiPriority", val="1"),
            w("semiHidden"),
            type="character",
            default="1",
            styleId="DefaultParagraphFont",
        ),
        w(
            "style",
            w("name", val="Normal Table"),
            w("uiPriority", val="99"),
            w("semiHidden"),
            w(
                "tblPr",
                w("tblInd", w="0", type="dxa"),
                w("tblCellMar", *(w(side, w="0", type="dxa") for side in ("top", "left", "bottom", "right"))),
            ),
            type="table",
            default="1",
            styleId="TableNormal",
        ),
        *(_component_style(name, rule, look) for name, rule in components.items()),
        _rule_line_style(look),
        _section_end_style(),
        w(
            "style",
            w("name", val="footnote reference"),
            w("rPr", w("vertAlign", val="superscript")),
            type="character",
            styleId=FOOTNOTE_MARK,
        ),
    )


def _defaults(look: Look) -> Element:
    font = look.rule_set.phong_chu
    return w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                w("rFonts", ascii=font.ten, hAnsi=font.ten, eastAsia=font.ten, cs=font.ten),
                w("color", val=font.mau),
                w("sz", val=half_points(look.size_pt("than"))),
                w("szCs", val=half_points(look.size_pt("than"))),
                w("lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN"),
            ),
        ),
        w("pPrDefault", w("pPr", w("spacing", before="0", after="0", line="240", lineRule="auto"))),
    )


def _component_style(name: str, rule: ComponentRule, look: Look) -> Element:
    size = half_points(look.size_pt(name))
    return w(
        "style",
        w("name", val=style_name(name, rule)),
        w("basedOn", val="Normal"),
        w("next", val=style_id("than")) if rule.giu_voi_sau else None,
        w("qFormat"),
        w("pPr", *_paragraph_properties(name, rule, look)),
        w(
            "rPr",
            toggle("b", rule.dam or None),
            toggle("bCs", rule.dam or None),
            toggle("i", rule.nghieng or None),
            toggle("iCs", rule.nghieng or None),
            w("color", val=rule.mau) if rule.mau else None,
            w("sz", val=size),
            w("szCs", val=size),
        ),
        type="paragraph",
        styleId=style_id(name),
    )


def _paragraph_properties(name: str, rule: ComponentRule, look: Look) -> list[Element]:
    follows_body = rule.theo_than or name == "than"
    properties: list[Element | None] = [
        w("keepNext") if rule.giu_voi_sau else None,
        w("keepLines") if rule.giu_voi_sau else None,
        w("widowControl"),
        w("suppressLineNumbers") if name == "so_trang" else None,
        _box(look) if name == "do_khan" else None,
        _spacing(name, rule, look, follows_body=follows_body),
        w("ind", left="0", right="0", firstLine=twips_mm(look.indent_mm) if follows_body else "0"),
        w("contextualSpacing", val="0"),
        w("jc", val=JUSTIFICATION[rule.can_le]),
        w("outlineLvl", val=str(OUTLINE_LEVELS[name])) if name in OUTLINE_LEVELS else None,
    ]
    return [item for item in properties if item is not None]


def _box(look: Look) -> Element | None:
    """The border on four sides of the degree of urgency, where the rule set has one."""
    box = look.rule_set.do_khan.khung
    if box is None:
        return None
    width, color = look.rule_set.ke.day_pt, look.component("do_khan").mau or look.rule_set.phong_chu.mau
    space = {"top": box.dem_pt, "left": 0, "bottom": box.dem_pt, "right": 0}
    return w("pBdr", *(border(side, width, space_pt=gap, color=color) for side, gap in space.items()))


def _spacing(name: str, rule: ComponentRule, look: Look, *, follows_body: bool) -> Element:
    after = look.component("than").sau_pt if follows_body else rule.sau_pt
    box = look.rule_set.do_khan.khung if name == "do_khan" else None
    before = twips_pt(rule.truoc_pt)
    if box is not None:
        # The line between the gaps and the two halves of the border makes the box as high as the law wants it.
        line_pt = box.cao_mm * POINTS_PER_MM - 2 * box.dem_pt - look.rule_set.ke.day_pt
        return w("spacing", before=before, after=twips_pt(after), line=twips_pt(line_pt), lineRule="exact")
    if not follows_body:
        return w("spacing", before=before, after=twips_pt(after), line="240", lineRule="auto")
    kind, value = look.line_spacing
    line, line_rule = (twips_pt(value), "exact") if kind == "chinh_xac" else (str(round(value * 240)), "auto")
    return w("spacing", before="0", after=twips_pt(after), line=line, lineRule=line_rule)


def _rule_line_style(look: Look) -> Element:
    """A paragraph as low as can be whose upper border is the drawn rule; indents give its length."""
    return w(
        "style",
        w("name", val="Đường kẻ"),
        w("basedOn", val="Normal"),
        w("qFormat"),
        w(
            "pPr",
            w("keepNext"),
            w("suppressLineNumbers"),
            w(
                "spacing",
                before=twips_pt(look.rule_set.ke.cach_chu_pt),
                after="0",
                line=twips_pt(RULE_LINE_HEIGHT_PT),
                lineRule="exact",
            ),
            w("jc", val="center"),
        ),
        w("rPr", w("sz", val="4"), w("szCs", val="4")),
        type="paragraph",
        styleId=RULE_LINE,
    )


def _section_end_style() -> Element:
    """The paragraph Word wants after a table at the end of a section: as low as can be."""
    return w(
        "style",
        w("name", val="Ngắt phần"),
        w("basedOn", val="Normal"),
        w("qFormat"),
        w("pPr", w("suppressLineNumbers"), w("spacing", before="0", after="0", line="20", lineRule="exact")),
        w("rPr", w("sz", val="2"), w("szCs", val="2")),
        type="paragraph",
        styleId=SECTION_END,
    )


def set_styles(styles_part_element: etree._Element, fresh: Element) -> None:
    """Puts the styles that `build_styles` made in place of those a template came with; its own others stay."""
    known = {style.get(_STYLE_ID) for style in fresh.iter(_STYLE)}
    own = [style for style in styles_part_element.iter(_STYLE) if style.get(_STYLE_ID) not in known]
    for child in list(styles_part_element):
        styles_part_element.remove(child)
    styles_part_element.extend([*fresh, *own])


_VAL = next(iter(w("x", val="x").attrib))
_STYLE = w("style").tag
_STYLE_ID = next(iter(w("style", styleId="x").attrib))
RULE_LINE_HEIGHT_PT = 3.0
