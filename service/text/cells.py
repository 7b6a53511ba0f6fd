"""Merged cells of a table: `<` joins a cell to the one on its left, `^` to the one above."""

from __future__ import annotations

Rows = tuple[tuple[str, ...], ...]
_Place = tuple[int, int]


def cell_spans(rows: Rows) -> dict[tuple[int, int], tuple[int, int]]:
    """Of a valid table: how many (rows, columns) each cell that is no merge sign covers, by (row, column)."""
    boxes = _boxes(_owners(rows))
    return {
        (row, column): (bottom - row + 1, right - column + 1) for (row, column), (bottom, right, _) in boxes.items()
    }


def bad_merge(rows: Rows, header: int) -> tuple[int, int] | None:
    """The place of a merge sign that makes no rectangle, or one across the header's edge, or None."""
    for column, cell in enumerate(rows[0]):
        if cell == "^":
            return 0, column
    for number, row in enumerate(rows):
        if row[0] == "<":
            return number, 0
    owners = _owners(rows)
    boxes = _boxes(owners)
    for number, owner_row in enumerate(owners):
        for column, owner in enumerate(owner_row):
            bottom, right, count = boxes[owner]
            area = (bottom - owner[0] + 1) * (right - owner[1] + 1)
            if owner != (number, column) and (area != count or owner[0] < header <= number):
                return number, column
    return None


def _owners(rows: Rows) -> list[list[_Place]]:
    """For every cell the place of its owner; the first row may have no `^`, the first column no `<`."""
    owners: list[list[_Place]] = []
    for number, row in enumerate(rows):
        owners.append([])
        for column, cell in enumerate(row):
            if cell == "<":
                owners[number].append(owners[number][column - 1])
            elif cell == "^":
                owners[number].append(owners[number - 1][column])
            else:
                owners[number].append((number, column))
    return owners


def _boxes(owners: list[list[_Place]]) -> dict[_Place, tuple[int, int, int]]:
    """For every owning cell: the last row and column it reaches, and how many cells are its."""
    boxes: dict[_Place, tuple[int, int, int]] = {}
    for number, owner_row in enumerate(owners):
        for column, owner in enumerate(owner_row):
            bottom, right, count = boxes.get(owner, (number, column, 0))
            boxes[owner] = max(bottom, number), max(right, column), count + 1
    return boxes


def merge_one_way(rows: Rows) -> Rows:
    """`<` in the owner's own row, `^` in every row below."""
    return tuple(
        tuple(
            cell if owner == (number, column) else "<" if owner[0] == number else "^"
            for column, (cell, owner) in enumerate(zip(row, owner_row, strict=True))
        )
        for number, (row, owner_row) in enumerate(zip(rows, _owners(rows), strict=True))
    )
