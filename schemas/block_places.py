"""Where the blocks of a document stand in the input as it was sent, for whoever has something to say about one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.base import VanBan
from schemas.noi_dung import Outlines
from service.text.blocks import AnyBlock, line_origins

BODY = "noi_dung"


@dataclass(frozen=True)
class BlockPlace:
    """A JSON pointer into the input, and the line of an outline text, which has no pointers inside."""

    pointer: str
    line: int | None = None

    def say(self, words: str) -> str:
        """Words about the block, with its line where there is one."""
        return words if self.line is None else f"dòng {self.line}: {words}"


@dataclass(frozen=True)
class Body:
    """One body of a document: the paper's own or an annex's, with the place of each of its blocks."""

    pointer: str
    blocks: tuple[AnyBlock, ...]
    places: tuple[BlockPlace, ...]


class Bodies:
    """The bodies that were sent. What a kind puts into words itself has no place in them."""

    def __init__(self, bodies: Sequence[Body] = ()) -> None:
        self.all = tuple(bodies)
        # A composed paper holds the blocks themselves, among others and in another order; the tuples keep the ids.
        self._places = {
            id(block): place for body in self.all for block, place in zip(body.blocks, body.places, strict=True)
        }

    def place_of(self, block: AnyBlock) -> BlockPlace | None:
        """Where this very block came from, None for one that was made."""
        return self._places.get(id(block))


def find_bodies(cleaned: Mapping[str, Any], van_ban: VanBan, outlines: Outlines) -> Bodies:
    """The bodies of a valid document, by the input it was made of."""
    given: list[tuple[str, Any, tuple[AnyBlock, ...]]] = [(f"/{BODY}", cleaned.get(BODY), van_ban.noi_dung)]
    for index, (annex, raw) in enumerate(zip(van_ban.phu_luc, cleaned.get("phu_luc") or (), strict=True)):
        given.append((f"/phu_luc/{index}/{BODY}", raw.get(BODY), annex.noi_dung))
    return Bodies([Body(pointer, blocks, _places(pointer, raw, blocks, outlines)) for pointer, raw, blocks in given])


def _places(pointer: str, raw: Any, blocks: tuple[AnyBlock, ...], outlines: Outlines) -> tuple[BlockPlace, ...]:
    if isinstance(raw, str):
        return tuple(BlockPlace(pointer, line) for line in outlines.by_text[raw].block_lines)
    origins = line_origins(raw) if isinstance(raw, list | tuple) else range(len(blocks))
    return tuple(BlockPlace(f"{pointer}/{origin}") for origin in origins)
