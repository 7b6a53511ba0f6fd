"""What the bench tells: the arithmetic of its figures, the aims, and a page that keeps what other machines wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import page
from tests.bench.figures import AIMED_VERSION, FIGURES, NOT_MEASURED, Aim, Figure, Measured, stage_rows
from tests.bench.memory import Mark, Office, growth
from tests.bench.papers import AWARD_ROWS, papers
from tests.bench.stages import STAGES
from tests.bench.throughput import Rates
from tests.bench.times import Times

PLAN, LETTER, PROPOSAL = papers()


def measured(number: int = 0, **seconds: float) -> Measured:
    times = Times()
    for name, value in seconds.items():
        times.of[name.replace("_", " ")] = [value]
    return Measured(papers()[number], times, Rates())


def figure(name: str) -> Figure:
    return next(one for one in FIGURES if one.name == name)


def test_the_list_of_awards_is_long_and_no_two_names_are_alike() -> None:
    persons = PROPOSAL.numbered(1)["ca_nhan"]
    assert len({person["ho_ten"] for person in persons}) == AWARD_ROWS


def test_no_record_comes_twice_and_no_mark_is_part_of_another() -> None:
    sheets = [*(LETTER.next() for _ in range(12)), LETTER.sheet(10_000)]
    assert len({sheet.json for sheet in sheets}) == len(sheets)
    marks = [sheet.mark for sheet in sheets]
    assert [(one, other) for one in marks for other in marks if one in other and one is not other] == []


def test_the_middle_the_spread_and_the_ratio() -> None:
    times = Times()
    times.of["x"], times.of["y"] = [1.0] * 19 + [3.0], [4.0, 2.0, 9.0]
    assert (times.median("x"), times.spread("x"), times.ratio("y", "x")) == (1.0, 3.0, 4.0)
    assert (times.median("z"), times.spread("z"), times.ratio("x", "z")) == (None, None, None)


@pytest.mark.parametrize(
    ("aim", "value", "told"),
    [
        (Aim(20), 20.0, "reached"),
        (Aim(20), 18.0, "missed by 10.0 %"),
        (Aim(1.5, at_least=False), 1.5, "reached"),
        (Aim(1.5, at_least=False), 1.8, "missed by 20.0 %"),
        (Aim(0.7), 0.7, "reached"),
    ],
)
def test_an_aim_is_reached_or_missed_by_a_part_of_it(aim: Aim, value: float, told: str) -> None:
    assert aim.judge(value) == told


def test_figures_say_how_many_times_faster_ours_is() -> None:
    one = measured(stock=30.0, sound=1.5, bare=1.0, stock_merge=4.0, fill=0.1, command=2.0, stock_command=3.0)
    assert figure("sound").cell(one, AIMED_VERSION) == "20.0 (reached)"
    assert figure("over bare").cell(one, AIMED_VERSION) == "1.50 (reached)"
    assert figure("merge").cell(one, AIMED_VERSION) == "40.0 (reached)"
    assert figure("command").cell(one, AIMED_VERSION) == "1.50 (missed by 25.0 %)"
    assert figure("checked").cell(one, AIMED_VERSION) == NOT_MEASURED


def test_aims_are_for_one_libreoffice_and_the_papers_they_are_set_for() -> None:
    letter, proposal = measured(1, stock=10.0, sound=1.0), measured(2, stock=10.0, sound=1.0)
    assert figure("sound").row([letter, proposal], AIMED_VERSION) == [
        "sound",
        "10.0 (missed by 33.3 %)",
        "10.0",
        "≥ 15",
    ]
    assert figure("sound").row([letter], "25.2") == ["sound", "10.0", ""]
    slow = measured(command=2.0, stock_command=1.0)
    assert figure("command").row([slow], "25.2") == ["command", "0.50 (missed by 50.0 %)", "≥ 1"]
    rates = Rates()
    rates.of["packed"], rates.of["stock"] = [60.0], [1.0]
    packed = [Measured(paper, Times(), rates) for paper in (PLAN, LETTER)]
    assert figure("packed").row(packed, AIMED_VERSION) == ["packed", "60.0", "60.0 (missed by 14.3 %)", "≥ 70"]
    assert figure("share of bare").row([], AIMED_VERSION) == ["share of bare", "≥ 70%"]


def test_every_stage_has_its_share() -> None:
    rows = stage_rows([measured(checked=2.0, stage_merge=0.5)])
    assert len(rows) == len(STAGES)
    assert ["merge", "25%"] in rows
    assert ["rest", NOT_MEASURED] in rows


def test_growth_is_of_a_thousand_documents_and_looks_at_every_mark() -> None:
    marks = [Mark(1000, 200.0, 90.0), Mark(2000, 203.0, 90.1), Mark(3000, 201.0, 90.2), Mark(5000, 207.0, 90.4)]
    assert growth(marks, lambda mark: mark.office_mb) == pytest.approx(1.571, abs=0.001)
    assert growth(marks, lambda mark: mark.own_mb) == pytest.approx(0.1)
    assert growth(marks[:1], lambda mark: mark.office_mb) is None
    assert growth([Mark(1000, None, 90.0), marks[1]], lambda mark: mark.office_mb) is None
    told = page.many_section(AIMED_VERSION, marks)
    assert f"## LibreOffice {AIMED_VERSION}, 5000 letters" in told
    assert "LibreOffice +1.57 MB, at most 1: missed by 57.1 %; this process +0.10 MB, at most 1: reached." in told


def test_a_section_tells_versions_figures_shares_and_memory() -> None:
    told = page.section(AIMED_VERSION, [measured(stock=1.0)], [7], Office(3, 240.0), "unoserver 9.9")
    assert "docxtpl" in told
    assert "; unoserver 9.9. 7 rounds." in told
    assert f"| {PLAN.name} |" in told
    assert (
        "3 processes of LibreOffice, host and forks that wait, take 240 MB together (PSS), at most 350: reached" in told
    )
    assert "not measured" in page.section("25.2", [], [], None, "").rpartition("\n")[2]


def test_a_section_replaces_its_own_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "benchmarks.md"
    many, own = page.key_of("7.4", many=True), page.key_of("7.4")
    page.write(own, "## LibreOffice 7.4\n\nold", file)
    page.write(page.key_of("25.2"), "## LibreOffice 25.2\n\nother", file)
    page.write(many, "## LibreOffice 7.4, 1000 letters\n\nfew", file)
    page.write(many, "## LibreOffice 7.4, 10000 letters\n\nmany", file)
    page.write(own, "## LibreOffice 7.4\n\nnew", file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Speed\n")
    parts = text.split("\n## ")[1:]
    assert [part.split("\n\n") for part in map(str.strip, parts)] == [
        ["LibreOffice 7.4", "new"], ["LibreOffice 7.4, 10000 letters", "many"], ["LibreOffice 25.2", "other"],
    ]  # fmt: skip


def test_every_figure_of_the_tables_is_explained_at_the_head() -> None:
    for one in FIGURES:
        word = one.name.partition(",")[0].removesuffix(" to unoserver")
        assert word in page.HEAD, one.name
