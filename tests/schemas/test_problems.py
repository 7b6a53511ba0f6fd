"""Every kind of input error raises exactly its own problem, at its place, in Vietnamese; all problems come at once."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.catalog import json_schema, load_kinds
from schemas.validate import validate_record
from service.errors import Problem, RecordInvalid
from service.rules.load import rule_sets
from tests.form.papers import CONTACT, LETTER, PARTY, PARTY_LETTER, STATE, changed

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ENGLISH = re.compile(
    r"\b(should|must|input|valid|value|field|required|extra|permitted|string|integer|list|items?|error)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile("[à-ỹđ]", re.IGNORECASE)


def sample_id(path: Path) -> str:
    return path.relative_to(SAMPLES).with_suffix("").as_posix()


def problems_of(record: Any) -> tuple[Problem, ...]:
    with pytest.raises(RecordInvalid) as caught:
        validate_record(record)
    return caught.value.problems


def resolves(record: Any, pointer: str) -> bool:
    """Whether a JSON pointer leads into the input, its last step aside (a missing field is named too)."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    for step in steps[:-1]:
        try:
            record = record[int(step)] if isinstance(record, list) else record[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return False
    return True


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/errors/*.json")), ids=sample_id)
def test_an_error_sample_raises_what_its_name_says(path: Path) -> None:
    record = json.loads(path.read_text("utf-8"))
    (problem,) = problems_of(record)
    assert problem.code == path.stem
    assert resolves(record, problem.pointer), problem.pointer
    assert VIETNAMESE.search(problem.message)
    assert problem.message.endswith(".")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.json")), ids=sample_id)
def test_good_samples_are_valid(path: Path) -> None:
    assert validate_record(json.loads(path.read_text("utf-8"))).van_ban.loai == path.parent.name


def test_every_kind_has_samples_of_both_families_as_outline_text_and_as_blocks() -> None:
    for kind in load_kinds():
        papers = [json.loads(path.read_text("utf-8")) for path in (SAMPLES / kind).glob("*.khoi.json")]
        assert {paper["co_quan"]["khoi"] for paper in papers} == {"nha_nuoc", "dang"}, kind
        for path in (SAMPLES / kind).glob("*.json"):
            if "noi_dung" not in json.loads(path.read_text("utf-8")):
                continue  # the text is made from the facts
            twin = path.with_name(f"{path.name.split('.')[0]}{'' if '.khoi' in path.name else '.khoi'}.json")
            assert twin.exists(), twin


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.khoi.json")), ids=sample_id)
def test_blocks_and_outline_text_of_a_sample_are_the_same_document(path: Path) -> None:
    blocks = validate_record(json.loads(path.read_text("utf-8"))).van_ban
    outline = path.with_name(path.name.replace(".khoi.json", ".json"))
    assert validate_record(json.loads(outline.read_text("utf-8"))).van_ban == blocks


def test_problems_of_fields_and_between_fields_come_together() -> None:
    record = changed(
        STATE,
        trich_yeu="",
        so_van_ban="abc",
        kinh_gui=["Ủy ban nhân dân tỉnh"],
        can_cu=["Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2027"],
        chu_ky={"chuc_vu": "TRƯỞNG PHÒNG"},
        khac=1,
    )
    found = {problem.pointer for problem in problems_of(record)}
    assert found == {"/trich_yeu", "/so_van_ban", "/kinh_gui", "/can_cu/0", "/chu_ky/chuc_vu", "/khac"}


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("field", ["noi_dung", "trich_yeu", "noi_nhan", "cell", "do_mat"])
def test_secrecy_marks_are_refused_wherever_they_stand_alone(mark: str, field: str) -> None:
    values: dict[str, Any] = {
        "noi_dung": {"noi_dung": f"Kế hoạch như sau:\n{mark}\n1. Làm."},
        "trich_yeu": {"trich_yeu": mark},
        "noi_nhan": {"noi_nhan": ["Thôn một", mark]},
        "cell": {"noi_dung": [{"kieu": "bang", "hang": [["TT", "Tên"], ["1", mark]]}]},
        "do_mat": {"do_mat": mark},
    }
    assert "secrecy" in {problem.code for problem in problems_of({**STATE, **values[field]})}


def test_secrecy_words_in_running_text_are_no_mark() -> None:
    record = changed(STATE, noi_dung="Quản lý tài liệu mật, TỐI MẬT theo đúng quy định của pháp luật.")
    assert validate_record(record).van_ban


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"lien_he": ["Trực: 0269", ""]}, "/lien_he/1"),
        ({"lien_he": {"dien_thoai": "…"}}, "/lien_he/dien_thoai"),
        ({"lien_he": ["Dòng"] * 7}, "/lien_he"),
        ({"lien_he": ""}, "/lien_he"),
        ({"lien_he": 5}, "/lien_he"),
        ({"nguoi_soan_thao": {"so_ban": 3}}, "/nguoi_soan_thao/ky_hieu"),
        ({"nguoi_soan_thao": {"ky_hieu": "PL", "so_ban": 0}}, "/nguoi_soan_thao/so_ban"),
        ({"do_khan": "gap"}, "/do_khan"),
        ({"kinh_gui": ["Sở Nội vụ", "Kính gửi: -"]}, "/kinh_gui/1"),
        ({"ky_hieu_don_vi": "V X"}, "/ky_hieu_don_vi"),
        ({"so_van_ban": None, "so_ky_hieu": "7/UBND-KT"}, "/ky_hieu_don_vi"),
    ],
)
def test_problems_of_optional_parts_are_told_at_their_place(fields: dict[str, Any], pointer: str) -> None:
    (problem,) = problems_of(changed(LETTER, **fields) if "lien_he" not in fields else {**LETTER, **fields})
    assert problem.pointer == pointer
    assert VIETNAMESE.search(problem.message)
    assert not ENGLISH.search(problem.message), problem


def test_a_party_letter_has_no_place_for_the_unit() -> None:
    (problem,) = problems_of(changed(PARTY_LETTER, ky_hieu_don_vi="VP"))
    assert (problem.code, problem.pointer) == ("don-vi-khong-dung", "/ky_hieu_don_vi")


def test_models_are_frozen_and_never_repeat_the_input() -> None:
    van_ban = validate_record(STATE).van_ban
    with pytest.raises(ValidationError):
        setattr(van_ban, "trich_yeu", "khác")  # noqa: B010 - the type checker knows it is read-only
    with pytest.raises(ValidationError) as caught:
        load_kinds()["ke_hoach"].model.model_validate({**STATE, "chu_ky": {"ho_ten": 5}, "bi_mat": "Rơ Châm"})
    assert "Rơ Châm" not in str(caught.value)


def walk_properties(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, model in {"": schema, **schema["$defs"]}.items():
        found += [(f"{name}.{field}", spec) for field, spec in model.get("properties", {}).items()]
    return found


@pytest.mark.parametrize("loai", list(load_kinds()))
def test_every_field_of_the_schema_has_title_description_and_example(loai: str) -> None:
    schema = json_schema(load_kinds()[loai])
    fields = walk_properties(schema)
    assert len(fields) > 40
    for name, spec in fields:
        assert VIETNAMESE.search(spec.get("description", "")), name
        assert spec.get("title"), name
        assert spec.get("examples"), name
    text = json.dumps(schema)
    for reference in set(re.findall(r"#/\$defs/(\w+)", text)):
        assert reference in schema["$defs"]


def test_choices_outside_the_law_are_refused_with_what_is_allowed() -> None:
    (problem,) = problems_of(changed(PARTY, co_quan={"lua_chon": {"le_trai_mm": 35}}))
    assert problem.pointer == "/co_quan/lua_chon/le_trai_mm"
    assert "30" in problem.message


@pytest.mark.parametrize(
    ("record", "day", "rule_set"),
    [
        (STATE, "2020-03-05", "nd30"),
        (PARTY, "2018-04-03", "hd36"),
        (PARTY, "2026-05-26", "hd36"),
        (PARTY, "2026-05-27", "hd05"),
    ],
)
def test_the_rule_set_follows_issuer_and_date(record: dict[str, Any], day: str, rule_set: str) -> None:
    from schemas.relations import rule_set_of

    van_ban = validate_record(changed(record, ngay_ban_hanh=day, can_cu=[])).van_ban
    found = rule_set_of({"co_quan": van_ban.co_quan, "ngay_ban_hanh": van_ban.ngay_ban_hanh})
    assert found is rule_sets()[rule_set]


WRONG: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        5,
        -1,
        2.5,
        True,
        "",
        " ",
        "\x00",
        "😀",
        "x" * 3000,
        [],
        [[]],
        [None],
        {},
        {"a": 1},
        "\ud800",
        float("nan"),
        10**30,
    ]
)


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_any_wrong_value_anywhere_is_told_in_vietnamese_at_its_place(data: st.DataObject) -> None:
    letter = {**LETTER, "do_khan": "khan", "nguoi_soan_thao": {"ky_hieu": "PL", "so_ban": 3}, "lien_he": CONTACT}
    record = copy.deepcopy(data.draw(st.sampled_from([STATE, PARTY, letter])))
    target: Any = record
    while True:
        keys = list(target) if isinstance(target, dict) else list(range(len(target)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(target[key], dict | list) and data.draw(st.booleans()):
            target = target[key]
            continue
        target[key] = data.draw(WRONG)
        break
    try:
        validate_record(record)
    except RecordInvalid as error:
        for problem in error.problems:
            assert not ENGLISH.search(problem.message), problem
            assert VIETNAMESE.search(problem.message), problem
            assert resolves(record, problem.pointer), problem


def test_null_is_a_field_that_was_not_given() -> None:
    given = validate_record({**STATE, "kinh_gui": None, "phu_luc": None, "so_ky_hieu": None, "can_cu": None}).van_ban
    assert given == validate_record({**STATE, "can_cu": []}).van_ban
    (problem,) = problems_of({**STATE, "trich_yeu": None})
    assert (problem.pointer, problem.code) == ("/trich_yeu", "missing")
    assert "missing" not in {found.code for found in problems_of({**STATE, "noi_nhan": [None]})}


def test_the_schema_asks_only_what_a_regime_allows() -> None:
    plan, letter = (json_schema(load_kinds()[loai]) for loai in ("ke_hoach", "cong_van"))
    assert "kinh_gui" not in plan["properties"]
    assert "kinh_gui" in letter["properties"]
    choices = plan["$defs"]["LuaChon"]["properties"]
    assert choices["co_chu_noi_dung"]["anyOf"][0] == {"type": "integer", "enum": [13, 14, 15]}
    assert choices["thut_dau_dong_mm"]["anyOf"][0]["enum"] == [10, 12.7]
    left = choices["le_trai_mm"]["anyOf"][0]
    assert (left["minimum"], left["maximum"]) == (30, 35)
