"""Finds the fields of a part that reach for other files or programs when somebody opens the paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

LINK_SCHEMES = ("http://", "https://", "mailto:")
# Looked for anywhere, since a field's instruction may be cut over several runs and fields.
REACHING = ("INCLUDETEXT", "INCLUDEPICTURE", "DDEAUTO", "DDE ")
# Looked for as the first word only: elsewhere they are ordinary words.
REACHING_WORDS = {"INCLUDE", "DDE", "LINK", "RD", "DATABASE", "IMPORT", "EMBED", "MACROBUTTON"}
REACHING_REASON = "có trường lấy nội dung từ tệp khác (INCLUDETEXT, INCLUDEPICTURE, LINK, DDE hoặc tương tự)"

_FIRST_WORD = re.compile(r"\s*([A-Za-z]+)")
# Switches of HYPERLINK: those of a bookmark, a tip and a window have an argument.
_SWITCHES = re.compile(r'\\[lot]\s*("[^"]*"|\S+)|\\\w', re.IGNORECASE)


class Fields:
    """Told of a part's elements one after another; `reason` says what is wrong with its fields."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._all: list[str] = []
        self._in_instruction = False
        self.reason = ""

    def start(self, local: str, attributes: Mapping[Any, Any]) -> None:
        """An element begins."""
        self._in_instruction = local == "instrText"
        if local == "fldSimple":
            for name, value in attributes.items():
                self._all.append(str(value))
                if str(name).rpartition("}")[2] == "instr":
                    self._judge(str(value))
        elif local == "fldChar":
            kind = next((value for name, value in attributes.items() if str(name).endswith("fldCharType")), "")
            if kind == "begin":
                self._open.append("")
            elif self._open:
                self._judge(self._open[-1])
                if kind == "end":
                    self._open.pop()

    def data(self, text: str) -> None:
        """Text."""
        if self._in_instruction:
            self._all.append(text)
            if self._open:
                self._open[-1] += text

    def end(self) -> None:
        """An element ends."""
        self._in_instruction = False

    def close(self) -> None:
        """The part ends."""
        for instruction in self._open:
            self._judge(instruction)
        if any(field in "".join(self._all).upper() for field in REACHING):
            self.reason = self.reason or REACHING_REASON

    def _judge(self, instruction: str) -> None:
        found = _FIRST_WORD.match(instruction)
        word = found.group(1).upper() if found else ""
        if found and word == "HYPERLINK":
            rest = _SWITCHES.sub(" ", instruction[found.end() :].replace("“", '"').replace("”", '"'))
            target = rest.replace('"', " ").strip()
            if target and not target.lower().startswith(LINK_SCHEMES):
                self.reason = self.reason or f"liên kết không phải trang web hay thư điện tử: {target[:80]}"
        elif word in REACHING_WORDS:
            self.reason = self.reason or REACHING_REASON
