"""The outline of a PDF as a list of items with their levels, so that it can be cut and joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf

# An outline deeper or longer than this goes round in circles.
_MOST_LEVELS, _MOST_ITEMS = 64, 200_000


@dataclass(frozen=True)
class Item:
    """One entry: how deep it stands, its title, its page and the place on it."""

    level: int
    title: str
    page: int
    place: tuple[object, ...]


def read_outline(document: pikepdf.Pdf, numbers: Mapping[tuple[int, int], int]) -> Iterator[Item]:
    """The items in order; `numbers` gives the number of a page object.

    Raises:
        ValueError: it does not end.
    """
    outlines = document.Root.get("/Outlines")
    waiting = [(outlines.First, 0)] if outlines is not None and "/First" in outlines else []
    left = _MOST_ITEMS
    while waiting:
        node, level = waiting.pop()
        left -= 1
        if left < 0 or level > _MOST_LEVELS:
            raise ValueError("the outline does not end")
        page, *place = node.Dest
        yield Item(level, str(node.Title), numbers[page.objgen], tuple(place))
        if "/Next" in node:
            waiting.append((node.Next, level))
        if "/First" in node:
            waiting.append((node.First, level + 1))


def write_outline(document: pikepdf.Pdf, items: Sequence[Item], pages: Sequence[pikepdf.Object]) -> None:
    """Gives a document this outline; an item stands in the nearest one before it that is less deep."""
    if not items:
        return
    root = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
    open_ones: list[tuple[int, pikepdf.Object]] = [(-1, root)]
    for item in items:
        while open_ones[-1][0] >= item.level:
            open_ones.pop()
        parent = open_ones[-1][1]
        made = document.make_indirect(
            pikepdf.Dictionary(
                Title=pikepdf.String(item.title), Parent=parent, Dest=pikepdf.Array([pages[item.page], *item.place])
            )
        )
        if "/Last" in parent:
            made.Prev, parent.Last.Next = parent.Last, made
        else:
            parent.First = made
        parent.Last = made
        for _, holder in open_ones:
            holder.Count = int(holder.get("/Count", 0)) + 1
        open_ones.append((item.level, made))
    document.Root.Outlines = root
