"""Profile files: sound ones are read, each fault is told with file, place and line, ids never leave the folder."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from schemas.ho_so_co_quan import HoSoCoQuan
from service.errors import OfficeInvalid, Problem
from service.messages import describe
from service.offices import shelf
from service.offices.doubts import find_doubts
from service.offices.shelf import MAX_PROFILE_BYTES, Office, OfficeShelf, read_office
from tests.schemas.offices import COMMUNE, SAMPLES, write_profile
from tests.schemas.test_problems import ENGLISH, VIETNAMESE, walk_properties


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(OfficeInvalid) as caught:
        read_office(path)
    assert caught.value.file == path.name
    assert path.name in describe(caught.value)
    for problem in caught.value.problems:
        assert VIETNAMESE.search(problem.message)
        assert not ENGLISH.search(problem.message.replace("YAML", "")), problem.message
        assert problem.message[-1] in ".?!"
        assert problem.message in describe(caught.value)
    return caught.value.problems


def with_value(pointer: str, value: object) -> dict[str, Any]:
    """The commune's profile with another value at a place, or without it for `...`."""
    content = copy.deepcopy(COMMUNE)
    *steps, last = pointer.split("/")[1:]
    target: Any = content
    for step in steps:
        target = target[int(step) if isinstance(target, list) else step]
    if value is ...:
        del target[last]
    else:
        target[int(last) if isinstance(target, list) else last] = value
    return content


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_samples_are_sound_and_without_doubt(path: Path) -> None:
    office = read_office(path)
    assert office.id == path.stem
    assert office.profile.nguoi_ky
    assert find_doubts(office) == []


def test_the_three_endings_hold_the_same(tmp_path: Path) -> None:
    plain = (
        "co_quan:\n  khoi: dang\n  ten_co_quan: \"ĐẢNG ỦY\\nXÃ IA LÂM\"\n  ky_hieu_co_quan: ĐU\n  dia_danh: Ia Lâm\n"
        "nguoi_ky:\n  bi-thu:\n    chu_ky: {chuc_vu: BÍ THƯ, ho_ten: A Lý}\n    den_ngay: 31/12/2026\n"
    )  # fmt: skip
    one = read_office(write_profile(tmp_path, "a.yaml", plain))
    two = read_office(write_profile(tmp_path, "b.YML", plain))
    three = read_office(write_profile(tmp_path, "c.json", json.dumps(one.content)))
    assert one.profile == two.profile == three.profile
    assert [office.id for office in (one, two, three)] == ["a", "b", "c"]
    assert one.profile.nguoi_ky["bi-thu"].den_ngay is not None


def test_every_field_has_title_description_and_example() -> None:
    fields = walk_properties(HoSoCoQuan.model_json_schema())
    assert len(fields) > 40
    for name, spec in fields:
        assert spec.get("title"), name
        assert spec.get("examples"), name
        assert VIETNAMESE.search(spec.get("description", "")), name


@pytest.mark.parametrize(
    ("pointer", "value", "code", "at"),
    [
        ("/co_quan", ..., "missing", "/co_quan"),
        ("/co_quan", "ubnd", "wrong-type", "/co_quan"),
        ("/co_quan/khoi", "tinh", "not-one-of", "/co_quan/khoi"),
        ("/co_quan/dia_danh", "", "text-empty", "/co_quan/dia_danh"),
        ("/co_quan/ten_co_quan", "😀 XÃ", "unprintable-character", "/co_quan/ten_co_quan"),
        ("/co_quan/lua_chon/co_chu", 14, "unknown-field", "/co_quan/lua_chon/co_chu"),
        ("/con_dau", "x", "unknown-field", "/con_dau"),
        ("/noi_luu", "MẬT", "secrecy", "/noi_luu"),
        ("/do_mat", "MẬT", "secrecy", "/do_mat"),
        ("/nguoi_ky", [], "wrong-type", "/nguoi_ky"),
        ("/nguoi_ky/chu-tich", {}, "missing", "/nguoi_ky/chu-tich/chu_ky"),
        ("/nguoi_ky/chu-tich/chu_ky/ho_ten", ..., "missing", "/nguoi_ky/chu-tich/chu_ky/ho_ten"),
        ("/nguoi_ky/chu-tich/chu_ky/tham_quyen/0/quyen_han", "TLL", "not-one-of",
         "/nguoi_ky/chu-tich/chu_ky/tham_quyen/0/quyen_han"),
        ("/nguoi_ky/pho-chu-tich/tu_ngay", "2026-03", "ngay-invalid", "/nguoi_ky/pho-chu-tich/tu_ngay"),
        ("/nguoi_ky/pho-chu-tich/tu_ngay", "2026-02-30", "ngay-invalid", "/nguoi_ky/pho-chu-tich/tu_ngay"),
        ("/nguoi_ky/pho-chu-tich/tu_ngay", 2026, "ngay-invalid", "/nguoi_ky/pho-chu-tich/tu_ngay"),
        ("/nguoi_ky/pho-chu-tich/den_ngay", "2026-03-09", "ngay-nguoc", "/nguoi_ky/pho-chu-tich/den_ngay"),
        ("/nguoi_ky/ A", {"chu_ky": {"chuc_vu": "BÍ THƯ", "ho_ten": "A Lý"}}, "ma-invalid", "/nguoi_ky/ A"),
        ("/nguoi_ky/", {"chu_ky": {"chuc_vu": "BÍ THƯ", "ho_ten": "A Lý"}}, "ma-invalid", "/nguoi_ky/"),
        ("/nhom_noi_nhan/thuong-ky", [], "too-few-items", "/nhom_noi_nhan/thuong-ky"),
        ("/nhom_noi_nhan/thuong-ky/1/ten", ..., "noi-nhan-form", "/nhom_noi_nhan/thuong-ky/1"),
        ("/nhom_noi_nhan/thuong-ky/0", {"nhom_luu": "tinh"}, "ho-so-khong-co", "/nhom_noi_nhan/thuong-ky/0"),
        ("/mau_ten_tep", "{so}/{loai}", "mau-ten-tep-invalid", "/mau_ten_tep"),
        ("/mau_ten_tep", "../{so}", "mau-ten-tep-invalid", "/mau_ten_tep"),
        ("/mau_ten_tep", "số {so}", "mau-ten-tep-invalid", "/mau_ten_tep"),
        ("/mau_ten_tep", "{so", "mau-ten-tep-invalid", "/mau_ten_tep"),
        ("/mau_ten_tep", "{so}{nam}", "mau-ten-tep-invalid", "/mau_ten_tep"),
        ("/mau_ten_tep", "{so!r}", "mau-ten-tep-invalid", "/mau_ten_tep"),
        ("/mau_ten_tep", "{loai}-{co_quan}", "mau-ten-tep-invalid", "/mau_ten_tep"),
        ("/mau_ten_tep", "{so}" * 40, "text-too-long", "/mau_ten_tep"),
        ("/quy_dinh_tinh", {"ten_loai": "Quyết định", "so_ky_hieu": "5/QĐ-UBND", "co_quan": "UBND tỉnh"},
         "missing", "/quy_dinh_tinh/ngay"),
        ("/nguong", {"du_hop_phan_tram": 101}, "out-of-range", "/nguong/du_hop_phan_tram"),
        ("/nguong", {"bieu_quyet_phan_tram": True}, "wrong-type", "/nguong/bieu_quyet_phan_tram"),
        ("/nguong", {"phieu_kin_phan_tram": {"bang_khen": 0}}, "out-of-range", "/nguong/phieu_kin_phan_tram/bang_khen"),
    ],
)  # fmt: skip
def test_every_fault_is_told_at_its_place(tmp_path: Path, pointer: str, value: object, code: str, at: str) -> None:
    path = write_profile(tmp_path, "xa.yaml", with_value(pointer, value))
    (problem,) = problems_of(path)
    assert (problem.code, problem.pointer) == (code, at)


def test_all_problems_come_at_once_with_their_lines(tmp_path: Path) -> None:
    text = "co_quan:\n  khoi: dang\n  ten_co_quan: ĐẢNG ỦY\n  dia_danh: Ia Lâm\n\nnoi_lu: VT\nmau_ten_tep: '{x}'\n"
    problems = problems_of(write_profile(tmp_path, "xa.yaml", text))
    assert [(problem.pointer, problem.message.partition(":")[0]) for problem in problems] == [
        ("/co_quan/ky_hieu_co_quan", "dòng 2"),
        ("/noi_lu", "dòng 6"),
        ("/mau_ten_tep", "dòng 7"),
    ]
    assert "noi_luu" in problems[1].message


def test_a_fault_bears_the_title_of_its_field_wherever_it_stands(tmp_path: Path) -> None:
    for pointer, value, words in (
        ("/nguoi_ky/chu-tich/chu_ky/ho_ten", ..., "Họ tên người ký: bắt buộc phải có"),
        ("/nguoi_ky/pho-chu-tich/tu_ngay", "mai", "Được ký từ ngày: "),
        ("/nhom_noi_nhan/thuong-ky/1/ghi_chu", 5, "Ghi chú"),
        ("/nguong", {"phieu_kin_phan_tram": {"bang_khen": "đủ"}}, "bang_khen: "),
    ):
        (problem,) = problems_of(write_profile(tmp_path, "xa.yaml", with_value(pointer, value)))
        assert words in problem.message, problem


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("xa.yaml", "co_quan: [", "dòng 1"),
        ("xa.json", "{", "dòng 1"),
        ("xa.json", '{"noi_luu": "VT", "noi_luu": "VP"}', "hai lần"),
        ("xa.yaml", "", "co_quan"),
        ("xa.yaml", "- a", "co_quan"),
        ("xa.txt", "co_quan: 1", ".yaml"),
        ("xa.yaml", "a: &a [*a]", "cột 4"),
        ("xa.yaml", "a: " + "x" * MAX_PROFILE_BYTES, "giới hạn"),
        ("xa.json", '{"a": "' + "x" * MAX_PROFILE_BYTES + '"}', "giới hạn"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: str, words: str) -> None:
    (problem,) = problems_of(write_profile(tmp_path, name, content))
    assert problem.pointer == ""
    assert words in problem.message


def test_ten_megabytes_are_not_read_to_their_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_profile(tmp_path, "xa.yaml", "# " + "x" * 10_000_000)
    seen: list[int] = []
    parse = shelf.parse_office

    def watched(raw: bytes, path: Path) -> Office:
        seen.append(len(raw))
        return parse(raw, path)

    monkeypatch.setattr(shelf, "parse_office", watched)
    problems_of(path)
    assert seen == [MAX_PROFILE_BYTES + 1]


@pytest.mark.parametrize(
    "name",
    ["../bi-mat", "/etc/passwd", "..", ".", "", "./ubnd", "con/../ubnd", "ubnd.yaml", "../co_quan/ubnd", "ubnd\x00",
     "bi-mat", ".an", "thu-muc", "\ud800", "u" * 5000],
)  # fmt: skip
def test_an_id_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "co_quan"
    write_profile(folder, "ubnd.yaml", COMMUNE)
    write_profile(folder, ".an.yaml", COMMUNE)
    write_profile(folder / "con", "x.yaml", COMMUNE)
    write_profile(tmp_path, "bi-mat.yaml", COMMUNE)
    (folder / "thu-muc.yaml").mkdir()
    found = OfficeShelf(folder)
    assert found.ids == ["ubnd"]
    assert found.find(name) is None


def test_ids_are_compared_in_one_unicode_form(tmp_path: Path) -> None:
    write_profile(tmp_path, "đảng-ủy.yaml", COMMUNE)
    office = OfficeShelf(tmp_path).find(" đảng-ủy ")
    assert office is not None
    assert office.id == "đảng-ủy"


def test_two_files_of_one_id_are_a_mistake_only_of_papers_that_name_it(tmp_path: Path) -> None:
    for name in ("xa.json", "xa.yaml", "huyen.yml"):
        write_profile(tmp_path, name, COMMUNE)
    found = OfficeShelf(tmp_path)
    assert found.ids == ["huyen", "xa"]
    assert found.find("huyen")
    with pytest.raises(OfficeInvalid) as caught:
        found.find("xa")
    assert "xa.yaml" in describe(caught.value)
    assert "xa.json" in describe(caught.value)


def test_the_given_office_comes_before_the_folder(tmp_path: Path) -> None:
    write_profile(tmp_path, "xa.yaml", "hỏng: [")
    given = read_office(write_profile(tmp_path / "khac", "xa.yaml", COMMUNE))
    found = OfficeShelf(tmp_path, given)
    assert found.find("xa") is given
    assert found.ids == ["xa"]
    assert OfficeShelf(tmp_path / "không có", given).find("xa") is given


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = write_profile(tmp_path, "xa.yaml", COMMUNE)
    before = read_office(path)
    write_profile(tmp_path, "xa.yaml", with_value("/noi_luu", "VP"))
    assert (before.profile.noi_luu, read_office(path).profile.noi_luu) == ("VT", "VP")


def test_doubts_are_what_a_paper_of_today_would_be_refused_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    from service.offices import doubts

    content = with_value("/co_quan/lua_chon", {"le_trai_mm": 90})
    content["nguoi_ky"]["chu-tich"]["chu_ky"]["chuc_vu"] = "KT. CHỦ TỊCH"
    office = read_office(write_profile(tmp_path, "xa.yaml", content))
    monkeypatch.setattr(doubts, "today", lambda: date(2026, 9, 20))
    places = [sentence.partition(": ")[0] for sentence in find_doubts(office)]
    assert places == ["/co_quan/lua_chon/le_trai_mm", "/nguoi_ky/chu-tich/chu_ky/chuc_vu"]
    monkeypatch.setattr(doubts, "today", lambda: date(2026, 9, 21))
    assert any(sentence.startswith("/nguoi_ky/pho-chu-tich/den_ngay: ") for sentence in find_doubts(office))
