"""Which family of issuers a paper belongs to, and so which rule set: many signs vote, one fault decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from service.rules.load import choose_rule_set, earliest_date, rule_sets
from service.rules.model import Khoi, RuleSet
from service.text.dates import today
from service.the_thuc.locate.recognise import authority_family, fold, is_fixed, is_number, read_date
from service.the_thuc.model import Paragraph

# How much each sign says: the title is the plainest, and the first thing copied wrongly.
TITLE, MOTTO, NUMBER, AUTHORITY, STAR, DASHES, LABEL, BODY_NAME = 4, 3, 2, 2, 2, 1, 1, 2
# So much more must one family have for the choice to be sure.
CLEAR = 2


@dataclass(frozen=True)
class Regime:
    """The rule set chosen; `sure` is false where the signs are weak or at odds. `dated` is the date the paper bears."""

    rule_set: RuleSet
    sure: bool
    dated: date | None


def find_regime(paragraphs: Sequence[Paragraph], khoi: Khoi | None = None) -> Regime | None:
    """The regime of a paper by its signs; None where it shows none at all.

    Args:
        paragraphs: the running text of the paper.
        khoi: the family, where it is known.
    """
    sure = True
    if khoi is None:
        votes: dict[Khoi, int] = {"nha_nuoc": 0, "dang": 0}
        for family, weight in _signs(paragraphs):
            votes[family] += weight
        if not any(votes.values()):
            return None
        khoi = "dang" if votes["dang"] > votes["nha_nuoc"] else "nha_nuoc"
        sure = abs(votes["dang"] - votes["nha_nuoc"]) >= CLEAR
    dated = find_date(paragraphs)
    day = dated or today()
    rule_set = choose_rule_set(khoi, max(day, earliest_date(khoi)))
    if rule_set is None:
        # The last one has lapsed and nothing followed: it is still the nearest.
        rule_set = [one for one in rule_sets().values() if one.khoi == khoi][-1]
    return Regime(rule_set, sure, dated)


def find_date(paragraphs: Sequence[Paragraph]) -> date | None:
    """The date in the line of place and date; None where it is open, absent or no date."""
    for paragraph in paragraphs:
        for piece in paragraph.raw.split("\t"):
            line = read_date(" ".join(piece.split()))
            if line is None:
                continue
            try:
                return date(int(line.year), int(line.month), int(line.day))
            except ValueError:
                return None
    return None


def _signs(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Khoi, int]]:
    for paragraph in paragraphs:
        for piece in paragraph.raw.split("\t"):
            text = " ".join(piece.split())
            if text:
                yield from _signs_of(text, paragraph)


def _signs_of(text: str, paragraph: Paragraph) -> Iterator[tuple[Khoi, int]]:
    if is_fixed(text, "tieu_de_dang"):
        yield "dang", TITLE
    elif is_fixed(text, "quoc_hieu"):
        yield "nha_nuoc", TITLE
    elif is_fixed(text, "tieu_ngu"):
        yield "nha_nuoc", MOTTO
    elif family := authority_family(text):
        yield family, AUTHORITY
    elif is_number(text):
        slash, dash = text.find("/"), text.find("-")
        if slash > 0 and dash > 0:
            yield ("dang" if dash < slash else "nha_nuoc"), NUMBER
    elif text == "*":
        yield "dang", STAR
    elif text == "-----":
        yield "dang", DASHES
    elif is_fixed(text, "nhan_noi_nhan"):
        yield ("dang" if paragraph.shown and paragraph.shown[0].letters.underline else "nha_nuoc"), LABEL
    elif text.isupper() and fold(text).startswith(("dang bo", "dang uy", "tinh uy", "thanh uy", "chi bo")):
        yield "dang", BODY_NAME
    elif text.isupper() and fold(text).startswith(("uy ban nhan dan", "hoi dong nhan dan", "ubnd")):
        yield "nha_nuoc", BODY_NAME
