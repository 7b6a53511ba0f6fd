"""Resolves what a paragraph and its letters look like: every style, default and number laid over one another, once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from service.the_thuc.docx.layers import (
    BLACK,
    NO_RUN,
    ParaLayer,
    RunLayer,
    over_para,
    over_run,
    read_para_layer,
    read_run_layer,
)
from service.the_thuc.docx.numbering import Level, Numbering
from service.the_thuc.docx.theme import Theme
from service.the_thuc.docx.values import Element, W, is_true, val
from service.the_thuc.model import Letters

# What Word sets a paper in that says nothing of fonts and sizes.
DEFAULT_FONT = "Times New Roman"
DEFAULT_SIZE_PT = 10.0
NO_NUMBER = "0"
# Styles stand on a few others; from here on a chain is a trap, and those farthest away are left out.
_MOST_BASES = 50


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set: plain Latin letters as `ascii`, letters beyond them as `other`, mostly the same."""

    ascii: Letters
    other: Letters
    upper: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ParaLook:
    """A paragraph with every style applied. `number` and `level` name its list level, None where it has none."""

    layer: ParaLayer
    style_id: str
    style_name: str
    table_style: str
    number: str | None
    level: int


@dataclass(frozen=True)
class _Style:
    name: str
    base: str
    para: ParaLayer
    run: RunLayer


class Styles:
    """The styles of one DOCX; what has been resolved once is kept."""

    def __init__(self, part: Element | None, numbering_part: Element | None, theme: Theme) -> None:
        self.theme = theme
        self._elements: dict[tuple[str, str], Element] = {}
        self._styles: dict[tuple[str, str], _Style] = {}
        self._defaults: dict[str, str] = {}
        list_styles: dict[str, str] = {}
        for element in () if part is None else part.findall(f"{W}style"):
            kind, identifier = element.get(f"{W}type", "paragraph"), element.get(f"{W}styleId", "")
            self._elements[kind, identifier] = element
            if is_true(element.get(f"{W}default")):
                self._defaults[kind] = identifier
            if kind == "numbering":
                list_styles[identifier] = val(element.find(f"{W}pPr/{W}numPr/{W}numId"))
        defaults = etree.Element("none") if part is None else part
        self._run_default = read_run_layer(defaults.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), theme)
        self._para_default = read_para_layer(defaults.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        self.numbering = Numbering(numbering_part, list_styles, theme)
        self._chains: dict[tuple[str, str], tuple[str, ...]] = {}
        self._runs: dict[tuple[str, str], RunLayer] = {}
        self._looks: dict[tuple[str, str, bool | None, RunLayer], Look] = {}
        self._paras: dict[tuple[str, ParaLayer], ParaLook] = {}

    @property
    def default_table(self) -> str:
        """The style of tables that name none."""
        return self._defaults.get("table", "")

    def table_chain(self, identifier: str) -> list[Element]:
        """The elements of a table style and those it is based on, farthest first; the default one if it names none."""
        return [self._elements["table", one] for one in self._chain("table", identifier)]

    def paragraph(self, direct: ParaLayer, table_style: str) -> ParaLook:
        """The look of a paragraph with these properties of its own, in a table of that style ("" is no table)."""
        key = (table_style, direct)
        if key not in self._paras:
            self._paras[key] = self._resolve(direct, table_style)
        return self._paras[key]

    def run(self, direct: RunLayer, para: ParaLook) -> Look:
        """The look of a run with these properties of its own."""
        key = (para.table_style, para.style_id, para.layer.shading, direct)
        if key not in self._looks:
            self._looks[key] = _look(self._letters(direct, para))
        return self._looks[key]

    def number(self, level: Level, mark: RunLayer, para: ParaLook) -> Look:
        """The look of the number: the paragraph mark's letters with what the list's level says of its own."""
        # A hidden mark joins its paragraph to the next; the number is shown all the same.
        return self.run(replace(over_run(mark, level.run), hidden=level.run.hidden), para)

    def _style(self, kind: str, identifier: str) -> _Style:
        """A style as read; papers name few of the hundreds a file may hold."""
        key = (kind, identifier)
        if key not in self._styles:
            element = self._elements[key]
            self._styles[key] = _Style(
                name=val(element.find(f"{W}name")) or identifier,
                base=val(element.find(f"{W}basedOn")),
                para=read_para_layer(element.find(f"{W}pPr")),
                run=read_run_layer(element.find(f"{W}rPr"), self.theme),
            )
        return self._styles[key]

    def _resolve(self, direct: ParaLayer, table_style: str) -> ParaLook:
        chain = self._chain("paragraph", direct.style or "")
        layers = [self._style("paragraph", one).para for one in chain] + [direct]
        numbered = next((at for at in reversed(range(len(layers))) if layers[at].number is not None), None)
        number, level = None, 0
        if numbered is not None and layers[numbered].number != NO_NUMBER:
            number = layers[numbered].number or ""
            said = [layer.level for layer in layers[numbered:] if layer.level is not None]
            # A style that leaves its level open has the one that names it.
            tied = self.numbering.level_of_style(number, chain[numbered]) if numbered < len(chain) else 0
            level = said[-1] if said else tied
        found = None if number is None else self.numbering.level(number, level)
        resolved = self._para_default
        for identifier in self._chain("table", table_style) if table_style else ():
            resolved = over_para(resolved, self._style("table", identifier).para)
        for at, layer in enumerate(layers):
            # The indents of a list lie right under the properties that call for the list.
            if at == numbered and found is not None:
                resolved = over_para(resolved, found.para)
            resolved = over_para(resolved, layer)
        identifier = chain[-1] if chain else ""
        name = self._style("paragraph", identifier).name if chain else ""
        return ParaLook(resolved, identifier, name, table_style, number if found is not None else None, level)

    def _chain(self, kind: str, identifier: str) -> tuple[str, ...]:
        """A style and those it is based on, farthest first; an unknown one counts as the default of its kind."""
        key = (kind, identifier)
        if key not in self._chains:
            name = (
                identifier if key in self._elements else ("" if kind == "character" else self._defaults.get(kind, ""))
            )
            chain: list[str] = []
            while (kind, name) in self._elements and name not in chain and len(chain) < _MOST_BASES:
                chain.append(name)
                name = self._style(kind, name).base
            self._chains[key] = tuple(reversed(chain))
        return self._chains[key]

    def _run_of(self, kind: str, identifier: str) -> RunLayer:
        """What a style and those it is based on say of letters: within a chain the nearest wins, switches too."""
        key = (kind, identifier)
        if key not in self._runs:
            layer = NO_RUN
            for one in self._chain(kind, identifier):
                layer = over_run(layer, self._style(kind, one).run)
            self._runs[key] = layer
        return self._runs[key]

    def _letters(self, direct: RunLayer, para: ParaLook) -> RunLayer:
        table = self._run_of("table", para.table_style) if para.table_style else NO_RUN
        style = self._run_of("paragraph", para.style_id)
        character = self._run_of("character", direct.style) if direct.style else NO_RUN
        merged = self._run_default
        for layer in (table, style, character, direct):
            merged = over_run(merged, layer)

        def switch(name: str) -> bool:
            # A switch that styles of several kinds throw is on when an odd number of them throws it.
            said: bool | None = getattr(direct, name)
            if said is not None:
                return said
            thrown = sum(bool(getattr(layer, name)) for layer in (table, style, character))
            return bool(getattr(self._run_default, name)) or thrown % 2 == 1

        return over_run(
            merged,
            RunLayer(
                bold=switch("bold"),
                italic=switch("italic"),
                caps=switch("caps"),
                small_caps=switch("small_caps"),
                hidden=switch("hidden"),
                shading=bool(merged.shading or para.layer.shading),
            ),
        )


def _look(layer: RunLayer) -> Look:
    def letters(font: str | None) -> Letters:
        return Letters(
            font=font or DEFAULT_FONT,
            size_pt=layer.size or DEFAULT_SIZE_PT,
            bold=bool(layer.bold),
            italic=bool(layer.italic),
            underline=bool(layer.underline),
            color=layer.color or BLACK,
            shaded=bool(layer.highlight or layer.shading),
        )

    plain = letters(layer.ascii or layer.hansi)
    other = plain if layer.hansi in (None, layer.ascii) else letters(layer.hansi)
    return Look(plain, other, bool(layer.caps or layer.small_caps), bool(layer.hidden))
