"""The sheet: its size and orientation, the margins, and that nothing stands outside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule, Level
from service.rules.model import LengthRange, PageRule
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.text_area import PageEdges, page_edges
from service.the_thuc.checks.whole import WHOLE, place_of_table, shown
from service.the_thuc.model import Measured, Section
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import between, number

SIDES = {"tren": "lề trên", "duoi": "lề dưới", "trai": "lề trái", "phai": "lề phải"}
OPPOSITE = {"trai": "phai", "phai": "trai", "tren": "tren", "duoi": "duoi"}
# A Word table stands out of the text by its cell padding, 1.9 mm, and half its border.
TABLE_OUT_MM = 2.5
# So far below the margin a first line's letters may begin: leading above the letters.
LINE_TOP_SLACK_MM = 3.0
# So many full lines with one edge are the text itself.
TEXT_LINES = 8
# So many places are named before the rest is left out.
MOST_NAMED = 5


@dataclass(frozen=True)
class _Sheet:
    """A section of a DOCX or a page of a PDF. `tables`: drawn ones, None where only undrawn ones or pictures are."""

    where: str
    width_mm: float
    height_mm: float
    tables: bool | None

    @property
    def landscape(self) -> bool:
        return self.width_mm > self.height_mm


def check_size(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`kho_giay`: every sheet has the size the rule set says, upright or lying.

    The smaller sheet of a rule set is left to `kho_giay_nho`.
    """
    wanted = paper.rule_set.trang
    small = wanted.kho_nho
    wrong: dict[str, list[str]] = {}
    for sheet in _sheets(paper):
        if _is(sheet, wanted.rong_mm, wanted.cao_mm, paper) or (
            small and _is(sheet, small.rong_mm, small.cao_mm, paper)
        ):
            continue
        wrong.setdefault(_size(sheet.width_mm, sheet.height_mm), []).append(sheet.where)
    for found, places in wrong.items():
        yield Fault(_places(paper, places), f"khổ giấy {_size(wanted.rong_mm, wanted.cao_mm)}", f"khổ giấy {found}")


def check_small_sheet(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`kho_giay_nho`: the smaller sheet is used by types of paper that may."""
    small = paper.rule_set.trang.kho_nho
    if small is None:
        return
    places = [sheet.where for sheet in _sheets(paper) if _is(sheet, small.rong_mm, small.cao_mm, paper)]
    if not places:
        return
    size = _size(small.rong_mm, small.cao_mm)
    if paper.loai is None:
        yield Unknown(_places(paper, places), f"không rõ loại văn bản có được dùng khổ giấy {size} hay không")
    elif paper.loai not in small.loai:
        wanted = paper.rule_set.trang
        expected = f"khổ giấy {_size(wanted.rong_mm, wanted.cao_mm)}"
        yield Fault(_places(paper, places), expected, f"khổ giấy {size}")


def check_orientation(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`chieu_giay`: a sheet lies only where it holds a table; pages that follow each other count as one."""
    for run in _lying(paper):
        where = _places(paper, [sheet.where for sheet in run])
        if any(sheet.tables for sheet in run):
            continue
        if any(sheet.tables is None for sheet in run):
            yield Unknown(where, "trang ngang không có bảng kẻ khung, không rõ có bảng biểu hay không")
        else:
            yield Fault(where, "trang đứng; trang ngang chỉ khi có bảng biểu", "trang ngang, không có bảng biểu")


def check_margin(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`le_trang`: the margin on the side that `tham_so.ben` names is within its range.

    A DOCX says its margins. A PDF shows only where text stands: where lines begin above, left of, below or right of
    the range, and where all lines begin, or all full lines end, beyond it.
    """
    side = rule.words("ben")[0]
    if paper.measured.source == "docx":
        yield from _margins_said(paper, side)
    elif side in ("tren", "duoi"):
        yield from _margins_crossed(paper, side)
    else:
        yield from _margins_seen(paper, side)


def check_gutter(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`gay_trang`: no room for binding besides the margin."""
    off = tolerances().docx.dai_mm
    for section in paper.measured.sections:
        if section.gutter_mm > off:
            where = _section(section, paper.measured)
            yield Fault(where, "không chừa thêm gáy trang", f"gáy trang {number(section.gutter_mm)} mm")


def check_overflow(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`tran_le`: no line and no drawn table stands out of the text area.

    Where all the text stands wrong it is the margin that is wrong; this looks for what stands out of the rest.
    """
    yield from _tables_out(paper) if paper.measured.source == "docx" else _ink_out(paper)


def _sheets(paper: Paper) -> Iterator[_Sheet]:
    measured = paper.measured
    if measured.source == "docx":
        for section in measured.sections:
            here = [table for table in measured.tables if table.section == section.index]
            layout = _layout_tables(paper)
            content = [table.framed for table in here if table.index not in layout]
            tables = True if any(content) else None if content else False
            yield _Sheet(_section(section, measured), section.width_mm, section.height_mm, tables)
    else:
        for page in measured.pages:
            has = True if page.tables else None if page.pictures else False
            yield _Sheet(f"Trang {page.number}", page.width_mm, page.height_mm, has)


def _layout_tables(paper: Paper) -> frozenset[int]:
    """The tables that only hold head, recipients and signatures: they are no tables of the content."""
    signed = (one for signature in paper.signatures for one in signature.paragraphs)
    parts = (one for component in paper.components.values() for one in component.paragraphs)
    return frozenset(one.cell.table for one in (*signed, *parts, *paper.recipients) if one.cell is not None)


def _lying(paper: Paper) -> Iterator[list[_Sheet]]:
    """Runs of landscape sheets."""
    run: list[_Sheet] = []
    for sheet in _sheets(paper):
        if sheet.landscape:
            run.append(sheet)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _margins_said(paper: Paper, side: str) -> Iterator[Fault]:
    trang, off = paper.rule_set.trang, tolerances().docx.dai_mm
    wanted = _range(trang, side)
    mirrored = paper.measured.mirrored and not trang.doi_xung
    for section in paper.measured.sections:
        where, found = _section(section, paper.measured), _margin(section, side)
        # Margins of a lying sheet are adapted to its table: told, but as less grave.
        level: Level | None = None if section.width_mm <= section.height_mm else "warning"
        if not wanted.tu - off <= found <= wanted.den + off:
            expected = f"{SIDES[side]} {between(wanted.tu, wanted.den, 'mm')}"
            yield Fault(where, expected, f"{SIDES[side]} {number(found)} mm", level=level)
        elif mirrored and side == "trai":
            even = number(section.right_mm)
            expected = f"{SIDES[side]} {between(wanted.tu, wanted.den, 'mm')} trên mọi trang"
            yield Fault(where, expected, f"tệp đặt lề đối xứng, trang chẵn có lề trái {even} mm", level="warning")


def _margins_crossed(paper: Paper, side: str) -> Iterator[Fault | Unknown]:
    """Pages on which text stands in the upper or lower margin."""
    off, wanted = tolerances().pdf.dai_mm, _range(paper.rule_set.trang, side)
    for edges in page_edges(paper):
        found = edges.top if side == "tren" else edges.height_mm - edges.bottom
        if found < wanted.tu - off:
            expected = f"{SIDES[side]} {between(wanted.tu, wanted.den, 'mm')}"
            level: Level | None = "warning" if edges.landscape else None
            told = f"chữ cách mép giấy {number(found)} mm"
            yield Fault(f"Trang {edges.number}", expected, told, (edges.at(side),), level=level)
    if side == "tren":
        yield from _top_too_wide(paper, wanted)


def _top_too_wide(paper: Paper, wanted: LengthRange) -> Iterator[Fault | Unknown]:
    """On no page does the text begin within the range; of one page it may be blank lines that push it down."""
    pages = [edges for edges in page_edges(paper) if not edges.landscape]
    least = min((edges.top for edges in pages), default=0.0)
    if least <= wanted.den + LINE_TOP_SLACK_MM:
        return
    if len(pages) == 1:
        yield Unknown(WHOLE, "văn bản một trang, không rõ lề trên rộng hay có dòng trống ở đầu trang")
    else:
        expected = f"{SIDES['tren']} {between(wanted.tu, wanted.den, 'mm')}"
        yield Fault(WHOLE, expected, f"chữ trên mọi trang cách mép giấy ít nhất {number(least)} mm")


def _margins_seen(paper: Paper, side: str) -> Iterator[Fault | Unknown]:
    """What the lines of all pages of one kind tell of their left or right edge."""
    off, trang = tolerances().pdf.dai_mm, paper.rule_set.trang
    told = False
    kinds = tuple(_kinds(paper))
    for edges in kinds:
        wanted = _range(trang, OPPOSITE[side] if edges.mirrored and trang.doi_xung else side)
        found = edges.margin(side)
        if found is None:
            continue
        told = True
        if edges.mirrored and not trang.doi_xung:
            # Printed on both sides: the office's choice, which the law does not speak of. Told once, of the left side.
            if side == "trai":
                expected = f"{SIDES[side]} {between(wanted.tu, wanted.den, 'mm')} trên mọi trang"
                turned = f"các trang chẵn đổi lề, chữ cách mép trái {number(found)} mm"
                yield Fault(f"Từ trang {edges.number}", expected, turned, level="warning")
            continue
        # A few lines may begin further in than the margin; it is too wide when no line at all reaches the range, or
        # when so many lines share the edge that they are the text and what reaches further is a head made too wide.
        nearest = edges.least_margin(side)
        reached = nearest <= wanted.den + off and edges.sharing(side) < TEXT_LINES
        if found >= wanted.tu - off and (reached or found <= wanted.den + off):
            continue
        away = found if found < wanted.tu - off or edges.sharing(side) >= TEXT_LINES else nearest
        expected = f"{SIDES[side]} {between(wanted.tu, wanted.den, 'mm')}"
        level: Level | None = "warning" if edges.landscape else None
        where = WHOLE if len(kinds) == 1 else f"Từ trang {edges.number}"
        yield Fault(where, expected, f"chữ cách mép giấy {number(away)} mm", level=level)
    if not told:
        yield Unknown(WHOLE, f"không đủ dòng chữ đầy để đo {SIDES[side]}")


def _kinds(paper: Paper) -> Iterator[PageEdges]:
    """The edges of all pages of one kind taken together: upright or lying, front or back of a sheet."""
    kinds: dict[tuple[bool, bool, float], PageEdges] = {}
    for edges in page_edges(paper):
        kinds[edges.kind] = kinds[edges.kind].joined(edges) if edges.kind in kinds else edges
    yield from kinds.values()


def _tables_out(paper: Paper) -> Iterator[Fault]:
    sections = {section.index: section for section in paper.measured.sections}
    off = tolerances().docx.vi_tri_mm
    for table in paper.measured.tables:
        section = sections.get(table.section)
        if section is None or not table.framed:
            continue
        left, right = _text_area(section)
        if table.left_mm < left - TABLE_OUT_MM or table.left_mm + table.width_mm > right + TABLE_OUT_MM:
            expected = f"bảng trong vùng chữ rộng {number(right - left)} mm"
            out = max(left - table.left_mm, table.left_mm + table.width_mm - right)
            where, marked = place_of_table(paper, table)
            yield Fault(where, expected, f"bảng vượt ra ngoài lề {number(out)} mm", marked)
    for paragraph in paper.measured.in_area("than"):
        section = sections.get(paragraph.section)
        if section is None or paragraph.cell or paragraph.in_box or not paragraph.text:
            continue
        left, right = _text_area(section)
        begins = paragraph.left_mm + min(0.0, paragraph.first_line_mm or 0.0)
        if begins < left - off or paragraph.right_mm > right + off:
            out = max(left - begins, paragraph.right_mm - right)
            found = f"thụt lề âm, vượt ra ngoài lề {number(out)} mm ở {shown((paragraph,))}"
            yield Fault("Nội dung", "lời văn nằm trong vùng chữ", found, (paragraph,))


def _ink_out(paper: Paper) -> Iterator[Fault]:
    trang, off = paper.rule_set.trang, tolerances().pdf.vi_tri_mm
    found = {edges.number: edges for edges in page_edges(paper)}
    kinds = {edges.kind: edges for edges in _kinds(paper)}
    expected = "chữ và bảng nằm trong vùng giữa các lề"
    for page in paper.measured.pages:
        edges = found.get(page.number)
        kind = kinds[edges.kind] if edges else None
        turned = edges is not None and edges.mirrored
        # Where all lines begin further out it is the margin that is wrong, told by its own rule.
        margins = {}
        for side in ("trai", "phai"):
            seen = kind.margin(side) if kind else None
            least = _range(trang, OPPOSITE[side] if turned else side).tu
            margins[side] = least if seen is None else min(least, seen)
        left, right = margins["trai"], page.width_mm - margins["phai"]
        level: Level | None = "warning" if page.width_mm > page.height_mm else None
        where = f"Trang {page.number}"
        out = edges.beyond(left - off, right + off) if edges else ()
        if out:
            yield Fault(where, expected, f"chữ vượt ra ngoài lề ở {shown(out)}", out, level=level)
        wide = tuple(box for box in page.tables if box.left < left - TABLE_OUT_MM or box.right > right + TABLE_OUT_MM)
        if wide:
            far = max(max(left - box.left, box.right - right) for box in wide)
            yield Fault(where, expected, f"bảng vượt ra ngoài lề {number(far)} mm", boxes=wide, level=level)


def _text_area(section: Section) -> tuple[float, float]:
    return section.left_mm + section.gutter_mm, section.width_mm - section.right_mm


def _margin(section: Section, side: str) -> float:
    margins = {
        "tren": section.top_mm,
        "duoi": section.bottom_mm,
        "trai": section.left_mm + section.gutter_mm,
        "phai": section.right_mm,
    }
    return margins[side]


def _range(trang: PageRule, side: str) -> LengthRange:
    ranges = {
        "tren": trang.le_tren_mm,
        "duoi": trang.le_duoi_mm,
        "trai": trang.le_trai_mm,
        "phai": trang.le_phai_mm,
    }
    return ranges[side]


def _is(sheet: _Sheet, width: float, height: float, paper: Paper) -> bool:
    off = tolerances().of(paper.measured.source).dai_mm
    short, long = sorted((sheet.width_mm, sheet.height_mm))
    return abs(short - width) <= off and abs(long - height) <= off


def _size(width: float, height: float) -> str:
    return f"{number(width)} × {number(height)} mm"


def _section(section: Section, measured: Measured) -> str:
    return WHOLE if len(measured.sections) == 1 else f"Phân đoạn {section.index + 1}"


def _places(paper: Paper, places: list[str]) -> str:
    if len(places) == len(paper.measured.pages or paper.measured.sections):
        return WHOLE
    return ", ".join(places[:MOST_NAMED]) + ("…" if len(places) > MOST_NAMED else "")


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "kho_giay": check_size,
        "kho_giay_nho": check_small_sheet,
        "chieu_giay": check_orientation,
        "le_trang": check_margin,
        "gay_trang": check_gutter,
        "tran_le": check_overflow,
    }
)
