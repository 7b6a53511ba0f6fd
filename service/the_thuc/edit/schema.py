"""Elements of WordprocessingML put where its schema wants them, and paragraphs found again by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from service.the_thuc.docx.values import MC, Element, W

# The order of children in each kind of properties; what stands in none of them is put at the end.
_ORDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rPr": (
            "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
            "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
            "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
            "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange",
        ),
        "pPr": (
            "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
            "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
            "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
            "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
            "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
        ),
        "sectPr": (
            "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
            "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg",
            "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
        ),
        "docDefaults": ("rPrDefault", "pPrDefault"),
        "styles": ("docDefaults", "latentStyles", "style"),
    }
)  # fmt: skip
_TEXT_BOX = f"{W}txbxContent"


def child(parent: Element, name: str) -> Element:
    """The child of this name, put where the schema wants it if it is not there."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        place(parent, found)
    return found


def place(parent: Element, made: Element) -> None:
    """Puts an element among its siblings, behind those of its own name."""
    order = _ORDERS.get(local(parent), ())
    name = local(made)
    later = {f"{W}{one}" for one in order[order.index(name) + 1 :]} if name in order else set()
    position = next((at for at, one in enumerate(parent) if one.tag in later), len(parent))
    parent.insert(position, made)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def properties(owner: Element) -> Element:
    """The `pPr` of a paragraph, the `rPr` of a run: its first child."""
    name = "pPr" if owner.tag == f"{W}p" else "rPr"
    found = owner.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        owner.insert(0, found)
    return found


def owner(element: Element) -> Element | None:
    """The paragraph an element stands in."""
    return next(element.iterancestors(f"{W}p"), None)


def own(paragraph: Element, *names: str) -> Iterator[Element]:
    """The elements of these names in a paragraph, without those of text boxes anchored in it."""
    for found in paragraph.iter(*(f"{W}{name}" for name in names)):
        if owner(found) is paragraph:
            yield found


def in_text_box(paragraph: Element) -> bool:
    """Whether a paragraph stands in a text box."""
    return next(paragraph.iterancestors(_TEXT_BOX), None) is not None


def twins(paragraph: Element) -> tuple[Element, ...]:
    """A paragraph and its copies: a text box is kept in as many ways as there are branches of its alternative."""
    alternative = next(paragraph.iterancestors(f"{MC}AlternateContent"), None)
    if alternative is None:
        return (paragraph,)
    branches = [list(branch.iter(f"{W}p")) for branch in alternative]
    at = next(number for branch in branches for number, one in enumerate(branch) if one is paragraph)
    words = text(paragraph)
    return tuple(branch[at] for branch in branches if at < len(branch) and text(branch[at]) == words)


def text(paragraph: Element) -> str:
    """The letters of a paragraph's `w:t`, as they stand."""
    return "".join(piece.text or "" for piece in own(paragraph, "t"))
