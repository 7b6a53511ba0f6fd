"""The papers that are measured, each record other than the one before, and what its PDF must say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
AWARD_ROWS = 80


@dataclass(frozen=True)
class Paper:
    """One paper to measure: its name in the report, and the record it is made from."""

    name: str
    record: Mapping[str, Any]

    def numbered(self, number: int) -> dict[str, Any]:
        """The record with a number and a subject that no other of this run has."""
        return {**self.record, "so_van_ban": number, "trich_yeu": f"{self.record['trich_yeu']}, lần {number}"}

    def mark(self, number: int) -> str:
        """What only this paper says, without blanks."""
        return f",lần{number}"


def papers() -> tuple[Paper, ...]:
    """The real plan of a Party committee, a letter of one page, a proposal of awards with a long list."""
    proposal = _sample("to_trinh_khen_thuong/dang-uy-de-nghi-2025")
    return (
        Paper("kế hoạch, 4 trang", _sample("ke_hoach/dan-van-kheo-2026")),
        Paper("công văn, 1 trang", _sample("cong_van/bo-sung-ho-so")),
        Paper(f"tờ trình khen thưởng, {AWARD_ROWS} dòng", _with_rows(proposal)),
    )


def _sample(name: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return record


def _with_rows(record: dict[str, Any]) -> dict[str, Any]:
    persons = record["ca_nhan"]
    rows = []
    for number in range(AWARD_ROWS):
        person = persons[number % len(persons)]
        rows.append({**person, "ho_ten": f"{person['ho_ten']} {_word(number)}"})
    return {name: value for name, value in record.items() if name != "noi_dung"} | {"ca_nhan": rows}


def _word(number: int) -> str:
    """A word of letters for a number, so that no two names are alike."""
    return "".join("AĂÂBCDĐEÊG"[int(digit)] for digit in f"{number:02d}").capitalize()
