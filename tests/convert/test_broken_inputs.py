"""Broken inputs on the warm way: each with an error of its own, and none to the harm of those beside it."""

from __future__ import annotations

import hashlib
import io
import signal
import threading
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from service.convert.soffice import Converter, ConvertLimits
from service.convert.warm.office import Fork
from service.convert.warm.way import Kept
from service.errors import ConversionFailed, ConversionTimeout, TemplateError
from tests.convert.kept import paper, text_of
from tests.convert.offices import META

pytestmark = pytest.mark.soffice

SOUND = paper("lành lặn")
COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")


def encrypted() -> bytes:
    """As Word writes it: a compound file of the old kind with the DOCX in it as a stream of bytes nobody can read."""
    header = COMPOUND_FILE + bytes(16) + bytes.fromhex("3E000300FEFF0900") + bytes(480)
    return header + "EncryptedPackage".encode("utf-16-le").ljust(512, b"\0") + bytes(range(256)) * 16


def without_document() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            if name != "word/document.xml":
                made.writestr(name, source.read(name))
    return target.getvalue()


BROKEN = {
    "random bytes": (hashlib.shake_256(b"0").digest(20_000), "không phải gói"),
    "empty": (b"", "tệp rỗng"),
    "encrypted": (encrypted(), "có mật khẩu"),
    "cut off": (SOUND[: len(SOUND) // 2], "không giải nén được"),
    "without its document": (without_document(), "word/document.xml"),
    "a page of the web": (b"<html><body>xin</body></html>", "không phải gói"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Converter]:
    converter = Converter(
        limits=ConvertLimits(timeout_s=6), work_root=tmp_path_factory.mktemp("work"), kept=Kept(workers=2)
    )
    assert converter.way().name == "warm"
    yield converter
    converter.close()


class Neighbour:
    """Sound papers that are converted all the time, beside what happens in the block."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._done = threading.Event()
        self._threads = ThreadPoolExecutor(1)
        self.made = 0

    def __enter__(self) -> Neighbour:
        self._told = self._threads.submit(self._work)
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._told.result(60)
        self._threads.shutdown()
        assert self.made

    def _work(self) -> None:
        while not self._done.is_set() or not self.made:
            text = f"Láng giềng {self.made}"
            assert text in text_of(self._converter.to_pdf(paper(text), META))
            self.made += 1


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_docx_is_refused_by_name_and_costs_no_fork(name: str, kept: Converter) -> None:
    content, reason = BROKEN[name]
    before = kept.state()
    with pytest.raises(TemplateError) as caught:
        kept.to_pdf(content, META)
    assert reason in str(caught.value.details["reason"])
    assert kept.state() == before


@pytest.mark.parametrize("name", BROKEN)
def test_what_reaches_a_fork_all_the_same_harms_no_other(name: str, kept: Converter) -> None:
    before = kept.state()
    with Neighbour(kept), pytest.raises(ConversionFailed) as caught:
        kept.pages_of(BROKEN[name][0])
    assert "không mở được" in str(caught.value.details["reason"])
    after = kept.state()
    assert (after.lost, after.killed, after.hosts_started) == (before.lost, before.killed, before.hosts_started)


def test_a_paper_without_end_is_ended_at_its_deadline(kept: Converter) -> None:
    endless = paper("Một đoạn văn dài hơn một dòng để LibreOffice phải ngắt dòng nhiều lần. " * 4, 60_000)
    before = kept.state()
    with Neighbour(kept), pytest.raises(ConversionTimeout):
        kept.pages_of(endless)
    after = kept.state()
    assert (after.killed, after.lost, after.hosts_started) == (before.killed + 1, before.lost, before.hosts_started)


def strike(monkeypatch: pytest.MonkeyPatch, content: bytes, mishap: signal.Signals, times: int) -> list[Fork]:
    """Has the forks of one paper meet with a mishap, so many times, just before they are given it."""
    convert = Fork.convert
    hit: list[Fork] = []

    def struck(self: Fork, job: dict[str, str], timeout_s: float, meanwhile: Callable[[], object]) -> Any:
        if Path(job["source"]).read_bytes() == content and len(hit) < times:
            hit.append(self)
            signal.pidfd_send_signal(self._handle, mishap)
        return convert(self, job, timeout_s, meanwhile)

    monkeypatch.setattr(Fork, "convert", struck)
    return hit


def test_a_fork_that_is_killed_costs_a_second_try(kept: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.state()
    content = paper("bị giết")
    hit = strike(monkeypatch, content, signal.SIGKILL, 1)
    with Neighbour(kept):
        assert "bị giết" in text_of(kept.pages_of(content))
    after = kept.state()
    assert len(hit) == 1
    assert (after.lost, after.killed, after.hosts_started) == (before.lost + 1, before.killed, before.hosts_started)


def test_a_fork_that_is_stopped_is_ended_at_its_deadline_and_not_held_against_its_paper(
    kept: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.state()
    content = paper("bị dừng")
    strike(monkeypatch, content, signal.SIGSTOP, 2)
    with Neighbour(kept):
        for _ in range(2):
            with pytest.raises(ConversionTimeout):
                kept.pages_of(content)
        assert "bị dừng" in text_of(kept.pages_of(content))
    after = kept.state()
    assert (after.killed, after.lost, after.hosts_started) == (before.killed + 2, before.lost, before.hosts_started)
