"""Which marked lines are headings although nobody set them in bold."""

from __future__ import annotations

from service.text.blocks import BULLETS, LEVEL, WORD_KINDS, ItemKind
from service.text.outline_join import ending, opening

# Lengths in characters. The titles of divisions are the longest; a heading over a plain paragraph must be short,
# for there the text below is weaker evidence than deeper items are.
_MAX_TITLE = 300
_MAX_TITLE_LINE = 150
_MAX_HEADING = 200
_MAX_HEADING_OVER_TEXT = 100
_CLOSERS = frozenset(")]%")
_CLOSING_QUOTES = frozenset("”’\"'»")


class HeadingJudge:
    """Walks over the items of a paper in order and tells headings from text."""

    def __init__(self) -> None:
        # Kinds whose last item was text without an end stop: its list has no stops, so the next is text as well.
        self._unstopped: set[ItemKind] = set()

    def is_heading(self, kind: ItemKind, text: str, following: str | None) -> bool:
        """Whether the text of an item is its heading; `following` is the kind of the next block that is no footnote."""
        if kind in BULLETS:
            return False
        if kind in WORD_KINDS and kind != "dieu":
            return len(text) <= _MAX_TITLE
        if len(text) > _MAX_HEADING or not _ends_like_heading(text):
            return False
        if text.isupper() and (kind in {"chu_hoa", "la_ma"} or " " in text):
            return True
        if following in {"doan", "bang"}:
            return len(text) <= _MAX_HEADING_OVER_TEXT and kind not in self._unstopped
        return any(following == inner for inner, level in LEVEL.items() if level > LEVEL[kind])

    def pass_item(self, kind: ItemKind, text: str | None, heading: bool) -> None:
        """Passes an item: its text, or None for one that has a heading, and whether the text is its heading."""
        self._unstopped = {outer for outer in self._unstopped if LEVEL[outer] < LEVEL[kind]}
        if text is not None and not heading and ending(text) == "open":
            self._unstopped.add(kind)

    def pass_heading(self) -> None:
        """Passes an unnumbered heading."""
        self._unstopped.clear()


def is_title(line: str) -> bool:
    """Whether a line below the mark of a Phần, Chương, Mục, Tiểu mục reads like its title, not like a paragraph."""
    return line.isupper() or (len(line) <= _MAX_TITLE_LINE and opening(line) == "upper" and ending(line) == "open")


def _ends_like_heading(text: str) -> bool:
    last = text.rstrip("*")[-1:]
    if last in _CLOSING_QUOTES:
        return ending(text) == "open"
    return last.isalnum() or last in _CLOSERS
