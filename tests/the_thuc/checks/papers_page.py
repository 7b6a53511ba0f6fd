"""Right papers of both families, as a DOCX and as a PDF, to be broken by one fault at a time."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from importlib.resources import files

from service.rules.load import rule_sets
from service.rules.model import RuleSet
from service.the_thuc.model import Box, Font, Letters, Line, Measured, Page, Paragraph, Section, Span
from service.the_thuc.paper import AnnexFound, BodyItem, Component, Paper, Signature
from service.the_thuc.run import Marked, check_paper

ND30, HD05, HD36 = (rule_sets()[name] for name in ("nd30", "hd05", "hd36"))
FONT = "Times New Roman"
EMBEDDED = Font("ABCDEF+TimesNewRomanPSMT", embedded=True, to_unicode=True)
DAYS = {"nd30": date(2026, 2, 5), "hd05": date(2026, 6, 3), "hd36": date(2026, 1, 5)}
FILES = (
    "nha_nuoc/1_trang", "nha_nuoc/6_phu_luc", "nha_nuoc/7_dau_ban_sao", "nha_nuoc/8_hoan_chinh", "nha_nuoc/9_viet_hoa",
    "dang/1_trang", "dang/6_phu_luc", "dang/7_dau_chi_dan", "dang/8_hoan_chinh",
)  # fmt: skip
OWN = frozenset(
    rule
    for name in FILES
    for rule in tomllib.loads(files("service.rules.kiem_tra").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
)
STATE_BODY = (
    "Thực hiện Quyết định số 15/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh, Ủy ban nhân dân xã báo cáo như sau.",
    "Tỷ lệ hồ sơ đúng hạn đạt 98,5%, tăng 1,2% so với quản lý nhà nước năm trước (chi tiết tại Phụ lục I, Phụ lục II).",
    "Căn cứ điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP, thứ Hai hằng tuần các phòng họp giao ban.",
)
PARTY_BODY = (
    "Thực hiện Nghị quyết số 05-NQ/TU, ngày 05/01/2026 của Tỉnh uỷ, Ban Thường vụ Đảng uỷ xã xây dựng kế hoạch.",
    "Các chi bộ quán triệt trong quý này, hoàn thành hồ sơ theo Phụ lục 1 và Phụ lục 2 kèm theo Kế hoạch này.",
    "Giao Văn phòng Đảng uỷ theo dõi, đôn đốc, báo cáo Ban Thường vụ.",
)


def para(text: str, size: float = 14.0, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A paragraph of one look within margins of 30 and 15 mm."""
    letters = Letters(FONT, size, bold=bold, italic=italic)
    return Paragraph(0, (Span(text, letters),), align="deu", left_mm=30.0, right_mm=195.0)


def centred(text: str, size: float = 14.0, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A centred paragraph of one look."""
    return replace(para(text, size, bold=bold, italic=italic), align="giua")


def dressed(paragraph: Paragraph, change: Callable[[Letters], Letters]) -> Paragraph:
    """A paragraph with other letters."""
    return replace(
        paragraph,
        spans=tuple(replace(span, letters=change(span.letters)) for span in paragraph.spans),
        lines=tuple(
            replace(line, spans=tuple(replace(span, letters=change(span.letters)) for span in line.spans))
            for line in paragraph.lines
        ),
    )


def page_field(size: float = 14.0, text: str = "2") -> Paragraph:
    """The number of a page as a field, in a header."""
    spans = (Span(text, Letters(FONT, size), field="PAGE"),)
    return Paragraph(0, spans, area="dau_trang", align="giua", left_mm=30.0, right_mm=195.0)


def section(index: int = 0, *, restart: int | None = None) -> Section:
    """An A4 section with the number in the middle of its header, none on its first page."""
    return Section(
        index, 210.0, 297.0, 20.0, 20.0, 30.0, 15.0, header_mm=10.0, title_page=True, restart=restart,
        headers={"default": (page_field(),), "first": ()},
    )  # fmt: skip


def drawn(paragraph: Paragraph, page: int, baseline: float, left: float, right: float, lines: int = 1) -> Paragraph:
    """The paragraph as a PDF shows it: lines 7 mm apart, the last of several shorter."""
    words = paragraph.text.split(" ")
    share = -(-len(words) // lines)
    rows = []
    for index in range(lines):
        text = " ".join(words[index * share : (index + 1) * share])
        end = right if index + 1 < lines or lines == 1 else (left + right) / 2
        at = baseline + 7 * index
        box = Box(page, left, at - 4.4, end, at + 1.1)
        rows.append(Line((Span(text, paragraph.spans[0].letters),), box, at))
    return replace(paragraph, page=page, left_mm=left, right_mm=right, lines=tuple(rows))


def page_of(number: int, *, landscape: bool = False) -> Page:
    """An A4 page whose text fills the area."""
    width, height = (297.0, 210.0) if landscape else (210.0, 297.0)
    return Page(number, width, height, Box(number, 30, 20, 195, 270), Box(number, 30, 10, 195, 270))


def numbered(text: str, page: int, *, centre: float = 112.5, baseline: float = 14.4, size: float = 14.0) -> Paragraph:
    """A page number as drawn in the upper margin."""
    found = drawn(centred(text, size), page, baseline, centre - 1.5, centre + 1.5)
    return replace(found, area="dau_trang")


def assembled(
    rule_set: RuleSet,
    measured: Measured,
    components: Iterable[Component],
    body: Iterable[BodyItem],
    annexes: Iterable[AnnexFound] = (),
    name: Paragraph | None = None,
) -> Paper:
    """A paper, dated within the rule set's time."""
    return Paper(
        measured,
        rule_set,
        loai="ke_hoach",
        ngay=DAYS[rule_set.id],
        components={part.name: part for part in components},
        body=tuple(body),
        annexes=tuple(annexes),
        signatures=(Signature(name=name),),
    )


def _head(rule_set: RuleSet) -> tuple[Component, ...]:
    state = rule_set.khoi == "nha_nuoc"
    number = "Số: 05/KH-UBND" if state else "Số 05-KH/ĐU"
    day = "Bình Phú, ngày 05 tháng 02 năm 2026" if state else "Bình Phú, ngày 03 tháng 6 năm 2026"
    parts = {
        "so_ky_hieu": centred(number, 13 if state else 14),
        "dia_danh_ngay": centred(day, 14, italic=True),
        "trich_yeu": centred("về cải cách hành chính", 14, bold=True),
    }
    if state:
        parts["quoc_hieu"] = centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True)
        parts["tieu_ngu"] = centred("Độc lập - Tự do - Hạnh phúc", 14, bold=True)
    return tuple(Component(name, (paragraph,)) for name, paragraph in parts.items())


def _annex(rule_set: RuleSet, number: int, section_index: int, page: int) -> AnnexFound:
    state = rule_set.khoi == "nha_nuoc"
    label = centred(f"Phụ lục {'I' * number if state else number}", 14, bold=True)
    title = centred("DANH MỤC CÔNG VIỆC", 14, bold=True)
    text = "05/KH-UBND ngày 05 tháng 02 năm 2026" if state else f"05-KH/ĐU, ngày {DAYS[rule_set.id]:%d/%m/%Y}"
    reference = centred(f"(Kèm theo Kế hoạch số {text} của cơ quan ban hành)", 14, italic=True)
    row = para("Các đơn vị thực hiện đúng tiến độ.", 14)
    return AnnexFound(
        label, (title,), reference, (label, title, reference, row),
        starts_page=True, section=section_index, first_page=page,
    )  # fmt: skip


def right_docx(rule_set: RuleSet) -> Paper:
    """A right paper with two annexes, as a DOCX."""
    head = _head(rule_set)
    texts = STATE_BODY if rule_set.khoi == "nha_nuoc" else PARTY_BODY
    body = tuple(BodyItem(para(text), "than", rest=text) for text in texts)
    name = centred("Nguyễn Văn An", 14, bold=True)
    annexes = tuple(_annex(rule_set, number, number, number + 1) for number in (1, 2))
    paragraphs = [part.first for part in head] + [item.paragraph for item in body] + [name]
    for annex in annexes:
        paragraphs += [replace(paragraph, section=annex.section) for paragraph in annex.paragraphs]
    sections = (section(), section(1, restart=1), section(2, restart=1))
    measured = Measured("docx", tuple(paragraphs), sections)
    return assembled(rule_set, measured, head, body, annexes, name)


def right_pdf(rule_set: RuleSet) -> Paper:
    """A right paper of two pages without annexes, as a PDF."""
    whole = STATE_BODY if rule_set.khoi == "nha_nuoc" else PARTY_BODY
    texts = [text.split(" (chi tiết")[0].split(" theo Phụ lục")[0] for text in whole]
    placed = [
        drawn(para(text), 1 + index // 2, 60.0 + 40 * index % 80, 30.0, 195.0, 4) for index, text in enumerate(texts)
    ]
    head = tuple(Component(part.name, (drawn(part.first, 1, 25.0, 40.0, 90.0),)) for part in _head(rule_set))
    body = tuple(BodyItem(paragraph, "than", rest=paragraph.text) for paragraph in placed)
    name = drawn(centred("Nguyễn Văn An", 14, bold=True), 2, 180.0, 130.0, 160.0)
    paragraphs = (*(part.first for part in head), *placed, name, numbered("2", 2))
    measured = Measured("pdf", paragraphs, pages=(page_of(1), page_of(2)), fonts=(EMBEDDED,))
    return assembled(rule_set, measured, head, body, (), name)


def with_measured(paper: Paper, **changes: object) -> Paper:
    """The paper with other measures."""
    return replace(paper, measured=replace(paper.measured, **changes))  # type: ignore[arg-type]


def with_text(paper: Paper, *texts: str, role: str = "than", mark: str = "") -> Paper:
    """The paper with more paragraphs at the end of its body."""
    items = tuple(BodyItem(para(f"{mark} {text}".strip()), role, mark, text) for text in texts)
    measured = replace(paper.measured, paragraphs=paper.measured.paragraphs + tuple(i.paragraph for i in items))
    return replace(paper, measured=measured, body=paper.body + items)


def with_section(paper: Paper, index: int, **changes: object) -> Paper:
    """The paper with one section changed."""
    sections = list(paper.measured.sections)
    sections[index] = replace(sections[index], **changes)  # type: ignore[arg-type]
    return with_measured(paper, sections=tuple(sections))


def with_part(paper: Paper, name: str, *paragraphs: Paragraph, sure: bool = True) -> Paper:
    """The paper with a component put in or changed."""
    components = {**paper.components, name: Component(name, paragraphs, sure)}
    old = {id(paragraph) for paragraph in paper.components[name].paragraphs} if name in paper.components else set()
    kept = tuple(paragraph for paragraph in paper.measured.paragraphs if id(paragraph) not in old)
    measured = replace(paper.measured, paragraphs=kept + paragraphs)
    return replace(paper, measured=measured, components=components)


def told(paper: Paper) -> list[Marked]:
    """What the rules of this group find."""
    return [marked for marked in check_paper(paper) if marked.finding.rule in OWN]


def faults(paper: Paper) -> dict[str, str]:
    """The rules broken, with their levels; what is unknown left out."""
    return {m.finding.rule: m.finding.level for m in told(paper) if m.finding.level != "unknown"}


def unknowns(paper: Paper) -> set[str]:
    """The rules that could not be told."""
    return {marked.finding.rule for marked in told(paper) if marked.finding.level == "unknown"}
