"""Tells from its words alone what a line of a paper may be: number, date, motto, authority to sign, type of paper.

Faulty lines must be recognised too, or their faults could not be told: so nothing here asks for the right form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from service.rules.load import rule_sets
from service.rules.model import Khoi, RuleSet
from service.text.tones import without_marks

# How like two texts must be (0 to 1) for a misspelt fixed text to be taken for it.
LIKENESS = 0.82
LONGEST_LINE = 140
# The same lines are asked about again and again; so many are remembered.
REMEMBERED = 2048

_BLANKS = r"[\s._…]"
_NUMBER = re.compile(
    rf"^số{_BLANKS}*:?{_BLANKS}*(?P<so>\d*){_BLANKS}*(?P<rest>[-/].+)$|^số{_BLANKS}*:?{_BLANKS}*\d*{_BLANKS}*$",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"^(?P<place>[^\d,]*(?: \d+)?)(?P<comma>,)?{_BLANKS}*(?P<word>ngày){_BLANKS}*(?P<day>\d{{0,2}}){_BLANKS}*"
    rf"tháng{_BLANKS}*(?P<month>\d{{0,2}}){_BLANKS}*năm{_BLANKS}*(?P<year>\d{{0,4}}){_BLANKS}*$",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(
    r"^(?P<place>[^\d,]+(?: \d+)?)(?P<comma>,) ?(?P<word>ngày )?"
    r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})$",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    r"^(?P<form>T ?/ ?M|K ?/ ?T|T ?/ ?L|T ?/ ?U ?Q|TM|KT|TL|TUQ|Q)(?P<stop>\.?)(?P<gap>\s*)(?P<rest>\S.*)$"
)
_SLASHED = re.compile(r"^T ?/ ?M|^K ?/ ?T|^T ?/ ?L")
_ANNEX = re.compile(r"^(phụ lục|biểu mẫu|biểu số|mẫu số)(?: (?:số )?(?P<number>[IVXLC]+|\d+))?[.:]?$", re.IGNORECASE)
_ATTACHED = re.compile(r"^\(?\s*(ban hành )?kèm theo\b", re.IGNORECASE)
_DRAFTER = re.compile(r"^(?:[A-ZĐ]{1,10}(?:\.[A-ZĐ]{1,10})?[.,]?\s?\(\d+\)|[A-Za-zÀ-ỹĐđ]{2,40}-\d+)\.?$")
_DASHES = re.compile(r"^[-–—_*=~.]{2,}$|^[-–—*]$")
_CONTACT = re.compile(r"điện thoại|email|thư điện tử|fax|website|trang thông tin|địa chỉ:", re.IGNORECASE)
_GROUNDS = ("căn cứ", "xét ", "thực hiện ", "theo đề nghị")
_URGENT = ("khan", "thuong khan", "hoa toc")
_POST_WORDS = (
    "chủ tịch", "bí thư", "giám đốc", "trưởng", "chánh", "chủ nhiệm", "chủ tọa", "thư ký", "hiệu trưởng", "bộ trưởng",
    "thứ trưởng", "ủy viên", "uỷ viên", "chính trị viên", "chỉ huy", "phụ trách", "người",
)  # fmt: skip


def fold(text: str) -> str:
    """Small letters without marks, signs as spaces: what survives misspelling, encodings of marks and shouting."""
    return _fold_line(text) if len(text) <= LONGEST_LINE else _fold(text)


def _fold(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in without_marks(text)).split())


_fold_line = lru_cache(maxsize=REMEMBERED)(_fold)


def is_like(text: str, model: str) -> bool:
    """Whether a line is a fixed text or a misspelling of it."""
    left, right = fold(text), fold(model)
    if left == right:
        return True
    if not left or abs(len(left) - len(right)) > max(4, len(right) // 4):
        return False
    # SequenceMatcher works on its second text once for many firsts, and has bounds that cost little.
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.quick_ratio() >= LIKENESS and matcher.ratio() >= LIKENESS


@cache
def fixed_words(component: str) -> tuple[str, ...]:
    """The fixed words of a component in every rule set and spelling."""
    found: dict[str, None] = {}
    for rule_set in rule_sets().values():
        rule = rule_set.thanh_phan.get(component)
        if rule is not None and rule.chu is not None:
            found |= dict.fromkeys((rule.chu.cu, rule.chu.moi))
    return tuple(found)


def is_fixed(text: str, component: str) -> bool:
    """Whether a line is the fixed text of a component (`quoc_hieu`, `tieu_ngu`, `tieu_de_dang`, `nhan_noi_nhan`)."""
    return len(text) <= LONGEST_LINE and _is_fixed_line(text, component)


@lru_cache(maxsize=REMEMBERED)
def _is_fixed_line(line: str, component: str) -> bool:
    return any(is_like(line, words) for words in fixed_words(component))


def is_number(text: str) -> bool:
    """Whether a line reads like "Số: 05/KH-UBND", in whatever form."""
    return len(text) <= LONGEST_LINE and _NUMBER.match(text) is not None


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line of place and date, taken apart; `day`, `month`, `year` as written, empty where left open."""

    place: str
    day: str
    month: str
    year: str


def read_date(text: str) -> DateLine | None:
    """The parts of a line like "Ia Lâm, ngày 05 tháng 9 năm 2026"; None for any other line."""
    if len(text) > LONGEST_LINE:
        return None
    found = _DATE.match(text) or _SHORT_DATE.match(text)
    if found is None or not found["place"].strip(" ,."):
        return None
    return DateLine(found["place"].strip(" ,."), found["day"], found["month"], found["year"])


def is_authority(text: str) -> bool:
    """Whether a line in capitals begins with a power to sign: TM. KT. TL. TUQ. Q. or T/M K/T T/L, rightly or not."""
    found = _AUTHORITY.match(text) if len(text) <= LONGEST_LINE else None
    if found is None or not found["rest"].isupper():
        return False
    form = found["form"].replace(" ", "")
    return "/" in form or bool(found["stop"]) or (len(form) > 1 and bool(found["gap"]))


def authority_family(text: str) -> Khoi | None:
    """Whose form a line of authority has: slashes are the Party's, stops the State's."""
    if not is_authority(text):
        return None
    return "dang" if _SLASHED.match(text) else "nha_nuoc"


def is_post(text: str) -> bool:
    """Whether a line in capitals names a post: "PHÓ BÍ THƯ", "CHÁNH VĂN PHÒNG"."""
    return text.isupper() and len(text) <= LONGEST_LINE and any(word in text.casefold() for word in _POST_WORDS)


def is_annex_label(text: str) -> bool:
    """Whether a line is just "Phụ lục", "PHỤ LỤC II", "Biểu số 01"."""
    return _ANNEX.match(text) is not None


def is_attached_line(text: str) -> bool:
    """Whether a line begins "(Kèm theo …"."""
    return _ATTACHED.match(text) is not None


def is_drafter(text: str) -> bool:
    """Whether a line is the drafter's code with the number of copies."""
    return _DRAFTER.match(text) is not None


def is_dashes(text: str) -> bool:
    """Whether a line is only dashes, stars, dots or underscores."""
    return _DASHES.match(text) is not None


def is_contact(text: str) -> bool:
    """Whether a line tells address, telephone, mail."""
    return _CONTACT.search(text) is not None


def is_urgent(text: str) -> bool:
    """Whether a line is a degree of urgency."""
    return fold(text) in _URGENT


def begins_addressing(text: str) -> bool:
    """Whether a line begins "Kính gửi" or "Kính trình"."""
    return fold(text).startswith(("kinh gui", "kinh trinh"))


def begins_ground(text: str) -> bool:
    """Whether a line begins like a legal ground, behind a dash or not."""
    return text.lstrip("-–+ ").casefold().startswith(_GROUNDS)


def begins_letter_subject(text: str) -> bool:
    """Whether a line begins like a letter's subject: V/v, "về việc"."""
    return text.casefold().startswith(("v/v", "v/ v", "vv:", "về việc"))


@cache
def _types(rule_set_id: str) -> Mapping[str, str]:
    kinds = rule_sets()[rule_set_id].loai.loai
    return {fold(kind.ten): name for name, kind in kinds.items()}


def type_named(text: str, rule_set: RuleSet) -> str | None:
    """The type of paper that a line names as a whole, by its identifier."""
    return _types(rule_set.id).get(fold(text)) if len(text) <= LONGEST_LINE else None
