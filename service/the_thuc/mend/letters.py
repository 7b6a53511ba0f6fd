"""Mends how letters and paragraphs of components look: size, weight, slant, capitals, colour, font, place.

Formatting is set directly on the paragraphs and runs concerned. Direct formatting wins over every style, whatever the
file's styles are based on, and leaves alone the other paragraphs of a style; only the font, which is one for the whole
paper, is mended where it is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.model import SizeChoice, StampRule
from service.rules.values import ComponentRule
from service.the_thuc import demands
from service.the_thuc.checks.colours import ADDRESS_SIGNS
from service.the_thuc.checks.fonts import LEGACY, SIGNS
from service.the_thuc.docx.theme import Theme
from service.the_thuc.docx.values import Element, W
from service.the_thuc.edit.looks import (
    FONT_KINDS,
    Letters,
    clear_shade,
    set_align,
    set_font,
    set_gaps,
    set_indents,
    set_letters,
    set_line_spacing,
    shown_runs,
)
from service.the_thuc.edit.schema import child, properties
from service.the_thuc.mend.desk import Desk, Found, Task, Told
from service.the_thuc.model import Align, Paragraph, Spacing
from service.the_thuc.phrases import number

# What a finding demands of letters, in the words of the checks, and what then is set.
_DEMANDS: Mapping[str, Letters] = MappingProxyType(
    {
        demands.BOLD: Letters(bold=True),
        demands.BOLD_TITLE: Letters(bold=True),
        demands.NOT_BOLD: Letters(bold=False),
        demands.LIGHT_CLAUSE: Letters(bold=False),
        demands.ITALIC: Letters(italic=True),
        demands.UPRIGHT: Letters(italic=False),
        demands.CAPITALS: Letters(caps=True),
        demands.UNDERLINED: Letters(underline=True),
        demands.NOT_UNDERLINED: Letters(underline=False),
    }
)
_ALIGNS: tuple[Align, ...] = ("giua", "deu", "trai", "phai")
_PLACES: Mapping[str, Align] = MappingProxyType({demands.ALIGNMENTS[align]: align for align in _ALIGNS})
_COLOR = re.compile(re.escape(demands.COLOUR) + r"([0-9A-F]{6})")
_SINGLE = Spacing("boi_so", 1.0)


def mend_look(desk: Desk, task: Task) -> Iterator[Told]:
    """Letters and alignment of the paragraphs a finding speaks of, as it demands."""
    for paragraph in task.marked.paragraphs:
        wanted = _letters(desk, task, paragraph)
        align = _PLACES.get(task.expected)
        middle = task.expected == demands.MIDDLE or task.expected.startswith(demands.UNDER)
        for found in desk.find(paragraph) if wanted or align or middle else ():
            if wanted is not None:
                _set(found, wanted)
            elif found.whole:
                set_align(found.element, align or "giua")
                if middle or align == "giua":
                    set_indents(found.element)
            told = f"cỡ {number(wanted.size_pt)}" if wanted and wanted.size_pt else task.expected
            yield task.found, told


def _set(found: Found, wanted: Letters) -> None:
    set_letters(found.element, wanted, None if found.whole else found.runs)


def _letters(desk: Desk, task: Task, paragraph: Paragraph) -> Letters | None:
    if task.expected.startswith(demands.SIZE):
        size = _size(desk, task, paragraph)
        return None if size is None else Letters(size_pt=size)
    if color := _COLOR.fullmatch(task.expected):
        return Letters(color=color[1])
    return _DEMANDS.get(task.expected)


def _size(desk: Desk, task: Task, paragraph: Paragraph) -> float | None:
    """The size to set: the one that goes with the head's other parts or with the body, else the nearest allowed."""
    name, choice = _choice(desk, task, paragraph)
    if choice is None or not paragraph.sizes:
        return None
    follows = name == "than" or choice.theo == "than"
    kin = _set_size(desk, name, choice) if choice.bo else _body_size(desk, choice) if follows else None
    return kin or nearest(choice, max(paragraph.sizes))


def nearest(choice: SizeChoice, size: float) -> float:
    """The allowed size that comes nearest; of two the default, then the larger."""
    return min(choice.cho_phep, key=lambda allowed: (abs(allowed - size), allowed != choice.mac_dinh, -allowed))


def _choice(desk: Desk, task: Task, paragraph: Paragraph) -> tuple[str, SizeChoice | None]:
    rule_set = desk.paper.rule_set
    name = desk.names.get(id(paragraph), "")
    if name in task.rule.doi_tuong and task.rule.kiem != "co_chu_than":
        return name, rule_set.thanh_phan[name].co_chu
    table = task.rule.table(rule_set)
    if isinstance(table, (ComponentRule, StampRule)):
        return "than" if table is rule_set.thanh_phan["than"] else "", table.co_chu
    return "", None


def _set_size(desk: Desk, name: str, choice: SizeChoice) -> float | None:
    """The size of the set (A or B) that most other components of the head are in."""
    sets: Counter[str] = Counter()
    for other, component in desk.paper.components.items():
        rule = desk.paper.rule_set.thanh_phan.get(other)
        if other != name and rule is not None and rule.co_chu.bo:
            sizes = {size for paragraph in component.paragraphs for size in paragraph.sizes}
            sets.update(letter for letter, size in rule.co_chu.bo.items() if sizes == {size})
    ranked = sets.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return next((size for letter, size in choice.bo.items() if letter == ranked[0][0]), None)


def _body_size(desk: Desk, choice: SizeChoice) -> float | None:
    """The allowed size that most letters of the body have."""
    letters: Counter[float] = Counter()
    for item in desk.paper.body:
        if item.paragraph.cell is None:
            for span in item.paragraph.shown:
                letters[span.letters.size_pt] += len(span.text)
    return next((size for size, _ in letters.most_common() if choice.allows(size)), None)


def mend_size_set(desk: Desk, task: Task) -> Iterator[Told]:
    """Sizes of the head that belong to two sets, or differ: those of the set that most of them are in, else of B."""
    paper = desk.paper
    parts = [part for part in paper.get(*task.rule.doi_tuong) if part.sure]
    sets: Counter[str] = Counter()
    for part in parts:
        sizes = {size for paragraph in part.paragraphs for size in paragraph.sizes}
        choice = paper.rule_set.thanh_phan[part.name].co_chu
        sets.update(letter for letter, size in choice.bo.items() if sizes == {size})
    letter = max(sorted(sets, reverse=True), key=lambda one: sets[one], default=None)
    for part in parts if letter else ():
        size = next((size for key, size in paper.rule_set.thanh_phan[part.name].co_chu.bo.items() if key == letter), 0)
        for paragraph in part.paragraphs if size else ():
            if paragraph.sizes != {size}:
                for found in desk.find(paragraph):
                    _set(found, Letters(size_pt=size))
                    yield task.found, f"{paper.rule_set.thanh_phan[part.name].ten} cỡ {number(size)}"


def mend_colour(desk: Desk, task: Task) -> Iterator[Told]:
    """Colour and shade of the paragraphs told."""
    black = desk.paper.rule_set.phong_chu.mau
    shaded = task.found.startswith(demands.SHADED)
    for paragraph in task.marked.paragraphs:
        for found in desk.find(paragraph):
            _set(found, Letters(plain=True) if shaded else Letters(color=black))
            if shaded and found.whole:
                clear_shade(properties(found.element))
            yield task.found, task.expected


def mend_underline(desk: Desk, task: Task) -> Iterator[Told]:
    """Underlines of the paragraphs told, but for addresses."""
    for paragraph in task.marked.paragraphs:
        for found in desk.find(paragraph):
            words = {run: "".join(one.text or "" for one in run.iter(f"{W}t")) for run in found.runs}
            plain_runs = [run for run, said in words.items() if not any(sign in said for sign in ADDRESS_SIGNS)]
            set_letters(found.element, Letters(underline=False), plain_runs)
            yield task.found, task.expected


def mend_font(desk: Desk, task: Task) -> Iterator[Told]:
    """The one font, wherever the file names another; fonts of signs and of old encodings are left."""
    wanted = desk.paper.rule_set.phong_chu.ten
    parts = desk.parts
    theme = Theme(parts.of_kind("theme"))
    roots = [root for kind in ("styles", "numbering") if (root := parts.of_kind(kind)) is not None]
    roots += [parts.main, *desk.margins("dau_trang"), *desk.margins("chan_trang"), *desk.notes()]
    for root in roots:
        for fonts in root.iter(f"{W}rFonts"):
            if _is_text_font(fonts, theme):
                set_font(fonts, wanted)
    styles = parts.of_kind("styles")
    if styles is not None:
        default = child(child(child(styles, "docDefaults"), "rPrDefault"), "rPr")
        set_font(child(default, "rFonts"), wanted)
    yield task.found, task.expected


def _is_text_font(fonts: Element, theme: Theme) -> bool:
    """Whether a `w:rFonts` names fonts of text alone; a bullet's font of signs stands in every place."""
    named = [fonts.get(f"{W}{kind}", "") for kind in FONT_KINDS[:2]]
    named += [theme.font(fonts.get(f"{W}{kind}Theme")) or "" for kind in FONT_KINDS[:2]]
    cores = ["".join(filter(str.isalnum, name)).casefold() for name in named if name]
    legacy = any(name.casefold().startswith(LEGACY) for name in named)
    return not legacy and not any(core.startswith(SIGNS) for core in cores)


# ---- paragraphs of the body --------------------------------------------------------------------------------


def mend_justified(desk: Desk, task: Task) -> Iterator[Told]:
    """Paragraphs flush at both edges."""
    for found in _whole(desk, task):
        set_align(found.element, desk.paper.rule_set.thanh_phan["than"].can_le)
        yield task.found, task.expected


def mend_indent(desk: Desk, task: Task) -> Iterator[Told]:
    """The indent of first lines: the one most paragraphs have that the law allows, else the default."""
    wanted = desk.paper.rule_set.thanh_phan["than"].thut_dau_dong_mm
    if wanted is None:
        return
    near = [
        allowed
        for item in desk.paper.body
        for allowed in wanted.cho_phep
        if item.paragraph.first_line_mm is not None and abs(item.paragraph.first_line_mm - allowed) <= wanted.khoang + 1
    ]
    first = Counter(near).most_common(1)[0][0] if near else wanted.mac_dinh
    for found in _whole(desk, task):
        _drop_typed_indent(found.element)
        set_indents(found.element, first_mm=first)
        yield task.found, f"lùi đầu dòng {number(first)} mm"


def _drop_typed_indent(paragraph: Element) -> None:
    """Takes out the tabs and spaces before a paragraph's first letter."""
    for run in shown_runs(paragraph):
        for piece in list(run):
            if piece.tag == f"{W}tab":
                run.remove(piece)
            elif piece.tag == f"{W}t":
                piece.text = (piece.text or "").lstrip(" \t\u00a0")
                if piece.text:
                    return


def mend_gaps(desk: Desk, task: Task) -> Iterator[Told]:
    """The gap between two paragraphs, set behind the upper one."""
    least = desk.paper.rule_set.thanh_phan["than"].sau_pt
    known = {paragraph.index: paragraph for paragraph in desk.measured.paragraphs}
    for below in task.marked.paragraphs:
        above = known.get(below.index - 1)
        for found in desk.find(above) if above is not None else ():
            if found.whole:
                set_gaps(found.element, after_pt=least)
                yield task.found, task.expected


def mend_line_spacing(desk: Desk, task: Task) -> Iterator[Told]:
    """The distance of lines: the rule set's default."""
    wanted = desk.paper.rule_set.thanh_phan["than"].gian_dong
    if wanted is None:
        return
    for found in _whole(desk, task):
        set_line_spacing(found.element, Spacing(wanted.kieu, wanted.mac_dinh))
        yield task.found, task.expected


def mend_single_lines(desk: Desk, task: Task) -> Iterator[Told]:
    """Single lines without gaps between the pairs of components that a rule names, where they are told."""
    for name in task.rule.doi_tuong:
        component = desk.paper.components.get(name)
        if (
            component is None
            or not component.sure
            or not any(one in task.marked.paragraphs for one in _pair(desk, task, name))
        ):
            continue
        for paragraph in component.paragraphs:
            for found in desk.find(paragraph):
                if found.whole:
                    set_line_spacing(found.element, _SINGLE)
                    set_gaps(found.element, before_pt=0, after_pt=0)
                    yield task.found, task.expected


def _pair(desk: Desk, task: Task, name: str) -> tuple[Paragraph, ...]:
    """The paragraphs of the lower one of the pair a component belongs to: the finding marks that."""
    names = task.rule.doi_tuong
    lower = names[names.index(name) | 1]
    return tuple(paragraph for component in desk.paper.get(lower) for paragraph in component.paragraphs)


def _whole(desk: Desk, task: Task) -> Iterator[Found]:
    for paragraph in task.marked.paragraphs:
        yield from (found for found in desk.find(paragraph) if found.whole)
