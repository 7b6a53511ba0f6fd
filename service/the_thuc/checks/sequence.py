"""The order of marks in the body: numbers that go on without gap or repetition, points by the Vietnamese alphabet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule
from service.text.blocks import BULLETS, ItemKind
from service.text.marks import LETTERS, Number, read_mark, write_mark
from service.text.numbering import Sequencer
from service.text.outline_join import MAX_QUOTE_LINES, ending
from service.text.outline_lines import find_marks
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.headings import TITLE_OF, check_articles, clause_marks, point_marks
from service.the_thuc.checks.items import Departure, gathered
from service.the_thuc.model import plain
from service.the_thuc.paper import BodyItem, Paper

# What the role alone tells of a mark that may be read in two ways ("C." as a letter or a numeral).
_KIND_OF_ROLE: Mapping[str, ItemKind] = MappingProxyType({"dieu": "dieu", "la_ma": "la_ma", "chu_hoa": "chu_hoa"})
# What articles are made of.
_OF_ARTICLES: frozenset[ItemKind] = frozenset({"so", "so_2", "so_3", "chu_thuong", "so_ngoac"})
_POINT = re.compile(r"([a-zđ])\s*[.)/-]")
_ADDED = re.compile(r"\d[a-zđ]")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Break:
    """A mark that does not go on from the one before: what was due, whether letters were taken from another alphabet.

    `mild`: it may be meant so: a list that goes on from another part of the paper, or begins anew, or is cited.
    """

    item: BodyItem
    kind: ItemKind
    expected: str
    found: str
    foreign: bool = False
    mild: bool = False


def breaks(items: Sequence[BodyItem]) -> Iterator[Break]:
    """Where marks of a text break their order; tables and quotations are left out."""
    sequencer = Sequencer()
    # What was due at the last break: who wrote "b)" twice and goes on with "d)" broke the order once.
    missed: dict[ItemKind, Number] = {}
    led_up = latin = False
    above: BodyItem | None = None
    for item in _outside_quotes(items):
        if above is not None:
            _take_lines(sequencer, above)
        above, kind = item, kind_of(item)
        if kind is None:
            if item.role == "tieu_de_tron" or (item.heading and not item.mark):
                sequencer.pass_heading()
            led_up = not item.mark and ending(item.paragraph.text) != "stop"
            continue
        mark = read_mark(kind, _mark(item))
        due, before = sequencer.expected(kind), missed.pop(kind, None)
        number = mark.number if mark else None
        latin = latin and not (kind == "chu_thuong" and number == (1,))
        if number is None and kind != "chu_thuong":
            # What cannot be read is no break: the rule about how marks are written tells of it.
            sequencer.take(kind)
            continue
        goes_on = number is not None and (
            _goes_on(sequencer, kind, number, _mark(item), led_up=led_up)
            or (before is not None and number == (*before[:-1], before[-1] + 1))
            # Behind a letter of another alphabet every letter is one further on.
            or latin
        )
        if not goes_on:
            foreign = kind == "chu_thuong" and (number is None or _next_of_latin(due, item.mark))
            # A list that does not begin at its start, or one behind a lead, may be taken from a law that is cited.
            cited = led_up or (due[-1] == 1 and kind in _OF_ARTICLES)
            mild = number is not None and (cited or sequencer.goes_on(kind, number))
            yield Break(item, kind, write_mark(kind, due, mark), _mark(item), foreign, mild)
            latin = latin or foreign
            missed[kind] = due
        sequencer.take(kind, number)
        led_up = False


def _take_lines(sequencer: Sequencer, item: BodyItem) -> None:
    """Marks that follow on behind a line break within a paragraph: written in the wrong place, but written."""
    for line in item.paragraph.raw.split("\n")[1:]:
        for mark in find_marks(plain(line)):
            if mark.kind not in BULLETS and mark.number == sequencer.expected(mark.kind):
                sequencer.take(mark.kind, mark.number)
                break


def _outside_quotes(items: Sequence[BodyItem]) -> Iterator[BodyItem]:
    """The paragraphs that stand in no table and no quotation; one that is never closed ends by itself."""
    depth = inside = 0
    for item in items:
        if item.role in ("bang", "ten_bang", "don_vi_bang"):
            continue
        text = item.paragraph.text
        within, depth = depth, max(0, depth + text.count("“") - text.count("”"))
        inside = inside + 1 if within else 0
        if inside > MAX_QUOTE_LINES:
            within = depth = inside = 0
        if not within and item.role != "trich" and not text.startswith("“"):
            yield item


def kind_of(item: BodyItem) -> ItemKind | None:
    """What kind of numbered item it is, None for bullets and for paragraphs without a mark."""
    mark = _mark(item)
    if not mark:
        return None
    if (kind := _KIND_OF_ROLE.get(item.role)) is not None:
        return kind
    if _POINT.fullmatch(mark):
        return "chu_thuong"
    readings = [reading.kind for reading in find_marks(f"{mark} X") if reading.kind not in BULLETS]
    return readings[0] if readings else None


def _mark(item: BodyItem) -> str:
    """The mark of an item; a label such as "Chương I" is one as a whole."""
    return item.mark.strip() or (item.paragraph.text if item.role in TITLE_OF else "")


def _goes_on(sequencer: Sequencer, kind: ItemKind, number: Number, written: str, *, led_up: bool) -> bool:
    """As due; or anew behind words that lead up to a list; or a Chương that goes on; or a Điều put in later."""
    due = sequencer.expected(kind)
    anew = led_up and number == (*number[:-1], 1)
    added = kind == "dieu" and number[-1] == sequencer.last(kind) and _ADDED.search(written) is not None
    return number == due or anew or added or (kind == "chuong" and sequencer.goes_on(kind, number))


def _next_of_latin(due: Number, written: str) -> bool:
    """Whether a letter follows on in the alphabet of other languages, where the Vietnamese one has another."""
    letter = _POINT.match(written.strip())
    if letter is None or not 1 < due[-1] <= len(LETTERS):
        return False
    before = LETTERS[due[-1] - 2]
    return before in _ALPHABET and _ALPHABET.find(letter[1]) == _ALPHABET.find(before) + 1


def _all_breaks(paper: Paper) -> tuple[Break, ...]:
    """The breaks of the body; of annexes those of Phần, Chương, Mục, Điều, for the rest of them is often a form."""
    return paper.once("breaks", lambda looked_at: tuple(_find_breaks(looked_at)))


def _find_breaks(paper: Paper) -> Iterator[Break]:
    yield from breaks(paper.body)
    for annex in paper.annexes:
        for broken in breaks(annex.items):
            if broken.kind in ("phan", "chuong", "muc", "tieu_muc", "dieu"):
                yield broken


def check_sequence(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`danh_so_lien_tuc`: numbers go on at each level; `tham_so`: `tru` lists kinds that another rule looks at."""
    left_out = frozenset(rule.words("tru"))
    yield from gathered(
        "Đánh số",
        (
            Departure(
                b.item.paragraph, f"theo thứ tự là “{b.expected}”", f"ghi “{b.found}”", "warning" if b.mild else None
            )
            for b in _all_breaks(paper)
            if not b.foreign and b.kind not in left_out
        ),
    )


def _foreign_letters(paper: Paper) -> Iterator[Departure]:
    for broken in _all_breaks(paper):
        if broken.foreign:
            expected = f"theo thứ tự chữ cái tiếng Việt là “{broken.expected}”"
            if broken.found[:1] not in LETTERS:
                expected = "chữ cái tiếng Việt (không có f, j, w, z)"
            yield Departure(broken.item.paragraph, expected, f"ghi “{broken.found}”")


def check_points(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`diem`: a letter of the Vietnamese alphabet with a closing bracket, in the order of that alphabet."""
    yield from gathered("Điểm", [*point_marks(paper), *_foreign_letters(paper)])


def check_clauses_and_points(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khoan_diem`: marks of khoản and điểm as "1." and "a)", letters in Vietnamese order."""
    found = [*clause_marks(paper), *point_marks(paper), *_foreign_letters(paper)]
    yield from gathered("Khoản, điểm", found)


def check_articles_in_order(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dieu_lien_tuc`: what `dieu` demands, and their numbers go on."""
    yield from check_articles(paper, rule)
    yield from gathered(
        paper.rule_set.thanh_phan["dieu"].ten,
        (
            Departure(b.item.paragraph, f"theo thứ tự là “{b.expected}”", f"ghi “{b.found}”")
            for b in _all_breaks(paper)
            if b.kind == "dieu"
        ),
    )


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "danh_so_lien_tuc": check_sequence,
        "diem": check_points,
        "khoan_diem": check_clauses_and_points,
        "dieu_lien_tuc": check_articles_in_order,
    }
)
