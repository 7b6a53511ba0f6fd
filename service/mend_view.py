"""What was mended in a Word file and what was left, as lines a person reads."""

from __future__ import annotations

from collections.abc import Iterator

from service.check_view import plain_text
from service.checking import FileChecked
from service.the_thuc.mend.diff import text_diff
from service.the_thuc.mend.mend import Mended, why_left


def mended_lines(mended: Mended, file: FileChecked, *, unknown: bool = False) -> Iterator[str]:
    """Each change, then how the words differ, then each finding that is left and why; control signs are shown.

    Findings of level unknown are left out unless `unknown` asks for them.
    """
    left = [finding for finding in mended.left if unknown or finding.level != "unknown"]
    yield f"Đã sửa {len(mended.done)} chỗ; còn {len(left)} chỗ người soạn phải tự xem."
    for change in mended.done:
        yield plain_text(f"  đã sửa [{change.rule}] {change.where}: {change.before} → {change.after}")
    yield "Lời văn trước và sau khi sửa (- bỏ, + thêm):"
    for line in text_diff(file.content, mended.docx).splitlines():
        yield plain_text(f"  {line}")
    for finding in left:
        reason = why_left(finding, file.checked)
        yield plain_text(f"  chưa sửa [{finding.rule}] {finding.place}: {finding.found}; {reason}")
