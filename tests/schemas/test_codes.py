"""Every code that validation can give has a sample that raises it, so that none is only a word in the source."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from tests.schemas.calls import problems_of
from tests.schemas.test_problems import SAMPLES

ROOT = SAMPLES.parent
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
# Where codes of problems are made; notices of the outline and of numbering are no problems.
# An office's profile is no paper: its codes are raised in test_office_profiles.py.
ELSEWHERE = {"json_kind.py", "ho_so_co_quan.py", "references.py"}
SOURCES = [
    *(path for path in (ROOT / "schemas").rglob("*.py") if path.name not in ELSEWHERE),
    ROOT / "service" / "text" / "blocks.py",
]
# Raised by records that are too large to keep, or by a kind of an office's own: test_limits.py, test_relations.py.
GENERATED = {"too-deep", "too-many-values", "too-many-problems", "loai-khong-co"}
# Never told: the first is told as wrong-type, the second is made a heading before it can be found.
INNER = {"bool-not-number", "bold-paragraph"}


def codes_in(path: Path) -> set[str]:
    constants = (node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and CODE.fullmatch(value)}


def test_every_code_has_a_sample() -> None:
    written = set[str]().union(*map(codes_in, SOURCES))
    sampled = {path.stem for path in SAMPLES.glob("*/errors/*.json")}
    assert len(written) > 60
    assert written - sampled == GENERATED | INNER
    # One word is not told from any other by its form, and one code is given by the office's shelf.
    assert sampled - written == {"missing", "secrecy", "ho-so-khong-co"}


AWARDS = sorted((SAMPLES / "to_trinh_khen_thuong" / "errors").glob("*.json"))


def test_every_code_of_awards_has_a_sample_of_its_own_kind() -> None:
    written = set[str]().union(*map(codes_in, (ROOT / "schemas" / "khen_thuong").glob("*.py")))
    assert written - {path.stem for path in AWARDS} == {"ngay-invalid"}


@pytest.mark.parametrize("path", AWARDS, ids=[path.stem for path in AWARDS])
def test_an_error_of_an_award_proposal_is_told_in_a_whole_sentence(path: Path) -> None:
    (problem,) = problems_of(json.loads(path.read_text("utf-8")))
    assert problem.code == path.stem
    assert not problem.message[0].islower()
    assert re.search(r"\. Hãy .+\.$", problem.message), problem.message


PLACES = {
    "can-cu-thieu": "/can_cu",
    "cuoc-hop-thieu": "/cuoc_hop",
    "danh-xung-thieu": "/ca_nhan/0/danh_xung",
    "he-so-khong-co": "/kinh_phi/he_so",
    "hinh-thuc-thieu": "/ca_nhan/0/hinh_thuc",
    "khong-co-dong": "/ca_nhan",
    "luong-co-so-khong-co": "/kinh_phi/luong_co_so",
    "phong-trao-thieu": "/phong_trao",
    "so-phieu-thieu": "/ca_nhan/0/so_phieu",
    "tieu-chuan-thieu": "/ca_nhan/0/sang_kien",
    "truong-thieu": "/ca_nhan/0/don_vi",
}


@pytest.mark.parametrize(("code", "pointer"), PLACES.items())
def test_a_field_to_add_is_pointed_at_although_it_is_not_there(code: str, pointer: str) -> None:
    path = SAMPLES / "to_trinh_khen_thuong" / "errors" / f"{code}.json"
    (problem,) = problems_of(json.loads(path.read_text("utf-8")))
    assert problem.pointer == pointer
