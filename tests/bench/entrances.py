"""The entrances of the service that the bench goes through, in one place: one paper, many, many in one conversion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from service import bulk
from service.errors import VanThuError
from service.pipeline import Produced, Producer

# What makes many papers in one conversion, as `bulk.produce_all` makes them one by one.
PACKED = "produce_packed"
Records: TypeAlias = Iterable[Mapping[str, Any]]


def make_one(producer: Producer, record: Mapping[str, Any], *, check_form: bool) -> Produced:
    """One paper with its PDF: sound, saying what it must; its form checked or not."""
    return producer.produce(record, check_form=check_form)


def make_many(producer: Producer, records: Records, *, check_form: bool) -> Iterator[Produced]:
    """Papers one by one, several at a time, in the order of the records.

    Raises:
        VanThuError: one of them cannot be made; nothing is measured with such.
    """
    return _all_made(bulk.produce_all(producer, records, check_form=check_form))


def packed_entrance() -> Callable[[Producer, Records], Iterator[Produced]] | None:
    """What makes many papers in one conversion, their form not checked either; None where the service has none."""
    packed: Any = getattr(bulk, PACKED, None)
    if packed is None:
        return None
    return lambda producer, records: _all_made(packed(producer, records, check_form=False))


def _all_made(results: Iterable[Produced | VanThuError]) -> Iterator[Produced]:
    for one in results:
        if isinstance(one, VanThuError):
            raise one
        yield one
