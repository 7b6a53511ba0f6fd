"""Says what each paragraph of the body is: legal ground, heading of which level, marked item, table, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.rules.model import RuleSet
from service.text.blocks import BULLETS, ItemKind
from service.text.outline_headings import HeadingJudge
from service.text.outline_join import ending
from service.text.outline_lines import LineMark, find_marks
from service.the_thuc.locate.columns import first_line_apart
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import BodyItem

_LABELS: Mapping[ItemKind, str] = {
    "phan": "nhan_phan", "chuong": "nhan_phan", "muc": "nhan_muc", "tieu_muc": "nhan_muc",
}  # fmt: skip
_TITLE_BELOW = {"nhan_phan": "ten_phan", "nhan_muc": "ten_muc"}
_HEADINGS: Mapping[ItemKind, str] = {
    "dieu": "dieu", "chu_hoa": "chu_hoa", "la_ma": "la_ma", "so": "so", "so_2": "so", "so_3": "so",
    "chu_thuong": "so_nho", "so_ngoac": "so_nho",
}  # fmt: skip
# A letter that is none of Vietnam's, or in capitals, is a mark all the same: a wrong one.
_ANY_LETTER = re.compile(r"^([A-Za-zđĐ])(\)) ?(?=\S)")
_DIVISION = re.compile(r"^(phần|chương|mục|tiểu mục) ", re.IGNORECASE)
_LABEL_ALONE = re.compile(r"^(phần|chương|mục|tiểu mục) (thứ )?[\w]+( mươi)?( \w+)?[.:]?$", re.IGNORECASE)
_CAPTION = re.compile(r"^(Bảng|Biểu|BẢNG|BIỂU)\b.{0,120}$")
_UNIT = re.compile(r"^\(?\s*Đơn vị( tính)?\s*:", re.IGNORECASE)
_LONGEST_HEADING = 200
_SENTENCE_ENDS = (":", "như sau.", "như sau")


@dataclass(frozen=True)
class _Read:
    """A paragraph with the mark it begins with."""

    paragraph: Paragraph
    mark: LineMark | None
    written: str
    rest: str


def read_body(paragraphs: Sequence[Paragraph], rule_set: RuleSet) -> tuple[BodyItem, ...]:
    """What the paragraphs of a body are, one item each, in order."""
    count = _count_grounds(paragraphs, rule_set)
    items = [BodyItem(one, "can_cu", *_dash_of(one.text)) for one in paragraphs[:count]]
    read = _read_marks(paragraphs[count:])
    judge = HeadingJudge()
    label = ""
    for number, one in enumerate(read):
        following = read[number + 1] if number + 1 < len(read) else None
        item = _item(one, following, label, judge)
        label = item.role if item.role in _TITLE_BELOW and not item.rest else ""
        items.append(item)
    return tuple(items)


def _count_grounds(paragraphs: Sequence[Paragraph], rule_set: RuleSet) -> int:
    """How many first paragraphs are legal grounds: they begin so, and are no sentence that leads on."""
    openers = tuple(word.casefold() for word in rule_set.cau_chu.can_cu_mo_dau)
    count = 0
    for paragraph in paragraphs:
        text = paragraph.text.lstrip("-–+ ").casefold()
        if not text.startswith(openers) or text.endswith(_SENTENCE_ENDS):
            break
        if "như sau" in text[-60:]:
            break
        # A stop ends the block; only what is plainly another ground goes on behind one set too early.
        ended = count > 0 and paragraphs[count - 1].text.endswith(".")
        # "Thực hiện" and "Theo" begin sentences of the text as well: such a one is a ground when set as those above.
        alike = count == 0 or _is_set_like(paragraph, paragraphs[count - 1])
        if not text.startswith("căn cứ ") and (ended or not alike):
            break
        count += 1
    if count == 0:
        return 0
    block = paragraphs[:count]
    # One paragraph alone is a ground only when it looks like one: it may open the text just as well.
    plainly = any(one.text.lstrip("-–+ ").casefold().startswith("căn cứ") for one in block)
    listed = any(one.text.endswith(";") or one.italic for one in block) or count > 1
    while count and not (plainly and listed):
        return 0
    return count


def _is_set_like(paragraph: Paragraph, above: Paragraph) -> bool:
    """Whether both begin with a dash or neither does, and both are slanted or neither is."""
    dashes = {bool(_dash_of(one.text)[0]) for one in (paragraph, above)}
    return len(dashes) == 1 and paragraph.italic == above.italic


def _dash_of(text: str) -> tuple[str, str]:
    return (text[0], text[1:].strip()) if text[:1] in "-–+" else ("", text)


def _read_marks(paragraphs: Sequence[Paragraph]) -> list[_Read]:
    read: list[_Read] = []
    last: dict[str, int] = {}
    for paragraph in _divisions_apart(paragraphs):
        mark = _choose(find_marks(paragraph.text), last)
        if mark is not None and mark.weak and not _is_automatic(paragraph):
            mark = None
        wrong = _ANY_LETTER.match(paragraph.text) if mark is None else None
        if mark is not None:
            if mark.number:
                last[mark.kind] = mark.number[-1]
            read.append(_Read(paragraph, mark, mark.written or paragraph.text[:1], mark.rest))
        elif wrong:
            read.append(_Read(paragraph, None, wrong[0].strip(), paragraph.text[wrong.end() :]))
        else:
            read.append(_Read(paragraph, None, "", paragraph.text))
    return read


def _divisions_apart(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, those that hold a label such as "Phần I" and its title below it taken apart."""
    for paragraph in paragraphs:
        parts = first_line_apart(paragraph) if _DIVISION.match(paragraph.text) else None
        if parts is not None and _LABEL_ALONE.match(parts[0].text):
            yield from parts
        else:
            yield paragraph


def _is_automatic(paragraph: Paragraph) -> bool:
    return bool(paragraph.spans) and paragraph.spans[0].automatic


def _choose(marks: Sequence[LineMark], last: Mapping[str, int]) -> LineMark | None:
    """Of several readings the one that goes on a sequence, else the first: "C." after "B." is a letter."""
    for mark in marks:
        if mark.number and last.get(mark.kind, 0) + 1 == mark.number[-1] and mark.number[-1] > 1:
            return mark
    return marks[0] if marks else None


def _item(one: _Read, following: _Read | None, label: str, judge: HeadingJudge) -> BodyItem:
    paragraph, mark = one.paragraph, one.mark
    if paragraph.cell is not None and paragraph.cell.framed:
        return BodyItem(paragraph, "bang", "", paragraph.text)
    if label and mark is None and paragraph.align != "deu":
        return BodyItem(paragraph, _TITLE_BELOW[label], "", paragraph.text, heading=True)
    if mark is None:
        return _unmarked(one)
    if mark.kind in _LABELS:
        return BodyItem(paragraph, _LABELS[mark.kind], one.written, one.rest, heading=True)
    next_kind = following.mark.kind if following is not None and following.mark is not None else "doan"
    heading = mark.kind not in BULLETS and (
        (paragraph.bold and len(one.rest) <= _LONGEST_HEADING and ending(one.rest) == "open")
        or judge.is_heading(mark.kind, one.rest, next_kind if following is not None else None)
    )
    judge.pass_item(mark.kind, None if heading else one.rest, heading)
    role = _HEADINGS.get(mark.kind, "than") if heading or mark.kind == "dieu" else "than"
    if mark.kind == "la_ma" and heading:
        role = "la_ma"
    return BodyItem(paragraph, role, one.written, one.rest, heading=heading)


def _unmarked(one: _Read) -> BodyItem:
    paragraph, text = one.paragraph, one.paragraph.text
    if one.written:
        return BodyItem(paragraph, "than", one.written, one.rest)
    if _UNIT.match(text):
        return BodyItem(paragraph, "don_vi_bang", "", text)
    if _CAPTION.match(text) and paragraph.align == "giua":
        return BodyItem(paragraph, "ten_bang", "", text, heading=True)
    if text.startswith(("“", '"', ">")) and paragraph.italic is False and len(text) > 1 and find_marks(text[1:]):
        return BodyItem(paragraph, "trich", "", text)
    if paragraph.align == "giua" and len(text) <= _LONGEST_HEADING:
        return BodyItem(
            paragraph, "ten_bang" if paragraph.bold and not text.isupper() else "tieu_de_tron", "", text, heading=True
        )
    if paragraph.bold and len(text) <= _LONGEST_HEADING and ending(text) == "open":
        return BodyItem(paragraph, "tieu_de_tron", "", text, heading=True)
    return BodyItem(paragraph, "than", "", text)
