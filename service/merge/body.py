"""Blocks of a body as WordprocessingML: headings, numbered text, quotes; tables are built by `merge.tables`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from service.merge.look import Look
from service.merge.ooxml import Element, paragraph, text_run, twips_pt, w
from service.merge.styles import FOOTNOTE_MARK, OUTLINE_LEVELS, SECTION_END, style_id
from service.merge.tables import TablePage, build_table
from service.merge.wording import end_text
from service.text.blocks import AnyBlock, Footnote, Heading, Item, Paragraph, Quote, Table
from service.text.inline import Run, parse_inline
from service.text.metrics import width_mm, wrap_lines
from service.text.numbering import number_blocks

# Kinds whose mark stands on its own line above the heading, and the style of the pair.
LABELLED = {"phan": "nhan_phan", "chuong": "nhan_phan", "muc": "nhan_muc", "tieu_muc": "nhan_muc"}
TITLE_OF = {"nhan_phan": "ten_phan", "nhan_muc": "ten_muc"}
HEADING_STYLES = {"dieu": "dieu", "chu_hoa": "chu_hoa", "la_ma": "la_ma", "so": "so", "so_2": "so", "so_3": "so"}
LEVEL_ORDER = (
    "phan", "chuong", "muc", "tieu_muc", "dieu", "chu_hoa", "la_ma", "tieu_de", "so", "so_2", "so_3", "chu_thuong",
    "so_ngoac", "gach", "cong", "sao",
)  # fmt: skip
# Word and PDF know nine levels of headings.
MAX_OUTLINE_LEVEL = 8


@dataclass(frozen=True)
class Line:
    """One paragraph before it becomes XML: its component, its runs, and whether it stays with the next."""

    component: str
    runs: tuple[Run, ...]
    outline: int | None = None
    keep_next: bool = False
    space_before_pt: float = 0.0
    space_after_pt: float | None = None
    breaks_after: int | None = None

    @property
    def text(self) -> str:
        """The text without marks of weight."""
        return "".join(run.text for run in self.runs)


# 0 and 1 are the separators that Word wants.
FIRST_FOOTNOTE_ID = 2


class BodyBuilder:
    """Turns the blocks of one body or annex into elements. One builder serves one paper: footnote ids go on."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self.footnotes: list[tuple[int, tuple[Run, ...]]] = []

    def build(
        self, blocks: Sequence[AnyBlock], *, with_end_mark: bool, keep_last_lines: int = 0, landscape: bool = False
    ) -> list[Element]:
        """The elements of a body.

        Args:
            blocks: the body.
            with_end_mark: whether the last text gets the end mark of the rule set.
            keep_last_lines: so many last lines of text stay on the page of what follows the body.
            landscape: the page to lay tables out on.
        """
        notes = {block.dau: block.noi_dung for block in blocks if isinstance(block, Footnote)}
        lines = self._lines(blocks)
        if with_end_mark:
            lines = self._with_end_mark(lines)
        lines, kept_rows = self._keep_last(lines, keep_last_lines)
        width = self._look.content_width_mm(landscape=landscape)
        height = self._look.content_height_mm(landscape=landscape)
        elements: list[Element] = []
        for index, (entry, following) in enumerate(zip(lines, [*lines[1:], None], strict=True)):
            if not isinstance(entry, Table):
                elements.append(self._paragraph(entry, notes))
                continue
            page = TablePage(width, height, keep_rows=kept_rows.get(index, 0))
            elements += build_table(entry, self._look, page, self._run_builder(notes))
            if following is None or isinstance(following, Table):
                elements.append(self._table_end(keep_next=index in kept_rows))
        return elements

    def _table_end(self, *, keep_next: bool) -> Element:
        """What parts a table from one that follows, which programs would otherwise join with it."""
        gap = w("spacing", before=twips_pt(self._look.rule_set.bang.cach_sau_pt))
        return paragraph(SECTION_END, properties=[*([w("keepNext")] if keep_next else []), gap])

    def _lines(self, blocks: Sequence[AnyBlock]) -> list[Line | Table]:
        lines: list[Line | Table] = []
        depth = _Depth()
        after_table = False
        for block, mark in number_blocks(blocks, self._look.roman_style):
            if isinstance(block, Footnote):
                continue
            if isinstance(block, Table):
                lines.append(block)
                after_table = True
                continue
            made = self._block_lines(block, mark, depth)
            if after_table and made:
                made[0] = replace(made[0], space_before_pt=self._look.rule_set.bang.cach_sau_pt)
            after_table = False
            lines += made
        return lines

    def _block_lines(self, block: Item | Heading | Paragraph | Quote, mark: str | None, depth: _Depth) -> list[Line]:
        if isinstance(block, Paragraph):
            return [Line("than", parse_inline(block.noi_dung))]
        if isinstance(block, Quote):
            return [Line("trich", parse_inline(line)) for line in block.noi_dung.split("\n")]
        if isinstance(block, Heading):
            return [self._heading_line("tieu_de_tron", "", block.tieu_de, depth.enter("tieu_de"))]
        if block.kieu in LABELLED:
            return self._labelled(block, mark or "", depth)
        if block.tieu_de and not block.noi_dung:
            component = HEADING_STYLES.get(block.kieu, "so_nho")
            return [self._heading_line(component, mark or "", block.tieu_de, depth.enter(block.kieu))]
        return [Line("than", self._item_runs(block, mark or ""))]

    def _labelled(self, block: Item, label: str, depth: _Depth) -> list[Line]:
        component = LABELLED[block.kieu]
        level = depth.enter(block.kieu)
        label_run = Run(canonical_label(label), False, False, None)
        title = self._cased(TITLE_OF[component], parse_inline(block.tieu_de)) if block.tieu_de else ()
        # The label and the title below it are one heading: the gap below is the title's.
        gap = self._look.component(TITLE_OF[component]).sau_pt
        breaks_after = 1 if title else None
        lines = [Line(component, (label_run, *title), outline=level, breaks_after=breaks_after, space_after_pt=gap)]
        if block.noi_dung:
            lines.append(Line("than", parse_inline(block.noi_dung)))
        return lines

    def _heading_line(self, component: str, mark: str, heading: str, level: int) -> Line:
        runs = self._cased(component, parse_inline(heading))
        prefix = (Run(f"{mark} ", False, False, None),) if mark else ()
        return Line(component, (*prefix, *runs), outline=level)

    def _cased(self, component: str, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        if not self._look.component(component).chu_hoa:
            return runs
        return tuple(replace(run, text=run.text.upper()) for run in runs)

    def _item_runs(self, block: Item, mark: str) -> tuple[Run, ...]:
        is_dieu = block.kieu == "dieu"
        runs: list[Run] = []
        if mark:
            runs.append(Run(f"{mark} ", is_dieu, False, None))
        if block.tieu_de:
            runs += [replace(run, bold=True) for run in parse_inline(block.tieu_de)]
            runs.append(Run(" ", False, False, None))
        return (*runs, *parse_inline(block.noi_dung or ""))

    def _with_end_mark(self, lines: list[Line | Table]) -> list[Line | Table]:
        if not lines:
            return lines
        last = lines[-1]
        if isinstance(last, Table) or last.component != "than" or not last.text.strip():
            return lines
        return [*lines[:-1], replace(last, runs=self._end_runs(last.runs))]

    def _end_runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The runs with the end mark in the last of them that has text; references to footnotes stay behind it.

        A run that held nothing but a mark, because of its weight, is taken away.
        """
        ended = end_text("".join(run.text for run in runs), self._look.rule_set)
        stem = ended.removesuffix(self._look.rule_set.cau_chu.ket_thuc)
        made: list[Run] = []
        filled, mark = 0, ended[len(stem) :]
        last = max(index for index, run in enumerate(runs) if run.footnote is None)
        for index, run in enumerate(runs):
            kept = stem[filled : filled + len(run.text)]
            filled += len(run.text)
            # The mark looks as what it replaces did, or goes on as the text ends.
            if mark and run.footnote is None and (filled > len(stem) or index == last):
                kept, mark = kept + mark, ""
            if kept or run.footnote is not None:
                made.append(replace(run, text=kept))
        return tuple(made)

    def _keep_last(self, lines: list[Line | Table], wanted: int) -> tuple[list[Line | Table], dict[int, int]]:
        """Marks the last paragraphs to stay with what follows until they make up the wanted lines.

        Returns:
            The lines, and by the place of a table among them how many of its last rows stay too.
        """
        kept = list(lines)
        kept_rows: dict[int, int] = {}
        for index in range(len(kept) - 1, -1, -1):
            entry = kept[index]
            if wanted <= 0:
                break
            if isinstance(entry, Table):
                kept_rows[index] = wanted
                break
            kept[index] = replace(entry, keep_next=True)
            wanted -= self._count_lines(entry)
        return kept, kept_rows

    def _count_lines(self, line: Line) -> int:
        available = self._look.content_width_mm()
        style = self._look.font_style(line.component)
        size = self._look.size_pt(line.component)
        indent = self._look.indent_mm / width_mm(" ", size, style)
        return len(wrap_lines(f"{' ' * int(indent)}{line.text}", size, style, available))

    def _paragraph(self, line: Line, notes: Mapping[str, str]) -> Element:
        properties = []
        if line.keep_next:
            properties.append(w("keepNext"))
        gaps = {"before": line.space_before_pt or None, "after": line.space_after_pt}
        if given := {side: twips_pt(gap) for side, gap in gaps.items() if gap is not None}:
            properties.append(w("spacing", **given))
        if line.outline is not None and line.outline != OUTLINE_LEVELS.get(line.component):
            properties.append(w("outlineLvl", val=str(min(line.outline, MAX_OUTLINE_LEVEL))))
        rule = self._look.component(line.component)
        make_run = self._run_builder(notes, base_bold=rule.dam, base_italic=rule.nghieng)
        runs: list[Element] = []
        for index, run in enumerate(line.runs):
            runs += make_run(run)
            if line.breaks_after == index + 1:
                runs.append(w("r", w("br")))
        return paragraph(style_id(line.component), *runs, properties=properties)

    def _run_builder(
        self, notes: Mapping[str, str], *, base_bold: bool = False, base_italic: bool = False
    ) -> Callable[[Run], list[Element]]:
        def make_run(run: Run) -> list[Element]:
            if run.footnote is not None:
                return [self._footnote_reference(run.footnote, notes)]
            if not run.text:
                return []
            bold = True if run.bold and not base_bold else None
            italic = True if run.italic and not base_italic else None
            return [text_run(run.text, bold=bold, italic=italic)]

        return make_run

    def _footnote_reference(self, mark: str, notes: Mapping[str, str]) -> Element:
        identifier = FIRST_FOOTNOTE_ID + len(self.footnotes)
        self.footnotes.append((identifier, parse_inline(notes[mark])))
        return w("r", w("rPr", w("rStyle", val=FOOTNOTE_MARK)), w("footnoteReference", id=str(identifier)))


class _Depth:
    """Outline levels from the kinds met so far: a kind inside another is one level deeper."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def enter(self, kind: str) -> int:
        order = LEVEL_ORDER.index(kind)
        while self._open and self._open[-1] >= order:
            self._open.pop()
        self._open.append(order)
        return len(self._open) - 1


def canonical_label(label: str) -> str:
    """A label such as PHẦN II or Chương I with its word in small letters, as the law prints it."""
    word, _, number = label.partition(" ")
    if label.lower().startswith("tiểu mục"):
        return f"Tiểu mục{label[len('tiểu mục') :]}"
    is_roman = number.isascii()
    return f"{word.capitalize()} {number if is_roman else number.lower()}".strip()
