"""Papers that the text cites by number, and short forms: the first time in full, in the house style of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.items import Departure, gathered
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import quoted

# Number and symbol of a paper: 30/2020/NĐ-CP, 12/UBND-VX, 25-NQ/TW.
NUMBER = re.compile(r"(?<![\w/.-])\d{1,5}[a-z]?(?:/\d{4})?[-/][A-ZĐ][\w&.]*(?:[-/][\w&.]+)*(?<![.])")
# A date in words or figures, its day and month open in a draft.
DATE = re.compile(r"ngày[\s\d.…_]*(?:tháng[\s\d.…_]*năm|[/.-]\s*\d{1,2}\s*[/.-])[\s\d.…_]*", re.IGNORECASE)
ISSUER = re.compile(r"\bcủa\s+\w|\bdo\s+.{2,60}\bban hành\b")
# "theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số …"
_ISSUER_BEFORE = re.compile(r"\bcủa\b[^.;:]{2,80}\b(?:tại|theo)\s+(?:các\s+)?$")
# How far behind its number a paper's date and issuer are looked for.
_WINDOW = 160
# So much before a number tells the type of its paper and who issued it.
_BEFORE = 300
_SO = re.compile(r"\bsố[:\s]*$", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(\s*,)?\s*ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})")
_FULL_AGAIN = re.compile(r"\s*,?\s*ngày\s+\d")
# Three capital letters or more, standing alone: not within the symbol of a paper.
_SHORT_FORM = re.compile(r"(?<![\w/.-])[A-ZĐ]{3,8}(?![\w/]|-[A-ZĐ])")
_ROMAN = re.compile(r"[IVXLC]+")
_SHOWN = 6


@dataclass(frozen=True)
class Citation:
    """A paper cited by number: its type, whether "số" stands between, the text behind it.

    `issuer_named`: who issued it is told before it already.
    """

    paragraph: Paragraph
    kind: str
    number: str
    with_so: bool
    behind: str
    issuer_named: bool
    in_ground: bool

    @property
    def written(self) -> str:
        """Type and number as cited."""
        return f"{self.kind} {'số ' if self.with_so else ''}{self.number}"


def citations(paper: Paper) -> Iterator[Citation]:
    """Every paper that the body cites by type and number, in order; tables are left out."""
    cited = paper.rule_set.vien_dan
    types = {kind.ten for kind in paper.rule_set.loai.loai.values()} | set(cited.loai_khac)
    ordered = tuple(sorted(types, key=len, reverse=True))
    folded = {kind.casefold(): kind for kind in ordered}
    known = tuple(folded)
    for item in paper.body:
        if item.role in ("bang", "trich"):
            continue
        text = item.paragraph.text
        for found in NUMBER.finditer(text):
            before = text[max(found.start() - _BEFORE, 0) : found.start()].rstrip()
            bare = _SO.sub("", before).rstrip()
            ends = bare.casefold()
            kind = next((name for name in folded if ends.endswith(name)), None) if ends.endswith(known) else None
            if kind is not None:
                written = bare[-len(kind) :]
                behind = text[found.end() : found.end() + _WINDOW]
                named = _ISSUER_BEFORE.search(bare[: -len(kind)]) is not None
                yield Citation(item.paragraph, written, found[0], bare != before, behind, named, item.role == "can_cu")


def check_first_full(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`vien_dan_day_du`: the first time a paper is cited, date and issuer are told.

    `tham_so`: `ca_can_cu` looks at grounds too; `lan_sau` tells where a later citation has the date again.
    """
    known: set[str] = set()
    departures = []
    for citation in citations(paper):
        key = citation.number.casefold()
        first = key not in known
        known.add(key)
        if not first:
            if rule.flag("lan_sau") and not citation.in_ground and _FULL_AGAIN.match(citation.behind):
                expected = "lần sau chỉ ghi tên loại và số, ký hiệu"
                found = f"{quoted(citation.written)} ghi lại ngày ban hành"
                departures.append(Departure(citation.paragraph, expected, found, "info"))
            continue
        if citation.in_ground and not rule.flag("ca_can_cu"):
            continue
        near = re.split(r"[;:]\s", citation.behind, maxsplit=1)[0]
        date, issuer = DATE.search(near), citation.issuer_named or ISSUER.search(near)
        missing = [words for words, there in (("ngày ban hành", date), ("cơ quan ban hành", issuer)) if not there]
        if missing:
            expected = "lần đầu viện dẫn ghi đủ tên loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu"
            found = f"{quoted(citation.written)} thiếu {', '.join(missing)}"
            departures.append(Departure(citation.paragraph, expected, found))
    yield from gathered("Viện dẫn", departures)


def check_so(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`vien_dan_tu_so`: "số" stands between a paper's type and its number."""
    departures = [
        Departure(c.paragraph, "có từ “số” giữa tên loại và số, ký hiệu", f"ghi {quoted(c.written)}")
        for c in citations(paper)
        if not c.with_so
    ]
    yield from gathered("Viện dẫn", departures)


def check_date_style(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`vien_dan_ngay`: the date of a cited paper follows a comma, in figures with a leading zero where it is due."""
    dates = paper.rule_set.ngay_thang
    departures = []
    for citation in citations(paper):
        found = _SHORT_DATE.match(citation.behind)
        if found is None:
            continue
        comma, day, month, year = found.groups()
        right_day = f"0{int(day)}" if int(day) < dates.them_khong_ngay_duoi else str(int(day))
        right_month = f"0{int(month)}" if int(month) < dates.them_khong_thang_duoi else str(int(month))
        right = dates.dang_trong_cau.format(ngay=right_day, thang=right_month, nam=year)
        if comma is None or (day, month) != (right_day, right_month):
            written = f"{citation.number}{found[0]}"
            departures.append(
                Departure(citation.paragraph, f"ghi {quoted(f'{citation.number}, {right}')}", f"ghi {quoted(written)}")
            )
    yield from gathered("Viện dẫn", departures)


def check_short_forms(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`viet_tat_lan_dau`: a short form stands in brackets behind its full form the first time.

    `tham_so`: `thong_dung` lists short forms that everybody knows.
    """
    known = set(rule.words("thong_dung"))
    unexplained: dict[str, Paragraph] = {}
    for item in paper.body:
        text = item.paragraph.text
        if item.role in ("bang", "trich", "ten_bang", "don_vi_bang") or text.isupper() or item.rest.isupper():
            continue
        for found in _SHORT_FORM.finditer(text):
            word = found[0]
            if word in known or _ROMAN.fullmatch(word):
                continue
            known.add(word)
            # The last bracket before it is an opening one.
            if text.rfind("(", 0, found.start()) <= text.rfind(")", 0, found.start()):
                unexplained[word] = item.paragraph
    if unexplained:
        words = list(unexplained)
        listed = ", ".join(words[:_SHOWN]) + ("…" if len(words) > _SHOWN else "")
        yield Fault(
            "Chữ viết tắt",
            "lần đầu ghi đầy đủ, chữ viết tắt đặt trong ngoặc đơn ngay sau",
            f"chưa giải thích: {listed}",
            tuple(dict.fromkeys(unexplained.values())),
        )


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "vien_dan_day_du": check_first_full,
        "vien_dan_tu_so": check_so,
        "vien_dan_ngay": check_date_style,
        "viet_tat_lan_dau": check_short_forms,
    }
)
