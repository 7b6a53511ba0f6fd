"""Words of findings that the mending goes by: one home for checks that say them and repairs that know them again.

A repair reads what a finding demands (`expected`) or found. Words it reads are taken from here on both sides, so that
whoever words a finding better cannot lose its repair; `tests/the_thuc/mend/test_demands.py` holds the mending to it.
"""

from __future__ import annotations

# Letters.
SIZE = "cỡ chữ "
BOLD, NOT_BOLD = "chữ đậm", "chữ không đậm"
ITALIC, UPRIGHT = "chữ nghiêng", "chữ đứng"
CAPITALS = "chữ in hoa"
UNDERLINED, NOT_UNDERLINED = "chữ có gạch chân", "chữ không gạch chân"
BOLD_TITLE, LIGHT_CLAUSE = "tiêu đề khoản in chữ đậm", "khoản không có tiêu đề in chữ không đậm"
COLOUR = "màu #"
SHADED, COMPOSED = "chữ tô nền", "chữ Unicode tổ hợp"

# Places.
UNDER, MIDDLE = "căn giữa, dưới ", "ở giữa trang theo chiều ngang"
ALIGNMENTS = {"giua": "căn giữa", "deu": "căn đều hai lề", "trai": "căn lề trái", "phai": "căn lề phải"}
ARABIC = "chữ số Ả Rập"
NUMBER_IN_FOOTER, NUMBER_FROM_EDGE = "số trang ở chân trang", "số trang cách mép trên "
DRAWN, ABSENT = "đường kẻ ", "không có"

# Words and signs of lines.
WRITE, WORD = "ghi ", "chữ "
BEGINS, ENDS, MARK = "bắt đầu bằng ", "kết thúc bằng ", "dấu "
NO_STOP = "không có dấu chấm cuối trích yếu"
LAST_GROUND = "căn cứ cuối cùng "
LINE_BEGINS, LINE_ENDS, FILING_ENDS = "đầu dòng là ", "mỗi dòng kết thúc bằng ", "dòng Lưu kết thúc bằng "
