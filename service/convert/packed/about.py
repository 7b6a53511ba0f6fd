"""What each paper split off tells about itself: its own title, author and subject, the rest as the whole told it."""

from __future__ import annotations

import copy

import pikepdf
from lxml import etree

from service.convert.pdf_facts import PdfMeta

_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ABOUT_ONE = {f"{{{_DC}}}{name}" for name in ("title", "creator", "description")}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class About:
    """What the whole tells, made ready once for all its papers."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        """Reads it.

        Raises:
            lxml.etree.XMLSyntaxError: the XMP is broken.
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self._packet = etree.fromstring(whole.Root.Metadata.read_bytes(), parser)
        for element in [element for element in self._packet.iter() if element.tag in _ABOUT_ONE]:
            holder = element.getparent()
            if holder is not None:
                holder.remove(element)
        self._info = {key: value for key, value in _plain_info(whole).items() if key not in _OWN}

    def tell(self, document: pikepdf.Pdf, meta: PdfMeta) -> None:
        """Has a document tell it, and of itself what is given."""
        own = {"/Title": meta.title, "/Author": meta.author, "/Subject": meta.subject}
        info = document.docinfo
        for key, value in {**self._info, **own}.items():
            if value:
                info[key] = pikepdf.String(value)
        document.Root.Metadata = pikepdf.Stream(document, self._xmp(meta), _XML_METADATA)
        document.Root.Lang = pikepdf.String(meta.language)
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)

    def _xmp(self, meta: PdfMeta) -> bytes:
        packet = copy.deepcopy(self._packet)
        rdf = packet if packet.tag == f"{{{_RDF}}}RDF" else packet.find(f"{{{_RDF}}}RDF")
        if rdf is None:
            raise ValueError("the XMP has no RDF")
        about = etree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""}, nsmap={"dc": _DC})
        for name, kind, text in (
            ("title", "Alt", meta.title),
            ("creator", "Seq", meta.author),
            ("description", "Alt", meta.subject),
        ):
            if text:
                holder = etree.SubElement(etree.SubElement(about, f"{{{_DC}}}{name}"), f"{{{_RDF}}}{kind}")
                item = etree.SubElement(holder, f"{{{_RDF}}}li", {_LANG: "x-default"} if kind == "Alt" else {})
                item.text = text
        return _BEGIN + etree.tostring(packet, encoding="UTF-8", xml_declaration=False) + _END


_OWN = {"/Title", "/Author", "/Subject"}
_XML_METADATA = {"/Type": pikepdf.Name.Metadata, "/Subtype": pikepdf.Name.XML}
# The words around every packet of XMP.
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_END = b'\n<?xpacket end="w"?>'


def _plain_info(whole: pikepdf.Pdf) -> dict[str, str]:
    return {key: str(value) for key, value in whole.docinfo.items()}
