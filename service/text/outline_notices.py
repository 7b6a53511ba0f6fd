"""What the writer of an outline is told: every notice of the parser, with its code and Vietnamese sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.findings import Level
from service.text.blocks import MAX_COLUMNS, MAX_HEADER_ROWS, AnyBlock, Footnote, Heading, Item, Table
from service.text.form_parts import FormPart
from service.text.inline import footnote_references
from service.text.outline_join import MAX_QUOTE_LINES
from service.text.outline_lines import is_too_deep

FORM_PART = "form-part"
_PAGE_DIGITS = 3
_SHOWN = 20  # characters of the source shown in a sentence


@dataclass(frozen=True)
class Notice:
    """Something in the source worth telling: the line from 1, a stable code, a Vietnamese sentence, how grave."""

    line: int
    code: str
    message: str
    level: Level = "info"


def mark_alone(line: int, mark: str) -> Notice:
    """A mark without any text."""
    return Notice(
        line,
        "mark-alone",
        f"Dấu mục “{mark[:_SHOWN]}” đứng một mình nên được giữ làm đoạn văn. Hãy thêm lời văn sau dấu hoặc xóa dòng.",
    )


def table_without_rows(line: int) -> Notice:
    """The start of a table with no row below it."""
    return Notice(
        line, "table-without-rows", "Tên bảng không có hàng nào ở dưới nên được giữ làm đoạn văn. Hãy thêm các hàng."
    )


def table_uneven(line: int) -> Notice:
    """Rows of unequal length, filled up with empty cells."""
    return Notice(
        line, "table-uneven", "Các hàng của bảng không bằng số ô; ô thiếu được để trống ở cuối hàng. Hãy kiểm tra lại."
    )


def table_split(line: int) -> Notice:
    """A row over a second line of dashes, taken for the header of a new table."""
    return Notice(
        line,
        "table-split",
        "Hàng này nằm trên dòng gạch |---| thứ hai nên được hiểu là tiêu đề của một bảng mới. "
        "Nếu vẫn là bảng trên, hãy xóa dòng gạch; nếu đúng là bảng mới, hãy để một dòng trống trước hàng này.",
    )


def separator_kept(line: int) -> Notice:
    """A second line of dashes in a table that cannot be the end of another header, kept as a row."""
    return Notice(
        line,
        "separator-kept",
        "Bảng có hơn một dòng gạch |---|; các dòng gạch sau được giữ như một hàng. Hãy xóa các dòng gạch thừa, "
        "hoặc để một dòng trống trước bảng mới.",
    )


def header_too_tall(line: int) -> Notice:
    """A line of dashes too far down to end a header, kept as a row."""
    return Notice(
        line,
        "header-too-tall",
        f"Dòng gạch |---| nằm sau hơn {MAX_HEADER_ROWS} hàng nên được giữ như một hàng. "
        "Hãy đặt lại sau các dòng tiêu đề.",
    )


def merge_invalid(line: int) -> Notice:
    """Merge signs that make no rectangle, kept as characters."""
    return Notice(
        line,
        "merge-invalid",
        "Dấu gộp ô “<”, “^” của bảng không tạo thành hình chữ nhật nên được giữ như ký tự. Hãy sửa lại dấu gộp.",
    )


def quote_unclosed(line: int) -> Notice:
    """An opening quotation mark that nothing closes."""
    return Notice(
        line,
        "quote-unclosed",
        f"Dấu mở ngoặc “ ở dòng này không có dấu ” đóng trong {MAX_QUOTE_LINES} dòng tiếp theo; "
        "lời văn được giữ nguyên. Hãy thêm dấu ” còn thiếu.",
    )


def form_part(line: int, part: FormPart) -> Notice:
    """A line that the form prints anyway, kept as text."""
    return Notice(line, FORM_PART, f"{part.message} Nếu vẫn cần in, hãy đặt dấu \\ ở đầu dòng.", "warning")


def maybe_one_paragraph(line: int) -> Notice:
    """A paragraph that begins where the line before ended both a sentence and the width of the text."""
    return Notice(
        line,
        "maybe-one-paragraph",
        "Dòng trên hết câu đúng ở cuối dòng đầy, nên dòng này được hiểu là đoạn mới. "
        "Nếu cùng một đoạn, hãy nối hai dòng.",
    )


def doubt(line: int, text: str, *, refused: bool) -> Notice | None:
    """What is odd about a line that was kept as text, None when nothing is; `refused` when its mark did not count."""
    if refused:
        return Notice(
            line,
            "mark-as-text",
            f"Dòng bắt đầu bằng “{text.split()[0][:_SHOWN]}” nhưng không nối tiếp số thứ tự nào nên được giữ làm "
            "lời văn. Nếu đây là một mục, hãy thêm dấu câu ở cuối dòng trên hoặc một dòng chỉ có dấu \\ ở giữa.",
        )
    if text.isdigit() and len(text) <= _PAGE_DIGITS:
        return Notice(
            line,
            "maybe-page-number",
            f"Dòng chỉ có số “{text}”, có thể là số trang bị dán lẫn. Nếu đúng, hãy xóa dòng này.",
        )
    if is_too_deep(text):
        return Notice(
            line,
            "level-too-deep",
            "Số mục có hơn ba cấp nên dòng được giữ làm lời văn. Hãy dùng tối đa ba cấp (1.1.1.), rồi a), (1), -.",
        )
    if text[0] == "|":
        return Notice(
            line,
            "row-unclear",
            "Dòng bắt đầu bằng | nhưng không phải một hàng của bảng nên được giữ làm lời văn. "
            f"Một hàng bắt đầu và kết thúc bằng |, có tối đa {MAX_COLUMNS} ô.",
        )
    if text[0] == "#" and "[" in text[:12]:
        return Notice(
            line,
            "notation-unclear",
            "Dòng bắt đầu bằng # nhưng không đúng ký hiệu nào nên được giữ làm lời văn. Hãy xem lại tên và dấu [ ].",
        )
    return None


def check_footnotes(blocks: Sequence[AnyBlock], lines: Sequence[int]) -> Iterator[Notice]:
    """References without a footnote, footnotes without a reference or given more than once."""
    given = Counter(block.dau for block in blocks if isinstance(block, Footnote))
    used: set[str] = set()
    for block, line in zip(blocks, lines, strict=True):
        for mark in (mark for text in _texts(block) for mark in footnote_references(text)):
            if mark not in given and mark not in used:
                message = f"Chú thích “[^{mark}]” chưa có lời. Hãy thêm dòng “[^{mark}]: …”."
                yield Notice(line, "footnote-missing", message)
            used.add(mark)
    for block, line in zip(blocks, lines, strict=True):
        if not isinstance(block, Footnote):
            continue
        if block.dau not in used:
            message = (
                f"Lời chú thích “[^{block.dau}]” không được nhắc đến ở đâu. Hãy đặt [^{block.dau}] vào chỗ cần chú."
            )
            yield Notice(line, "footnote-unused", message)
        if given[block.dau] > 1:
            yield Notice(line, "footnote-repeated", f"Chú thích “[^{block.dau}]” có nhiều lời. Hãy giữ lại một.")


def _texts(block: AnyBlock) -> Iterator[str]:
    """Every text of a block that is in inline notation."""
    if isinstance(block, Table):
        yield from (block.ten or "", block.don_vi or "")
        for row in block.hang:
            yield from row
    elif isinstance(block, Heading):
        yield block.tieu_de
    elif isinstance(block, Item):
        yield from (block.tieu_de or "", block.noi_dung or "")
    else:
        yield block.noi_dung
