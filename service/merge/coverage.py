"""Holds a merged paper against the document it was made of: every word that was given stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from schemas.base import PhuLuc, VanBan
from schemas.fields import Model
from service.errors import ErrorCode, VanThuError
from service.text.blocks import Block, Table
from service.text.inline import plain_text

_WORD = re.compile(r"\w+")
# What steers the form or is checked only. A number is part of the whole number and symbol where that is given.
_STEERING = frozenset(
    {"loai", "khoi", "lua_chon", "ten_trong_cau", "quyen_han", "do_khan", "so_van_ban", "so_ban", "ngay_ban_hanh"}
)
# Words of the form itself that a writer may type and the form then supplies: Kính gửi, V/v về việc, Lưu, Số, kiêm.
_SUPPLIED = frozenset(["kính", "gửi", "trình", "v", "về", "việc", "lưu", "số", "kiêm"])


def require_every_word(van_ban: VanBan, stories: Iterable[etree._Element]) -> None:
    """Refuses a paper in which a word of the common fields does not appear.

    This net does not know how a paper is put together, so it also catches a value that nobody handed to the template.

    Raises:
        VanThuError: with code `content-lost`, naming the field.
    """
    printed = "\n".join(text.upper().casefold() for story in stories for text in _paragraphs(story))
    known = set(_SUPPLIED)
    known.update(_WORD.findall(printed))
    for place, text in _given_texts(van_ban):
        # A template may print a word run together with others.
        words = [word for word in _words(text) if word not in known]
        missing = next((word for word in words if word not in printed), None)
        known.update(words)
        if missing is not None:
            raise VanThuError(ErrorCode.CONTENT_LOST, text=missing[:60], pointer=place)


def _words(text: str) -> list[str]:
    # Names are printed in capitals; what becomes of a letter then is the same both ways.
    return _WORD.findall(text.upper().casefold())


def _paragraphs(story: etree._Element) -> Iterator[str]:
    for paragraph in story.iter("{*}p"):
        yield "".join(node.text or " " for node in paragraph.iter("{*}t", "{*}br"))


def _given_texts(van_ban: VanBan) -> Iterator[tuple[str, str]]:
    for name in VanBan.model_fields:
        if name not in _STEERING:
            yield from _texts(getattr(van_ban, name), f"/{name}", whole_number=van_ban.so_ky_hieu is not None)


def _texts(value: object, place: str, *, whole_number: bool) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, PhuLuc):
        if not value.gui_rieng:
            yield f"{place}/nhan", value.nhan or ""
            yield f"{place}/tieu_de", value.tieu_de
            yield from _texts(value.noi_dung, f"{place}/noi_dung", whole_number=whole_number)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            if name not in _STEERING and not (name == "ky_hieu_co_quan" and whole_number):
                yield from _texts(getattr(value, name), f"{place}/{name}", whole_number=whole_number)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{place}/{index}", whole_number=whole_number)
    elif isinstance(value, Block):
        yield from ((place, text) for text in _block_texts(value))


def _block_texts(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        texts = [block.ten or "", block.don_vi or "", *(cell for row in block.hang for cell in row)]
    else:
        texts = [getattr(block, "tieu_de", None) or "", getattr(block, "noi_dung", None) or ""]
    for text in texts:
        yield plain_text(text)
