"""The checks, by the name under which the catalog calls them; each module owns one part of a paper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from service.the_thuc.check import Check
from service.the_thuc.checks import (
    annexes,
    capitals,
    citations,
    colours,
    endings,
    fonts,
    grounds,
    headings,
    items,
    leftovers,
    letters,
    measures,
    page,
    page_number,
    recipients,
    sequence,
    signing,
    signing_place,
    stamps,
)

MODULES = (
    letters,
    page,
    fonts,
    colours,
    page_number,
    annexes,
    stamps,
    leftovers,
    capitals,
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
)


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check by name."""
    return MappingProxyType({name: check for module in MODULES for name, check in module.CHECKS.items()})
