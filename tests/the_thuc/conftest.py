"""Clean papers for the checker's tests: every sample, made once per test process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from service.pipeline import Produced, produce
from service.settings import Settings, load_settings
from service.the_thuc import run
from tests.the_thuc.generated import generated

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
# Form is checked here and not speed: a machine that does much else must not fail it.
PATIENCE_S = 110

Make = Callable[[str], Produced]


@pytest.fixture(autouse=True)
def _no_broken_checks(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A check that breaks fails the test it broke in: to a user it is only a warning."""
    yield
    if "allows_broken_checks" not in request.keywords:
        assert [one.getMessage() for one in caplog.get_records("call") if one.name == run.__name__] == []


def patient_settings() -> Settings:
    """Settings that give a conversion time."""
    return load_settings().model_copy(update={"convert_timeout_s": PATIENCE_S})


@cache
def _generated() -> dict[str, Any]:
    return dict(generated())


def record_named(name: str) -> dict[str, Any]:
    """A record by the name of its sample ("ke_hoach/du-thao") or of a generated case ("nd30 kế hoạch, thường")."""
    made = _generated().get(name)
    if made is not None:
        return dict(made)
    record: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return record


@cache
def _produce(name: str, pdf: bool) -> Produced:
    return produce(record_named(name), patient_settings(), pdf=pdf)


@pytest.fixture(scope="session")
def made_docx() -> Make:
    """A sample's paper without PDF."""
    return lambda sample: _produce(sample, False)


@pytest.fixture(scope="session")
def made_both() -> Make:
    """A sample's paper with its PDF."""
    return lambda sample: _produce(sample, True)
