"""Computes the numbers Word puts before list paragraphs: which level, what it looks like, what it counts to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.text.marks import to_roman
from service.the_thuc.docx.layers import NO_PARA, ParaLayer, RunLayer, read_para_layer, read_run_layer
from service.the_thuc.docx.theme import Theme
from service.the_thuc.docx.values import VAL, Element, W, is_on, val, whole

LEVELS = 9
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Above these Word itself stops making sense; a faulty start value must not make a text of millions of letters.
_MOST_ROMAN = 32767
_MOST_LETTERS = 780
# Word takes fewer letters for the text of a level.
_MOST_LEVEL_TEXT = 100
# A linked list style points to another list, which a faulty file may let go round.
_LINK_STEPS = 4


@dataclass(frozen=True)
class Level:
    """One level of a list. `text` holds `%1` to `%9` for the counts; `gap` is what parts it from the paragraph."""

    start: int
    form: str
    text: str
    gap: str
    restart: int | None
    legal: bool
    style: str
    para: ParaLayer
    run: RunLayer


@dataclass(frozen=True)
class _List:
    """A `w:num`: its abstract list and levels, and the levels it starts anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of one DOCX. `label` counts: ask for each numbered paragraph once, in reading order."""

    def __init__(self, part: Element | None, list_styles: Mapping[str, str], theme: Theme) -> None:
        """`list_styles` gives the number of the list behind a style of lists."""
        self._theme = theme
        self._list_styles = list_styles
        self._abstracts = _by_id(part, "abstractNum", "abstractNumId")
        self._nums = _by_id(part, "num", "numId")
        self._lists: dict[str, _List | None] = {}
        # Counts are shared by the lists of one abstract list, as Word does.
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def level(self, number: str, level: int) -> Level | None:
        """A level of the list with this `w:numId`; None where it is not defined or means "no number"."""
        found = self._list(number)
        return None if found is None else found.levels.get(level)

    def level_of_style(self, number: str, style: str) -> int:
        """Which level of a list is tied to a paragraph style; the first where none is."""
        found = self._list(number)
        levels = {} if found is None else found.levels
        return next((index for index, level in levels.items() if level.style == style), 0)

    def label(self, number: str, index: int) -> str:
        """Counts one paragraph and gives its number as printed, with what parts it from the text."""
        found = self._list(number)
        level = None if found is None else found.levels.get(index)
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        if index in found.starts and (number, index) not in self._started:
            counts[index] = found.starts[index]
        else:
            counts[index] = counts[index] + 1 if index in counts else level.start
        self._started.add((number, index))
        for deeper in [one for one in counts if one > index]:
            if _restarts(found.levels.get(deeper), index):
                del counts[deeper]
        shown = _fill(level, found.levels, counts)
        return shown + level.gap if shown else ""

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read_list(number)
        return self._lists[number]

    def _read_list(self, number: str) -> _List | None:
        num = self._nums.get(number)
        for _ in range(_LINK_STEPS):
            if num is None:
                return None
            abstract = self._abstracts.get(val(num.find(f"{W}abstractNumId")))
            link = None if abstract is None else abstract.find(f"{W}numStyleLink")
            if abstract is None or link is None:
                break
            num = self._nums.get(self._list_styles.get(val(link), ""))
        if num is None or abstract is None:
            return None
        levels = {index: self._level(one) for one in abstract.findall(f"{W}lvl") if (index := _index(one)) is not None}
        starts: dict[int, int] = {}
        for override in self._nums[number].findall(f"{W}lvlOverride"):
            index = _index(override)
            changed, start = override.find(f"{W}lvl"), whole(val(override.find(f"{W}startOverride")))
            if index is not None and changed is not None:
                levels[index] = self._level(changed)
            if index is not None and start is not None:
                starts[index] = start
        return _List(abstract.get(f"{W}abstractNumId", ""), levels, starts)

    def _level(self, element: Element) -> Level:
        start, restart = whole(val(element.find(f"{W}start"))), element.find(f"{W}lvlRestart")
        return Level(
            start=0 if start is None else start,
            form=val(element.find(f"{W}numFmt")) or "decimal",
            text=val(element.find(f"{W}lvlText"))[:_MOST_LEVEL_TEXT],
            gap="" if val(element.find(f"{W}suff")) == "nothing" else " ",
            restart=None if restart is None else whole(restart.get(VAL)),
            legal=is_on(element.find(f"{W}isLgl")),
            style=val(element.find(f"{W}pStyle")),
            para=read_para_layer(element.find(f"{W}pPr")),
            run=read_run_layer(element.find(f"{W}rPr"), self._theme),
        )


NO_LEVEL = Level(1, "none", "", "", None, False, "", NO_PARA, RunLayer())


def _by_id(part: Element | None, tag: str, attribute: str) -> dict[str, Element]:
    found = () if part is None else part.findall(f"{W}{tag}")
    return {one.get(f"{W}{attribute}", ""): one for one in found}


def _index(element: Element) -> int | None:
    index = whole(element.get(f"{W}ilvl"))
    return index if index is not None and 0 <= index < LEVELS else None


def _restarts(level: Level | None, used: int) -> bool:
    """Whether a level begins anew after a paragraph of the level `used` above it."""
    if level is None or level.restart is None:
        return True
    # lvlRestart counts from 1 the level after which to begin anew; 0 is never.
    return used < level.restart


def _fill(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    if level.form == "none":
        # Word prints the fixed words of such a level, and no count.
        return _replace(level.text, lambda _: "")
    if level.form == "bullet":
        return level.text

    def count(index: int) -> str:
        other = levels.get(index, NO_LEVEL)
        form = "decimal" if level.legal and other.form not in ("none", "bullet") else other.form
        return format_number(counts.get(index, other.start), form)

    return _replace(level.text, count)


def _replace(text: str, count: Callable[[int], str]) -> str:
    head, *pieces = text.split("%")
    filled = [head]
    for piece in pieces:
        if piece[:1].isdigit() and piece[0] != "0":
            filled.append(count(int(piece[0]) - 1) + piece[1:])
        else:
            filled.append("%" + piece)
    return "".join(filled)


def format_number(value: int, form: str) -> str:
    """A count in one of Word's forms; forms we do not know are written as plain digits."""
    if form in ("none", "bullet"):
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("upperRoman", "lowerRoman") and 0 < value <= _MOST_ROMAN:
        roman = to_roman(value)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and 0 < value <= _MOST_LETTERS:
        times, letter = divmod(value - 1, len(_LETTERS))
        letters = _LETTERS[letter] * (times + 1)
        return letters.upper() if form == "upperLetter" else letters
    return str(value)
