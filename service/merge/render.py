"""Fills a template in the strict environment, as docxtpl does, then lays out what depends on content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateError as JinjaError
from jinja2 import UndefinedError
from lxml import etree
from markupsafe import Markup

from service.errors import ErrorCode, TemplateError, VanThuError
from service.merge.compiled import CompiledTemplate
from service.merge.context import Merge
from service.merge.coverage import require_every_word
from service.merge.finish import build_footnotes, finish_document, footers_of
from service.merge.look import Look
from service.merge.ooxml import paragraph, serialise
from service.merge.package import save_bytes
from service.merge.page import section_properties
from service.merge.styles import SECTION_END
from service.merge.templates import Template


@dataclass(frozen=True)
class Rendered:
    """A paper as the bytes of a DOCX, and what in it is read: its text, the contact below, the footnotes."""

    docx: bytes
    merge: Merge
    stories: tuple[etree._Element, ...]

    def require_whole(self) -> None:
        """Refuses a paper that lost something on its way; there is time for it while LibreOffice works.

        Raises:
            VanThuError: with code `content-lost`, when a value does not appear.
        """
        require_nothing_lost(self.stories, self.merge.values)
        require_every_word(self.merge.van_ban, self.stories)


def render_docx(compiled: CompiledTemplate, merge: Merge, look: Look) -> Rendered:
    """The paper, not yet held against what it was made of.

    Raises:
        TemplateError: the template names a value that does not exist, or is broken by what is filled in.
    """
    template = compiled.template
    document_template = compiled.open()
    values = {**merge.values, "phu_luc": _with_breaks(merge, look, template)}
    try:
        document_template.render(values, jinja_env=compiled.environment, autoescape=True)
    except UndefinedError as error:
        raise TemplateError(ErrorCode.PLACEHOLDER_MISMATCH, path=template.name, names=error.message) from error
    except (JinjaError, etree.XMLSyntaxError) as error:
        raise TemplateError(path=template.name, reason="các thẻ điền không khớp nhau", technical=str(error)) from error
    document = document_template.docx
    finish_document(document, merge, look, compiled)
    footers = [
        document.part.rels[relation].target_part for relation in footers_of(merge, template, annex=False).values()
    ]
    stories = [document.element.body, *(footer.element for footer in footers)]
    if merge.footnotes:
        stories.append(build_footnotes(merge))
    return Rendered(save_bytes(document, compiled.archive), merge, tuple(stories))


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
