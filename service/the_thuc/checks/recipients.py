"""The recipients: their label, each line with its dash and end mark, the filing line, "Như trên"; what stands near."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule
from service.text.tones import fold
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.items import Departure, gathered
from service.the_thuc.checks.letters import differences
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import quoted

WHERE = "Nơi nhận"
# A note in brackets behind a recipient or a group of them: "(b/c)", "(để thực hiện)".
_NOTE = re.compile(r"\s*\([^()]*\)\s*(?=[;,.:]?$)")
_DASHES = "-–—•+*"
_FILING = re.compile(r"[-–—•+*\s]*lưu\b", re.IGNORECASE)
_COPIES = re.compile(r"\s*\([^()]*\)|[.;\s]+$")


@dataclass(frozen=True)
class Entry:
    """One recipient: its paragraphs and its whole text."""

    paragraphs: tuple[Paragraph, ...]
    text: str

    @property
    def is_note(self) -> bool:
        """Whether it is no recipient but a note in brackets beside some."""
        return self.text.startswith("(")

    @property
    def is_filing(self) -> bool:
        """Whether it is the line that says where the paper is filed."""
        return _FILING.match(self.text) is not None


def entries(paper: Paper) -> tuple[Entry, ...]:
    """The recipients; a paragraph that carries on the line above is part of that."""
    found: list[Entry] = []
    for paragraph in paper.recipients:
        text = paragraph.text
        if not text:
            continue
        above = found[-1] if found else None
        if (
            above
            and not above.is_note
            and text[0] not in f"{_DASHES}("
            and above.text[-1] not in ";:."
            and not _FILING.match(text)
        ):
            found[-1] = Entry((*above.paragraphs, paragraph), f"{above.text} {text}")
        else:
            found.append(Entry((paragraph,), text))
    return tuple(found)


def _sure(paper: Paper) -> bool:
    label = paper.components.get("nhan_noi_nhan")
    return label is None or label.sure


def check_label(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`nhan_noi_nhan`: the label has the fixed words and looks as its component says, underlined where that asks."""
    component = paper.components.get("nhan_noi_nhan")
    wanted = paper.rule_set.thanh_phan["nhan_noi_nhan"]
    if component is None or wanted.chu is None:
        return
    label = component.first
    departures = [Departure(label, e, f) for e, f in differences(paper, label, wanted, ("can_le",))]
    if label.text not in (wanted.chu.cu, wanted.chu.moi):
        departures.append(Departure(label, f"ghi {quoted(wanted.chu.cu)}", "ghi khác"))
    # One line flush at both edges stands at the left as well.
    if label.align in ("giua", "phai"):
        departures.append(Departure(label, demands.ALIGNMENTS["trai"], demands.ALIGNMENTS[label.align]))
    if wanted.gach_chan and not _underlined(label):
        departures.append(Departure(label, demands.UNDERLINED, "không gạch chân"))
    yield from gathered(WHERE, departures, sure=component.sure)


def _underlined(label: Paragraph) -> bool:
    """Whether the words are underlined, by their letters or by a line drawn under them; the colon may be or not."""
    lettered = [span for span in label.shown if any(char.isalpha() for char in span.text)]
    return all(span.letters.underline for span in lettered) or bool(label.under)


def check_entries(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`noi_nhan`: each recipient's line has its dash, its letters, its end mark.

    `tham_so`: `xet` names what to look at: `chu` (letters), `gach` (the dash), `dau` (end marks), `dau_luu` (the end
    mark of the filing line).
    """
    looked = rule.words("xet")
    words = paper.rule_set.cau_chu
    wanted = paper.rule_set.thanh_phan["noi_nhan"]
    departures = []
    known = entries(paper)
    for position, entry in enumerate(known):
        first = entry.paragraphs[0]
        if "chu" in looked:
            for line in entry.paragraphs:
                departures += [Departure(line, e, f) for e, f in differences(paper, line, wanted, ("can_le",))]
        if entry.is_note:
            continue
        starts = (words.noi_nhan_truoc, words.muc_con_truoc)
        if "gach" in looked and not entry.text.startswith(starts):
            departures.append(
                Departure(first, f"{demands.LINE_BEGINS}“{words.noi_nhan_truoc.rstrip()}” và một dấu cách", "khác")
            )
        if "dau" in looked and not entry.is_filing:
            departures += _end_departures(paper, entry, last=position == len(known) - 1)
        if "dau_luu" in looked and entry.is_filing and not entry.text.endswith(words.noi_nhan_cuoi):
            expected = f"{demands.FILING_ENDS}“{words.noi_nhan_cuoi}”"
            departures.append(Departure(first, expected, _end(entry.text)))
    yield from gathered(WHERE, departures, sure=_sure(paper))


def _end_departures(paper: Paper, entry: Entry, *, last: bool) -> Iterator[Departure]:
    words = paper.rule_set.cau_chu
    # The note may stand before the mark or behind it; sub-items follow a colon.
    allowed = (words.noi_nhan_giua, ":", words.noi_nhan_cuoi) if last else (words.noi_nhan_giua, ":")
    bare = _NOTE.sub("", entry.text)
    if not entry.text.endswith(allowed) and not bare.endswith(allowed):
        expected = f"{demands.LINE_ENDS}dấu “{words.noi_nhan_giua}”"
        yield Departure(entry.paragraphs[-1], expected, _end(entry.text))


def _end(text: str) -> str:
    return "không có dấu kết thúc" if text[-1].isalnum() or text[-1] in ")”" else f"kết thúc bằng “{text[-1]}”"


def check_filing(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`noi_luu`: the last line says where the paper is filed, in the rule set's words.

    `tham_so`: `dau_cuoi` looks at its end mark too.
    """
    known = [entry for entry in entries(paper) if not entry.is_note]
    if not known:
        return
    words = paper.rule_set.cau_chu
    filing = [entry for entry in known if entry.is_filing]
    departures = []
    form = f"“{words.noi_nhan_truoc}{words.luu}{words.luu_mo_dau or '…'}”"
    if not filing:
        departures.append(
            Departure(known[-1].paragraphs[-1], f"dòng cuối là {form}", "không có dòng Lưu, danh sách kết thúc")
        )
    else:
        entry = filing[-1]
        line = entry.paragraphs[0]
        if entry is not known[-1]:
            departures.append(Departure(line, "dòng Lưu là dòng cuối cùng", "còn dòng khác bên dưới"))
        bare = entry.text.lstrip(f"{_DASHES} ")
        content = re.sub(r"^lưu\s*:?\s*", "", bare, flags=re.IGNORECASE)
        if not bare.startswith(words.luu) or (words.luu.strip()[-1] != ":" and bare.startswith("Lưu:")):
            departures.append(Departure(line, f"{demands.WRITE}{form}", "ghi khác"))
        elif words.luu_mo_dau and not re.match(rf"{re.escape(words.luu_mo_dau)}(?=,|\.$|$)", content):
            departures.append(Departure(line, f"{demands.WRITE}{form} rồi dấu phẩy", "ghi khác"))
        elif forbidden := next((w for w in words.luu_khong_ghi if w in re.split(r"[\s,;.]+", content)), None):
            departures.append(Departure(line, f"ghi tên nơi lưu, không ghi “{forbidden}”", f"có “{forbidden}”"))
        elif rule.flag("dau_cuoi") and not entry.text.endswith(words.noi_nhan_cuoi):
            expected = f"{demands.FILING_ENDS}“{words.noi_nhan_cuoi}”"
            departures.append(Departure(entry.paragraphs[-1], expected, _end(entry.text)))
    yield from gathered(WHERE, departures, sure=_sure(paper))


def check_as_above(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`nhu_tren`: an addressed paper names its addressees by "Như trên" in the first line; no other paper does."""
    known = [entry for entry in entries(paper) if not entry.is_note]
    if not known:
        return
    wanted = paper.rule_set.cau_chu.nhu_tren
    first = fold(known[0].text.lstrip(f"{_DASHES} ")).startswith(fold(wanted))
    addressed = paper.get("nhan_kinh_gui", "kinh_gui")
    line = known[0].paragraphs[0]
    if addressed and not first:
        if not all(component.sure for component in addressed):
            yield Unknown(WHERE, "không chắc văn bản có phần kính gửi", (line,))
            return
        expected = f"văn bản có kính gửi thì dòng đầu ghi “{wanted}”"
        yield from gathered(WHERE, [Departure(line, expected, "ghi khác")], sure=_sure(paper))
    elif first and not addressed:
        if paper.type_rule is not None and paper.type_rule.kinh_gui == "bat_buoc":
            return  # the addressees are what is missing, and told by their own rule
        label = fold(paper.rule_set.kinh_gui.tu.split()[0])
        if any(fold(p.text).startswith(f"{label} ") for p in paper.measured.paragraphs):
            yield Unknown(WHERE, "không chắc văn bản có phần kính gửi", (line,))
            return
        expected = f"chỉ ghi “{wanted}” khi văn bản có kính gửi"
        yield from gathered(WHERE, [Departure(line, expected, "có ghi", "warning")], sure=_sure(paper))


def check_unit(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`don_vi_luu`: the unit of the filing line is the drafting unit in the symbol of a paper without a type's code."""
    number = paper.components.get("so_ky_hieu")
    filing = [entry for entry in entries(paper) if entry.is_filing]
    kind = paper.type_rule
    if number is None or not filing or kind is None or kind.in_ten or "-" not in number.text:
        return
    unit = number.text.rsplit("-", 1)[1].strip()
    content = re.sub(r"^[-–—•+*\s]*lưu\s*:?\s*", "", filing[-1].text, flags=re.IGNORECASE)
    units = [_COPIES.sub("", part).strip() for part in re.split(r"[,;]", content)][1:]
    if not unit or not any(units) or unit in units:
        return
    line = filing[-1].paragraphs[0]
    if number.sure and paper.registry is not None and unit in paper.registry.units:
        yield from gathered(
            WHERE, [Departure(line, f"đơn vị soạn thảo “{unit}” như trong ký hiệu", "ghi khác")], sure=_sure(paper)
        )
    else:
        yield Unknown(WHERE, f"không biết “{unit}” trong ký hiệu là đơn vị hay lĩnh vực", (line,))


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "nhan_noi_nhan": check_label,
        "noi_nhan": check_entries,
        "noi_luu": check_filing,
        "nhu_tren": check_as_above,
        "don_vi_luu": check_unit,
    }
)
