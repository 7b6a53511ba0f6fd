"""Puts an award proposal into words: grounds, text, money, files, and its list in the body or on a page of its own.

Nothing is made up: each sentence rests on a fact given, and what is absent has no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from schemas.base import PhuLuc
from schemas.khen_thuong.awards import Proposed, distinct, fold, group_by_award, printed_award, proposed_rows
from schemas.khen_thuong.facts import DanhSach, KinhPhi, day_of
from schemas.khen_thuong.lists import ListBuilder
from schemas.khen_thuong.money import BonusLine, bonus_lines
from schemas.khen_thuong.rows import KINDS
from schemas.khen_thuong.wording import (
    bare_end,
    cite,
    cite_minutes,
    count_receivers,
    give_verb,
    issuer_name,
    merit,
    name_awards,
    receivers,
    votes_note,
    without_start,
)
from service.rules.khen_thuong.load import grounds_on, khen_thuong_rules
from service.rules.model import RuleSet
from service.text.amounts import amount_in_words, format_amount, format_count
from service.text.blocks import AnyBlock, Footnote, Item, Paragraph
from service.text.inline import escape_inline

if TYPE_CHECKING:
    from schemas.kinds.to_trinh_khen_thuong import ToTrinhKhenThuong


@dataclass(frozen=True)
class Text:
    """What is made of the facts, for the fields that were not given by hand."""

    trich_yeu: str
    kinh_gui: tuple[str, ...]
    can_cu: tuple[str, ...]
    noi_dung: tuple[AnyBlock, ...]
    phu_luc: tuple[PhuLuc, ...]


class Composer:
    """Makes the text of one proposal."""

    def __init__(self, paper: ToTrinhKhenThuong, rule_set: RuleSet, day: date) -> None:
        self._paper = paper
        self._rule_set = rule_set
        self._day = day
        self._dates = rule_set.ngay_thang
        self._words = khen_thuong_rules().cau_chu[rule_set.khoi]
        self.rows = proposed_rows({kind: getattr(paper, kind) for kind in KINDS}, paper.hinh_thuc)
        self._layout = paper.danh_sach or DanhSach()
        self.list = ListBuilder(self.rows, self._layout, paper.che_do_khen, paper.cuoc_hop, self._words, self._dates)
        self._merit = merit(paper.ly_do, paper.phong_trao, paper.ky_xet, self._words, self._dates)
        self._issuer = issuer_name(paper.co_quan, paper.chu_ky)

    def compose(self) -> Text:
        """The text, with what was given by hand in its place."""
        paper = self._paper
        addressees = tuple(name for name in (paper.nguoi_quyet_dinh, paper.co_quan_tham_dinh) if name)
        return Text(
            trich_yeu=paper.trich_yeu or self._subject(),
            kinh_gui=paper.kinh_gui or addressees,
            can_cu=paper.can_cu or tuple(self._grounds()),
            noi_dung=self._body(),
            phu_luc=((self._annex(), *paper.phu_luc) if self.is_annexed else paper.phu_luc),
        )

    @property
    def is_annexed(self) -> bool:
        """Whether the list stands on a page of its own: as asked, or when it is long or wide."""
        if self._layout.vi_tri is not None:
            return self._layout.vi_tri == "kem_theo"
        rule = khen_thuong_rules().danh_sach
        return len(self.rows) > rule.so_dong_trong_bai or self.list.width > rule.so_cot_doc

    @property
    def has_money(self) -> bool:
        """Whether any of the awards has bonus money."""
        money = self._paper.kinh_phi
        return money is not None and bool(bonus_lines(self.rows, money, self._paper.che_do_khen, self._day))

    @property
    def cites_province(self) -> bool:
        """Whether the province's regulation is a ground: of a State award, once it is issued."""
        given = self._paper.quy_dinh_tinh
        return given is not None and self._paper.che_do_khen == "nha_nuoc" and day_of(given.ngay) <= self._day

    def _subject(self) -> str:
        return self._words.trich_yeu.format(**self._naming())

    def _naming(self) -> dict[str, str]:
        """What names the whole round: in the subject, and over the list."""
        return {
            "tang": self._verb(self.rows),
            "hinh_thuc": name_awards(distinct(printed_award(row.hinh_thuc) for row in self.rows)),
            "doi_tuong": receivers(self.rows, self._paper.che_do_khen),
            "ly_do": self._merit,
        }

    def _grounds(self) -> Iterator[str]:
        paper = self._paper
        for ground in grounds_on(paper.che_do_khen, self._day):
            yield ground.text(self._rule_set.khoi)
        if self.cites_province and paper.quy_dinh_tinh:
            yield cite(paper.quy_dinh_tinh, self._words, self._dates)
        if paper.van_ban_phat_dong:
            yield cite(paper.van_ban_phat_dong, self._words, self._dates)
        if paper.cuoc_hop:
            yield cite_minutes(paper.cuoc_hop, self._words, self._dates)

    def _body(self) -> tuple[AnyBlock, ...]:
        paper = self._paper
        listed = () if self.is_annexed else (self.list.table(),)
        if paper.noi_dung:
            return self._with_list(paper.noi_dung, listed)
        blocks = [*self._proposal()]
        if paper.ho_so_kem:
            files = "; ".join(
                f"{bare_end(item.ten)}{self._words.gui_rieng if item.gui == 'rieng' else ''}"
                for item in paper.ho_so_kem
            )
            blocks.append(_paragraph(self._words.ho_so.format(ho_so=files)))
        if paper.kinh_phi:
            blocks += self._money(paper.kinh_phi)
        closing = self._words.ket.format(co_quan=self._issuer, nguoi_quyet_dinh=paper.nguoi_quyet_dinh)
        return (*blocks, _paragraph(f"{closing}{self._rule_set.cau_chu.ket_thuc}"))

    @staticmethod
    def _with_list(given: tuple[AnyBlock, ...], listed: tuple[AnyBlock, ...]) -> tuple[AnyBlock, ...]:
        """A text given by hand, with the list before its closing paragraph, or behind a text that has none."""
        texts = [index for index, block in enumerate(given) if not isinstance(block, Footnote)]
        closes = len(texts) > 1 and isinstance(given[texts[-1]], Paragraph)
        place = texts[-1] if closes else texts[-1] + 1
        return (*given[:place], *listed, *given[place:])

    def _proposal(self) -> Iterator[AnyBlock]:
        paper = self._paper
        opening = self._words.mo_dau if paper.cuoc_hop else self._words.mo_dau_khong_hop
        note = votes_note(self.rows, paper.cuoc_hop, self._words) if paper.cuoc_hop else ""
        groups = [*group_by_award(self.rows)]
        given = {"phieu": note, "co_quan": self._issuer, "nguoi_quyet_dinh": paper.nguoi_quyet_dinh}
        if len(groups) == 1:
            award, _, members = groups[0]
            start = opening.format(tang=self._verb(members), **given)
            who = count_receivers(members, paper.che_do_khen)
            yield from self._single(f"{start} {award} cho {who} {self._merit_of(members)}")
            return
        verbs = [self._verb(members) for _, _, members in groups]
        mixed = len(set(verbs)) > 1
        verb = "" if mixed else verbs[0]
        yield _paragraph(f"{opening.format(tang=verb, **given).rstrip(' ,')}:")
        for number, ((award, _, members), own) in enumerate(zip(groups, verbs, strict=True), start=1):
            who = count_receivers(members, paper.che_do_khen)
            line = f"{own + ' ' if mixed else ''}{award} cho {who} {self._merit_of(members)}"
            yield _item(_capital(line), last=number == len(groups))
        if self.is_annexed:
            yield _paragraph(f"({_capital(self._words.danh_sach_kem)}).")
        else:
            yield _paragraph(self._words.danh_sach_sau)
            yield self.list.table()

    def _verb(self, rows: Sequence[Proposed]) -> str:
        return give_verb(rows, self._paper.che_do_khen)

    def _merit_of(self, rows: Sequence[Proposed]) -> str:
        """What an award is for: its own reason, or the common one."""
        paper = self._paper
        own = next((one.ly_do for one in paper.ly_do_rieng if fold(one.hinh_thuc) == fold(rows[0].hinh_thuc)), None)
        return merit(own, None, paper.ky_xet, self._words, self._dates) if own else self._merit

    def _single(self, sentence: str) -> Iterator[AnyBlock]:
        """One award: one sentence, and the names behind it."""
        if self.is_annexed:
            yield _paragraph(f"{sentence} ({self._words.danh_sach_kem}).")
        elif self.list.fits_lines():
            yield _paragraph(f"{sentence}, gồm:")
            lines = self.list.lines()
            for number, line in enumerate(lines, start=1):
                yield _item(line, last=number == len(lines))
        else:
            yield _paragraph(f"{sentence}. {self._words.danh_sach_sau}")
            yield self.list.table()

    def _money(self, money: KinhPhi) -> Iterator[AnyBlock]:
        lines = bonus_lines(self.rows, money, self._paper.che_do_khen, self._day)
        if not lines:
            return
        total = sum(line.total for line in lines)
        words = self._words.bang_chu.format(chu=amount_in_words(total)) if money.bang_chu else ""
        yield _paragraph(
            self._words.kinh_phi.format(
                tong=format_amount(total),
                bang_chu=words,
                nguon=without_start(bare_end(money.nguon), "nguồn"),
            )
        )
        for number, line in enumerate(lines, start=1):
            yield _item(self._money_line(line), last=number == len(lines))

    def _money_line(self, line: BonusLine) -> str:
        names = khen_thuong_rules().doi_tuong[self._paper.che_do_khen]
        who = names[line.doi_tuong].dem if line.doi_tuong in names else names["tap_the"].dem
        return (
            f"{_capital(line.hinh_thuc)}, {who}: {format_count(line.so_luong)} × {format_amount(line.muc)} đồng = "
            f"{format_amount(line.total)} đồng"
        )

    def _annex(self) -> PhuLuc:
        rules = khen_thuong_rules().danh_sach
        blocks: list[AnyBlock] = [self.list.table()]
        if self._layout.dong_tong:
            counts = count_receivers(self.rows, self._paper.che_do_khen)
            end = self._rule_set.cau_chu.ket_thuc
            blocks.append(_paragraph(f"{self._words.dong_tong.format(so_luong=counts)}{end}"))
        if self._layout.nguoi_lap:
            blocks.append(_paragraph(self._words.nguoi_lap.format(ten=self._layout.nguoi_lap)))
        title = self._layout.tieu_de or self._words.ten_danh_sach.format(**self._naming())
        lies = self._layout.huong_giay or ("ngang" if self.list.width > rules.so_cot_doc else "doc")
        return PhuLuc(nhan=rules.nhan, tieu_de=title, noi_dung=tuple(blocks), huong=lies)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(kieu="doan", noi_dung=escape_inline(text))


def _item(text: str, *, last: bool) -> Item:
    return Item(kieu="gach", noi_dung=escape_inline(f"{bare_end(text)}{'.' if last else ';'}"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
