"""Annexes: announced in the text, numbered, labelled, with title and reference, each on a page of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule, Level
from service.text.dates import dates_in_text
from service.text.marks import from_roman, to_roman
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.letters import check_letters
from service.the_thuc.model import Paragraph, plain
from service.the_thuc.paper import AnnexFound, Component, Paper
from service.the_thuc.phrases import quoted, short_date

WITH = "kèm theo"
_NUMBERS = r"(?:[IVXL]{1,7}|\d{1,2})"
# "Phụ lục I", "các phụ lục I, II và III", "Phụ lục 1 đến 4".
_NAMED = re.compile(
    rf"phụ lục (?:số )?({_NUMBERS}(?:(?:, | và |, và | đến | - | – |-|–){_NUMBERS})*)(?![\w/])", re.IGNORECASE
)
# What makes an annex this paper's own: "Phụ lục II kèm theo Kế hoạch này".
_OWN = re.compile(
    rf"phụ lục (?:số )?({_NUMBERS})(?![\w/])(?: ban hành| đính)?,? kèm(?: theo)?(?: [^\W\d_]+){{1,3}} này",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"phụ lục(?! (?:số )?{_NUMBERS}(?![\w/]))", re.IGNORECASE)
_ARABIC = re.compile(r"\d{1,2}")
_COUNT = re.compile(r"0*(\d+)")
_REFERENCE_NUMBER = re.compile(r"\bsố:? ?(\d[^\s,;)]*[/-][^\s,;)]+)")
_REFERENCE = re.compile(r"\((?:Ban hành |Phê duyệt |Đính )?[Kk]èm theo .+\)")


@dataclass(frozen=True)
class _Label:
    """An annex's label taken apart: the line it stands on, its word, number, and what else stands on the line."""

    annex: AnnexFound
    paragraph: Paragraph
    line: str
    word: str
    number: str
    rest: str


def check_mention(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phu_luc_nhac`: the text announces every annex, and every annex it calls its own is there.

    `tham_so.tu_nhac` are words that announce an annex without naming it.
    """
    if paper.annexes and not paper.body:
        yield Unknown("Phụ lục", "không nhận ra nội dung văn bản để tìm chỗ nhắc đến phụ lục")
        return
    text = _mentions(paper)
    named = _named(text)
    general = bool(_PLAIN.search(text))
    words = rule.words("tu_nhac")
    announced = any(word in item.paragraph.text.casefold() for item in paper.body for word in words)
    labels = {id(label.annex): label for label in _labels(paper)}
    for annex in paper.annexes:
        label = labels.get(id(annex))
        if label is None:
            if not announced and not general:
                where = plain(annex.title[0].text) if annex.title else "Phụ lục"
                yield Fault(where, "nội dung văn bản có nhắc đến phần kèm theo", "nội dung không nhắc đến", annex.title)
        elif not general and not (named if not label.number else _value(label.number) in named):
            found = f"nội dung không nhắc đến {label.word} {label.number}".rstrip()
            yield Fault(label.line, "nội dung văn bản có nhắc đến phụ lục", found, (label.paragraph,))
    yield from _announced_only(paper, text, tuple(labels.values()))


def check_numerals(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phu_luc_so`: from `phu_luc.so_tu` annexes on each has a number, in the numerals of the rule set and in order."""
    wanted = paper.rule_set.phu_luc
    labels = tuple(_labels(paper))
    system = "chữ số La Mã" if wanted.chu_so == "la_ma" else "chữ số Ả Rập"
    if len(labels) < wanted.so_tu:
        yield from _lonely(paper, labels)
        return
    expected_number = 1
    for label in labels:
        expected = f"{wanted.nhan} {_written(paper, expected_number)}"
        if not _is_right_system(paper, label.number):
            found = f"số {quoted(label.number)}" if label.number else "không có số"
            yield Fault(label.line, f"phụ lục đánh số bằng {system}", found, (label.paragraph,))
        elif _value(label.number) != expected_number:
            # A missing one may stand in a file of its own; one that stands twice may not.
            level: Level | None = None if (_value(label.number) or 0) < expected_number else "warning"
            yield Fault(label.line, expected, quoted(label.line), (label.paragraph,), level=level)
        expected_number = max(expected_number, _value(label.number) or expected_number) + 1


def check_label(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phu_luc_nhan`: the label stands on a line of its own, in small letters, and looks as the rule set says."""
    word = paper.rule_set.phu_luc.nhan
    for label in _labels(paper):
        if label.word != word:
            yield Fault(label.line, f"{demands.WORD}{quoted(word)}", quoted(label.word), (label.paragraph,))
        if label.rest:
            yield Fault(label.line, "nhãn phụ lục trên một dòng riêng", quoted(label.line), (label.paragraph,))
    yield from check_letters(_as_components(paper), rule)


def check_parts(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phu_luc_dinh_dang`: the parts of annexes that `doi_tuong` names look as the rule set says."""
    yield from check_letters(_as_components(paper), rule)


def check_reference(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phu_luc_kem_theo`: a line in brackets tells what the annex goes with; its number and date are the paper's.

    `tham_so.bat_buoc`: a missing line is told, as less grave. `doi_tuong` names the component for its letters.
    """
    for annex in paper.annexes:
        where = annex.label.text if annex.label else "Phụ lục"
        if annex.reference is None:
            if rule.flag("bat_buoc"):
                expected = f"dòng {quoted(f'({WITH.capitalize()} …)')} dưới tên phụ lục"
                yield Fault(where, expected, "không có", annex.title, level="warning")
            continue
        text, marked = annex.reference.text, (annex.reference,)
        if not _REFERENCE.fullmatch(text):
            expected = f"{quoted(f'({WITH.capitalize()} …)')}, trong ngoặc đơn"
            yield Fault(where, expected, quoted(text), marked)
        yield from _other_paper(paper, where, annex.reference)
    if rule.doi_tuong:
        yield from check_letters(_as_components(paper), rule)


def check_announced(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phu_luc_gioi_thieu`: the text announces the annex, and a line tells what the annex goes with."""
    yield from check_mention(paper, rule)
    yield from check_reference(paper, rule)


def check_new_page(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phu_luc_trang_moi`: an annex begins on a new page."""
    for annex in paper.annexes:
        where = annex.label.text if annex.label else "Phụ lục"
        marked = (annex.label,) if annex.label else annex.title[:1]
        if annex.starts_page is None:
            yield Unknown(where, "không rõ phụ lục có bắt đầu ở trang mới hay không", marked)
        elif not annex.starts_page:
            yield Fault(where, "phụ lục bắt đầu ở trang mới", "bắt đầu giữa trang", marked)


def _labels(paper: Paper) -> Iterator[_Label]:
    """The labels that begin with the rule set's word; a list that bears its own name as label has none."""
    word = paper.rule_set.phu_luc.nhan
    for annex in paper.annexes:
        if annex.label is None:
            continue
        line = plain(annex.label.raw.lstrip().split("\n")[0])
        if line[: len(word)].casefold() != word.casefold():
            continue
        rest = line[len(word) :].strip()
        number, _, more = rest.removeprefix("số ").partition(" ")
        bare = number.rstrip(".:")
        if _value(bare) is None and not any(letter.isdigit() for letter in bare):
            bare, more = "", rest
        yield _Label(annex, annex.label, line, line[: len(word)], bare, more)


def _as_components(paper: Paper) -> Paper:
    """The paper with the parts of its annexes as components, for checks of components."""
    labelled = [label.annex for label in _labels(paper)]
    parts: Mapping[str, Sequence[Paragraph]] = {
        "nhan_phu_luc": [label.paragraph for label in _labels(paper)],
        "ten_phu_luc": [paragraph for annex in labelled for paragraph in annex.title],
        "kem_theo": [annex.reference for annex in paper.annexes if annex.reference],
    }
    found = {name: Component(name, tuple(paragraphs)) for name, paragraphs in parts.items() if paragraphs}
    return replace(paper, components=found)


def _lonely(paper: Paper, labels: Sequence[_Label]) -> Iterator[Fault | Unknown]:
    """A single annex bears no number, unless others go with the paper in files of their own."""
    for label in labels:
        if not label.number:
            continue
        text = _mentions(paper)
        if _value(label.number) != 1 or _named(text) - {1}:
            yield Unknown(label.line, "có thể còn phụ lục khác ở tệp riêng", (label.paragraph,))
        else:
            found = f"chỉ có một phụ lục mà mang số {quoted(label.number)}"
            yield Fault(label.line, "một phụ lục thì không đánh số", found, (label.paragraph,))


def _mentions(paper: Paper) -> str:
    """The paragraphs of the body that speak of an annex."""
    word = paper.rule_set.phu_luc.nhan.casefold()
    return " ".join(item.paragraph.text for item in paper.body if word in item.paragraph.text.casefold())


def _announced_only(paper: Paper, text: str, labels: Sequence[_Label]) -> Iterator[Fault | Unknown]:
    """Annexes that the text calls its own and that are not there."""
    there = {_value(label.number) for label in labels}
    for number in dict.fromkeys(_OWN.findall(text)):
        if _value(number) in there:
            continue
        where = f"Phụ lục {number}"
        if labels:
            yield Fault(where, f"có {where} như nội dung đã nhắc", "không có trong tệp", level="warning")
        else:
            yield Unknown(where, "nội dung nhắc đến phụ lục không có trong tệp, có thể ở tệp riêng")


def _other_paper(paper: Paper, where: str, reference: Paragraph) -> Iterator[Fault]:
    """A number or date in the reference that is not the paper's own."""
    own = paper.components.get("so_ky_hieu")
    named = _REFERENCE_NUMBER.search(reference.text)
    printed = own.text.partition(" ")[2].replace(" ", "") if own and own.sure else ""
    if named and printed[:1].isdigit() and named[1].casefold() != printed.casefold():
        # Which of the two is wrong is for a person to say where they differ in the symbol alone.
        alike = _COUNT.findall(named[1])[0] == _COUNT.findall(printed)[0]
        fix = "Sửa số, ký hiệu ở văn bản chính hoặc ở dòng kèm theo cho khớp nhau." if alike else ""
        expected = f"cùng số, ký hiệu với văn bản chính là {quoted(printed)}"
        yield Fault(where, expected, f"số {quoted(named[1])}", (reference,), fix=fix)
    days = [day for day in dates_in_text(reference.text) if day]
    if days and paper.ngay and days[0] != paper.ngay:
        expected, found = (f"ngày {short_date(day)}" for day in (paper.ngay, days[0]))
        yield Fault(where, expected, found, (reference,))


def _named(text: str) -> frozenset[int]:
    """The numbers of the annexes that a text names, lists and ranges too."""
    found: set[int] = set()
    for named in _NAMED.finditer(text):
        pieces = re.split(rf"({_NUMBERS})", named[1], flags=re.IGNORECASE)
        for index in range(1, len(pieces), 2):
            value, before = _value(pieces[index]), pieces[index - 1].strip()
            last = _value(pieces[index - 2]) if index > 1 else None
            if value is None:
                continue
            if before in ("đến", "-", "–") and last is not None:
                found.update(range(last, value))
            found.add(value)
    return frozenset(found)


def _value(number: str) -> int | None:
    """What a number counts, in Roman or Arabic numerals."""
    return int(number) if _ARABIC.fullmatch(number) else from_roman(number.upper())


def _is_right_system(paper: Paper, number: str) -> bool:
    if paper.rule_set.phu_luc.chu_so == "la_ma":
        return number.isupper() and from_roman(number) is not None
    return bool(_ARABIC.fullmatch(number))


def _written(paper: Paper, number: int) -> str:
    return to_roman(number) if paper.rule_set.phu_luc.chu_so == "la_ma" else str(number)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "phu_luc_nhac": check_mention,
        "phu_luc_so": check_numerals,
        "phu_luc_nhan": check_label,
        "phu_luc_dinh_dang": check_parts,
        "phu_luc_kem_theo": check_reference,
        "phu_luc_gioi_thieu": check_announced,
        "phu_luc_trang_moi": check_new_page,
    }
)
