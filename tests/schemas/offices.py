"""Profiles that the tests write down, change one thing in, and name in records. Every person and place is invented."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from schemas.catalog import Kinds, load_kinds
from schemas.validate import Validated
from service.errors import Problem, RecordInvalid
from service.offices.resolve import resolve_record
from service.offices.shelf import Office, OfficeShelf
from tests.form.papers import STATE
from tests.schemas.test_problems import ENGLISH, VIETNAMESE, resolves

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "co_quan"

COMMUNE: dict[str, Any] = {
    "co_quan": {
        "khoi": "nha_nuoc", "ten_co_quan": "ỦY BAN NHÂN DÂN\nXÃ IA LÂM", "ky_hieu_co_quan": "UBND",
        "dia_danh": "Ia Lâm", "lua_chon": {"bo_co_chu": "B"},
    },
    "nguoi_ky": {
        "chu-tich": {
            "chu_ky": {
                "tham_quyen": [{"quyen_han": "TM", "cua": "ỦY BAN NHÂN DÂN"}], "chuc_vu": "CHỦ TỊCH",
                "ho_ten": "Ksor H’Nhan",
            },
        },
        "pho-chu-tich": {
            "chu_ky": {
                "tham_quyen": [{"quyen_han": "TM", "cua": "ỦY BAN NHÂN DÂN"}, {"quyen_han": "KT", "cua": "CHỦ TỊCH"}],
                "chuc_vu": "PHÓ CHỦ TỊCH", "ho_ten": "Y Čuê Êban",
            },
            "tu_ngay": "2026-03-10", "den_ngay": "2026-09-20", "van_ban_giao": "Quyết định số 12/QĐ-UBND",
        },
    },
    "nhom_noi_nhan": {
        "thuong-ky": ["Thường trực Đảng ủy xã", {"ten": "Các thôn, làng", "ghi_chu": "thực hiện"}],
        "tinh": ["Ủy ban nhân dân tỉnh"],
    },
    "noi_luu": "VT",
}  # fmt: skip

PARTY_COMMITTEE: dict[str, Any] = {
    "co_quan": {
        "khoi": "dang", "ten_cap_tren": "ĐẢNG BỘ TỈNH GIA LAI", "ten_co_quan": "ĐẢNG ỦY XÃ IA LÂM",
        "ky_hieu_co_quan": "ĐU", "dia_danh": "Ia Lâm",
    },
    "nguoi_ky": {
        "bi-thu": {
            "chu_ky": {
                "tham_quyen": [{"quyen_han": "TM", "cua": "BAN THƯỜNG VỤ"}], "chuc_vu": "BÍ THƯ", "ho_ten": "A Lý",
            },
        },
    },
    "noi_luu": "Văn phòng Đảng ủy",
}  # fmt: skip

# A second State body, which may issue papers together with the commune.
COUNCIL: dict[str, Any] = {
    "co_quan": {
        "khoi": "nha_nuoc", "ten_co_quan": "HỘI ĐỒNG NHÂN DÂN\nXÃ IA LÂM", "ky_hieu_co_quan": "HĐND",
        "dia_danh": "Ia Lâm", "lua_chon": {"bo_co_chu": "A"},
    },
    "nguoi_ky": {
        "chu-tich": {
            "chu_ky": {
                "tham_quyen": [{"quyen_han": "TM", "cua": "HỘI ĐỒNG NHÂN DÂN"}], "chuc_vu": "CHỦ TỊCH",
                "ho_ten": "Rơ Châm H’Lan",
            },
        },
    },
    "nhom_noi_nhan": {"thuong-ky": ["Đại biểu HĐND xã"], "dai-bieu": ["Các đại biểu HĐND xã"]},
    "noi_luu": "VT, VP",
}  # fmt: skip

PAPER: dict[str, Any] = {
    **{name: STATE[name] for name in ("loai", "so_van_ban", "trich_yeu", "noi_dung")},
    "ngay_ban_hanh": "2026-06-10",
    "co_quan": "ubnd-ia-lam",
    "chu_ky": "chu-tich",
    "noi_nhan": [{"nhom_luu": "thuong-ky"}],
}


def write_profile(folder: Path, name: str, content: object) -> Path:
    """A profile as a file of the folder; a text as it is, anything else as JSON, which is plain YAML too."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def without(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """A copy without these fields."""
    return {name: copy.deepcopy(value) for name, value in record.items() if name not in names}


def validated(record: Any, folder: Path, office: Office | None = None, kinds: Kinds | None = None) -> Validated:
    """The valid document of a record that may name the folder's profiles."""
    known = load_kinds() if kinds is None else kinds
    return resolve_record(record, OfficeShelf(folder, office), known).validate(known)


def problems_of(record: Any, folder: Path) -> dict[str, Problem]:
    """What is told of a record, by pointer; each a Vietnamese sentence at a place of the input."""
    with pytest.raises(RecordInvalid) as caught:
        validated(record, folder)
    for problem in caught.value.problems:
        assert VIETNAMESE.search(problem.message)
        assert not ENGLISH.search(problem.message.replace("json", "")), problem.message
        assert resolves(record, problem.pointer), problem
    pointers = [problem.pointer for problem in caught.value.problems]
    assert len(pointers) == len(set(pointers)), caught.value.problems
    return {problem.pointer: problem for problem in caught.value.problems}


def only_problem(record: Any, folder: Path) -> Problem:
    (problem,) = problems_of(record, folder).values()
    return problem
