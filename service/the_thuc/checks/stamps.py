"""Words that stand beside the components: urgency, secrecy, circulation, drafts, copies, contact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule
from service.rules.model import StampRule
from service.text.metrics import POINTS_PER_MM
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.letters import check_letters
from service.the_thuc.checks.text_area import ASCENT
from service.the_thuc.checks.whole import everything, place
from service.the_thuc.model import Frame, Paragraph
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import number, one_of, quoted

_COUNT = re.compile(r" \d{1,2}")


def check_urgency(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`do_khan`: a degree of urgency is one of the rule set's words, looks as it says, in its colour and its box.

    `tham_so.sai_mm` is what the box may be off by; with `tham_so.duoi` it stands under the component named there.
    """
    for part in paper.get("do_khan"):
        where = paper.rule_set.thanh_phan["do_khan"].ten
        if not part.sure:
            yield Unknown(where, f"không chắc {quoted(part.text)} là {where}", part.paragraphs)
            continue
        words = {_one_spelling(fixed.cu): key for key, fixed in paper.rule_set.do_khan.chu.items()}
        degree = words.get(_one_spelling(part.text))
        if degree is None:
            listed = ", ".join(map(quoted, words))
            yield Fault(where, f"một trong {listed}", quoted(part.text), part.paragraphs)
        yield from check_letters(paper, rule)
        yield from _colour(paper, part, where)
        box = paper.rule_set.do_khan.khung
        if box is not None and degree is not None:
            off = max(rule.number("sai_mm"), tolerances().of(paper.measured.source).dai_mm)
            yield from _box(part, where, box.rong_mm[degree], box.cao_mm, off)
        yield from _below(paper, part, where, rule.words("duoi"))


def check_stamp(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`chu_rieng`: words on a line of their own, listed in the table that `can_cu` names, look as it says.

    `tham_so.them` are further words to look for, `tham_so.co_so` demands a number behind them, `tham_so.duoi` names
    the component they stand under.
    """
    wanted = rule.table(paper.rule_set)
    if not isinstance(wanted, StampRule):
        return
    for paragraph, word in _found(paper, (*wanted.chu, *rule.words("them")), numbered=rule.flag("co_so")):
        where = quoted(paragraph.text)
        for expected, found in _looks(paper, paragraph, wanted):
            yield Fault(place(paragraph), expected, f"{found} ở {where}", (paragraph,))
        if rule.flag("co_so") and not _COUNT.fullmatch(paragraph.text[len(word) :]):
            yield Fault(place(paragraph), quoted(f"{wanted.chu[0]} …"), where, (paragraph,))
        if wanted.khung and paragraph.frame is None:
            yield Unknown(place(paragraph), f"không rõ có khung quanh {where} hay không", (paragraph,))
        yield from _top_right(paper, paragraph, wanted)
        yield from _below(paper, Component("", (paragraph,)), place(paragraph), rule.words("duoi"))


def check_secrecy(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`do_mat`: no degree of secrecy is typed into the paper."""
    wanted = rule.table(paper.rule_set)
    if not isinstance(wanted, StampRule):
        return
    for paragraph in everything(paper.measured):
        if paragraph.text in wanted.chu and not (paragraph.cell and paragraph.cell.framed):
            yield Fault(place(paragraph), "không gõ dấu độ mật", quoted(paragraph.text), (paragraph,))


def check_contact_last(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`lien_he_cuoi`: where the rule set puts the contact below the signature, it stands there and looks right."""
    yield from check_letters(paper, rule)
    if paper.rule_set.lien_he.vi_tri != "sau_chu_ky":
        return
    for part in paper.get("lien_he"):
        names = [signature.name for signature in paper.signatures if signature.name and signature.sure]
        where = paper.rule_set.thanh_phan["lien_he"].ten
        if not names or not part.sure:
            yield Unknown(where, "không rõ thông tin liên hệ có ở sau chữ ký hay không", part.paragraphs)
        elif part.first.area == "chan_trang":
            if paper.measured.source == "docx" or part.first.page != len(paper.measured.pages):
                yield Unknown(where, "không rõ chân trang này có ở trang cuối hay không", part.paragraphs)
        elif any(part.first.index < name.index for name in names):
            yield Fault(where, "ở trang cuối, sau chữ ký", "ở trước chữ ký", part.paragraphs)


def _found(paper: Paper, words: tuple[str, ...], *, numbered: bool) -> Iterator[tuple[Paragraph, str]]:
    """The paragraphs outside drawn tables that are such words, or begin with them where a number follows."""
    known = {word.casefold(): word for word in words}
    for paragraph in everything(paper.measured):
        if not paragraph.text or (paragraph.cell and paragraph.cell.framed):
            continue
        text = paragraph.text.casefold()
        bare = text.rstrip("0123456789 ") if numbered else text
        if word := known.get(bare):
            yield paragraph, word


def _looks(paper: Paper, paragraph: Paragraph, wanted: StampRule) -> Iterator[tuple[str, str]]:
    off = tolerances().of(paper.measured.source).co_chu_pt
    sizes = wanted.co_chu.cho_phep if wanted.co_chu else ()
    wrong = sorted(size for size in paragraph.sizes if sizes and all(abs(size - allowed) > off for allowed in sizes))
    if wrong:
        yield f"{demands.SIZE}{one_of(sizes)}", f"cỡ {', '.join(map(number, wrong))}"
    if wanted.chu_hoa and not paragraph.is_upper:
        yield demands.CAPITALS, "chữ thường"
    if not wanted.chu_hoa and paragraph.is_upper:
        yield "chữ thường", demands.CAPITALS
    if wanted.dam and not paragraph.bold:
        yield demands.BOLD, demands.NOT_BOLD
    elif not wanted.dam and not paragraph.light:
        yield demands.NOT_BOLD, demands.BOLD
    if wanted.nghieng and not paragraph.italic:
        yield demands.ITALIC, demands.UPRIGHT
    elif not wanted.nghieng and not paragraph.upright:
        yield demands.UPRIGHT, demands.ITALIC


def _top_right(paper: Paper, paragraph: Paragraph, wanted: StampRule) -> Iterator[Fault | Unknown]:
    """The place in the upper right corner of page 1; only a PDF tells."""
    if wanted.cach_mep_tren_mm is None or paper.measured.source != "pdf":
        return
    top, centre, pages = paragraph.top_mm, paragraph.centre_mm, paper.measured.pages
    where, marked = place(paragraph), (paragraph,)
    if top is None or centre is None or not pages:
        yield Unknown(where, f"không rõ vị trí của {quoted(paragraph.text)}", marked)
        return
    away = top - ASCENT * max(paragraph.sizes, default=0.0) / POINTS_PER_MM
    if paragraph.page != 1 or centre < pages[0].width_mm / 2:
        yield Fault(where, "ở góc phải, trên cùng của trang 1", f"{quoted(paragraph.text)} ở chỗ khác", marked)
    elif abs(away - wanted.cach_mep_tren_mm) > tolerances().pdf.vi_tri_mm:
        expected = f"cách mép trên {number(wanted.cach_mep_tren_mm)} mm"
        yield Fault(where, expected, f"cách mép trên {number(away)} mm", marked)


def _colour(paper: Paper, part: Component, where: str) -> Iterator[Fault]:
    wanted = paper.rule_set.thanh_phan["do_khan"].mau
    colours = {span.letters.color for paragraph in part.paragraphs for span in paragraph.shown}
    if wanted is None or all(_is_like(colour, wanted) for colour in colours):
        return
    yield Fault(
        where, f"{demands.COLOUR}{wanted}", f"màu {', '.join(f'#{one}' for one in sorted(colours))}", part.paragraphs
    )


def _is_like(colour: str, wanted: str) -> bool:
    """Whether a colour is of the same hue: the law says bright red, not which; converters change the shade."""
    channels = [int(colour[index : index + 2], 16) for index in (0, 2, 4)]
    asked = [int(wanted[index : index + 2], 16) for index in (0, 2, 4)]
    return all(
        (have >= 0xC0) == (want >= 0xC0) and (have < 0x60 or want >= 0xC0)
        for have, want in zip(channels, asked, strict=True)
    )


def _box(part: Component, where: str, width: float, height: float, off: float) -> Iterator[Fault | Unknown]:
    frame: Frame | None = next((paragraph.frame for paragraph in part.paragraphs if paragraph.frame), None)
    if frame is None:
        yield Unknown(where, "không rõ khung viền quanh mức độ khẩn", part.paragraphs)
        return
    measures = (("rộng", frame.width_mm, width), ("cao", frame.height_mm, height))
    for name, found, wanted in measures:
        if found is None:
            yield Unknown(where, f"không đo được khung {name} bao nhiêu", part.paragraphs)
        elif abs(found - wanted) > off:
            expected = f"khung {name} {number(wanted)} mm"
            yield Fault(where, expected, f"khung {name} {number(found)} mm", part.paragraphs)


def _below(paper: Paper, part: Component, where: str, names: tuple[str, ...]) -> Iterator[Fault | Unknown]:
    """Under the last of these components that the paper has."""
    above = paper.get(*names)[-1:]
    for other in above:
        if not other.sure:
            yield Unknown(where, "không rõ vị trí của số, ký hiệu", part.paragraphs)
        elif part.first.area != "than" or not _is_under(part.first, other.last):
            name = paper.rule_set.thanh_phan[other.name].ten
            yield Fault(where, f"ở dưới {name}", f"{quoted(part.text)} không ở dưới {name}", part.paragraphs)


def _is_under(lower: Paragraph, upper: Paragraph) -> bool:
    if lower.top_mm is not None and upper.top_mm is not None:
        return (lower.page or 0, lower.top_mm) > (upper.page or 0, upper.top_mm)
    return lower.index > upper.index


def _one_spelling(text: str) -> str:
    """Capitals with the tone mark where the older spelling has it, in the words of urgency."""
    return text.upper().replace("HOẢ", "HỎA")


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "do_khan": check_urgency,
        "chu_rieng": check_stamp,
        "do_mat": check_secrecy,
        "lien_he_cuoi": check_contact_last,
    }
)
