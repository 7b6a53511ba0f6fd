"""Dresses a paper as Google Docs, WPS Office and Word 365 write it: the same words and measures, their habits.

Taken from packages these programs made: what they say on every run, their defaults, their styles, tables and drawings.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree

from tests.the_thuc.docx.build import NAMES

W, A = f"{{{NAMES['w']}}}", f"{{{NAMES['a']}}}"
MC, V, OFFICE = (f"{{{NAMES[name]}}}" for name in ("mc", "v", "o"))
SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
Tree = etree._Element
Dress = Callable[[bytes], bytes]
# Google Docs counts in points and writes what comes of it in twips.
TWIPS = {"1134": "1133.8582677165355", "1701": "1700.7874015748032", "851": "850.3937007874016",
         "567": "566.9291338582677", "11907": "11905.511811023622", "16840": "16837.795275590554"}  # fmt: skip
FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/>'
SIDES = ("top", "left", "bottom", "right")


def element(xml: str) -> Tree:
    """An element of WordprocessingML."""
    return etree.fromstring(f"<x {SPACES}>{xml}</x>")[0]


def _dressed(docx: bytes, change: Callable[[str, Tree], None], parts: Mapping[str, str]) -> bytes:
    """The package with every part of XML changed, and some replaced by the inner XML given."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as package, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                kind = name.removeprefix("word/").removesuffix(".xml")
                tree = etree.fromstring(content)
                if kind.startswith("header"):
                    _chosen(tree)
                if kind in parts:
                    tree = element(f"<w:{kind}>{parts[kind]}</w:{kind}>")
                else:
                    change(kind, tree)
                content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            made.writestr(name, content)
    return stream.getvalue()


def _chosen(header: Tree) -> None:
    """The number of a page has the letters that were chosen for it: these programs' own are no paper's."""
    for run in header.iter(f"{W}r"):
        if run.find(f"{W}fldChar") is not None or run.find(f"{W}t") is not None:
            _fill(_properties(run, "rPr"), FONTS, '<w:sz w:val="28"/>')


def _properties(parent: Tree, name: str) -> Tree:
    found = parent.find(f"{W}{name}")
    if found is None:
        found = element(f"<w:{name}/>")
        parent.insert(0, found)
    return found


def _fill(properties: Tree, *pieces: str) -> None:
    """Adds what is not said yet."""
    for piece in map(element, pieces):
        if properties.find(piece.tag) is None:
            properties.append(piece)


# ---- Google Docs ----------------------------------------------------------------------------------------------------

GOOGLE_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:cs="Arial" w:eastAsia="Arial" w:hAnsi="Arial"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="vi"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="normal"/></w:style>'
    '<w:style w:type="table" w:styleId="TableNormal" w:default="1"><w:name w:val="Table Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr>'
    '<w:keepNext w:val="1"/><w:spacing w:after="60" w:before="0" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="52"/>'
    '</w:rPr></w:style><w:style w:type="table" w:styleId="Table1"><w:basedOn w:val="TableNormal"/><w:tblPr>'
    '<w:tblStyleRowBandSize w:val="1"/><w:tblStyleColBandSize w:val="1"/><w:tblCellMar><w:top w:w="0.0" w:type="dxa"/>'
    '<w:left w:w="108.0" w:type="dxa"/><w:bottom w:w="0.0" w:type="dxa"/><w:right w:w="108.0" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
)
GOOGLE_SETTINGS = (
    '<w:displayBackgroundShape/><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:val="15" '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"/></w:compat>'
)
NIL = '<w:{side} w:color="000000" w:space="0" w:sz="0" w:val="nil"/>'
EMPTY_RUN = '<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"><w:rPr><w:rtl w:val="0"/></w:rPr></w:r>'


def _google(kind: str, tree: Tree) -> None:
    if kind == "numbering":
        return
    _google_runs(kind, tree)
    for paragraph in tree.iter(f"{W}p"):
        said = _properties(paragraph, "pPr")
        for style in said.findall(f"{W}pStyle"):
            said.remove(style)
        nil = "".join(f'<w:{side} w:space="0" w:sz="0" w:val="nil"/>' for side in (*SIDES, "between"))
        _fill(
            said, '<w:keepNext w:val="0"/>', '<w:pageBreakBefore w:val="0"/>', f"<w:pBdr>{nil}</w:pBdr>",
            '<w:shd w:fill="auto" w:val="clear"/>',
        )  # fmt: skip
        paragraph.append(element(EMPTY_RUN))
    for table in tree.iter(f"{W}tbl"):
        said = _properties(table, "tblPr")
        said.insert(0, element('<w:tblStyle w:val="Table1"/>'))
        _fill(said, '<w:jc w:val="left"/>', '<w:tblLayout w:type="fixed"/>')
    for cell in tree.iter(f"{W}tc"):
        borders = "".join(NIL.format(side=side) for side in SIDES)
        _fill(_properties(cell, "tcPr"), f"<w:tcBorders>{borders}</w:tcBorders>", '<w:vAlign w:val="top"/>')
    _google_sections(tree)
    _as_group(tree)


def _google_runs(kind: str, tree: Tree) -> None:
    for run in tree.iter(f"{W}r"):
        said = _properties(run, "rPr")
        for fonts in said.iterchildren(f"{W}rFonts"):
            fonts.set(f"{W}eastAsia", fonts.get(f"{W}ascii", ""))
        for switch in said.iterchildren(f"{W}b", f"{W}bCs", f"{W}i", f"{W}iCs"):
            switch.set(f"{W}val", "1")
        if kind == "document" and run.find(f"{W}t") is not None:
            _fill(
                said, '<w:b w:val="0"/>', '<w:i w:val="0"/>', '<w:smallCaps w:val="0"/>', '<w:strike w:val="0"/>',
                '<w:color w:val="000000"/>', '<w:u w:val="none"/>', '<w:shd w:fill="auto" w:val="clear"/>',
                '<w:vertAlign w:val="baseline"/>',
            )  # fmt: skip
        _fill(said, '<w:rtl w:val="0"/>')


def _google_sections(tree: Tree) -> None:
    for one in (*tree.iter(f"{W}pgSz"), *tree.iter(f"{W}pgMar")):
        for name, value in one.attrib.items():
            one.set(name, TWIPS.get(str(value), str(value)))
    for section in tree.iter(f"{W}sectPr"):
        for needless in section.findall(f"{W}cols") + section.findall(f"{W}docGrid"):
            section.remove(needless)
        _fill(section, '<w:pgNumType w:start="1"/>')


def _as_group(tree: Tree) -> None:
    """Google Docs calls a drawing a group, whatever it holds, and gives a picture to who knows no groups."""
    for choice in tree.iter(f"{MC}Choice"):
        choice.set("Requires", "wpg")
        fallback = choice.getnext()
        if fallback is not None:
            for old in list(fallback):
                fallback.remove(old)


def google_docs(docx: bytes) -> bytes:
    """The paper as Google Docs exports it: no properties of a program, every run says all there is to say."""
    return _dressed(docx, _google, {"styles": GOOGLE_STYLES, "settings": GOOGLE_SETTINGS})


# ---- WPS Office -----------------------------------------------------------------------------------------------------

WPS_STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{FONTS}</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/><w:qFormat/><w:uiPriority '
    'w:val="0"/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr><w:rPr><w:kern w:val="2"/>'
    '<w:sz w:val="21"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="4"><w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="3"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="header"/><w:basedOn w:val="1"/><w:pPr>'
    '<w:pBdr><w:bottom w:val="none" w:color="auto" w:sz="0" w:space="1"/></w:pBdr><w:tabs>'
    '<w:tab w:val="center" w:pos="4153"/><w:tab w:val="right" w:pos="8306"/></w:tabs><w:snapToGrid w:val="0"/>'
    '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="6"><w:name w:val="List Paragraph"/><w:basedOn w:val="1"/><w:pPr>'
    '<w:ind w:firstLine="420" w:firstLineChars="200"/></w:pPr></w:style>'
)
WPS_STYLE_IDS = {"Normal": "1", "Header": "2", "TableNormal": "3", "TableGrid": "3", "ListParagraph": "6"}


def _wps_settings(mode: int) -> str:
    return (
        '<w:bordersDoNotSurroundHeader w:val="0"/><w:documentProtection w:enforcement="0"/>'
        '<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
        '<w:adjustLineHeightInTable/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
        f'w:uri="http://schemas.microsoft.com/office/word" w:val="{mode}"/></w:compat>'
    )


def _wps(kind: str, tree: Tree) -> None:
    for style in tree.iter(f"{W}pStyle", f"{W}tblStyle"):
        style.set(f"{W}val", WPS_STYLE_IDS[style.get(f"{W}val", "")])
    for fonts in tree.iter(f"{W}rFonts"):
        fonts.set(f"{W}hint", "default")
    for said in tree.iter(f"{W}rPr"):
        _fill(said, '<w:lang w:val="vi-VN" w:eastAsia="zh-CN"/>')
    for indent in tree.iter(f"{W}ind"):
        # So many letters: 0 says that the twips hold.
        for name in ("left", "firstLine"):
            if indent.get(f"{W}{name}") is not None:
                indent.set(f"{W}{name}Chars", "0")
    for table in tree.iter(f"{W}tblPr"):
        _fill(table, '<w:tblLayout w:type="autofit"/>')
    for section in tree.iter(f"{W}sectPr"):
        for grid in section.iterchildren(f"{W}docGrid"):
            grid.set(f"{W}type", "lines")
            grid.set(f"{W}charSpace", "0")
    for line in tree.iter(f"{V}line"):
        _styled(line)


def _styled(line: Tree) -> None:
    """WPS tells a line of VML by its style, and its pen by an element of its own."""
    ends = [str(line.attrib.pop(name)).replace("pt", "").split(",") for name in ("from", "to")]
    (x1, y1), (x2, _) = ((float(x), float(y)) for x, y in ends)
    line.set(f"{OFFICE}spt", "20")
    line.set("coordsize", "21600,21600")
    line.set(
        "style",
        f"position:absolute;left:0pt;margin-left:{x1}pt;margin-top:{y1}pt;height:0pt;width:{x2 - x1}pt;"
        "z-index:251661312;mso-width-relative:page;mso-height-relative:page;",
    )
    weight = str(line.attrib.pop("strokeweight"))
    line.append(element(f'<v:stroke weight="{weight}" color="#000000" joinstyle="round"/>'))


def wps_office(docx: bytes) -> bytes:
    """The paper as WPS Office saves it now."""
    return _dressed(docx, _wps, {"styles": WPS_STYLES, "settings": _wps_settings(15)})


def wps_office_old(docx: bytes) -> bytes:
    """The paper as WPS saved it that was .doc before: tables as of Word 2003, set by their first text."""
    return _dressed(docx, _wps, {"styles": WPS_STYLES, "settings": _wps_settings(11)})


# ---- Word 365 -------------------------------------------------------------------------------------------------------

WORD_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" '
    'w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="160" w:line="278" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs>'
    '<w:tab w:val="center" w:pos="4680"/><w:tab w:val="right" w:pos="9360"/></w:tabs><w:spacing w:after="0" '
    'w:line="240" w:lineRule="auto"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="ListParagraph">'
    '<w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="720"/><w:contextualSpacing/>'
    "</w:pPr></w:style>"
)
WORD_SETTINGS = (
    '<w:zoom w:percent="100"/><w:proofState w:spelling="clean" w:grammar="clean"/><w:defaultTabStop w:val="720"/>'
    "<w:compat>"
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("useWord2013TrackBottomHyphenation", 0),
        )
    )
    + "</w:compat>"
)


def _word(kind: str, tree: Tree) -> None:
    for form in tree.iter(f"{A}prstGeom"):
        if form.get("prst") == "line":
            form.set("prst", "straightConnector1")


def word_365(docx: bytes) -> bytes:
    """The paper as Word makes it since 2023: Aptos of 12 with gaps below, all else said by hand."""
    return _dressed(docx, _word, {"styles": WORD_STYLES, "settings": WORD_SETTINGS})


# What each program makes of a paper, and what its users choose for it.
PRODUCERS: Mapping[str, tuple[Dress, Mapping[str, Any]]] = MappingProxyType(
    {
        "Google Docs": (google_docs, {}),
        "Google Docs, tables for the lines": (google_docs, {"rule": "border"}),
        "WPS Office": (wps_office, {"number": "box"}),
        "WPS Office, lines of VML": (wps_office, {"rule": "vml"}),
        "WPS Office, once .doc": (wps_office_old, {"rule": "vml", "number": "frame"}),
        "Word 365": (word_365, {"number": "gallery", "normal": "theme"}),
        "Word 365, lists": (word_365, {"numbering": True, "rule": "next_connector"}),
    }
)
