"""Where components stand: under each other, on one line, in the middle, in two columns, in single lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule
from service.text.metrics import POINTS_PER_MM, SINGLE_LINE
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.letters import check_letters
from service.the_thuc.checks.parts import TITLES, columns_swapped, issuer_first, place_name, tell, text_middle
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import number


def check_placed_letters(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dinh_dang_vi_tri`: letters as `dinh_dang` looks at them, and the place.

    `tham_so`: those of `dinh_dang`; `giua_voi` names components, one of which has the same middle;
    `ngang_voi` one that stands on the same line; `giua_trang` demands the middle between the margins.
    """
    yield from check_letters(paper, rule)
    for component in paper.get(*rule.doi_tuong):
        yield from place_of(paper, component, rule)


def place_of(paper: Paper, component: Component, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """Where a component departs from the place a rule's parameters demand."""
    for paragraph in component.paragraphs:
        if rule.flag("giua_trang"):
            yield from _in_middle(paper, component, paragraph)
        yield from _under(paper, component, paragraph, paper.get(*rule.words("giua_voi")))
    for reference in paper.get(*rule.words("ngang_voi"))[:1]:
        yield from _beside(paper, component, reference)


def level(paper: Paper, one: Paragraph, other: Paragraph) -> bool | None:
    """Whether two paragraphs stand on one line; None where that cannot be told.

    A DOCX tells only of first paragraphs of cells: of the same row or not.
    """
    allowed = tolerances().of(paper.measured.source).cung_dong_mm
    if one.top_mm is not None and other.top_mm is not None:
        return one.page == other.page and abs(one.top_mm - other.top_mm) <= allowed
    if one.cell is None or other.cell is None or one.cell.table != other.cell.table:
        return None
    if one.cell.row != other.cell.row or one.cell.column == other.cell.column:
        return False
    if not (_opens_cell(paper, one) and _opens_cell(paper, other)):
        return None
    if one.before_pt is None or other.before_pt is None:
        return True
    return abs(one.before_pt - other.before_pt) / POINTS_PER_MM <= allowed


def check_columns(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`hai_cot`: the issuer in a column on the left, the title on the right, both beginning on the same line."""
    title = paper.components.get(TITLES[paper.rule_set.khoi])
    issuer = issuer_first(paper)
    if title is None:
        return
    where = "Đầu trang"
    if issuer is None:
        yield Unknown(where, "không nhận ra tên cơ quan ban hành", title.paragraphs)
        return
    both = (issuer.first, title.first)
    if not (issuer.sure and title.sure):
        yield Unknown(where, "không chắc đâu là tên cơ quan, đâu là Quốc hiệu", both)
    elif columns_swapped(paper):
        yield Fault(where, "tên cơ quan ở bên trái, Quốc hiệu ở bên phải", "hai cột đổi chỗ cho nhau", both)
    else:
        yield from _beside(paper, issuer, title, one_above=True)


def check_level(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`ngang_hang`: the issuer's column begins on the line of the title."""
    title = paper.components.get(TITLES[paper.rule_set.khoi])
    issuer = issuer_first(paper)
    if title is not None and issuer is not None:
        yield from _beside(paper, issuer, title, one_above=True)


def check_single_lines(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`cach_dong_don`: no more than single lines between each pair of `doi_tuong`, nor an empty paragraph."""
    most = paper.rule_set.dau_trang.gian_dong_toi_da
    if most is None:
        return
    names = rule.doi_tuong
    for upper_name, lower_name in zip(names[::2], names[1::2], strict=True):
        upper, lower = paper.components.get(upper_name), paper.components.get(lower_name)
        if upper is None or lower is None:
            continue
        gap = gap_pt(paper, upper.last, lower.first)
        where = f"{place_name(paper, upper_name)} và {place_name(paper, lower_name)}"
        if gap is None:
            yield Unknown(where, "không đo được khoảng cách dòng", (upper.last, lower.first))
            continue
        size = max(upper.last.sizes | lower.first.sizes, default=0.0)
        allowed = most * SINGLE_LINE * size + tolerances().of(paper.measured.source).gian_dong_pt
        if gap > allowed:
            told = tell(
                paper, lower, f"cách nhau {number(most)} dòng đơn", f"cách nhau {number(gap / SINGLE_LINE / size)} dòng"
            )
            yield told


def gap_pt(paper: Paper, upper: Paragraph, lower: Paragraph) -> float | None:
    """From the last baseline of one paragraph to the first of the next below, in points; None if it cannot be told."""
    if upper.lines and lower.lines:
        if upper.page != lower.page:
            return None
        return (lower.lines[0].baseline_mm - upper.lines[-1].baseline_mm) * POINTS_PER_MM
    heights = [_line_pt(paragraph) for paragraph in (upper, lower)]
    if upper.after_pt is None or lower.before_pt is None or None in heights:
        return None
    highest = max(height for height in heights if height is not None)
    empty = sum(_empty_pt(paragraph, highest) for paragraph in _between(paper, upper, lower))
    return highest + upper.after_pt + lower.before_pt + empty


def _empty_pt(paragraph: Paragraph, usual: float) -> float:
    """The height of an empty paragraph: as set, else as high as its neighbours, for its type size is not known."""
    spacing = paragraph.spacing
    return spacing.value if spacing and spacing.kind == "chinh_xac" else usual


def _line_pt(paragraph: Paragraph) -> float | None:
    """The height of a line of a DOCX's paragraph."""
    single = SINGLE_LINE * max(paragraph.sizes, default=0.0)
    spacing = paragraph.spacing
    if spacing is None or not single:
        return None
    if spacing.kind == "boi_so":
        return spacing.value * single
    return spacing.value if spacing.kind == "chinh_xac" else max(spacing.value, single)


def _between(paper: Paper, upper: Paragraph, lower: Paragraph) -> Iterator[Paragraph]:
    """The empty paragraphs between two of the same cell."""
    if upper.cell != lower.cell:
        return
    inside = False
    for paragraph in paper.measured.paragraphs:
        if paragraph is lower:
            return
        if inside and paragraph.cell == upper.cell and not paragraph.text:
            yield paragraph
        inside = inside or paragraph is upper


def _in_middle(paper: Paper, component: Component, paragraph: Paragraph) -> Iterator[Fault | Unknown]:
    if _aligned_otherwise(paper, component, paragraph):
        return
    centre, middle = paragraph.centre_mm, text_middle(paper, paragraph)
    if centre is None or middle is None:
        yield Unknown(place_name(paper, component.name), "không đo được vị trí theo chiều ngang", (paragraph,))
        return
    off = _off_middle(paper, paragraph, centre, middle)
    if off > tolerances().of(paper.measured.source).vi_tri_mm:
        expected = demands.MIDDLE
        yield tell(paper, component, expected, f"lệch {number(off)} mm", paragraph=paragraph)


def _off_middle(paper: Paper, paragraph: Paragraph, centre: float, middle: float) -> float:
    """How far off the middle; in a PDF the margins the law allows and the page's own text both count as a measure."""
    if paper.measured.source == "docx":
        return abs(centre - middle)
    page = paper.rule_set.trang
    low = (page.le_trai_mm.tu + page.rong_mm - page.le_phai_mm.den) / 2
    high = (page.le_trai_mm.den + page.rong_mm - page.le_phai_mm.tu) / 2
    measures = [max(low - centre, centre - high, 0.0)]
    measures += [
        abs(centre - found.text.centre)
        for found in paper.measured.pages
        if found.number == paragraph.page and found.text is not None
    ]
    return min(measures)


def _under(
    paper: Paper, component: Component, paragraph: Paragraph, references: tuple[Component, ...]
) -> Iterator[Fault | Unknown]:
    """What is wrong when a paragraph has the middle of none of the components above it that keep to theirs."""
    usable = [one for one in references if not _aligned_otherwise(paper, one, one.last)]
    if not usable or _aligned_otherwise(paper, component, paragraph) or columns_swapped(paper):
        return
    own, middles = paragraph.centre_mm, [one.last.centre_mm for one in usable]
    known = [middle for middle in middles if middle is not None]
    name, where = place_name(paper, usable[0].name), place_name(paper, component.name)
    if own is None or not known:
        yield Unknown(where, f"không đo được có ở giữa, dưới {name} không", (paragraph,))
        return
    off = min(abs(own - middle) for middle in known)
    if off <= tolerances().of(paper.measured.source).vi_tri_mm:
        return
    if not all(one.sure for one in usable):
        yield Unknown(where, f"không chắc đâu là {name}", (paragraph,))
    else:
        found = f"lệch {number(off)} mm so với {name}"
        yield tell(paper, component, f"{demands.UNDER}{name}", found, paragraph=paragraph)


def _aligned_otherwise(paper: Paper, component: Component, paragraph: Paragraph) -> bool:
    """Whether the paragraph's alignment is itself a fault, told where letters are looked at."""
    return paragraph.align is not None and paragraph.align != paper.rule_set.thanh_phan[component.name].can_le


def _beside(
    paper: Paper, component: Component, reference: Component, *, one_above: bool = False
) -> Iterator[Fault | Unknown]:
    """What is wrong with two components that should begin on the same line."""
    name = place_name(paper, reference.name)
    same = level(paper, component.first, reference.first)
    if same is None or not (reference.sure or same):
        reason = f"không đo được có cùng dòng với {name} không"
        yield Unknown(place_name(paper, component.name), reason, (component.first, reference.first))
    elif not same:
        expected = f"dòng đầu ngang với {name}" if one_above else f"cùng dòng với {name}"
        yield tell(paper, component, expected, "không cùng dòng", paragraph=component.first)


def _opens_cell(paper: Paper, paragraph: Paragraph) -> bool:
    return next((found for found in paper.measured.paragraphs if found.cell == paragraph.cell), None) is paragraph


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "dinh_dang_vi_tri": check_placed_letters,
        "hai_cot": check_columns,
        "ngang_hang": check_level,
        "cach_dong_don": check_single_lines,
    }
)
