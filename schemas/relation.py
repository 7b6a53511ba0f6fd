"""One broken relation between fields, and how it becomes an error of validation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic_core import InitErrorDetails, PydanticCustomError

Fields = dict[str, Any]
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Relation:
    """Where, a stable code, and a Vietnamese sentence that stands on its own."""

    place: Place
    code: str
    sentence: str

    def as_error(self) -> InitErrorDetails:
        """The same for Pydantic; the input is never repeated in it."""
        return InitErrorDetails(
            type=PydanticCustomError(self.code, "{sentence}", {"sentence": self.sentence}), loc=self.place, input=None
        )
