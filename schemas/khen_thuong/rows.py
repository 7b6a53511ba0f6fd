"""The rows of an award proposal: collectives, households, persons. A person's number is never printed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.fields import Line, Model, Whole
from schemas.khen_thuong.facts import MAX_MEMBERS, Ngay

MAX_ROWS = 2_000
MAX_YEARS = 100
Kind = Literal["tap_the", "ho_gia_dinh", "ca_nhan"]
KINDS: tuple[Kind, ...] = ("tap_the", "ho_gia_dinh", "ca_nhan")


class Row(Model):
    """What every row may say."""

    hinh_thuc: Line | None = Field(
        default=None,
        title="Hình thức đề nghị",
        description="Danh hiệu hoặc hình thức khen của riêng dòng này; bỏ trống thì theo hình thức chung",
        examples=["Giấy khen"],
        max_length=200,
    )
    dia_chi: Line | None = Field(
        default=None, title="Địa chỉ", description="Nơi ở hoặc trụ sở", examples=["Làng Dreng"], max_length=300
    )
    xep_loai: Line | None = Field(
        default=None,
        title="Xếp loại",
        description="Kết quả xếp loại của kỳ xét",
        examples=["Hoàn thành xuất sắc nhiệm vụ"],
        max_length=200,
    )
    so_phieu: Whole | None = Field(
        default=None, ge=0, le=MAX_MEMBERS, title="Số phiếu", description="Số phiếu, số người tán thành", examples=[9]
    )
    thanh_tich: Line | None = Field(
        default=None,
        title="Tóm tắt thành tích",
        description="Thành tích đã có xác nhận",
        examples=["Vận động 12 hộ hiến đất mở đường"],
    )
    ghi_chu: Line | None = Field(
        default=None, title="Ghi chú", description="Ghi chú in trong danh sách", examples=["Hồ sơ gửi riêng"]
    )
    so_nam_lien_tuc: Whole | None = Field(
        default=None,
        ge=1,
        le=MAX_YEARS,
        title="Số năm liên tục",
        description="Số năm liền đạt mức xếp loại, với khen thưởng của Đảng",
        examples=[5],
    )


class TapThe(Row, title="Tập thể"):
    """A collective."""

    ten: Line = Field(title="Tên tập thể", description="Tên đầy đủ", examples=["Thôn Ia Dreng"], max_length=300)
    so_nguoi: Whole | None = Field(
        default=None, ge=1, le=MAX_MEMBERS, title="Số người", description="Tổng số người", examples=[12]
    )
    so_dang_vien: Whole | None = Field(
        default=None, ge=1, le=MAX_MEMBERS, title="Số đảng viên", description="Với chi bộ, đảng bộ", examples=[15]
    )
    ty_le_ldtt: Annotated[float, Field(ge=0, le=100)] | None = Field(
        default=None,
        title="Tỷ lệ LĐTT (%)",
        description="Tỷ lệ cá nhân đạt Lao động tiên tiến",
        examples=[75],
    )

    @property
    def name(self) -> str:
        """The name as it stands in a list."""
        return self.ten


class HoGiaDinh(Row, title="Hộ gia đình"):
    """A household, by its head."""

    danh_xung: Line = Field(
        title="Danh xưng", description="Ông hoặc bà, in trước tên chủ hộ", examples=["Ông"], max_length=30
    )
    ten_chu_ho: Line = Field(
        title="Tên chủ hộ", description="Họ và tên chủ hộ", examples=["Rơ Châm Bơ"], max_length=100
    )
    dia_chi: Line = Field(title="Địa chỉ", description="Nơi ở", examples=["Làng Dreng"], max_length=300)
    cccd: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = Field(
        default=None, title="Số căn cước", description="12 chữ số, không bao giờ in", examples=["064085001234"]
    )

    @property
    def name(self) -> str:
        """The name as it stands in a list: `Hộ ông Rơ Châm Bơ`."""
        return f"Hộ {self.danh_xung[:1].lower()}{self.danh_xung[1:]} {self.ten_chu_ho}"


class CaNhan(Row, title="Cá nhân"):
    """A person."""

    danh_xung: Line | None = Field(
        default=None,
        title="Danh xưng",
        description="Ông, bà, đồng chí hoặc cấp bậc; bỏ trống thì theo giới tính",
        examples=["Ông"],
        max_length=30,
    )
    ho_ten: Line = Field(title="Họ và tên", description="In đúng như đã nhập", examples=["Ksor H’Nhan"], max_length=100)
    gioi_tinh: Literal["nam", "nu"] | None = Field(
        default=None, title="Giới tính", description="nam hoặc nu", examples=["nu"]
    )
    ngay_sinh: Ngay | None = Field(
        default=None, title="Ngày sinh", description="Ngày, tháng, năm sinh", examples=["1985-04-12"]
    )
    nam_sinh: Whole | None = Field(
        default=None, ge=1900, le=9999, title="Năm sinh", description="Khi không ghi ngày sinh", examples=[1985]
    )
    dan_toc: Line | None = Field(
        default=None, title="Dân tộc", description="Dân tộc", examples=["Gia Rai"], max_length=60
    )
    chuc_vu: Line | None = Field(
        default=None, title="Chức vụ", description="Chức vụ, nghề nghiệp", examples=["Trưởng thôn"], max_length=300
    )
    don_vi: Line | None = Field(
        default=None,
        title="Đơn vị",
        description="Đơn vị công tác; người dân thì ghi địa chỉ",
        examples=["Thôn Ia Dreng"],
        max_length=300,
    )
    chi_bo: Line | None = Field(
        default=None, title="Chi bộ", description="Chi bộ đang sinh hoạt", examples=["Chi bộ thôn 1"], max_length=200
    )
    chuc_vu_dang: Line | None = Field(
        default=None, title="Chức vụ Đảng", description="Chức vụ trong Đảng", examples=["Bí thư chi bộ"], max_length=200
    )
    ngay_vao_dang: Ngay | None = Field(
        default=None, title="Ngày vào Đảng", description="Ngày vào Đảng", examples=["2008-03-26"]
    )
    sang_kien: Line | None = Field(
        default=None,
        title="Sáng kiến",
        description="Tên, số và ngày công nhận sáng kiến",
        examples=["Sáng kiến công nhận tại Quyết định số 15/QĐ-UBND ngày 10/5/2026"],
    )
    da_khen: Line | None = Field(
        default=None, title="Đã được khen", description="Khen thưởng đã có, với số và ngày", examples=["LĐTT năm 2025"]
    )
    truy_tang: bool = Field(default=False, title="Truy tặng", description="Khen người đã mất", examples=[False])
    cccd: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = Field(
        default=None, title="Số căn cước", description="12 chữ số, không bao giờ in", examples=["064185001234"]
    )

    @property
    def honorific(self) -> str:
        """The form of address: as given, or by gender."""
        return self.danh_xung or {"nam": "Ông", "nu": "Bà", None: ""}[self.gioi_tinh]

    @property
    def name(self) -> str:
        """The name as it stands in a list: `Bà Ksor H’Nhan`."""
        return f"{self.honorific} {self.ho_ten}".strip()


AnyRow = TapThe | HoGiaDinh | CaNhan
