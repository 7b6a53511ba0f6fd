"""Each rule about the body tells its own fault, alone and once; what is near a fault and none is not told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.the_thuc.model import Spacing
from tests.the_thuc.checks.papers_body import LONG, Kit, Spec, every, fill, party_kit, state_kit, tell, told

Edit = Callable[[Kit], None]


def change(position: int, **values: object) -> Edit:
    """Sets attributes of one paragraph of the body."""

    def edit(kit: Kit) -> None:
        for name, value in values.items():
            setattr(kit.body[position], name, value)
        if "text" in values:
            kit.body[position].parts = ()

    return edit


def change_all(**values: object) -> Edit:
    def edit(kit: Kit) -> None:
        for spec in every(kit):
            for name, value in values.items():
                setattr(spec, name, value)

    return edit


def add(*specs: Spec, at: int | None = None) -> Edit:
    return lambda kit: fill(kit, *specs, at=at)


def remove(position: int) -> Edit:
    return lambda kit: kit.body.__delitem__(position)


def as_type(loai: str, *edits: Edit) -> Edit:
    def edit(kit: Kit) -> None:
        kit.loai = loai
        for one in edits:
            one(kit)

    return edit


def than(text: str, **values: object) -> Spec:
    return Spec("than", text, **values)  # type: ignore[arg-type]


def division(*lines: tuple[str, str, str]) -> Edit:
    """Label and title lines before Điều 1: role, text, mark."""
    return add(*(Spec(role, text, mark=mark, heading=True) for role, text, mark in lines), at=4)


CHUONG = (("nhan_phan", "Chương I", "Chương I"), ("ten_phan", "QUY ĐỊNH CHUNG", ""))

STATE: list[tuple[str, str, Edit]] = [
    ("ND30-BODY-SIZE", "error", change(13, size=12)),
    ("ND30-BODY-SIZE", "error", change(6, size=15)),
    ("ND30-BODY-UPRIGHT", "warning", change(13, italic=True)),
    ("ND30-BODY-JUSTIFY", "error", add(than(f"{LONG}.", align="trai"))),
    ("ND30-BODY-INDENT", "error", change(13, first_line=15.0)),
    ("ND30-BODY-INDENT", "error", change(13, first_line=0.0)),
    ("ND30-BODY-INDENT", "warning", change(13, first_line=10.0)),
    ("ND30-BODY-INDENT", "warning", change(13, left=42.7, first_line=-6.3)),
    ("ND30-BODY-INDENT", "error", add(than("Đoạn lùi cả khối.", left=42.7, first_line=0.0))),
    ("ND30-BODY-INDENT", "error", add(than("\tĐoạn dùng phím Tab.", first_line=0.0))),
    ("ND30-BODY-PARASPACE", "error", change(12, after=3.0)),
    ("ND30-BODY-PARASPACE", "error", change_all(contextual=True, style="Normal")),
    ("ND30-BODY-LINESPACE", "error", change(13, spacing=Spacing("boi_so", 1.6))),
    ("ND30-BODY-LINESPACE", "error", change(13, spacing=Spacing("chinh_xac", 14.0))),
    ("ND30-BODY-LINESPACE", "error", change(13, spacing=Spacing("it_nhat", 26.0))),
    ("ND30-BODY-NOFAKE", "warning", change(13, text="- Quý I:    Chuẩn bị;")),
    ("ND30-BODY-NOFAKE", "warning", change(13, text="- Quý I:\tChuẩn bị;")),
    ("ND30-BODY-NOFAKE", "warning", change(13, text="- Quý I: Chuẩn bị\nhồ sơ;")),
    ("ND30-BODY-NOFAKE", "warning", add(than(""), than(""))),
    ("ND30-CC-FMT", "error", change(0, italic=False)),
    ("ND30-CC-FMT", "error", change(1, bold=True)),
    ("ND30-CC-SEMI", "error", change(0, text="Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025,")),
    ("ND30-CC-DOT", "error", change(2, text="Theo đề nghị của Trưởng phòng Kinh tế;")),
    ("ND30-CC-ONEPER", "error", change(2, text="Căn cứ tình hình thực tế; Theo đề nghị của Trưởng phòng Kinh tế.")),
    (
        "ND30-CC-FULL",
        "error",
        change(1, text="Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư;"),
    ),
    ("ND30-CC-FULL", "error", change(1, text="Căn cứ Nghị định của Chính phủ về công tác văn thư;")),
    (
        "ND30-CC-LAW-NONUMBER",
        "warning",
        change(0, text="Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;"),
    ),
    ("ND30-REF-FIRST-FULL", "warning", change(13, text="- Thực hiện Chỉ thị số 05/CT-TTg;")),
    (
        "ND30-REF-FIRST-FULL",
        "info",
        change(13, text="- Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;"),
    ),
    ("ND30-REF-SO", "warning", change(13, text="- Thực hiện Nghị định 30/2020/NĐ-CP;")),
    ("ND30-HD-PHANCHUONG", "error", division(("nhan_phan", "CHƯƠNG I", "CHƯƠNG I"), CHUONG[1])),
    ("ND30-HD-PHANCHUONG", "error", division(("nhan_phan", "Chương 1", "Chương 1"), CHUONG[1])),
    ("ND30-HD-PHANCHUONG", "error", division(("nhan_phan", "Phần thứ nhất", "Phần thứ nhất"), CHUONG[1])),
    ("ND30-HD-PHANCHUONG", "error", division(CHUONG[0], ("ten_phan", "Quy định chung", ""))),
    ("ND30-HD-PHANCHUONG", "error", division(("nhan_phan", "Chương I. QUY ĐỊNH CHUNG", "Chương I."))),
    ("ND30-HD-MUC", "error", division(*CHUONG, ("nhan_muc", "Mục I", "Mục I"), ("ten_muc", "ĐỐI TƯỢNG", ""))),
    ("ND30-HD-ROMAN", "error", add(Spec("la_ma", "I- MỤC ĐÍCH", mark="I-", heading=True), at=4)),
    ("ND30-HD-ROMAN", "error", add(Spec("la_ma", "I. Mục đích", mark="I.", heading=True), at=4)),
    ("ND30-HD-ROMAN", "error", add(Spec("la_ma", "I. MỤC ĐÍCH", mark="I.", bold=False), at=4)),
    ("ND30-HD-DIEU", "error", change(15, mark="Điều 2:", text="Điều 2: Quyết định này có hiệu lực./.", bold=True)),
    ("ND30-HD-DIEU", "error", change(15, text="Điều 2. Quyết định này có hiệu lực./.", bold=False)),
    ("ND30-HD-KHOAN", "error", change(12, mark="2)", text="2) Thời gian: Năm 2026.")),
    ("ND30-HD-KHOAN", "error", change(5, text="1. Nhiệm vụ", heading=True)),
    ("ND30-HD-KHOAN", "error", change(12, text=f"2. {LONG}.", bold=True)),
    ("ND30-HD-DIEM", "error", change(6, mark="a.", text="a. Tuyên truyền;")),
    ("ND30-HD-DIEM", "error", remove(10)),
    ("ND30-HD-DIEM", "error", add(Spec("so_nho", "f) Báo cáo.", mark="f)"), at=12)),
    ("ND30-HD-SEQ", "error", remove(7)),
    ("ND30-HD-SEQ", "error", change(15, mark="Điều 3.", text="Điều 3. Quyết định này có hiệu lực./.", bold=True)),
    ("ND30-HD-SEQ", "error", change(12, mark="3.", text="3. Thời gian: Năm 2026.")),
    ("ND30-HD-SEQ", "warning", change(12, mark="1.", text="1. Thời gian: Năm 2026.")),
    ("ND30-HD-SEQ", "error", change(8, mark="b)", text="b) Kiểm tra;")),
    ("ND30-HD-SEQ", "warning", change(5, mark="2.", text="2. Các thôn, làng thực hiện kế hoạch này.")),
    ("ND30-HD-TITLED", "error", division(CHUONG[0])),
    ("ND30-HD-TITLED", "error", as_type("quy_che")),
    ("ND30-HD-NODECIMAL", "info", change(12, role="so_nho", mark="1.1.", text="1.1. Thời gian: Năm 2026.")),
    ("ND30-HD-NOBULLET", "warning", change(13, mark="•", text="• Quý I: Chuẩn bị;")),
    ("ND30-HD-NOBULLET", "warning", change(13, mark="\uf0b7", text="\uf0b7 Quý I: Chuẩn bị;")),
    ("ND30-QD-MARKER", "warning", remove(3)),
    ("ND30-QD-MARKER", "warning", change(3, text="QUYẾT ĐỊNH")),
    ("ND30-QD-MARKER", "warning", change(3, bold=False)),
    ("ND30-QD-AUTH", "warning", lambda kit: kit.head.__delitem__(1)),
    ("ND30-QD-AUTH", "warning", lambda kit: setattr(kit.head[1], "bold", False)),
    ("ND30-END-MARK", "info", change(15, parts=(("Điều 2.", True), (" Quyết định này có hiệu lực.", False)))),
]
PARTY: list[tuple[str, str, Edit]] = [
    ("HD05-BASIS-DASH", "error", change(0, text="Căn cứ Điều lệ Đảng;")),
    ("HD05-BASIS-PUNCT", "error", change(0, text="- Căn cứ Điều lệ Đảng,")),
    ("HD05-BASIS-PUNCT", "error", change(0, text="- Căn cứ Điều lệ Đảng")),
    ("HD05-BASIS-UPRIGHT", "warning", change(0, italic=True)),
    ("HD05-BODY-SIZE", "error", change(8, size=13)),
    ("HD05-BODY-SIZE", "error", change(8, size=15)),
    ("HD05-BODY-JUSTIFY", "error", change(8, align="trai")),
    ("HD05-BODY-INDENT", "error", change(8, first_line=15.0)),
    ("HD05-BODY-INDENT", "warning", change(8, first_line=12.7)),
    ("HD05-BODY-PARASPACE", "error", change(8, after=0.0)),
    ("HD05-BODY-LINE", "error", change(8, spacing=Spacing("chinh_xac", 16.0))),
    ("HD05-BODY-LINE", "error", change(8, spacing=Spacing("boi_so", 1.0))),
    ("HD05-BODY-LINE", "warning", change(8, spacing=Spacing("boi_so", 1.2))),
    ("HD05-BODY-END", "error", change(10, text="Các chi bộ báo cáo trước ngày 15/12/2026./.")),
    ("HD05-BODY-END", "error", change(10, text="Các chi bộ báo cáo trước ngày 15/12/2026;")),
    ("HD05-BODY-END", "warning", change(10, text="Các chi bộ thực hiện")),
    (
        "HD05-HEAD-PART",
        "error",
        add(Spec("nhan_phan", "CHƯƠNG I", mark="CHƯƠNG I", heading=True), Spec("ten_phan", "QUY ĐỊNH CHUNG"), at=3),
    ),
    (
        "HD05-HEAD-PART",
        "error",
        add(Spec("nhan_muc", "Mục I", mark="Mục I", heading=True), Spec("ten_muc", "QUY ĐỊNH CHUNG"), at=3),
    ),
    ("HD05-HEAD-ARTICLE", "error", add(Spec("dieu", "Điều 1: Phạm vi", mark="Điều 1:", heading=True), at=3)),
    ("HD05-HEAD-ARTICLE", "error", add(Spec("dieu", "Điều 2. Phạm vi", mark="Điều 2.", heading=True), at=3)),
    ("HD05-HEAD-CLAUSE", "warning", change(7, mark="2)", text="2) Yêu cầu")),
    ("HD05-HEAD-CLAUSE", "warning", change(5, mark="a/", text="a/ Nâng cao nhận thức;")),
    ("HD05-HEAD-CLAUSE", "warning", add(Spec("so_nho", "w) Phát huy.", mark="w)"), at=7)),
    ("HD05-HEAD-SEQ", "warning", change(9, mark="III-", text="III- TỔ CHỨC THỰC HIỆN")),
    ("HD05-HEAD-SEQ", "warning", change(6, mark="c)", text="c) Phát huy dân chủ.")),
    ("HD05-ABBR-FIRST", "info", change(8, text=f"- BTGDV chủ trì; {LONG}.")),
    ("HD05-CITE-FULL", "warning", change(8, text=f"- Thực hiện Nghị quyết số 25-NQ/TW; {LONG}.")),
    ("HD05-CITE-FULL", "warning", change(1, text="- Căn cứ Quy định số 399-QĐ/TW của Ban Bí thư về thể loại.")),
    (
        "HD05-CITE-DATE",
        "info",
        change(1, text="- Căn cứ Quy định số 399-QĐ/TW ngày 09/01/2026 của Ban Bí thư về thể loại."),
    ),
    (
        "HD05-CITE-DATE",
        "info",
        change(1, text="- Căn cứ Quy định số 399-QĐ/TW, ngày 9/01/2026 của Ban Bí thư về thể loại."),
    ),
    ("HD05-SIGN-SUBJECT", "warning", change(2, text=f"Đảng uỷ xã Ia Lâm xây dựng kế hoạch như sau: {LONG}.")),
]


@pytest.mark.parametrize(("rule", "level", "edit"), STATE, ids=[f"{i}-{case[0]}" for i, case in enumerate(STATE)])
def test_a_fault_of_a_state_body_is_told_by_its_rule_alone(rule: str, level: str, edit: Edit) -> None:
    kit = state_kit()
    edit(kit)
    assert told(kit) == [(rule, level)]


@pytest.mark.parametrize(("rule", "level", "edit"), PARTY, ids=[f"{i}-{case[0]}" for i, case in enumerate(PARTY)])
def test_a_fault_of_a_party_body_is_told_by_its_rule_alone(rule: str, level: str, edit: Edit) -> None:
    kit = party_kit()
    edit(kit)
    assert told(kit) == [(rule, level)]


NEAR_STATE: list[tuple[str, Edit]] = [
    ("other allowed size", change(13, size=13)),
    ("table text", add(Spec("bang", "Hạng mục", size=11, first_line=0.0))),
    ("note in italics", add(than("(Có danh sách kèm theo).", italic=True))),
    ("one short line at the left", change(13, align="trai")),
    ("one indent of the other kind", change_all(first_line=10.0)),
    ("gap before instead of after", change_all(after=0.0, before=6.0)),
    ("exact spacing in the range", change(13, spacing=Spacing("chinh_xac", 18.0))),
    ("blanks of a draft", change(13, text="- Quyết định số      /QĐ-UBND ngày     tháng     năm 2026 của UBND xã;")),
    ("picture between paragraphs", add(than("", align="giua"))),
    (
        "law changed by a numbered one",
        change(
            0, text="Căn cứ Luật Đầu tư công ngày 29 tháng 11 năm 2024 được sửa đổi, bổ sung bởi Luật số 90/2025/QH15;"
        ),
    ),
    ("no paper among the grounds", change(1, text="Căn cứ chức năng, nhiệm vụ được giao;")),
    ("resolution of a congress", change(1, text="Căn cứ Nghị quyết Đại hội đại biểu Đảng bộ xã lần thứ I;")),
    ("short second citation", change(13, text="- Thực hiện Nghị định số 30/2020/NĐ-CP;")),
    (
        "full first citation",
        change(13, text="- Thực hiện Chỉ thị số 05/CT-TTg ngày 03 tháng 02 năm 2026 của Thủ tướng Chính phủ;"),
    ),
    (
        "issuer named before",
        change(13, text="- Theo đề nghị của Trưởng phòng Kinh tế tại Tờ trình số 12/TTr-KT ngày 03 tháng 02 năm 2026;"),
    ),
    ("chapter in order", division(*CHUONG, ("nhan_muc", "Mục 1", "Mục 1"), ("ten_muc", "ĐỐI TƯỢNG", ""))),
    ("khoản with a title", change(12, text="2. Thời gian", bold=True, heading=True)),
    ("article put in later", add(Spec("dieu", "Điều 1a. Bổ sung", mark="Điều 1a.", heading=True))),
    ("quoted article", add(Spec("trich", "“Điều 7. Trách nhiệm của chủ đầu tư", first_line=0.0))),
    ("quoted article not seen as such", add(than("“Điều 7. Trách nhiệm”.", mark=""))),
    (
        "new list behind a lead",
        add(than("Gồm các việc:"), Spec("so_nho", "a) Một;", mark="a)"), Spec("so_nho", "b) Hai.", mark="b)")),
    ),
    ("ends with a table", add(Spec("bang", "Cộng", cell=None, size=12), at=16)),
    ("ends with a note", add(than("(Kèm theo danh sách)", italic=True), at=16)),
    ("a title in italics inside the text", change(13, parts=(("- Quý I: ", False), ("Chuẩn bị;", False)))),
    ("automatic number", change(12, automatic="2.\t", text="Thời gian: Năm 2026.")),
]
NEAR_PARTY: list[tuple[str, Edit]] = [
    ("indent about right", change(8, first_line=10.8)),
    ("22 points", change_all(spacing=Spacing("chinh_xac", 22.0))),
    ("all in size 15", change_all(size=15)),
    ("a quotation ends it", change(10, text="Các chi bộ thực hiện phong trào “Dân vận khéo”.")),
    ("a call ends it", change(10, text="Trân trọng cảm ơn!")),
    (
        "word after Phần",
        add(Spec("nhan_phan", "Phần thứ nhất", mark="Phần thứ nhất", heading=True), Spec("ten_phan", "KẾT QUẢ"), at=3),
    ),
    ("explained short form", change(8, text=f"- Ban Tuyên giáo và Dân vận (BTGDV) chủ trì; {LONG}; BTGDV tham mưu.")),
    (
        "date in words",
        change(1, text="- Căn cứ Quy định số 399-QĐ/TW, ngày 09 tháng 01 năm 2026 của Ban Bí thư về thể loại."),
    ),
    ("other spelling of the tone", change(2, text=f"Ban Thường vụ Đảng ủy xã Ia Lâm ban hành kế hoạch: {LONG}.")),
    ("I. as well", change(3, mark="I.", text="I. MỤC ĐÍCH, YÊU CẦU")),
]


@pytest.mark.parametrize(("name", "edit"), NEAR_STATE, ids=[name for name, _ in NEAR_STATE])
def test_what_is_right_in_a_state_body_is_not_told(name: str, edit: Edit) -> None:
    kit = state_kit()
    edit(kit)
    assert told(kit) == []


@pytest.mark.parametrize(("name", "edit"), NEAR_PARTY, ids=[name for name, _ in NEAR_PARTY])
def test_what_is_right_in_a_party_body_is_not_told(name: str, edit: Edit) -> None:
    kit = party_kit()
    edit(kit)
    assert told(kit) == []


def test_many_paragraphs_with_one_departure_are_one_fault_that_has_them_all() -> None:
    kit = state_kit()
    change_all(first_line=15.0)(kit)
    (marked,) = tell(kit)
    assert marked.finding.rule == "ND30-BODY-INDENT"
    assert len(marked.paragraphs) == len(list(every(kit)))
    assert marked.finding.found.startswith("lùi 15 mm ở 15 đoạn")


def test_a_heading_at_the_foot_of_a_page_is_told() -> None:
    kit = state_kit("pdf")
    kit.body[12].heading = kit.body[12].bold = True
    kit.body[12].text = "2. Thời gian"
    for spec in kit.body[13:]:
        spec.page = 2
    for spec in (*kit.authority, *kit.posts, kit.name, kit.label, *kit.recipients):
        spec.page = 2
    assert told(kit) == [("ND30-HD-KEEP", "warning")]


def test_a_measure_that_cannot_be_told_is_unknown_and_no_pass() -> None:
    paper = state_kit("pdf")
    for spec in paper.body:
        spec.text, spec.parts = spec.text[:60], ()
    found = told(paper)
    assert ("ND30-BODY-INDENT", "unknown") in found


def test_grounds_that_are_not_sure_are_never_faults() -> None:
    kit = state_kit()
    kit.body[0].italic = False
    kit.unsure.add("can_cu")
    assert [level for rule, level in told(kit) if rule == "ND30-CC-FMT"] == ["unknown"]


def test_under_the_older_guidance_the_last_ground_ends_with_a_comma() -> None:
    kit = party_kit("hd36")
    kit.body[1].text = kit.body[1].text[:-1] + "."
    assert told(kit) == [("HD05-BASIS-PUNCT", "error")]


def test_a_comma_before_the_words_of_decision_is_only_warned_of() -> None:
    kit = party_kit()
    kit.body[1].text = kit.body[1].text[:-1] + ","
    fill(kit, Spec("tieu_de_tron", "BAN THƯỜNG VỤ QUYẾT ĐỊNH", align="giua", first_line=0.0, heading=True), at=2)
    assert told(kit) == [("HD05-BASIS-PUNCT", "warning")]


def test_a_hanging_item_of_a_pdf_is_only_warned_of() -> None:
    kit = state_kit("pdf")
    kit.body[13].text = f"- {LONG};"
    kit.body[13].left, kit.body[13].first_line = 36.4, -6.3
    assert told(kit) == [("ND30-BODY-INDENT", "warning")]


def test_the_gap_of_a_pdf_is_not_counted_twice() -> None:
    kit = state_kit("pdf")
    for spec in every(kit):
        spec.before = spec.after = 3.5
    assert told(kit) == [("ND30-BODY-PARASPACE", "error")]


def test_grounds_that_go_on_into_the_sentence_of_the_paper_have_no_sure_last_one() -> None:
    kit = state_kit()
    change(2, text="Theo đề nghị của Trưởng phòng Kinh tế;")(kit)
    kit.body.insert(3, Spec("can_cu", "Xét đề nghị của các thôn, Ủy ban nhân dân xã báo cáo như sau:"))
    assert [level for rule, level in told(kit) if rule == "ND30-CC-DOT"] == ["unknown"]
    change(2, text="Theo đề nghị của Trưởng phòng Kinh tế,")(kit)
    assert [level for rule, level in told(kit) if rule == "ND30-CC-DOT"] == ["error"]
