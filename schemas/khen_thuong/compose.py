"""Puts an award proposal into words: grounds, text, money, files, and its list in the body or on a page of its own.

Nothing is made up: each sentence rests on a fact given, and what is absent has no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from schemas.base import PhuLuc
from schemas.khen_thuong.awards import distinct, group_by_award, printed_award, proposed_rows
from schemas.khen_thuong.facts import DanhSach, KinhPhi
from schemas.khen_thuong.lists import ListBuilder
from schemas.khen_thuong.money import BonusLine, bonus_lines
from schemas.khen_thuong.rows import KINDS
from schemas.khen_thuong.wording import (
    cite,
    cite_minutes,
    count_receivers,
    give_verb,
    issuer_name,
    merit,
    name_awards,
    receivers,
    votes_note,
)
from service.rules.khen_thuong.load import grounds_on, khen_thuong_rules
from service.rules.model import RuleSet
from service.text.amounts import amount_in_words, format_amount, format_count
from service.text.blocks import AnyBlock, Item, Paragraph
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
        self.list = ListBuilder(self.rows, self._layout, paper.che_do_khen, paper.cuoc_hop, self._dates)
        self._merit = merit(paper.ly_do, paper.phong_trao, paper.ky_xet, self._dates)
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
        """Whether the list stands on a page of its own: as asked, or when it is long."""
        if self._layout.vi_tri is not None:
            return self._layout.vi_tri == "kem_theo"
        return len(self.rows) > khen_thuong_rules().danh_sach.so_dong_trong_bai

    def _subject(self) -> str:
        return self._words.trich_yeu.format(**self._naming())

    def _naming(self) -> dict[str, str]:
        """What names the whole round: in the subject, and over the list."""
        return {
            "tang": give_verb(self.rows),
            "hinh_thuc": name_awards(distinct(printed_award(row.hinh_thuc) for row in self.rows)),
            "doi_tuong": receivers(self.rows, self._paper.che_do_khen),
            "ly_do": self._merit,
        }

    def _grounds(self) -> Iterator[str]:
        paper = self._paper
        for ground in grounds_on(paper.che_do_khen, self._day):
            yield ground.text(self._rule_set.khoi)
        for cited in (paper.quy_dinh_tinh, paper.van_ban_phat_dong):
            if cited:
                yield cite(cited, self._words, self._dates)
        if paper.cuoc_hop:
            yield cite_minutes(paper.cuoc_hop, self._words, self._dates)

    def _body(self) -> tuple[AnyBlock, ...]:
        paper = self._paper
        listed = () if self.is_annexed else (self.list.table(),)
        if paper.noi_dung:
            return self._with_list(paper.noi_dung, listed)
        blocks = [*self._proposal()]
        if paper.ho_so_kem:
            files = "; ".join(f"{item.ten}{' (gửi riêng)' if item.gui == 'rieng' else ''}" for item in paper.ho_so_kem)
            blocks.append(_paragraph(self._words.ho_so.format(ho_so=files)))
        if paper.kinh_phi:
            blocks += self._money(paper.kinh_phi)
        closing = self._words.ket.format(co_quan=self._issuer, nguoi_quyet_dinh=paper.nguoi_quyet_dinh)
        return (*blocks, _paragraph(f"{closing}{self._rule_set.cau_chu.ket_thuc}"))

    @staticmethod
    def _with_list(given: tuple[AnyBlock, ...], listed: tuple[AnyBlock, ...]) -> tuple[AnyBlock, ...]:
        """A text given by hand, with the list before its closing paragraph."""
        return (*given[:-1], *listed, *given[-1:]) if listed else given

    def _proposal(self) -> Iterator[AnyBlock]:
        paper = self._paper
        opening = self._words.mo_dau if paper.cuoc_hop else self._words.mo_dau_khong_hop
        note = votes_note(self.rows, paper.cuoc_hop, self._words) if paper.cuoc_hop else ""
        groups = [*group_by_award(self.rows)]
        given = {"phieu": note, "co_quan": self._issuer, "nguoi_quyet_dinh": paper.nguoi_quyet_dinh}
        if len(groups) == 1:
            award, _, members = groups[0]
            start = opening.format(tang=give_verb(members), **given)
            yield from self._single(f"{start} {award} cho {count_receivers(members, paper.che_do_khen)} {self._merit}")
            return
        mixed = any(dead for _, dead, _ in groups)
        verb = "" if mixed else "tặng"
        yield _paragraph(f"{opening.format(tang=verb, **given).rstrip(' ,')}:")
        for number, (award, dead, members) in enumerate(groups, start=1):
            verb = ("truy tặng " if dead else "tặng ") if mixed else ""
            line = f"{verb}{award} cho {count_receivers(members, paper.che_do_khen)} {self._merit}"
            yield _item(_capital(line), last=number == len(groups))
        if self.is_annexed:
            yield _paragraph(f"({_capital(self._words.danh_sach_kem)}).")
        else:
            yield _paragraph(self._words.danh_sach_sau)
            yield self.list.table()

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
            self._words.kinh_phi.format(tong=format_amount(total), bang_chu=words, nguon=money.nguon.rstrip(" ."))
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
            blocks.append(_paragraph(f"Người lập danh sách: {self._layout.nguoi_lap}"))
        title = self._layout.tieu_de or self._words.ten_danh_sach.format(**self._naming())
        lies = self._layout.huong_giay or ("ngang" if self.list.width > rules.so_cot_doc else "doc")
        return PhuLuc(nhan=rules.nhan, tieu_de=title, noi_dung=tuple(blocks), huong=lies)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(kieu="doan", noi_dung=escape_inline(text))


def _item(text: str, *, last: bool) -> Item:
    return Item(kieu="gach", noi_dung=escape_inline(f"{text}{'.' if last else ';'}"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
