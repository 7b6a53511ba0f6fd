"""Records that name what profiles hold: every use, every name that names nothing, and where problems are told."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Literal

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from schemas.base import VanBan
from schemas.catalog import Kind, json_schema, load_kinds
from schemas.co_quan import LuaChon
from schemas.khen_thuong.facts import Nguong, VanBanDan
from schemas.validate import validate_record
from service.errors import OfficeInvalid, RecordInvalid
from service.offices.resolve import resolve_record
from service.offices.shelf import OfficeShelf, read_office
from tests.form.papers import PARTY, STATE
from tests.schemas.offices import (
    COMMUNE,
    COUNCIL,
    PAPER,
    SAMPLES,
    only_problem,
    problems_of,
    validated,
    without,
    write_profile,
)
from tests.schemas.test_problems import ENGLISH, VIETNAMESE, WRONG, resolves

# ---- every use


def test_a_paper_only_names_its_office(folder: Path) -> None:
    van_ban = validated(PAPER, folder).van_ban
    assert van_ban.co_quan[0].ten_co_quan == "ỦY BAN NHÂN DÂN\nXÃ IA LÂM"
    assert van_ban.co_quan[0].lua_chon.bo_co_chu == "B"
    assert [(block.chuc_vu, block.ho_ten) for block in van_ban.chu_ky] == [("CHỦ TỊCH", "Ksor H’Nhan")]
    assert [item.ten for item in van_ban.noi_nhan] == ["Thường trực Đảng ủy xã", "Các thôn, làng"]
    assert van_ban.noi_luu == "VT"
    whole = {
        **PAPER, "co_quan": COMMUNE["co_quan"], "chu_ky": COMMUNE["nguoi_ky"]["chu-tich"]["chu_ky"],
        "noi_nhan": COMMUNE["nhom_noi_nhan"]["thuong-ky"], "noi_luu": "VT",
    }  # fmt: skip
    assert validate_record(whole).van_ban == van_ban


def test_the_record_itself_is_left_as_it_is(folder: Path) -> None:
    record = copy.deepcopy(PAPER)
    validated(record, folder)
    assert record == PAPER


def test_groups_stand_in_their_place_among_other_recipients(folder: Path) -> None:
    items = ["Trước", {"nhom_luu": "thuong-ky"}, {"ten": "Giữa"}, {"nhom_luu": "tinh"}, "Sau"]
    van_ban = validated({**PAPER, "noi_nhan": items}, folder).van_ban
    assert [item.ten for item in van_ban.noi_nhan] == [
        "Trước", "Thường trực Đảng ủy xã", "Các thôn, làng", "Giữa", "Ủy ban nhân dân tỉnh", "Sau",
    ]  # fmt: skip


def test_a_joint_paper_of_two_profiles(folder: Path) -> None:
    record = {
        **PAPER, "co_quan": ["ubnd-ia-lam", "hdnd-ia-lam"], "chu_ky": ["pho-chu-tich", "chu-tich"],
        "noi_nhan": [{"nhom_luu": "thuong-ky"}, {"nhom_luu": "dai-bieu"}],
    }  # fmt: skip
    van_ban = validated(record, folder).van_ban
    assert [issuer.ky_hieu_co_quan for issuer in van_ban.co_quan] == ["UBND", "HĐND"]
    assert [issuer.lua_chon.bo_co_chu for issuer in van_ban.co_quan] == ["B", None], "laid out as the first chose"
    assert [block.ho_ten for block in van_ban.chu_ky] == ["Y Čuê Êban", "Rơ Châm H’Lan"], "each its own chairman"
    assert [item.ten for item in van_ban.noi_nhan] == [
        "Thường trực Đảng ủy xã", "Các thôn, làng", "Các đại biểu HĐND xã",
    ]  # fmt: skip
    assert van_ban.noi_luu == "VT"
    turned = {**record, "co_quan": record["co_quan"][::-1], "chu_ky": record["chu_ky"][::-1]}
    assert validated(turned, folder).van_ban.noi_luu == "VT, VP"


def test_a_joint_paper_of_a_profile_and_an_issuer_written_out(folder: Path) -> None:
    other = without(COUNCIL["co_quan"], "lua_chon")
    block = COUNCIL["nguoi_ky"]["chu-tich"]["chu_ky"]
    record = {**PAPER, "co_quan": ["ubnd-ia-lam", other], "chu_ky": ["chu-tich", block]}
    assert validated(record, folder).van_ban.chu_ky[1].ho_ten == "Rơ Châm H’Lan"
    problem = only_problem({**record, "chu_ky": ["chu-tich", "chu-tich"]}, folder)
    assert problem.pointer == "/chu_ky/1", "the first issuer's chairman never signs for the second"
    assert problem.code == "ho-so-khong-co"


def test_the_given_office_never_signs_for_a_second_issuer(folder: Path) -> None:
    given = read_office(folder / "ubnd-ia-lam.yaml")
    other = without(COUNCIL["co_quan"], "lua_chon")
    record = {**PAPER, "co_quan": ["hdnd-ia-lam", other], "chu_ky": ["chu-tich", "chu-tich"]}
    with pytest.raises(RecordInvalid) as caught:
        validated(record, folder, given)
    assert [problem.pointer for problem in caught.value.problems] == ["/chu_ky/1"]


def test_several_signers_of_one_office(folder: Path) -> None:
    van_ban = validated({**PAPER, "chu_ky": ["chu-tich", "pho-chu-tich"]}, folder).van_ban
    assert [block.ho_ten for block in van_ban.chu_ky] == ["Ksor H’Nhan", "Y Čuê Êban"]


def test_what_the_record_says_wins(folder: Path) -> None:
    own = {**STATE["chu_ky"], "ho_ten": "A Lý"}
    record = {**PAPER, "noi_luu": "VT, KT", "chu_ky": own, "noi_nhan": ["Thôn một"]}
    van_ban = validated(record, folder).van_ban
    assert (van_ban.noi_luu, van_ban.chu_ky[0].ho_ten, van_ban.noi_nhan[0].ten) == ("VT, KT", "A Lý", "Thôn một")


def test_a_record_that_names_nothing_needs_no_folder(tmp_path: Path) -> None:
    for record in (STATE, PARTY):
        assert validated(record, tmp_path / "không có").van_ban == validate_record(record).van_ban


# ---- the office that a call names


@pytest.mark.parametrize("named", [{}, {"co_quan": None}, {"co_quan": "ubnd-ia-lam"}, {"co_quan": ["ubnd-ia-lam"]}])
def test_the_given_office_may_be_left_out_or_named(folder: Path, tmp_path: Path, named: dict[str, Any]) -> None:
    office = read_office(folder / "ubnd-ia-lam.yaml")
    record = {**without(PAPER, "co_quan"), **named}
    van_ban = validated(record, tmp_path / "không có", office).van_ban
    assert van_ban == validated(PAPER, folder).van_ban


def test_the_given_office_joins_with_one_of_the_folder(folder: Path) -> None:
    given = read_office(write_profile(folder.parent / "khac", "phong.yaml", COMMUNE))
    record = {**PAPER, "co_quan": ["phong", "hdnd-ia-lam"], "chu_ky": ["chu-tich", "chu-tich"]}
    assert len(validated(record, folder, given).van_ban.co_quan) == 2


def test_an_issuer_written_out_wins_over_the_given_office_but_may_use_its_signers(folder: Path) -> None:
    office = read_office(folder / "ubnd-ia-lam.yaml")
    own = {**without(COMMUNE["co_quan"], "lua_chon"), "dia_danh": "Ia Lâm, tỉnh Gia Lai"}
    van_ban = validated({**PAPER, "co_quan": own}, folder, office).van_ban
    assert van_ban.co_quan[0].dia_danh == "Ia Lâm, tỉnh Gia Lai"
    assert van_ban.co_quan[0].lua_chon == LuaChon()
    assert van_ban.chu_ky[0].ho_ten == "Ksor H’Nhan"
    assert van_ban.noi_luu == "VT"


# ---- names that name nothing


@pytest.mark.parametrize(
    ("changes", "pointer", "code", "words"),
    [
        ({"co_quan": "ubnd-ia-lan"}, "/co_quan", "co-quan-khong-co", "có phải là “ubnd-ia-lam”"),
        ({"co_quan": ["ubnd-ia-lam", "hdnd"]}, "/co_quan/1", "co-quan-khong-co", "hdnd-ia-lam"),
        ({"co_quan": "../co_quan/ubnd-ia-lam"}, "/co_quan", "co-quan-khong-co", "ubnd-ia-lam"),
        ({"co_quan": ""}, "/co_quan", "co-quan-khong-co", "dang-uy-ia-lam"),
        ({"co_quan": "😀\ud800"}, "/co_quan", "co-quan-khong-co", "dang-uy-ia-lam"),
        ({"chu_ky": "chu-tic"}, "/chu_ky", "nguoi-ky-khong-co", "có phải là “chu-tich”"),
        ({"chu_ky": ["chu-tich", "Ksor H’Nhan"]}, "/chu_ky/1", "nguoi-ky-khong-co", "chu-tich, pho-chu-tich"),
        ({"noi_nhan": ["a", {"nhom_luu": "thuong"}]}, "/noi_nhan/1/nhom_luu", "nhom-khong-co", "thuong-ky"),
        ({"noi_nhan": [{"nhom_luu": 5}]}, "/noi_nhan/0/nhom_luu", "wrong-type", "tên một nhóm"),
        ({"noi_nhan": [{"nhom_luu": "tinh", "ghi_chu": "x"}]}, "/noi_nhan/0", "unknown-field", "nhom_luu"),
        ({"co_quan": COMMUNE["co_quan"], "chu_ky": STATE["chu_ky"], "noi_luu": "VT"},
         "/noi_nhan/0/nhom_luu", "ho-so-khong-co", "co_quan bằng mã"),
        ({"co_quan": COMMUNE["co_quan"], "noi_nhan": [], "noi_luu": "VT"}, "/chu_ky", "ho-so-khong-co",
         "co_quan bằng mã"),
    ],
)  # fmt: skip
def test_a_name_of_nothing_is_told_with_what_there_is(
    folder: Path, changes: dict[str, Any], pointer: str, code: str, words: str
) -> None:
    problem = only_problem({**PAPER, **changes}, folder)
    assert (problem.pointer, problem.code) == (pointer, code)
    assert words in problem.message
    assert "ãy " in problem.message


@pytest.mark.parametrize("co_quan", [5, None, {}])
def test_an_issuer_that_is_none_is_told_first(folder: Path, co_quan: object) -> None:
    found = problems_of({**PAPER, "co_quan": co_quan, "noi_luu": "VT"}, folder)
    assert all(pointer.startswith("/co_quan") for pointer in found) == (co_quan != {})


def test_what_an_unknown_office_may_hold_is_not_told_missing(folder: Path) -> None:
    record = {
        **PAPER, "co_quan": ["ubnd-ia-lan", "hdnd-ia-lam"], "chu_ky": ["pho-chu-tich", "chu-tich"],
        "noi_nhan": [{"nhom_luu": "tinh"}],
    }  # fmt: skip
    assert only_problem(record, folder).pointer == "/co_quan/0"


def test_the_nearest_id_comes_first(folder: Path) -> None:
    message = only_problem({**PAPER, "co_quan": "hdnd-ialam"}, folder).message
    assert message.index("“hdnd-ia-lam”") < message.index("dang-uy-ia-lam")


@pytest.mark.parametrize(("makes_folder", "words"), [(False, "chưa có thư mục hồ sơ"), (True, "còn trống")])
def test_a_name_where_there_are_no_profiles(tmp_path: Path, makes_folder: bool, words: str) -> None:
    folder = tmp_path / "co_quan"
    if makes_folder:
        folder.mkdir()
    problem = only_problem(PAPER, folder)
    assert (problem.pointer, problem.code) == ("/co_quan", "co-quan-khong-co")
    assert words in problem.message
    assert "VANTHU_OFFICES_FOLDER" in problem.message


def test_an_office_without_signers_and_groups_says_so(folder: Path) -> None:
    write_profile(folder, "moi.yaml", {"co_quan": COMMUNE["co_quan"], "noi_luu": "VT"})
    found = problems_of({**PAPER, "co_quan": "moi"}, folder)
    assert set(found) == {"/chu_ky", "/noi_nhan/0/nhom_luu"}
    assert all("chưa ghi mục nào" in problem.message for problem in found.values())


def test_names_and_other_problems_come_together_in_the_order_of_the_input(folder: Path) -> None:
    record = {
        "loai": "ke_hoach", "co_quan": "ubnd-ia-lam", "so_van_ban": "năm", "chu_ky": "bi-thu",
        "trich_yeu": "", "noi_nhan": [{"nhom_luu": "x"}, {"nhom_luu": "thuong-ky"}, {"ghi_chu": "y"}],
    }  # fmt: skip
    found = problems_of(record, folder)
    assert list(found) == [
        "/so_van_ban", "/chu_ky", "/trich_yeu", "/noi_nhan/0/nhom_luu", "/noi_nhan/2", "/noi_dung",
    ]  # fmt: skip
    assert "(mục 3)" in found["/noi_nhan/2"].message, "numbered as the clerk counts them"


def test_a_broken_profile_is_its_keepers_not_the_records(folder: Path) -> None:
    write_profile(folder, "ubnd-ia-lam.yaml", without(COMMUNE, "co_quan"))
    with pytest.raises(OfficeInvalid) as caught:
        validated(PAPER, folder)
    assert caught.value.file == "ubnd-ia-lam.yaml"
    assert validated({**PAPER, "co_quan": "hdnd-ia-lam"}, folder).van_ban


@pytest.mark.parametrize(
    "changes", [{"co_quan": "ubnd-ia-lam"}, {"co_quan": ["ubnd-ia-lam"]}, {"chu_ky": "chu-tich"},
                {"chu_ky": ["chu-tich"]}, {"noi_nhan": [{"nhom_luu": "thuong-ky"}]}]
)  # fmt: skip
def test_a_record_that_was_not_resolved_is_refused_in_plain_words(changes: dict[str, Any]) -> None:
    with pytest.raises(RecordInvalid) as caught:
        validate_record({**STATE, **changes})
    (problem,) = caught.value.problems
    assert problem.code == "ho-so-khong-co"
    assert "Hãy ghi đầy đủ" in problem.message


# ---- problems within what came from a profile


def test_a_signature_the_law_refuses_is_told_where_it_is_named(folder: Path) -> None:
    wrong = copy.deepcopy(COMMUNE)
    wrong["nguoi_ky"]["a/b"] = {"chu_ky": {"chuc_vu": "KT. CHỦ TỊCH", "ho_ten": "A Lý"}}
    write_profile(folder, "ubnd-ia-lam.yaml", wrong)
    for chu_ky, pointer in (("a/b", "/chu_ky"), (["a/b"], "/chu_ky/0")):
        problem = only_problem({**PAPER, "chu_ky": chu_ky}, folder)
        assert problem.pointer == pointer
        assert "ubnd-ia-lam.yaml, mục /nguoi_ky/a~1b/chu_ky/chuc_vu" in problem.message


def test_a_choice_the_law_refuses_is_told_at_the_issuer(folder: Path, tmp_path: Path) -> None:
    wrong = copy.deepcopy(COMMUNE)
    wrong["co_quan"]["lua_chon"] = {"le_trai_mm": 90}
    path = write_profile(folder, "ubnd-ia-lam.yaml", wrong)
    for co_quan, pointer in (("ubnd-ia-lam", "/co_quan"), (["ubnd-ia-lam"], "/co_quan/0")):
        problem = only_problem({**PAPER, "co_quan": co_quan}, folder)
        assert problem.pointer == pointer
        assert "ubnd-ia-lam.yaml, mục /co_quan/lua_chon/le_trai_mm" in problem.message
    with pytest.raises(RecordInvalid) as caught:
        validated(without(PAPER, "co_quan"), tmp_path / "không có", read_office(path))
    assert [problem.pointer for problem in caught.value.problems] == ["/co_quan"]


def test_issuers_of_two_families_are_refused_by_name(folder: Path) -> None:
    record = {**PAPER, "co_quan": ["ubnd-ia-lam", "dang-uy-ia-lam"], "chu_ky": ["chu-tich", "bi-thu"]}
    problem = only_problem(record, folder)
    assert (problem.pointer, problem.code) == ("/co_quan/1", "khoi-khac-nhau")
    assert "dang-uy-ia-lam.json" in problem.message


def test_recipients_beyond_all_bounds_are_told_once(folder: Path) -> None:
    problem = only_problem({**PAPER, "noi_nhan": [{"nhom_luu": "thuong-ky"}] * 150}, folder)
    assert (problem.pointer, problem.code) == ("/noi_nhan", "too-many-items")


def test_secrecy_is_refused_beside_a_group(folder: Path) -> None:
    found = problems_of({**PAPER, "noi_nhan": [{"nhom_luu": "tinh", "do_mat": "MẬT"}]}, folder)
    assert found["/noi_nhan/0/do_mat"].code == "secrecy"


def test_findings_stand_where_the_input_names_them(folder: Path) -> None:
    shelf, kinds = OfficeShelf(folder), load_kinds()
    record = {**PAPER, "noi_nhan": [{"nhom_luu": "thuong-ky"}, "Thôn\u200b một"]}
    (finding,) = validated(record, folder).findings
    assert finding.place == "/noi_nhan/1"
    resolved = resolve_record(record, shelf, kinds)
    places = ("/noi_nhan/0", "/noi_nhan/1", "/noi_nhan/2", "/noi_luu", "/co_quan/ten_co_quan", "/trich_yeu", "", "thân")
    told = resolved.at_input(tuple(replace(finding, place=place) for place in places))
    assert [found.place for found in told] == [
        "/noi_nhan/0", "/noi_nhan/0", "/noi_nhan/1", "/co_quan", "/co_quan", "/trich_yeu", "", "thân",
    ]  # fmt: skip
    assert "mục /nhom_noi_nhan/thuong-ky/1" in told[1].fix
    assert "ubnd-ia-lam.yaml" not in told[2].fix + told[5].fix


# ---- what only some kinds use


class GiayKhen(VanBan, title="Giấy khen"):
    """Stands for a kind that uses an office's regulation and thresholds."""

    loai_van_ban: ClassVar[str] = "ke_hoach"

    loai: Literal["giay_khen"] = Field(title="Loại văn bản", description="Mã loại văn bản", examples=["giay_khen"])
    quy_dinh_tinh: VanBanDan | None = None
    nguong: Nguong | None = None


def test_regulation_and_thresholds_go_to_the_kinds_that_have_them(folder: Path) -> None:
    kinds = {**load_kinds(), "giay_khen": Kind("giay_khen", "Giấy khen", GiayKhen)}
    office = read_office(SAMPLES / "ubnd-ia-lam.yaml")
    record = {**PAPER, "loai": "giay_khen"}
    van_ban = validated(record, folder, office, kinds).van_ban
    assert isinstance(van_ban, GiayKhen)
    assert van_ban.quy_dinh_tinh == office.profile.quy_dinh_tinh
    assert van_ban.nguong == office.profile.nguong
    own = validated({**record, "nguong": {"du_hop_phan_tram": 80}}, folder, office, kinds).van_ban
    assert isinstance(own, GiayKhen)
    assert own.nguong == Nguong(du_hop_phan_tram=80)
    assert validated(PAPER, folder, office, kinds).van_ban.loai == "ke_hoach", "others are not given them"
    # A profile without them gives none.
    bare = validated(record, folder, read_office(folder / "ubnd-ia-lam.yaml"), kinds).van_ban
    assert isinstance(bare, GiayKhen)
    assert bare.quy_dinh_tinh is None


# ---- the schema


@pytest.mark.parametrize("loai", sorted(load_kinds()))
def test_the_schema_admits_names_and_says_what_they_are(loai: str) -> None:
    schema = json_schema(load_kinds()[loai])
    validator = jsonschema.Draft202012Validator({**schema, "required": []})
    for changes in (
        {"co_quan": "ubnd-ia-lam"}, {"co_quan": ["ubnd-ia-lam", COUNCIL["co_quan"]]}, {"chu_ky": "chu-tich"},
        {"chu_ky": ["chu-tich", "chu-tich"]}, {"noi_nhan": ["a", {"nhom_luu": "thuong-ky"}]},
    ):  # fmt: skip
        assert list(validator.iter_errors(changes)) == []
    for changes in (
        {"co_quan": ""},
        {"chu_ky": [""]},
        {"noi_nhan": [{"nhom_luu": ""}]},
        {"noi_nhan": [{"nhom_lu": "a"}]},
    ):
        assert list(validator.iter_errors(changes))
    text = json.dumps(schema, ensure_ascii=False)
    for words in ("Mã một hồ sơ cơ quan đã lưu", "Mã một người ký", "Tên một nhóm nơi nhận"):
        assert words in text


# ---- anything at all


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_any_wrong_name_is_told_in_vietnamese_at_its_place(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp() / "offices"
    if not folder.exists():
        write_profile(folder, "ubnd-ia-lam.yaml", COMMUNE)
        write_profile(folder, "hdnd-ia-lam.yml", COUNCIL)
    record: dict[str, Any] = {
        **copy.deepcopy(PAPER), "co_quan": ["ubnd-ia-lam", "hdnd-ia-lam"], "chu_ky": ["chu-tich", "chu-tich"],
        "noi_nhan": [{"nhom_luu": "thuong-ky"}, {"ten": "Thôn một"}],
    }  # fmt: skip
    names = data.draw(st.lists(st.sampled_from(["co_quan", "chu_ky", "noi_nhan", "ngay_ban_hanh"]), min_size=1))
    for name in names:
        target = record[name]
        if isinstance(target, list) and target and data.draw(st.booleans()):
            target[data.draw(st.integers(0, len(target) - 1))] = data.draw(WRONG | st.just({"nhom_luu": 1}))
        else:
            record[name] = data.draw(WRONG)
    try:
        validated(record, folder)
    except RecordInvalid as error:
        for problem in error.problems:
            assert not ENGLISH.search(problem.message), problem
            assert VIETNAMESE.search(problem.message), problem
            assert resolves(record, problem.pointer), problem
