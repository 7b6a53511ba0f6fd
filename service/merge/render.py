"""Fills a template: docxtpl runs it in the strict environment, then what depends on content is laid out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from jinja2 import UndefinedError
from lxml import etree
from markupsafe import Markup

from service.errors import ErrorCode, TemplateError, VanThuError
from service.merge.context import Merge
from service.merge.coverage import require_every_word
from service.merge.environment import build_environment, find_refused_syntax
from service.merge.finish import build_footnotes, finish_document, footers_of
from service.merge.look import Look
from service.merge.ooxml import paragraph, serialise
from service.merge.package import save_bytes
from service.merge.page import section_properties
from service.merge.styles import SECTION_END
from service.merge.templates import Template


def render_docx(template: Template, merge: Merge, look: Look) -> bytes:
    """The paper as the bytes of a DOCX.

    Raises:
        TemplateError: the template cannot be opened, uses syntax that is not allowed, or names a value that does not
            exist.
        VanThuError: with code `content-lost`, when a value would not appear in the result.
    """
    document_template = _open(template)
    environment = build_environment()
    _require_allowed_syntax(document_template, environment, template)
    values = {**merge.values, "phu_luc": _with_breaks(merge, look, template)}
    try:
        document_template.render(values, jinja_env=environment, autoescape=True)
    except UndefinedError as error:
        raise TemplateError(ErrorCode.PLACEHOLDER_MISMATCH, path=template.name, names=error.message) from error
    except (JinjaError, etree.XMLSyntaxError) as error:
        raise TemplateError(path=template.name, reason="các thẻ điền không khớp nhau", technical=str(error)) from error
    document = document_template.docx
    finish_document(document, merge, look, template)
    footers = [
        document.part.rels[relation].target_part for relation in footers_of(merge, template, annex=False).values()
    ]
    stories = [document.element.body, *(footer.element for footer in footers)]
    if merge.footnotes:
        stories.append(build_footnotes(merge))
    require_nothing_lost(stories, merge.values)
    require_every_word(merge.van_ban, stories)
    return save_bytes(document)


def _open(template: Template) -> DocxTemplate:
    try:
        document_template = DocxTemplate(io.BytesIO(template.content))
        document_template.init_docx()
    except Exception as error:  # python-docx lets zipfile's, lxml's and its own errors through
        raise TemplateError(path=template.name, reason="không phải tệp Word (.docx)", technical=str(error)) from error
    return document_template


def _require_allowed_syntax(document_template: DocxTemplate, environment: Any, template: Template) -> None:
    margins = [
        document_template.get_part_xml(part)
        for kind in (document_template.HEADER_URI, document_template.FOOTER_URI)
        for _, part in document_template.get_headers_footers(kind)
    ]
    sources = [document_template.patch_xml(source) for source in (document_template.get_xml(), *margins)]
    try:
        refused = sorted({name for source in sources for name in find_refused_syntax(environment, source)})
    except JinjaError as error:
        raise TemplateError(path=template.name, reason="các thẻ điền không khớp nhau", technical=str(error)) from error
    if refused:
        raise TemplateError(path=template.name, reason=f"dùng cú pháp không được phép: {', '.join(refused)}")


def _with_breaks(merge: Merge, look: Look, template: Template) -> list[dict[str, Any]]:
    """Annexes with the paragraph that ends the section before each."""
    header_ids = template.header_ids
    shown = []
    before_landscape, before_annex = False, False
    for annex, values in zip(merge.annexes, merge.values["phu_luc"], strict=True):
        footer_ids = footers_of(merge, template, annex=before_annex)
        properties = section_properties(
            look, header_ids, footer_ids=footer_ids, landscape=before_landscape, restart=before_annex
        )
        break_paragraph = serialise([paragraph(SECTION_END, properties=[properties])])
        shown.append({**values, "ngat": Markup(break_paragraph)})  # noqa: S704 - our own elements
        before_landscape, before_annex = annex.huong == "ngang", True
    return shown


def require_nothing_lost(stories: Iterable[etree._Element], values: Mapping[str, Any]) -> None:
    """Refuses a result in which a value of the context does not appear.

    Raises:
        VanThuError: with code `content-lost`, naming the value.
    """
    printed = "".join(text for story in stories for text in _printed_texts(story))
    squeezed = "".join(printed.split())
    for name, text in _expected_texts(values, ""):
        if "".join(text.split()) not in squeezed:
            raise VanThuError(ErrorCode.CONTENT_LOST, text=text[:60], pointer=name)


def _printed_texts(story: etree._Element) -> Iterator[str]:
    for node in story.iter("{*}t"):
        yield node.text or ""


def _expected_texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Markup):
        fragment = etree.fromstring(f"<x>{value}</x>")
        for node in fragment.iter("{*}t"):
            yield name, node.text or ""
    elif isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _expected_texts(item, f"{name}/{key}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _expected_texts(item, f"{name}/{index}")
