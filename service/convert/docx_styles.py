"""Answers from a DOCX's styles the few questions that decide what text is seen: capitals, hidden, label, leader."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True)
class ParagraphLook:
    """`numbered`: LibreOffice puts a list label before it; `leaders`: its tabs are drawn as dots or a line."""

    numbered: bool
    leaders: bool


@dataclass(frozen=True)
class RunLook:
    """How a run's text is changed on the paper."""

    caps: bool
    hidden: bool


def is_on(element: etree._Element | None, attribute: str = f"{W}val", *, default: bool = True) -> bool:
    """The truth of an on/off element: absent is off; present without a value is `default`."""
    if element is None:
        return False
    value = element.get(attribute)
    return default if value is None else value.lower() not in OFF


class Styles:
    """The style part of one DOCX, or none."""

    def __init__(self, part: etree._Element | None) -> None:
        found = [] if part is None else part.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._default = next(
            (
                style.get(f"{W}styleId", "")
                for style in found
                if style.get(f"{W}type") == "paragraph" and is_on(style, f"{W}default", default=False)
            ),
            "",
        )
        self._base = None if part is None else part.find(f"{W}docDefaults/{W}rPrDefault")

    def paragraph(self, paragraph: etree._Element) -> ParagraphLook:
        """The look of a `w:p`."""
        sources = [paragraph, *self._paragraph_chain(paragraph)]
        numbers = (source.find(f"{W}pPr/{W}numPr/{W}numId") for source in sources)
        number = next((one for one in numbers if one is not None), None)
        leaders = any(
            tab.get(f"{W}leader", "none") != "none" and tab.get(f"{W}val") != "clear"
            for source in sources
            for tab in source.iterfind(f"{W}pPr/{W}tabs/{W}tab")
        )
        return ParagraphLook(number is not None and number.get(f"{W}val") != "0", leaders)

    def run(self, run: etree._Element, paragraph: etree._Element) -> RunLook:
        """The look of a `w:r` in its `w:p`: what the run says itself, else its style, else the paragraph's."""
        named = run.find(f"{W}rPr/{W}rStyle")
        sources = [run, *self._chain(named), *self._paragraph_chain(paragraph)]
        if self._base is not None:
            sources.append(self._base)
        return RunLook(
            _first(sources, "caps") or _first(sources, "smallCaps"),
            _first(sources, "vanish"),
        )

    def _paragraph_chain(self, paragraph: etree._Element) -> list[etree._Element]:
        return self._chain(paragraph.find(f"{W}pPr/{W}pStyle"), self._default)

    def _chain(self, named: etree._Element | None, default: str = "") -> list[etree._Element]:
        """A style and those it is based on, nearest first."""
        name = default if named is None else named.get(f"{W}val", default)
        chain: list[etree._Element] = []
        while name in self._styles and self._styles[name] not in chain:
            chain.append(self._styles[name])
            base = self._styles[name].find(f"{W}basedOn")
            name = "" if base is None else base.get(f"{W}val", "")
        return chain


def _first(sources: list[etree._Element], name: str) -> bool:
    said = (source.find(f"{W}rPr/{W}{name}") for source in sources)
    return is_on(next((one for one in said if one is not None), None))
