"""Mends marks and fixed words: signs before and behind lines, prefixes, zeros, numbers, dates; no words of content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial

from service.text.dates import pad_number
from service.the_thuc import demands
from service.the_thuc.checks.addressees import addressees
from service.the_thuc.checks.numbers import party_number, state_number
from service.the_thuc.checks.signing import power_of
from service.the_thuc.docx.values import Element, W
from service.the_thuc.edit.schema import own
from service.the_thuc.mend.desk import Desk, Task, Told
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import quoted

_STARTS = re.compile(r"[\s\-–—•+*‐‑−▪●○■□➢✓]*")
_TAIL = re.compile(r"[\s./]*$")
_LEFT_OPEN = ("…", "..")
_ENDS = ",;.:"
_NUMBER = re.compile(r"\s*số\s*[:.]?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_DATE = re.compile(
    r"(?P<place>\S.*?)[\s,.]+ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})[\s.]*",
    re.IGNORECASE,
)
_SIGNS = str.maketrans("-/", "/-")
_SUBJECT_OPENING = re.compile(r"\s*(?:v ?/ ?v|vv)\b[:.]?\s*|\s*về việc\b:?\s*", re.IGNORECASE)
_FILING = re.compile(r"(?P<start>.*?)\bLưu\s*:?\s*(?P<place>.*)", re.DOTALL)

Change = Callable[[str], str]


def ended(raw: str, mark: str) -> str:
    """A text with this mark at its end in place of another; one that is left open by dots stays."""
    bare = raw.rstrip()
    if not bare or bare.endswith(_LEFT_OPEN):
        return raw
    bare = bare.removesuffix("./.").rstrip()
    return (bare[:-1].rstrip() if bare[-1:] and bare[-1] in _ENDS else bare) + mark


def started(raw: str, mark: str) -> str:
    """A text with this mark before its first letter in place of another."""
    return mark + _STARTS.sub("", raw, count=1)


def mend_composed(desk: Desk, task: Task) -> Iterator[Told]:
    """Letters as single code points; the words read the same."""
    if not task.found.startswith(demands.COMPOSED):
        return
    for root in (desk.parts.main, *desk.margins("dau_trang"), *desk.margins("chan_trang"), *desk.notes()):
        for paragraph in root.iter(f"{W}p"):
            _compose(paragraph)
    yield task.found, task.expected


def _compose(paragraph: Element) -> None:
    before: Element | None = None
    for piece in own(paragraph, "t"):
        words = piece.text or ""
        marks = len(words) - len(words.lstrip("".join(filter(unicodedata.combining, words))))
        # A mark that begins a run belongs to the letter before it.
        if marks and before is not None:
            before.text = unicodedata.normalize("NFC", (before.text or "") + words[:marks])
            words = words[marks:]
        piece.text = unicodedata.normalize("NFC", words)
        before = piece


def _each(desk: Desk, task: Task, change: Change) -> Iterator[Told]:
    for paragraph in task.marked.paragraphs:
        yield from desk.rewrite(paragraph, change)


# ---- the head ----------------------------------------------------------------------------------------------


def mend_fixed_words(desk: Desk, task: Task) -> Iterator[Told]:
    """Fixed words whose letters are right and whose signs, spaces or capitals are not."""
    rule_set = desk.paper.rule_set
    spellings = [
        spelling
        for name in task.rule.doi_tuong
        if (words := rule_set.thanh_phan[name].chu) is not None
        for spelling in (words.cu, words.moi)
        if quoted(words.cu) in task.expected
    ]

    def change(raw: str) -> str:
        return next((one for one in spellings if _letters(one) == _letters(raw)), raw)

    yield from _each(desk, task, change)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", words).casefold()))


def mend_number_form(desk: Desk, task: Task) -> Iterator[Told]:
    """The colon behind the word, or none, and the two signs behind the number, as the rule set's form has them."""
    yield from _each(desk, task, partial(_number_form, desk.paper))


def _number_form(paper: Paper, raw: str) -> str:
    found = _NUMBER.fullmatch(raw)
    if found is None:
        return raw
    word = paper.rule_set.so_ky_hieu.dang.partition("{so}")[0].rstrip()
    rest = re.sub(r"\s*([-/])\s*", r"\1", found["rest"]) if found["rest"].strip()[:1].isdigit() else found["rest"]
    read = state_number if paper.rule_set.khoi == "nha_nuoc" else party_number
    for core in (rest.strip(), rest.strip().translate(_SIGNS)):
        whole = f"{word} {core}" if core[:1].isdigit() else f"{word}{rest}"
        if read(paper, whole) is not None:
            return whole
    return raw


def mend_number_zero(desk: Desk, task: Task) -> Iterator[Told]:
    """As many digits as the law wants at least, and no zero beyond."""
    least = desk.paper.rule_set.so_ky_hieu.chu_so_toi_thieu

    def change(raw: str) -> str:
        return re.sub(r"\d+", lambda found: found[0].lstrip("0").zfill(least), raw, count=1)

    yield from _each(desk, task, change)


def mend_date(desk: Desk, task: Task) -> Iterator[Told]:
    """Zeros before day and month, and the comma behind the place; a date in other words is left."""
    rules = desk.paper.rule_set.ngay_thang

    def change(raw: str) -> str:
        found = _DATE.fullmatch(raw.strip())
        if found is None:
            return raw
        day, month = int(found["day"]), int(found["month"])
        return rules.dang.format(
            dia_danh=found["place"].rstrip(" ,."),
            ngay=pad_number(day, rules.them_khong_ngay_duoi) if day else found["day"],
            thang=pad_number(month, rules.them_khong_thang_duoi) if month else found["month"],
            nam=found["year"],
        )

    yield from _each(desk, task, change)


def mend_subject_opening(desk: Desk, task: Task) -> Iterator[Told]:
    """The words a letter's subject begins with: V/v in one family, "về việc" in the other."""
    words = desk.paper.rule_set.cau_chu.trich_yeu_cong_van
    if not task.expected.startswith(demands.BEGINS):
        return

    def change(raw: str) -> str:
        return words + raw[found.end() :] if (found := _SUBJECT_OPENING.match(raw)) else raw

    for paragraph in task.marked.paragraphs[:1]:
        yield from desk.rewrite(paragraph, change)


def mend_subject_end(desk: Desk, task: Task) -> Iterator[Told]:
    """No full stop behind the subject."""
    if task.expected == demands.NO_STOP:
        for paragraph in task.marked.paragraphs[-1:]:
            yield from desk.rewrite(paragraph, lambda raw: raw.rstrip().removesuffix("."))


def mend_addressee_marks(desk: Desk, task: Task) -> Iterator[Told]:
    """The dash before an addressee and the mark behind it."""
    rules, found = desk.paper.rule_set.kinh_gui, addressees(desk.paper)
    if found is None:
        return

    def change(raw: str) -> str:
        marked = started(raw, rules.truoc) if demands.BEGINS in task.expected else raw
        for phrase, mark in (
            (demands.ENDS, rules.giua),
            (demands.ENDS, rules.cuoi),
            (demands.MARK, rules.mot_noi_cuoi),
        ):
            if mark and f"{phrase}{quoted(mark)}" in task.expected:
                return ended(marked, mark)
        return marked

    for paragraph in task.marked.paragraphs:
        if paragraph in found.names:
            yield from desk.rewrite(paragraph, change)


# ---- the body ----------------------------------------------------------------------------------------------


def mend_ground_start(desk: Desk, task: Task) -> Iterator[Told]:
    """The sign before each ground."""
    start = desk.paper.rule_set.cau_chu.can_cu_truoc
    yield from _each(desk, task, partial(started, mark=start))


def mend_ground_end(desk: Desk, task: Task) -> Iterator[Told]:
    """The mark behind each ground, and behind the last one."""
    words = desk.paper.rule_set.cau_chu
    last = task.expected.startswith(demands.LAST_GROUND)
    yield from _each(desk, task, partial(ended, mark=words.can_cu_cuoi if last else words.can_cu_giua))


def mend_text_end(desk: Desk, task: Task) -> Iterator[Told]:
    """The mark that ends the text of a paper; behind a comma or colon something is missing, and it is left."""
    mark = desk.paper.rule_set.cau_chu.ket_thuc

    def change(raw: str) -> str:
        tail = _TAIL.search(raw)
        body = raw if tail is None else raw[: tail.start()]
        return raw if body[-1:] in (",", ";", ":", "…", "") else body + mark

    yield from _each(desk, task, change)


def mend_bullets(desk: Desk, task: Task) -> Iterator[Told]:
    """A dash in place of another sign typed before an item."""

    def change(raw: str) -> str:
        bare = raw.lstrip()
        return raw if not bare or bare[0].isalnum() else "- " + bare[1:].lstrip()

    yield from _each(desk, task, change)


def mend_heading_word(desk: Desk, task: Task) -> Iterator[Told]:
    """The word of Phần, Chương, Mục in small letters, of an annex's label too."""
    word = re.search(r"“(.+)”$", task.expected)
    if word is None or not task.expected.startswith((f"{demands.WRITE}“", f"{demands.WORD}“")):
        return

    def change(raw: str) -> str:
        bare = raw.lstrip()
        return word[1] + bare[len(word[1]) :] if bare[: len(word[1])].casefold() == word[1].casefold() else raw

    yield from _each(desk, task, change)


# ---- the foot ----------------------------------------------------------------------------------------------


def mend_power(desk: Desk, task: Task) -> Iterator[Told]:
    """The short form of the power to sign: TM., KT. in one family, T/M, K/T in the other."""
    rules = desk.paper.rule_set.ky
    forms = {str(power): form for power, form in rules.quyen_han.items()}

    def change(raw: str) -> str:
        power = power_of(raw.strip(), rules)
        form = forms.get(power[0]) if power else None
        return f"{form} {power[1]}" if power and form else raw

    yield from _each(desk, task, change)


def mend_recipient_marks(desk: Desk, task: Task) -> Iterator[Told]:
    """The dash before a recipient, the mark behind it, and behind the filing line."""
    words = desk.paper.rule_set.cau_chu
    if task.expected.startswith(demands.LINE_BEGINS):
        yield from _each(desk, task, partial(started, mark=words.noi_nhan_truoc))
    elif task.expected.startswith(demands.LINE_ENDS):
        yield from _each(desk, task, partial(ended, mark=words.noi_nhan_giua))
    elif task.expected.startswith(demands.FILING_ENDS):
        yield from _each(desk, task, partial(ended, mark=words.noi_nhan_cuoi))
    elif task.expected.startswith(f"{demands.WRITE}“"):
        yield from _each(desk, task, partial(_filing, desk.paper))


def _filing(paper: Paper, raw: str) -> str:
    """The colon of the filing line, where what follows is written as this family writes it."""
    words = paper.rule_set.cau_chu
    found = _FILING.match(raw)
    if found is None:
        return raw
    places = re.split(r"[\s,;.]+", found["place"])
    right = places[0] == words.luu_mo_dau if words.luu_mo_dau else not set(words.luu_khong_ghi) & set(places)
    return f"{found['start']}{words.luu}{found['place']}" if right else raw
