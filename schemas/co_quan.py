"""The issuer of a paper and the choices an office may make within the law."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.fields import KyHieu, Line, Model, NameLines, Number, Whole
from service.rules.model import Khoi


class LuaChon(Model, title="Lựa chọn trình bày"):
    """An office's own choices; what is absent takes the default of the rule set in force."""

    bo_co_chu: Literal["A", "B"] | None = Field(
        default=None,
        title="Bộ cỡ chữ đầu trang",
        examples=["B"],
        description="Bộ A: Quốc hiệu 12, Tiêu ngữ 13, địa danh 13; bộ B: 13, 14, 14",
    )
    co_chu_noi_dung: Whole | None = Field(
        default=None, title="Cỡ chữ nội dung", description="Cỡ chữ lời văn, tính bằng điểm", examples=[14]
    )
    dat_dau: Literal["cu", "moi"] | None = Field(
        default=None,
        title="Kiểu đặt dấu thanh của chữ in sẵn",
        examples=["cu"],
        description="cu: HÒA, ỦY; moi: HOÀ, UỶ. Chỉ áp dụng cho chữ do mẫu in sẵn, không sửa chữ đã nhập",
    )
    kieu_la_ma: Literal["I.", "I-"] | None = Field(
        default=None, title="Kiểu số La Mã", description="Dấu sau số La Mã của đề mục tự đánh số", examples=["I."]
    )
    thut_dau_dong_mm: Number | None = Field(
        default=None, title="Thụt đầu dòng (mm)", description="Độ thụt dòng đầu của đoạn văn", examples=[12.7]
    )
    gian_dong: Number | None = Field(
        default=None,
        title="Giãn dòng",
        examples=[1.15],
        description="Khối nhà nước: số lần dòng đơn; khối Đảng: số điểm, chính xác",
    )
    khoang_ky_mm: Number | None = Field(
        default=None, title="Khoảng trống để ký (mm)", description="Từ chức vụ đến họ tên", examples=[27]
    )
    le_tren_mm: Number | None = Field(default=None, title="Lề trên (mm)", description="Lề trên", examples=[20])
    le_duoi_mm: Number | None = Field(default=None, title="Lề dưới (mm)", description="Lề dưới", examples=[20])
    le_trai_mm: Number | None = Field(default=None, title="Lề trái (mm)", description="Lề trái", examples=[30])
    le_phai_mm: Number | None = Field(default=None, title="Lề phải (mm)", description="Lề phải", examples=[15])
    in_hai_mat: bool = Field(
        default=False, title="In hai mặt", description="Đổi lề trái và lề phải ở trang chẵn", examples=[False]
    )


class CoQuan(Model, title="Cơ quan ban hành"):
    """An issuer. Its `khoi` decides the form of the head, the numbering and the signature."""

    khoi: Khoi = Field(
        title="Khối", description="nha_nuoc: cơ quan nhà nước; dang: cơ quan của Đảng", examples=["nha_nuoc"]
    )
    ten_cap_tren: NameLines | None = Field(
        default=None,
        title="Tên cơ quan cấp trên",
        examples=["UBND XÃ IA LÂM"],
        description="Cơ quan chủ quản trực tiếp hoặc tổ chức đảng cấp trên, nếu có; xuống dòng là chỗ ngắt đã chọn",
    )
    ten_co_quan: NameLines = Field(
        title="Tên cơ quan ban hành",
        examples=["ỦY BAN NHÂN DÂN\nXÃ IA LÂM"],
        description="Tên chính thức, đầy đủ; xuống dòng là chỗ ngắt đã chọn",
    )
    ky_hieu_co_quan: KyHieu = Field(
        title="Ký hiệu cơ quan",
        description="Chữ viết tắt tên cơ quan trong số, ký hiệu",
        examples=["UBND"],
        max_length=40,
    )
    dia_danh: Line = Field(
        title="Địa danh",
        description="Nơi cơ quan đóng trụ sở, in trước ngày tháng",
        examples=["Ia Lâm"],
        max_length=60,
    )
    ten_trong_cau: Line | None = Field(
        default=None,
        title="Tên cơ quan viết trong câu",
        examples=["Ủy ban nhân dân xã Ia Lâm"],
        description="Cách viết thường của tên cơ quan; bỏ trống thì suy từ tên cơ quan ban hành",
    )
    lua_chon: LuaChon = Field(
        default=LuaChon(),
        title="Lựa chọn của cơ quan",
        examples=[{"bo_co_chu": "B"}],
        description="Cỡ chữ, lề, giãn dòng và cách viết mà pháp luật cho chọn",
    )
