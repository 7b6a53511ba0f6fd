"""Papers made once per test process, by the content of their record."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.pipeline import Produced, produce
from service.settings import load_settings
from tests.form.measure import Page, measure

Maker = Callable[[Mapping[str, Any]], Produced]

# Form is measured here and not speed: a machine that does much else must not fail it.
PATIENCE_S = 110


@pytest.fixture(scope="session")
def make() -> Maker:
    """Makes a paper; the same record is made once."""
    made: dict[str, Produced] = {}

    def produce_once(record: Mapping[str, Any]) -> Produced:
        key = json.dumps(record, sort_keys=True)
        if key not in made:
            made[key] = produce(record, load_settings().model_copy(update={"convert_timeout_s": PATIENCE_S}))
        return made[key]

    return produce_once


@pytest.fixture(scope="session")
def pages(make: Maker) -> Callable[[Mapping[str, Any]], list[Page]]:
    """Makes a paper and measures its PDF."""

    def make_and_measure(record: Mapping[str, Any]) -> list[Page]:
        pdf = make(record).pdf
        assert pdf is not None
        return measure(pdf)

    return make_and_measure
