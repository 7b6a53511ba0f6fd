r"""The body as a flat list of blocks: what each block holds, and the one form each meaning has.

A block's text is in inline notation (`service.text.inline`). Nesting is derived from the kinds, never stored.
Every block is normalised when it is made, so that two blocks that mean the same are equal: white space is
single spaces; an item wholly in `**…**` is a heading, one that starts with `**…:**` has a run-in heading, a
run-in heading without a colon or full stop is bold text; a paragraph wholly in `**…**` is a heading
(`AnyBlock` makes it one); merged cells are marked in one way. What cannot be normalised is refused with a
Vietnamese sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from service.text.cells import Rows, bad_merge, merge_one_way
from service.text.inline import FOOTNOTE_ID, lead_bold, plain_text, squeeze, whole_bold

# From the outermost level to the innermost; the order is the order of nesting.
ItemKind = Literal[
    "phan", "chuong", "muc", "tieu_muc", "dieu",
    "chu_hoa", "la_ma", "so", "so_2", "so_3", "chu_thuong", "so_ngoac",
    "gach", "cong", "sao",
]  # fmt: skip

ITEM_KINDS: tuple[ItemKind, ...] = (
    "phan",
    "chuong",
    "muc",
    "tieu_muc",
    "dieu",
    "chu_hoa",
    "la_ma",
    "so",
    "so_2",
    "so_3",
    "chu_thuong",
    "so_ngoac",
    "gach",
    "cong",
    "sao",
)
LEVEL: Mapping[ItemKind, int] = {kind: level for level, kind in enumerate(ITEM_KINDS)}

# The divisions that are named by a word; they alone may stand without any text.
WORD_KINDS: frozenset[ItemKind] = frozenset({"phan", "chuong", "muc", "tieu_muc", "dieu"})
# Every sign that is typed for a bullet; the sign printed is the form's choice. Those of Word's symbol fonts arrive as
# private characters, or as the letters in their places: "§" and "Ø" here, "o" where a TAB follows (`outline_lines`).
BULLETS: Mapping[str, str] = {
    "gach": "-–—•●▪■◦‣·\uf0b7\uf0d8\uf0fc\uf076Ø",
    "cong": "+",
    "sao": "*\uf0a7§",
}
PRIVATE_BULLETS = frozenset(sign for signs in BULLETS.values() for sign in signs if sign >= "\ue000")

MAX_MARK = 40
MAX_HEADER_ROWS = 10
MAX_COLUMNS = 63  # the most Word can hold


def _one_line(value: object) -> object:
    if not isinstance(value, str):
        return value
    if len(value.strip().splitlines()) > 1:
        raise PydanticCustomError(
            "line-break",
            "Có chỗ xuống dòng ở giữa lời văn. Hãy bỏ chỗ xuống dòng hoặc tách thành đoạn riêng.",
        )
    return squeeze(value)


def _is_one_line(value: object) -> bool:
    return isinstance(value, str) and len(value.strip().splitlines()) < 2


def _filled(value: object) -> object:
    line = _one_line(value)
    if line == "":
        raise PydanticCustomError("text-missing", "Chưa có lời văn. Hãy nhập nội dung hoặc bỏ phần tử này.")
    return line


def _line_or_none(value: object) -> object:
    return _one_line(value) or None


def _heading(value: object) -> object:
    line = _filled(value)
    return (whole_bold(line) or line) if isinstance(line, str) else line


def _quoted_lines(value: object) -> object:
    if not isinstance(value, str):
        return value
    lines = [squeeze(line) for line in value.splitlines()]
    return _filled("") if not any(lines) else "\n".join(line for line in lines if line)


def _squeezed(value: object) -> object:
    return squeeze(value) if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_filled)]
OptionalLine = Annotated[str | None, BeforeValidator(_line_or_none)]
Cell = Annotated[str, BeforeValidator(_squeezed)]


class Block(BaseModel):
    """What all blocks share: frozen, nothing unknown let in."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


class Item(Block):
    """A marked line: Phần I, Điều 1., I., 1., 1.1., a), (1), -, +, *.

    `tieu_de` alone is a heading on its own line; with `noi_dung` it is a run-in heading and ends with a
    colon or a full stop. A mark of None is given by position (`service.text.numbering`), a bullet's by the
    form.
    """

    kieu: ItemKind = Field(
        title="Kiểu mục", description="Cấp của mục, từ phần, chương đến gạch đầu dòng", examples=["so"]
    )
    dau: OptionalLine = Field(
        default=None,
        title="Dấu mục",
        max_length=MAX_MARK,
        examples=["1."],
        description="Số, chữ hoặc dấu đứng đầu mục như đã viết; bỏ trống thì được đánh theo thứ tự",
    )
    tieu_de: OptionalLine = Field(
        default=None, title="Tiêu đề mục", description="Tiêu đề của mục", examples=["Mục đích"]
    )
    noi_dung: OptionalLine = Field(
        default=None, title="Nội dung mục", description="Lời văn của mục", examples=["Rà soát."]
    )

    @model_validator(mode="before")
    @classmethod
    def _normalise(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        values = {**data}
        kind = values.get("kieu")
        glyphs = BULLETS.get(kind) if isinstance(kind, str) else None
        if glyphs and isinstance(values.get("dau"), str) and squeeze(values["dau"]) in {*glyphs, *PRIVATE_BULLETS}:
            values["dau"] = None
        parts = [values.get("tieu_de"), values.get("noi_dung")]
        if all(part is None or _is_one_line(part) for part in parts):
            values["tieu_de"], values["noi_dung"] = _settle_heading(*(squeeze(part or "") for part in parts))
        return values

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.tieu_de or self.noi_dung or (self.dau and self.kieu in WORD_KINDS):
            return self
        raise PydanticCustomError("item-empty", "Mục chưa có tiêu đề hoặc nội dung. Hãy nhập lời văn hoặc bỏ mục này.")


class Heading(Block):
    """A heading without a mark."""

    kieu: Literal["tieu_de"] = Field(title="Kiểu", description="Tiêu đề không đánh số", examples=["tieu_de"])
    tieu_de: Annotated[str, BeforeValidator(_heading)] = Field(
        title="Tiêu đề", description="Tiêu đề không đánh số", examples=["Nhiệm vụ chung"]
    )


class Paragraph(Block):
    """A paragraph of running text."""

    kieu: Literal["doan"] = Field(title="Kiểu", description="Đoạn văn", examples=["doan"])
    noi_dung: Line = Field(title="Đoạn văn", description="Lời văn của đoạn", examples=["Nội dung như sau:"])

    @field_validator("noi_dung")
    @classmethod
    def _not_a_heading(cls, value: str) -> str:
        if whole_bold(value) is None:
            return value
        raise PydanticCustomError(
            "bold-paragraph", "Đoạn in đậm cả đoạn là một tiêu đề. Hãy dùng kiểu “tieu_de” hoặc bớt in đậm."
        )


class Quote(Block):
    """Lines quoted as they stand, outside the numbering; a line break parts two lines."""

    kieu: Literal["trich"] = Field(title="Kiểu", description="Trích nguyên văn", examples=["trich"])
    noi_dung: Annotated[str, BeforeValidator(_quoted_lines)] = Field(
        title="Trích nguyên văn",
        examples=["“Điều 5. Nguyên tắc"],
        description="Các dòng trích, giữ nguyên số điều, khoản của văn bản được trích",
    )


class Table(Block):
    """A table. Merged cells are marked as `service.text.cells` says."""

    kieu: Literal["bang"] = Field(title="Kiểu", description="Bảng", examples=["bang"])
    ten: OptionalLine = Field(
        default=None, title="Tên bảng", description="Dòng tên đặt trên bảng", examples=["Bảng 1. Tiến độ"]
    )
    don_vi: OptionalLine = Field(
        default=None,
        title="Đơn vị tính",
        description="Dòng đơn vị tính đặt trên bảng",
        examples=["Đơn vị tính: triệu đồng"],
    )
    so_dong_tieu_de: int = Field(
        default=1,
        ge=0,
        le=MAX_HEADER_ROWS,
        title="Số dòng tiêu đề",
        description="Số dòng đầu lặp lại ở mỗi trang",
        examples=[1],
    )
    hang: tuple[tuple[Cell, ...], ...] = Field(
        title="Các hàng",
        description="Mỗi hàng là danh sách ô; các hàng bằng số ô",
        examples=[[["TT", "Nội dung"], ["1", "Rà soát"]]],
    )

    @field_validator("hang")
    @classmethod
    def _check_rows(cls, rows: Rows, info: ValidationInfo) -> Rows:
        if not rows or not rows[0]:
            raise PydanticCustomError("table-empty", "Bảng chưa có ô nào. Hãy nhập ít nhất một hàng có một ô.")
        if len(rows[0]) > MAX_COLUMNS:
            raise PydanticCustomError(
                "table-too-wide",
                "Bảng có {count} cột, nhiều hơn {limit} cột mà Word cho phép. Hãy chia nhỏ bảng.",
                {"count": len(rows[0]), "limit": MAX_COLUMNS},
            )
        for number, row in enumerate(rows, start=1):
            if len(row) != len(rows[0]):
                raise PydanticCustomError(
                    "table-uneven",
                    "Hàng {row} có {found} ô, hàng đầu có {expected} ô. Hãy thêm hoặc bớt ô cho bằng.",
                    {"row": number, "found": len(row), "expected": len(rows[0])},
                )
        header = info.data.get("so_dong_tieu_de", 0)
        if header > len(rows):
            raise PydanticCustomError(
                "header-too-tall",
                "Bảng có {rows} hàng nhưng khai {header} dòng tiêu đề. Hãy giảm số dòng tiêu đề.",
                {"rows": len(rows), "header": header},
            )
        place = bad_merge(rows, header)
        if place is not None:
            raise PydanticCustomError(
                "merge-invalid",
                "Dấu gộp ô “{sign}” ở hàng {row}, cột {column} không tạo thành hình chữ nhật trong cùng phần "
                "tiêu đề hoặc thân bảng. Hãy sửa dấu gộp, hoặc viết “\\{sign}” nếu đó là một ký tự.",
                {"sign": rows[place[0]][place[1]], "row": place[0] + 1, "column": place[1] + 1},
            )
        return merge_one_way(rows)


class Footnote(Block):
    """The text of a footnote; `dau` is what stands in `[^…]`."""

    kieu: Literal["chu_thich"] = Field(title="Kiểu", description="Chú thích cuối trang", examples=["chu_thich"])
    dau: str = Field(
        title="Dấu chú thích",
        description="Dấu đã dùng trong [^…]",
        pattern=rf"^{FOOTNOTE_ID}$",
        examples=["1"],
    )
    noi_dung: Line = Field(title="Nội dung chú thích", description="Lời của chú thích", examples=["Số liệu đến 30/6."])


def _bold_paragraph_to_heading(data: Any) -> Any:
    if isinstance(data, Mapping) and data.get("kieu") == "doan" and data.keys() == {"kieu", "noi_dung"}:
        text = data["noi_dung"]
        if _is_one_line(text):
            heading = whole_bold(squeeze(text))
            if heading is not None:
                return {"kieu": "tieu_de", "tieu_de": heading}
    return data


AnyBlock = Annotated[
    Item | Heading | Paragraph | Quote | Table | Footnote,
    Field(discriminator="kieu"),
    BeforeValidator(_bold_paragraph_to_heading),
]


def paragraph_or_heading(text: str) -> Heading | Paragraph:
    """The block for an unmarked text: a heading when it is wholly bold, else a paragraph."""
    heading = whole_bold(text)
    if heading is None:
        return Paragraph(kieu="doan", noi_dung=text)
    return Heading(kieu="tieu_de", tieu_de=heading)


def split_lines(raw_blocks: Sequence[object]) -> list[object]:
    """The raw blocks with each line break in a paragraph or an item made a paragraph of its own.

    For use before validation; whatever is not such a block is passed on as it is. `line_origins` tells which
    raw block each of them came from.
    """
    return [block for _, block in _split(raw_blocks)]


def line_origins(raw_blocks: Sequence[object]) -> list[int]:
    """For every block `split_lines` returns, the position of the raw block it came from."""
    return [origin for origin, _ in _split(raw_blocks)]


def _settle_heading(heading: str, text: str) -> tuple[str | None, str | None]:
    """The heading and text of an item in their one form."""
    heading = whole_bold(heading) or heading
    if heading and text and not plain_text(heading).endswith((":", ".")):
        heading, text = "", f"**{heading}** {text}"
    if not heading:
        bold = whole_bold(text)
        heading, text = (bold, "") if bold is not None else _run_in(text)
    return heading or None, text or None


def _run_in(text: str) -> tuple[str, str]:
    """A text parted into its run-in heading, with the colon typed right behind the stars, and the rest."""
    parts = lead_bold(text)
    if parts is None:
        return "", text
    heading, rest = parts
    if not plain_text(heading).endswith((":", ".")):
        if rest[:1] not in {":", "."}:
            return "", text
        heading, rest = heading + rest[0], rest[1:]
    return (heading, rest.strip()) if rest.strip() else ("", text)


def _split(raw_blocks: Sequence[object]) -> Iterator[tuple[int, object]]:
    for origin, block in enumerate(raw_blocks):
        text = block.get("noi_dung") if isinstance(block, Mapping) else None
        kind = block.get("kieu") if isinstance(block, Mapping) else None
        lines = [line for line in text.splitlines() if line.strip()] if isinstance(text, str) else []
        if not isinstance(block, Mapping) or len(lines) < 2 or (kind != "doan" and kind not in ITEM_KINDS):
            yield origin, block
            continue
        yield origin, {**block, "noi_dung": lines[0]}
        for line in lines[1:]:
            yield origin, {"kieu": "doan", "noi_dung": line}
