"""The inline notation: what is emphasis, what stays the character it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.text.inline import (
    Run,
    escape_inline,
    footnote_references,
    lead_bold,
    parse_inline,
    plain_text,
    whole_bold,
)

nasty = st.text(alphabet="ab1 *\\[]^<(),.:“”", max_size=30)


def show(text: str) -> str:
    """The runs with their looks: b, i, bi, or the mark of a footnote."""
    looks = [("b" if run.bold else "") + ("i" if run.italic else "") for run in parse_inline(text)]
    return "".join(
        f"{{{look}{'^' + run.footnote if run.footnote else ':' + run.text}}}"
        for look, run in zip(looks, parse_inline(text), strict=True)
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("một", "{:một}"),
        ("", ""),
        ("một **hai** ba", "{:một }{b:hai}{: ba}"),
        ("một *hai* ba", "{:một }{i:hai}{: ba}"),
        ("***hai***", "{bi:hai}"),
        ("**một *hai* ba**", "{b:một }{bi:hai}{b: ba}"),
        ("*một **hai***", "{i:một }{bi:hai}"),
        ("***một** hai*", "{bi:một}{i: hai}"),
        ("**một *hai** ba*", "{b:một }{bi:hai}{i: ba}"),
        ("“**một**”, (*hai*)", "{:“}{b:một}{:”, (}{i:hai}{:)}"),
        ("**Điều 1.**Tặng", "{b:Điều 1.}{:Tặng}"),
        ("một[^1] hai[^ab].", "{:một}{^1}{: hai}{^ab}{:.}"),
        ("**một[^1]**", "{b:một}{b^1}"),
        (r"\*một\*, \[^1], C:\\, \<, \^", r"{:*một*, [^1], C:\, <, ^}"),
        (r"C:\tệp", r"{:C:\tệp}"),
    ],
)
def test_notation(text: str, shown: str) -> None:
    assert show(text) == shown


@pytest.mark.parametrize(
    "text",
    ["2 * 3", "5*", "đạt 5* và 4*", "2*3*4", "2**3 và 4**5", "a*b*c", "(*) một (*)", "1*) một, 2*) hai",
     "** một **", "**một", "một**", "*",
     "**", "****một****",
     "* một*", "một *", "[^]", "[^quá dài quá]", "[^a b]", "[1]"],
)  # fmt: skip
def test_what_cannot_be_emphasis_stays_as_it_is(text: str) -> None:
    assert parse_inline(text) == (Run(text),)


def test_a_star_without_a_partner_stays_beside_a_pair() -> None:
    assert show("*một *hai*") == "{:*một }{i:hai}"
    assert show("***một**") == "{:*}{b:một}"
    assert show("**một***") == "{b:một}{:*}"


@settings(deadline=None, max_examples=500)
@given(nasty)
def test_nothing_is_lost_and_no_run_is_empty(text: str) -> None:
    runs = parse_inline(text)
    assert all(run.text or run.footnote for run in runs)
    kept = "".join(run.text for run in runs)
    assert [char for char in kept if char not in "*\\[]^1ab"] == [char for char in text if char not in "*\\[]^1ab"]
    assert len(kept) + sum(len(run.footnote or "") for run in runs) <= len(text)


@settings(deadline=None, max_examples=500)
@given(nasty, nasty)
def test_escaped_text_shows_itself_whatever_stands_beside_it(text: str, other: str) -> None:
    assert plain_text(escape_inline(text)) == text
    assert text in plain_text(f"{other} {escape_inline(text)}")


@pytest.mark.parametrize("text", ["<", "^"])
def test_an_escaped_cell_is_no_merge_sign(text: str) -> None:
    assert escape_inline(text) == "\\" + text


@pytest.mark.parametrize(
    ("text", "inner"),
    [("**một**", "một"), ("***một***", "*một*"), ("**một *hai***", "một *hai*"), ("**một** hai**", None),
     ("**một** và **hai**", None), ("**một", None), ("****", None), ("** một**", None), ("một", None),
     ("**một\\**", None)],
)  # fmt: skip
def test_whole_bold(text: str, inner: str | None) -> None:
    assert whole_bold(text) == inner


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("**một:** hai", ("một:", " hai")),
        ("**một**: hai **ba**", ("một", ": hai **ba**")),
        ("**một *hai:*** ba", ("một *hai:*", " ba")),
        ("**một *hai:** ba*", None),
        ("***một:** hai*", None),
        ("**một **hai** ba", None),
        ("một **hai**", None),
    ],
)
def test_lead_bold(text: str, parts: tuple[str, str] | None) -> None:
    assert lead_bold(text) == parts


def test_footnote_references_in_order() -> None:
    assert footnote_references(r"một[^2] hai[^1][^2] \[^3] [^]") == ("2", "1", "2")
