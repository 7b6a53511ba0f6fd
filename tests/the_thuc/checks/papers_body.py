"""Papers built by hand, body and foot only: a right one for each family, to be spoilt in one place by a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from service.rules.load import read_table, rule_sets
from service.rules.model import RuleSet
from service.text.metrics import font_style, wrap_lines
from service.the_thuc.model import (
    Align,
    Area,
    Box,
    Cell,
    Letters,
    Line,
    Measured,
    Page,
    Paragraph,
    Section,
    Source,
    Spacing,
    Span,
    Stroke,
)
from service.the_thuc.paper import BodyItem, Component, Paper, Registry, Signature
from service.the_thuc.run import Marked, check_paper

# The files of the catalog that these papers are held to: the papers have no head to speak of.
CATALOG_FILES = ("4_noi_dung", "5_chu_ky_noi_nhan")
LEFT, RIGHT = 30.0, 195.0
LONG = (
    "Ủy ban nhân dân xã Ia Lâm yêu cầu các phòng, trung tâm, các thôn, làng và các đơn vị có liên quan tổ chức thực "
    "hiện nghiêm túc những nội dung nêu trên"
)
_PITCH_MM = 6.35
_FIRST_BASELINE_MM = 25.0


@dataclass
class Spec:
    """One paragraph: what it says, what it is, how it looks; None takes what the rule set says."""

    role: str
    text: str
    mark: str = ""
    heading: bool = False
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool = False
    align: Align | None = None
    no_align: bool = False
    first_line: float | None = None
    left: float = LEFT
    right: float = RIGHT
    after: float | None = None
    before: float = 0.0
    spacing: Spacing | None = None
    contextual: bool = False
    style: str = ""
    cell: Cell | None = None
    area: Area = "than"
    parts: tuple[tuple[str, bool], ...] = ()  # text with its weight, in place of `text`
    automatic: str = ""  # a mark made by the program, before the text
    page: int = 1
    top: float | None = None
    under: tuple[Stroke, ...] = ()


@dataclass
class Kit:
    """The parts of a paper before it is built."""

    rule_set: RuleSet
    loai: str
    body: list[Spec]
    authority: list[Spec]
    posts: list[Spec]
    other_posts: list[Spec]
    name: Spec
    label: Spec
    recipients: list[Spec]
    head: list[Spec] = field(default_factory=list)
    foot: list[Spec] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    registry: Registry | None = None
    source: Source = "docx"
    signature_sure: bool = True
    second: list[Spec] = field(default_factory=list)

    def build(self) -> Paper:
        """The paper."""
        paragraphs: list[Paragraph] = []

        def add(spec: Spec) -> Paragraph:
            paragraph = _paragraph(spec, len(paragraphs), self.rule_set, self.source)
            paragraphs.append(paragraph)
            return paragraph

        parts: dict[str, list[Paragraph]] = {}
        for spec in self.head:
            parts.setdefault(spec.role, []).append(add(spec))
        items = []
        for spec in self.body:
            paragraph = add(spec)
            if not paragraph.text:
                continue
            rest = paragraph.text.removeprefix(spec.mark).strip()
            items.append(BodyItem(paragraph, spec.role, spec.mark, rest if spec.mark else paragraph.text, spec.heading))
            if spec.role == "can_cu":
                parts.setdefault("can_cu", []).append(paragraph)
        parts["nhan_noi_nhan"] = [add(self.label)]
        recipients = tuple(add(spec) for spec in self.recipients)
        signature = Signature(
            authority=tuple(add(spec) for spec in self.authority),
            posts=tuple(add(spec) for spec in self.posts),
            other_posts=tuple(add(spec) for spec in self.other_posts),
            name=add(self.name),
            sure=self.signature_sure,
        )
        for spec in self.foot:
            parts.setdefault(spec.role, []).append(add(spec))
        components = {name: Component(name, tuple(found), name not in self.unsure) for name, found in parts.items()}
        measured = Measured(
            self.source,
            tuple(paragraphs),
            sections=(Section(0, 210, 297, 20, 20, LEFT, 210 - RIGHT),) if self.source == "docx" else (),
            pages=tuple(Page(number, 210, 297, Box(number, LEFT, 20, RIGHT, 277)) for number in (1, 2)),
        )
        return Paper(
            measured,
            self.rule_set,
            loai=self.loai,
            components=components,
            body=tuple(items),
            signatures=(signature,),
            recipients=recipients,
            registry=self.registry,
        )


def _paragraph(spec: Spec, index: int, rules: RuleSet, source: Source) -> Paragraph:
    component = rules.thanh_phan[spec.role]
    than = rules.thanh_phan["than"]
    assert than.thut_dau_dong_mm is not None
    assert than.gian_dong is not None
    follows = component.theo_than or spec.role == "than"
    size = component.co_chu.mac_dinh if spec.size is None else spec.size
    bold = component.dam if spec.bold is None else spec.bold
    italic = component.nghieng if spec.italic is None else spec.italic
    letters = Letters("Times New Roman", size, bold, italic, spec.underline)
    spans = tuple(Span(text, replace(letters, bold=weight)) for text, weight in spec.parts) or (
        Span(spec.text, letters),
    )
    if spec.automatic:
        spans = (Span(spec.automatic, letters, automatic=True), *spans)
    spans = tuple(span for span in spans if span.text)
    gian_dong = than.gian_dong
    align = None if spec.no_align else spec.align or component.can_le
    paragraph = Paragraph(
        index,
        spans,
        area=spec.area,
        page=spec.page if source == "pdf" else None,
        cell=spec.cell,
        align=align,
        left_mm=spec.left,
        right_mm=spec.right,
        first_line_mm=spec.first_line
        if spec.first_line is not None
        else (than.thut_dau_dong_mm.mac_dinh if follows else 0.0),
        before_pt=spec.before,
        after_pt=spec.after if spec.after is not None else (than.sau_pt if follows else component.sau_pt),
        spacing=spec.spacing or (Spacing(gian_dong.kieu, gian_dong.mac_dinh) if follows else Spacing("boi_so", 1.0)),
        contextual=spec.contextual,
        style=spec.style or spec.role,
        under=spec.under,
    )
    if source == "docx":
        return paragraph
    top = _FIRST_BASELINE_MM + _PITCH_MM * index if spec.top is None else spec.top
    style = font_style(bold=bold, italic=italic)
    drawn = wrap_lines(spec.text, size, style, spec.right - spec.left)
    lines = tuple(
        Line(
            (Span(text, letters),),
            Box(spec.page, spec.left, top + _PITCH_MM * row - 4, spec.right, top + _PITCH_MM * row + 1),
            top + _PITCH_MM * row,
        )
        for row, text in enumerate(drawn)
    )
    return replace(paragraph, lines=lines)


def _cell(row: int, column: int) -> Cell:
    return Cell(table=1, row=row, column=column, columns=2, framed=False)


def _foot(rules: RuleSet, power: str, post: str, lines: list[str]) -> dict[str, object]:
    right = {"cell": _cell(0, 1), "left": 110.0, "right": RIGHT}
    left = {"cell": _cell(0, 0), "left": LEFT, "right": 105.0}
    return {
        "authority": [Spec("quyen_han", power, top=200.0, **right)],  # type: ignore[arg-type]
        "posts": [Spec("chuc_vu", post, top=206.0, **right)],  # type: ignore[arg-type]
        "other_posts": [],
        "name": Spec("ho_ten", "Rơ Châm H’Lan", top=235.0, **right),  # type: ignore[arg-type]
        "label": Spec("nhan_noi_nhan", "Nơi nhận:", underline=rules.khoi == "dang", top=200.0, **left),  # type: ignore[arg-type]
        "recipients": [Spec("noi_nhan", line, **left) for line in lines],  # type: ignore[arg-type]
    }


def state_kit(source: Source = "docx") -> Kit:
    """A right decision of a State body."""
    rules = rule_sets()["nd30"]
    body = [
        Spec("can_cu", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"),
        Spec("can_cu", "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"),
        Spec("can_cu", "Theo đề nghị của Trưởng phòng Kinh tế."),
        Spec("tieu_de_tron", "QUYẾT ĐỊNH:", heading=True, align="giua", first_line=0.0),
        Spec(
            "dieu",
            "",
            mark="Điều 1.",
            parts=(("Điều 1.", True), (f" Ban hành kế hoạch năm 2026 của xã. {LONG}.", False)),
        ),
        Spec("so", "1. Các thôn, làng thực hiện kế hoạch này.", mark="1.", bold=False),
        Spec("so_nho", "a) Tuyên truyền;", mark="a)"),
        Spec("so_nho", "b) Vận động;", mark="b)"),
        Spec("so_nho", "c) Kiểm tra;", mark="c)"),
        Spec("so_nho", "d) Giám sát;", mark="d)"),
        Spec("so_nho", "đ) Khen thưởng;", mark="đ)"),
        Spec("so_nho", "e) Tổng kết.", mark="e)"),
        Spec("so", "2. Thời gian: Năm 2026.", mark="2.", bold=False),
        Spec("than", "- Quý I: Chuẩn bị;", mark="-"),
        Spec("than", "+ Quý II: Thực hiện.", mark="+"),
        Spec(
            "dieu",
            "",
            mark="Điều 2.",
            parts=(("Điều 2.", True), (" Quyết định này có hiệu lực kể từ ngày ký./.", False)),
        ),
    ]
    for spec in body:
        spec.text = spec.text or "".join(text for text, _ in spec.parts)
    head = [
        Spec("trich_yeu", "Ban hành Kế hoạch phòng, chống thiên tai"),
        Spec("than", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ IA LÂM", align="giua", bold=True, first_line=0.0),
    ]
    lines = [
        "- Như Điều 2;",
        "- Thường trực HĐND xã (b/c);",
        "- Các phòng, trung tâm:",
        "+ Phòng Kinh tế;",
        "- Lưu: VT, KT.",
    ]
    foot = _foot(rules, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", lines)
    return Kit(rule_set=rules, loai="quyet_dinh", body=body, head=head, source=source, **foot)  # type: ignore[arg-type]


def party_kit(rule_set: str = "hd05", source: Source = "docx") -> Kit:
    """A right plan of a Party committee."""
    rules = rule_sets()[rule_set]
    words = rules.cau_chu
    body = [
        Spec("can_cu", "- Căn cứ Điều lệ Đảng;"),
        Spec(
            "can_cu",
            "- Căn cứ Quy định số 399-QĐ/TW, ngày 09/01/2026 của Ban Bí thư về thể loại văn bản" + words.can_cu_cuoi,
        ),
        Spec("than", f"Ban Thường vụ Đảng uỷ xã Ia Lâm ban hành kế hoạch như sau: {LONG}."),
        Spec("la_ma", "I- MỤC ĐÍCH, YÊU CẦU", mark="I-", heading=True),
        Spec("so", "1. Mục đích", mark="1.", heading=True),
        Spec("so_nho", "a) Nâng cao nhận thức;", mark="a)"),
        Spec("so_nho", "b) Phát huy dân chủ.", mark="b)"),
        Spec("so", "2. Yêu cầu", mark="2.", heading=True),
        Spec("than", f"- {LONG}.", mark="-"),
        Spec("la_ma", "II- TỔ CHỨC THỰC HIỆN", mark="II-", heading=True),
        Spec("than", f"Các chi bộ báo cáo trước ngày 15/12/2026. {LONG}."),
    ]
    middle = words.noi_nhan_giua
    lines = [f"- Tỉnh uỷ (báo cáo){middle}", f"- Các chi bộ trực thuộc{middle}", "- Lưu Văn phòng Đảng uỷ."]
    foot = _foot(rules, "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", lines)
    head = [Spec("ten_co_quan", "ĐẢNG ỦY XÃ IA LÂM")]
    return Kit(rule_set=rules, loai="ke_hoach", body=body, head=head, source=source, **foot)  # type: ignore[arg-type]


@cache
def own_rules(khoi: str) -> frozenset[str]:
    """The ids of the rules about body and foot."""
    folder = files("service.rules.kiem_tra").joinpath(khoi)
    return frozenset(rule for name in CATALOG_FILES for rule in read_table(folder.joinpath(f"{name}.toml")))


def tell(kit: Kit) -> tuple[Marked, ...]:
    """What these rules find in the paper."""
    rules = own_rules(kit.rule_set.khoi)
    return tuple(marked for marked in check_paper(kit.build()) if marked.finding.rule in rules)


def told(kit: Kit) -> list[tuple[str, str]]:
    """The rules that tell something, with level."""
    return [(marked.finding.rule, marked.finding.level) for marked in tell(kit)]


def fill(kit: Kit, *specs: Spec, at: int | None = None) -> None:
    """Puts paragraphs into the body, before the last one unless said otherwise."""
    place = len(kit.body) - 1 if at is None else at
    kit.body[place:place] = specs


def every(kit: Kit) -> Iterator[Spec]:
    """Every paragraph of running text."""
    return (spec for spec in kit.body if spec.align != "giua")
