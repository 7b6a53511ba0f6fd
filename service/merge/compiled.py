"""A template made ready once: its package opened, its tags patched and compiled, its syntax judged."""

from __future__ import annotations

import copy
import io

from docx import Document
from docx.document import Document as DocumentObject
from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from lxml import etree

from schemas.co_quan import LuaChon
from service.errors import TemplateError
from service.merge.environment import TemplateEnvironment, find_refused_syntax
from service.merge.look import Look
from service.merge.ooxml import Element, w
from service.merge.styles import build_styles
from service.merge.templates import Template
from service.rules.load import rule_sets

# What docxtpl turns into elements where it stands in a text; without any of them there is nothing to turn.
_LISTING_MARKS = ("\t", "\n", "\a", "\f")
# An office has one look, perhaps two; a service for many offices has more.
MOST_LOOKS = 64


class CompiledTemplate:
    """A template that may be used: opened, patched and compiled once, filled as often as wanted, from any thread.

    docxtpl does the filling. What it does anew for every record although it depends on the template alone is
    remembered by the very text it was done to, so the result is the same.
    """

    def __init__(self, template: Template) -> None:
        """Opens and judges a template.

        Raises:
            TemplateError: it cannot be opened, its tags do not fit together, or it uses syntax that is not allowed.
        """
        self.template = template
        try:
            self._pristine = Document(io.BytesIO(template.content))
        except Exception as error:  # python-docx lets zipfile's, lxml's and its own errors through
            reason = "không phải tệp Word (.docx)"
            raise TemplateError(path=template.name, reason=reason, technical=str(error)) from error
        self._environment = TemplateEnvironment()
        self._patched: dict[str, str] = {}
        self._styles: dict[tuple[str, LuaChon], Element | None] = {}
        self._require_allowed_syntax()

    def open(self) -> DocxTemplate:
        """The template as docxtpl knows it, to be filled once with `environment`."""
        return _Filling(self._copy(), self._patched)

    @property
    def environment(self) -> TemplateEnvironment:
        """The environment the template is filled in."""
        return self._environment

    def styles_for(self, look: Look) -> Element | None:
        """The styles a look asks for where they are others than those the template was built with; else None.

        An office that edited its template keeps its styles as long as it makes no other choice.
        """
        key = (look.rule_set.id, look.choices)
        # Another thread may forget them all at any time.
        try:
            known = self._styles[key]
        except KeyError:
            if len(self._styles) >= MOST_LOOKS:
                self._styles.clear()
            asked = build_styles(look)
            own = build_styles(Look(rule_sets()[self.template.built_for], LuaChon()))
            known = self._styles[key] = None if _canonical(asked) == _canonical(own) else asked
        return copy.deepcopy(known)

    def _copy(self) -> DocumentObject:
        package = copy.deepcopy(self._pristine.part.package)
        copied: DocumentObject = package.main_document_part.document
        return copied

    def _require_allowed_syntax(self) -> None:
        opened = self.open()
        name = self.template.name
        try:
            sources = [opened.patch_xml(source) for source in _sources(opened)]
            refused = sorted({one for source in sources for one in find_refused_syntax(self._environment, source)})
        except JinjaError as error:
            reason = "các thẻ điền không khớp nhau"
            raise TemplateError(path=name, reason=reason, technical=str(error)) from error
        if refused:
            raise TemplateError(path=name, reason=f"dùng cú pháp không được phép: {', '.join(refused)}")


def _sources(opened: DocxTemplate) -> list[str]:
    """The XML of a template in which tags are looked for."""
    margins = [
        opened.get_part_xml(part)
        for kind in (opened.HEADER_URI, opened.FOOTER_URI)
        for _, part in opened.get_headers_footers(kind)
    ]
    return [opened.get_xml(), *margins]


class _Filling(DocxTemplate):  # type: ignore[misc]  # docxtpl tells no types
    """One filling of a template: docxtpl on a copy of the opened package."""

    def __init__(self, document: DocumentObject, patched: dict[str, str]) -> None:
        super().__init__(None)
        self._patched = patched
        self.docx = document

    def patch_xml(self, src_xml: str) -> str:
        """The XML as Jinja understands it."""
        known = self._patched.get(src_xml)
        if known is None:
            known = self._patched[src_xml] = super().patch_xml(src_xml)
        return known

    def resolve_listing(self, xml: str) -> str:
        """The XML with tabs and breaks as elements."""
        return super().resolve_listing(xml) if any(mark in xml for mark in _LISTING_MARKS) else xml

    def fix_tables(self, xml: str) -> etree._Element:
        """The tree of the body, the columns of its tables as many as their rows have.

        docxtpl itself would mend XML that is broken, and lose what stands in it.

        Raises:
            lxml.etree.XMLSyntaxError: it is broken.
        """
        tree = etree.fromstring(xml)
        return tree if all(_has_its_columns(table) for table in tree.iter("{*}tbl")) else super().fix_tables(xml)


def _canonical(element: Element) -> bytes:
    return etree.tostring(element, method="c14n")


def _has_its_columns(table: etree._Element) -> bool:
    """Whether the grid of a table has as many columns as its rows, in which case docxtpl changes nothing."""
    grid = table.find("{*}tblGrid")
    if grid is None:
        return False
    widest = max((sum(_span(cell) for cell in row.findall("{*}tc")) for row in table.iter("{*}tr")), default=0)
    return len(grid.findall("{*}gridCol")) == widest


def _span(cell: etree._Element) -> int:
    span = cell.find("{*}tcPr/{*}gridSpan")
    return 1 if span is None else int(span.get(_VAL) or "1")


_VAL = next(iter(w("x", val="x").attrib))
