"""The fonts: the one family, its look-alikes, fonts in the file, and letters that are no Unicode Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule, Level
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.whole import WHOLE, Gathered, everything, shown, spans_of
from service.the_thuc.model import Paragraph, Span
from service.the_thuc.paper import Paper

# Fonts as wide as Times New Roman that programs put in its place, by their names without spaces and signs. The bare
# "times" family is Adobe's.
TWINS = (
    "liberationserif", "tinos", "nimbusroman", "nimbusromno9l", "stix", "freeserif", "texgyretermes", "timesroman",
    "timesbold", "timesitalic", "timesten", "xits",
)  # fmt: skip
# Fonts of signs: bullets, boxes to tick, formulas. They are not the font of the text.
SIGNS = ("symbol", "wingdings", "webdings", "opensymbol", "mtextra", "cambriamath", "zapfdingbats")
# Fonts of the encodings before Unicode (TCVN3, VNI, VISCII), as they begin.
LEGACY = (".vn", "vntime", "vnarial", "vntimes", "vni-", "vni ", "svntimes")
# Letters that Vietnamese has not and these encodings show in place of its own, standing within a word.
_STRAY = "µ¶·¸¹¨©ª«¬®ÖÜßäåæçëîïðñöøûüþÿ×ÄÅÆÇËÎÏÐÑØÛÞ"
_STRAY_WORD = re.compile(rf"(?:[^\W\d_][{_STRAY}]|[{_STRAY}][^\W\d_])")
# So many such words, and such a share of a paragraph: foreign names have one or two.
STRAY_WORDS, STRAY_SHARE = 3, 0.2
# The private use area but the part where fonts of signs stand.
_PRIVATE = re.compile("[\ue000-\uefff\uf100-\uf8ff]")
# Without one of these a paragraph is neither; looking for them first is quick.
_ODD = re.compile(f"[{_STRAY}\ue000-\uefff\uf100-\uf8ff]")
_COMBINING = re.compile("[\u0300-\u036f]")
_SUBSET = re.compile(r"[A-Z]{6}\+")


def check_family(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phong_chu`: all letters and digits are set in the family the rule set names.

    Look-alikes and fonts of old encodings are left to their own rules.
    """
    wanted = paper.rule_set.phong_chu.ten
    for name, paragraphs in _by_font(paper):
        if not name:
            yield Unknown(WHOLE, f"tệp không ghi tên phông chữ ở {shown(paragraphs)}", paragraphs)
        elif not (_core(name).startswith(_core(wanted)) or _is_twin(name, wanted) or _is_legacy(name)):
            yield Fault(WHOLE, f"phông chữ {wanted}", f"phông {_bare(name)} ở {shown(paragraphs)}", paragraphs)


def check_twin(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`phong_thay_the`: no look-alike in place of the family; grave only in a paper that was issued."""
    wanted = paper.rule_set.phong_chu.ten
    families: dict[str, tuple[str, dict[int, Paragraph]]] = {}
    # A PDF also names fonts of which no letter was found.
    named = [(font.name, ()) for font in paper.measured.fonts]
    for name, paragraphs in (*_by_font(paper), *named):
        if _is_twin(name, wanted):
            # One fault a family, however many weights it has.
            _, group = families.setdefault(_family(name), (_bare(name).split("-")[0], {}))
            group.update({id(paragraph): paragraph for paragraph in paragraphs})
    level: Level | None = None if paper.official else "warning"
    for name, group in families.values():
        found = f"phông {name} thay cho {wanted}"
        yield Fault(WHOLE, f"phông chữ {wanted}", found, tuple(group.values()), level=level)


def check_embedded(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`nhung_phong`: every font is in the PDF, with the table that tells its letters."""
    if not paper.measured.fonts:
        yield Unknown(WHOLE, "không đọc được danh sách phông chữ của tệp PDF")
    for font in paper.measured.fonts:
        if not font.embedded:
            yield Fault(WHOLE, "phông chữ được nhúng trong tệp", f"phông {_bare(font.name)} không được nhúng")
        elif not font.to_unicode:
            found = f"phông {_bare(font.name)} thiếu bảng mã Unicode"
            yield Fault(WHOLE, "phông chữ có bảng mã Unicode để sao chép, tìm kiếm được", found)


def check_encoding(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`bo_ma`: no font of an old encoding, no private code points, no text typed in TCVN3 or VNI.

    `tham_so.dung_san` looks at composed letters too, as `dung_san` does.
    """
    for name, paragraphs in _by_font(paper):
        if _is_legacy(name):
            found = f"phông {_bare(name)} của bảng mã cũ ở {shown(paragraphs)}"
            yield Fault(WHOLE, "bộ mã Unicode", found, paragraphs)
    private, stray = [], []
    for paragraph in everything(paper.measured):
        if not _ODD.search(paragraph.raw) or any(_is_legacy(span.letters.font) for span in paragraph.shown):
            continue
        if any(_PRIVATE.search(span.text) and not _is_sign(span.letters.font) for span in paragraph.shown):
            private.append(paragraph)
        elif _is_stray(paragraph.text):
            stray.append(paragraph)
    if private:
        yield Fault(WHOLE, "bộ mã Unicode", f"ký tự ngoài bộ mã chuẩn ở {shown(private)}", tuple(private))
    if stray:
        yield Fault(WHOLE, "bộ mã Unicode", f"chữ gõ bằng bảng mã cũ ở {shown(stray)}", tuple(stray))
    if rule.flag("dung_san"):
        yield from check_composed(paper, rule)


def check_composed(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dung_san`: Vietnamese letters are single code points, not a letter and marks."""
    found = tuple(paragraph for paragraph in everything(paper.measured) if _is_decomposed(paragraph.raw))
    if found:
        yield Fault(WHOLE, "chữ Unicode dựng sẵn", f"{demands.COMPOSED} ở {shown(found)}", found)


def _by_font(paper: Paper) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
    """The fonts of letters and digits, bullets and fonts of signs left out, with their paragraphs."""
    groups = Gathered()
    for paragraph, span in spans_of(everything(paper.measured)):
        if _is_text(span) and not _is_sign(span.letters.font):
            groups.add(span.letters.font, paragraph)
    yield from groups.items()


def _is_text(span: Span) -> bool:
    text = span.text.strip()
    # A single letter made by the program is a bullet such as "o".
    return any(map(str.isalnum, text)) and not (span.automatic and len(text) < 2 and not text.isdigit())


def _bare(name: str) -> str:
    """A font's name without the mark of a subset."""
    return _SUBSET.sub("", name, count=1) if _SUBSET.match(name) else name


def _core(name: str) -> str:
    return "".join(filter(str.isalnum, _bare(name))).casefold()


def _is_twin(name: str, wanted: str) -> bool:
    core = _core(name)
    return not core.startswith(_core(wanted)) and (core == "times" or core.startswith(TWINS))


def _family(name: str) -> str:
    return next((twin for twin in TWINS if _core(name).startswith(twin)), "times")


def _is_sign(name: str) -> bool:
    return _core(name).startswith(SIGNS)


def _is_legacy(name: str) -> bool:
    return _bare(name).casefold().startswith(LEGACY)


def _is_stray(text: str) -> bool:
    words = text.split(" ")
    strays = sum(1 for word in words if _STRAY_WORD.search(word))
    return strays >= STRAY_WORDS and strays >= STRAY_SHARE * len(words)


def _is_decomposed(raw: str) -> bool:
    return bool(_COMBINING.search(raw)) and not unicodedata.is_normalized("NFC", raw)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "phong_chu": check_family,
        "phong_thay_the": check_twin,
        "nhung_phong": check_embedded,
        "bo_ma": check_encoding,
        "dung_san": check_composed,
    }
)
