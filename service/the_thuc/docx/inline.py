"""Reads what stands in a paragraph: spans of one look, fields, breaks, marks of notes, and the drawings anchored in it.

A field may run through several paragraphs, so one `Inline` reads a whole story.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace

from service.the_thuc.docx.layers import NO_RUN, RunLayer, read_run_layer
from service.the_thuc.docx.styles import Look, ParaLook, Styles
from service.the_thuc.docx.values import MC, WRAPPERS, Element, M, W, alternative, is_true
from service.the_thuc.model import Span

# Fields that print a number even where the file holds no result of them yet.
_NUMBER_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
_NUMBER_TO_COME = "1"
# The name of a field stands so near to the beginning of its instruction.
_NAME_WITHIN = 200
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LAST_ASCII = "\x7f"
_NEUTRAL = frozenset(" \t\n\u00a0")
# What a run's element prints, whatever it says; a soft hyphen shows only where the renderer breaks.
_PRINTED = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DRAWINGS = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_NOTE_MARKS = frozenset(f"{W}{name}" for name in ("footnoteReference", "endnoteReference"))
_OWN_MARKS = frozenset(f"{W}{name}" for name in ("footnoteRef", "endnoteRef"))


@dataclass(slots=True)
class Content:
    """What one paragraph holds. `break_first`: a page break before any text, `break_last`: one with none after it.

    `columns` counts the column breaks, `columns_first` those before any text.
    """

    spans: list[Span] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    break_first: bool = False
    break_last: bool = False
    columns: int = 0
    columns_first: int = 0
    texts: int = 0


@dataclass(slots=True)
class _Field:
    """A field being read: its instruction first, then its result."""

    instruction: str = ""
    in_result: bool = False
    printed: bool = False

    @property
    def name(self) -> str:
        # Asked for at every run of the result, so all but the beginning of a long instruction is left alone.
        words = self.instruction[:_NAME_WITHIN].split(None, 1)
        return words[0].upper() if words else ""


class Inline:
    """Reads the paragraphs of one story one after another.

    `notes` holds by kind the ids of the notes in the order they are pointed at; `note_mark` is what the mark at the
    head of a note prints.
    """

    def __init__(self, styles: Styles, root: Element) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        # How many of them are not in their result yet: what they hold is not shown.
        self._asking = 0
        self.notes: dict[str, list[str]] = {"footnotes": [], "endnotes": []}
        self.note_mark = ""
        # Where a field was never closed, fields end with their paragraph: else all that follows would be lost.
        marks = [mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar")]
        self._is_sound = marks.count("begin") == marks.count("end")

    def read(self, paragraph: Element, look: ParaLook) -> Content:
        """The content of a `w:p`, without the number of a list."""
        content = Content()
        self._walk(paragraph, look, content)
        if not self._is_sound:
            self._fields.clear()
            self._asking = 0
        return content

    def _walk(self, node: Element, look: ParaLook, content: Content) -> None:
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, look, content)
            elif tag in WRAPPERS:
                self._walk(child, look, content)
            elif tag == f"{W}fldSimple":
                self._simple(child, look, content)
            elif tag == f"{MC}AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    self._walk(chosen, look, content)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                for run in child.iter(f"{M}r"):
                    text = "".join(piece.text or "" for piece in run.findall(f"{M}t"))
                    self._add(content, text, self._styles.run(self._layer(run), look))

    def _layer(self, run: Element) -> RunLayer:
        properties = run.find(f"{W}rPr")
        return NO_RUN if properties is None else read_run_layer(properties, self._styles.theme)

    def _simple(self, node: Element, look: ParaLook, content: Content) -> None:
        self._fields.append(_Field(node.get(f"{W}instr", ""), in_result=True))
        self._walk(node, look, content)
        self._close(content, self._styles.run(NO_RUN, look))

    def _run(self, run: Element, look: ParaLook, content: Content) -> None:
        layer = self._layer(run)
        self._pieces(run, layer, self._styles.run(layer, look), look, content)

    def _pieces(self, run: Element, layer: RunLayer, shown: Look, look: ParaLook, content: Content) -> None:
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                self._add(content, _written(child), shown)
            elif tag in _PRINTED:
                self._add(content, _PRINTED[tag], shown)
            elif tag in _DRAWINGS:
                if not self._asking:
                    content.drawings.append(child)
            elif tag == f"{W}sym":
                self._symbol(child, layer, look, content)
            elif tag == f"{MC}AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    self._pieces(chosen, layer, shown, look, content)
            else:
                self._made(child, shown, content)

    def _made(self, child: Element, shown: Look, content: Content) -> None:
        """What the program makes of an element: fields, breaks, numbers, marks of notes."""
        tag = child.tag
        if tag == f"{W}fldChar":
            self._mark(child.get(f"{W}fldCharType", ""), content, shown)
        elif tag == f"{W}instrText":
            if self._fields and not self._fields[-1].in_result and len(self._fields[-1].instruction) < _NAME_WITHIN:
                self._fields[-1].instruction += child.text or ""
        elif tag == f"{W}br":
            self._break(child.get(f"{W}type", ""), content, shown)
        elif tag == f"{W}pgNum":
            self._add(content, _NUMBER_TO_COME, shown, name="PAGE")
        elif tag in _NOTE_MARKS:
            self._note(child, tag, content, shown)
        elif tag in _OWN_MARKS:
            self._add(content, self.note_mark, shown, note=True)

    def _mark(self, mark: str, content: Content, shown: Look) -> None:
        if mark == "begin":
            self._fields.append(_Field())
            self._asking += 1
        elif mark == "separate" and self._fields:
            self._asking -= not self._fields[-1].in_result
            self._fields[-1].in_result = True
        elif mark == "end" and self._fields:
            self._close(content, shown)

    def _close(self, content: Content, shown: Look) -> None:
        """Ends the innermost field; a number field that holds no result will print one."""
        last = self._fields[-1]
        self._asking -= not last.in_result
        if last.name in _NUMBER_FIELDS and not last.printed:
            self._add(content, _NUMBER_TO_COME, shown)
        self._fields.pop()
        if last.printed and self._fields:
            self._fields[-1].printed = True

    def _break(self, kind: str, content: Content, shown: Look) -> None:
        if kind == "page":
            content.break_first = content.break_first or not content.texts
            content.break_last = True
        elif kind == "column":
            content.columns += 1
            content.columns_first += not content.texts
        else:
            self._add(content, "\n", shown)

    def _symbol(self, element: Element, layer: RunLayer, look: ParaLook, content: Content) -> None:
        try:
            sign = chr(int(element.get(f"{W}char", ""), 16))
        except (ValueError, OverflowError):
            return
        # No XML could hold half of a pair or a sign that steers, and nobody sees it.
        if unicodedata.category(sign) in {"Cc", "Cs", "Cn"}:
            return
        font = element.get(f"{W}font")
        own = replace(layer, ascii=font, hansi=font) if font else layer
        self._add(content, sign, self._styles.run(own, look))

    def _note(self, element: Element, tag: str, content: Content, shown: Look) -> None:
        kind = "footnotes" if tag == f"{W}footnoteReference" else "endnotes"
        self.notes[kind].append(element.get(f"{W}id", ""))
        # A mark of the writer's own stands as text beside the reference.
        own = is_true(element.get(f"{W}customMarkFollows"))
        text = "" if own else str(len(self.notes[kind]))
        self._add(content, text, shown, note=True)

    def _add(self, content: Content, text: str, look: Look, *, note: bool = False, name: str = "") -> None:
        if not text or self._asking:
            return
        if self._fields:
            self._fields[-1].printed = True
        if look.upper:
            text = text.upper()
        if text.strip() and not look.hidden:
            content.texts += 1
            content.break_last = False
        named = name or (self._fields[-1].name if self._fields else "")
        for piece, is_plain in split_by_font(text, look):
            letters = look.ascii if is_plain else look.other
            content.spans.append(Span(piece, letters, field=named, note=note, hidden=look.hidden))


def _written(element: Element) -> str:
    """The text of a `w:t`; white space at its ends is kept only where the file asks for it."""
    text = element.text or ""
    return text if element.get(_SPACE) == "preserve" else text.strip(" \t\r\n")


def split_by_font(text: str, look: Look) -> list[tuple[str, bool]]:
    """Pieces of a text with whether they are set as plain Latin letters; white space goes with what is before it."""
    if look.ascii is look.other:
        return [(text, True)]
    pieces: list[tuple[str, bool]] = []
    start, plain = 0, _is_plain(next((char for char in text if char not in _NEUTRAL), " "))
    for at, char in enumerate(text):
        if char not in _NEUTRAL and _is_plain(char) != plain:
            pieces.append((text[start:at], plain))
            start, plain = at, not plain
    pieces.append((text[start:], plain))
    return pieces


def _is_plain(char: str) -> bool:
    return char <= _LAST_ASCII


def merge_alike(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbours of one look as one span: writers part runs at will."""
    groups: list[tuple[Span, list[str]]] = []
    for span in spans:
        if groups and _alike(groups[-1][0], span):
            groups[-1][1].append(span.text)
        else:
            groups.append((span, [span.text]))
    return tuple(first if len(texts) == 1 else replace(first, text="".join(texts)) for first, texts in groups)


def _alike(one: Span, other: Span) -> bool:
    return (
        one.letters == other.letters
        and one.field == other.field
        and one.hidden == other.hidden
        and not (one.note or other.note or one.automatic or other.automatic)
    )
