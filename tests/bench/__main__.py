"""`./run bench`: measures, and writes docs/benchmarks.md anew for the LibreOffice of this machine."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from service.convert.soffice import Converter
from service.settings import load_settings
from tests.bench.measure import Times, measure
from tests.bench.papers import Paper, papers

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
HEAD = """# Speed

Written by `./run bench`; each section by a machine with that LibreOffice. A figure is a ratio within one run, of
medians, the contenders taken in turns; bare times would tell of the machine. Every record differs, no result is kept,
and the text of every PDF is looked for. **Stock** is what everybody does: docxtpl and one `soffice --convert-to pdf`
for each document, on a profile used before. **Ours** is the whole way from a record to a PDF with all its checks: that
it is sound, says what the DOCX says, and keeps the form, DOCX and PDF.

| column | what it is |
|---|---|
| warm | how many times faster than stock, a kept LibreOffice, everything checked |
| warm, cold | the same, a LibreOffice started for each document |
| 95 % | the time nineteen of twenty stay below, as a multiple of the middle one |
| bare | the whole warm way as a multiple of the bare conversion of the same DOCX |
| merge | what validation, merge and the checks of the DOCX take of the whole |
"""


def main() -> None:
    """Measures what the arguments say."""
    parser = argparse.ArgumentParser(prog="./run bench", description="Đo tốc độ; kết quả ghi vào docs/benchmarks.md.")
    parser.add_argument("--rounds", type=int, default=100, help="số lượt đo mỗi loại văn bản (mặc định 100)")
    chosen = parser.parse_args()
    settings = load_settings()
    converter = Converter(settings.soffice_folder)
    name = f"LibreOffice {converter.probe().version}"
    rows = []
    for paper in papers():
        times = measure(paper, settings, chosen.rounds)
        rows.append(_row(paper, times))
        sys.stderr.write(f"{rows[-1]}\n")
    _write(name, _section(name, rows, chosen.rounds))


def _row(paper: Paper, times: Times) -> str:
    stock, warm = times.median("stock"), times.median("warm")
    figures = (
        f"{stock / warm:.1f}",
        f"{stock / times.median('cold'):.1f}",
        f"{times.spread('warm'):.2f}",
        f"{warm / times.median('bare'):.2f}",
        f"{times.median('merge') / warm:.0%}",
    )
    return f"| {paper.name} | {' | '.join(figures)} |"


def _section(name: str, rows: list[str], rounds: int) -> str:
    libraries = ", ".join(f"{one} {version(one)}" for one in ("docxtpl", "python-docx", "lxml", "pikepdf", "pypdfium2"))
    return "\n".join(
        (
            f"## {name}",
            "",
            f"{_system()}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}; {rounds} rounds.",
            "",
            "| paper | warm | cold | 95 % | bare | merge |",
            "|---|---|---|---|---|---|",
            *rows,
        )
    )


def _system() -> str:
    facts = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    return facts.get("PRETTY_NAME", "Linux").strip('"')


def _write(name: str, section: str) -> None:
    """Puts a section in place of the one for the same LibreOffice; the others stay."""
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    sections = {one.split("\n", 1)[0]: f"## {one.strip()}" for one in old.split("\n## ")[1:]}
    sections[name] = section
    PAGE.write_text("\n\n".join([HEAD.strip(), *(sections[key] for key in sorted(sections))]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
