"""Who may sign how: forms of authority, their order, the titles under them, in State and Party papers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.form.papers import PARTY, STATE, changed
from tests.schemas.calls import told

OLD_PARTY = changed(PARTY, ngay_ban_hanh="2025-09-05")
POST = "/chu_ky/chuc_vu"


def signed(record: dict[str, Any], *authority: str, post: str | None = None, other: str | None = None) -> Any:
    """The record with these lines of authority, each `FORM title`, and this post."""
    lines = [dict(zip(("quyen_han", "cua"), line.split(" ", 1), strict=True)) for line in authority]
    block = {"tham_quyen": lines, "chuc_vu": post, "chuc_vu_khac": other, "ho_ten": "A Lý"}
    return {**record, "chu_ky": block}


# record, lines of authority, post
ACCEPTED = [
    (STATE, (), "CHỦ TỊCH"),
    (STATE, ("TM ỦY BAN NHÂN DÂN",), "CHỦ TỊCH"),
    (STATE, ("TM ỦY BAN NHÂN DÂN", "KT CHỦ TỊCH"), "PHÓ CHỦ TỊCH"),
    (STATE, ("TM ỦY BAN NHÂN DÂN", "Q CHỦ TỊCH"), None),
    (STATE, ("TL CHỦ TỊCH",), "CHÁNH VĂN PHÒNG"),
    (STATE, ("TL CHỦ TỊCH", "KT CHÁNH VĂN PHÒNG"), "PHÓ CHÁNH VĂN PHÒNG"),
    (STATE, ("TL CHỦ TỊCH", "KT CHÁNH VĂN PHÒNG"), "PHÓ VĂN PHÒNG"),
    (STATE, ("TUQ CHỦ TỊCH",), "TRƯỞNG PHÒNG"),
    (STATE, ("KT BỘ TRƯỞNG",), "THỨ TRƯỞNG"),
    (STATE, ("KT CHÁNH THANH TRA",), "PHÓ CHÁNH THANH TRA"),
    (STATE, ("KT CHỈ HUY TRƯỞNG",), "CHỈ HUY PHÓ"),
    (STATE, ("KT CHỈ HUY TRƯỞNG",), "PHÓ CHỈ HUY TRƯỞNG"),
    (STATE, ("KT CHÍNH TRỊ VIÊN",), "CHÍNH TRỊ VIÊN PHÓ"),
    (STATE, ("KT GIÁM ĐỐC",), "PHÓ GIÁM ĐỐC"),
    # A title with the body's name above, without it below, and the other way round.
    (STATE, ("KT CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ",), "PHÓ CHỦ TỊCH"),
    (STATE, ("KT GIÁM ĐỐC TRUNG TÂM",), "PHÓ GIÁM ĐỐC"),
    (STATE, ("KT TRƯỞNG PHÒNG",), "PHÓ TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI"),
    # One title, its tone marks placed in either way.
    (STATE, ("KT CHỦ TỊCH UỶ BAN NHÂN DÂN",), "PHÓ CHỦ TỊCH ỦY BAN NHÂN DÂN"),
    (STATE, ("KT TRƯỞNG PHÒNG VĂN HÓA",), "PHÓ TRƯỞNG PHÒNG VĂN HOÁ"),
    (STATE, ("KT TRƯỞNG PHÒNG TÀI VỤ - QUẢN TRỊ KHOÁ",), "PHÓ TRƯỞNG PHÒNG TÀI VỤ - QUẢN TRỊ KHÓA"),
    # Not an authority but words that begin with its letters.
    (STATE, (), "QUYỀN CHỦ TỊCH"),
    (STATE, (), "TL TRƯỞNG"),
    (PARTY, ("TM BAN THƯỜNG VỤ",), "BÍ THƯ"),
    (PARTY, ("TM BAN THƯỜNG VỤ",), "PHÓ BÍ THƯ"),
    (PARTY, ("TM BAN THƯỜNG VỤ",), "PHÓ BÍ THƯ THƯỜNG TRỰC"),
    (PARTY, ("TM ỦY BAN KIỂM TRA",), "PHÓ CHỦ NHIỆM THƯỜNG TRỰC"),
    (PARTY, ("TM BAN BÍ THƯ",), None),
    (PARTY, ("TM BỘ CHÍNH TRỊ",), None),
    (PARTY, ("TM ĐOÀN CHỦ TỊCH",), None),
    (PARTY, ("KT TRƯỞNG BAN",), "PHÓ TRƯỞNG BAN"),
    (PARTY, ("TL BAN THƯỜNG VỤ",), "PHÓ CHÁNH VĂN PHÒNG"),
    (OLD_PARTY, ("TM BAN THƯỜNG VỤ",), "PHÓ BÍ THƯ THƯỜNG TRỰC"),
]


@pytest.mark.parametrize(("record", "authority", "post"), ACCEPTED)
def test_a_signature_as_the_law_has_it_is_accepted(
    record: dict[str, Any], authority: tuple[str, ...], post: str | None
) -> None:
    assert told(signed(record, *authority, post=post)) == set()


# record, lines of authority, post, code, place
REFUSED = [
    # The collective body stands first.
    (STATE, ("TUQ CHỦ TỊCH", "TM HỘI ĐỒNG"), "CHỦ TỊCH", "thu-tu-tham-quyen", "/chu_ky/tham_quyen/1"),
    (STATE, ("TL CHỦ TỊCH", "TM HỘI ĐỒNG"), "CHỦ TỊCH", "thu-tu-tham-quyen", "/chu_ky/tham_quyen/1"),
    # Who signs for the head, or as the head, stands last.
    (STATE, ("KT CHỦ TỊCH", "TL CHỦ TỊCH"), "TRƯỞNG PHÒNG", "thu-tu-tham-quyen", "/chu_ky/tham_quyen/0"),
    (STATE, ("Q CHỦ TỊCH", "TL CHỦ TỊCH"), "TRƯỞNG PHÒNG", "thu-tu-tham-quyen", "/chu_ky/tham_quyen/0"),
    (PARTY, ("Q TRƯỞNG BAN", "TL TRƯỞNG BAN"), "TRƯỞNG PHÒNG", "thu-tu-tham-quyen", "/chu_ky/tham_quyen/0"),
    # The post that the last line asks for.
    (STATE, ("KT BỘ TRƯỞNG",), "PHÓ BỘ TRƯỞNG", "cap-chuc-vu-sai", POST),
    (STATE, ("KT CHÁNH VĂN PHÒNG",), "PHÓ PHÒNG", "cap-chuc-vu-sai", POST),
    (STATE, ("KT CHỦ TỊCH",), "CHỦ TỊCH", "cap-chuc-vu-sai", POST),
    (STATE, ("KT CHỦ TỊCH",), None, "cap-chuc-vu-sai", POST),
    (PARTY, ("KT CHÁNH VĂN PHÒNG",), "PHÓ VĂN PHÒNG", "cap-chuc-vu-sai", POST),
    # A shorter title must still be a title.
    (STATE, ("KT GIÁM ĐỐC TRUNG TÂM",), "PHÓ GIÁM", "cap-chuc-vu-sai", POST),
    (STATE, ("KT GIÁM ĐỐC TRUNG TÂM",), "PHÓ", "cap-chuc-vu-sai", POST),
    (STATE, ("Q CHỦ TỊCH",), "CHỦ TỊCH", "quyen-khong-kem-chuc-vu", POST),
    (STATE, ("TL CHỦ TỊCH",), "CHỦ TỊCH", "thua-lenh-thieu-chuc-vu", POST),
    (STATE, ("TUQ CHỦ TỊCH UỶ BAN",), "CHỦ TỊCH ỦY BAN", "thua-lenh-thieu-chuc-vu", POST),
    (STATE, ("TM ỦY BAN NHÂN DÂN",), "PHÓ CHỦ TỊCH", "thieu-ky-thay", POST),
    (STATE, ("TM ỦY BAN NHÂN DÂN",), None, "chuc-vu-thieu", POST),
    (PARTY, ("TM BAN THƯỜNG VỤ",), None, "chuc-vu-thieu", POST),
    (STATE, (), None, "chuc-vu-thieu", POST),
    (PARTY, ("TM BAN THƯỜNG VỤ",), "PHÓ BÍ THƯ ĐẢNG ỦY", "chuc-vu-kem-ten-co-quan", POST),
    (PARTY, ("TM BAN THƯỜNG VỤ",), "PHÓ BÍ THƯ THƯỜNG TRỰC ĐẢNG ỦY", "chuc-vu-kem-ten-co-quan", POST),
    (PARTY, ("KT BÍ THƯ",), "PHÓ BÍ THƯ", "kt-trong-cap-uy", "/chu_ky/tham_quyen/0"),
    (PARTY, ("TUQ TRƯỞNG BAN",), "TRƯỞNG PHÒNG", "quyen-han-khong-co", "/chu_ky/tham_quyen/0/quyen_han"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "authority", "post", "code", "place"), REFUSED)
def test_a_signature_against_the_law_is_told_at_its_place(
    record: dict[str, Any], authority: tuple[str, ...], post: str | None, code: str, place: str
) -> None:
    assert told(signed(record, *authority, post=post)) == {(code, place)}


TYPED = ["TM.", "KT.", "TL.", "TUQ.", "Q.", "T/M", "K/T", "T/L", "T/UQ", "TU/Q"]


@pytest.mark.parametrize("form", TYPED)
@pytest.mark.parametrize("record", [STATE, PARTY])
def test_authority_typed_into_a_title_is_told_in_every_field(record: dict[str, Any], form: str) -> None:
    wrong = "quyen-han-sai-cho"
    typed = f"{form} TRƯỞNG BAN"
    assert (wrong, POST) in told(signed(record, post=typed))
    assert (wrong, POST) in told(signed(record, post=typed.lower()))
    assert (wrong, "/chu_ky/chuc_vu_khac") in told(signed(record, post="TRƯỞNG BAN", other=typed))
    assert (wrong, "/chu_ky/tham_quyen/0/cua") in told(signed(record, f"TL {typed}", post="TRƯỞNG PHÒNG"))


def joint_party(post: str) -> dict[str, Any]:
    other = {**PARTY["co_quan"], "ten_co_quan": "ỦY BAN KIỂM TRA", "ky_hieu_co_quan": "UBKT"}
    first = {"tham_quyen": [{"quyen_han": "TM", "cua": "BAN THƯỜNG VỤ"}], "chuc_vu": post, "ho_ten": "A Lý"}
    return {**PARTY, "co_quan": [PARTY["co_quan"], other], "chu_ky": [first, {**first, "ho_ten": "Y Čuê Êban"}]}


def test_posts_of_a_joint_paper_name_their_body() -> None:
    assert told(joint_party("PHÓ BÍ THƯ ĐẢNG ỦY XÃ IA LÂM")) == set()


def test_a_post_with_a_second_one_below_may_name_its_body() -> None:
    assert told(signed(PARTY, "TM BAN CHỈ ĐẠO", post="PHÓ BÍ THƯ ĐẢNG ỦY", other="TRƯỞNG BAN CHỈ ĐẠO")) == set()
    assert told(signed(PARTY, "TM BAN CHỈ ĐẠO", post="PHÓ BÍ THƯ ĐẢNG ỦY")) == {("chuc-vu-kem-ten-co-quan", POST)}


def test_every_block_of_a_joint_paper_is_judged_by_itself() -> None:
    record = joint_party("PHÓ BÍ THƯ")
    record["chu_ky"][1]["tham_quyen"] = [{"quyen_han": "KT", "cua": "CHỦ NHIỆM"}]
    assert told(record) == {("kt-trong-cap-uy", "/chu_ky/1/tham_quyen/0")}
