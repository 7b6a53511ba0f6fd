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


@dataclass(frozen=True)
class _Said:
    """What an element says of itself, or a style with those it is based on; None where it says nothing."""

    number: str | None
    leaders: bool
    caps: bool | None
    small_caps: bool | None
    hidden: bool | None


class Styles:
    """The style part of one DOCX, or none. What a style says is worked out once."""

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
        base = None if part is None else part.find(f"{W}docDefaults/{W}rPrDefault")
        self._base = _NOTHING if base is None else _said(base)
        self._known: dict[str, _Said] = {}

    def paragraph(self, paragraph: etree._Element) -> ParagraphLook:
        """The look of a `w:p`."""
        own, style = _said(paragraph), self._paragraph_style(paragraph)
        number = style.number if own.number is None else own.number
        return ParagraphLook(number not in (None, "0"), own.leaders or style.leaders)

    def run(self, run: etree._Element, paragraph: etree._Element) -> RunLook:
        """The look of a `w:r` in its `w:p`: what the run says itself, else its style, else the paragraph's."""
        sources = [self._paragraph_style(paragraph), self._base]
        if run.find(f"{W}rPr") is not None:
            named = run.find(f"{W}rPr/{W}rStyle")
            sources = [_said(run), self._resolved(_name(named)), *sources]
        return RunLook(
            _first([one.caps for one in sources]) or _first([one.small_caps for one in sources]),
            _first([one.hidden for one in sources]),
        )

    def _paragraph_style(self, paragraph: etree._Element) -> _Said:
        return self._resolved(_name(paragraph.find(f"{W}pPr/{W}pStyle"), self._default))

    def _resolved(self, name: str) -> _Said:
        if name not in self._known:
            chain = [_said(style) for style in self._chain(name)]
            self._known[name] = _Said(
                number=next((one.number for one in chain if one.number is not None), None),
                leaders=any(one.leaders for one in chain),
                caps=next((one.caps for one in chain if one.caps is not None), None),
                small_caps=next((one.small_caps for one in chain if one.small_caps is not None), None),
                hidden=next((one.hidden for one in chain if one.hidden is not None), None),
            )
        return self._known[name]

    def _chain(self, name: str) -> list[etree._Element]:
        """A style and those it is based on, nearest first."""
        chain: list[etree._Element] = []
        while name in self._styles and self._styles[name] not in chain:
            chain.append(self._styles[name])
            name = _name(self._styles[name].find(f"{W}basedOn"))
        return chain


_NOTHING = _Said(None, False, None, None, None)


def _said(element: etree._Element) -> _Said:
    of_paragraph, of_run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    if of_paragraph is None and of_run is None:
        return _NOTHING
    number = None if of_paragraph is None else of_paragraph.find(f"{W}numPr/{W}numId")
    tabs = () if of_paragraph is None else of_paragraph.iterfind(f"{W}tabs/{W}tab")
    return _Said(
        number=None if number is None else number.get(f"{W}val", ""),
        leaders=any(tab.get(f"{W}leader", "none") != "none" and tab.get(f"{W}val") != "clear" for tab in tabs),
        caps=_switch(of_run, "caps"),
        small_caps=_switch(of_run, "smallCaps"),
        hidden=_switch(of_run, "vanish"),
    )


def _switch(properties: etree._Element | None, name: str) -> bool | None:
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else is_on(found)


def _name(named: etree._Element | None, default: str = "") -> str:
    return default if named is None else named.get(f"{W}val", default)


def _first(said: list[bool | None]) -> bool:
    return next((one for one in said if one is not None), False)
