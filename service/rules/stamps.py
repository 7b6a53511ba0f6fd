"""Rules about words that stand on a line of their own beside the components: degrees of urgency, drafts, copies."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from service.rules.values import CitedRule, FixedWords, Positive, Rule, SizeChoice, Word

DoKhan = Literal["khan", "thuong_khan", "hoa_toc"]


class UrgencyBox(Rule):
    """The box drawn around a degree of urgency: width by degree, height, and the gap above and below the word."""

    dem_pt: Annotated[int, Field(ge=0, le=31)]
    rong_mm: dict[DoKhan, Positive]
    cao_mm: Positive


class UrgencyRule(CitedRule):
    """The words for the degrees of urgency, and the box around them where there is one."""

    chu: dict[DoKhan, FixedWords]
    khung: UrgencyBox | None = None

    @model_validator(mode="after")
    def _every_degree(self) -> Self:
        degrees = set(get_args(DoKhan))
        if set(self.chu) != degrees or (self.khung and set(self.khung.rong_mm) != degrees):
            raise ValueError(f"phải có đủ: {', '.join(get_args(DoKhan))}")
        return self


class StampRule(CitedRule):
    """Words that stand on a line of their own beside the components, and how they look where the law says so.

    `khung`: in a box of a single line. `cach_mep_tren_mm`: how far from the upper edge of page 1, at the right.
    """

    chu: tuple[Word, ...] = Field(min_length=1)
    co_chu: SizeChoice | None = None
    chu_hoa: bool = False
    dam: bool = False
    nghieng: bool = False
    khung: bool = False
    cach_mep_tren_mm: Positive | None = None
