"""What must hold for each row of an award proposal: award, receiver, level, facts of a person, nobody twice."""

from __future__ import annotations

from datetime import date

from schemas.fields import partial_date
from schemas.khen_thuong.awards import Proposed, award_of, awards_named, fold, printed_award
from schemas.khen_thuong.facts import day_of
from schemas.khen_thuong.receivers import own_name, same_receiver
from schemas.khen_thuong.rows import CaNhan, TapThe
from schemas.relation import Fields, Relation
from service.rules.khen_thuong.load import khen_thuong_rules
from service.rules.khen_thuong.model import Award, CheDoKhen
from service.text.dates import today


def check_rows(rows: list[Proposed], fields: Fields) -> list[Relation]:
    """Every broken relation of the rows."""
    broken = _check_repeats(rows, fields["che_do_khen"])
    for row in rows:
        broken += _check_award(row, fields) + _check_person(row, fields)
    return broken


def _check_award(row: Proposed, fields: Fields) -> list[Relation]:
    where = (row.kind, row.index, "hinh_thuc")
    if not row.hinh_thuc:
        sentence = "Chưa ghi hình thức khen. Hãy ghi ở dòng này, hoặc ghi hình thức chung (hinh_thuc) cho cả tờ trình"
        return [Relation(where, "hinh-thuc-thieu", sentence)]
    che_do: CheDoKhen = fields["che_do_khen"]
    place = where if row.row.hinh_thuc else (row.kind, row.index)
    award = award_of(row, che_do)
    if award is None:
        # A title of the other regime alone is a mix-up; a name that no rule knows is the office's own affair.
        others = awards_named(row.hinh_thuc)
        if others and all(other.che_do != che_do for other in others):
            regime = "Nhà nước" if che_do == "dang" else "Đảng"
            sentence = (
                f"{others[0].ten} là hình thức khen của {regime}, không cùng chế độ khen đã chọn. Hãy sửa hình thức "
                "hoặc che_do_khen"
            )
            return [Relation(place, "che-do-khong-khop", sentence)]
        return []
    broken = []
    if row.kind not in award.doi_tuong and not (row.kind == "tap_the" and "to_chuc_co_so_dang" in award.doi_tuong):
        receivers = khen_thuong_rules().doi_tuong[che_do]
        names = ", ".join(receivers[kind].dem for kind in award.doi_tuong if kind in receivers)
        sentence = f"{award.ten} chỉ dành cho {names}. Hãy sửa hình thức hoặc chuyển sang đúng danh sách"
        broken.append(Relation(place, "doi-tuong-khong-khop", sentence))
    return broken + _check_level(award, place, fields) + _check_standard(row, award)


def _check_level(award: Award, place: tuple[str | int, ...], fields: Fields) -> list[Relation]:
    """A commune's head decides only what the law leaves to him."""
    decider = fold(fields.get("nguoi_quyet_dinh") or "")
    if award.cap == "xa" or not decider:
        return []
    levels = khen_thuong_rules().cap_quyet_dinh
    if not any(f" {word} " in f" {decider} " for word in levels.chu_cap_xa):
        return []
    return [
        Relation(
            place,
            "vuot-tham-quyen",
            f"{award.ten} do {levels.name_of(award.cap)} quyết định, không thuộc thẩm quyền {levels.xa}. Hãy sửa người "
            "quyết định, hoặc lập tờ trình đề nghị cấp trên",
        )
    ]


def _check_standard(row: Proposed, award: Award) -> list[Relation]:
    broken = []
    rating = fold(row.row.xep_loai or "")
    fails = any(word in rating for word in khen_thuong_rules().xep_loai_khong_dat.tu_ngu)
    wanted = award.xep_loai
    if rating and (fails or (wanted and not any(word in rating for word in wanted))):
        needed = " hoặc ".join(wanted) if wanted else "hoàn thành nhiệm vụ"
        sentence = f"{award.ten} cần xếp loại {needed}. Hãy kiểm tra lại xếp loại hoặc hình thức khen"
        broken.append(Relation((row.kind, row.index, "xep_loai"), "tieu-chuan-khong-dat", sentence))
    if award.can_sang_kien and isinstance(row.row, CaNhan) and not (row.row.sang_kien or row.row.xep_loai):
        sentence = f"{award.ten} phải có sáng kiến được công nhận hoặc mức xếp loại. Hãy ghi sang_kien hoặc xep_loai"
        broken.append(Relation((row.kind, row.index, "sang_kien"), "tieu-chuan-thieu", sentence))
    share = row.row.ty_le_ldtt if isinstance(row.row, TapThe) else None
    if award.ty_le_ldtt is not None and share is not None and share < award.ty_le_ldtt:
        sentence = f"{award.ten} cần ít nhất {award.ty_le_ldtt}% cá nhân đạt Lao động tiên tiến. Hãy kiểm tra lại"
        broken.append(Relation((row.kind, row.index, "ty_le_ldtt"), "tieu-chuan-khong-dat", sentence))
    return broken


def _check_person(proposed: Proposed, fields: Fields) -> list[Relation]:
    row, place = proposed.row, (proposed.kind, proposed.index)
    if not isinstance(row, CaNhan):
        return []
    broken = []
    if not row.honorific:
        sentence = "Chưa ghi danh xưng. Hãy ghi danh_xung (Ông, Bà, cấp bậc) hoặc gioi_tinh"
        broken.append(Relation((*place, "danh_xung"), "danh-xung-thieu", sentence))
    if fields["che_do_khen"] == "dang":
        for name, title in (("chi_bo", "chi bộ"), ("xep_loai", "mức xếp loại")):
            if not getattr(row, name):
                sentence = f"Khen thưởng của Đảng phải ghi {title} của đảng viên. Hãy bổ sung {name}"
                broken.append(Relation((*place, name), "truong-thieu", sentence))
    elif not (row.don_vi or row.dia_chi):
        sentence = "Phải ghi đơn vị công tác; người dân thì ghi địa chỉ. Hãy bổ sung don_vi hoặc dia_chi"
        broken.append(Relation((*place, "don_vi"), "truong-thieu", sentence))
    return broken + _check_birth(row, place, fields)


def _check_birth(row: CaNhan, place: tuple[str | int, ...], fields: Fields) -> list[Relation]:
    born = partial_date(row.ngay_sinh)
    broken = []
    if born and row.nam_sinh and born.year != row.nam_sinh:
        sentence = "Năm sinh không khớp ngày sinh. Hãy sửa lại hoặc bỏ năm sinh"
        broken.append(Relation((*place, "nam_sinh"), "ngay-sinh-sai", sentence))
    year = born.year if born else row.nam_sinh
    issued = partial_date(fields.get("ngay_ban_hanh"))
    limit: date = issued.latest() if issued else today()
    if year is None:
        return broken
    where = (*place, "ngay_sinh" if born else "nam_sinh")
    if (born and day_of(row.ngay_sinh or "") > limit) or year > limit.year:
        broken.append(Relation(where, "ngay-sinh-sai", "Ngày sinh sau ngày của tờ trình. Hãy kiểm tra lại"))
    elif limit.year - year > khen_thuong_rules().tuoi.den_tuoi:
        sentence = f"Tính ra hơn {khen_thuong_rules().tuoi.den_tuoi} tuổi. Hãy kiểm tra lại năm sinh"
        broken.append(Relation(where, "ngay-sinh-sai", sentence))
    return broken


def _check_repeats(rows: list[Proposed], che_do: CheDoKhen) -> list[Relation]:
    """Nobody is proposed twice for one award; namesakes are told apart by number, birth, unit or address."""
    seen: dict[tuple[str, str, str], list[Proposed]] = {}
    broken = []
    for proposed in rows:
        award = award_of(proposed, che_do)
        what = award.ten if award else printed_award(proposed.hinh_thuc)
        key = (proposed.kind, fold(own_name(proposed.row)), fold(what))
        earlier = next((other for other in seen.get(key, []) if same_receiver(other, proposed)), None)
        if earlier:
            sentence = (
                f"Trùng với mục {earlier.index + 1}: cùng tên, cùng hình thức khen. Hãy bỏ một dòng; nếu là hai người "
                "trùng tên, hãy ghi năm sinh, đơn vị hoặc địa chỉ khác nhau"
            )
            broken.append(Relation((proposed.kind, proposed.index), "de-nghi-trung", sentence))
        seen.setdefault(key, []).append(proposed)
    return broken
