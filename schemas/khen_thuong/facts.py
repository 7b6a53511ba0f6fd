"""Facts of an award round beside its rows: the paper that launched it, its period, the meeting, files, money, list."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from schemas.fields import MAX_ITEMS, Line, Model, NgayBanHanh, Whole
from service.rules.khen_thuong.load import khen_thuong_rules
from service.rules.khen_thuong.model import DoiTuong
from service.text.dates import parse_partial_date

MAX_MEMBERS = 100_000
MAX_SALARY = 100_000_000


def _require_whole_date(text: str) -> str:
    if parse_partial_date(text).day is None:
        raise PydanticCustomError("ngay-invalid", "phải ghi đủ ngày, tháng, năm, ví dụ 2026-12-05")
    return text


Ngay = Annotated[NgayBanHanh, AfterValidator(_require_whole_date)]


def day_of(text: str) -> date:
    """The day of a validated `Ngay`; of a partial date, the first day it can mean."""
    return parse_partial_date(text).earliest()


class VanBanDan(Model, title="Văn bản viện dẫn"):
    """A paper that is cited: type, number, date, issuer, subject. Nghị định 30/2020, Phụ lục I, Mục II.6a."""

    ten_loai: Line = Field(title="Tên loại", description="Tên loại văn bản", examples=["Quyết định"], max_length=60)
    so_ky_hieu: Line | None = Field(
        default=None,
        title="Số, ký hiệu",
        description="Số và ký hiệu; luật, pháp lệnh thì bỏ trống",
        examples=["86/2025/QĐ-UBND"],
        max_length=80,
    )
    ngay: Ngay = Field(title="Ngày", description="Ngày ban hành văn bản", examples=["2025-12-05"])
    co_quan: Line | None = Field(
        default=None,
        title="Cơ quan",
        description="Cơ quan ban hành, viết như trong câu",
        examples=["Ủy ban nhân dân tỉnh Gia Lai"],
        max_length=300,
    )
    trich_yeu: Line | None = Field(
        default=None,
        title="Trích yếu",
        description="Nội dung văn bản",
        examples=["ban hành Quy định về công tác thi đua, khen thưởng"],
    )


class KyXet(Model, title="Thời gian của kỳ xét"):
    """The period an award is for: a year, a school year, or from one day to another; just one of them."""

    nam: Whole | None = Field(default=None, ge=1945, le=9999, title="Năm", description="Năm công tác", examples=[2026])
    nam_hoc: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{4}$")] | None = Field(
        default=None, title="Năm học", description="Hai năm liền nhau, nối bằng gạch", examples=["2025-2026"]
    )
    tu_ngay: Ngay | None = Field(
        default=None, title="Từ ngày", description="Ngày đầu của giai đoạn", examples=["2026-01-01"]
    )
    den_ngay: Ngay | None = Field(
        default=None, title="Đến ngày", description="Ngày cuối của giai đoạn", examples=["2026-06-30"]
    )


class CuocHop(Model, title="Cuộc họp xét"):
    """The meeting that judged the round."""

    ten: Line = Field(
        title="Cơ quan họp",
        description="Hội đồng, tập thể đã họp, viết như trong câu",
        examples=["Hội đồng Thi đua - Khen thưởng xã Ia Lâm"],
        max_length=300,
    )
    ngay: Ngay = Field(title="Ngày họp", description="Ngày họp", examples=["2026-12-02"])
    so_bien_ban: Line | None = Field(
        default=None,
        title="Số biên bản",
        description="Số, ký hiệu biên bản họp",
        examples=["03/BB-HĐTĐKT"],
        max_length=80,
    )
    tong_thanh_vien: Whole = Field(
        ge=1, le=MAX_MEMBERS, title="Tổng số thành viên", description="Tổng số thành viên", examples=[9]
    )
    co_mat: Whole = Field(ge=0, le=MAX_MEMBERS, title="Số có mặt", description="Số thành viên có mặt", examples=[9])
    cach_bieu_quyet: Literal["gio_tay", "phieu_kin"] = Field(
        title="Cách biểu quyết", description="gio_tay: giơ tay; phieu_kin: bỏ phiếu kín", examples=["gio_tay"]
    )


class HoSo(Model, title="Hồ sơ kèm"):
    """A paper of the dossier."""

    ten: Line = Field(title="Tên hồ sơ", description="Tên tài liệu", examples=["Biên bản họp Hội đồng"])
    gui: Literal["cung_tep", "rieng"] = Field(
        default="cung_tep",
        title="Cách gửi",
        description="cung_tep: gửi cùng tờ trình; rieng: gửi riêng",
        examples=["rieng"],
    )


class LyDoRieng(Model, title="Lý do riêng của một hình thức"):
    """The reason of one award, where the common one does not fit it."""

    hinh_thuc: Line = Field(
        title="Hình thức", description="Tên danh hiệu, hình thức như đã ghi", examples=["Giấy khen"], max_length=200
    )
    ly_do: Line = Field(
        title="Lý do khen", description="Lý do của hình thức này", examples=["đã hoàn thành xuất sắc nhiệm vụ"]
    )


class HeSo(Model, title="Hệ số tiền thưởng"):
    """A coefficient of the office's own, for an award that the table has no other or another for."""

    hinh_thuc: Line = Field(
        title="Hình thức", description="Tên danh hiệu, hình thức như đã ghi", examples=["Giấy khen"], max_length=200
    )
    doi_tuong: DoiTuong = Field(
        title="Đối tượng",
        description="tap_the, ho_gia_dinh, ca_nhan hoặc to_chuc_co_so_dang",
        examples=["ca_nhan"],
    )
    he_so: float = Field(gt=0, le=100, title="Hệ số", description="Số lần lương cơ sở", examples=[0.3])


class KinhPhi(Model, title="Kinh phí"):
    """Where the bonus money comes from; its amounts are computed."""

    nguon: Line = Field(
        title="Nguồn kinh phí",
        description="Nguồn chi tiền thưởng",
        examples=["Quỹ thi đua, khen thưởng của xã năm 2026"],
    )
    luong_co_so: Whole | None = Field(
        default=None,
        ge=1,
        le=MAX_SALARY,
        title="Lương cơ sở (đồng)",
        description="Bỏ trống thì lấy mức của ngày quyết định",
        examples=[2_530_000],
    )
    ngay_quyet_dinh: Ngay | None = Field(
        default=None,
        title="Ngày quyết định dự kiến",
        description="Ngày ra quyết định khen; bỏ trống thì lấy ngày tờ trình",
        examples=["2026-12-20"],
    )
    bang_chu: bool = Field(
        default=False, title="Ghi bằng chữ", description="Ghi tổng số tiền bằng chữ", examples=[True]
    )
    he_so: tuple[HeSo, ...] = Field(
        default=(),
        max_length=MAX_ITEMS,
        title="Hệ số riêng",
        description="Hệ số thay cho bảng của chương trình",
        examples=[[{"hinh_thuc": "Giấy khen", "doi_tuong": "ca_nhan", "he_so": 0.3}]],
    )


class DanhSach(Model, title="Cách trình bày danh sách"):
    """How the list is laid out; what is absent is decided by its size."""

    vi_tri: Literal["trong_bai", "kem_theo"] | None = Field(
        default=None,
        title="Vị trí",
        description="trong_bai: trong tờ trình; kem_theo: trang kèm theo; bỏ trống thì theo số dòng",
        examples=["kem_theo"],
    )
    chia_theo: Literal["loai", "hinh_thuc", "don_vi"] = Field(
        default="loai",
        title="Chia nhóm theo",
        description="loai: tập thể, hộ, cá nhân; hinh_thuc: hình thức khen; don_vi: đơn vị",
        examples=["loai"],
    )
    cot: tuple[Line, ...] = Field(
        default=(),
        max_length=30,
        title="Các cột",
        description="Tên trường của các cột theo thứ tự, sau cột TT và cột tên; bỏ trống thì in mọi cột có dữ liệu",
        examples=[["chuc_vu", "don_vi", "thanh_tich"]],
    )
    huong_giay: Literal["doc", "ngang"] | None = Field(
        default=None,
        title="Hướng giấy",
        description="doc hoặc ngang; bỏ trống thì theo số cột",
        examples=["ngang"],
    )
    tieu_de: Line | None = Field(
        default=None,
        title="Tên danh sách",
        description="Dòng dưới chữ DANH SÁCH; bỏ trống thì soạn từ hình thức và lý do",
        examples=["Đề nghị tặng Giấy khen năm 2026"],
    )
    nguoi_lap: Line | None = Field(
        default=None,
        title="Người lập danh sách",
        description="Họ tên người lập",
        examples=["Rơ Châm H’Lan"],
        max_length=100,
    )
    dong_tong: bool = Field(
        default=True, title="Dòng tổng", description="In dòng tổng số cuối danh sách", examples=[True]
    )


Percent = Annotated[Whole, Field(ge=1, le=100)]


class Nguong(Model, title="Ngưỡng bình xét"):
    """Shares of votes that the province or the office asks for, in percent of all members."""

    phieu_kin_phan_tram: dict[Line, Percent] = Field(
        default_factory=dict,
        title="Tỷ lệ phiếu kín (%)",
        description="Tỷ lệ phiếu tối thiểu của từng danh hiệu bỏ phiếu kín",
        examples=[{"Chiến sĩ thi đua cơ sở": 80}],
    )
    bieu_quyet_phan_tram: Percent | None = Field(
        default=None,
        title="Tỷ lệ biểu quyết (%)",
        description="Tỷ lệ tối thiểu của các hình thức khác; bỏ trống thì quá nửa",
        examples=[70],
    )
    du_hop_phan_tram: Percent | None = Field(
        default=None,
        title="Tỷ lệ dự họp (%)",
        description="Tỷ lệ thành viên dự họp tối thiểu; bỏ trống thì hai phần ba",
        examples=[80],
    )


def column_names() -> dict[str, str]:
    """The columns a list may have: field and heading, in the order they stand."""
    return {column.truong: column.ten for column in khen_thuong_rules().cot}
