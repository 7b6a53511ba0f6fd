"""What is left over or does not agree: placeholders, numbers, file data, the regime by date, tone marks, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule, Level
from service.rules.load import choose_rule_set, earliest_date
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.whole import WHOLE, everything, place, place_of_table, without_quotes
from service.the_thuc.model import Paragraph, plain
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import quoted, short_date

# Signs of a template that was not filled in: they mean nothing else.
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|\{%|%\}|<<[^<>]{1,80}>>")
_BRACKETS = re.compile(
    r"\[(?:[.…]+|(?:tên|ngày|số|điền|nhập|ghi|họ|địa|chức|nội dung|đơn vị)\b[^\]]{0,80})\]", re.IGNORECASE
)
# XXX may be the Roman thirty; four, or small letters, may not.
_CROSSES = re.compile(r"(?<![\w/])(?:X{4,}|x{3,})(?![\w/])")
_THIRTY = re.compile(r"(?<![\w/])XXX(?![\w/])")
_THIRTY_BEHIND = re.compile(r"(?:phụ lục|phần|chương|mục|khóa|khoá|thứ|lần|kỷ|số|kỳ|niên)\s*$", re.IGNORECASE)
# Room to write in by hand; three dots are a shortened list.
_BLANK = re.compile(r"(?:\.{5,}|…{2,}|_{5,}|[.…]{6,})")
# Blanks for numbers and dates are a draft's, written so by the form itself.
_BLANK_BEHIND = re.compile(r"(?:ngày|tháng|năm|số|giờ|phút|từ|đến|/)\s*:?\s*$", re.IGNORECASE)
OWN_BLANKS = ("so_ky_hieu", "dia_danh_ngay", "kem_theo")
# New and old place of the tone mark at the end of a word; after q both write "quý".
_NEW_TONE = re.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\w)")
_OLD_TONE = re.compile(r"(?<![qQ])(?:[òóỏõọÒÓỎÕỌ][aeAE]|[ùúủũụÙÚỦŨỤ][yY])(?!\w)")
# Signs without which a paragraph holds no placeholder and no blank: asking for them first is quick.
_MAYBE_TEMPLATE, _MAYBE_LEFT, _MAYBE_BLANK = ("{", "}", "<<"), ("[", "xxx", "XXX"), ("..", "…", "__")
_DECIMAL = r"(?<![\d.,/\-–:])\d{{1,4}}\.\d{{1,2}}(?=\s?(?:{units})(?!\w))"
# Properties hold a title no longer than this much of it.
TITLE_PART = 80
_SUBJECT_LEAD = re.compile(r"^(?:v/v|về việc|về)\s+", re.IGNORECASE)


def check_leftovers(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`con_sot`: no comment, tracked change, hidden text; no placeholder; no blank but a draft's number and date.

    What may be meant, such as dots to write on, is told as less grave. Tables and annexes may be forms to fill in, and
    quotations are another's writing.
    """
    for leftover in paper.measured.leftovers:
        yield Fault(WHOLE, "bản chính thức không còn dấu vết soạn thảo", leftover)
    annexed = {id(paragraph) for annex in paper.annexes for paragraph in annex.paragraphs}
    blanks = {id(paragraph) for part in paper.get(*OWN_BLANKS) for paragraph in part.paragraphs}
    for paragraph in everything(paper.measured):
        # A form to fill in has its own brackets and dots.
        form = id(paragraph) in annexed or bool(paragraph.cell and paragraph.cell.framed)
        if found := _placeholder(paragraph, form=form):
            yield _left(paragraph, *found)
        elif not form and id(paragraph) not in blanks and (blank := _blank(paragraph)):
            yield _left(paragraph, blank, "warning")


def check_decimal(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dau_thap_phan`: the rule set's sign parts decimals, not a point.

    Only what is surely a decimal counts: one or two digits behind the point and then one of `tham_so.don_vi`.
    """
    wanted = paper.rule_set.thap_phan
    if wanted is None:
        return
    units = "|".join(map(re.escape, rule.words("don_vi")))
    pattern = re.compile(_DECIMAL.format(units=units))
    for paragraph in paper.measured.paragraphs:
        text = without_quotes(paragraph.text)
        # A number that begins a paragraph is its mark.
        found = [match[0] for match in pattern.finditer(text) if match.start() > 0]
        if found:
            expected = quoted(found[0].replace(".", wanted.dau))
            yield Fault(place(paragraph), expected, quoted(found[0]), (paragraph,))


def check_info(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`thuoc_tinh_tep`: the title among the file's properties, where there is one, is the paper's."""
    title = plain(paper.measured.info.get("title", ""))
    subjects = [part for part in paper.get("trich_yeu", "trich_yeu_cong_van") if part.sure]
    if not title or not subjects:
        return
    wanted = _SUBJECT_LEAD.sub("", subjects[0].text).casefold()[:TITLE_PART]
    numbers = [part.text.partition(" ")[2].casefold() for part in paper.get("so_ky_hieu")]
    if wanted not in title.casefold() and not any(one and one in title.casefold() for one in numbers):
        yield Fault("Thuộc tính tệp", f"tiêu đề có {quoted(subjects[0].text)}", f"tiêu đề {quoted(title)}")


def check_regime(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`thoi_ky`: the paper is held to the rule set in force on its date, and there is one for it."""
    dated = paper.get("dia_danh_ngay")
    if paper.ngay is None:
        # A draft leaves the date open; a date that is there and cannot be read is told.
        if not dated or any(letter.isdigit() for letter in dated[0].text.partition("tháng")[0]):
            yield Unknown("Ngày ban hành", "không đọc được ngày nên không rõ văn bản theo hướng dẫn nào")
        return
    day = short_date(paper.ngay)
    marked = tuple(paragraph for part in dated for paragraph in part.paragraphs)
    right = choose_rule_set(paper.rule_set.khoi, paper.ngay)
    if right is None:
        first = earliest_date(paper.rule_set.khoi)
        expected = f"ngày ban hành từ {short_date(first)}"
        yield Fault("Ngày ban hành", expected, f"ngày {day}, chương trình không có quy tắc của thời kỳ đó", marked)
    elif right.id != paper.rule_set.id:
        yield Fault("Ngày ban hành", f"kiểm tra theo {right.ten}", f"đang kiểm tra theo {paper.rule_set.ten}", marked)


def check_tone(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dau_thanh`: tone marks stand in one place throughout.

    Names keep their owners' spelling, so only small words count, and "ủy" in whatever case.
    """
    new: Counter[str] = Counter()
    old: Counter[str] = Counter()
    for paragraph in paper.measured.paragraphs:
        text = without_quotes(paragraph.text)
        for kind, pattern in ((new, _NEW_TONE), (old, _OLD_TONE)):
            for match in pattern.finditer(text):
                word = _word_ending(text, match.end())
                if word[0].islower() or word.casefold() in ("uỷ", "ủy"):
                    kind[word.casefold()] += 1
    if new and old:
        found = " và ".join(f"{quoted(kind.most_common(1)[0][0])} ({kind.total()} chữ)" for kind in (new, old))
        yield Fault(WHOLE, "một cách đặt dấu thanh trong cả văn bản", f"cả hai cách: {found}")


def check_tables(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`hang_dau_bang`: long drawn tables repeat their head and keep their rows whole.

    `tham_so.so_hang` is from how many rows on a table counts as long.
    """
    for table in paper.measured.tables:
        if not table.framed or table.rows < rule.number("so_hang"):
            continue
        where, marked = place_of_table(paper, table)
        if not table.header_rows:
            yield Fault(where, "hàng tiêu đề lặp lại ở đầu mỗi trang", "hàng tiêu đề không lặp lại", marked)
        if not table.rows_kept:
            yield Fault(
                where, "hàng của bảng không bị ngắt giữa hai trang", "hàng có thể bị ngắt giữa hai trang", marked
            )


def _word_ending(text: str, end: int) -> str:
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _placeholder(paragraph: Paragraph, *, form: bool) -> tuple[str, Level | None] | None:
    if _has(paragraph.text, _MAYBE_TEMPLATE) and (template := _TEMPLATE.search(paragraph.text)):
        return template[0], None
    if not _has(paragraph.text, _MAYBE_LEFT):
        return None
    text = without_quotes(paragraph.text)
    if certain := _BRACKETS.search(text) or _CROSSES.search(text):
        return certain[0], "warning" if form else None
    for thirty in _THIRTY.finditer(text):
        if not _THIRTY_BEHIND.search(text[: thirty.start()]):
            return thirty[0], "warning"
    return None


def _blank(paragraph: Paragraph) -> str | None:
    """Room left to write in; a line of nothing but low dashes is a rule typed by hand, another rule's matter."""
    if not _has(paragraph.text, _MAYBE_BLANK):
        return None
    text = without_quotes(paragraph.text)
    if not text.strip("_ "):
        return None
    found = (blank for blank in _BLANK.finditer(text) if not _BLANK_BEHIND.search(text[: blank.start()]))
    return next((blank[0] for blank in found), None)


def _has(text: str, signs: tuple[str, ...]) -> bool:
    return any(sign in text for sign in signs)


def _left(paragraph: Paragraph, text: str, level: Level | None) -> Fault:
    found = f"{quoted(text)} trong {quoted(paragraph.text)}"
    return Fault(place(paragraph), "nội dung đã điền đủ", found, (paragraph,), level=level)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "con_sot": check_leftovers,
        "dau_thap_phan": check_decimal,
        "thuoc_tinh_tep": check_info,
        "thoi_ky": check_regime,
        "dau_thanh": check_tone,
        "hang_dau_bang": check_tables,
    }
)
