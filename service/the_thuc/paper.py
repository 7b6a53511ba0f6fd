"""A measured paper with its components found: what the checks look at.

Components bear the names they have in the rule set (`thanh_phan`): `quoc_hieu`, `ten_loai`, `than` … A component that
was not found is absent; one that may be it, or not, has `sure` false, and no check may call it an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from service.rules.model import RuleSet, TypeRule
from service.the_thuc.model import Measured, Paragraph

Result = TypeVar("Result")


@dataclass(frozen=True)
class Component:
    """A component found in the paper. A name broken into several paragraphs has them all, top to bottom."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    sure: bool = True

    @property
    def text(self) -> str:
        """Its paragraphs in one line."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def first(self) -> Paragraph:
        """Its first paragraph."""
        return self.paragraphs[0]

    @property
    def last(self) -> Paragraph:
        """Its last paragraph."""
        return self.paragraphs[-1]


@dataclass(frozen=True)
class BodyItem:
    """A paragraph of the body and what it is.

    `role` is a component name: `can_cu`, `nhan_phan`, `ten_phan`, `nhan_muc`, `ten_muc`, `dieu`, `la_ma`, `chu_hoa`,
    `so`, `so_nho`, `tieu_de_tron`, `than`, `trich`, `bang`, `ten_bang`, `don_vi_bang`. `mark` is the mark it begins
    with, as written ("I.", "1.1.", "a)", "-", "Điều 2.", "Chương I"), `rest` the text after it; `heading` whether the
    whole paragraph is a heading (bold title without a sentence).
    """

    paragraph: Paragraph
    role: str
    mark: str = ""
    rest: str = ""
    heading: bool = False


@dataclass(frozen=True)
class Signature:
    """A signature block: the lines of authority, the post below, a second post, the name."""

    authority: tuple[Paragraph, ...] = ()
    posts: tuple[Paragraph, ...] = ()
    other_posts: tuple[Paragraph, ...] = ()
    name: Paragraph | None = None
    sure: bool = True

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All of it, top to bottom."""
        return (*self.authority, *self.posts, *self.other_posts, *((self.name,) if self.name else ()))


@dataclass(frozen=True)
class AnnexFound:
    """An annex: its label ("Phụ lục I", None where it has none), title, "Kèm theo" line, and all its paragraphs.

    `starts_page`: whether it begins on a new page, None where that cannot be told. `section` is that of a DOCX.
    """

    label: Paragraph | None
    title: tuple[Paragraph, ...]
    reference: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    items: tuple[BodyItem, ...] = ()
    starts_page: bool | None = None
    section: int = 0
    first_page: int | None = None


@dataclass(frozen=True)
class Registry:
    """What an office has registered of itself, where the checker is told: names, symbols, places."""

    names: frozenset[str] = frozenset()
    symbols: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    degrees_allowed: bool = False


@dataclass(frozen=True)
class Paper:
    """What the checks look at. `draft`: number or date stand open, as blanks. `sides` is true for duplex margins."""

    measured: Measured
    rule_set: RuleSet
    loai: str | None = None
    ngay: date | None = None
    components: Mapping[str, Component] = field(default_factory=dict)
    body: tuple[BodyItem, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[Paragraph, ...] = ()
    annexes: tuple[AnnexFound, ...] = ()
    registry: Registry | None = None
    official: bool = False
    _found_out: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, what: str, find: Callable[[Paper], Result]) -> Result:
        """What `find` tells of this paper, found out once for all checks that ask under the name `what`."""
        if what not in self._found_out:
            self._found_out[what] = find(self)
        return cast(Result, self._found_out[what])

    @property
    def type_rule(self) -> TypeRule | None:
        """The rule of its type, None where the type is not known."""
        return None if self.loai is None else self.rule_set.loai.loai.get(self.loai)

    def get(self, *names: str) -> tuple[Component, ...]:
        """The components of these names that were found, in this order."""
        return tuple(self.components[name] for name in names if name in self.components)
