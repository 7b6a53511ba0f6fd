"""The papers that are measured, each record other than the one before, and what its PDF must say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
AWARD_ROWS = 80


@dataclass(frozen=True)
class Sheet:
    """One record that no other of the run is like, as JSON, and what only its PDF says, without blanks."""

    json: str
    mark: str

    @property
    def record(self) -> dict[str, Any]:
        """The record, read anew."""
        record: dict[str, Any] = json.loads(self.json)
        return record


@dataclass(frozen=True)
class Paper:
    """One paper to measure: its name in the report, the record it is made from, whether aims are set for it.

    Aims set for the papers everybody makes are marked by `has_aims`, those for the shortest by `is_letter`.
    """

    name: str
    record: Mapping[str, Any]
    has_aims: bool = False
    is_letter: bool = False
    _numbers: count[int] = field(default_factory=lambda: count(1), compare=False)

    def next(self) -> Sheet:
        """A record with a number and a subject that no other of this run has."""
        return self.sheet(next(self._numbers))

    def sheet(self, number: int) -> Sheet:
        """The record with this number, as JSON."""
        return Sheet(json.dumps(self.numbered(number), ensure_ascii=False), self.mark(number))

    def numbered(self, number: int) -> dict[str, Any]:
        """The record with this number and a subject with it."""
        subject = f"{self.record['trich_yeu']}, lần {number:05d}"
        return {**self.record, "so_van_ban": number, "trich_yeu": subject}

    def mark(self, number: int) -> str:
        """What only this paper says, without blanks. All are of one length, so that none is part of another."""
        return f",lần{number:05d}"


def papers() -> tuple[Paper, ...]:
    """The real plan of a Party committee, a letter of one page, a proposal of awards with a long list."""
    proposal = _sample("to_trinh_khen_thuong/dang-uy-de-nghi-2025")
    return (
        Paper("kế hoạch, 4 trang", _sample("ke_hoach/dan-van-kheo-2026"), has_aims=True),
        Paper("công văn, 1 trang", _sample("cong_van/bo-sung-ho-so"), has_aims=True, is_letter=True),
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
