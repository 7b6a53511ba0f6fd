"""The legal grounds of a paper: marks, one in a paragraph, told in full; the words that part them from articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule
from service.text.tones import fold
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.citations import DATE, ISSUER, NUMBER
from service.the_thuc.checks.items import Departure, gathered
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import quoted

# A second ground behind the first, in the same paragraph.
_SECOND = re.compile(r"[;.,]\s+(?:-\s*)?(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b")
# The words by which a law that changes another is brought in.
_CHANGED = re.compile(r"\b(?:được\s+)?(?:sửa đổi|bổ sung)\b")
_LAW_NUMBER = re.compile(r"\bsố[:\s]*\d|\d+/\d{4}/(?:QH|PL|UBTVQH)")
# The number of a paper that is not issued yet: blanks before the symbol.
_OPEN_NUMBER = re.compile(r"\bsố[:\s]*[\s.…_]*[/-]\s*[A-ZĐ]")
# Grounds that go on into the sentence of the paper itself are no list of grounds.
_LEADS_ON = (":", "như sau")
_DECIDES = "QUYẾT ĐỊNH"


def grounds(paper: Paper) -> tuple[tuple[Paragraph, ...], bool]:
    """The paragraphs of legal grounds, and whether it is sure that they are."""
    component = paper.components.get("can_cu")
    return tuple(p for p in _read_as_grounds(paper) if not _leads_on(p)), component is None or component.sure


def _read_as_grounds(paper: Paper) -> tuple[Paragraph, ...]:
    component = paper.components.get("can_cu")
    found = component.paragraphs if component else tuple(i.paragraph for i in paper.body if i.role == "can_cu")
    return tuple(p for p in found if p.text)


def _leads_on(paragraph: Paragraph) -> bool:
    return paragraph.text.rstrip(" .").endswith(_LEADS_ON)


def _name(paper: Paper) -> str:
    return paper.rule_set.thanh_phan["can_cu"].ten


def check_start(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`can_cu_mo_dau`: each ground begins with the sign of `cau_chu.can_cu_truoc`."""
    start = paper.rule_set.cau_chu.can_cu_truoc
    found, sure = grounds(paper)
    departures = [
        Departure(p, f"đầu dòng có “{start.rstrip()}” và một dấu cách", "không có dấu đầu dòng như vậy")
        for p in found
        if not p.text.startswith(start)
    ]
    yield from gathered(_name(paper), departures, sure=sure)


def check_ends(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`can_cu_dau_cuoi`: each ground ends with `cau_chu.can_cu_giua`, the last with `cau_chu.can_cu_cuoi`.

    `tham_so`: `xet` names which to look at, `giua`, `cuoi`, or both; `nhe_phay` only warns of a comma before the line
    that says that the issuer decides.
    """
    words = paper.rule_set.cau_chu
    found, sure = grounds(paper)
    looked = rule.words("xet")
    departures = []
    for paragraph in found[:-1] if "giua" in looked else ():
        if not paragraph.text.endswith(words.can_cu_giua):
            departures.append(
                Departure(paragraph, f"mỗi căn cứ kết thúc bằng dấu “{words.can_cu_giua}”", _end(paragraph.text))
            )
    if "cuoi" in looked and found and not _ends(found[-1].text, words.can_cu_cuoi):
        if found[-1].text.endswith(words.can_cu_giua) and _leads_on(_read_as_grounds(paper)[-1]):
            # Whether the sentence that begins like a ground is the last of them, the law does not say.
            reason = "căn cứ sau cùng nối vào câu mở đầu của văn bản, không rõ đâu là dòng cuối của phần căn cứ"
            yield Unknown(_name(paper), reason, (found[-1],))
        else:
            mild = rule.flag("nhe_phay") and found[-1].text.endswith(",") and _decides_after(paper, found[-1])
            expected = f"{demands.LAST_GROUND}kết thúc bằng dấu “{words.can_cu_cuoi}”"
            departures.append(Departure(found[-1], expected, _end(found[-1].text), "warning" if mild else None))
    yield from gathered(_name(paper), departures, sure=sure)


def _ends(text: str, mark: str) -> bool:
    """Whether a text ends with a mark and not with that of the end of a paper, which a full stop ends too."""
    return text.endswith(mark) and not text.endswith("./.")


def _end(text: str) -> str:
    return "không có dấu kết thúc" if text[-1].isalnum() else f"kết thúc bằng “{text[-1]}”"


def _decides_after(paper: Paper, last: Paragraph) -> bool:
    below = [item.paragraph.text for item in paper.body if item.paragraph.index > last.index][:3]
    return any(_DECIDES in text.upper() for text in below)


def check_one_each(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`moi_can_cu_mot_doan`: no paragraph holds two grounds."""
    found, sure = grounds(paper)
    departures = [
        Departure(p, "mỗi căn cứ một dòng riêng", "nhiều căn cứ trong một đoạn")
        for p in found
        if _SECOND.search(p.text)
    ]
    yield from gathered(_name(paper), departures, sure=sure)


def check_full(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`can_cu_day_du`: a numbered paper among the grounds is told with date and issuer.

    `tham_so`: `luon_co_so` lists types that have a number always.
    """
    found, sure = grounds(paper)
    departures = []
    for paragraph in found:
        named = _named_paper(paper, paragraph.text)
        if named is None:
            continue
        kind, rest = named
        # A second paper, one that changes the first, is not looked at.
        first = _CHANGED.split(rest, maxsplit=1)[0]
        numbered = NUMBER.search(first) is not None or _OPEN_NUMBER.search(first) is not None
        if not numbered and kind not in rule.words("luon_co_so"):
            continue
        missing = [
            words
            for words, there in (
                ("số, ký hiệu", numbered),
                ("ngày tháng năm", DATE.search(first) is not None),
                ("cơ quan ban hành", ISSUER.search(first) is not None),
            )
            if not there
        ]
        if missing:
            expected = "đủ tên loại, số, ký hiệu, cơ quan ban hành, ngày tháng năm và trích yếu"
            departures.append(Departure(paragraph, expected, f"thiếu {', '.join(missing)}"))
    yield from gathered(_name(paper), departures, sure=sure)


def _named_paper(paper: Paper, text: str) -> tuple[str, str] | None:
    """The type of the paper that a ground names first, and the text behind it; None where it names none, or a law."""
    words = paper.rule_set.cau_chu
    bare = text.removeprefix("-").lstrip()
    opening = next((word for word in words.can_cu_mo_dau if bare.startswith(f"{word} ")), None)
    if opening is None:
        return None
    behind = bare[len(opening) + 1 :]
    cited = paper.rule_set.vien_dan
    types = {kind.ten for kind in paper.rule_set.loai.loai.values()} | set(cited.loai_khac)
    for kind in sorted(types, key=len, reverse=True):
        if behind.startswith(f"{kind} "):
            return kind, behind[len(kind) :]
    return None


def check_law_bare(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`luat_khong_so`: a law among the grounds is named without number and symbol."""
    found, sure = grounds(paper)
    departures = []
    for paragraph in found:
        bare = paragraph.text.removeprefix("-").lstrip()
        first = _CHANGED.split(bare.split(";")[0], maxsplit=1)[0]
        law = next((w for w in paper.rule_set.vien_dan.khong_so if first.startswith(f"Căn cứ {w} ")), None)
        if law and _LAW_NUMBER.search(first):
            departures.append(Departure(paragraph, f"{law} không ghi số, ký hiệu", "có ghi số, ký hiệu"))
    yield from gathered(_name(paper), departures, sure=sure)


def check_decision_words(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`loi_quyet_dinh`: between grounds and articles stands the word of the type, bold and in the middle."""
    wanted = paper.rule_set.cau_chu.loi_quyet_dinh.get(paper.loai or "")
    found, sure = grounds(paper)
    if wanted is None or not found:
        return
    bare = wanted.rstrip(":")
    last = found[-1].index
    near = [p for p in paper.measured.paragraphs if p.area == "than" and p.index > last]
    lines = [p for p in near if fold(p.text).rstrip(" :.") == fold(bare)]
    where = f"Dòng {quoted(wanted)}"
    if not lines:
        if sure and not any(p.text.upper().rstrip(" :.").endswith(bare) for p in near):
            yield Fault(where, f"sau căn cứ có dòng {quoted(wanted)}", "không có dòng này", (found[-1],))
        return
    line = lines[0]
    faults = []
    if line.text != wanted:
        faults.append(Departure(line, f"ghi {quoted(wanted)}", "ghi khác"))
    if not line.bold:
        faults.append(Departure(line, demands.BOLD, demands.NOT_BOLD))
    if line.align not in (None, "giua"):
        faults.append(Departure(line, "căn giữa", "không căn giữa"))
    yield from gathered(where, faults)


def check_authority(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`tham_quyen_ban_hanh`: above the grounds stands who decides, in capitals, bold, in the middle."""
    subject = paper.components.get("trich_yeu")
    found, sure = grounds(paper)
    if paper.loai not in paper.rule_set.cau_chu.loi_quyet_dinh or subject is None or not found:
        return
    where = "Thẩm quyền ban hành"
    if not (subject.sure and sure):
        yield Unknown(where, "không chắc đâu là trích yếu và căn cứ")
        return
    between = [
        p
        for p in paper.measured.paragraphs
        if p.area == "than" and subject.last.index < p.index < found[0].index and any(c.isalpha() for c in p.text)
    ]
    if not between:
        yield Fault(where, "trên căn cứ có dòng thẩm quyền ban hành", "không có dòng này", (found[0],))
        return
    departures = []
    for line in between:
        if not line.is_upper:
            departures.append(Departure(line, demands.CAPITALS, "chữ thường"))
        if not line.bold:
            departures.append(Departure(line, demands.BOLD, demands.NOT_BOLD))
        if line.align not in (None, "giua"):
            departures.append(Departure(line, "căn giữa", "không căn giữa"))
    yield from gathered(where, departures)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "can_cu_mo_dau": check_start,
        "can_cu_dau_cuoi": check_ends,
        "moi_can_cu_mot_doan": check_one_each,
        "can_cu_day_du": check_full,
        "luat_khong_so": check_law_bare,
        "loi_quyet_dinh": check_decision_words,
        "tham_quyen_ban_hanh": check_authority,
    }
)
