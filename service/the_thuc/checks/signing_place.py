"""Where the signature block stands: in the right half, on one page with text, level with the recipients, with room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.signing import WHERE
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Paper, Signature
from service.the_thuc.phrases import number


def check_place(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`vi_tri_chu_ky`: a single block stands in the right half of the text.

    `tham_so`: `ngang_noi_nhan` demands that the recipients' label is level with its first line (not in types listed
    in `tru_loai`); `cung_trang` also looks at pages as `chu_ky_cung_trang` does, and only warns.
    """
    if rule.flag("cung_trang"):
        for told in check_one_page(paper, rule):
            yield (
                told
                if isinstance(told, Unknown)
                else Fault(told.where, told.expected, told.found, told.paragraphs, level="warning")
            )
    if len(paper.signatures) != 1 or not paper.signatures[0].paragraphs:
        return
    signature = paper.signatures[0]
    first = signature.paragraphs[0]
    centre, middle = first.centre_mm, _middle(paper, first)
    if centre is None or middle is None or not signature.sure:
        yield Unknown(WHERE, "không đo được vị trí khối chữ ký", (first,))
    elif centre <= middle:
        yield Fault(WHERE, "khối chữ ký ở nửa bên phải", f"tâm ở {number(centre)} mm tính từ mép trái", (first,))
    if rule.flag("ngang_noi_nhan") and paper.loai not in rule.words("tru_loai"):
        yield from _level(paper, signature)


def _middle(paper: Paper, paragraph: Paragraph) -> float | None:
    """The middle between the margins of the sheet that a paragraph stands on."""
    measured = paper.measured
    if measured.source == "docx" and paragraph.section < len(measured.sections):
        section = measured.sections[paragraph.section]
        return (section.left_mm + section.gutter_mm + section.width_mm - section.right_mm) / 2
    page = next((page for page in measured.pages if page.number == paragraph.page), None)
    if page is None:
        return None
    return page.text.centre if page.text else page.width_mm / 2


def _level(paper: Paper, signature: Signature) -> Iterator[Fault | Unknown]:
    label = paper.components.get("nhan_noi_nhan")
    first = signature.paragraphs[0]
    if label is None:
        return
    expected, place = "“Nơi nhận:” ngang hàng với dòng đầu của khối chữ ký", (label.first, first)
    if not (label.sure and signature.sure):
        yield Unknown(WHERE, "không chắc đâu là nơi nhận và khối chữ ký", place)
        return
    if paper.measured.source == "docx":
        one, other = label.first.cell, first.cell
        if one is None or other is None:
            yield Unknown(WHERE, "không đo được độ cao của nơi nhận và khối chữ ký", place)
        elif (one.table, one.row) != (other.table, other.row):
            yield Fault(WHERE, expected, "ở hai hàng khác nhau của bảng", place)
        return
    label_top, top = label.first.top_mm, first.top_mm
    if label_top is None or top is None:
        yield Unknown(WHERE, "không đo được độ cao của nơi nhận và khối chữ ký", place)
    elif label.first.page != first.page:
        yield Fault(WHERE, expected, "ở hai trang khác nhau", place)
    elif abs(label_top - top) > tolerances().pdf.vi_tri_mm:
        yield Fault(WHERE, expected, f"lệch {number(abs(label_top - top))} mm", place)


def check_room(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khoang_ky`: between post and name there is room for a signature."""
    least = paper.rule_set.chan_trang.khoang_ky_mm.tu
    off = tolerances().of(paper.measured.source).dai_mm
    for signature in paper.signatures:
        if signature.name is None or len(signature.paragraphs) < 2:
            continue
        # The block from top to bottom: in Party papers a second post stands above the signature, in State papers below.
        measured = [_room(above, below) for above, below in pairwise(signature.paragraphs)]
        rooms = [room for room in measured if room is not None]
        if len(rooms) < len(measured):
            continue
        if not signature.sure:
            yield Unknown(WHERE, "không chắc đâu là chức vụ và họ tên", signature.paragraphs)
        elif max(rooms) < least - off:
            expected = f"khoảng trống để ký tối thiểu {number(least)} mm"
            yield Fault(WHERE, expected, f"{number(max(rooms))} mm", (signature.name,))


def _room(above: Paragraph, below: Paragraph) -> float | None:
    """The height between the letters of two paragraphs of one page."""
    if not (above.lines and below.lines) or above.lines[-1].box.page != below.lines[0].box.page:
        return None
    return max(0.0, below.lines[0].box.top - above.lines[-1].box.bottom)


def check_one_page(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`chu_ky_cung_trang`: the block stands on one page, with at least `chan_trang.dong_di_cung` lines of text."""
    wanted = paper.rule_set.chan_trang.dong_di_cung
    for signature in paper.signatures:
        pages = sorted({line.box.page for paragraph in signature.paragraphs for line in paragraph.lines})
        if not pages:
            continue
        if not signature.sure:
            yield Unknown(WHERE, "không chắc đâu là khối chữ ký", signature.paragraphs)
        elif len(pages) > 1:
            found = f"nằm ở các trang {', '.join(map(str, pages))}"
            yield Fault(WHERE, "khối chữ ký trên cùng một trang", found, signature.paragraphs)
        elif pages[0] > 1 and paper.body:
            beside = sum(line.box.page == pages[0] for item in paper.body for line in item.paragraph.lines)
            if beside < wanted:
                expected = f"khối chữ ký đi cùng ít nhất {wanted} dòng lời văn"
                yield Fault(WHERE, expected, f"{beside} dòng trên trang {pages[0]}", signature.paragraphs)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {"vi_tri_chu_ky": check_place, "khoang_ky": check_room, "chu_ky_cung_trang": check_one_page}
)
