"""Reads the commendation rules and answers what a day asks of them: grounds, base salary, dead instruments."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

from service.rules.khen_thuong.model import CheDoKhen, Ground, KhenThuongRules
from service.rules.load import prove_table, read_table

FILE = "khen_thuong"


@cache
def khen_thuong_rules() -> KhenThuongRules:
    """The rules this program ships with.

    Raises:
        RuleSetInvalid: the file does not hold together; file and place are named.
    """
    table = read_table(files("service.rules.khen_thuong").joinpath(f"{FILE}.toml"))
    return prove_table(KhenThuongRules, FILE, table)


def grounds_on(che_do: CheDoKhen, day: date) -> tuple[Ground, ...]:
    """The legal grounds of a regime in force on a day, in the order they are cited."""
    return tuple(ground for ground in khen_thuong_rules().can_cu if ground.che_do == che_do and ground.in_force_on(day))


def base_salary_on(day: date) -> int | None:
    """The monthly base salary in đồng on a day; None before the first one known."""
    return next((salary.muc for salary in khen_thuong_rules().luong_co_so if salary.in_force_on(day)), None)
