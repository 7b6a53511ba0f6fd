"""What ends a paper's text and its foot: the end mark, the drafter's code, the contact of the issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule, Level
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.items import Departure, gathered, is_note
from service.the_thuc.checks.letters import differences
from service.the_thuc.paper import Paper

# The full stops and strokes at the end of a text, with the spaces between them.
_TAIL = re.compile(r"[\s./]*$")
# A letter may close with a call or a question; an ellipsis is a place left open.
_OTHER_ENDS = ("!", "?", "…", "...")
# The end mark that belongs to State papers; its last sign alone is the Party's.
_STATE_END = "./."
# A drafter's code: letters in groups; a group that begins with a figure is a number of copies.
_CODE = r"[^\W\d_][\w&]*(?:[.-][^\W\d_]\w*)*\.?"
_CLOSERS = "”’\"'»)] "
_TABLE_ROLES = frozenset({"bang", "ten_bang", "don_vi_bang"})


def check_end(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dau_ket_thuc`: the text ends with the rule set's end mark; papers that end with a table are left alone.

    `tham_so`: `tru_loai` lists types that are left alone too.
    """
    wanted = paper.rule_set.cau_chu.ket_thuc
    if paper.loai in rule.words("tru_loai"):
        return
    for item in reversed(paper.body):
        text = item.paragraph.text
        if not text:
            continue
        if item.role in _TABLE_ROLES or item.paragraph.cell is not None:
            return
        tail = _tail(text)
        if tail == wanted:
            return
        if tail != _STATE_END:
            if is_note(text):
                continue
            if text.endswith(_OTHER_ENDS) or text.rstrip(_CLOSERS).endswith(wanted):
                return
        bare = not tail and text[-1].isalnum()
        found = "không có dấu kết thúc" if bare else f"kết thúc bằng “{tail or text[-1]}”"
        level: Level | None = "warning" if bare and rule.muc == "error" else None
        yield from gathered("Kết thúc nội dung", [Departure(item.paragraph, f"kết thúc bằng “{wanted}”", found, level)])
        return


def _tail(text: str) -> str:
    """The full stops and strokes that a text ends with."""
    found = _TAIL.search(text)
    return "" if found is None else "".join(found[0].split())


def check_drafter(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`nguoi_soan_thao`: the drafter's code and number of copies are put together and look as the rule set says."""
    component = paper.components.get("nguoi_soan_thao")
    if component is None:
        return
    forms = paper.rule_set.nguoi_soan_thao
    wanted = paper.rule_set.thanh_phan["nguoi_soan_thao"]
    line = component.first
    departures = [Departure(line, e, f) for e, f in differences(paper, line, wanted, ("can_le",))]
    patterns = (_pattern(forms.dang), _pattern(forms.dang_khong_so_ban))
    if not any(pattern.fullmatch(line.text) for pattern in patterns):
        expected = f"dạng “{forms.dang.format(ky_hieu='ABC', so_ban='10')}”"
        departures.append(Departure(line, expected, "dạng khác"))
    yield from gathered(wanted.ten, departures, sure=component.sure)


def _pattern(form: str) -> re.Pattern[str]:
    """What a form matches when it is filled in."""
    escaped = re.escape(form).replace(re.escape("{ky_hieu}"), _CODE).replace(re.escape("{so_ban}"), r"\d+")
    return re.compile(escaped)


def check_contact(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`lien_he`: the contact stands at the foot of page 1 only, in its letters, under a line as wide as the text."""
    component = paper.components.get("lien_he")
    if component is None or paper.rule_set.lien_he.vi_tri != "chan_trang_dau":
        return
    wanted = paper.rule_set.thanh_phan["lien_he"]
    departures = [
        Departure(line, e, f) for line in component.paragraphs for e, f in differences(paper, line, wanted, ("can_le",))
    ]
    first = next((line for line in component.paragraphs if line.text), component.first)
    if paper.measured.source == "docx":
        if first.area != "chan_trang":
            departures.append(Departure(first, "ở chân trang thứ nhất", "ở trong phần nội dung"))
    elif first.page not in (None, 1):
        departures.append(Departure(first, "ở chân trang thứ nhất", f"ở trang {first.page}"))
    if _on_later_pages(paper, first.text):
        departures.append(Departure(first, "chỉ ở trang thứ nhất", "có cả ở các trang sau"))
    yield from gathered(wanted.ten, departures, sure=component.sure)
    if not _has_line_above(paper):
        yield Unknown(wanted.ten, "không xác định được đường kẻ phía trên", (first,))


def _on_later_pages(paper: Paper, text: str) -> bool:
    """Whether the contact is printed on other pages than the first too, as far as that can be told."""
    measured = paper.measured
    if measured.source == "pdf":
        return any(p.page is not None and p.page > 1 and p.text == text for p in measured.paragraphs)
    # Where the first page has no footer of its own, how many pages show this one is not known.
    return any(
        section.title_page and any(p.text == text for p in section.footers.get("default", ()))
        for section in measured.sections
    )


def _has_line_above(paper: Paper) -> bool:
    """Whether a line as wide as the text is drawn in a footer, or anywhere on the page of a PDF."""
    measured = paper.measured
    widths = [section.width_mm - section.left_mm - section.right_mm for section in measured.sections]
    widths += [page.text.width for page in measured.pages if page.text]
    if not widths:
        return False
    least = min(widths) * (1 - tolerances().of(measured.source).ty_le)
    footers = (p for section in measured.sections for found in section.footers.values() for p in found)
    return any(stroke.length_mm >= least for p in (*footers, *measured.paragraphs) for stroke in p.under)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {"dau_ket_thuc": check_end, "nguoi_soan_thao": check_drafter, "lien_he": check_contact}
)
