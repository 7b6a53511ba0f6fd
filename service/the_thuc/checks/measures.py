"""How the paragraphs of the body stand: both edges flush, first line indented, gaps between them, distance of lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule, Level
from service.text.metrics import SINGLE_LINE
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.items import Departure, body_items, gathered, is_note, is_title, place_of
from service.the_thuc.model import Paragraph, Spacing
from service.the_thuc.paper import BodyItem, Paper
from service.the_thuc.phrases import line_spacing, number, one_of, quoted

# Pitches that differ less are one.
SAME_PITCH_PT = 0.5
# A multiple of single lines is written with two decimals.
MULTIPLE_OFF = 0.005
# Reckoned widths are a guess: a text is taken for more than one line where it is longer than one by this.
SURELY_LONGER = 1.1
# Titles without Điều whose indent the law does not speak of.
_FREE_TITLES = frozenset({"la_ma", "chu_hoa", "tieu_de_tron"})
_TYPED_INDENT = re.compile(r"\t| {2}|\u00a0{2}")
# Read forward only, each run of blanks once: a text of nothing else costs no more than another.
_FAKED = re.compile(r"(?<=\S)(?: *+\t[ \t]*+|[ \u00a0]{2,}+)(?=\S)")
# Room left for a number, a day, a time that is filled in by hand.
_BLANK = re.compile(
    r"(?:số:?|ngày|tháng|năm|giờ|phút)[ \u00a0]{2,}+|(?<![ \u00a0])[ \u00a0]{2,}+(?=[/,-]|tháng|năm|giờ|phút)",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*(?:[-–—+*•]|\(?[\wĐđ.]{1,7}[.)/]?)\s*$")
# A paragraph no higher than this parts two tables or carries a drawn line; nobody set it for room.
_SPACER_PT = 4.0


def _running(paper: Paper, rule: CheckRule) -> list[BodyItem]:
    """The items that stand as running text does: not in the middle, not at the right edge, no notes."""
    return [
        item
        for item in body_items(paper, rule.doi_tuong)
        if item.paragraph.align not in ("giua", "phai") and not is_note(item.paragraph.text)
    ]


def check_justified(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`can_deu`: paragraphs of more than one line are flush at both edges."""
    wanted = paper.rule_set.thanh_phan["than"].can_le
    departures = []
    told = seen = False
    for item in body_items(paper, rule.doi_tuong):
        paragraph = item.paragraph
        seen = True
        told = told or paragraph.align is not None
        if paragraph.align in (None, wanted) or is_title(item) or is_note(paragraph.text) or not _is_long(paragraph):
            continue
        if paragraph.align != "giua" or paragraph.text[-1:] in ".;":
            departures.append(Departure(paragraph, demands.ALIGNMENTS[wanted], demands.ALIGNMENTS[paragraph.align]))
    where = place_of(paper, rule)
    if seen and not told and paper.measured.source == "docx":
        yield Unknown(where, "không đọc được cách căn lề của lời văn")
    yield from gathered(where, departures)


def _is_long(paragraph: Paragraph) -> bool:
    """Whether a paragraph has more than one line for certain."""
    if paragraph.lines:
        return len(paragraph.lines) > 1
    return sum(paragraph.widths_mm) > SURELY_LONGER * (paragraph.right_mm - paragraph.left_mm)


def check_indent(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`thut_dau_dong`: the first line is indented as the law says, by the paragraph's measure and not by typed room.

    `tham_so`: `canh_bao_den_mm` is a larger indent that is only warned of.
    """
    wanted = paper.rule_set.thanh_phan["than"].thut_dau_dong_mm
    if wanted is None:
        return
    where = place_of(paper, rule)
    off = tolerances().of(paper.measured.source).dai_mm + wanted.khoang
    expected = f"lùi đầu dòng {'khoảng ' if wanted.khoang else ''}{one_of(wanted.cho_phep, 'mm')}"
    items = _running(paper, rule)
    departures: list[Departure] = []
    right: Counter[float] = Counter()
    told = False
    for item in items:
        paragraph = item.paragraph
        first = paragraph.first_line_mm
        # Where a PDF's single line stands says nothing of a first line.
        if first is None or len(paragraph.lines) == 1:
            continue
        told = True
        near = min(wanted.cho_phep, key=partial(_distance, first))
        free = item.role in _FREE_TITLES and is_title(item)
        aside, typed = _block_indent(paper, paragraph), _typed_indent(paragraph)
        if aside > off:
            found = f"lùi cả đoạn {number(aside)} mm, dòng đầu {number(aside + first)} mm"
            departures.append(Departure(paragraph, expected, found, "warning" if free or item.mark else None))
        elif typed:
            departures.append(Departure(paragraph, expected, f"lùi {number(first)} mm và thêm {typed}"))
        elif abs(near - first) <= off:
            right[near] += 1
        else:
            mild = free or near < first <= rule.number("canh_bao_den_mm") + off
            departures.append(Departure(paragraph, expected, f"lùi {number(first)} mm", "warning" if mild else None))
    yield from gathered(where, departures)
    if len(right) > 1:
        found = " và ".join(f"{count} đoạn lùi {number(value)} mm" for value, count in sorted(right.items()))
        yield Fault(where, "cùng một độ lùi đầu dòng trong cả văn bản", found, level="warning")
    if items and not told:
        yield Unknown(where, "không đo được độ lùi đầu dòng")


def _distance(one: float, other: float) -> float:
    return abs(one - other)


def _block_indent(paper: Paper, paragraph: Paragraph) -> float:
    """How far the lines below the first stand to the right of the margin; 0 where the margin is not known."""
    measured = paper.measured
    if measured.source == "docx":
        if paragraph.section >= len(measured.sections):
            return 0.0
        section = measured.sections[paragraph.section]
        return paragraph.left_mm - section.left_mm - section.gutter_mm
    page = next((page for page in measured.pages if page.number == paragraph.page), None)
    if page is None or page.text is None:
        return 0.0
    # The left edge of a PDF's lines is that of the first one where it stands out.
    return paragraph.left_mm - min(paragraph.first_line_mm or 0.0, 0.0) - page.text.left


def _typed_indent(paragraph: Paragraph) -> str:
    """What was typed before the text in place of an indent, as a Vietnamese phrase."""
    typed = "".join(span.text for span in paragraph.spans if not (span.automatic or span.hidden))
    found = _TYPED_INDENT.match(typed)
    if found is None:
        return ""
    return "phím Tab" if found[0] == "\t" else "dấu cách"


def check_gaps(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`cach_doan`: paragraphs are parted by at least the gap of `thanh_phan.than`."""
    least = paper.rule_set.thanh_phan["than"].sau_pt
    off = tolerances().of(paper.measured.source).gian_dong_pt
    where = place_of(paper, rule)
    departures = []
    pairs = [
        (above.paragraph, below.paragraph)
        for above, below in pairwise(_running(paper, rule))
        if below.paragraph.index == above.paragraph.index + 1 and _on_one_page(above.paragraph, below.paragraph)
    ]
    # A PDF shows the one gap there is, at either paragraph; in a DOCX the larger of two holds unless it says other.
    is_pdf = paper.measured.source == "pdf"
    add = sum if paper.measured.gaps_add else max
    if is_pdf:
        pairs = [(above, below) for above, below in pairs if _alike(above, below)]
    gaps = [(below, _gap(above, below, add)) for above, below in pairs]
    for below, gap in gaps:
        if gap is not None and gap < least - off:
            departures.append(
                Departure(below, f"cách đoạn trên tối thiểu {number(least)} pt", f"cách {number(gap)} pt")
            )
    yield from gathered(where, departures)
    if gaps and all(gap is None for _, gap in gaps):
        yield Unknown(where, "không đo được khoảng cách giữa các đoạn")


def _alike(above: Paragraph, below: Paragraph) -> bool:
    """Whether two paragraphs have one font, size and pitch, so that what is more between them is the gap alone."""
    if above.spacing is None or below.spacing is None:
        return False
    fonts = [{span.letters.font for span in one.shown} for one in (above, below)]
    same = abs(above.spacing.value - below.spacing.value) < SAME_PITCH_PT and above.sizes == below.sizes
    return same and fonts[0] == fonts[1]


def _on_one_page(above: Paragraph, below: Paragraph) -> bool:
    if above.lines and below.lines:
        return above.lines[-1].box.page == below.lines[0].box.page
    return above.page == below.page


def _gap(above: Paragraph, below: Paragraph, add: Callable[[tuple[float, float]], float]) -> float | None:
    """The gap between two paragraphs; those of one style have none where either asks for that."""
    after, before = above.after_pt, below.before_pt
    if after is None and before is None:
        return None
    alike = above.style == below.style
    kept_after = 0.0 if above.contextual and alike else after or 0.0
    kept_before = 0.0 if below.contextual and alike else before or 0.0
    return add((kept_after, kept_before))


def check_line_spacing(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`gian_dong`: the distance of lines is in the law's range, as a multiple of single or exactly so many points."""
    wanted = paper.rule_set.thanh_phan["than"].gian_dong
    if wanted is None:
        return
    off = tolerances().of(paper.measured.source).gian_dong_pt
    where = place_of(paper, rule)
    exact = wanted.kieu == "chinh_xac"
    most = float("inf") if wanted.khong_tran else wanted.den
    expected = line_spacing(wanted)
    departures = []
    items = _running(paper, rule)
    for item in items:
        spacing = item.paragraph.spacing
        sizes = item.paragraph.sizes
        if spacing is None or not sizes:
            continue
        if exact:
            right = any(wanted.tu - off <= pitch <= most + off for pitch in _pitches(spacing, sizes))
            if right and spacing.kind == wanted.kieu:
                continue
        elif any(_multiple_fits(spacing, size, wanted.tu, most, off) for size in sizes):
            continue
        # The right distance, asked for in another way.
        level: Level | None = "warning" if exact and right else None
        departures.append(Departure(item.paragraph, expected, _spelled(spacing), level))
    yield from gathered(where, departures)
    if items and all(item.paragraph.spacing is None for item in items):
        yield Unknown(where, "không đo được giãn dòng")


def _pitches(spacing: Spacing, sizes: frozenset[float]) -> Iterator[float]:
    """The distances in points that the lines may have, by the sizes of the letters."""
    for size in sizes:
        if spacing.kind == "boi_so":
            yield spacing.value * SINGLE_LINE * size
        else:
            yield max(spacing.value, SINGLE_LINE * size) if spacing.kind == "it_nhat" else spacing.value


def _multiple_fits(spacing: Spacing, size: float, low: float, high: float, off_pt: float) -> bool:
    if spacing.kind == "boi_so":
        return low - MULTIPLE_OFF <= spacing.value <= high + MULTIPLE_OFF
    single = SINGLE_LINE * size
    least = 0.0 if spacing.kind == "it_nhat" else low * single - off_pt
    return least <= spacing.value <= high * single + off_pt


def _spelled(spacing: Spacing) -> str:
    if spacing.kind == "boi_so":
        return f"giãn dòng {f'{spacing.value:.2f}'.rstrip('0').rstrip('.').replace('.', ',')} dòng"
    return f"giãn dòng {'tối thiểu' if spacing.kind == 'it_nhat' else 'chính xác'} {number(spacing.value)} pt"


def check_no_fake(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khong_tao_khoang_gia`: no runs of spaces, TABs, line breaks or empty paragraphs stand in for layout."""
    where = place_of(paper, rule)
    departures = []
    for item in body_items(paper, rule.doi_tuong):
        typed = "".join(span.text for span in item.paragraph.spans if not (span.automatic or span.hidden)).strip()
        if "\n" in typed:
            departures.append(Departure(item.paragraph, "mỗi đoạn một dấu xuống dòng", "ngắt dòng giữa đoạn"))
        filled = _BLANK.sub("…", typed)
        for found in _FAKED.finditer(filled):
            if "\t" not in found[0]:
                departures.append(Departure(item.paragraph, "một dấu cách giữa hai từ", "nhiều dấu cách liền nhau"))
                break
            if not _MARK.match(filled[: found.start()]):
                departures.append(Departure(item.paragraph, "không dùng phím Tab trong lời văn", "có phím Tab"))
                break
    yield from gathered(where, departures)
    empty = tuple(_empty_paragraphs(paper))
    if empty:
        count = f"{len(empty)} đoạn trống trong lời văn"
        near = next((p.text for p in paper.measured.paragraphs[: empty[0].index][::-1] if p.text), "")
        yield Fault(where, "không có đoạn trống", f"{count}, đoạn đầu sau {quoted(near)}" if near else count, empty)


def _empty_paragraphs(paper: Paper) -> Iterator[Paragraph]:
    """The paragraphs between two of the body that hold nothing and part no tables."""
    if not paper.body:
        return
    first, last = paper.body[0].paragraph.index, paper.body[-1].paragraph.index
    beside: Paragraph | None = None
    known = paper.measured.paragraphs
    for position, paragraph in enumerate(known):
        above, beside = beside, paragraph
        if not first < paragraph.index < last or paragraph.area != "than" or paragraph.cell or paragraph.in_box:
            continue
        below = known[position + 1] if position + 1 < len(known) else None
        in_table = any(near is not None and near.cell is not None for near in (above, below))
        spacer = (
            paragraph.spacing is not None
            and paragraph.spacing.kind != "boi_so"
            and paragraph.spacing.value <= _SPACER_PT
        )
        # Pictures stand in the middle of paragraphs without letters; breaks of pages leave a sign.
        carries = bool(
            paragraph.under or paragraph.frame or paragraph.align == "giua" or paragraph.raw.strip(" \t\u00a0")
        )
        if not (paragraph.text or carries or in_table or spacer or paragraph.page_break_before):
            yield paragraph


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "can_deu": check_justified,
        "thut_dau_dong": check_indent,
        "cach_doan": check_gaps,
        "gian_dong": check_line_spacing,
        "khong_tao_khoang_gia": check_no_fake,
    }
)
