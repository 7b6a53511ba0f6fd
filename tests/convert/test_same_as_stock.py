"""What makes our way quick moves no line: every sample looks, point for point, as a plain `soffice` draws it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from service.convert.lean import LeanDocx
from service.convert.pdf_facts import PdfMeta
from service.convert.soffice import Converter
from service.convert.warm.way import Kept
from service.errors import VanThuError
from service.pdfium import PDFIUM_LOCK
from service.pipeline import Producer
from service.settings import load_settings
from tests.bench.papers import papers

pytestmark = pytest.mark.soffice
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DPI = 150
STOCK_TIMEOUT_S = 300


@pytest.fixture(scope="module")
def papers_made() -> dict[str, bytes]:
    """The DOCX of every sample and of the long list of awards."""
    settings = load_settings().model_copy(update={"offices_folder": SAMPLES / "co_quan"})
    producer = Producer(settings)
    records: dict[str, Any] = {
        f"{path.parent.name}-{path.stem}": json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(SAMPLES.glob("*/*.json"))
    }
    records["danh-sach-dai"] = papers()[2].numbered(1)
    made = {}
    for name, record in records.items():
        try:
            made[name] = producer.produce(record, pdf=False, check_form=False).docx
        except VanThuError:  # profiles of offices lie among the samples
            continue
    assert len(made) > 25
    return made


@pytest.fixture(scope="module")
def stock(papers_made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The PDF of each as the command everybody uses makes it, all in one call, on a profile of its own."""
    folder = tmp_path_factory.mktemp("stock")
    for name, docx in papers_made.items():
        (folder / f"{name}.docx").write_bytes(docx)
    command = Converter().probe().program.with_name("soffice")
    subprocess.run(  # an argument list, no shell
        [command, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", folder, *sorted(folder.glob("*.docx"))],
        check=True, capture_output=True, timeout=STOCK_TIMEOUT_S,
    )  # fmt: skip
    return {name: (folder / f"{name}.pdf").read_bytes() for name in papers_made}


@pytest.fixture(scope="module", params=["warm", "cold"])
def converter(request: pytest.FixtureRequest) -> Iterator[Converter]:
    made = Converter(kept=Kept() if request.param == "warm" else None)
    yield made
    made.close()


def pictures(pdf: bytes) -> list[bytes]:
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [bytes(page.render(scale=DPI / 72, grayscale=True).buffer) for page in document]
        finally:
            document.close()


def test_every_sample_looks_as_stock_draws_it(
    converter: Converter, papers_made: dict[str, bytes], stock: dict[str, bytes]
) -> None:
    different = [
        name
        for name, docx in papers_made.items()
        if pictures(converter.to_pdf(docx, PdfMeta("", "", ""))) != pictures(stock[name])
    ]
    assert different == []


def test_styles_that_a_paper_has_not_are_left_out_of_what_libreoffice_reads(papers_made: dict[str, bytes]) -> None:
    lean = LeanDocx()
    assert all(len(lean.of(docx)) < len(docx) for docx in papers_made.values())
