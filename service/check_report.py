"""A report of what was found in a file, as PDF: what was checked, by which rules, a table of findings for each level.

It is a working paper and no official one: it has neither issuer nor number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import get_args

from service.check_view import KINDS, NOTHING, UNTOLD, describe_counts, describe_paper, plain_text, shown_findings
from service.checking import FileChecked, Listed
from service.convert.pdf_facts import PdfMeta
from service.convert.soffice import build_converter
from service.findings import Level
from service.merge.ooxml import (
    Element,
    cell,
    field_run,
    half_points,
    paragraph,
    row,
    table,
    text_run,
    toggle,
    twips_mm,
    twips_pt,
    w,
)
from service.merge.package import empty_document, save_bytes, set_settings
from service.settings import Settings
from service.text.metrics import has_glyph
from service.the_thuc.phrases import labels_of, short_date

TITLE = "BÁO CÁO KIỂM TRA THỂ THỨC"
HEADINGS: Mapping[Level, str] = {
    "error": "Lỗi",
    "warning": "Cảnh báo",
    "info": "Gợi ý",
    "unknown": "Chưa kết luận được",
}
COLUMNS = ("TT", "Vị trí", "Nội dung", "Căn cứ, mã quy tắc")

_FONT = "Times New Roman"
_PAGE_MM, _MARGIN_MM = (210, 297), 20
_FACTS_MM = (40, 130)
_FINDINGS_MM = (10, 30, 82, 48)
_PADDING_MM = (1.5, 0.5)
_LINE_PT = 0.5
_HEAD_FILL = "E7E7E7"
_NORMAL, _TITLE, _HEADING, _CELL, _CENTRED = "Normal", "Title", "Heading1", "Cell", "CentredCell"


def make_report(file: FileChecked, name: str, moment: datetime, settings: Settings, *, unknown: bool = False) -> bytes:
    """The report as PDF.

    Args:
        file: what was checked.
        name: what the sender calls it.
        moment: when it was checked.
        settings: the settings.
        unknown: whether what could not be told is listed too.

    Raises:
        ConversionError: LibreOffice is missing, too slow, or made no sound PDF.
    """
    meta = PdfMeta(title=f"{TITLE.capitalize()}: {_printable(name)}", author="", subject="")
    return build_converter(settings).to_pdf(report_docx(file, name, moment, unknown=unknown), meta)


def report_docx(file: FileChecked, name: str, moment: datetime, *, unknown: bool = False) -> bytes:
    """The same as DOCX."""
    document = empty_document()
    set_settings(document, mirror_margins=False, with_footnotes=False)
    document.styles.element.extend(_styles())
    section = document.sections[0]
    footer = section.footer._element
    for child in list(footer):
        footer.remove(child)
    footer.append(paragraph(_CENTRED, *field_run("PAGE", "1")))
    _set_page(document.element.body.sectPr)
    for element in _content(file, name, moment, unknown):
        document.element.body.sectPr.addprevious(element)
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = TITLE
    return save_bytes(document)


def _content(file: FileChecked, name: str, moment: datetime, unknown: bool) -> Iterator[Element]:
    yield paragraph(_TITLE, _run(TITLE))
    yield _facts(file, name, moment)
    shown = shown_findings(file, unknown=unknown)
    for level in get_args(Level):
        of_level = [one for one in shown if one.level == level]
        if of_level:
            yield paragraph(_HEADING, _run(f"{HEADINGS[level]} ({len(of_level)})"))
            yield _findings(of_level, HEADINGS[level])
    # A table at the end of a page needs a paragraph behind it.
    hidden = len(file.listed) - len(shown)
    sentences = [NOTHING] if not shown else []
    sentences += [UNTOLD.format(count=hidden)] if hidden else []
    yield paragraph(_NORMAL, *([_run(" ".join(sentences))] if sentences else []))


def _facts(file: FileChecked, name: str, moment: datetime) -> Element:
    facts = [
        ("Tệp", name),
        ("Loại tệp", KINDS[file.kind]),
        ("Văn bản", describe_paper(file.checked.paper)),
        ("Thời điểm kiểm tra", f"{moment:%H} giờ {moment:%M} phút, ngày {short_date(moment)}"),
        ("Kết quả", describe_counts(file)),
        *(("Lưu ý", note) for note in file.notes),
    ]
    left, right = _FACTS_MM
    rows = [
        row(
            cell(left, paragraph(_CELL, _run(label, bold=True))),
            cell(right, paragraph(_CELL, _run(text))),
            cant_split=True,
        )
        for label, text in facts
    ]
    return table(_FACTS_MM, *rows, name="Văn bản được kiểm tra", padding_mm=_PADDING_MM)


def _findings(listed: Sequence[Listed], title: str) -> Element:
    head = [
        cell(
            width,
            paragraph(_CENTRED, _run(column, bold=True)),
            properties=[w("shd", val="clear", color="auto", fill=_HEAD_FILL)],
        )
        for width, column in zip(_FINDINGS_MM, COLUMNS, strict=True)
    ]
    rows = [row(*_cells(one), cant_split=True) for one in listed]
    header = row(*head, cant_split=True, header=True)
    return table(_FINDINGS_MM, header, *rows, name=title, border_pt=_LINE_PT, padding_mm=_PADDING_MM)


def _cells(one: Listed) -> Iterator[Element]:
    finding = one.marked.finding
    number, place, content, law = _FINDINGS_MM
    yield cell(number, paragraph(_CENTRED, _run(str(one.number))))
    yield cell(place, paragraph(_CELL, _run(finding.place or "Cả văn bản")))
    told = zip(labels_of(finding), (finding.expected, finding.found, finding.fix), strict=False)
    yield cell(content, *(paragraph(_CELL, _run(f"{label}: ", bold=True), _run(text)) for label, text in told))
    yield cell(law, paragraph(_CELL, _run(finding.citation)), paragraph(_CELL, _run(finding.rule)))


def _run(text: str, *, bold: bool = False) -> Element:
    return text_run(_printable(text), bold=bold or None)


def _printable(text: str) -> str:
    """One line of what the report's font prints: it quotes files that may hold anything."""
    one_line = unicodedata.normalize("NFC", plain_text(text))
    return "".join(char if char == " " or has_glyph(char) else "?" for char in one_line)


def _set_page(section: Element) -> None:
    references = [child for child in section if str(child.tag).endswith("Reference")]
    width, height = _PAGE_MM
    margins = {side: twips_mm(_MARGIN_MM) for side in ("top", "right", "bottom", "left")}
    outer = {side: twips_mm(_MARGIN_MM / 2) for side in ("header", "footer")}
    section[:] = [
        *references,
        w("pgSz", w=twips_mm(width), h=twips_mm(height)),
        w("pgMar", **margins, **outer, gutter="0"),
    ]


def _styles() -> Iterator[Element]:
    yield w(
        "docDefaults",
        w(
            "rPrDefault",
            w("rPr", w("rFonts", ascii=_FONT, hAnsi=_FONT, eastAsia=_FONT, cs=_FONT), w("lang", val="vi-VN")),
        ),
        w("pPrDefault"),
    )
    yield _style(_NORMAL, 12, before=6, default="1")
    yield _style(_TITLE, 15, after=12, centred=True, bold=True)
    yield _style(_HEADING, 13, before=12, after=4, bold=True, outline=0)
    yield _style(_CELL, 11, before=1, after=1)
    yield _style(_CENTRED, 11, before=1, after=1, centred=True)


def _style(
    name: str,
    size_pt: int,
    *,
    before: int = 0,
    after: int = 0,
    centred: bool = False,
    bold: bool = False,
    outline: int | None = None,
    **attributes: str,
) -> Element:
    """A paragraph style; one with an outline level is a heading and stays with what follows."""
    size = half_points(size_pt)
    shown = "heading 1" if outline is not None else name
    return w(
        "style",
        w("name", val=shown),
        w(
            "pPr",
            toggle("keepNext", True if outline is not None else None),
            w("spacing", before=twips_pt(before), after=twips_pt(after)),
            w("jc", val="center") if centred else None,
            None if outline is None else w("outlineLvl", val=str(outline)),
        ),
        w("rPr", toggle("b", bold or None), w("sz", val=size), w("szCs", val=size)),
        type="paragraph",
        styleId=name,
        **attributes,
    )
