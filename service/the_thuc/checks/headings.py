"""How headings and marked items of the body are written: Phần, Chương, Mục, Điều, khoản, điểm, signs before items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule
from service.text.blocks import BULLETS, PRIVATE_BULLETS
from service.text.marks import from_roman, from_words
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.items import Departure, body_items, gathered, is_title, place_of
from service.the_thuc.checks.letters import differences
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import BodyItem, Paper
from service.the_thuc.phrases import quoted

# Roles of the line with word and number, and of the title below it.
TITLE_OF: Mapping[str, str] = MappingProxyType({"nhan_phan": "ten_phan", "nhan_muc": "ten_muc"})
_LABEL = re.compile(r"(Phần|Chương|Mục|Tiểu mục)\s+(?:thứ\s+)?(.+?)\s*([.:]?)$", re.IGNORECASE)
_DIEU = re.compile(r"Điều \d+[a-zđ]?\. \S")
_DIEU_NUMBER = re.compile(r"\d+[a-zđ]?")
_PLAIN_NUMBER = re.compile(r"(\d{1,3})\s*([.)/:]|[-–—])?$")
_LETTER = re.compile(r"([a-zđ])\s*([.)/:]|[-–—])$")
_DECIMAL = re.compile(r"\d+\.\d+")
# Signs of Word's lists that arrive as letters.
_LETTER_BULLETS = frozenset("oüvØ§q")


def check_labels(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phan_chuong_muc`: word and number on a line of their own, not in capitals; the title below in capitals.

    The roles looked at are those of `doi_tuong`; letters are compared with their components.
    """
    for role in rule.doi_tuong:
        wanted = paper.rule_set.thanh_phan[role]
        departures = []
        for item in body_items(paper, (role,), annexes=True):
            departures += [
                Departure(item.paragraph, expected, found)
                for expected, found in differences(paper, item.paragraph, wanted)
            ]
            if role in TITLE_OF:
                departures += _label_departures(paper, item)
        yield from gathered(wanted.ten, departures)


def _label_departures(paper: Paper, item: BodyItem) -> Iterator[Departure]:
    paragraph = item.paragraph
    label = paragraph.text
    if item.rest and item.mark:
        label = item.mark.strip()
        yield Departure(paragraph, "tiêu đề ở dòng dưới", "tiêu đề trên cùng một dòng")
    found = _LABEL.match(label)
    if found is None:
        return
    word, count, sign = found.groups()
    if word.isupper():
        yield Departure(paragraph, f"{demands.WRITE}{quoted(word.capitalize())}", f"ghi {quoted(word)}")
    if word.casefold() in ("mục", "tiểu mục"):
        if not count.isdecimal():
            yield Departure(paragraph, "số Ả Rập", f"ghi {quoted(label)}")
    else:
        allowed = paper.rule_set.danh_dau.so_phan_chuong
        in_words = "chu" in allowed and from_words(count.split()) is not None
        if from_roman(count) is None and not in_words:
            expected = "số La Mã hoặc chữ" if "chu" in allowed else "số La Mã"
            yield Departure(paragraph, expected, f"ghi {quoted(label)}")
    if sign and label == paragraph.text:
        yield Departure(paragraph, "không có dấu sau số", f"có dấu “{sign}”", "warning")


def check_titled(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`co_tieu_de`: Phần, Chương, Mục, Tiểu mục have titles, and in some types of paper every Điều."""
    departures = []
    for items in (paper.body, *(annex.items for annex in paper.annexes)):
        for position, item in enumerate(items):
            below = items[position + 1] if position + 1 < len(items) else None
            if item.role in TITLE_OF and not item.rest and not _is_title_of(item, below):
                departures.append(Departure(item.paragraph, "có tiêu đề ở dòng dưới", "không có tiêu đề"))
    if paper.loai in paper.rule_set.danh_dau.dieu_co_tieu_de:
        for item in body_items(paper, ("dieu",)):
            if not is_title(item) and not item.paragraph.bold:
                departures.append(Departure(item.paragraph, "Điều có tiêu đề", "không có tiêu đề"))
    yield from gathered("Tiêu đề", departures)


def _is_title_of(label: BodyItem, below: BodyItem | None) -> bool:
    """Whether what stands below a label is its title; one of another look is a title still."""
    if below is None or below.mark:
        return False
    return below.role == TITLE_OF[label.role] or below.heading or below.paragraph.text.isupper()


def check_articles(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dieu`: "Điều", its number in Arabic figures, a full stop; bold with its title.

    `tham_so`: `co_chu` looks at the size of titles too.
    """
    wanted = paper.rule_set.thanh_phan["dieu"]
    skipped = ("chu_hoa", "can_le") if rule.flag("co_chu") else ("chu_hoa", "can_le", "co_chu")
    departures = []
    for item in body_items(paper, ("dieu",), annexes=True):
        text = item.paragraph.text
        if not _DIEU.match(text) and not (_DIEU.match(f"{text} x") and not item.rest):
            found = _DIEU_NUMBER.search(item.mark or text)
            expected = f"ghi “Điều {found[0]}. ”" if found else "ghi “Điều”, số thứ tự và dấu chấm"
            departures.append(Departure(item.paragraph, expected, f"ghi {quoted(item.mark or text)}"))
        if is_title(item):
            departures += [
                Departure(item.paragraph, e, f) for e, f in differences(paper, item.paragraph, wanted, skipped)
            ]
        elif not starts_bold(item.paragraph, len("".join((item.mark or "Điều 1").split()))):
            departures.append(Departure(item.paragraph, "chữ “Điều” và số thứ tự đậm", "chữ không đậm"))
    yield from gathered(wanted.ten, departures)


def starts_bold(paragraph: Paragraph, letters: int) -> bool:
    """Whether so many letters at the start of a paragraph, its closing sign aside, are bold."""
    for span in paragraph.shown:
        if span.letters.told and not span.letters.bold:
            return letters <= 1
        letters -= len("".join(span.text.split()))
        if letters <= 0:
            break
    return True


def check_roman(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`la_ma`: sections with Roman numerals have the rule set's mark; their titles look as the component says."""
    wanted = paper.rule_set.thanh_phan["la_ma"]
    allowed = tuple(style[1:] for style in paper.rule_set.danh_dau.la_ma)
    departures = []
    for item in body_items(paper, ("la_ma",)):
        numeral = re.match(r"[IVXLC]+", item.mark)
        if numeral and item.mark[numeral.end() :] not in allowed:
            expected = " hoặc ".join(f"“I{sign}”" for sign in allowed)
            found = f"dạng “I{item.mark[numeral.end() :].rstrip()}”"
            departures.append(Departure(item.paragraph, f"dấu mục dạng {expected}", found))
        if is_title(item):
            departures += [
                Departure(item.paragraph, e, f) for e, f in differences(paper, item.paragraph, wanted, ("can_le",))
            ]
    yield from gathered(place_of(paper, rule), departures)


def clause_marks(paper: Paper) -> Iterator[Departure]:
    """Marks of khoản that are written otherwise than "1."."""
    for item in body_items(paper, ("so", "so_nho", "than")):
        if plain_number := _PLAIN_NUMBER.match(item.mark):
            count, sign = plain_number.groups()
            if sign != ".":
                form = item.mark.replace(count, "1", 1).strip()
                yield Departure(item.paragraph, "khoản ghi dạng “1.”", f"dạng “{form}”")


def point_marks(paper: Paper) -> Iterator[Departure]:
    """Marks of điểm that are written otherwise than "a)"."""
    for item in body_items(paper, ("so", "so_nho", "than")):
        if (letter := _LETTER.match(item.mark)) and letter[2] != ")":
            form = item.mark.replace(letter[1], "a", 1).strip()
            yield Departure(item.paragraph, "điểm ghi dạng “a)”", f"dạng “{form}”")


def check_clauses(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khoan`: Arabic number and full stop; upright; bold throughout just as a title on a line of its own."""
    departures = [*clause_marks(paper), *_light_titles(paper)]
    for item in body_items(paper, ("so",)):
        paragraph = item.paragraph
        if not _PLAIN_NUMBER.match(item.mark):
            continue
        if paragraph.bold and not is_title(item) and len(paragraph.widths_mm) > 1:
            departures.append(Departure(paragraph, demands.LIGHT_CLAUSE, "cả đoạn chữ đậm"))
        if is_title(item) and not paragraph.upright:
            departures.append(Departure(paragraph, demands.UPRIGHT, demands.ITALIC))
    yield from gathered("Khoản", departures)


def _light_titles(paper: Paper) -> Iterator[Departure]:
    """Titles of khoản that are not bold: without an end stop, with deeper items below, so that they are titles."""
    for item, below in pairwise(paper.body):
        leads = item.role == "so" and item.heading and _PLAIN_NUMBER.match(item.mark)
        deeper = _LETTER.match(below.mark) or below.mark in tuple(BULLETS["gach"] + BULLETS["cong"])
        if leads and item.paragraph.light and deeper:
            yield Departure(item.paragraph, demands.BOLD_TITLE, demands.NOT_BOLD)


def check_no_decimal(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khong_so_thap_phan`: no marks of several numbers such as 1.1."""
    departures = [
        Departure(item.paragraph, "bố cục đến khoản 1., điểm a)", "có mục dạng “1.1.”")
        for item in body_items(paper, ("so", "so_nho", "than", "tieu_de_tron"))
        if _DECIMAL.match(item.mark)
    ]
    yield from gathered("Nội dung", departures)


def check_no_bullets(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khong_ky_hieu_dau_dong`: items begin with one of the signs in `cho_phep`, not with one of a symbol font."""
    allowed = frozenset(rule.words("cho_phep"))
    bullets = (frozenset("".join(BULLETS.values())) | PRIVATE_BULLETS) - allowed - _LETTER_BULLETS
    departures = []
    for item in body_items(paper, rule.doi_tuong):
        text = item.paragraph.text
        first = item.paragraph.spans[0] if item.paragraph.spans else None
        automatic = first is not None and first.automatic and first.text.strip() in _LETTER_BULLETS
        if text and (text[0] in bullets or automatic):
            departures.append(Departure(item.paragraph, "gạch đầu dòng “-”", f"dùng ký hiệu {_sign(text[0])}"))
    yield from gathered("Nội dung", departures)


def _sign(char: str) -> str:
    return f"U+{ord(char):04X}" if char in PRIVATE_BULLETS else f"“{char}”"


def check_kept(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`tieu_de_di_cung`: no heading is the last line of a page."""
    departures = []
    for items in (paper.body, *(annex.items for annex in paper.annexes)):
        for item, below in pairwise(items):
            lines, next_lines = item.paragraph.lines, below.paragraph.lines
            if item.role == "bang" or not (item.heading or item.role in TITLE_OF) or not (lines and next_lines):
                continue
            if next_lines[0].box.page > lines[-1].box.page:
                found = f"ở cuối trang {lines[-1].box.page}"
                departures.append(Departure(item.paragraph, "tiêu đề đi cùng đoạn dưới", found))
    yield from gathered("Tiêu đề", departures)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "phan_chuong_muc": check_labels,
        "co_tieu_de": check_titled,
        "dieu": check_articles,
        "la_ma": check_roman,
        "khoan": check_clauses,
        "khong_so_thap_phan": check_no_decimal,
        "khong_ky_hieu_dau_dong": check_no_bullets,
        "tieu_de_di_cung": check_kept,
    }
)
