"""What checks of the head ask of a paper: is a part surely absent, what follows it, where the middle of the text is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.model import Level
from service.rules.model import Khoi
from service.the_thuc.check import Fault, Unknown
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import quoted

TITLES: Mapping[Khoi, str] = MappingProxyType({"nha_nuoc": "quoc_hieu", "dang": "tieu_de_dang"})
# Characters that people type in place of a drawn line.
TYPED_LINE = frozenset("_-‐‑‒–—―=*.… ")
NOT_UNDERSTOOD = "không nhận ra đủ các phần của văn bản để kết luận"


def place_name(paper: Paper, name: str) -> str:
    """What people call a component; the name of the other family's title is its own."""
    wanted = paper.rule_set.thanh_phan.get(name)
    return wanted.ten if wanted else {"tieu_de_dang": "Tiêu đề Đảng", "quoc_hieu": "Quốc hiệu"}.get(name, "Đầu trang")


def tell(
    paper: Paper,
    component: Component,
    expected: str,
    found: str,
    *,
    level: Level | None = None,
    paragraph: Paragraph | None = None,
    fix: str = "",
) -> Fault | Unknown:
    """A fault of a component, or an unknown where it is not sure that this is the component."""
    where = place_name(paper, component.name)
    marked = (paragraph,) if paragraph else component.paragraphs
    if not component.sure:
        return Unknown(where, f"không chắc {quoted(component.text)} là {where}", marked)
    return Fault(where, expected, found, marked, level=level, fix=fix)


def missing(paper: Paper, name: str) -> bool | None:
    """Whether a component is not there; None where the paper was not understood well enough to say so.

    A paper counts as understood when its type is known and every other part of the head was found.
    """
    if name in paper.components:
        return False
    kind = paper.type_rule
    if kind is None:
        return None
    head = [TITLES[paper.rule_set.khoi], "ten_co_quan", "so_ky_hieu"]
    head += ["dia_danh_ngay"] if kind.co_ngay else []
    others = (paper.components.get(part) for part in head if part != name)
    return True if all(part is not None and part.sure for part in others) else None


def lacking(paper: Paper, name: str, expected: str) -> Iterator[Fault | Unknown]:
    """The fault of a component that has to be there and is not."""
    absent = missing(paper, name)
    if absent is None:
        yield Unknown(place_name(paper, name), NOT_UNDERSTOOD)
    elif absent:
        yield Fault(place_name(paper, name), expected, "không có")


def next_text(paper: Paper, after: Paragraph) -> Paragraph | None:
    """The first paragraph with text behind another, in the same cell or outside tables as that one."""
    found = False
    for paragraph in paper.measured.paragraphs:
        if paragraph is after:
            found = True
        elif found and paragraph.area == after.area and paragraph.text:
            return paragraph if paragraph.cell == after.cell else None
    return None


def is_typed_line(text: str) -> bool:
    """Whether a text is nothing but characters typed in place of a line."""
    return bool(text) and TYPED_LINE.issuperset(text)


def last_line(paragraph: Paragraph) -> str:
    """The text of its last line, as far as line breaks are known."""
    if paragraph.lines:
        return "".join(span.text for span in paragraph.lines[-1].spans).strip()
    return paragraph.raw.rstrip().rpartition("\n")[2].strip()


def text_middle(paper: Paper, paragraph: Paragraph) -> float | None:
    """The middle between the margins: of the DOCX's section, in a PDF of a sheet with the margins of the law."""
    if paper.measured.source == "pdf":
        page = paper.rule_set.trang
        return (page.le_trai_mm.mac_dinh + page.rong_mm - page.le_phai_mm.mac_dinh) / 2
    for section in paper.measured.sections:
        if section.index == paragraph.section:
            return (section.left_mm + section.gutter_mm + section.width_mm - section.right_mm) / 2
    return None


def issuer_first(paper: Paper) -> Component | None:
    """The component that opens the issuer's column: the name of the body above, else the issuer's own."""
    return next(iter(paper.get("ten_cap_tren", "ten_co_quan")), None)


def columns_swapped(paper: Paper) -> bool:
    """Whether the issuer stands to the right of the title: told by one rule, others then say nothing of columns."""
    issuer = issuer_first(paper)
    title = paper.components.get(TITLES[paper.rule_set.khoi])
    if issuer is None or title is None:
        return False
    left, right = issuer.first.centre_mm, title.first.centre_mm
    return left is not None and right is not None and left > right
