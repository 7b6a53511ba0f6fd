"""A template made ready once: its package opened, its tags patched and compiled, its syntax judged."""

from __future__ import annotations

import copy
import io

from docx import Document
from jinja2 import TemplateError as JinjaError
from lxml import etree

from schemas.co_quan import LuaChon
from service.docx_package.archive import PackageArchive
from service.errors import TemplateError
from service.merge.environment import TemplateEnvironment, find_refused_syntax
from service.merge.filling import Filling, copy_document, empty_body, make_plan, write_properties
from service.merge.look import Look
from service.merge.ooxml import Element
from service.merge.styles import build_styles
from service.merge.templates import Template
from service.rules.load import rule_sets

# An office has one look, perhaps two; a service for many offices has more.
MOST_LOOKS = 64


class CompiledTemplate:
    """A template that may be used: opened, patched and compiled once, filled as often as wanted, from any thread.

    docxtpl does the filling, or what it would do is done from a plan made here once: the result is the same.
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
        self.archive = PackageArchive()
        opened = Filling(self._pristine, self._patched)
        try:
            self._require_allowed_syntax(opened)
            self._plan = make_plan(opened, self._environment)
        except JinjaError as error:
            reason = "các thẻ điền không khớp nhau"
            raise TemplateError(path=template.name, reason=reason, technical=str(error)) from error
        if self._plan is not None:
            # Nothing is patched again.
            self._patched.clear()
            write_properties(opened, self._environment)
            empty_body(self._pristine)

    def open(self) -> Filling:
        """The template as docxtpl knows it, to be filled once in `environment`."""
        return Filling(copy_document(self._pristine, self._plan), self._patched, self._plan)

    @property
    def is_planned(self) -> bool:
        """Whether it is filled from a plan; else docxtpl goes its own way for every record."""
        return self._plan is not None

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

    def _require_allowed_syntax(self, opened: Filling) -> None:
        sources = [source for _, source in opened.sources()]
        refused = sorted({one for source in sources for one in find_refused_syntax(self._environment, source)})
        if refused:
            raise TemplateError(path=self.template.name, reason=f"dùng cú pháp không được phép: {', '.join(refused)}")


def _canonical(element: Element) -> bytes:
    return etree.tostring(element, method="c14n")
