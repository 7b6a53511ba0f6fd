"""Papers of both families to be packed, and one LibreOffice kept for all of these tests."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.convert.package_check import SoundDocx
from service.convert.packed.read import Paper
from service.convert.pdf_facts import PdfMeta
from service.convert.soffice import Converter
from service.convert.warm.way import Kept
from service.pipeline import Producer
from service.settings import load_settings

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
MakePaper = Callable[..., Paper]


@pytest.fixture(scope="session")
def office() -> Iterator[Converter]:
    """The real LibreOffice, kept ready."""
    made = Converter(kept=Kept())
    yield made
    assert made.way().name == "warm", "the other way must not be taken for this one"
    made.close()


@pytest.fixture(scope="session")
def make_paper() -> MakePaper:
    """Makes a paper of a sample's record, changed as asked: a number, paragraphs before its own, other fields."""
    producer = Producer(load_settings())

    def make(sample: str, number: int = 1, *, more: int = 0, **fields: Any) -> Paper:
        record = copy.deepcopy(json.loads((SAMPLES / f"{sample}.json").read_text(encoding="utf-8")))
        record |= {"so_van_ban": number, **fields}
        if "trich_yeu" in record:
            record["trich_yeu"] = f"{record['trich_yeu']}, lần {number}"
        if more:
            line = "Các cơ quan, đơn vị tiếp tục triển khai đồng bộ các nhiệm vụ được giao, bảo đảm đúng tiến độ."
            record["noi_dung"] = "\n\n".join([f"Lượt {one}. {line * 3}" for one in range(more)] + [record["noi_dung"]])
        docx = producer.produce(record, pdf=False).docx
        assert isinstance(docx, SoundDocx)
        return Paper(docx, PdfMeta(f"Văn bản số {number} “Rơ Châm”", "Ủy ban nhân dân xã Ia Lâm", f"thử lần {number}"))

    return make
