"""The signature block: authority lines, post, name."""

from __future__ import annotations

from pydantic import Field

from schemas.fields import Line, Model
from service.rules.model import QuyenHanKy


class ThamQuyen(Model, title="Dòng thẩm quyền ký"):
    """One authority line: TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH."""

    quyen_han: QuyenHanKy = Field(
        title="Quyền hạn ký",
        examples=["TM"],
        description="TM thay mặt, KT ký thay, TL thừa lệnh, TUQ thừa ủy quyền, Q quyền; in theo khối của cơ quan",
    )
    cua: Line = Field(
        title="Của",
        description="Tập thể hoặc chức vụ đứng sau quyền hạn ký",
        examples=["ỦY BAN NHÂN DÂN"],
        max_length=200,
    )


class ChuKy(Model, title="Khối chữ ký"):
    """One signature block; the last line of authority stands nearest the post."""

    tham_quyen: tuple[ThamQuyen, ...] = Field(
        default=(),
        title="Thẩm quyền ký",
        max_length=4,
        examples=[[{"quyen_han": "TM", "cua": "ỦY BAN NHÂN DÂN"}]],
        description="Các dòng thẩm quyền theo thứ tự in; người đứng đầu ký trực tiếp thì bỏ trống",
    )
    chuc_vu: Line | None = Field(
        default=None, title="Chức vụ", description="Chức vụ của người ký", examples=["CHỦ TỊCH"], max_length=200
    )
    chuc_vu_khac: Line | None = Field(
        default=None,
        title="Chức vụ khác",
        examples=["TRƯỞNG PHÒNG NỘI VỤ"],
        max_length=200,
        description="Chức vụ thứ hai in dưới chức vụ, khi ký với danh nghĩa hội đồng, ban chỉ đạo",
    )
    ho_ten: Line = Field(
        title="Họ tên người ký", description="In đúng như đã nhập", examples=["Rơ Châm H’Lan"], max_length=100
    )
