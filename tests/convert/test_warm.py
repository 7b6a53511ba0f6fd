"""The kept LibreOffice: the same PDFs, each document on its own fork, whatever happens to the others."""

from __future__ import annotations

import io
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.convert.package_check import check_package
from service.convert.soffice import Converter, ConvertLimits
from service.convert.warm import way as warm_way
from service.convert.warm.cage import Cage, find_cage
from service.convert.warm.line import Busy
from service.convert.warm.memory import group_members
from service.convert.warm.office import DeadlinePassed, OfficeLost
from service.convert.warm.quarantine import Quarantined
from service.convert.warm.way import Kept, WarmWay
from service.errors import ConversionFailed, ConversionTimeout, ConverterBusy
from service.pipeline import produce
from service.settings import load_settings
from tests.convert.forks import wait_until
from tests.convert.kept import PAPERS, SAMPLES, MakeWay, drawn, kill_first, office_of, paper, text_of
from tests.convert.offices import META, children

pytestmark = pytest.mark.soffice


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_either_way(name: str, converter: Converter) -> None:
    settings = load_settings().model_copy(update={"offices_folder": SAMPLES / "co_quan"})
    docx = produce(json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8")), settings, pdf=False).docx
    wanted, found = Converter().to_pdf(docx, META), converter.to_pdf(docx, META)
    assert text_of(found) == text_of(wanted)
    assert drawn(found) == drawn(wanted)


def test_many_at_once_each_get_their_own(make_way: MakeWay) -> None:
    way = make_way(waiting=64)
    texts = [f"Văn bản số {number} của làng Kép" for number in range(24)]
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda text: text_of(way.make(paper(text))[0]), texts))
    assert all(text in found for text, found in zip(texts, made, strict=True))


def test_a_document_that_takes_too_long_is_ended_and_the_next_is_made(make_way: MakeWay) -> None:
    way = make_way(convert_s=1.0)
    long = paper("Một đoạn văn dài hơn một dòng để LibreOffice phải ngắt dòng nhiều lần. " * 4, 12_000)
    begun = time.monotonic()
    with pytest.raises(ConversionTimeout):
        way.make(long)
    assert time.monotonic() - begun < 10
    assert "đoạn sau" in text_of(way.make(paper("đoạn sau"))[0])


def test_neighbours_of_one_that_takes_too_long_are_not_harmed(make_way: MakeWay) -> None:
    way = make_way(convert_s=4.0)
    way.warm_up()
    long = paper("Một đoạn văn dài hơn một dòng để LibreOffice phải ngắt dòng nhiều lần. " * 4, 60_000)
    with ThreadPoolExecutor(2) as threads:
        stuck = threads.submit(way.make, long)
        made = [text_of(way.make(paper(f"láng giềng {number}"))[0]) for number in range(5)]
        with pytest.raises((ConversionTimeout, ConversionFailed)):
            stuck.result()
    assert [f"láng giềng {number}" in text for number, text in enumerate(made)] == [True] * 5


def test_a_fork_that_dies_costs_its_document_a_second_try(make_way: MakeWay, monkeypatch: pytest.MonkeyPatch) -> None:
    way = make_way()
    killed = kill_first(monkeypatch, 1)
    assert "lần hai" in text_of(way.make(paper("lần hai"))[0])
    assert len(killed) == 1


def test_what_ends_two_forks_is_not_given_a_third(make_way: MakeWay, monkeypatch: pytest.MonkeyPatch) -> None:
    way = make_way()
    killed = kill_first(monkeypatch, 3)
    bad = paper("văn bản xấu")
    with pytest.raises(ConversionFailed) as caught:
        way.make(bad)
    assert "bị ngắt giữa chừng" in str(caught.value.details["reason"])
    assert len(killed) == 2
    with pytest.raises(ConversionFailed) as caught:
        way.make(bad)
    assert "tạm thời không được nhận" in str(caught.value.details["reason"])
    assert len(killed) == 2, "no fork was spent on it"
    with pytest.raises(Quarantined):
        way._pool.convert(bad, {})
    monkeypatch.undo()
    assert "văn bản tốt" in text_of(way.make(paper("văn bản tốt"))[0])


def test_a_host_that_dies_is_replaced(make_way: MakeWay, work_root: Path) -> None:
    way = make_way()
    assert "trước" in text_of(way.make(paper("trước"))[0])
    office_of(way).end()
    assert "sau" in text_of(way.make(paper("sau"))[0])
    assert way._pool.hosts.started == 2
    assert len(list(work_root.rglob(f"{warm_way.HOST_FOLDER}*"))) == 1


@contextmanager
def one_at_work(way: WarmWay) -> Iterator[None]:
    """The only place is taken while the block runs; who has it gets its own paper afterwards."""
    way.warm_up()
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        entered.set()
        leave.wait(20)

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(way.make, paper("người trước"), hold)
        assert entered.wait(20)
        yield
        leave.set()
        assert "người trước" in text_of(first.result()[0])


def test_who_finds_no_place_is_told_at_once(make_way: MakeWay) -> None:
    way = make_way(workers=1, waiting=0, convert_s=20.0)
    with one_at_work(way):
        begun = time.monotonic()
        with pytest.raises(ConverterBusy):
            way.make(paper("người sau"))
        assert time.monotonic() - begun < 1
    assert "người sau" in text_of(way.make(paper("người sau"))[0])


def test_waiting_and_converting_have_budgets_of_their_own(make_way: MakeWay) -> None:
    way = make_way(workers=1, waiting=4, wait_s=0.3, convert_s=20.0)
    with one_at_work(way), pytest.raises(Busy):
        way._pool.convert(b"", {})


def test_a_slow_neighbour_does_not_count_as_converting(make_way: MakeWay) -> None:
    """What is done here meanwhile is not held against LibreOffice, which had its answer ready."""
    way = make_way(convert_s=1.5)
    way.warm_up()
    assert "chậm" in text_of(way.make(paper("chậm"), lambda: time.sleep(2.0))[0])


def test_closing_leaves_nothing(make_way: MakeWay, work_root: Path) -> None:
    before = children()
    way = make_way()
    way.make(paper("một"))
    assert children() > before
    way.close()
    assert children() <= before
    assert list(work_root.iterdir()) == []


def test_who_comes_when_it_is_closed_leaves_nothing(make_way: MakeWay, work_root: Path) -> None:
    way = make_way()
    with way.batch(2) as batch:
        way._open_folder()
        way.close()
        for of in (None, batch):
            with pytest.raises(ConversionFailed):
                way.make(paper("quá muộn"), batch=of)
    assert list(work_root.iterdir()) == []


def test_a_document_leaves_nothing_while_the_next_ones_come(
    make_way: MakeWay, work_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = make_way()
    way.make(paper("trước"))
    before = [path for path in work_root.rglob("*") if "ho-so" not in path.parts]
    for number in range(3):
        way.make(paper(f"văn bản {number}"))
    kill_first(monkeypatch, 2)
    with pytest.raises(ConversionFailed):
        way.make(paper("bị ngắt"))
    assert [path for path in work_root.rglob("*") if "ho-so" not in path.parts] == before


def test_what_starts_a_host_and_is_killed_takes_all_of_it_along(make_way: MakeWay) -> None:
    """The program between us and the host, where there is one, is no more than any other to be killed for memory."""
    way = make_way()
    way.warm_up()
    group = office_of(way).pid
    os.kill(group, signal.SIGKILL)
    wait_until(lambda: not group_members(group))
    assert "sau" in text_of(way.make(paper("sau"))[0])
    assert way.state().hosts_started == 2


def test_a_thread_that_started_the_host_may_end(make_way: MakeWay) -> None:
    """A process may be bound to the thread that started it; this one must not be."""
    way = make_way()
    starter = threading.Thread(target=way.warm_up)
    starter.start()
    starter.join()
    time.sleep(0.2)
    assert "còn chạy" in text_of(way.make(paper("còn chạy"))[0])
    assert way._pool.hosts.started == 1


def test_where_none_can_be_kept_documents_go_the_cold_way_and_it_is_said(
    work_root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm_way, "LIBRARY", "libkhongco.so")
    converter = Converter(work_root=work_root, kept=Kept())
    assert "đường lạnh" in text_of(converter.to_pdf(check_package(paper("đường lạnh")), META))
    way = converter.way()
    assert (way.name, "libkhongco.so" in way.why_cold) == ("cold", True)
    assert "cold way" in caplog.text
    converter.close()


def test_where_its_folder_cannot_be_written_documents_go_the_cold_way(
    work_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("read-only")

    for name in ("work_folder", "write_layer"):
        with monkeypatch.context() as patched:
            patched.setattr(warm_way, name, refuse)
            converter = Converter(work_root=work_root, kept=Kept())
            way = converter.way()
            converter.close()
        assert (way.name, "read-only" in way.why_cold) == ("cold", True)
        assert list(work_root.iterdir()) == []


def test_limits_of_memory_hold_for_a_fork(work_root: Path) -> None:
    converter = Converter(limits=ConvertLimits(memory_mb=512, timeout_s=15), work_root=work_root, kept=Kept())
    try:
        long = paper("Một đoạn văn dài hơn một dòng để LibreOffice phải ngắt dòng nhiều lần. " * 8, 40_000)
        # LibreOffice gives up, or never comes to an end with what it has.
        with pytest.raises((ConversionFailed, ConversionTimeout)):
            converter._make_pdf(long)
        assert "vẫn làm được" in text_of(converter._make_pdf(paper("vẫn làm được"))[0])
    finally:
        converter.close()


def test_deadline_of_a_fork_is_an_office_lost() -> None:
    assert issubclass(DeadlinePassed, OfficeLost)
    assert find_cage(("unshare",)).kind in {"bwrap", "unshare"}
    assert Cage("unshare", ("unshare", "--net")).around(Path("/x"), []) == ("unshare", "--net")


def test_a_docx_that_is_none_is_an_error(make_way: MakeWay) -> None:
    way = make_way()
    broken = io.BytesIO(paper("hỏng")).getvalue()[:2000]
    with pytest.raises(ConversionFailed) as caught:
        way.make(broken)
    assert "không mở được" in str(caught.value.details["reason"])
    assert "lành" in text_of(way.make(paper("lành"))[0])


def test_an_error_of_ours_meanwhile_is_not_taken_for_the_forks(make_way: MakeWay) -> None:
    way = make_way()

    def fail() -> None:
        raise TimeoutError("ours")

    with pytest.raises(TimeoutError, match="ours"):
        way.make(paper("lỗi của ta"), fail)
    assert way._pool.counts.killed == way._pool.counts.lost == 0
    assert "lỗi của ta" in text_of(way.make(paper("lỗi của ta"))[0])
