"""Holds the words of a mended DOCX to what was told of them: no word changes that no change speaks of."""

from __future__ import annotations

from collections import Counter

from service.the_thuc.mend.mend import Change
from service.the_thuc.model import plain
from tests.the_thuc.mutants.package import Package, W, text_of


def lines_of(docx: bytes) -> Counter[str]:
    """The paragraphs of the main part with text, as the file holds them, capitals by formatting left out."""
    texts = (plain(text_of(one)) for one in Package(docx).document.iter(f"{W}p"))
    return Counter(text for text in texts if text)


def lines_as_told(before: bytes, done: tuple[Change, ...]) -> Counter[str]:
    """The lines of a DOCX after the changes of words that were told; changes of form name no words of a line."""
    lines = lines_of(before)
    for change in done:
        if not change.before:
            lines[change.after] += 1
            continue
        line = next((one for one in lines if change.before in one), None)
        if line is not None:
            lines[line] -= 1
            lines[line.replace(change.before, change.after, 1)] += 1
            lines = +lines
    return lines
