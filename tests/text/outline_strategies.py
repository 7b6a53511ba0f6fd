"""Valid blocks for property tests, of texts made to be misread: marks, pipes, stars, quotes, notation signs."""

from __future__ import annotations

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from service.text.blocks import ITEM_KINDS, AnyBlock
from service.text.inline import squeeze

BLOCK: TypeAdapter[AnyBlock] = TypeAdapter(AnyBlock)

_PIECES = [
    "a", "Rà soát", "TỔ CHỨC", "và", "xã.", "xã;", "gồm:", "2025", "95 năm", "(báo cáo)", "…", "./.", ",", ")",
    "1.", "2.", "1)", "1/", "01.", "1.1.", "1.1", "1.1.1.", "1.1.1.1.", "a)", "b)", "đ)", "f)", "(1)", "I.", "I-",
    "I -", "II.", "V.", "C.", "A.", "Q.", "-", "–", "•", "+", "*", "**", "***", "****", "-Rà", "1.Rà", "Điều 1.",
    "Điều 2", "Điều #.", "Chương I", "CHƯƠNG II:", "Chương #", "Phần thứ hai", "Mục 1", "Mục 1 Quy", "Tiểu mục 2.",
    "|", "||", "\\", "\\\\", "\\*", "\\|", "\\<", "<", "^", "#", "#1.", "#a)", "#so[1.]", "#so[", "]", "[", "[]",
    "#tieu_de[x]", "#bang[a][b]", "#doan[]", "[^1]", "[^1]:", "[^ab]: x", ">", "> a", "“", "”", "“Điều 1.", "“1.", "’",
    "---", "|---|", ":--:", "\\---", "Bảng 1.", "Bảng: x", "Biểu số 2", "ĐVT: đồng", "Đơn vị tính: x", "**a:**",
    "**a**", "*b*", ".", ":", "KT. CHỦ TỊCH", "TP.", "\u200b", "#A.", "@", "~", "Ø", "§", "\uf0a7", "\uf0d8",
]  # fmt: skip

texts = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.text(alphabet="*\\[]^#|<>“”-+.)(1aAiIvVđ: ", max_size=5)),
    min_size=1,
    max_size=6,
).flatmap(lambda parts: st.sampled_from([" ", ""]).map(lambda glue: squeeze(glue.join(parts))))
filled = texts.filter(bool)
marks = st.none() | st.sampled_from(
    ["1.", "2.", "7.", "1)", "1/", "a)", "đ)", "I.", "I -", "II.", "A.", "1.1.", "1.1.1.", "(1)", "Điều 1.", "Điều 5a.",
     "Chương I", "CHƯƠNG II:", "Phần thứ hai", "Mục 1", "Tiểu mục 1", "Khoản 1", "-", "–", "•", "→", "#", "\\", "]",
     "[]", "1. 2.", "**1.**", "|", ">"]
) | filled.map(lambda text: text[:40].strip()).filter(bool)  # fmt: skip
_raw_items = st.fixed_dictionaries(
    {"kieu": st.sampled_from(ITEM_KINDS), "dau": marks, "tieu_de": st.none() | filled, "noi_dung": st.none() | filled}
)
_cells = st.one_of(st.sampled_from(["", "<", "^", "\\<", "---", ":---", "\\---", "a", "1", "a|b", "\\|", "\\"]), texts)


@st.composite
def _raw_tables(draw: st.DrawFn) -> dict[str, object]:
    columns = draw(st.integers(1, 3))
    rows = draw(st.lists(st.lists(_cells, min_size=columns, max_size=columns), min_size=1, max_size=4))
    header = draw(st.integers(0, len(rows)))
    names = st.none() | filled | st.sampled_from(["Bảng 1. Tiến độ", "Đơn vị tính: triệu đồng"])
    return {"kieu": "bang", "ten": draw(names), "don_vi": draw(names), "so_dong_tieu_de": header, "hang": rows}


_raw_blocks = st.one_of(
    _raw_items,
    _raw_items,
    st.builds(lambda text: {"kieu": "doan", "noi_dung": text}, filled),
    st.builds(lambda text: {"kieu": "doan", "noi_dung": text}, filled),
    st.builds(lambda text: {"kieu": "tieu_de", "tieu_de": text}, filled),
    st.builds(lambda lines: {"kieu": "trich", "noi_dung": "\n".join(lines)}, st.lists(filled, min_size=1, max_size=4)),
    st.builds(
        lambda mark, text: {"kieu": "chu_thich", "dau": mark, "noi_dung": text},
        st.sampled_from(["1", "2", "ab"]),
        filled,
    ),
    _raw_tables(),
)


def _valid(raw: dict[str, object]) -> AnyBlock | None:
    try:
        return BLOCK.validate_python(raw)
    except ValidationError:
        return None


def _is_block(block: AnyBlock | None) -> bool:
    return block is not None


blocks: st.SearchStrategy[list[AnyBlock]] = st.lists(_raw_blocks.map(_valid).filter(_is_block), max_size=8)  # type: ignore[arg-type]
