"""Batches of one sender on the real LibreOffice: the same papers with fewer forks, whatever happens on the way."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.convert import soffice
from service.convert.docx_text import read_docx_text
from service.convert.package_check import check_package
from service.convert.soffice import Converter
from service.convert.warm.office import Fork, WarmOffice
from service.convert.warm.way import Kept
from service.errors import ConversionFailed
from service.pipeline import produce
from service.settings import load_settings
from tests.convert.kept import PAPERS, SAMPLES, drawn, text_of
from tests.convert.offices import META
from tests.convert.papers import new_paper, save

pytestmark = pytest.mark.soffice


@pytest.fixture
def kept(work_root: Path) -> Iterator[Converter]:
    converter = Converter(work_root=work_root, kept=Kept())
    yield converter
    converter.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For how many documents each fork was asked for."""
    documents_each: list[int] = []
    fork = WarmOffice.fork

    def count(self: WarmOffice, documents: int = 1, timeout_s: float = 10.0) -> Fork:
        documents_each.append(documents)
        return fork(self, documents, timeout_s)

    monkeypatch.setattr(WarmOffice, "fork", count)
    return documents_each


def sample(name: str) -> bytes:
    settings = load_settings().model_copy(update={"offices_folder": SAMPLES / "co_quan"})
    return produce(json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8")), settings, pdf=False).docx


def paper(text: str) -> bytes:
    return save(new_paper(text))


def test_the_same_papers_on_one_fork_as_each_on_its_own(kept: Converter, asked: list[int]) -> None:
    """Unlike ones one after the other, so that what one leaves behind would show in the next."""
    docx = [check_package(sample(name)) for name in PAPERS]
    alone = [kept.to_pdf(one, META) for one in docx]
    asked.clear()
    with kept.for_batch(documents_each=20) as batch:
        together = [batch.to_pdf(one, META) for one in [*docx, *reversed(docx)]]
    assert [each for each in asked if each > 1] == [20]
    for made, wanted in zip(together, [*alone, *reversed(alone)], strict=True):
        assert text_of(made) == text_of(wanted)
        assert drawn(made) == drawn(wanted)


def test_a_fork_is_thrown_away_after_so_many(kept: Converter, asked: list[int]) -> None:
    with kept.for_batch(documents_each=2) as batch:
        for number in range(5):
            assert f"Văn bản {number}" in text_of(batch.to_pdf(paper(f"Văn bản {number}"), META))
    assert [each for each in asked if each > 1] == [2, 2, 2]


@pytest.mark.parametrize("mishap", [signal.SIGKILL, signal.SIGTERM])
def test_a_fork_killed_in_the_middle_loses_nothing(
    mishap: signal.Signals, kept: Converter, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    convert = Fork.convert
    hit: list[Fork] = []

    def kill_at_work(self: Fork, job: dict[str, str], timeout_s: float, meanwhile: object = None) -> object:
        if not hit and len(done) == 2:
            hit.append(self)
            signal.pidfd_send_signal(self._handle, mishap)
        return convert(self, job, timeout_s)

    monkeypatch.setattr(Fork, "convert", kill_at_work)
    done: list[str] = []
    with kept.for_batch() as batch:
        for number in range(6):
            done.append(text_of(batch.pages_of(paper(f"Văn bản {number}"))))
    assert [f"Văn bản {number}" in text for number, text in enumerate(done)] == [True] * 6
    assert len(hit) == 1
    assert len([each for each in asked if each > 1]) == 2
    state = kept._way
    assert state is not None
    assert (state._pool.counts.lost, state._pool.counts.converted) == (1, 6)


def test_others_work_beside_a_batch_on_forks_of_their_own(kept: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    convert = Fork.convert
    used: dict[str, set[Fork]] = {"batch": set(), "other": set()}
    sender = threading.local()

    def note(self: Fork, job: dict[str, str], timeout_s: float, meanwhile: object = None) -> object:
        used[sender.name].add(self)
        return convert(self, job, timeout_s, meanwhile)  # type: ignore[arg-type]

    monkeypatch.setattr(Fork, "convert", note)

    def work(name: str, converter: Converter) -> list[bool]:
        sender.name = name
        return [f"{name} {number}" in text_of(converter.to_pdf(paper(f"{name} {number}"), META)) for number in range(8)]

    with kept.for_batch() as batch, ThreadPoolExecutor(2) as threads:
        both = [threads.submit(work, "batch", batch), threads.submit(work, "other", kept)]
        assert all(all(one.result()) for one in both)
    assert (len(used["batch"]), len(used["other"])) == (1, 8)
    assert not used["batch"] & used["other"]


def test_a_paper_that_is_none_harms_no_other_of_its_batch(kept: Converter) -> None:
    with kept.for_batch() as batch:
        assert "trước" in text_of(batch.to_pdf(paper("trước"), META))
        with pytest.raises(ConversionFailed):
            batch.pages_of(paper("hỏng")[:2000])
        assert "sau" in text_of(batch.to_pdf(paper("sau"), META))


def test_a_batch_leaves_nothing(kept: Converter, work_root: Path) -> None:
    kept.to_pdf(paper("trước"), META)
    before = sorted(path for path in work_root.rglob("*") if "ho-so" not in path.parts)
    with kept.for_batch() as batch:
        batch.to_pdf(paper("một"), META)
        batch.close()
        batch.to_pdf(paper("hai"), META)
    time.sleep(0.1)
    assert sorted(path for path in work_root.rglob("*") if "ho-so" not in path.parts) == before
    assert "sau" in text_of(kept.to_pdf(paper("sau"), META))


def test_where_none_is_kept_a_batch_goes_the_cold_way(work_root: Path) -> None:
    with Converter(work_root=work_root).for_batch() as batch:
        assert "lạnh" in text_of(batch.to_pdf(paper("lạnh"), META))


def test_a_pdf_that_says_something_else_ends_its_fork(
    kept: Converter, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept.for_batch() as batch:
        batch.to_pdf(paper("trước"), META)
        with monkeypatch.context() as patched:
            patched.setattr(soffice, "read_docx_text", lambda _: read_docx_text(paper("chữ khác")))
            with pytest.raises(ConversionFailed):
                batch.to_pdf(paper("giữa"), META)
        batch.to_pdf(paper("sau"), META)
    assert len([each for each in asked if each > 1]) == 2
