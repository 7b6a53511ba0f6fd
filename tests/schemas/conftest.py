"""A folder of invented offices' profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.schemas.offices import COMMUNE, COUNCIL, PARTY_COMMITTEE, write_profile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a commune, its Party committee and its council."""
    folder = tmp_path / "co_quan"
    write_profile(folder, "ubnd-ia-lam.yaml", COMMUNE)
    write_profile(folder, "dang-uy-ia-lam.json", PARTY_COMMITTEE)
    write_profile(folder, "hdnd-ia-lam.yml", COUNCIL)
    return folder
