"""The addressees: whether there are any, the word before them, one on its line, several under it, their marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.letters import check_letters
from service.the_thuc.checks.parts import lacking, missing, place_name, tell
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Component, Paper
from service.the_thuc.phrases import number, quoted

Told = Iterator[Fault | Unknown]
LABEL, NAMES = "nhan_kinh_gui", "kinh_gui"
# Marks that may end an addressee; a line without one may go on in the next.
_ENDS = (";", ",", ".")
_DASHES = "-‐‑–—•+*"
# How far dashes may stand from one vertical line: an eye sees no less.
_ALIGNED_MM = 1.0


@dataclass(frozen=True)
class Addressees:
    """The label's word with its colon, what stands behind it on its line, the paragraphs below."""

    label: Component
    word: str
    behind: str
    names: tuple[Paragraph, ...]
    below: Component | None

    @property
    def several(self) -> bool:
        """Whether more than one addressee is named, as far as lines and semicolons tell."""
        return len(self.names) + bool(self.behind) > 1 or self._joined

    @property
    def broken(self) -> bool:
        """Whether a paragraph holds breaks, so that its addressees stand on lines that are not told apart here."""
        return any("\n" in paragraph.raw.strip() for paragraph in (*self.label.paragraphs, *self.names))

    @property
    def _joined(self) -> bool:
        texts = [self.behind, *(paragraph.text for paragraph in self.names)]
        return any(";" in text.rstrip("; ") for text in texts)


def addressees(paper: Paper) -> Addressees | None:
    """The addressees of a paper; None where it has no label."""
    label = paper.components.get(LABEL)
    if label is None:
        return None
    word, colon, behind = label.text.partition(":")
    below = paper.components.get(NAMES)
    names = tuple(paragraph for paragraph in below.paragraphs if paragraph.text) if below else ()
    return Addressees(label, word + colon, behind.strip(), names, below)


def label_of(paper: Paper) -> str:
    """The word before addressees for the paper's type: "Kính gửi:"."""
    kind = paper.type_rule
    return (kind.tu_kinh_gui if kind else None) or paper.rule_set.kinh_gui.tu


def check_required(paper: Paper, rule: CheckRule) -> Told:
    """`kinh_gui_phai_co`: types that must be addressed are; where it depends on who receives it, it stays open."""
    kind = paper.type_rule
    if kind is None or kind.kinh_gui == "cam" or LABEL in paper.components:
        return
    if kind.kinh_gui == "bat_buoc":
        yield from lacking(paper, LABEL, f"có {quoted(label_of(paper))}")
    elif missing(paper, LABEL):
        reason = f"không biết {kind.ten.lower()} có gửi cơ quan cấp trên không; gửi cấp trên thì phải có"
        yield Unknown(place_name(paper, LABEL), reason)


def check_forbidden(paper: Paper, rule: CheckRule) -> Told:
    """`kinh_gui_khong`: types that are not addressed are not. `tham_so.loai`: only of these types it is said."""
    kind = paper.type_rule
    if kind is not None and kind.kinh_gui == "cam" and paper.loai in rule.words("loai"):
        for component in paper.get(LABEL):
            yield tell(
                paper, component, f"{kind.ten.lower()} không có {quoted(label_of(paper))}", quoted(component.text)
            )


def check_right_word(paper: Paper, rule: CheckRule) -> Told:
    """`kinh_gui_loai`: addressed are the types that should be, by the word of their own."""
    kind, found = paper.type_rule, addressees(paper)
    if found is None:
        if kind is not None and kind.kinh_gui == "bat_buoc":
            yield from lacking(paper, LABEL, f"có {quoted(label_of(paper))}")
    elif kind is None:
        yield Unknown(place_name(paper, LABEL), "không nhận ra tên loại của văn bản", found.label.paragraphs)
    elif kind.kinh_gui == "cam":
        expected = f"{kind.ten.lower()} không có {quoted(found.word)}"
        yield tell(paper, found.label, expected, quoted(found.label.text))
    elif found.word.rstrip(": ").casefold() != label_of(paper).rstrip(": ").casefold():
        yield tell(paper, found.label, quoted(label_of(paper)), quoted(found.word))


def check_label(paper: Paper, rule: CheckRule) -> Told:
    """`kinh_gui_chu`: the word as the law writes it, then the letters as `dinh_dang` looks at them.

    `tham_so`: with `chu_khac` another word is told elsewhere and only its capitals and colon count.
    """
    found = addressees(paper)
    if found is not None:
        wanted = label_of(paper)
        other = found.word.rstrip(": ").casefold() != wanted.rstrip(": ").casefold()
        if rule.flag("chu_khac") and other:
            wanted = found.word.rstrip(": ") + ":"
        if found.word != wanted:
            yield tell(paper, found.label, quoted(wanted), quoted(found.label.text))
        if found.behind and not paper.rule_set.kinh_gui.mot_noi_cung_dong:
            yield tell(paper, found.label, f"{quoted(wanted)} đứng riêng một dòng", quoted(found.label.text))
            return
    yield from check_letters(paper, rule)


def check_single(paper: Paper, rule: CheckRule) -> Told:
    """`kinh_gui_mot`: a single addressee stands on the line of the word, without dash."""
    found = addressees(paper)
    if found is None or found.several or found.broken or not paper.rule_set.kinh_gui.mot_noi_cung_dong:
        return
    if found.names and found.below is not None:
        expected = f"cùng dòng với {quoted(label_of(paper))}"
        yield tell(paper, found.below, expected, f"{quoted(found.names[0].text)} ở dòng dưới")
    elif found.behind[:1] and found.behind[0] in _DASHES:
        yield tell(paper, found.label, "một nơi gửi không có gạch đầu dòng", quoted(found.label.text))


def check_several(paper: Paper, rule: CheckRule) -> Told:
    """`kinh_gui_nhieu`: several addressees stand each on a line of its own, marked and ended, dashes aligned."""
    found = addressees(paper)
    if found is None or not (found.several or found.broken):
        return
    if found.broken:
        reason = "các nơi gửi ngắt dòng trong cùng một đoạn, không xét được từng dòng"
        yield Unknown(place_name(paper, LABEL), reason, (*found.label.paragraphs, *found.names))
        return
    if found.behind and _may_go_on(found):
        reason = "không biết dòng dưới là phần tiếp theo của nơi gửi hay là nơi gửi khác"
        yield Unknown(place_name(paper, LABEL), reason, (*found.label.paragraphs, *found.names))
        return
    if found.behind or len(found.names) == 1:
        expected = f"mỗi nơi gửi một dòng, dưới {quoted(label_of(paper))}"
        where = found.label if found.behind else found.below or found.label
        yield tell(paper, where, expected, quoted(where.text))
        return
    yield from _marks(paper, found)
    yield from _alignment(paper, found)


def check_marks(paper: Paper, rule: CheckRule) -> Told:
    """`kinh_gui_dau`: each addressee has the marks of the rule set; after a single one a stop passes too."""
    found = addressees(paper)
    if found is None or not found.names or found.below is None or found.broken:
        return
    if len(found.names) > 1:
        yield from _marks(paper, found)
        return
    wanted = paper.rule_set.kinh_gui.mot_noi_cuoi
    text = found.names[0].text
    if wanted and not text.endswith((wanted, ".")):
        yield tell(
            paper, found.below, f"cuối dòng có {demands.MARK}{quoted(wanted)}", quoted(text), paragraph=found.names[0]
        )


def _may_go_on(found: Addressees) -> bool:
    """Whether lines below may be the rest of a long name that begins beside the word."""
    ended = found.behind.endswith(_ENDS)
    return bool(found.names) and not ended and not any(_dashed(paragraph.text) for paragraph in found.names)


def _dashed(text: str) -> bool:
    return text[:1] in _DASHES if text else False


def _marks(paper: Paper, found: Addressees) -> Told:
    rules, owner = paper.rule_set.kinh_gui, found.below or found.label
    listed = any(_dashed(paragraph.text) for paragraph in found.names)
    for index, paragraph in enumerate(found.names):
        text, last = paragraph.text, index == len(found.names) - 1
        before = found.names[index - 1].text if index else ""
        if listed and before and not before.endswith(_ENDS) and not _dashed(text):
            reason = "không biết dòng này là phần tiếp theo của dòng trên hay là nơi gửi khác"
            yield Unknown(place_name(paper, NAMES), reason, (found.names[index - 1], paragraph))
            continue
        goes_on = listed and not last and not text.endswith(_ENDS) and not _dashed(found.names[index + 1].text)
        end = rules.cuoi if last else rules.giua
        wrong = []
        if not text.startswith(rules.truoc):
            wrong.append(f"{demands.BEGINS}{quoted(rules.truoc.strip())}")
        if not goes_on and not text.endswith(end):
            wrong.append(f"{demands.ENDS}{quoted(end)}")
        if wrong:
            yield tell(paper, owner, ", ".join(wrong), quoted(text), paragraph=paragraph)


def _alignment(paper: Paper, found: Addressees) -> Told:
    listed = [paragraph for paragraph in found.names if _dashed(paragraph.text)]
    starts = [_start_mm(paragraph) for paragraph in listed]
    known = [start for start in starts if start is not None]
    if len(known) < len(starts):
        yield Unknown(place_name(paper, NAMES), "không đo được các gạch đầu dòng có thẳng hàng không", found.names)
    elif known and max(known) - min(known) > _ALIGNED_MM:
        off = number(max(known) - min(known))
        yield tell(paper, found.below or found.label, "các gạch đầu dòng thẳng hàng", f"lệch nhau {off} mm")


def _start_mm(paragraph: Paragraph) -> float | None:
    """Where the first line begins, from the sheet's edge."""
    if paragraph.lines:
        return paragraph.lines[0].box.left
    if paragraph.align in ("trai", "deu") and paragraph.first_line_mm is not None:
        return paragraph.left_mm + paragraph.first_line_mm
    if paragraph.align == "giua" and paragraph.widths_mm:
        return (paragraph.left_mm + paragraph.right_mm - paragraph.widths_mm[0]) / 2
    return None


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "kinh_gui_phai_co": check_required,
        "kinh_gui_khong": check_forbidden,
        "kinh_gui_loai": check_right_word,
        "kinh_gui_chu": check_label,
        "kinh_gui_mot": check_single,
        "kinh_gui_nhieu": check_several,
        "kinh_gui_dau": check_marks,
    }
)
