"""Tờ trình khen thưởng: the proposal of awards, its text and lists made from the facts of the round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from pydantic import Field

from schemas.base import Composed, VanBan
from schemas.fields import MAX_ITEMS, Line
from schemas.khen_thuong.compose import Composer
from schemas.khen_thuong.facts import CuocHop, DanhSach, HoSo, KinhPhi, KyXet, LyDoRieng, Nguong, VanBanDan
from schemas.khen_thuong.notices import notices
from schemas.khen_thuong.relations import check_khen_thuong, paper_day
from schemas.khen_thuong.rows import MAX_ROWS, CaNhan, HoGiaDinh, TapThe
from schemas.noi_dung import OptionalNoiDung
from schemas.relation import Fields, Relation
from service.rules.khen_thuong.model import CheDoKhen
from service.rules.model import RuleSet


class ToTrinhKhenThuong(VanBan, title="Tờ trình khen thưởng"):
    """A proposal of awards. Nghị định 152/2025, mẫu tờ trình; Hướng dẫn 06-HD/TW, mục 19."""

    loai_van_ban: ClassVar[str] = "to_trinh"

    loai: Literal["to_trinh_khen_thuong"] = Field(
        title="Loại văn bản", description="Mã loại văn bản", examples=["to_trinh_khen_thuong"]
    )
    # What other kinds must be given is made from the facts here.
    trich_yeu: Line | None = Field(  # type: ignore[assignment]
        default=None,
        title="Trích yếu",
        description="Bỏ trống thì soạn từ hình thức, đối tượng và lý do khen",
        examples=["Về việc đề nghị tặng Giấy khen năm 2026"],
    )
    noi_dung: OptionalNoiDung = Field(
        default=(),
        title="Nội dung",
        description="Bỏ trống thì soạn từ các trường; ghi thì thay phần soạn sẵn, danh sách vẫn được in",
        examples=["Ủy ban nhân dân xã kính trình Chủ tịch Ủy ban nhân dân xã xem xét."],
    )
    che_do_khen: CheDoKhen = Field(
        title="Chế độ khen",
        description="nha_nuoc: khen thưởng của Nhà nước; dang: khen thưởng của Đảng; không phụ thuộc khối cơ quan",
        examples=["nha_nuoc"],
    )
    nguoi_quyet_dinh: Line = Field(
        title="Người quyết định",
        description="Người hoặc tập thể có thẩm quyền được đề nghị quyết định",
        examples=["Chủ tịch Ủy ban nhân dân xã Ia Lâm"],
        max_length=300,
    )
    co_quan_tham_dinh: Line | None = Field(
        default=None,
        title="Cơ quan thẩm định",
        description="Cơ quan thẩm định hồ sơ, ghi thêm ở phần kính gửi",
        examples=["Phòng Văn hóa - Xã hội xã Ia Lâm"],
        max_length=300,
    )
    loai_khen: Literal["cong_trang", "chuyen_de", "dot_xuat", "cong_hien", "nien_han", "doi_ngoai"] = Field(
        title="Loại khen",
        description=(
            "cong_trang: hằng năm; chuyen_de: theo chuyên đề; dot_xuat: đột xuất; cong_hien: quá trình cống hiến; "
            "nien_han: niên hạn; doi_ngoai: đối ngoại"
        ),
        examples=["chuyen_de"],
    )
    phong_trao: Line | None = Field(
        default=None,
        title="Phong trào thi đua",
        description="Tên phong trào, khi khen theo chuyên đề",
        examples=["phong trào thi đua “Dân vận khéo”"],
        max_length=400,
    )
    ky_xet: KyXet = Field(title="Kỳ xét", description="Năm, năm học, hoặc từ ngày đến ngày", examples=[{"nam": 2026}])
    ly_do: Line = Field(
        title="Lý do khen",
        description="Viết tiếp sau đối tượng, ví dụ đã có thành tích xuất sắc trong …",
        examples=["đã có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” năm 2026"],
    )
    ly_do_rieng: tuple[LyDoRieng, ...] = Field(
        default=(),
        max_length=MAX_ITEMS,
        title="Lý do riêng",
        description="Lý do của từng hình thức khen, khi khác lý do chung",
        examples=[[{"hinh_thuc": "Lao động tiên tiến", "ly_do": "đã hoàn thành tốt nhiệm vụ"}]],
    )
    van_ban_phat_dong: VanBanDan | None = Field(
        default=None,
        title="Văn bản phát động",
        description="Văn bản phát động phong trào hoặc hướng dẫn bình xét",
        examples=[{"ten_loai": "Kế hoạch", "so_ky_hieu": "12/KH-UBND", "ngay": "2026-01-15"}],
    )
    quy_dinh_tinh: VanBanDan | None = Field(
        default=None,
        title="Quy định của tỉnh",
        description="Quy định về thi đua, khen thưởng của tỉnh",
        examples=[{"ten_loai": "Quyết định", "so_ky_hieu": "86/2025/QĐ-UBND", "ngay": "2025-12-05"}],
    )
    nguong: Nguong | None = Field(
        default=None,
        title="Ngưỡng bình xét",
        description="Tỷ lệ phiếu và dự họp theo quy định của tỉnh, của cơ quan",
        examples=[{"du_hop_phan_tram": 80}],
    )
    cuoc_hop: CuocHop | None = Field(
        default=None,
        title="Cuộc họp xét",
        description="Cuộc họp bình xét; chỉ khen đột xuất mới được bỏ trống",
        examples=[
            {
                "ten": "Hội đồng Thi đua - Khen thưởng xã",
                "ngay": "2026-12-02",
                "tong_thanh_vien": 9,
                "co_mat": 9,
                "cach_bieu_quyet": "gio_tay",
            }
        ],
    )
    ho_so_kem: tuple[HoSo, ...] = Field(
        min_length=1,
        max_length=MAX_ITEMS,
        title="Hồ sơ kèm",
        description="Các tài liệu của hồ sơ đề nghị",
        examples=[[{"ten": "Biên bản họp Hội đồng"}]],
    )
    kinh_phi: KinhPhi | None = Field(
        default=None,
        title="Kinh phí",
        description="Nguồn tiền thưởng; số tiền được tính theo bảng và lương cơ sở",
        examples=[{"nguon": "Quỹ thi đua, khen thưởng của xã"}],
    )
    danh_sach: DanhSach | None = Field(
        default=None,
        title="Cách trình bày danh sách",
        description="Vị trí, cách chia nhóm, các cột, hướng giấy",
        examples=[{"vi_tri": "kem_theo"}],
    )
    hinh_thuc: Line | None = Field(
        default=None,
        title="Hình thức chung",
        description="Danh hiệu hoặc hình thức khen chung; từng dòng có thể ghi riêng",
        examples=["Giấy khen"],
        max_length=200,
    )
    tap_the: tuple[TapThe, ...] = Field(
        default=(),
        max_length=MAX_ROWS,
        title="Tập thể",
        description="Các tập thể được đề nghị",
        examples=[[{"ten": "Thôn Ia Dreng"}]],
    )
    ho_gia_dinh: tuple[HoGiaDinh, ...] = Field(
        default=(),
        max_length=MAX_ROWS,
        title="Hộ gia đình",
        description="Các hộ gia đình được đề nghị",
        examples=[[{"danh_xung": "Ông", "ten_chu_ho": "Rơ Châm Bơ", "dia_chi": "Làng Dreng"}]],
    )
    ca_nhan: tuple[CaNhan, ...] = Field(
        default=(),
        max_length=MAX_ROWS,
        title="Cá nhân",
        description="Các cá nhân được đề nghị",
        examples=[[{"danh_xung": "Bà", "ho_ten": "Ksor H’Nhan", "don_vi": "Thôn Ia Dreng"}]],
    )

    @classmethod
    def broken_relations(cls, fields: Fields) -> list[Relation]:
        """As for every kind; addressees that are not given are the one who decides."""
        shown = dict(fields)
        if shown.get("kinh_gui") == ():
            if "nguoi_quyet_dinh" in shown:
                shown["kinh_gui"] = (shown["nguoi_quyet_dinh"],)
            else:
                del shown["kinh_gui"]
        return super().broken_relations(shown)

    @classmethod
    def extra_relations(cls) -> tuple[Callable[[dict[str, Any]], list[Relation]], ...]:
        """The rules of commendation."""
        return (check_khen_thuong,)

    def compose(self, rule_set: RuleSet) -> Composed:
        """The proposal in words, with its lists."""
        day = paper_day({"ngay_ban_hanh": self.ngay_ban_hanh})
        composer = Composer(self, rule_set, day)
        text = composer.compose()
        made = {
            "trich_yeu": text.trich_yeu,
            "kinh_gui": text.kinh_gui,
            "can_cu": text.can_cu,
            "noi_dung": text.noi_dung,
            "phu_luc": text.phu_luc,
        }
        return Composed(self.model_copy(update=made), findings=notices(self, composer, rule_set, day))
