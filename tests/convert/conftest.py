"""LibreOffice for the tests: the real one, and fakes put in its place."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.convert.soffice import EXPORT_OPTIONS, Converter, ConvertLimits
from service.convert.warm.way import Kept, WarmWay, options_of
from tests.convert.kept import LIMITS, MakeWay
from tests.convert.offices import META, Fake, children, install_fake
from tests.convert.papers import SENTENCE, add_table, new_paper, save

MakeFake = Callable[..., tuple[Converter, Fake]]


@pytest.fixture(autouse=True)
def _interruptible() -> Iterator[None]:
    """Ctrl-C means what it means to a command: a suite that runs in the background was handed an ignored one."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def work_root(tmp_path: Path) -> Iterator[Path]:
    """Where work folders are made; nothing may be left in it, and no process."""
    folder = tmp_path / "work"
    folder.mkdir()
    before = children()
    yield folder
    assert list(folder.iterdir()) == []
    assert children() <= before


@pytest.fixture(params=["cold", "warm"])
def converter(request: pytest.FixtureRequest, work_root: Path) -> Iterator[Converter]:
    """The real LibreOffice, started for each document and kept ready."""
    made = Converter(work_root=work_root, kept=Kept() if request.param == "warm" else None)
    yield made
    if request.param == "warm":
        assert made.way().name == "warm", "the other way must not be taken for this one"
    made.close()


@pytest.fixture
def make_way(work_root: Path) -> Iterator[MakeWay]:
    """Ways with other limits, ended after the test."""
    made: list[WarmWay] = []

    def make(**limits: float) -> WarmWay:
        pool = replace(LIMITS.pool, **limits)  # type: ignore[arg-type]
        way = WarmWay(
            Converter().probe(),
            replace(LIMITS, pool=pool),
            form="pdf",
            options=options_of(EXPORT_OPTIONS),
            samples=(),
            work_root=work_root,
        )
        made.append(way)
        return way

    yield make
    for way in made:
        way.close()


@pytest.fixture
def fake_converter(tmp_path: Path, work_root: Path) -> MakeFake:
    """Makes a converter on a fake LibreOffice, by the fake's name and the limits to change."""

    def make(name: str, *, limits: ConvertLimits | None = None) -> tuple[Converter, Fake]:
        fake = install_fake(tmp_path / "program", name)
        return Converter(fake.folder, limits or ConvertLimits(timeout_s=20), work_root=work_root), fake

    return make


@pytest.fixture(scope="session")
def plain_docx() -> bytes:
    """A paper of some pages: paragraphs, letters with two marks, a table that goes over the end of a page."""
    paper = new_paper(
        "KẾ HOẠCH",
        *(f"{number}. {SENTENCE * 3}Buôn Ê̆ Nuôl, ư̆ ê̆ ơ̆, H’Lan." for number in range(1, 9)),
        title="Tên cũ",
    )
    rows = [[str(number), f"Rơ Châm H’Thử {number}", "Hoàn thành tốt nhiệm vụ được giao"] for number in range(1, 25)]
    add_table(paper, [["STT", "Họ và tên", "Thành tích"], *rows])
    return save(paper)


@pytest.fixture(scope="session")
def plain_pdf(plain_docx: bytes) -> bytes:
    """The sound PDF of the plain paper, by the real LibreOffice."""
    return Converter().to_pdf(plain_docx, META)
