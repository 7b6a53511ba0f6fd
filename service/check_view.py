"""What was found in a file, as a person reads it in a terminal and as a program reads it."""

from __future__ import annotations

import json
import shutil
import textwrap
import unicodedata
from collections.abc import Iterator
from typing import get_args

from service.checking import FileChecked, Listed
from service.findings import Level
from service.rules_view import LEVELS
from service.the_thuc.model import Box
from service.the_thuc.paper import Paper
from service.the_thuc.phrases import LABELS, labels_of, short_date
from service.the_thuc.places import find_places

KINDS = {"docx": "Word (.docx)", "doc": "Word đời cũ (.doc)", "pdf": "PDF"}
NOTHING = "Không thấy chỗ nào sai thể thức."
UNTOLD = "{count} điều máy chưa kết luận được (xem bằng --all)."

_MIN_WIDTH, _USUAL_WIDTH, _MAX_WIDTH = 60, 100, 120
_LABEL_WIDTH = max(map(len, LABELS)) + 2


def to_table(file: FileChecked, name: str, *, unknown: bool = False) -> str:
    """The findings by level, each with what is demanded, what was found, how to mend it and its law; the counts last.

    Those of level unknown are only counted unless `unknown` asks for them.
    """
    width = min(max(shutil.get_terminal_size((_USUAL_WIDTH, 1)).columns, _MIN_WIDTH), _MAX_WIDTH)
    lines = [f"{plain_text(name)}: {describe_paper(file.checked.paper)}"]
    lines += [f"Lưu ý: {note}." for note in file.notes]
    shown = shown_findings(file, unknown=unknown)
    for level in get_args(Level):
        of_level = [one for one in shown if one.level == level]
        if of_level:
            lines += ["", f"{LEVELS[level].upper()} ({len(of_level)})"]
            for one in of_level:
                lines += _entry(one, width)
    lines += ["", f"Tổng cộng: {describe_counts(file)}."]
    if not any(one.level != "unknown" for one in file.listed) and file.checked.paper is not None:
        lines.append(NOTHING)
    if (hidden := len(file.listed) - len(shown)) > 0:
        lines.append(UNTOLD.format(count=hidden))
    return "\n".join(lines)


def to_json(file: FileChecked, name: str) -> str:
    """One object with every finding, those of level unknown too, in the order and with the numbers of the table."""
    paper = file.checked.paper
    told = {
        "file": name,
        "kind": file.kind,
        "rule_set": paper.rule_set.id if paper else None,
        "loai": paper.loai if paper else None,
        "ngay": paper.ngay.isoformat() if paper and paper.ngay else None,
        "counts": dict(file.counts),
        "notes": list(file.notes),
        "findings": [_as_json(one, file) for one in file.listed],
    }
    # The file's own text may hold signs that steer a terminal.
    return "".join(map(_escaped, json.dumps(told, ensure_ascii=False, indent=2)))


def shown_findings(file: FileChecked, *, unknown: bool) -> tuple[Listed, ...]:
    """The findings to list: all, or those that say something; a file that shows no paper says so in any case."""
    if unknown or file.checked.paper is None:
        return file.listed
    return tuple(one for one in file.listed if one.level != "unknown")


def describe_paper(paper: Paper | None) -> str:
    """The paper in a phrase: type, date, and the rules it was held to."""
    if paper is None:
        return "không nhận ra là văn bản nào"
    type_rule = paper.type_rule
    kind = type_rule.ten if type_rule else "văn bản chưa rõ loại"
    dated = short_date(paper.ngay) if paper.ngay else None
    return f"{kind} {f'ngày {dated}' if dated else 'chưa ghi ngày'}, theo {paper.rule_set.ten}"


def describe_counts(file: FileChecked) -> str:
    """How many findings of each level."""
    return ", ".join(f"{count} {LEVELS[level]}" for level, count in file.counts.items())


def _entry(one: Listed, width: int) -> Iterator[str]:
    finding = one.marked.finding
    number = f"{one.number:>3}. "
    yield from _wrapped(f"{finding.place or 'Cả văn bản'} [{finding.rule}]", number, width)
    indent = " " * len(number)
    for label, text in zip(
        labels_of(finding), (finding.expected, finding.found, finding.fix, finding.citation), strict=True
    ):
        yield from _wrapped(text, f"{indent}{f'{label}:':<{_LABEL_WIDTH}}", width)


def _wrapped(text: str, start: str, width: int) -> list[str]:
    return textwrap.wrap(
        plain_text(text), width, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False
    ) or [start.rstrip()]


def _as_json(one: Listed, file: FileChecked) -> dict[str, object]:
    finding = one.marked.finding
    told: dict[str, object] = {
        "number": one.number,
        "rule": finding.rule,
        "citation": finding.citation,
        "level": finding.level,
        "place": finding.place,
        "expected": finding.expected,
        "found": finding.found,
        "fix": finding.fix,
    }
    if file.kind == "pdf":
        (boxes,) = find_places((one.marked,), file.checked.measured, file.checked.measured)
        told["boxes"] = [_box(box) for box in boxes]
    else:
        told["paragraphs"] = [paragraph.element for paragraph in one.marked.paragraphs if paragraph.element is not None]
    return told


def _box(box: Box) -> dict[str, float]:
    sides = {name: round(getattr(box, name), 1) for name in ("left", "top", "right", "bottom")}
    return {"page": box.page, **sides}


def plain_text(text: str) -> str:
    """Text on one line, without signs that steer a terminal."""
    return "".join(" " if _steers(char) else char for char in text)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if char != "\n" and _steers(char) and ord(char) <= 0xFFFF else char


def _steers(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
