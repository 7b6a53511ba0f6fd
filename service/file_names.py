"""A name for the files of a paper, in plain letters that every system and mail program takes."""

from __future__ import annotations

import re
import unicodedata

from schemas.base import VanBan

DRAFT = "du-thao"
# So much of a subject is told by a file's name.
MAX_SUBJECT = 60
MAX_STEM = 150

_FIRST_NUMBER = re.compile(r"[0-9]+")
_FIELD = re.compile(r"\{(\w+)\}")


def file_stem(van_ban: VanBan, so_ky_hieu: str, pattern: str | None = None) -> str:
    """A name for the files: by the office's pattern, else `05-KH-DU`, or `ke-hoach-du-thao` while there is no number.

    Args:
        van_ban: the paper.
        so_ky_hieu: its number and symbol as printed.
        pattern: the office's own pattern with `{so}`, `{loai}`, `{co_quan}`, `{trich_yeu}`.
    """
    kind = van_ban.loai.replace("_", "-")
    if pattern:
        return _by_pattern(van_ban, so_ky_hieu, pattern) or kind
    if is_draft(van_ban):
        return f"{kind}-{DRAFT}"
    return _plain(so_ky_hieu.partition(" ")[2]) or kind


def is_draft(van_ban: VanBan) -> bool:
    """Whether a paper has no number yet; its name may then be that of other papers too."""
    return van_ban.so_van_ban is None and van_ban.so_ky_hieu is None


def _by_pattern(van_ban: VanBan, so_ky_hieu: str, pattern: str) -> str:
    values = {
        "so": _number(van_ban, so_ky_hieu),
        "loai": van_ban.loai.replace("_", "-"),
        "co_quan": _plain(van_ban.co_quan[0].ky_hieu_co_quan),
        "trich_yeu": _shortened(_plain(van_ban.trich_yeu).lower()),
    }
    # What stands between fields stays as the office wrote it.
    return _FIELD.sub(lambda found: values[found[1]], pattern)[:MAX_STEM].strip("-_")


def _number(van_ban: VanBan, so_ky_hieu: str) -> str:
    """The number as it is printed, zeros included."""
    if is_draft(van_ban):
        return DRAFT
    found = _FIRST_NUMBER.search(so_ky_hieu)
    return found[0] if found else DRAFT


def _plain(text: str) -> str:
    """Letters without diacritics and digits, in words joined by hyphens."""
    folded = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(
        char if char.isascii() and char.isalnum() else "-" for char in folded if not unicodedata.combining(char)
    )
    return "-".join(part for part in plain.split("-") if part)


def _shortened(words: str) -> str:
    """The whole words that fit."""
    return words if len(words) <= MAX_SUBJECT else words[: MAX_SUBJECT + 1].rpartition("-")[0] or words[:MAX_SUBJECT]
