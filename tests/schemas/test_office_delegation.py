"""A signer signs only within the time of the delegation, which here runs from 10/3/2026 to 20/9/2026."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.offices import delegation
from tests.schemas.offices import COMMUNE, PAPER, only_problem, validated, without, write_profile


@pytest.mark.parametrize(
    ("issued", "allowed"),
    [
        ("2026-03-09", False), ("2026-03-10", True), ("2026-09-20", True), ("2026-09-21", False),
        ("20/9/2026", True), ("21/09/2026", False), (" 2026-09-21 ", False),
        ("2026-02", False), ("2026-03", True), ("2026-09", True), ("2026-10", False),
        ("2025", False), ("2026", True), (2026, True), (2025, False), ("2027", False),
    ],
)  # fmt: skip
def test_a_signer_signs_only_within_the_delegation(folder: Path, issued: object, allowed: bool) -> None:
    record = {**without(PAPER, "can_cu"), "chu_ky": "pho-chu-tich", "ngay_ban_hanh": issued}
    if allowed:
        assert validated(record, folder).van_ban.chu_ky[0].ho_ten == "Y Čuê Êban"
        return
    problem = only_problem(record, folder)
    assert (problem.pointer, problem.code) == ("/chu_ky", "ngoai-thoi-gian-ky")
    for words in ("10/03/2026", "20/09/2026", "Quyết định số 12/QĐ-UBND", "Y Čuê Êban", "ubnd-ia-lam.yaml"):
        assert words in problem.message


@pytest.mark.parametrize("absent", [{}, {"ngay_ban_hanh": None}])
@pytest.mark.parametrize(
    ("day", "allowed"),
    [(date(2026, 3, 9), False), (date(2026, 3, 10), True), (date(2026, 9, 20), True), (date(2026, 9, 21), False)],
)
def test_a_draft_is_held_against_today(
    folder: Path, monkeypatch: pytest.MonkeyPatch, absent: dict[str, Any], day: date, allowed: bool
) -> None:
    monkeypatch.setattr(delegation, "today", lambda: day)
    record = {**without(PAPER, "ngay_ban_hanh"), **absent, "chu_ky": ["chu-tich", "pho-chu-tich"]}
    if allowed:
        assert validated(record, folder)
        return
    problem = only_problem(record, folder)
    assert problem.pointer == "/chu_ky/1"
    assert "hôm nay" in problem.message
    assert f"{day.day:02d}/{day.month:02d}/2026" in problem.message


@pytest.mark.parametrize(("ends", "issued"), [("tu_ngay", "2026-03-09"), ("den_ngay", "2026-09-21")])
def test_a_delegation_may_be_open_at_either_end(folder: Path, ends: str, issued: str) -> None:
    other = {"tu_ngay": "den_ngay", "den_ngay": "tu_ngay"}[ends]
    content = copy.deepcopy(COMMUNE)
    del content["nguoi_ky"]["pho-chu-tich"][other]
    write_profile(folder, "ubnd-ia-lam.yaml", content)
    far = {"tu_ngay": "2029-01-01", "den_ngay": "2021-01-01"}[ends]
    record = {**PAPER, "chu_ky": "pho-chu-tich"}
    assert validated({**record, "ngay_ban_hanh": far}, folder)
    assert only_problem({**record, "ngay_ban_hanh": issued}, folder).code == "ngoai-thoi-gian-ky"


def test_a_date_that_is_none_is_told_alone(folder: Path) -> None:
    record = {**PAPER, "chu_ky": "pho-chu-tich", "ngay_ban_hanh": "2031-02-30"}
    assert only_problem(record, folder).pointer == "/ngay_ban_hanh"
