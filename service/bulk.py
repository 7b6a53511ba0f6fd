"""Many papers of one sender, one by one or several in one conversion, handed out in the order they came in."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

from service.convert.packed.proof import Proofs
from service.convert.packed.read import Paper
from service.convert.packed.work import MOST_PAPERS, convert_packed
from service.errors import ConversionFailed, VanThuError
from service.pipeline import Produced, Producer, Unfinished

# While LibreOffice works on its documents, one more is validated, merged and checked.
BESIDE = 1
# So many for each thread are finished or under way and not yet fetched; the rest of the list is not read before.
AHEAD = 2


def produce_all(
    producer: Producer,
    records: Iterable[Mapping[str, Any]],
    *,
    pdf: bool = True,
    threads: int | None = None,
    check_form: bool = True,
) -> Iterator[Produced | VanThuError]:
    """Makes a paper of each record.

    A record that cannot be made stands in the way of no other: its error takes its place. What is not fetched is not
    made, so a list without end takes no more memory than a few papers.

    Args:
        producer: makes them; it should keep a LibreOffice.
        records: read as they are needed.
        pdf: see `Producer.produce`.
        threads: how many are worked on at once; None is what the kept LibreOffice can use.
        check_form: see `Producer.produce`.

    Yields:
        For each record its paper, or the error that says why there is none.
    """
    count = threads or producer.workers + BESIDE
    batch = producer.for_batch() if pdf else nullcontext(producer)
    with batch as one, ThreadPoolExecutor(count, thread_name_prefix="vanthu-papers") as workers:

        def make(record: Mapping[str, Any]) -> Produced | VanThuError:
            try:
                return one.produce(record, pdf=pdf, check_form=check_form)
            except VanThuError as error:
                return error

        waiting: deque[Future[Produced | VanThuError]] = deque()
        try:
            for record in records:
                waiting.append(workers.submit(make, record))
                if len(waiting) > count * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def produce_packed(
    producer: Producer,
    records: Iterable[Mapping[str, Any]],
    *,
    check_form: bool = True,
    proofs: Proofs | None = None,
) -> Iterator[Produced | VanThuError]:
    """Makes a paper of each record as `produce_all` does, short papers of one template several in one conversion.

    Each is held to what one made alone is held to, and looks the same; what cannot be packed is made alone.

    Args:
        producer: makes them; it should keep a LibreOffice.
        records: read as they are needed, as many at once as two rounds of packs take.
        check_form: see `Producer.produce`.
        proofs: which papers may be packed, to be kept by who makes many batches; None proves anew.

    Yields:
        For each record its paper, or the error that says why there is none.
    """
    with (
        producer.for_batch() as one,
        ThreadPoolExecutor(BESIDE, thread_name_prefix="vanthu-papers") as beside,
    ):
        allowed = proofs or Proofs(one.converter)
        rounds = _rounds(records, MOST_PAPERS * one.workers)

        def prepare_next() -> Future[list[Unfinished | Exception]]:
            try:
                taken = next(rounds, [])
            except Exception as error:  # the list cannot be read on: told behind the papers of what was read
                failed: Future[list[Unfinished | Exception]] = Future()
                failed.set_exception(error)
                return failed
            return beside.submit(_prepare, one, taken, check_form)

        ready = prepare_next()
        while prepared := ready.result():
            # While LibreOffice works on these, the next are validated, merged and checked.
            ready = prepare_next()
            yield from _finish(one, prepared, allowed)


def _rounds(records: Iterable[Mapping[str, Any]], size: int) -> Iterator[list[Mapping[str, Any]]]:
    """The records in rounds of this size; where they cannot be read on, what was read is the last but for the error."""
    source, taken = iter(records), list[Mapping[str, Any]]()
    try:
        for record in source:
            taken.append(record)
            if len(taken) == size:
                yield taken
                taken = []
    except Exception:
        if taken:
            yield taken
        raise
    if taken:
        yield taken


def _prepare(
    producer: Producer, records: Iterable[Mapping[str, Any]], check_form: bool
) -> list[Unfinished | Exception]:
    made: list[Unfinished | Exception] = []
    for record in records:
        try:
            unfinished = producer.prepare(record, check_form=check_form)
            unfinished.check()
            made.append(unfinished)
        except Exception as error:  # told in its place, one that is not foreseen too: the papers before it are made
            made.append(error)
    return made


def _finish(
    producer: Producer, prepared: Iterable[Unfinished | Exception], proofs: Proofs
) -> Iterator[Produced | VanThuError]:
    prepared = list(prepared)
    papers = [Paper(one.docx, one.meta) for one in prepared if isinstance(one, Unfinished)]
    outcomes = iter(convert_packed(producer.converter, papers, proofs, threads=producer.workers))
    for one in prepared:
        if isinstance(one, VanThuError):
            yield one
            continue
        if isinstance(one, Exception):
            raise one
        outcome = next(outcomes)
        if outcome.converted is None:
            yield outcome.error or ConversionFailed()
        else:
            yield one.finish(outcome.converted.pdf)
