"""Pieces of WordprocessingML the way Word, Google Docs and WPS write them, for papers not made here."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from tests.the_thuc.docx.build import NAMES

SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TNR = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
_numbers = itertools.count(1)


def package(body: str, section: str, parts: Mapping[str, str]) -> bytes:
    """A whole DOCX: document, and parts by name (`styles`, `numbering`, `header1`…), each the inner XML."""
    roots = {"header": "hdr", "footer": "ftr"}
    files = {"word/document.xml": f"<w:document {SPACES}><w:body>{body}{section}</w:body></w:document>"}
    relations, overrides = [], [("/word/document.xml", TYPES + "document.main+xml")]
    for name, inner in parts.items():
        kind = name.rstrip("0123456789")
        if kind == "theme":
            target, mime = "theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"
            files[f"word/{target}"] = f'<a:theme {SPACES} name="Office">{inner}</a:theme>'
        else:
            root = roots.get(kind, kind)
            target, mime = f"{name}.xml", f"{TYPES}{kind}+xml"
            files[f"word/{target}"] = f"<w:{root} {SPACES}>{inner}</w:{root}>"
        relations.append((name, f"{NAMES['r']}/{kind}", target))
        overrides.append((f"/word/{target}", mime))
    files["word/_rels/document.xml.rels"] = _rels(relations)
    files["_rels/.rels"] = _rels([("rId1", f"{NAMES['r']}/officeDocument", "word/document.xml")])
    listed = "".join(f'<Override PartName="{name}" ContentType="{mime}"/>' for name, mime in overrides)
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{listed}</Types>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("[Content_Types].xml", *(one for one in files if one != "[Content_Types].xml")):
            made.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{files[name]}')
    return stream.getvalue()


def _rels(relations: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in relations)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def look(
    size: float = 14, *, b: bool = False, i: bool = False, u: bool = False, font: str = TNR, more: str = ""
) -> str:
    """The properties of a run with everything set on it, in the order of the schema."""
    bold = "<w:b/><w:bCs/>" if b else ""
    italic = "<w:i/><w:iCs/>" if i else ""
    half = int(size * 2)
    line = '<w:u w:val="single"/>' if u else ""
    return f'<w:rPr>{font}{bold}{italic}{more}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>{line}</w:rPr>'


def text(words: str, props: str = "") -> str:
    """A run; a line break and tab inside the words are those of Word."""
    inner = ""
    for piece in _cut(words):
        inner += {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(piece, f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{props}{inner}</w:r>"


def _cut(words: str) -> list[str]:
    cut, held = [], ""
    for char in words:
        if char in "\n\t":
            cut += [held] * bool(held) + [char]
            held = ""
        else:
            held += char
    return cut + [held] * bool(held)


def noisy(words: str, props: str = "") -> str:
    """The same, the way Word leaves it after years: cut mid-word, with rsids, marks of proofing, bookmarks."""
    cut, at = "", 0
    for number, length in enumerate(itertools.cycle((7, 1, 23, 12, 60))):
        if at >= len(words):
            return cut
        piece, at = words[at : at + length], at + length
        run = text(piece, props).replace("<w:r>", f'<w:r w:rsidR="00A{number:05d}" w:rsidRPr="00B{number:05d}">', 1)
        if number % 3 == 0:
            mark = next(_numbers)
            cut += f'<w:bookmarkStart w:id="{mark}" w:name="_Hlk{mark}"/>{run}<w:bookmarkEnd w:id="{mark}"/>'
        else:
            cut += f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>'
    return cut


def para(content: str, props: str = "") -> str:
    """A paragraph of runs."""
    return (
        f'<w:p w:rsidR="00F21A11" w:rsidRDefault="00F21A11">{f"<w:pPr>{props}</w:pPr>" if props else ""}{content}</w:p>'
    )


def centred(words: str, props: str, more: str = "", anchor: str = "") -> str:
    """A centred paragraph without room above and below, as in heads."""
    spacing = more or '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return para(text(words, props) + anchor, f'{spacing}<w:jc w:val="center"/>')


def empty(props: str = "") -> str:
    """An empty paragraph as typed with Enter."""
    return para("", props)


BORDERS_NONE = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="none" w:sz="0" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)


def table(rows: list[list[str]], widths: tuple[int, ...], *, grid_style: bool = False, indent: int = 0) -> str:
    """A table without lines; `grid_style`: of the style TableGrid with its borders taken off again."""
    style = '<w:tblStyle w:val="TableGrid"/>' if grid_style else ""
    off = f'<w:tblW w:w="0" w:type="auto"/><w:tblInd w:w="{indent}" w:type="dxa"/>{BORDERS_NONE if grid_style else ""}'
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = ""
    for row in rows:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for cell, width in zip(row, widths, strict=True)
        )
        made += f"<w:tr>{cells}</w:tr>"
    look_mark = '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"/>'
    return f"<w:tbl><w:tblPr>{style}{off}{look_mark}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"


def connector(length_mm: float, left_mm: float | None = None, *, down_mm: float = 1.0, anchor: str = "column") -> str:
    """A straight connector the way Word 2010 and later draw it, with its VML twin for older ones.

    Without `left_mm` it is aligned to the middle of what it is anchored to.
    """
    number = next(_numbers)
    width = int(length_mm * 36000)
    place = "<wp:align>center</wp:align>" if left_mm is None else f"<wp:posOffset>{int(left_mm * 36000)}</wp:posOffset>"
    drawn = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        f'relativeHeight="2516{number:05d}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="{anchor}">{place}</wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{int(down_mm * 36000)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="Straight Connector {number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:schemeClr val="tx1"/>'
        '</a:solidFill></a:ln></wps:spPr><wps:style><a:lnRef idx="1"><a:schemeClr val="accent1"/></a:lnRef>'
        '<a:fillRef idx="0"><a:schemeClr val="accent1"/></a:fillRef><a:effectRef idx="0"><a:schemeClr val="accent1"/>'
        '</a:effectRef><a:fontRef idx="minor"><a:schemeClr val="tx1"/></a:fontRef></wps:style><wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    return (
        f'<w:r><w:rPr><w:noProof/></w:rPr><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{_pict(length_mm, left_mm or 0.0, down_mm)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def vml_line(length_mm: float, left_mm: float, *, down_mm: float = 1.0) -> str:
    """A line the way Word 2003 and 2007 draw it."""
    return f"<w:r><w:rPr><w:noProof/></w:rPr>{_pict(length_mm, left_mm, down_mm)}</w:r>"


def _pict(length_mm: float, left_mm: float, down_mm: float) -> str:
    left, right, down = (value * 72 / 25.4 for value in (left_mm, left_mm + length_mm, down_mm))
    return (
        f'<w:pict><v:line id="_x0000_s{next(_numbers)}" style="position:absolute;z-index:251659264;visibility:visible" '
        f'from="{left:.2f}pt,{down:.2f}pt" to="{right:.2f}pt,{down:.2f}pt" strokeweight=".75pt"/></w:pict>'
    )


PAGE_RUNS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
    '<w:instrText xml:space="preserve"> PAGE   \\* MERGEFORMAT </w:instrText>'
    '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:noProof/></w:rPr><w:t>2</w:t></w:r>'
    '<w:r><w:rPr><w:noProof/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
)
HEADER = '<w:pStyle w:val="Header"/>'
CENTRED_HEADER = '<w:pStyle w:val="Header"/><w:jc w:val="center"/>'


def page_number(kind: str) -> str:
    """The header with the number: `plain`, `gallery`, `frame`, `box`, `simple`, `ptab`."""
    if kind == "gallery":
        return (
            '<w:sdt><w:sdtPr><w:id w:val="-1769616900"/><w:docPartObj>'
            '<w:docPartGallery w:val="Page Numbers (Top of Page)"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtEndPr><w:rPr><w:noProof/></w:rPr></w:sdtEndPr>"
            "<w:sdtContent>"
            f"{para(PAGE_RUNS, CENTRED_HEADER)}</w:sdtContent></w:sdt>" + para("", HEADER)
        )
    if kind == "frame":
        framed = (
            '<w:pStyle w:val="Header"/>'
            '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/>'
        )
        return para(PAGE_RUNS, framed) + para("", '<w:pStyle w:val="Header"/>')
    if kind == "simple":
        return para('<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>', CENTRED_HEADER)
    if kind == "tab":
        return para(f"<w:r><w:tab/></w:r>{PAGE_RUNS}", '<w:pStyle w:val="Header"/>')
    if kind == "box":
        return para(
            box(para(PAGE_RUNS, '<w:jc w:val="center"/>'), 20, 8, anchor="margin"), '<w:pStyle w:val="Header"/>'
        )
    return para(PAGE_RUNS, CENTRED_HEADER)


def box(content: str, width_mm: float, height_mm: float, *, left_mm: float | None = None, anchor: str = "column",
        down_mm: float = 0.0) -> str:  # fmt: skip
    """A floating text box without lines, with its VML twin."""
    number = next(_numbers)
    place = "<wp:align>center</wp:align>" if left_mm is None else f"<wp:posOffset>{int(left_mm * 36000)}</wp:posOffset>"
    cx, cy = int(width_mm * 36000), int(height_mm * 36000)
    drawn = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        f'relativeHeight="2517{number:05d}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="{anchor}">{place}</wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{int(down_mm * 36000)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="Text Box {number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx>'
        f'<w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/>'
        f"</wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    twin = (
        f'<w:pict><v:shape type="#_x0000_t202" style="position:absolute;width:{width_mm * 72 / 25.4:.1f}pt;'
        f'height:{height_mm * 72 / 25.4:.1f}pt" stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent>{content}'
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice><mc:Fallback>{twin}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def rewritten(docx: bytes, old: str, new: str, *, part: str = "word/document.xml") -> bytes:
    """The file with a piece of a part put for another, once."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as package, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            content = package.read(name)
            if name == part:
                assert old in content.decode()
                content = content.decode().replace(old, new, 1).encode()
            made.writestr(name, content)
    return stream.getvalue()
