"""Sections of a paper: page size, margins, page numbers; and the names by which tables of the form are found."""

from __future__ import annotations

from collections.abc import Mapping

from docx.oxml.ns import qn

from service.merge.look import Look
from service.merge.ooxml import Element, twips_mm, w

HEAD_TABLE = "Đầu trang"
FOOT_TABLE = "Nơi nhận và chữ ký"


def section_properties(
    look: Look,
    header_ids: Mapping[str, str],
    *,
    footer_ids: Mapping[str, str] | None = None,
    landscape: bool = False,
    restart: bool = False,
) -> Element:
    """A section: A4 in either direction, margins of the look, page numbers hidden on its first page.

    Args:
        look: the look of the paper.
        header_ids: relation ids of the header parts, by kind (`default`, `first`).
        footer_ids: the same of the footer parts; none where the paper has no footer.
        landscape: whether the page lies on its side; the margins stay with their edges of the text.
        restart: whether page numbers start anew, as they do in each annex.
    """
    page = look.rule_set.trang
    top, bottom, left, right = look.margins_mm
    width, height = (page.cao_mm, page.rong_mm) if landscape else (page.rong_mm, page.cao_mm)
    size = {"w": twips_mm(width), "h": twips_mm(height)} | ({"orient": "landscape"} if landscape else {})
    return w(
        "sectPr",
        *(_reference("headerReference", kind, relation) for kind, relation in sorted(header_ids.items())),
        *(_reference("footerReference", kind, relation) for kind, relation in sorted((footer_ids or {}).items())),
        w("type", val="nextPage"),
        w("pgSz", **size),
        w(
            "pgMar",
            top=twips_mm(top),
            right=twips_mm(right),
            bottom=twips_mm(bottom),
            left=twips_mm(left),
            header=twips_mm(look.rule_set.so_trang.cach_mep_tren_mm),
            footer=twips_mm((look.rule_set.lien_he.cach_mep_duoi_mm if footer_ids else None) or bottom / 2),
            gutter="0",
        ),
        w("pgNumType", start="1") if restart else None,
        None if look.rule_set.so_trang.trang_dau else w("titlePg"),
    )


def _reference(tag: str, kind: str, relation: str) -> Element:
    reference = w(tag, type=kind)
    reference.set(qn("r:id"), relation)
    return reference
