"""What a part holds that reaches for other files or programs: relationships, elements, drawings, fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from service.docx_package.fields import REACHING_WORDS, Fields, outside_link
from service.docx_package.parts import QUOTED
from service.docx_package.xml_parts import local_name, word_tags
from service.errors import ErrorCode, FileRefused

WEB = ("http://", "https://", "mailto:")
Fault = tuple[ErrorCode, str]

_MACRO: Fault = (ErrorCode.FILE_HAS_MACROS, "có macro")
_OTHER_FILE: Fault = (ErrorCode.FILE_HAS_EMBEDDED, "nhúng tệp khác (altChunk)")
_OLE: Fault = (ErrorCode.FILE_HAS_EMBEDDED, "có đối tượng OLE nhúng")
_ACTIVEX: Fault = (ErrorCode.FILE_HAS_EMBEDDED, "có điều khiển ActiveX")
# What the last step of a relationship's type gives away.
FORBIDDEN_RELATIONS: Mapping[str, Fault] = {
    "vbaproject": _MACRO,
    "wordvbadata": _MACRO,
    "attachedtoolbars": _MACRO,
    "afchunk": _OTHER_FILE,
    "oleobject": _OLE,
    "package": (ErrorCode.FILE_HAS_EMBEDDED, "có tệp nhúng"),
    "control": _ACTIVEX,
    "activexcontrolbinary": _ACTIVEX,
}
_FORBIDDEN_ELEMENTS: Mapping[str, Fault] = {
    "altChunk": _OTHER_FILE,
    "object": _OLE,
    "OLEObject": _OLE,
    "control": _ACTIVEX,
}
_FIELD_PARTS = {"fldChar", "instrText", "fldSimple"}
# Drawings of these kinds name files outside in attributes, without a relationship.
_VML_SPACES = ("vml", "office:office", "office:word", "office:excel", "office:powerpoint")
_VML = tuple(f"{{urn:schemas-microsoft-com:{space}}}*" for space in _VML_SPACES)
_LOOKED_AT = (
    "{*}Relationship",
    *word_tags("altChunk", "object", "control"),
    *(f"{{*}}{name}" for name in sorted(_FIELD_PARTS)),
    *_VML,
)
# A scheme has two letters or more: one letter is a drive.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:")


@dataclass(frozen=True)
class Allowance:
    """What may reach outside: links by how they begin, or without a scheme; which relations and fields may not be."""

    links: tuple[str, ...] = WEB
    bare_links: bool = False
    relations: Mapping[str, Fault] = field(default_factory=lambda: FORBIDDEN_RELATIONS)
    field_words: frozenset[str] = REACHING_WORDS

    def is_link(self, target: str) -> bool:
        """Whether a target is one a person may follow by clicking; nobody follows it here."""
        squeezed = "".join(target.split()).lower()
        return squeezed.startswith(self.links) or (self.bare_links and not _SCHEME.match(squeezed))


def check_reach(root: etree._Element, allowed: Allowance) -> None:
    """Nothing in a part reaches further than it may.

    Raises:
        FileRefused: otherwise.
    """
    fields = Fields(allowed.is_link, allowed.field_words)
    for element in root.iter(*_LOOKED_AT):
        local = local_name(element)
        if fault := _FORBIDDEN_ELEMENTS.get(local):
            raise FileRefused(fault[0], reason=fault[1])
        if local == "Relationship":
            _check_relation(element, allowed)
        elif local in _FIELD_PARTS:
            fields.take(element)
        else:
            _check_drawing(element, allowed)
    fields.close()


def _check_relation(relation: etree._Element, allowed: Allowance) -> None:
    kind = relation.get("Type", "").rsplit("/", 1)[-1].lower()
    target = relation.get("Target", "").strip()
    if fault := allowed.relations.get(kind):
        raise FileRefused(fault[0], reason=fault[1])
    # Some readers go by what the target looks like and not by what is said of it.
    if relation.get("TargetMode", "").lower() != "external" and "://" not in target:
        return
    if kind != "hyperlink":
        raise FileRefused(ErrorCode.FILE_REACHES_OUT, reason=f"liên kết ra ngoài: {target[:QUOTED]}")
    if not allowed.is_link(target):
        raise outside_link(target)


def _check_drawing(element: etree._Element, allowed: Allowance) -> None:
    for name, value in element.items():
        local = str(name).rpartition("}")[2].lower()
        target = str(value).strip()
        outside = local == "src" or (local == "href" and not target.startswith("#") and not allowed.is_link(target))
        if outside and target:
            raise FileRefused(ErrorCode.FILE_REACHES_OUT, reason=f"liên kết ra ngoài: {target[:QUOTED]}")
