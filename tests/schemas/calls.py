"""What the tests of validation ask of a record: its problems by code and place."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.validate import validate_record
from service.errors import Problem, RecordInvalid


def problems_of(record: Any) -> tuple[Problem, ...]:
    """All problems of a record that must have some."""
    with pytest.raises(RecordInvalid) as caught:
        validate_record(record)
    return caught.value.problems


def told(record: Any) -> set[tuple[str, str]]:
    """Code and pointer of every problem; none for a record that holds."""
    try:
        validate_record(record)
    except RecordInvalid as error:
        return {(problem.code, problem.pointer) for problem in error.problems}
    return set()
