"""Place and date of a paper: their form, leading zeros, whether there is such a day, the place's name."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from string import Formatter
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule, Level
from service.text.dates import dates_in_text, pad_number, today
from service.text.tones import same_spelling, without_marks
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.parts import lacking, place_name, tell
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import quoted

Told = Iterator[Fault | Unknown]
# What stands in the gap that a draft leaves for a day, a month, a year; a year may be begun ("20…").
_BLANK = r"[ ._…]*"
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "dia_danh": r"(?P<dia_danh>\S.*?)",
        "ngay": rf"(?: (?P<ngay>[0-9]{{1,2}}) |{_BLANK})",
        "thang": rf"(?: (?P<thang>[0-9]{{1,2}}) |{_BLANK})",
        "nam": rf"(?: (?P<nam>[0-9]{{4}})| [0-9]{{1,3}}[._…]+|{_BLANK})",
    }
)
# A leap year: the 29th of a month that stands without a year is a day.
_LEAP_YEAR = 2000
_MONTHS = 12
# What may begin the name of a unit written out or short, before its own name.
_UNIT = re.compile(r"(?:xã|phường|đặc khu|tỉnh|thành phố|tp|đk) |(?:tp|đk)\. ?", re.IGNORECASE)
# A syllable of Vietnamese without its marks; names of other tongues ("Kbang", "Ayun") are not held to be one.
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?[aeiou]{1,3}y?(?:c|ch|m|n|ng|nh|p|t)?|[bclmqst]?u?y"
)
# A commune in an issuer's name; not the word in hợp tác xã, thị xã, xã hội.
_COMMUNE = re.compile(r"(?<!\w)(?:(?<!tác )(?<!thị )xã(?! hội)|phường|đặc khu) (?P<ten>.+)", re.IGNORECASE)


@dataclass(frozen=True)
class WrittenDate:
    """Place and date as written: each figure empty where a draft leaves it open."""

    place: str
    day: str
    month: str
    year: str

    def as_date(self) -> date | None:
        """The day, None where it is open or not in the calendar."""
        if not (self.day and self.month and self.year) or self.impossible:
            return None
        return date(int(self.year), int(self.month), int(self.day))

    @property
    def impossible(self) -> bool:
        """Whether no calendar has such a day, as far as it is written."""
        month = int(self.month) if self.month else 1
        if not 1 <= month <= _MONTHS or self.year == "0000":
            return True
        return bool(self.day) and not 1 <= int(self.day) <= monthrange(int(self.year or _LEAP_YEAR), month)[1]

    @property
    def shown(self) -> str:
        """The date as people read it."""
        return "/".join(part or "…" for part in (self.day, self.month, self.year))


def read_date(text: str, form: str) -> WrittenDate | None:
    """Place and date by a form of the rule set; None where the text has another form."""
    found = _pattern(form).fullmatch(text)
    if found is None:
        return None
    return WrittenDate(found["dia_danh"], found["ngay"] or "", found["thang"] or "", found["nam"] or "")


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Spaces around a figure belong to the figure, for a blank swallows them."""
    pattern, after_figure = "", False
    for literal, name, _, _ in Formatter().parse(form):
        fixed = literal.lstrip() if after_figure else literal
        after_figure = name in ("ngay", "thang", "nam")
        pattern += re.escape(fixed.rstrip() if after_figure else fixed) + _FIELDS.get(name or "", "")
    return re.compile(pattern)


def _dates(paper: Paper, rule: CheckRule) -> Iterator[tuple[Component, WrittenDate]]:
    """The components with a date of the right form."""
    for component in paper.get(*rule.doi_tuong):
        written = read_date(component.text, paper.rule_set.ngay_thang.dang)
        if written is not None:
            yield component, written


def check_date(paper: Paper, rule: CheckRule) -> Told:
    """`ngay_thang`: what `tham_so.xet` names of place and date.

    `mau` the form, `ngay_khong` and `thang_khong` the leading zeros, `lich` that there is such a day, `sau_can_cu`
    that it is not before a ground's, `nam_sau` that it is not of a year to come.
    """
    aspects = rule.words("xet")
    if "mau" in aspects:
        yield from _form(paper, rule)
    for component, written in _dates(paper, rule):
        for name in aspects:
            if name in _ASPECTS:
                yield from _ASPECTS[name](paper, component, written)


def _form(paper: Paper, rule: CheckRule) -> Told:
    form = paper.rule_set.ngay_thang.dang
    names = {"dia_danh": "[địa danh]", "ngay": "[ngày]", "thang": "[tháng]", "nam": "[năm]"}
    expected = f"dạng {quoted(form.format(**names))}"
    kind = paper.type_rule
    for name in rule.doi_tuong:
        component = paper.components.get(name)
        if component is None:
            if kind is None or kind.co_ngay:
                yield from lacking(paper, name, expected)
        elif read_date(component.text, form) is None:
            yield tell(paper, component, expected, quoted(component.text))


def _day_zero(paper: Paper, component: Component, written: WrittenDate) -> Told:
    yield from _padding(paper, component, "ngày", written.day, paper.rule_set.ngay_thang.them_khong_ngay_duoi)


def _month_zero(paper: Paper, component: Component, written: WrittenDate) -> Told:
    yield from _padding(paper, component, "tháng", written.month, paper.rule_set.ngay_thang.them_khong_thang_duoi)


def _padding(paper: Paper, component: Component, word: str, digits: str, below: int) -> Told:
    """A zero that is missing is a fault; one too many is a warning, for the law does not forbid it."""
    if not digits or not int(digits):
        return
    right = pad_number(int(digits), below)
    if digits != right:
        level: Level | None = None if len(digits) < len(right) else "warning"
        yield tell(paper, component, f"{word} {right}", f"{word} {digits}", level=level)


def _in_calendar(paper: Paper, component: Component, written: WrittenDate) -> Told:
    if written.impossible:
        yield tell(paper, component, "ngày có trong lịch", f"ngày {written.shown}")


def _after_grounds(paper: Paper, component: Component, written: WrittenDate) -> Told:
    own = written.as_date()
    grounds = [item.paragraph for item in paper.body if item.role == "can_cu"] if own else []
    for paragraph in grounds:
        later = [day for day in dates_in_text(paragraph.text) if day is not None and own is not None and day > own]
        if later:
            expected = f"không trước ngày của căn cứ, {max(later):%d/%m/%Y}"
            told = tell(paper, component, expected, f"ngày {written.shown}", level="warning")
            yield told


def _not_to_come(paper: Paper, component: Component, written: WrittenDate) -> Told:
    own, this_year = written.as_date(), today().year
    if own is not None and own.year > this_year:
        yield tell(paper, component, f"không sau năm {this_year}", f"năm {own.year}", level="warning")


_ASPECTS: Mapping[str, Callable[[Paper, Component, WrittenDate], Told]] = MappingProxyType(
    {
        "ngay_khong": _day_zero,
        "thang_khong": _month_zero,
        "lich": _in_calendar,
        "sau_can_cu": _after_grounds,
        "nam_sau": _not_to_come,
    }
)


def check_one_line(paper: Paper, rule: CheckRule) -> Told:
    """`dia_danh_mot_dong`: the component's text stands on one line."""
    for component in paper.get(*rule.doi_tuong):
        count = sum(len(paragraph.widths_mm) for paragraph in component.paragraphs)
        if count > 1:
            yield tell(paper, component, "trên một dòng", f"{count} dòng")


def check_no_date(paper: Paper, rule: CheckRule) -> Told:
    """`khong_ngay`: a type without place and date has none."""
    kind = paper.type_rule
    if kind is not None and not kind.co_ngay:
        for component in paper.get(*rule.doi_tuong):
            yield tell(paper, component, f"{kind.ten.lower()} không có địa danh, ngày tháng", quoted(component.text))


def check_place(paper: Paper, rule: CheckRule) -> Told:
    """`dia_danh`: a registered place where the office has registered some; never a number alone nor an abbreviation.

    `tham_so.viet_tat` lists short forms of unit words, which the law wants in full.
    """
    short = re.compile(rf"(?:{'|'.join(map(re.escape, rule.words('viet_tat')))})(?:\.| |$)", re.IGNORECASE)
    known = {same_spelling(place): place for place in paper.registry.places} if paper.registry else {}
    for component, written in _dates(paper, rule):
        if _is_blank(written.place):
            continue
        if short.match(written.place):
            yield tell(paper, component, "tên loại đơn vị viết đầy đủ", quoted(written.place))
        elif written.place.isdigit():
            yield tell(paper, component, "tên loại đơn vị đứng trước số", quoted(written.place))
        elif known and same_spelling(written.place) not in known:
            expected = " hoặc ".join(sorted(map(quoted, known.values())))
            yield tell(paper, component, expected, quoted(written.place))


def check_unit_word(paper: Paper, rule: CheckRule) -> Told:
    """`dia_danh_don_vi`: the unit's word stands before a name of one syllable, and before others only by need.

    Whether a name is a person's, or a province's too, is not known here: there it stays open.
    """
    known = {same_spelling(place) for place in paper.registry.places} if paper.registry else set()
    for component, written in _dates(paper, rule):
        place = written.place
        if _is_blank(place) or same_spelling(place) in known:
            continue
        unit = _UNIT.match(place)
        name = place[unit.end() :] if unit else place
        alone = len(name.split()) == 1
        if unit and not alone:
            reason = f"không biết {quoted(name)} có phải tên người hoặc trùng tên tỉnh, thành phố không"
            yield Unknown(place_name(paper, component.name), reason, component.paragraphs)
        elif alone and not unit and (name.isdigit() or _SYLLABLE.fullmatch(without_marks(name))):
            yield tell(paper, component, f"tên loại đơn vị đứng trước {quoted(name)}", quoted(place))


def check_commune(paper: Paper, rule: CheckRule) -> Told:
    """`dia_danh_trung`: the place is the commune that the issuer's name, or the one above it, tells of."""
    names = paper.get("ten_co_quan", "ten_cap_tren")
    commune = next((found["ten"] for one in names if one.sure and (found := _COMMUNE.search(one.text))), None)
    if commune is None:
        return
    for component, written in _dates(paper, rule):
        if _is_blank(written.place):
            continue
        name = _UNIT.sub("", written.place, count=1) if _UNIT.match(written.place) else written.place
        words = len(name.split())
        if same_spelling(" ".join(commune.split()[:words])) != same_spelling(name):
            yield tell(paper, component, f"địa danh {quoted(commune.title())}", quoted(written.place))


def _is_blank(place: str) -> bool:
    return not place.strip(" ._…")


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "ngay_thang": check_date,
        "dia_danh_mot_dong": check_one_line,
        "khong_ngay": check_no_date,
        "dia_danh": check_place,
        "dia_danh_don_vi": check_unit_word,
        "dia_danh_trung": check_commune,
    }
)
