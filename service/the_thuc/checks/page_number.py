"""The page number: that it is there, not on page 1, where it stands and how it looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule
from service.text.metrics import POINTS_PER_MM
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.numbered_pages import (
    Numbered,
    annex_pages,
    annex_sections,
    bare_number,
    is_field,
    numbers_by_page,
    numbers_of_docx,
    resolved,
    signing_parts,
)
from service.the_thuc.checks.text_area import ASCENT, PageEdges, page_edges
from service.the_thuc.checks.whole import WHOLE, surely_two_pages
from service.the_thuc.model import HeaderKind, Paragraph
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import number, one_of, quoted

SHOWN = "số trang trên mọi trang, từ trang thứ hai"


def check_present(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`so_trang_co`: pages from the second on bear a number; with `tham_so.a_rap`, one in Arabic digits."""
    yield from _absent_docx(paper) if paper.measured.source == "docx" else _absent_pdf(paper)
    if rule.flag("a_rap"):
        for numbered in _numbers(paper):
            if numbered.system != "decimal":
                yield Fault(numbered.where, demands.ARABIC, f"số trang {quoted(numbered.text)}", numbered.marked)


def check_first(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`so_trang_dau`: page 1 shows no number, unless the rule set wants it there."""
    if paper.rule_set.so_trang.trang_dau:
        return
    if paper.measured.source == "pdf":
        found = numbers_by_page(paper.measured).get(1, ())
    elif paper.measured.sections:
        headers, footers = resolved(paper.measured.sections)[0]
        kind: HeaderKind = "first" if paper.measured.sections[0].title_page else "default"
        found = tuple(
            paragraph for margin in (headers, footers) for paragraph in margin.get(kind, ()) if bare_number(paragraph)
        )
    else:
        yield Unknown("Trang 1", "không đọc được thiết lập trang của tệp")
        return
    if found:
        yield Fault("Trang 1", "trang 1 không hiển thị số trang", "trang 1 có số trang", found)


def check_position(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`so_trang_vi_tri`: in the upper margin, in the middle of the text's width.

    `tham_so.lech_mm` is how far from the middle it may be; with `tham_so.cach_mep` its distance to the upper edge of
    the sheet is held against the rule set.
    """
    told: set[tuple[str, str]] = set()
    centres = _shown_middles(paper)
    for numbered in _numbers(paper):
        for fault in _misplaced(paper, numbered, rule, centres.get(numbered.paragraph.page or 0, ())):
            found = fault.found if isinstance(fault, Fault) else fault.reason
            # What every page repeats is told once.
            if (type(fault).__name__, found) not in told:
                told.add((type(fault).__name__, found))
                yield fault


def check_form(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`so_trang_dang`: Arabic digits alone, of the size, weight and slant the rule set says.

    `tham_so.bo_qua` lists what is not looked at: dang (what it reads), dam.
    """
    skipped, told = rule.words("bo_qua"), set()
    for numbered in _numbers(paper):
        for expected, found in _misshaped(paper, numbered, skipped):
            if (expected, found) not in told:
                told.add((expected, found))
                yield Fault(numbered.where, expected, found, numbered.marked)


def check_start(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`so_trang_bat_dau`: the main text is numbered from 1 and on without a break."""
    yield from _starts_docx(paper) if paper.measured.source == "docx" else _starts_pdf(paper)


def check_annex_start(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`so_trang_phu_luc`: every annex is numbered for itself, from 1."""
    expected = "mỗi phụ lục đánh số trang riêng, từ 1"
    if paper.measured.source == "docx":
        yield from _annexes_docx(paper, expected)
        return
    numbers = _values(paper)
    for annex in paper.annexes:
        where = annex.label.text if annex.label else "Phụ lục"
        first = annex.first_page
        if first is None:
            yield Unknown(where, "không rõ phụ lục bắt đầu từ trang nào")
        elif numbers.get(first, 1) != 1:
            yield Fault(where, expected, f"trang đầu của phụ lục mang số {numbers[first]}", _label(annex.label))
        elif first + 1 in numbers and first + 1 not in annex_pages(paper) and numbers[first + 1] != 2:
            found = f"trang thứ hai của phụ lục mang số {numbers[first + 1]}"
            yield Fault(where, expected, found, _label(annex.label))


def _numbers(paper: Paper) -> tuple[Numbered, ...]:
    if paper.measured.source == "docx":
        return numbers_of_docx(paper.measured)
    pages = {page.number: page for page in paper.measured.pages}
    return tuple(
        Numbered.of_pdf(paragraph, pages[page])
        for page, found in numbers_by_page(paper.measured).items()
        for paragraph in found
        if page in pages
    )


def _absent_docx(paper: Paper) -> Iterator[Fault | Unknown]:
    if not paper.measured.sections:
        yield Unknown(WHOLE, "không đọc được thiết lập trang của tệp")
        return
    first_annex = min(annex_sections(paper), default=len(paper.measured.sections))
    for section, (headers, footers) in zip(paper.measured.sections, resolved(paper.measured.sections), strict=True):
        if section.index >= max(first_annex, 1):
            break
        where = WHOLE if len(paper.measured.sections) == 1 else f"Phân đoạn {section.index + 1}"
        found = [p for margin in (headers, footers) for p in margin.get("default", ()) if bare_number(p)]
        if any(is_field(paragraph) for paragraph in found):
            even = [p for margin in (headers, footers) for p in margin.get("even", ())]
            if even and not any(is_field(paragraph) for paragraph in even):
                yield Unknown(where, "trang chẵn có đầu trang riêng không có số trang")
        elif found:
            yield Fault(where, SHOWN, f"số trang gõ tay {quoted(found[0].text)}", tuple(found))
        elif section.index == 0 and not surely_two_pages(paper):
            yield Unknown(where, "không có số trang; không rõ văn bản có từ hai trang trở lên hay không")
        elif section.index > 0 and section.title_page:
            yield Unknown(where, "không có số trang; không rõ phân đoạn có từ hai trang trở lên hay không")
        else:
            yield Fault(where, SHOWN, "không có số trang")


def _absent_pdf(paper: Paper) -> Iterator[Fault | Unknown]:
    numbers, annexes = numbers_by_page(paper.measured), annex_pages(paper)
    values = _values(paper)
    unseen = any(annex.first_page is None for annex in paper.annexes)
    first: dict[int | None, Paragraph] = {}
    for paragraph in paper.measured.in_area("than"):
        if paragraph.text:
            first.setdefault(paragraph.page, paragraph)
    for page in paper.measured.pages[1:]:
        # The first page of what is numbered for itself may show none; the page after it then shows 2.
        if page.number in numbers or page.number in annexes or values.get(page.number + 1) == 2:
            continue
        where, begins = f"Trang {page.number}", first.get(page.number)
        # An annex that was not recognised begins with a centred line.
        if unseen or (begins is not None and begins.align == "giua"):
            yield Unknown(where, "không có số trang; không rõ đây có phải trang đầu của phụ lục hay không")
        elif page.text is None and page.ink is None:
            yield Unknown(where, "không có số trang và không có chữ")
        else:
            yield Fault(where, SHOWN, "không có số trang")


def _shown_middles(paper: Paper) -> dict[int, tuple[tuple[float, float], ...]]:
    """Where the lines of each page show the middle of the text's width, be the margins right or not; from–to.

    A page with too few lines is taken to be set as the others on its side of a sheet are.
    """
    own: dict[int, float] = {}
    alike: dict[tuple[bool, float, bool], set[float]] = {}
    every = page_edges(paper)
    for edges in every:
        left, right = edges.margin("trai"), edges.margin("phai")
        if left is not None and right is not None:
            own[edges.number] = (left + edges.width_mm - right) / 2
            alike.setdefault(_side_of_sheet(edges), set()).add(own[edges.number])
    return {
        edges.number: tuple(
            (middle, middle)
            for middle in ({own[edges.number]} if edges.number in own else alike.get(_side_of_sheet(edges), ()))
        )
        for edges in every
    }


def _side_of_sheet(edges: PageEdges) -> tuple[bool, float, bool]:
    return edges.landscape, edges.width_mm, edges.number % 2 == 1


def _misplaced(
    paper: Paper, numbered: Numbered, rule: CheckRule, seen: tuple[tuple[float, float], ...]
) -> Iterator[Fault | Unknown]:
    paragraph, where = numbered.paragraph, numbered.where
    off = rule.number("lech_mm", tolerances().of(paper.measured.source).vi_tri_mm)
    if numbered.in_footer:
        yield Fault(where, "số trang ở giữa lề trên", demands.NUMBER_IN_FOOTER, numbered.marked)
        return
    centre = numbered.centre_mm
    if centre is None:
        yield Unknown(where, "không rõ số trang có đặt canh giữa hay không", numbered.marked)
    elif not any(low - off <= centre <= high + off for low, high in (*_middles(paper, numbered), *seen)):
        low, high = _middles(paper, numbered)[0]
        found = f"số trang lệch {number(max(low - centre, centre - high))} mm"
        yield Fault(where, "số trang canh giữa theo chiều ngang", found, numbered.marked)
    if not rule.flag("cach_mep") or numbered.landscape:
        return
    wanted, near = paper.rule_set.so_trang.cach_mep_tren_mm, tolerances().of(paper.measured.source).vi_tri_mm
    away = _from_edge(paragraph) if paper.measured.source == "pdf" else numbered.header_mm
    if away is None:
        yield Unknown(where, "không rõ số trang cách mép trên bao nhiêu", numbered.marked)
    elif abs(away - wanted) > near:
        found = f"cách mép trên {number(away)} mm"
        yield Fault(where, f"{demands.NUMBER_FROM_EDGE}{number(wanted)} mm", found, numbered.marked)


def _middles(paper: Paper, numbered: Numbered) -> tuple[tuple[float, float], ...]:
    """Where the middle of the text's width may be, from–to: as the file says, or as the margins allow."""
    if numbered.text_centre_mm is not None:
        return ((numbered.text_centre_mm, numbered.text_centre_mm),)
    trang, width = paper.rule_set.trang, numbered.width_mm
    left, right = trang.le_trai_mm, trang.le_phai_mm
    if numbered.landscape:
        # The margins of a lying page are adapted to its table: any of them may stand on either side.
        ranges = (left, right, trang.le_tren_mm, trang.le_duoi_mm)
        least, most = min(one.tu for one in ranges), max(one.den for one in ranges)
        return (((least + width - most) / 2, (most + width - least) / 2),)
    front = ((left.tu + width - right.den) / 2, (left.den + width - right.tu) / 2)
    back = ((right.tu + width - left.den) / 2, (right.den + width - left.tu) / 2)
    return (front, back) if trang.doi_xung else (front,)


def _from_edge(paragraph: Paragraph) -> float | None:
    """How far the number's line stands from the upper edge of the sheet."""
    if paragraph.top_mm is None:
        return None
    return paragraph.top_mm - ASCENT * max(paragraph.sizes, default=0.0) / POINTS_PER_MM


def _misshaped(paper: Paper, numbered: Numbered, skipped: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    wanted = paper.rule_set.thanh_phan["so_trang"]
    off = tolerances().of(paper.measured.source).co_chu_pt
    if "dang" not in skipped:
        if numbered.system != "decimal":
            yield "số trang bằng chữ số Ả Rập", "số trang không phải chữ số Ả Rập"
        elif not numbered.alone:
            yield "chỉ có chữ số", f"số trang ghi {quoted(numbered.text)}"
    for letters in numbered.letters:
        if all(abs(letters.size_pt - allowed) > off for allowed in wanted.co_chu.cho_phep):
            yield f"số trang cỡ {one_of(wanted.co_chu.cho_phep)}", f"số trang cỡ {number(letters.size_pt)}"
        if letters.italic:
            yield "số trang kiểu chữ đứng", "số trang in nghiêng"
        if letters.bold and "dam" not in skipped:
            yield "số trang không đậm", "số trang in đậm"


def _starts_docx(paper: Paper) -> Iterator[Fault | Unknown]:
    annexes = annex_sections(paper)
    first_annex = min(annexes, default=None)
    signed_in = max((one.section for one in signing_parts(paper)), default=0)
    for section in paper.measured.sections:
        where = f"Phân đoạn {section.index + 1}"
        if section.index == 0:
            if section.restart not in (None, 1):
                yield Fault(where, "số trang bắt đầu từ 1", f"số trang bắt đầu từ {section.restart}")
        elif section.restart is not None and (first_annex is None or section.index < first_annex):
            if section.restart == 1 and section.index > signed_in:
                yield Unknown(where, "đánh số lại từ 1, không rõ đây có phải phụ lục hay không")
            else:
                yield Fault(where, "số trang liên tục", f"số trang bắt đầu lại từ {section.restart}")


def _starts_pdf(paper: Paper) -> Iterator[Fault | Unknown]:
    last_main = min(annex_pages(paper), default=len(paper.measured.pages) + 1)
    signed_on = max((one.page or 0 for one in signing_parts(paper)), default=0)
    for page, value in sorted(_values(paper).items()):
        if page >= last_main or value == page:
            continue
        if value < page and page > signed_on:
            yield Unknown(f"Trang {page}", f"mang số {value}, không rõ đây có phải phụ lục hay không")
        else:
            yield Fault(f"Trang {page}", f"số trang {page}", f"số trang {value}")
        return


def _annexes_docx(paper: Paper, expected: str) -> Iterator[Fault | Unknown]:
    sections = {section.index: section for section in paper.measured.sections}
    if not numbers_of_docx(paper.measured):
        return
    before = -1
    for annex in paper.annexes:
        where, label = annex.label.text if annex.label else "Phụ lục", _label(annex.label)
        section = sections.get(annex.section)
        if section is None:
            yield Unknown(where, "không rõ phụ lục thuộc phân đoạn nào", label)
        elif annex.section in (0, before):
            yield Fault(where, expected, "phụ lục đánh số trang tiếp theo phần trước", label)
        elif section.restart != 1:
            if section.title_page and section.restart is None:
                # A single page that shows no number breaks nothing.
                yield Unknown(where, "số trang không đánh lại từ 1; không rõ phụ lục có từ hai trang hay không", label)
            else:
                start = "tiếp theo phần trước" if section.restart is None else f"từ {section.restart}"
                yield Fault(where, expected, f"phụ lục đánh số trang {start}", label)
        before = annex.section


def _values(paper: Paper) -> dict[int, int]:
    """The number each page of a PDF shows."""
    values = {}
    for page, found in numbers_by_page(paper.measured).items():
        value = bare_number(found[0])
        if value is not None and value.isdecimal():
            values[page] = int(value)
    return values


def _label(label: Paragraph | None) -> tuple[Paragraph, ...]:
    return () if label is None else (label,)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "so_trang_co": check_present,
        "so_trang_dau": check_first,
        "so_trang_vi_tri": check_position,
        "so_trang_dang": check_form,
        "so_trang_bat_dau": check_start,
        "so_trang_phu_luc": check_annex_start,
    }
)
