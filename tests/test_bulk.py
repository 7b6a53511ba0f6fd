"""Many papers one by one: in order, none in the way of another, and no more of the list read than is needed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pytest
from docx import Document

import service.bulk as bulk_module
from service.bulk import produce_all, produce_packed
from service.convert.packed.read import Paper
from service.convert.packed.work import Outcome
from service.convert.pdf_facts import PdfFacts
from service.convert.soffice import DOCUMENTS_EACH, Converted
from service.convert.warm.office import Fork, WarmOffice
from service.errors import RecordInvalid, VanThuError
from service.pipeline import Produced, Producer, Unfinished
from service.settings import load_settings
from tests.bench.papers import papers
from tests.bench.times import text_of

LETTER = papers()[1]


def numbered(count: int) -> list[dict[str, Any]]:
    return [LETTER.numbered(number) for number in range(1, count + 1)]


def text_in(docx: bytes) -> str:
    return "".join("".join(node.text or "" for node in Document(BytesIO(docx)).element.iter("{*}t")).split())


def test_papers_come_in_the_order_of_their_records() -> None:
    made = list(produce_all(Producer(load_settings()), numbered(20), pdf=False, threads=4))
    texts = [text_in(one.docx) for one in made if isinstance(one, Produced)]
    assert [LETTER.mark(number) in text for number, text in enumerate(texts, 1)] == [True] * 20


def test_an_invalid_record_is_told_in_its_place() -> None:
    records = numbered(5)
    del records[2]["trich_yeu"]
    made = list(produce_all(Producer(load_settings()), records, pdf=False))
    assert [type(one) for one in made] == [Produced, Produced, RecordInvalid, Produced, Produced]


def test_a_list_without_end_is_read_no_further_than_needed() -> None:
    read = 0

    def endless() -> Iterator[dict[str, Any]]:
        nonlocal read
        for number in itertools.count(1):
            read = number
            yield LETTER.numbered(number)

    papers_made = produce_all(Producer(load_settings()), endless(), pdf=False, threads=2)
    assert [isinstance(next(papers_made), Produced) for _ in range(3)] == [True] * 3
    papers_made.close()  # type: ignore[attr-defined]
    assert read < 20


def test_papers_of_what_was_read_come_before_the_error_that_ends_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    def converted(_: object, sheets: list[Paper], *__: object, **___: object) -> list[Outcome]:
        return [Outcome(Converted(b"%PDF", PdfFacts(1, (), "", ""))) for _ in sheets]

    def ending() -> Iterator[dict[str, Any]]:
        yield from numbered(5)
        raise OSError("the list cannot be read on")

    monkeypatch.setattr(bulk_module, "convert_packed", converted)
    monkeypatch.setattr(bulk_module, "MOST_PAPERS", 1)
    made: list[object] = []
    with pytest.raises(OSError, match="read on"):
        made.extend(produce_packed(Producer(load_settings()), ending(), check_form=False))
    texts = [text_in(one.docx) for one in made if isinstance(one, Produced)]
    assert [LETTER.mark(number) in text for number, text in enumerate(texts, 1)] == [True] * 5


def test_without_the_check_of_form_the_paper_is_the_same_and_the_checker_is_not_heard() -> None:
    producer, plan = Producer(load_settings()), papers()[0].numbered(1)
    checked, plain = (producer.produce(plan, pdf=False, check_form=check) for check in (True, False))
    assert text_in(checked.docx) == text_in(plain.docx)
    assert "HD05-CITE-DATE" in {one.rule for one in checked.findings}
    assert "HD05-CITE-DATE" not in {one.rule for one in plain.findings}


@pytest.mark.soffice
def test_the_kept_libreoffice_makes_them_all() -> None:
    producer = Producer(load_settings(), keep_office=True)
    try:
        made = list(produce_all(producer, numbered(8), check_form=False))
    finally:
        producer.close()
    texts = [text_of(one.pdf) for one in made if isinstance(one, Produced) and one.pdf]
    assert [LETTER.mark(number) in text for number, text in enumerate(texts, 1)] == [True] * 8


@pytest.mark.soffice
def test_packed_papers_come_in_order_with_errors_and_long_ones_in_their_places() -> None:
    producer = Producer(load_settings(), keep_office=True)
    records = numbered(50)
    del records[7]["trich_yeu"]
    records[11] = papers()[0].numbered(12)
    try:
        made = list(produce_packed(producer, records, check_form=False))
        alone = producer.produce(records[20], check_form=False)
    finally:
        producer.close()
    assert isinstance(made.pop(7), RecordInvalid)
    texts = [text_of(one.pdf) for one in made if isinstance(one, Produced) and one.pdf]
    numbers = [number for number in range(1, 51) if number != 8]
    assert [LETTER.mark(number) in text for number, text in zip(numbers, texts, strict=True)] == [True] * 49
    packed = made[19]
    assert isinstance(packed, Produced)
    assert (text_in(packed.docx), packed.file_stem) == (text_in(alone.docx), alone.file_stem)
    assert text_of(packed.pdf or b"") == text_of(alone.pdf or b"")


@pytest.mark.soffice
def test_the_papers_of_a_batch_share_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    fork = WarmOffice.fork

    def count(self: WarmOffice, documents: int = 1, timeout_s: float = 10.0) -> Fork:
        asked.append(documents)
        return fork(self, documents, timeout_s)

    monkeypatch.setattr(WarmOffice, "fork", count)
    producer = Producer(load_settings(), keep_office=True)
    try:
        list(produce_all(producer, numbered(3), check_form=False))
        before, asked[:] = producer.converter.state(), []
        list(produce_all(producer, numbered(24), check_form=False))
        after = producer.converter.state()
    finally:
        producer.close()
    assert after.converted - before.converted == 24
    shared = [documents for documents in asked if documents > 1]
    assert shared == [DOCUMENTS_EACH] * len(shared)
    assert 2 <= len(shared) <= 2 + producer.workers, "two forks at least do 24 documents"


@pytest.mark.soffice
def test_an_error_that_is_not_foreseen_comes_after_the_papers_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    producer, prepare = Producer(load_settings(), keep_office=True), Producer.prepare

    def fails(self: Producer, record: Mapping[str, Any], **options: Any) -> Unfinished:
        if record["so_van_ban"] == 6:
            raise ZeroDivisionError
        return prepare(self, record, **options)

    monkeypatch.setattr(Producer, "prepare", fails)
    made: list[Produced | VanThuError] = []
    try:
        with pytest.raises(ZeroDivisionError):
            made.extend(produce_packed(producer, numbered(9), check_form=False))
    finally:
        producer.close()
    assert [isinstance(one, Produced) for one in made] == [True] * 5
