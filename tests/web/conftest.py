"""An application on invented samples, with a stand-in that makes papers at once and counts them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.settings import Settings
from tests.web.workshop import RECORD, PutSample, Workshop, open_site


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", samples_folder=tmp_path / "samples", templates_folder=tmp_path / "forms")


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture
def client(settings: Settings, workshop: Workshop) -> FlaskClient:
    return open_site(settings, workshop)


@pytest.fixture
def put_sample(settings: Settings) -> PutSample:
    """Writes a sample of a plan: its name, and what differs from RECORD."""

    def put(name: str, **changes: object) -> Path:
        path = settings.samples_folder / "ke_hoach" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**RECORD, **changes}, ensure_ascii=False), encoding="utf-8")
        return path

    return put
