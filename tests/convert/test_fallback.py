"""When no LibreOffice can be kept, or not for now: documents go the cold way, it is said, and warm is tried again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.convert.cold import ColdWay
from service.convert.soffice import Converter
from service.convert.warm import hosts as warm_hosts
from service.convert.warm import way as warm_way
from service.convert.warm.office import WarmOffice
from service.convert.warm.way import Kept
from service.errors import ConverterBusy
from tests.convert.forks import wait_until
from tests.convert.kept import office_of, paper, text_of
from tests.convert.offices import META

pytestmark = pytest.mark.soffice


@pytest.fixture
def kept(work_root: Path) -> Iterator[Converter]:
    converter = Converter(work_root=work_root, kept=Kept(workers=2, wait_s=1.0))
    yield converter
    converter.close()


def make(converter: Converter, text: str) -> None:
    assert text in text_of(converter.to_pdf(paper(text), META))


def lose_host(converter: Converter) -> None:
    assert converter._way is not None
    office_of(converter._way).end()


def test_a_host_that_is_lost_and_cannot_be_started_is_done_without_until_it_can(
    kept: Converter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm_hosts, "PAUSE_S", 1.0)
    make(kept, "đường ấm")
    with monkeypatch.context() as patched:
        patched.setattr(warm_way, "LIBRARY", "libkhongco.so")
        lose_host(kept)
        make(kept, "đường lạnh")
        told, state = kept.way(), kept.state()
        assert (told.name, state.way, state.gone_cold, state.converted) == ("cold", "cold", 1, 1)
        assert "libkhongco.so" in told.why_cold
        assert "libkhongco.so" in state.why_cold
        assert "was lost" in caplog.text
        assert "cold way: libkhongco.so" in caplog.text
    time.sleep(1.0)
    assert kept.way().name == "warm"
    make(kept, "lại đường ấm")
    state = kept.state()
    assert (state.way, state.gone_cold, state.converted, state.hosts_started) == ("warm", 1, 2, 2)


def test_a_batch_goes_on_the_cold_way_too(kept: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept.for_batch() as batch:
        make(batch, "trước")
        monkeypatch.setattr(warm_way, "LIBRARY", "libkhongco.so")
        lose_host(kept)
        make(batch, "sau")
    assert kept.state().gone_cold == 1


def test_a_start_that_hangs_keeps_neither_documents_nor_the_end(
    kept: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_hosts, "PATIENCE_S", 0.2)
    asleep = threading.Event()

    def sleep(self: WarmOffice, _timeout_s: float) -> None:
        asleep.set()
        while self.is_alive:
            time.sleep(0.01)
        raise RuntimeError("ended")

    monkeypatch.setattr(WarmOffice, "wait_until_ready", sleep)
    for number in range(2):
        make(kept, f"văn bản {number}")
    assert asleep.is_set()
    assert kept.state().gone_cold == 2
    begun = time.monotonic()
    kept.close()
    assert time.monotonic() - begun < 3


def test_no_more_go_the_cold_way_at_once_than_would_go_the_other(
    kept: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A LibreOffice of its own for each of a full line would be more than the machine has room for."""
    monkeypatch.setattr(warm_way, "LIBRARY", "libkhongco.so")
    leave = threading.Event()

    def wait(*_: object) -> tuple[bytes, str]:
        leave.wait(20)
        return b"", ""

    monkeypatch.setattr(ColdWay, "make", wait)
    with ThreadPoolExecutor(2) as threads:
        made = [threads.submit(kept._make_pdf, paper(str(number))) for number in range(2)]
        wait_until(lambda: kept.state().busy == 2)
        with pytest.raises(ConverterBusy):
            kept._make_pdf(paper("người sau"))
        leave.set()
        assert [one.result() for one in made] == [(b"", "")] * 2


def test_a_folder_may_be_told_from_where_one_is(
    work_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Converter().probe().program_folder
    monkeypatch.chdir(folder.parent)
    for kept in (None, Kept()):
        monkeypatch.chdir(folder.parent)
        converter = Converter(Path(folder.name), work_root=work_root, kept=kept)
        monkeypatch.chdir(tmp_path)
        assert converter.way().name == ("warm" if kept else "cold")
        make(converter, "thư mục tương đối")
        converter.close()
