"""Finds in a part what does not show on paper but goes out with the file: hidden text, comments, tracked changes."""

from __future__ import annotations

from itertools import dropwhile
from pathlib import PurePosixPath

from lxml import etree

from service.docx_package.xml_parts import local_name, word_tags

OFF = {"0", "false", "off"}
HIDDEN = ("vanish", "webHidden", "specVanish")
COMMENTS = ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
TRACKED = (
    "ins", "del", "delText", "delInstrText", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
    "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "customXmlInsRangeStart",
    "customXmlDelRangeStart", "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart",
)  # fmt: skip
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

_LOOKED_AT = word_tags(*HIDDEN, *COMMENTS, *TRACKED)
_OWNERS = word_tags("p", "style", "lvl")


def find_leftover(part: str, root: etree._Element) -> str:
    """The first leftover of a part as a Vietnamese reason with its remedy; "" where there is none."""
    name = PurePosixPath(part).stem
    place = PLACES.get(name.rstrip("0123456789"), name[:QUOTED])
    for element in root.iter(*_LOOKED_AT):
        local = local_name(element)
        if local in COMMENTS:
            return f"có nhận xét của người soạn ở {place}; {COMMENT_ADVICE}"
        if local in TRACKED:
            return f"còn thay đổi đang theo dõi ở {place}; {TRACKED_ADVICE}"
        if _value(element).lower() not in OFF:
            return _hidden(element, place)
    return ""


def _hidden(mark: etree._Element, place: str) -> str:
    """Of hidden text the beginning is quoted, or its style is named, so that it can be found in Word."""
    owner = next(mark.iterancestors(*_OWNERS), None)
    quoted = ""
    if owner is not None and local_name(owner) == "style":
        named = next(owner.iterchildren(*word_tags("name")), None)
        style = _value(named) if named is not None else ""
        place = f"kiểu “{style[:QUOTED]}”"
    elif owner is not None:
        following = dropwhile(lambda element: element is not mark, owner.iter(mark.tag, *word_tags("t")))
        quoted = "".join(element.text or "" for element in following)[:QUOTED].strip()
    return f"có chữ ẩn{f' “{quoted}”' if quoted else ''} ở {place}; {HIDDEN_ADVICE}"


def _value(element: etree._Element) -> str:
    space = str(element.tag).rpartition("}")[0]
    return element.get(f"{space}}}val", "")
