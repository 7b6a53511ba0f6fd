"""Changes the words of a paragraph where they differ and nowhere else: each letter keeps the look it has."""

from __future__ import annotations

from service.the_thuc.docx.values import Element
from service.the_thuc.edit.schema import own, text

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def rewrite(paragraph: Element, new: str) -> bool:
    """Makes `new` of the letters of a paragraph's `w:t`; whether that changed anything.

    What was put in stands in the run of the letter before it, at the start in the first run.
    """
    pieces = list(own(paragraph, "t"))
    old = text(paragraph)
    if old == new or not pieces:
        return False
    start = _alike(old, new)
    same = _alike(old[start:][::-1], new[start:][::-1])
    gone, added = (start, len(old) - same), new[start : len(new) - same]
    at, put = 0, False
    for number, piece in enumerate(pieces):
        words = piece.text or ""
        first, last = (min(max(edge - at, 0), len(words)) for edge in gone)
        here = not put and (_holds(start, at, words) or number == len(pieces) - 1)
        if first < last or here:
            piece.text = words[:first] + (added if here else "") + words[last:]
            piece.set(_XML_SPACE, "preserve")
            put = put or here
        at += len(words)
    return True


def _alike(one: str, other: str) -> int:
    """How many first letters two texts share."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _holds(start: int, at: int, words: str) -> bool:
    """Whether a run's letters, which begin at `at`, have the letter before `start`, or `start` is the very start."""
    return start <= at + len(words) and (start > at or at == 0)
