"""Papers not made here: the way clerks make them in Word, one choice of each kind, right or with a fault put in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from service.text.metrics import font_style, width_mm
from tests.the_thuc.foreign.parts import (
    box,
    centred,
    connector,
    empty,
    look,
    noisy,
    package,
    page_number,
    para,
    table,
    text,
    vml_line,
)  # fmt: skip
from tests.the_thuc.foreign.word_styles import NUMBERING, THEME, styles

Head = Literal["table", "table_grid", "two_rows", "breaks", "tabs", "boxes", "one_cell", "all_breaks"]
Rule = Literal["connector", "next_connector", "vml", "border", "underline", "none"]
Foot = Literal["table", "table_grid", "indent_box", "tabs", "breaks"]
RUNS = re.compile(r"^<w:p [^>]*>(?:<w:pPr>.*?</w:pPr>)?(.*)</w:p>$", re.DOTALL)
SINGLE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
STATE_MARGINS = (1134, 851, 1134, 1701)
# The text area and the two columns of the head, in twips.
AREA, LEFT, RIGHT = 9354, 3686, 5668
MM = 1440 / 25.4


@dataclass(frozen=True)
class Words:
    """What a paper says. A line of the body may begin with its mark; `grounds` stand before it."""

    party: bool = False
    parent: str = "ỦY BAN NHÂN DÂN"
    issuer: tuple[str, ...] = ("XÃ IA LÂM",)
    number: str = "Số: 15/KH-UBND"
    date: str = "Ia Lâm, ngày 05 tháng 9 năm 2026"
    kind: str = "KẾ HOẠCH"
    subject: str = "Về công tác phòng, chống thiên tai năm 2026"
    letter_subject: str = ""
    addressees: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    authority: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN",)
    post: str = "CHỦ TỊCH"
    name: str = "Ksor H’Nhan"
    recipients: tuple[str, ...] = ("- Như trên;", "- Lưu: VT.")


@dataclass(frozen=True)
class Shape:
    """How Word's user made it."""

    head: Head = "table"
    rule: Rule = "connector"
    foot: Foot = "table"
    number: str = "plain"
    noise: bool = True
    numbering: bool = False
    first_chars: bool = False
    contextual: bool = False
    normal: Literal["bare", "word365", "theme"] = "bare"
    gap: int = 4
    list_paragraph: bool = False
    size_set: Literal["12", "13"] = "13"
    extra: dict[str, str] = field(default_factory=dict)


def width(words: str, size: float, *, bold: bool = True) -> float:
    """The width of a line in millimetres."""
    return width_mm(words, size, font_style(bold=bold, italic=False))


class Maker:
    """Puts words in a shape."""

    def __init__(self, words: Words, shape: Shape) -> None:
        self.words, self.shape = words, shape
        small = 13 if shape.size_set == "13" else 12
        party = words.party
        self.title = look(15 if party else small, b=True)
        self.motto = look(small + 1, b=True)
        self.parent = look(14 if party else small)
        self.issuer = look(14 if party else small, b=True)
        self.number = look(14 if party else 13)
        self.date = look(14 if party else small + 1, i=True)
        self.small = small
        self.lists = 0
        self.going: dict[int, int] = {}

    # ---- head ----------------------------------------------------------------------------------------------

    def rule_under(self, words: str, size: float, share: float, column: tuple[float, float]) -> tuple[str, str]:
        """The drawn line: a run in the paragraph itself, a paragraph below it."""
        length = width(words, size) * share
        left = (column[1] - column[0] - length) / 2
        down = size * 1.15 / 72 * 25.4 + 0.6
        if self.shape.head in ("breaks", "all_breaks"):
            # Counted from the top of the paragraph, which has lines above this one.
            above = bool(self.words.parent) + len(self.words.issuer) - 1 if column[1] < AREA / MM / 2 else 1
            above = 0 if self.shape.head == "breaks" and column[1] < AREA / MM / 2 else above
            down += 0 if self.words.party else above * self.small * 1.15 / 72 * 25.4
        kind = self.shape.rule
        if self.shape.head == "tabs":
            # Both columns stand in the same paragraphs: the line is put where the tab stands.
            left = (1701 if column[1] < AREA / MM / 2 else 6300) / MM - length / 2
            return connector(length, left, down_mm=down), ""
        if kind == "connector":
            return connector(length, down_mm=down), ""
        if kind == "next_connector":
            return "", para(connector(length, left, down_mm=0.8), f'{SINGLE}<w:jc w:val="center"/>')
        if kind == "vml":
            return "", para(vml_line(length, left, down_mm=0.8), f'{SINGLE}<w:jc w:val="center"/>')
        if kind == "border":
            ind = int(left * MM)
            return "", para(
                "",
                '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
                f'<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
                f'<w:ind w:left="{ind}" w:right="{ind}"/>'
                '<w:jc w:val="center"/>',
            )
        return "", ""

    def cells(self) -> tuple[list[str], list[str]]:
        """The pieces of the left and the right column: names, number; title, date."""
        words = self.words
        # What a cell's text may fill: less Word's margins of 1.9 mm at either side.
        left = (0.0, LEFT / MM - 3.8)
        right = (0.0, RIGHT / MM - 3.8)
        names = [centred(words.parent, self.parent)] if words.parent else []
        under, below = ("", "") if words.party else self.rule_under(words.issuer[-1], self.small, 0.5, left)
        for line in words.issuer[:-1]:
            names.append(centred(line, self.issuer))
        names.append(centred(words.issuer[-1], self.issuer, anchor=under))
        names.append(centred("*", look(14)) if words.party else below)
        if words.party:
            title = "ĐẢNG CỘNG SẢN VIỆT NAM"
            under, below = self.rule_under(title, 15, 1.0, right)
            heads = [centred(title, self.title_look(), anchor=under), below]
        else:
            motto = "Độc lập - Tự do - Hạnh phúc"
            under, below = self.rule_under(motto, self.small + 1, 1.0, right)
            title = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
            if self.shape.head == "breaks":
                runs = text(title, self.title) + "<w:r><w:br/></w:r>" + text(motto, self.title_look()) + under
                heads = [para(runs, f'{SINGLE}<w:jc w:val="center"/>'), below]
            else:
                heads = [centred(title, self.title), centred(motto, self.title_look(), anchor=under), below]
        return names, heads

    def title_look(self) -> str:
        """The look of the line that the rule stands under."""
        underlined = self.shape.rule == "underline"
        if self.words.party:
            return look(15, b=True, u=underlined)
        return look(self.small + 1, b=True, u=underlined)

    def head(self) -> str:
        """The head."""
        words, shape = self.words, self.shape
        names, heads = self.cells()
        numbers = [centred(words.number, self.number)]
        if words.letter_subject:
            spaced = '<w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>'
            numbers.append(centred(words.letter_subject, look(12, i=words.party), spaced))
        dates = [centred(words.date, self.date)]
        if shape.head == "boxes":
            left = box("".join(names + numbers), 65, 30, left_mm=0)
            right = box("".join(heads + dates), 98, 30, left_mm=66)
            return para(left + right, SINGLE) + "".join(empty(SINGLE) for _ in range(6))
        if shape.head == "tabs":
            return self.tabbed(names, heads, numbers, dates)
        if shape.head == "all_breaks":
            return table([[joined(names + numbers), joined(heads + dates)]], (LEFT, RIGHT))
        if shape.head == "one_cell":
            gap = [empty(f'{SINGLE}<w:jc w:val="center"/>')]
            rows = [["".join(names + gap[: not names[-1]] + numbers), "".join(heads + gap[: not heads[-1]] + dates)]]
        else:
            rows = [["".join(names), "".join(heads)], ["".join(numbers), "".join(dates)]]
        return table(rows, (LEFT, RIGHT), grid_style=shape.head == "table_grid")

    def tabbed(self, names: list[str], heads: list[str], numbers: list[str], dates: list[str]) -> str:
        """The head by centred tabs: a line of either column in each paragraph."""
        stops = f'<w:tabs><w:tab w:val="center" w:pos="1701"/><w:tab w:val="center" w:pos="6300"/></w:tabs>{SINGLE}'
        left, right = [one for one in names if one], [one for one in heads if one]
        made = ""
        for rows in ((left, right), (numbers, dates)):
            for number in range(max(map(len, rows))):
                pair = [bare(column[number]) if number < len(column) else "" for column in rows]
                spaced = stops
                if len(numbers) > number > 0 and rows[0] is numbers:
                    spaced = stops.replace('w:before="0"', 'w:before="120"')
                made += para("<w:r><w:tab/></w:r>" + pair[0] + "<w:r><w:tab/></w:r>" * bool(pair[1]) + pair[1], spaced)
        return made

    # ---- title and body ------------------------------------------------------------------------------------

    def titles(self) -> str:
        """Name of the type and subject, or the addressees of a letter."""
        words = self.words
        made = empty(SINGLE)
        if words.kind:
            made += centred(words.kind, look(16 if words.party else 14, b=True))
            length = width(words.subject, 14) * 0.4
            drawn = words.subject and not words.party
            area = AREA / MM
            anchor = connector(length, (area - length) / 2, down_mm=6.6) if drawn else ""
            if self.shape.rule == "border" and drawn:
                anchor = ""
            made += centred(words.subject, look(14, b=True), anchor=anchor)
            if self.shape.rule == "border" and drawn:
                ind = int((area - length) / 2 * MM)
                made += para(
                    "",
                    '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
                    '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
                    f'<w:ind w:left="{ind}" w:right="{ind}"/><w:jc w:val="center"/>',
                )
            if words.party:
                made += centred("-----", look(14))
            made += empty(SINGLE)
        if words.addressees:
            label = "Kính trình:" if words.party and words.kind else "Kính gửi:"
            shifted = '<w:ind w:firstLine="1700"/>'
            spaced = '<w:spacing w:before="240" w:after="120"/>'
            if len(words.addressees) == 1:
                made += para(text(f"{label} {words.addressees[0]}", look(14, i=False)), spaced + shifted)
            else:
                made += para(text(label, look(14)), spaced + shifted)
                for one in words.addressees:
                    made += para(text(one, look(14)), '<w:spacing w:before="0" w:after="0"/><w:ind w:left="2552"/>')
        return made

    def body(self) -> str:
        """The body, direct formatting everywhere."""
        return "".join(self.body_line(line) for line in self.words.body)

    def body_line(self, line: str) -> str:
        """One paragraph of the body; one that begins with `#` is bold, with `~` italic."""
        shape = self.shape
        bold, italic = line.startswith("#"), line.startswith("~")
        line = line.lstrip("#~")
        run = look(14, b=bold, i=italic)
        props = ""
        mark, _, rest = line.partition(" ")
        if shape.numbering and (level := self.list_of(mark)):
            props = f'<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{level}"/></w:numPr>'
            line = rest
        elif shape.list_paragraph:
            props = '<w:pStyle w:val="ListParagraph"/>'
        spacing = '<w:spacing w:before="120" w:after="120" w:line="276" w:lineRule="auto"/>'
        if self.words.party:
            spacing = '<w:spacing w:before="120" w:after="120" w:line="360" w:lineRule="exact"/>'
        mark_look = look(14, b=bold, i=italic)
        chars = ' w:firstLineChars="202"' if shape.first_chars else ""
        indent = f'<w:ind w:left="0" w:firstLine="567"{chars}/>'
        context = '<w:contextualSpacing w:val="0"/>' if props and not shape.contextual else ""
        made = noisy(line, run) if shape.noise else text(line, run)
        return para(made, f'{props}{spacing}{indent}{context}<w:jc w:val="both"/>{mark_look}')

    def list_of(self, mark: str) -> int:
        """The list an item belongs to: one that begins at its first mark is a list of its own, as Word makes it."""
        level = _level(mark)
        if level in (2, 3) and mark[:-1] in ("1", "a"):
            self.lists += 1
            self.going[level] = level + 10 * self.lists
        return self.going.get(level, level)

    # ---- foot ----------------------------------------------------------------------------------------------

    def foot(self) -> str:
        """Recipients and signature."""
        words, shape = self.words, self.shape
        party = words.party
        label = look(14, u=True) if party else look(12, b=True, i=True)
        items = look(12) if party else look(11)
        received = [para(text("Nơi nhận:", label), SINGLE)] + [
            para(text(one, items), SINGLE) for one in words.recipients
        ]
        signed = [centred(one, look(14, b=True)) for one in words.authority]
        signed.append(centred(words.post, look(14, b=not party)))
        signed += [empty(f'{SINGLE}<w:jc w:val="center"/>{look(14)}') for _ in range(shape.gap)]
        signed.append(centred(words.name, look(14, b=True)))
        if shape.foot == "breaks":
            pair = [joined(received, "left"), joined(signed)]
            return empty(SINGLE) + table([pair], (4677, 4677))
        if shape.foot in ("table", "table_grid"):
            grid = shape.foot == "table_grid"
            return empty(SINGLE) + table([["".join(received), "".join(signed)]], (4677, 4677), grid_style=grid)
        if shape.foot == "tabs":
            stop = f'<w:tabs><w:tab w:val="center" w:pos="7000"/></w:tabs>{SINGLE}'
            left = [text("Nơi nhận:", label), *(text(one, items) for one in words.recipients)]
            right = [*(text(one, look(14, b=True)) for one in words.authority), text(words.post, look(14, b=not party))]
            right += [""] * shape.gap + [text(words.name, look(14, b=True))]
            made = ""
            for number in range(max(len(left), len(right))):
                one = left[number] if number < len(left) else ""
                other = right[number] if number < len(right) else ""
                made += para(one + ("<w:r><w:tab/></w:r>" + other if other else ""), stop)
            return made
        # The signature by its indent, the recipients in a box beside it.
        shifted = [
            one.replace('<w:jc w:val="center"/>', '<w:ind w:left="4677"/><w:jc w:val="center"/>') for one in signed
        ]
        held = box("".join(received), 80, 40, left_mm=0, anchor="margin")
        return "".join((shifted[0].replace("</w:p>", f"{held}</w:p>"), *shifted[1:]))

    # ---- the whole -----------------------------------------------------------------------------------------

    def docx(self) -> bytes:
        """The file."""
        words, shape = self.words, self.shape
        top, right, bottom, left = (1134, 851, 1134, 1701)
        header = 567 if words.party else 400
        section = (
            '<w:sectPr w:rsidR="00F21A11"><w:headerReference w:type="default" r:id="header1"/>'
            '<w:headerReference w:type="first" r:id="header2"/><w:pgSz w:w="11907" w:h="16840" w:code="9"/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{header}" '
            'w:footer="567" w:gutter="0"/><w:cols w:space="720"/><w:titlePg/><w:docGrid w:linePitch="360"/></w:sectPr>'
        )
        parts = {
            "styles": styles(shape.normal),
            "settings": '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting '
            'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
            "header1": page_number(shape.number),
            "header2": para("", '<w:pStyle w:val="Header"/>'),
            "numbering": NUMBERING,
        }
        if shape.normal == "theme":
            parts["theme"] = THEME
        body = self.head() + self.titles() + self.body() + self.foot() + para("", SINGLE)
        return package(body, section, parts)


def bare(paragraph: str) -> str:
    """The runs of a paragraph."""
    found = RUNS.search(paragraph)
    assert found is not None
    return found[1]


def joined(paragraphs: list[str], align: str = "center") -> str:
    """The same lines in one paragraph, a line break between each and the next."""
    runs = "<w:r><w:br/></w:r>".join(bare(one) for one in paragraphs if one)
    return para(runs, f'{SINGLE}<w:jc w:val="{align}"/>')


def _level(mark: str) -> int:
    if mark == "-":
        return 4
    if mark[-1:] == "." and mark[:-1].isdigit():
        return 2
    if mark[-1:] == "." and set(mark[:-1]) <= set("IVX") and mark[:-1]:
        return 1
    return 3 if mark[-1:] == ")" and len(mark) == 2 else 0


def make(words: Words, shape: Shape | None = None, **choices: object) -> bytes:
    """A paper."""
    chosen = replace(shape or Shape(), **choices)  # type: ignore[arg-type]
    return Maker(words, chosen).docx()
