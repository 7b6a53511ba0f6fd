"""Capital letters: where sentences and paragraphs begin, fixed phrases, numbers of units, types of papers, citations.

Only what is surely wrong is told. What stands in quotation marks, quoted passages and tables are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule, Level
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.whole import without_quotes
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import BodyItem, Paper
from service.the_thuc.phrases import quoted

LEFT_ALONE = ("trich", "bang", "don_vi_bang")
DASHES = ("-", "–", "—", "+", "•", "*")
# The ends of what a list goes on from, and of what nothing goes on from.
GOES_ON, ENDS = (";", ",", ":"), (".", "!", "?", ";", ":")
AROUND = ".,;:!?“”\"'()"
# Names that begin with a small letter on purpose: addresses, "iPhone", "pH".
_SMALL_NAME = re.compile(r"\S*(?:@|://|www\.)|[a-z][A-Z]")
_SENTENCE = re.compile(r"[.?!][”\")]? +([^\W\d_])")
_TELLING_WORD = re.compile(r"[^\W\d_]{2,}")
# Words without which a paragraph holds no such thing; asking for them first is quick.
_MAYBE_UNIT, _MAYBE_PLACE = ("quận ", "phường "), ("điều ", "mục ", "chương ", "phần ", "Khoản ", "Điểm ")
_NUMBER = re.compile(r" số \d+[/-][\w/-]+", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:(?:[Tt]ại|[Ởở]|[Tt]huộc|UBND|nhân dân|địa bàn|,) )((?:quận|phường) [1-9]\d?)"
    r"(?=[,;.)]|$| (?:thành phố|Thành phố|TP|quận|Quận))"
)
_LAWS = "Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Quy chế|Quy định|Hiến pháp|Pháp lệnh|Điều lệ|Hướng dẫn"
# "danh mục 10 Nghị quyết", "thành phần 2 …" count things, they cite nothing.
_NOT_PLACE = "".join(
    f"(?<!{word} )" for word in ("danh", "đề", "hạng", "chuyên", "khoản", "thành", "cổ", "học", "tiểu")
)
_SMALL_PLACE = re.compile(
    rf"(?:(?<=khoản \d )|(?<=khoản \d\d )|(?<=điểm [a-zđ] ))điều \d+"
    rf"|\bđiều \d+[a-zđ]? (?:của )?(?={_LAWS})"
    rf"|\b(?:tiểu mục|{_NOT_PLACE}mục|chương|{_NOT_PLACE}phần) (?:[IVX]+|\d+) (?:của )?(?=(?:{_LAWS}|Phần|Chương|Mục) )"
)
_GREAT_PLACE = re.compile(r"(?<=[a-zà-ỹđ,;] )(?:Khoản \d+|Điểm [a-zđ])(?= (?:[Kk]hoản|[Đđ]iều) \d)")
_DAYS = "hai|ba|tư|năm|sáu|bảy|bẩy"
# "lần thứ hai, ngày 05/6" and "buổi sáng thứ hai của" count; only what can be nothing but a weekday is told.
_WEEKDAY = re.compile(
    rf"(?:^|(?:vào|sáng|chiều|tối) |[(,:] ?)thứ ({_DAYS})(?=,? (?:\(?ngày \d|(?:hằng|hàng) tuần))"
    rf"|\bthứ ({_DAYS})(?= (?:hằng|hàng) tuần)"
)


def check_beginnings(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`viet_hoa_dau_cau`: paragraphs and sentences begin with a capital.

    A dashed item, one that goes on from the item before, a paragraph that goes on with the sentence of the one before,
    and a sentence's beginning are told as less grave.
    `tham_so.viet_tat` are shortened words, without their stop, that end no sentence.
    """
    before: BodyItem | None = None
    for item in paper.body:
        if not item.paragraph.text:
            continue
        if item.role not in LEFT_ALONE:
            if _begins_small(item):
                yield from _small_beginning(paper, item, before)
            yield from _small_sentences(item.paragraph, rule.words("viet_tat"))
        before = item


def check_phrases(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`viet_hoa_cum_tu`: the phrases in `tham_so.dung` stand as they are written there, or all in capitals.

    With `tham_so.chi_thua_hoa` only a capital too many is wrong. `tham_so.tru_truoc` are words that, standing before,
    make a phrase part of another name.
    """
    right = {phrase.lower(): phrase for phrase in rule.words("dung")}
    for paragraph, text in _texts(paper):
        for start, wanted in _occurrences(text, right):
            found = text[start : start + len(wanted)]
            if found == wanted or found.isupper() or text[:start].endswith(rule.words("tru_truoc")):
                continue
            if rule.flag("chi_thua_hoa") and not _too_great(found, wanted):
                continue
            yield _wrong(paragraph, wanted, found)


def check_numbered_units(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`viet_hoa_don_vi_so`: a unit named by a number is a name as a whole: Quận 1, Phường 3."""
    for paragraph, text in _texts(paper):
        for match in _UNIT.finditer(text) if _has(text, _MAYBE_UNIT) else ():
            yield _wrong(paragraph, match[1][0].upper() + match[1][1:], match[1])


def check_types(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`viet_hoa_ten_loai`: the type of a paper named by its number has one capital: Quyết định số 15/QĐ-UBND.

    `tham_so.them` are types besides those of the rule set, `tham_so.tru` those that are also common words;
    `tham_so.tru_truoc` are words before it that make it part of another phrase.
    """
    names = [kind.ten for kind in paper.rule_set.loai.loai.values() if kind.ten not in rule.words("tru")]
    types = sorted((*names, *rule.words("them")), key=len, reverse=True)
    for paragraph, text in _texts(paper):
        for match in _NUMBER.finditer(text):
            before = text[: match.start()]
            wanted = next((name for name in types if before.lower().endswith(name.lower())), None)
            if wanted is None:
                continue
            rest, found = before[: -len(wanted)], before[-len(wanted) :]
            # "văn bản hướng dẫn số" is no Hướng dẫn.
            inside = rest.endswith(rule.words("tru_truoc")) or rest[-1:].isalpha()
            if found != wanted and not found.isupper() and not inside:
                yield _wrong(paragraph, f"{wanted}{match[0]}", f"{found}{match[0]}")


def check_citations(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`viet_hoa_vien_dan`: in citations Phần, Chương, Mục, Điều have a capital, khoản and điểm have none."""
    for paragraph, text in _texts(paper):
        if not _has(text, _MAYBE_PLACE):
            continue
        for match in _SMALL_PLACE.finditer(text):
            found = match[0].strip()
            yield _wrong(paragraph, found[0].upper() + found[1:], found)
        for match in _GREAT_PLACE.finditer(text):
            yield _wrong(paragraph, match[0][0].lower() + match[0][1:], match[0])


def check_weekdays(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`viet_hoa_thu`: a weekday written as a word has a capital: thứ Hai."""
    for paragraph, text in _texts(paper):
        for match in _WEEKDAY.finditer(text) if "thứ " in text else ():
            day = match[1] or match[2]
            yield _wrong(paragraph, f"thứ {day.capitalize()}", f"thứ {day}")


def _begins_small(item: BodyItem) -> bool:
    text = (item.rest if item.mark else item.paragraph.text).lstrip()
    word = text.split(" ")[0]
    # A single small letter is a variable or a mark that was not understood.
    return text[:1].islower() and len(word.rstrip(":;,.)")) > 1 and not _SMALL_NAME.match(word)


def _small_beginning(paper: Paper, item: BodyItem, before: BodyItem | None) -> Iterator[Fault]:
    level: Level | None = None
    open_end = before is not None and not before.heading and not before.paragraph.text.endswith(ENDS)
    if item.mark:
        goes_on = before is not None and before.paragraph.text.endswith(GOES_ON)
        level = "warning" if item.mark in DASHES or goes_on else None
    elif open_end and paper.measured.source == "pdf":
        # A PDF has no paragraphs: this may be the rest of the one before.
        return
    elif open_end:
        # A sentence broken over two paragraphs: what is wrong is the break.
        level = "warning"
    text = item.rest if item.mark else item.paragraph.text
    word = text.split(" ")[0].strip(AROUND)
    expected = f"chữ cái đầu viết hoa: {quoted(word[:1].upper() + word[1:])}"
    yield Fault("Nội dung", expected, quoted(item.paragraph.text), (item.paragraph,), level=level)


def _small_sentences(paragraph: Paragraph, shortened: tuple[str, ...]) -> Iterator[Fault]:
    text = without_quotes(paragraph.text)
    for match in _SENTENCE.finditer(text):
        if not match[1].islower():
            continue
        word = text[text.rfind(" ", 0, match.start()) + 1 : match.start()].strip("([“\"'")
        # Capitals before a stop are initials and shortened names; figures are numbers of items.
        if _TELLING_WORD.fullmatch(word) and word.islower() and word not in shortened:
            following = text[match.start(1) :].split(" ")[0].rstrip(AROUND)
            found = quoted(f"{word}{match[0][:-1]}{following}")
            yield Fault("Nội dung", "chữ cái đầu câu viết hoa", found, (paragraph,), level="warning")


def _texts(paper: Paper) -> Iterator[tuple[Paragraph, str]]:
    """The paragraphs of the body and of annexes that are the paper's own writing, quotations blanked out."""
    for items in (paper.body, *(annex.items for annex in paper.annexes)):
        for item in items:
            if item.role not in LEFT_ALONE and not item.paragraph.is_upper:
                yield item.paragraph, without_quotes(item.paragraph.text)


def _occurrences(text: str, right: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Where phrases stand as whole words, in whatever case, and how each is written; keys are in small letters."""
    lowered = text.lower()
    if len(lowered) != len(text):
        # A letter that is longer when small: no Vietnamese text has one.
        return
    for small, wanted in right.items():
        start = lowered.find(small)
        while start >= 0:
            end = start + len(small)
            if not lowered[start - 1 : start].isalpha() and not lowered[end : end + 1].isalpha():
                yield start, wanted
            start = lowered.find(small, end)


def _has(text: str, signs: tuple[str, ...]) -> bool:
    return any(sign in text for sign in signs)


def _too_great(found: str, wanted: str) -> bool:
    return any(have.isupper() and want.islower() for have, want in zip(found, wanted, strict=False))


def _wrong(paragraph: Paragraph, wanted: str, found: str) -> Fault:
    return Fault("Nội dung", quoted(wanted), quoted(found), (paragraph,))


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "viet_hoa_dau_cau": check_beginnings,
        "viet_hoa_cum_tu": check_phrases,
        "viet_hoa_don_vi_so": check_numbered_units,
        "viet_hoa_ten_loai": check_types,
        "viet_hoa_vien_dan": check_citations,
        "viet_hoa_thu": check_weekdays,
    }
)
