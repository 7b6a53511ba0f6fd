"""What an office should look at before an award proposal is signed: doubtful facts, never a reason to refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from schemas.fields import partial_date
from schemas.khen_thuong.awards import Proposed, award_of, fold
from schemas.khen_thuong.compose import Composer
from schemas.khen_thuong.facts import VanBanDan
from schemas.khen_thuong.money import decision_day
from schemas.khen_thuong.relations import block_text, names_instrument
from schemas.khen_thuong.rows import CaNhan, TapThe
from schemas.khen_thuong.vote_relations import ballot_share, quorum_share
from schemas.khen_thuong.wording import written_date
from service.findings import Finding, Level
from service.rules.khen_thuong.load import base_salary_on, khen_thuong_rules
from service.rules.khen_thuong.model import Award
from service.rules.model import CitedRule, RuleSet
from service.text.amounts import format_amount

if TYPE_CHECKING:
    from schemas.kinds.to_trinh_khen_thuong import ToTrinhKhenThuong

# What is only used in the made text; with a text given by hand it is checked, not printed.
_SPOKEN = ("ly_do", "ho_so_kem", "kinh_phi", "phong_trao")


def notices(paper: ToTrinhKhenThuong, composer: Composer, rule_set: RuleSet, day: date) -> tuple[Finding, ...]:
    """Every notice, in the order of the fields they are about."""
    return (
        *_about_text(paper, composer),
        *_about_unprinted(paper, composer, day),
        *_about_grounds(paper, rule_set, day),
        *_about_meeting(paper, composer),
        *_about_money(paper, day),
        *_about_pairs(paper, composer),
        *(found for row in composer.rows for found in _about_row(row, paper, composer, day)),
    )


def _about_text(paper: ToTrinhKhenThuong, composer: Composer) -> Iterator[Finding]:
    rules = khen_thuong_rules()
    if paper.noi_dung:
        spoken = [str(type(paper).model_fields[name].title) for name in _SPOKEN if getattr(paper, name)]
        yield _notice(
            "NOI-DUNG",
            rules,
            "/noi_dung",
            expected="nội dung do chương trình soạn từ các trường",
            found="nội dung nhập tay",
            fix=f"Đã in nội dung nhập tay; các mục {', '.join(spoken).lower()} chỉ dùng để kiểm tra.",
            level="info",
        )
    if composer.list.left_out:
        yield _notice(
            "COT",
            rules.danh_sach,
            "/danh_sach/cot",
            expected="in mọi cột có dữ liệu",
            found=f"không in: {', '.join(composer.list.left_out)}",
            fix="Danh sách chỉ in các cột đã chọn; hãy kiểm tra xem có thiếu cột nào không.",
        )
    if paper.che_do_khen == "dang" and paper.co_quan[0].khoi == "nha_nuoc":
        yield _notice(
            "CHE-DO",
            rules,
            "/che_do_khen",
            expected="tổ chức đảng đề nghị khen thưởng của Đảng",
            found="cơ quan nhà nước",
            fix="Hãy kiểm tra lại chế độ khen hoặc cơ quan ban hành.",
        )


def _about_unprinted(paper: ToTrinhKhenThuong, composer: Composer, day: date) -> Iterator[Finding]:
    """Facts that were given and stand nowhere in the paper, because something given by hand takes their place."""
    rules = khen_thuong_rules()
    cited = " ".join(paper.can_cu)
    minutes = paper.cuoc_hop.so_bien_ban if paper.cuoc_hop else None
    layout = paper.danh_sach
    unprinted = [
        ("/co_quan_tham_dinh", paper.kinh_gui and paper.co_quan_tham_dinh not in (None, *paper.kinh_gui)),
        ("/quy_dinh_tinh", paper.quy_dinh_tinh and not (cited or composer.cites_province)),
        ("/quy_dinh_tinh", cited and _is_unnamed(paper.quy_dinh_tinh, cited)),
        ("/van_ban_phat_dong", cited and _is_unnamed(paper.van_ban_phat_dong, cited)),
        ("/cuoc_hop/so_bien_ban", cited and minutes and minutes not in cited),
        ("/danh_sach", layout and not composer.is_annexed and (layout.tieu_de or layout.nguoi_lap)),
        ("/danh_sach/huong_giay", layout and not composer.is_annexed and layout.huong_giay),
        ("/kinh_phi", paper.kinh_phi and not paper.noi_dung and not composer.has_money),
        ("/noi_dung", paper.noi_dung and composer.is_annexed and not _mentions_list(paper)),
    ]
    for place, holds in unprinted:
        if holds:
            fix = "Hãy kiểm tra: mục này không được in."
            if place == "/noi_dung":
                fix = "Hãy nhắc đến danh sách kèm theo trong nội dung."
            wanted = "mọi mục đã ghi đều có trong văn bản"
            yield _notice("KHONG-IN", rules, place, expected=wanted, found="không có", fix=fix)


def _is_unnamed(paper: VanBanDan | None, cited: str) -> bool:
    """Whether a paper that was given is not among the grounds given by hand."""
    return paper is not None and (paper.so_ky_hieu is None or paper.so_ky_hieu not in cited)


def _mentions_list(paper: ToTrinhKhenThuong) -> bool:
    return any("danh sách" in block_text(block).casefold() for block in paper.noi_dung)


def _about_grounds(paper: ToTrinhKhenThuong, rule_set: RuleSet, day: date) -> Iterator[Finding]:
    if paper.che_do_khen == "nha_nuoc" and paper.quy_dinh_tinh is None and not paper.can_cu:
        yield _notice(
            "QUY-DINH-TINH",
            khen_thuong_rules(),
            "/quy_dinh_tinh",
            expected="có quy định về thi đua, khen thưởng của tỉnh trong căn cứ",
            found="chưa ghi",
            fix="Hãy ghi quy định của tỉnh trong hồ sơ cơ quan hoặc ở trường này.",
        )
    for index, block in enumerate(paper.noi_dung):
        for dead in khen_thuong_rules().het_hieu_luc:
            if day >= dead.tu and names_instrument(block_text(block), dead.so_hieu):
                yield _notice(
                    "HET-HIEU-LUC",
                    dead,
                    f"/noi_dung/{index}",
                    expected=f"không viện dẫn {dead.so_hieu} làm căn cứ",
                    found=dead.so_hieu,
                    fix=f"Văn bản này đã hết hiệu lực; nếu là căn cứ, hãy thay bằng {dead.thay_bang}.",
                )
    for needed in khen_thuong_rules().can_nhac if paper.can_cu else ():
        named = any(needed.nhac_den in text for text in paper.can_cu)
        if needed.che_do == paper.che_do_khen and day >= needed.tu and not named:
            yield _notice(
                "CAN-CU",
                needed,
                "/can_cu",
                expected=f"nhắc đến {needed.ten}, từ {written_date(needed.tu, rule_set.ngay_thang)}",
                found="chưa nhắc đến",
                fix="Hãy bổ sung vào căn cứ, hoặc để trống căn cứ cho chương trình ghi.",
            )


def _about_meeting(paper: ToTrinhKhenThuong, composer: Composer) -> Iterator[Finding]:
    meeting = paper.cuoc_hop
    if meeting is None:
        return
    rule = khen_thuong_rules().bieu_quyet
    needed = quorum_share(paper.nguong).needed_of(meeting.tong_thanh_vien)
    if meeting.co_mat < needed:
        yield _notice(
            "DU-HOP",
            rule,
            "/cuoc_hop/co_mat",
            expected=f"ít nhất {needed} thành viên dự họp",
            found=str(meeting.co_mat),
            fix="Hãy kiểm tra lại số có mặt, hoặc ghi ngưỡng theo quy định của tỉnh (nguong.du_hop_phan_tram).",
        )
    names = {fold(name) for name in (paper.nguong.phieu_kin_phan_tram if paper.nguong else {})}
    defaults = {
        award.ten
        for row in composer.rows
        if (award := award_of(row, paper.che_do_khen)) and ballot_share(award, None) and fold(award.ten) not in names
    }
    if defaults:
        yield _notice(
            "NGUONG",
            rule,
            "/nguong",
            expected="ngưỡng phiếu theo quy định của tỉnh",
            found=f"mức mặc định cho {', '.join(sorted(defaults))}",
            fix="Hãy đối chiếu với quy định của tỉnh và ghi vào hồ sơ cơ quan.",
            level="info",
        )


def _about_money(paper: ToTrinhKhenThuong, day: date) -> Iterator[Finding]:
    money = paper.kinh_phi
    if money is None:
        return
    known = base_salary_on(decision_day(money, day))
    rule = khen_thuong_rules().tien_thuong[paper.che_do_khen]
    if money.luong_co_so is not None and known is not None and money.luong_co_so != known:
        yield _notice(
            "LUONG-CO-SO",
            rule,
            "/kinh_phi/luong_co_so",
            expected=f"{format_amount(known)} đồng vào ngày quyết định",
            found=f"{format_amount(money.luong_co_so)} đồng",
            fix="Đã tính theo mức đã ghi; hãy kiểm tra lại.",
        )
    elif money.ngay_quyet_dinh is None:
        yield _notice(
            "NGAY-QUYET-DINH",
            rule,
            "/kinh_phi/ngay_quyet_dinh",
            expected="lương cơ sở của ngày ra quyết định",
            found="tính theo ngày của tờ trình",
            fix="Nếu lương cơ sở đổi trước ngày quyết định, hãy ghi ngay_quyet_dinh.",
            level="info",
        )


def _about_pairs(paper: ToTrinhKhenThuong, composer: Composer) -> Iterator[Finding]:
    """Awards of one person that ask for each other, or that one achievement is rarely proposed for at once."""
    held: dict[tuple[str, str], list[tuple[Proposed, Award]]] = {}
    for row in composer.rows:
        award = award_of(row, paper.che_do_khen)
        if award and isinstance(row.row, CaNhan):
            key = (fold(row.row.ho_ten), fold(row.row.don_vi or row.row.dia_chi or ""))
            held.setdefault(key, []).append((row, award))
    for awards in held.values():
        kinds = {award.kieu for _, award in awards}
        for row, award in awards:
            place = f"/{row.kind}/{row.index}"
            needed = khen_thuong_rules().hinh_thuc.get(award.can_danh_hieu) if award.can_danh_hieu else None
            has_it = needed is None or any(other is needed for _, other in awards)
            if needed and not has_it and fold(needed.ten) not in fold(getattr(row.row, "da_khen", None) or ""):
                yield _notice(
                    "CAN-DANH-HIEU",
                    award,
                    f"{place}/hinh_thuc",
                    expected=f"{award.ten} cần danh hiệu {needed.ten} cùng năm",
                    found="chưa thấy trong danh sách và trong khen thưởng đã có",
                    fix="Hãy đề nghị cùng lúc, hoặc ghi ở da_khen.",
                )
            if len(kinds) > 1 and award.kieu == "hinh_thuc":
                yield _notice(
                    "HAI-HINH-THUC",
                    award,
                    f"{place}/hinh_thuc",
                    expected="một thành tích, một hình thức khen",
                    found="người này còn được đề nghị danh hiệu thi đua",
                    fix="Hãy kiểm tra hai thành tích có khác nhau không.",
                )


def _about_row(row: Proposed, paper: ToTrinhKhenThuong, composer: Composer, day: date) -> Iterator[Finding]:
    place = f"/{row.kind}/{row.index}"
    gone = khen_thuong_rules().don_vi_da_bo
    for name in ("don_vi", "dia_chi"):
        text = getattr(row.row, name, None) or ""
        word = next((word for word in gone.tu_ngu if f" {word} " in f" {text.casefold()} "), None)
        if word and gone.tu and day >= gone.tu:
            yield _notice(
                "DON-VI",
                gone,
                f"{place}/{name}",
                expected="không còn đơn vị hành chính cấp huyện",
                found=f"có chữ “{word}”",
                fix="Hãy ghi tên đơn vị hành chính hiện nay.",
            )
    award = award_of(row, paper.che_do_khen)
    if award is None:
        yield _notice(
            "HINH-THUC",
            khen_thuong_rules(),
            f"{place}/hinh_thuc" if row.row.hinh_thuc else "/hinh_thuc",
            expected="danh hiệu, hình thức khen mà chương trình biết",
            found=row.hinh_thuc,
            fix="Chương trình không kiểm tra được thẩm quyền, số phiếu và tiêu chuẩn; hãy tự đối chiếu.",
        )
    if award and award.ty_le_ldtt is not None and isinstance(row.row, TapThe) and row.row.ty_le_ldtt is None:
        yield _notice(
            "TY-LE",
            award,
            f"{place}/ty_le_ldtt",
            expected=f"ít nhất {award.ty_le_ldtt}% cá nhân đạt Lao động tiên tiến",
            found="chưa ghi",
            fix="Hãy ghi tỷ lệ để chương trình kiểm tra.",
        )
    if isinstance(row.row, CaNhan):
        yield from _about_person(row.row, place, day)


def _about_person(row: CaNhan, place: str, day: date) -> Iterator[Finding]:
    rules = khen_thuong_rules()
    female = {"nam": "Bà", "nu": "Ông"}
    if row.gioi_tinh and row.danh_xung and fold(row.danh_xung) == fold(female[row.gioi_tinh]):
        yield _notice(
            "DANH-XUNG",
            rules,
            f"{place}/danh_xung",
            expected="danh xưng hợp với giới tính",
            found=row.danh_xung,
            fix="Hãy kiểm tra lại danh xưng hoặc giới tính.",
        )
    honorific = row.honorific
    if honorific and fold(row.ho_ten).startswith(f"{fold(honorific)} "):
        yield _notice(
            "HO-TEN",
            rules.ten_viet_tat,
            f"{place}/ho_ten",
            expected="danh xưng ghi một lần, ở trường danh_xung",
            found=row.ho_ten,
            fix="Hãy bỏ danh xưng trong họ tên; chương trình in đúng như đã nhập.",
        )
    if row.ho_ten in (row.ho_ten.upper(), row.ho_ten.lower()):
        yield _notice(
            "HO-TEN",
            rules.ten_viet_tat,
            f"{place}/ho_ten",
            expected="viết hoa chữ đầu mỗi tiếng của họ tên",
            found=row.ho_ten,
            fix="Hãy kiểm tra lại; chương trình in đúng như đã nhập.",
        )
    short = next((word for word in row.ho_ten.split() if word in rules.ten_viet_tat.tu_ngu), None)
    if short:
        yield _notice(
            "HO-TEN",
            rules.ten_viet_tat,
            f"{place}/ho_ten",
            expected="họ tên viết đầy đủ",
            found=f"có chữ “{short}”",
            fix="Hãy kiểm tra lại; chương trình in đúng như đã nhập.",
        )
    born = partial_date(row.ngay_sinh)
    year = born.year if born else row.nam_sinh
    if year is not None and day.year - year < rules.tuoi.tu_tuoi:
        yield _notice(
            "TUOI",
            rules.tuoi,
            f"{place}/{'ngay_sinh' if born else 'nam_sinh'}",
            expected=f"từ {rules.tuoi.tu_tuoi} tuổi",
            found=f"sinh năm {year}",
            fix="Hãy kiểm tra lại năm sinh.",
        )
    if row.cccd and year is not None and not _fits_number(row, row.cccd, year):
        yield _notice(
            "CCCD",
            rules.tuoi,
            f"{place}/cccd",
            expected="số căn cước khớp năm sinh và giới tính",
            found="không khớp",
            fix="Hãy kiểm tra lại số căn cước, ngày sinh và giới tính.",
        )


def _fits_number(row: CaNhan, number: str, year: int) -> bool:
    """Whether a personal number has the century, sex and year of birth of its bearer."""
    century_and_sex = int(number[3])
    century, sex = 1900 + century_and_sex // 2 * 100, century_and_sex % 2
    fits_sex = row.gioi_tinh is None or sex == (1 if row.gioi_tinh == "nu" else 0)
    return fits_sex and century + int(number[4:6]) == year


def _notice(
    rule_id: str, rule: CitedRule, place: str, *, expected: str, found: str, fix: str, level: Level = "warning"
) -> Finding:
    return Finding(f"KT-{rule_id}", rule.dieu_khoan, level, place, expected, found, fix)
