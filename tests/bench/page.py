"""docs/benchmarks.md: what its words mean, and a section for each LibreOffice, kept by runs with another one."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.bench.figures import (
    AIMED_VERSION,
    GROWTH_MB,
    NOT_MEASURED,
    OFFICE_MB,
    Aim,
    Measured,
    figure_rows,
    stage_rows,
)
from tests.bench.memory import Mark, Office, growth

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
LIBRARIES = ("docxtpl", "python-docx", "lxml", "pikepdf", "pypdfium2")
HEAD = f"""# Speed

Written by `./run bench`; each section by a machine with that LibreOffice. A figure is a ratio within one run, of
medians, the contenders taken in turns; bare times would tell of the machine. Every record differs, no result is kept,
and what every PDF says is looked for. Aims are set for LibreOffice {AIMED_VERSION} and for the papers that have a
verdict; elsewhere a whole command is to be no slower than stock, and nothing more.

**Stock** is what everybody does: docxtpl and one `soffice --convert-to pdf` for each document, on a profile used
before, of the same template and values. **Ours** is the whole way from a record as JSON to a PDF on a kept LibreOffice:
*sound* is checked always (the PDF is whole and says what the DOCX says); *checked* holds the form of DOCX and PDF
against the law besides.

| figure | what it is |
|---|---|
| bare | how many times faster than stock a kept LibreOffice converts and nothing else, with a fork for each |
| sound, checked | how many times faster than stock, a document alone |
| 95 % | the time nineteen of twenty stay below, as a multiple of the middle one |
| over bare | sound, as a multiple of the bare warm conversion of the same DOCX |
| merge | how many times faster than docxtpl a template is filled and saved; the same with laying out the content |
| command | how many times faster `vanthu render`, checked, is than a script of the stock way, both from their start |
| unoserver | how many times faster than stock docxtpl with a kept unoserver is; and sound than that |
| listener to fork | the bare conversion by a LibreOffice that listens to UNO, set up alike, as a multiple of a fork's |
| two at once, bare | how many times the documents a second of two stock processes two workers convert |
| one by one | the same of whole papers, several made at once |
| share of bare | the same, of what two workers convert and nothing else |
| packed | the same as one by one, many documents in one conversion, with the same checks |

Shares of time are of a paper with everything checked. What is done beside the conversion takes time of its own only
where LibreOffice is done before it.

**Why what is missed is missed**

- **Sound, four pages.** LibreOffice loads and saves for the time that *bare* tells; the plan's column shows how
  little is left between that and the aim. Its profile is flat (`perf`, 60 plans in one process of 7.4): of a hundred
  samples 28 are in its merged library, 8 in Writer's, 7 in zlib, 7 in the allocator, 5 in HarfBuzz, 3 in libxml2, and
  no function has more than 3. What can be left out without moving a line is left out: parts of the window, the
  sidebar, styles the paper does not have, the search for languages.
- **One by one.** Two cores do at most what *two at once, bare* tells, and ours comes near it or, by using forks
  again, above it. The aim lies above what LibreOffice itself reaches here.
- **Merge.** Values have to be printed, the result parsed and pressed, whatever the way; docxtpl does that too. What
  is laid out besides (columns of the head, lines of the subject, level signatures) is work that stock does not do.
- **Packed.** A letter in a pack takes LibreOffice a fifth of its time; reading, cutting and comparing every letter of
  it takes more than that, in one Python at a time, which bounds it. Papers of more than a page are not packed:
  LibreOffice 7.4 ends some pages elsewhere when other papers stand around.
- **Command.** Python loads models, rules and docxtpl, a script of the stock way docxtpl alone. When the DOCX is there,
  three fifths of our command are over, which is half of stock's whole command on Debian 12: with a LibreOffice that
  took no time the aim would just be met. LibreOffice starts three times faster than stock's there; on Debian 13
  stock's is as quick, and the loading is what is left between the two.
"""


def section(
    office_version: str,
    all_measured: Sequence[Measured],
    rounds: Sequence[int],
    memory: Office | None,
    told: str,
) -> str:
    """The section of a run: versions, figures, shares, memory; `told` says of ways and rivals what is to be known."""
    measured = list(all_measured)
    names = [one.paper.name for one in measured]
    return "\n".join(
        (
            f"## LibreOffice {office_version}",
            "",
            f"{versions()}; {told}. {' / '.join(map(str, rounds))} rounds.",
            "",
            *table(["figure", *names, "aim"], figure_rows(measured, office_version)),
            "",
            *table(["share of time", *names], stage_rows(measured)),
            "",
            _memory_line(memory, office_version),
        )
    )


def many_section(office_version: str, marks: Sequence[Mark]) -> str:
    """The section of very many documents."""
    rows = [[f"{mark.documents}", in_mb(mark.office_mb), in_mb(mark.own_mb)] for mark in marks]
    verdicts = []
    for name, value in (
        ("LibreOffice", growth(marks, lambda mark: mark.office_mb)),
        ("this process", growth(marks, lambda mark: mark.own_mb)),
    ):
        if value is not None:
            verdict = _judged(Aim(GROWTH_MB, at_least=False), value, office_version)
            verdicts.append(f"{name} {value:+.2f} MB{verdict}")
    grown = f"From {marks[0].documents} on, for each 1000: {'; '.join(verdicts)}." if verdicts else ""
    return "\n".join(
        (
            f"## LibreOffice {office_version}, {marks[-1].documents if marks else 0} letters",
            "",
            f"{versions()}. One by one, everything checked.",
            "",
            *table(["documents", "LibreOffice (PSS)", "this process (RSS)"], rows),
            "",
            grown,
        )
    ).rstrip()


def write(key: str, content: str, page: Path = PAGE) -> None:
    """Puts a section in place of those whose heading begins alike; the others stay.

    Args:
        key: what the headings of the sections to be replaced are, but for the number of letters.
        content: the section.
        page: the file.
    """
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    sections = [f"## {one.strip()}" for one in old.split("\n## ")[1:]]
    kept = [one for one in sections if _key(one) != key]
    ordered = sorted([*kept, content], key=_order)
    page.write_text("\n\n".join([HEAD.strip(), *ordered]) + "\n", encoding="utf-8")


def versions() -> str:
    """The system, and the libraries that take part."""
    told = ", ".join(f"{one} {version(one)}" for one in LIBRARIES)
    return f"{_system()}, {os.cpu_count()} cores, Python {platform.python_version()}, {told}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table."""
    first, *rest = (f"| {' | '.join(row)} |" for row in (head, *rows))
    return [first, f"|{'---|' * len(head)}", *rest]


def in_mb(size: float | None) -> str:
    """Megabytes, or that they were not measured."""
    return NOT_MEASURED if size is None else f"{size:.0f} MB"


def key_of(office_version: str, *, many: bool = False) -> str:
    """By which the section of a LibreOffice is found."""
    return f"LibreOffice {office_version}{', letters' if many else ''}"


def _key(content: str) -> str:
    heading = content.split("\n", 1)[0].removeprefix("## ")
    name, comma, rest = heading.partition(",")
    return f"{name}{comma} {rest.split()[-1]}" if rest else name


def _order(content: str) -> tuple[list[int], str]:
    """By version, as numbers, and the many documents after the rest."""
    key = _key(content)
    numbers = [int(one) for one in key.partition(",")[0].removeprefix("LibreOffice ").split(".") if one.isdecimal()]
    return numbers, key


def _memory_line(memory: Office | None, office_version: str) -> str:
    if memory is None:
        return "Memory of LibreOffice: not measured, the system does not tell."
    verdict = _judged(Aim(OFFICE_MB, at_least=False), memory.pss_mb, office_version)
    processes = f"{memory.processes} processes of LibreOffice, host and forks that wait"
    return f"Memory: {processes}, take {memory.pss_mb:.0f} MB together (PSS){verdict}."


def _judged(aim: Aim, value: float, office_version: str) -> str:
    return f", at most {aim.bound:g}: {aim.judge(value)}" if office_version == AIMED_VERSION else ""


def _system() -> str:
    lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    facts = dict(line.split("=", 1) for line in lines if "=" in line)
    return facts.get("PRETTY_NAME", "Linux").strip('"')
