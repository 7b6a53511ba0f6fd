"""Finds in a part what does not show on paper but goes out with the file: hidden text, comments, tracked changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

WORD_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
OFF = {"0", "false", "off"}
HIDDEN = {"vanish", "webHidden", "specVanish"}
COMMENTS = {"comment", "commentRangeStart", "commentRangeEnd", "commentReference"}
TRACKED = {
    "ins", "del", "delText", "delInstrText", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
    "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "customXmlInsRangeStart",
    "customXmlDelRangeStart", "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart",
}  # fmt: skip
PLACES = {
    "document": "thân văn bản",
    "header": "đầu trang",
    "footer": "chân trang",
    "footnotes": "chú thích cuối trang",
    "endnotes": "chú thích cuối văn bản",
    "comments": "phần nhận xét",
    "numbering": "cách đánh số",
}
QUOTED = 40

HIDDEN_ADVICE = "hãy chọn chữ ấy trong Word, mở hộp Font và bỏ dấu ở ô Hidden, hoặc xóa hẳn đi"
COMMENT_ADVICE = "hãy vào thẻ Review của Word, chọn Delete rồi Delete All Comments in Document"
TRACKED_ADVICE = "hãy vào thẻ Review của Word, chọn Accept rồi Accept All Changes and Stop Tracking"


class Leftovers:
    """Told of a part's elements one after another; `reason` says what was found, once it can be named."""

    def __init__(self, part: str) -> None:
        name = PurePosixPath(part).stem
        self._place = PLACES.get(name.rstrip("0123456789"), name[:40])
        self._style = ""
        self._words: list[str] | None = None
        self._in_text = False
        self.reason = ""

    def start(self, tag: str, attributes: Mapping[Any, Any]) -> None:
        """An element begins."""
        space, _, local = tag.rpartition("}")
        if f"{space}}}" not in WORD_SPACES:
            return
        self._in_text = local == "t"
        if local in COMMENTS:
            self.reason = self.reason or f"có nhận xét của người soạn ở {self._place}; {COMMENT_ADVICE}"
        elif local in TRACKED:
            self.reason = self.reason or f"còn thay đổi đang theo dõi ở {self._place}; {TRACKED_ADVICE}"
        elif local == "name" and self._style:
            self._style = str(attributes.get(f"{space}}}val", ""))[:QUOTED]
        elif local == "style":
            self._style = str(attributes.get(f"{space}}}styleId", ""))[:QUOTED]
        elif local in HIDDEN and str(attributes.get(f"{space}}}val", "")).lower() not in OFF and self._words is None:
            self._words = []

    def data(self, text: str) -> None:
        """Text; of hidden text the beginning is quoted, so that it can be found in Word."""
        if self._words is not None and self._in_text:
            self._words.append(text)

    def end(self, tag: str) -> None:
        """An element ends: after its paragraph or style, hidden text is named."""
        self._in_text = False
        if self._words is not None and tag.rpartition("}")[2] in {"p", "style", "lvl"}:
            self._name_hidden()

    def close(self) -> None:
        """The part ends."""
        if self._words is not None:
            self._name_hidden()

    def _name_hidden(self) -> None:
        quoted = "".join(self._words or [])[:QUOTED].strip()
        place = f"kiểu “{self._style}”" if self._style else self._place
        self.reason = self.reason or f"có chữ ẩn{f' “{quoted}”' if quoted else ''} ở {place}; {HIDDEN_ADVICE}"
        self._words = None
