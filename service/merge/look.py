"""The look of one paper: a rule set with the office's choices applied. Sizes in points, lengths in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.co_quan import LuaChon
from service.rules.model import ComponentRule, FixedWords, RuleSet
from service.text.metrics import FontStyle, font_style, width_mm


@dataclass(frozen=True)
class Look:
    """What the rule set and the choices come to; every number of a page is asked here."""

    rule_set: RuleSet
    choices: LuaChon

    def component(self, name: str) -> ComponentRule:
        """The rule of a component."""
        return self.rule_set.thanh_phan[name]

    def size_pt(self, name: str) -> float:
        """Type size of a component: the chosen set, the body's size where it follows it, else the default."""
        sizes = self.component(name).co_chu
        if self.choices.bo_co_chu and sizes.bo:
            return sizes.bo[self.choices.bo_co_chu]
        if name == "than" or sizes.theo == "than":
            body = self.choices.co_chu_noi_dung
            if body is not None and sizes.allows(body):
                return body
        return sizes.mac_dinh

    def font_style(self, name: str) -> FontStyle:
        """Weight and slant of a component."""
        rule = self.component(name)
        return font_style(bold=rule.dam, italic=rule.nghieng)

    def text_width_mm(self, name: str, text: str) -> float:
        """Width of a line of text set as a component."""
        return width_mm(text, self.size_pt(name), self.font_style(name))

    def words(self, words: FixedWords) -> str:
        """A fixed text in the spelling the office chose."""
        return words.moi if self.choices.dat_dau == "moi" else words.cu

    @property
    def margins_mm(self) -> tuple[float, float, float, float]:
        """Top, bottom, left, right margin."""
        page, choices = self.rule_set.trang, self.choices
        return (
            page.le_tren_mm.mac_dinh if choices.le_tren_mm is None else choices.le_tren_mm,
            page.le_duoi_mm.mac_dinh if choices.le_duoi_mm is None else choices.le_duoi_mm,
            page.le_trai_mm.mac_dinh if choices.le_trai_mm is None else choices.le_trai_mm,
            page.le_phai_mm.mac_dinh if choices.le_phai_mm is None else choices.le_phai_mm,
        )

    def content_width_mm(self, *, landscape: bool = False) -> float:
        """Width between the side margins."""
        page = self.rule_set.trang
        _, _, left, right = self.margins_mm
        return (page.cao_mm if landscape else page.rong_mm) - left - right

    def content_height_mm(self, *, landscape: bool = False) -> float:
        """Height between the upper and the lower margin."""
        page = self.rule_set.trang
        top, bottom, _, _ = self.margins_mm
        return (page.rong_mm if landscape else page.cao_mm) - top - bottom

    @property
    def indent_mm(self) -> float:
        """First-line indent of the body."""
        rule = self.component("than").thut_dau_dong_mm
        if self.choices.thut_dau_dong_mm is not None:
            return self.choices.thut_dau_dong_mm
        return rule.mac_dinh if rule else 0.0

    @property
    def line_spacing(self) -> tuple[str, float]:
        """Kind (`boi_so`, `chinh_xac`) and value of the body's line spacing."""
        rule = self.component("than").gian_dong
        if rule is None:
            return ("boi_so", 1.0)
        return (rule.kieu, rule.mac_dinh if self.choices.gian_dong is None else self.choices.gian_dong)

    @property
    def signature_gap_mm(self) -> float:
        """Room for the signature between post and name."""
        chosen = self.choices.khoang_ky_mm
        return self.rule_set.chan_trang.khoang_ky_mm.mac_dinh if chosen is None else chosen

    @property
    def roman_style(self) -> Literal["I.", "I-"]:
        """`I.` or `I-` for headings numbered by position."""
        return self.choices.kieu_la_ma or self.rule_set.danh_dau.la_ma[0]

    def line_height_mm(self, name: str) -> float:
        """Height of one line of a component set single."""
        return self.size_pt(name) * SINGLE_LINE / POINTS_PER_MM


# Ascent plus descent of the document font (0.891 + 0.216), and its line gap (0.042), as shares of the type size.
SINGLE_LINE = 1.149
POINTS_PER_MM = 72 / 25.4
