"""Clean papers for the checker's tests: every sample, made once per test process."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from service.pipeline import Produced, produce
from service.settings import Settings, load_settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
# Form is checked here and not speed: a machine that does much else must not fail it.
PATIENCE_S = 110

Make = Callable[[str], Produced]


def patient_settings() -> Settings:
    """Settings that give a conversion time."""
    return load_settings().model_copy(update={"convert_timeout_s": PATIENCE_S})


@cache
def _produce(sample: str, pdf: bool) -> Produced:
    record = json.loads((SAMPLES / f"{sample}.json").read_text(encoding="utf-8"))
    return produce(record, patient_settings(), pdf=pdf)


@pytest.fixture(scope="session")
def made_docx() -> Make:
    """A sample's paper without PDF."""
    return lambda sample: _produce(sample, False)


@pytest.fixture(scope="session")
def made_both() -> Make:
    """A sample's paper with its PDF."""
    return lambda sample: _produce(sample, True)
