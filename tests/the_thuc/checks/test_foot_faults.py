"""Each rule about signature and recipients tells its own fault, alone and once; near misses are not told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.the_thuc.model import Cell, Stroke
from service.the_thuc.paper import Registry
from tests.the_thuc.checks.papers_body import Kit, Spec, party_kit, state_kit, told

Edit = Callable[[Kit], None]


def part(name: str, position: int = 0, **values: object) -> Edit:
    """Sets attributes of one paragraph of a list of the kit, or of its only one."""

    def edit(kit: Kit) -> None:
        place = getattr(kit, name)
        spec = place[position] if isinstance(place, list) else place
        for key, value in values.items():
            setattr(spec, key, value)

    return edit


def both(*edits: Edit) -> Edit:
    def edit(kit: Kit) -> None:
        for one in edits:
            one(kit)

    return edit


def signed(power: str, post: str | None) -> Edit:
    def edit(kit: Kit) -> None:
        kit.authority[0].text = power
        if post is None:
            kit.posts = []
        else:
            kit.posts[0].text = post

    return edit


def head(role: str, text: str) -> Edit:
    return lambda kit: kit.head.insert(0, Spec(role, text))


def foot(role: str, text: str, **values: object) -> Edit:
    return lambda kit: kit.foot.append(Spec(role, text, **values))  # type: ignore[arg-type]


def last_line(text: str) -> Edit:
    return part("recipients", -1, text=text)


def no_authority(kit: Kit) -> None:
    kit.authority = []
    kit.posts[0].text = "TRƯỞNG BAN"


def moved_left(kit: Kit) -> None:
    for spec in (*kit.authority, *kit.posts, kit.name):
        spec.left, spec.right = 30.0, 105.0


def recipient_on_two_lines(kit: Kit) -> None:
    kit.recipients[1].text = "- Thường trực Hội đồng"
    kit.recipients.insert(2, Spec("noi_nhan", "nhân dân xã;"))


def second_post(kit: Kit) -> None:
    kit.other_posts.append(
        Spec("chuc_vu_khac", "Phó Chủ tịch UBND xã", cell=Cell(1, 0, 1, 2, framed=False), left=110.0)
    )


def letter(number: str, filed: str, units: frozenset[str] = frozenset()) -> Edit:
    """A letter with its symbol and filing line, of an office that has registered units."""

    def edit(kit: Kit) -> None:
        kit.loai = "cong_van"
        kit.head = [Spec("so_ky_hieu", number), Spec("nhan_kinh_gui", "Kính gửi: Sở Nội vụ")]
        kit.recipients[0].text = "- Như trên;"
        kit.recipients[-1].text = filed
        kit.registry = Registry(units=units)

    return edit


STATE: list[tuple[str, str, Edit]] = [
    ("ND30-KY-PREFIX", "error", signed("K/T CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ("ND30-KY-PREFIX", "error", signed("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ("ND30-KY-PREFIX", "error", signed("TM.ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ("ND30-KY-PREFIX", "error", signed("TM ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ("ND30-KY-PREFIX", "error", signed("TUQ CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
    ("ND30-KY-FMT", "error", part("authority", bold=False)),
    ("ND30-KY-FMT", "error", part("posts", text="Phó Chủ tịch")),
    ("ND30-KY-FMT", "error", part("posts", size=12)),
    ("ND30-KY-PAIR", "error", signed("KT. CHỦ TỊCH", None)),
    ("ND30-KY-PAIR", "error", signed("KT. CHỦ TỊCH", "CHỦ TỊCH")),
    ("ND30-KY-PAIR", "error", signed("KT. CHỦ TỊCH", "PHÓ GIÁM ĐỐC")),
    ("ND30-KY-PAIR", "error", signed("TL. CHỦ TỊCH", "CHỦ TỊCH")),
    ("ND30-KY-PAIR", "error", signed("TUQ. CHỦ TỊCH", None)),
    ("ND30-KY-NAME", "error", part("name", text="NGUYỄN VĂN AN")),
    ("ND30-KY-NAME", "error", part("name", text="Nguyễn văn An")),
    ("ND30-KY-NAME", "error", part("name", bold=False)),
    ("ND30-KY-NODEGREE", "warning", part("name", text="ThS. Nguyễn Văn An")),
    ("ND30-KY-NODEGREE", "warning", part("name", text="Đại tá Nguyễn Văn An")),
    ("ND30-KY-SIDE", "error", moved_left),
    ("ND30-KY-SIDE", "error", part("label", cell=Cell(1, 1, 0, 2, framed=False))),
    ("ND30-NN-LABEL", "error", part("label", text="Nơi nhận")),
    ("ND30-NN-LABEL", "error", part("label", size=14)),
    ("ND30-NN-LABEL", "error", part("label", italic=False)),
    ("ND30-NN-LABEL", "error", part("label", align="giua")),
    ("ND30-NN-LIST", "error", part("recipients", 0, size=12)),
    ("ND30-NN-LIST", "error", part("recipients", 0, text="Như Điều 2;")),
    ("ND30-NN-LIST", "error", part("recipients", 1, text="- Thường trực HĐND xã,")),
    ("ND30-NN-LIST", "error", part("recipients", 1, italic=True)),
    ("ND30-NN-LUU", "error", lambda kit: kit.recipients.__delitem__(-1)),
    ("ND30-NN-LUU", "error", last_line("- Lưu VT, KT.")),
    ("ND30-NN-LUU", "error", last_line("- Lưu: KT.")),
    ("ND30-NN-LUU", "error", last_line("- Lưu: VT, KT")),
    ("ND30-NN-LUU", "error", lambda kit: kit.recipients.append(Spec("noi_nhan", "- Phòng Nội vụ;"))),
    ("ND30-NN-NHUTREN", "error", head("nhan_kinh_gui", "Kính gửi: Sở Nội vụ")),
    ("ND30-NN-NHUTREN", "warning", part("recipients", 0, text="- Như trên;")),
    ("ND30-NN-UNIT", "warning", letter("Số: 12/UBND-KT", "- Lưu: VT, VHXH.", frozenset({"KT", "VHXH"}))),
    ("ND30-SO12", "info", foot("nguoi_soan_thao", "PL-300")),
    ("ND30-SO12", "info", foot("nguoi_soan_thao", "PL.(300)", size=13)),
]
PARTY: list[tuple[str, str, Edit]] = [
    ("HD05-SIGN-AUTH-FORM", "error", signed("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")),
    ("HD05-SIGN-AUTH-FORM", "error", signed("TUQ. BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG")),
    ("HD05-SIGN-AUTH-STYLE", "error", part("authority", bold=False)),
    ("HD05-SIGN-POST-STYLE", "error", part("posts", bold=True)),
    ("HD05-SIGN-POST-STYLE", "error", part("posts", text="Phó Bí thư")),
    ("HD05-SIGN-POST-NOORG", "error", part("posts", text="PHÓ BÍ THƯ ĐẢNG ỦY XÃ")),
    ("HD05-SIGN-NO-KT-CAPUY", "error", signed("K/T BÍ THƯ", "PHÓ BÍ THƯ")),
    ("HD05-SIGN-MATCH", "error", part("head", text="CHI BỘ THÔN 1")),
    ("HD05-SIGN-NAME", "error", part("name", text="NGUYỄN VĂN AN")),
    ("HD05-SIGN-NAME", "error", part("name", text="Đồng chí Nguyễn Văn An")),
    ("HD05-SIGN-NAME", "error", part("name", bold=False)),
    ("HD05-SIGN-POS", "error", moved_left),
    ("HD05-NN-LABEL", "error", part("label", underline=False)),
    ("HD05-NN-LABEL", "error", part("label", bold=True)),
    ("HD05-NN-LABEL", "error", part("label", size=12)),
    ("HD05-NN-ITEMS", "error", part("recipients", 0, size=11)),
    ("HD05-NN-ITEMS", "error", part("recipients", 0, text="Tỉnh uỷ (báo cáo);")),
    ("HD05-NN-PUNCT", "error", part("recipients", 0, text="- Tỉnh uỷ (báo cáo),")),
    ("HD05-NN-PUNCT", "error", last_line("- Lưu Văn phòng Đảng uỷ")),
    ("HD05-NN-LUU", "error", last_line("- Lưu: VT.")),
    ("HD05-NN-LUU", "error", last_line("- Lưu VT.")),
    ("HD05-NN-LUU", "error", lambda kit: kit.recipients.__delitem__(-1)),
    ("HD05-NN-NHUTREN", "error", head("nhan_kinh_gui", "Kính trình:")),
]


@pytest.mark.parametrize(("rule", "level", "edit"), STATE, ids=[f"{i}-{case[0]}" for i, case in enumerate(STATE)])
def test_a_fault_of_a_state_foot_is_told_by_its_rule_alone(rule: str, level: str, edit: Edit) -> None:
    kit = state_kit()
    edit(kit)
    assert told(kit) == [(rule, level)]


@pytest.mark.parametrize(("rule", "level", "edit"), PARTY, ids=[f"{i}-{case[0]}" for i, case in enumerate(PARTY)])
def test_a_fault_of_a_party_foot_is_told_by_its_rule_alone(rule: str, level: str, edit: Edit) -> None:
    kit = party_kit()
    edit(kit)
    assert told(kit) == [(rule, level)]


NEAR_STATE: list[tuple[str, Edit]] = [
    ("head signs", signed("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ("deputy named otherwise", signed("KT. CHÁNH VĂN PHÒNG", "PHÓ VĂN PHÒNG")),
    ("minister's deputy", signed("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")),
    ("standing deputy", signed("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC")),
    ("by order", signed("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
    ("acting", signed("Q. CHỦ TỊCH", None)),
    ("post that begins with Q", both(no_authority, part("posts", text="QUYỀN TRƯỞNG PHÒNG"))),
    ("name of one-letter syllables", part("name", text="Y Ê Ban")),
    ("name with an apostrophe", part("name", text="H’lan Byă")),
    ("name that begins like a degree", part("name", text="Cn Bhling")),
    ("note beside the recipients", lambda kit: kit.recipients.insert(2, Spec("noi_nhan", "(để báo cáo)"))),
    ("note behind the mark", part("recipients", 1, text="- Thường trực HĐND xã; (b/c)")),
    ("a recipient on two lines", recipient_on_two_lines),
    ("filing with copies", last_line("- Lưu: VT, KT (03b).")),
    ("filing alone", last_line("- Lưu: VT.")),
    ("label flush at both edges", part("label", align="deu")),
    ("unit as in the symbol", letter("Số: 12/UBND-KT", "- Lưu: VT, KT.", frozenset({"KT"}))),
    ("drafter's code", foot("nguoi_soan_thao", "PL.(300)")),
    ("a second post", second_post),
]
NEAR_PARTY: list[tuple[str, Edit]] = [
    ("other spelling of the tone", signed("T/M ĐẢNG ỦY", "BÍ THƯ")),
    ("post without authority, bold", both(no_authority, part("posts", bold=True))),
    ("post without authority, light", no_authority),
    ("standing deputy", part("posts", text="PHÓ BÍ THƯ THƯỜNG TRỰC")),
    ("by order", signed("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG")),
    ("deputy of a staff body", signed("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
]


def without_opening(kit: Kit) -> Kit:
    """The kit without the sentence that says who speaks: another signs in these cases."""
    kit.body[2].text = kit.body[2].text.replace("Ban Thường vụ Đảng uỷ xã Ia Lâm ban hành", "Nội dung")
    return kit


@pytest.mark.parametrize(("name", "edit"), NEAR_STATE, ids=[name for name, _ in NEAR_STATE])
def test_what_is_right_in_a_state_foot_is_not_told(name: str, edit: Edit) -> None:
    kit = state_kit()
    edit(kit)
    assert told(kit) == []


@pytest.mark.parametrize(("name", "edit"), NEAR_PARTY, ids=[name for name, _ in NEAR_PARTY])
def test_what_is_right_in_a_party_foot_is_not_told(name: str, edit: Edit) -> None:
    kit = without_opening(party_kit())
    edit(kit)
    assert told(kit) == []


def test_recipients_end_with_a_comma_under_the_older_guidance_alone() -> None:
    older = party_kit("hd36")
    older.recipients[0].text = older.recipients[0].text[:-1] + ";"
    assert told(older) == [("HD05-NN-PUNCT", "error")]


def test_an_office_that_may_print_degrees_does() -> None:
    kit = state_kit()
    kit.name.text = "ThS. Nguyễn Văn An"
    kit.registry = Registry(degrees_allowed=True)
    assert told(kit) == []


def test_a_symbol_that_may_be_a_field_of_work_is_unknown() -> None:
    kit = state_kit()
    letter("Số: 12/UBND-VX", "- Lưu: VT, VHXH.")(kit)
    assert told(kit) == [("ND30-NN-UNIT", "unknown")]


def test_a_deputy_called_in_a_way_of_its_own_is_unknown() -> None:
    kit = state_kit()
    signed("KT. TƯ LỆNH", "THAM MƯU TRƯỞNG")(kit)
    assert told(kit) == [("ND30-KY-PAIR", "unknown")]


def test_a_signature_that_is_not_sure_is_never_a_fault() -> None:
    kit = state_kit()
    kit.signature_sure = False
    kit.authority[0].bold = False
    kit.name.text = "NGUYỄN VĂN AN"
    assert {level for _, level in told(kit)} == {"unknown"}


def test_little_room_for_the_signature_is_told() -> None:
    kit = state_kit("pdf")
    kit.name.top = 216.0
    assert told(kit) == [("ND30-KY-SPACE", "warning")]


def test_recipients_that_stand_lower_than_the_signature_are_told() -> None:
    kit = state_kit("pdf")
    kit.label.top = 206.0
    assert told(kit) == [("ND30-KY-SIDE", "error")]


def on_page(kit: Kit, page: int) -> None:
    for spec in (*kit.authority, *kit.posts, kit.name, kit.label, *kit.recipients):
        spec.page = page


@pytest.mark.parametrize(
    ("build", "rule"), [(state_kit, "ND30-KY-NOSPLIT"), (party_kit, "HD05-SIGN-POS")], ids=["state", "party"]
)
def test_a_signature_alone_on_its_page_is_told(build: Callable[..., Kit], rule: str) -> None:
    kit = build(source="pdf")
    on_page(kit, 2)
    assert told(kit) == [(rule, "warning")]


def test_a_signature_parted_by_a_page_is_told() -> None:
    kit = state_kit("pdf")
    kit.name.page = 2
    assert told(kit) == [("ND30-KY-NOSPLIT", "warning")]


def contact(kit: Kit, **values: object) -> Kit:
    line = Stroke(165.0, 30.0)
    kit.foot.append(Spec("lien_he", "", area="chan_trang", under=(line,)))
    kit.foot.append(Spec("lien_he", "Địa chỉ: Xã Ia Lâm; Điện thoại: 0269 123", **{"area": "chan_trang", **values}))  # type: ignore[arg-type]
    return kit


def test_a_contact_at_the_foot_of_the_first_page_is_right() -> None:
    assert told(contact(state_kit())) == []


@pytest.mark.parametrize("values", [{"size": 14.0}, {"italic": True}], ids=str)
def test_a_contact_of_another_look_is_told(values: dict[str, object]) -> None:
    assert told(contact(state_kit(), **values)) == [("ND30-DC13", "warning")]


def test_a_contact_in_the_text_is_told() -> None:
    kit = contact(state_kit())
    for spec in kit.foot:
        spec.area = "than"
    assert told(kit) == [("ND30-DC13", "warning")]


def test_a_contact_whose_line_is_not_found_is_unknown() -> None:
    kit = contact(state_kit())
    kit.foot[0].under = ()
    assert told(kit) == [("ND30-DC13", "unknown")]


def test_a_contact_on_every_page_is_told() -> None:
    kit = contact(state_kit("pdf"))
    kit.foot.append(Spec("chu_thich", kit.foot[-1].text, page=2))
    assert told(kit) == [("ND30-DC13", "warning")]
