"""Builds small DOCX by hand: what stands in each part is the test's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from service.the_thuc.docx import read_docx
from service.the_thuc.model import Measured, Paragraph

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
_KINDS = {"styles", "numbering", "settings", "footnotes", "endnotes", "comments", "theme"}
# A4, margins of 20, 15, 20 and 30 mm.
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
LEFT_MM, RIGHT_MM = 30.0, 195.0
CENTRE_MM = (LEFT_MM + RIGHT_MM) / 2


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def make_docx(body: str, *, section: str = SECTION, core: str = "", **parts: str) -> bytes:
    """A DOCX of a body and the inner XML of other parts: `styles`, `numbering`, `header1`, `footer2`..."""
    files: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>",
        "_rels/.rels": _relations({"main": ("officeDocument", "word/document.xml")}),
    }
    roots = {"header": "hdr", "footer": "ftr"}
    relations = {}
    for name, content in parts.items():
        kind = name.rstrip("0123456789")
        if kind == "theme":
            files["word/theme.xml"] = f"<a:theme {_SPACES}><a:themeElements>{content}</a:themeElements></a:theme>"
        else:
            root = roots.get(kind, kind)
            files[f"word/{name}.xml"] = f"<w:{root} {_SPACES}>{content}</w:{root}>"
        assert kind in _KINDS or kind in roots
        relations[name] = (kind, f"{name}.xml")
    files["word/_rels/document.xml.rels"] = _relations(relations)
    if core:
        files["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>'
        )
    return zipped(files)


def _relations(named: Mapping[str, tuple[str, str]]) -> str:
    base = NAMES["r"]
    inner = "".join(
        f'<Relationship Id="{i}" Type="{base}/{kind}" Target="{target}"/>' for i, (kind, target) in named.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def read(body: str, *, section: str = SECTION, core: str = "", **parts: str) -> Measured:
    """What the reader finds in such a DOCX."""
    return read_docx(make_docx(body, section=section, core=core, **parts))


def first(body: str, **parts: str) -> Paragraph:
    """The first paragraph the reader finds in such a DOCX."""
    return read(body, **parts).paragraphs[0]


def p(text: str = "", props: str = "", run: str = "", more: str = "") -> str:
    """A paragraph: the inner XML of its properties and of its run's, its text, and more content behind it."""
    properties = f"<w:pPr>{props}</w:pPr>" if props else ""
    return f"<w:p>{properties}{r(text, run) if text else ''}{more}</w:p>"


def r(text: str, run: str = "") -> str:
    """A run of text."""
    properties = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, props: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    """A table row."""
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str, grid: tuple[int, ...] = (), props: str = "") -> str:
    """A table; `grid` in twips."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{props}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def style(identifier: str, inner: str = "", *, kind: str = "paragraph", base: str = "", default: bool = False) -> str:
    """A style; `inner` holds its w:pPr, w:rPr and the like."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    mark = ' w:default="1"' if default else ""
    head = f'<w:style w:type="{kind}" w:styleId="{identifier}"{mark}><w:name w:val="{identifier} name"/>'
    return f"{head}{based}{inner}</w:style>"


def rpr(inner: str) -> str:
    """Run properties."""
    return f"<w:rPr>{inner}</w:rPr>"


def ppr(inner: str) -> str:
    """Paragraph properties."""
    return f"<w:pPr>{inner}</w:pPr>"


def mm(twips: float) -> float:
    """Twips as millimetres."""
    return twips * 25.4 / 1440
