"""From a measured file to a paper with its components, or the news that the file shows no official paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.rules.model import Khoi, RuleSet
from service.the_thuc.locate import recognise
from service.the_thuc.locate.annexes import find_annexes
from service.the_thuc.locate.body import read_body
from service.the_thuc.locate.breaks import lines_apart
from service.the_thuc.locate.columns import apart
from service.the_thuc.locate.foot import Foot, find_foot
from service.the_thuc.locate.head import Head, find_head
from service.the_thuc.locate.regime import find_date, find_regime
from service.the_thuc.locate.title import Title, find_title
from service.the_thuc.model import Measured, Paragraph
from service.the_thuc.paper import Component, Paper, Registry


@dataclass(frozen=True)
class Given:
    """What is known of a paper from elsewhere: the rule set it was made by, or only the family; the office's registry.

    `official`: the office has declared the PDF its official file.
    """

    rule_set: RuleSet | None = None
    khoi: Khoi | None = None
    registry: Registry | None = None
    official: bool = False


def locate(measured: Measured, given: Given | None = None) -> Paper | None:
    """The paper in a measured file; None where nothing of an official paper is recognised."""
    known = given or Given()
    running = tuple(one for one in apart(lines_apart(measured.in_area("than"))) if one.text)
    rule_set, sure, dated = known.rule_set, True, find_date(running)
    if rule_set is None:
        regime = find_regime(running, known.khoi)
        if regime is None:
            return None
        rule_set, sure, dated = regime.rule_set, regime.sure, regime.dated
    joint = _signs_often(running)
    head = find_head(measured, running, rule_set, joint=joint)
    title = find_title(measured, running, head.end, rule_set, letter="trich_yeu_cong_van" in head.components)
    foot = find_foot(measured, running, title.end)
    body = read_body(running[title.end : foot.start], rule_set)
    components = _components(measured, head, title, foot)
    grounds = tuple(item.paragraph for item in body if item.role == "can_cu")
    if grounds:
        components["can_cu"] = Component("can_cu", grounds)
    if not sure:
        components = {name: replace(one, sure=False) for name, one in components.items()}
    behind = running[foot.end :]
    return Paper(
        measured=measured,
        rule_set=rule_set,
        loai=title.loai,
        ngay=dated,
        components=components,
        body=body,
        signatures=foot.signatures,
        recipients=foot.recipients,
        annexes=find_annexes(behind, running[foot.end - 1] if foot.end else None, rule_set) if behind else (),
        registry=known.registry,
        official=known.official,
    )


def _signs_often(running: Sequence[Paragraph]) -> bool:
    """Whether several issuers sign: more lines on behalf of a body than one."""
    forms = [
        one.text for one in running if recognise.is_authority(one.text) and one.text[0] == "T" and one.text[1] in "M/"
    ]
    return len({text for text in forms if recognise.fold(text).startswith(("tm ", "t m "))}) > 1


def _components(measured: Measured, head: Head, title: Title, foot: Foot) -> dict[str, Component]:
    components = {**head.components, **title.components, **foot.components}
    if "lien_he" not in components:
        contact = tuple(_contact(measured))
        if contact:
            components["lien_he"] = Component("lien_he", contact)
    return components


def _contact(measured: Measured) -> Sequence[Paragraph]:
    """The contact lines at the foot of the first page."""
    candidates = [one for one in measured.in_area("chan_trang") if one.page == 1]
    if measured.sections:
        first = measured.sections[0]
        candidates += first.footers.get("first" if first.title_page else "default", ())
    return [one for one in candidates if one.text and recognise.is_contact(one.text)]
