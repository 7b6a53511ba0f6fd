"""Votes of an award round: nobody votes twice, and each row has the share that its award asks for."""

from __future__ import annotations

from schemas.khen_thuong.awards import Proposed, award_of, awards_named, fold
from schemas.khen_thuong.facts import CuocHop, Nguong
from schemas.relation import Fields, Relation
from service.rules.khen_thuong.load import khen_thuong_rules
from service.rules.khen_thuong.model import Award, Share


def check_votes(rows: list[Proposed], fields: Fields) -> list[Relation]:
    """Votes against members and thresholds; without a meeting there are none to judge."""
    if "cuoc_hop" not in fields:
        return []
    meeting: CuocHop | None = fields["cuoc_hop"]
    if meeting is None:
        return [
            Relation(
                (row.kind, row.index, "so_phieu"),
                "phieu-khong-hop",
                "Có số phiếu nhưng không ghi cuộc họp. Hãy bổ sung cuoc_hop hoặc xóa số phiếu",
            )
            for row in rows
            if row.row.so_phieu is not None
        ]
    if meeting.co_mat > meeting.tong_thanh_vien:
        sentence = f"Số có mặt ({meeting.co_mat}) lớn hơn tổng số thành viên ({meeting.tong_thanh_vien}). Hãy sửa lại"
        return [Relation(("cuoc_hop", "co_mat"), "phieu-qua-tong", sentence)]
    return [
        relation
        for row in rows
        for relation in _check_row(row, meeting, award_of(row, fields["che_do_khen"]), fields.get("nguong"))
    ]


def ballot_share(award: Award, thresholds: Nguong | None) -> Share | None:
    """The share of a secret ballot an award needs: the office's own, or the default; None where none is asked."""
    for name, percent in (thresholds.phieu_kin_phan_tram if thresholds else {}).items():
        if any(fold(known.ten) == fold(award.ten) for known in awards_named(name)):
            return Share(tu=percent, mau=100)
    return award.phieu_kin


def show_of_hands_share(thresholds: Nguong | None) -> Share:
    """The share that awards without a ballot need."""
    percent = thresholds.bieu_quyet_phan_tram if thresholds else None
    return Share(tu=percent, mau=100) if percent else khen_thuong_rules().bieu_quyet.bieu_quyet


def quorum_share(thresholds: Nguong | None) -> Share:
    """The share of members that must be present."""
    percent = thresholds.du_hop_phan_tram if thresholds else None
    return Share(tu=percent, mau=100) if percent else khen_thuong_rules().bieu_quyet.du_hop


def percent_text(part: int, whole: int) -> str:
    """A share as a percentage with at most one decimal and a decimal comma: 8 of 9 is `88,9`."""
    return f"{round(part * 1000 / whole) / 10:g}".replace(".", ",")


def _check_row(row: Proposed, meeting: CuocHop, award: Award | None, thresholds: Nguong | None) -> list[Relation]:
    where = (row.kind, row.index, "so_phieu")
    members, votes = meeting.tong_thanh_vien, row.row.so_phieu
    ballot = ballot_share(award, thresholds) if award else None
    if ballot and award and meeting.cach_bieu_quyet != "phieu_kin":
        return [
            Relation(
                (row.kind, row.index),
                "phai-bo-phieu-kin",
                f"{award.ten} phải xét bằng bỏ phiếu kín. Hãy sửa cách biểu quyết, hoặc trình riêng",
            )
        ]
    if votes is None:
        if ballot and award:
            sentence = f"{award.ten} phải có số phiếu đồng ý. Hãy ghi số phiếu theo biên bản kiểm phiếu"
            return [Relation(where, "so-phieu-thieu", sentence)]
        return []
    if votes > members:
        sentence = f"Số phiếu ({votes}) lớn hơn tổng số thành viên ({members}). Hãy kiểm tra lại"
        return [Relation(where, "phieu-qua-tong", sentence)]
    if meeting.cach_bieu_quyet == "gio_tay" and votes > meeting.co_mat:
        sentence = f"Giơ tay được {votes} phiếu nhưng chỉ có {meeting.co_mat} thành viên dự họp. Hãy kiểm tra lại"
        return [Relation(where, "phieu-qua-tong", sentence)]
    needed = (ballot or show_of_hands_share(thresholds)).needed_of(members)
    if votes < needed:
        sentence = (
            f"Được {votes}/{members} phiếu ({percent_text(votes, members)}%), chưa đủ {needed} phiếu cần có, tính trên "
            "tổng số thành viên. Hãy kiểm tra lại số phiếu hoặc bỏ dòng này"
        )
        return [Relation(where, "phieu-khong-dat", sentence)]
    return []
