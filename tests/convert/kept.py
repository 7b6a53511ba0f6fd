"""What the tests of the kept LibreOffice share: papers, limits, and mishaps."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from service.convert.warm.office import Fork, OfficeLost, WarmOffice
from service.convert.warm.pool import PoolLimits
from service.convert.warm.way import WarmWay, WayLimits
from tests.convert.papers import new_paper, save

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
# One of each kind and family; the longest with tables, annexes, footnotes.
PAPERS = (
    "ke_hoach/dan-van-kheo-2026", "ke_hoach/phong-chong-thien-tai", "bao_cao/kinh-te-xa-hoi", "bao_cao/xay-dung-dang",
    "cong_van/bo-sung-ho-so", "to_trinh_khen_thuong/dang-uy-de-nghi-2025",
)  # fmt: skip
LIMITS = WayLimits(2048, 100, 512, PoolLimits(workers=2, waiting=8, wait_s=20.0, convert_s=30.0))
MakeWay = Callable[..., WarmWay]


def paper(text: str, paragraphs: int = 1) -> bytes:
    made = new_paper(text)
    first = made.paragraphs[0]._p
    for _ in range(paragraphs - 1):
        first.addnext(copy.deepcopy(first))
    return save(made)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join("".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def drawn(pdf: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=1).to_pil().tobytes() for page in document]
    finally:
        document.close()


def office_of(way: WarmWay) -> WarmOffice:
    host = way._pool.hosts._host
    assert host is not None
    return host.office


def kill_first(monkeypatch: pytest.MonkeyPatch, times: int) -> list[str]:
    """Has the next forks killed as soon as they have been given their document."""
    killed: list[str] = []
    convert = Fork.convert

    def killing(self: Fork, job: dict[str, str], timeout_s: float, meanwhile: object = None) -> object:
        if len(killed) < times:
            killed.append(job["source"])
            self._jobs.send(json.dumps(job).encode())
            self.kill()
            raise OfficeLost("killed by the test")
        return convert(self, job, timeout_s)

    monkeypatch.setattr(Fork, "convert", killing)
    return killed
