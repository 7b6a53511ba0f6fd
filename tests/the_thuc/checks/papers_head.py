"""Right papers for the checks of the head, built by hand as a reader and the locator would hand them over.

A paper is a dictionary of pieces by component; tests change one piece and look which rules speak.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files

from service.rules.kiem_tra.load import PACKAGE
from service.rules.load import read_table, rule_sets
from service.text.metrics import POINTS_PER_MM, font_style, width_mm
from service.the_thuc.model import (
    Align,
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
)  # fmt: skip
from service.the_thuc.paper import BodyItem, Component, Paper, Registry
from service.the_thuc.run import Marked, check_paper

# Left and right edges of the head's columns and of the running text, in millimetres from the sheet's edge.
COLUMNS = {
    "trai": (30.0, 95.0), "phai": (95.0, 195.0), "giua": (30.0, 195.0), "trai_rong": (30.0, 130.0),
    "phai_hep": (130.0, 195.0),
}  # fmt: skip
SINGLE = 1.15


@dataclass(frozen=True)
class Piece:
    """A paragraph to be: `under` is a drawn line as a share of the text, `shift` its place off the middle."""

    text: str
    size: float = 13
    bold: bool = False
    italic: bool = False
    underline: bool = False
    column: str = "giua"
    row: int | None = None
    y: float = 100.0
    align: Align = "giua"
    under: float | None = None
    shift: float = 0.0
    solid: bool = True
    sure_line: bool = True
    before: float = 0.0
    after: float = 0.0
    single_lines: float = 1.0
    first_line: float = 0.0
    wrapped: bool = False

    @property
    def width(self) -> float:
        """The width of its text."""
        return width_mm(self.text, self.size, font_style(bold=self.bold, italic=self.italic))


@dataclass(frozen=True)
class Draft:
    """A paper to be: pieces by component, in reading order."""

    rule_set: str
    loai: str | None
    pieces: Mapping[str, tuple[Piece, ...]]
    ngay: date | None = date(2026, 9, 5)
    grounds: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    registry: Registry | None = None
    unsure: frozenset[str] = frozenset()
    extra: Mapping[str, Piece] = field(default_factory=dict)

    def having(self, **pieces: Piece | tuple[Piece, ...] | None) -> Draft:
        """The same with other pieces; None takes a component away."""
        changed = dict(self.pieces)
        for name, given in pieces.items():
            if given is None:
                changed.pop(name)
            else:
                changed[name] = given if isinstance(given, tuple) else (given,)
        return replace(self, pieces=changed)

    def edit(self, name: str, **changes: object) -> Draft:
        """The same with one component's pieces changed."""
        return self.having(**{name: tuple(replace(piece, **changes) for piece in self.pieces[name])})  # type: ignore[arg-type]

    def followed(self, name: str, piece: Piece) -> Draft:
        """The same with a paragraph that is no component behind one."""
        return replace(self, extra={**self.extra, name: piece})


def left(text: str, row: int, y: float, **rest: object) -> Piece:
    """A piece of the left column."""
    return Piece(text, column="trai", row=row, y=y, **rest)  # type: ignore[arg-type]


def right(text: str, row: int, y: float, **rest: object) -> Piece:
    """A piece of the right column."""
    return Piece(text, column="phai", row=row, y=y, **rest)  # type: ignore[arg-type]


STATE_HEAD = {
    "ten_cap_tren": (left("UBND XÃ IA LÂM", 0, 25.0),),
    "ten_co_quan": (left("PHÒNG KINH TẾ", 0, 30.2, bold=True, under=0.42),),
    "quoc_hieu": (right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0, 25.0, bold=True),),
    "tieu_ngu": (right("Độc lập - Tự do - Hạnh phúc", 0, 30.6, size=14, bold=True, under=1.0),),
    "so_ky_hieu": (left("Số: 05/KH-KT", 1, 40.0),),
    "dia_danh_ngay": (right("Ia Lâm, ngày 05 tháng 9 năm 2026", 1, 40.0, size=14, italic=True),),
}
STATE_PLAN = Draft(
    "nd30",
    "ke_hoach",
    {
        **STATE_HEAD,
        "ten_loai": (Piece("KẾ HOẠCH", size=14, bold=True, y=52.0),),
        "trich_yeu": (Piece("Phòng, chống thiên tai năm 2026", size=14, bold=True, y=58.0, under=0.4),),
    },
)
STATE_LETTER = Draft(
    "nd30",
    "cong_van",
    {
        **STATE_HEAD,
        "so_ky_hieu": (left("Số: 12/UBND-KT", 1, 40.0),),
        "trich_yeu_cong_van": (left("V/v ứng phó bão số 5", 1, 40.0 + (SINGLE * 13 + 6) / POINTS_PER_MM, before=6),),
        "nhan_kinh_gui": (Piece("Kính gửi:", size=14, align="trai", y=60.0),),
        "kinh_gui": (
            Piece("- Các thôn, làng;", size=14, align="trai", y=66.0),
            Piece("- Trạm Y tế xã.", size=14, align="trai", y=72.0),
        ),
    },
)
PARTY_HEAD = {
    "ten_cap_tren": (left("ĐẢNG BỘ TỈNH GIA LAI", 0, 25.0, size=14),),
    "ten_co_quan": (left("ĐẢNG UỶ XÃ IA LÂM", 0, 31.0, size=14, bold=True),),
    "dau_sao": (left("*", 0, 37.0, size=14),),
    "tieu_de_dang": (right("ĐẢNG CỘNG SẢN VIỆT NAM", 0, 25.0, size=15, bold=True, under=1.0),),
    "so_ky_hieu": (left("Số 05-KH/ĐU", 1, 44.0, size=14),),
    "dia_danh_ngay": (right("Ia Lâm, ngày 05 tháng 9 năm 2026", 1, 44.0, size=14, italic=True),),
}
PARTY_PLAN = Draft(
    "hd05",
    "ke_hoach",
    {
        **PARTY_HEAD,
        "ten_loai": (Piece("KẾ HOẠCH", size=16, bold=True, y=56.0),),
        "trich_yeu": (Piece("thực hiện phong trào thi đua “Dân vận khéo”", size=14, bold=True, y=63.0),),
        "gach_trich_yeu": (Piece("-----", size=14, y=69.0),),
    },
)
PARTY_LETTER = Draft(
    "hd05",
    "cong_van",
    {
        **PARTY_HEAD,
        "so_ky_hieu": (left("Số 05-CV/ĐU", 1, 44.0, size=14),),
        "trich_yeu_cong_van": (left("về việc chuẩn bị hội nghị", 1, 49.0, size=12, italic=True),),
        "nhan_kinh_gui": (Piece("Kính gửi:", size=14, italic=True, y=60.0),),
        "kinh_gui": (
            Piece("- Các chi bộ trực thuộc;", size=14, align="trai", y=66.0),
            Piece("- Uỷ ban Mặt trận Tổ quốc Việt Nam xã;", size=14, align="trai", y=72.0),
        ),
    },
)
PARTY_PROPOSAL = PARTY_PLAN.having(
    so_ky_hieu=left("Số 05-TTr/ĐU", 1, 44.0, size=14),
    ten_loai=Piece("TỜ TRÌNH", size=16, bold=True, y=56.0),
    trich_yeu=Piece("về việc thành lập chi bộ", size=14, bold=True, y=63.0),
    nhan_kinh_gui=Piece("Kính trình:", size=14, italic=True, y=80.0),
    kinh_gui=Piece("- Ban Thường vụ Tỉnh uỷ;", size=14, align="trai", y=86.0),
)
PARTY_PROPOSAL = replace(PARTY_PROPOSAL, loai="to_trinh")
OFFICE = Registry(
    names=frozenset({"Phòng Kinh tế"}),
    symbols=frozenset({"UBND", "KT"}),
    units=frozenset({"VX"}),
    places=frozenset({"Ia Lâm"}),
)


def number(draft: Draft, text: str) -> Draft:
    """The paper with another number."""
    return draft.edit("so_ky_hieu", text=text)


def dated(draft: Draft, text: str) -> Draft:
    """The paper with another place and date."""
    return draft.edit("dia_danh_ngay", text=text)


def addressed(draft: Draft, label: str, *names: str) -> Draft:
    """The paper with other addressees."""
    size = draft.pieces["nhan_kinh_gui"][0]
    pieces = tuple(Piece(name, size=14, align="trai", y=66.0 + 6 * index) for index, name in enumerate(names))
    return draft.having(nhan_kinh_gui=replace(size, text=label), kinh_gui=pieces or None)


def of_type(draft: Draft, loai: str, name: str, code: str) -> Draft:
    """The State plan as a paper of another type."""
    return replace(number(draft.edit("ten_loai", text=name), f"Số: 05/{code}-KT"), loai=loai)


def swapped(draft: Draft) -> Draft:
    """Both columns of the head exchanged."""
    pieces = {
        name: tuple(
            replace(piece, column={"trai": "phai_hep", "phai": "trai_rong"}.get(piece.column, piece.column))
            for piece in given
        )
        for name, given in draft.pieces.items()
    }
    return replace(draft, pieces=pieces)


def paper(draft: Draft, source: Source = "docx") -> Paper:
    """The paper as the locator would hand it over."""
    paragraphs: list[Paragraph] = []
    components: dict[str, Component] = {}

    def add(piece: Piece) -> Paragraph:
        paragraphs.append(_paragraph(piece, len(paragraphs), source))
        return paragraphs[-1]

    for name, pieces in draft.pieces.items():
        components[name] = Component(name, tuple(map(add, pieces)), sure=name not in draft.unsure)
        if name in draft.extra:
            add(draft.extra[name])
    body = tuple(BodyItem(add(Piece(text, size=14, italic=True, y=110.0)), "can_cu") for text in draft.grounds)
    recipients = tuple(add(Piece(text, size=11, align="trai", y=250.0)) for text in draft.recipients)
    section = Section(0, 210, 297, 20, 20, 30, 15)
    page = Page(1, 210, 297, text=Box(1, 30, 20, 195, 277))
    measured = Measured(
        source,
        tuple(paragraphs),
        sections=(section,) if source == "docx" else (),
        pages=(page,) if source == "pdf" else (),
    )
    return Paper(
        measured,
        rule_sets()[draft.rule_set],
        loai=draft.loai,
        ngay=draft.ngay,
        components=components,
        body=body,
        recipients=recipients,
        registry=draft.registry,
    )


def _paragraph(piece: Piece, index: int, source: Source) -> Paragraph:
    letters = Letters("Times New Roman", piece.size, piece.bold, piece.italic, piece.underline)
    spans = (Span(piece.text, letters),)
    edges = COLUMNS[piece.column]
    middle = sum(edges) / 2
    under: tuple[Stroke, ...] = ()
    if piece.under is not None:
        length = piece.width * piece.under
        start = middle - length / 2 + piece.shift
        under = (Stroke(length, start, solid=piece.solid, sure=piece.sure_line),)
    if source == "docx":
        cell = None if piece.row is None else Cell(0, piece.row, int(piece.column.startswith("phai")), 2, framed=False)
        return Paragraph(
            index, spans, cell=cell, align=piece.align, left_mm=edges[0], right_mm=edges[1], before_pt=piece.before,
            after_pt=piece.after, spacing=Spacing("boi_so", piece.single_lines), first_line_mm=piece.first_line,
            under=under,
        )  # fmt: skip
    start = {"giua": middle - piece.width / 2, "phai": edges[1] - piece.width}.get(piece.align, edges[0])
    start += piece.first_line
    count = 2 if piece.wrapped else 1
    pitch = SINGLE * piece.size / POINTS_PER_MM
    lines = tuple(
        Line(
            spans, Box(1, start, piece.y + n * pitch - 4, start + piece.width, piece.y + n * pitch), piece.y + n * pitch
        )
        for n in range(count)
    )
    return Paragraph(
        index, spans, page=1, left_mm=start, right_mm=start + piece.width, under=under, lines=lines, align=None
    )  # fmt: skip


def own_rules(khoi: str) -> frozenset[str]:
    """The ids of the rules of head, title and addressees."""
    folder = files(PACKAGE).joinpath(khoi)
    tables = (read_table(folder.joinpath(name)) for name in ("2_dau_trang.toml", "3_ten_loai_kinh_gui.toml"))
    return frozenset(rule for table in tables for rule in table)


def told(draft: Draft, source: Source = "docx") -> tuple[Marked, ...]:
    """What the rules of this group find in a paper."""
    built = paper(draft, source)
    own = own_rules(built.rule_set.khoi)
    return tuple(marked for marked in check_paper(built) if marked.finding.rule in own)


def levels(draft: Draft, source: Source = "docx") -> dict[str, str]:
    """The rules that speak and how grave they hold it; fails where one speaks twice of one fault."""
    found = told(draft, source)
    result: dict[str, str] = {marked.finding.rule: marked.finding.level for marked in found}
    assert len(result) == len(found), [marked.finding for marked in found]
    return result
