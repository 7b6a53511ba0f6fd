"""Vietnamese spelling for comparing: HÒA and HOÀ, ỦY and UỶ are one word."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Grave, acute, tilde, hook above, dot below: the marks of tones, which stand on one vowel of a syllable or another.
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Names of bodies and posts are compared again and again; so many texts are remembered.
REMEMBERED = 2048


@lru_cache(maxsize=REMEMBERED)
def same_spelling(text: str) -> str:
    """A text for comparing with another: small letters, one kind of space, each tone mark at the end of its word."""
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", text.casefold()).split())


def _tone_last(word: str) -> str:
    tones = "".join(char for char in word if char in _TONES)
    letters = "".join(char for char in word if char not in _TONES)
    return unicodedata.normalize("NFC", letters) + tones
