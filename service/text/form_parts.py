"""Lines of a body that the form prints anyway: who pastes a whole paper as its body would see them twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from service.rules.load import rule_sets
from service.rules.model import RuleSet
from service.text.clean import collapse_spaces
from service.text.inline import plain_text
from service.text.outline_join import ending

_LONGEST = 200
_SHOWN = 40
_PARTY_OR_STATE = ("quoc_hieu", "tieu_ngu", "tieu_de_dang")
_RECIPIENTS = "nhan_noi_nhan"
_DASH = re.compile(r" ?[-–—] ?")
_AROUND = " .:;*_-–—"
_DAY = r"[^\W\d_][^.;:,]{1,40}, ngày[ \d.…_]{0,14}tháng[ \d.…_]{0,14}năm[ \d.…_]{0,14}"
_PLACE_AND_DAY = re.compile(_DAY)
_NUMBER = re.compile(
    rf"(?:Số|SỐ) ?:? ?[\d.…_ ]{{0,14}}[-/] ?(?:\d{{4}}[-/])?[^\W\d_][\w.&]*(?:[-/][\w.&]+){{0,5}}(?: {_DAY})?"
)


@dataclass(frozen=True)
class FormPart:
    """A line that the form supplies: the part's name in the rules, and whether a list of recipients hangs on it."""

    name: str
    line: str
    has_list: bool = False

    @property
    def message(self) -> str:
        """What is wrong and how to mend it."""
        shown = self.line if len(self.line) <= _SHOWN else f"{self.line[:_SHOWN]}…"
        what = "dòng này và danh sách bên dưới" if self.has_list else "dòng này"
        return (
            f"Dòng “{shown}” là phần “{self.name}” mà mẫu văn bản tự in, nên sẽ in hai lần. "
            f"Hãy xóa {what} khỏi nội dung."
        )


class FormPartFinder:
    """Goes over the lines of a body that stand by themselves, in order."""

    def __init__(self) -> None:
        # The type's name is looked for only where a head can be: above the first sentence and the first item.
        self._in_head = True

    def leave_head(self) -> None:
        """Passes an item, a table, a quotation."""
        self._in_head = False

    def find(self, line: str) -> FormPart | None:
        """The part that a line is as a whole, None for any other line."""
        found = self._name(line) if len(line) <= _LONGEST else None
        if found is None and ending(line) != "open":
            self._in_head = False
        return found

    def _name(self, line: str) -> FormPart | None:
        text = collapse_spaces(plain_text(line))
        words = _known_words()
        bare = _fold(text)
        name = words.fixed.get(bare) or words.motto_behind(bare)
        if name is None and _fold(text).casefold() in words.recipients:
            return FormPart(words.recipients[bare.casefold()], text, has_list=True)
        if name is None and _NUMBER.fullmatch(text):
            name = words.number
        if name is None and _PLACE_AND_DAY.fullmatch(text) and _is_place(text.partition(",")[0]):
            name = words.place_and_day
        if name is None and text.isupper() and text[-1] not in ".;:,":
            name = words.authority if words.signs(text) else None
        if name is None and self._in_head and text == bare:
            name = words.types.get(text)
        return FormPart(name, text) if name else None


@dataclass(frozen=True)
class _Words:
    """The words of every rule set, with the names of the parts they are."""

    fixed: Mapping[str, str]
    mottos: Mapping[str, str]
    recipients: Mapping[str, str]
    types: Mapping[str, str]
    powers: tuple[str, ...]
    number: str
    place_and_day: str
    authority: str

    def motto_behind(self, text: str) -> str | None:
        """The motto when the issuer's name, in capitals, stands before it: two columns pasted as one line."""
        for motto, name in self.mottos.items():
            if text.endswith(f" {motto}") and text.removesuffix(motto).isupper():
                return name
        return None

    def signs(self, text: str) -> bool:
        """Whether a line in capitals begins with the form of a power to sign: such as TM. or K/T."""
        for power in self.powers:
            rest = text.removeprefix(power)
            if rest != text and (power[-1] == "." or rest[:1] == " ") and rest.lstrip()[:1].isalpha():
                return True
        return False


@cache
def _known_words() -> _Words:
    fixed: dict[str, str] = {}
    mottos: dict[str, str] = {}
    recipients: dict[str, str] = {}
    types: dict[str, str] = {}
    powers: dict[str, None] = {}
    names: dict[str, str] = {}
    for rules in rule_sets().values():
        for component in _PARTY_OR_STATE:
            for words in _words_of(rules, component):
                fixed[_fold(words)] = rules.thanh_phan[component].ten
                if not words.isupper():
                    mottos[_fold(words)] = rules.thanh_phan[component].ten
        for words in _words_of(rules, _RECIPIENTS):
            recipients[_fold(words).casefold()] = rules.thanh_phan[_RECIPIENTS].ten
        for kind in rules.loai.loai.values():
            if kind.in_ten:
                types[kind.ten.upper()] = rules.thanh_phan["ten_loai"].ten
        # Clerks leave the stop out; a lone Q without it is a letter.
        powers |= {
            form: None for power in rules.ky.quyen_han.values() for form in {power, power.rstrip(".")} if form[1:]
        }
        names |= {
            component: rules.thanh_phan[component].ten for component in ("so_ky_hieu", "dia_danh_ngay", "quyen_han")
        }
    return _Words(
        fixed, mottos, recipients, types, tuple(powers), names["so_ky_hieu"], names["dia_danh_ngay"], names["quyen_han"]
    )


def _words_of(rules: RuleSet, component: str) -> tuple[str, ...]:
    rule = rules.thanh_phan.get(component)
    return (rule.chu.cu, rule.chu.moi) if rule and rule.chu else ()


def _is_place(text: str) -> bool:
    """Whether words read like the name of a place: "Thành phố Hồ Chí Minh", not "Họp tại Ia Lâm"."""
    return all(word[0].isupper() or word == "phố" for word in text.split())


def _fold(text: str) -> str:
    """A text with every dash written one way and no sign around it."""
    return _DASH.sub(" - ", text.strip(_AROUND)).strip()
