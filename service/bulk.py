"""Many papers, one by one: as many at once as the kept LibreOffice takes, handed out in the order they came in."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from service.errors import VanThuError
from service.pipeline import Produced, Producer

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

    def make(record: Mapping[str, Any]) -> Produced | VanThuError:
        try:
            return producer.produce(record, pdf=pdf, check_form=check_form)
        except VanThuError as error:
            return error

    count = threads or producer.workers + BESIDE
    with ThreadPoolExecutor(count, thread_name_prefix="vanthu-papers") as workers:
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
