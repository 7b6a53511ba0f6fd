"""Phrases made of an award round's facts: merit, receivers and their counts, cited papers, the issuer's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from schemas.chu_ky import ChuKy
from schemas.co_quan import CoQuan
from schemas.khen_thuong.awards import Proposed, fold
from schemas.khen_thuong.facts import CuocHop, KyXet, VanBanDan, day_of
from schemas.khen_thuong.rows import KINDS
from schemas.khen_thuong.vote_relations import percent_text
from service.rules.khen_thuong.load import khen_thuong_rules
from service.rules.khen_thuong.model import CheDoKhen, Wording
from service.rules.model import DateRule
from service.text.amounts import format_count
from service.text.dates import pad_number
from service.text.names import in_sentence

TITLE_WORD = "danh hiệu "


def written_date(day: date, rule: DateRule) -> str:
    """A date inside a sentence, as the rule set writes it."""
    return rule.dang_trong_cau.format(**_parts(day, rule))


def short_date(day: date, rule: DateRule) -> str:
    """A date in figures, with the zeros the rule set asks for: 05/9/2026."""
    return "{ngay}/{thang}/{nam}".format(**_parts(day, rule))


def _parts(day: date, rule: DateRule) -> dict[str, str]:
    return {
        "ngay": pad_number(day.day, rule.them_khong_ngay_duoi),
        "thang": pad_number(day.month, rule.them_khong_thang_duoi),
        "nam": str(day.year),
    }


def cite(paper: VanBanDan, words: Wording, rule: DateRule) -> str:
    """A cited paper in full."""
    number = f" số {paper.so_ky_hieu}" if paper.so_ky_hieu else ""
    issuer = f" của {paper.co_quan}" if paper.co_quan else ""
    subject = f" {paper.trich_yeu}" if paper.trich_yeu else ""
    day = written_date(day_of(paper.ngay), rule)
    return f"{paper.ten_loai}{number}{words.truoc_ngay}{day}{issuer}{subject}"


def cite_minutes(meeting: CuocHop, words: Wording, rule: DateRule) -> str:
    """The minutes of the meeting, with their number where it is given."""
    start = f"Biên bản số {meeting.so_bien_ban}{words.truoc_ngay}" if meeting.so_bien_ban else "Biên bản họp "
    return f"{start}{written_date(day_of(meeting.ngay), rule)} của {meeting.ten}"


def merit(ly_do: str, phong_trao: str | None, period: KyXet, rule: DateRule) -> str:
    """What the award is for: the reason as typed, with the movement and the period where it does not name them."""
    text = ly_do.rstrip(" .;,")
    if phong_trao and fold(phong_trao) not in fold(text):
        text += f" trong {phong_trao}"
    when = period_text(period, rule)
    return text if fold(when) in fold(text) else f"{text} {when}"


def period_text(period: KyXet, rule: DateRule) -> str:
    """The period in words."""
    if period.nam is not None:
        return f"năm {period.nam}"
    if period.nam_hoc:
        return f"năm học {period.nam_hoc.replace('-', ' - ')}"
    first, last = day_of(period.tu_ngay or ""), day_of(period.den_ngay or "")
    return f"từ {written_date(first, rule)} đến {written_date(last, rule)}"


def count_receivers(rows: Iterable[Proposed], che_do: CheDoKhen) -> str:
    """`20 tập thể, 60 cá nhân`: every kind that occurs, with its count in two digits."""
    members = list(rows)
    names = khen_thuong_rules().doi_tuong[che_do]
    counts = ((kind, sum(row.kind == kind for row in members)) for kind in KINDS)
    return ", ".join(f"{format_count(count)} {names[kind].dem}" for kind, count in counts if count)


def receivers(rows: Iterable[Proposed], che_do: CheDoKhen) -> str:
    """`tập thể, cá nhân`: every kind that occurs."""
    present = {row.kind for row in rows}
    names = khen_thuong_rules().doi_tuong[che_do]
    return ", ".join(names[kind].dem for kind in KINDS if kind in present)


def give_verb(rows: Iterable[Proposed]) -> str:
    """`tặng`, `truy tặng`, or both."""
    dead = {row.posthumous for row in rows}
    if len(dead) > 1:
        return "tặng, truy tặng"
    return "truy tặng" if True in dead else "tặng"


def name_awards(awards: Sequence[str]) -> str:
    """Awards named together: the word for titles once, before all of them."""
    titles = [award.removeprefix(TITLE_WORD) for award in awards if award.startswith(TITLE_WORD)]
    if len(titles) < 2:
        return join_names(awards)
    forms = [award for award in awards if not award.startswith(TITLE_WORD)]
    return join_names([*forms, f"các {TITLE_WORD}{join_names(titles)}"])


def join_names(names: Sequence[str]) -> str:
    """Names joined with commas, the last with "và"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"


def votes_note(rows: Sequence[Proposed], meeting: CuocHop, words: Wording) -> str:
    """How many members were there, or agreed where every row has the same votes."""
    votes = {row.row.so_phieu for row in rows}
    common = votes.pop() if len(votes) == 1 else None
    whole = format_count(meeting.tong_thanh_vien)
    if common is not None:
        share = percent_text(common, meeting.tong_thanh_vien)
        return words.thanh_vien_tan_thanh.format(phieu=format_count(common), tong=whole, phan_tram=share)
    return words.thanh_vien.format(co_mat=format_count(meeting.co_mat), tong=whole)


def issuer_name(issuers: Sequence[CoQuan], blocks: Sequence[ChuKy]) -> str:
    """Who speaks in the paper: the issuer, and before it the standing body that signs for it."""
    names = [issuer.ten_trong_cau or in_sentence(issuer.ten_co_quan) for issuer in issuers]
    if len(issuers) == 1 and issuers[0].khoi == "dang" and blocks and blocks[0].tham_quyen:
        signing = fold(blocks[0].tham_quyen[0].cua)
        body = next((body for body in khen_thuong_rules().tap_the_ky.tu_ngu if signing.startswith(fold(body))), None)
        if body and not fold(names[0]).startswith(fold(body)):
            return f"{body} {names[0]}"
    return join_names(names)
