"""The one Jinja environment that templates run in: sandboxed, strict, escaping, with allow-listed syntax."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2 import Template as JinjaTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

# Everything a template of a paper needs; no calls, filters, assignments, arithmetic or imports.
ALLOWED_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Not,
    nodes.And, nodes.Or,
)  # fmt: skip

# docxtpl turns these into Jinja marks after rendering; a character reference keeps them as they were typed.
DOCXTPL_ESCAPES = (("{_{", "{&#95;{"), ("}_}", "}&#95;}"), ("{_%", "{&#95;%"), ("%_}", "%&#95;}"))


def protect(xml: str) -> str:
    """XML text in which docxtpl finds nothing to replace."""
    for found, kept in DOCXTPL_ESCAPES:
        xml = xml.replace(found, kept)
    return xml


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """An environment without globals, filters or tests. A source is compiled once."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=_finalize)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()
        self._compiled: dict[str, JinjaTemplate] = {}

    def from_string(self, source: Any, *args: Any, **options: Any) -> JinjaTemplate:
        """The compiled template of a source.

        Raises:
            jinja2.TemplateSyntaxError: its tags do not fit together.
        """
        known = self._compiled.get(source)
        if known is None:
            known = self._compiled[source] = super().from_string(source, *args, **options)
        return known


def find_refused_syntax(environment: TemplateEnvironment, source: str) -> list[str]:
    """Names of the syntax in a template's XML that is not allowed, each once.

    Raises:
        jinja2.TemplateSyntaxError: the tags do not fit together.
    """
    tree = environment.parse(source)
    refused = {
        type(node).__name__
        for node in tree.find_all(nodes.Node)
        if not isinstance(node, ALLOWED_NODES) or (isinstance(node, nodes.Getattr) and node.attr.startswith("_"))
    }
    return sorted(refused)


def _finalize(value: Any) -> Markup:
    """What a placeholder prints: text escaped for XML, ready XML as it is; both out of docxtpl's reach."""
    return Markup(protect(str(value if isinstance(value, Markup) else escape(value))))  # noqa: S704 - escaped here
