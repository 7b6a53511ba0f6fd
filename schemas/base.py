"""`VanBan`: the fields every kind of paper has, and the place where the relations between them are held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from schemas.chu_ky import ChuKy
from schemas.co_quan import CoQuan
from schemas.fields import MAX_ITEMS, Line, Model, NgayBanHanh, OptionalLine, SoVanBan, one_or_more
from schemas.lien_he import LienHeItem, NguoiSoanThao
from schemas.noi_dung import NoiDung, OptionalNoiDung
from schemas.noi_nhan import NoiNhanItem
from schemas.references import MaHoSo, MaNguoiKy, NotText
from schemas.relation import Relation
from schemas.relations import check_relations
from service.findings import Finding
from service.rules.model import DoKhan, RuleSet

MAX_ISSUERS = 4
MAX_ANNEXES = 50


class PhuLuc(Model, title="Phụ lục"):
    """An annex; one marked `gui_rieng` counts as announced and complete but is not printed here."""

    nhan: OptionalLine | None = Field(
        default=None,
        title="Nhãn phụ lục",
        examples=["Phụ lục"],
        max_length=60,
        description="Bỏ trống thì in Phụ lục và tự đánh số; có thể ghi DANH SÁCH, Biểu số 01; chuỗi rỗng thì không in",
    )
    tieu_de: Line = Field(title="Tên phụ lục", description="Tên của phụ lục", examples=["Tiến độ thực hiện"])
    noi_dung: OptionalNoiDung = Field(
        default=(),
        title="Nội dung phụ lục",
        description="Bằng khối hoặc văn bản dàn ý, như nội dung chính; phụ lục gửi riêng thì bỏ trống",
        examples=["| TT | Nội dung |\n|---|---|\n| 1 | Rà soát |"],
    )
    huong: Literal["doc", "ngang"] = Field(
        default="doc", title="Hướng giấy", description="doc: khổ dọc; ngang: khổ ngang", examples=["doc"]
    )
    gui_rieng: bool = Field(
        default=False, title="Gửi riêng", description="Phụ lục gửi thành tệp riêng, không in kèm", examples=[False]
    )


class VanBan(Model, title="Văn bản"):
    """What all kinds have in common. Nghị định 30/2020, Điều 8; Hướng dẫn 05-HD/VPTW, thể thức bắt buộc.

    A kind is a subclass that says its identifier (`loai`, a Literal) and the type of paper it is by law
    (`loai_van_ban`, an identifier of the rule sets); it may add fields, relations between them, and `compose`.
    """

    loai_van_ban: ClassVar[str]

    loai: str = Field(title="Loại văn bản", description="Mã loại văn bản", examples=["ke_hoach"])
    co_quan: Annotated[
        tuple[Annotated[CoQuan, NotText], ...],
        BeforeValidator(
            one_or_more,
            json_schema_input_type=CoQuan
            | MaHoSo
            | Annotated[list[CoQuan | MaHoSo], Field(min_length=1, max_length=MAX_ISSUERS)],
        ),
    ] = Field(
        title="Cơ quan ban hành",
        max_length=MAX_ISSUERS,
        description="Một cơ quan, hoặc danh sách cơ quan cùng ban hành với cơ quan chủ trì đứng đầu; "
        "mỗi cơ quan ghi đầy đủ, hoặc ghi mã hồ sơ đã lưu",
        examples=[
            {
                "khoi": "nha_nuoc",
                "ten_co_quan": "ỦY BAN NHÂN DÂN\nXÃ IA LÂM",
                "ky_hieu_co_quan": "UBND",
                "dia_danh": "Ia Lâm",
            }
        ],
    )
    so_van_ban: SoVanBan | None = Field(
        default=None,
        title="Số văn bản",
        examples=["05"],
        description="Chữ số; bỏ trống thì in khoảng trắng để điền sau",
    )
    ngay_ban_hanh: NgayBanHanh | None = Field(
        default=None,
        title="Ngày ban hành",
        examples=["2026-09-05"],
        description="Dạng 2026-09-05; chỉ ghi 2026-09 hoặc 2026 thì phần chưa biết in khoảng trắng",
    )
    so_ky_hieu: Line | None = Field(
        default=None,
        title="Số, ký hiệu đầy đủ",
        examples=["05/KH-UBND"],
        max_length=80,
        description="Số và ký hiệu do hệ thống khác cấp, in nguyên như đã cho; có thì không dùng số văn bản",
    )
    trich_yeu: Line = Field(
        title="Trích yếu",
        description="Nội dung khái quát của văn bản, không có dấu chấm cuối",
        examples=["Về công tác phòng, chống thiên tai năm 2026"],
    )
    can_cu: tuple[Line, ...] = Field(
        default=(),
        title="Căn cứ",
        max_length=MAX_ITEMS,
        description="Mỗi căn cứ một dòng; chữ Căn cứ, gạch đầu dòng và dấu cuối dòng được thêm theo quy định",
        examples=[["Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"]],
    )
    kinh_gui: tuple[Line, ...] = Field(
        default=(),
        title="Kính gửi",
        description="Các nơi nhận chính, chỉ dùng cho loại văn bản có Kính gửi",
        max_length=MAX_ITEMS,
        examples=[["Ủy ban nhân dân tỉnh Gia Lai"]],
    )
    noi_dung: NoiDung = Field(
        title="Nội dung",
        description="Văn bản dàn ý như người soạn vẫn gõ, hoặc danh sách khối",
        examples=["I. MỤC ĐÍCH\n1. Nâng cao nhận thức của người dân."],
    )
    chu_ky: Annotated[
        tuple[Annotated[ChuKy, NotText], ...],
        BeforeValidator(
            one_or_more,
            json_schema_input_type=ChuKy
            | MaNguoiKy
            | Annotated[list[ChuKy | MaNguoiKy], Field(min_length=1, max_length=MAX_ISSUERS)],
        ),
    ] = Field(
        title="Chữ ký",
        max_length=MAX_ISSUERS,
        description="Một khối chữ ký, hoặc danh sách khối với người ký của cơ quan chủ trì đứng đầu; "
        "mỗi khối ghi đầy đủ, hoặc ghi mã người ký trong hồ sơ cơ quan",
        examples=[
            {
                "tham_quyen": [{"quyen_han": "TM", "cua": "ỦY BAN NHÂN DÂN"}],
                "chuc_vu": "CHỦ TỊCH",
                "ho_ten": "Ksor H’Nhan",
            }
        ],
    )
    noi_nhan: tuple[NoiNhanItem, ...] = Field(
        default=(),
        title="Nơi nhận",
        max_length=MAX_ITEMS,
        description="Mỗi nơi nhận một mục; dòng Lưu ghi ở trường nơi lưu",
        examples=[["Thường trực Đảng ủy"]],
    )
    noi_luu: Line = Field(
        title="Nơi lưu", description="Nội dung dòng Lưu, không cần chữ Lưu", examples=["VT, VHXH"], max_length=200
    )
    phu_luc: tuple[PhuLuc, ...] = Field(
        default=(),
        title="Phụ lục",
        description="Các phụ lục kèm theo",
        max_length=MAX_ANNEXES,
        examples=[[{"tieu_de": "Tiến độ thực hiện", "noi_dung": "1. Rà soát."}]],
    )
    do_khan: DoKhan | None = Field(
        default=None,
        title="Mức độ khẩn",
        description="khan: khẩn; thuong_khan: thượng khẩn; hoa_toc: hỏa tốc; bỏ trống thì không in",
        examples=["khan"],
    )
    nguoi_soan_thao: NguoiSoanThao | None = Field(
        default=None,
        title="Người soạn thảo",
        description="Ký hiệu người soạn thảo và số lượng bản phát hành, in dưới nơi nhận",
        examples=[{"ky_hieu": "PL", "so_ban": 300}],
    )
    lien_he: LienHeItem | None = Field(
        default=None,
        title="Thông tin liên hệ",
        description="Các mục, hoặc một hay nhiều dòng chữ; văn bản nhà nước in ở chân trang 1, văn bản của Đảng in ở "
        "trang cuối",
        examples=[{"dia_chi": "Thôn Ia Lâm, xã Ia Lâm, tỉnh Gia Lai", "dien_thoai": "0269 300 0000"}],
    )

    @model_validator(mode="wrap")
    @classmethod
    def _hold_relations(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        value = handler(data)
        fields: dict[str, object] = {name: getattr(value, name) for name in type(value).model_fields}
        broken = cls.broken_relations(fields)
        if broken:
            raise ValidationError.from_exception_data(
                cls.__name__, [relation.as_error() for relation in broken], hide_input=True
            )
        return value

    @classmethod
    def broken_relations(cls, fields: dict[str, Any]) -> list[Relation]:
        """Every broken relation between fields that are valid on their own; a missing key is one that is not."""
        broken = check_relations(fields, cls.loai_van_ban)
        return broken + [relation for check in cls.extra_relations() for relation in check(fields)]

    @property
    def don_vi_trong_ky_hieu(self) -> str | None:
        """The letters of a drafting unit that stand in the symbol; only some kinds have them."""
        return None

    @classmethod
    def extra_relations(cls) -> tuple[Callable[[dict[str, Any]], list[Relation]], ...]:
        """Checks between fields that only this kind has."""
        return ()

    def compose(self, rule_set: RuleSet) -> Composed:
        """The paper as it is printed: what only this kind has put into words; by default nothing is to be done."""
        own = {name: getattr(self, name) for name in type(self).model_fields if name not in VanBan.model_fields}
        return Composed(self, own)


@dataclass(frozen=True)
class Composed:
    """A paper ready to be merged.

    `own` are the values beyond the common fields that its template prints, by the names it knows them by.
    """

    van_ban: VanBan
    own: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
