"""Finds the fields of a part that reach for other files or programs when somebody opens the paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from lxml import etree

from service.docx_package.parts import QUOTED
from service.errors import ErrorCode, FileRefused

# Looked for anywhere, since a field's instruction may be cut over several runs and fields.
REACHING = ("INCLUDETEXT", "INCLUDEPICTURE", "DDEAUTO", "DDE ")
# Looked for as the first word only: elsewhere they are ordinary words.
REACHING_WORDS = frozenset({"INCLUDE", "DDE", "LINK", "RD", "DATABASE", "IMPORT", "EMBED", "MACROBUTTON"})
REACHING_REASON = "có trường lấy nội dung từ tệp khác (INCLUDETEXT, INCLUDEPICTURE, LINK, DDE hoặc tương tự)"

_FIRST_WORD = re.compile(r"\s*([A-Za-z]+)")
# Switches of HYPERLINK: those of a bookmark, a tip and a window have an argument.
_SWITCHES = re.compile(r'\\[lot]\s*("[^"]*"|\S+)|\\\w', re.IGNORECASE)


@dataclass
class _Open:
    """A field that has begun: the pieces of its instruction, and whether it was judged where its result begins."""

    pieces: list[str] = field(default_factory=list)
    judged: bool = False


class Fields:
    """Given the elements of a part's fields in their order; raises `FileRefused` at the first that reaches out."""

    def __init__(self, is_link: Callable[[str], bool], words: Collection[str]) -> None:
        self._is_link = is_link
        self._words = words
        self._open: list[_Open] = []
        self._all: list[str] = []

    def take(self, element: etree._Element) -> None:
        """A `fldSimple`, `fldChar` or `instrText`, whatever its space of names."""
        local = str(element.tag).rpartition("}")[2]
        if local == "instrText":
            text = "".join(str(piece) for piece in element.itertext())
            self._all.append(text)
            if self._open:
                self._open[-1].pieces.append(text)
            return
        attributes = {str(name).rpartition("}")[2]: str(value) for name, value in element.items()}
        if local == "fldSimple":
            self._all.extend(attributes.values())
            self._judge(attributes.get("instr", ""))
        else:
            self._mark(attributes.get("fldCharType", ""))

    def close(self) -> None:
        """The part ends."""
        for begun in self._open:
            self._judge("".join(begun.pieces))
        whole = "".join(self._all).upper()
        if any(name in whole for name in REACHING):
            raise FileRefused(ErrorCode.FILE_REACHES_OUT, reason=REACHING_REASON)

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._open.append(_Open())
        elif self._open:
            begun = self._open[-1]
            # Twice at most: a field of many marks is not read anew at each of them.
            if kind == "end" or not begun.judged:
                begun.judged = True
                self._judge("".join(begun.pieces))
            if kind == "end":
                self._open.pop()

    def _judge(self, instruction: str) -> None:
        found = _FIRST_WORD.match(instruction)
        word = found.group(1).upper() if found else ""
        if found and word == "HYPERLINK":
            rest = _SWITCHES.sub(" ", instruction[found.end() :].replace("“", '"').replace("”", '"'))
            target = rest.replace('"', " ").strip()
            if target and not self._is_link(target):
                raise outside_link(target)
        elif word in self._words:
            raise FileRefused(ErrorCode.FILE_REACHES_OUT, reason=REACHING_REASON)


def outside_link(target: str) -> FileRefused:
    """The refusal of a link that leads elsewhere than to the web."""
    reason = f"liên kết không phải trang web hay thư điện tử: {target[:QUOTED]}"
    return FileRefused(ErrorCode.FILE_REACHES_OUT, reason=reason)
