"""Phrases made of an award round's facts: merit, receivers and their counts, cited papers, the issuer's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from schemas.chu_ky import ChuKy
from schemas.co_quan import CoQuan
from schemas.khen_thuong.awards import Proposed, award_of, fold
from schemas.khen_thuong.facts import CuocHop, KyXet, VanBanDan, day_of
from schemas.khen_thuong.rows import KINDS, Kind
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
    subject = f" {_lowered(paper.trich_yeu)}" if paper.trich_yeu else ""
    day = written_date(day_of(paper.ngay), rule)
    return f"{paper.ten_loai}{number}{words.truoc_ngay}{day}{issuer}{subject}"


def _lowered(subject: str) -> str:
    """A subject inside a sentence: its opening word in small letters, a name as it is."""
    return f"v{subject[1:]}" if subject.startswith("Về ") else subject


def cite_minutes(meeting: CuocHop, words: Wording, rule: DateRule) -> str:
    """The minutes of the meeting, with their number where it is given."""
    day = written_date(day_of(meeting.ngay), rule)
    if meeting.so_bien_ban:
        number = meeting.so_bien_ban
        return words.bien_ban_so.format(so=number, truoc_ngay=words.truoc_ngay, ngay=day, ten=meeting.ten)
    return words.bien_ban.format(ngay=day, ten=meeting.ten)


def merit(ly_do: str, phong_trao: str | None, period: KyXet, words: Wording, rule: DateRule) -> str:
    """What the award is for: the reason as typed, with the movement and the period where it does not name them."""
    text = ly_do.rstrip(" .;,")
    if phong_trao and fold(phong_trao) not in fold(text):
        text += f" trong {phong_trao}"
    # A reason that names the year itself, in whatever words, is not told the period once more.
    if any(year in text for year in _years(period)):
        return text
    return f"{text} {period_text(period, words, rule)}"


def _years(period: KyXet) -> tuple[str, ...]:
    if period.nam is not None:
        return (str(period.nam),)
    if period.nam_hoc:
        return tuple(period.nam_hoc.split("-"))
    return (str(day_of(period.tu_ngay or "").year), str(day_of(period.den_ngay or "").year))


def bare_end(text: str) -> str:
    """A text without the marks that an item of a list ends with: the form supplies its own."""
    return text.rstrip(" .;,")


def without_start(text: str, word: str) -> str:
    """A text without a word at its start that the sentence says already."""
    return text[len(word) + 1 :] if text.casefold().startswith(f"{word} ") else text


def period_text(period: KyXet, words: Wording, rule: DateRule) -> str:
    """The period in words."""
    if period.nam is not None:
        return words.ky_nam.format(nam=period.nam)
    if period.nam_hoc:
        first_year, last_year = period.nam_hoc.split("-")
        return words.ky_nam_hoc.format(dau=first_year, cuoi=last_year)
    first, last = day_of(period.tu_ngay or ""), day_of(period.den_ngay or "")
    if first == last:
        return written_date(first, rule)
    return words.ky_giai_doan.format(tu=written_date(first, rule), den=written_date(last, rule))


def count_receivers(rows: Iterable[Proposed], che_do: CheDoKhen) -> str:
    """`20 tập thể, 60 cá nhân`: every kind that occurs, with its count in two digits."""
    members = list(rows)
    groups = [(kind, [row for row in members if row.kind == kind]) for kind in KINDS]
    return ", ".join(f"{format_count(len(group))} {_called(kind, group, che_do)}" for kind, group in groups if group)


def _called(kind: Kind, rows: Sequence[Proposed], che_do: CheDoKhen) -> str:
    """What receivers of a kind are called: by their own name where all of them begin with it."""
    words = khen_thuong_rules().doi_tuong[che_do][kind]
    own = words.rieng
    return own if own and all(fold(row.row.name).startswith(fold(own)) for row in rows) else words.dem


def receivers(rows: Iterable[Proposed], che_do: CheDoKhen) -> str:
    """`tập thể, cá nhân`: every kind that occurs."""
    members = list(rows)
    groups = [(kind, [row for row in members if row.kind == kind]) for kind in KINDS]
    return ", ".join(_called(kind, group, che_do) for kind, group in groups if group)


def give_verb(rows: Iterable[Proposed], che_do: CheDoKhen) -> str:
    """What is done with the awards: `tặng`, `truy tặng`, `công nhận`, each once."""
    verbs = []
    for row in rows:
        award = award_of(row, che_do)
        verbs.append("truy tặng" if row.posthumous else (award.dong_tu if award else "tặng"))
    return ", ".join(dict.fromkeys(verbs))


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
