"""Finds the foot of the main paper: recipients with the filing line, signature blocks, drafter's code, contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from service.the_thuc.locate import recognise
from service.the_thuc.locate.columns import Side, sheet_width, side
from service.the_thuc.model import Measured, Paragraph
from service.the_thuc.paper import Component, Signature

# A signer's post or name is no longer than this.
LONGEST_NAME = 60
# Two blocks stand side by side when their middles are so far apart.
BLOCKS_APART_MM = 40.0
# What ends before this share of the sheet's width stands in the left half.
LEFT_SHARE = 0.55
# A joint paper of many issuers has some dozen lines; every line is held against every block.
MOST_SIGNING = 300
_LINE_ENDS = (";", ":", ".")


@dataclass
class Foot:
    """What was found; `start` is where the body ends, `end` where annexes may begin."""

    components: dict[str, Component] = field(default_factory=dict)
    recipients: tuple[Paragraph, ...] = ()
    signatures: tuple[Signature, ...] = ()
    start: int = 0
    end: int = 0


def find_foot(measured: Measured, paragraphs: Sequence[Paragraph], start: int) -> Foot:
    """The foot of the main paper, looked for behind position `start`; empty at the end where there is none."""
    anchor = _anchor(measured, paragraphs, start)
    if anchor is None:
        return Foot(start=len(paragraphs), end=len(paragraphs))
    begin = _begin(measured, paragraphs, anchor, start)
    end = _end(measured, paragraphs, anchor)
    foot = Foot(start=begin, end=end)
    zone = paragraphs[begin:end]
    left, right = _sort(measured, zone)
    _find_recipients(foot, left)
    foot.signatures = tuple(_blocks(right[:MOST_SIGNING]))
    return foot


def _anchor(measured: Measured, paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """The label of the recipients; without one, the first line of authority; without one, a post on the right."""
    for position in range(start, len(paragraphs)):
        if _is_annex_start(paragraphs[position]):
            break
        if recognise.is_fixed(paragraphs[position].text, "nhan_noi_nhan") and len(paragraphs[position].text) < 20:
            return position
    for position in range(start, len(paragraphs)):
        paragraph = paragraphs[position]
        if recognise.is_authority(paragraph.text) and not _in_grid(paragraph):
            return position
    for position in range(start, len(paragraphs)):
        paragraph = paragraphs[position]
        if recognise.is_post(paragraph.text) and side(measured, paragraph) == "phai" and not _in_grid(paragraph):
            return position
    return None


def _in_grid(paragraph: Paragraph) -> bool:
    return paragraph.cell is not None and paragraph.cell.framed


def _narrow_tables(measured: Measured, paragraphs: Sequence[Paragraph]) -> set[int]:
    """The tables that keep to the left half: recipients with one bracket beside them stand in one that draws it."""
    right: dict[int, float] = {}
    for paragraph in paragraphs:
        if paragraph.cell is not None:
            table = paragraph.cell.table
            right[table] = max(right.get(table, 0.0), paragraph.right_mm / sheet_width(measured, paragraph))
    return {table for table, edge in right.items() if edge < LEFT_SHARE}


def _is_annex_start(paragraph: Paragraph) -> bool:
    return recognise.is_annex_label(paragraph.text) and not _in_grid(paragraph)


def _begin(measured: Measured, paragraphs: Sequence[Paragraph], anchor: int, start: int) -> int:
    """The foot begins above its anchor where signatures stand there: cells of the same table, or the right half."""
    begin = anchor
    own = paragraphs[anchor].cell
    while begin > start:
        above = paragraphs[begin - 1]
        if _in_grid(above):
            break
        same_table = own is not None and above.cell is not None and above.cell.table == own.table
        other_layout = above.cell is not None and not above.cell.framed
        if not (same_table or other_layout or _stands_beside(measured, above, paragraphs[anchor])):
            break
        begin -= 1
    return begin


def _stands_beside(measured: Measured, above: Paragraph, anchor: Paragraph) -> bool:
    """Whether a paragraph in no table belongs to a signature beside the recipients: short, in the other half."""
    if above.cell is not None or len(above.text) > LONGEST_NAME:
        return False
    stands = side(measured, above)
    signs = recognise.is_authority(above.text) or recognise.is_post(above.text)
    return stands == "phai" or (signs and stands == "trai" and side(measured, anchor) == "phai")


def _end(measured: Measured, paragraphs: Sequence[Paragraph], anchor: int) -> int:
    """The foot ends before the first paragraph that is none of it: an annex, a table, text across the page."""
    position = anchor
    own = paragraphs[anchor]
    narrow = _narrow_tables(measured, paragraphs[anchor:])
    while position < len(paragraphs):
        paragraph = paragraphs[position]
        if position > anchor:
            moved_on = paragraph.section != own.section and not _continues(paragraph, own)
            starts = recognise.is_attached_line(paragraph.text) and paragraph.align == "giua"
            grid = _in_grid(paragraph) and paragraph.cell is not None and paragraph.cell.table not in narrow
            if _is_annex_start(paragraph) or grid or moved_on or starts or paragraph.page_break_before:
                break
            if _is_title(measured, paragraph):
                break
        position += 1
    return position


def _continues(paragraph: Paragraph, own: Paragraph) -> bool:
    """A paragraph of the same table stands in the foot whatever its section."""
    return paragraph.cell is not None and own.cell is not None and paragraph.cell.table == own.cell.table


def _is_title(measured: Measured, paragraph: Paragraph) -> bool:
    """A line in capitals across the page that does not sign: the title of an annex without a label."""
    if recognise.is_authority(paragraph.text) or recognise.is_post(paragraph.text):
        return False
    across = paragraph.cell is None and side(measured, paragraph) == "ngang" and paragraph.align == "giua"
    return across and paragraph.is_upper and paragraph.bold


def _label_side(measured: Measured, zone: Iterable[Paragraph]) -> Side:
    """The half of the page that the recipients have: the left, unless signature and recipients are exchanged."""
    label = next((one for one in zone if recognise.is_fixed(one.text, "nhan_noi_nhan")), None)
    return "phai" if label is not None and side(measured, label) == "phai" else "trai"


def _sort(measured: Measured, zone: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The foot's paragraphs by where they belong: with the recipients, or with the signatures."""
    left: list[Paragraph] = []
    right: list[Paragraph] = []
    listing = False
    own = _label_side(measured, zone)
    other = "trai" if own == "phai" else "phai"
    for paragraph in zone:
        label = recognise.is_fixed(paragraph.text, "nhan_noi_nhan")
        stands = side(measured, paragraph)
        signs = recognise.is_authority(paragraph.text) or (paragraph.is_upper and recognise.is_post(paragraph.text))
        listing = label or (listing and not signs)
        if (
            label
            or (listing and stands != other)
            or paragraph.text.startswith(("-", "+", "–"))
            or (stands == own and not signs and (not right or _goes_on(left, paragraph)))
            or recognise.is_contact(paragraph.text)
            or recognise.is_drafter(paragraph.text)
        ):
            left.append(paragraph)
        else:
            right.append(paragraph)
    return left, right


def _goes_on(listed: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """Whether a paragraph ends a line of the list that the page's end has broken."""
    broken = bool(listed) and not listed[-1].text.endswith(_LINE_ENDS)
    return broken and paragraph.page is not None and paragraph.page != listed[-1].page


def _find_recipients(foot: Foot, left: Sequence[Paragraph]) -> None:
    listed: list[Paragraph] = []
    labelled = False
    for paragraph in left:
        text = paragraph.text
        if not labelled and recognise.is_fixed(text, "nhan_noi_nhan"):
            foot.components["nhan_noi_nhan"] = Component("nhan_noi_nhan", (paragraph,))
            labelled = True
        elif recognise.is_drafter(text):
            foot.components["nguoi_soan_thao"] = Component("nguoi_soan_thao", (paragraph,))
        elif not text.startswith(("-", "+", "–")) and recognise.is_contact(text):
            known = foot.components.get("lien_he")
            foot.components["lien_he"] = Component("lien_he", (*(known.paragraphs if known else ()), paragraph))
        elif labelled or text.startswith(("-", "+", "–")):
            listed.append(paragraph)
    foot.recipients = tuple(listed)


def _blocks(right: Sequence[Paragraph]) -> Iterable[Signature]:
    """The signature blocks: paragraphs of one cell or of one column of lines belong together."""
    groups: list[list[Paragraph]] = []
    for paragraph in right:
        group = next((one for one in groups if _same_block(one[-1], paragraph)), None)
        if group is None or _complete(group, paragraph):
            groups.append([paragraph])
        else:
            group.append(paragraph)
    for group in groups:
        if block := _read_block(group):
            yield block


def _same_block(above: Paragraph, below: Paragraph) -> bool:
    if above.cell is not None and below.cell is not None:
        return above.cell.table == below.cell.table and above.cell.column == below.cell.column
    centre_above = (above.left_mm + above.right_mm) / 2
    centre_below = (below.left_mm + below.right_mm) / 2
    return abs(centre_above - centre_below) < BLOCKS_APART_MM


def _complete(group: Sequence[Paragraph], following: Paragraph) -> bool:
    """Whether a block has its name already and another begins: the name is not in capitals, the next line is."""
    named = any(not paragraph.is_upper and _may_be_name(paragraph) for paragraph in group)
    return named and (recognise.is_authority(following.text) or recognise.is_post(following.text))


def _may_be_name(paragraph: Paragraph) -> bool:
    words = paragraph.text.split()
    return len(words) > 1 and len(paragraph.text) <= LONGEST_NAME and not paragraph.text.startswith("(")


def _read_block(group: Sequence[Paragraph]) -> Signature | None:
    lines = [one for one in group if not recognise.is_dashes(one.text) and not one.text.startswith("(")]
    authority = [one for one in lines if recognise.is_authority(one.text)]
    rest = [one for one in lines if one not in authority]
    # The name is the last line; a line in capitals is one only below a post and where nothing else can be.
    name = rest[-1] if rest and _may_be_name(rest[-1]) and not recognise.is_post(rest[-1].text) else None
    if name is not None and name.is_upper and len(rest) < 2 and not authority:
        name = None
    between = [one for one in rest if one is not name]
    posts = [one for one in between if one.is_upper or recognise.is_post(one.text.upper())]
    others = [one for one in between if one not in posts]
    if not (authority or posts or name):
        return None
    first_post = next((number for number, one in enumerate(lines) if one in posts), None)
    head = [
        one for number, one in enumerate(lines) if one in authority or (first_post is not None and number < first_post)
    ]
    kept = [one for one in head if one in authority]
    wrapped = [one for one in posts if not recognise.is_post(one.text) and kept and one.is_upper]
    return Signature(
        authority=tuple(sorted((*kept, *wrapped), key=lines.index)),
        posts=tuple(one for one in posts if one not in wrapped),
        other_posts=tuple(others),
        name=name,
        sure=bool(authority or posts),
    )
