"""A name for the files of a paper, in plain letters that every system and mail program takes."""

from __future__ import annotations

import unicodedata

from schemas.base import VanBan


def file_stem(van_ban: VanBan, so_ky_hieu: str) -> str:
    """A name for the files in plain letters: `05-KH-DU`, or `ke-hoach-du-thao` while there is no number."""
    if van_ban.so_van_ban is None and van_ban.so_ky_hieu is None:
        return f"{van_ban.loai.replace('_', '-')}-du-thao"
    number = so_ky_hieu.partition(" ")[2]
    folded = unicodedata.normalize("NFD", number.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(
        char if char.isascii() and char.isalnum() else "-" for char in folded if not unicodedata.combining(char)
    )
    return "-".join(part for part in plain.split("-") if part) or van_ban.loai.replace("_", "-")
