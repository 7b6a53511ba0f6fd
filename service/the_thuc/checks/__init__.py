"""The checks, by the name under which the catalog calls them; each module owns one part of a paper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from service.the_thuc.check import Check
from service.the_thuc.checks import (
    addressees,
    annexes,
    capitals,
    citations,
    colours,
    dates,
    endings,
    fonts,
    grounds,
    head,
    headings,
    items,
    leftovers,
    letters,
    measures,
    numbers,
    page,
    page_number,
    places,
    recipients,
    rules_drawn,
    sequence,
    signing,
    signing_place,
    stamps,
    titles,
)

MODULES = (
    letters,
    page,
    fonts,
    colours,
    page_number,
    head,
    places,
    rules_drawn,
    numbers,
    dates,
    titles,
    addressees,
    items,
    measures,
    grounds,
    citations,
    headings,
    sequence,
    endings,
    signing,
    signing_place,
    recipients,
    annexes,
    stamps,
    leftovers,
    capitals,
)


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check by name."""
    return MappingProxyType({name: check for module in MODULES for name, check in module.CHECKS.items()})
