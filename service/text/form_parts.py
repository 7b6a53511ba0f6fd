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
_FIXED = ("quoc_hieu", "tieu_ngu", "tieu_de_dang")
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
    """A line that the form supplies: the part's name in the rules, and whether a list hangs on it."""

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
        # The type's name and the addressees are looked for only where a head can be: above the first sentence and
        # the first item.
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
        if recipients := words.recipients.get(bare.casefold()):
            return FormPart(recipients, text, has_list=True)
        name = words.fixed.get(bare) or words.motto_behind(bare)
        if _NUMBER.fullmatch(text):
            name = words.number
        elif _PLACE_AND_DAY.fullmatch(text) and _is_place(text.partition(",")[0]):
            name = words.place_and_day
        elif text.isupper() and text[-1] not in ".;:," and words.signs(text):
            name = words.authority
        elif self._in_head and text in words.types:
            name = words.types[text]
        elif self._in_head and (label := words.addressing(text)):
            return FormPart(words.addressees[label], text, has_list=text == label)
        return FormPart(name, text) if name else None


@dataclass(frozen=True)
class _Words:
    """The words of every rule set, with the names of the parts they are."""

    fixed: Mapping[str, str]
    mottos: Mapping[str, str]
    recipients: Mapping[str, str]
    addressees: Mapping[str, str]
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

    def addressing(self, text: str) -> str | None:
        """The words that name the addressees when a line begins with them."""
        return next((label for label in self.addressees if text.startswith(label)), None)

    def signs(self, text: str) -> bool:
        """Whether a line in capitals begins with the form of a power to sign: such as TM. or K/T."""
        for power in self.powers:
            rest = text.removeprefix(power)
            if rest != text and (power[-1] == "." or rest[:1] == " ") and rest.lstrip()[:1].isalpha():
                return True
        return False


@cache
def _known_words() -> _Words:
    known = tuple(rule_sets().values())
    fixed = {words: name for rules in known for part in _FIXED for words, name in _words_of(rules, part).items()}
    labels = {words: name for rules in known for words, name in _words_of(rules, _RECIPIENTS).items()}
    names = {name: rule.ten for rules in known for name, rule in rules.thanh_phan.items()}
    types = [kind for rules in known for kind in rules.loai.loai.values()]
    addressees = [rules.kinh_gui.tu for rules in known]
    addressees += [kind.tu_kinh_gui for kind in types if kind.tu_kinh_gui]
    # Clerks leave the stop out; a lone Q without it is a letter.
    powers = {form for rules in known for given in rules.ky.quyen_han.values() for form in (given, given.rstrip("."))}
    return _Words(
        fixed=fixed,
        mottos={words: name for words, name in fixed.items() if not words.isupper()},
        recipients={words.casefold(): name for words, name in labels.items()},
        addressees=dict.fromkeys(addressees, names["nhan_kinh_gui"]),
        types={kind.ten.upper(): names["ten_loai"] for kind in types if kind.in_ten},
        powers=tuple(sorted(form for form in powers if len(form) > 1)),
        number=names["so_ky_hieu"],
        place_and_day=names["dia_danh_ngay"],
        authority=names["quyen_han"],
    )


def _words_of(rules: RuleSet, component: str) -> dict[str, str]:
    """The fixed words of a component in both spellings, each with the component's name."""
    rule = rules.thanh_phan.get(component)
    return {_fold(words): rule.ten for words in (rule.chu.cu, rule.chu.moi)} if rule and rule.chu else {}


def _is_place(text: str) -> bool:
    """Whether words read like the name of a place: "Thành phố Hồ Chí Minh", not "Họp tại Ia Lâm"."""
    return all(word[0].isupper() or word == "phố" for word in text.split())


def _fold(text: str) -> str:
    """A text with every dash written one way and no sign around it."""
    return _DASH.sub(" - ", text.strip(_AROUND)).strip()
