"""The mending knows findings by words it shares with the checks, never by words of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.the_thuc import checks, demands, mend

MENDING = sorted(Path(mend.__file__).parent.glob("*.py"))
CHECKING = sorted(Path(checks.__file__).parent.glob("*.py"))
SHARED = {name for name in vars(demands) if name.isupper()}


def tree(file: Path) -> ast.AST:
    return ast.parse(file.read_text(encoding="utf-8"))


def told_by_words(node: ast.AST) -> Iterator[str]:
    """Words with letters in comparisons with what a finding demands or found."""
    judging = [one for one in ast.walk(node) if isinstance(one, ast.Compare | ast.Call)]
    for one in judging:
        known = isinstance(one, ast.Compare) or (
            isinstance(one.func, ast.Attribute) and one.func.attr in ("startswith", "endswith")
        )
        parts = list(ast.walk(one))
        if known and any(isinstance(part, ast.Attribute) and part.attr in ("expected", "found") for part in parts):
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and any(map(str.isalpha, part.value)):
                    yield part.value


def used(files: list[Path]) -> set[str]:
    return {
        node.attr
        for file in files
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "demands"
    }


@pytest.mark.parametrize("file", MENDING, ids=lambda file: file.stem)
def test_no_repair_goes_by_words_of_its_own(file: Path) -> None:
    assert list(told_by_words(tree(file))) == []


def test_what_is_shared_is_said_by_a_check_and_known_by_a_repair() -> None:
    assert used(CHECKING) == SHARED
    assert used(MENDING) == SHARED
