"""Fills an opened template as docxtpl does, without doing again what depends on the template alone."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document as DocumentObject
from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.package import Package
from docx.parts.image import ImagePart
from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate
from lxml import etree

from service.merge.environment import TemplateEnvironment
from service.merge.ooxml import w

# What docxtpl turns into elements where it stands in a text; without any of them there is nothing to turn.
_LISTING_MARKS = ("\t", "\n", "\a", "\f")
# What docxtpl turns into marks of Jinja once the values are in.
_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
# The fields of the file's properties that docxtpl looks into for tags.
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_NUMBERED = " id="
_MARGINS = frozenset({CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER})


@dataclass(frozen=True)
class Plan:
    """What is to be filled in a template: its body, and by relation those headers and footers that have tags."""

    body: JinjaTemplate
    margins: tuple[tuple[str, JinjaTemplate], ...]


class Filling(DocxTemplate):  # type: ignore[misc]  # docxtpl tells no types
    """One filling of a template, which is a copy of the opened package. With a plan docxtpl's own way is not gone."""

    def __init__(self, document: DocumentObject, patched: dict[str, str], plan: Plan | None = None) -> None:
        """`patched` remembers what `patch_xml` was asked."""
        super().__init__(None)
        self._patched = patched
        self._plan = plan
        self.docx = document

    def render(self, context: dict[str, Any], jinja_env: Any = None, autoescape: bool = False) -> None:
        """Fills the template. With a plan, the environment is the one it was made in, which escapes always.

        Raises:
            jinja2.TemplateError: a value is missing.
            lxml.etree.XMLSyntaxError: a value breaks the XML.
        """
        if self._plan is None:
            super().render(context, jinja_env, autoescape)
            return
        self.render_init()
        self.current_rendering_part = self.docx.part
        tree = self.fix_tables(self._printed(self._plan.body, context))
        self.fix_docpr_ids(tree)
        self.map_tree(tree)
        for relation, template in self._plan.margins:
            self.current_rendering_part = self.docx.part.rels[relation].target_part
            self.map_headers_footers_xml(relation, self._printed(template, context).encode())
        self.is_rendered = True

    def sources(self) -> Iterator[tuple[str, str]]:
        """The XML in which tags are looked for, patched: of the body under "", of headers and footers by relation."""
        yield "", self.patch_xml(self.get_xml())
        for kind in (self.HEADER_URI, self.FOOTER_URI):
            for relation, part in self.get_headers_footers(kind):
                yield relation, self.patch_xml(self.get_part_xml(part))

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

    def _printed(self, template: JinjaTemplate, context: Mapping[str, Any]) -> str:
        xml = template.render(context)
        # docxtpl sets each paragraph on a line of its own to tell of errors, and takes any such line back.
        xml = xml.replace("\n<w:p ", "<w:p ").replace("\n<w:p>", "<w:p>")
        for found, mark in _ESCAPES:
            xml = xml.replace(found, mark)
        return self.resolve_listing(xml)


def make_plan(filling: Filling, environment: TemplateEnvironment) -> Plan | None:
    """The plan of a template; None where docxtpl has to fill more of it than body, headers and footers.

    Raises:
        jinja2.TemplateSyntaxError: its tags do not fit together.
    """
    document = filling.docx
    if any(part.content_type == CONTENT_TYPE.WML_FOOTNOTES for part in document.part.package.parts):
        return None
    if any("{" in getattr(document.core_properties, name) for name in _PROPERTIES):
        return None
    (_, body), *margins = filling.sources()
    # A picture that is put in takes the number after those there are.
    if _NUMBERED in body:
        return None
    return Plan(
        environment.from_string(body),
        tuple((relation, environment.from_string(source)) for relation, source in margins if _is_filled(source)),
    )


def _is_filled(source: str) -> bool:
    """Whether docxtpl would change anything in a header or footer."""
    return any(mark in source for mark in ("{", "}", *_LISTING_MARKS))


def write_properties(filling: Filling, environment: TemplateEnvironment) -> None:
    """Has docxtpl write the properties of a file without tags in them, after which it would change nothing in them."""
    filling.render_properties({}, environment)


def copy_document(document: DocumentObject, plan: Plan | None) -> DocumentObject:
    """A copy of an opened template to be filled.

    Headers and footers that a plan leaves as they are, and that lead to nothing but pictures, are shared.
    """
    original: Any = document.part.package
    package: Any = Package()
    filled = {document.part.rels[relation].target_part for relation, _ in plan.margins} if plan else set()
    copies = {part: _copy_part(part, package, rests=plan is not None and part not in filled) for part in original.parts}
    for owner, new in ((original, package), *copies.items()):
        if new is not owner:
            for relation in owner.rels.values():
                target = relation._target if relation.is_external else copies[relation.target_part]
                new.load_rel(relation.reltype, target, relation.rId, relation.is_external)
    package.after_unmarshal()
    copied: DocumentObject = package.main_document_part.document
    return copied


def _copy_part(part: Part, package: Package, *, rests: bool) -> Part:
    if isinstance(part, ImagePart) or (rests and part.content_type in _MARGINS and _leads_to_pictures_only(part)):
        return part
    if isinstance(part, XmlPart):
        return type(part)(part.partname, part.content_type, copy.deepcopy(part.element), package)
    return Part(part.partname, part.content_type, part.blob, package)


def _leads_to_pictures_only(part: Part) -> bool:
    """Whether a part can be shared: what it leads to would be in the package twice, its copy and itself."""
    return all(relation.is_external or isinstance(relation.target_part, ImagePart) for relation in part.rels.values())


def empty_body(document: DocumentObject) -> None:
    """Takes out of an opened template what its plan knows."""
    body = document.element.body
    document.element.replace(body, parse_xml(etree.tostring(body.makeelement(body.tag, nsmap=body.nsmap))))


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
