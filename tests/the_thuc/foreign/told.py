"""What the checker tells of a file brought in."""

from __future__ import annotations

from service.checking import check_file
from service.findings import Level
from tests.the_thuc.conftest import patient_settings


def told(content: bytes, *levels: Level) -> list[tuple[str, str, str]]:
    """Rule, what it demands and what was found, of the findings at these levels; of errors and warnings else."""
    wanted = levels or ("error", "warning")
    found = [one.marked.finding for one in check_file(content, patient_settings()).listed]
    return [(one.rule, one.expected, one.found) for one in found if one.level in wanted]


def rules_told(content: bytes, *levels: Level) -> set[str]:
    """The rules alone."""
    return {rule for rule, _, _ in told(content, *levels)}
