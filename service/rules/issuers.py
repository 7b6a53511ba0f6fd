"""Rules about who issues: what stands above an issuer's name, its symbol, what it may not issue, tiers that ended."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service.rules.values import CitedRule, Rule, Word


class IssuerRule(Rule):
    """One sort of issuer: what its symbol begins with, and what the name above its own begins with."""

    ky_hieu: tuple[Word, ...] = Field(min_length=1)
    cap_tren: tuple[Word, ...] = ()


class IssuersRule(CitedRule):
    """Sorts of issuers by the words their names begin with; the longest that fits counts."""

    ten: dict[str, IssuerRule] = Field(min_length=1)


class AuthorityRule(CitedRule):
    """Types by identifier that an issuer may not issue, and those of which its power has to be looked up."""

    khong_ban_hanh: dict[str, tuple[Word, ...]]
    can_xem: dict[str, tuple[Word, ...]] = Field(default_factory=dict)


class EndedTierRule(CitedRule):
    """A tier of administration that ended: no paper from this day on names its units."""

    bo_tu: date
    don_vi: tuple[Word, ...] = Field(min_length=1)
