"""What a converter tells of its kept LibreOffice, for whoever watches over the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PoolState:
    """How things stand, and what has happened since the converter was made or closed last.

    `way` is "warm" or "cold" and `why_cold` tells why; `cage` and `walls` are as in `way.Way`. `busy` convert now on
    `workers` places and `waiting` wait. Of the documents `converted` went the warm way and `gone_cold` had to go the
    other; `killed` counts forks that took too long, `lost` those that ended, `refused` documents that found no place,
    and `kept_out` those that may not come again yet. `fork_peak_kb` is the most memory that a fork has had.
    """

    way: str
    why_cold: str = ""
    cage: str = ""
    walls: bool = False
    workers: int = 0
    busy: int = 0
    waiting: int = 0
    converted: int = 0
    gone_cold: int = 0
    killed: int = 0
    lost: int = 0
    refused: int = 0
    kept_out: int = 0
    hosts_started: int = 0
    hosts_replaced: int = 0
    fork_peak_kb: int = 0


def why_cold(reason: str) -> str:
    """Why no LibreOffice is kept now, for people; the reason is the machine's, "" where none was started yet."""
    return f"không giữ được LibreOffice chạy sẵn ({reason})" if reason else "LibreOffice chưa được khởi động"
