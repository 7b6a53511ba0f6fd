"""The checks, by the name under which the catalog calls them; each module owns one part of a paper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from service.the_thuc.check import Check
from service.the_thuc.checks import addressees, dates, head, letters, numbers, places, rules_drawn, titles

MODULES = (letters, places, rules_drawn, head, numbers, dates, titles, addressees)


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check by name."""
    return MappingProxyType({name: check for module in MODULES for name, check in module.CHECKS.items()})
