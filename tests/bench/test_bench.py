"""The bench measures what it says: every contender, on papers that say what only they should."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from service import bulk, pipeline
from service.errors import RecordInvalid
from service.pipeline import Produced
from service.settings import load_settings
from tests.bench import entrances
from tests.bench.__main__ import enter_rivals
from tests.bench.contenders import Ours, pdf_of
from tests.bench.measure import Field, enter_field, measure
from tests.bench.memory import grow, office_memory
from tests.bench.papers import Sheet, papers
from tests.bench.rivals import ENVIRONMENT, RivalMissing, UnoListener, Unoserver, rival_version
from tests.bench.stages import BESIDE, IN_TURN, STAGES, Stages
from tests.bench.throughput import AT_ONCE, Works, measure_rates
from tests.bench.times import require_text

pytestmark = pytest.mark.soffice
PLAN, LETTER, PROPOSAL = range(3)


@pytest.fixture(scope="module")
def entered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    made = enter_field(load_settings(), tmp_path_factory.mktemp("bench"))
    yield made
    made.ours.close()


def test_rounds_time_every_contender_and_every_stage(entered: Field) -> None:
    times = measure(papers()[LETTER], entered, rounds=2)
    counts = {name: len(taken) for name, taken in times.of.items()}
    stages = {f"stage {stage}": 2 for stage in STAGES}
    assert counts == {
        "sound": 2, "bare": 2, "checked": 2, "stock": 1, "stock merge": 1, "fill": 1, "command": 1,
        "stock command": 1, **stages,
    }  # fmt: skip
    assert all(times.median(name) for name in counts), "something took no time"
    faster = times.ratio("stock", "sound")
    assert faster is not None
    assert faster > 1
    in_turn = sum(times.of[f"stage {stage}"][0] for stage in IN_TURN)
    assert in_turn == pytest.approx(times.of["checked"][0])
    inside = sum(times.of[f"stage {stage}"][0] for stage in (*BESIDE, "load", "save"))
    assert inside < 2 * times.of["stage conversion"][0]


def test_a_paper_of_another_record_is_told(entered: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    letter, make = papers()[LETTER], Ours.make

    def stale(self: Ours, sheet: Sheet, *, check_form: bool) -> Produced:
        return make(self, letter.sheet(10001), check_form=check_form)

    monkeypatch.setattr(Ours, "make", stale)
    with pytest.raises(AssertionError, match="lần00001 is missing"):
        measure(letter, entered, rounds=1)


def test_documents_a_second_of_all_but_packed_ones_where_none_are_made(
    entered: Field, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr("tests.bench.throughput.require_text", lambda pdf, sheet: seen.append(sheet.mark))
    monkeypatch.setattr("tests.bench.throughput.packed_entrance", lambda: None)
    monkeypatch.setattr("tests.bench.throughput.STOCK_EACH", 1)
    rates = measure_rates(papers()[LETTER], Works(load_settings(), tmp_path, entered.ours), turns=1, documents=3)
    assert {name: len(taken) for name, taken in rates.of.items()} == {"stock": 1, "sound": 1, "checked": 1, "bare": 1}
    faster = rates.ratio("sound", "stock")
    assert faster is not None
    assert faster > 1
    assert rates.ratio("packed", "stock") is None
    # A turn before counts for nothing; no record is made twice.
    assert len(seen) == len(set(seen)) == 2 * AT_ONCE + 3 * AT_ONCE + 3 * 3


def test_many_come_in_order_and_an_error_is_raised(entered: Field) -> None:
    letter = papers()[LETTER]
    sheets = [letter.next() for _ in range(7)]
    made = entrances.make_many(entered.ours.producer, (one.record for one in sheets), check_form=False)
    for sheet, produced in zip(sheets, made, strict=True):
        require_text(pdf_of(produced), sheet)
    faulty = [sheets[0].record, {**sheets[1].record, "trich_yeu": ""}]
    with pytest.raises(RecordInvalid):
        list(entrances.make_many(entered.ours.producer, faulty, check_form=False))


def test_packed_papers_are_made_where_the_service_can(entered: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    producer, record = entered.ours.producer, papers()[LETTER].next().record
    monkeypatch.delattr(bulk, entrances.PACKED, raising=False)
    assert entrances.packed_entrance() is None
    monkeypatch.setattr(bulk, entrances.PACKED, bulk.produce_all, raising=False)
    pack = entrances.packed_entrance()
    assert pack is not None
    assert [one.is_draft for one in pack(producer, [record])] == [False]
    with pytest.raises(RecordInvalid):
        list(pack(producer, [{}]))


def test_the_form_is_checked_or_not(entered: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise LookupError("the form is checked")

    monkeypatch.setattr("service.the_thuc.checker.check_docx", refuse)
    letter = papers()[LETTER]
    entered.ours.make(letter.next(), check_form=False)
    with pytest.raises(LookupError, match="the form is checked"):
        entered.ours.make(letter.next(), check_form=True)


def test_memory_is_told_while_documents_are_made(entered: Field) -> None:
    marks = grow(papers()[LETTER], entered.ours, documents=5, step=2)
    assert [mark.documents for mark in marks] == [2, 4]
    memory = office_memory()
    assert memory is not None
    # The host and at least one fork; less than a megabyte each would be none of LibreOffice.
    assert memory.processes >= 2
    sizes = [size for mark in marks for size in (mark.office_mb, mark.own_mb)]
    assert [size for size in sizes if size is None or not 20 < size < 2000] == []


def test_no_memory_is_told_where_no_libreoffice_runs() -> None:
    assert office_memory(of=2**30) is None


def test_a_function_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.stages.WRAPPED", (("merge", "service.pipeline", "not_there"),))
    with pytest.raises(AttributeError, match="not_there"), Stages().recorded():
        pass


def test_nothing_stays_wrapped() -> None:
    before = vars(pipeline).copy()
    with Stages().recorded():
        assert vars(pipeline) != before
    assert vars(pipeline) == before


def test_a_rival_that_cannot_be_had_says_why(tmp_path: Path) -> None:
    with pytest.raises(RivalMissing, match="not set up"):
        rival_version(tmp_path)
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\necho 'No module named uno' >&2\nexit 1\n")
    python.chmod(0o755)
    with pytest.raises(RivalMissing, match="No module named uno"):
        rival_version(tmp_path)


def test_the_report_names_who_was_not_measured_and_why(
    entered: Field, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise RivalMissing("no bindings")

    monkeypatch.setattr("tests.bench.__main__.rival_version", missing)
    with ExitStack() as stack:
        assert enter_rivals(entered, tmp_path, stack) == "**not all rivals were measured: no bindings**"
    assert (entered.unoserver, entered.listener) == (None, None)


@pytest.mark.skipif(not ENVIRONMENT.exists(), reason="./run bench sets up the rivals")
def test_the_rivals_make_the_same_paper(entered: Field, tmp_path: Path) -> None:
    info, sheet = entered.ours.converter.probe(), papers()[LETTER].next()
    with closing(UnoListener(info)) as listener, closing(Unoserver(info, tmp_path)) as unoserver:
        docx = entered.ours.make(sheet, check_form=False).docx
        require_text(listener.convert(docx), sheet)
        require_text(unoserver.make(entered.fillings.of(sheet.record)), sheet)
