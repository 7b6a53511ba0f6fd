"""Vietnamese spelling for comparing: HÒA and HOÀ, ỦY and UỶ are one word.

`same_spelling` is for whole texts; `fold` leaves the text its length and its signs, so that beginnings can be compared;
`without_marks` is for what survives misspelt and lost marks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Grave, acute, tilde, hook above, dot below: the marks of tones, which stand on one vowel of a syllable or another.
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Names of bodies and posts are compared again and again; so many texts are remembered.
REMEMBERED = 2048
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_OLD_OF = dict(zip((_NEW + " " + _NEW.upper()).split(), (_OLD + " " + _OLD.upper()).split(), strict=True))
# The mark moves only where nothing follows it: HOÀ is HÒA, but ĐOÀN stays ĐOÀN.
_NEW_TONE = re.compile(rf"(?:{'|'.join(_OLD_OF)})(?!\w)")


@lru_cache(maxsize=REMEMBERED)
def same_spelling(text: str) -> str:
    """A text for comparing with another: small letters, one kind of space, each tone mark at the end of its word."""
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", text.casefold()).split())


def old_tones(text: str) -> str:
    """A text with its tone marks where they were put of old: HOÀ becomes HÒA."""
    return _NEW_TONE.sub(lambda found: _OLD_OF[found[0]], text)


def fold(text: str) -> str:
    """A text in small letters and one spelling of tone marks."""
    return old_tones(text.casefold())


def without_marks(text: str) -> str:
    """A text in small letters without any mark: "Đại Đồng" is "dai dong"."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in letters if not unicodedata.combining(char))


def _tone_last(word: str) -> str:
    tones = "".join(char for char in word if char in _TONES)
    letters = "".join(char for char in word if char not in _TONES)
    return unicodedata.normalize("NFC", letters) + tones
