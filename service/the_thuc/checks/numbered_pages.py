"""Finds page numbers: the field in a DOCX's headers and footers, the digits in a PDF's margins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from service.the_thuc.model import Area, HeaderKind, Letters, Measured, Page, Paragraph, Section
from service.the_thuc.paper import Paper

PAGE_FIELD = "PAGE"
RUNNING: tuple[HeaderKind, ...] = ("default", "even")
# A page number as papers write one: alone, between dashes, behind "Trang", with the count of pages.
_DIGITS = re.compile(r"[-–—. ]*(?:trang )?(\d{1,4})(?: ?[/|] ?\d{1,4})?[-–—. ]*", re.IGNORECASE)
_ROMAN = re.compile(r"[-–—. ]*(?:trang )?([ivxl]{1,7})[-–—. ]*", re.IGNORECASE)

Margins = Mapping[HeaderKind, tuple[Paragraph, ...]]
System = Literal["decimal", "other"]


def is_field(paragraph: Paragraph) -> bool:
    """Whether a paragraph holds the number of its page as a field."""
    return any(_is_page(span.field) for span in paragraph.spans)


def bare_number(paragraph: Paragraph) -> str | None:
    """The number a paragraph of a margin shows, None where it shows none.

    A field whose result is not in the file counts as "1".
    """
    if is_field(paragraph):
        return "".join(span.text for span in paragraph.spans if _is_page(span.field)).strip() or "1"
    found = _DIGITS.fullmatch(paragraph.text) or _ROMAN.fullmatch(paragraph.text)
    return found[1] if found else None


def resolved(sections: Sequence[Section]) -> tuple[tuple[Margins, Margins], ...]:
    """Headers and footers of each section; one that names none takes over that of the section before."""
    found: list[tuple[Margins, Margins]] = []
    headers: Margins = {}
    footers: Margins = {}
    for section in sections:
        headers, footers = {**headers, **section.headers}, {**footers, **section.footers}
        found.append((headers, footers))
    return tuple(found)


@dataclass(frozen=True)
class Numbered:
    """A page number as found: the paragraph that shows it, where, and what is known of its place.

    `alone`: nothing but the digits. `centre_mm` is None where it cannot be told; `text_centre_mm` is the middle of the
    text area where the file says it; `header_mm` the distance of the line to the upper edge, None where others stand
    above it.
    """

    where: str
    paragraph: Paragraph
    in_footer: bool
    text: str
    alone: bool
    system: System
    letters: tuple[Letters, ...]
    width_mm: float
    landscape: bool
    centre_mm: float | None
    text_centre_mm: float | None = None
    header_mm: float | None = None

    @property
    def marked(self) -> tuple[Paragraph, ...]:
        """The paragraph to mark."""
        return (self.paragraph,)

    @classmethod
    def of_pdf(cls, paragraph: Paragraph, page: Page) -> Numbered:
        """A number as drawn on a page."""
        return cls(
            where=f"Trang {page.number}",
            paragraph=paragraph,
            in_footer=paragraph.area == "chan_trang",
            text=paragraph.text,
            alone=paragraph.text.isdecimal(),
            system="decimal" if (bare_number(paragraph) or "").isdecimal() else "other",
            letters=tuple(span.letters for span in paragraph.shown),
            width_mm=page.width_mm,
            landscape=page.width_mm > page.height_mm,
            centre_mm=paragraph.centre_mm,
        )

    @classmethod
    def of_docx(cls, paragraph: Paragraph, section: Section, *, in_footer: bool, first: bool) -> Numbered:
        """A number as a header or footer of a section says it."""
        value = bare_number(paragraph) or ""
        others = "".join(span.text for span in paragraph.spans if not (_is_page(span.field) or span.hidden)).strip()
        pages = [span.letters for span in paragraph.spans if _is_page(span.field)]
        known = paragraph.align is not None and not paragraph.in_box and "\t" not in paragraph.raw
        return cls(
            where="Chân trang" if in_footer else "Đầu trang",
            paragraph=paragraph,
            in_footer=in_footer,
            text=paragraph.text or value,
            alone=not others if pages else paragraph.text.isdecimal(),
            system="decimal" if section.number_format == "decimal" and value.isdecimal() else "other",
            letters=tuple(pages) or tuple(span.letters for span in paragraph.shown),
            width_mm=section.width_mm,
            landscape=section.width_mm > section.height_mm,
            centre_mm=paragraph.centre_mm if known else None,
            text_centre_mm=(section.left_mm + section.gutter_mm + section.width_mm - section.right_mm) / 2,
            header_mm=section.header_mm if first and not in_footer else None,
        )


def numbers_of_docx(measured: Measured) -> tuple[Numbered, ...]:
    """The numbers in the headers and footers a DOCX's pages use, each paragraph once.

    A section's first header is left out: what it shows is no matter of form but of being there at all.
    """
    found: dict[int, Numbered] = {}
    for section, (headers, footers) in zip(measured.sections, resolved(measured.sections), strict=True):
        for margins, in_footer in ((headers, False), (footers, True)):
            for kind in RUNNING:
                paragraphs = margins.get(kind, ())
                for index, paragraph in enumerate(paragraphs):
                    if id(paragraph) not in found and bare_number(paragraph):
                        found[id(paragraph)] = Numbered.of_docx(
                            paragraph, section, in_footer=in_footer, first=index == 0
                        )
    return tuple(found.values())


def numbers_by_page(measured: Measured) -> dict[int, tuple[Paragraph, ...]]:
    """The paragraphs of a PDF's margins that show a page number, by page; the upper margin first."""
    found: dict[int, tuple[Paragraph, ...]] = {}
    areas: tuple[Area, ...] = ("dau_trang", "chan_trang")
    for area in areas:
        for paragraph in measured.in_area(area):
            if paragraph.page is not None and bare_number(paragraph):
                found[paragraph.page] = (*found.get(paragraph.page, ()), paragraph)
    return found


def annex_sections(paper: Paper) -> frozenset[int]:
    """The sections that annexes begin in, but the first of the file."""
    return frozenset(annex.section for annex in paper.annexes if annex.section > 0)


def annex_pages(paper: Paper) -> frozenset[int]:
    """The pages that annexes begin on, as far as known."""
    return frozenset(annex.first_page for annex in paper.annexes if annex.first_page is not None)


def signing_parts(paper: Paper) -> tuple[Paragraph, ...]:
    """Recipients and signatures that are surely such: what stands with them or before them is no annex."""
    signed = (one for signature in paper.signatures if signature.sure for one in signature.paragraphs)
    return (*paper.recipients, *signed)


def _is_page(field: str) -> bool:
    return field.split(" ")[0].upper() == PAGE_FIELD
