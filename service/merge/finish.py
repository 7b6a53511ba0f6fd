"""Lays out what depends on the content: columns of the head, lengths of rules, sections, footnotes, properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from docx.document import Document as DocumentObject

from service.errors import TemplateError
from service.merge.addressees import place_addressees
from service.merge.compiled import CompiledTemplate
from service.merge.context import Merge
from service.merge.look import Look
from service.merge.ooxml import Element, keep_with_next, paragraph, set_indent, text_run, twips_mm, w
from service.merge.optional import place_do_khan
from service.merge.package import add_footnotes_part, drop_relations, drop_traces, set_settings
from service.merge.page import FOOT_TABLE, HEAD_TABLE, section_properties
from service.merge.styles import FOOTNOTE_MARK, RULE_LINE, SECTION_END, set_styles, style_id, style_of
from service.merge.subject import UNDER_TITLE
from service.merge.templates import Template
from service.text.metrics import balance_lines

VAL = next(iter(w("x", val="x").attrib))


def finish_document(document: DocumentObject, merge: Merge, look: Look, compiled: CompiledTemplate) -> None:
    """Everything that is done to a filled template before it is saved."""
    body, template = document.element.body, compiled.template
    if (styles := compiled.styles_for(look)) is not None:
        set_styles(document.styles.element, styles)
    _lay_out_head(body, merge, look)
    _lay_out_subject(body, merge, look)
    _lay_out_annex_titles(body, merge, look)
    place_addressees(body, merge.addressees, look)
    _lay_out_foot(body, look)
    _level_signatures(body, merge, look)
    if merge.has_contact and look.rule_set.lien_he.vi_tri == "sau_chu_ky":
        _keep_with_contact(body)
    _set_last_section(body, merge, look, template)
    if not merge.has_contact:
        drop_relations(document, template.footer_ids.values())
    if merge.footnotes:
        add_footnotes_part(document, build_footnotes(merge))
        # LibreOffice 7.4 puts an empty line before a table that opens a document with footnotes; a paragraph as low
        # as can be keeps the head of the page where it belongs. 25.2 needs it no more.
        body.insert(0, paragraph(SECTION_END))
    set_settings(document, mirror_margins=look.choices.in_hai_mat, with_footnotes=bool(merge.footnotes))
    _set_properties(document, merge)


def _lay_out_head(body: Element, merge: Merge, look: Look) -> None:
    head = merge.head
    for table in body.iter(w("tbl").tag):
        if _caption(table) != HEAD_TABLE:
            continue
        widths = (head.left_mm, head.right_mm)
        # LibreOffice stretches the columns to the width that the table says of itself.
        _require(table, "{*}tblPr/{*}tblW").set(_W, twips_mm(sum(widths)))
        for column, width in zip(table.iter(w("gridCol").tag), widths, strict=True):
            column.set(_W, twips_mm(width))
        for row in table.iter(w("tr").tag):
            for cell, width in zip(row.iter(w("tc").tag), widths, strict=True):
                _require(cell, "{*}tcPr/{*}tcW").set(_W, twips_mm(width))
        left_cell, right_cell = next(table.iter(w("tr").tag)).iter(w("tc").tag)
        right_name = "tieu_ngu" if "tieu_ngu" in look.rule_set.thanh_phan else "tieu_de_dang"
        _set_rule_lines(left_cell.iter(w("p").tag), "ten_co_quan", head.own_line_mm, head.left_mm, look)
        _set_rule_lines(right_cell.iter(w("p").tag), right_name, head.right_line_mm, head.right_mm, look)
        place_do_khan(table, merge.do_khan, head.left_mm, look)
        return


def _lay_out_subject(body: Element, merge: Merge, look: Look) -> None:
    """The subject as narrow as its balanced lines, so that every renderer breaks it there; the rule under it."""
    component = merge.subject_component
    width = look.content_width_mm() if component == UNDER_TITLE else merge.head.left_mm
    side = max(0.0, (width - merge.subject_mm - SUBJECT_SLACK_MM) / 2)
    for element in body.iter(w("p").tag):
        if style_of(element) == style_id(component):
            set_indent(element, side, side)
            following = element.getnext()
            if following is not None:
                _set_rule_lines([following], component, merge.subject_mm, width, look)


def _set_rule_lines(
    elements: Iterable[Element], component: str, text_mm: float, container_mm: float, look: Look
) -> None:
    mark = look.component(component).dau_duoi
    if mark is None or mark.kieu != "ke":
        return
    side = (container_mm - text_mm * mark.ty_le) / 2
    for element in elements:
        if style_of(element) == RULE_LINE:
            set_indent(element, side, side)


def _lay_out_foot(body: Element, look: Look) -> None:
    """Fits the foot table to the text area: its last column takes what the others leave.

    Its grid is made of its own cells: docxtpl counts those of the tables inside it too.
    """
    whole = int(twips_mm(look.content_width_mm()))
    for table in body.iter(w("tbl").tag):
        if _caption(table) != FOOT_TABLE:
            continue
        cells = _require(table, "{*}tr").findall("{*}tc")
        widths = [int(_require(cell, "{*}tcPr/{*}tcW").get(_W) or "0") for cell in cells[:-1]]
        widths.append(whole - sum(widths))
        _require(table, "{*}tblPr/{*}tblW").set(_W, str(whole))
        for row in table.findall("{*}tr"):
            for cell, width in zip(row.findall("{*}tc"), widths, strict=False):
                _require(cell, "{*}tcPr/{*}tcW").set(_W, str(width))
        table.replace(_require(table, "{*}tblGrid"), w("tblGrid", *(w("gridCol", w=str(width)) for width in widths)))


def _level_signatures(body: Element, merge: Merge, look: Look) -> None:
    """Sets the room for each signature: as chosen, and in a row of two so that the names stand level.

    Without a choice a single block keeps the room its template has.
    """
    rows = [
        [element for element in row.iter(w("p").tag) if _is_below_signature(element)]
        for table in body.iter(w("tbl").tag)
        if _caption(table) == FOOT_TABLE
        for row in table.iter(w("tr").tag)
    ]
    pairs = iter(merge.signature_pairs_mm)
    for names in rows:
        heights = next(pairs) if len(names) > 1 else (0.0,)
        for element, height in zip(names, heights, strict=False):
            if len(names) > 1 or look.choices.khoang_ky_mm is not None:
                gap = look.signature_gap_mm + max(heights) - height
                _require(element, "{*}pPr/{*}spacing").set(_BEFORE, twips_mm(gap))


def _is_below_signature(element: Element) -> bool:
    """Whether a paragraph is the one that leaves room for the signature: the name, or a second post above it."""
    has_room = element.find("{*}pPr/{*}spacing") is not None
    return has_room and style_of(element) in {style_id("ho_ten"), style_id("chuc_vu_khac")}


def _keep_with_contact(body: Element) -> None:
    """Keeps the contact on the page of the signature above it: else it may stand alone on a page.

    A row of recipients that may flow to the next page is left free.
    """
    for table in body.iter(w("tbl").tag):
        if _caption(table) == FOOT_TABLE:
            *_, above, _contact = [None, *table.findall("{*}tr")]
            if above is not None and above.find("{*}trPr/{*}cantSplit") is not None:
                for element in above.iter(w("p").tag):
                    keep_with_next(element)


def _lay_out_annex_titles(body: Element, merge: Merge, look: Look) -> None:
    """The title of each annex as narrow as its balanced lines, so that no word stands alone on the last."""
    component = "ten_phu_luc"
    titles = [element for element in body.findall("{*}p") if style_of(element) == style_id(component)]
    for element, annex in zip(titles, merge.annexes, strict=True):
        width = look.content_width_mm(landscape=annex.huong == "ngang")
        text = "".join(node.text or "" for node in element.iter("{*}t"))
        lines = balance_lines(
            text.split(" "), look.size_pt(component), look.font_style(component), width - SUBJECT_SLACK_MM
        )
        longest = max(look.text_width_mm(component, line) for line in lines)
        side = max(0.0, (width - longest - SUBJECT_SLACK_MM) / 2)
        set_indent(element, side, side)


def _set_last_section(body: Element, merge: Merge, look: Look, template: Template) -> None:
    last = merge.annexes[-1] if merge.annexes else None
    fresh = section_properties(
        look,
        template.header_ids,
        footer_ids=footers_of(merge, template, annex=last is not None),
        landscape=last is not None and last.huong == "ngang",
        restart=last is not None,
    )
    body.replace(_require(body, "{*}sectPr"), fresh)


def footers_of(merge: Merge, template: Template, *, annex: bool) -> Mapping[str, str]:
    """Relation ids of the footers of a section: the contact stands on the first page of the paper, of no annex.

    The template's first-page footer holds the contact, the one of its other pages nothing.
    """
    if not merge.has_contact or not template.footer_ids:
        return {}
    empty = template.footer_ids["default"]
    return {"first": empty, "default": empty} if annex else template.footer_ids


def build_footnotes(merge: Merge) -> Element:
    """The footnotes part: the two separators Word wants, then the texts."""
    separators = [
        w("footnote", paragraph(style_id("chu_thich"), w("r", w(kind))), type=kind, id=str(number))
        for number, kind in enumerate(("separator", "continuationSeparator"))
    ]
    notes = [
        w(
            "footnote",
            paragraph(
                style_id("chu_thich"),
                w("r", w("rPr", w("rStyle", val=FOOTNOTE_MARK)), w("footnoteRef")),
                text_run(" "),
                *(text_run(run.text, bold=run.bold or None, italic=run.italic or None) for run in runs if run.text),
            ),
            id=str(identifier),
        )
        for identifier, runs in merge.footnotes
    ]
    return w("footnotes", *separators, *notes)


def _set_properties(document: DocumentObject, merge: Merge) -> None:
    drop_traces(document)
    properties = document.core_properties
    properties.title = merge.title[:255]
    properties.author = merge.author[:255]
    properties.subject = merge.subject[:255]
    properties.language = "vi-VN"
    properties.revision = 1
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _require(element: Element, path: str) -> Element:
    """A child that our own styles and tables always have; a template edited beyond that is refused."""
    child = element.find(path)
    if child is None:
        raise TemplateError(path="", reason=f"bảng hoặc đoạn thiếu phần {path.replace('{*}', 'w:')}")
    return child


def _caption(table: Element) -> str | None:
    caption = table.find("{*}tblPr/{*}tblCaption")
    return None if caption is None else caption.get(VAL)


_BEFORE = next(iter(w("x", before="0").attrib))
_W = next(iter(w("x", w="0").attrib))
# Room for rounding, so that the longest balanced line does not wrap.
SUBJECT_SLACK_MM = 1.0
