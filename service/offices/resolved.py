"""A record whose references are put in place: validated, and whatever is found told where it stands in the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from schemas.catalog import Kinds
from schemas.validate import Validated, in_order, validate_record
from service.errors import Problem, RecordInvalid
from service.findings import Finding


@dataclass(frozen=True)
class Origin:
    """Where content of the resolved record comes from: its place in the input, and in a profile if it is from one."""

    pointer: str
    file: str = ""
    place: str = ""


@dataclass
class Resolved:
    """A record with all references put in place.

    `aligned` is the same, but a group stands as its first item only, so that every item has its number in the input:
    from it problems are told. `problems` are the references that name nothing, `unclear` the places in the input that
    for their sake are not looked at.
    """

    sent: Any
    record: Any
    aligned: Any
    problems: list[Problem] = field(default_factory=list)
    unclear: set[str] = field(default_factory=set)
    # Where content comes from, by its place in `record` and in `aligned`.
    origins: dict[str, Origin] = field(default_factory=dict)
    aligned_origins: dict[str, Origin] = field(default_factory=dict)
    file_pattern: str | None = None

    def validate(self, kinds: Kinds) -> Validated:
        """The valid document.

        Raises:
            RecordInvalid: with every problem of the references and of the record, at their places in the input.
        """
        try:
            validated = validate_record(self.record, kinds)
        except RecordInvalid as error:
            others = (self._problem_at_input(problem) for problem in self._find_aligned(kinds) or error.problems)
            told = [*self.problems, *(problem for problem in others if not self._is_unclear(problem))]
            raise RecordInvalid(in_order(told, self.sent) if told else error.problems) from error
        if self.problems:
            raise RecordInvalid(in_order(self.problems, self.sent))
        return replace(validated, findings=self.at_input(validated.findings))

    def at_input(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings with their places in the input as it was sent."""
        return tuple(self._finding_at_input(finding) for finding in findings)

    def _find_aligned(self, kinds: Kinds) -> tuple[Problem, ...]:
        if self.aligned is self.record:
            return ()
        try:
            validate_record(self.aligned, kinds)
        except RecordInvalid as error:
            return error.problems
        return ()

    def _is_unclear(self, problem: Problem) -> bool:
        pointer = problem.pointer
        if problem.code == "secrecy":  # told whatever else is wrong there
            return False
        return any(pointer == place or pointer.startswith(f"{place}/") for place in self.unclear)

    def _problem_at_input(self, problem: Problem) -> Problem:
        pointer, words = _trace(problem.pointer, self.aligned_origins)
        return replace(problem, pointer=pointer, message=f"{problem.message} {words}".rstrip())

    def _finding_at_input(self, finding: Finding) -> Finding:
        pointer, words = _trace(finding.place, self.origins)
        return replace(finding, place=pointer, fix=f"{finding.fix} {words}".rstrip())


def _trace(pointer: str, origins: Mapping[str, Origin]) -> tuple[str, str]:
    """The place in the input, and words for the profile that content comes from."""
    start = pointer
    while start and start not in origins:
        start = start.rpartition("/")[0]
    origin = origins.get(start)
    if origin is None:
        return pointer, ""
    rest = pointer[len(start) :]
    if not origin.file:
        return origin.pointer + rest, ""
    return origin.pointer, f"(Lấy từ hồ sơ cơ quan {origin.file}, mục {origin.place}{rest}.)"
