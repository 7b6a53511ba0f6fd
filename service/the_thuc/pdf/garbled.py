"""Tells text that a PDF gives wrongly: its tables name other letters than those that are seen, or give them no size.

Makers that lose a table put in its place what comes to hand: Ghostscript keeps the last byte of a letter's number, so
that "đ" becomes a sign that steers and "ế" a mark of punctuation; fonts of drawings have no size of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from service.the_thuc.model import Paragraph

# So many words of a text, and so many in every hundred: foreign names and formulas make fewer.
GARBLED_WORDS, GARBLED_SHARE = 3, 0.01
# Nobody reads letters so small; so many, and so many in every hundred.
UNSEEN_PT, UNSEEN_LETTERS, UNSEEN_SHARE = 2.0, 20, 0.01
# Up to here stand Latin letters and the signs below.
_LAST_LATIN = "\u024f"
_OF_LATIN_TEXT = ("LATIN", "MODIFIER", "COMBINING")
# Signs within words, and letters that neither Vietnamese has nor the languages of its peoples nor usual names.
_STRAY = "¡¢£¤¥¦¨©¬®¯±´µ¶¸¹¼½¾¿×÷ÞþßÿÐðĀāÄÅÆËÏØäåæëïøû"
_STRAY_WORD = re.compile(rf"[^\W\d_][{_STRAY}]|[{_STRAY}][^\W\d_]|[\x01-\x08\x0e-\x1f]")
# Letters that only Vietnamese of Unicode has: where they stand the text was not typed in TCVN3 or VNI, which show stray
# letters too and are a fault of the writer.
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")


def is_garbled(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether what the file gives for its letters cannot be what is seen."""
    words = mixed = letters = unseen = 0
    for paragraph in paragraphs:
        text = paragraph.text
        parts = text.split(" ")
        words += len(parts)
        if not text.isascii() or not text.isprintable():
            # Nearly every paragraph has neither, and its words need not be looked at.
            has_alien = any(map(_is_alien, set(text)))
            has_stray = bool(_VIETNAMESE.search(text)) and bool(_STRAY_WORD.search(text))
            if has_alien or has_stray:
                mixed += sum(1 for word in parts if _is_mixed(word) or (has_stray and bool(_STRAY_WORD.search(word))))
        for span in paragraph.shown:
            letters += len(span.text)
            unseen += len(span.text) * (span.letters.size_pt < UNSEEN_PT)
    return (mixed >= GARBLED_WORDS and mixed >= GARBLED_SHARE * words) or (
        unseen >= UNSEEN_LETTERS and unseen >= UNSEEN_SHARE * letters
    )


def _is_mixed(word: str) -> bool:
    """Whether Latin letters stand beside those of other scripts."""
    letters = [char for char in word if char.isalpha()]
    return any(char <= "z" for char in letters) and any(map(_is_alien, letters))


@cache
def _is_alien(char: str) -> bool:
    return char > _LAST_LATIN and not unicodedata.name(char, "").startswith(_OF_LATIN_TEXT)
