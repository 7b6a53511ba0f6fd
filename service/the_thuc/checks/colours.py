"""What all letters share: black, no underline; and the sizes that go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.load import tolerances
from service.rules.kiem_tra.model import CheckRule, Level
from service.the_thuc import demands
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.whole import WHOLE, Gathered, everything, parts_of, shown, spans_of
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import colour_name, number, quoted

# A colour whose red, green and blue are all below this prints as black.
NEAR_BLACK = 0x40
# Addresses that programs underline by themselves.
ADDRESS_SIGNS = ("@", "://", "www.")


def check_colour(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`mau_chu`: all letters are black, not marked with a colour; the components in `tham_so.tru` may be otherwise.

    A PDF's near-black is black; a DOCX that names a near-black is told as less grave.
    """
    wanted = paper.rule_set.phong_chu.mau
    except_for = parts_of(paper, rule.words("tru"))
    # The urgency is stamped in its own colour, found as a component or not.
    stamps = {word for fixed in paper.rule_set.do_khan.chu.values() for word in (fixed.cu, fixed.moi)}
    colours, marked = Gathered(), []
    for paragraph, span in spans_of(everything(paper.measured)):
        if id(paragraph) in except_for or paragraph.text in stamps:
            continue
        if span.letters.color != wanted:
            colours.add(span.letters.color, paragraph)
        if span.letters.shaded and not (paragraph.cell and paragraph.cell.framed):
            marked.append(paragraph)
    for colour, paragraphs in colours.items():
        level: Level | None = None
        if _is_near_black(colour):
            if paper.measured.source == "pdf":
                continue
            level = "warning"
        yield Fault(
            WHOLE, "chữ màu đen", f"chữ màu {colour_name(colour)} ở {shown(paragraphs)}", paragraphs, level=level
        )
    if marked:
        found = tuple({id(paragraph): paragraph for paragraph in marked}.values())
        yield Fault(WHOLE, "chữ không tô nền", f"{demands.SHADED} ở {shown(found)}", found, level="warning")


def check_underline(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khong_gach_chan`: no letters are underlined, addresses left out."""
    found: dict[int, Paragraph] = {}
    for paragraph, span in spans_of(everything(paper.measured)):
        if span.letters.underline and not any(sign in span.text for sign in ADDRESS_SIGNS):
            found[id(paragraph)] = paragraph
    if found:
        paragraphs = tuple(found.values())
        yield Fault(WHOLE, demands.NOT_UNDERLINED, f"chữ gạch chân ở {shown(paragraphs)}", paragraphs)


def check_size_set(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`bo_co_chu`: the components named are all of set A or all of set B.

    A size that the rule set does not know at all is left to the component's own rule.
    """
    parts = paper.get(*rule.doi_tuong)
    off = tolerances().of(paper.measured.source).co_chu_pt
    sizes: dict[str, float] = {}
    for part in parts:
        wanted = paper.rule_set.thanh_phan[part.name]
        found = {size for paragraph in part.paragraphs for size in paragraph.sizes}
        known = {allowed for allowed in wanted.co_chu.bo.values() for size in found if abs(size - allowed) <= off}
        if len(known) == 1:
            sizes[part.name] = known.pop()
    sets = {
        name: {letter for letter, allowed in paper.rule_set.thanh_phan[name].co_chu.bo.items() if allowed == size}
        for name, size in sizes.items()
    }
    if len(sets) < 2 or set.intersection(*sets.values()):
        return
    named = ", ".join(f"{paper.rule_set.thanh_phan[name].ten} cỡ {number(size)}" for name, size in sizes.items())
    paragraphs = tuple(paragraph for part in parts if part.name in sizes for paragraph in part.paragraphs)
    if not all(part.sure for part in parts):
        yield Unknown("Đầu trang 1", f"không chắc các thành phần: {named}", paragraphs)
        return
    expected = " hoặc ".join(
        ", ".join(f"{paper.rule_set.thanh_phan[name].ten} cỡ {number(size)}" for name, size in chosen.items())
        for chosen in _sets(paper, tuple(sizes))
    )
    yield Fault("Đầu trang 1", expected, named, paragraphs)


def check_uniform(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`co_chu_thong_nhat`: the body keeps to one size; `tham_so.ty_le` is the share that must.

    Tables and what belongs to them are left out: `tham_so.tru` lists these roles.
    """
    skipped = set(rule.words("tru"))
    letters: Counter[float] = Counter()
    where: dict[float, Paragraph] = {}
    for item in paper.body:
        if item.role in skipped:
            continue
        for span in item.paragraph.shown:
            size = round(span.letters.size_pt, 1)
            letters[size] += len(span.text)
            where.setdefault(size, item.paragraph)
    total = letters.total()
    if not total:
        return
    (size, most), *others = letters.most_common()
    if most / total < rule.number("ty_le"):
        shares = ", ".join(f"cỡ {number(other)} ở {quoted(where[other].text)}" for other, _ in others)
        found = f"{number(100 * most / total)}% chữ cỡ {number(size)}; {shares}"
        yield Fault("Nội dung", "nội dung cùng một cỡ chữ", found, tuple(where[other] for other, _ in others))


def _sets(paper: Paper, names: tuple[str, ...]) -> Iterator[dict[str, float]]:
    """The sizes of each set for these components."""
    letters = sorted({letter for name in names for letter in paper.rule_set.thanh_phan[name].co_chu.bo})
    for letter in letters:
        yield {
            name: size
            for name in names
            for key, size in paper.rule_set.thanh_phan[name].co_chu.bo.items()
            if key == letter
        }


def _is_near_black(colour: str) -> bool:
    return len(colour) == 6 and all(int(colour[index : index + 2], 16) < NEAR_BLACK for index in (0, 2, 4))


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "mau_chu": check_colour,
        "khong_gach_chan": check_underline,
        "bo_co_chu": check_size_set,
        "co_chu_thong_nhat": check_uniform,
    }
)
